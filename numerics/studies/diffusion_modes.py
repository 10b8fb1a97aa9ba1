"""Exchange of nonclassical states between the gases of a spherical cell, with all its diffusion modes.

The uniform mode of the alkali is prepared with a number of excitations, or in a squeezed vacuum; every other mode of
both gases holds the incoherent excitations of its imperfect polarisation, and every loss feeds their noise. At
resonance the excitation goes over to the uniform mode of the noble gas; there it stays when the field is stepped
after a quarter of a cycle. Beside it: two modes alone, with both gases fully polarised. The calculation is that of
Fig. 4 of the noble-gas paper, and the same once more on spherical shells, without modes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numerics.parameters import (
    COUNT,
    NONNEGATIVE,
    POLARISATION,
    POSITIVE,
    SPIN,
    ParameterError,
    ParameterSpec,
    arguments,
)
from numerics.records import Bounds, Feature
from numerics.studies.specification import Kernel, Kernels, Progress, StudySpec

if TYPE_CHECKING:
    import numpy as np
    import xarray as xr

    from numerics.gaussian import Sphere, Transfer
    from numerics.parameters import Parameters

    Array = np.ndarray[Any, np.dtype[Any]]

_CELL = "noble-gas paper, main text, proposed conditions"
_FIGURE = "noble-gas paper, Methods, Numerical solution, and Fig. 4"
_HERE = "chosen here"
CURVES = ("two modes", "all modes", "stored")
ENSEMBLES = ("alkali", "noble_gas")
SHELLS = (1000, 2000)
ROUNDING = 1e-3
"""Of a feature of a curve with a peak between two of its samples; the curves themselves are good to ten digits."""
COUNTS = ((1, 4), (1, 2), (1, 1), (2, 1), (4, 1))
"""Numbers of modes that are tried, over that of the parameters."""

STUDY = StudySpec(
    name="diffusion_modes",
    title="Exchange of nonclassical states between the gases of a spherical cell",
    story="Two excitations, and a squeezed vacuum, go from the uniform mode of the alkali to that of the noble gas.",
    kernels=(
        "slowing_down_factor", "interaction_strength", "exchange_rate", "switched_detuning", "exchange_propagator",
        "local_alkali_loss", "noble_gas_root", "alkali_mode_decay", "noble_gas_mode_decay", "uniform_overlap",
        "mode_overlap", "mode_pair_generator", "incoherent_excitations", "reservoir_noise", "transfer_noise",
        "fock_transfer", "transferred_variance", "squeezed_variance", "squeezing_decibel", "squeezed_fidelity",
    ),
    figures=("diffusion_modes",),
    claims=("NG-fig1", "NG-num-100modes", "NG-fig4", "NG-fig4a", "NG-fig4b"),
    parameters=(
        ParameterSpec(name="n_a", unit="cm^-3", example="3e14 cm^-3", domain=POSITIVE, latex="n_a", source=_CELL,
                      meaning="density of alkali atoms"),
        ParameterSpec(name="n_b", unit="cm^-3", example="2e20 cm^-3", domain=POSITIVE, latex="n_b", source=_CELL,
                      meaning="density of noble-gas atoms"),
        ParameterSpec(name="p_a", unit="1", example="0.95", domain=POLARISATION, latex="p_a", source=_FIGURE,
                      meaning="degree of polarisation of the alkali spins"),
        ParameterSpec(name="p_b", unit="1", example="0.75", domain=POLARISATION, latex="p_b", source=_FIGURE,
                      meaning="degree of polarisation of the noble-gas spins"),
        ParameterSpec(name="I", unit="1", example="3/2", domain=SPIN, latex="I", source="potassium-39",
                      meaning="nuclear spin of the alkali atom"),
        ParameterSpec(name="vsphi", unit="cm^3/s", example="2e-14 cm^3/s", domain=POSITIVE, source=_CELL,
                      latex=r"\langle v\sigma\phi\rangle",
                      meaning="collision rate coefficient times phase, averaged over collision kinematics"),
        ParameterSpec(name="g_s", unit="rad/s/G", example="1.76e7 rad/s/G", domain=POSITIVE, latex="g_s",
                      source="CODATA 2022, electron gyromagnetic ratio",
                      meaning="gyromagnetic ratio of the electron spin"),
        ParameterSpec(name="g_b", unit="rad/s/G", example="2.04e4 rad/s/G", domain=POSITIVE, latex="g_b",
                      source="CODATA 2022, shielded helion gyromagnetic ratio",
                      meaning="gyromagnetic ratio of the noble-gas spin"),
        ParameterSpec(name="B", unit="G", example="94 mG", domain=POSITIVE, latex="B", source=_CELL,
                      meaning="magnetic field at which the gases are in resonance"),
        ParameterSpec(name="B_s", unit="G", example="180 mG", domain=POSITIVE, latex=r"B_{\mathrm s}", source=_FIGURE,
                      meaning="magnetic field that keeps the excitations in the noble gas"),
        ParameterSpec(name="gamma", unit="s^-1", example="17.5 s^-1", domain=POSITIVE, latex=r"\gamma", source=_CELL,
                      meaning="decay rate of the slowest alkali mode"),
        ParameterSpec(name="gamma_b", unit="s^-1", example="1/360000 s^-1", domain=POSITIVE, latex=r"\gamma_b",
                      source=_CELL, meaning="decay rate of the uniform noble-gas mode"),
        ParameterSpec(name="R", unit="cm", example="1 inch", domain=POSITIVE, latex="R", source=_FIGURE,
                      meaning="radius of the cell"),
        ParameterSpec(name="D_a", unit="cm^2/s", example="0.07 cm^2/s", domain=POSITIVE, latex="D_a",
                      source=f"{_HERE}; rubidium in helium has 0.33(5) cm^2/s at 24 degC and 1 atm (arXiv:2602.12319)",
                      meaning="diffusion coefficient of the alkali"),
        ParameterSpec(name="D_b", unit="cm^2/s", example="0.33 cm^2/s", domain=POSITIVE, latex="D_b",
                      source=f"{_HERE}; of the size of the self-diffusion of helium-3 at this density",
                      meaning="diffusion coefficient of the noble gas"),
        ParameterSpec(name="modes", unit="1", example="100", source=_FIGURE,
                      domain=Bounds(kind="integer", lower="8", upper="400", open_below=False, open_above=False),
                      meaning="spherically symmetric modes of each gas"),
        ParameterSpec(name="excitations", unit="1", example="2", domain=COUNT, source=_FIGURE,
                      meaning="excitations of the uniform alkali mode at the start"),
        ParameterSpec(name="squeezing", unit="1", example="7", domain=NONNEGATIVE, source=_FIGURE,
                      meaning="squeezing of the uniform alkali mode at the start, in decibel"),
        ParameterSpec(name="span", unit="rad", example="3 pi", domain=POSITIVE, source=_HERE,
                      meaning="angle J t that is looked at"),
        ParameterSpec(name="storage_angle", unit="rad", example="0.5 pi", domain=POSITIVE, source=_FIGURE,
                      meaning="angle J t after which the field is stepped"),
        ParameterSpec(name="samples", unit="1", example="301", source=_HERE,
                      domain=Bounds(kind="integer", lower="13", upper="20001", open_below=False, open_above=False),
                      meaning="times at which the curves are computed"),
    ),
)  # fmt: skip


def run(parameters: Parameters, kernels: Kernels, progress: Progress) -> xr.Dataset:
    """Chances of the prepared number, and squeezing, for each curve in time; numbers of modes; shares of modes."""
    import numpy as np
    import xarray as xr

    value = parameters.value
    if value("storage_angle") >= value("span"):
        raise ParameterError(
            f"storage_angle = {parameters['storage_angle'].text} is reached after the end: expected an angle below "
            f"span = {parameters['span'].text}"
        )
    rates = _rates(parameters, kernels)
    sphere = _sphere(parameters, kernels, round(value("modes")))
    times = np.linspace(0, value("span"), round(value("samples"))) / rates["J"]
    found = [_two_modes(parameters, kernels, rates["J"], times)]
    for stored in progress((False, True), "curves"):
        found.append(_all_modes(sphere, parameters, rates, times, stored))
    data = _curves(parameters, kernels, times * rates["J"], times, found)
    switched = value("storage_angle") / rates["J"]
    parts = (
        _convergence(parameters, kernels, rates["J"], progress),
        _on_shells(sphere, parameters, kernels, rates["J"]),
        _shares(sphere, rates["J"], switched),
    )
    data = xr.merge([data, *parts])
    n_a, n_b = sphere.occupations
    numbers = (
        ("J", rates["J"], "1/s", "coherent exchange rate"),
        ("Delta_s", rates["Delta_s"], "rad/s", "detuning in the storage field"),
        ("kept", sphere.kept, "1", "share of the uniform alkali excitation that the modes hold"),
        ("n_a_I", n_a, "1", "incoherent excitations of an alkali mode"),
        ("n_b_I", n_b, "1", "incoherent excitations of a noble-gas mode"),
        ("storage_Jt", value("storage_angle"), "1", "angle J t after which the field is stepped"),
        ("excitations", value("excitations"), "1", "excitations that were prepared"),
        ("squeezing", value("squeezing"), "dB", "squeezing that was prepared"),
    )
    return data.assign(
        {name: ((), number, {"units": unit, "long_name": text}) for name, number, unit, text in numbers}
    ).assign_attrs(source="noble-gas paper, Fig. 4")


def _rates(parameters: Parameters, kernels: Kernels) -> dict[str, float]:
    """q, J and the detuning in the storage field, from the cell."""
    q = _called(kernels["slowing_down_factor"], parameters)
    zeta = _called(kernels["interaction_strength"], parameters, q=q)
    J = _called(kernels["exchange_rate"], parameters, q=q, zeta=zeta)
    return {"J": J, "Delta_s": _called(kernels["switched_detuning"], parameters, q=q)}


def _called(kernel: Kernel, parameters: Parameters, **computed: float) -> float:
    return float(kernel(**arguments(kernel.record, parameters), **computed))


def _sphere(parameters: Parameters, kernels: Kernels, modes: int) -> Sphere:
    """The cell; raises ParameterError when diffusion alone makes the slowest mode decay faster than gamma."""
    from numerics.gaussian import Sphere

    loss = _called(kernels["local_alkali_loss"], parameters)
    if loss < 0:
        raise ParameterError(
            f"gamma = {parameters['gamma'].text} is less than what diffusion to the wall takes: expected a larger "
            "gamma or R, or a smaller D_a"
        )
    given = {name: parameters.value(name) for name in ("gamma_b", "D_a", "D_b", "R", "p_a", "p_b")}
    return Sphere(kernels=kernels, modes=modes, gamma_a=loss, **given)


def _two_modes(parameters: Parameters, kernels: Kernels, J: float, times: Array) -> Transfer:
    """The two modes of Eq. (2) alone, fully polarised: nothing is added."""
    import numpy as np

    from numerics.gaussian import Transfer

    U = kernels["exchange_propagator"](t=times, J=J, gamma=parameters.value("gamma"), Delta=0.0)
    return Transfer(times=times, amplitude=U[:, :, 0].T, added=np.zeros((2, len(times))))


def _all_modes(sphere: Sphere, parameters: Parameters, rates: dict[str, float], times: Array, stored: bool) -> Transfer:
    """From the uniform alkali mode to both uniform modes."""
    from numerics.gaussian import transfer

    switched, end = parameters.value("storage_angle") / rates["J"], float(times[-1])
    pieces = [(switched, 0.0), (end - switched, rates["Delta_s"])] if stored else [(end, 0.0)]
    return transfer(sphere.system(rates["J"], pieces), sphere.uniform_alkali, _uniform(sphere), times)


def _uniform(sphere: Sphere) -> Array:
    import numpy as np

    return np.array([sphere.uniform_alkali, sphere.uniform_noble_gas])


def _curves(parameters: Parameters, kernels: Kernels, Jt: Array, times: Array, found: list[Transfer]) -> xr.Dataset:
    """Chances and variances of both uniform modes, for each curve."""
    import numpy as np
    import xarray as xr

    share, added = np.array([one.share for one in found]).clip(0, 1), np.array([one.added for one in found]).clip(0)
    amplitude = np.array([one.amplitude for one in found])
    k = round(parameters.value("excitations"))
    noise = kernels["transfer_noise"](eta=share, n_add=added)
    chance = kernels["fock_transfer"](k_in=k, l_out=k, eta=share, FF_in=noise, n_add=added)
    squeezed = float(kernels["squeezed_variance"](s_dB=parameters.value("squeezing")))
    variance, other = (
        kernels["transferred_variance"](eta=share, V_in=one, n_add=added) for one in (squeezed, 1 / squeezed)
    )
    overlap = kernels["squeezed_fidelity"](V_in=squeezed, V_out=variance, W_out=other)
    best = int(np.argmax(share[1, 1]))
    levels = np.arange(0, k + 4)
    spread = kernels["fock_transfer"](
        k_in=k, l_out=levels[None], eta=share[:2, 1, best][:, None], FF_in=noise[:2, 1, best][:, None],
        n_add=added[:2, 1, best][:, None],
    )  # fmt: skip
    three = ("curve", "ensemble", "time")
    return xr.Dataset(
        {
            "chance": (three, chance, _unit("chance of exactly as many excitations as were prepared")),
            "variance": (three, variance, _unit("variance of the squeezed quadrature over that of the vacuum")),
            "decibel": (three, kernels["squeezing_decibel"](V_out=variance), {"units": "dB", "long_name": "squeezing"}),
            "fidelity": (three, overlap, _unit("overlap with the squeezed vacuum that was prepared")),
            "share": (three, share, _unit("share of the excitations that is transferred")),
            "turned": (three, np.angle(amplitude), {"units": "rad", "long_name": "phase of the transfer"}),
            "added": (three, added, _unit("mean number of excitations that the other modes and noise add")),
            "statistics": (("state", "level"), spread, _unit("chance of a number of excitations in the noble gas")),
        },
        coords={
            "curve": ("curve", list(CURVES), {"long_name": "calculation"}),
            "ensemble": ("ensemble", list(ENSEMBLES), {"long_name": "gas whose uniform mode is looked at"}),
            "time": ("time", times * 1e3, {"units": "ms", "long_name": "time"}),
            "Jt": ("time", Jt, _unit("time in units of 1/J")),
            "state": ("state", list(CURVES[:2]), {"long_name": "calculation, at the largest transfer"}),
            "level": ("level", levels, _unit("number of excitations")),
        },
    )


def _convergence(parameters: Parameters, kernels: Kernels, J: float, progress: Progress) -> xr.Dataset:
    """Chance and squeezing in the noble gas after the storage angle, for fewer and for more modes."""
    import numpy as np

    from numerics.gaussian import transfer

    modes, value = round(parameters.value("modes")), parameters.value
    at = np.array([value("storage_angle") / J])
    counts = [modes * up // down for up, down in COUNTS]
    found = []
    for count in progress(counts, "numbers of modes"):
        sphere = _sphere(parameters, kernels, count)
        one = transfer(sphere.system(J, [(float(at[0]), 0.0)]), sphere.uniform_alkali, _uniform(sphere), at)
        found.append((one.share[1, 0], one.added[1, 0]))
    share, added = np.array(found).T
    return _reached(parameters, kernels, share, added, "count").assign_coords(
        count=("count", counts, _unit("modes of each gas, for the look at their number"))
    )


def _reached(parameters: Parameters, kernels: Kernels, share: Array, added: Array, axis: str) -> xr.Dataset:
    """Chance of the prepared number and squeezing in the noble gas, by share and added excitations along an axis."""
    import xarray as xr

    k = round(parameters.value("excitations"))
    noise = kernels["transfer_noise"](eta=share, n_add=added)
    chance = kernels["fock_transfer"](k_in=k, l_out=k, eta=share, FF_in=noise, n_add=added)
    squeezed = float(kernels["squeezed_variance"](s_dB=parameters.value("squeezing")))
    variance = kernels["transferred_variance"](eta=share, V_in=squeezed, n_add=added)
    when = "in the noble gas when the storage begins"
    decibel = kernels["squeezing_decibel"](V_out=variance)
    return xr.Dataset(
        {
            f"chance_by_{axis}": (axis, chance, _unit(f"chance of the prepared number {when}")),
            f"decibel_by_{axis}": (axis, decibel, {"units": "dB", "long_name": f"squeezing {when}"}),
            f"share_by_{axis}": (axis, share, _unit(f"share of the excitations {when}")),
        }
    )


def _on_shells(sphere: Sphere, parameters: Parameters, kernels: Kernels, J: float) -> xr.Dataset:
    """The same from Eq. (18) on spherical shells: no modes, and no overlaps."""
    import numpy as np

    from numerics.gaussian import shells

    at = parameters.value("storage_angle") / J
    found = [shells.transfer(sphere, J, at, cells) for cells in SHELLS]
    share, added = np.array(found).T
    return _reached(parameters, kernels, share, added, "shells").assign_coords(
        shells=("shells", list(SHELLS), _unit("spherical shells of the calculation without modes"))
    )


def _shares(sphere: Sphere, J: float, at: float) -> xr.Dataset:
    """Shares of the modes in the uniform alkali excitation at the start, and in what is in the noble gas at a time."""
    import numpy as np
    import xarray as xr

    from numerics.gaussian import means

    system = sphere.system(J, [(at, 0.0)])
    reached = np.abs(means(system, sphere.uniform_alkali, np.array([at]))[0]) ** 2
    noble = reached[sphere.modes :]
    texts = (
        "share of an alkali mode in a uniform excitation",
        "share of a mode in the noble-gas excitation when the storage begins",
    )
    return xr.Dataset(
        {
            "alkali_share": ("mode", sphere.overlaps[:, 0] ** 2, _unit(texts[0])),
            "noble_gas_share": ("mode", noble / noble.sum(), _unit(texts[1])),
        },
        coords={"mode": ("mode", np.arange(1, sphere.modes + 1), _unit("number of the mode, by its decay rate"))},
    )


def _unit(text: str) -> dict[str, str]:
    return {"units": "1", "long_name": text}


def features(data: xr.Dataset) -> tuple[Feature, ...]:
    """What the claims about Fig. 4 are held against; shells without modes bear out what rests on many modes."""
    import numpy as np

    from numerics import curves

    noble = data.sel(ensemble="noble_gas")
    exact, two, stored = (noble.sel(curve=name) for name in ("all modes", "two modes", "stored"))
    switched, Jt = float(data.storage_Jt), data.Jt.values
    first = int(np.searchsorted(Jt, 1.5 * switched))
    chance, when = curves.largest(Jt[:first], exact.chance.values[:first])
    excess = curves.largest(Jt[:first], two.chance.values[:first])[0] - chance
    kept = stored.isel(time=np.flatnonzero(Jt > switched))
    back = data.decibel.sel(curve="all modes", ensemble="alkali").values[first:]
    said = "the prepared number in the noble gas"
    rows = (
        ("transfer_time", when / (np.pi / 2), f"angle J t of the largest chance of {said}, over pi/2"),
        ("largest_chance", chance, f"largest chance of {said}"),
        ("two_mode_excess", excess, "largest chance with two polarised modes less that with all modes"),
        ("stored_chance", kept.chance.min(), f"least chance of {said} after the step of the field"),
        ("stored_spread", kept.chance.max() - kept.chance.min(), "range of that chance after the step of the field"),
        ("squeezing", exact.decibel.max(), "largest squeezing of the noble gas in decibel"),
        ("fidelity", exact.fidelity.max(), "largest overlap of the noble gas with the squeezed vacuum prepared"),
        ("stored_fidelity", kept.fidelity.min(), "least overlap with it after the step of the field"),
        ("given_back", back.max(), "largest squeezing of the alkali after the first transfer in decibel"),
        ("noble_gas_share", data.noble_gas_share[0], "share of the uniform mode in the noble gas after the transfer"),
        ("alkali_share", data.alkali_share[0], "share of the slowest alkali mode in a uniform excitation"),
        ("ten_alkali_modes", data.alkali_share[:10].sum(), "share of the ten slowest alkali modes in it"),
    )
    spacing = float(Jt[1] - Jt[0]) / (np.pi / 2)
    made = [
        Feature(name=name, value=float(v), error=spacing if name == "transfer_time" else ROUNDING, meaning=text)
        for name, v, text in rows
    ]
    return (*made, *_more_modes(data))


def _more_modes(data: xr.Dataset) -> tuple[Feature, ...]:
    """How far the chance and the squeezing are from those of any number of modes, and from those without modes."""
    found = []
    for name, text in (("chance", "chance of the prepared number"), ("decibel", "squeezing in decibel")):
        by_count, by_shells = data[f"{name}_by_count"].values, data[f"{name}_by_shells"].values
        own, twice, most = by_count[-3:]
        spare = abs(2 * most - 3 * twice + own)  # between extrapolations from the last two, and from the two before
        # the error of M modes falls as 1/M, that of the shells as the square of their thickness
        limit = by_shells[1] + (by_shells[1] - by_shells[0]) / 3
        found += [
            Feature(
                name=f"{name}_twice", value=float(abs(twice - own)), error=ROUNDING**2,
                meaning=f"change of the {text} in the noble gas with twice as many modes",
            ),
            Feature(
                name=f"{name}_any", value=float(abs(2 * most - twice - own)), error=float(spare),
                sampled=float(abs(limit - own)), sampled_error=float(abs(by_shells[1] - by_shells[0])),
                meaning=f"change of the {text} in the noble gas with any number of modes; beside it, spherical shells",
            ),
        ]  # fmt: skip
    return tuple(found)
