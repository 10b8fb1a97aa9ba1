"""The numbers of a cell as labelled data: values, uncertainties, what contributes to them, and curves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from numerics.cells import model, transfer
from numerics.cells.inputs import CellInputs
from numerics.studies.specification import Kernels

if TYPE_CHECKING:
    import xarray as xr

    from numerics.propagation import Propagated

Array = np.ndarray[Any, np.dtype[Any]]
ESTIMATES = ("value", "error", "low", "high")
_TIMES, _FIELDS, _BAND = 241, 121, 200
_SLOW = 0.1  # rad between two exchanges: their relaxation goes with the square of this
_BANDS = (0.158655254, 0.841344746)


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A result: the name of the model's number, its unit, what it is, and the SI unit's worth in that unit."""

    name: str
    unit: str
    meaning: str
    scale: float = 1.0


QUANTITIES = (
    Quantity(name="n_a", unit="cm^-3", meaning="density of the alkali vapour", scale=1e-6),
    Quantity(name="n_b", unit="cm^-3", meaning="density of the noble gas", scale=1e-6),
    Quantity(name="q", unit="1", meaning="slowing-down factor"),
    Quantity(name="zeta", unit="cm^3/s", meaning="mean-field interaction strength", scale=1e6),
    Quantity(name="J", unit="1/s", meaning="coherent exchange rate"),
    Quantity(name="gamma", unit="1/s", meaning="decoherence rate of the alkali"),
    Quantity(name="J_over_gamma", unit="1", meaning="exchange rate over decoherence rate"),
    Quantity(name="R_se", unit="1/s", meaning="rate of spin exchange among alkali atoms"),
    Quantity(name="B_res", unit="mG", meaning="field of resonance", scale=1e7),
    Quantity(name="B_comp", unit="mG", meaning="compensation field", scale=1e7),
    Quantity(name="Delta", unit="rad/s", meaning="detuning in the field of the exchange"),
    Quantity(name="omega_a", unit="rad/s", meaning="precession frequency of the alkali in that field"),
    Quantity(name="Delta_s", unit="rad/s", meaning="detuning in the field of storage"),
    Quantity(name="t_best", unit="ms", meaning="time of the largest transfer", scale=1e3),
    Quantity(name="T_ba", unit="1", meaning="share of the excitations transferred by then"),
    Quantity(name="squeezing", unit="dB", meaning="squeezing of the noble gas after the transfer"),
    Quantity(name="gamma_b", unit="1/s", meaning="decay rate of the noble gas during storage"),
    Quantity(name="eta_s", unit="1", meaning="efficiency of storage: share left after the time of storage"),
    Quantity(name="stored_squeezing", unit="dB", meaning="squeezing of the noble gas after storage"),
)
CAUSES = {
    "gamma_se": "exchange with the noble gas",
    "gamma_sr": "spin rotation with the noble gas",
    "gamma_aa": "collisions among alkali atoms",
    "gamma_q": "collisions with nitrogen",
    "gamma_D": "diffusion to the wall",
    "gamma_x": "other loss",
}
NOBLE_CAUSES = {
    "gamma_b_se": "exchange with the alkali",
    "gamma_b_J": "coupling to the detuned alkali",
    "gamma_wall": "without alkali",
}


