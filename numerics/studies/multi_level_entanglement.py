"""Entanglement of two caesium ensembles with losses to a third level: with a repump field and without.

All rates follow from the dipole elements of caesium and the detuning of the probe; the pump is the least one that keeps
a given share of the two levels in up. With a repump field populations become steady, and so does the entanglement of
the measured spins (Fig. 7 of the two-ensemble paper). Without one it falls at first, and then rises slowly while atoms
are lost (Fig. 8): equations of populations and second moments, losses in the moments included, beside the formula that
follows the populations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numerics.parameters import NONNEGATIVE, POSITIVE, REAL, ParameterSpec
from numerics.records import Bounds, Feature
from numerics.studies.specification import Kernels, Progress, StudySpec

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

    from numerics.parameters import Parameters

    Array = np.ndarray[Any, np.dtype[Any]]

_FIGURE = "two-ensemble paper, caption of Fig. 7"
_APPENDIX = "two-ensemble paper, App. E"
_HERE = "chosen here"
_TABLE = "Gerginov, Derevianko and Tanner, Phys. Rev. Lett. 91, 072501 (2003)"
LEVELS = ("up", "down", "h")
STATE = ("N_up", "N_down", "N_h", "Jyy_2", "Jzz_2", "Jy_Jy_2", "Jz_Jz_2")
FLOWS = ("Gamma_ud", "Gamma_uh", "Gamma_du", "Gamma_dh", "Gamma_hu", "Gamma_hd")
ROUNDING = 1e-8
"""Bound on the error of a feature: solver and kernels are good to 1e-9."""
SOLVER = {"method": "LSODA", "rtol": 1e-10, "atol": 1e-13}
"""Of shares of order one, for as long as any is left; errors of 1e-9 are far below what a figure shows."""
CLOSE = 0.01
"""Relative distance at which a curve counts as described by the formula: what a printed figure can show."""


def _one(name: str, example: str, meaning: str, domain: Bounds = POSITIVE, unit: str = "1", source: str = _HERE,
         latex: str = "") -> ParameterSpec:  # fmt: skip
    return ParameterSpec(
        name=name, unit=unit, example=example, domain=domain, source=source, meaning=meaning, latex=latex
    )


STUDY = StudySpec(
    name="multi_level_entanglement",
    title="Entanglement of two caesium ensembles with losses",
    story=__doc__ or "",
    kernels=(
        "caesium_squeezing", "caesium_light", "caesium_pump", "caesium_repump", "two_level_light", "three_level_total",
        "three_level_steady", "three_level_rates", "three_level_parameter", "three_level_following",
    ),
    figures=("multi_level_entanglement",),
    claims=("DE-fig7", "DE-fig8", "DE-num-005", "DE-E-95", "DE-E-norepump", "DE-num-xi09"),
    parameters=(
        _one("Gamma", "1 s^-1", "rate of lifting by the probe less that of lowering", unit="s^-1", latex=r"\Gamma"),
        _one("d", "30", "optical depth of one ensemble", source=_FIGURE, latex="d"),
        _one("delta_nu", "700 MHz", "detuning of the probe", unit="Hz", source=_FIGURE, latex=r"\delta\nu"),
        _one("F", "4", "angular momentum of the upper ground manifold", source=_APPENDIX, latex="F",
             domain=Bounds(kind="half-integer", lower="1", open_below=False)),
        _one("A_P3", "50.28827 MHz", "magnetic dipole constant of 6P3/2", unit="Hz", source=_TABLE),
        _one("B_P3", "-0.4934 MHz", "electric quadrupole constant of 6P3/2", REAL, unit="Hz", source=_TABLE),
        _one("f_up", "95 %", "share of the two levels that the pump keeps in up", source=_APPENDIX,
             domain=Bounds(lower="1/2", upper="1")),
        *(ParameterSpec(name=f"added_{i}", unit="1", example=str(value), domain=NONNEGATIVE, source=_FIGURE,
                        meaning=f"dephasing that light does not cause, over Gamma, curve {i}")
          for i, value in enumerate((0, 2, 5, 10, 20), start=1)),
        _one("x_start", "0.01", "least repump parameter shown", source="two-ensemble paper, Sec. IV.2"),
        _one("x_end", "10", "largest repump parameter shown"),
        _one("time_start", "1e-3", "first time shown, over 1/Gamma"),
        _one("time_end", "2", "last time shown, over 1/Gamma"),
        _one("settled", "0.05", "when the formula after long times is to describe the curves, over 1/Gamma",
             source="two-ensemble paper, Sec. IV.2"),
        _one("samples", "301", "points of each curve",
             Bounds(kind="integer", lower="11", upper="100000", open_below=False, open_above=False)),
    ),
)  # fmt: skip


def run(parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
    """The steady state against the repump parameter, and states in time without a repump field."""
    import xarray as xr

    merged = xr.merge([_steady(parameters, kernels), _in_time(parameters, kernels, progress)])
    return merged.assign_attrs(source="two-ensemble paper, Figs. 7 and 8")


def _unit(meaning: str, unit: str = "1") -> dict[str, str]:
    return {"units": unit, "long_name": meaning}


def _added(parameters: Parameters) -> list[float]:
    return [parameters.value(f"added_{i}") for i in range(1, 6)]


def _pump(parameters: Parameters, kernels: Kernels) -> float:
    """The least pump [1/s] that keeps the share wanted in up while atoms are repumped, however fast they are."""
    value = parameters.value
    atom = {name: value(name) for name in ("delta_nu", "A_P3", "B_P3", "Gamma", "f_up")}
    return float(kernels["caesium_pump"](**atom))


def _weights(parameters: Parameters, kernels: Kernels) -> dict[str, float]:
    """mu and nu of the probe."""
    value = parameters.value
    Z = kernels["caesium_squeezing"](**{name: value(name) for name in ("delta_nu", "A_P3", "B_P3")})
    found = kernels["two_level_light"](Gamma=value("Gamma"), Z=Z, x_pump=0.0, Gamma_d_add=0.0)
    return {name: float(found[name]) for name in ("mu", "nu")}


def _rates(parameters: Parameters, kernels: Kernels, pump: float, repump: Any) -> dict[str, Any]:
    """All rates among the three levels [1/s]."""
    value = parameters.value
    atom = {name: value(name) for name in ("delta_nu", "A_P3", "B_P3", "Gamma")}
    found: dict[str, Any] = kernels["caesium_light"](**atom, W_pump=pump, W_repump=repump)
    return found


def _total(rates: dict[str, Any], added: Any, kernels: Kernels) -> Any:
    """The rate at which single atoms undo correlations [1/s]."""
    ends = ("uu", "ud", "uh", "du", "dd", "dh")
    return kernels["three_level_total"](**{f"Gamma_{e}": rates[f"Gamma_{e}"] for e in ends}, Gamma_d_add=added)


def _steady(parameters: Parameters, kernels: Kernels) -> xr.Dataset:
    """Fig. 7: xi of the measured spins in the steady state."""
    import numpy as np
    import xarray as xr

    value, rate = parameters.value, parameters.value("Gamma")
    x = np.geomspace(value("x_start"), value("x_end"), round(value("samples")))
    pump, weights = _pump(parameters, kernels), _weights(parameters, kernels)
    rates = _rates(parameters, kernels, pump, kernels["caesium_repump"](x_repump=x, W_pump=pump))
    found = kernels["three_level_steady"](N=1.0, **{name: rates[name] for name in FLOWS})
    shares = {level: found[f"N_{level}_inf"] for level in LEVELS}
    added = np.array(_added(parameters))[:, None] * rate
    xi = kernels["three_level_following"](
        F=value("F"), N=1.0, d=value("d"), Gamma=rate, **weights, Gamma_bar=_total(rates, added, kernels),
        N_up=shares["up"], N_down=shares["down"],
    )  # fmt: skip
    return xr.Dataset(
        {
            "xi": (("added", "x_repump"), xi, _unit("entanglement parameter of the measured spins, steady state")),
            "share": (("level", "x_repump"), [shares[level] for level in LEVELS], _unit("share of the atoms, steady")),
            "pump": ((), pump / rate, _unit("rate at which the pump excites down, over Gamma")),
            "Z": ((), 1 / (weights["mu"] - weights["nu"]), _unit("squeezing parameter of the probe")),
            "f_up": ((), value("f_up"), _unit("share of the two levels that the pump keeps in up")),
            "d": ((), value("d"), _unit("optical depth of one ensemble")),
            "detuning": ((), value("delta_nu") / 1e6, _unit("detuning of the probe", "MHz")),
        },
        coords={
            "added": ("added", _added(parameters), _unit("added dephasing over Gamma")),
            "level": ("level", list(LEVELS), {"long_name": "level"}),
            "x_repump": ("x_repump", x, _unit("repump parameter")),
        },
    )


def _in_time(parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
    """Fig. 8: xi of the measured spins without a repump field, from atoms that are all in up."""
    import numpy as np
    import xarray as xr

    value, rate = parameters.value, parameters.value("Gamma")
    times = (
        np.concatenate([[0.0], np.geomspace(value("time_start"), value("time_end"), round(value("samples")))]) / rate
    )
    rates = _rates(parameters, kernels, _pump(parameters, kernels), 0.0)
    weights, full, slow = _weights(parameters, kernels), [], []
    for added in progress(_added(parameters), "curves in time"):
        total = float(_total(rates, added * rate, kernels))
        fixed = {"N": 1.0, "d": value("d"), "Gamma": rate, **weights, "Gamma_bar": total}
        states = _integrated(times, kernels, fixed | {name: float(rates[name]) for name in FLOWS})
        named = dict(zip(STATE, states, strict=True))
        populations = {name: named[name] for name in ("N_up", "N_down")}
        moments = {name: named[name] for name in STATE[3:]}
        full.append(kernels["three_level_parameter"](F=value("F"), **populations, **moments))
        slow.append(kernels["three_level_following"](F=value("F"), **fixed, **populations))
    two = named["N_up"] + named["N_down"]
    return xr.Dataset(
        {
            "xi_time": (("added", "time"), np.array(full), _unit("entanglement parameter in time, by the equations")),
            "xi_following": (("added", "time"), np.array(slow), _unit("the same by the formula after long times")),
            "share_two": ("time", two, _unit("share of the atoms in up and down, without repump field")),
            "share_up": ("time", named["N_up"] / two, _unit("share of those in up, without repump field")),
            "settled": ((), value("settled"), _unit("when the formula is to hold, over 1/Gamma")),
        },
        coords={
            "added": ("added", _added(parameters), _unit("added dephasing over Gamma")),
            "time": ("time", times * rate, _unit("time in units of 1/Gamma")),
        },
    )


def _integrated(times: Array, kernels: Kernels, rates: dict[str, float]) -> Array:
    """Populations and second moments per atom at the times, shape (7, times), from atoms that are all in up."""
    import numpy as np
    import scipy.integrate

    derived: Any = kernels["three_level_rates"]
    packed = derived.pack(**rates)

    def change(t: float, y: Array) -> Array:
        out = np.empty(len(STATE))
        derived.module.rhs(t, y, packed, out)
        return out

    # Spins of one state are not correlated, and each has the variance 1/4 of a spin one half.
    start = [1.0, 0.0, 0.0, 0.25, 0.25, 0.0, 0.0]
    integrate: Any = scipy.integrate  # its functions declare no types
    found = integrate.solve_ivp(change, (0.0, times[-1]), start, t_eval=times, **SOLVER)
    states: Array = found.y
    return states


def features(data: xr.Dataset) -> tuple[Feature, ...]:
    """What the claims about Figs. 7 and 8 are held against."""
    found = {**_of_the_steady_state(data), **_of_times(data)}
    # Times are read off the samples, which are spaced by a factor.
    factor = float(data.time[-1] / data.time[-2])
    errors = {name: found[name][0] * (factor - 1) for name in ("fall", "entangled_until", "settled")}
    return tuple(
        Feature(name=name, value=value, error=errors.get(name, ROUNDING), meaning=text)
        for name, (value, text) in found.items()
    )


def _of_the_steady_state(data: xr.Dataset) -> dict[str, tuple[float, str]]:
    """Features of Fig. 7."""
    order = data.xi.sortby("added").diff("added")
    strong, weak = data.xi.isel(x_repump=-1), data.xi.isel(x_repump=0)
    return {
        "ascending": (float(order.min()), "least step from one curve of Fig. 7 to the next, by dephasing"),
        "first_repump": (float(data.x_repump[0]), "least repump parameter of Fig. 7"),
        "highest_strong": (float(strong.max()), "largest xi of Fig. 7 at the strongest repump field"),
        "lowest_weak": (float(weak.min()), "least xi of Fig. 7 at the weakest repump field"),
        "repump_helps": (float(-data.xi.diff("x_repump").max()), "least fall of a curve of Fig. 7 between two points"),
    }


def _of_times(data: xr.Dataset) -> dict[str, tuple[float, str]]:
    """Features of Fig. 8; an infinite time is one that is not reached."""
    import numpy as np

    time, xi = data.time.values, data.xi_time.sortby("added").values
    least = xi.min(axis=1)
    fall = time[xi.argmin(axis=1)]
    back = [_first(time, (time > low) & (curve > 1)) for low, curve in zip(fall, xi, strict=True)]
    gap = abs(data.xi_following / data.xi_time - 1).max("added").values
    apart = np.flatnonzero(gap > CLOSE)
    settled = _first(time, np.arange(len(time)) > (apart[-1] if apart.size else -1))
    late = gap[time >= float(data.settled)]
    steps = np.diff(xi[:, 1:], axis=0)
    return {
        "share_kept": (float(data.share_up.min()), "least share of up among the two levels at any time of Fig. 8"),
        "ascending_in_time": (float(steps.min()), "least step from one curve of Fig. 8 to the next"),
        "highest_minimum": (float(least.max()), "least xi in time of the curve of Fig. 8 that is worst"),
        "fall": (float(fall.max()), "time of the latest minimum of a curve of Fig. 8, over 1/Gamma"),
        "rise": (float((xi[:, -1] - least).min()), "least rise of a curve of Fig. 8 from its minimum to its end"),
        "entangled_until": (min(back), "time at which the first curve of Fig. 8 is back at 1, over 1/Gamma"),
        "settled": (settled, "time after which the formula is within a hundredth of all of Fig. 8, over 1/Gamma"),
        "late_gap": (float(late.max()), "largest relative gap of the formula after the time that the paper states"),
    }  # fmt: skip


def _first(time: Array, holds: Array) -> float:
    """The first time at which something holds, infinite when there is none."""
    return float(time[holds][0]) if holds.any() else float("inf")
