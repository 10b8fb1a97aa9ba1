r"""Ensembles of identical atoms as a physicist uses them: N is a symbol, labels are names.

>>> import sympy as sp
>>> from derive.algebra import Ensemble, Spin, commutator
>>> N = sp.Symbol("N", integer=True, positive=True)
>>> s = Spin("s")
>>> cell = Ensemble("cell", s, N)
>>> Jx, Jy, Jz = (cell.total(component) for component in s.vector)
>>> commutator(Jx, Jy) == sp.I * Jz
True

What is written with labels is converted on entry: ``cell.sum(op, "i", "j")`` runs over all pairs, equal ones
included; with ``distinct=True`` over pairs of different atoms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, Literal

import sympy as sp

from derive.algebra.cloud import AtomClass, Cloud, Draft, collected
from derive.algebra.errors import AlgebraError, nearest
from derive.algebra.labels import (
    CloudLetter,
    Coupling,
    Delta,
    Factor,
    Label,
    Slot,
    join,
    label_order,
    renamed,
    representative,
)
from derive.algebra.monomials import monomial
from derive.algebra.operators import ONE_OPERATOR, ZERO, Operator, combination, mapped_letters
from derive.algebra.scalars import number_of_atoms, polynomial
from derive.algebra.species import Letter, Products
from derive.algebra.systems import System
from derive.algebra.weights import ONE

UNIT = {ONE: Fraction(1)}


class Ensemble(System):
    """``count`` identical atoms, each like ``atom``; ``count`` is a symbol or a number.

    Operators of one atom are written with ``atom`` and put into the ensemble by `total`, `at` and `distinct`.
    """

    def __init__(self, name: str, atom: System, count: Any) -> None:
        own = AtomClass(atom.site.name, atoms_count(count), atom.species)
        super().__init__(name, Cloud((own,)))
        self.atom, self.group = atom, 0

    @property
    def cloud(self) -> Cloud:
        """The species of the ensemble."""
        assert isinstance(self.species, Cloud)
        return self.species

    @property
    def count(self) -> sp.Expr:
        """The number of atoms."""
        return self.cloud.classes[self.group].count

    def total(self, operator: Operator) -> Operator:
        """The sum over all atoms of an operator written for one: ``atom`` replaced by each atom in turn.

        Other systems may stand in the operator too, as in a coupling to a mode.
        """
        return self._placed(operator, None)

    def at(self, label: str | int, operator: Operator) -> Operator:
        """An operator written for one atom, on the atom with a free label or a number."""
        return self._placed(operator, _label(label))

    def distinct(self, *operators: Operator) -> Operator:
        """The sum over ordered tuples of different atoms of a product of one-atom operators, S[A, B, ...]."""
        # Labels with a blank cannot be a user's, so nothing is captured.
        labels = [f" {k}" for k in range(len(operators))]
        product = ONE_OPERATOR
        for label, operator in zip(labels, operators, strict=True):
            product = product * self.at(label, operator)
        return self.sum(product, *labels, distinct=True)

    def coupling(
        self,
        name: str,
        symmetry: Literal["real", "symmetric", "hermitian", "complex"] = "real",
        hollow: bool = False,
    ) -> Callable[..., Operator]:
        """A coefficient that depends on atoms: ``g = cell.coupling("g")``, then ``g("i")`` or ``g("i", "j")``.

        ``symmetric``: real, J_ij = J_ji; ``hermitian``: J_ji is the conjugate; ``hollow``: J_ii = 0.
        """
        kind = Coupling(name, symmetry, hollow)
        return lambda *labels: self._coupled(kind, labels)

    def delta(self, one: str | int, other: str | int) -> Operator:
        """One where two labels name the same atom, else zero."""
        if _label(one) == _label(other):
            return ONE_OPERATOR
        joined = join((), self.group, _label(one), _label(other))
        return ZERO if joined is None else self._operator([(CloudLetter((), (), joined), UNIT)])

    def sum(self, operator: Operator, *labels: str, distinct: bool = False) -> Operator:
        """The sum over labels, each over all atoms; ``distinct``: over different atoms only.

        Where a label does not occur in a term, the sum counts atoms.
        """
        result = operator
        if distinct:
            for k, one in enumerate(labels):
                for other in labels[:k]:
                    result = result - self.delta(one, other) * result
        for label in labels:
            result = self._mapped(result, partial(self._bound, _label(label)))
        return result

    def relabel(self, operator: Operator, labels: Mapping[str, str | int]) -> Operator:
        """Free labels renamed, all at once, or put on numbered atoms."""
        # In two rounds, so that i -> j, j -> i exchanges labels.
        interim: dict[str, Any] = {name: f" {k}" for k, name in enumerate(labels)}
        final = {interim[name]: target for name, target in labels.items()}
        result = operator
        for rule in (interim, final):
            for name, target in rule.items():
                result = self._mapped(result, partial(self._renamed, _label(name), _label(target)))
        return result

    # The machinery

    def _operator(self, drafts: list[Draft]) -> Operator:
        return self._sum_of(collected(self.cloud, drafts))

    def _sum_of(self, results: Products) -> Operator:
        parts = []
        for letter, factor, w in results:
            m = monomial([] if letter is None else [(self.site, letter)])
            # Inner letters exceed the written ones, and combination() expects coefficients of the latter.
            parts.append((m, factor * m.scale * w.to_sympy()))
        return combination(parts)

    def _placed(self, operator: Operator, label: Label) -> Operator:
        if self.site in operator.sites:
            raise AlgebraError(
                f"an operator of the ensemble {self.site.name!r} was given where an operator of one atom, "
                f"{self.atom.site.name!r}, is expected"
            )
        return mapped_letters(operator, self.atom.site, lambda letter: self._one_atom(letter, label))

    def _one_atom(self, letter: Letter | None, label: Label) -> Operator:
        # mapped_letters asks for the letter as written; the slot holds the inner letter.
        scale = 1 if letter is None else self.atom.species.scale(letter)
        return self._operator([(CloudLetter((Slot(self.group, label, letter),)), UNIT)]) / scale

    def _coupled(self, kind: Coupling, labels: tuple[str | int, ...]) -> Operator:
        """g_ij on free labels: the labels different, plus the case in which they are equal."""
        result = ZERO
        for blocks in _partitions([_label(name) for name in dict.fromkeys(labels)]):
            drafts: list[Draft] = []
            deltas: tuple[Delta, ...] | None = ()
            slots: list[Slot] = []
            place: dict[Label, int] = {}
            for block in blocks:
                kept, *others = sorted(block, key=label_order)
                for other in others:
                    deltas = None if deltas is None else join(deltas, self.group, kept, other)
                place.update(dict.fromkeys(block, len(slots)))
                slots.append(Slot(self.group, kept, None))
            if deltas is not None:
                indices = tuple(place[_label(name)] for name in labels)
                drafts.append((CloudLetter(tuple(slots), (Factor(kind, indices),), deltas), UNIT))
            result = result + self._operator(drafts)
        return result

    def _mapped(self, operator: Operator, function: Callable[[CloudLetter], list[Draft]]) -> Operator:
        def image(letter: Letter | None) -> Operator:
            return self._operator(function(CloudLetter(()) if letter is None else letter))

        return mapped_letters(operator, self.site, image, inner=True)

    def _bound(self, label: Label, letter: CloudLetter) -> list[Draft]:
        """The sum of a letter over one free label."""
        group = self.group
        block = [d for d in letter.deltas if d.group == group and label in (d.kept, d.other)]
        if block:
            rest = tuple(d for d in letter.deltas if d not in block)
            members = {block[0].kept, *(d.other for d in block)} - {label}
            kept, *others = sorted(members, key=label_order)
            deltas = (*rest, *(Delta(group, kept, other) for other in others))
            slots = tuple(
                Slot(group, kept, s.letter) if s.group == group and s.label == label else s for s in letter.slots
            )
            return [(CloudLetter(slots, letter.factors, deltas), UNIT)]
        if all((s.group, s.label) != (group, label) for s in letter.slots):
            return [(letter, number_of_atoms(self.count))]
        slots = tuple(Slot(group, None, s.letter) if (s.group, s.label) == (group, label) else s for s in letter.slots)
        return [(CloudLetter(slots, letter.factors, letter.deltas), UNIT)]

    def _renamed(self, old: Label, new: Label, letter: CloudLetter) -> list[Draft]:
        """A letter with one free label renamed; nothing where that would make one of two different atoms."""
        joined = join(letter.deltas, self.group, old, new)
        if joined is None:
            return []
        slots = renamed(letter.slots, joined)
        if slots is None:
            return []
        kept = representative(joined, self.group, old)
        block = {d.other for d in joined if d.group == self.group and d.kept == kept} | {kept}
        # The old name goes: it is the new one now, and says nothing more.
        members = sorted(block - {old}, key=label_order)
        rest = tuple(d for d in joined if not (d.group == self.group and d.kept == kept))
        deltas = (*rest, *(Delta(self.group, members[0], other) for other in members[1:]))
        slots = tuple(
            Slot(s.group, members[0], s.letter) if s.group == self.group and s.label in block else s for s in slots
        )
        return [(CloudLetter(slots, letter.factors, deltas), UNIT)]


class Mixture(System):
    """Several ensembles whose atoms may share couplings: ``Mixture("cell", Rb=(s, N), Xe=(k, M))``.

    ``mixture["Rb"]`` is an `Ensemble`. Couplings between atoms of two classes come from `coupling`.
    """

    def __init__(self, name: str, **classes: tuple[System, Any]) -> None:
        made = tuple(AtomClass(atom.site.name, atoms_count(count), atom.species) for atom, count in classes.values())
        super().__init__(name, Cloud(made))
        self._classes = classes

    def __getitem__(self, name: str) -> Ensemble:
        if name not in self._classes:
            near = nearest(name, self._classes)
            raise AlgebraError(f"the mixture {self.site.name!r} has no class {name!r}; {near}")
        view = object.__new__(Ensemble)
        view.__dict__.update(self.__dict__)
        view.atom, view.group = self._classes[name][0], list(self._classes).index(name)
        return view

    def coupling(
        self, name: str, *classes: str, symmetry: Literal["real", "complex"] = "real"
    ) -> Callable[..., Operator]:
        """A coefficient on one atom of each of several different classes, in the order given."""
        groups = [self[own].group for own in classes]
        if len(set(groups)) < len(groups):
            raise AlgebraError(f"the classes {classes} were given where different ones are expected")
        kind = Coupling(name, symmetry)

        def coupled(*labels: str | int) -> Operator:
            slots = tuple(Slot(group, _label(label), None) for group, label in zip(groups, labels, strict=True))
            letter = CloudLetter(slots, (Factor(kind, tuple(range(len(slots)))),))
            return self[classes[0]]._operator([(letter, UNIT)])

        return coupled


def atoms_count(count: Any) -> sp.Expr:
    """A number of atoms as an expression; raises AlgebraError for fractions, floats and negative numbers."""
    expression = sp.Integer(count) if isinstance(count, int) else count
    definite = isinstance(expression, sp.Expr) and expression.is_number
    if not isinstance(expression, sp.Expr) or (definite and not (expression.is_Integer and expression >= 0)):
        raise AlgebraError(
            f"the number of atoms {count!r} was given where a whole number or an expression in symbols, such as N or "
            "N/2, is expected"
        )
    polynomial(expression)  # refuses floats and what does not commute
    return expression


def _label(label: str | int) -> Label:
    if not isinstance(label, str | int) or label in ("", None) or (isinstance(label, int) and label < 1):
        raise AlgebraError(f"the label {label!r} was given where a name such as 'i' or a number from 1 is expected")
    return label


def _partitions(labels: list[Label]) -> list[list[list[Label]]]:
    """All ways in which labels may coincide."""
    if not labels:
        return [[]]
    first, rest = labels[0], labels[1:]
    found = []
    for partition in _partitions(rest):
        found.append([[first], *partition])
        for k in range(len(partition)):
            found.append([*partition[:k], [first, *partition[k]], *partition[k + 1 :]])
    return found
