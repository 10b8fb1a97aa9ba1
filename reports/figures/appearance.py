"""How figures look: colours that colour-blind readers tell apart, fonts, panel letters, numbers in texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

# Orange and blue, after Okabe and Ito, are told apart in every kind of colour blindness; these differ in
# lightness too (57 and 34 of 100), for print without colour. Words need a darker orange, of contrast 5 on white.
ALKALI, ALKALI_WORDS = "#e06500", "#b34d00"
NOBLE_GAS = "#00509e"
# Five curves in order, and five more: neighbours differ in lightness or in what colour-blind readers see of the hue,
# and each curve is labelled besides. All have a contrast of at least 3 on white.
FIVE = ("#5b2a86", "#00509e", "#007d5c", "#b8321a", "#b87700")
OTHERS = ("#767676", "#b87700", "#6b3d14", "#c2528b", "#4f7d1e")
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


def at_the_end(axes: Axes, texts: Sequence[str], x: float, heights: Sequence[float], colours: Sequence[str],
               apart: float) -> None:  # fmt: skip
    """Names of curves beside their ends, moved so far from each other that they can be read.

    ``heights`` are where the curves end, ``apart`` is the least distance of two names, both in data units.
    """
    places = spread(heights, apart)
    for text, y, colour in zip(texts, places, colours, strict=True):
        axes.annotate(text, (x, y), (3, 0), textcoords="offset points", color=colour, va="center", fontsize=7.5)


def spread(heights: Sequence[float], apart: float) -> list[float]:
    """Heights in the same order with at least a distance between neighbours, moved as a whole as little as may be."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    moved = [heights[i] - apart * rank for rank, i in enumerate(order)]
    # Without the distances the heights must not fall: means of runs that do, pooled until none does.
    runs: list[list[float]] = []
    for height in moved:
        runs.append([height])
        while len(runs) > 1 and sum(runs[-2]) / len(runs[-2]) > sum(runs[-1]) / len(runs[-1]):
            last = runs.pop()
            runs[-1] += last
    level = [sum(run) / len(run) for run in runs for _ in run]
    found = {i: height + apart * rank for rank, (i, height) in enumerate(zip(order, level, strict=True))}
    return [found[i] for i in range(len(heights))]


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
