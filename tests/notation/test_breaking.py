"""Long formulas in lines: nothing is lost, brackets stay whole, and the lines are as wide as they should be."""

from __future__ import annotations

import re

import pytest

from derive.notation.breaking import LINE_WIDTH, estimated_width, in_lines
from derive.notation.typst import to_typst
from reports.typesetting import svgs

TERM = r"\frac{a}{b} \left(x_1^2 + \frac{y}{2} - z\right)"
LONG = [
    " + ".join(rf"{n} \alpha_{{{n}}} \beta^{{{n}}}" for n in range(30)),
    r"\kappa \left(" + " - ".join(rf"\frac{{{n}}}{{\gamma}} x^{n}" for n in range(2, 30)) + r"\right) + 1",
    r"p (" + " + ".join(f"a_{n} b_{n}" for n in range(10, 40)) + ") (q - r) + s",
    " + ".join([TERM] * 12),
]


def lines(formula: str) -> list[str]:
    """The lines of an aligned formula without what stands before them."""
    body = formula.removeprefix(r"\begin{aligned} ").removesuffix(r" \end{aligned}")
    return [re.sub(r"^(y )?&(=|\\qquad \{\})? ?", "", row) for row in body.split(r" \\ ")]


def test_what_fits_a_line_stays_as_it_is() -> None:
    assert in_lines("y =", "a + b") == "y = a + b"
    assert in_lines("", TERM) == TERM


@pytest.mark.parametrize("body", LONG)
@pytest.mark.parametrize("head", ["", "y ="])
def test_lines_hold_all_that_the_formula_held(head: str, body: str) -> None:
    broken = lines(in_lines(head, body))
    assert len(broken) > 1
    assert " ".join(broken).replace(r"\left. ", "").replace(r" \right.", "") == body


@pytest.mark.parametrize("body", LONG)
def test_stretched_brackets_are_whole_in_every_line(body: str) -> None:
    broken = in_lines("y =", body)
    for line in lines(broken):
        assert line.count(r"\left") == line.count(r"\right"), line
        assert not re.search(r"\\left\. *\\right\.", line)
    assert to_typst(broken)


@pytest.mark.parametrize("body", LONG)
def test_lines_are_not_wider_than_they_may_be(body: str) -> None:
    (whole,) = svgs([in_lines("y =", body)])
    # A digit is half of an em wide; an estimate from the source is good to a fifth.
    assert 0.25 * LINE_WIDTH < whole.width_em < 0.6 * LINE_WIDTH


def test_a_short_bracket_is_not_broken() -> None:
    body = " ".join([r"(\mu - \nu) (\mu + \nu)"] * 6) + " + " + " ".join(["(a - b)"] * 14)
    for line in lines(in_lines("", body)):
        assert line.count("(") == line.count(")"), line


def test_a_break_outside_of_brackets_is_preferred() -> None:
    outside = " + ".join(f"a_{n}" for n in range(16))
    inside = " + ".join(f"b_{n}" for n in range(16))
    first, *_ = lines(in_lines("", f"{outside} + c ({inside})"))
    assert "(" not in first


def test_a_line_begins_with_a_sign_between_two_terms() -> None:
    """Typst sets a sign that nothing stands before closer to what follows."""
    row = r"\begin{aligned} a &= b \\ & %s + c \end{aligned}"
    between, alone = svgs([row % "{}", row % ""])
    assert between.width_em > alone.width_em + 0.1


@pytest.mark.parametrize(
    ("wide", "narrow"), [("a + b", "a b"), (r"\frac{a b c}{d}", r"\frac{a}{d}"), ("x^{a b c}", "x^a"), (r"\sin x", "x")]
)
def test_the_estimate_knows_what_is_wide(wide: str, narrow: str) -> None:
    assert estimated_width(wide) > estimated_width(narrow)


@pytest.mark.parametrize("formula", [*LONG, r"\frac{a + b}{c + d + e + f + g + h + i + j} x^{2 n + 1} \sqrt{p_{max}}"])
def test_the_estimate_is_near_what_is_set(formula: str) -> None:
    (whole,) = svgs([formula])
    assert 0.38 < whole.width_em / estimated_width(formula) < 0.62
