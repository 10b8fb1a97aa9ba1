"""Two damped modes against truncated matrices and QuTiP, other models, and what separable states can do."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.dissipative_entanglement import boson_symbols as bs
from derive.dissipative_entanglement import bosons, collective_spins, separability, squeezed_state, symbols, vacuum_bath
from derive.dissipative_entanglement.bosons import COSH, SINH, A, B, R, TwoModes
from derive.steps import DerivationError

RATES = (0.7, 1.3)


def modes(cutoff: int) -> tuple[np.ndarray, np.ndarray]:
    """Annihilation operators of both modes with a number of levels each."""
    single = np.diag(np.sqrt(np.arange(1, cutoff)), 1)
    return np.kron(single, np.eye(cutoff)), np.kron(np.eye(cutoff), single)


def dissipator(jump: np.ndarray) -> np.ndarray:
    """L rho L+ - {L+L, rho}/2 as a matrix on the rows of rho, one after the other."""
    one, square = np.eye(len(jump)), jump.conj().T @ jump
    return np.kron(jump, jump.conj()) - (np.kron(square, one) + np.kron(one, square.T)) / 2


def some_state(size: int) -> np.ndarray:
    """A mixed state without symmetry, from fixed random numbers."""
    random = np.random.default_rng(7)
    root = random.normal(size=(size, size)) + 1j * random.normal(size=(size, size))
    rho = root @ root.conj().T
    return rho / np.trace(rho)


def test_moments_of_damped_modes() -> None:
    """Damping only lowers, so five levels of each mode are exact."""
    a, b = modes(5)
    generator = sum(rate * dissipator(jump) for rate, jump in zip(RATES, (a, b), strict=True))
    rho, time = some_state(25), 0.6
    later = (expm(generator * time) @ rho.reshape(-1)).reshape(25, 25)
    equation = next(e for e in bosons.derivation().equations if e.id.endswith(".moment_later"))
    for powers in product(range(3), repeat=4):
        words = [np.linalg.matrix_power(w, n) for w, n in zip((a.T, a, b.T, b), powers, strict=True)]
        operator = words[0] @ words[1] @ words[2] @ words[3]
        start = np.trace(operator @ rho)
        put = dict(zip((order.symbol for order in bs.ORDERS), powers, strict=True))
        put |= {bs.MOMENT_AT_START.symbol: 1, symbols.TIME.symbol: time}
        put |= {bs.KAPPA_A.symbol: RATES[0], bs.KAPPA_B.symbol: RATES[1]}
        # rounding of a matrix exponential of size 625
        assert np.trace(operator @ later) == pytest.approx(start * float(equation.rhs.subs(put)), abs=1e-10)


def test_steady_state_of_the_squeezed_channels() -> None:
    """The one vector that both truncated nonlocal operators annihilate, with 14 levels of each mode."""
    angle, cutoff = 0.35, 14
    a, b = modes(cutoff)
    jumps = (np.cosh(angle) * a + np.sinh(angle) * b.T, np.cosh(angle) * b + np.sinh(angle) * a.T)
    # no steady state of 196 x 196 rows is needed: both operators annihilate one vector
    together = np.vstack(jumps)
    vector = np.linalg.svd(together)[2][-1]
    n = np.arange(4)
    amplitudes = vector.reshape(cutoff, cutoff)[n, n] * np.sign(vector[0])
    equation = next(e for e in squeezed_state.derivation().equations if e.id.endswith(".amplitude"))
    weights = {symbols.MU.symbol: np.cosh(angle), symbols.NU.symbol: np.sinh(angle)}
    derived = [float(equation.rhs.subs({bs.QUANTA.symbol: int(level), **weights})) for level in n]
    # the cut-off leaves tanh(0.35)^14 = 4e-7
    assert amplitudes == pytest.approx(derived, abs=1e-5)


def test_steady_state_by_qutip() -> None:
    """QuTiP's steady state of the truncated master equation has the derived variances, for unequal rates."""
    import qutip

    angle, cutoff = 0.25, 9
    lower = qutip.destroy(cutoff)
    a, b = qutip.tensor(lower, qutip.qeye(cutoff)), qutip.tensor(qutip.qeye(cutoff), lower)
    mu, nu = np.cosh(angle), np.sinh(angle)
    jumps = [np.sqrt(RATES[0]) * (mu * a + nu * b.dag()), np.sqrt(RATES[1]) * (mu * b + nu * a.dag())]
    rho = qutip.steadystate(0 * a, jumps)
    x, p = (a + a.dag() + b + b.dag()) / 2, -1j * (a - a.dag() - b + b.dag()) / 2
    found = [qutip.expect(o * o, rho) - qutip.expect(o, rho) ** 2 for o in (x, p)]
    derived = {e.lhs: e.rhs for e in squeezed_state.derivation().equations}
    for value, quantity in zip(found, (bs.VAR_X, bs.VAR_P), strict=True):
        # the cut-off leaves some tanh(0.25)^9 = 3e-6, times the 9 quanta of the last level
        assert value == pytest.approx(float(derived[quantity.symbol].subs(R, angle)), abs=5e-5)


