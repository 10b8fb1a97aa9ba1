"""The records of the numerical side: Argument, Accuracy, Kernel, Parameter, Study.

All are frozen and keyword-only and refuse to be built inconsistent. Each has a text form (``str``), a LaTeX form
(:meth:`Record.to_latex`), a JSON form (:meth:`Record.to_json`, :meth:`Record.from_json`) and a content hash
(:meth:`Record.digest`). Nothing here knows SymPy or the derivations: what a kernel needs of them is in its record.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Self

import msgspec

Dtype = Literal["float64", "complex128"]
KernelKind = Literal["function", "numbers", "matrix", "rhs"]
NumberKind = Literal["real", "complex", "integer", "half-integer"]


class RecordError(ValueError):
    """A record that would contradict itself, or a file that does not hold the record asked for."""


class Record:
    """What all records share: the JSON form, and a hash of it."""

    def to_json(self) -> bytes:
        """The record as indented JSON, keys in the order of its fields, with a final newline."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """The record of JSON bytes; raises RecordError when they hold something else."""
        try:
            return msgspec.json.decode(data, type=cls)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise RecordError(f"expected the JSON of a {cls.__name__}, but {error}") from error

    def digest(self) -> str:
        """A stable content hash: the first 16 hexadecimal digits of SHA-256 of the compact JSON."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]

    def to_latex(self) -> str:
        """The record as LaTeX."""
        raise TypeError(f"{type(self).__name__} has no LaTeX form")


@dataclass(frozen=True, kw_only=True)
class Bounds(Record):
    """The values a number may take; bounds are exact, written like ``1/2``, and empty when infinite."""

    kind: NumberKind = "real"
    lower: str = ""
    upper: str = ""
    open_below: bool = True
    open_above: bool = True

    def admits(self, value: float) -> bool:
        """Whether a finite real number belongs to the domain (exact comparison)."""
        number = Fraction(value)
        if (self.kind == "integer" and number.denominator != 1) or (
            self.kind == "half-integer" and (2 * number).denominator != 1
        ):
            return False
        lower = Fraction(self.lower) if self.lower else None
        upper = Fraction(self.upper) if self.upper else None
        above = lower is None or number > lower or (number == lower and not self.open_below)
        below = upper is None or number < upper or (number == upper and not self.open_above)
        return above and below


@dataclass(frozen=True, kw_only=True)
class Argument(Record):
    """One number, vector or matrix that a kernel takes or gives.

    ``shape`` is ``()`` for a number. ``domain_text`` says what ``bounds`` means, for instance ``0 < p_a <= 1``.
    """

    name: str
    latex: str
    meaning: str
    unit: str = "1"
    shape: tuple[int, ...] = ()
    dtype: Dtype = "float64"
    domain_text: str = ""
    bounds: Bounds = Bounds()

    def __post_init__(self) -> None:
        if not self.name.isidentifier():
            raise RecordError(f"argument name {self.name!r} is not a Python name")

    def __str__(self) -> str:
        shape = f", shape {self.shape}" if self.shape else ""
        unit = "" if self.unit == "1" else f" [{self.unit}]"
        return f"{self.name}{unit}: {self.meaning} ({self.dtype}{shape})"

    def to_latex(self) -> str:
        """The symbol, with its unit upright behind it."""
        return self.latex if self.unit == "1" else rf"{self.latex}\;[\mathrm{{{self.unit}}}]"


@dataclass(frozen=True, kw_only=True)
class Accuracy(Record):
    """What the audit of a kernel against high-precision evaluation found.

    Errors are in units in the last place of a double: for a complex value, of its modulus (``measure`` says
    of what). ``conditioned_max_ulp`` is the largest error once conditioning is taken out: an error above the
    allowed one is divided by the condition number sum_i abs(x_i df/dx_i) / abs(f), which says by how much a
    change of the inputs in their last place changes the result. A ``reason`` may excuse ``max_ulp``, not this.
    """

    points: int
    max_ulp: float
    median_ulp: float
    worst_point: tuple[tuple[str, str], ...]
    domain: tuple[str, ...]
    digits: int = 50
    measure: str = "each value"
    allowed_ulp: float = 16.0
    conditioned_max_ulp: float | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.points < 1:
            raise RecordError("an audit needs at least one point")
        if self.max_ulp > self.allowed_ulp and not self.reason:
            raise RecordError(
                f"an error of {self.max_ulp:.3g} units in the last place is above {self.allowed_ulp:g}, "
                "and no reason for it is stated"
            )
        if self.conditioned_max_ulp is not None and self.conditioned_max_ulp > self.allowed_ulp:
            raise RecordError(
                f"an error of {self.conditioned_max_ulp:.3g} units in the last place, conditioning taken out, "
                f"is above {self.allowed_ulp:g}: the kernel itself is inaccurate"
            )

    def __str__(self) -> str:
        at = ", ".join(f"{name} = {value}" for name, value in self.worst_point)
        reason = f"; {self.reason}" if self.reason else ""
        conditioned = (
            f"; {self.conditioned_max_ulp:.2f} with conditioning taken out"
            if self.conditioned_max_ulp is not None and self.conditioned_max_ulp != self.max_ulp
            else ""
        )
        return (
            f"largest error {self.max_ulp:.2f} units in the last place (median {self.median_ulp:.2f}) over "
            f"{self.points} values against {self.digits} digits, at {at}{conditioned}{reason}"
        )

    def to_latex(self) -> str:
        """The largest error, in units in the last place."""
        return rf"{self.max_ulp:.2f}\,\mathrm{{ulp}}"


