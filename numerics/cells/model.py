"""What follows from the inputs of a cell: generated kernels, one after the other, on arrays of points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from numerics.cells import transfer
from numerics.studies.specification import Kernel, Kernels

Array = np.ndarray[Any, np.dtype[np.float64]]
Values = dict[str, Array]
LOSSES = ("gamma_se", "gamma_sr", "gamma_aa", "gamma_q", "gamma_D", "gamma_x")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What does not vary from point to point: exact inputs, the wall, and what shall be done with the cell.

    ``field`` and ``storage_field`` are in tesla, and None for the field of resonance and twice that field.
    ``wave`` is the wave number of the slowest mode times the radius.
    """

    exact: Mapping[str, float]
    wave: float
    radius: float
    field: float | None
    storage_field: float | None
    other_loss: float
    noble_gas_lifetime: float
    squeezed: float
    storage_time: float
    quenched: bool


def wave_number(condition: Kernel, wall: float | None) -> float:
    """The wave number times the radius for a loss at the wall, None for a wall that destroys every spin.

    It solves the generated condition mu(x) = wall between 0 and pi, where mu grows from 0 without bound.
    """
    from scipy import optimize

    solve: Any = optimize.root_scalar

    if wall is None:
        return float(np.pi)

    def excess(x: float) -> float:
        return float(condition(x_m=x)) - wall

    return float(solve(excess, bracket=(1e-4, np.pi * (1 - 1e-12)), xtol=1e-13).root)


def model(setting: Setting, kernels: Kernels) -> Callable[[Mapping[str, Array]], Values]:
    """The calculation as a function of uncertain inputs: named arrays of one length to named arrays."""

    def calculated(inputs: Mapping[str, Array]) -> Values:
        length = len(next(iter(inputs.values())))
        values: Values = {name: np.full(length, value) for name, value in setting.exact.items()} | dict(inputs)
        _gases(values, kernels)
        _couplings(values, kernels)
        _losses(values, setting, kernels)
        _fields(values, setting, kernels)
        transfer.follow(values, setting.squeezed, setting.storage_time, kernels)
        return {name: array for name, array in values.items() if name not in setting.exact and name not in inputs}

    return calculated


def taken(kernel: Kernel, values: Mapping[str, Any], **others: Any) -> Any:
    """A kernel at the values that its arguments name, those in ``others`` under another name or from elsewhere."""
    wanted = [argument.name for argument in kernel.record.arguments]
    return kernel(**{name: others[name] if name in others else values[name] for name in wanted})


def _gases(values: Values, kernels: Kernels) -> None:
    """Densities, and the slowing-down factor."""
    values["n_a"] = taken(kernels["vapour_density"], values)
    values |= taken(kernels["gas_densities"], values)
    values["q"] = taken(kernels["slowing_down_factor"], values)


def _couplings(values: Values, kernels: Kernels) -> None:
    """The contact interaction and the rate of exchange."""
    values["zeta"] = taken(kernels["contact_strength"], values, kappa_r=values["kappa_0"], T_r=values["T_kappa"])
    values["J"] = taken(kernels["cell_exchange_rate"], values)


def _losses(values: Values, setting: Setting, kernels: Kernels) -> None:
    """Losses of the alkali by cause and in sum, and of the noble gas."""
    values |= taken(kernels["cell_losses"], values)
    diffused = kernels["gas_diffusion"]
    spread = taken(diffused, values, D_r=values["D_b"], T_r=values["T_D_b"], n_g=values["n_b"])
    if setting.quenched:
        slower = taken(diffused, values, D_r=values["D_q"], T_r=values["T_D_q"], n_g=values["n_q"])
        spread = kernels["mixed_diffusion"](D_g=spread, D_q=slower)
    values["D_a"] = spread
    values["gamma_D"] = kernels["wall_diffusion"](D_a=spread, x_m=setting.wave, R=setting.radius)
    values["gamma_x"] = np.full_like(spread, setting.other_loss)
    values["gamma"] = np.sum([values[name] for name in LOSSES], axis=0)
    values["gamma_wall"] = np.full_like(spread, 1 / setting.noble_gas_lifetime)


def _fields(values: Values, setting: Setting, kernels: Kernels) -> None:
    """The fields, the detuning in the field of exchange and in that of storage, and what storage costs."""
    values |= taken(kernels["cell_fields"], values)
    detuning, resonance = kernels["field_detuning"], values["B_res"]
    during = resonance if setting.field is None else np.full_like(resonance, setting.field)
    values["Delta"] = taken(detuning, values, B_z=during)
    values["omega_a"] = taken(kernels["alkali_frequency"], values, B_z=during)
    after = 2 * resonance if setting.storage_field is None else np.full_like(resonance, setting.storage_field)
    values["Delta_s"] = taken(detuning, values, B_z=after)
    values["gamma_b_J"] = taken(kernels["induced_loss"], values, Delta=values["Delta_s"])
    values["gamma_b"] = values["gamma_b_se"] + values["gamma_b_J"] + values["gamma_wall"]
