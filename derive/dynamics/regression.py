r"""Two-time correlations by the regression theorem, and their spectra.

With :math:`C_i(\tau) = \langle B'(t)\, O_i(t+\tau)\, B(t)\rangle` the mean of :math:`O_i(t+\tau)` between operators of
an earlier time, the equations of the moments hold for C too: B counts as an operator of a system apart that nothing
moves. Around a steady state,

.. math:: \delta C_i = C_i - \langle O_i\rangle\langle B' B\rangle, \qquad \frac{d}{d\tau}\delta C = M\,\delta C ,

so that the coherent part, constant in :math:`\tau`, is split off. M depends on means where a closure is not linear.
Spectra are :math:`S(\omega) = \int e^{-i\omega\tau} \langle \delta A(\tau)\,\delta B(0)\rangle\, d\tau`, as in QuTiP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from derive.algebra import Boson, Operator, one
from derive.algebra.cloud import Cloud
from derive.algebra.labels import CloudLetter
from derive.algebra.monomials import monomial
from derive.algebra.operators import combination
from derive.algebra.scalars import to_sympy
from derive.dynamics.accounts import account
from derive.dynamics.certified import Certified, stated_rates
from derive.dynamics.closure import Closure, close
from derive.dynamics.equations import in_real_means, mean_quantities
from derive.dynamics.lindblad import Model
from derive.dynamics.linear import adjugate, over_square, real_part, reduced, sample, solved, vanishes
from derive.dynamics.rates import DynamicsError
from derive.dynamics.readouts import Readout
from derive.dynamics.steady import certified_means, steady_means

# A name with a blank cannot be a user's.
MARKER = Boson("earlier ")
POINTS = 5


@dataclass(frozen=True, kw_only=True)
class TwoTime:
    """The correlation of ``operator`` at t + tau with operators at t, and the set of equations it closes in.

    ``operators`` are the O_i with dC/d tau = ``matrix`` C + ``offset`` <before right>, so that d(delta C)/d tau =
    ``matrix`` delta C around a steady state; ``initial`` is delta C at tau = 0, ``weights``
    gives the correlation as a sum of the delta C_i. All are expressions in the symbols of ``single``, the set of
    one-time moments; ``coherent`` is <operator><before right>. Where means have been put in, ``general`` is the same
    before, ``means`` what was put in, and ``resting`` says that they are those of the steady state.
    """

    model: Model
    operator: Operator
    right: Operator
    before: Operator
    operators: tuple[Operator, ...]
    matrix: sp.ImmutableMatrix
    offset: sp.ImmutableMatrix
    initial: sp.ImmutableMatrix
    weights: sp.ImmutableMatrix
    coherent: sp.Expr
    single: Closure
    exact: bool
    order: int | None
    options: Mapping[str, Any]
    general: TwoTime | None = None
    means: Mapping[Any, Any] = field(default_factory=dict)
    resting: bool = False

    def at(self, means: Mapping[Any, Any]) -> TwoTime:
        """The same with one-time means (and parameters, if given) replaced by values."""
        rule = {**means, **{sp.conjugate(key): sp.conjugate(value) for key, value in means.items()}}

        def put(matrix: sp.MatrixBase) -> sp.ImmutableMatrix:
            return sp.ImmutableMatrix(matrix.xreplace(rule).applyfunc(reduced))

        return replace(
            self,
            matrix=put(self.matrix),
            offset=put(self.offset),
            initial=put(self.initial),
            coherent=reduced(self.coherent.xreplace(rule)),
            general=self.general or self,
            means={**{key: (sp.S.Zero + value).xreplace(rule) for key, value in self.means.items()}, **rule},
        )

    def steady(self) -> TwoTime:
        """The same at the steady state, in the parameters alone; raises DynamicsError where that is not linear."""
        return replace(self.at(steady_means(self.single)), resting=True)

    def laplace(self, s: sp.Expr) -> sp.Expr:
        """The integral of e^(-s tau) times the incoherent correlation over tau > 0, a rational function of s."""
        found = solved(s * sp.eye(self.matrix.rows) - self.matrix, self.initial)
        if found is None:
            raise DynamicsError(f"s = {s} is an eigenvalue of the correlation's equations where another is expected")
        return reduced((self.weights * found)[0, 0])

    def spectrum(self, omega: sp.Symbol) -> sp.Expr:
        """The incoherent spectrum of <operator(tau) right(0)>, for right = operator+; real for real omega.

        Raises DynamicsError for other pairs, whose negative times are another correlation: add `laplace` of both.
        """
        if not (self.right - self.operator.adjoint()).is_zero or not (self.before - one).is_zero:
            raise DynamicsError(
                f"the spectrum of {self.operator} with {self.right} was asked for, where an operator and its adjoint, "
                f"{self.operator.adjoint()}, are expected"
            )
        found = adjugate(sp.I * omega * sp.eye(self.matrix.rows) - self.matrix)
        if found is None:
            raise DynamicsError(f"an undamped motion has the frequency {omega}, where a finite spectrum is expected")
        above, below = found
        column = above * self.initial
        rows: dict[sp.Expr, sp.Expr] = {}
        for weight, top, bottom in zip(self.weights, column, below, strict=True):
            rows[bottom] = rows.get(bottom, sp.S.Zero) + weight * top
        # One fraction for the rows of a block, and its real part alone: both parts in lowest terms take much longer.
        return sp.Add(*(over_square(2 * real_part(*_fraction(top, own)), own) for own, top in rows.items()))

    def certified(self, omega: sp.Symbol | None = None) -> Certified:
        """``matrix``, ``initial``, ``coherent`` in the real means of ``single``; with omega the ``spectrum`` [s]."""

        def named(matrix: sp.MatrixBase) -> sp.ImmutableMatrix:
            return sp.ImmutableMatrix(matrix.applyfunc(lambda entry: in_real_means(entry, self.single)))

        values: dict[str, Any] = {
            "matrix": named(self.matrix), "initial": named(self.initial),
            "coherent": in_real_means(self.coherent, self.single),
        }  # fmt: skip
        holds, how = _law_of_factors(self), "<O_i><B> moves as <O_i> does, by a closed set of its own"
        if omega is not None:
            values["spectrum"] = self.spectrum(omega)
            holds = holds and all(_agrees(self, omega, values["spectrum"], shift) for shift in range(POINTS))
            how += f"; the spectrum from the driven equations, solved at {POINTS} rational points"
        if self.resting:
            holds = holds and certified_means(self.single).holds
            how += "; the steady means put back"
        return Certified(
            values=values,
            relation="the regression theorem: d(delta C)/d tau = M delta C",
            method="two programs that agree, and exact points",
            holds=holds,
            detail=how,
            assumes=("the noise has no memory", *stated_rates(self.model)),
            approximations=(*self.model.approximations, *account(self.single).approximations),
            quantities=mean_quantities(self.single),
        )


def two_time(
    model: Model,
    operator: Operator,
    right: Operator,
    before: Operator = one,
    order: int | None = None,
    **options: Any,
) -> TwoTime:
    """The correlation <before(t) operator(t + tau) right(t)>; ``order`` and ``options`` are those of `close`.

    ``right`` and ``before`` are symmetric in the atoms of an ensemble. Raises DynamicsError for others.
    """
    for own in (right, before):
        _require_symmetric(model.require(own))
    apart = replace(model, systems=(*model.systems, MARKER))
    if (operator - operator.coefficient(one) * one).is_zero:
        raise DynamicsError(f"the operator {operator} is a number, which has no correlation in time")
    if order is not None and order <= (length := _length(operator, one)):
        # The earlier operator counts as one more in every mean.
        raise DynamicsError(
            f"the order {order} was given, where one above the {length} that {operator} multiplies is expected, since "
            f"a correlation holds an earlier operator too; give order={length + 1} or more"
        )
    later = close(apart, [operator * MARKER.a], order, **options)
    found = _Later(later)
    longest = max([_length(moved * right, before) for moved in found.operators], default=1)
    used = [later.states[n - 1] for n in sorted(found.one_time)]
    between = (before * O * right for O in found.operators)
    seeds = [*between, *found.operators, before * right, *used]
    seeds = [seed for seed in seeds if not (seed - seed.coefficient(one) * one).is_zero]
    single = close(model, seeds, None if order is None else max(order, longest), **options)
    readout = Readout(single)

    def mean(of: Operator) -> sp.Expr:
        return readout.expression(of)

    # The same mean may stand for an operator in one set and for its adjoint in the other.
    names = {later.symbols[n - 1]: mean(later.states[n - 1]) for n in found.one_time}
    names |= {sp.conjugate(symbol): sp.conjugate(value) for symbol, value in names.items() if not symbol.is_real}
    earlier = mean(before * right)
    initial = [mean(before * O * right) - mean(O) * earlier for O in found.operators]
    weights = found.weights(operator)
    return TwoTime(
        model=model,
        operator=operator,
        right=right,
        before=before,
        operators=found.operators,
        matrix=found.matrix.xreplace(names),
        offset=found.offset.xreplace(names),
        initial=sp.ImmutableMatrix(initial),
        weights=weights,
        coherent=mean(operator) * earlier,
        single=single,
        exact=later.exact and single.exact,
        order=order,
        options=options,
    )


def _fraction(top: sp.Expr, bottom: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    above, beneath = sp.fraction(sp.together(top))
    return above, beneath * bottom


def _law_of_factors(found: TwoTime) -> bool:
    """Whether C_i = <O_i><B> obeys the equations of C as <O_i> does its own, and the values put in were put right."""
    whole = found.general or found
    one_time = close(whole.model, whole.operators, whole.order, **whole.options)
    means = Readout(one_time)
    known = [
        (symbol, means.expression(state))
        for symbol, state in zip(whole.single.symbols, whole.single.states, strict=True)
        if means.mean(state) is not None
    ]
    names = {**dict(known), **{sp.conjugate(symbol): sp.conjugate(value) for symbol, value in known}}
    matrix, offset = whole.matrix.xreplace(names), whole.offset.xreplace(names)
    column = sp.Matrix([means.expression(own) for own in whole.operators])
    rates = {**one_time.equations, **{sp.conjugate(s): sp.conjugate(rate) for s, rate in one_time.equations.items()}}
    left = sp.Matrix([rates.get(mean, mean) for mean in column]) - matrix * column - offset
    changed = [
        before.xreplace(found.means) - after
        for mine, own in ((found.matrix, whole.matrix), (found.initial, whole.initial))
        for before, after in zip(own, mine, strict=True)
    ]
    return all(map(vanishes, (*left, *changed)))


def _agrees(found: TwoTime, omega: sp.Symbol, value: sp.Expr, shift: int) -> bool:
    """Whether the spectrum is that of the correlation's equations, solved at a rational point."""
    point = sample(value.free_symbols | found.matrix.free_symbols | found.initial.free_symbols | {omega}, shift)
    matrix, start = found.matrix.xreplace(point), found.initial.xreplace(point)
    inside = (sp.I * point[omega] * sp.eye(matrix.rows) - matrix).LUsolve(start)
    half = sp.expand((found.weights * inside)[0, 0], complex=True)
    return bool(sp.expand(half + sp.conjugate(half) - value.xreplace(point), complex=True) == 0)


