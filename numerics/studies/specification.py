"""What a study declares: its parameters, the kernels it runs, and the claims that its data inform."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from numerics import records
from numerics.parameters import ParameterSpec

if TYPE_CHECKING:
    import xarray as xr

    from numerics.parameters import Parameters

Item = TypeVar("Item")


class Kernel(Protocol):
    """A kernel as a study calls it: by named arguments, in the units of its record."""

    @property
    def record(self) -> records.Kernel:
        """What the kernel takes and gives."""

    def __call__(self, **values: Any) -> Any:
        """The value for numbers or arrays that broadcast."""


Kernels = Mapping[str, Kernel]


class Progress(Protocol):
    """Passes items on and shows how many are done, with the time left."""

    def __call__(self, items: Iterable[Item], what: str) -> Iterable[Item]: ...


@dataclass(frozen=True, kw_only=True)
class StudySpec:
    """A study: its parameters in order, the names of its kernels, and the ids of the claims it informs.

    ``quick`` are parameters for a run of seconds, for the report: the same physics, said to be quick in the data.
    """

    name: str
    title: str
    story: str
    parameters: tuple[ParameterSpec, ...]
    kernels: tuple[str, ...]
    figures: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    quick: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        names = [spec.name for spec in self.parameters]
        if len(set(names)) != len(names):
            raise ValueError(f"study {self.name} declares a parameter twice: {', '.join(names)}")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"study name {self.name!r} is not a lower-case word")


class StudyModule(Protocol):
    """What a module in this folder offers."""

    STUDY: StudySpec

    def run(self, parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
        """The study's data for one set of parameters."""
