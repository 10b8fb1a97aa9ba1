"""Entanglement of two ensembles of two-level atoms that dissipation drives: steady states and times.

The entanglement parameter in the steady state against the squeezing parameter Z = 1/(mu - nu), for several rates of
dephasing that light does not cause (Fig. 3 of the two-ensemble paper), and at its best Z against the pump (Fig. 4),
with the polarisation in the inset. In time, the equations of polarisation and variances stand beside the formula for a
polarisation that changes slowly. Exact states of few atoms stand beside both: they share no code with the derived
equations, and what is left between them falls as one over the number of atoms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numerics.parameters import COUNT, NONNEGATIVE, POSITIVE, ParameterSpec
from numerics.records import Bounds, Feature
from numerics.studies.specification import Kernel, Kernels, Progress, StudySpec

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

    from numerics.parameters import Parameters
    from numerics.permutation import Model

    Array = np.ndarray[Any, np.dtype[Any]]

_FIGURE_3, _FIGURE_4 = "two-ensemble paper, caption of Fig. 3", "two-ensemble paper, caption of Fig. 4"
_HERE = "chosen here"
_ABOVE_ONE = Bounds(lower="1")
ROUNDING = 1e-9
"""Bound on the error of a feature: the kernels are good to 1e-13, the least value over Z is found to 1e-11."""
SOLVER = {"method": "LSODA", "rtol": 1e-10, "atol": 1e-12}
"""Of parameters of order one: errors of 1e-9 are far below what a figure shows."""
EXACT_Z = 5
"""At how many Z there are exact steady states; each takes tenths of a second."""


def _dephasings(name: str, values: tuple[int, ...], source: str) -> tuple[ParameterSpec, ...]:
    return tuple(
        ParameterSpec(name=f"{name}_{i}", unit="1", example=str(value), domain=NONNEGATIVE, source=source,
                      meaning=f"dephasing that light does not cause, over Gamma, curve {i}")
        for i, value in enumerate(values, start=1)
    )  # fmt: skip


def _one(name: str, example: str, meaning: str, domain: Bounds = POSITIVE, unit: str = "1", source: str = _HERE,
         latex: str = "") -> ParameterSpec:  # fmt: skip
    return ParameterSpec(
        name=name, unit=unit, example=example, domain=domain, source=source, meaning=meaning, latex=latex
    )


STUDY = StudySpec(
    name="two_level_entanglement",
    title="Entanglement of two ensembles of two-level atoms",
    story=__doc__ or "",
    kernels=(
        "two_level_steady", "two_level_light", "two_level_rates", "two_level_parameter", "two_level_polarisation",
        "two_level_following",
    ),
    figures=("two_level_entanglement",),
    claims=("DE-fig3", "DE-num-15a", "DE-fig4", "DE-num-15b", "DE-beneficial", "DE-polmech"),
    parameters=(
        _one("d", "30", "optical depth of one ensemble", source=_FIGURE_3, latex="d"),
        _one("Gamma", "1 s^-1", "rate of a single atom, the unit of all rates", unit="s^-1", latex=r"\Gamma"),
        *_dephasings("added", (0, 2, 5, 10, 20), _FIGURE_3),
        *_dephasings("pumped", (15, 20, 25, 30, 35), _FIGURE_4),
        _one("Z_end", "23/10", "largest squeezing parameter shown", _ABOVE_ONE),
        _one("x_end", "10", "largest pump parameter shown"),
        _one("x_inset", "5", "pump parameter of the inset", NONNEGATIVE, source=_FIGURE_4),
        _one("samples", "401", "points of each curve",
             Bounds(kind="integer", lower="11", upper="100000", open_below=False, open_above=False)),
        _one("Z_time", "3/2", "squeezing parameter of the curves in time", Bounds(lower="1", open_below=False)),
        _one("time_end", "2", "longest time shown, over 1/Gamma"),
        _one("Z_exact", "7/4", "largest squeezing parameter of exact steady states", _ABOVE_ONE),
        _one("atoms", "10", "atoms in each ensemble, exact steady states", COUNT),
        _one("atoms_in_time", "6", "atoms in each ensemble, exact states in time", COUNT),
        _one("exact_end", "1/4", "longest time of exact states, over 1/Gamma"),
    ),
)  # fmt: skip


def run(parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
    """Steady states over Z and over the pump, and states in time, each with exact states of few atoms beside it."""
    import xarray as xr

    steady = _against_squeezing(parameters, kernels)
    pumped = _against_pump(parameters, kernels, progress)
    exact = _exact_steady(parameters, kernels, progress)
    moving = _in_time(parameters, kernels)
    merged = xr.merge([steady, pumped, exact, moving])
    return merged.assign_attrs(source="two-ensemble paper, Figs. 3 and 4")


def _unit(meaning: str, unit: str = "1") -> dict[str, str]:
    return {"units": unit, "long_name": meaning}


def _added(parameters: Parameters, name: str) -> list[float]:
    return [parameters.value(f"{name}_{i}") for i in range(1, 6)]


def _against_squeezing(parameters: Parameters, kernels: Kernels) -> xr.Dataset:
    """Fig. 3: xi against Z for each added dephasing, the polarisation, and the best Z of each curve."""
    import numpy as np
    import xarray as xr

    value, added = parameters.value, _added(parameters, "added")
    Z = np.linspace(1.0, value("Z_end"), round(value("samples")))
    found = kernels["two_level_steady"](Z=Z, x_pump=0.0, g_add=np.array(added)[:, None], d=value("d"))
    best = [_best(kernels["two_level_steady"], value("d"), 0.0, one) for one in added]
    still = kernels["two_level_light"](Gamma=value("Gamma"), Z=Z, x_pump=0.0, Gamma_d_add=0.0)
    pumps = np.array([0.0, value("x_inset")])
    polarised = kernels["two_level_steady"](Z=Z, x_pump=pumps[:, None], g_add=0.0, d=value("d"))
    return xr.Dataset(
        {
            "xi": (("added", "Z"), found["xi"], _unit("entanglement parameter in the steady state")),
            "xi_ideal": ("Z", still["xi"], _unit("entanglement parameter without noise")),
            "xi_best": ("added", [xi for xi, _ in best], _unit("least entanglement parameter over Z")),
            "Z_best": ("added", [z for _, z in best], _unit("squeezing parameter at which it is reached")),
            "P_2": (("pump", "Z"), polarised["P_2"], _unit("polarisation in the steady state")),
        },
        coords={
            "added": ("added", added, _unit("added dephasing over Gamma, without pump")),
            "Z": ("Z", Z, _unit("squeezing parameter 1/(mu - nu)")),
            "pump": ("pump", pumps, _unit("pump parameter of the polarisation")),
        },
    )


def _best(steady: Kernel, depth: float, pump: float, added: float) -> tuple[float, float]:
    """The least xi over Z, and that Z; 1 at Z = 1 when no squeezing helps."""
    import scipy.optimize

    def xi(Z: float) -> float:
        return float(steady(Z=Z, x_pump=pump, g_add=added, d=depth)["xi"])

    # Beyond Z^2 = depth + added the light's own noise alone is larger than what the depth can squeeze.
    optimize: Any = scipy.optimize  # its functions declare no types
    found = optimize.minimize_scalar(
        xi, bounds=(1.0, (2 + depth + added) ** 0.5), method="bounded", options={"xatol": 1e-9}
    )
    return (float(found.fun), float(found.x)) if found.fun < xi(1.0) else (xi(1.0), 1.0)


def _against_pump(parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
    """Fig. 4: the least xi over Z against the pump."""
    import numpy as np
    import xarray as xr

    value, added = parameters.value, _added(parameters, "pumped")
    # A tenth of the points: each is a search, and the curves are smooth.
    x = np.linspace(0.0, value("x_end"), max(6, round(value("samples")) // 10))
    found = [[_best(kernels["two_level_steady"], value("d"), one, a) for one in x] for a in progress(added, "pumps")]
    xi, Z = (np.array(found)[..., i] for i in range(2))
    inset = [_best(kernels["two_level_steady"], value("d"), value("x_inset"), a)[0] for a in added]
    return xr.Dataset(
        {
            "xi_pumped": (("pumped", "x"), xi, _unit("least entanglement parameter over Z, with a pump")),
            "Z_pumped": (("pumped", "x"), Z, _unit("squeezing parameter at which it is reached")),
            "xi_inset": ("pumped", inset, _unit("least entanglement parameter over Z, pump of the inset")),
        },
        coords={
            "pumped": ("pumped", added, _unit("added dephasing over Gamma, with a pump")),
            "x": ("x", x, _unit("pump parameter")),
        },
    )


def _model(light: dict[str, float], atoms: int, depth: float, rate: float) -> Model:
    """The master equation for few atoms: jumps of each atom, and the two jumps of all atoms together."""
    from numerics.permutation import Collective, Model, Single
    from numerics.permutation.model import UP_DOWN

    jumps = (
        (light["Gamma_cool"], UP_DOWN), (light["Gamma_heat"], UP_DOWN.T), (light["Gamma_d"], UP_DOWN.T @ UP_DOWN)
    )  # fmt: skip
    pair = (light["mu"] * UP_DOWN, light["nu"] * UP_DOWN.T)
    together = depth * rate / atoms
    return Model(
        counts=(atoms, atoms),
        single=tuple(Single(rate=one, operator=jump, ensemble=k) for k in (0, 1) for one, jump in jumps),
        collective=tuple(Collective(rate=together, operators=two) for two in (pair, pair[::-1])),
    )


def _light(parameters: Parameters, kernels: Kernels, Z: float, added: float) -> dict[str, float]:
    """Weights and rates of single atoms in the light of the probe alone."""
    rate = parameters.value("Gamma")
    found = kernels["two_level_light"](Gamma=rate, Z=Z, x_pump=0.0, Gamma_d_add=added * rate)
    return {name: float(number) for name, number in found.items()}


def _exact_steady(parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
    """Exact steady states of few atoms, for the smallest and the largest added dephasing of Fig. 3."""
    import numpy as np
    import xarray as xr

    from numerics.permutation import Generator, Means, steady_state

    value, added = parameters.value, _added(parameters, "added")
    ends = [min(added), max(added)]
    Z = np.linspace(1.0, value("Z_exact"), EXACT_Z + 1)[1:]
    counts = [max(1, round(value("atoms")) // 2), round(value("atoms"))]
    xi = np.empty((2, 2, EXACT_Z))
    for i, j, k in progress(list(np.ndindex(xi.shape)), "exact steady states"):
        light = _light(parameters, kernels, float(Z[k]), ends[j])
        generator = Generator(_model(light, counts[i], value("d"), value("Gamma")))
        xi[i, j, k] = Means(generator).entanglement(steady_state(generator).state)
    many = kernels["two_level_steady"](Z=Z, x_pump=0.0, g_add=np.array(ends)[:, None], d=value("d"))["xi"]
    return xr.Dataset(
        {
            "xi_exact": (("count", "exact_added", "exact_Z"), xi, _unit("entanglement parameter, exact")),
            "xi_many": (("exact_added", "exact_Z"), many, _unit("entanglement parameter, many atoms, at these Z")),
        },
        coords={
            "count": ("count", counts, _unit("atoms in each ensemble")),
            "exact_added": ("exact_added", ends, _unit("added dephasing over Gamma, exact states")),
            "exact_Z": ("exact_Z", Z, _unit("squeezing parameter of exact states")),
        },
    )


def _in_time(parameters: Parameters, kernels: Kernels) -> xr.Dataset:
    """xi in time from polarised atoms: by the equations, by the formula for a slow polarisation, and exactly."""
    import numpy as np
    import xarray as xr

    from numerics.permutation import Generator, Means, evolve, product_state

    value, rate = parameters.value, parameters.value("Gamma")
    light = _light(parameters, kernels, value("Z_time"), 0.0)
    times = np.linspace(0.0, value("time_end"), round(value("samples"))) / rate
    full = _integrated(light, times, parameters, kernels)
    cool, heat = light["Gamma_cool"], light["Gamma_heat"]
    polarisation = kernels["two_level_polarisation"](t=times, Gamma_cool=cool, Gamma_heat=heat)
    slow = kernels["two_level_following"](
        t=times, d=value("d"), Gamma=rate, mu=light["mu"], nu=light["nu"], P_2=polarisation, Gamma_t=light["Gamma_t"]
    )
    generator = Generator(_model(light, round(value("atoms_in_time")), value("d"), rate))
    few = np.linspace(0.0, value("exact_end"), 26) / rate
    exact = evolve(product_state(generator), few, Means(generator).entanglement, tolerance=1e-7)
    return xr.Dataset(
        {
            "xi_time": ("time", full, _unit("entanglement parameter in time, by the equations")),
            "xi_slow": ("time", slow, _unit("entanglement parameter in time, polarisation taken as slow")),
            "P_2_time": ("time", polarisation, _unit("polarisation in time")),
            "xi_time_exact": ("few_time", np.array(exact), _unit("entanglement parameter in time, exact")),
            "atoms_in_time": ((), round(value("atoms_in_time")), _unit("atoms in each ensemble, exact in time")),
            "Z_time": ((), value("Z_time"), _unit("squeezing parameter in time")),
            "d": ((), value("d"), _unit("optical depth of one ensemble")),
        },
        coords={
            "time": ("time", times * rate, _unit("time in units of 1/Gamma")),
            "few_time": ("few_time", few * rate, _unit("time of exact states in units of 1/Gamma")),
        },
    )


def _integrated(light: dict[str, float], times: Array, parameters: Parameters, kernels: Kernels) -> Array:
    """xi at the times, from the derived rates of polarisation and variance sum, for one atom's share of both."""
    import numpy as np
    import scipy.integrate

    rates: Any = kernels["two_level_rates"]
    names = ("mu", "nu", "Gamma_cool", "Gamma_heat", "Gamma_t")
    packed = rates.pack(
        N=1.0, d=parameters.value("d"), Gamma=parameters.value("Gamma"), **{name: light[name] for name in names}
    )

    def change(t: float, y: Array) -> Array:
        out = np.empty(2)
        rates.module.rhs(t, y, packed, out)
        return out

    integrate: Any = scipy.integrate  # its functions declare no types
    found = integrate.solve_ivp(change, (0.0, times[-1]), [1.0, 1.0], t_eval=times, **SOLVER)
    polarisation, variance = found.y
    xi: Array = kernels["two_level_parameter"](Sigma_J=variance, N=1.0, P_2=polarisation)
    return xi