@dataclass(frozen=True, kw_only=True)
class Kernel(Record):
    """A compiled form of equations: its signature with names, shapes and units, its source, and its accuracy.

    ``functions`` are the names that the generated module offers. ``source_hash`` is that of the equations,
    ``signature`` that of equations, template and generator together. ``operations`` lists how many arithmetic
    operations were left after each stage of the generator. ``rests_on`` repeats what the equations assume.
    ``sparsity`` lists, for each rate of change, the states that it depends on: the entries of the Jacobian that may
    differ from zero, row by row. ``derivatives`` are the arguments by which the kernel is differentiated too.
    """

    name: str
    title: str
    kind: KernelKind
    equations: tuple[str, ...]
    arguments: tuple[Argument, ...]
    results: tuple[Argument, ...]
    functions: tuple[str, ...]
    source_hash: str
    signature: str
    source: str
    formula: str
    state: tuple[Argument, ...] = ()
    rests_on: tuple[str, ...] = ()
    operations: tuple[tuple[str, int], ...] = ()
    accuracy: Accuracy | None = None
    generator_version: str = ""
    sparsity: tuple[tuple[int, ...], ...] = ()
    derivatives: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [argument.name for argument in (*self.arguments, *self.state)]
        if len(set(names)) != len(names):
            raise RecordError(f"kernel {self.name} names an argument twice: {', '.join(names)}")
        if bool(self.state) != (self.kind == "rhs"):
            raise RecordError(f"kernel {self.name} of kind {self.kind} has {len(self.state)} states")

    def __str__(self) -> str:
        takes = ", ".join(argument.name for argument in (*self.state, *self.arguments))
        gives = ", ".join(result.name for result in self.results)
        audit = f"; {self.accuracy}" if self.accuracy else ""
        return f"{self.name}({takes}) -> {gives}, from {', '.join(self.equations)}{audit}"

    def to_latex(self) -> str:
        """The formula that the kernel computes."""
        return self.formula

    def argument(self, name: str) -> Argument:
        """The argument or state of a name; raises KeyError when there is none."""
        for argument in (*self.arguments, *self.state):
            if argument.name == name:
                return argument
        raise KeyError(name)


@dataclass(frozen=True, kw_only=True)
class Parameter(Record):
    """A value that a study was run with; ``value`` is the text of an exact decimal or fraction."""

    name: str
    value: str
    unit: str
    meaning: str
    latex: str = ""
    source: str = ""

    def __str__(self) -> str:
        unit = "" if self.unit == "1" else f" {self.unit}"
        return f"{self.name} = {self.value}{unit}: {self.meaning}"

    def to_latex(self) -> str:
        """``symbol = value unit``."""
        unit = "" if self.unit == "1" else rf"\;\mathrm{{{self.unit}}}"
        return f"{self.latex or self.name} = {self.value}{unit}"


@dataclass(frozen=True, kw_only=True)
class Feature(Record):
    """A number that a study found and that claims may be held against, with the largest error of its computation.

    ``sampled`` is the same number from independent random samples, with its standard error, where there are some.
    """

    name: str
    value: float
    error: float
    meaning: str
    unit: str = "1"
    sampled: float | None = None
    sampled_error: float | None = None

    def __post_init__(self) -> None:
        if not self.error >= 0:
            raise RecordError(f"the feature {self.name} has the error {self.error}, expected 0 or more")
        if (self.sampled is None) != (self.sampled_error is None):
            raise RecordError(f"the feature {self.name} has a sampled value without its error, or the reverse")


@dataclass(frozen=True, kw_only=True)
class Study(Record):
    """Kernels run on parameters with units: what was asked, with what, and where the labelled data are.

    ``made_by`` pairs the name of each kernel (or data source) with its hash; ``versions`` the programs used;
    ``features`` are numbers that claims are held against.
    """

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    made_by: tuple[tuple[str, str], ...]
    story: str = ""
    results: tuple[Argument, ...] = ()
    figures: tuple[str, ...] = ()
    data: str = ""
    seed: int | None = None
    versions: tuple[tuple[str, str], ...] = ()
    features: tuple[Feature, ...] = ()

    def __post_init__(self) -> None:
        names = [parameter.name for parameter in self.parameters]
        if len(set(names)) != len(names):
            raise RecordError(f"study {self.name} sets a parameter twice: {', '.join(names)}")

    def __str__(self) -> str:
        return f"{self.title} ({'; '.join(str(parameter) for parameter in self.parameters)})"

    def to_latex(self) -> str:
        """The parameters, separated by commas."""
        return r",\quad ".join(parameter.to_latex() for parameter in self.parameters)
