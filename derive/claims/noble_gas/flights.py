r"""Claims of SI section 3 about the flight of a pair and the average over its velocities, Eqs. (S6) to (S11)."""

from __future__ import annotations

import sympy as sp

from derive.claims.noble_gas.flight_letters import PAPER as BASE
from derive.papers import Letter
from derive.records import Claim, Part
from derive.spin_exchange import kinetic_symbols as own

PAPER = BASE.extended(
    letters=(
        Letter(printed=r"t_-", means=own.ENTRY.symbol),
        Letter(printed=r"t_+", means=own.EXIT.symbol),
        Letter(printed=r"v", means=own.SPEED.symbol),
        Letter(printed=r"D", means=own.RADICAND.symbol, note="the quantity under the root"),
        Letter(printed=r"\Omega", means=own.SOLID_ANGLE.symbol),
        Letter(printed=r"\theta_{\max}", means=own.ACCEPTANCE.symbol, note="largest angle of a collision"),
        Letter(printed=r"f(v)d^3v", means=own.DENSITY.symbol, note="per dv dtheta dphi"),
        Letter(
            printed=r"dv\sin\theta_vd\theta_vd\varphi_v",
            means=sp.sin(own.ANGLE.symbol),
            note="the measure; the density is counted per dv dtheta dphi",
        ),
        Letter(printed=r"f_\tau", means=own.PROFILE.symbol, note="the printed integral, with its factor"),
    ),
)
SI = "SI section 3"
GEOMETRY = "spin_exchange.kinetics_geometry"
KINETICS = "spin_exchange.kinetics"
AVERAGE = r"\langle\kappa_{ab}(t,\tau)\rangle_v"
TAIL = r"\frac1{\sqrt\pi}\int_{r_{ab}/(\tau v_T)}^\infty du\,u^2e^{-u^2}"

