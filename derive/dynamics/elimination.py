r"""Excited levels eliminated from any model: effective Hamiltonian and jump operators of the ground levels.

With the parts of H that excite, :math:`V_+ = P_e H P_g`, and :math:`H_{NH} = P_e H P_e - \tfrac i2 \sum L^\dagger L`
the excited levels follow the ground levels by an operator X,

.. math:: H_{NH} X - X H_g = V_+ , \qquad
          H_{eff} = H_g - \tfrac12\bigl(V_- X + X^\dagger V_+\bigr) , \qquad L_{eff} = L X

(Reiter and Sorensen, Phys. Rev. A 85, 032111 (2012), with the ground levels' own energies, and those of modes, kept in
X). With a_0 the size of V over that of :math:`H_{NH}` what is neglected is of order :math:`V a_0^3`. X is found in the
algebra: the span of what both sides make of :math:`V_+` is finite, and a linear system is solved in it. Atoms of an
ensemble that do not act on one another while excited are eliminated one by one, N a symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from derive.algebra import Ensemble, Levels, Operator, commutator, one, summed
from derive.algebra.errors import nearest
from derive.algebra.labels import CloudLetter
from derive.algebra.levels import LevelSystem
from derive.algebra.monomials import Monomial, Site, monomial
from derive.algebra.operators import combination
from derive.dynamics.certificates import Entries, Matrices, sum_of, times
from derive.dynamics.certified import Certified, stated_rates
from derive.dynamics.lindblad import FIRST, Jump, Model
from derive.dynamics.linear import reduced, solved
from derive.dynamics.rates import DynamicsError
from derive.records import Approximation
from derive.steps import DerivationError

LIMIT = 400
EXCITATION = sp.Symbol("epsilon", positive=True)
"""The size of what excites over that of H_NH, detunings and widths of the excited levels."""
FOLLOWING = Approximation(name="excited levels follow the ground levels", small_parameter=EXCITATION, neglected_order=4)


Excited = Mapping[Any, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Effective:
    """The effective model of the ground levels, the operator X, V_+, H_NH and H_g; ``whole`` is the model before.

    ``excited`` are the levels that were taken out.
    """

    model: Model
    response: Operator
    excitation: Operator
    non_hermitian: Operator
    ground: Operator
    whole: Model
    excited: Excited
    keep_energies: bool

    def keeps(self, operator: Operator) -> bool:
        """Whether an operator stays among the ground levels: give it to `close` as ``keep``."""
        grades = _Grades(self.excited)
        return not (grades.ground(operator) - operator).terms

    def certified(self) -> Certified:
        """``H``, ``X`` and the jumps ``L_0``, ``L_1``, ..., their relation held for exact matrices of few atoms."""
        return Certified(
            values={
                "H": self.model.hamiltonian,
                "X": self.response,
                **{f"L_{k}": jump.operator for k, jump in enumerate(self.model.jumps) if isinstance(jump, Jump)},
            },
            relation=("H_NH X - X H_g" if self.keep_energies else "H_NH X")
            + " = V_+, H_eff = H_g - (V_- X + X+ V_+)/2, L_eff = L X",
            method="exact matrices",
            holds=_solves(self),
            detail="from all ground states, of ensembles with two atoms; H_g, V_+ and H_NH as blocks of H",
            assumes=stated_rates(self.whole),
            approximations=self.model.approximations,
        )


def eliminate(model: Model, excited: Excited, keep_energies: bool = True) -> Effective:
    """The model without its excited levels; ``excited`` maps Levels systems or ensembles of them to level names.

    ``keep_energies=False`` neglects the ground Hamiltonian beside H_NH. Raises DynamicsError when the first level of a
    system is among the excited ones, when H couples by two excitations at once, or when X is no finite sum.
    """
    grades = _Grades(excited)
    parts = grades.split(model.generator)
    beyond = [grade for grade in parts if abs(grade) > 1]
    if beyond:
        raise DynamicsError(f"the Hamiltonian excites {max(map(abs, beyond))} atoms at once where one is expected")
    up = grades.ground(parts.get(1, 0 * one), right=True)
    inner = parts.get(0, 0 * one)
    ground = grades.ground(inner)
    losses = []
    for channel in model.channels:
        product = channel.rate * (channel.left * channel.right)
        losses.append(product if channel.over is None else channel.over.sum(product, *channel.labels))
    decays = grades.split(summed(losses)) if losses else {}
    if any(grade for grade, own in decays.items() if not own.is_zero):
        raise DynamicsError(
            "a jump leaves ground and excited levels at once, where jumps that leave either are expected"
        )
    decay = decays.get(0, 0 * one)
    # Ground levels' own losses are dynamics that stays: they do not belong to the excited levels' decay.
    decay = decay - grades.ground(decay)
    non_hermitian = inner - ground - sp.I / 2 * decay
    whole = non_hermitian + ground if keep_energies else non_hermitian

    def moved(operator: Operator) -> Operator:
        return grades.ground(commutator(whole, operator), right=True)

    response = _solution(moved, up).map_coefficients(reduced)
    if not (up - moved(response)).is_zero:
        raise DerivationError(f"the response {response} does not solve the equation of the excited levels")
    shift = grades.ground(parts.get(-1, 0 * one) * response)
    hamiltonian = (ground - (shift + shift.adjoint()) / 2).map_coefficients(reduced)
    jumps = tuple(own for jump in model.jumps for own in _effective(jump, response, grades))
    name = f"{model.name} without excited levels".strip()
    made = Model(
        hamiltonian=hamiltonian, jumps=jumps, systems=model.systems, name=name,
        approximations=(*model.approximations, FOLLOWING),
    )  # fmt: skip
    return Effective(
        model=made, response=response, excitation=up, non_hermitian=non_hermitian, ground=ground, whole=model,
        excited=excited, keep_energies=keep_energies,
    )  # fmt: skip


class _Grades:
    """How many excitations a term adds, and what remains of it between ground levels."""

    def __init__(self, excited: Excited) -> None:
        self.levels: dict[Site, frozenset[int]] = {}
        for system, names in excited.items():
            atom = system.atom if isinstance(system, Ensemble) else system
            if not isinstance(atom, Levels):
                raise DynamicsError(f"{system!r} was given, where Levels or an ensemble of them is expected")
            known = atom.species
            assert isinstance(known, LevelSystem)
            if not names:
                raise DynamicsError(
                    f"no excited level of {atom.site.name!r} was given, where some of {', '.join(known.levels[1:])} "
                    "are expected"
                )
            for name in names:
                if name not in known.levels:
                    raise DynamicsError(f"{atom.site.name!r} has no level {name!r}; {nearest(name, known.levels)}")
            numbers = frozenset(known.index(name) for name in names)
            if 0 in numbers:
                raise DynamicsError(
                    f"the first level of {atom.site.name!r}, {known.levels[0]!r}, is among the excited ones, where a "
                    "ground level is expected; list one first"
                )
            self.levels[system.site] = numbers

    def _pairs(self, m: Monomial) -> Iterator[tuple[bool, bool]]:
        """(excited after, excited before) of each transition of the systems named."""
        for place, letter in m.letters:
            numbers = self.levels.get(place)
            if numbers is None:
                continue
            pairs: list[Any] = [slot.letter for slot in letter.slots] if isinstance(letter, CloudLetter) else [letter]
            for i, j in pairs:
                yield i in numbers, j in numbers

    def split(self, operator: Operator) -> dict[int, Operator]:
        """The operator's parts by how many excitations they add."""
        parts: dict[int, list[tuple[Monomial, sp.Expr]]] = {}
        for m, value in operator.terms.items():
            grade = sum(int(after) - int(before) for after, before in self._pairs(m))
            parts.setdefault(grade, []).append((m, value))
        return {grade: combination(terms) for grade, terms in parts.items()}

    def ground(self, operator: Operator, right: bool = False) -> Operator:
        """What remains between states without excitation; with ``right`` only the state before has none."""
        kept = []
        for m, value in operator.terms.items():
            if not any(before or (after and not right) for after, before in self._pairs(m)):
                kept.append((m, value))
        return combination(kept)