def dataset(found: Propagated, inputs: CellInputs, setting: model.Setting, kernels: Kernels) -> xr.Dataset:
    """All results of a cell as one dataset."""
    import xarray as xr

    numbers = {
        q.name: ("estimate", _estimates(found, q.name, q.scale), {"units": q.unit, "long_name": q.meaning})
        for q in QUANTITIES
    }
    shares = np.array([found.shares(q.name) for q in QUANTITIES])
    uncertain = {one.name: one for one in inputs.uncertain}
    kinds = found.samples["regime"] if found.inputs else np.array([found.values["regime"]])
    return xr.Dataset(
        {
            **numbers,
            "losses": (("cause", "estimate"), np.array([_estimates(found, name) for name in CAUSES]),
                       {"units": "1/s", "long_name": "decoherence of the alkali by cause"}),
            "noble_gas_losses": (("noble_gas_cause", "estimate"),
                                 np.array([_estimates(found, name) for name in NOBLE_CAUSES]),
                                 {"units": "1/s", "long_name": "decay of the noble gas during storage by cause"}),
            "regime_share": ("regime", [float(np.mean(kinds == i)) for i in range(len(transfer.REGIMES))],
                             {"units": "1", "long_name": "share of the samples in each regime of coupling"}),
            "variance_share": (("quantity", "input"), shares,
                               {"units": "1", "long_name": "share of each input in the variance of each number"}),
            "input_value": ("input", [uncertain[name].value for name in found.inputs],
                            {"units": "SI", "long_name": "uncertain inputs, in SI units"}),
            "input_error": ("input", [uncertain[name].error for name in found.inputs],
                            {"units": "SI", "long_name": "their standard uncertainties"}),
            **_curves(found, setting, kernels),
        },
        coords={
            "estimate": ("estimate", list(ESTIMATES), {"long_name": "value, standard uncertainty, middle 68 %"}),
            "cause": ("cause", list(CAUSES.values()), {"long_name": "cause of a loss"}),
            "noble_gas_cause": ("noble_gas_cause", list(NOBLE_CAUSES.values()), {"long_name": "cause of a loss"}),
            "regime": ("regime", list(transfer.REGIMES), {"long_name": "regime of coupling"}),
            "quantity": ("quantity", [q.name for q in QUANTITIES], {"long_name": "number"}),
            "input": ("input", list(found.inputs), {"long_name": "uncertain input"}),
            "input_source": ("input", [inputs.origins[name].text for name in found.inputs],
                             {"long_name": "where the input comes from"}),
            "level": ("level", ["value", "low", "high"], {"long_name": "value, and the middle 68 % of the samples"}),
        },
        attrs={"regime": transfer.REGIMES[round(found.values["regime"])]},
    )  # fmt: skip


def beyond(found: Propagated) -> list[str]:
    """Sentences on what the numbers leave out and should not: exchange among alkali atoms that is not fast enough."""
    ratio = abs(found.values["omega_a"]) / found.values["R_se"]
    if ratio < _SLOW:
        return []
    return [
        f"the alkali precesses {ratio:.2g} rad in the time 1/R_se: spin exchange among alkali atoms then costs "
        "coherence, which gamma does not count"
    ]


def _estimates(found: Propagated, name: str, scale: float = 1.0) -> Array:
    """Value, linear uncertainty, and the middle 68 % of the samples, shape (4,)."""
    low, high = found.interval(name)
    return np.array([found.values[name], found.error(name), low, high]) * scale + 0.0  # no negative zero


def _curves(found: Propagated, setting: model.Setting, kernels: Kernels) -> dict[str, Any]:
    """The exchange in time, and detuning and largest transfer over the field, with bands.

    Fields are counted from that of resonance, which is mostly known far less well than the resonance is wide.
    """
    values = found.values
    times = np.linspace(0, 4 * values["t_best"], _TIMES)
    # from -6 to 6 of the detuning at which half of an excitation would come over without loss
    scan = np.linspace(-6, 6, _FIELDS) * values["J"] / abs(values["gyro_a"] - values["gyro_b"])
    excitations = _with_band(found, ("J", "gamma", "Delta"), times, lambda t, p: _populations(kernels, t, **p))
    rates = ("B_res", "gyro_a", "gyro_b", "J", "gamma")
    peaks = _with_band(found, rates, scan, lambda B, p: _scanned(kernels, setting, B, **p))
    return {
        "t": ("time", times * 1e3, {"units": "ms", "long_name": "time"}),
        "excitations": (("level", "species", "time"), excitations,
                        {"units": "1", "long_name": "share of the excitations, in the alkali and the noble gas"}),
        "offset": ("scan", scan * 1e7, {"units": "mG", "long_name": "magnetic field less that of resonance"}),
        "detuning": (("level", "scan"), peaks[:, 0],
                     {"units": "rad/s", "long_name": "detuning over the field from resonance on"}),
        "transferred": (("level", "scan"), peaks[:, 1],
                        {"units": "1", "long_name": "largest share transferred, over the field from resonance on"}),
    }  # fmt: skip


