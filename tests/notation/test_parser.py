"""What the parser reads, each against an expression built by hand, and what it refuses, each with its place."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from derive.notation import NotationError, Vocabulary, parse, parse_statement, parse_statements

q, spin, p, n_a, n_b, zeta, k_se, x, y, t, u = sp.symbols("q I p n_a n_b zeta k_se x y t u", real=True)
z = sp.Symbol("z", complex=True)
n, k = sp.symbols("n k", integer=True, nonnegative=True)
A, B = sp.symbols("A B", commutative=False)
f, s = sp.symbols("f s")
F, S = sp.symbols("F_x F_y F_z"), sp.symbols("S_x S_y S_z")
w = sp.Function("w")
VOCABULARY = Vocabulary(
    symbols={
        "q": q, "I": spin, "p_a": p, "n_a": n_a, "n_b": n_b, r"\zeta": zeta, "k_{se}": k_se, "x": x, "y": y, "t": t,
        "t'": u, "z": z, "n": n, "k": k, r"\hat a": A, r"\hat{b}": B, r"\langle\hat{\mathbf f}\rangle": f,
        r"\mathbf s": s, r"\phi^{(i)}_{ab}": sp.Symbol("phi_i"), r"\partial_t\hat a": sp.Symbol("rate"),
    },
    functions={"w": w, r"\Theta": sp.Heaviside},
    vectors={f: F, s: S},
)  # fmt: skip

READ: list[tuple[str, Any]] = [
    (r"2I+1", 2 * spin + 1),
    (r"-x^2", -(x**2)),
    (r"n(n+1)", n * (n + 1)),
    (r"\frac{2I+1}{p_a}-\frac1{p_a^2}+1", (2 * spin + 1) / p - 1 / p**2 + 1),
    (r"(\zeta/2)\sqrt{q\,p_an_an_b}", zeta / 2 * sp.sqrt(q * p * n_a * n_b)),
    (r"\tfrac12 x\cdot 3y", sp.Rational(3, 2) * x * y),
    (r"\frac12x", x / 2),
    (r"x y/t", x * y / t),
    (r"1.4\times10^{-5}", sp.Rational(14, 1000000)),
    (r"0.125", sp.Rational(1, 8)),
    (r"k _ {s e} k_{se}", k_se**2),
    (r"{x}^{2}", x**2),
    (r"p_a^2", p**2),
    (r"t'+t", t + u),
    (r"\phi_{ab}^{(i)}x", sp.Symbol("phi_i") * x),
    (r"\partial_t \hat{a}", sp.Symbol("rate")),
    (r"e^{i\pi x}+\mathrm{e}^{-x/2}", sp.exp(sp.I * sp.pi * x) + sp.exp(-x / 2)),
    (r"\exp\!\left(-\frac{x}{2}\right)", sp.exp(-x / 2)),
    (r"\sin^2 x\cos y", sp.sin(x) ** 2 * sp.cos(y)),
    (r"\sin(2x)\,y", sp.sin(2 * x) * y),
    (r"\ln\frac{x}{y}", sp.log(x / y)),
    (r"\operatorname{arcosh}(x)", sp.acosh(x)),
    (r"\sqrt[3]{x}\sqrt{y}", x ** sp.Rational(1, 3) * sp.sqrt(y)),
    (r"|x-|y||", sp.Abs(x - sp.Abs(y))),
    (r"\left|x\right|^2", sp.Abs(x) ** 2),
    (r"|x|y|z|", sp.Abs(x) * y * sp.Abs(z)),
    (r"z^*z", sp.conjugate(z) * z),
    (r"n!\binom{n}{k}", sp.factorial(n) * sp.binomial(n, k)),
    (r"\sum_{k=0}^{n}x^k\,y+1", sp.Sum(x**k * y, (k, 0, n)) + 1),
    (r"\prod_{k=1}^n k", sp.Product(k, (k, 1, n))),
    (r"\int_0^t x\,dx", sp.Integral(x, (x, 0, t))),
    (r"\int_0^t\mathrm dx\,e^{-x}y", sp.Integral(sp.exp(-x) * y, (x, 0, t))),
    (r"\int_{-\infty}^\infty e^{-x^2}dx", sp.Integral(sp.exp(-(x**2)), (x, -sp.oo, sp.oo))),
    (r"\partial_t x-q\,\partial_t^2(xy)", sp.Derivative(x, t) - q * sp.Derivative(x * y, (t, 2))),
    (r"\frac{d x}{dt}+\frac{\partial^2}{\partial t^2}y", sp.Derivative(x, t) + sp.Derivative(y, (t, 2))),
    (r"\hat a\hat b^2\hat a-\hat b", A * B**2 * A - B),
    (r"\hat a^\dagger\hat a^{\dagger 2}", sp.adjoint(A) ** 3),
    (r"[\hat a,\hat b]", A * B - B * A),
    (r"\{\hat a,\hat b\}", A * B + B * A),
    (r"-\frac{i}{2}[\hat a,[\hat a,\hat b]]", -sp.I / 2 * (A * A * B - 2 * A * B * A + B * A * A)),
    (r"w(x,y+1)\,x", w(x, y + 1) * x),
    (r"\Theta\left(x-y\right)", sp.Heaviside(x - y)),
    (r"\lfloor x\rfloor", sp.floor(x)),
    (r"\begin{pmatrix}1&x\\y&-2\end{pmatrix}", sp.ImmutableMatrix([[1, x], [y, -2]])),
    (r"\begin{pmatrix}0&1\\1&0\end{pmatrix}\begin{pmatrix}x\\y\end{pmatrix}", sp.ImmutableMatrix([y, x])),
    (r"\mathbf s\cdot\langle \hat{\mathbf{f}} \rangle", sum(a * b for a, b in zip(S, F, strict=True))),
    (r"x\left(\mathbf s-q\langle\hat{\mathbf f}\rangle\right)/y",
     sp.ImmutableMatrix([x * (a - q * b) / y for a, b in zip(S, F, strict=True)])),
    (r"\zeta\mathbf s\times\langle\hat{\mathbf f}\rangle",
     sp.ImmutableMatrix([zeta * S[1] * F[2] - zeta * S[2] * F[1], zeta * S[2] * F[0] - zeta * S[0] * F[2],
                         zeta * S[0] * F[1] - zeta * S[1] * F[0]])),
    (r"\frac{d}{dt}\mathbf s", sp.ImmutableMatrix([sp.Derivative(a, t) for a in S])),
    (r"x=y+1", sp.Eq(x, y + 1, evaluate=False)),
    (r"x\le x", sp.Le(x, x, evaluate=False)),
    (r"x^2>-1", sp.Gt(x**2, -1, evaluate=False)),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "meaning"), READ, ids=[latex for latex, _ in READ])
def test_reads(latex: str, meaning: Any) -> None:
    found = parse(latex, VOCABULARY)
    assert found == meaning
    assert type(found) is type(meaning)


REFUSED = [
    (r"a/bc", 0, "a is not declared"),
    (r"x/yt", 3, "a/b is ambiguous"),
    (r"x/y/t", 3, "a/b is ambiguous"),
    (r"x/y\cdot t", 3, "a/b is ambiguous"),
    (r"\sin x y", 7, "how far the argument"),
    (r"\sin 2x", 6, "how far the argument"),
    (r"\sin x/y", 6, "how far the argument"),
    (r"\sin x^2", 6, "how far the argument"),
    (r"\sin(x)^2", 7, "ambiguous"),
    (r"\sin^{-1}x", 5, "ambiguous"),
    (r"\partial_t x y", 13, "how far the derivative"),
    (r"\int_0^t x\,dx\,y", 16, "how far the integral"),
    (r"\int_0^t x+y\,dx", 0, "no measure"),
    (r"\sum_k x", 0, "upper bound"),
    (r"\sum_{k\ge0}^n x", 5, "form k=0"),
    (r"x\pm y", 1, "two formulas"),
    (r"x+\dots+y", 2, "leaves terms out"),
    (r"x*y", 1, r"write \cdot"),
    (r"\log x", 0, "does not say its base"),
    (r"\foo x", 0, "not declared"),
    (r"k_{sd}", 1, "nearest declared one is k_{se}"),
    (r"x_a", 1, "subscript is not part of a declared symbol"),
    (r"x'", 1, "prime is not part"),
    (r"\hat f", 0, r"\hat f is not declared"),
    (r"\langle\hat{\mathbf g}\rangle", 0, "not declared"),
    (r"x^{(i)}", 2, "label"),
    (r"x^+", 2, "label"),
    (r"x^12", 2, "braces around the number"),
    (r"\frac123", 6, "three digits"),
    (r"x2", 1, r"write \cdot"),
    (r"2 3", 2, r"write \cdot"),
    (r"1.", 0, "not a number"),
    (r"1.2.3", 0, "not a number"),
    (r"x(y)", 1, "reads as a function"),
    (r"x(0)", 1, "reads as a function"),
    (r"x(y,t)", 1, "reads as a function"),
    (r"x)", 1, "complete before"),
    (r"(x", 2, "expected to close"),
    (r"(x]", 2, "expected to close"),
    (r"\left(x)", 7, "do not belong together"),
    (r"|0\rangle", 2, "complete before|expected to close|not declared|factor was expected"),
    (r"x,y", 1, "separates formulas"),
    (r"x+", 2, "ends where a factor"),
    (r"", 0, "ends where a factor"),
    (r"x=", 2, "ends where a factor"),
    (r"{x+y}t", 0, "braces do not print"),
    (r"\frac{}{x}", 5, "braces are empty"),
    (r"\frac{x}{0}", 5, "division by zero"),
    (r"x^{2}^{3}", 5, "second superscript"),
    (r"x_{1}_{2}", 5, "second subscript"),
    (r"x^", 1, "nothing after it"),
    (r"{x", 0, "not closed"),
    (r"x}", 1, "no opening"),
    (r"[x,y]", 0, "do not commute"),
    (r"x/\hat a", 1, "division by an operator"),
    (r"\hat a^*", 0, r"write ^\dagger"),
    (r"\mathbf s\mathbf s", 9, "two vectors side by side"),
    (r"\mathbf s+x", 9, "cannot be added"),
    (r"\mathbf s^2", 0, "power of a vector"),
    (r"\mathbf s\times\mathbf s\times\mathbf s", 24, "chain of vector products"),
    (r"\begin{pmatrix}1&x\\y\end{pmatrix}", 0, "different lengths"),
    (r"\begin{pmatrix}1&x", 18, "was expected"),
    (r"\frac{d x}{d\tau}", 12, "declared symbol was expected"),
    (r"\frac{d^2 x}{dt}", 13, "orders of the derivative"),
    (r"\exp^2(x)", 5, "ambiguous"),
    (r"9^{9^{9}}", 0, "not worked out"),
    (r"99999!", 0, "not worked out"),
    ("(" * 70 + "x" + ")" * 70, 60, "nested"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "position", "words"), REFUSED, ids=[latex or "empty" for latex, _, _ in REFUSED])
def test_refuses_with_the_place(latex: str, position: int, words: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(latex, VOCABULARY)
    assert any(word in caught.value.sentence for word in words.split("|")), caught.value.sentence
    assert caught.value.position == position
    *_, shown, pointer = str(caught.value).splitlines()
    under = shown[pointer.index("^") :][:1]
    assert under == latex[position : position + 1]  # nothing, behind the end


def test_a_declared_snippet_wins_over_a_constant() -> None:
    energy = sp.Symbol("energy")
    assert parse("e^{x}i", Vocabulary(symbols={"e": energy, "x": x})) == energy**x * sp.I


def test_the_longest_snippet_wins() -> None:
    whole = sp.Symbol("whole")
    vocabulary = Vocabulary(symbols={"x": x, "x^2": whole, "x^2y": y})
    assert parse("x^{2}+x^2 y", vocabulary) == whole + y


def test_relations_keep_their_signs() -> None:
    assert parse_statement(r"x\approx y", VOCABULARY).flag == "approximate"
    assert parse_statement(r"x\equiv y", VOCABULARY).flag == "definition"
    assert parse_statement(r"x:=y", VOCABULARY).relational == sp.Eq(x, y)
    chain = parse_statements(r"0<p_a\le1", VOCABULARY)
    assert [(s.left, s.relation, s.right) for s in chain] == [(0, "<", p), (p, "<=", 1)]
    with pytest.raises(NotationError, match="2 relations"):
        parse_statement("0<x<y", VOCABULARY)
    with pytest.raises(NotationError, match="expected a relation"):
        parse_statements("x+y", VOCABULARY)


def test_sides_of_a_relation_fit() -> None:
    assert parse_statement(r"\mathbf s=0", VOCABULARY).right == sp.zeros(3, 1)
    for latex in (r"\mathbf s=x", r"\mathbf s<\mathbf s", r"\mathbf s=\begin{pmatrix}1&2\end{pmatrix}"):
        with pytest.raises(NotationError):
            parse_statement(latex, VOCABULARY)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"symbols": {"x_{a}": x, "x_a": y}}, "mean different things"),
        ({"symbols": {"": x}}, "empty snippet"),
        ({"symbols": {"x": x}, "vectors": {y: (x, x, x)}}, "not among the symbols"),
        ({"symbols": {"x": x}, "vectors": {x: (x, x)}}, "expected 3"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(parts: dict[str, Any], words: str) -> None:
    with pytest.raises(NotationError, match=words):
        Vocabulary(**parts)
