"""Excitations of spins that collide in random pairs (the noble-gas paper's Fig. 3)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import MultipleLocator

from reports.figures.appearance import ALKALI, ALKALI_WORDS, FAINT, NOBLE_GAS, letter, number, percent

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STUDY = "stochastic_collisions"
TITLE = "Excitations of spins that collide in random pairs"
_WIDTH, _HEIGHT = 7.6, 7.0  # inches: a full text width of a journal, and of the report's page
_COLOURS = {"alkali": ALKALI, "noble_gas": NOBLE_GAS}
_PAIR = {"twenty": ALKALI, "eleven": FAINT, "two": NOBLE_GAS}
_WORDS = {
    "twenty": r"$|2\rangle_a|0\rangle_b$",
    "eleven": r"$|1\rangle_a|1\rangle_b$",
    "two": r"$|0\rangle_a|2\rangle_b$",
}


def figure(data: xr.Dataset) -> Figure:
    """Five panels in three rows: symmetric and localised start with moderate and with weak collisions, and a pair."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    drawing = Figure(figsize=(_WIDTH, _HEIGHT), layout=ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.05))
    grid = drawing.add_gridspec(3, 2)
    a = drawing.add_subplot(grid[0, 0])
    b = drawing.add_subplot(grid[0, 1])
    c = drawing.add_subplot(grid[1, 0], sharex=a, sharey=a)
    d = drawing.add_subplot(grid[1, 1], sharex=b)
    e = drawing.add_subplot(grid[2, :])
    for axes, name in ((a, "a"), (c, "c")):
        _symmetric(axes, data.sel(panel=name), name)
    for axes, name in ((b, "b"), (d, "d")):
        _localised(axes, data.sel(panel=name), name)
    _pair(e, data)
    for axes in (a, b):
        axes.set_xlabel("")
    return drawing