def _with_band(found: Propagated, names: tuple[str, ...], x: Array, curve: Any) -> Array:
    """A curve at the values and its 68 % band over samples, shape (3, ..., x)."""
    central = curve(x, {name: np.array(found.values[name]) for name in names})
    if not found.inputs:
        return np.stack([central] * 3)
    chosen = {name: found.samples[name][:_BAND, None] for name in names}
    low, high = np.quantile(curve(x, chosen), _BANDS, axis=-2)
    return np.stack([central, low, high])


def _populations(kernels: Kernels, t: Array, J: Array, gamma: Array, Delta: Array) -> Array:
    """Excitations left in the alkali and come over to the noble gas, shape (2, ..., times)."""
    moved = kernels["exchange_propagator"](t=t, J=J, gamma=gamma, Delta=Delta)
    return np.stack([np.abs(moved[..., 0, 0]) ** 2, np.abs(moved[..., 1, 0]) ** 2])


def _scanned(kernels: Kernels, setting: model.Setting, offset: Array, **p: Array) -> Array:
    """Detuning and largest transfer over the field from resonance on, shape (2, ..., fields)."""
    detuning = kernels["field_detuning"](
        B_z=p["B_res"] + offset, B_res=p["B_res"], gyro_a=p["gyro_a"], gyro_b=p["gyro_b"], s_b=setting.exact["s_b"]
    )
    J, gamma, Delta = np.broadcast_arrays(p["J"], p["gamma"], detuning)
    rates = {"J": J, "gamma": gamma, "Delta": Delta}
    time = transfer.largest_transfer_time(kernels["exchange_propagator"], rates)
    share = np.abs(kernels["exchange_propagator"](t=time, **rates)[..., 1, 0]) ** 2
    return np.stack([Delta, share])


def summary(data: xr.Dataset) -> str:
    """The numbers with their uncertainties as lines of text, the budget, the regime, and remarks."""
    lines = [f"{data.attrs['alkali']} and {data.attrs['noble_gas']}: {regime_text(data)}", ""]
    for name in (str(n) for n in data.quantity.values):
        array = data[name]
        lines.append(f"  {name:<17}{_number(array):<34}{array.attrs['long_name']}")
    lines += ["", "decoherence of the alkali by cause [1/s]:"]
    lines += [f"  {_number(data.losses.sel(cause=cause)):<34}{cause}" for cause in data.cause.values]
    lines += ["", "decay of the noble gas during storage by cause [1/s]:"]
    lines += [f"  {_number(data.noble_gas_losses.sel(noble_gas_cause=cause)):<34}{cause}"
              for cause in data.noble_gas_cause.values]  # fmt: skip
    remarks = data.attrs["remarks"].splitlines()
    return "\n".join([*lines, *([""] if remarks else []), *(f"note: {remark}" for remark in remarks)])


def regime_text(data: xr.Dataset) -> str:
    """The regime, with the share of the samples in it where they do not all agree."""
    share = float(data.regime_share.sel(regime=data.attrs["regime"]))
    words = {"strong": "strongly coupled", "overdamped": "overdamped", "decoupled": "decoupled by the detuning"}
    return words[data.attrs["regime"]] + ("" if share == 1 else f" ({100 * share:.0f} % of the samples)")


def _number(array: xr.DataArray) -> str:
    """``1004 +- 31 1/s``: as many digits as the uncertainty allows."""
    value, error = (float(array.sel(estimate=name)) for name in ("value", "error"))
    unit = array.attrs["units"]
    shown = _rounded(value, error)
    return shown if unit == "1" else f"{shown} {unit}"


def _rounded(value: float, error: float) -> str:
    """Two digits of the uncertainty, and the value to the same place."""
    if not (error > 0 and np.isfinite(error)):
        return f"{value:.6g}"
    place = int(np.floor(np.log10(error))) - 1
    large = int(np.floor(np.log10(max(abs(value), error))))
    if place <= 0 and large >= -3:
        return f"{value:.{-place}f} +- {error:.{-place}f}"
    digits = max(0, large - place)
    return f"({value / 10.0**large:.{digits}f} +- {error / 10.0**large:.{digits}f})e{large}"
