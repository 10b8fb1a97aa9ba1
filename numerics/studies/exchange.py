"""Exchange of spin excitations between an alkali and a noble-gas ensemble in three regimes of coupling.

Both ensembles start in coherent spin states, so that the excitation number of each is the squared modulus of
its mean amplitude, and the means follow the two coupled modes without their noise. The regimes are those of
Fig. 2 of the noble-gas paper: decoupled by a large detuning, overdamped on resonance, and strongly coupled; the
last once more with a large detuning switched on after a quarter of a cycle, which keeps the excitations in
the noble gas. The exchange rate J follows from the cell; the other rates are given in units of J.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from numerics.parameters import (
    NONNEGATIVE,
    POLARISATION,
    POSITIVE,
    REAL,
    SPIN,
    ParameterError,
    ParameterSpec,
    arguments,
)
from numerics.records import Bounds
from numerics.studies.specification import Kernel, Kernels, Progress, StudySpec

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

    from numerics.parameters import Parameters

    Array = np.ndarray[Any, np.dtype[Any]]

_CELL = "noble-gas paper, main text, proposed conditions"
_FIGURE = "noble-gas paper, caption of Fig. 2"
REGIMES = ("decoupled", "overdamped", "strong")
STORED = "stored"
SPECIES = ("alkali", "noble_gas")


def _in_units_of_J(regime: str) -> tuple[ParameterSpec, ...]:
    """Detuning, damping and duration of one regime."""
    return (
        ParameterSpec(
            name=f"{regime}_detuning", unit="1", example="10", domain=REAL, source=_FIGURE,
            meaning=f"detuning in units of J, {regime} regime",
        ),
        ParameterSpec(
            name=f"{regime}_damping", unit="1", example="1/57", domain=POSITIVE, source=_FIGURE,
            meaning=f"decoherence rate of the alkali spins in units of J, {regime} regime",
        ),
        ParameterSpec(
            name=f"{regime}_duration", unit="1", example="20", domain=POSITIVE, source="chosen here",
            meaning=f"time span in units of 1/J, {regime} regime",
        ),
    )  # fmt: skip


STUDY = StudySpec(
    name="exchange",
    title="Exchange of spin excitations in three regimes of coupling",
    story="Mean excitation numbers of two coupled modes that start in coherent states.",
    kernels=(
        "slowing_down_factor", "interaction_strength", "exchange_rate", "switched_detuning", "exchange_propagator",
    ),
    figures=("exchange",),
    claims=("NG-fig2", "NG-fig2a", "NG-fig2b", "NG-fig2c", "NG-pi"),
    parameters=(
        ParameterSpec(
            name="n_a", unit="cm^-3", example="3e14 cm^-3", domain=POSITIVE, latex="n_a", source=_CELL,
            meaning="density of alkali atoms",
        ),
        ParameterSpec(
            name="n_b", unit="cm^-3", example="2e20 cm^-3", domain=POSITIVE, latex="n_b", source=_CELL,
            meaning="density of noble-gas atoms",
        ),
        ParameterSpec(
            name="p_a", unit="1", example="0.95", domain=POLARISATION, latex="p_a", source=_CELL,
            meaning="degree of polarisation of the alkali spins",
        ),
        ParameterSpec(
            name="p_b", unit="1", example="0.75", domain=POLARISATION, latex="p_b", source=_CELL,
            meaning="degree of polarisation of the noble-gas spins",
        ),
        ParameterSpec(
            name="I", unit="1", example="3/2", domain=SPIN, latex="I", source="potassium-39",
            meaning="nuclear spin of the alkali atom",
        ),
        ParameterSpec(
            name="vsphi", unit="cm^3/s", example="2e-14 cm^3/s", domain=POSITIVE,
            latex=r"\langle v\sigma\phi\rangle", source=_CELL,
            meaning="collision rate coefficient times phase, averaged over collision kinematics",
        ),
        ParameterSpec(
            name="g_s", unit="rad/s/G", example="1.76e7 rad/s/G", domain=POSITIVE, latex="g_s",
            source="CODATA 2022, electron gyromagnetic ratio", meaning="gyromagnetic ratio of the electron spin",
        ),
        ParameterSpec(
            name="g_b", unit="rad/s/G", example="2.04e4 rad/s/G", domain=POSITIVE, latex="g_b",
            source="CODATA 2022, shielded helion gyromagnetic ratio",
            meaning="gyromagnetic ratio of the noble-gas spin",
        ),
        ParameterSpec(
            name="B", unit="G", example="94 mG", domain=POSITIVE, latex="B", source=_CELL,
            meaning="magnetic field at which the gases are in resonance",
        ),
        ParameterSpec(
            name="alkali_excitations", unit="1", example="1000", domain=POSITIVE, source=_FIGURE,
            meaning="excitations of the alkali spins at the start",
        ),
        ParameterSpec(
            name="noble_gas_excitations", unit="1", example="0", domain=NONNEGATIVE, source=_FIGURE,
            meaning="excitations of the noble-gas spins at the start",
        ),
        *(spec for regime in REGIMES for spec in _in_units_of_J(regime)),
        ParameterSpec(
            name="storage_angle", unit="rad", example="90 deg", domain=NONNEGATIVE, source=_FIGURE,
            meaning="angle J t of exchange after which the detuning is switched on",
        ),
        ParameterSpec(
            name="B_s", unit="G", example="180 mG", domain=POSITIVE, latex=r"B_{\mathrm s}",
            source="noble-gas paper, caption of Fig. 4",
            meaning="magnetic field that keeps the excitations in the noble gas",
        ),
        ParameterSpec(
            name="samples", unit="1", example="7201", meaning="times at which each curve is computed",
            source="chosen here",
            domain=Bounds(kind="integer", lower="3", upper="1000000", open_below=False, open_above=False),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Regime:
    """One regime: its rates in 1/s, and the times at which it is looked at, in s."""

    name: str
    detuning: float
    damping: float
    times: Array


def run(parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
    """Excitation numbers over (regime, species, time), and the features that the figure's caption speaks of."""
    import numpy as np
    import xarray as xr

    value = parameters.value
    if value("storage_angle") >= value("strong_duration"):
        raise ParameterError(
            f"storage_angle = {parameters['storage_angle'].text} is reached after the strong regime ends: "
            f"expected an angle below strong_duration = {parameters['strong_duration'].text}"
        )
    q = _called(kernels["slowing_down_factor"], parameters)
    zeta = _called(kernels["interaction_strength"], parameters, q=q)
    J = _called(kernels["exchange_rate"], parameters, q=q, zeta=zeta)
    start = np.sqrt(np.array([value("alkali_excitations"), value("noble_gas_excitations")]))
    propagator = kernels["exchange_propagator"]
    regimes = [_regime(name, parameters, J) for name in REGIMES]
    curves, switched_at = [], value("storage_angle") / J
    for regime in progress(regimes, "regimes"):
        curves.append(_excitations(propagator, regime, J, start))
    stored_detuning = _called(kernels["switched_detuning"], parameters, q=q)
    curves.append(_stored(propagator, regimes[-1], J, start, switched_at, stored_detuning))
    times = np.array([regime.times for regime in (*regimes, regimes[-1])])
    data = xr.Dataset(
        {
            "excitations": (
                ("regime", "species", "time"), np.array(curves),
                {"units": "1", "long_name": "mean number of excitations"},
            ),
            "detuning": (
                "regime", [*(regime.detuning for regime in regimes), stored_detuning],
                {"units": "rad/s", "long_name": "detuning, for the stored one after the switch", "symbol": "Delta"},
            ),
            "damping": (
                "regime", [*(regime.damping for regime in regimes), regimes[-1].damping],
                {"units": "1/s", "long_name": "decoherence rate of the alkali spins", "symbol": "gamma"},
            ),
            "J": ((), J, {"units": "1/s", "long_name": "coherent exchange rate"}),
            "q": ((), q, {"units": "1", "long_name": "slowing-down factor"}),
            "switch_time": ((), switched_at, {"units": "s", "long_name": "time at which the detuning is switched on"}),
        },
        coords={
            "regime": ("regime", [*REGIMES, STORED], {"long_name": "regime of coupling"}),
            "species": ("species", list(SPECIES), {"long_name": "ensemble"}),
            "t": (("regime", "time"), times, {"units": "s", "long_name": "time"}),
            "Jt": (("regime", "time"), times * J, {"units": "1", "long_name": "time in units of 1/J"}),
        },
        attrs={"source": "noble-gas paper, Fig. 2"},
    )  # fmt: skip
    return data.assign(_features(data))


