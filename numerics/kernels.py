"""Generated kernels, loaded by name and called with named, checked arguments; needs neither SymPy nor ``derive``.

The functions of a generated module check nothing, so that loops over them lose no time. :func:`load` gives a
callable that checks names, shapes, kinds and domains, and says in one sentence what does not fit.
"""

from __future__ import annotations

import importlib.util
import math
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from numerics.records import Argument, Bounds, Kernel, RecordError

_NUMBER = re.compile(r"[+-]?(\d+/\d+|(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?)")


class KernelError(ValueError):
    """A kernel that is not there, or a call that does not fit it: one sentence."""


def folder() -> Path:
    """Where generated kernels are: ``build/kernels``, or what LARMOR_KERNELS names."""
    return Path(os.environ.get("LARMOR_KERNELS", "build/kernels"))


@dataclass(frozen=True, kw_only=True)
class CompiledKernel:
    """A kernel's record with its compiled functions; call it with named arguments.

    A function or matrix kernel takes numbers or arrays that broadcast, and gives numbers or arrays (with the
    matrix axes last); a kernel of several numbers gives them by name. A right-hand side takes ``t``, ``y`` (shape
    (n,)) and its parameters, and gives dy/dt.
    """

    record: Kernel
    module: ModuleType

    def __call__(self, *positional: Any, **named: Any) -> Any:
        """The kernel's value, units as in the record; raises KernelError for arguments that do not fit."""
        values = self._named(positional, named)
        if self.record.kind == "rhs":
            return self._rates("rhs", values, (len(self.record.state),))
        results = self.record.results
        inner = (len(results),) if self.record.kind == "numbers" else results[0].shape
        found = self._broadcast(self.record.name, values, inner)
        if self.record.kind == "numbers":
            return {result.name: found[..., i][()] for i, result in enumerate(results)}
        return found[()] if found.ndim == 0 else found

    def gradient(self, *positional: Any, **named: Any) -> Any:
        """The derivatives by the arguments of ``record.derivatives``, along a last axis; same arguments as the call.

        Of a right-hand side d(dy_i/dt)/dp_k, shape (n, m); of several numbers shape (..., numbers, m).
        """
        if not self.record.derivatives:
            raise KernelError(f"{self.record.name} was generated without derivatives by its arguments")
        values = self._named(positional, named)
        size = len(self.record.derivatives)
        if self.record.kind == "rhs":
            return self._rates("sensitivity", values, (len(self.record.state), size))
        results = self.record.results
        inner = (len(results),) if self.record.kind == "numbers" else results[0].shape
        return self._broadcast(f"{self.record.name}_gradient", values, (*inner, size))

    def _broadcast(self, function: str, values: Mapping[str, Any], inner: tuple[int, ...]) -> np.ndarray[Any, Any]:
        """A function of each element of the arguments, which broadcast; its own axes come last."""
        checked = [_checked(a, v) for a, v in self._in_order(values, ())]
        try:
            arrays = np.broadcast_arrays(*checked)
        except ValueError:
            shapes = ", ".join(f"{a.name} {np.shape(v)}" for a, v in zip(self.record.arguments, checked, strict=True))
            raise KernelError(f"{self.record.name} got shapes that do not broadcast: {shapes}") from None
        out = np.empty((arrays[0].size, *inner), dtype=self.record.results[0].dtype)
        getattr(self.module, f"{function}_many")(*(np.ascontiguousarray(a).ravel() for a in arrays), out)
        return out.reshape((*arrays[0].shape, *inner))

    def jacobian(self, **values: Any) -> Any:
        """d(dy_i/dt)/dy_j, shape (n, n), of a right-hand side; same arguments as the call."""
        if "jacobian" not in self.record.functions:
            raise KernelError(f"{self.record.name} has no Jacobian; it offers {', '.join(self.record.functions)}")
        return self._rates("jacobian", values, (len(self.record.state), len(self.record.state)))

    def sparse_jacobian(self, **values: Any) -> Any:
        """The same as a SciPy CSR array with the pattern of the record; a large system computes its entries alone."""
        import scipy.sparse

        csr_array: Any = scipy.sparse.csr_array

        if "jacobian_entries" not in self.record.functions:
            dense = self.jacobian(**values)
            entries = np.concatenate([row[list(own)] for row, own in zip(dense, self.record.sparsity, strict=True)])
        else:
            entries = self._rates("jacobian_entries", values, (sum(map(len, self.record.sparsity)),))
        starts = np.cumsum([0, *map(len, self.record.sparsity)])
        columns = [j for own in self.record.sparsity for j in own]
        return csr_array((entries, columns, starts), shape=(len(self.record.state),) * 2)

    def pack(self, **values: Any) -> np.ndarray[Any, Any]:
        """The checked parameters as the vector p that ``rhs(t, y, p, out)`` takes."""
        pairs = self._in_order(values, ())
        for argument, value in pairs:
            if np.ndim(value):
                raise KernelError(f"{argument.name} has shape {np.shape(value)}, expected one number")
        kind = "complex128" if any(a.dtype == "complex128" for a in self.record.arguments) else "float64"
        return np.array([_checked(argument, value)[()] for argument, value in pairs], dtype=kind)

    def _named(self, positional: tuple[Any, ...], named: Mapping[str, Any]) -> dict[str, Any]:
        """All values by name; positional ones are in the order of the record."""
        names = [*(("t", "y") if self.record.kind == "rhs" else ()), *(a.name for a in self.record.arguments)]
        if len(positional) > len(names):
            raise KernelError(f"{self.record.name} got {len(positional)} values, expected {', '.join(names)}")
        given = dict(zip(names, positional, strict=False))
        twice = [name for name in given if name in named]
        if twice:
            raise KernelError(f"{self.record.name} got {twice[0]} twice, by place and by name")
        return {**given, **named}

    def _rates(self, function: str, values: Mapping[str, Any], shape: tuple[int, ...]) -> Any:
        size = len(self.record.state)
        self._in_order(values, ("t", "y"))
        y = np.ascontiguousarray(_array("y", values["y"], self.record.results[0].dtype))
        if y.shape != (size,):
            order = ", ".join(argument.name for argument in self.record.state)
            raise KernelError(f"y has shape {y.shape}, expected ({size},) in the order {order}")
        t = float(_array("t", values["t"], "float64"))
        p = self.pack(**{name: value for name, value in values.items() if name not in ("t", "y")})
        out = np.empty(shape, dtype=self.record.results[0].dtype)
        getattr(self.module, function)(t, y, p, out)
        return out

    def _in_order(self, values: Mapping[str, Any], extra: tuple[str, ...]) -> list[tuple[Argument, Any]]:
        """Arguments with their values; raises for names that are unknown or missing."""
        known = [*extra, *(argument.name for argument in self.record.arguments)]
        for name in values:
            if name not in known:
                near = get_close_matches(name, known, n=1, cutoff=0.0)[0]
                raise KernelError(
                    f"{self.record.name} has no argument {name!r}, expected {', '.join(known)}; the nearest is {near}"
                )
        missing = [name for name in known if name not in values]
        if missing:
            raise KernelError(f"{self.record.name} needs {', '.join(missing)} besides what was given")
        return [(argument, values[argument.name]) for argument in self.record.arguments]


