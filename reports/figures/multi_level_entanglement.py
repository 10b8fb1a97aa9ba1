"""Entanglement of two caesium ensembles with a repump field and without (the two-ensemble paper's Figs. 7 and 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.figures.appearance import FIVE, INK, NOBLE_GAS, at_the_end, letter, number, percent

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STUDY = "multi_level_entanglement"
TITLE = "Entanglement of two caesium ensembles with losses"
_WIDTH, _HEIGHT = 7.6, 3.2  # inches: a full text width of a journal, and of the report's page
_LINE = 0.05  # of a panel's height: a line of words


def figure(data: xr.Dataset) -> Figure:
    """Two panels: the steady state against the repump parameter, and xi in time without a repump field."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    drawing = Figure(figsize=(_WIDTH, _HEIGHT), layout=ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.04, wspace=0.06))
    a, b = drawing.subplots(1, 2)
    _steady(a, data)
    _in_time(b, data)
    return drawing


def _colours(data: xr.Dataset) -> list[str]:
    """A colour for each curve, in the order of its dephasing."""
    return [FIVE[i] for i in data.added.argsort().argsort().values]


def _frame(axes: Axes, low: float, high: float) -> float:
    """A range of xi with room around it, and the line that separable states do not pass; the height of the range."""
    room = 0.07 * (high - low)
    axes.set_ylim(low - room, high + room)
    axes.axhline(1, color=INK, lw=0.9)
    return high - low + 2 * room


def _names(axes: Axes, data: xr.Dataset, end: float, heights: list[float], height: float) -> None:
    """The dephasing of each curve beside its end."""
    texts = [rf"${number(added)}\,\Gamma$" if added else "0" for added in data.added.values]
    at_the_end(axes, texts, end, heights, _colours(data), _LINE * height)


def _steady(axes: Axes, data: xr.Dataset) -> None:
    """Fig. 7."""
    for added, colour in zip(data.added.values, _colours(data), strict=True):
        axes.plot(data.x_repump, data.xi.sel(added=added), color=colour, lw=1.4)
    height = _frame(axes, float(data.xi.min()), float(data.xi.max()))
    axes.set_xscale("log")
    axes.set_xlim(float(data.x_repump[0]), float(data.x_repump[-1]))
    axes.set_xlabel(r"repump parameter $x_{\mathrm{repump}}$")
    axes.set_ylabel(r"entanglement parameter $\xi_{\mathrm{exp},\infty}$")
    axes.xaxis.set_major_formatter("{x:g}")
    letter(axes, "a", "with a repump field, steady state", above=4)
    _names(axes, data, float(data.x_repump[-1]), [float(v) for v in data.xi.isel(x_repump=-1)], height)


def _in_time(axes: Axes, data: xr.Dataset) -> None:
    """Fig. 8, with the formula after long times dashed, and the atoms that are left in an inset."""
    seen = data.isel(time=slice(1, None))
    for added, colour in zip(data.added.values, _colours(data), strict=True):
        here = seen.sel(added=added)
        axes.plot(here.time, here.xi_time, color=colour, lw=1.4)
        axes.plot(here.time, here.xi_following, color=colour, lw=0.9, ls=(0, (3, 1.6)))
    low, high = (float(getattr(data.xi_time, end)()) for end in ("min", "max"))
    _frame(axes, min(low, float(data.xi_following.min())), high)
    axes.set_xscale("log")
    axes.set_xlim(float(seen.time[0]), float(seen.time[-1]))
    axes.set_xlabel(r"time $\Gamma t$")
    axes.set_ylabel(r"entanglement parameter $\xi_{\mathrm{exp}}$")
    axes.xaxis.set_major_formatter("{x:g}")
    settled = float(data.settled)
    axes.axvline(settled, color="#767676", lw=0.8, ls=(0, (1, 1.5)))
    axes.annotate(rf"$\Gamma t={number(settled)}$", (settled, 1), (3, -3), xycoords=("data", "axes fraction"),
                  textcoords="offset points", color="#767676", fontsize=7.5, va="top")  # fmt: skip
    letter(axes, "b", "without repump field, in time", above=4)
    for text, style, width in (("equations", "-", 1.4), ("after long times", (0, (3, 1.6)), 0.9)):
        axes.plot([], [], color=INK, ls=style, lw=width, label=text)
    axes.legend(loc="upper left", fontsize=7.5, frameon=False, bbox_to_anchor=(0.0, 0.98), handlelength=1.9)
    _left(axes, seen)