def features(data: xr.Dataset) -> tuple[Feature, ...]:
    """What the claims about Figs. 3 and 4 are held against."""
    beyond = data.Z.values > 1
    order = data.xi.sortby("added").diff("added").values[:, beyond]
    pumped = data.xi_pumped.sortby("pumped")
    order_pumped = pumped.diff("pumped").values
    helped = pumped.values[:, 0] - pumped.values.min(axis=1)
    raised = (data.P_2.isel(pump=1) - data.P_2.isel(pump=0)).values[beyond]
    rise = data.xi.values[:, -1] - data.xi_best.values
    extrapolated = 2 * data.xi_exact.isel(count=1) - data.xi_exact.isel(count=0)
    gap = abs(extrapolated / data.xi_many - 1).values
    named = {
        "ascending": (float(order.min()), "least step from one curve of Fig. 3 to the next, by dephasing"),
        "highest_minimum": (float(data.xi_best.max()), "least xi over Z of the curve of Fig. 3 that is worst"),
        "lowest_minimum": (float(data.xi_best.min()), "least xi over Z of the curve of Fig. 3 that is best"),
        "rises_again": (float(rise.min()), "least rise of a curve of Fig. 3 from its minimum to the largest Z shown"),
        "ascending_pumped": (float(order_pumped.min()), "least step from one curve of Fig. 4 to the next"),
        "pump_helps": (float(helped.min()), "least fall of a curve of Fig. 4 below its value without a pump"),
        "pump_polarises": (float(raised.min()), "least gain of polarisation by the pump of the inset of Fig. 4"),
        "few_atoms": (float(gap.max()), "largest relative gap of xi of exact states, continued to many atoms, from xi"),
    }  # fmt: skip
    return tuple(Feature(name=name, value=value, error=ROUNDING, meaning=text) for name, (value, text) in named.items())
