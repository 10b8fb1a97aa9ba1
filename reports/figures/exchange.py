"""Exchange of spin excitations in three regimes of coupling (the noble-gas paper's Fig. 2)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import MaxNLocator

from reports.figures.appearance import ALKALI, ALKALI_WORDS, FAINT, NOBLE_GAS, letter, number, percent

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STUDY = "exchange"
TITLE = "Exchange of spin excitations in three regimes of coupling"
_WIDTH, _HEIGHT = 7.6, 2.9  # inches: a full text width of a journal, and of the report's page
_EARLY_JT = 3.0  # what the inset of the decoupled regime shows: the first of some hundred oscillations
_FALL_GT = 10.0  # what the overdamped panel shows, in units of 1/gamma; its inset shows all


def figure(data: xr.Dataset) -> Figure:
    """Three panels: decoupled and overdamped, each with the noble gas enlarged in an inset, and strong."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    drawing = Figure(figsize=(_WIDTH, _HEIGHT), layout=ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.04))
    a, b, c = drawing.subplots(1, 3, sharey=True)
    start = _start(data)
    for axes in (a, b, c):
        axes.set_ylim(0, 1.14 * start)
    a.set_ylabel("number of excitations")
    _decoupled(a, data)
    _overdamped(b, data)
    _strong(c, data)
    return drawing


def _decoupled(axes: Axes, data: xr.Dataset) -> None:
    """Alkali excitations that decay by themselves; the inset shows how few come over at first."""
    curves = data.sel(regime="decoupled")
    gamma_t = curves.Jt * float(curves.damping / data.J)
    alkali, noble = _both(curves)
    axes.plot(gamma_t, alkali, color=ALKALI, lw=0.9)
    axes.plot(gamma_t, noble, color=NOBLE_GAS, lw=0.9)
    _time_axes(axes, r"$\gamma t$", float(gamma_t[-1]), float(curves.damping))
    ratios = f"{number(curves.detuning / data.J)}J={number(curves.detuning / curves.damping)}\\gamma"
    letter(axes, "a", f"decoupled, $\\Delta={ratios}$")
    _label(axes, "alkali", ALKALI_WORDS, gamma_t, alkali, 0.23, (5, 2))
    _label(axes, "noble gas", NOBLE_GAS, gamma_t, noble, 0.98, (0, 6), ha="right")
    early = curves.Jt <= _EARLY_JT
    _inset(axes, curves.Jt[early], noble[early])


def _overdamped(axes: Axes, data: xr.Dataset) -> None:
    """Alkali excitations that are lost before they come over; the inset shows the few that do, at all times."""
    curves = data.sel(regime="overdamped")
    gamma_t = curves.Jt * float(curves.damping / data.J)
    alkali, noble = _both(curves)
    shown = gamma_t <= _FALL_GT
    axes.plot(gamma_t[shown], alkali[shown], color=ALKALI)
    axes.plot(gamma_t[shown], noble[shown], color=NOBLE_GAS)
    _time_axes(axes, r"$\gamma t$", float(gamma_t[shown][-1]), float(curves.damping))
    letter(axes, "b", f"overdamped, $\\gamma={number(curves.damping / data.J)}J$")
    _label(axes, "alkali", ALKALI_WORDS, gamma_t[shown], alkali[shown], 0.05, (5, 2))
    _label(axes, "noble gas", NOBLE_GAS, gamma_t[shown], noble[shown], 0.98, (0, 4), ha="right")
    _inset(axes, curves.Jt, noble)


def _strong(axes: Axes, data: xr.Dataset) -> None:
    """Excitations that go back and forth, and (dashed) those that a detuning keeps in the noble gas."""
    curves, stored = data.sel(regime="strong"), data.sel(regime="stored")
    alkali, noble = _both(curves)
    axes.plot(curves.Jt, alkali, color=ALKALI)
    axes.plot(curves.Jt, noble, color=NOBLE_GAS)
    after = stored.t > float(data.switch_time)
    kept = _both(stored)[1][after]
    axes.plot(stored.Jt[after], kept, color=NOBLE_GAS, ls=(0, (4, 2)), lw=1.3)
    _time_axes(axes, r"$Jt$", float(curves.Jt[-1]), float(data.J))
    letter(axes, "c", f"strong, $J={number(data.J / curves.damping)}\\gamma$")
    _label(axes, "alkali", ALKALI_WORDS, curves.Jt, alkali, 0, (3, 3))
    _label(axes, "noble gas, stored", NOBLE_GAS, stored.Jt[after], kept, 1, (-3, 4), ha="right")


def _both(curves: xr.Dataset) -> tuple[xr.DataArray, xr.DataArray]:
    """Alkali and noble-gas excitations of one regime."""
    return curves.excitations.sel(species="alkali"), curves.excitations.sel(species="noble_gas")


