r"""Claims of Sec. III.4 on rates, pump fields and tolerable dephasing, with footnotes 67 and 68.

Rabi frequencies are couplings, H = Omega (|e><g| + |g><e|), as in Eq. (6) where the amplitude of the excited level is
Omega_probe/(Delta - Omega), and the natural line width is the full one, as the 5 MHz of App. E are. Dephasing that is not due to light is given over Gamma; its largest value stands here as a_max, for which the paper
has no letter.
"""

from __future__ import annotations

from typing import Literal

from derive.claims.dissipative_entanglement.letters import PAPER as BASE
from derive.dissipative_entanglement import level_symbols, light_symbols, symbols
from derive.dissipative_entanglement import number_symbols as own
from derive.papers import Letter
from derive.records import Claim, Part, Quoted

HALF = (
    "it would hold with gamma_LW as the half width, half of the rate at which the excited level decays, and the square of a Rabi frequency "
    "as twice that of the coupling; but Eqs. (32) and (6) have the coupling itself, and App. E puts in the 5 MHz of the full natural width"
)
PAPER = BASE.extended(
    quantities=(*own.TABLE, level_symbols.EXTRA, light_symbols.PAIR_J, light_symbols.FREE_J),
    letters=(
        Letter(printed=r"\Gamma^{\text{probe}}_{\text{cool}}", means=own.COOL_PROBE.symbol),
        Letter(printed=r"\Gamma^{\text{probe}}_{\text{heat}}", means=own.HEAT_PROBE.symbol),
        Letter(printed=r"\Gamma^{\text{pump}}_{\text{cool}}", means=own.COOL_PUMP.symbol),
        Letter(printed=r"\Gamma_{\text d}^{\text{rad}}", means=own.RADIATIVE.symbol),
        Letter(printed=r"\Gamma_{\text d}^{\text{rad,probe}}", means=own.RADIATIVE_PROBE.symbol),
        Letter(printed=r"\Gamma_d^{\text{add}}", means=level_symbols.EXTRA.symbol),
        Letter(printed=r"\Gamma_d^{\text{add}}/\Gamma", means=own.ADDED.symbol),
        Letter(printed="x", means=own.PUMPING.symbol),
        Letter(printed="k", means=own.RESONANT.symbol),
        Letter(printed="J_{ij}", means=light_symbols.PAIR_J.symbol),
        Letter(printed=r"\mathcal J_{ij}", means=light_symbols.FREE_J.symbol),
        Letter(printed="Z", means=own.SQUEEZE.symbol),
        Letter(printed=r"\xi_\infty", means=symbols.XI.symbol),
        Letter(printed=r"P_{2,\infty}", means=symbols.POLARISATION_2.symbol),
        Letter(printed=r"P_{2,\infty}^{Z\to\infty}", means=own.POLARISATION_INF.symbol),
        Letter(printed=r"\Omega_{\text{pump}}", means=symbols.PUMP.symbol),
        Letter(printed=r"\Omega_{ab}", means=own.COUPLING.symbol),
        Letter(printed=r"\Delta_{ab}", means=own.LINE_DETUNING.symbol),
        Letter(printed="c_{ab}", means=own.ANGULAR.symbol),
        Letter(printed=r"\Gamma_{ab}", means=own.RATE.symbol),
        Letter(printed=r"c^2_{\Delta_m=\pm1}", means=own.STRENGTH_SIGMA.symbol),
        Letter(printed=r"c^2_{\Delta_m=0}", means=own.STRENGTH_PI.symbol),
        *(Letter(printed=q.latex, means=q.symbol) for q in (*own.BOUNDS, *own.LEAST_CAESIUM, *own.POLARISED_CAESIUM)),
    ),
)
ELIM = "dissipative_entanglement.elimination"
PUMPS, BUDGET, LEVELS = (f"dissipative_entanglement.{name}" for name in ("pumping", "squeezing_budget", "level_scheme"))
OPTIMUM, SECTION = "dissipative_entanglement.caesium_optimum", "Sec. III.4"
MAXIMUM = (
    "formalised: the largest dephasing, over Gamma, with xi = 0.85 at the best Z, d = 30; both ends of a certified interval round "
    "to the printed digits. At exactly the printed value the least xi is {}"
)


