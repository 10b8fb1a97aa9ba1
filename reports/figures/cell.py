"""A vapour cell of one's own: its exchange, its losses, its fields, and where its uncertainties come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reports.figures.appearance import ALKALI, ALKALI_WORDS, FAINT, FIVE, INK, NOBLE_GAS, letter, number, percent

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STUDY = "cell"
TITLE = "A vapour cell of one's own"
_WIDTH, _HEIGHT = 7.6, 6.4  # inches: a full text width of a journal
# The numbers whose uncertainties are taken apart, and how inputs are written beside their share.
_APART = {"J": "$J$", "gamma": r"$\gamma$", "B_res": r"$B_{\mathrm{res}}$", "T_ba": "transfer", "eta_s": "storage"}
_INPUTS = {
    "T_cell": "$T$", "P_b": "$P_b$", "P_q": r"$P_{\mathrm{q}}$", "p_a": "$p_a$", "p_b": "$p_b$",
    "P_0": r"$P_{\mathrm{vap}}$", "kappa_0": r"$\kappa_0$", "k_se": r"$k_{\mathrm{se}}$",
    "sigma_sr": r"$\sigma_{\mathrm{sr}}$", "sigma_sd": r"$\sigma_{\mathrm{sd}}$", "sigma_aa": r"$\sigma_{aa}$",
    "sigma_q": r"$\sigma_{\mathrm{q}}$", "D_b": "$D_b$", "D_q": r"$D_{\mathrm{q}}$", "x_D": "$x_D$",
}  # fmt: skip
_NAMED = 0.08  # a share this large has room for its name
_CAUSES = {
    "exchange with the noble gas": "exchange,\nnoble gas",
    "spin rotation with the noble gas": "rotation,\nnoble gas",
    "collisions among alkali atoms": "alkali\ncollisions",
    "collisions with nitrogen": "nitrogen",
    "diffusion to the wall": "diffusion\nto the wall",
    "other loss": "other",
}


def figure(data: xr.Dataset) -> Figure:
    """Four panels: exchange in time, losses by cause, transfer over the field, and shares of the uncertainties."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    drawing = Figure(figsize=(_WIDTH, _HEIGHT), layout=ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08))
    (a, b), (c, d) = drawing.subplots(2, 2)
    _exchange(a, data)
    _losses(b, data)
    _fields(c, data)
    _apart(d, data)
    return drawing


def _exchange(axes: Axes, data: xr.Dataset) -> None:
    """Excitations in both gases, each with its band."""
    t = data.t.values
    for row, (colour, words, name) in enumerate(
        ((ALKALI, ALKALI_WORDS, "alkali"), (NOBLE_GAS, NOBLE_GAS, "noble gas"))
    ):
        value, low, high = (data.excitations.values[i, row] for i in range(3))
        axes.fill_between(t, low, high, color=colour, alpha=0.25, lw=0)
        axes.plot(t, value, color=colour)
        peak = int(np.argmax(value))
        axes.annotate(name, (t[peak], value[peak]), (4, 4), textcoords="offset points", color=words,
                      ha="left" if row == 0 else "center", va="bottom")  # fmt: skip
    axes.set_xlim(0, t[-1])
    axes.set_ylim(0, 1.18)
    axes.set_xlabel("time (ms)")
    axes.set_ylabel("share of the excitations")
    letter(axes, "a", f"exchange, $J={number(_value(data.J))}\\,$s$^{{-1}}$", above=6)


def _losses(axes: Axes, data: xr.Dataset) -> None:
    """Decoherence of the alkali by cause; whiskers are standard uncertainties."""
    shown = [c for c in data.cause.values if float(data.losses.sel(cause=c, estimate="value")) > 0]
    values = np.array([float(data.losses.sel(cause=c, estimate="value")) for c in shown])
    errors = np.array([float(data.losses.sel(cause=c, estimate="error")) for c in shown])
    places = np.arange(len(shown))[::-1]
    axes.barh(places, values, height=0.62, color=FIVE[1], alpha=0.85)
    axes.errorbar(values, places, xerr=errors, fmt="none", ecolor=INK, elinewidth=1, capsize=2.5)
    for place, value, error in zip(places, values, errors, strict=True):
        axes.annotate(number(value, 2), (value + error, place), (5, 0), textcoords="offset points", va="center")
    axes.set_yticks(places, [_CAUSES[str(c)] for c in shown])
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 1.2 * float((values + errors).max()))
    axes.set_xlabel(r"decoherence rate of the alkali (s$^{-1}$)")
    total, error = _value(data.gamma), _error(data.gamma)
    letter(axes, "b", f"losses, $\\gamma={number(total)}\\pm{number(error, 2)}\\,$s$^{{-1}}$", above=6)