def load(name: str, out_dir: Path | str | None = None) -> CompiledKernel:
    """The kernel ``name`` from its generated files; raises KernelError when it was not generated.

    Compiled code comes from numba's cache beside the module, so that only the first load compiles.
    """
    kernel = described(name, out_dir)
    where = Path(out_dir) if out_dir is not None else folder()
    return CompiledKernel(record=kernel, module=_module(where / f"{name}.py", kernel.signature))


def described(name: str, out_dir: Path | str | None = None) -> Kernel:
    """The record of a kernel, which its source agrees with; nothing is compiled. Raises KernelError as :func:`load`."""
    where = Path(out_dir) if out_dir is not None else folder()
    source, record = where / f"{name}.py", where / f"{name}.json"
    if not (name.isidentifier() and source.is_file() and record.is_file()):
        there = sorted(path.stem for path in where.glob("*.json"))
        near = get_close_matches(name, there, n=1, cutoff=0.0)
        hint = f"; the nearest is {near[0]}" if near else ""
        raise KernelError(f"no kernel {name!r} in {where}, expected one that `larmor kernel` has generated{hint}")
    try:
        kernel = Kernel.from_json(record.read_bytes())
    except RecordError as error:
        raise KernelError(f"{record} is damaged ({error}); generate the kernel again") from error
    if source.read_text(encoding="utf-8") != kernel.source:
        raise KernelError(f"{source} is not what {record} describes; generate the kernel again")
    return kernel