def _solution(moved: Callable[[Operator], Operator], target: Operator) -> Operator:
    """X with moved(X) = target, in the span of all that ``moved`` makes of the target's terms."""
    basis: dict[Monomial, int] = {}
    queue = list(target.monomials())
    images: list[Operator] = []
    while queue:
        m = queue.pop(0)
        if m in basis:
            continue
        basis[m] = len(basis)
        if len(basis) > LIMIT:
            raise DynamicsError(
                f"the excited levels' response grows to more than {LIMIT} operators, such as {m}; leave the ground "
                "energies out (keep_energies=False)"
            )
        image = moved(combination([(m, 1)]))
        images.append(image)
        queue += [other for other in image.monomials() if other not in basis]
    order = list(basis)
    table = sp.zeros(len(order), len(order))
    for column, image in enumerate(images):
        for m, value in image.terms.items():
            table[basis[m], column] = value
    right = sp.Matrix([target.coefficient(m) for m in order])
    found = solved(table, right)
    if found is None:
        raise DynamicsError("an excited level has neither detuning nor decay, where one of them is expected")
    return combination(zip(order, found, strict=True))


def _effective(jump: Any, response: Operator, grades: _Grades) -> Iterator[Any]:
    """A jump between ground levels as it is, and what becomes of its decay from excited levels."""
    if not isinstance(jump, Jump):
        raise DynamicsError(f"{jump} were given, where jumps with rates of their own are expected")
    placed = jump.operator if jump.over is None else jump.over.at(FIRST, jump.operator)
    parts = grades.split(placed)
    if (grades.ground(placed) - placed).is_zero:
        yield jump
        return
    stays, falls = grades.ground(parts.get(0, 0 * one)), parts.get(-1, 0 * one)
    follows = grades.ground(falls * response)
    total = stays + follows
    if total.is_zero:
        return
    operator = total if jump.over is None else _of_one_atom(total, jump)
    yield replace(jump, operator=operator, name=f"{jump.name or jump.operator}, effective")