def _time_axes(axes: Axes, symbol: str, end: float, rate: float) -> None:
    """Time in units of one over a rate [1/s] below, in milliseconds above."""
    axes.set_xlim(0, end)
    axes.set_xlabel(f"time, {symbol}")
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    scale = 1000 / rate
    there_and_back: Any = (lambda x: x * scale, lambda milliseconds: milliseconds / scale)
    above: Any = axes.secondary_xaxis("top", functions=there_and_back)
    above.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    above.xaxis.set_major_formatter("{x:g}")
    above.tick_params(labelsize=7.5, colors=FAINT, pad=2)
    axes.annotate(
        "ms", (1, 1), (2, 4), xycoords="axes fraction", textcoords="offset points",
        color=FAINT, fontsize=7.5, va="baseline",
    )  # fmt: skip


def _label(
    axes: Axes, text: str, colour: str, x: Any, y: Any, where: float, offset: tuple[float, float], ha: str = "left"
) -> None:
    """The name of a curve beside it, at a fraction of its length."""
    index = round(where * (len(x) - 1))
    axes.annotate(
        text, (float(x[index]), float(y[index])), offset, textcoords="offset points", color=colour, ha=ha, va="bottom"
    )


def _inset(axes: Axes, Jt: Any, noble: Any) -> None:
    """The noble-gas curve enlarged."""
    inset = axes.inset_axes((0.43, 0.42, 0.53, 0.46))
    inset.plot(Jt, noble, color=NOBLE_GAS, lw=1.1)
    inset.set_xlim(0, float(Jt[-1]))
    inset.set_ylim(0, 1.15 * float(noble.max()))
    inset.yaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
    inset.set_xlabel("$Jt$", fontsize=8, labelpad=1)
    inset.tick_params(labelsize=7.5, pad=2)
    inset.set_title("noble gas", fontsize=8, color=NOBLE_GAS, pad=3)


def _start(data: xr.Dataset) -> float:
    """The number of alkali excitations at the start."""
    return float(data.excitations.sel(regime="strong", species="alkali")[0])


def caption(data: xr.Dataset) -> str:
    """What the figure shows; every number is read from the data."""
    decoupled, overdamped, strong, stored = (data.sel(regime=r) for r in data.regime.values)
    angle = number(float(data.J * data.switch_time) / math.pi)
    return (
        f"Excitation numbers of alkali (orange) and noble-gas spins (blue) that start in coherent states with "
        f"{number(_start(data))} and {number(_both(strong)[1][0])} excitations; the exchange rate is "
        f"J = {number(data.J)} s⁻¹. "
        f"(a) Decoupled modes, Δ = {number(decoupled.detuning / data.J)} J = "
        f"{number(decoupled.detuning / decoupled.damping)} γ: the alkali number decays at "
        f"{number(data.decoupled_decay_over_gamma)} γ, where γ is the rate of the amplitude; at most "
        f"{percent(decoupled.largest_transfer)} of the excitations are in the noble gas at any time (inset: the "
        f"first of the oscillations that make the bands of the panel). "
        f"(b) Overdamped coupling, Δ = {number(overdamped.detuning / data.J)} and "
        f"γ = {number(overdamped.damping / data.J)} J: the alkali excitations are lost before more than "
        f"{percent(overdamped.largest_transfer)} of them come over (inset). "
        f"(c) Strong coupling, J = {number(strong.J / strong.damping)} γ and "
        f"Δ = {number(strong.detuning / data.J)}: the excitations go back and forth, and "
        f"{percent(strong.largest_transfer)} of them are in the noble gas at "
        f"J t = {number(strong.largest_transfer_Jt)}. "
        f"A detuning switched on at J t = {angle} π, Δ = {number(stored.detuning / data.J)} J, keeps "
        f"{percent(data.stored_fraction)} of them there (dashed)."
    )


def alt(data: xr.Dataset) -> str:
    """The figure in words, for readers who do not see it."""
    decoupled, overdamped, strong, _ = (data.sel(regime=r) for r in data.regime.values)
    return (
        f"Three panels of excitation number against time. Left, decoupled: the alkali curve falls smoothly from "
        f"{number(_start(data))} towards zero while the noble gas stays below "
        f"{percent(decoupled.largest_transfer)}; an inset shows its fast small oscillation. Middle, overdamped: the "
        f"alkali curve falls at once, and the inset shows the noble gas rise to "
        f"{percent(overdamped.largest_transfer)} and fade. Right, strong: the two curves alternate between nearly "
        f"all and nothing, the noble gas first reaching {percent(strong.largest_transfer)}, with slowly falling "
        f"peaks; a dashed line from its first peak stays level at {percent(data.stored_fraction)}."
    )
