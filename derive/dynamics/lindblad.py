r"""Equations of motion of operators: Heisenberg's, and the adjoint of a Lindblad generator.

.. math:: \dot O = i[H, O] + \sum_{ab} \Gamma_{ab}
          \bigl(c_a^\dagger O c_b - \tfrac12 \{c_a^\dagger c_b, O\}\bigr)

with H in units of hbar (an angular frequency). A collective jump is one c; a jump on every atom of an ensemble
is one c for each atom; correlated decay has a matrix of rates. Rates and fields are symbols or functions of t.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import sympy as sp

from derive.algebra import Ensemble, Operator, commutator, hermitian, one
from derive.algebra.errors import nearest
from derive.algebra.labels import CloudLetter
from derive.algebra.monomials import Site
from derive.dynamics.rates import POPULATION, DynamicsError, RateConvention, exact_rate
from derive.records import Approximation

Rate = Any
"""An exact expression, or a coupling of an ensemble (``cell.coupling("gamma")``): one rate for each atom."""

# Labels with a blank cannot be a user's, so nothing is captured.
FIRST, SECOND = " c", " d"


@dataclass(frozen=True, kw_only=True)
class Jump:
    """A jump operator with its rate; with ``over`` it acts on every atom of an ensemble, one after the other.

    ``operator`` is then written for one atom, and ``rate`` may be a coupling of the ensemble, one for each atom.
    Raises DynamicsError for a rate that is negative, not real or not exact.
    """

    operator: Operator
    rate: Rate
    over: Ensemble | None = None
    convention: RateConvention = POPULATION
    name: str = ""

    def __post_init__(self) -> None:
        if not callable(self.rate):
            object.__setattr__(self, "rate", exact_rate(self.rate, str(self)))
        elif self.over is None:
            raise DynamicsError(f"{self} has a rate for each atom, where over=<the ensemble> is expected")
        if self.over is not None and self.over.site in self.operator.sites:
            raise DynamicsError(
                f"{self} acts on every atom of {self.over.site.name!r}, where an operator of one atom, "
                f"{self.over.atom.site.name!r}, is expected"
            )

    def __str__(self) -> str:
        where = "" if self.over is None else f" on every atom of {self.over.site.name}"
        return f"the jump {self.name or self.operator}{where}"

    def converted(self, to: RateConvention) -> Jump:
        """The same jump, its rate in another convention."""
        if callable(self.rate):
            return self if to == self.convention else _refuse_conversion(self)
        rate = self.convention.convert(self.rate, to)
        return Jump(operator=self.operator, rate=rate, over=self.over, convention=to, name=self.name)

    def channels(self) -> Iterator[Channel]:
        """The one channel of the jump."""
        factor = self.convention.factor
        if self.over is None:
            yield Channel(left=self.operator.adjoint(), right=self.operator, rate=factor * self.rate * one)
            return
        placed = self.over.at(FIRST, self.operator)
        rate = self.rate(FIRST) if callable(self.rate) else self.rate * one
        yield Channel(
            left=placed.adjoint(), right=placed, rate=factor * rate, over=self.over, labels=(FIRST,), rates=self.rate
        )

    @property
    def coherent(self) -> Operator:
        """A jump alone has no coherent part."""
        return 0 * one

    def written_out(self, atoms: Mapping[Any, Any]) -> list[Jump | Correlated]:
        """The jump for definite numbers of atoms: one for each atom that it runs over."""
        count = atom_number(self.over, atoms)
        if self.over is None or count is None:
            return [replace(self, operator=named(self.operator.written_out(atoms)))]
        made: list[Jump | Correlated] = []
        for k in range(1, count + 1):
            operator = named(self.over.at(k, self.operator).written_out(atoms))
            rate = _scalar(named(self.rate(k).written_out(atoms))) if callable(self.rate) else self.rate
            made.append(replace(self, operator=operator, rate=rate, over=None))
        return made


@dataclass(frozen=True, kw_only=True)
class Correlated:
    r"""Correlated jumps: a Hermitian matrix of rates, and the coherent coupling that goes with it.

    .. math:: \sum_{ab} \Gamma_{ab} \bigl(c_a^\dagger O c_b - \tfrac12\{c_a^\dagger c_b, O\}\bigr),
              \qquad H \mathrel{+}= \sum_{ab} \Omega_{ab}\, c_a^\dagger c_b

    Either ``operators`` is a list and ``rates`` (and ``shifts``) matrices; or ``operators`` is one operator of one
    atom of the ensemble ``over``, and ``rates`` (``shifts``) couplings of two of its atoms. Raises DynamicsError for
    rates that are not Hermitian or not positive, as far as they are numbers.
    """

    operators: tuple[Operator, ...]
    rates: Any
    shifts: Any = None
    over: Ensemble | None = None
    convention: RateConvention = POPULATION
    name: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.operators, Operator):
            object.__setattr__(self, "operators", (self.operators,))
        if self.over is None:
            for what in ("rates", "shifts"):
                if getattr(self, what) is not None:
                    object.__setattr__(self, what, _matrix(getattr(self, what), len(self.operators), what, str(self)))
            _require_positive(self.rates, str(self))
        elif not callable(self.rates) or len(self.operators) != 1:
            raise DynamicsError(f"{self} runs over atoms, where one operator and a coupling of two atoms are expected")

    def __str__(self) -> str:
        where = "" if self.over is None else f" over the atoms of {self.over.site.name}"
        return f"the correlated jumps {self.name or ', '.join(map(str, self.operators))}{where}"

    def channels(self) -> Iterator[Channel]:
        """One channel for each pair."""
        factor = self.convention.factor
        if self.over is not None:
            c, d = (self.over.at(label, self.operators[0]) for label in (FIRST, SECOND))
            rate = factor * self.rates(FIRST, SECOND)
            yield Channel(
                left=c.adjoint(), right=d, rate=rate, over=self.over, labels=(FIRST, SECOND), rates=self.rates
            )
            return
        for a, left in enumerate(self.operators):
            for b, right in enumerate(self.operators):
                if self.rates[a, b] != 0:
                    yield Channel(left=left.adjoint(), right=right, rate=factor * self.rates[a, b] * one)

    @property
    def coherent(self) -> Operator:
        """The Hamiltonian that comes with the correlated decay, sum of Omega_ab c_a+ c_b."""
        if self.shifts is None:
            return 0 * one
        if self.over is not None:
            c, d = (self.over.at(label, self.operators[0]) for label in (FIRST, SECOND))
            return self.over.sum(self.shifts(FIRST, SECOND) * c.adjoint() * d, FIRST, SECOND)
        pairs = [(a, b) for a in range(len(self.operators)) for b in range(len(self.operators))]
        terms = (self.shifts[a, b] * (self.operators[a].adjoint() * self.operators[b]) for a, b in pairs)
        return sum(terms, 0 * one)

    def written_out(self, atoms: Mapping[Any, Any]) -> list[Jump | Correlated]:
        """The correlated jumps for definite numbers of atoms, as a list with its matrices."""
        if self.over is None:
            return [replace(self, operators=tuple(named(own.written_out(atoms)) for own in self.operators))]
        count = atom_number(self.over, atoms)
        if count is None:
            return [self]
        numbers = range(1, count + 1)
        operators = tuple(named(self.over.at(k, self.operators[0]).written_out(atoms)) for k in numbers)

        def matrix(coupling: Any) -> Any:
            return [[_scalar(named(coupling(i, j).written_out(atoms))) for j in numbers] for i in numbers]

        shifts = None if self.shifts is None else matrix(self.shifts)
        return [replace(self, operators=operators, rates=matrix(self.rates), shifts=shifts, over=None)]


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One term rate (left O right - {left right, O}/2), summed over the labels of an ensemble where it has some.

    The rate is in the population convention; it is an operator since it may depend on atoms.
    """

    left: Operator
    right: Operator
    rate: Operator
    over: Ensemble | None = None
    labels: tuple[str, ...] = ()
    rates: Any = None

    def adjoint(self, operator: Operator) -> Operator:
        """The term's action on an operator; two commutators, so that what does not meet costs nothing."""
        inner = self.left * commutator(operator, self.right) + commutator(self.left, operator) * self.right
        result = self.rate * inner / 2
        return result if self.over is None else self.over.sum(result, *self.labels)