def _fields(axes: Axes, data: xr.Dataset) -> None:
    """The largest transfer over the field, from resonance on; the compensation field is marked."""
    B = data.offset.values
    value, low, high = data.transferred.values
    axes.fill_between(B, low, high, color=NOBLE_GAS, alpha=0.25, lw=0)
    axes.plot(B, value, color=NOBLE_GAS)
    axes.set_xlim(B[0], B[-1])
    axes.set_ylim(0, 1.18)
    axes.set_xlabel(r"magnetic field less $B_{\mathrm{res}}$ (mG)")
    axes.set_ylabel("largest share transferred")
    compensation = _value(data.B_comp) - _value(data.B_res)
    if B[0] < compensation < B[-1]:
        axes.axvline(compensation, color=FAINT, lw=0.8, ls=(0, (4, 2)))
        left = compensation < 0  # the name stands on the side of the middle, where there is room
        axes.annotate("compensation", (compensation, 1.06), (4 if left else -4, 0), textcoords="offset points",
                      color=FAINT, ha="left" if left else "right", va="bottom")  # fmt: skip
    shown = f"{number(_value(data.B_res))}\\pm{number(_error(data.B_res), 2)}"
    letter(axes, "c", f"fields, $B_{{\\mathrm{{res}}}}={shown}\\,$mG", above=6)


def _apart(axes: Axes, data: xr.Dataset) -> None:
    """What each input contributes to the variance of the main numbers; small shares are grey together."""
    kept = _colours(data)
    for row, name in enumerate(reversed(_APART)):
        shares = data.variance_share.sel(quantity=name)
        edge, rest = 0.0, 0.0
        for label in sorted((str(i) for i in data.input.values), key=lambda i: -float(shares.sel(input=i))):
            share = float(shares.sel(input=label))
            if label not in kept:
                rest += share
                continue
            axes.barh(row, share, left=edge, height=0.62, color=kept[label])
            if share > _NAMED:
                axes.annotate(_INPUTS[label], (edge + share / 2, row), ha="center", va="center", color="white",
                              fontsize=7.5)  # fmt: skip
            edge += share
        axes.barh(row, rest, left=edge, height=0.62, color="#c4c4c4")
    axes.set_yticks(range(len(_APART)), [_APART[name] for name in reversed(_APART)])
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 1)
    axes.set_xlabel("share of the variance")
    letter(axes, "d", "where the uncertainties come from", above=6)


def _colours(data: xr.Dataset) -> dict[str, str]:
    """The colours of the inputs that have a share worth a name somewhere, the largest first."""
    largest = data.variance_share.sel(quantity=list(_APART)).max("quantity")
    order = sorted((str(i) for i in data.input.values), key=lambda i: -float(largest.sel(input=i)))
    wanted = [i for i in order if float(largest.sel(input=i)) > _NAMED]
    palette = (*FIVE, "#767676", "#6b3d14", "#c2528b", "#4f7d1e", "#2b4c5e")
    return {name: palette[rank] for rank, name in enumerate(wanted[: len(palette)])}


def _value(array: Any) -> float:
    return float(array.sel(estimate="value"))


def _error(array: Any) -> float:
    return float(array.sel(estimate="error"))


def _with_error(array: Any) -> str:
    return f"{number(_value(array))} ± {number(_error(array), 2)}"


def caption(data: xr.Dataset) -> str:
    """What the figure shows; every number is read from the data."""
    from numerics.cells.dataset import regime_text

    return (
        f"A cell of {data.attrs['alkali']} and {data.attrs['noble_gas']}, {regime_text(data)}: "
        f"J = {_with_error(data.J)} s⁻¹, γ = {_with_error(data.gamma)} s⁻¹. Bands are the middle 68 % of random "
        f"samples of the uncertain inputs, whiskers standard uncertainties. "
        f"(a) Share of the alkali excitations found in the alkali (orange) and in the noble gas (blue); "
        f"{percent(_value(data.T_ba))} are over at {number(_value(data.t_best))} ms, and squeezing of the alkali "
        f"leaves {_with_error(data.squeezing)} dB in the noble gas. "
        f"(b) Decoherence of the alkali by cause. "
        f"(c) The largest share transferred over the field, counted from that of resonance, which is at "
        f"{_with_error(data.B_res)} mG; the compensation field is at {_with_error(data.B_comp)} mG (dashed, where it "
        f"is within the panel). "
        f"(d) Shares of the uncertain inputs in the variance of five numbers: the coupling, the decoherence rate, the "
        f"field of resonance, the share transferred, and the efficiency of storage. T is the temperature, P_vap the "
        f"vapour-pressure curve, P_b and P_q the pressures filled in; the other letters are those of the parameters, "
        f"and what is light grey is the rest."
    )


def alt(data: xr.Dataset) -> str:
    """The figure in words, for readers who do not see it."""
    largest = max(data.cause.values, key=lambda c: float(data.losses.sel(cause=c, estimate="value")))
    return (
        f"Four panels. Upper left: the alkali curve falls from 1 while the noble-gas curve rises to "
        f"{percent(_value(data.T_ba))} at {number(_value(data.t_best))} milliseconds. Upper right: bars of the losses "
        f"of the alkali, the largest being {largest}. Lower left: a peak of the transfer at the field of resonance, "
        f"{number(_value(data.B_res))} milligauss. Lower right: stacked bars of where the uncertainties come from."
    )
