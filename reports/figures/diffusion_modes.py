"""Exchange of nonclassical states between alkali and noble-gas spins in a cell (the noble-gas paper's Fig. 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from reports.figures.appearance import ALKALI, ALKALI_WORDS, FAINT, INK, NOBLE_GAS, letter, number, percent

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STUDY = "diffusion_modes"
TITLE = "Exchange of nonclassical states in a cell"
_WIDTH, _HEIGHT = 7.6, 2.9  # inches: a full text width of a journal, and of the report's page
_STORED = "#8c3fa8"  # purple, lighter than the blue of the noble gas
_DASHED, _DOTTED = (0, (4, 1.6)), (0, (1, 1.3))


def figure(data: xr.Dataset) -> Figure:
    """Three panels: the chance of the prepared number in the noble gas, squeezing of both gases, the numbers found."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    drawing = Figure(figsize=(_WIDTH, _HEIGHT), layout=ConstrainedLayoutEngine(w_pad=0.05, h_pad=0.04, wspace=0.05))
    a, b, c = drawing.subplots(1, 3, width_ratios=(1.15, 1.15, 0.7))
    _chance(a, data)
    _squeezing(b, data)
    _numbers(c, data)
    return drawing


def _stored(data: xr.Dataset) -> xr.Dataset:
    """The noble gas after the step of the field."""
    after = data.Jt >= data.storage_Jt
    return data.sel(curve="stored", ensemble="noble_gas").isel(time=np.flatnonzero(after))


def _time(axes: Axes, data: xr.Dataset) -> None:
    axes.set_xlim(0, float(data.time[-1]))
    axes.set_xlabel("time (ms)")
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    switched = float(data.storage_Jt / data.J) * 1e3
    axes.axvline(switched, ymax=0.85, color=FAINT, lw=0.7, ls=_DOTTED)


def _chance(axes: Axes, data: xr.Dataset) -> None:
    """Fig. 4a: exactly as many excitations in the uniform mode of the noble gas."""
    noble = data.sel(ensemble="noble_gas").chance
    axes.plot(data.time, noble.sel(curve="two modes"), color=INK, lw=1.1, ls=_DASHED)
    axes.plot(data.time, noble.sel(curve="all modes"), color=NOBLE_GAS, lw=1.5)
    stored = _stored(data)
    axes.plot(stored.time, stored.chance, color=_STORED, lw=1.5)
    _time(axes, data)
    axes.set_ylim(0, 1.22)
    axes.set_yticks(np.linspace(0, 1, 6))
    k = number(data.excitations)
    axes.set_ylabel(f"chance of exactly {k} excitations")
    letter(axes, "a", f"Fock state of {k}, in the noble gas", above=4)
    for colour, style, text in ((INK, _DASHED, "two modes, polarised"), (NOBLE_GAS, "-", "all modes")):
        axes.plot([], [], color=colour, ls=style, lw=1.4, label=text)
    axes.legend(loc="upper center", fontsize=7, frameon=False, handlelength=1.6, ncols=2, columnspacing=1)
    _beside(axes, "all modes, stored", stored.time, stored.chance)


def _beside(axes: Axes, text: str, time: xr.DataArray, values: xr.DataArray) -> None:
    """Words above the end of the stored curve."""
    axes.annotate(text, (float(time[-1]), float(values[-1])), (-3, 2), textcoords="offset points", color=_STORED,
                  fontsize=7.5, ha="right", va="bottom")  # fmt: skip