def _symmetric(axes: Axes, here: xr.Dataset, name: str) -> None:
    """Fidelities of both symmetric excitations: exact means, the band of the paths, one path in an inset."""
    x = here.Jt.values / math.pi
    for state in here.state.values:
        mean, width = (here[key].sel(state=state).values for key in ("mean", "deviation"))
        axes.fill_between(x, mean - width, mean + width, color=_COLOURS[state], alpha=0.25, lw=0)
        axes.plot(x, mean, color=_COLOURS[state], lw=1.2)
        _paths(axes, here, state)
    axes.set_ylim(0, 1.12)
    axes.set_ylabel("fidelity")
    _time(axes, x)
    letter(axes, name, f"symmetric, $\\langle\\phi\\rangle={_power(here.phase)}$", above=3)
    top = here["mean"].sel(state="noble_gas").values
    where = int(top[: len(top) // 2].argmax())
    axes.annotate(r"$\mathcal{F}_{10}$", (x[0], 1), (4, 0), textcoords="offset points", color=ALKALI_WORDS, va="bottom")
    axes.annotate(r"$\mathcal{F}_{01}$", (x[where], top[where]), (0, 3), textcoords="offset points", color=NOBLE_GAS,
                  ha="center", va="bottom")  # fmt: skip


def _localised(axes: Axes, here: xr.Dataset, name: str) -> None:
    """Where the excitation is: in the atom it started in, in the noble gas at all; the fidelities in an inset."""
    x = here.Jt.values / math.pi
    axes.plot(x, here.first_atom, color=ALKALI, lw=1.2)
    axes.plot(x, here.noble_gas_population, color=NOBLE_GAS, lw=1.2)
    axes.set_ylim(0, 1.12)
    axes.set_ylabel("population")
    _time(axes, x)
    letter(axes, name, f"localised, $\\langle\\phi\\rangle={_power(here.phase)}$", above=3)
    late = len(x) * 9 // 10
    for values, text, colour in (
        (here.first_atom, "first atom", ALKALI_WORDS), (here.noble_gas_population, "noble gas", NOBLE_GAS),
    ):  # fmt: skip
        y = float(values[late])
        axes.annotate(text, (x[late], y), (0, 4 if y < 0.9 else 3), textcoords="offset points", color=colour,
                      ha="center", va="bottom")  # fmt: skip
    # between the curves, wherever they cross
    inset = axes.inset_axes((0.55, 0.32, 0.4, 0.2) if float(here.first_atom.min()) < 0.5 else (0.3, 0.36, 0.45, 0.3))
    for state in here.state.values:
        mean, width = (here[key].sel(state=state).values for key in ("mean", "deviation"))
        inset.fill_between(x, mean - width, mean + width, color=_COLOURS[state], alpha=0.25, lw=0)
        inset.plot(x, mean, color=_COLOURS[state], lw=0.9)
        _paths(inset, here, state)
    inset.set_xlim(0, x[-1])
    start = float(here["mean"].sel(state="alkali")[0])
    inset.set_ylim(0, 1.5 * start)
    inset.set_yticks([0, start], labels=["0", number(start)])
    inset.tick_params(labelsize=7.5, pad=2)
    inset.set_title("symmetric excitations", fontsize=7.5, pad=3)


def _pair(axes: Axes, data: xr.Dataset) -> None:
    """Fidelities of the three symmetric states of two excitations, and of the sum of the outer two."""
    x, at = data.pair_Jt.values / math.pi, data.pair_path_Jt.values / math.pi
    for state, colour in _PAIR.items():
        style = (0, (4, 1.5)) if state == "two" else "-"
        axes.plot(x, data.pair_mean.sel(pair_state=state), color=colour, lw=1.2, ls=style)
    axes.plot(x, data.pair_mean.sel(pair_state="bunched"), color="#1a1a1a", lw=0.9, ls=(0, (1, 1.5)))
    thin = max(1, len(at) // 40)
    for state, colour in _PAIR.items():
        axes.plot(at[::thin], data.pair_path.sel(pair_state=state)[::thin], ls="", marker=".", ms=3.5, color=colour)
    axes.set_ylim(0, 1.12)
    axes.set_ylabel("fidelity")
    _time(axes, x, 0.25)
    letter(axes, "e", f"two excitations, $\\langle\\phi\\rangle={_power(data.phase.sel(panel='c'))}$", above=3)
    middle = len(x) // 4
    axes.annotate(r"$(|2\rangle_a|0\rangle_b+|0\rangle_a|2\rangle_b)/\sqrt{2}$", (x[middle], 1), (0, 1),
                  textcoords="offset points", ha="center", va="bottom")  # fmt: skip
    axes.annotate(_WORDS["eleven"], (0, 1), (5, 1), textcoords="offset points", color="#5f5f5f", va="bottom")
    axes.annotate(f"{_WORDS['twenty']}, ", (x[middle], 0.52), (0, 2), textcoords="offset points", color=ALKALI_WORDS,
                  ha="right", va="bottom")  # fmt: skip
    axes.annotate(_WORDS["two"], (x[middle], 0.52), (2, 2), textcoords="offset points", color=NOBLE_GAS, va="bottom")


def _paths(axes: Axes, here: xr.Dataset, state: str) -> None:
    """One sample path as dots."""
    at = here.path_Jt.values / math.pi
    thin = max(1, len(at) // 80)
    axes.plot(
        at[::thin], here.path.sel(state=state)[::thin], ls="", marker=".", ms=2.6, color=_COLOURS[state], alpha=0.8
    )


def _time(axes: Axes, x: Any, major: float = 1.0) -> None:
    axes.set_xlim(0, float(x[-1]))
    axes.xaxis.set_major_locator(MultipleLocator(major))
    axes.set_xlabel(r"time, $Jt/\pi$")


def _power(value: Any) -> str:
    """A number as a power of ten for mathematics."""
    mantissa, exponent = f"{float(value):.0e}".split("e")
    times = "" if mantissa == "1" else f"{mantissa}\\cdot"
    return f"{times}10^{{{int(exponent)}}}"


def _blocks(data: xr.Dataset) -> str:
    """How the paths were made, and of how many the run is."""
    c, pair = float(data.block.sel(panel="c")), float(data.pair_block)
    counts = (
        f"{number(data.paths.sel(panel='a'))} in each of a and b, {number(data.paths.sel(panel='c'))} in each of c "
        f"and d, {number(data.pair_paths)} in e"
    )
    if c == 1 and pair == 1:
        return f"Sample paths, collision by collision: {counts}."
    every = 1 if data.sizes["path_time"] < 2 else round(data.sizes["time"] / data.sizes["path_time"])
    gap = float(data.steps.sel(panel="c")[every]), float(data.pair_steps[every])
    return (
        f"A quick run. Sample paths: {counts}; in c and d the collisions of {number(min(c, gap[0]))} steps and in e of "
        f"{number(min(pair, gap[1]))} steps act at once, with normally distributed sums of their phases, which is an "
        f"approximation; the means and bands are exact."
    )


def caption(data: xr.Dataset) -> str:
    """What the figure shows; every number is read from the data."""
    a, b, c, d = (data.sel(panel=p) for p in "abcd")
    angle = data.pair_path_Jt.values
    eleven = data.pair_path_mean.sel(pair_state="eleven").values[angle < math.pi / 2]
    return (
        "Excitations of spins that collide in random pairs: exact means over all sample paths (lines), their exact "
        "standard deviation (bands), one sample path (dots). "
        f"(a) An excitation shared by all alkali atoms goes to and fro between the symmetric states of the gases; with "
        f"moderate collisions at most {percent(a['mean'].sel(state='noble_gas').max())} of it come over, and it "
        f"dephases. (b) An excitation of one alkali atom passes into the noble gas, "
        f"{percent(b.noble_gas_population[-1])} of it in the end, but at most "
        f"{percent(b['mean'].sel(state='noble_gas').max())} into its symmetric state (inset). "
        f"(c) With weak collisions {percent(c['mean'].sel(state='noble_gas').max())} of the shared excitation come "
        f"over, (d) and an excitation of one atom stays there, {percent(d.first_atom.min())} of it at all times. "
        f"(e) Two excitations, one in each gas at first, are found in one gas together: the probability of one in each "
        f"falls to {percent(eleven.min(), 2)}. {_blocks(data)} "
        "Over a scan of atom numbers and laws of the phase, the paths agree with the exact means with a chi-squared of "
        f"{number(data.fidelity_chi2)} for {number(data.degrees)} degrees of freedom "
        f"(p = {number(data.fidelity_p, 2)}), and their frequencies and decay rates with the derived ones with "
        f"{number(data.rates_chi2)} "
        f"(p = {number(data.rates_p, 2)})."
    )


def alt(data: xr.Dataset) -> str:
    """The figure in words, for readers who do not see it."""
    a, c = (data.sel(panel=p) for p in "ac")
    return (
        "Five panels. a: two curves in turn between one and zero, their peaks falling from one exchange to the next, "
        f"the noble gas first reaching {percent(a['mean'].sel(state='noble_gas').max())}; dots scatter about them. "
        "b: the population of the first atom falls steadily while that of the noble gas rises; an inset shows the "
        "symmetric states at one per cent and below. c: as a, with peaks that do not fall, at "
        f"{percent(c['mean'].sel(state='noble_gas').max())}, and no scatter to be seen. d: the first atom stays "
        "near one and the noble gas near zero. e: the probability of one excitation in each gas swings between "
        "one and zero; when it is zero, each gas has both with a probability of one half."
    )
