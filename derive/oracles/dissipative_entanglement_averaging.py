"""Oracles of the averaged master equation: a few atoms, each pair with its rate, in exact sparse matrices."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

Sparse = dict[tuple[int, int], Fraction]
ALONE, SHARED, MU, NU = Fraction(3), Fraction(2, 7), Fraction(5, 3), Fraction(4, 3)
RAISE, LOWER = {(0, 1): Fraction(1)}, {(1, 0): Fraction(1)}  # |up><down| and |down><up|, up is 0


def times(a: Sparse, b: Sparse) -> Sparse:
    """The product of two sparse matrices."""
    rows: dict[int, list[tuple[int, Fraction]]] = {}
    for (i, j), value in b.items():
        rows.setdefault(i, []).append((j, value))
    out: Sparse = {}
    for (i, k), value in a.items():
        for j, other in rows.get(k, ()):
            out[i, j] = out.get((i, j), Fraction(0)) + value * other
    return out


def plus(*parts: tuple[Fraction, Sparse]) -> Sparse:
    """A sum of sparse matrices with factors."""
    out: Sparse = {}
    for factor, matrix in parts:
        for place, value in matrix.items():
            out[place] = out.get(place, Fraction(0)) + factor * value
    return {place: value for place, value in out.items() if value}


def turned(a: Sparse) -> Sparse:
    """The adjoint of a real matrix."""
    return {(j, i): value for (i, j), value in a.items()}


def on(atom: int, operator: Sparse, atoms: int) -> Sparse:
    """A one-atom operator on one of several atoms of two levels."""
    step = 2 ** (atoms - 1 - atom)
    out: Sparse = {}
    for state in range(2**atoms):
        level = state // step % 2
        for (i, j), value in operator.items():
            if j == level:
                out[state + (i - j) * step, state] = value
    return out


def term(a: Sparse, b: Sparse, rho: Sparse) -> Sparse:
    """a rho b+ - {b+ a, rho}/2."""
    inside = times(turned(b), a)
    half = Fraction(-1, 2)
    return plus((Fraction(1), times(times(a, rho), turned(b))), (half, times(inside, rho)), (half, times(rho, inside)))


def state(atoms: int) -> Sparse:
    """A real matrix without any symmetry."""
    size = 2**atoms
    return {(i, j): Fraction((3 * i * i + 5 * j + 7 * i * j) % 23 - 11, 13) for i, j in product(range(size), repeat=2)}


def by_atoms(labels: int, rho: Sparse) -> Sparse:
    """Jumps A and B summed over pairs of atoms, each with its rate: ALONE for one atom, SHARED for two."""
    atoms = 2 * labels
    total: list[tuple[Fraction, Sparse]] = []
    for first, second in ((0, 1), (1, 0)):  # A, and B with the ensembles exchanged
        jumps = [on(2 * n + first, {p: MU * v for p, v in RAISE.items()}, atoms) for n in range(labels)]
        jumps += [on(2 * n + second, {p: NU * v for p, v in LOWER.items()}, atoms) for n in range(labels)]
        for i, j in product(range(atoms), repeat=2):
            total.append((ALONE if i == j else SHARED, term(jumps[i], jumps[j], rho)))
    return plus(*total)


def by_equation(equation: Equation, labels: int, rho: Sparse) -> Sparse:
    """The derived sum of collective jumps and jumps of single atoms, on the same state."""
    atoms = 2 * labels
    single = {"S_cool": RAISE, "S_heat": LOWER}
    values = {"Gamma": ALONE, "Gamma_ij": SHARED, "mu": MU, "nu": NU, "N": labels}
    total: list[tuple[Fraction, Sparse]] = []
    shown = sp.expand(equation.rhs)
    for symbol in shown.free_symbols:
        if symbol.name in values:
            continue
        factor = shown.coeff(symbol).subs({s: sp.Rational(str(values[s.name])) for s in shown.free_symbols
                                           if s.name in values})  # fmt: skip
        weight = Fraction(int(factor.p), int(factor.q))
        if symbol.name in single:
            parts = [term(c, c, rho) for c in (on(n, single[symbol.name], atoms) for n in range(atoms))]
            total += [(weight, part) for part in parts]
            continue
        first, second = {"D_A": (0, 1), "D_B": (1, 0)}[symbol.name]
        whole = plus(*_summed(labels, atoms, first, second))
        total.append((weight / labels, term(whole, whole, rho)))
    return plus(*total)


def _summed(labels: int, atoms: int, first: int, second: int) -> Iterable[tuple[Fraction, Sparse]]:
    for n in range(labels):
        yield MU, on(2 * n + first, RAISE, atoms)
        yield NU, on(2 * n + second, LOWER, atoms)


def _same(equation: Equation, labels: int) -> Opinion:
    rho = state(2 * labels)
    gap = plus((Fraction(1), by_atoms(labels, rho)), (Fraction(-1), by_equation(equation, labels, rho)))
    return Opinion(method=f"sum over pairs of {2 * labels} atoms on a density matrix", agrees=not gap,
                   detail="equal in exact fractions" if not gap else f"{len(gap)} entries differ")  # fmt: skip


def one_label(equation: Equation) -> Opinion:
    """One atom in each ensemble."""
    return _same(equation, 1)


def two_labels(equation: Equation) -> Opinion:
    """Two atoms in each ensemble."""
    return _same(equation, 2)


def _derived(equation: Equation, number: int) -> Fraction:
    values = {"Gamma": ALONE, "Gamma_ij": SHARED, "N": number}
    found = equation.rhs.subs({s: sp.Rational(str(values[s.name])) for s in equation.rhs.free_symbols})
    return Fraction(int(found.p), int(found.q))


def bright(equation: Equation) -> Opinion:
    """The rates of the collective modes of five atoms: the bright one is d Gamma above the dark ones."""
    number = 5
    with mp.workdps(20):
        rates = mp.matrix(number, number)
        for i, j in product(range(number), repeat=2):
            entry = ALONE if i == j else SHARED
            rates[i, j] = mp.mpf(entry.numerator) / entry.denominator
        levels = mp.eigsy(rates, eigvals_only=True)
        found = (levels[number - 1] - levels[0]) * ALONE.denominator / ALONE.numerator
        derived = _derived(equation, number)
        gap = abs(found - mp.mpf(derived.numerator) / derived.denominator)
        # eigenvalues of a 5 x 5 matrix at 20 digits
        return Opinion(method="eigenvalues of the matrix of rates of five atoms", agrees=bool(gap < mp.mpf("1e-16")),
                       detail=f"difference {mp.nstr(gap, 2)}")  # fmt: skip


def shared_excitation(equation: Equation) -> Opinion:
    """The rate at which four atoms lose one excitation that all share, above that of one that is alone."""
    number = 4
    jumps = [on(n, LOWER, number) for n in range(number)]
    places = [2**number - 1 - 2**n for n in range(number)]  # one atom up
    together = {(i, j): Fraction(1, number) for i, j in product(places, repeat=2)}
    loss = Fraction(0)
    for i, j in product(range(number), repeat=2):
        out = times(times(jumps[i], together), turned(jumps[j]))
        loss += (ALONE if i == j else SHARED) * sum((v for (a, b), v in out.items() if a == b), Fraction(0))
    # one excitation that is alone is lost at the rate ALONE, and the bright mode has number/(number - 1) of the excess
    found = (loss - ALONE) * Fraction(number, number - 1) / ALONE
    derived = _derived(equation, number)
    return Opinion(method="decay of an excitation shared by four atoms", agrees=found == derived,
                   detail=f"d is {found}, derived {derived}")  # fmt: skip


ORACLES = {
    "dissipative_entanglement.averaged_master_equation.desired": (one_label, two_labels),
    "dissipative_entanglement.averaged_master_equation.depth": (bright, shared_excitation),
}
