"""Exact tables of moment equations as arrays for the generic kernel: nothing is compiled.

Products of means become chains that share their beginnings; coefficients become a program for a small stack
machine, so that a change of parameters, or of time, costs no symbolic work.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp

from derive.dynamics.closure import Closure
from derive.dynamics.physical import PhysicalChecks, physical_checks
from derive.dynamics.readouts import ReadoutTable
from derive.dynamics.tables import MomentTable
from derive.dynamics.tables import table as table_of
from numerics.codegen.spec import CodegenError
from numerics.moments import operations as op
from numerics.moments.physical import Physicality
from numerics.moments.system import COMPLEX, INTEGER, REAL, MomentSystem, NumericTable

FUNCTIONS = {
    sp.exp: op.EXP, sp.log: op.LOG, sp.sin: op.SIN, sp.cos: op.COS, sp.tan: op.TAN, sp.sinh: op.SINH,
    sp.cosh: op.COSH, sp.tanh: op.TANH, sp.conjugate: op.CONJUGATE, sp.Abs: op.ABSOLUTE, sp.Heaviside: op.STEP,
    sp.re: op.REAL, sp.im: op.IMAGINARY,
}  # fmt: skip


def lower(table: MomentTable, functions: Mapping[Any, Any] | None = None, time: str = "t") -> NumericTable:
    """The arrays of an exact table; ``functions`` says what undefined functions of time are.

    The symbol called ``time`` is time [s]; all others are parameters. Raises CodegenError for functions that are
    not defined.
    """
    arrays = _arrays(table, functions, time, [rate for _, rates in table.rates for rate in rates])
    places = np.full(len(table.states), -1, np.int32)
    unreal = [k for k, own in enumerate(table.real) if not own]
    places[unreal] = len(table.states) + np.arange(len(unreal))
    conventions = tuple(f"{process}: {rate} in {text}" for process, rate, text in table.conventions)
    processes = tuple(process for process, _ in table.rates)
    sizes = np.array([math.isqrt(len(rates)) for _, rates in table.rates], np.int32)
    return NumericTable(
        states=table.states, conventions=conventions, places=places, processes=processes, rate_sizes=sizes, **arrays
    )


def moment_system(
    closed: Closure, functions: Mapping[Any, Any] | None = None, time: str = "t"
) -> tuple[MomentSystem, Physicality]:
    """The system of differential equations of a closed set, with its checks, ready for `numerics.moments.solve`."""
    system = MomentSystem(lower(table_of(closed), functions, time))
    return system, lower_checks(physical_checks(closed), functions, time)


def lower_checks(checks: PhysicalChecks, functions: Mapping[Any, Any] | None = None, time: str = "t") -> Physicality:
    """The checks of a closed set as arrays."""
    arrays = _arrays(checks.readouts, functions, time)
    states = checks.readouts.states
    places = np.full(len(states), -1, np.int32)
    none = np.zeros(0, np.int32)
    table = NumericTable(states=states, conventions=(), places=places, processes=(), rate_sizes=none, **arrays)
    limits = [(b.row, _limit(b.lower, -np.inf), _limit(b.upper, np.inf)) for b in checks.bounds]
    matrices = tuple((matrix.operators, np.array(matrix.rows, np.int64)) for matrix in checks.matrices)
    return Physicality(names=checks.readouts.names, readouts=table, bounds=tuple(limits), matrices=matrices)


def _limit(value: sp.Expr | None, otherwise: float) -> float:
    return otherwise if value is None else float(value)


def _arrays(
    table: MomentTable | ReadoutTable,
    functions: Mapping[Any, Any] | None,
    time: str,
    rates: Sequence[sp.Expr] = (),
) -> dict[str, Any]:
    """What a table and its readouts have in common: the chain of products, sparse rows and the program.

    The program computes the coefficients and then ``rates``.
    """
    coefficients = [*table.coefficients, *rates]
    if functions:
        coefficients = [c.xreplace(dict(functions)) for c in coefficients]
    program = Program(time)
    for expression in coefficients:
        program.add(expression)
    chain = Chain(len(table.states), isinstance(table, MomentTable) and all(table.real))
    column_of = [chain.number(monomial) for monomial in table.monomials]
    starts, columns, source_starts, sources, numbers = [0], [], [0], [], []
    for row, denominator in zip(table.rows, table.denominators, strict=True):
        grouped: dict[int, list[tuple[int, int]]] = {}
        for m, c, number in row:
            grouped.setdefault(column_of[m], []).append((c, number))
        for column in sorted(grouped):
            columns.append(column)
            for c, number in grouped[column]:
                sources.append(c)
                numbers.append(number / denominator)
            source_starts.append(len(sources))
        starts.append(len(columns))
    return {
        "parameters": tuple(program.parameters),
        "kinds": np.array(list(program.parameters.values()), np.int32),
        "left": np.array(chain.left, np.uint32),
        "right": np.array(chain.right, np.uint32),
        "starts": np.array(starts, np.uint32),
        "columns": np.array(columns, np.uint32),
        "source_starts": np.array(source_starts, np.uint32),
        "sources": np.array(sources, np.uint32),
        "numbers": np.array(numbers, np.float64),
        "program": np.array(program.code, np.int32),
        "constants": np.array(program.constants or [0.0], np.complex128),
        "outputs": len(coefficients),
        "varying": program.varying,
    }


class Chain:
    """Numbers of products of means; a product is its beginning times its last mean."""

    def __init__(self, size: int, real: bool) -> None:
        self.size, self.real = size, real
        self.left: list[int] = []
        self.right: list[int] = []
        self._base = 1 + size * (1 if real else 2)
        self._numbers: dict[tuple[int, ...], int] = {(): 0}

    def number(self, factors: tuple[int, ...]) -> int:
        """The number of a product of states from 1, negative where conjugated."""
        found = self._numbers.get(factors)
        if found is None:
            if len(factors) == 1:
                found = factors[0] if factors[0] > 0 else self.size - factors[0]
            else:
                left, right = self.number(factors[:-1]), self.number(factors[-1:])
                found = self._base + len(self.left)
                self.left.append(left)
                self.right.append(right)
            self._numbers[factors] = found
        return found


class Program:
    """A stack program that leaves the value of each expression added, in order."""

    def __init__(self, time: str) -> None:
        self.code: list[int] = []
        self.constants: list[complex] = []
        self.parameters: dict[str, int] = {}
        self.varying = False
        self._time = time

    def add(self, expression: sp.Expr) -> None:
        """Append an expression; raises CodegenError for what has no operation."""
        if expression.is_number:
            self._constant(complex(expression.evalf(20)))
        elif expression.is_Symbol or expression.is_Indexed:
            self._symbol(expression)
        elif expression.is_Add or expression.is_Mul:
            for part in expression.args:
                self.add(part)
            self.code += [op.ADD if expression.is_Add else op.MULTIPLY, len(expression.args)]
        elif isinstance(expression, sp.exp):
            self._call(op.EXP, expression.args[0])
        elif expression.is_Pow:
            self._power(expression.base, expression.exp)
        elif type(expression) in FUNCTIONS:
            self._call(FUNCTIONS[type(expression)], expression.args[0])
        else:
            known = ", ".join(sorted(head.__name__ for head in FUNCTIONS))
            raise CodegenError(
                f"the coefficient {expression} has no operation where one of {known} is expected; "
                "say what it is with functions={...}"
            )

    def _symbol(self, symbol: sp.Expr) -> None:
        name = str(symbol)
        if name == self._time:
            self.varying = True
            self.code += [op.TIME, 0]
            return
        kind = INTEGER if symbol.is_integer else REAL if symbol.is_real else COMPLEX
        self.parameters.setdefault(name, kind)
        self.code += [op.PARAMETER, list(self.parameters).index(name)]

    def _constant(self, value: complex) -> None:
        self.code += [op.CONSTANT, len(self.constants)]
        self.constants.append(value)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> None:
        if base is sp.E:
            self._call(op.EXP, exponent)
            return
        self.add(base)
        if exponent.is_Integer:
            self.code += [op.POWER, int(exponent)]
        else:
            self.add(exponent)
            self.code += [op.ROOT, 0]

    def _call(self, operation: int, argument: sp.Expr) -> None:
        self.add(argument)
        self.code += [operation, 0]
