"""What the printers write, by hand for formulas of the field, and that parsers read it back for random ones."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from random_formulas import NAMES, operators, rebuilt, scalars

from derive.domains import NONZERO_SPIN, POLARISATION, POSITIVE
from derive.notation import NotationError, Vocabulary, parse, parse_text
from derive.notation.latex import equation_latex, latex, relation_latex
from derive.notation.order import Table
from derive.notation.text import text
from derive.records import Equation, Quantity

VOCABULARY = Vocabulary(symbols={snippet: symbol for symbol, snippet in NAMES.items()})
PATIENT = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def _same(left: sp.Expr, right: sp.Expr) -> bool:
    """Equal as built, or after building both again: SymPy leaves some evaluations undone on the way."""
    return left == right or sp.expand(rebuilt(rebuilt(left)) - rebuilt(rebuilt(right))) == 0


@PATIENT
@given(scalars)
def test_the_parser_reads_what_the_printer_writes(e: sp.Expr) -> None:
    written = latex(e, NAMES)
    assert _same(parse(written, VOCABULARY), e), written


@PATIENT
@given(operators)
def test_products_of_operators_keep_their_order(e: sp.Expr) -> None:
    written = latex(e, NAMES)
    assert _same(parse(written, VOCABULARY), e), written


@PATIENT
@given(scalars.filter(lambda e: not e.has(sp.Sum, sp.Integral, sp.Derivative)))
def test_typed_text_reads_back(e: sp.Expr) -> None:
    written = text(e, NAMES)
    assert _same(parse_text(written, {symbol.name: symbol for symbol in NAMES}), e), written


def _quantity(name: str, latex: str = "", **more: object) -> Quantity:
    return Quantity(name=name, latex=latex or name, meaning=name, **more)  # type: ignore[arg-type]


TABLE = (
    _quantity("I", domain=NONZERO_SPIN),
    _quantity("zeta", r"\zeta", domain=POSITIVE),
    _quantity("n_a", domain=POSITIVE),
    _quantity("n_b", domain=POSITIVE),
    _quantity("k_se", "k_{se}", domain=POSITIVE),
    _quantity("q", domain=POSITIVE),
    _quantity("p_a", domain=POLARISATION),
    _quantity("J", domain=POSITIVE),
    _quantity("Delta", r"\Delta"),
    _quantity("gamma", r"\gamma"),
    _quantity("t"),
    _quantity("f", r"\langle\hat{\mathbf f}\rangle"),
    _quantity("k", r"\langle\hat{\mathbf k}\rangle"),
    _quantity("a", r"\hat a", operator=True),
    _quantity("b", r"\hat b", operator=True),
)
spin, zeta, n_a, n_b, k_se, q, p, J, Delta, gamma, t, f, k, a, b = (quantity.symbol for quantity in TABLE)
cross, dot = sp.Function("cross"), sp.Function("dot")


def test_formulas_of_the_field() -> None:
    high, low = (1 + p) ** (2 * spin + 1), (1 - p) ** (2 * spin + 1)
    expected = {
        zeta / 2 * sp.sqrt(q * p * n_a * n_b): r"\frac{\zeta}{2} \sqrt{n_a n_b q p_a}",
        (2 * spin + 1) / p * (high + low) / (high - low) - 1 / p**2 + 1: (
            r"\frac{2 I + 1}{p_a} \, \frac{(1 + p_a)^{2 I + 1} + (1 - p_a)^{2 I + 1}}"
            r"{(1 + p_a)^{2 I + 1} - (1 - p_a)^{2 I + 1}} - \frac{1}{p_a^2} + 1"
        ),
        n_b * zeta * cross(k, f) + n_b * k_se * (q * k - f): (
            r"\zeta n_b \langle\hat{\mathbf k}\rangle \times \langle\hat{\mathbf f}\rangle + n_b k_{se} "
            r"(q \langle\hat{\mathbf k}\rangle - \langle\hat{\mathbf f}\rangle)"
        ),
        spin * (spin + 1): "I (I + 1)",
        2 * spin**2 + spin + 1: "2 I^2 + I + 1",
        (1 - p) / (2 * p): r"\frac{1 - p_a}{2 p_a}",
        -sp.I * J * b + (sp.I * Delta - gamma) * a: r"(i \Delta - \gamma) \hat a - i J \hat b",
        -sp.I * (a * b - b * a) / 2: r"-\frac{1}{2} i (\hat a \hat b - \hat b \hat a)",
        sp.exp(-gamma * t / 2) * sp.cos(J * t): r"e^{-\gamma t/2} \cos(J t)",
        sp.Derivative(f, t, evaluate=False): r"\partial_t \langle\hat{\mathbf f}\rangle",
        cross(f, cross(f, k)): (
            r"\langle\hat{\mathbf f}\rangle \times (\langle\hat{\mathbf f}\rangle \times "
            r"\langle\hat{\mathbf k}\rangle)"
        ),
        p * dot(f, k) ** 2: r"p_a \cdot (\langle\hat{\mathbf f}\rangle \cdot \langle\hat{\mathbf k}\rangle)^2",
        1 / sp.sqrt(2 * sp.pi * q): r"\frac{1}{\sqrt{2 \pi q}}",
        sp.Eq(J, q / 2): r"J = \frac{q}{2}",
        sp.Piecewise((J, q > 1), (0, True)): (
            r"\begin{cases} J & \text{if } q > 1 \\ 0 & \text{otherwise} \end{cases}"
        ),
    }
    assert {e: latex(e, TABLE) for e in expected} == expected


def test_unevaluated_expressions_keep_their_value() -> None:
    whole = sp.Add(p, q)
    cases = (
        sp.Mul(-1, whole, evaluate=False),
        sp.Mul(J, 2, evaluate=False),
        sp.Mul(J, sp.Mul(-1, q, evaluate=False), evaluate=False),
        sp.Mul(2, whole, 1 / J, evaluate=False),
        sp.Pow(sp.Pow(q, 2, evaluate=False), J, evaluate=False),
        sp.Add(J, sp.Add(q, -p, evaluate=False), evaluate=False),
        sp.Add(J, sp.Mul(-1, sp.Add(q, -p), evaluate=False), evaluate=False),
    )
    vocabulary = Vocabulary(symbols={quantity.latex: quantity.symbol for quantity in TABLE})
    point = {p: sp.Rational(3, 7), q: sp.Rational(11, 5), J: sp.Integer(3)}
    for e in cases:
        assert parse(latex(e, TABLE), vocabulary).subs(point) == e.subs(point).doit(), latex(e, TABLE)


def test_a_bound_symbol_needs_no_entry_in_the_table() -> None:
    m = sp.Symbol("m", integer=True)
    assert latex(sp.Sum(p**m, (m, 0, sp.oo)), TABLE) == r"\sum_{m=0}^{\infty} p_a^m"


def test_what_cannot_be_written_is_an_error() -> None:
    for e, word in (
        (sp.Symbol("stranger"), "stranger"),
        (sp.zeta(J), "zeta"),
        (sp.Sum(J, (sp.Symbol("q"), 0, 1)), "bound"),
    ):
        with pytest.raises(NotationError, match=word):
            latex(e, TABLE)


def test_of_several_tables_the_first_that_has_a_symbol_counts() -> None:
    x, y, z = sp.symbols("x y z")
    own, behind = Table({y: "y_1", x: "x_1"}), Table({x: "x_2", z: "z_2", y: "y_2"})
    assert latex(x + y + z, (own, behind)) == "y_1 + x_1 + z_2"
    assert latex(x + y + z, (behind, own)) == "x_2 + z_2 + y_2"
    assert latex(sp.I * z, (Table({x: "i"}), behind)) == r"\mathrm{i} z_2"


def test_a_printer_forgets_the_names_of_bound_symbols() -> None:
    n, x = sp.symbols("n x")
    tables = (Table({x: "x"}),)
    assert latex(sp.Sum(x**n, (n, 0, 3)), tables) == r"\sum_{n=0}^{3} x^n"
    with pytest.raises(NotationError, match="no LaTeX name"):
        latex(x**n, tables)


def test_a_long_equation_is_broken_at_its_signs() -> None:
    right = sum((J ** (n + 1) * Delta**2 * n_b * k_se for n in range(9)), gamma)
    record = Equation(id="room.module.long", title="", lhs=gamma, rhs=right, quantities=tuple(
        Quantity(name=quantity.name, latex=quantity.latex, meaning="", domain=quantity.domain) for quantity in TABLE
    ))  # fmt: skip
    written = equation_latex(record)
    assert written.startswith(r"\begin{aligned} \gamma &= ")
    body = written.removeprefix(r"\begin{aligned} ").removesuffix(r" \end{aligned}")
    joined = body.replace(r" \\ &\qquad {} ", " ").replace("&= ", "= ")
    assert joined == relation_latex(gamma, right, TABLE, width=10_000)
    assert r"\\" in written


def test_text_of_formulas() -> None:
    assert text(zeta / 2 * sp.sqrt(q * p), TABLE) == "zeta*sqrt(q*p_a)/2"
    assert text(sp.Eq(J, (2 * spin + 1) / p**2), TABLE) == "J = (2*I + 1)/p_a^2"
    assert text(sp.I * a * b * a, TABLE) == "i*a*b*a"


def test_a_range_without_ends_reads_back() -> None:
    x = sp.Symbol("q")
    written = latex(sp.Integral(sp.exp(-(x**2)), (x, -sp.oo, sp.oo)), {x: "q"})
    assert r"\int_{-\infty}^{\infty}" in written
    assert parse(written, Vocabulary(symbols={"q": x})) == sp.Integral(sp.exp(-(x**2)), (x, -sp.oo, sp.oo))