class _Later:
    """The equations of moments that hold the marker, in variables that hold it and not its adjoint."""

    def __init__(self, closed: Closure) -> None:
        self.closed = closed
        self.marks = [_marks(state) for state in closed.states]
        self.numbers = [k for k, mark in enumerate(self.marks) if mark and len(closed.word(k)) > 1]
        self.one_time: set[int] = set()
        self.operators = tuple(self._without_marker(k) for k in self.numbers)
        rows = [self._row(k) for k in self.numbers]
        alone = [k for k, mark in enumerate(self.marks) if mark and len(closed.word(k)) == 1]
        self.offset = sp.ImmutableMatrix([sum((row.get(k, sp.S.Zero) for k in alone), sp.S.Zero) for row in rows])
        self.matrix = sp.ImmutableMatrix(len(rows), len(rows), lambda i, j: rows[i].get(self.numbers[j], sp.S.Zero))

    def _without_marker(self, k: int) -> Operator:
        (m,) = self.closed.states[k].monomials()
        kept = [pair for pair in m.letters if pair[0] is not MARKER.site]
        operator = combination([(monomial(kept), self.closed.states[k].coefficient(m))])
        return operator if self.marks[k] == 1 else operator.adjoint()

    def _row(self, k: int) -> dict[int, sp.Expr]:
        sign = self.marks[k]
        row: dict[int, sp.Expr] = {}
        for factors, value in self.closed.coefficients(k).items():
            marked = [n for n in factors if self.marks[abs(n) - 1]]
            if len(marked) != 1:
                raise DynamicsError(
                    f"the correlation with {self.closed.states[k]} is not linear in the earlier operator"
                )
            term = value
            for n in factors:
                if n != marked[0]:
                    self.one_time.add(abs(n))
                    symbol = self.closed.symbols[abs(n) - 1]
                    term *= symbol if n > 0 else sp.conjugate(symbol)
            j = abs(marked[0]) - 1
            row[j] = row.get(j, sp.S.Zero) + (term if sign == 1 else sp.conjugate(term))
        return row

    def weights(self, operator: Operator) -> sp.ImmutableMatrix:
        """The operator as a sum of the O_i; atoms of an ensemble are exchangeable."""
        found = Readout(self.closed).mean(operator * MARKER.a)
        assert found is not None
        row = sp.zeros(1, len(self.numbers))
        for factors, value in found.items():
            (n,) = factors
            if abs(n) - 1 in self.numbers:
                row[self.numbers.index(abs(n) - 1)] += to_sympy(value)
        return sp.ImmutableMatrix(row)


def _marks(state: Operator) -> int:
    """1 for an operator that holds the marker, -1 for its adjoint, 0 for neither."""
    (m,) = state.monomials()
    letter = dict(m.letters).get(MARKER.site)
    return 0 if letter is None else (1 if letter == (0, 1) else -1)


def _length(operator: Operator, before: Operator) -> int:
    whole = before * operator
    return max([m.degree for m in whole.monomials()], default=0)


def _require_symmetric(operator: Operator) -> None:
    for m in operator.monomials():
        for place, letter in m.letters:
            if isinstance(place.species, Cloud) and isinstance(letter, CloudLetter):
                named = [slot.label for slot in letter.slots if slot.label is not None]
                if named:
                    raise DynamicsError(
                        f"the earlier operator {operator} names the atom {named[0]!r} where one that is symmetric in "
                        "the atoms is expected; use total"
                    )