def _called(kernel: Kernel, parameters: Parameters, **computed: float) -> float:
    """A scalar kernel at the parameters that it takes, and at what other kernels computed."""
    return float(kernel(**arguments(kernel.record, parameters), **computed))


def _regime(name: str, parameters: Parameters, J: float) -> _Regime:
    """A regime from its parameters, which are in units of J."""
    import numpy as np

    value = parameters.value
    return _Regime(
        name=name,
        detuning=value(f"{name}_detuning") * J,
        damping=value(f"{name}_damping") * J,
        times=np.linspace(0, value(f"{name}_duration") / J, round(value("samples"))),
    )


def _excitations(propagator: Kernel, regime: _Regime, J: float, start: Array) -> Array:
    """Excitation numbers, shape (2, times): squared moduli of the mean amplitudes of coherent states."""
    import numpy as np

    moved = propagator(t=regime.times, J=J, gamma=regime.damping, Delta=regime.detuning) @ start
    excitations: Array = np.abs(moved.T) ** 2
    return excitations


def _stored(propagator: Kernel, regime: _Regime, J: float, start: Array, switched_at: float, detuning: float) -> Array:
    """The same, with the detuning switched to another value at a time; shape (2, times)."""
    import numpy as np

    exchanging = regime.times <= switched_at
    rates = {"J": J, "gamma": regime.damping}
    handed_over = propagator(t=switched_at, **rates, Delta=regime.detuning) @ start
    before = propagator(t=regime.times[exchanging], **rates, Delta=regime.detuning) @ start
    after = propagator(t=regime.times[~exchanging] - switched_at, **rates, Delta=detuning) @ handed_over
    excitations: Array = np.abs(np.concatenate([before, after]).T) ** 2
    return excitations


