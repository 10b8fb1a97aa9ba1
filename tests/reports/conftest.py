"""A small build folder made of real records: two derivations, a ledger, a kernel, a study with its figure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from derive.domains import NONZERO_SPIN, POLARISATION, POSITIVE
from derive.expressions import encode
from derive.records import (
    Approximation,
    Check,
    Derivation,
    Equation,
    Evidence,
    PartVerdict,
    Quantity,
    Step,
    Verdict,
    Witness,
)
from numerics.records import Accuracy, Argument, Kernel, Parameter, Study

RATE = Quantity(name="Gamma", latex=r"\Gamma", meaning="decay rate", unit="1/s", domain=POSITIVE)
DRIVE = Quantity(
    name="Omega", latex=r"\Omega", meaning="drive", unit="rad/s", default="3e6 rad/s", source="invented for a test"
)
DETUNING = Quantity(name="Delta", latex=r"\Delta", meaning="detuning, drive minus atom", unit="rad/s")
INVERSION = Quantity(name="w", latex="w", meaning="inversion with $|w| \\le 1$")
SPIN = Quantity(name="I", latex="I", meaning="nuclear spin", domain=NONZERO_SPIN)
POLARISED = Quantity(name="p_a", latex="p_a", meaning="degree of polarisation", domain=POLARISATION)
FACTOR = Quantity(name="q", latex="q", meaning="slowing-down factor")


BUILT = Path(__file__).parents[2] / "build/report"
STORY = """An atom, driven and damped & alone.

It settles to

.. math:: w = \\langle \\sigma_z \\rangle

