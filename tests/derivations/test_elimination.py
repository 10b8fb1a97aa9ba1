"""Eliminated excited levels against four-level atoms solved numerically, for several schemes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from sympy.physics.wigner import wigner_3j

from derive.dissipative_entanglement import elimination, light_matter, sidebands
from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement.elimination import Dressed, Elimination
from derive.dissipative_entanglement.light_matter import DELTA, OMEGA, OMEGA_L, Scheme, zeeman
from derive.records import Equation
from derive.steps import DerivationError

LEVELS = ("down", "up", "e_down", "e_up")
NUMBERS = {"Delta": 1e9, "Omega": 2e8, "Omega_e": 3e8, "omega_L": 1e12, "Omega_probe": 5.0, "kL_ji": 0.0}
WIDTH = 2.0
OTHER = Scheme(energies=(zeeman(OMEGA_L - DELTA, OMEGA, 2 * OMEGA), zeeman(OMEGA_L + 3 * DELTA, -OMEGA, -OMEGA)))
SCHEMES = {"Fig. 2": light_matter.MODEL, "other splittings": OTHER, "plate": sidebands.plate()}
rng = np.random.default_rng(5)
RHO = rng.normal(size=(4, 4)) + 1j * rng.normal(size=(4, 4))


def by_name(model: Elimination) -> dict[str, Equation]:
    return {e.id.rpartition(".")[2]: e for e in elimination.derivation(model).equations}


def ground(kind: str, name: str) -> np.ndarray:
    row, column = {"flip": (1, 0), "back": (0, 1), "up": (1, 1), "down": (0, 0)}[kind]
    one = np.zeros((2, 2))
    one[row, column] = 1
    return np.kron(one, np.eye(2)) if name == "I" else np.kron(np.eye(2), one)


def applied(equation: Equation, scheme: Scheme, **more: float) -> np.ndarray:
    """The right side as a map of the density matrix of one atom of each ensemble."""
    frame = light_matter.Frame(scheme)
    numbers = NUMBERS | more
    for n, name in enumerate(own.ENSEMBLES):
        for level in ("up", "down"):
            numbers[f"Delta_{level}_{name}"] = float(light_matter.detuning(frame, level, n).rhs.subs(NUMBERS_BY_SYMBOL))
    letters = {q.symbol: ground(kind, e) for (kind, e, _), q in own.SIGMA.items()} | {own.RHO.symbol: RHO}
    total = np.zeros((4, 4), complex)
    for term in sp.Add.make_args(sp.expand(equation.rhs)):
        scalars, word = term.args_cnc()
        product = np.eye(4, dtype=complex)
        for letter in word:
            product = product @ letters[letter]
        value = sp.Mul(*scalars)
        total += complex(value.subs({s: numbers[s.name] for s in value.free_symbols})) * product
    return total


NUMBERS_BY_SYMBOL = {q.symbol: NUMBERS[q.name] for q in own.TABLE if q.name in NUMBERS}


def jumps_of(scheme: Scheme, helicity: bool) -> np.ndarray:
    """(1/2) sum of rates over baths, from amplitudes solved in the space of both four-level atoms."""
    states = [(a, b) for a in LEVELS for b in LEVELS]
    place = {s: k for k, s in enumerate(states)}
    energy, drive = np.zeros((16, 16), complex), np.zeros((16, 16))
    baths: dict[tuple, np.ndarray] = {}
    for n in range(2):
        of = dict(zip(LEVELS, [float(e.subs(NUMBERS_BY_SYMBOL)) for e in scheme.energies[n]], strict=True))
        driven = dict(scheme.driven[n])
        for s in states:

            def moved(level: str, s: tuple = s, n: int = n) -> int:
                return place[(level, s[1]) if n == 0 else (s[0], level)]

            if s[n] in driven:
                energy[place[s], place[s]] += of[s[n]] - of[driven[s[n]]] - NUMBERS["omega_L"]
                for lower in ("up", "down"):
                    desired = (s[n], lower) in scheme.desired[n]
                    spin = (1 if s[n] == "e_up" else -1) - (1 if lower == "up" else -1)
                    sense = spin * (1 if of["up"] > of["down"] else -1) if helicity and not desired else 0
                    shift = round((of[driven[s[n]]] - of[lower]) / 1e3)
                    jump = baths.setdefault((shift, sense, desired), np.zeros((16, 16)))
                    jump[moved(lower), place[s]] += 1
            for excited, lower in scheme.driven[n]:
                if s[n] == lower:
                    drive[moved(excited), place[s]] += NUMBERS["Omega_probe"]
    for (_, _, desired), jump in baths.items():
        energy = energy - 0.5j * WIDTH * (1 if desired else 2) * jump.T @ jump
    low = [place[s] for s in states if all(x in LEVELS[:2] for x in s)]
    once = [place[s] for s in states if sum(x in LEVELS[2:] for x in s) == 1]
    mixed = np.linalg.solve(energy[np.ix_(once, once)], -drive[np.ix_(once, low)])
    total = np.zeros((4, 4), complex)
    for (_, _, desired), jump in baths.items():
        reduced = jump[np.ix_(low, once)] @ mixed
        total += WIDTH * (1 if desired else 2) / 2 * reduced @ RHO @ reduced.conj().T
    return total


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("helicity", [True, False])
def test_master_equation_follows_the_scheme(scheme: str, helicity: bool) -> None:
    model = Elimination(scheme=SCHEMES[scheme], helicity=helicity)
    found = applied(elimination.by_detunings(Dressed(model)), model.scheme, J_0=WIDTH, J_0_check=2 * WIDTH)
    expected = jumps_of(model.scheme, helicity)
    # line widths are 1e-8 of the detunings
    assert np.abs(found - expected).max() < 1e-7 * np.abs(expected).max()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_light_shifts_follow_the_scheme(scheme: str) -> None:
    model = Elimination(scheme=SCHEMES[scheme])
    found = applied(elimination.stark(Dressed(model)), model.scheme)
    shifts = np.zeros((4, 4))
    for n, name in enumerate(own.ENSEMBLES):
        of = dict(zip(LEVELS, [float(e.subs(NUMBERS_BY_SYMBOL)) for e in model.scheme.energies[n]], strict=True))
        for excited, lower in model.scheme.driven[n]:
            gap = of[excited] - of[lower] - NUMBERS["omega_L"]
            shifts = shifts - NUMBERS["Omega_probe"] ** 2 / gap * ground(lower, name)
    expected = -1j * (shifts @ RHO - RHO @ shifts)
    assert np.abs(found - expected).max() < 1e-9 * np.abs(expected).max()  # subtraction of energies near 1e12


@pytest.mark.parametrize("scheme", SCHEMES)
def test_weights_are_normalised_in_the_first_ensemble(scheme: str) -> None:
    dressed = Dressed(Elimination(scheme=SCHEMES[scheme]))
    mu, nu = (elimination.weight_value(dressed, kind, "I") for kind in ("mu", "nu"))
    assert sp.cancel(mu**2 - nu**2) == 1


def test_signs_of_the_second_ensemble() -> None:
    assert sidebands.sign(Dressed(Elimination())).rhs == -1
    red_too = replace(
        light_matter.MODEL, energies=(light_matter.MODEL.energies[0], zeeman(OMEGA_L - DELTA, OMEGA, OMEGA))
    )
    assert sidebands.sign(Dressed(Elimination(scheme=red_too))).rhs == 1
    blue_and_turned = replace(
        light_matter.MODEL, energies=(light_matter.MODEL.energies[0], zeeman(OMEGA_L - DELTA, -OMEGA, -OMEGA))
    )
    # blue light with the splitting reversed: the weights differ in size, so no sign relates them
    with pytest.raises(DerivationError):
        sidebands.sign(Dressed(Elimination(scheme=blue_and_turned)))


def test_equal_splittings_do_not_share_sidebands() -> None:
    """With one sign of the splitting in both ensembles, flips of both emit into one sideband: A has no active part."""
    alike = replace(
        light_matter.MODEL, energies=(light_matter.MODEL.energies[0], zeeman(OMEGA_L + DELTA, OMEGA, OMEGA))
    )
    groups = Dressed(Elimination(scheme=alike)).groups()
    assert {(s.ensemble, s.kind) for s in groups["A"]} == {(0, "flip"), (1, "flip")}
    assert {(s.ensemble, s.kind) for s in groups["B"] if s.kind == "back"} == {(0, "back"), (1, "back")}


def test_a_bath_without_a_name_is_refused() -> None:
    with pytest.raises(DerivationError, match="none of A, B, C, D"):
        Dressed(Elimination(scheme=sidebands.plate())).groups()


def test_many_levels_mirror_for_any_nuclear_spin() -> None:
    for nuclear in (sp.Rational(1, 2), sp.Rational(3, 2), sp.Integer(4)):
        assert sidebands.mirrored(replace(sidebands.MODEL, nuclear=nuclear)).rhs == 1


@pytest.mark.parametrize(("f", "g"), [(2, 2), (2, 3), (4, 4), (4, 5)])
def test_mirrored_couplings_from_the_wigner_eckart_theorem(f: int, g: int) -> None:
    """Reduced matrix elements drop out; y-polarised and x-polarised light differ in the sign of one component."""

    def leg(m: int, q: int) -> float:
        return float((-1) ** (g - m - q) * wigner_3j(g, 1, f, -m - q, q, m))

    def path(m: int, q: int, minus: int) -> float:
        return leg(m, q) * (minus if q == -1 else 1) * leg(m + q, 0)

    for minus in (1, -1):
        passive = (path(1 - f, -1, minus), path(f - 1, 1, minus))
        active = (path(-f, 1, minus), path(f, -1, minus))
        assert passive[0] * active[0] == pytest.approx(passive[1] * active[1])
    nuclear = sp.Rational(3, 2)
    assert sidebands.mirrored(sidebands.Setups(nuclear=nuclear)).rhs == 1
