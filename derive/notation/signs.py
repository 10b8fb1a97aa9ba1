"""The closed set of LaTeX signs that are typeset, each with its Unicode character."""

from __future__ import annotations

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ "
    "lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ "
    "psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
_LETTERS = "hbar ℏ nabla ∇ partial ∂ infty ∞ ell ℓ Re ℜ Im ℑ emptyset ∅ forall ∀ exists ∃ imath ı jmath ȷ circ ∘"
_OPERATIONS = "cdot ⋅ times × pm ± mp ∓ div ÷ ast ∗ star ⋆ otimes ⊗ oplus ⊕ dagger † ddagger ‡ setminus ∖ cup ∪ cap ∩"
_OPERATIONS += " wedge ∧ vee ∨ bullet ∙"
_RELATIONS = (
    "le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ approx ≈ equiv ≡ simeq ≃ sim ∼ cong ≅ propto ∝ ll ≪ "
    "gg ≫ lesssim ≲ gtrsim ≳ to → rightarrow → leftarrow ← Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ "
    "Leftrightarrow ⇔ mapsto ↦ longrightarrow ⟶ uparrow ↑ downarrow ↓ updownarrow ↕ in ∈ notin ∉ ni ∋ subset ⊂ "
    "subseteq ⊆ perp ⟂ parallel ∥ mid ∣ lt < gt >"
)
_DOTS = "dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱"
_BIG = "sum ∑ prod ∏ int ∫ oint ∮ iint ∬ iiint ∭ bigotimes ⨂ bigoplus ⨁ bigcup ⋃ bigcap ⋂"
_DELIMITERS = (
    r"langle \⟨ rangle \⟩ lvert \| rvert \| vert \| lVert \‖ rVert \‖ Vert \‖ lbrace \{ rbrace \} lbrack \[ "
    r"rbrack \] lfloor \⌊ rfloor \⌋ lceil \⌈ rceil \⌉"
)


def _table(words: str) -> dict[str, str]:
    split = words.split()
    return {rf"\{name}": sign for name, sign in zip(split[::2], split[1::2], strict=True)}


BARS = {"|": r"\|", r"\vert": r"\|", r"\lvert": r"\|", r"\rvert": r"\|", r"\|": r"\‖", r"\Vert": r"\‖"}
DELIMITERS = {
    **_table(_DELIMITERS), "(": r"\(", ")": r"\)", "[": r"\[", "]": r"\]", r"\{": r"\{", r"\}": r"\}", "|": r"\|",
    r"\|": r"\‖", "/": r"\/",
}  # fmt: skip
SIGNS = {
    **_table(" ".join((_GREEK, _LETTERS, _OPERATIONS, _RELATIONS, _DOTS, _BIG))), **DELIMITERS,
    **{bar: f'class("normal", {sign})' for bar, sign in BARS.items() if bar not in (r"\lvert", r"\rvert")},
    r"\lvert": r'class("opening", \|)', r"\rvert": r'class("closing", \|)',
    "+": "+", "-": "−", "=": "=", "<": "<", ">": ">", "*": "∗", ",": r"\,", ";": r"\;", ":": ":", "!": "!",
    ".": ".", "?": "?", ":=": "≔", r"\%": r"\%", r"\&": r"\&", r"\_": r"\_", r"\#": r"\#",
}  # fmt: skip
SPACES = {
    r"\,": "#h(0.1667em)", r"\thinspace": "#h(0.1667em)", r"\:": "#h(0.2222em)", r"\;": "#h(0.2778em)",
    r"\!": "#h(-0.1667em)", r"\ ": "#h(0.3333em)", "~": "#h(0.3333em)", r"\quad": "#h(1em)", r"\qquad": "#h(2em)",
}  # fmt: skip
ACCENTS = {
    r"\hat": "302", r"\tilde": "303", r"\bar": "304", r"\dot": "307", r"\ddot": "308", r"\check": "30C",
    r"\acute": "301", r"\grave": "300", r"\breve": "306", r"\vec": "20D7", r"\widehat": "302", r"\widetilde": "303",
}  # fmt: skip
STYLES = {
    r"\mathbf": "upright(bold({}))", r"\bm": "bold({})", r"\boldsymbol": "bold({})", r"\mathcal": "cal({})",
    r"\mathbb": "bb({})", r"\mathsf": "sans({})", r"\mathfrak": "frak({})", r"\mathit": "italic({})",
    r"\overline": "overline({})", r"\underline": "underline({})",
}  # fmt: skip
FUNCTIONS = frozenset(
    rf"\{name}"
    for name in (
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "exp",
        "ln", "log", "arg", "deg", "dim", "ker",
    )
)  # fmt: skip
LIMIT_FUNCTIONS = frozenset(rf"\{name}" for name in ("lim", "max", "min", "sup", "inf", "det"))
SIZES = {"big": "1.3em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}
