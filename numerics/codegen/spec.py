"""What a kernel shall be (KernelSpec), and the discovery of the specs in ``numerics/codegen/catalogue``."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from numerics.records import KernelKind

Spacing = Literal["linear", "log", "integer", "half-integer"]


class CodegenError(ValueError):
    """A kernel that cannot be made as asked: one sentence that names the input and what was expected."""


@dataclass(frozen=True, kw_only=True)
class Range:
    """The values of one argument in an audit: from ``lower`` to ``upper``, ends included.

    ``symmetric`` adds the mirrored negative values. ``special`` values are tried besides, as exact text.
    """

    lower: Fraction
    upper: Fraction
    spacing: Spacing = "linear"
    symmetric: bool = False
    special: tuple[Fraction, ...] = ()

    def __post_init__(self) -> None:
        if self.lower > self.upper:
            raise CodegenError(f"an audit range from {self.lower} to {self.upper} is empty")
        if self.spacing == "log" and self.lower <= 0:
            raise CodegenError(f"a logarithmic audit range starts at {self.lower}, expected above 0")

    def text(self, name: str) -> str:
        """The range as an inequality."""
        mirrored = "|" if self.symmetric else ""
        return f"{float(self.lower):.6g} <= {mirrored}{name}{mirrored} <= {float(self.upper):.6g} ({self.spacing})"


@dataclass(frozen=True, kw_only=True)
class Orbits:
    """Which averaged map of random pair collisions a kernel shall be: see ``derive.dynamics.replicas``."""

    replicas: int
    excitations: int = 1
    marked: bool = False
    clock: Literal["step", "event"] = "step"


@dataclass(frozen=True, kw_only=True)
class KernelSpec:
    """A kernel to generate: from which equations, with which arguments in which order, audited where.

    ``kind`` is "function" (one number), "numbers" (several, one for each equation, by the names of their left
    sides), "matrix" (a matrix written into ``out``) or "rhs" (rates of change of ``state``, with its Jacobian when
    ``jacobian``). ``given`` are ids of further equations whose right sides take the place of the symbols on their
    left, one after the other. ``reference`` is the id of another equation for the same quantity that the audit
    holds the kernel against; empty means the kernel's own equation. ``exceptional``
    audit points are tuples of exact values in the order of the arguments. ``tied`` names pairs (argument,
    other): the range is then that of argument/other, or of time*other, so that regimes are set by ratios.
    ``derivatives`` names arguments by which the kernel is differentiated too: the function ``sensitivity`` of a
    right-hand side, ``<name>_gradient`` of others.
    ``orbits`` makes it the averaged map of R replicas, from the one equation of the kick of a collision.
    ``reason`` excuses errors above ``allowed_ulp`` that come from conditioning; no reason excuses others.
    """

    name: str
    title: str
    equations: tuple[str, ...]
    kind: KernelKind
    arguments: tuple[str, ...]
    audit: dict[str, Range]
    state: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    time: str = "t"
    jacobian: bool = False
    derivatives: tuple[str, ...] = ()
    reference: str = ""
    tied: tuple[tuple[str, str], ...] = ()
    exceptional: tuple[tuple[Fraction, ...], ...] = ()
    audit_points: int = 2000
    orbits: Orbits | None = None
    allowed_ulp: float = 16.0
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise CodegenError(f"kernel name {self.name!r} is not a Python name")
        missing = [name for name in (*self.state, *self.arguments) if name not in self.audit]
        if missing:
            raise CodegenError(f"kernel {self.name} has no audit range for {', '.join(missing)}")
        strange = [name for name in self.derivatives if name not in self.arguments]
        if strange:
            raise CodegenError(f"kernel {self.name} is to be differentiated by {strange[0]}, which it does not take")
        if self.allowed_ulp > 16:
            raise CodegenError(f"kernel {self.name} allows {self.allowed_ulp:g} units in the last place, above 16")
        if self.given and self.reference:
            raise CodegenError(f"kernel {self.name} puts equations in, so {self.reference} cannot be its reference")

    @property
    def audited(self) -> tuple[str, ...]:
        """What an audit draws values for: the state, the arguments, and time where it has a range of its own."""
        own = (*self.state, *self.arguments)
        return own if self.time in own or self.time not in self.audit else (*own, self.time)

    @property
    def needs(self) -> tuple[str, ...]:
        """Ids of all equations that the kernel is made from or audited against: its own, those put in, a reference."""
        return (*self.equations, *self.given, *((self.reference,) if self.reference else ()))


def specs() -> dict[str, KernelSpec]:
    """All specs of the catalogue by name: those in a ``KERNELS`` tuple of any of its modules."""
    from numerics.codegen import catalogue

    found: dict[str, KernelSpec] = {}
    for entry in sorted(pkgutil.iter_modules(catalogue.__path__), key=lambda entry: entry.name):
        module = importlib.import_module(f"{catalogue.__name__}.{entry.name}")
        for spec in module.KERNELS:
            if spec.name in found:
                raise CodegenError(f"two kernels of the catalogue are called {spec.name}")
            found[spec.name] = spec
    return found


def spec(name: str) -> KernelSpec:
    """The spec of a name; raises CodegenError that names the nearest one when there is none."""
    from difflib import get_close_matches

    known = specs()
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1, cutoff=0.0)
    hint = f"; the nearest is {near[0]}" if near else ""
    raise CodegenError(f"no kernel is called {name!r}{hint}")
