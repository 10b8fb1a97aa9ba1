"""Random phases and pairings against matrices averaged by quadrature; fields in modes against numerical overlaps."""

import lindblad_oracle as oracle
import numpy as np
import pytest
import scipy.integrate
import scipy.linalg
import sympy as sp

from derive.algebra import AlgebraError, Boson, Ensemble, Spin, one, summed
from derive.dynamics.fluctuations import Event, averaged, gaussian_moments, mean_map
from derive.dynamics.mode_expansion import Modes, expanded, overlaps
from derive.dynamics.rates import DynamicsError
from derive.steps import DerivationError

s, k, a = Spin("s"), Spin("k"), Boson("a")
EXCHANGE = summed(x * y for x, y in zip(s.vector, k.vector, strict=True))
MU, VAR = sp.Rational(1, 10), sp.Rational(1, 25)
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(40)
PAULI = [np.array(m, complex) / 2 for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]
V = sum(np.kron(m, m) for m in PAULI)


def dense(operator):
    return np.array(operator.matrix((s, k)).evalf(30), complex)


def quadrature(matrix, scale=1.0, coupling=V):
    """<exp(i phi V) O exp(-i phi V)> for Gaussian phases of scaled mean and deviation."""
    phases = scale * (float(MU) + np.sqrt(float(VAR)) * NODES)
    total = 0
    for phi, weight in zip(phases, WEIGHTS / WEIGHTS.sum(), strict=True):
        U = scipy.linalg.expm(-1j * phi * coupling)
        total = total + weight * U.conj().T @ matrix @ U
    return total


def scaled(scale):
    return Event(coupling=EXCHANGE, moment=gaussian_moments(scale * MU, scale**2 * VAR))


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_the_mean_change_order_by_order(order):
    errors = []
    for scale in (sp.S.One, sp.Rational(1, 2)):
        found = dense(averaged(scaled(scale), order).rate(s.x * k.y + s.z))
        exact = quadrature(dense(s.x * k.y + s.z), float(scale)) - dense(s.x * k.y + s.z)
        errors.append(np.abs(found - exact).max())
    # The next order is left: 2^(order + 1), less the order after it.
    assert errors[0] / errors[1] > 0.8 * 2 ** (order + 1)


def test_the_mean_to_all_orders():
    def wave(harmonic):
        return sp.exp(sp.I * harmonic * MU - harmonic**2 * VAR / 2)

    found = dense(mean_map(scaled(sp.S.One), s.x * k.y + s.z, wave))
    assert found == pytest.approx(quadrature(dense(s.x * k.y + s.z)), abs=1e-12)


def test_noise_is_the_correlator_of_the_changes():
    X, Y = s.x + k.z, s.y * k.x
    found = dense(summed(averaged(scaled(sp.Rational(1, 4)), 6).noise(X, Y).values()))
    total = 0
    for phi, weight in zip(0.25 * (0.1 + 0.2 * NODES), WEIGHTS / WEIGHTS.sum(), strict=True):
        U = scipy.linalg.expm(-1j * phi * V)
        change = [U.conj().T @ dense(own) @ U - dense(own) for own in (X, Y)]
        total = total + weight * change[0] @ change[1]
    # Order 7 of phases of a tenth.
    assert found == pytest.approx(total, abs=1e-7)
    assert np.abs(total).max() > 1e-4
    lowest = averaged(scaled(sp.S.One), 2).noise(X, Y)
    assert set(lowest) == {2}


def test_to_second_order_it_is_a_lindblad_generator():
    event = Event(coupling=EXCHANGE, moment=gaussian_moments(MU, VAR), rate=sp.Rational(3, 2))
    own = averaged(event)
    for operator in (s.x, k.z, s.x * k.y):
        assert (own.rate(operator) - own.model.adjoint(operator)).is_zero
    assert own.approximation.neglected_order == 3


