"""Ensembles by brute force: every atom a matrix of its own, every label put on every atom, every sum written out.

A matrix here is an array of shape (assignments, D, D): one matrix for each way to put the free labels on atoms.
"""

import itertools

import algebra_oracle as oracle
import numpy as np
import sympy as sp


class Atoms:
    """n atoms of one kind; ``labels`` are free, ``values`` gives numbers to couplings."""

    def __init__(self, model, number, labels, values):
        self.model, self.number, self.labels, self.values = model, number, labels, values
        self.assignments = list(itertools.product(range(number), repeat=len(labels)))
        self.size = model.size**number
        self.metric = oracle.kron([np.diag(model.metric)] * number).diagonal().real

    def on(self, atom, matrix):
        """A one-atom matrix on one atom."""
        factors = [np.eye(self.model.size)] * self.number
        return oracle.kron([*factors[:atom], matrix, *factors[atom + 1 :]])

    def total(self, matrix):
        return self.constant(sum(self.on(a, matrix) for a in range(self.number)))

    def constant(self, matrix):
        return np.array([matrix] * len(self.assignments))

    def by_label(self, function):
        """One matrix for each assignment, from a function of the atoms on which the labels are."""
        return np.array([function(dict(zip(self.labels, atoms, strict=True))) for atoms in self.assignments])

    def one(self):
        return self.constant(np.eye(self.size, dtype=complex))

    def adjoint(self, stack):
        world = object.__new__(oracle.World)
        world.metric = self.metric
        return np.array([world.adjoint(matrix) for matrix in stack])

    def read(self, operator, count):
        """A canonical operator, letter by letter: slots on different atoms, bound ones on all, deltas checked."""
        total = np.zeros((len(self.assignments), self.size, self.size), complex)
        cache = {}
        for monomial, scalar in operator.terms.items():
            number = oracle.value_of(sp.expand(scalar.subs(count, self.number)))
            letters = [letter for _, letter in monomial.letters]
            if not letters:
                total += number * self.one()
                continue
            (letter,) = letters
            for k, atoms in enumerate(self.assignments):
                total[k] += number * self._letter(letter, dict(zip(self.labels, atoms, strict=True)), cache)
        return oracle.exact(total)

    def _letter(self, letter, placed, cache):
        where = {**placed, **{n: n - 1 for n in range(1, self.number + 1)}}
        zero = np.zeros((self.size, self.size), complex)
        if any(where[d.kept] != where[d.other] for d in letter.deltas):
            return zero
        choices = [range(self.number) if s.label is None else [where[s.label]] for s in letter.slots]
        total = zero
        for atoms in itertools.product(*choices):
            if len(set(atoms)) < len(atoms):
                continue
            number = 1
            for f in letter.factors:
                value = self.values[f.coupling.name][tuple(atoms[p] for p in f.indices)]
                number *= (np.conj(value) if f.coupling.conjugated else value) ** f.exponent
            term = number * np.eye(self.size, dtype=complex)
            for slot, atom in zip(letter.slots, atoms, strict=True):
                if slot.letter is not None:
                    key = (atom, slot.letter)
                    if key not in cache:
                        cache[key] = self.on(atom, oracle.letter_matrix(self.model, slot.letter))
                    term = term @ cache[key]
            total = total + term
        return total
