"""A vapour cell of one's own: what its alkali and noble-gas spins do, with the uncertainties of all that is known.

From two species, a temperature, pressures, a radius, the wall, a field and two polarisations follow the densities,
the coupling and its losses by cause, the fields of resonance and compensation, the regime of the exchange, how much
of an excitation or of squeezing the noble gas takes over, and what storage leaves of it. Measured properties come
from the cited tables of ``numerics/species`` or from the person who asks. Every number carries its uncertainty:
linear, with what each input contributes, and an interval from samples.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from numerics.cells.inputs import OWN, TABLE, CellInputs, cell_inputs
from numerics.parameters import (
    COUNT,
    NONNEGATIVE,
    POLARISATION,
    POSITIVE,
    REAL,
    ParameterSpec,
)
from numerics.records import Bounds
from numerics.species import alkalis, noble_gases
from numerics.studies.specification import Kernels, Progress, StudySpec

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

    from numerics.cells.model import Setting
    from numerics.parameters import Parameters

    Array = np.ndarray[Any, np.dtype[Any]]

RESONANCE, TWICE, DESTRUCTIVE = "resonance", "twice the resonance", "destructive"
_PAPER = "noble-gas paper, main text, proposed conditions"
_OURS = "chosen here"
_OWN_TEXT = {
    "kappa_0": ("1", "6.2", "enhancement of the contact field", POSITIVE),
    "k_se": ("cm^3/s", "5.5e-20 cm^3/s", "spin-exchange rate coefficient", POSITIVE),
    "sigma_sr": ("cm^2", "8e-25 cm^2", "cross-section of spin destruction by the noble gas", POSITIVE),
    "sigma_sd": ("cm^2", "1e-18 cm^2", "cross-section of spin destruction among alkali atoms", POSITIVE),
    "sigma_aa": ("cm^2", "1.8e-14 cm^2", "cross-section of spin exchange among alkali atoms", POSITIVE),
    "sigma_q": ("cm^2", "8e-23 cm^2", "cross-section of spin destruction by nitrogen", POSITIVE),
    "D_b": ("cm^2/s", "0.35 cm^2/s", "diffusion coefficient in the noble gas at 0 degC and 1 atm", POSITIVE),
    "D_q": ("cm^2/s", "0.2 cm^2/s", "diffusion coefficient in nitrogen at 0 degC and 1 atm", POSITIVE),
}
# "2 degC" would be read as 275.15 K; no cell is uncertain by so much.
_KELVINS = Bounds(lower="0", upper="100", open_below=False)


def _parameter(name: str, unit: str, example: str, meaning: str, domain: Bounds = POSITIVE, source: str = _OURS,
               words: tuple[str, ...] = (), default: str = "") -> ParameterSpec:  # fmt: skip
    return ParameterSpec(name=name, unit=unit, example=example, meaning=meaning, domain=domain, source=source,
                         words=words, default=default)  # fmt: skip


def _own(name: str) -> tuple[ParameterSpec, ParameterSpec]:
    """A number of the tables that may be replaced, and the uncertainty of what replaces it."""
    unit, example, meaning, domain = _OWN_TEXT[name]
    return (
        _parameter(name, unit, example, meaning, domain, "numerics/species", (TABLE,), TABLE),
        _parameter(f"{name}_uncertainty", unit, example, f"standard uncertainty of one's own {name}", NONNEGATIVE,
                   default=f"0 {unit}".removesuffix(" 1")),
    )  # fmt: skip


STUDY = StudySpec(
    name="cell",
    title="A vapour cell of one's own",
    story="Rates, fields, transfer and storage in a cell of two spin gases, with uncertainties.",
    kernels=(
        "vapour_density", "gas_densities", "slowing_down_factor", "contact_strength", "cell_exchange_rate",
        "cell_losses", "gas_diffusion", "mixed_diffusion", "wall_diffusion", "wall_condition", "cell_fields",
        "field_detuning", "alkali_frequency", "induced_loss", "exchange_propagator", "tempered_spin", "state_transfer",
    ),
    figures=("cell",),
    parameters=(
        _parameter("alkali", "", "K-39", "alkali metal", source=_PAPER, words=alkalis()),
        _parameter("noble_gas", "", "He-3", "noble gas", source=_PAPER, words=noble_gases()),
        _parameter("temperature", "K", "215 degC", "temperature of the cell", source=_PAPER),
        _parameter("temperature_uncertainty", "K", "1 K", "its standard uncertainty", _KELVINS),
        _parameter("filling_temperature", "K", "0 degC", "temperature at which the pressures were filled in"),
        _parameter("pressure", "Pa", "7.5 atm", "pressure of the noble gas when filled", source=_PAPER),
        _parameter("pressure_uncertainty", "Pa", "0.1 atm", "its standard uncertainty", NONNEGATIVE),
        _parameter("nitrogen_pressure", "Pa", "30 torr", "pressure of nitrogen when filled", NONNEGATIVE, _PAPER),
        _parameter("nitrogen_pressure_uncertainty", "Pa", "1 torr", "its standard uncertainty", NONNEGATIVE),
        _parameter("radius", "m", "1 inch", "radius of the spherical cell", source="noble-gas paper, Fig. 4"),
        _parameter("alkali_wall", "1", "0.3", "loss of alkali spin at the wall: velocity of loss times R over D",
                   NONNEGATIVE, _PAPER, (DESTRUCTIVE,)),
        _parameter("other_loss", "1/s", "2 1/s", "further loss of alkali spin, such as by pump light", NONNEGATIVE),
        _parameter("noble_gas_lifetime", "s", "100 hour", "coherence time of the noble gas without alkali",
                   source=_PAPER),
        _parameter("field", "T", "94 mG", "magnetic field during the exchange", REAL, words=(RESONANCE,)),
        _parameter("storage_field", "T", "180 mG", "magnetic field during storage", REAL, words=(TWICE,)),
        _parameter("p_a", "1", "0.95", "polarisation of the alkali", POLARISATION, _PAPER),
        _parameter("p_a_uncertainty", "1", "0.01", "its standard uncertainty", NONNEGATIVE),
        _parameter("p_b", "1", "0.75", "polarisation of the noble gas", POLARISATION, _PAPER),
        _parameter("p_b_uncertainty", "1", "0.02", "its standard uncertainty", NONNEGATIVE),
        _parameter("p_correlation", "1", "0", "correlation of the two polarisations' uncertainties",
                   Bounds(lower="-1", upper="1", open_below=False, open_above=False)),
        _parameter("squeezing", "dB", "7 dB", "squeezing of the alkali before the exchange", NONNEGATIVE,
                   "noble-gas paper, Fig. 4"),
        _parameter("storage_time", "s", "1 hour", "time of storage in the noble gas", NONNEGATIVE),
        *(spec for name in OWN for spec in _own(name)),
        _parameter("samples", "1", "2000", "random samples of the uncertain inputs", COUNT),
        _parameter("seed", "1", "1", "seed of the samples", COUNT),
    ),
)  # fmt: skip


class CellWarning(UserWarning):
    """A cell outside of what the tables were measured at."""


def run(parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
    """The numbers of a cell with uncertainties, its budget of losses, and the exchange in time and over the field.

    Raises ParameterError for a pair without data and for uncertainties that do not fit; warns (CellWarning) of a
    temperature outside the vapour-pressure fit.
    """
    from numerics.cells import dataset, model
    from numerics.propagation import propagate

    inputs = cell_inputs(parameters)
    for remark in inputs.outside:
        warnings.warn(remark, CellWarning, stacklevel=2)
    setting = _setting(parameters, inputs, kernels)
    correlated = {("p_a", "p_b"): parameters.value("p_correlation")}
    found = propagate(
        model.model(setting, kernels), inputs.uncertain, round(parameters.value("samples")),
        round(parameters.value("seed")), correlated,
    )  # fmt: skip
    remarks = "\n".join([*inputs.remarks, *dataset.beyond(found)])
    return dataset.dataset(found, inputs, setting, kernels).assign_attrs(
        alkali=parameters.word("alkali"), noble_gas=parameters.word("noble_gas"), remarks=remarks
    )


def _setting(parameters: Parameters, inputs: CellInputs, kernels: Kernels) -> Setting:
    from numerics.cells.model import Setting, wave_number

    value, word = parameters.value, parameters.word
    return Setting(
        exact=inputs.exact,
        wave=wave_number(kernels["wall_condition"], None if word("alkali_wall") else value("alkali_wall")),
        radius=value("radius"),
        field=None if word("field") else value("field"),
        storage_field=None if word("storage_field") else value("storage_field"),
        other_loss=value("other_loss"),
        noble_gas_lifetime=value("noble_gas_lifetime"),
        squeezed=10 ** (-value("squeezing") / 10),
        storage_time=value("storage_time"),
        quenched=inputs.quenched,
    )


def summary(data: xr.Dataset) -> str:
    """The main numbers as text, for a terminal."""
    from numerics.cells import dataset

    return dataset.summary(data)
