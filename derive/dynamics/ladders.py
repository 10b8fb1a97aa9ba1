r"""Spins one half as atoms of two levels, so that rotations about z are phases.

Cartesian letters keep equations of spins real, but s_x and s_y have no definite charge. With

.. math:: s_x = \tfrac12 (|u\rangle\langle d| + |d\rangle\langle u|), \quad
          s_y = \tfrac{1}{2i} (|u\rangle\langle d| - |d\rangle\langle u|), \quad s_z = |u\rangle\langle u| - \tfrac12

a conserved spin along z is found like any other charge, and moments that carry it are dropped.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from derive.algebra import Ensemble, Levels, Operator, Spin
from derive.algebra.cloud import Draft, filled
from derive.algebra.halfspin import HalfSpin
from derive.algebra.labels import CloudLetter
from derive.algebra.operators import ONE_OPERATOR, mapped_letters
from derive.algebra.species import Letter, Products
from derive.algebra.weights import ONE, I
from derive.dynamics.lindblad import Correlated, Jump, Model
from derive.dynamics.rates import DynamicsError

LEVELS = ("d", "u")
# Inner letters are Pauli matrices; level 1 is up.
PAULI: dict[str, Products] = {
    "x": (((1, 0), 1, ONE), ((0, 1), 1, ONE)),
    "y": (((1, 0), -1, I), ((0, 1), 1, I)),
    "z": (((1, 1), 2, ONE), (None, -1, ONE)),
}


class LadderForm:
    """Spins one half, and ensembles of them, rewritten as atoms with levels d and u.

    `model` and `operator` rewrite; ``form[cell]`` is what stands for a system: `Levels` for a `Spin`, an `Ensemble`
    of those for an `Ensemble`.
    Raises DynamicsError for other systems.
    """

    def __init__(self, *systems: Spin | Ensemble) -> None:
        self._spins: dict[Any, Levels] = {}
        self._ensembles: dict[Any, Ensemble] = {}
        for system in systems:
            atom = system.atom if isinstance(system, Ensemble) else system
            if not isinstance(atom.species, HalfSpin):
                raise DynamicsError(
                    f"{system!r} is no spin one half, nor an ensemble of them, as a ladder form expects"
                )
            levels = self._spins.setdefault(atom.site, Levels(atom.site.name, LEVELS))
            if isinstance(system, Ensemble):
                if len(system.cloud.classes) > 1:
                    raise DynamicsError(f"{system!r} is a class of a mixture, where a ladder form expects an ensemble")
                self._ensembles[system.site] = Ensemble(system.site.name, levels, system.count)

    def __getitem__(self, system: Spin | Ensemble) -> Levels | Ensemble:
        found = self._ensembles.get(system.site) or self._spins.get(system.site)
        if found is None:
            raise DynamicsError(f"{system!r} is not one of the systems that the ladder form was made of")
        return found

    def operator(self, given: Operator) -> Operator:
        """An operator in ladder letters."""
        result = given
        for place, levels in self._spins.items():
            if place in result.sites:
                result = mapped_letters(result, place, partial(_letter, levels), inner=True)
        for place, cell in self._ensembles.items():
            if place in result.sites:
                result = mapped_letters(result, place, partial(_slots, cell), inner=True)
        return result

    def model(self, given: Model) -> Model:
        """A model in ladder letters."""
        systems = tuple(self[s] if s.site in self._spins or s.site in self._ensembles else s for s in given.systems)
        jumps = tuple(self._jump(jump) for jump in given.jumps)
        return replace(given, hamiltonian=self.operator(given.hamiltonian), jumps=jumps, systems=systems)

    def _jump(self, jump: Jump | Correlated) -> Jump | Correlated:
        over = jump.over if jump.over is None else self._ensembles.get(jump.over.site, jump.over)
        if isinstance(jump, Jump):
            return replace(jump, operator=self.operator(jump.operator), rate=self._rate(jump.rate), over=over)
        operators = tuple(self.operator(own) for own in jump.operators)
        return replace(
            jump, operators=operators, rates=self._rate(jump.rates), shifts=self._rate(jump.shifts), over=over
        )

    def _rate(self, rate: Any) -> Any:
        return (lambda *labels: self.operator(rate(*labels))) if callable(rate) else rate


def _letter(levels: Levels, letter: Letter | None) -> Operator:
    if letter is None:
        return ONE_OPERATOR
    result = 0 * ONE_OPERATOR
    for own, k, w in PAULI[letter]:
        result = result + k * w.to_sympy() * (ONE_OPERATOR if own is None else levels.letter(own))
    return result


def _slots(cell: Ensemble, letter: CloudLetter | None) -> Operator:
    if letter is None:
        return ONE_OPERATOR
    choices: list[Products] = [
        ((None, 1, ONE),) if slot.letter is None else PAULI[slot.letter] for slot in letter.slots
    ]
    drafts: list[Draft] = [
        (CloudLetter(slots, letter.factors, letter.deltas), k) for slots, k in filled(letter.slots, choices)
    ]
    return cell._operator(drafts)
