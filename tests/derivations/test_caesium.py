"""Alkali atoms in light: derived numbers against matrices of nucleus, orbit and electron spin, for other atoms too."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, reduce

import numpy as np
import pytest
import sympy as sp

from derive.dissipative_entanglement import (
    alkali_symbols,
    caesium,
    caesium_pumping,
    constants,
    dipoles,
    hyperfine,
    level_symbols,
    raman_rates,
    rate_equations,
    symbols,
)
from derive.dissipative_entanglement.dipoles import Line, Sublevel
from derive.oracles import consult
from derive.oracles.dissipative_entanglement_caesium import ORACLES

# eigenvectors of matrices of 48 states in double precision
EXACT = 1e-9
HALF = sp.Rational(1, 2)
A, B = 50.28827e6, -0.4934e6
INPUTS = {constants.HYPERFINE_P3.symbol: sp.Float(A, 20), constants.QUADRUPOLE_P3.symbol: sp.Float(B, 20)}
LINES = [
    Line(),
    Line(excited=HALF),
    Line(nuclear=3 * HALF),
    Line(nuclear=3 * HALF, excited=HALF),
    Line(nuclear=5 * HALF),
]


def spin(length):
    """x, y, z of a spin as matrices, m falling."""
    m = np.arange(float(length), -float(length) - 1, -1)
    lift = np.diag(np.sqrt(float(length) * (float(length) + 1) - m[1:] * (m[1:] + 1)), 1)
    return [(lift + lift.T) / 2, (lift - lift.T) / 2j, np.diag(m).astype(complex)]


def both(*parts):
    return reduce(np.kron, parts)


class Atom:
    """An alkali atom in the basis of product states: ground nucleus x spin, excited nucleus x orbit x spin."""

    def __init__(self, nuclear, excited, a=1.0, b=0.0):
        self.nuclear, n = float(nuclear), int(2 * nuclear) + 1
        i = [both(m, np.eye(3), np.eye(2)) for m in spin(nuclear)]
        orbit = [both(np.eye(n), m, np.eye(2)) for m in spin(1)]
        s = [both(np.eye(n), np.eye(3), m) for m in spin(HALF)]
        j = [x + y for x, y in zip(orbit, s, strict=True)]
        fine = sum(x @ y for x, y in zip(orbit, s, strict=True))
        values, vectors = np.linalg.eigh(fine)
        near = 0.5 if excited > HALF else -1.0
        self.basis = vectors[:, np.isclose(values, near)]
        dot = self.inside(sum(x @ y for x, y in zip(i, j, strict=True)))
        self.hamiltonian = a * dot
        if excited > HALF:
            x, y = self.nuclear, float(excited)
            top = 3 * dot @ dot + 1.5 * dot - x * (x + 1) * y * (y + 1) * np.eye(len(dot))
            self.hamiltonian = self.hamiltonian + b * top / (2 * x * (2 * x - 1) * y * (2 * y - 1))
        total = [self.inside(x + y) for x, y in zip(i, j, strict=True)]
        self.f_square, self.f_z = sum(t @ t for t in total), total[2]
        gi, gs = [both(m, np.eye(2)) for m in spin(nuclear)], [both(np.eye(n), m) for m in spin(HALF)]
        ground = [x + y for x, y in zip(gi, gs, strict=True)]
        self.g_square, self.g_z = sum(t @ t for t in ground), ground[2]
        self.n = n

    def inside(self, matrix):
        return self.basis.conj().T @ matrix @ self.basis

    def ground(self, f, m):
        return common(self.g_square, self.g_z, f, m)

    def excited(self, f, m):
        return common(self.f_square, self.f_z, f, m)

    def dipole(self, q):
        """The component that gives the orbit m_L = q."""
        column = np.zeros((3, 1))
        column[1 - q, 0] = 1
        return self.basis.conj().T @ both(np.eye(self.n), column, np.eye(2))


def common(square, projection, f, m):
    values, vectors = np.linalg.eigh(square + 1e-3 * projection)
    k = np.argmin(abs(values - (f * (f + 1) + 1e-3 * m)))
    return vectors[:, k]


@cache
def atom(nuclear, excited, a=1.0, b=0.0):
    return Atom(nuclear, excited, a, b)


@pytest.mark.parametrize("line", LINES, ids=str)
def test_squared_elements_are_those_of_product_states(line):
    own = atom(line.nuclear, line.excited)
    lower, upper = dipoles.ground_levels(line)
    pairs = []
    for f in (lower, upper):
        for g in line.excited_levels():
            for q in (-1, 0, 1):
                m = f - 1
                if abs(m + q) <= g:
                    found = abs(own.excited(g, m + q).conj() @ own.dipole(q) @ own.ground(f, m)) ** 2
                    pairs.append(
                        (float(dipoles.element(line, Sublevel(f=f, m=m), -q, Sublevel(f=g, m=m + q)) ** 2), found)
                    )
    derived, found = map(np.array, zip(*pairs, strict=True))
    assert (found > 1e-6).sum() > 5
    assert derived / derived.sum() == pytest.approx(found / found.sum(), abs=EXACT)


@pytest.mark.parametrize(("start", "drive", "end"), [
    (Sublevel(f=4, m=4), "y", Sublevel(f=4, m=2)), (Sublevel(f=4, m=4), "y", Sublevel(f=3, m=2)),
    (Sublevel(f=4, m=4), "y", Sublevel(f=3, m=3)), (Sublevel(f=4, m=4), "y", Sublevel(f=4, m=4)),
    (Sublevel(f=4, m=3), "x", Sublevel(f=4, m=4)), (Sublevel(f=4, m=3), "x", Sublevel(f=4, m=3)),
])  # fmt: skip
def test_rates_are_those_of_product_states(start, drive, end):
    """Ratios of rates to that of a flip, by solving for the excited state as one vector."""
    own = atom(Line().nuclear, Line().excited, A, B)
    detuning, stretched = 700e6, own.excited(5, 5)
    top = (stretched.conj() @ own.hamiltonian @ stretched).real
    resolvent = np.linalg.inv((detuning + top) * np.eye(len(own.hamiltonian)) - own.hamiltonian)
    shares = {"x": {0: 1.0}, "y": {1: -(0.5**0.5), -1: 0.5**0.5}}[drive]

    def strength(a, b):
        driven = sum(w * own.dipole(q) @ own.ground(a.f, a.m) for q, w in shares.items())
        return sum(
            abs(own.ground(b.f, b.m).conj() @ own.dipole(q).conj().T @ resolvent @ driven) ** 2 for q in (-1, 0, 1)
        )

    flip = (Sublevel(f=4, m=4), Sublevel(f=4, m=3))
    probe = caesium.Probe(polarisation=drive)
    values = INPUTS | {alkali_symbols.DETUNING.symbol: detuning}
    derived = float((probe.strength(start, end) / probe.strength(*flip)).subs(values))
    assert derived == pytest.approx(strength(start, end) / strength(*flip), rel=1e-7)


@pytest.mark.parametrize(("nuclear", "excited"), [(7 * HALF, 3 * HALF), (3 * HALF, 3 * HALF), (5 * HALF, 3 * HALF)])
@pytest.mark.parametrize(("a", "b"), [(A, B), (3.0, 1.7), (-2.0, 0.5)])
def test_hyperfine_energies_are_eigenvalues(nuclear, excited, a, b):
    own = atom(nuclear, excited, a, b)
    structure = hyperfine.Structure(nuclear=nuclear, excited=excited)
    for f in Line(nuclear=nuclear, excited=excited).excited_levels():
        vector = own.excited(f, f)
        found = (vector.conj() @ own.hamiltonian @ vector).real
        derived = float(hyperfine.level(structure, f).subs({hyperfine.A: a, hyperfine.B: b}))
        assert derived == pytest.approx(found, rel=1e-9, abs=1e-9 * abs(a))


def test_another_hyperfine_hamiltonian_is_followed():
    dipole_only = hyperfine.Structure(hamiltonian=lambda dot: hyperfine.A * dot)
    equations = {e.id.rpartition(".")[2]: e for e in hyperfine.derivation(dipole_only).equations}
    assert equations["splitting_54"].rhs == 5 * constants.HYPERFINE_P3.symbol


def test_larmor_frequency_is_the_slope_of_the_ground_levels():
    """Energies of nucleus and electron in a field, against the derived Larmor frequency, at 1 gauss."""
    equation = next(e for e in hyperfine.derivation().equations if e.id.endswith(".larmor"))
    values = {q.symbol: float(sp.Rational(q.default.split()[0])) for q in (constants.ELECTRON_G, constants.NUCLEAR_G)}
    values |= {constants.BOHR_MAGNETON.symbol: 9.2740100657e-24, constants.PLANCK.symbol: 6.62607015e-34,
               level_symbols.NUCLEAR.symbol: 3.5, alkali_symbols.FIELD.symbol: 1e-4}  # fmt: skip
    derived = float(equation.rhs.subs(values))
    i, s = ([both(m, np.eye(2)) for m in spin(7 * HALF)], [both(np.eye(8), m) for m in spin(HALF)])
    field = 9.2740100657e-24 * 1e-4 / 6.62607015e-34
    energy = 2298.1579425e6 * sum(x @ y for x, y in zip(i, s, strict=True))
    energy = energy + field * (2.00254032 * s[2] - 0.00039885395 * i[2])
    top = np.sort(np.linalg.eigvalsh(energy))[-9:]
    # sublevels are evenly spaced up to (Larmor/hyperfine)^1 = 4e-5
    assert np.diff(top).mean() == pytest.approx(derived, rel=1e-4)


@pytest.mark.parametrize("model", [raman_rates.MODEL, raman_rates.Scattering(coupling=HALF, decay=sp.Integer(3)),
                                   raman_rates.Scattering(together=False)])  # fmt: skip
def test_rates_follow_coupling_decay_and_coherence(model):
    width, drive = 1e-4, 1.0
    up, away = np.array([0.4, -0.7, 0.5]), np.array([1.0, 1.7, 2.9])
    coupling, decay = float(model.coupling), float(model.decay) * width
    amplitudes = np.linalg.solve(np.diag(away) - 0.5j * decay * np.eye(3), coupling * drive * np.ones(3)) * up
    found = decay * (abs(amplitudes.sum()) ** 2 if model.together else (abs(amplitudes) ** 2).sum())
    values = {symbols.PROBE.symbol: drive, symbols.LINEWIDTH.symbol: width}
    values |= {q.symbol: x for q, x in zip(alkali_symbols.COEFFICIENTS, up, strict=True)}
    values |= {q.symbol: x for q, x in zip(alkali_symbols.DETUNINGS, away, strict=True)}
    # what is left out is (width/detuning)^2 = 1e-8
    assert float(raman_rates.far(model).rhs.subs(values)) == pytest.approx(found, rel=1e-6)


def test_resonant_rate_is_that_of_the_bloch_equations():
    """Weak resonant light: gamma times the excited population of two levels, (2 Omega c/gamma)^2."""
    equation = next(e for e in raman_rates.derivation().equations if e.id.endswith(".pump"))
    drive, width, weight = 1e-5, 1.0, 0.3
    hamiltonian = np.array([[0, drive], [drive, 0]], dtype=complex)
    lower = np.array([[0, 1], [0, 0]], dtype=complex)
    square = lower.T @ lower
    eye = np.eye(2)
    generator = -1j * (np.kron(hamiltonian, eye) - np.kron(eye, hamiltonian.T))
    generator = generator + width * (np.kron(lower, lower) - (np.kron(square, eye) + np.kron(eye, square.T)) / 2)
    values, vectors = np.linalg.eig(generator)
    state = vectors[:, np.argmin(abs(values))].reshape(2, 2)
    state = state / np.trace(state)
    found = width * state[1, 1].real * weight**2
    known = {symbols.PUMP.symbol: drive, alkali_symbols.C_PUMP.symbol: weight, symbols.LINEWIDTH.symbol: width,
             alkali_symbols.SHARE.symbol: 1}  # fmt: skip
    assert float(equation.rhs.subs(known)) == pytest.approx(found, rel=1e-6)


def test_least_pump_keeps_the_share_in_up():
    """The slow eigenvector of the two-level part of the rate matrix, with the pump that was found."""
    equations = {e.id.rpartition(".")[2]: e for e in caesium_pumping.derivation().equations}
    values = INPUTS | {
        alkali_symbols.DETUNING.symbol: 700e6,
        symbols.GAMMA.symbol: 1,
        level_symbols.RATIO_UP.symbol: 0.95,
    }
    rates = {e.lhs: e.rhs.subs(values) for name, e in equations.items() if name.startswith("rate_")}
    pump = float(equations["least_pump"].rhs.subs(values).subs(rates).subs(values))
    matrix = rate_equations.matrix(rate_equations.MODEL)
    names = rate_equations.MODEL.levels
    block = [names.index(n) for n in ("up", "down")]
    two = matrix.extract(block, block).subs(rates).subs(alkali_symbols.EXCITATION.symbol, pump)
    found, vectors = np.linalg.eig(np.array(two.tolist(), dtype=float))
    slow = vectors[:, np.argmax(found.real)].real
    assert slow[0] / slow.sum() == pytest.approx(0.95, abs=EXACT)
    assert pump > 0


@pytest.mark.parametrize("repump", [0.01, 1.0, 50.0])
def test_least_steady_pump_does_not_depend_on_the_repump_field(repump):
    equations = {e.id.rpartition(".")[2]: e for e in caesium_pumping.derivation().equations}
    values = INPUTS | {alkali_symbols.DETUNING.symbol: 700e6, symbols.GAMMA.symbol: 1}
    values |= {level_symbols.RATIO_UP.symbol: 0.95, alkali_symbols.RETURN.symbol: repump}
    rates = {e.lhs: e.rhs.subs(values) for name, e in equations.items() if name.startswith("rate_")}
    pump = float(equations["least_steady_pump"].rhs.subs(values).subs(rates).subs(values))
    matrix = rate_equations.matrix(rate_equations.MODEL).subs(rates).subs(alkali_symbols.EXCITATION.symbol, pump)
    found, vectors = np.linalg.eig(np.array(matrix.tolist(), dtype=float))
    steady = dict(zip(rate_equations.MODEL.levels, vectors[:, np.argmin(abs(found))].real, strict=True))
    assert steady["up"] / (steady["up"] + steady["down"]) == pytest.approx(0.95, abs=EXACT)


def test_strengths_of_both_lines_are_in_one_unit():
    """Squared elements of the orbit's dipole between product states, for the two driven lines."""
    equations = {e.id.rpartition(".")[2]: e for e in caesium_pumping.derivation().equations}
    for name, line, start in (("line_pump", Line(excited=HALF), (4, 3)), ("line_repump", Line(), (3, 3))):
        own = atom(line.nuclear, line.excited)
        found = abs(own.excited(4, 4).conj() @ own.dipole(1) @ own.ground(*start)) ** 2
        # <1 1|d_1|0 0> has the square 1/3 in units of the reduced element of the orbit
        assert float(equations[name].rhs) == pytest.approx(found / 3, abs=EXACT)