@dataclass(frozen=True, kw_only=True)
class Model:
    """A Hamiltonian (in units of hbar), jumps (one or several), and the systems that they speak of.

    ``systems`` may name systems on which nothing acts; the others are found. ``approximations`` are those that led to
    the model; whatever is derived from it carries them. Raises AlgebraError for a Hamiltonian that is not Hermitian,
    naming a term, and DynamicsError for one with a free label.
    """

    hamiltonian: Operator
    jumps: tuple[Jump | Correlated, ...] = ()
    systems: tuple[Any, ...] = ()
    name: str = ""
    approximations: tuple[Approximation, ...] = ()
    generator: Operator = field(init=False, repr=False, compare=False)
    channels: tuple[Channel, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.hamiltonian, Operator):
            object.__setattr__(self, "hamiltonian", self.hamiltonian * one)
        jumps = (self.jumps,) if isinstance(self.jumps, Jump | Correlated) else tuple(self.jumps)
        object.__setattr__(self, "jumps", jumps)
        for jump in jumps:
            if not isinstance(jump, Jump | Correlated):
                raise DynamicsError(f"{jump!r} was given among the jumps, where Jump or Correlated is expected")
        total = sum((jump.coherent for jump in self.jumps), self.hamiltonian)
        object.__setattr__(self, "generator", hermitian(total))
        object.__setattr__(self, "channels", tuple(c for jump in self.jumps for c in jump.channels()))
        free = free_labels(self.generator)
        if free:
            raise DynamicsError(
                f"the Hamiltonian has the free label {free[0]!r} where a sum over all atoms is expected; "
                "use total or sum"
            )

    @property
    def sites(self) -> tuple[Site, ...]:
        """All systems of the model, sorted by name."""
        found = {system.site for system in self.systems} | set(self.generator.sites)
        for channel in self.channels:
            found |= set(channel.left.sites)
        return tuple(sorted(found, key=lambda place: place.key))

    def require(self, operator: Operator) -> Operator:
        """The operator, if the model knows all its systems; raises DynamicsError naming one that it does not."""
        if not isinstance(operator, Operator):
            raise DynamicsError(f"{operator!r} was given where an operator is expected, such as a.n")
        known = self.sites
        for place in operator.sites:
            if place not in known:
                near = nearest(place.name, [own.name for own in known])
                raise DynamicsError(
                    f"an operator of {place.name!r} was given to a model that does not have this system; {near}"
                )
        return operator

    def heisenberg(self, operator: Operator) -> Operator:
        """``i [H, O]``, the rate of change of an operator without jumps."""
        rate: Operator = sp.I * commutator(self.generator, self.require(operator))
        return rate

    def adjoint(self, operator: Operator) -> Operator:
        """The rate of change of an operator's mean, as an operator: ``i[H, O]`` and all jumps."""
        result = self.heisenberg(operator)
        for channel in self.channels:
            result = result + channel.adjoint(operator)
        return result

    def written_out(self, atoms: Mapping[Any, Any]) -> Model:
        """The model with definite numbers of atoms, each atom a system of its own: couplings g_i become symbols g_i.

        ``atoms`` maps ensembles to numbers, mixtures to numbers of their classes by atom name. Atoms are named as in
        `Operator.written_out`: ``cell_[1]``, ``cell_[2]``, ...
        """
        jumps: list[Jump | Correlated] = []
        for jump in self.jumps:
            jumps += jump.written_out(atoms)
        hamiltonian = named(self.hamiltonian.written_out(atoms))
        gone = {getattr(system, "site", system) for system in atoms}
        others = tuple(system for system in self.systems if system.site not in gone)
        return replace(self, hamiltonian=hamiltonian, jumps=tuple(jumps), systems=others)

    def rate_table(self) -> tuple[tuple[str, str, str], ...]:
        """(process, rate, what the rate multiplies) for each jump, for print beside every result."""
        rows = []
        for jump in self.jumps:
            rate = jump.rate if isinstance(jump, Jump) else jump.rates
            shown = str(rate(*"ij"[: 1 if isinstance(jump, Jump) else 2])) if callable(rate) else str(rate)
            rows.append((str(jump), shown, str(jump.convention)))
        return tuple(rows)


