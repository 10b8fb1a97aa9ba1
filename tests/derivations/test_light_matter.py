"""The rotating frame and the vacuum traced out, against matrix exponentials and eigenvalues, for changed models."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm

from derive.dissipative_entanglement import born_markov, light_conditions, light_matter
from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement.light_matter import DELTA, OMEGA, OMEGA_L, Scheme, zeeman
from derive.records import Equation
from derive.steps import DerivationError

NUMBERS = {
    "Delta": 0.7, "Omega": 0.2, "Omega_e": 0.45, "omega_L": 3.1, "omega_k": 2.9, "t": 1.3, "phase_L": 0.4,
    "phase_k": 0.9, "Omega_probe": 0.05, "g_k": 0.03, "g_k_check": 0.04, "W_ij": 0.8,
}  # fmt: skip
UNEQUAL = Scheme(energies=(
    zeeman(OMEGA_L - DELTA, OMEGA, own.EXCITED_LARMOR.symbol),
    zeeman(OMEGA_L + 2 * DELTA, -OMEGA / 3, OMEGA),
))  # fmt: skip
SCHEMES = {"Fig. 2": light_matter.MODEL, "unequal splittings": UNEQUAL}


def by_name(model: Scheme) -> dict[str, Equation]:
    return {e.id.rpartition(".")[2]: e for e in light_matter.derivation(model).equations}


def number(expression: sp.Expr, **changes: float) -> complex:
    known = NUMBERS | changes
    return complex(expression.subs({s: known[s.name] for s in expression.free_symbols}))


def matrices(name: str) -> dict[sp.Symbol, np.ndarray]:
    """Four levels of one atom and up to one photon, photon first."""
    place = {level: k for k, level in enumerate(own.LEVELS)}
    lower = np.kron([[0, 1], [0, 0]], np.eye(4))
    found = {own.PHOTON.symbol: lower, own.CREATED.symbol: lower.T}
    for (e, left, right), quantity in own.TRANSITIONS.items():
        if e == name:
            unit = np.zeros((4, 4))
            unit[place[left], place[right]] = 1
            found[quantity.symbol] = np.kron(np.eye(2), unit)
    return found


def as_array(expression: sp.Expr, letters: dict[sp.Symbol, np.ndarray], **changes: float) -> np.ndarray:
    total = np.zeros((8, 8), complex)
    for term in sp.Add.make_args(sp.expand(expression)):
        scalars, word = term.args_cnc()
        product = np.eye(8, dtype=complex)
        for letter in word:
            product = product @ letters[letter]
        total += number(sp.Mul(*scalars), **changes) * product
    return total


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["I", "II"])
def test_frame_gives_the_same_motion(scheme: str, name: str) -> None:
    """The Hamiltonian in the frame against e^{iGt} (H - G) e^{-iGt} of the one in the laboratory."""
    equations, n = by_name(SCHEMES[scheme]), ("I", "II").index(name)
    energy = [number(e) for e in SCHEMES[scheme].energies[n]]
    place = {level: k for k, level in enumerate(own.LEVELS)}
    taken = np.array([energy[0], energy[1], energy[1] + 3.1, energy[0] + 3.1]).real
    generator = np.diag(np.concatenate([taken, taken + 3.1]))
    t, letters = NUMBERS["t"], matrices(name)

    def unit(left: str, right: str) -> np.ndarray:
        return letters[own.TRANSITIONS[name, left, right].symbol]

    photon = letters[own.PHOTON.symbol]
    lab = np.diag(np.concatenate([energy, np.array(energy) + 2.9])) - generator
    classical = 0.05 * np.exp(1j * (0.4 - 3.1 * t)) * (unit("e_up", "down") + unit("e_down", "up"))
    straight = unit("e_up", "up") + unit("e_down", "down")
    crossed = unit("e_up", "down") + unit("e_down", "up")
    quantum = np.exp(0.9j) * photon @ (0.03 * (straight + straight.T) + 0.04 * (crossed + crossed.T))
    lab = lab + classical + classical.conj().T + quantum + quantum.conj().T
    turn = expm(1j * generator * t)
    expected = turn @ lab @ turn.conj().T

    detunings = {e.lhs: e.rhs for key, e in equations.items() if key.startswith("detuning")}
    found = as_array(equations[f"atoms_{name}"].rhs.subs(detunings) + equations["light"].rhs, letters)
    for key in ("classical", "quantum", "undesired"):
        half = as_array(equations[f"{key}_{name}"].rhs, letters)
        found = found + half + half.conj().T
    assert np.abs(found - expected).max() < 1e-12  # rounding
    del place


def test_ground_energies_and_sidebands_follow_the_splitting() -> None:
    found = by_name(UNEQUAL)
    j_one, j_two = own.SPIN["I"].symbol, own.SPIN["II"].symbol
    assert sp.expand(found["ground"].rhs - OMEGA * (j_one - j_two / 3)) == 0
    twice = Scheme(energies=(zeeman(OMEGA_L - DELTA, 2 * OMEGA, OMEGA), light_matter.MODEL.energies[1]))
    assert by_name(twice)["crossed"].rhs == sp.exp(4 * sp.I * OMEGA * light_matter.T)


def test_a_level_without_a_partner_is_refused() -> None:
    with pytest.raises(DerivationError, match="does not give each excited level one ground level"):
        replace(light_matter.MODEL, driven=((("e_up", "down"), ("e_up", "up")),) * 2)


def exchange_by_eigenvalues(rotating: float, counter: float) -> float:
    """Difference of energies of both symmetric states of two atoms and a mode, over the coupling squared."""
    g, w_l, w_k = 1e-4, 3.1, 2.9
    lower = np.array([[0, 1], [0, 0]])
    photon = np.diag(np.sqrt(np.arange(1, 4)), 1)
    one = [np.kron(np.kron(lower, np.eye(2)), np.eye(4)), np.kron(np.kron(np.eye(2), lower), np.eye(4))]
    a = np.kron(np.eye(4), photon)
    h = w_k * a.T @ a
    for s in one:
        half = rotating * a @ s.T + counter * a @ s
        h = h + w_l * s.T @ s + g * (half + half.T)
    values, vectors = np.linalg.eigh(h)
    single = [np.zeros(16), np.zeros(16)]
    single[0][2 * 4], single[1][1 * 4] = 1, 1  # |e g>, |g e> without a photon
    energies = [values[np.argmax(np.abs(vectors.T @ (single[0] + sign * single[1])))] for sign in (1, -1)]
    return (energies[0] - energies[1]) / g**2


@pytest.mark.parametrize(("rotating", "counter"), [(1, 1), (1, 0), (2, 1), (1, 3)])
def test_imaginary_part_follows_the_couplings(rotating: int, counter: int) -> None:
    model = born_markov.Dipoles(counter_rotating=sp.Integer(counter), rotating=sp.Integer(rotating))
    found = number(born_markov.imaginary_part(model).rhs, g_k=1, W_ij=1)
    # corrections of order g^2/(w_L - w_k)^2 = 2.5e-7, and rounding of energies over g^2
    assert found == pytest.approx(exchange_by_eigenvalues(rotating, counter), rel=1e-5)


def test_real_part_has_no_counter_rotating_terms() -> None:
    rates = [born_markov.real_part(born_markov.Dipoles(counter_rotating=sp.Integer(n))).rhs for n in (0, 1, 2)]
    assert rates[0] == rates[1] == rates[2]


def test_short_hand_follows_its_factor() -> None:
    """Without the 1/2 the short-hand decays twice as fast."""
    doubled = light_conditions.Conditions(half=sp.S.One)
    usual, other = light_conditions.real_rate().rhs, light_conditions.real_rate(doubled).rhs
    assert sp.expand(other - 2 * usual) == 0
