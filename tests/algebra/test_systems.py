"""Systems, spaces, errors, substitution, collecting, typesetting and other forms of operators."""

import pickle

import algebra_oracle as oracle
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies_of_algebra import expressions
from sympy.physics.quantum import Dagger
from sympy.physics.quantum.boson import BosonOp
from test_products import ALL, DEGREE

from derive.algebra import (
    AlgebraError,
    Atom,
    Boson,
    CollectiveSpin,
    Ensemble,
    Fermion,
    Levels,
    Operator,
    Space,
    Spin,
    collect,
    commutator,
    from_sympy,
    hermitian,
    one,
    substitute,
    summed,
)

g, omega = sp.symbols("g omega", real=True)


@pytest.mark.parametrize("name", ALL)
def test_json_and_sympy_round_trips(name):
    leaves = ALL[name].leaves

    @settings(max_examples=20)
    @given(expressions(DEGREE - 1))
    def holds(tree):
        operator = g * oracle.evaluate(tree, leaves, one, lambda x: x.adjoint(), commutator)
        assert Operator.from_json(operator.to_json()) == operator
        assert pickle.loads(pickle.dumps(operator)) == operator
        assert from_sympy(operator.to_sympy(), operator.alphabet()) == operator

    holds()


def test_sympy_expressions_are_read_from_systems_and_from_mappings():
    a, s, b = Boson("a"), Spin("S", sp.Rational(3, 2)), BosonOp("b")
    operator = g * a.dag * a.a * s.plus
    assert from_sympy(operator.to_sympy(), a, s) == operator
    assert from_sympy(b * Dagger(b) - Dagger(b) * b, {b: a.a}) == one
    with pytest.raises(AlgebraError, match="in no system given"):
        from_sympy(sp.Symbol("c", commutative=False), a)


@pytest.mark.parametrize("tree", [[], ["Add"], "Operator", ["Operator", [["Monom"], ["Integer", "1"]]],
                                  ["Operator", [["Monomial", ["s", ["Spinor"], "x"]], ["Integer", "1"]]]])  # fmt: skip
def test_what_is_no_operator_tree_is_refused(tree):
    with pytest.raises(AlgebraError):
        Operator.from_json(tree)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: Spin("s", sp.Rational(2, 3)), "2/3 was given where a half-integer is expected; nearest is 1/2"),
        (lambda: Spin("s", sp.Rational(-1, 2)), "nearest is 1/2"),
        (lambda: Spin("s", 1.5), "exact half-integer"),
        (lambda: Spin("s", sp.Symbol("j") / 3), "j/3"),
        (lambda: Levels("a", "ge")("x", "g"), "level 'x' does not exist; known: e, g"),
        (lambda: Levels("a", ["ground", "excited"])("exited", "ground"), "nearest is 'excited'"),
        (lambda: Levels("a", "gg"), "two or more different names"),
        (lambda: Spin("s").x * Boson("s").a, "two different systems share the name 's'"),
        (lambda: Spin(""), "empty name"),
        (lambda: Atom("Rb"), "no parts"),
        (lambda: Atom("Rb", e=Spin("s"))["n"], "no part 'n'"),
        (lambda: Atom("Rb", e=Fermion("f")), "fermion mode"),
        (lambda: (Spin("s").x * Boson("a").a).matrix([Spin("s")]), "acts on a, outside the systems"),
        (lambda: Boson("a").n.matrix(), "no cut-off"),
        (lambda: Boson("a").n.matrix(["a"]), "system is expected"),
        (lambda: Space("cavity", Boson("a"), cutoff=3).matrix(Spin("s").x), "given on the space 'cavity'"),
        (lambda: hermitian(Boson("a").n + g * Boson("a").a), "Hamiltonian is not Hermitian"),
        (lambda: hermitian(sp.Symbol("w") * Boson("a").n), "must be declared real=True"),
        (lambda: substitute(Boson("a").n, {Boson("a").n: 1}), "one elementary operator"),
        (lambda: collect(Fermion("f").f * Fermion("g").f, [Fermion("f")]), "do not commute"),
    ],
)  # fmt: skip
def test_errors_are_one_sentence(build, words):
    with pytest.raises(AlgebraError, match=words) as caught:
        build()
    assert "\n" not in str(caught.value)


def test_spaces_give_matrices_in_their_own_order():
    a, s = Boson("a"), Spin("s")
    H = hermitian(omega * a.n + g * (a.a * s.plus + a.dag * s.minus))
    space = Space("cavity", s, a, cutoff=3)
    matrix = space.matrix(H)
    assert matrix.shape == (6, 6)
    assert matrix[0, 4] == g  # <up, 0| H |down, 1>
    assert space.require(H) is H


