"""Entanglement of two ensembles of two-level atoms (the two-ensemble paper's Figs. 3 and 4, and states in time)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MultipleLocator

from reports.figures.appearance import FAINT, FIVE, INK, NOBLE_GAS, OTHERS, at_the_end, letter, number, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STUDY = "two_level_entanglement"
TITLE = "Entanglement of two ensembles of two-level atoms"
_WIDTH, _HEIGHT = 7.6, 3.1  # inches: a full text width of a journal, and of the report's page
_TOP = 1.16  # the separable limit, 1, with room for words above it


def figure(data: xr.Dataset) -> Figure:
    """Three panels: xi against Z for five rates of dephasing, xi at the best Z against the pump, and xi in time."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    drawing = Figure(figsize=(_WIDTH, _HEIGHT), layout=ConstrainedLayoutEngine(w_pad=0.05, h_pad=0.04, wspace=0.05))
    a, b, c = drawing.subplots(1, 3)
    _against_squeezing(a, data)
    _against_pump(b, data)
    _in_time(c, data)
    return drawing


def _limit(axes: Axes) -> None:
    """The line that separable states do not pass."""
    axes.axhline(1, color=INK, lw=0.9)


def _against_squeezing(axes: Axes, data: xr.Dataset) -> None:
    """Fig. 3, with exact states of few atoms for the first and the last curve."""
    order = [FIVE[i] for i in data.added.argsort().argsort().values]
    for added, colour in zip(data.added.values, order, strict=True):
        axes.plot(data.Z, data.xi.sel(added=added), color=colour, lw=1.4)
    axes.plot(data.Z, data.xi_ideal, color=FAINT, lw=0.9, ls=(0, (1, 1.5)))
    few = data.xi_exact.isel(count=-1)
    for added in few.exact_added.values:
        colour = order[list(data.added.values).index(added)]
        axes.plot(
            few.exact_Z, few.sel(exact_added=added), ls="", marker="o", ms=4, mfc="white", mec=colour, mew=1,
            zorder=3,
        )  # fmt: skip
    _limit(axes)
    axes.set_ylim(0.4, _TOP)
    axes.set_xlim(1, float(data.Z[-1]))
    axes.set_xlabel(r"squeezing parameter $Z=(|\mu|-|\nu|)^{-1}$")
    axes.set_ylabel(r"entanglement parameter $\xi_\infty$")
    axes.xaxis.set_major_locator(MultipleLocator(0.5))
    letter(axes, "a", f"steady state, {_range(data.added.values)}", above=4)
    for added, colour in zip(data.added.values, order, strict=True):
        best = data.sel(added=added)
        above = float(best.xi_best) > float(data.xi_best.min())  # the lowest has exact states above its minimum
        axes.annotate(
            _gamma(added), (float(best.Z_best), float(best.xi_best)), (0, 4 if above else -4), color=colour,
            textcoords="offset points", fontsize=7.5, ha="center", va="bottom" if above else "top",
        )  # fmt: skip
    z = 1 + 0.32 * (float(data.Z[-1]) - 1)
    ideal = float(data.xi_ideal.interp(Z=z))
    axes.annotate("no noise", (z, ideal), (-4, -2), textcoords="offset points", ha="right", color=FAINT, fontsize=7.5)


def _gamma(added: float) -> str:
    """A rate of dephasing in units of Gamma."""
    return rf"${number(added)}\,\Gamma$" if added else "0"


def _range(added: Sequence[float]) -> str:
    """The rates of dephasing of a panel, from the least to the largest."""
    return rf"$\Gamma_{{\rm d}}^{{\rm add}}={number(min(added))}$ to ${number(max(added))}\,\Gamma$"


def _against_pump(axes: Axes, data: xr.Dataset) -> None:
    """Fig. 4 with its inset."""
    order = [OTHERS[i] for i in data.pumped.argsort().argsort().values]
    for added, colour in zip(data.pumped.values, order, strict=True):
        axes.plot(data.x, data.xi_pumped.sel(pumped=added), color=colour, lw=1.4)
    low, high = float(data.xi_pumped.min()), float(data.xi_pumped.max())
    span = high - low
    axes.set_ylim(low - 0.1 * span, high + 0.75 * span)
    end = float(data.x[-1])
    axes.set_xlim(0, end)
    axes.set_xlabel("pump parameter $x$")
    axes.set_ylabel(r"$\xi_\infty$ at the best $Z$")
    letter(axes, "b", f"with a pump, {_range(data.pumped.values)}", above=4)
    ends = [float(data.xi_pumped.sel(pumped=added)[-1]) for added in data.pumped.values]
    # a line of the words is a twentieth of the panel high
    at_the_end(axes, [_gamma(a) for a in data.pumped.values], end, ends, order, 0.05 * 1.85 * span)
    inset = axes.inset_axes((0.42, 0.62, 0.54, 0.35))
    for i, style in enumerate(((0, (4, 1.6)), "-")):
        inset.plot(data.Z, data.P_2.isel(pump=i), color=NOBLE_GAS, lw=1.2, ls=style)
    z = float(data.Z[-1])
    inset.set_xlim(1, z)
    inset.set_ylim(0, 1.05)
    inset.set_xlabel("$Z$", fontsize=7.5, labelpad=0)
    inset.set_ylabel(r"$P_{2,\infty}$", fontsize=7.5, labelpad=1)
    inset.tick_params(labelsize=7, pad=2)
    for i, words in enumerate(("x=0", f"x={number(data.pump[1])}")):
        at = 0.66 * (z - 1) + 1
        y = float(data.P_2.isel(pump=i).interp(Z=at))
        inset.annotate(f"${words}$", (at, y), (2, 2), textcoords="offset points", color=NOBLE_GAS, fontsize=7)