def _of_one_atom(operator: Operator, jump: Jump) -> Operator:
    """An operator of the atom with the label FIRST, written for one atom; other systems stay."""
    assert jump.over is not None
    total = 0 * one
    for m, value in operator.terms.items():
        term = one * value
        for place, letter in m.letters:
            if place is not jump.over.site:
                term = term * combination([(_single(place, letter), 1)])
                continue
            slots = letter.slots if isinstance(letter, CloudLetter) else ()
            if len(slots) != 1 or slots[0].label != FIRST:
                raise DynamicsError(f"{jump} becomes {m}, which acts on other atoms too, where one atom is expected")
            term = term * combination([(_single(jump.over.atom.site, slots[0].letter), 1)])
        total = total + term
    return total


def _single(place: Site, letter: Any) -> Monomial:
    return monomial([(place, letter)])


def _solves(found: Effective) -> bool:
    """Whether the relation of `Effective.certified` holds for exact matrices, with projectors from level numbers."""
    own = found.model
    matrices = Matrices(found.whole, (found.response, found.excitation, found.non_hermitian, own.hamiltonian))
    count = matrices.of(summed(_counter(system, names) for system, names in found.excited.items()))
    excited = {row for (row, _), value in count.items() if value != 0}
    ground = matrices.low - excited
    H, X, V, W, H_g, H_eff = (
        matrices.of(operator)
        for operator in (
            found.whole.generator, found.response, found.excitation, found.non_hermitian, found.ground, own.hamiltonian
        )
    )  # fmt: skip
    kept = H_g if found.keep_energies else {}
    relation = sum_of((1, times(sum_of((1, W), (1, kept)), X)), (-1, times(X, kept)), (-1, V))
    raising = sum_of((1, {place: value for place, value in H.items() if place[0] in excited}), (-1, V))
    # V_- X between ground states, and its adjoint.
    back = times({place: value for place, value in H.items() if place[1] in excited and place[0] not in excited}, X)
    both = sum_of((1, back), (1, {(c, r): sp.conjugate(value) for (r, c), value in back.items()}))
    effective = sum_of((1, H), (-sp.Rational(1, 2), both), (-1, H_eff))
    conditions = [relation, raising, {place: value for place, value in effective.items() if place[0] not in excited}]

    def fallen(model: Model, response: Entries) -> list[tuple[sp.Expr, Entries]]:
        jumps = ((rate, sum_of((1, L), (1, times(L, response)))) for rate, L in matrices.jumps(model))
        placed = ((rate, _columns(L, ground, excited)) for rate, L in jumps)
        return [(rate, L) for rate, L in placed if L]

    before, after = fallen(found.whole, X), fallen(own, {})
    if len(before) != len(after) or any(sp.expand(x - y) != 0 for (x, _), (y, _) in zip(before, after, strict=True)):
        return False
    conditions += [sum_of((1, L), (-1, M)) for (_, L), (_, M) in zip(before, after, strict=True)]
    once = {row for (row, _), value in count.items() if value == 1}
    width = sum_of(*((rate, times(_adjoint(L), L)) for rate, L in matrices.jumps(found.whole)))
    if not _columns(width, ground, excited):
        # Without losses of the ground levels H_NH is the block of H - i/2 sum of L+ L.
        inner = sum_of((1, W), (1, H_g), (-1, H), (sp.I / 2, width))
        if any(sp.expand(value) != 0 for (r, c), value in inner.items() if r in once and c in once & matrices.low):
            return False
    return not any(_columns(own, ground, set()) for own in conditions)


def _columns(entries: Entries, columns: set[int], without: set[int]) -> Entries:
    """The entries of some columns that are not zero, without some rows."""
    return {
        (r, c): value
        for (r, c), value in entries.items()
        if c in columns and r not in without and sp.expand(value) != 0
    }


def _adjoint(entries: Entries) -> Entries:
    return {(c, r): sp.conjugate(value) for (r, c), value in entries.items()}


def _counter(system: Any, names: Sequence[str]) -> Operator:
    """How many excitations a system has."""
    atom = system.atom if isinstance(system, Ensemble) else system
    assert isinstance(atom, Levels)
    own = summed(atom(name, name) for name in names)
    return system.total(own) if isinstance(system, Ensemble) else own