CLAIMS = (
    Claim(
        id="NG-S6",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S6)",
        kind="equation",
        title="Indicator of a collision",
        parts=(
            Part(
                name="definition",
                printed=r"\kappa_{ab}(t,\tau)=\int_t^{t+\tau}\delta(s-t^{(i)}_{ab})ds",
                given="definition of the indicator",
            ),
        ),
    ),
    Claim(
        id="NG-S7",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S7) and after it",
        kind="equation",
        title="Flight of a pair and time of its collision",
        parts=(
            Part(
                name="straight flight",
                printed=r"\mathbf r_{ab}(t+s)=\mathbf r_{ab}(t)-\mathbf v_{ab}(t)s",
                given="ballistic motion on times short against those between collisions",
            ),
            Part(
                name="interval of s",
                printed=r"t_{ab}\le t+\tau",
                about=(f"{GEOMETRY}.event",),
                where=(r"s\le t+\tau", r"t\ge0"),
                note="formalised: s runs, as printed, over [t, t + tau]; then t + s should not leave the interval of the collision, which it does",
            ),
            Part(
                name="first solution",
                about=(f"{GEOMETRY}.entry",),
                printed=r"t_-=t+\frac{r_{ab}(t)}{v_{ab}}\left(\cos\theta^v_{ab}-\sqrt{\epsilon^2/r_{ab}^2(t)-\sin^2\theta^v_{ab}}\right)",
                note="formalised: printed with both signs in one formula",
            ),
            Part(
                name="second solution",
                about=(f"{GEOMETRY}.exit",),
                printed=r"t_+=t+\frac{r_{ab}(t)}{v_{ab}}\left(\cos\theta^v_{ab}+\sqrt{\epsilon^2/r_{ab}^2(t)-\sin^2\theta^v_{ab}}\right)",
                note="formalised: printed with both signs in one formula",
            ),
            Part(
                name="existence",
                printed=r"D=\epsilon^2/r_{ab}^2(t)-\sin^2(\theta^v_{ab})",
                about=(f"{GEOMETRY}.radicand",),
                note="formalised: the printed condition is D >= 0, without a letter D. Both times are real if and only if D, which the paper wants not to be negative, is not negative; "
                "they lie after t only if the atoms also approach, cos(theta) > 0",
            ),
            Part(
                name="time from afar",
                printed=r"t_{ab}=t+r_{ab}(t)/v_{ab}",
                about=(f"{GEOMETRY}.mean_time",),
                order=(r"\theta^v_{ab}", 2),
                note="the average of the two solutions, for a small angle",
            ),
            Part(
                name="accepted angles",
                printed=r"\theta_{\max}=\epsilon/r_{ab}(t)",
                about=(f"{GEOMETRY}.largest_angle",),
                order=(r"\epsilon", 3),
                note="formalised: printed as theta <= epsilon/r; exactly, the sine of the angle is compared",
            ),
            Part(
                name="duration",
                printed=r"\tau_c>2\epsilon/v_{ab}",
                about=(f"{GEOMETRY}.duration",),
                where=(r"\epsilon^2/r_{ab}^2(t)>\sin^2(\theta^v_{ab})",),
                note="tau_c as the time between the two solutions, which the text neglects; it is at most 2 epsilon/v. The text layer "
                "loses the sign << beside it, but other signs survive, <= two lines above among them, so > is probably printed",
            ),
            Part(name="cross-section", printed=r"\sigma=\pi\epsilon^2", about=(f"{GEOMETRY}.cross_section",)),
        ),
    ),
    Claim(
        id="NG-S8",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S8)",
        kind="equation",
        title="Whether a pair collides",
        parts=(
            Part(
                name="equation",
                about=(f"{GEOMETRY}.indicator",),
                printed=r"\kappa_{ab}(t,\tau)=\Theta(\theta^v_{ab}\le\epsilon/r_{ab}(t))\int_0^\tau\delta(s-r_{ab}(t)/v_{ab})ds",
            ),
        ),
    ),
    Claim(
        id="NG-S9",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S9)",
        kind="equation",
        title="Distribution of the relative velocity",
        parts=(
            Part(
                name="equation",
                about=(f"{KINETICS}.distribution",),
                printed=r"f(v)d^3v=\pi^{-3/2}\frac{v^2}{v_T^3}e^{-v^2/v_T^2}\,dv\sin\theta_vd\theta_vd\varphi_v",
                note="with v_T^2 = 2 k_B T/mu, twice the variance of one component",
            ),
        ),
    ),
    Claim(
        id="NG-Schain",
        paper=PAPER.key,
        where=f"{SI}, between Eqs. (S9) and (S10)",
        kind="equation",
        title="Velocity average",
        parts=(
            Part(
                name="integral over the time",
                about=(f"{KINETICS}.velocity_average",),
                printed=AVERAGE
                + r"=\frac{\epsilon^2}{\sqrt\pi r_{ab}^2v_T^3}\int_0^\tau ds\,\frac1{s^4}r_{ab}^3e^{-r_{ab}^2/(s^2v_T^2)}",
                note="ds/s^4 is written as ds times 1/s^4",
            ),
            Part(
                name="integral over u",
                about=(f"{KINETICS}.velocity_average",),
                printed=AVERAGE + r"=\frac{\epsilon^2}{r_{ab}^2}" + TAIL,
            ),
        ),
    ),
    Claim(
        id="NG-S10",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S10)",
        kind="equation",
        title="A step for the smooth cut-off",
        parts=(
            Part(
                name="at small distances",
                about=(f"{KINETICS}.profile",),
                order=(r"r_{ab}", 3),
                where=(r"r_{ab}<\tau v_T",),
                printed=r"f_\tau\approx\frac14\Theta(\tau v_T-r_{ab}(t))",
                note="the approximation as one for distances small against tau v_T: there the error is (r/tau v_T)^3/(3 sqrt(pi)). "
                "At r = tau v_T the smooth cut-off is 57.2 % of the step's height, where the step falls from 1 to 0",
            ),
            Part(name="the integral", printed=r"f_\tau=" + TAIL, about=(f"{KINETICS}.profile",)),
        ),
    ),
    Claim(
        id="NG-S11",
        paper=PAPER.key,
        where=f"{SI}, Eq. (S11)",
        kind="equation",
        title="Probability of a collision by the solid angle",
        parts=(
            Part(
                name="at small distances",
                about=(f"{KINETICS}.velocity_average", f"{GEOMETRY}.cross_section"),
                where=(r"r_{ab}<\tau v_T",),
                printed=r"r_{ab}^2(t)" + AVERAGE + r"\approx\frac{\sigma}{4\pi}\Theta(\tau v_T-r_{ab}(t))",
                order=(r"r_{ab}", 3),
                note="formalised: both sides times r^2, since the probability itself grows without bound at small distances",
            ),
            Part(
                name="solid angle",
                printed=r"\frac{\Omega}{4\pi}=\frac{\sigma}{4\pi r_{ab}^2(t)}",
                about=(f"{GEOMETRY}.solid_angle", f"{GEOMETRY}.cross_section"),
                note="formalised: in words, the relative solid angle of the pair; Omega is not printed",
            ),
            Part(
                name="straight flight",
                printed=r"v_T\tau\ll1/(n_b\sigma)",
                given="condition of the model: the flight within tau is short against the mean free path",
            ),
        ),
    ),
)
