"""Records: what they refuse, and that nothing is lost on the way to JSON and back."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest
import sympy as sp

from derive import registry
from derive.dimensions import UNITS, DimensionError, dimension_of, dimension_of_unit
from derive.dimensions import registry as units_registry
from derive.domains import COUNT, NONZERO_SPIN, POLARISATION, Domain
from derive.expressions import ExpressionError, decode, digest, encode, from_tree, to_tree
from derive.notation import parse
from derive.records import Approximation, Check, Derivation, Equation, Quantity, RecordError, Step, table
from derive.steps import Chain, DerivationError
from derive.vectors import collected, commutator, cross, dot, resolve, vector
from reports import products

LENGTH = Quantity(name="l", latex="l", meaning="a length", unit="cm")
WIDTH = Quantity(name="w", latex="w", meaning="another length", unit="m")
ANGLE = Quantity(name="x", latex="x", meaning="an angle", unit="rad")
A, B = vector("a", "a", "a vector"), vector("b", "b", "another vector")


@pytest.mark.parametrize("module", registry.derivation_modules())
def test_derivations_survive_json(module: str) -> None:
    derivation = products.derivation(module)
    again = decode(encode(derivation), Derivation)
    assert again == derivation
    assert digest(again) == digest(derivation)


def test_hashes_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "from derive import registry; from derive.expressions import digest; "
        "print(digest(registry.derive('spin_exchange.slowing_down')))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


@pytest.mark.parametrize("tree", [["Call", "os.system"], ["Function"], "x", [], ["__import__", "os"], [["Add"]]])
def test_a_tree_of_unknown_heads_is_refused(tree: object) -> None:
    with pytest.raises((ExpressionError, IndexError)):
        from_tree(tree)


def test_dummies_and_strangers_have_no_tree() -> None:
    with pytest.raises(ExpressionError, match="dummy"):
        to_tree(sp.Dummy("x") + 1)
    with pytest.raises(ExpressionError, match="zeta"):
        to_tree(sp.zeta(sp.Symbol("x")))


def test_an_equation_of_unlike_dimensions_is_refused() -> None:
    with pytest.raises(DimensionError, match=r"room\.equation"):
        Equation(id="room.equation", title="", lhs=LENGTH.symbol, rhs=ANGLE.symbol, quantities=(LENGTH, ANGLE))
    fits = Equation(id="room.equation", title="", lhs=LENGTH.symbol, rhs=WIDTH.symbol, quantities=(LENGTH, WIDTH))
    assert fits.quantity(WIDTH.symbol) is WIDTH


@pytest.mark.parametrize(
    "unit", [*UNITS, "cm^3/s", "1/(cm^3 s)", "rad/s*m^(3/2)", "cm^-1.5/s", "rad/s/G", "J s", "1/(s/m)"]
)
def test_units_are_read_as_pint_reads_them(unit: str) -> None:
    found = {str(name): sp.nsimplify(power) for name, power in units_registry()(unit).dimensionality.items()}
    assert dict(dimension_of_unit(unit)) == found


@pytest.mark.parametrize("unit", ["/s", "s//m", "1/(cm", "m^", "cm s)", "1/()"])
def test_what_is_no_unit_is_refused(unit: str) -> None:
    with pytest.raises(DimensionError, match="is not a unit"):
        dimension_of_unit(unit)


def test_dimensions_of_expressions() -> None:
    units = {LENGTH.symbol: "cm", ANGLE.symbol: "rad"}
    l, x = LENGTH.symbol, ANGLE.symbol
    assert dimension_of(sp.sqrt(l**2 + (2 * l) ** 2) * sp.sin(x), units) == dimension_of_unit("m")
    assert dimension_of(sp.Integral(l, (l, 0, 1)), units) == dimension_of_unit("m^2")
    assert dimension_of_unit("mG") == dimension_of_unit("tesla")
    for wrong in (sp.sin(l), l + x, x**l):
        with pytest.raises(DimensionError):
            dimension_of(wrong, units)
    with pytest.raises(DimensionError, match="furlong_per_parsnip"):
        dimension_of_unit("furlong_per_parsnip")


def test_an_equation_knows_all_its_symbols() -> None:
    with pytest.raises(RecordError, match="not in its table: w"):
        Equation(id="room.equation", title="", lhs=LENGTH.symbol, rhs=WIDTH.symbol, quantities=(LENGTH,))


def test_an_equation_knows_the_symbols_of_its_steps() -> None:
    step = Step(rule="call it so", before=WIDTH.symbol, after=LENGTH.symbol, check=Check(method="none"))
    with pytest.raises(RecordError, match="not in its table: w"):
        Equation(
            id="room.equation", title="", lhs=LENGTH.symbol, rhs=LENGTH.symbol, quantities=(LENGTH,), steps=(step,)
        )


def test_a_name_has_one_meaning() -> None:
    with pytest.raises(RecordError, match="declared twice"):
        table((LENGTH,), (Quantity(name="l", latex="l", meaning="a count"),))


def test_domains_and_their_assumptions() -> None:
    assert Fraction(3, 2) in NONZERO_SPIN
    assert Fraction(1, 3) not in NONZERO_SPIN
    assert 1 in POLARISATION
    assert 0 not in POLARISATION
    assert Fraction(1, 2) not in COUNT
    assert Quantity(name="p", latex="p", meaning="", domain=POLARISATION).symbol.is_positive
    assert POLARISATION.text("p") == "0 < p <= 1"
    with pytest.raises(ValueError, match="empty domain"):
        Domain(lower=Fraction(2), upper=Fraction(1))


def test_a_step_that_is_false_cannot_be_recorded() -> None:
    x = ANGLE.symbol
    chain = Chain(sp.sin(x) ** 2, (ANGLE,))
    chain.equal("Pythagoras", 1 - sp.cos(x) ** 2)
    with pytest.raises(DerivationError, match="not proved equal"):
        chain.equal("a slip", 1 + sp.cos(x) ** 2)
    with pytest.raises(DerivationError, match="would be lost"):
        chain.truncated("small angle", sp.Integer(0), x, 4)
    assert len(chain.steps) == 1


def test_vectors_taken_apart_and_put_together() -> None:
    quantities = table(A, B)
    a, b = A[0].symbol, B[0].symbol
    whole = 3 * a + cross(a, b) / 2 - b
    parts = resolve(whole, quantities)
    assert collected(parts, (a, b, cross(a, b)), quantities) == whole
    assert resolve(dot(a, cross(a, b)), quantities).expand() == 0
    with pytest.raises(RecordError, match="mixes scalars and vectors"):
        resolve(a + 1, quantities)
    with pytest.raises(RecordError, match="mixes scalars and vectors"):
        resolve(a * b, quantities)


def test_commutators_written_out() -> None:
    g, h = sp.symbols("g h", commutative=False)
    assert resolve(commutator(g, commutator(g, h)), ()) == sp.expand(g * g * h - 2 * g * h * g + h * g * g)
    assert from_tree(to_tree(commutator(g, h))) == commutator(g, h)
    assert not commutator(g, h).is_commutative


def test_a_printed_formula_reaches_the_ledger_unchanged() -> None:
    from derive.claims.noble_gas.letters import PAPER

    parsed = parse(r"n_bk_{se}/q", PAPER.vocabulary)
    assert {symbol.name for symbol in parsed.free_symbols} == {r"noble-gas:n_b", r"noble-gas:k_{se}", "noble-gas:q"}


def test_a_stated_approximation_keeps_its_small_parameter_in_the_table() -> None:
    stated = Approximation(name="narrow", small_parameter=WIDTH.symbol / LENGTH.symbol, neglected_order=1)
    made = Chain(LENGTH.symbol, (LENGTH, WIDTH, ANGLE)).equation(
        id="some.where.length", title="Length", lhs=LENGTH.symbol, approximations=(stated,)
    )
    assert made.quantities == (LENGTH, WIDTH)
    assert made.approximations == (stated,)


def test_equal_symbols_have_one_tree_however_they_were_made() -> None:
    made = [
        sp.Symbol("x", positive=True),
        sp.Symbol("x", positive=True, real=True),
        sp.Symbol("x", real=True, positive=True),
    ]
    assert len({*made}) == 1
    assert {str(to_tree(symbol)) for symbol in made} == {"['Symbol', 'x', {'positive': True}]"}


@pytest.mark.parametrize(
    "assumed",
    [
        {}, {"real": True}, {"nonzero": True}, {"integer": True, "nonnegative": True}, {"negative": True},
        {"positive": True, "odd": True}, {"imaginary": True}, {"commutative": False}, {"zero": False},
    ],
)  # fmt: skip
def test_a_symbol_comes_back_with_its_assumptions(assumed: dict[str, bool]) -> None:
    symbol = sp.Symbol("x", **assumed)
    assert from_tree(to_tree(symbol)) == symbol
    assert to_tree(symbol)[2] == dict(sorted(assumed.items()))