def _left(axes: Axes, seen: xr.Dataset) -> None:
    """How many atoms are left in the two levels."""
    inset = axes.inset_axes((0.7, 0.13, 0.27, 0.27))
    inset.plot(seen.time, seen.share_two, color=NOBLE_GAS, lw=1.2)
    inset.set_xscale("log")
    inset.set_xlim(float(seen.time[0]), float(seen.time[-1]))
    inset.set_ylim(0, 1.05)
    inset.set_xticks([0.01, 1], labels=["0.01", "1"])
    inset.set_yticks([0, 1], labels=["0", "1"])
    inset.set_ylabel("$N_2/N$", fontsize=7.5, labelpad=-3)
    inset.tick_params(labelsize=7, pad=2, which="both")


def caption(data: xr.Dataset) -> str:
    """What the figure shows; every number is read from the data."""
    added = ", ".join(number(value) for value in data.added.values)
    strong, least = data.xi.isel(x_repump=-1), data.xi_time.min("time")
    crossing = data.x_repump.where(data.xi.max("added") < 1, drop=True)
    sufficient = f"; from {number(crossing[0])} on all are below 1" if crossing.size else "; not all come below 1"
    late = data.time >= data.settled
    gap = float(abs(data.xi_following / data.xi_time - 1).where(late, drop=True).max())
    return (
        f"Two ensembles of caesium with an optical depth of {number(data.d)} each, in a probe "
        f"{number(data.detuning)} MHz blue of F = 4 to F' = 5, which squeezes with Z = {number(data.Z)}; the pump is "
        f"the least one that keeps {percent(data.f_up)} of the two levels in up while atoms are repumped (it excites "
        f"down at {number(data.pump)} Γ). Dephasing that light does not cause is {added} times Γ, in ascending order; "
        f"separable states do not pass below 1 (black line). (a) Steady state against the repump parameter: from "
        f"{number(data.xi.isel(x_repump=0).min(), 4)} at {number(data.x_repump[0])} down to {number(strong[0])} and "
        f"{number(strong[-1])} for the least and the largest dephasing{sufficient}. (b) Without a repump field, from "
        f"atoms that are all in up: the parameter falls to {number(least[0])} for the least dephasing and to "
        f"{number(least[-1])} for the largest, and rises while atoms are lost (inset: the share that is left in the "
        f"two levels). Solid: equations of populations and second moments; dashed: the formula after long times, "
        f"at most {percent(gap, 2)} away after Γt = {number(data.settled)} (dotted)."
    )


def alt(data: xr.Dataset) -> str:
    """The figure in words, for readers who do not see it."""
    least = data.xi_time.min("time")
    return (
        "Two panels with five curves each, the higher the more dephasing. Left: against the repump parameter on a "
        f"logarithmic axis, all curves fall from {number(data.xi.isel(x_repump=0).min())}, pass below one, and level "
        f"off near {number(data.xi.isel(x_repump=-1).mean())}. Right: against time on a logarithmic axis, all curves "
        f"fall from one to minima between {number(least.min())} and {number(least.max())} and rise again to "
        f"{number(data.xi_time.isel(time=-1).min())}; dashed curves of the formula start low and join them before the "
        "minimum. An inset shows the atoms that are left, falling from one to zero."
    )
