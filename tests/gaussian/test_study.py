"""The study of Fig. 4: its numbers, its features and the claims that rest on them, its figure, and bad input."""

from __future__ import annotations

import numpy as np
import pytest

from derive.claims.noble_gas import modes, stochastic_decay
from derive.ledger import Feature
from derive.ledger.measured import judged
from derive.records import PartVerdict
from numerics import studies
from numerics.parameters import ParameterError
from numerics.studies import diffusion_modes, execution
from reports.figures import diffusion_modes as drawing

FEW = {"modes": "32", "samples": "121", "span": "2 pi"}


def made(kernels, **overrides):
    return diffusion_modes.run(studies.settings("diffusion_modes", FEW | overrides), kernels, execution.bars(False))


@pytest.fixture(scope="module")
def data(kernels):
    return made(kernels)


def found(data):
    return {
        f"diffusion_modes/{one.name}": Feature(name=one.name, value=one.value, error=one.error, meaning=one.meaning,
                                               sampled=one.sampled, sampled_error=one.sampled_error)
        for one in diffusion_modes.features(data)
    }  # fmt: skip


PARTS = [part for module in (modes, stochastic_decay) for claim in module.CLAIMS for part in claim.parts
         if part.measured.startswith("diffusion_modes/")]  # fmt: skip


def test_five_claims_are_held_against_the_study():
    claims = {claim.id for module in (modes, stochastic_decay) for claim in module.CLAIMS
              if any(part in PARTS for part in claim.parts)}  # fmt: skip
    assert claims == set(diffusion_modes.STUDY.claims)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_part_names_a_feature(part, data):
    blank = PartVerdict(name=part.name, printed=part.printed, verdict="given")
    verdict = judged(part, blank, found(data)).verdict
    # 32 modes are not enough for what is said of a hundred
    assert verdict in (
        ("consistent", "undetermined") if part.measured.endswith(("_twice", "_any")) else ("consistent",)
    )


def test_what_is_known_at_the_start(data):
    start = data.isel(time=0)
    for curve in ("two modes", "all modes", "stored"):
        here = start.sel(curve=curve)
        assert float(here.chance.sel(ensemble="alkali")) == pytest.approx(1, abs=1e-12)
        assert float(here.decibel.sel(ensemble="alkali")) == pytest.approx(7, abs=1e-11)
    noble = start.sel(curve="all modes", ensemble="noble_gas")
    n = float(data.n_b_I)
    assert n == pytest.approx(0.25 / 1.5, rel=1e-15)
    assert float(noble.chance) == pytest.approx(n**2 / (1 + n) ** 3, rel=1e-12)
    assert float(noble.variance) == pytest.approx(1 + 2 * n, rel=1e-12)


def test_two_modes_are_the_printed_solution(data):
    """Eq. (S5) squared, to first order in gamma/J, and two excitations that arrive together."""
    two = data.sel(curve="two modes", ensemble="noble_gas")
    Jt, ratio = data.Jt.values, 17.5 / float(data.J)
    printed = np.exp(-ratio * Jt) * np.sin(Jt) ** 2
    np.testing.assert_allclose(two.share, printed, atol=2 * ratio**2)
    np.testing.assert_allclose(two.chance, two.share**2, rtol=1e-13, atol=1e-15)


def test_statistics_are_nearly_all_shown(data):
    assert np.all(data.statistics.sum("level") > 0.9999)
    assert np.all(data.statistics.sum("level") < 1 + 1e-12)


def test_figure_and_its_texts(data):
    drawing.figure(data)
    text = drawing.caption(data) + drawing.alt(data)
    assert "7 dB" in text
    assert f"{100 * float(data.chance.sel(curve='all modes', ensemble='noble_gas').max()):.3g} %" in text


def test_bad_input(kernels):
    with pytest.raises(ParameterError, match="reached after the end"):
        made(kernels, storage_angle="7 pi")
    with pytest.raises(ParameterError, match="less than what diffusion to the wall takes"):
        made(kernels, D_a="500 cm^2/s")
    with pytest.raises(ParameterError, match=r"p_a = 1\.2"):
        made(kernels, p_a="1.2")
    with pytest.raises(ParameterError, match="modes"):
        made(kernels, modes="3")