def test_a_generator_of_the_other_sign_does_not_undo_the_jumps() -> None:
    model = TwoModes(generator=A.dag * B.dag - A.a * B.a)
    with pytest.raises(DerivationError, match="motion that the generator makes"):
        bosons.rotated(model)


def test_both_signs_turned_are_another_squeezed_state() -> None:
    """Jumps cosh(r) a - sinh(r) b+ with the opposite generator: the weights and the amplitudes change sign."""
    model = TwoModes(
        jumps=((bs.KAPPA_A.symbol, COSH * A.a - SINH * B.dag), (bs.KAPPA_B.symbol, COSH * B.a - SINH * A.dag)),
        generator=A.dag * B.dag - A.a * B.a,
    )
    first = bosons.rotated(model)[0].rhs
    mu, nu = symbols.MU.symbol, symbols.NU.symbol
    assert sp.expand(first - mu * bs.MODE_A.symbol + nu * bs.MODE_B_DAG.symbol) == 0
    assert squeezed_state.target(model)[0].rhs == (nu / mu) ** bs.QUANTA.symbol / mu
    sums = squeezed_state.variances(model)[2:4]
    assert [equation.rhs for equation in sums] == [sp.exp(2 * R), (mu + nu) ** 2]


def test_a_beam_splitter_mixes_without_squeezing() -> None:
    mixed = bosons.flow(TwoModes(generator=A.a * B.dag - B.a * A.dag), R)[A.a]
    assert (mixed.coefficient(A.a).rewrite(sp.cos) - sp.cos(R)).rewrite(sp.exp).expand() == 0
    assert mixed.coefficient(B.dag) == 0


def test_a_generator_that_is_not_quadratic_is_refused() -> None:
    with pytest.raises(DerivationError, match="does not turn the modes"):
        bosons.flow(TwoModes(generator=A.a**2 * B.a - A.dag**2 * B.dag), R)


def test_rates_of_the_model_are_followed() -> None:
    double = TwoModes(jumps=tuple((2 * rate, jump) for rate, jump in bosons.MODEL.jumps))
    number = bosons.numbers(double)[0]
    assert number.rhs == -2 * bs.KAPPA_A.symbol * bs.NUMBER_A.symbol


@pytest.mark.parametrize("seed", range(6))
def test_mixtures_of_product_states_of_spins_obey_the_bound(seed: int) -> None:
    """Two atoms in each ensemble: random mixtures of products of entangled states within the ensembles."""
    random = np.random.default_rng(seed)
    half = [np.array(m) / 2 for m in ([[1, 0], [0, -1]], [[0, 1], [1, 0]], [[0, -1j], [1j, 0]])]
    x, y, z = (np.kron(m, np.eye(2)) + np.kron(np.eye(2), m) for m in half)
    one = np.eye(4)
    rho = np.zeros((16, 16), dtype=complex)
    for weight in random.dirichlet(np.ones(3)):
        parts = [random.normal(size=4) + 1j * random.normal(size=4) for _ in range(2)]
        vector = np.kron(*(part / np.linalg.norm(part) for part in parts))
        rho += weight * np.outer(vector, vector.conj())
    total = 0.0
    for operator in (np.kron(y, one) + np.kron(one, y), np.kron(z, one) - np.kron(one, z)):
        total += np.trace(rho @ operator @ operator).real - np.trace(rho @ operator).real ** 2
    lengths = sum(abs(np.trace(rho @ o).real) for o in (np.kron(x, one), np.kron(one, x)))
    # rounding
    assert total >= lengths - 1e-12
    derived = separability.of_spins(separability.MODEL).rhs
    excess = [bs.EXCESS_A, bs.EXCESS_B, bs.SPREAD, bs.LENGTHENED]
    at_rest = derived.subs({q.symbol: 0 for q in excess})
    assert at_rest == 1


def test_spins_that_do_not_close_are_refused() -> None:
    y, z, x = separability.spins(0)
    model = separability.Observables(first=(y, z, 2 * x), second=separability.spins(1))
    with pytest.raises(DerivationError, match="operator algebra"):
        separability.of_spins(model)


def test_jumps_that_mix_energies_have_no_sideband() -> None:
    """With both ensembles along the field, the two parts of a jump operator change the energy by opposite amounts."""
    both = symbols.LARMOR.symbol * (collective_spins.component("x", 0) + collective_spins.component("x", 1))
    with pytest.raises(DerivationError, match="H_A, L"):
        collective_spins.energies(collective_spins.Ensembles(energy=both))


