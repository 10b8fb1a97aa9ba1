"""How figures look: colours that colour-blind readers tell apart, fonts, panel letters, numbers in texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Orange and blue, after Okabe and Ito, are told apart in every kind of colour blindness; these differ in
# lightness too (57 and 34 of 100), for print without colour. Words need a darker orange, of contrast 5 on white.
ALKALI, ALKALI_WORDS = "#e06500", "#b34d00"
NOBLE_GAS = "#00509e"
INK = "#1a1a1a"
FAINT = "#767676"

# Text as paths, a fixed salt and no date: the same data give the same bytes on any machine. The background is
# white, so that a figure reads the same on a light and on a dark page.
SETTINGS: dict[str, Any] = {
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "mathtext.fontset": "dejavusans",
    "font.size": 9,
    "axes.labelsize": 9,
    "axes.titlesize": 9,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "axes.linewidth": 0.7,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.direction": "in",
    "ytick.direction": "in",
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "lines.linewidth": 1.5,
    "lines.solid_capstyle": "round",
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
    "path.simplify": True,
}


def letter(axes: Axes, text: str, title: str, above: float = 17) -> None:
    """The panel's letter, bold, and its title, above the panel on the left, so many points above it."""
    axes.annotate(
        text, (0, 1), (0, above), xycoords="axes fraction", textcoords="offset points",
        fontweight="bold", fontsize=10, va="bottom", ha="left",
    )  # fmt: skip
    axes.annotate(
        title, (0, 1), (14, above), xycoords="axes fraction", textcoords="offset points", va="bottom", ha="left"
    )


def number(value: Any, digits: int = 3) -> str:
    """A number for a text: ``0.97``, ``1000``, ``1.2 × 10⁻⁴``."""
    short = f"{float(value):.{digits}g}"
    if "e" not in short:
        return short
    if 1 <= abs(value) < 1e6:
        return f"{float(short):.0f}"
    mantissa, exponent = short.split("e")
    power = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa} × 10{power}"


def percent(fraction: Any, digits: int = 3) -> str:
    """A fraction as a percentage, ``97.3 %``."""
    return f"{number(100 * float(fraction), digits)} %"