def largest(case: str, printed: str, least: str) -> tuple[Part, ...]:
    """The two ends of the interval of a largest tolerable dephasing against the printed number."""
    return tuple(
        Part(
            name=f"{side} end of the interval",
            printed=next(q.latex for q in own.BOUNDS if q.name == f"a_{case}_{end}"),
            quoted=Quoted(text=printed),
            about=(f"{BUDGET}.a_{case}_{end}",),
            note=MAXIMUM.format(least),
        )
        for end, side in (("lo", "lower"), ("hi", "upper"))
    )


def seen(name: str, printed: str, feature: str, relation: Literal["=", ">", "<"], number: str, note: str) -> Part:
    """A feature of a figure in words, as a number that the study of two levels finds."""
    return Part(name=name, printed=printed, measured=f"two_level_entanglement/{feature}",
                quoted=Quoted(text=number, relation=relation), note=f"in words: {note}")  # fmt: skip


CLAIMS = (
    Claim(
        id="DE-probe-rates", paper=PAPER.key, where=f"{SECTION}, on Fig. 3", kind="equation", title="Rates of the probe",
        parts=(
            Part(name="cooling", printed=r"\Gamma^{\text{probe}}_{\text{cool}}=\mu^2\Gamma", about=(f"{PUMPS}.cooling_by_weight",),
                 note="Gamma is first a name for the difference of both rates, which mu and nu of Sec. III.1 share out; that it is the J_ii of "
                 "Sec. III.2 is judged below"),
            Part(name="heating", printed=r"\Gamma^{\text{probe}}_{\text{heat}}=\nu^2\Gamma", about=(f"{PUMPS}.heating_by_weight",)),
            Part(
                name="Gamma is the rate of one atom in Eq. (7)", about=(f"{PUMPS}.probe_cooling", f"{PUMPS}.probe_heating", f"{ELIM}.pair_rate"),
                printed=r"\frac{\Gamma^{\text{probe}}_{\text{cool}}-\Gamma^{\text{probe}}_{\text{heat}}}{\gamma_{\text{LW}}}=\frac{J_{ij}}{\mathcal J_{ij}}",
                note="formalised: the difference of the probe's rates over the width of the excited level is the pair rate of the ground levels over "
                "that of the excited ones, from the elimination; for one atom J_ii = Gamma (DE-Jcomplex), and that of the excited level is its width",
            ),
        ),
    ),
    Claim(
        id="DE-Gd", paper=PAPER.key, where=f"{SECTION}, on Fig. 3", kind="equation", title="Dephasing rates",
        parts=(
            Part(name="sum", printed=r"\Gamma_{\text d}=\Gamma_{\text d}^{\text{rad}}+\Gamma_d^{\text{add}}", about=(f"{PUMPS}.dephasing",)),
            Part(name="of the probe", printed=r"\Gamma_{\text d}^{\text{rad,probe}}=2(\mu^2+\nu^2)\Gamma", about=(f"{PUMPS}.radiative_probe",)),
        ),
    ),
    Claim(
        id="DE-fn67", paper=PAPER.key, where="footnote 67", kind="equation", title="Dephasing by undesired photons",
        parts=(
            Part(
                name="rate", about=(f"{LEVELS}.dephasing_probe",),
                printed=r"\Gamma_{\text d}^{\text{rad,probe}}=2(\Gamma^{\text{probe}}_{\text{cool}}+\Gamma^{\text{probe}}_{\text{heat}})",
            ),
            Part(name="ratio of coefficients", printed=r"c^2_{\Delta_m=\pm1}/c^2_{\Delta_m=0}=2", about=(f"{LEVELS}.strength_changed", f"{LEVELS}.strength_kept")),
        ),
    ),
    Claim(
        id="DE-fn68", paper=PAPER.key, where="footnote 68", kind="equation", title="Rates of driven lines",
        parts=(
            Part(
                name="rate of a line", about=(f"{PUMPS}.rate",), printed=r"\Gamma_{ab}=\Omega_{ab}^2\frac{c_{ab}^2}{|\Delta_{ab}+i\gamma_{\text{LW}}|^2}\gamma_{\text{LW}}",
                note="with the natural (full) line width and the coupling as Rabi frequency the denominator is |Delta + i gamma/2|^2: as "
                f"printed it is right far from resonance, and a fourth of the rate on it; {HALF}",
            ),
            Part(name="sum of probe and pump", printed=r"\Gamma_{\text{cool}}=\Gamma^{\text{probe}}_{\text{cool}}+\Gamma^{\text{pump}}_{\text{cool}}", about=(f"{PUMPS}.cooling_sum",)),
            Part(
                name="probe", printed=r"\Gamma^{\text{probe}}_{\text{cool}}=\Omega^2_{\text{probe}}\frac1{(\Delta-\Omega)^2}\gamma_{\text{LW}}", about=(f"{PUMPS}.probe_cooling",),
                note="far from resonance, to lowest order in the line width; the coefficient of the line is left out",
            ),
            Part(
                name="pump", printed=r"\Gamma^{\text{pump}}_{\text{cool}}=\Omega^2_{\text{pump}}\frac1{\gamma^2_{\text{LW}}}\gamma_{\text{LW}}", about=(f"{PUMPS}.pump_on_resonance",),
                note="of atoms on resonance: a fourth of the rate. It also holds where a Rabi frequency is twice the coupling, but then the "
                "probe's rate in the sentence before does not",
            ),
            Part(
                name="with the pump parameter of Sec. III.4", printed=r"x=\frac{\Gamma^{\text{pump}}_{\text{cool}}}{\Gamma^{\text{probe}}_{\text{cool}}}",
                takes=("DE-fn68/probe", "DE-fn68/pump", "DE-pump/pump parameter"),
                note="formalised: x is the ratio of both rates of cooling. This footnote prints no k in the pump's rate, x has one: the paper does "
                "not agree with itself by that factor, which footnote 69 gives for the atoms that are on resonance",
            ),
        ),
    ),
    Claim(
        id="DE-pump", paper=PAPER.key, where=f"{SECTION}, on Fig. 4", kind="equation", title="Cooling with a pump",
        parts=(
            Part(name="cooling", printed=r"\Gamma_{\text{cool}}=(1+x)\Gamma\mu^2", about=(f"{PUMPS}.cooling",)),
            Part(
                name="pump parameter", printed=r"x=\frac{\Omega_{\text{pump}}^2}{\gamma_{\text{LW}}^2}\frac{(\Delta-\Omega)^2}{\Omega_{\text{probe}}^2}k", about=(f"{PUMPS}.parameter",),
                note="'roughly estimated', but with the full line width x is four times that, whatever the convention of the Rabi frequencies, "
                "which enter as a ratio",
            ),
        ),
    ),
    Claim(
        id="DE-Gdx", paper=PAPER.key, where=f"{SECTION}, on Fig. 4", kind="equation", title="Dephasing and heating with a pump",
        parts=(
            Part(name="dephasing", printed=r"\Gamma_{\text d}^{\text{rad}}=2\left((1+x)\mu^2+\nu^2\right)\Gamma", about=(f"{PUMPS}.radiative",)),
            Part(name="heating unaffected", printed=r"\Gamma_{\text{heat}}=\nu^2\Gamma", about=(f"{PUMPS}.heating",)),
        ),
    ),
    Claim(
        id="DE-fig3", paper=PAPER.key, where="Fig. 3", kind="figure", title="Steady-state entanglement versus Z",
        parts=(
            seen("in ascending order", r"\xi_\infty(\text{next curve})-\xi_\infty", "ascending", ">", "0",
                 "the lowest curve is that without added dephasing, the next ones follow in ascending order; at every Z > 1 that is shown"),
            seen("below the separable limit", r"\min_Z\xi_\infty", "highest_minimum", "<", "1",
                 "the horizontal line is the separable limit, and each curve goes below it"),
            seen("the worst of them", r"\min_Z\xi_\infty(\Gamma_{\text d}^{\text{add}}=20\Gamma)", "highest_minimum", "=", "0.85",
                 "20 Gamma still allow for a reduction by 15 per cent"),
            seen("more squeezing is no gain", r"\xi_\infty(Z_{\max})-\min_Z\xi_\infty", "rises_again", ">", "0",
                 "the polarisation limits it for high squeezing parameters: each curve has a minimum within the figure"),
        ),
    ),
    Claim(
        id="DE-num-15a", paper=PAPER.key, where=f"{SECTION}, on Fig. 3", kind="number", title="Dephasing for a reduction by 15 per cent, probe alone",
        parts=largest("probe", "20", "0.8502"),
    ),
    Claim(
        id="DE-num-15b", paper=PAPER.key, where=f"{SECTION}, on Fig. 4", kind="number", title="Dephasing for a reduction by 15 per cent, x = 5",
        parts=largest("pump", "37", "0.8504"),
    ),
    Claim(
        id="DE-num-xi09", paper=PAPER.key, where="Sec. II, last paragraph", kind="number", title="Attainable entanglement of caesium",
        parts=tuple(
            Part(
                name=f"{side} end of the interval{more}", printed=quantity.latex, quoted=Quoted(text="0.9"), about=(f"{OPTIMUM}.{quantity.name}",),
                note="formalised: xi in the steady state at d = 30, of caesium in the light of App. E (700 MHz blue), dephased by light alone, "
                f"with a strong repump field, {which}",
            )
            for quantities, more, which in (
                (own.LEAST_CAESIUM, "", "at the best pump; 0.9165"),
                (own.POLARISED_CAESIUM, ", pump of App. E",
                 "at the least pump that keeps 95 % of the atoms up, as App. E has it: an excitation rate of 32 Gamma, and 0.9355"),
            )
            for quantity, side in zip(quantities, ("lower", "upper"), strict=True)
        ),
    ),
    Claim(
        id="DE-polmech", paper=PAPER.key, where=f"{SECTION}, on Figs. 3 and 4", kind="statement", title="The loss of polarisation limits the entanglement",
        parts=(
            Part(name="large added dephasing", printed=r"\xi_\infty=1/P_{2,\infty}", about=(f"{BUDGET}.xi_dephased", ),
                 note="formalised: for large added dephasing xi is the inverse of the polarisation, which is then all that Z changes"),
            Part(name="polarisation without a pump", printed=r"P_{2,\infty}=\frac{2Z^2}{1+Z^4}", about=(f"{BUDGET}.P_2_probe",),
                 note="formalised: the polarisation falls as 2/Z^2 for strong squeezing"),
            Part(name="and with one", printed=r"P_{2,\infty}^{Z\to\infty}=\frac x{x+2}", about=(f"{BUDGET}.P_2_strong",),
                 note="formalised: 'counteracted': with a pump it stays above zero"),
        ),
    ),
    Claim(
        id="DE-fig4", paper=PAPER.key, where="Fig. 4 with inset", kind="figure", title="Steady-state entanglement versus the pump",
        parts=(
            seen("in ascending order", r"\xi_\infty^{\text{opt}}(\text{next curve})-\xi_\infty^{\text{opt}}", "ascending_pumped", ">", "0",
                 "the curves follow in ascending order of the dephasing, at every x that is shown"),
            seen("pumping is an advantage", r"\xi_\infty^{\text{opt}}(0)-\min_x\xi_\infty^{\text{opt}}(x)", "pump_helps", ">", "0",
                 "the pump, which adds noise, is advantageous in this case: each of the five curves falls at first"),
            seen("inset", r"P_{2,\infty}(x=5)-P_{2,\infty}(x=0)", "pump_polarises", ">", "0",
                 "the pump counteracts the decrease in polarisation, at every Z > 1 that is shown"),
        ),
    ),
    Claim(
        id="DE-beneficial", paper=PAPER.key, where="Sec. I; Sec. II; Sec. III.4", kind="statement", title="Pumping can help",
        parts=(
            Part(
                name="more dephasing is tolerated with a pump", printed=rf"{own.BOUNDS[2].latex}>{own.BOUNDS[1].latex}",
                about=(f"{BUDGET}.a_pump_lo", f"{BUDGET}.a_probe_hi"),
                note="formalised: for xi = 0.85 at d = 30, the largest dephasing with x = 5 exceeds that without a pump, so that in between only "
                "the pump gives that much entanglement",
            ),
        ),
    ),
)  # fmt: skip