def test_branching_adds_up():
    for line in LINES:
        above = Sublevel(f=max(line.excited_levels()), m=max(line.excited_levels()) - 1)
        ends = [Sublevel(f=f, m=m) for f in dipoles.ground_levels(line) for m in range(-f, f + 1)]
        assert sum(dipoles.branching(line, above, end) for end in ends) == 1


@pytest.mark.parametrize("name", ORACLES)
def test_oracles_agree_and_can_disagree(name):
    modules = {m.MODULE: m for m in (caesium, raman_rates, hyperfine)}
    equations = {e.id: e for e in modules[name.rpartition(".")[0]].derivation().equations}
    assert all(opinion.agrees for opinion in consult(equations[name]))
    wrong = replace(equations[name], rhs=equations[name].rhs * sp.Rational(101, 100))
    assert not any(opinion.agrees for opinion in consult(wrong))


@pytest.mark.parametrize("drive", ["x", "y"])
def test_weights_of_mirrored_ensembles(drive):
    """The sign of all four amplitudes together, from product states with m and -m, at 700 MHz."""
    own = atom(Line().nuclear, Line().excited, A, B)
    stretched = own.excited(5, 5)
    top = (stretched.conj() @ own.hamiltonian @ stretched).real
    resolvent = np.linalg.inv((700e6 + top) * np.eye(len(own.hamiltonian)) - own.hamiltonian)
    across = (own.dipole(-1) - own.dipole(1)) / 2**0.5
    light, photon = (across, own.dipole(0)) if drive == "y" else (own.dipole(0), across)
    whole = 1
    for sign in (1, -1):
        up, down = own.ground(4, 4 * sign), own.ground(4, 3 * sign)
        for start, end in ((down, up), (up, down)):
            whole *= end.conj() @ photon.conj().T @ resolvent @ light @ start
    assert abs(whole.imag) < 1e-6 * abs(whole)
    derived = caesium.mirrored(caesium.Probe(polarisation=drive)).rhs
    assert int(np.sign(whole.real)) == derived