def _features(data: xr.Dataset) -> dict[str, tuple[Any, ...]]:
    """What the caption says in words, as labelled numbers; fractions are of the alkali excitations at the start.

    Raises ParameterError when the decoupled alkali excitations are gone at the second sample.
    """
    from numerics import curves

    total = float(data.excitations.isel(time=0).sel(regime=STORED, species="alkali"))
    alkali = [data.excitations.sel(regime=r, species="alkali").values for r in data.regime.values]
    noble = [data.excitations.sel(regime=r, species="noble_gas").values for r in data.regime.values]
    peaks = [curves.largest(Jt, b) for Jt, b in zip(data.Jt.values, noble, strict=True)]
    # Later the few excitations that come back from the noble gas hide the decay.
    falling = curves.falling_part(alkali[0], 0.01)
    if falling < 2:
        raise ParameterError(
            "the decoupled alkali excitations are gone at the second sample: "
            "expected a smaller decoupled_damping or decoupled_duration, or more samples"
        )
    decay = curves.decay_rate(data.t.sel(regime="decoupled").values[:falling], alkali[0][:falling])
    kept = noble[-1][data.t.sel(regime=STORED).values > float(data.switch_time)]
    fraction = {"units": "1"}
    return {
        "largest_transfer": (
            "regime", [peak / total for peak, _ in peaks],
            fraction | {"long_name": "largest fraction of the excitations found in the noble gas"},
        ),
        "largest_transfer_Jt": (
            "regime", [when for _, when in peaks],
            {"units": "1", "long_name": "time of the largest transfer in units of 1/J, to one sample"},
        ),
        "contrast": (
            "regime", [curves.revival(values) for values in alkali],
            fraction | {"long_name": "return of the alkali excitations after their first minimum, as a fraction"},
        ),
        "final_noble_gas_fraction": (
            "regime", [values[-1] / total for values in noble],
            fraction | {"long_name": "fraction of the excitations in the noble gas at the last time"},
        ),
        "decoupled_decay_rate": (
            (), decay,
            {"units": "1/s", "long_name": "decay rate of the decoupled alkali number, fitted down to a hundredth"},
        ),
        "decoupled_decay_over_gamma": (
            (), decay / float(data.damping.sel(regime="decoupled")),
            {"units": "1", "long_name": "the same in units of gamma, the decay rate of the amplitude in the equations"},
        ),
        "stored_fraction": (
            (), float(kept.mean()) / total, fraction | {"long_name": "mean fraction in the noble gas after the switch"},
        ),
        "stored_spread": (
            (), float(kept.max() - kept.min()) / total,
            fraction | {"long_name": "largest minus least fraction in the noble gas after the switch"},
        ),
    }  # fmt: skip
