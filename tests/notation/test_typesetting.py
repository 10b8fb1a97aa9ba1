"""LaTeX to Typst to SVG: every printed formula is set, nothing is dropped on the way, the rest is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from printed_formulas import CORPUS

from derive.notation import NotationError
from derive.notation.typst import to_typst
from reports.typesetting import shared_definitions, shared_page, svg, svgs

CONVERTED = [
    (r"\frac12 x_{se}^2", "frac(1, 2) x_(s e)^(2)"),
    (r"\langle\hat{\mathbf f}\rangle", r'\⟨ accent(upright(bold(f)), "\u{302}") \⟩'),
    (r"\left(\frac{a}{b}\right)^2", r"lr(\( frac(a, b) \))^(2)"),
    (r"f(x,y)", r"f \( x \, y \)"),
    (r"a/b", r"a \/ b"),
    (r"x'_a", "x'_(a)"),
    (r"\Gamma_{\rm col}", 'Γ_("col")'),
    (r"1.40\,\text{cm}^3", '1.40 #h(0.1667em)"cm"^(3)'),
    (r"\sqrt[3]{x}\sqrt2", "root(3, x) sqrt(2)"),
    (r"\sin^2\theta", 'op("sin")^(2) θ'),
    (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", 'mat(delim: "(", a, b; c, d)'),
    (r"\begin{aligned}a&=b\\&=c\end{aligned}", r"a & = b \  & = c"),
    (r"\underbrace{x}_{\text{decay}}", 'underbrace(x, "decay")'),
    (r"\epsilon\varepsilon\phi\varphi", "ϵ ε ϕ φ"),
    (r"{}^3\mathrm{He}", '""^(3)"He"'),
    (r"a-b", "a − b"),
]


@pytest.mark.parametrize(("latex", "typst"), CONVERTED)
def test_converts(latex: str, typst: str) -> None:
    assert to_typst(latex) == typst


REFUSED = [
    (r"a\foo b", 1, r"\foo"),
    (r"x # y", 2, "#"),
    (r"x & y", 2, "&"),
    (r"\frac{a}", 8, r"\frac has no argument"),
    (r"\hat", 4, r"\hat has no argument"),
    (r"\left(x", 0, r"no \right"),
    (r"x\right)", 1, r"no \left"),
    (r"\bigl x", 0, "a bracket was expected"),
    (r"\left x y\right)", 0, "a bracket was expected"),
    (r"\begin{pmatrix}a", 0, "was expected"),
    (r"x+\begin{aligned}a\end{aligned}", 2, "only be the whole formula"),
    (r"\text{a\$b}", 7, "not in the set"),
    (r'\text{a"b}', 0, "cannot stand in"),
    (r"\sqrt[3{x}", 5, "not closed"),
    (r"x^{a", 2, "not closed"),
    (r"", 0, "empty"),
    (r"\,", 0, "empty"),
    ("x²", 1, "not in the set"),
]


@pytest.mark.parametrize(("latex", "position", "words"), REFUSED)
def test_refuses_with_the_place(latex: str, position: int, words: str) -> None:
    with pytest.raises(NotationError) as caught:
        to_typst(latex)
    assert words in caught.value.sentence
    assert caught.value.position == position


def _visible_signs(latex: str) -> int:
    """How many glyphs a formula shows at least, counted from its letters alone: layout commands show none."""
    text = re.sub(
        r"\\(?:text|textrm|mbox|operatorname)\{([^}]*)\}", lambda m: " " + re.sub(r"\s", "", m[1]) + " ", latex
    )
    text = re.sub(r"\\(?:left|right)\s*\.", "", text)
    text = re.sub(r"\\(?:begin|end)\{aligned\}|\\end\{cases\}", "", text)
    text = re.sub(r"\\begin\{cases\}|\\(?:begin|end)\{pmatrix\}", "|", text)
    text = re.sub(r"\\\\(?:\[\d+pt\])?", "", text)
    layout = "text|left|right|middle|[bB]igg?[lrm]?|t?frac|cfrac|math[a-z]+|rm|substack|q?quad|displaystyle"
    text = re.sub(rf"\\(?:{layout})(?![a-zA-Z])|\\[,;:! ]", " ", text)
    names = "sin|cos|tan|exp|ln|log|sinh|cosh|lim|max|min"
    text = re.sub(rf"\\({names})(?![a-zA-Z])", lambda m: m[1], text)
    text = re.sub(r"\\(?:ket|bra|braket)(?![a-zA-Z])", "||", text)
    text = re.sub(r"\.\.\.", "|", text)
    text = re.sub(r"\\(?:[a-zA-Z]+|.)", "|", text)
    return len(re.sub(r"[\s{}_^&]", "", text))


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return {latex: rendered.svg for latex, rendered in zip(CORPUS, svgs(CORPUS), strict=True)}


def test_the_corpus_is_large_and_hard() -> None:
    assert len(CORPUS) >= 100
    assert len(set(re.findall(r"\\[a-zA-Z]+", " ".join(CORPUS)))) >= 90


@pytest.mark.parametrize("latex", CORPUS)
def test_every_printed_formula_is_set_whole(latex: str, drawn: dict[str, str]) -> None:
    # Tall brackets and roots are drawn from several pieces, so there may be more glyphs than signs, never fewer.
    body = re.sub(r"<defs>.*?</defs>", "", drawn[latex])
    assert body.count("<use ") >= _visible_signs(latex)
    assert body.count("<use ") <= 1.35 * _visible_signs(latex) + 9


def test_a_dropped_bracket_would_be_seen() -> None:
    whole = r"\dot\rho=-\frac i\hbar\bigl[H,\rho\bigr]"
    without = svg(whole.replace(r"\bigl[", " ").replace(r"\bigr]", " "))
    assert without.count("<use ") < _visible_signs(whole) <= svg(whole).count("<use ")


def test_a_page_shares_its_glyphs() -> None:
    definitions, rendered = shared_definitions(CORPUS)
    defined = set(re.findall(r'<path id="([^"]+)"', definitions))
    used = {name for r in rendered for name in re.findall(r'href="#([^"]+)"', r.svg)}
    assert used == defined
    assert not any("<defs>" in r.svg for r in rendered)
    assert definitions.count('id="') == len(defined)
    first, second = (set(re.findall(r'href="#([^"]+)"', r.svg)) for r in shared_definitions(["x+y", "x-z"])[1])
    assert len(first & second) == 1


def test_nothing_is_fetched_and_the_text_gives_the_colour() -> None:
    definitions, rendered = shared_definitions(CORPUS)
    whole = definitions + "".join(re.sub(r'aria-label="[^"]*"', "", r.svg) for r in rendered)
    assert "http" not in whole
    assert "#000" not in whole
    assert "#fe01fd" not in whole
    assert whole.count('fill="currentColor"') == len(CORPUS)


def test_baselines() -> None:
    flat, index, tall = svgs(["x", "p_a", r"\frac{a}{b}"], display=False)
    # an x stands on the line (but for the margin of 0.05 em and overshoot), an index and a fraction reach below it
    assert 0.04 < flat.baseline_em < 0.08
    assert index.baseline_em > 0.15
    assert tall.baseline_em > 0.3
    assert tall.height_em > flat.height_em
    assert svgs(["xx"])[0].width_em > svgs(["x"])[0].width_em


def test_display_style_is_larger() -> None:
    (own_line, in_line) = shared_page([(r"\sum_{k=0}^n k", True), (r"\sum_{k=0}^n k", False)])[1]
    assert own_line.height_em > 1.5 * in_line.height_em


def test_the_label_is_the_source() -> None:
    assert 'aria-label="a&lt;b\\,&quot;' not in svg("a<b")
    assert 'aria-label="a&lt;b"' in svg("a<b")


def test_an_unknown_macro_in_a_batch_is_named() -> None:
    with pytest.raises(NotationError) as caught:
        svgs(["x", r"x+\nonsense", "y"])
    assert (caught.value.source, caught.value.position) == (r"x+\nonsense", 2)


def test_repeats_byte_for_byte() -> None:
    code = (
        "import hashlib; from reports.typesetting import shared_definitions as s; "
        r"d, r = s(['\\frac{a}{b}+\\sqrt{x}', 'p_a']); "
        "print(hashlib.sha256((d + ''.join(x.svg for x in r)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