def test_ladder_elements_of_four_atoms() -> None:
    size, atoms = 16, 4
    flip = np.zeros((size, size))
    for state, atom in product(range(size), range(atoms)):
        if state >> atom & 1:
            flip[state ^ (1 << atom), state] += 1
    vector = np.eye(size)[0]
    exact = collective_spins.ladder().steps[0].after
    for level in range(1, atoms + 1):
        raised = flip.T @ vector
        vector = raised / np.linalg.norm(raised)
        element = np.linalg.norm(flip @ vector) / np.sqrt(atoms)
        share = sp.Rational(level - 1, atoms)
        # rounding
        assert element / np.sqrt(level) == pytest.approx(float(exact.subs(bs.CROWDING.symbol, share)), rel=1e-12)


def test_commutator_of_three_and_three_atoms() -> None:
    """<[A, A+]> with one of three atoms flipped in each ensemble: P_2 = 1/3."""
    flip = np.array([[0, 1.0], [0, 0]])
    lower = sum(np.kron(np.kron(*(flip if n == i else np.eye(2) for n in (0, 1))), flip if i == 2 else np.eye(2))
                for i in range(3)) / np.sqrt(3)  # fmt: skip
    mu, nu = 5 / 4, 3 / 4
    jump = mu * np.kron(lower, np.eye(8)) + nu * np.kron(np.eye(8), lower.T)
    bracket = jump @ jump.T - jump.T @ jump
    state = np.kron(np.eye(8)[1], np.eye(8)[1])
    derived = collective_spins.commutators(collective_spins.MODEL)[0].rhs
    put = {
        symbols.MU.symbol: sp.Rational(5, 4),
        symbols.NU.symbol: sp.Rational(3, 4),
        bs.SHORTFALL.symbol: sp.Rational(2, 3),
    }
    assert float(derived.subs(put)) == pytest.approx(state @ bracket @ state, abs=1e-12)


def test_a_short_time_with_fresh_modes() -> None:
    """Exact evolution with one fresh mode for each sideband: what the equation leaves falls as the fourth power."""
    random = np.random.default_rng(3)
    first, second = (random.normal(size=(3, 3)) + 1j * random.normal(size=(3, 3)) for _ in range(2))
    rho = some_state(3)
    photon = np.diag(np.sqrt(np.arange(1, 4)), 1)
    errors = []
    for phase in (0.02, 0.01):
        c, d = np.kron(photon, np.eye(4)), np.kron(np.eye(4), photon)
        energy = phase * (np.kron(first, c.T) + np.kron(second, d.T))
        energy = energy + energy.conj().T
        vacuum = np.zeros((16, 16))
        vacuum[0, 0] = 1
        step = expm(-1j * energy)
        after = (step @ np.kron(rho, vacuum) @ step.conj().T).reshape(3, 16, 3, 16).trace(axis1=1, axis2=3)
        errors.append(np.abs(after - rho - phase**2 * as_matrix(first, second, rho)).max())
    # the ratio is 16 but for the next even order, some 1e-3 of it
    assert errors[0] / errors[1] == pytest.approx(16, rel=0.02)


def as_matrix(first: np.ndarray, second: np.ndarray, rho: np.ndarray) -> np.ndarray:
    """The right side of the derived equation with matrices for its words and both rates 1."""
    equation = vacuum_bath.master_equation(vacuum_bath.MODEL)
    meant = {bs.STATE.symbol: rho, **{q.symbol: m for pair, jump in ((bs.JUMP_A, first), (bs.JUMP_B, second))
                                      for q, m in zip(pair, (jump, jump.conj().T), strict=True)}}  # fmt: skip
    total = np.zeros_like(rho)
    for term in sp.Add.make_args(sp.expand(equation.rhs)):
        numbers, words = term.args_cnc()
        value = np.eye(3)
        for word in words:
            value = value @ meant[word]
        total = total + float(sp.Mul(*numbers).subs({bs.KAPPA_A.symbol: 1, bs.KAPPA_B.symbol: 1})) * value
    return total


def test_a_warm_sideband_is_refused() -> None:
    """Light that is not in the vacuum of c, here c + c+/2 in place of c, leaves more than the two jump operators."""
    mode = vacuum_bath.LOWER
    warm = vacuum_bath.Coupling(
        terms=(
            (bs.KAPPA_A.symbol, bs.JUMP_A[0].symbol, mode.dag + mode.a / 2),
            (bs.KAPPA_A.symbol, bs.JUMP_A[1].symbol, mode.a + mode.dag / 2),
        )
    )
    with pytest.raises(DerivationError, match="gathered by jump operators"):
        vacuum_bath.master_equation(warm)
