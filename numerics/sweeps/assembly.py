"""One dataset of all points: the swept parameters are coordinates, and every array of the study is stacked over them.

An array has the dimensions of the points before its own. A point that failed has NaN (an empty text) in its place.
A coordinate along a dimension of the study, such as times, stays as it is when all points have the same; otherwise it
is stacked too, over the points and a dimension ``<name>_index``. Where points differ in the length of a dimension, the
shorter ones end in NaN. An array that is called as a swept parameter gets ``_of_study`` behind its name.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from numerics.parameters import InputError, unknown
from numerics.studies.specification import Progress
from numerics.sweeps.plans import SEED, Plan
from numerics.sweeps.recipes import SweepError
from numerics.sweeps.work import WARNINGS, passed_on

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

    Array = np.ndarray[Any, np.dtype[Any]]

LARGEST = 2**32 - 4
"""Bytes of one array, at most, in the netCDF format that is written."""


def refuse_unknown(keep: Sequence[str], data: xr.Dataset) -> None:
    """Raise InputError for an array to keep that a study does not give."""
    for name in keep:
        if name not in data.data_vars:
            raise InputError(unknown("array", name, [str(found) for found in data.data_vars]))


def assembled(
    plan: Plan,
    finished: Sequence[int],
    read: Callable[[int], xr.Dataset],
    keep: Sequence[str],
    progress: Progress = passed_on,
) -> xr.Dataset:
    """The data of a sweep from those of its finished points, which ``read`` gives by number, twice.

    Only the arrays in ``keep`` are taken, if any are named. Raises SweepError for points that do not fit together,
    and for too large an array.
    """
    import numpy as np

    def taken(number: int) -> xr.Dataset:
        data = read(number)
        return data[list(keep)] if keep else data

    form = _Form()
    for number in progress(finished, "reading points"):
        form.take(taken(number))
    stacked = {name: form.empty(name, plan) for name in form.arrays if not form.is_shared(name)}
    for number in progress(finished, "stacking points"):
        data, at = taken(number), np.unravel_index(number, plan.shape)
        for name, array in stacked.items():
            if name in data.variables:
                values = data[name].values
                place: tuple[Any, ...] = (*at, *map(slice, values.shape))
                array[place] = values if values.ndim else values.item()  # a text of no dimension would stay an array
    return _labelled(plan, form, stacked).assign_attrs(form.told(plan))


@dataclass
class _Array:
    """What all points say of one array; ``shared`` are its values along its own dimension while all agree."""

    dims: tuple[str, ...]
    dtype: Any
    attrs: dict[str, Any]
    is_coordinate: bool
    shared: Array | None
    points: int = 1

    def meet(self, other: _Array) -> None:
        """Take in what another point says."""
        import numpy as np

        self.dtype = np.result_type(self.dtype, other.dtype)
        self.points += 1
        if self.shared is not None and not np.array_equal(self.shared, other.shared):  # type: ignore[arg-type]
            self.shared = None


@dataclass
class _Form:
    """What the points have in common: their arrays, and the lengths of each dimension."""

    arrays: dict[str, _Array] = field(default_factory=dict)
    lengths: dict[str, set[int]] = field(default_factory=dict)
    attrs: dict[str, Any] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    points: int = 0

    def told(self, plan: Plan) -> dict[str, str]:
        """The warnings of all points, each with the number of points that gave it."""
        total = math.prod(plan.shape)
        lines = [f"{text} (at {times} of {total} points)" for text, times in self.warnings.items()]
        return {WARNINGS: "\n".join(lines)} if lines else {}

    def take(self, data: xr.Dataset) -> None:
        """Take in a point; raises SweepError when an array has other dimensions than before."""
        known = self.attrs if self.points else data.attrs
        self.attrs = {name: text for name, text in data.attrs.items() if name != WARNINGS and known.get(name) == text}
        self.warnings.update(str(data.attrs.get(WARNINGS, "")).splitlines())
        self.points += 1
        for dim, length in data.sizes.items():
            self.lengths.setdefault(str(dim), set()).add(length)
        for key, variable in data.variables.items():
            name, dims = str(key), tuple(str(dim) for dim in variable.dims)
            found = _Array(
                dims=dims, dtype=variable.dtype, attrs=dict(variable.attrs), is_coordinate=key in data.coords,
                shared=variable.values if dims == (name,) else None,
            )  # fmt: skip
            first = self.arrays.setdefault(name, found)
            if first.dims != dims:
                both = " and ".join(f"({', '.join(each)})" for each in (first.dims, dims))
                raise SweepError(f"the array {name} has other dimensions at some points than at others, {both}")
            if first is not found:
                first.meet(found)

    def is_shared(self, name: str) -> bool:
        """Whether this is a coordinate along its own dimension that is the same at all points."""
        return name in self.arrays and self.arrays[name].shared is not None

    def empty(self, name: str, plan: Plan) -> Array:
        """An array for all points, filled with what a missing value is; raises SweepError when it is too large."""
        import numpy as np

        array = self.arrays[name]
        shape = (*plan.shape, *(max(self.lengths[dim]) for dim in array.dims))
        if math.prod(shape) * array.dtype.itemsize > LARGEST:
            raise SweepError(
                f"the array {name} of all points would have {math.prod(shape):.3g} values, more than netCDF holds: "
                "the points are kept; name the arrays that are wanted with --keep"
            )
        if array.dtype.kind in "OSU":
            return np.full(shape, "", dtype=object)
        whole = array.points == math.prod(plan.shape) and all(len(self.lengths[dim]) == 1 for dim in array.dims)
        kind = array.dtype if whole or array.dtype.kind in "fc" else np.dtype(float)
        return np.full(shape, np.nan if kind.kind in "fc" else 0, dtype=kind)


def _labelled(plan: Plan, form: _Form, stacked: dict[str, Array]) -> xr.Dataset:
    """The dataset of stacked arrays and shared coordinates, with the swept parameters as coordinates."""
    import xarray as xr

    swept = _swept(plan)
    reserved = {*swept, *plan.dims}

    def named(name: str) -> str:
        return f"{name}_of_study" if name in reserved else name

    def dimension(dim: str) -> str:
        own = dim not in form.arrays or form.arrays[dim].dims != (dim,) or form.is_shared(dim)
        return named(dim) if own else f"{dim}_index"

    arrays: dict[str, tuple[Any, ...]] = {}
    coordinates = dict(swept)
    for name, array in form.arrays.items():
        dims = tuple(dimension(dim) for dim in array.dims)
        if form.is_shared(name):
            coordinates[named(name)] = (dims, array.shared, array.attrs)
            continue
        place = coordinates if array.is_coordinate else arrays
        place[named(name)] = ((*plan.dims, *dims), stacked[name], array.attrs)
    return xr.Dataset(arrays, coords=coordinates, attrs=form.attrs)


def _swept(plan: Plan) -> dict[str, tuple[Any, ...]]:
    """The swept parameters, and the seeds of the points where they have their own, as coordinates with units."""
    import numpy as np

    found: dict[str, tuple[Any, ...]] = {}
    for axis in plan.axes:
        numbers = not any(entry.word for entry in axis.values)
        values = np.array([entry.value if numbers else entry.text for entry in axis.values])
        attrs = ({"units": axis.spec.unit} if numbers else {}) | {"long_name": axis.spec.meaning}
        found[axis.name] = (plan.dims if plan.paired else (axis.name,), values, attrs)
    if plan.own_seeds:
        seeds = np.array([point[SEED].value for point in plan.points]).reshape(plan.shape)
        found[SEED] = (plan.dims, seeds, {"units": "1", "long_name": "seed of the point, as --set seed takes it"})
    return found
