"""Generated kernels, loaded by name and called with named, checked arguments; needs neither SymPy nor ``derive``.

The functions of a generated module check nothing, so that loops over them lose no time. :func:`load` gives a
callable that checks names, shapes, kinds and domains, and says in one sentence what does not fit.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from numerics.arguments import Domain, elementwise, in_order, packed, rates
from numerics.arguments import KernelError as KernelError
from numerics.files import write_if_changed
from numerics.records import Argument, Kernel, RecordError

_NUMBER = re.compile(r"[+-]?(\d+/\d+|(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?)")


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
        found = in_order(self.record.name, [argument.name for argument in self.record.arguments], values)
        many = getattr(self.module, f"{function}_many")
        return elementwise(self.record.name, many, self._domains, found, inner, self.record.results[0].dtype)

    @cached_property
    def _domains(self) -> tuple[Domain, ...]:
        return tuple(domain_of(argument) for argument in self.record.arguments)

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
        found = in_order(self.record.name, [argument.name for argument in self.record.arguments], values)
        return packed(self._domains, found)

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
        names = ["t", "y", *(argument.name for argument in self.record.arguments)]
        t, y, *parameters = in_order(self.record.name, names, values)
        states = [argument.name for argument in self.record.state]
        p = packed(self._domains, parameters)
        return rates(getattr(self.module, function), states, t, y, p, shape, self.record.results[0].dtype)


def domain_of(argument: Argument) -> Domain:
    """What an argument may be."""
    bounds = argument.bounds
    return Domain(
        argument.name, argument.dtype, argument.domain_text, bounds.kind, bounds.lower, bounds.upper,
        bounds.open_below, bounds.open_above,
    )  # fmt: skip


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
    if not (name.isidentifier() and record.is_file()):
        there = sorted(path.stem for path in where.glob("*.json"))
        near = get_close_matches(name, there, n=1, cutoff=0.0)
        hint = f"; the nearest is {near[0]}" if near else ""
        raise KernelError(f"no kernel {name!r} in {where}, expected one that `larmor kernel` has generated{hint}")
    try:
        kernel = Kernel.from_json(record.read_bytes())
    except RecordError as error:
        raise KernelError(f"{record} is damaged ({error}); generate the kernel again") from error
    _require_source(source, kernel)
    return kernel


def _require_source(source: Path, kernel: Kernel) -> None:
    """See that the module's text is that of its record, which is written first.

    A text of another signature, or none, is what a process leaves that was killed in between: the record has the text
    that should be there. A text of the same signature was changed by hand.
    """
    text = source.read_text(encoding="utf-8") if source.is_file() else ""
    if text == kernel.source:
        return
    if f"\n# signature: {kernel.signature}\n" in text:
        raise KernelError(f"{source} is not what its record describes; generate the kernel again")
    try:
        write_if_changed(source, kernel.source)
    except OSError as error:
        raise KernelError(f"{source} is not there and cannot be written: {error.strerror}") from error


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
    except OSError as error:
        del sys.modules[name]
        raise KernelError(f"{source} cannot keep its compiled code beside itself: {error.strerror}") from error
    except BaseException:
        del sys.modules[name]
        raise
    return module