def _in_time(axes: Axes, data: xr.Dataset) -> None:
    """The equations, the formula for a slow polarisation, and exact states of few atoms."""
    axes.plot(data.time, data.xi_time, color=NOBLE_GAS, lw=1.4)
    axes.plot(data.time, data.xi_slow, color="#b8321a", lw=1.1, ls=(0, (3, 1.6)))
    few = data.isel(few_time=slice(None, None, 5))
    axes.plot(few.few_time, few.xi_time_exact, ls="", marker="o", ms=4, mfc="white", mec=INK, mew=1, zorder=3)
    _limit(axes)
    axes.set_xlim(0, float(data.time[-1]))
    axes.set_ylim(0.4, _TOP)
    axes.set_xlabel(r"time $\Gamma t$")
    axes.set_ylabel(r"entanglement parameter $\xi$")
    letter(axes, "c", f"in time, $Z={number(data.Z_time)}$", above=4)
    rows = (
        (NOBLE_GAS, "-", "", "equations, many atoms"),
        ("#b8321a", (0, (3, 1.6)), "", "slow polarisation"),
        (INK, "", "o", f"exact, {number(data.atoms_in_time)} + {number(data.atoms_in_time)} atoms"),
    )
    for colour, style, marker, text in rows:
        axes.plot([], [], color=colour, ls=style or "none", marker=marker, ms=4, mfc="white", label=text, lw=1.3)
    axes.legend(loc="center right", fontsize=7.5, frameon=False, bbox_to_anchor=(1, 0.6), handlelength=1.6)


def caption(data: xr.Dataset) -> str:
    """What the figure shows; every number is read from the data."""
    added = ", ".join(number(value) for value in data.added.values)
    pumped = ", ".join(number(value) for value in data.pumped.values)
    few, last = data.xi_exact.isel(count=-1), data.added.values[-1]
    gap = float(abs(data.xi_time / data.xi_slow - 1).max())
    return (
        f"Two ensembles of two-level atoms with an optical depth of {number(data.d)} each, driven into an entangled "
        f"state; separable states do not pass below 1 (black line). (a) Steady state against the squeezing parameter, "
        f"with dephasing of {added} times Γ that light does not cause, in ascending order. The least values are "
        f"{number(data.xi_best[0])} at Z = {number(data.Z_best[0])} and {number(data.xi_best[-1])} at "
        f"Z = {number(data.Z_best[-1])}; dots: exact steady states of {number(few['count'])} atoms in each ensemble, "
        f"whose gap falls as one over their number; dotted: without any noise. (b) The least value over Z against the "
        f"pump, with dephasing of {pumped} times Γ: the pump helps in all five, for {number(last)} Γ down to "
        f"{number(data.xi_pumped.sel(pumped=last, method='nearest').min())}. Inset: polarisation in the steady state "
        f"without the pump (dashed) and with x = {number(data.pump[1])} (solid). (c) From polarised atoms in time at "
        f"Z = {number(data.Z_time)} without added dephasing: the equations of polarisation and variances (solid), the "
        f"formula for a polarisation that changes slowly (dashed, at most {percent(gap, 2)} away), and exact states "
        f"of {number(data.atoms_in_time)} atoms in each ensemble (dots)."
    )


def alt(data: xr.Dataset) -> str:
    """The figure in words, for readers who do not see it."""
    return (
        f"Three panels. Left: five curves start at one, fall to minima between {number(data.xi_best.min())} and "
        f"{number(data.xi_best.max())}, the lower the less dephasing, and rise above one again; open dots of few "
        "atoms lie a little above the first and the last of them. Middle: five curves fall with the pump parameter, "
        f"and then rise slowly; all stay between {number(data.xi_pumped.min())} and {number(data.xi_pumped.max())}; "
        "an inset shows that the polarisation falls with squeezing, less with a pump. Right: the parameter falls "
        f"within a fifth of 1/Γ from one to {number(data.xi_time.min())} and rises slowly to "
        f"{number(data.xi_time[-1])}; the approximate formula can hardly be told from the equations, and the dots of "
        "few atoms are a little higher."
    )
