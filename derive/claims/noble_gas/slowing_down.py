r"""Claims about the slowing-down factor."""

from __future__ import annotations

from derive.claims.noble_gas.letters import PAPER
from derive.records import Claim, Part, Quoted

FACTOR = ("spin_exchange.slowing_down.q",)
LOWEST = (*FACTOR, "spin_exchange.slowing_down.polarised")
HIGHEST = (*FACTOR, "spin_exchange.slowing_down.unpolarised")

CLAIMS = (
    Claim(
        id="NG-M3", paper=PAPER.key, where="main text, System", kind="statement", title="Slowing-down factor and its range",
        parts=(
            Part(
                name="f = q s", printed=r"\hat{\mathbf f}_a=q\hat{\mathbf s}_a", about=("spin_exchange.slowing_down.total_spin",),
                note="a relation of means in a spin-temperature state",
            ),
            Part(
                name="lower bound", printed=r"2I+1<q", about=LOWEST, where=(r"I>\frac12", r"p_a<1"),
                note="for the nuclear spins of alkali atoms, I >= 1: at I = 1/2 q is 2 at every polarisation, both ends of "
                "the printed range; the bound is the value at p_a = 1",
            ),
            Part(
                name="upper bound", printed=r"q<2I^2+I+1", about=HIGHEST, where=(r"I>\frac12",),
                note="it holds and is not attained: q comes no higher than (4I^2 + 4I + 3)/3, its limit for p_a -> 0, "
                "which is 6 for I = 3/2 where the printed bound is 7",
            ),
        ),
    ),
    Claim(
        id="NG-12", paper=PAPER.key, where="Methods, Eq. (12)", kind="equation", title="Slowing-down factor",
        parts=(
            Part(
                name="equation", about=FACTOR,
                printed=r"q(I,p_a)=\frac{2I+1}{p_a}\,\frac{(1+p_a)^{2I+1}+(1-p_a)^{2I+1}}{(1+p_a)^{2I+1}-(1-p_a)^{2I+1}}"
                r"-\frac1{p_a^2}+1",
            ),
        ),
    ),
    Claim(
        id="NG-num-q", paper=PAPER.key, where="main text, Outline for a non-classical demonstration", kind="number",
        title="Slowing-down factor of polarised potassium-39",
        parts=(
            Part(
                name="q at p_a = 0.95", printed=r"q", quoted=Quoted(text="4.1"), about=FACTOR,
                inputs=((r"I", "3/2"), (r"p_a", "0.95")),
            ),
        ),
    ),
)  # fmt: skip
