r"""Claims about caesium: levels, squeezing parameter, losses, rates of probe and pump, Doppler broadening."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.caesium_letters import PAPER
from derive.dissipative_entanglement import constants
from derive.records import Claim, Part, Quoted

LINES, PUMPS, STRUCTURE, RAMAN, RATES = (
    f"dissipative_entanglement.{name}"
    for name in ("caesium", "caesium_pumping", "hyperfine", "raman_rates", "rate_equations")
)  # fmt: skip
MODEL, OUTCOME, ATOMS = "Sec. IV.1", "Sec. IV.2", "App. E"
HYPERFINE = (("A_{P_{3/2}}", constants.HYPERFINE_P3.default), ("B_{P_{3/2}}", constants.QUADRUPOLE_P3.default))
BLUE = ((r"\Delta", "700 MHz"), *HYPERFINE)
RED = ((r"\Delta", "-700 MHz"), *HYPERFINE)
FIELD = (
    (r"\mathbf B", "1e-4 T"), ("I", constants.NUCLEAR_SPIN), ("g_J", constants.ELECTRON_G.default),
    ("g_I", constants.NUCLEAR_G.default), (r"\mu_B", constants.BOHR_MAGNETON.default), ("h_P", constants.PLANCK.default),
)  # fmt: skip
FINE = ((r"\nu_{D_1}", constants.FREQUENCY_D1.default), (r"\nu_{D_2}", constants.FREQUENCY_D2.default))
VAPOUR = (
    ("m", constants.MASS.default), ("c", constants.LIGHT.default), ("k_B", constants.BOLTZMANN.default),
    (r"\nu/\lambda", constants.FREQUENCY_D2.default),
)  # fmt: skip
THERMAL = (
    ("A_S", constants.HYPERFINE_S.default), ("T", "300 K"), ("k_B", constants.BOLTZMANN.default), ("h_P", constants.PLANCK.default),
)  # fmt: skip
LARMOR, FINE_LEVELS = (f"{STRUCTURE}.larmor",), (f"{STRUCTURE}.fine",)
PUMPED = tuple(
    f"{PUMPS}.rate_{a}_{b}" for a, b in (
        ("up", "up"), ("up", "down"), ("up", "h"), ("down", "up"), ("down", "down"), ("down", "h"),
    )
)  # fmt: skip

FOUR = (
    "as in footnote 68: the Rabi frequency of the probe, whose rate stands beside it, is the coupling, and the 5 MHz put in for the line width "
    "are the full one; then the rate is four times that. It would hold where a Rabi frequency is twice the coupling"
)

CLAIMS = (
    Claim(
        id="DE-IV-rates", paper=PAPER.key, where=MODEL, kind="statement", title="Rates that determine the least entanglement parameter",
        parts=(
            Part(name="passive rate", printed=r"\Gamma_{\downarrow\uparrow}=\mu^2\Gamma", about=(f"{LINES}.weight_down_up",)),
            Part(name="active rate", printed=r"\Gamma_{\uparrow\downarrow}=\nu^2\Gamma", about=(f"{LINES}.weight_up_down",)),
            Part(name="least value", printed=r"\xi^{\text{ideal}}=(|\mu|-|\nu|)^2",
                 about=(f"{LINES}.ideal", f"{LINES}.weight_down_up", f"{LINES}.weight_up_down"),
                 note="by the two rates of the probe alone"),
        ),
    ),
    Claim(
        id="DE-fig5", paper=PAPER.key, where="Fig. 5, caption, and Sec. IV.1", kind="figure", title="Levels of caesium that take part",
        parts=(
            Part(name="levels", printed=r"|\uparrow\rangle\equiv|4,\pm4\rangle,\ |\downarrow\rangle\equiv|4,\pm3\rangle",
                 given="choice of the two levels of 6S1/2; no curve"),
            *(
                Part(name=f"{way}, F' = {level}", printed=rf"c_{{{level}}}^{{\text{{{way}}}}}", about=(f"{LINES}.{way}_{level}",),
                     quoted=Quoted(text="0", relation=">"), note="the level takes part")
                for way, levels in (("passive", (4, 5)), ("active", (3, 4, 5)))
                for level in levels
            ),
            *(
                Part(name=f"{way}, F' = {level}", printed=rf"c_{{{level}}}^{{\text{{{way}}}}}=0", about=(f"{LINES}.{way}_{level}",),
                     note="the level does not take part")
                for way, levels in (("passive", (2, 3)), ("active", (2,)))
                for level in levels
            ),
        ),
    ),
    Claim(
        id="DE-num-fig5", paper=PAPER.key, where="Fig. 5, caption, and Sec. IV.1", kind="number", title="Splittings of caesium",
        parts=(
            Part(name="Larmor splitting", printed=r"\Omega", quoted=Quoted(text="300", unit="kHz", significant=1), about=LARMOR, inputs=FIELD,
                 note="'approximately', at approximately 1 gauss: 349.9 kHz at 1 gauss, 300 kHz at 0.86 gauss; not multiplied by 2 pi. One digit is "
                 "taken as significant, which 349.9 kHz just has"),
            Part(name="Zeeman shift, at least", printed=r"\Omega", quoted=Quoted(text="1e5", unit="Hz", relation=">"), about=LARMOR, inputs=FIELD,
                 note="about 1e5 Hz taken as an order of magnitude"),
            Part(name="Zeeman shift, less than", printed=r"\Omega", quoted=Quoted(text="1e6", unit="Hz", relation="<"), about=LARMOR, inputs=FIELD),
            Part(name="hyperfine splitting, at most", printed=r"\nu_{54}", quoted=Quoted(text="1e9", unit="Hz", relation="<"),
                 about=(f"{STRUCTURE}.splitting_54",), inputs=HYPERFINE, note="the largest, 251 MHz, is of the order of 1e8 Hz"),
            Part(name="hyperfine splitting, at least", printed=r"\nu_{32}", quoted=Quoted(text="1e8", unit="Hz", relation=">"),
                 about=(f"{STRUCTURE}.splitting_32",), inputs=HYPERFINE, note="the smallest, 151 MHz, is of the order of 1e8 Hz"),
            Part(name="fine splitting", printed=r"\nu_{\text{fine}}", quoted=Quoted(text="1e14", unit="Hz", relation=">"), about=FINE_LEVELS,
                 inputs=FINE, note="in Hz, as the Zeeman shift and the hyperfine splitting of the same sentence: 16.6 THz, of the order of 1e13 Hz, a "
                 "decade lower"),
            Part(name="fine splitting, in rad/s", printed=r"2\pi\nu_{\text{fine}}", quoted=Quoted(text="1e14", unit="Hz"), aside=True,
                 about=FINE_LEVELS, inputs=FINE, note="1.04e14 rad/s. The number has no unit of its own, but those before it are in Hz: in rad/s the "
                 "Zeeman shift would be 2.2e6 and the hyperfine splittings 0.9e9 to 1.6e9, which the same sentence does not say"),
            Part(name="Larmor far below fine splitting", printed=r"\Omega/\nu_{\text{fine}}", quoted=Quoted(text="1e-3", relation="<"),
                 about=(f"{STRUCTURE}.larmor_over_fine", *LARMOR, *FINE_LEVELS), inputs=(*FIELD, *FINE)),
        ),
    ),
    Claim(
        id="DE-num-Zy", paper=PAPER.key, where=MODEL, kind="number", title="Squeezing parameter, probe polarised across the field",
        parts=(
            Part(name="number", printed="Z", quoted=Quoted(text="2.3"), about=(f"{LINES}.Z_y",), inputs=BLUE,
                 note="2.357 rounds to 2.4; 2.3 would be 650 to 694 MHz. Amplitudes of the excited levels add up: rates added up would give 1.5 or 1.6"),
            Part(name="cut off", printed=r"\lfloor10Z\rfloor/10", quoted=Quoted(text="2.3"), about=(f"{LINES}.Z_y",), inputs=BLUE, aside=True,
                 note="2.357 cut off after one decimal; elsewhere the paper rounds, 0.0277 to 0.03"),
            Part(name="both positive", printed=r"\mathrm{sgn}(\mu_I\nu_I\mu_{II}\nu_{II})=1", about=(f"{LINES}.mirrored",),
                 note="in words: both mu and nu are positive, in both ensembles; by phases of the levels that can be had when the product of "
                 "all four is positive"),
        ),
    ),
    Claim(
        id="DE-num-Zx", paper=PAPER.key, where=MODEL, kind="number", title="Squeezing parameter, probe polarised along the field",
        parts=(
            Part(name="detuning from F' = 5", printed="Z", quoted=Quoted(text="2.4"), about=(f"{LINES}.Z_x",), inputs=RED,
                 note="the paper counts Delta from F' = 5, in the sentence before and in App. E; for this number it names no other manifold"),
            *(
                Part(name=f"detuning from F' = {manifold}", printed="Z", quoted=Quoted(text="2.4"), about=(f"{LINES}.Z_x_{manifold}",), inputs=RED,
                     aside=True, note=note)
                for manifold, note in (
                    (4, "not what the paper names"),
                    (3, "not what the paper names"),
                    (2, "not what the paper names; the printed digits are those of 700 MHz red of all four manifolds. No atom with F = 4 is driven to "
                     "F' = 2, so that it is no line to be detuned from"),
                )
            ),
        ),
    ),
    Claim(
        id="DE-num-005", paper=PAPER.key, where=f"{OUTCOME}, on Fig. 8", kind="number", title="When the start is forgotten",
        parts=(
            *(
                Part(
                    name=f"share of the start that is left, {name}", quoted=Quoted(text="0.01", relation="<"),
                    printed=r"e^{-(\bar\Gamma+d(t)\Gamma P_2(t))t}", about=(f"{RATES}.total", *PUMPED, f"{PUMPS}.{pump}"),
                    inputs=(("t", "0.05 s"), (r"\Gamma", "1 1/s"), ("d(t)", depth), ("P_2(t)", "0.9"), ("f", "0.95"),
                            (r"\Gamma_{\text d}^{\text{add}}", "0 1/s"), *BLUE),
                    note="in words: after t = 0.05/Gamma the evolution is that of Eq. (30); taken as less than a hundredth of the start being "
                    f"left, without added dephasing, which makes it faster; the least pump that keeps 95 % in up {how}. Gamma-bar is {total} Gamma, of "
                    f"which 71.6 Gamma is elastic scattering of the probe; d(t) is taken as {depth}, its {bound} value",
                )
                for name, pump, depth, how, total, bound in (
                    ("pump of Fig. 7", "least_steady_pump", "30", "with the repump field, as in Fig. 7", "111.2", "largest"),
                    ("least pump without repump", "least_pump", "30", "without the repump field", "98.3", "largest"),
                    ("least pump and no atoms left", "least_pump", "0", "without the repump field", "98.3", "least"),
                )
            ),
        ),
    ),
    Claim(
        id="DE-col", paper=PAPER.key, where=OUTCOME, kind="equation", title="Collisions in the master equation",
        parts=(
            Part(
                name="terms", given="a model of collisions with the walls; its one rate is to be measured",
                printed=r"d_t\rho(t)=\frac{\Gamma_{\text{col}}}2\sum_{i=1}^N\left(\sigma_{I,i}\rho(t)\sigma_{I,i}^\dagger+"
                r"\sigma_{II,i}\rho(t)\sigma_{II,i}^\dagger\right)+...",
            ),
            Part(name="prefactor", printed=r"k_{\text{col}}=\frac{\Gamma_{\text{col}}}2", about=(f"{RATES}.short_collision",),
                 note="what stands before each jump term in the shorthand of Sec. III.2, for the rate Gamma_col"),
            Part(name="thermal energy far above the splittings", printed=r"\nu_{\text{hfs}}/(k_BT/h)", quoted=Quoted(text="0.01", relation="<"),
                 about=(f"{STRUCTURE}.over_thermal", f"{STRUCTURE}.ground", f"{STRUCTURE}.thermal"), inputs=THERMAL,
                 note="in words: much larger than the level splittings; caesium at 300 K, largest splitting of the ground state"),
        ),
    ),
    Claim(
        id="DE-E-set", paper=PAPER.key, where=ATOMS, kind="statement", title="Set-up for caesium",
        parts=(Part(name="set-up", printed=r"\Delta=700\,\text{MHz}", given="choice of parameters, after experiments"),),
    ),
    Claim(
        id="DE-E-ratios", paper=PAPER.key, where=ATOMS, kind="number", title="Losses to m = 2",
        parts=(
            Part(name="to |4,2>", printed=r"\Gamma_{|4,4\rangle\to|4,2\rangle}/\Gamma_{|4,4\rangle\to|4,3\rangle}", quoted=Quoted(text="0.03"),
                 about=(f"{LINES}.ratio_42",), inputs=BLUE),
            Part(name="to |3,2>", printed=r"\Gamma_{|4,4\rangle\to|3,2\rangle}/\Gamma_{|4,4\rangle\to|4,3\rangle}", quoted=Quoted(text="0.02"),
                 about=(f"{LINES}.ratio_32",), inputs=BLUE),
            *(
                Part(name=f"far smaller, |{f},2>", quoted=Quoted(text="0.0316", relation="<"), about=(f"{LINES}.ratio_{f}2",), inputs=BLUE,
                     printed=rf"\Gamma_{{|4,4\rangle\to|{f},2\rangle}}/\Gamma_{{|4,4\rangle\to|4,3\rangle}}",
                     note="in words two orders of magnitude smaller; tested as nearer to 1/100 than to 1/10 on a scale of powers, below 10^(-3/2): 1/36 and 1/42")
                for f in (4, 3)
            ),
        ),
    ),
    Claim(
        id="DE-E-probe", paper=PAPER.key, where=ATOMS, kind="equation", title="Rates of the probe",
        parts=(
            Part(
                name="formula", about=(f"{RAMAN}.far",),
                printed=r"\Gamma^{\text{probe}}_{ab}=\Omega^2_{\text{probe}}\sum_l\frac{(c_l^{\text{ab}})^2}{\Delta_l^{\text{ab}}}\gamma_{\text{LW}}",
                note="the printed right side is no rate: it lacks one power of 1/Delta; and the amplitudes of the levels add up before they are "
                "squared. The numbers of Sec. IV.1 and App. E follow from that sum",
            ),
        ),
    ),
    Claim(
        id="DE-E-pump", paper=PAPER.key, where=ATOMS, kind="equation", title="Rates of pump and repump",
        parts=(
            Part(name="pump", printed=r"\Gamma_{\text{ab}}^{\text{pump}}=\frac{\Omega^2_{\text{pump}}}{\gamma_{\text{LW}}}c_{\text{pump}}^2k",
                 about=(f"{RAMAN}.pump",), note=FOUR),
            Part(name="repump", printed=r"\Gamma_{\text{ab}}^{\text{repump}}=\frac{\Omega^2_{\text{repump}}}{\gamma_{\text{LW}}}c_{\text{repump}}^2k",
                 about=(f"{RAMAN}.repump",), note=FOUR),
        ),
    ),
    Claim(
        id="DE-E-k", paper=PAPER.key, where=ATOMS, kind="number", title="Doppler correction",
        parts=(
            Part(name="definition", printed=r"k=\frac\Gamma{\delta{\text{Doppler}}}", given="rough estimate of the share of atoms on resonance, ref. 69"),
            Part(name="natural width", printed=r"\gamma_{D_2}", quoted=Quoted(text="5", unit="MHz"), about=(f"{PUMPS}.widths",),
                 inputs=((r"\gamma_{D_2}", constants.WIDTH_D2.default),), note="what is printed as Gamma is the natural width, over 2 pi"),
            *(
                Part(name=f"Doppler width at {kelvin} K", printed=r"\delta{\text{Doppler}}", quoted=Quoted(text="380", unit="MHz", significant=2),
                     about=("dissipative_entanglement.doppler.width",), inputs=(("T", f"{kelvin} K"), *VAPOUR), reading="room temperature",
                     note="full width at half maximum of the D2 line; the formula of ref. 69, with ln 2 in the denominator, gives 273 MHz at 300 K")
                for kelvin in ("300", "293.15")
            ),
        ),
    ),
    Claim(
        id="DE-E-lines", paper=PAPER.key, where=ATOMS, kind="statement", title="Lines of pump and repump",
        parts=(
            Part(name="pump drives down", printed=r"s_{\text{pump}}", quoted=Quoted(text="0", relation=">"), about=(f"{PUMPS}.line_pump",), note="|4,3> to |4,4> of 6P1/2"),
            Part(name="up is dark for the pump", printed=r"s_{\text{dark}}=0", about=(f"{PUMPS}.line_pump_dark",),
                 note="light that raises m finds no level above |4,4> in 6P1/2"),
            Part(name="repump drives h", printed=r"s_{\text{repump}}", quoted=Quoted(text="0", relation=">"), about=(f"{PUMPS}.line_repump",),
                 note="the second pump field of the sentence, on D2, is read as the repump field: |3,3> to |4,4> of 6P3/2"),
            Part(name="widths alike", printed=r"\gamma_{D_1}/\gamma_{D_2}", quoted=Quoted(text="1"), about=(f"{PUMPS}.widths",),
                 inputs=((r"\gamma_{D_1}", constants.WIDTH_D1.default), (r"\gamma_{D_2}", constants.WIDTH_D2.default)),
                 note="0.87, equal at one digit"),
        ),
    ),
)  # fmt: skip