def evaluate(name: str, values: Mapping[str, str], out_dir: Path | str | None = None) -> Any:
    """The kernel's value at values given as text, such as ``{"I": "3/2", "p_a": "0.95"}``."""
    kernel = load(name, out_dir)
    if kernel.record.kind == "rhs":
        raise KernelError(f"{name} is a right-hand side, expected a function or a matrix; run it in a study")
    return kernel(**{key: float(number(text, key)) for key, text in values.items()})


def number(text: str, name: str = "the value") -> Fraction:
    """The exact number of ``3/2``, ``0.95`` or ``3e14``; raises KernelError for any other text."""
    stripped = text.strip()
    if not _NUMBER.fullmatch(stripped):
        raise KernelError(f"{name} is {text!r}, expected a number such as 3/2, 0.95 or 3e14")
    try:
        return Fraction(stripped) if "/" in stripped else Fraction(Decimal(stripped))
    except ZeroDivisionError:
        raise KernelError(f"{name} is {text!r}, expected a denominator other than zero") from None


def _module(source: Path, signature: str) -> ModuleType:
    """The generated module, imported from its path once per signature."""
    name = f"larmor_kernel_{source.stem}_{signature}"
    if name in sys.modules and sys.modules[name].__file__ == str(source.resolve()):
        return sys.modules[name]
    specification = importlib.util.spec_from_file_location(name, source.resolve())
    if specification is None or specification.loader is None:
        raise KernelError(f"{source} cannot be imported, expected a Python module")
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module  # numba looks the module up by name when it reads its cache
    try:
        specification.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _array(name: str, value: Any, dtype: str) -> np.ndarray[Any, Any]:
    """The value as finite numbers of a kind that fits."""
    array = np.asarray(value)
    numbers = "number" if array.ndim == 0 else "numbers"
    if array.dtype.kind not in ("fiuc" if dtype == "complex128" else "fiu"):
        real = "" if dtype == "complex128" else "real "
        raise KernelError(f"{name} is {value!r} of type {array.dtype.name}, expected {real}{numbers}")
    array = array.astype(dtype, copy=False)
    if not np.isfinite(array).all():
        raise KernelError(f"{name} is {value!r}, expected finite {numbers}")
    return array


def _checked(argument: Argument, value: Any) -> np.ndarray[Any, Any]:
    """The value as an array in the argument's domain."""
    array = _array(argument.name, value, argument.dtype)
    if argument.dtype == "complex128":
        return array
    outside = _outside(argument, array)
    if outside is not None:
        near = _nearest(argument, outside)
        raise KernelError(f"{argument.name} is {outside!r}, expected {argument.domain_text}{near}")
    return array


def _outside(argument: Argument, array: np.ndarray[Any, Any]) -> float | None:
    """An element that is not in the domain, or None; whole arrays are compared at once."""
    bounds = argument.bounds
    lower, upper = _limits(bounds)
    ok = (array > lower) if bounds.open_below else (array >= lower)
    ok &= (array < upper) if bounds.open_above else (array <= upper)
    if bounds.kind in ("integer", "half-integer"):
        scaled = array if bounds.kind == "integer" else 2 * array
        ok &= scaled == np.floor(scaled)
    return None if np.all(ok) else float(array[~ok].flat[0])


@lru_cache
def _limits(bounds: Bounds) -> tuple[float, float]:
    """The bounds as doubles, infinite where there are none."""
    lower = float(Fraction(bounds.lower)) if bounds.lower else -math.inf
    return lower, float(Fraction(bounds.upper)) if bounds.upper else math.inf


def _nearest(argument: Argument, value: float) -> str:
    """The nearest value of the domain, where there is one."""
    bounds = argument.bounds
    candidate = value
    if bounds.kind in ("integer", "half-integer"):
        scale = 1 if bounds.kind == "integer" else 2
        candidate = math.floor(value * scale + 0.5) / scale
    lower, upper = _limits(bounds)
    candidate = min(max(candidate, lower), upper)
    return f"; the nearest is {candidate:g}" if bounds.admits(candidate) else ""
