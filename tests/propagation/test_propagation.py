"""Propagation of uncertainties against closed forms, and sampling against the linear result."""

from __future__ import annotations

import numpy as np
import pytest

from numerics.propagation import Uncertain, UncertaintyError, propagate

SAMPLES = 4000


def carried(model, *inputs, correlated=None):
    return propagate(model, inputs, SAMPLES, 1, correlated or {})


def test_powers_add_their_relative_errors_in_squares() -> None:
    """x^2/y^3 with 1 % and 2 %: the logarithm is linear, so its error is exact."""
    found = carried(
        lambda v: {"f": v["x"] ** 2 / v["y"] ** 3},
        Uncertain(name="x", value=5.0, error=0.05), Uncertain(name="y", value=2.0, error=0.04),
    )  # fmt: skip
    widths = np.log1p([0.01**2, 0.02**2])  # squares of the widths of the two lognormals
    # the step of the difference is 1e-3 in a coordinate whose third derivative is (6 %)^3
    assert found.error("f") / found.values["f"] == pytest.approx(np.sqrt(4 * widths[0] + 9 * widths[1]), rel=1e-6)
    assert found.shares("f") == pytest.approx(
        [4 * widths[0], 9 * widths[1]] / (4 * widths[0] + 9 * widths[1]), rel=1e-5
    )


def test_what_two_results_share_is_correlated() -> None:
    found = carried(
        lambda v: {"f": v["x"] * v["y"], "g": v["x"] / v["y"], "h": v["x"] - v["x"]},
        Uncertain(name="x", value=3.0, error=0.1), Uncertain(name="y", value=2.0, error=0.1),
    )  # fmt: skip
    assert found.error("h") == 0
    f, g = found.samples["f"], found.samples["g"]
    # y makes them differ, x alike; a standard error of the sampled covariance is some 3 %
    assert found.covariance("f", "g") == pytest.approx(np.cov(f, g)[0, 1], abs=0.1 * np.sqrt(f.var() * g.var()))
    assert found.covariance("f", "g") < 0 < found.covariance("f", "f")


@pytest.mark.parametrize(("rho", "error"), [(1.0, 0.5), (-1.0, 0.1), (0.0, np.hypot(0.3, 0.2))])
def test_correlated_inputs(rho: float, error: float) -> None:
    found = carried(
        lambda v: {"sum": v["x"] + v["y"]},
        Uncertain(name="x", value=0.0, error=0.3, domain="real"),
        Uncertain(name="y", value=1.0, error=0.2, domain="real"),
        correlated={("x", "y"): rho},
    )  # fmt: skip
    assert found.error("sum") == pytest.approx(error, rel=1e-9)
    # the sampled width of a normal distribution of 4000 samples is known to 1 %
    assert found.samples["sum"].std() == pytest.approx(error, rel=0.05)
    assert found.shares("sum").sum() == pytest.approx(1)


def test_samples_stay_in_their_domain_and_keep_their_width() -> None:
    found = carried(
        lambda v: dict(v),
        Uncertain(name="rate", value=1.0, error=1.5), Uncertain(name="p", value=0.95, error=0.02, domain="share"),
    )  # fmt: skip
    assert found.samples["rate"].min() > 0
    assert found.samples["p"].min() > 0
    assert found.samples["p"].max() < 1
    assert found.samples["p"].std() == pytest.approx(0.02, rel=0.1)
    low, high = found.interval("p")
    assert high - low == pytest.approx(0.04, rel=0.1)


def test_nothing_uncertain_leaves_numbers_as_they_are() -> None:
    found = carried(lambda v: {"f": 2 * v["x"]}, Uncertain(name="x", value=1.5))
    assert found.values["f"] == 3
    assert found.error("f") == 0
    assert found.interval("f") == (3, 3)
    assert found.inputs == ()


def test_the_same_seed_gives_the_same_samples() -> None:
    runs = [carried(lambda v: dict(v), Uncertain(name="x", value=1.0, error=0.1)).samples["x"] for _ in range(2)]
    assert np.array_equal(*runs)


def test_bad_uncertainties() -> None:
    with pytest.raises(UncertaintyError, match="x has the uncertainty -1, expected 0 or more"):
        Uncertain(name="x", value=1.0, error=-1.0)
    with pytest.raises(UncertaintyError, match="x = 1 is at the edge of what it can be, expected the uncertainty 0"):
        Uncertain(name="x", value=1.0, error=0.1, domain="share")
    three = [Uncertain(name=name, value=1.0, error=0.1) for name in "xyz"]
    with pytest.raises(UncertaintyError, match="the correlations contradict one another"):
        carried(lambda v: dict(v), *three, correlated={("x", "y"): 1, ("y", "z"): 1, ("x", "z"): -1})
