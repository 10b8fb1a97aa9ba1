"""The systems that a physicist names, and their operators.

Each system stands on a named site; operators of different sites commute (fermion modes anticommute). Two
systems of one name and one species are the same system.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from derive.algebra.composite import CompositeAtom
from derive.algebra.errors import AlgebraError, nearest
from derive.algebra.halfspin import AXES, HalfSpin
from derive.algebra.levels import LevelSystem
from derive.algebra.modes import BosonMode, FermionMode
from derive.algebra.monomials import Site, monomial, site
from derive.algebra.operators import ONE_OPERATOR, Operator, combination
from derive.algebra.species import Letter, Species
from derive.algebra.weights import ONE
from derive.algebra.words import SpinWords, length

HALF = sp.Rational(1, 2)


class System:
    """A named system of some species; the base of `Spin`, `Boson` and the others."""

    def __init__(self, name: str, species: Species) -> None:
        self.site: Site = site(name, species)
        self.species = species
        self._path: tuple[int, ...] = ()
        self._made: dict[Letter, Operator] = {}

    def letter(self, letter: Letter) -> Operator:
        """The operator that one letter of the species' table stands for, as written; made once."""
        found = self._made.get(letter)
        if found is None:
            placed = letter
            for index in reversed(self._path):
                placed = ((index, placed),)
            m = monomial([(self.site, placed)])
            found = self._made[letter] = Operator({ONE: {m: 1}}, m.scale)
        return found

    @property
    def one(self) -> Operator:
        """The identity."""
        return ONE_OPERATOR

    def _within(self, atom: System, index: int) -> Any:
        """This system as a part of an atom."""
        part = object.__new__(type(self))
        part.__dict__.update(self.__dict__)
        part.site, part._path, part._made = atom.site, (*atom._path, index), {}
        return part

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.site.name!r})"


class Spin(System):
    """A spin of length ``j`` in units of hbar: one half by default, any half-integer, or a symbol.

    Spin one half has Cartesian letters x, y, z; other lengths have words of S_+, S_z and S_-. Raises
    AlgebraError for a number that is not half of a positive integer.
    """

    def __init__(self, name: str, j: Any = HALF) -> None:
        self.j = length(j)
        species: Species = HalfSpin() if self.j == HALF else SpinWords(self.j)
        super().__init__(name, species)

    @property
    def x(self) -> Operator:
        """The component along x."""
        return self.letter(AXES[0]) if self._cartesian else (self.plus + self.minus) / 2

    @property
    def y(self) -> Operator:
        """The component along y."""
        return self.letter(AXES[1]) if self._cartesian else (self.plus - self.minus) / (2 * sp.I)

    @property
    def z(self) -> Operator:
        """The component along z."""
        return self.letter(AXES[2]) if self._cartesian else self.letter((0, 1, 0))

    @property
    def plus(self) -> Operator:
        """The raising operator, x + i y."""
        return self.x + self.y * sp.I if self._cartesian else self.letter((1, 0, 0))

    @property
    def minus(self) -> Operator:
        """The lowering operator, x - i y."""
        return self.x - self.y * sp.I if self._cartesian else self.letter((-1, 0, 0))

    @property
    def square(self) -> Operator:
        """The square of the spin vector: j(j+1) where the length is given, else the Casimir operator."""
        if self.j is None:
            return self.letter((0, 0, 1))
        return combination([(monomial(()), self.j * (self.j + 1))])

    @property
    def vector(self) -> tuple[Operator, Operator, Operator]:
        """The components (x, y, z)."""
        return self.x, self.y, self.z

    @property
    def _cartesian(self) -> bool:
        return isinstance(self.species, HalfSpin)


class CollectiveSpin(Spin):
    """A collective spin: words of su(2) whose Casimir operator is its own letter, or fixed by a length ``j``."""

    def __init__(self, name: str, j: Any = None) -> None:
        System.__init__(self, name, SpinWords(length(j)))
        self.j = length(j)


class _Mode(System):
    """What boson and fermion modes share."""

    @property
    def _annihilator(self) -> Operator:
        return self.letter((0, 1))

    @property
    def dag(self) -> Operator:
        """The creator."""
        return self.letter((1, 0))

    @property
    def n(self) -> Operator:
        """The number operator."""
        return self.letter((1, 1))


class Boson(_Mode):
    """A boson mode with its annihilator ``a``, creator ``dag`` and number operator ``n``."""

    def __init__(self, name: str) -> None:
        super().__init__(name, BosonMode())

    @property
    def a(self) -> Operator:
        """The annihilator."""
        return self._annihilator

    @property
    def x(self) -> Operator:
        """The quadrature (a + a+)/sqrt(2), so that [x, p] = i."""
        quadrature: Operator = (self.a + self.dag) / sp.sqrt(2)
        return quadrature

    @property
    def p(self) -> Operator:
        """The quadrature (a - a+)/(i sqrt(2))."""
        quadrature: Operator = (self.a - self.dag) / (sp.I * sp.sqrt(2))
        return quadrature


class Fermion(_Mode):
    """A fermion mode with its annihilator ``f``, creator ``dag`` and number operator ``n``."""

    def __init__(self, name: str) -> None:
        super().__init__(name, FermionMode())

    @property
    def f(self) -> Operator:
        """The annihilator."""
        return self._annihilator


class Levels(System):
    """An atom of a few levels, given by their names (or their number: "1", "2", ...).

    ``atom("e", "g")`` is the transition operator from g to e; the projector on the first level is replaced by
    one minus the others. Raises AlgebraError for levels that do not exist.
    """

    def __init__(self, name: str, levels: tuple[str, ...] | list[str] | str | int) -> None:
        names = [str(k + 1) for k in range(levels)] if isinstance(levels, int) else [str(k) for k in levels]
        self._levels = LevelSystem(tuple(names))
        super().__init__(name, self._levels)
        self._transitions: dict[tuple[str | int, str | int], Operator] = {}

    def __call__(self, i: str | int, j: str | int) -> Operator:
        """The transition operator ``|i><j|``."""
        found = self._transitions.get((i, j))
        if found is None:
            up, down = self._levels.index(i), self._levels.index(j)
            if up or down:
                found = self.letter((up, down))
            else:
                # The first projector is not a letter: completeness.
                others = (self.letter((k, k)) for k in range(1, len(self._levels.levels)))
                found = sum((-projector for projector in others), ONE_OPERATOR)
            self._transitions[i, j] = found
        return found

    def _within(self, atom: System, index: int) -> Any:
        part = super()._within(atom, index)
        part._transitions = {}
        return part


class Atom(System):
    """A composite atom: ``Atom("Rb", e=Spin("s"), n=Spin("i", Rational(3, 2)))``, parts as ``atom["e"]``.

    The parts act on the atom's site, so an ensemble of such atoms counts atoms.
    """

    def __init__(self, name: str, **parts: System) -> None:
        if not parts:
            raise AlgebraError(f"the atom {name!r} was given no parts, where systems are expected, such as e=Spin('s')")
        super().__init__(name, CompositeAtom(tuple((key, part.species) for key, part in parts.items())))
        self._parts = parts

    def __getitem__(self, part: str) -> Any:
        """A part of the atom, with the operators of its kind."""
        if part not in self._parts:
            raise AlgebraError(f"the atom {self.site.name!r} has no part {part!r}; {nearest(part, self._parts)}")
        return self._parts[part]._within(self, list(self._parts).index(part))