def test_random_pairs_of_two_ensembles():
    N, M = sp.symbols("N M", integer=True, positive=True)
    rate = sp.Symbol("r", positive=True)
    first, second = Ensemble("first", s, N), Ensemble("second", k, M)
    event = Event(coupling=EXCHANGE, moment=gaussian_moments(MU, VAR), rate=rate, over=(first, second))
    own = averaged(event, 4)
    total = first.total(s.x) + second.total(k.x)
    assert own.rate(total).is_zero
    sizes = oracle.Space(2, 2, 2)
    spins = [[sizes.put(n, m) for m in PAULI] for n in range(3)]
    pairs = [sum(x @ y for x, y in zip(spins[i], spins[2], strict=True)) for i in range(2)]

    def matrix(operator):
        return np.array(
            operator.subs({N: 2, M: 1, rate: 1}).matrix((first, second), atoms={first: 2, second: 1}), complex
        )

    X, Y = first.total(s.x), first.total(s.y) * second.total(k.z)
    for operator in (X, Y, X * Y):
        O = matrix(operator)
        change = sum(quadrature(O, coupling=pair) - O for pair in pairs)
        # Order 5 of phases of some 0.2, 15 of them in mean at the fifth power.
        assert matrix(own.rate(operator)) == pytest.approx(change, abs=3e-4)
    noise = matrix(summed(own.noise(X, Y).values()))
    O, P = matrix(X), matrix(Y)
    exact = sum(quadrature(O @ P, coupling=pair) - O @ quadrature(P, coupling=pair) for pair in pairs)
    exact = exact - sum((quadrature(O, coupling=pair) - O) @ P for pair in pairs)
    assert noise == pytest.approx(exact, abs=1e-3)
    assert np.abs(exact).max() > 5e-3


x = sp.Symbol("x", real=True)
L, D, g = sp.symbols("L D g", positive=True)


def slab(kind, count):
    """Diffusion between walls that destroy (sin) or reflect (cos)."""
    if kind == "destroys":
        functions = [sp.sqrt(2 / L) * sp.sin(n * sp.pi * x / L) for n in range(1, count + 1)]
        numbers = range(1, count + 1)

        def boundary(u):
            return u.subs(x, 0), u.subs(x, L)

    else:
        functions = [sp.sqrt((1 if n == 0 else 2) / L) * sp.cos(n * sp.pi * x / L) for n in range(count)]
        numbers = range(count)

        def boundary(u):
            return sp.diff(u, x).subs(x, 0), sp.diff(u, x).subs(x, L)

    return Modes(
        functions=tuple(map(sp.sympify, functions)),
        coordinate=x,
        interval=(sp.S.Zero, L),
        weight=sp.S.One,
        operator=lambda u: D * sp.diff(u, x, 2),
        boundary=boundary,
        rates=tuple(D * (n * sp.pi / L) ** 2 for n in numbers),
    )


def test_two_fields_in_their_modes():
    first, second = slab("destroys", 2), slab("reflects", 3)
    found = expanded(first, second, g)
    for m in range(2):
        for n in range(3):
            left, right = (sp.lambdify(x, own.subs(L, 2)) for own in (first.functions[m], second.functions[n]))
            exact = scipy.integrate.quad(lambda r, u=left, v=right: u(r) * v(r), 0, 2)[0]
            assert float(found.overlaps[m, n].subs(L, 2)) == pytest.approx(exact, abs=1e-9)
    mode = found.first[0]
    rate = found.model.adjoint(mode.a)
    assert rate.coefficient(mode.a) == -first.rates[0]
    assert rate.coefficient(found.second[0].a) == -sp.I * g * found.overlaps[0, 0]
    # Bessel's inequality: what the three functions miss of the first is little, and not less than none.
    assert 0 < float(found.missed[0]) < 0.05
    assert overlaps(second, first) == found.overlaps.H


def changed(**fields):
    made = slab("destroys", 2)
    return Modes(**{**{name: getattr(made, name) for name in made.__dataclass_fields__}, **fields})


REFUSED = {
    "does not decay at the rate": lambda: changed(rates=(D, D)),
    "boundary condition": lambda: changed(boundary=lambda u: (sp.diff(u, x).subs(x, 0),)),
    "not orthonormal": lambda: changed(weight=sp.Integer(2)),
    "rates were given": lambda: changed(rates=(D,)),
    "from 1 up": lambda: averaged(scaled(sp.S.One), 0),
    "a probability's 1": lambda: Event(coupling=EXCHANGE, moment=lambda n: sp.S.Zero),
    "below the square": lambda: Event(coupling=EXCHANGE, moment=lambda n: sp.Integer([1, 2, 3][min(n, 2)])),
    "not Hermitian": lambda: Event(coupling=a.a, moment=gaussian_moments(MU, VAR)),
    "finite spectrum": lambda: mean_map(
        Event(coupling=a.a + a.dag, moment=gaussian_moments(MU, VAR)), a.n, lambda n: one
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_refusals_are_one_sentence(sentence):
    with pytest.raises((DynamicsError, AlgebraError, DerivationError), match=sentence):
        REFUSED[sentence]()
