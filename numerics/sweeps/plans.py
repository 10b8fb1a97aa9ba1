"""Which points a sweep has: every combination of the swept values, or the values in step.

A study's ``seed``, where it has one, is that of the sweep: every point takes a seed of its own, a hash of the sweep's
seed and of the point's other parameters. So the bits of a point depend neither on the order nor on which other
points there are, and ``larmor run`` with the seed that stands in the data makes any point again.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from numerics import studies
from numerics.parameters import InputError, Parameter, Parameters, ParameterSpec, unknown
from numerics.studies.specification import StudySpec
from numerics.sweeps.axes import LARGEST, Axis, axis, given, repeated

SEED = "seed"
POINT = "point"
# A parameter is a double, which holds whole numbers up to here.
_LARGEST_SEED = 2**53


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A sweep: the study, the axes in order, all other parameters, and how points are made of the axes."""

    study: StudySpec
    axes: tuple[Axis, ...]
    fixed: Parameters
    paired: bool = False
    same_seed: bool = False

    @property
    def dims(self) -> tuple[str, ...]:
        """The dimensions over the points: the swept parameters, or ``point`` when they go in step."""
        return (POINT,) if self.paired else tuple(axis.name for axis in self.axes)

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of points along each of them."""
        lengths = tuple(len(axis.values) for axis in self.axes)
        return lengths[:1] if self.paired else lengths

    @property
    def own_seeds(self) -> bool:
        """Whether every point has a seed of its own."""
        return SEED in self.fixed and not self.same_seed and SEED not in (axis.name for axis in self.axes)

    @cached_property
    def points(self) -> tuple[Parameters, ...]:
        """The parameters of every point; the last axis varies fastest."""
        values = [axis.values for axis in self.axes]
        chosen = zip(*values, strict=True) if self.paired else itertools.product(*values)
        return tuple(self._point(point) for point in chosen)

    def label(self, point: Parameters) -> str:
        """The swept values of a point, ``p_a=0.5, B=50 mG``."""
        return ", ".join(f"{axis.name}={point[axis.name].text}" for axis in self.axes)

    def _point(self, chosen: tuple[Parameter, ...]) -> Parameters:
        swept = {entry.name: entry for entry in chosen}
        entries = tuple(swept.get(name, entry) for name, entry in self.fixed.items())
        if self.own_seeds:
            spec = next(spec for spec in self.study.parameters if spec.name == SEED)
            entries = tuple(_with_own_seed(spec, entry, entries) if entry.name == SEED else entry for entry in entries)
        return Parameters(entries)


def plan(
    name: str,
    over: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
    parameter_file: Path | None = None,
    *,
    paired: bool = False,
    same_seed: bool = False,
    quick: bool = False,
) -> Plan:
    """The sweep of a study over values of its parameters, such as ``{"p_a": "0.5:0.99:26"}``.

    ``settings`` are the other parameters, where they are not those of the study or of ``parameter_file``. With
    ``paired`` the n-th point has the n-th value of every axis. Raises InputError for what cannot be swept.
    """
    study = studies.load(name).STUDY
    own = dict(settings or {})
    specs = {spec.name: spec for spec in study.parameters}
    if not over:
        raise InputError(f"nothing is swept: expected a parameter of {name} with its values, such as p_a=0.5:0.99:26")
    for swept in over:
        if swept not in specs:
            raise InputError(unknown("parameter", swept, list(specs)))
        if swept in own:
            raise InputError(f"{swept} is set to {own[swept]} and swept over {over[swept]}: expected one of both")
    axes = tuple(axis(specs[swept], text) for swept, text in over.items())
    _refuse_shape(axes, paired)
    fixed = studies.settings(name, {**(dict(study.quick) if quick else {}), **own}, parameter_file)
    return Plan(study=study, axes=axes, fixed=fixed, paired=paired, same_seed=same_seed)


def content(point: Parameters) -> list[list[str]]:
    """What a point is, whatever units it was written in."""
    return [[entry.name, given(entry)] for entry in point.values()]


def _refuse_shape(axes: tuple[Axis, ...], paired: bool) -> None:
    """Values in step are as many; points of a grid differ; and there are not too many."""
    if paired:
        lengths = ", ".join(f"{axis.name} has {len(axis.values)}" for axis in axes)
        if len({len(axis.values) for axis in axes}) > 1:
            raise InputError(f"values in step must be as many for each parameter, but {lengths}")
        if len(set(zip(*([given(v) for v in axis.values] for axis in axes), strict=True))) < len(axes[0].values):
            raise InputError("two points in step are the same: expected points that differ")
        return
    for found in axes:
        if sentence := repeated(found):
            raise InputError(sentence)
    total = math.prod(len(axis.values) for axis in axes)
    if total > LARGEST:
        raise InputError(f"the sweep has {total} points: expected at most {LARGEST}")


def _with_own_seed(spec: ParameterSpec, seed: Parameter, entries: tuple[Parameter, ...]) -> Parameter:
    """The seed of a point: a hash of the sweep's seed and of the other parameters, within the domain of seeds."""
    others = content(Parameters(tuple(entry for entry in entries if entry.name != SEED)))
    text = json.dumps([repr(seed.value), others])
    word = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16])
    low = int(spec.domain.lower or 0) + (1 if spec.domain.lower and spec.domain.open_below else 0)
    high = int(spec.domain.upper or _LARGEST_SEED) - (1 if spec.domain.upper and spec.domain.open_above else 0)
    own = low + word % (min(high, _LARGEST_SEED) - low + 1)
    return replace(seed, value=float(own), text=str(own))