def free_labels(operator: Operator) -> list[str]:
    """The names of atoms that an operator leaves free."""
    found: dict[str, None] = {}
    for m in operator.monomials():
        for _, letter in m.letters:
            if isinstance(letter, CloudLetter):
                found.update((s.label, None) for s in letter.slots if isinstance(s.label, str))
                found.update((d.other, None) for d in letter.deltas if isinstance(d.other, str))
    return list(found)


def atom_number(over: Ensemble | None, atoms: Mapping[Any, Any]) -> int | None:
    """The number of atoms given for an ensemble, or for a class of a mixture; None when there is none."""
    if over is None:
        return None
    for system, number in atoms.items():
        if getattr(system, "site", system) is over.site:
            return number if isinstance(number, int) else int(number[over.atom.site.name])
    return None


def named(operator: Operator) -> Operator:
    """An operator whose indexed couplings g[1], J[1, 2] are the symbols g_1, J_1_2, complex where they may be."""

    def rule(value: sp.Expr) -> sp.Expr:
        return value.xreplace({own: _named_coupling(own) for own in value.atoms(sp.Indexed)})

    return operator.map_coefficients(rule)


def _named_coupling(own: sp.Indexed) -> sp.Symbol:
    name = "_".join([str(own.base), *(str(index) for index in own.indices)])
    return sp.Symbol(name, real=True) if own.base.is_real else sp.Symbol(name, complex=True)