with <no tag>, beside :mod:`atoms.slowing`.
"""


def saturation() -> Derivation:
    """An equation with steps and an approximation, and one that follows from it."""
    gamma, omega, delta, w = (q.symbol for q in (RATE, DRIVE, DETUNING, INVERSION))
    whole = -(delta**2 + gamma**2) / (delta**2 + gamma**2 + omega**2)
    resonant = -(gamma**2) / (gamma**2 + omega**2)
    weak = Approximation(name="weak drive", small_parameter=omega / gamma, neglected_order=4)
    steps = (
        Step(
            rule="set $\\Delta = 0$",
            before=whole,
            after=resonant,
            check=Check(method="substitution", detail="exact"),
        ),
        Step(
            rule="expand in the drive",
            before=resonant,
            after=omega**2 / gamma**2 - 1,
            check=Check(method="series to fourth order"),
            approximation=weak,
        ),
    )
    table = (RATE, DRIVE, DETUNING, INVERSION)
    return Derivation(
        module="driven_atom.steady",
        title="Steady state of a driven atom",
        story=STORY,
        equations=(
            Equation(
                id="driven_atom.steady.w", title="Inversion", lhs=w, rhs=whole, quantities=table,
                assumes=("the field is classical",),
            ),
            Equation(
                id="driven_atom.steady.weak", title="Inversion at weak drive", lhs=w,
                rhs=omega**2 / gamma**2 - 1, quantities=table, steps=steps,
                approximations=(weak,), follows_from=("driven_atom.steady.w",),
            ),
        ),
    )  # fmt: skip


def slowing() -> Derivation:
    """A second derivation, in another room, that follows from nothing."""
    q, spin, p = FACTOR.symbol, SPIN.symbol, POLARISED.symbol
    equation = Equation(
        id="atoms.slowing.q", title="A factor", lhs=q, rhs=1 + 2 * spin * p / (1 + p**2),
        quantities=(FACTOR, SPIN, POLARISED),
    )  # fmt: skip
    return Derivation(module="atoms.slowing", title="A slowing-down factor", story="", equations=(equation,))


def ledger() -> list[Verdict]:
    """Claims of an imaginary textbook: one refuted in one part of two, one proved, one undetermined, one given."""
    evidence = Evidence(method="certified counterexample", level=4, detail="balls of 64 bits; seed 0")
    refuted = PartVerdict(
        name="inversion", printed=r"w = -\frac{\Delta^2 + \Gamma^2}{\Delta^2 + \Gamma^2 + 2 \Omega^2}",
        verdict="refuted", evidence=(evidence,), about=("driven_atom.steady.w",),
        corrected=r"w = -\frac{\Delta^2 + \Gamma^2}{\Delta^2 + \Gamma^2 + \Omega^2}",
        witness=Witness(
            point=((r"\Gamma", "1"), (r"\Omega", "2"), (r"\Delta", "0")),
            left="-0.1111", right="-0.2000", ratio="0.5556",
        ),
        variants_made=9, variants_refuted=9,
    )  # fmt: skip
    bound = PartVerdict(
        name="bound", printed=r"-1 \le w", verdict="proved", about=("driven_atom.steady.w",),
        evidence=(Evidence(method="normal form", level=6, detail=""), Evidence(method="balls", level=1, detail="")),
        variants_made=4, variants_refuted=3,
    )  # fmt: skip
    book = {"paper": "textbook_2000"}
    return [
        Verdict(
            claim="T-18", where="eq. (2.18), p. 41", kind="equation", title="Inversion of the atom",
            verdict="refuted", parts=(refuted, bound), rests_on=("driven_atom.steady.w",), **book,
        ),
        Verdict(
            claim="T-q", where="p. 7 <margin>", kind="number", title="The factor $q$ at $p_a = 1$",
            verdict="undetermined",
            parts=(PartVerdict(name="q", printed="q = 4", verdict="undetermined", missing="the spin $I$"),), **book,
        ),
        Verdict(
            claim="T-p", where="p. 8", kind="equation", title="Polarisation", verdict="given",
            parts=(PartVerdict(name="p", printed=r"p_a \le 1", verdict="given", note="a definition"),), **book,
        ),
        Verdict(
            claim="T-weak", where="p. 42", kind="equation", title="Weak drive", verdict="consistent",
            parts=(
                PartVerdict(
                    name="weak", printed=r"w = \frac{\Omega^2}{\Gamma^2} - 1", verdict="consistent",
                    evidence=(Evidence(method="balls", level=1, detail="24 points"),),
                    about=("driven_atom.steady.weak",),
                ),
            ),
            **book,
        ),
    ]  # fmt: skip


def kernel() -> Kernel:
    """The record of a kernel of one equation."""
    return Kernel(
        name="factor", title="Slowing-down factor", kind="function", equations=("atoms.slowing.q",),
        arguments=(
            Argument(name="I", latex="I", meaning="nuclear spin", domain_text="1/2 <= I"),
            Argument(name="p", latex="p_a", meaning="degree of polarisation", domain_text="0 < p <= 1"),
        ),
        results=(Argument(name="q", latex="q", meaning="slowing-down factor"),), functions=("factor",),
        source_hash="0123456789abcdef", signature="fedcba9876543210", source="factor.py", formula="q = 1 + p_a",
        accuracy=Accuracy(
            points=640, max_ulp=1.25, median_ulp=0.5, worst_point=(("p", "1/3"),), domain=("1/2 <= I <= 7/2",)
        ),
    )  # fmt: skip


def study(folder: Path) -> None:
    """A study of five points with its record, its data and its figure."""
    import numpy as np
    import xarray as xr

    from numerics import datasets

    parameter = Parameter(name="I", value="1.5", unit="1", meaning="nuclear spin", latex="I", source="the textbook")
    field = Parameter(name="B", value="0.094", unit="G", meaning="field", latex="B")
    record = Study(
        name="sweep", title="The factor over the polarisation", parameters=(parameter, field),
        made_by=(("factor", "fedcba9876543210"),), story="How $q$ falls.", data="sweep.nc", seed=7,
    )  # fmt: skip
    p = np.linspace(0.2, 1.0, 5)
    data = xr.Dataset(
        {"q": ("p", 1 + 3 * p / (1 + p**2), {"units": "1", "long_name": "slowing-down factor"}), "largest": 2.5},
        coords={"p": ("p", p, {"units": "1", "long_name": "polarisation"})},
        attrs={"study": "sweep", "claims": "T-q", "parameters": "I = 3/2  (nuclear spin)\nB = 94 mG  (field)"},
    )
    datasets.write(data, folder / "studies" / "sweep.nc")
    (folder / "studies" / "sweep.json").write_bytes(record.to_json())
    drawing = (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 40 30">'
        '<title>q</title><desc>old</desc><defs><path id="m" d="M0 0L9 9"/></defs><use href="#m"/></svg>'
    )
    words = {"title": "The factor", "caption": "It falls from 2.5.", "alt": "A falling curve.", "study": "sweep"}
    (folder / "figures").mkdir()
    (folder / "figures" / "factor.svg").write_text(drawing, encoding="utf-8")
    (folder / "figures" / "factor.png").write_bytes(b"\x89PNG\r\n")
    (folder / "figures" / "factor.json").write_text(json.dumps(words), encoding="utf-8")


def fill(folder: Path) -> Path:
    """Put all the products into a folder."""
    for name in ("derivations", "verdicts", "kernels", "studies"):
        (folder / name).mkdir(parents=True)
    for derivation in (saturation(), slowing()):
        (folder / "derivations" / f"{derivation.module}.json").write_bytes(encode(derivation))
    (folder / "verdicts" / "textbook_2000.chapter_2.json").write_bytes(encode(ledger()))
    (folder / "kernels" / "factor.json").write_bytes(kernel().to_json())
    (folder / "kernels" / "factor.py").write_text("def factor(I, p):\n    return 1 < 2 and p\n", encoding="utf-8")
    study(folder)
    return folder


@pytest.fixture(scope="session")
def products(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder with every kind of product; do not change it."""
    return fill(tmp_path_factory.mktemp("build"))


@pytest.fixture
def fresh_products(tmp_path: Path) -> Path:
    """A build folder of one's own, to be changed."""
    return fill(tmp_path / "build")


@pytest.fixture
def rewritten(fresh_products: Path) -> Callable[[Derivation], Path]:
    """Put another derivation in place of the saturation's and return the folder."""

    def put(derivation: Derivation) -> Path:
        (fresh_products / "derivations" / "driven_atom.steady.json").write_bytes(encode(derivation))
        return fresh_products

    return put


@pytest.fixture
def saturation_derivation() -> Derivation:
    """The derivation that tests change."""
    return saturation()


@pytest.fixture(scope="session")
def report(products: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the products."""
    from reports import pages

    out = tmp_path_factory.mktemp("report")
    pages.build(products, out)
    return out


@pytest.fixture(scope="session", params=["of these tests", "of the project"])
def any_report(request: pytest.FixtureRequest, report: Path) -> Path:
    """The small report of these tests, and the project's own, which ``make test`` makes first."""
    if request.param == "of these tests":
        return report
    if not (BUILT / "index.html").is_file():
        pytest.skip(reason="no report in build/: `make test` makes it first")
    return BUILT
