"""Formulas typed in prose: what is read as a formula, and what stays the text that it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.notation.typst import to_typst
from derive.records import Derivation, Equation, Quantity
from reports.pages.catalogue import vocabulary
from reports.pages.formulas import Formulas
from reports.pages.prose import sentence
from reports.pages.quantities import number
from reports.pages.typed import pieces

SYMBOLS = {"q": "q", "I": "I", "p_a": "p_a", "k": r"\mathbf k", "f": r"\mathbf f", "s": r"\mathbf s", "a": "a"}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("-0.1111", "-0.1111"),
        ("1.16809656465146553959470257e-20", "1.168096564651465… × 10⁻²⁰"),
        ("0.00000000003002578079844224839", "0.00000000003002578079844224…"),
        ("1.5 - 1.14581915577100468820162e-30 i", "1.5 - 1.145819155771004… × 10⁻³⁰ i"),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_a_witness_is_shown_at_sixteen_digits(given: str, shown: str) -> None:
    assert number(given) == shown


def found(text: str) -> list[str]:
    return [piece.text for piece in pieces(text, SYMBOLS) if piece.formula]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("q = 2I + 1 at p_a < 1", ["q = 2 I + 1", "p_a < 1"]),
        ("with q = 2 = 2I^2 + I + 1 for all", ["q = 2 = 2 I^{2} + I + 1"]),
        ("probability n_b v sigma dt, once", [r"n_{b} v \sigma \mathrm{d}t"]),
        ("averages <v sigma phi^2> are", [r"\langle v \sigma \phi^{2} \rangle"]),
        ("p = 2<s_z>, and", [r"p = 2 \langle s_{z} \rangle"]),
        ("the operator exp(-i phi k.s) acts", [r"\exp(-i \phi \mathbf k \cdot \mathbf s)"]),
        ("rate n_a f x k of k", [r"n_{a} \mathbf f \times \mathbf k", r"\mathbf k"]),
        ("f_- = f_x - i f_y is", [r"f_{-} = f_{x} - i f_{y}"]),
        ("down, f_z = -p_a q/2.", [r"f_{z} = -p_a q/2"]),
        ("Δ = 10 J = 600 γ: weak", [r"\Delta = 10 J = 600 \gamma"]),
        ("k_se >= 1.5e-14", [r"k_{\mathrm{se}} \ge 1.5 \times 10^{-14}"]),
        ("the factor q(I, p_a) of", ["q (I, p_a)"]),
        ("product of s_z (I), s_y (II) and s_x(I)", ["s_{z}", "s_{y}", "s_{x} (I)"]),
        ("sqrt(p_a) in tau'", [r"\sqrt{p_a}", r"\tau'"]),
    ],
)
def test_a_formula_is_read(text: str, formulas: list[str]) -> None:
    assert found(text) == formulas


@pytest.mark.parametrize(
    "text",
    [
        "an alkali atom's spin, as a word",
        "I read Eq. (1), Fig. 2 and refs 35-37",
        "a K-3He mixture at level 4, spin-1/2",
        "1000 s^-1 at 94 mG and 3e14 cm^-3",
        "and/or (a) a * b",
        "seed 0: 24 exact points agree at 1024 bits",
        "an unclosed (q = 2",
        "(k) the first panel, (s) the second",
        "<no tag> or a < b> c_",
    ],
)
def test_text_stays_text(text: str) -> None:
    # "a * b" and the like may be formulas elsewhere, never here, where a is an article.
    assert not any(name in formula for formula in found(text) for name in ("mathbf", "tag", "atom", "K", "mG", "cm"))
    assert "".join(piece.source for piece in pieces(text, SYMBOLS)) == text


def test_units_are_no_symbols() -> None:
    assert found("J = 1000 s^-1 at least, s apart") == ["J = 1000", r"\mathbf s"]


@given(st.text(alphabet="qIpsk a_<>=+-*/^().,' 12x", max_size=40))
def test_nothing_is_lost_and_every_formula_can_be_set(text: str) -> None:
    found_pieces = list(pieces(text, SYMBOLS))
    assert "".join(piece.source for piece in found_pieces) == text
    for piece in found_pieces:
        if piece.formula:
            assert to_typst(piece.text)


def declared(module: str, **latex: str) -> Derivation:
    """A derivation whose equation declares names with the LaTeX given."""
    table = tuple(Quantity(name=name, latex=written, meaning=name) for name, written in latex.items())
    total = sum((quantity.symbol for quantity in table[1:]), start=table[0].symbol - table[0].symbol)
    equation = Equation(id=f"{module}.x", title="x", lhs=table[0].symbol, rhs=total, quantities=table)
    return Derivation(module=module, title=module, story="", equations=(equation,))


def test_a_name_that_is_not_written_as_it_is_called_is_not_read_in_prose() -> None:
    table = declared("room.one", f=r"\mathbf f", r="r_{ab}", k_se=r"k_{\mathrm{se}}", zeta=r"\zeta", H=r"\hat{H}")
    assert vocabulary([table]) == {"f": r"\mathbf f", "k_se": r"k_{\mathrm{se}}", "zeta": r"\zeta", "H": r"\hat{H}"}


def test_a_name_with_two_meanings_is_read_only_where_one_of_them_holds() -> None:
    vector, density = declared("room.one", f=r"\mathbf f", p="p"), declared("room.two", f="f", p="p")
    assert vocabulary([vector, density]) == {"p": "p"}
    assert vocabulary([vector]) == {"f": r"\mathbf f", "p": "p"}


def test_prose_is_read_with_the_symbols_of_its_place() -> None:
    formulas = Formulas({"q": "q"})
    tables = [{"w": f"w_{n}"} for n in range(50)]
    read = [[latex for latex, _ in formulas_in(sentence("at w", formulas.within(table)), formulas)] for table in tables]
    assert read == [[f"w_{n}"] for n in range(50)]
    assert formulas_in(sentence("at w", formulas), formulas) == []
    assert formulas_in(sentence("Steck, the q line", formulas.without_symbols()), formulas) == []


def formulas_in(prose: str, formulas: Formulas) -> list[tuple[str, bool]]:
    return [piece for piece in formulas.pieces(prose) if not isinstance(piece, str)]
