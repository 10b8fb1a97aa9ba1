"""Excitations of spins that collide in random pairs, step by step, without coarse-graining and without bosons.

Every step each alkali atom meets a noble-gas atom of its own, drawn at random, and gains a random phase. Panels a to d
of Fig. 3 of the noble-gas paper have one excitation, shared by all alkali atoms or put into one of them, with moderate
or with very weak collisions; panel e has one excitation in each gas. The exact means over all sample paths, and for one
excitation the exact standard deviations, stand beside sample paths that share no code with them but the kick of a
collision. A scan over numbers of atoms and laws of the phase holds the paths against what is derived.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numerics.parameters import COUNT, NONNEGATIVE, POSITIVE, REAL, ParameterSpec
from numerics.records import Bounds, Feature
from numerics.studies.specification import Kernels, Progress, StudySpec

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

    from numerics.collisions.model import Collisions, Start
    from numerics.parameters import Parameters

    Array = np.ndarray[Any, np.dtype[Any]]

_FIGURE = "noble-gas paper, Fig. 3 and SI section 1"
PANELS = ("a", "b", "c", "d")
STARTS: dict[str, Start] = {"a": "symmetric", "b": "localised", "c": "symmetric", "d": "localised"}
STATES = ("alkali", "noble_gas")
PAIR_STATES = ("twenty", "eleven", "two", "bunched")
ROUNDING = 1e-10
"""Bound on the errors of exact means: they agree to 1e-12 with the same maps in extended precision."""


def _count(name: str, meaning: str, example: str, lowest: int = 1) -> ParameterSpec:
    bounds = Bounds(kind="integer", lower=str(lowest), upper="1000000000", open_below=False, open_above=False)
    return ParameterSpec(name=name, unit="1", example=example, domain=bounds, source="chosen here", meaning=meaning)


def _angle(name: str, meaning: str, example: str, source: str) -> ParameterSpec:
    return ParameterSpec(name=name, unit="rad", example=example, domain=POSITIVE, source=source, meaning=meaning)


STUDY = StudySpec(
    name="stochastic_collisions",
    title="Excitations of spins that collide in random pairs",
    story=__doc__ or "",
    kernels=(
        "collision_kick", "weak_collision_kick", "mean_one_excitation", "mean_localised_excitation",
        "mean_two_excitations", "variance_one_excitation", "variance_localised_excitation", "mean_amplitudes",
        "random_exchange_rate", "random_exchange_beat", "shared_decay_rate", "resonant_turn",
    ),
    figures=("stochastic_collisions",),
    claims=("NG-fig3", "NG-fig3a", "NG-fig3b", "NG-fig3c", "NG-fig3d", "NG-fig3e", "NG-S2J", "NG-Salpha", "NG-Sga"),
    parameters=(
        ParameterSpec(name="N_a", unit="1", example="100", domain=COUNT, latex="N_a", source=_FIGURE,
                      meaning="alkali atoms in a to d"),
        ParameterSpec(name="N_b", unit="1", example="10000", domain=COUNT, latex="N_b", source=_FIGURE,
                      meaning="noble-gas atoms in a to d"),
        _angle("moderate_phase", "mean phase of a collision in a and b", "2e-2 rad", _FIGURE),
        _angle("weak_phase", "mean phase of a collision in c, d and e", "1e-5 rad", _FIGURE),
        ParameterSpec(name="breadth", unit="1", example="1", domain=NONNEGATIVE, source=_FIGURE,
                      meaning="standard deviation of the normally distributed phase over its mean"),
        ParameterSpec(name="field", unit="1", example="1", domain=REAL, source=_FIGURE,
                      meaning="angle by which the field turns the alkali in a step, over half the mean phase"),
        ParameterSpec(name="pair_N_a", unit="1", example="30", domain=COUNT, source=_FIGURE,
                      meaning="alkali atoms in e"),
        ParameterSpec(name="pair_N_b", unit="1", example="300", domain=COUNT, source=_FIGURE,
                      meaning="noble-gas atoms in e"),
        ParameterSpec(name="tau", unit="s", example="1 s", domain=POSITIVE, latex=r"\tau", source=_FIGURE,
                      meaning="duration of a step"),
        _angle("span", "angle J t of exchange that a to d show", "4 pi", "chosen here"),
        _angle("pair_span", "angle J t of exchange that e shows", "1 pi", "chosen here"),
        _count("samples", "times at which each curve is computed", "401", 9),
        _count("path_every", "of how many samples one is taken of the paths", "1"),
        _count("moderate_paths", "sample paths in each of a and b", "400"),
        _count("weak_paths", "sample paths in each of c and d", "6"),
        _count("pair_paths", "sample paths in e", "6"),
        _count("weak_block", "steps whose collisions act at once in paths of c and d; 1 for none", "1"),
        _count("pair_block", "steps whose collisions act at once in paths of e; 1 for none", "1"),
        _angle("scan_phase", "mean phase of a collision in the scan", "1e-2 rad", "chosen here"),
        _count("scan_paths", "sample paths of each case of the scan", "1000", 40),
        _count("seed", "number from which all random streams follow", "1", 0),
    ),
    quick=(
        ("moderate_paths", "100"), ("weak_paths", "1"), ("pair_paths", "2"), ("weak_block", "1000000"),
        ("pair_block", "50000"), ("path_every", "10"), ("scan_phase", "2e-2 rad"), ("scan_paths", "200"),
    ),
)  # fmt: skip


def run(parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
    """Exact means and deviations, sample paths, and the scan; see the names of the arrays."""
    import xarray as xr

    tables = _loops(kernels)
    one = [_one_excitation(panel, parameters, kernels, tables, progress) for panel in PANELS]
    stacked = xr.concat(one, dim="panel")
    data = stacked.assign_coords(panel=("panel", list(PANELS), {"long_name": "panel of Fig. 3"}))
    pair = _two_excitations(parameters, kernels, tables, progress)
    scanned = _scan(parameters, kernels, tables, progress)
    approximate = [f"{p}_block" for p in ("weak", "pair") if parameters.value(f"{p}_block") > 1]
    note = "collisions one by one" if not approximate else f"approximate paths, blocks of steps at once: {approximate}"
    merged = xr.merge([data, pair, scanned], combine_attrs="override")
    return merged.assign_attrs(source="noble-gas paper, Fig. 3", paths=note)


def workers() -> int:
    """Threads that share the paths: as many as numba would use; the data do not depend on it."""
    import numba

    return int(numba.get_num_threads())


def _loops(kernels: Kernels) -> dict[str, Any]:
    """The compiled loops with the kernels of this run in them."""
    from numerics.collisions import linking

    modules: dict[str, Any] = {name: kernels[name].module for name in linking.KICKS}  # type: ignore[attr-defined]
    folder = Path(str(modules["collision_kick"].__file__)).parent / "linked"
    return {name: linking.with_kicks(name, modules, folder) for name in ("loops", "pairs")}


def _problem(parameters: Parameters, phase: str, alkali: str, noble_gas: str) -> Collisions:
    from numerics.collisions.model import Collisions, Phases

    mean = parameters.value(phase)
    return Collisions(
        alkali=round(parameters.value(alkali)),
        noble_gas=round(parameters.value(noble_gas)),
        phases=Phases(mean=mean, deviation=parameters.value("breadth") * mean),
        turn=parameters.value("field") * mean / 2,
    )


def _one_excitation(
    panel: str, parameters: Parameters, kernels: Kernels, tables: dict[str, Any], progress: Progress
) -> xr.Dataset:
    """One of the panels a to d."""
    import numpy as np
    import xarray as xr

    from numerics.collisions import averages, observables

    size = "moderate" if panel in "ab" else "weak"
    collisions = _problem(parameters, f"{size}_phase", "N_a", "N_b")
    start = STARTS[panel]
    steps, angle = _times(parameters, collisions, kernels, "span")
    states = [averages.symmetric(collisions, 1, 0), averages.symmetric(collisions, 0, 1)]
    means = averages.fidelities(collisions, start, states, steps, kernels)
    spread = averages.deviations(collisions, start, states, steps, kernels)
    inside = averages.populations(collisions, start, [lambda counts: counts[2]], steps, kernels)[0]
    first = inside * math.nan
    if start == "localised":
        first = averages.fidelities(collisions, start, [averages.localised], steps, kernels)[0]
    block = round(parameters.value("weak_block")) if size == "weak" else 1
    every = round(parameters.value("path_every"))
    records = _paths(parameters, collisions, start, steps[::every], f"{size}_paths", block, tables, progress)
    found = observables.OneExcitation.of(records)
    paths = np.stack([found.alkali, found.noble_gas], axis=1)
    mean, error = observables.mean_and_error(paths)
    exact = averages.exchange(collisions, kernels)
    beat = _beat(parameters, collisions, kernels)
    unit = {"units": "1"}
    return xr.Dataset(
        {
            "steps": ("time", np.array(steps, dtype=float), unit | {"long_name": "number of steps"}),
            "Jt": ("time", angle, unit | {"long_name": "time in units of 1/J"}),
            "path_Jt": ("path_time", angle[::every], unit | {"long_name": "time of the paths in units of 1/J"}),
            "mean": (("state", "time"), means, unit | {"long_name": "exact mean fidelity of a symmetric excitation"}),
            "deviation": (("state", "time"), spread, unit | {"long_name": "its exact standard deviation over paths"}),
            "noble_gas_population": ("time", inside, unit | {"long_name": "exact mean population of the noble gas"}),
            "first_atom": ("time", first, unit | {"long_name": "exact mean population of the atom excited first"}),
            "path": (("state", "path_time"), paths[0], unit | {"long_name": "fidelities of one sample path"}),
            "path_mean": (("state", "path_time"), mean, unit | {"long_name": "mean fidelity of the sample paths"}),
            "path_error": (("state", "path_time"), error, unit | {"long_name": "its standard error"}),
            "frequency": ((), exact.frequency / beat, unit | {"long_name": "exact frequency over that derived"}),
            "alpha": ((), exact.alpha, unit | {"long_name": "decay rate of the oscillation over <phi^2>/(4 tau)"}),
            "J": ((), _rate(parameters, collisions, kernels), {"units": "1/s", "long_name": "derived exchange rate"}),
            "paths": ((), float(len(paths)), unit | {"long_name": "number of sample paths"}),
            "block": ((), float(block), unit | {"long_name": "steps at once in sample paths, 1 for none"}),
            "phase": ((), collisions.phases.mean, {"units": "rad", "long_name": "mean phase of a collision"}),
        },
        coords={"state": ("state", list(STATES), {"long_name": "gas that has the symmetric excitation"})},
    )  # fmt: skip


def _rate(parameters: Parameters, collisions: Collisions, kernels: Kernels) -> float:
    """The derived J [1/s]."""
    ratio = collisions.alkali / collisions.noble_gas
    return float(
        kernels["random_exchange_rate"](phi_mean=collisions.phases.mean, R=ratio, tau=parameters.value("tau"))
    )  # fmt: skip


def _beat(parameters: Parameters, collisions: Collisions, kernels: Kernels) -> float:
    """The derived frequency of the exchange [rad per step]."""
    ratio = collisions.alkali / collisions.noble_gas
    return float(kernels["random_exchange_beat"](phi_mean=collisions.phases.mean, R=ratio, tau=1.0))


def _times(
    parameters: Parameters, collisions: Collisions, kernels: Kernels, span: str
) -> tuple[tuple[int, ...], Array]:
    """Steps at which curves are computed, and J t there."""
    import numpy as np

    from numerics.collisions.observables import exchange_steps
    from numerics.collisions.trajectories import equal_steps

    last = exchange_steps(collisions, parameters.value(span), kernels["random_exchange_rate"])
    steps = equal_steps(last, round(parameters.value("samples")))
    rate = _rate(parameters, collisions, kernels) * parameters.value("tau")
    return steps, np.array(steps) * rate


def _paths(
    parameters: Parameters,
    collisions: Collisions,
    start: Start,
    steps: tuple[int, ...],
    count: str,
    block: int,
    tables: dict[str, Any],
    progress: Progress,
) -> Any:
    """Sample paths: collision by collision, or in blocks of steps."""
    import numpy as np

    from numerics.collisions import aggregated, trajectories

    task = trajectories.Task(
        collisions=collisions, start=start, steps=steps, paths=round(parameters.value(count)),
        seed=round(parameters.value("seed")),
    )  # fmt: skip
    loops = tables["pairs" if start == "pair" else "loops"]
    if block == 1:
        return trajectories.simulate(task, loops, workers=workers(), progress=progress)
    records = [
        aggregated.path(task, loops, n, block).records
        for n in progress(range(task.paths), f"{start} paths, {block} steps at once")
    ]
    return trajectories.Ensemble(
        collisions=collisions, start=start, seed=task.seed, steps=steps, records=np.array(records)
    )  # fmt: skip


def _two_excitations(
    parameters: Parameters, kernels: Kernels, tables: dict[str, Any], progress: Progress
) -> xr.Dataset:
    """Panel e."""
    import numpy as np
    import xarray as xr

    from numerics.collisions import averages, observables

    collisions = _problem(parameters, "weak_phase", "pair_N_a", "pair_N_b")
    steps, angle = _times(parameters, collisions, kernels, "pair_span")
    three = [averages.symmetric(collisions, 2 - n, n) for n in range(3)]
    states = [*three, averages.superposed(three[0], three[2])]
    means = averages.fidelities(collisions, "pair", states, steps, kernels)
    block = round(parameters.value("pair_block"))
    every = round(parameters.value("path_every"))
    records = _paths(parameters, collisions, "pair", steps[::every], "pair_paths", block, tables, progress)
    found = observables.TwoExcitations.of(records)
    paths = np.stack([found.twenty, found.eleven, found.two, found.bunched], axis=1)
    mean, error = observables.mean_and_error(paths)
    unit, dims, path_dims = {"units": "1"}, ("pair_state", "time"), ("pair_state", "path_time")
    return xr.Dataset(
        {
            "pair_steps": ("time", np.array(steps, dtype=float), unit | {"long_name": "number of steps in e"}),
            "pair_Jt": ("time", angle, unit | {"long_name": "time in units of 1/J in e"}),
            "pair_path_Jt": ("path_time", angle[::every], unit | {"long_name": "time of the paths in e, 1/J"}),
            "pair_mean": (dims, means, unit | {"long_name": "exact mean fidelity of two excitations"}),
            "pair_path": (path_dims, paths[0], unit | {"long_name": "fidelities of one sample path in e"}),
            "pair_path_mean": (path_dims, mean, unit | {"long_name": "mean fidelity of the sample paths in e"}),
            "pair_path_error": (path_dims, error, unit | {"long_name": "its standard error in e"}),
            "pair_paths": ((), float(len(paths)), unit | {"long_name": "number of sample paths in e"}),
            "pair_block": ((), float(block), unit | {"long_name": "steps at once in sample paths of e, 1 for none"}),
        },
        coords={"pair_state": ("pair_state", list(PAIR_STATES), {"long_name": "state of two excitations"})},
    )  # fmt: skip


def _scan(parameters: Parameters, kernels: Kernels, tables: dict[str, Any], progress: Progress) -> xr.Dataset:
    """Fitted rates of sample paths beside the exact ones and the formulas."""
    import xarray as xr

    from numerics.collisions import observables, scan

    points = scan.scan(
        parameters.value("scan_phase"), round(parameters.value("scan_paths")), round(parameters.value("seed")) + 1000,
        tables["loops"], kernels, workers(), progress,
    )  # fmt: skip
    unit = {"units": "1"}
    columns: dict[str, tuple[list[Any], str]] = {
        "scan_N_a": ([p.collisions.alkali for p in points], "alkali atoms"),
        "scan_N_b": ([p.collisions.noble_gas for p in points], "noble-gas atoms"),
        "scan_frequency": (
            [p.fit.rates.frequency / p.formula.frequency for p in points], "fitted frequency over the derived one",
        ),
        "scan_frequency_error": ([p.fit.errors.frequency / p.formula.frequency for p in points], "its standard error"),
        "scan_frequency_exact": (
            [p.exact.frequency / p.formula.frequency for p in points], "exact frequency over the derived one",
        ),
        "scan_decay": ([p.fit.rates.decay / p.formula.decay for p in points], "fitted decay over the derived one"),
        "scan_decay_error": ([p.fit.errors.decay / p.formula.decay for p in points], "its standard error"),
        "scan_decay_exact": ([p.exact.decay / p.formula.decay for p in points], "exact decay over the derived one"),
        "scan_fidelity_chi2": ([p.fidelity_chi2 for p in points], "chi-squared of two mean fidelities"),
        "scan_rates_chi2": ([p.rates_chi2 for p in points], "chi-squared of frequency and decay"),
    }  # fmt: skip
    fidelity, rates = (sum(getattr(p, f"{name}_chi2") for p in points) for name in ("fidelity", "rates"))
    degrees = 2 * len(points)
    totals = {
        "fidelity_chi2": (fidelity, "chi-squared of all mean fidelities of the scan"),
        "fidelity_p": (observables.p_value(fidelity, degrees), "how likely so large a one is by chance"),
        "rates_chi2": (rates, "chi-squared of all fitted rates of the scan against the exact ones"),
        "rates_p": (observables.p_value(rates, degrees), "how likely so large a one is by chance, rates"),
        "degrees": (float(degrees), "degrees of freedom of both"),
    }
    return xr.Dataset(
        {
            name: ("case", [float(v) for v in values], unit | {"long_name": text})
            for name, (values, text) in columns.items()
        }
        | {name: ((), float(number), unit | {"long_name": text}) for name, (number, text) in totals.items()},
        coords={"case": ("case", [p.law for p in points], {"long_name": "law of the phase"})},
    )


def features(data: xr.Dataset) -> tuple[Feature, ...]:
    """What the claims about Fig. 3 are held against: of exact means, with the sample paths beside them."""
    from numerics.collisions import features as found

    return found.features(data, ROUNDING)