def test_substitution_is_a_homomorphism():
    a, b = Boson("a"), Boson("b")
    alpha = sp.Symbol("alpha")
    displaced = {a.a: a.a + alpha, a.dag: a.dag + sp.conjugate(alpha)}
    first, second = a.dag**2 * a.a + b.n, a.a**2 * a.dag
    assert substitute(first * second, displaced) == substitute(first, displaced) * substitute(second, displaced)
    rotated = {a.a: (a.a + b.a) / sp.sqrt(2), a.dag: (a.dag + b.dag) / sp.sqrt(2),
               b.a: (a.a - b.a) / sp.sqrt(2), b.dag: (a.dag - b.dag) / sp.sqrt(2)}  # fmt: skip
    assert substitute(a.n + b.n, rotated) == a.n + b.n
    theta = sp.Symbol("theta", real=True)
    s = Spin("s")
    turn = {s.x: sp.cos(theta) * s.x - sp.sin(theta) * s.y, s.y: sp.sin(theta) * s.x + sp.cos(theta) * s.y}
    assert substitute(s.x * s.y, turn) == sp.I * s.z / 2
    assert commutator(turn[s.x], turn[s.y]) == sp.I * s.z
    big = CollectiveSpin("J")
    assert substitute(big.plus * big.z, {big.plus: 2 * big.plus}) == 2 * big.plus * big.z


def test_collecting_by_system():
    a, s = Boson("a"), Spin("s")
    H = omega * a.n * s.z + g * a.n + 3 * s.x
    collected = collect(H, [a])
    (number,) = a.n.monomials()
    assert collected[number] == omega * s.z + g
    assert (
        sum((Operator.from_json(rest.to_json()) for rest in collected.values()), 0 * one) == 3 * s.x + omega * s.z + g
    )


CREATOR = r"\hat{a}^{\dagger}"


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        (lambda: Boson("a").dag ** 2 * Boson("a").a, r"\hat{a}^{\dagger 2} \hat{a}"),
        (lambda: Spin("s").x - Spin("s").z / 2, r"\hat{s}_{x} - \frac{1}{2} \hat{s}_{z}"),
        (lambda: Spin("s_1").x, r"\hat{s}_{1,x}"),
        (lambda: Spin("sigma").x, r"\hat{\sigma}_{x}"),
        (lambda: Boson("a_k").dag, r"\hat{a}_{k}^{\dagger}"),
        (lambda: (g + omega) * Boson("a").n - one, r"-1 + \left(g + \omega\right) \hat{a}^{\dagger} \hat{a}"),
        (lambda: Levels("sigma_2", "ge")("e", "g"), r"\hat{\sigma}_{2}^{eg}"),
        (lambda: Spin("S", 1).plus ** 2 * Spin("S", 1).z, r"-\hat{S}_{+}^{2}"),
        (lambda: Spin("S", 2).plus ** 2 * Spin("S", 2).z, r"\hat{S}_{+}^{2} \hat{S}_{z}"),
        (lambda: CollectiveSpin("J").square, r"\hat{\mathbf{J}}^{2}"),
        (lambda: 0 * one, "0"),
        (lambda: -g * Boson("a").a, r"-g \hat{a}"),
        (lambda: Ensemble("c", Spin("s"), sp.Symbol("N")).total(Spin("s").x), r"\sum_{i} \hat{s}_{i,x}"),
    ],
)  # fmt: skip
def test_latex_reads_as_written_by_hand(operator, expected):
    assert operator().latex() == expected
    assert operator()._repr_latex_() == rf"$\displaystyle {expected}$"


def test_latex_braces_balance_and_no_double_scripts():
    for name, case in ALL.items():
        for leaf in case.leaves:
            text = (leaf * leaf.adjoint() + g * leaf).latex()
            assert text.count("{") == text.count("}"), name
            assert "}^{2}^{" not in text
            assert "_{}" not in text


def test_charges_and_degrees():
    a, s = Boson("a"), Spin("S", 1)
    (m,) = (a.dag**2 * a.a * s.plus).monomials()
    assert m.degree == 4
    (letter,) = (own for place, own in m.letters if place is a.site)
    assert a.species.charges(letter) == {"quanta": 1}
    assert m.sites == (s.site, a.site)
    assert str(m) == "S.plus*a.dag^2*a"


def test_sums_of_many_operators():
    spins = [Spin(f"q{n}") for n in range(30)]
    parts = [g * q.z / (n + 1) for n, q in enumerate(spins)] + [-g * spins[0].z]
    assert summed(parts) == sum(parts, 0 * one)
    assert summed([]) == 0 * one
    assert spins[0].site not in summed(parts).sites


@pytest.mark.parametrize("exponent", [0, 1, 2, 3, 5, 8, 13])
def test_powers_are_repeated_products(exponent):
    a, b = Boson("a"), Boson("b")
    for base in (a.a + g * a.dag, a.a + b.dag * a.n):
        product = one
        for _ in range(exponent if base.sites == (a.site,) else min(exponent, 3)):
            product = product * base
        assert base ** (exponent if base.sites == (a.site,) else min(exponent, 3)) == product
