"""Atoms with several levels: derived equations against matrices of a few atoms, for models that are changed."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pytest
import sympy as sp

from derive.dissipative_entanglement import (
    level_entanglement,
    level_moments,
    level_symbols,
    level_variances,
    measured_spins,
    rate_equations,
    symbols,
)
from derive.dissipative_entanglement.level_jumps import MODEL, LevelAtoms, by_populations
from derive.oracles import consult
from derive.oracles.dissipative_entanglement_levels import ORACLES
from derive.steps import DerivationError

LEVELS = ("h", "up", "down")
# double precision of sums over 81 states
EXACT = 1e-9
RATE_VALUES = {q.symbol: sp.Rational(3 + 2 * k, 7 + k) for k, q in enumerate(level_symbols.RATES.values())}
VALUES = RATE_VALUES | {
    level_symbols.EXTRA.symbol: sp.Rational(2, 9),
    symbols.DEPTH.symbol: sp.Rational(7, 3),
    symbols.GAMMA.symbol: sp.Rational(5, 8),
    symbols.MU.symbol: sp.Rational(9, 5),
    symbols.NU.symbol: sp.Rational(4, 7),
}
MODELS = {
    "as stated": MODEL,
    "other weights": LevelAtoms(weights=(symbols.NU.symbol, 2 * symbols.MU.symbol)),
    "unequal collective rates": LevelAtoms(
        collective=(symbols.GAMMA.symbol / symbols.N.symbol, 3 * symbols.GAMMA.symbol / symbols.N.symbol)
    ),
    "fewer jumps": LevelAtoms(transitions=MODEL.transitions[1:4]),
    "added jump": LevelAtoms(transitions=(*MODEL.transitions, (level_symbols.COLLISIONS.symbol, "up", "up"))),
}


def unit(end, start):
    matrix = np.zeros((len(LEVELS), len(LEVELS)), dtype=complex)
    matrix[LEVELS.index(end), LEVELS.index(start)] = 1
    return matrix


def placed(matrix, atom, atoms):
    return reduce(np.kron, [matrix if k == atom else np.eye(3) for k in range(atoms)])


class Few:
    """Two atoms of each ensemble as matrices, from the definition of the master equation."""

    def __init__(self, model, atoms=2):
        self.model, self.atoms, self.size = model, atoms, 2 * atoms
        rng = np.random.default_rng(7)
        root = rng.normal(size=(3**self.size,) * 2) + 1j * rng.normal(size=(3**self.size,) * 2)
        self.state = root @ root.conj().T
        # both ensembles alike, as the equations assume where they say so
        swap = self.exchange()
        self.state = self.state + swap @ self.state @ swap.T
        self.state /= np.trace(self.state)

    def exchange(self):
        order = [*range(self.atoms, self.size), *range(self.atoms)]
        index = np.arange(3**self.size).reshape((3,) * self.size).transpose(order).ravel()
        return np.eye(3**self.size)[index]

    def total(self, place, matrix):
        own = range(place * self.atoms, (place + 1) * self.atoms)
        return sum(placed(matrix, k, self.size) for k in own)

    def spin(self, axis, place):
        lift, lower = unit("up", "down"), unit("down", "up")
        one = {
            "x": (unit("up", "up") - unit("down", "down")) / 2,
            "y": (lift + lower) / 2,
            "z": 1j * (lower - lift) / 2,
        }[axis]
        return self.total(place, one)

    def rate(self, operator):
        """d<O>/dt from all jumps."""
        number = {symbols.N.symbol: self.atoms} | VALUES | {level_symbols.COLLISIONS.symbol: sp.Rational(3, 11)}
        up, down = (complex(sp.sympify(w).subs(number)) for w in self.model.weights)
        found = 0
        for k, rate in enumerate(self.model.collective):
            c = up * self.total(k, unit("up", "down")) + down * self.total(1 - k, unit("down", "up"))
            found += complex(sp.sympify(rate).subs(number)) * self.dissipated(c, operator)
        for rate, start, end in self.model.transitions:
            for atom in range(self.size):
                c = placed(unit(end, start), atom, self.size)
                found += complex(sp.sympify(rate).subs(number)) * self.dissipated(c, operator)
        return found.real

    def dissipated(self, c, operator):
        square = c.conj().T @ c
        return self.mean(c.conj().T @ operator @ c - (square @ operator + operator @ square) / 2)

    def mean(self, operator):
        return np.trace(self.state @ operator)

    def moments(self):
        """Every moment that an equation may hold, by symbol."""
        j = {(a, k): self.spin(a, k) for a in "xyz" for k in range(2)}
        sym = level_symbols
        count = self.total(0, unit("up", "up")) + self.total(0, unit("down", "down"))
        found = {sym.SQUARE[a].symbol: j[a, 0] @ j[a, 0] for a in "xyz"}
        found |= {sym.CROSS[a].symbol: j[a, 0] @ j[a, 1] for a in "xyz"}
        for a in "yz":
            own, x = j[a, 0], j["x", 0]
            found[sym.TRIPLE[a].symbol] = (own @ own @ x + own @ x @ own + x @ own @ own) / 3
            found[sym.CROSS_TRIPLE[a].symbol] = (own @ x + x @ own) @ j[a, 1] / 2
        found |= {sym.JX.symbol: j["x", 0], sym.TWO.symbol: count}
        values = {s: self.mean(o).real for s, o in found.items()}
        values[sym.CHANGE_N.symbol] = self.rate(count)
        decays = [r for r, start, _ in self.model.transitions if start in ("up", "down")]
        number = VALUES | {sym.COLLISIONS.symbol: sp.Rational(3, 11)}
        values[sym.TOTAL.symbol] = float(sp.Add(*decays).subs(number))
        return values | {symbols.N.symbol: self.atoms}


def one_by_one(model):
    """The same without collective jumps."""
    return LevelAtoms(levels=LEVELS, transitions=model.transitions, collective=(sp.S.Zero, sp.S.Zero))


def evaluated(equation, few):
    known = {s: sp.Float(v) for s, v in few.moments().items()}
    return float(equation.rhs.subs(VALUES).subs(known))


@pytest.mark.parametrize("name", MODELS)
def test_squares_follow_the_model(name):
    few = Few(MODELS[name])
    for axis in "yz":
        equation = level_moments.square(axis, MODELS[name])
        own = few.spin(axis, 0)
        assert evaluated(equation, few) == pytest.approx(few.rate(own @ own), abs=EXACT)


@pytest.mark.parametrize("name", ["as stated", "other weights", "fewer jumps"])
def test_correlations_follow_the_model(name):
    few = Few(MODELS[name])
    for axis in "yz":
        equation = level_moments.cross(axis, MODELS[name])
        operator = few.spin(axis, 0) @ few.spin(axis, 1)
        assert evaluated(equation, few) == pytest.approx(few.rate(operator), abs=EXACT)


def test_collective_jumps_on_populations():
    few = Few(MODEL)
    equation = level_moments.lifted(MODEL)
    alone = LevelAtoms(transitions=())
    operator = few.total(0, unit("up", "up"))
    few.model = alone
    assert evaluated(equation, few) == pytest.approx(few.rate(operator), abs=EXACT)


def test_collective_jumps_to_the_third_level():
    few = Few(MODEL)
    # a state without coherences with the third level: the part of the random one that keeps it diagonal
    third = few.total(0, unit("h", "h")) @ np.eye(3**few.size)
    phases = [np.exp(2j * np.pi * k / 5) for k in range(5)]
    kept = 0
    for atom in range(few.size):
        own = placed(unit("h", "h"), atom, few.size)
        kept = sum(
            (np.eye(len(own)) + (p - 1) * own) @ few.state @ (np.eye(len(own)) + (p.conjugate() - 1) * own)
            for p in phases
        )
        few.state = kept / 5
    assert few.mean(third).real > 0
    c, spin = few.total(0, unit("h", "up")), few.spin("y", 0)
    found = few.dissipated(c, spin @ spin).real / few.atoms
    equation = level_moments.to_third(MODEL)
    known = {s: sp.Float(v) for s, v in few.moments().items()} | {level_symbols.TOGETHER_H.symbol: 1}
    known[level_symbols.DOWN.symbol] = few.mean(few.total(0, unit("down", "down"))).real
    assert float(equation.rhs.subs(known)) == pytest.approx(found, abs=EXACT)


def test_jumps_that_mix_charges_are_seen():
    difference = MODEL.component("x", 0) - MODEL.component("x", 1)
    lift = MODEL.total(0, "up", "down")
    assert level_moments._has_charge(difference, lift)
    assert not level_moments._has_charge(difference, lift + lift.adjoint())


@pytest.mark.parametrize("name", MODELS)
def test_populations_follow_the_jumps(name):
    few = Few(
        LevelAtoms(levels=LEVELS, transitions=MODELS[name].transitions, collective=(sp.S.Zero, sp.S.Zero)), atoms=1
    )
    counts = {q.symbol: few.mean(few.total(0, unit(n, n))).real for n, q in level_symbols.POPULATIONS.items()}
    number = VALUES | {level_symbols.COLLISIONS.symbol: sp.Rational(3, 11)}
    for level in ("up", "down", "h"):
        equation = rate_equations.change(level, MODELS[name])
        derived = float(equation.rhs.subs(number).subs(counts))
        assert derived == pytest.approx(few.rate(few.total(0, unit(level, level))), abs=EXACT)


def test_any_number_of_levels():
    names = ("f", "g", "up", "down", "h")
    rates = {(a, b): sp.Symbol(f"k_{a}{b}", positive=True) for a in names for b in names if a != b}
    model = LevelAtoms(levels=names, transitions=tuple((r, a, b) for (a, b), r in rates.items()))
    found = rate_equations.matrix(model)
    for row, b in enumerate(names):
        for column, a in enumerate(names):
            wanted = rates[a, b] if a != b else -sum(rates[b, c] for c in names if c != b)
            assert sp.expand(found[row, column] - wanted) == 0
    assert all(sp.expand(sum(found.col(k))) == 0 for k in range(5))


def test_coherent_jumps_do_not_close():
    atom = MODEL.atoms[0]
    changed = MODEL.cells[0].total(atom("up", "down") + atom("down", "up"))
    with pytest.raises(DerivationError, match="do not close"):
        by_populations(changed, MODEL, 0)


@pytest.mark.parametrize("name", ["as stated", "added jump"])
def test_coherence_decays_with_all_that_scatters(name):
    model = MODELS[name]
    few = Few(one_by_one(model), atoms=1)
    own = few.spin("y", 0)
    number = VALUES | {level_symbols.COLLISIONS.symbol: sp.Rational(3, 11)}
    total = float(rate_equations.coherence(model).rhs.subs(number))
    assert few.rate(own) == pytest.approx(-total / 2 * few.mean(own).real, abs=EXACT)


def test_steady_populations_are_a_null_vector():
    equations = {e.lhs: e.rhs for e in rate_equations.steady(MODEL)}
    numbers = [
        float(equations[level_symbols.STEADY_N[n].symbol].subs(VALUES).subs(symbols.N.symbol, 10))
        for n in ("up", "down", "h")
    ]
    rates = np.array(rate_equations._ordered(MODEL).subs(VALUES).tolist(), dtype=float)
    values, vectors = np.linalg.eig(rates)
    null = vectors[:, np.argmin(abs(values))].real
    assert numbers == pytest.approx(list(10 * null / null.sum()), abs=EXACT)


@pytest.mark.parametrize("name", ORACLES)
def test_oracles_agree_and_can_disagree(name):
    modules = {m.MODULE: m for m in (rate_equations, level_variances)}
    equations = {e.id: e for e in modules[name.rpartition(".")[0]].derivation().equations}
    from dataclasses import replace

    assert all(opinion.agrees for opinion in consult(equations[name]))
    wrong = replace(equations[name], rhs=equations[name].rhs * sp.Rational(101, 100))
    assert not any(opinion.agrees for opinion in consult(wrong))


def test_error_of_many_atoms_falls_as_one_over_n():
    from derive.oracles import dissipative_entanglement_levels as oracle

    # coherences of 1/sqrt(N) make the odd terms vanish: what is left out is of order 1/N for the bare state
    slow = level_variances.slow("y")
    gaps = []
    for atoms in (100, 1000, 10000):
        exact = oracle.rate_of_change(oracle.moment("y", 0, 0), atoms, bare=True) - oracle._lost((1.0, 0.0, 0.0), atoms)
        gaps.append(abs(oracle._values(slow, atoms, True) / exact - 1))
    slopes = np.diff(np.log(gaps)) / np.log(10)
    # the next order is 1/N of the first, at most 1/100
    assert slopes == pytest.approx([-1, -1], abs=0.05)


@pytest.mark.parametrize("twice", [1, 2, 3, 4, 8])
def test_measured_spins_of_whole_manifolds(twice):
    """All 2F + 1 sublevels as matrices, two atoms in a random state of the two outermost ones."""
    f = twice / 2
    m = np.arange(f, -f - 1, -1)
    size = len(m)
    lift = np.zeros((size, size), dtype=complex)
    for k in range(1, size):
        lift[k - 1, k] = np.sqrt(f * (f + 1) - m[k] * (m[k] + 1))
    two_lift = np.zeros((size, size), dtype=complex)
    two_lift[0, 1] = 1
    rng = np.random.default_rng(3)
    inner = [k * size + n for k in range(2) for n in range(2)]
    root = rng.normal(size=(4, 4)) + 1j * rng.normal(size=(4, 4))
    state = np.zeros((size**2, size**2), dtype=complex)
    state[np.ix_(inner, inner)] = root @ root.conj().T
    state /= np.trace(state)

    def total(matrix):
        return np.kron(matrix, np.eye(size)) + np.kron(np.eye(size), matrix)

    def mean(matrix):
        return np.trace(state @ matrix).real

    def components(raising):
        return {"y": (raising + raising.conj().T) / 2, "z": 1j * (raising.conj().T - raising) / 2}

    up, down = np.zeros((size, size)), np.zeros((size, size))
    up[0, 0] = down[1, 1] = 1
    full = {a: total(c) for a, c in components(lift).items()}
    two = {a: total(c) for a, c in components(two_lift).items()}
    sym = level_symbols
    values = {sym.F.symbol: sp.Rational(twice, 2), sym.UP.symbol: mean(total(up)), sym.DOWN.symbol: mean(total(down))}
    values |= {sym.SQUARE[a].symbol: mean(two[a] @ two[a]) for a in "yz"} | {sym.JY.symbol: mean(two["y"])}
    wanted = {
        sym.JX_EXP.symbol: mean(total(np.diag(m))),
        sym.JY_EXP.symbol: mean(full["y"]),
        sym.SQUARE_EXP["y"].symbol: mean(full["y"] @ full["y"]),
        sym.SQUARE_EXP["z"].symbol: mean(full["z"] @ full["z"]),
    }
    equations = {e.lhs: e.rhs for e in measured_spins.derivation().equations}
    for lhs, value in wanted.items():
        assert float(equations[lhs].subs(values)) == pytest.approx(value, abs=EXACT)


def test_another_ladder_changes_what_is_measured():
    flat = measured_spins.Manifold(element=lambda total, m: sp.Integer(1))
    equations = {e.id.rpartition(".")[2]: e for e in measured_spins.derivation(flat).equations}
    assert equations["transverse"].rhs == level_symbols.JY.symbol
    assert equations["square_y"].rhs == level_symbols.SQUARE["y"].symbol + level_symbols.DOWN.symbol / 4


def test_variance_sum_in_time_solves_its_rate_equation():
    equations = {e.id.rpartition(".")[2]: e for e in level_entanglement.derivation().equations}
    t, total = symbols.TIME.symbol, level_symbols.SUM.symbol
    values = {
        symbols.GAMMA.symbol: 1.1, symbols.MU.symbol: 1.25, symbols.NU.symbol: 0.75, level_symbols.DEPTH_2.symbol: 6.0,
        level_symbols.TOTAL.symbol: 2.0, symbols.POLARISATION_2.symbol: 0.8, level_symbols.TWO.symbol: 90.0,
        level_symbols.TWO_START.symbol: 100.0,
    }  # fmt: skip
    rate = sp.lambdify(total, equations["sum_rate"].rhs.subs(values))
    value, steps, end = 100.0, 2000, 0.3
    step = end / steps
    for _ in range(steps):
        first = rate(value)
        value += step * rate(value + step / 2 * first)
    # midpoint steps leave (rate step)^2 = 1e-6 of the change
    assert float(equations["in_time"].rhs.subs(values).subs(t, end)) == pytest.approx(value, rel=1e-5)
    late = float(equations["in_time"].rhs.subs(values).subs(t, 50.0))
    assert float(equations["long_time"].rhs.subs(values)) == pytest.approx(late, rel=1e-9)


def test_error_of_slow_losses_is_of_first_order():
    """Eq. (28) with N_2(t) put in, against the moment equation with losses: the error falls as the loss rate."""
    equations = {e.id.rpartition(".")[2]: e for e in level_entanglement.derivation().equations}
    t, two, depth = symbols.TIME.symbol, level_symbols.TWO.symbol, level_symbols.DEPTH_2.symbol
    values = {
        symbols.GAMMA.symbol: 1.0, symbols.MU.symbol: 1.25, symbols.NU.symbol: 0.75, level_symbols.TOTAL.symbol: 2.0,
        symbols.POLARISATION_2.symbol: 0.8, level_symbols.TWO_START.symbol: 100.0,
    }  # fmt: skip
    rate = sp.lambdify((level_symbols.SUM.symbol, two, depth), equations["sum_rate"].rhs.subs(values))
    closed = sp.lambdify((t, two, depth), equations["in_time"].rhs.subs(values))
    gaps, end, steps = [], 0.7, 4000
    for loss in (1e-2, 1e-3, 1e-4):

        def change(time, value, loss=loss):
            atoms = 100 * np.exp(-loss * time)
            # the squares lose a quarter of what leaves, four times
            return rate(value, atoms, 6 * atoms / 100) - loss * atoms

        value, step = 100.0, end / steps
        for k in range(steps):
            first = change(k * step, value)
            value += step * change((k + 0.5) * step, value + step / 2 * first)
        atoms = 100 * np.exp(-loss * end)
        gaps.append(abs(closed(end, atoms, 6 * atoms / 100) - value))
    # the next order is at most 1e-2 of the first
    assert np.diff(np.log10(gaps)) == pytest.approx([-1, -1], abs=0.03)