def _scalar(operator: Operator) -> sp.Expr:
    """The coefficient of an operator that is a multiple of the identity."""
    return operator.coefficient(one) if not operator.is_zero else sp.S.Zero


def _matrix(values: Any, size: int, what: str, whose: str) -> sp.ImmutableMatrix:
    matrix = sp.ImmutableMatrix(values)
    if matrix.shape != (size, size):
        raise DynamicsError(
            f"the {what} of {whose} have shape {matrix.shape} where one for each pair, {(size, size)}, are expected"
        )
    difference = (matrix - matrix.H).applyfunc(sp.expand)
    for a in range(size):
        for b in range(size):
            if difference[a, b] != 0:
                raise DynamicsError(
                    f"the {what} of {whose} are not Hermitian at ({a + 1}, {b + 1}), where {matrix[a, b]} stands "
                    f"against {matrix[b, a]}; symbols that are real must be declared real=True"
                )
    return matrix


def _require_positive(rates: sp.ImmutableMatrix, whose: str) -> None:
    """Raise DynamicsError when some principal minor of the rates is a negative number."""
    size = rates.shape[0]
    for indices in _subsets(size):
        minor = rates.extract(list(indices), list(indices)).det()
        if sp.expand(minor).is_negative:
            which = ", ".join(str(k + 1) for k in indices)
            raise DynamicsError(
                f"the rates of {whose} are not positive: their principal minor of rows {which} is {minor}, where "
                "a positive semidefinite matrix is expected"
            )


def _subsets(size: int) -> Iterable[tuple[int, ...]]:
    # Pairs decide whether |Gamma_ab|^2 exceeds Gamma_aa Gamma_bb; all minors are tried while they are few.
    largest = size if size <= 6 else 2
    return (c for k in range(1, largest + 1) for c in combinations(range(size), k))


def _refuse_conversion(jump: Jump) -> Jump:
    raise DynamicsError(f"{jump} has a rate for each atom, which is not converted; state it in the convention wanted")