@pytest.mark.parametrize("nuclear", [3 * HALF, 5 * HALF])
@pytest.mark.parametrize(("drive", "detuning"), [("y", 1.1e9), ("x", -1.9e9)])
def test_squeezing_of_other_alkali_atoms(nuclear, drive, detuning):
    """Z of atoms with I = 3/2 and 5/2 at another detuning, from product states."""
    a, b = 84.7185e6, 12.4965e6
    line = Line(nuclear=nuclear)
    top = max(line.excited_levels())
    probe = caesium.Probe(
        line=line, polarisation=drive, reference=top, structure=hyperfine.Structure(nuclear=nuclear, excited=3 * HALF)
    )
    values = {constants.HYPERFINE_P3.symbol: a, constants.QUADRUPOLE_P3.symbol: b}
    values[alkali_symbols.DETUNING.symbol] = detuning
    derived = complex(caesium.squeezing(probe, "other", "").rhs.subs(values))
    own = atom(nuclear, 3 * HALF, a, b)
    stretched = own.excited(top, top)
    zero = (stretched.conj() @ own.hamiltonian @ stretched).real
    resolvent = np.linalg.inv((detuning + zero) * np.eye(len(own.hamiltonian)) - own.hamiltonian)
    across = (own.dipole(-1) - own.dipole(1)) / 2**0.5
    light, photon = (across, own.dipole(0)) if drive == "y" else (own.dipole(0), across)
    up, down = own.ground(top - 1, top - 1), own.ground(top - 1, top - 2)
    lift, lower = (abs(e.conj() @ photon.conj().T @ resolvent @ light @ s) for s, e in ((down, up), (up, down)))
    assert derived.imag == 0
    assert derived.real == pytest.approx(((lift + lower) / (lift - lower)) ** 0.5, rel=1e-6)
