"""Moment equations as arrays, and the system of differential equations that they make.

A `NumericTable` is what the code generator leaves of a derived table: it can be kept in a file and run without
SymPy. A `MomentSystem` evaluates and solves it. The real form holds the real parts of all means, then the imaginary
parts of those whose operators are not Hermitian.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numerics.files import write_if_changed
from numerics.parameters import InputError

Floats = NDArray[np.float64]
Complexes = NDArray[np.complex128]
Indices = NDArray[np.uint32]
"""Unsigned, so that compiled code need not look for indices from the end: twice as fast."""
Signed = NDArray[np.int32]
COMPLEX, REAL, INTEGER = range(3)
"""Kinds of parameters."""


@dataclass(frozen=True, kw_only=True, eq=False)
class NumericTable:
    """Moment equations as arrays.

    ``states`` names the means, ``places`` the index of each imaginary part (-1: the mean is real). Products of means
    are a chain: number ``base + k`` is number ``left[k]`` times ``right[k]``; 0 is one, k + 1 the mean k, and, unless
    all are real, n + k + 1 its conjugate. Row k is entries ``starts[k]:starts[k + 1]``, each a column and a factor;
    factor e is the sum of ``numbers`` times coefficients over ``source_starts[e]:source_starts[e + 1]``. The program
    computes the coefficients (`numerics.moments.kernels.coefficients`) and after them the matrices of rates of the
    processes. ``kinds`` says which parameters are complex, real or integers.
    """

    states: tuple[str, ...]
    parameters: tuple[str, ...]
    kinds: Signed
    conventions: tuple[str, ...]
    processes: tuple[str, ...]
    rate_sizes: Signed
    places: Signed
    left: Indices
    right: Indices
    starts: Indices
    columns: Indices
    source_starts: Indices
    sources: Indices
    numbers: Floats
    program: Signed
    constants: Complexes
    outputs: int
    varying: bool

    @property
    def is_real(self) -> bool:
        """Whether all means are real."""
        return bool((self.places < 0).all())

    def save(self, path: Path | str) -> bool:
        """Write the table to a file, whole or not at all; False when nothing changed."""
        stream = io.BytesIO()
        arrays: dict[str, Any] = {f.name: np.asarray(getattr(self, f.name)) for f in fields(self)}
        np.savez(stream, **arrays)
        return write_if_changed(path, stream.getvalue())

    @classmethod
    def load(cls, path: Path | str) -> NumericTable:
        """The table of a file; raises InputError when the file holds something else."""
        try:
            with np.load(path, allow_pickle=False) as found:
                values = {f.name: found[f.name] for f in fields(cls)}
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"{path} holds no table of moments where one is expected: {error}") from error
        for name in ("states", "parameters", "conventions", "processes"):
            values[name] = tuple(str(value) for value in values[name])
        return cls(**{**values, "outputs": int(values["outputs"]), "varying": bool(values["varying"])})


class MomentSystem:
    """Moment equations with compiled kernels; the functions of `rates` and `jacobian` may be given to any solver."""

    def __init__(self, table: NumericTable) -> None:
        self.table = table
        self.states, self.parameters = table.states, table.parameters
        self.size = len(table.states)
        self.real_size = self.size + int((table.places >= 0).sum())

    def values(self, parameters: Mapping[str, complex]) -> Complexes:
        """The parameters in order.

        Raises InputError for names that are missing or unknown, for values of the wrong kind, and for rates that are
        negative at time zero.
        """
        _require_names("parameter", parameters, self.parameters)
        found = np.array([complex(parameters[name]) for name in self.parameters], np.complex128)
        for name, kind, value in zip(self.parameters, self.table.kinds, found, strict=True):
            if kind != COMPLEX and value.imag:
                raise InputError(f"the parameter {name!r} is {value} where a real number is expected")
            if kind == INTEGER and value.real != round(value.real):
                raise InputError(f"the parameter {name!r} is {value.real:g} where a whole number is expected")
        self._require_rates(found)
        return found

    def _require_rates(self, p: Complexes) -> None:
        own = self.table
        count = int((own.rate_sizes**2).sum())
        rates = evaluated_coefficients(own, p, 0.0)[own.outputs - count :]
        for process, size in zip(own.processes, own.rate_sizes, strict=True):
            matrix, rates = rates[: size**2].reshape(size, size), rates[size**2 :]
            lowest = float(np.linalg.eigvalsh(matrix)[0])
            # Rounding of the eigenvalues of a matrix is some 1e-16 of its largest entry.
            if lowest < -1e-12 * abs(matrix).max():
                what = "has a negative rate" if size == 1 else "has a matrix of rates with a negative eigenvalue"
                raise InputError(f"{process} {what}, {lowest:g}, where rates from 0 up are expected")

    def factors(self, parameters: Mapping[str, complex], t: float = 0.0) -> Complexes:
        """The factor of each monomial in each row at a time [s]."""
        return self._factors(self.values(parameters), t)

    def _factors(self, p: Complexes, t: float) -> Complexes:
        return evaluated_factors(self.table, p, t)

    def rates(self, parameters: Mapping[str, complex]) -> Callable[[float, Floats], Floats]:
        """The function (t, y) -> dy/dt [1/s] in the real form."""
        from numerics.moments import kernels

        own, p = self.table, self.values(parameters)
        base = 1 + self.size * (1 if own.is_real else 2)
        work = np.empty(base + len(own.left), np.float64 if own.is_real else np.complex128)
        fixed = None if own.varying else self._factors(p, 0.0)
        steady = fixed.real.copy() if fixed is not None and own.is_real else fixed

        def rhs(t: float, y: Floats) -> Floats:
            factors = steady
            if factors is None:
                factors = self._factors(p, t)
                factors = factors.real.copy() if own.is_real else factors
            out = np.empty(self.real_size)
            if own.is_real:
                kernels.real_rates(y, own.left, own.right, own.starts, own.columns, factors, work, out)
            else:
                kernels.complex_rates(y, own.places, own.left, own.right, own.starts, own.columns, factors, work, out)
            return out

        return rhs

    def jacobian(self, parameters: Mapping[str, complex]) -> Callable[[float, Floats], Floats]:
        """The function (t, y) -> d(dy/dt)/dy [1/s], shape (m, m), in the real form."""
        from numerics.moments import kernels

        own, p = self.table, self.values(parameters)
        starts, factor_lists = self._monomials
        fixed = None if own.varying else self._factors(p, 0.0)

        def matrix(t: float, y: Floats) -> Floats:
            factors = self._factors(p, t) if fixed is None else fixed
            out = np.empty((self.real_size, self.real_size))
            kernels.jacobian(y, own.places, starts, factor_lists, own.starts, own.columns, factors, out)
            return out

        return matrix

    @cached_property
    def _monomials(self) -> tuple[Indices, Signed]:
        """The means that each number of the chain multiplies, as `kernels.jacobian` reads them."""
        n = self.size
        lists: list[list[int]] = [[], *([k] for k in range(1, n + 1))]
        if not self.table.is_real:
            lists += [[-k] for k in range(1, n + 1)]
        for left, right in zip(self.table.left, self.table.right, strict=True):
            lists.append(lists[left] + lists[right])
        starts = np.cumsum([0, *(len(own) for own in lists)]).astype(np.uint32)
        return starts, np.array([k for own in lists for k in own], np.int32)

    def pack(self, means: Mapping[str, complex] | NDArray[Any], others: complex | None = None) -> Floats:
        """Means as the real form; a mapping by state name must be complete unless ``others`` is given.

        Raises InputError for unknown or missing names and for a complex mean of a Hermitian operator.
        """
        if isinstance(means, Mapping):
            filled = dict.fromkeys(self.states, others) if others is not None else {}
            filled.update(means)
            _require_names("mean", filled, self.states)
            z = np.array([filled[name] for name in self.states], np.complex128)
        else:
            z = np.asarray(means, np.complex128)
            if z.shape != (self.size,):
                raise InputError(
                    f"the means have shape {z.shape} where one for each state, ({self.size},), is expected"
                )
        hermitian = self.table.places < 0
        # A mean that came out of a computation has rounding of about 1e-16 of its size; more is a mistake.
        wrong = hermitian & (abs(z.imag) > 1e-9 * (1 + abs(z)))
        if wrong.any():
            k = int(np.argmax(wrong))
            raise InputError(
                f"the mean {self.states[k]} is {z[k]} where a real number is expected, its operator is Hermitian"
            )
        return np.concatenate([z.real, z.imag[~hermitian]])

    def unpack(self, y: Floats) -> Complexes:
        """The means of a real form, shape (..., real_size) -> (..., size)."""
        z = y[..., : self.size].astype(np.complex128)
        z[..., self.table.places >= 0] += 1j * y[..., self.size :]
        return z


def evaluated_coefficients(table: NumericTable, p: Complexes, t: float) -> Complexes:
    """The values of a table's program, for parameters in order and a time [s]."""
    from numerics.moments import kernels

    values = np.empty(table.outputs, np.complex128)
    kernels.coefficients(table.program, table.constants, p, t, values)
    return values


def evaluated_factors(table: NumericTable, p: Complexes, t: float) -> Complexes:
    """The factor of each monomial in each row of a table, for parameters in order and a time [s]."""
    from numerics.moments import kernels

    values = evaluated_coefficients(table, p, t)
    out = np.empty(len(table.columns), np.complex128)
    kernels.entries(table.source_starts, table.sources, table.numbers, values, out)
    return out


def _require_names(what: str, given: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.0)
            tail = f"; nearest is {near[0]!r}" if near else ""
            raise InputError(f"there is no {what} {name!r}{tail}")
    missing = [name for name in known if name not in given]
    if missing:
        raise InputError(f"the {what} {missing[0]!r} was not given; expected are {', '.join(known[:20])}")
