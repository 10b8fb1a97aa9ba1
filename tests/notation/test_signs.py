"""The table of signs against the Unicode names of what each LaTeX macro is known to print."""

from __future__ import annotations

import unicodedata

import pytest

from derive.notation.signs import ACCENTS, SIGNS

VARIANTS = {
    "epsilon": "GREEK LUNATE EPSILON SYMBOL", "varepsilon": "GREEK SMALL LETTER EPSILON", "phi": "GREEK PHI SYMBOL",
    "varphi": "GREEK SMALL LETTER PHI", "vartheta": "GREEK THETA SYMBOL", "varpi": "GREEK PI SYMBOL",
    "varrho": "GREEK RHO SYMBOL", "varsigma": "GREEK SMALL LETTER FINAL SIGMA", "lambda": "GREEK SMALL LETTER LAMDA",
    "Lambda": "GREEK CAPITAL LETTER LAMDA",
}  # fmt: skip
GREEK = (
    "alpha beta gamma delta zeta eta theta iota kappa mu nu xi pi rho sigma tau upsilon chi psi omega Gamma Delta "
    "Theta Xi Pi Sigma Upsilon Phi Psi Omega"
)
OTHERS = {
    "hbar": "PLANCK CONSTANT OVER TWO PI", "nabla": "NABLA", "partial": "PARTIAL DIFFERENTIAL", "infty": "INFINITY",
    "ell": "SCRIPT SMALL L", "cdot": "DOT OPERATOR", "times": "MULTIPLICATION SIGN", "pm": "PLUS-MINUS SIGN",
    "mp": "MINUS-OR-PLUS SIGN", "otimes": "CIRCLED TIMES", "oplus": "CIRCLED PLUS", "dagger": "DAGGER",
    "ddagger": "DOUBLE DAGGER", "setminus": "SET MINUS", "le": "LESS-THAN OR EQUAL TO", "leq": "LESS-THAN OR EQUAL TO",
    "ge": "GREATER-THAN OR EQUAL TO", "geq": "GREATER-THAN OR EQUAL TO", "ne": "NOT EQUAL TO", "neq": "NOT EQUAL TO",
    "approx": "ALMOST EQUAL TO", "equiv": "IDENTICAL TO", "simeq": "ASYMPTOTICALLY EQUAL TO", "sim": "TILDE OPERATOR",
    "propto": "PROPORTIONAL TO", "ll": "MUCH LESS-THAN", "gg": "MUCH GREATER-THAN",
    "lesssim": "LESS-THAN OR EQUIVALENT TO", "gtrsim": "GREATER-THAN OR EQUIVALENT TO", "to": "RIGHTWARDS ARROW",
    "Rightarrow": "RIGHTWARDS DOUBLE ARROW", "uparrow": "UPWARDS ARROW", "downarrow": "DOWNWARDS ARROW",
    "in": "ELEMENT OF", "parallel": "PARALLEL TO", "perp": "PERPENDICULAR", "mid": "DIVIDES",
    "dots": "HORIZONTAL ELLIPSIS", "cdots": "MIDLINE HORIZONTAL ELLIPSIS", "sum": "N-ARY SUMMATION",
    "prod": "N-ARY PRODUCT", "int": "INTEGRAL", "oint": "CONTOUR INTEGRAL",
    "bigotimes": "N-ARY CIRCLED TIMES OPERATOR", "langle": "MATHEMATICAL LEFT ANGLE BRACKET",
    "rangle": "MATHEMATICAL RIGHT ANGLE BRACKET", "circ": "RING OPERATOR",
}  # fmt: skip
EXPECTED = {
    **{name: f"GREEK {'CAPITAL' if name[0].isupper() else 'SMALL'} LETTER {name.upper()}" for name in GREEK.split()},
    **VARIANTS,
    **OTHERS,
}


@pytest.mark.parametrize(("macro", "name"), EXPECTED.items())
def test_a_sign_is_what_latex_prints(macro: str, name: str) -> None:
    sign = SIGNS[rf"\{macro}"].removeprefix("\\")
    assert unicodedata.name(sign) == name


def test_signs_of_one_character_differ_unless_they_are_one_sign() -> None:
    shared: dict[str, list[str]] = {}
    for macro, sign in SIGNS.items():
        shared.setdefault(sign, []).append(macro)
    same = {frozenset(macros) for macros in shared.values() if len(macros) > 1}
    assert all(any(len(macro) < 3 or macro in _SYNONYMS for macro in macros) for macros in same), same


_SYNONYMS = {
    r"\leq", r"\geq", r"\neq", r"\rightarrow", r"\ldots", r"\vert", r"\lbrace", r"\rbrace", r"\lbrack", r"\rbrack",
    r"\lt", r"\gt", r"\lVert", r"\rVert", r"\Vert", r"\ast",
}  # fmt: skip


def test_accents_combine() -> None:
    names = {r"\hat": "CIRCUMFLEX", r"\tilde": "TILDE", r"\bar": "MACRON", r"\dot": "DOT ABOVE", r"\check": "CARON"}
    names |= {r"\acute": "ACUTE", r"\grave": "GRAVE", r"\breve": "BREVE", r"\ddot": "DIAERESIS", r"\vec": "RIGHT ARROW"}
    for macro, name in names.items():
        assert name in unicodedata.name(chr(int(ACCENTS[macro], 16)))
