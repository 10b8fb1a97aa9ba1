"""Numbers that claims about Fig. 3 are held against, read off the data of the study."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from numerics.records import Feature

if TYPE_CHECKING:
    import xarray as xr


def features(data: xr.Dataset, rounding: float) -> tuple[Feature, ...]:
    """Features of the exact means; beside them the same of the sample paths at the same times, where there are two."""
    return (*_one(data, rounding), *_two(data, rounding), *_scan(data))


def _every(data: xr.Dataset) -> int:
    """Of how many samples one was taken of the paths."""
    return -(-data.sizes["time"] // data.sizes["path_time"])


def _one(data: xr.Dataset, rounding: float) -> list[Feature]:
    made, every = [], _every(data)
    for panel in data.panel.values:
        here = data.sel(panel=panel)
        noble = here["mean"].sel(state="noble_gas").values[::every]
        at = int(np.argmax(noble))
        made.append(_at(here, f"{panel}_largest_transfer", "noble_gas", at, rounding, "largest mean fidelity of the "
                        f"symmetric excitation of the noble gas in {panel}"))  # fmt: skip
    for panel in ("a", "c"):
        here = data.sel(panel=panel)
        at = int(np.argmin(np.abs(here.path_Jt.values - math.pi)))
        made.append(_at(here, f"{panel}_first_return", "alkali", at, rounding,
                        f"mean fidelity of the symmetric alkali excitation after one exchange in {panel}"))  # fmt: skip
    a, c = (data.sel(panel=p) for p in ("a", "c"))
    spread = float(a.deviation.sel(state="noble_gas").max())
    made.append(Feature(name="a_spread", value=spread, error=rounding,
                        meaning="largest standard deviation over paths of the noble-gas fidelity in a"))  # fmt: skip
    for panel, here in (("a", a), ("c", c)):
        made.append(Feature(name=f"{panel}_frequency", value=float(here.frequency), error=1e-6,
                            meaning=f"frequency of the exchange in {panel} over that of the formula"))  # fmt: skip
    for panel in ("b", "d"):
        here = data.sel(panel=panel)
        last = here.noble_gas_population.values[-1]
        made.append(Feature(name=f"{panel}_final_population", value=float(last), error=rounding,
                            meaning=f"mean population of the noble gas at the end of {panel}"))  # fmt: skip
        least = float(here.first_atom.values.min())
        made.append(Feature(name=f"{panel}_least_kept", value=least, error=rounding,
                            meaning=f"least mean population of the atom excited first in {panel}"))  # fmt: skip
    return made


def _at(here: xr.Dataset, name: str, state: str, at: int, rounding: float, meaning: str) -> Feature:
    """A feature of a mean fidelity at a time of the paths, with the mean of the paths at that time."""
    chosen = here.sel(state=state).isel(path_time=at, time=at * _every(here))
    exact, mean, error = (float(chosen[key]) for key in ("mean", "path_mean", "path_error"))
    return _with_paths(name, exact, rounding, mean, error * _widened(float(here.paths)), meaning)


def _widened(paths: float) -> float:
    """By how much a standard error of so few paths is too small for five of them to be as rare as five normal ones."""
    from scipy.special import ndtr, stdtrit

    return float(-stdtrit(paths - 1, ndtr(-5.0)) / 5) if paths > 1 else math.inf


def _with_paths(name: str, exact: float, rounding: float, mean: float, error: float, meaning: str) -> Feature:
    known = math.isfinite(error)
    return Feature(
        name=name, value=exact, error=rounding, meaning=meaning, sampled=mean if known else None,
        sampled_error=error if known else None,
    )  # fmt: skip


def _two(data: xr.Dataset, rounding: float) -> list[Feature]:
    angle = data.pair_path_Jt.values
    eleven = data.pair_mean.sel(pair_state="eleven").values[:: _every(data)]
    first = angle <= math.pi / 2
    at = int(np.argmin(np.where(first, eleven, np.inf)))
    half = int(np.argmin(np.abs(angle - math.pi / 2)))
    made = [
        Feature(name="e_bunching_time", value=float(angle[at] / (math.pi / 4)), error=float(angle[1] / (math.pi / 4)),
                meaning="time of the least coincidence in e, over pi/(4J); its error is the spacing of the samples"),
    ]  # fmt: skip
    for name, state, when, meaning in (
        ("e_least_coincidence", "eleven", at, "mean fidelity of |1,1> when it is least in e"),
        ("e_bunched", "bunched", at, "mean fidelity of (|2,0> + |0,2>)/sqrt(2) at that time"),
        ("e_return", "eleven", half, "mean fidelity of |1,1> at pi/(2J) in e"),
    ):
        chosen = data.sel(pair_state=state).isel(path_time=when, time=when * _every(data))
        numbers = (float(chosen[f"pair_{key}"]) for key in ("mean", "path_mean", "path_error"))
        exact, mean, error = numbers
        error *= _widened(float(data.pair_paths))
        made.append(_with_paths(name, exact, rounding, mean, error, meaning))
    return made


def _scan(data: xr.Dataset) -> list[Feature]:
    return [
        Feature(name="fidelity_p", value=float(data.fidelity_p), error=0.0,
                meaning="chance of a chi-squared as large as that of the sample paths against exact means"),
        Feature(name="rates_p", value=float(data.rates_p), error=0.0,
                meaning="chance of a chi-squared as large as that of fitted frequencies and decays"),
    ]  # fmt: skip