def _squeezing(axes: Axes, data: xr.Dataset) -> None:
    """Fig. 4b: squeezing of both collective spins in decibel."""
    for ensemble, colour in (("alkali", ALKALI), ("noble_gas", NOBLE_GAS)):
        curves = data.sel(ensemble=ensemble).decibel
        axes.plot(data.time, curves.sel(curve="two modes"), color=INK, lw=0.9, ls=_DASHED)
        axes.plot(data.time, curves.sel(curve="all modes"), color=colour, lw=1.5)
    stored = _stored(data)
    axes.plot(stored.time, stored.decibel, color=_STORED, lw=1.5)
    _time(axes, data)
    low, high = float(data.decibel.min()), float(data.squeezing)
    axes.set_ylim(min(low, 0) - 0.2 * high, 1.22 * high)
    axes.axhline(0, color=FAINT, lw=0.7)
    axes.set_ylabel("squeezing (dB)")
    letter(axes, "b", f"{number(data.squeezing)} dB of squeezing", above=4)
    half = 2 * float(data.storage_Jt / data.J) * 1e3
    below = float(data.decibel.sel(curve="all modes", ensemble="noble_gas").interp(time=half))
    axes.annotate(r"alkali, $\hat S_x$", (0, high), (5, 1), color=ALKALI_WORDS, fontsize=7.5, va="bottom",
                  textcoords="offset points")  # fmt: skip
    axes.annotate(r"noble gas, $\hat K_y$", (half, below), (0, -4), color=NOBLE_GAS, fontsize=7.5, ha="center",
                  va="top", textcoords="offset points")  # fmt: skip
    _beside(axes, "stored", stored.time, stored.decibel)


def _numbers(axes: Axes, data: xr.Dataset) -> None:
    """How many excitations are found in the noble gas at the largest transfer."""
    for i, (state, colour) in enumerate((("two modes", INK), ("all modes", NOBLE_GAS))):
        bars = data.statistics.sel(state=state)
        axes.bar(data.level + (i - 0.5) * 0.38, bars, width=0.34, color=colour, edgecolor=colour,
                 fill=bool(i), hatch="" if i else "////", lw=0.7)  # fmt: skip
    axes.set_ylim(0, 1.22)
    axes.set_yticks(np.linspace(0, 1, 6))
    axes.set_xticks(data.level.values)
    axes.set_xlabel("excitations found")
    axes.set_ylabel("chance")
    letter(axes, "c", "at the transfer", above=4)


def caption(data: xr.Dataset) -> str:
    """What the figure shows; every number is read from the data."""
    noble = data.sel(ensemble="noble_gas")
    exact, two = noble.sel(curve="all modes"), noble.sel(curve="two modes")
    stored, k = _stored(data), number(data.excitations)
    modes = int(data.sizes["mode"])
    return (
        f"A state of the uniform alkali mode goes over to the uniform mode of the noble gas at resonance "
        f"(J = {number(data.J)} per second). Solid: {modes} diffusion modes of each gas in a spherical cell, imperfect "
        f"polarisation ({number(data.n_a_I, 2)} and {number(data.n_b_I, 2)} incoherent excitations in each mode of "
        "alkali and noble gas) and its noise; dashed: two modes alone, fully polarised; purple: with the field "
        f"stepped at the dotted line. (a) Chance of exactly {k} excitations in the noble gas after {k} in the alkali: "
        f"at most {percent(exact.chance.max())}, with two modes {percent(two.chance.max())}, and "
        f"{percent(stored.chance[-1])} at the end of the storage. (b) Squeezing of the two collective spins from "
        f"{number(data.squeezing)} dB in the alkali: at most {number(exact.decibel.max())} dB in the noble gas, with "
        f"two modes {number(two.decibel.max())} dB; there the state overlaps with the prepared one to "
        f"{percent(exact.fidelity.max())}. (c) Excitations found in the noble gas at the largest transfer, with two "
        "modes (hatched) and with all."
    )


def alt(data: xr.Dataset) -> str:
    """The figure in words, for readers who do not see it."""
    noble = data.sel(ensemble="noble_gas", curve="all modes")
    squeezed = number(noble.decibel.max())
    peak = number(noble.time[int(np.argmax(noble.chance.values))])
    return (
        f"Three panels. Left: a chance that rises from zero to {number(noble.chance.max())} within "
        f"{peak} milliseconds, falls to zero and rises again; a dashed curve "
        "is a little higher, and a purple line stays at the first maximum. Middle: squeezing of the alkali falls from "
        f"{number(data.squeezing)} decibel while that of the noble gas rises to {squeezed}, and back; "
        "purple stays there. Right: bars of the numbers of excitations, nearly all at the number that was prepared."
    )
