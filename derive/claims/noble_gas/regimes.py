r"""Claims about the coupling regimes and about Fig. 2.

What the paper says of a figure in words is stated here as numbers at the ratios that its caption gives; "large",
"negligible" and the like are given a bound, which the note of the part says.
"""

from __future__ import annotations

from derive.claims.noble_gas.letters import PAPER as BASE
from derive.papers import Letter
from derive.records import Claim, Part, Quoted
from derive.spin_exchange import constants
from derive.spin_exchange import number_symbols as cell
from derive.spin_exchange import regime_symbols as own

PAPER = BASE.extended(
    quantities=(*own.TABLE, *cell.TABLE, *constants.TABLE),
    letters=(
        Letter(printed=r"\Gamma_a", means=own.DECAY_A.symbol, note="decay rate of the alkali amplitude"),
        Letter(printed=r"\Gamma_b", means=own.DECAY_B.symbol, note="decay rate of the noble-gas amplitude"),
        Letter(printed=r"R_a", means=own.NUMBER_A.symbol, note="decay rate of <a^dagger a>"),
        Letter(printed=r"U_{ba}", means=own.AMPLITUDE.symbol, note="amplitude b(pi/2J) for a(0) = 1, b(0) = 0"),
        Letter(printed=r"F_{ba}", means=own.FRACTION.symbol, note="<b^dagger b>(pi/2J) over <a^dagger a>(0)"),
        Letter(printed=r"F_{\max}", means=own.PEAK.symbol, note="largest <b^dagger b> over <a^dagger a>(0)"),
        Letter(printed=r"\Omega_J", means=own.FREQUENCY.symbol, note="frequency of the exchange"),
        Letter(printed=r"g_a", means=cell.GYRO_A.symbol),
        Letter(printed=r"g_b", means=cell.GYRO_B.symbol),
        Letter(printed=r"g_e", means=constants.ELECTRON_G.symbol),
        Letter(printed=r"\mu_B", means=constants.BOHR_MAGNETON.symbol),
        Letter(printed=r"m_b", means=constants.MOMENT.symbol, note="magnetic moment of the noble-gas nucleus"),
        Letter(printed=r"\langle\phi\rangle", means=cell.MEAN_PHASE.symbol),
        Letter(printed=r"J/\gamma_{ex}", means=cell.STRENGTH.symbol, note="gamma_ex is all of gamma"),
    ),
)  # fmt: skip
TEXT = "main text, Coupling regimes"
REGIMES = "spin_exchange.regimes"
GYRO = (
    "spin_exchange.cell_numbers.alkali_gyromagnetic_ratio",
    "spin_exchange.cell_numbers.noble_gas_gyromagnetic_ratio",
)
ATOMS = ((r"g_e", "2"), (r"\mu_B", constants.BOHR_MAGNETON.default), (r"\hbar", constants.PLANCK))
HELIUM, XENON = (r"m_b", constants.MOMENT.default), (r"m_b", "3.9021e-27 J/T")
# the ratios of the captions of Fig. 2, with gamma (a, c) or J (b) as the unit of rate
FIG2A = ((r"\gamma", "1 1/s"), (r"J", "60 1/s"), (r"\Delta", "600 rad/s"))
FIG2B = ((r"\gamma", "10 1/s"), (r"J", "1 1/s"))
FIG2C = ((r"\gamma", "1 1/s"), (r"J", "57 1/s"))

CLAIMS = (
    Claim(
        id="NG-reg1", paper=PAPER.key, where=TEXT, kind="statement", title="The magnetic field as a switch",
        parts=(
            Part(
                name="at least 100-fold, K-3He", printed=r"g_a/g_b", quoted=Quoted(text="100", relation=">"),
                about=GYRO, inputs=(*ATOMS, HELIUM, (r"q", "4.1")), note="q = 4.1 as the paper quotes it",
            ),
            Part(
                name="at most 1000-fold, K-3He", printed=r"g_a/g_b", quoted=Quoted(text="1000", relation="<"),
                about=GYRO, inputs=(*ATOMS, HELIUM, (r"q", "4.1")), note="q = 4.1 as the paper quotes it",
            ),
            Part(
                name="at most 1000-fold, K-129Xe", printed=r"g_a/g_b", quoted=Quoted(text="1000", relation="<"),
                about=GYRO, inputs=(*ATOMS, XENON, (r"q", "4.1")),
                note="the other noble gas of nuclear spin 1/2 in use, with its smaller moment",
            ),
            Part(
                name="alkali relaxes at gamma", printed=r"\Gamma_a=\gamma", about=(f"{REGIMES}.alkali_rate",), order=("J", 2),
                note="of the amplitude, hence of the transverse spin; the difference is gamma J^2/(Delta^2 + gamma^2)",
            ),
            Part(
                name="noble gas keeps its coherence", printed=r"\Gamma_b=0", about=(f"{REGIMES}.noble_gas_rate",), order=("J", 2),
                note="its own, hours-long decay is omitted in Eqs. (2); the rest is gamma J^2/(Delta^2 + gamma^2)",
            ),
        ),
    ),
    Claim(
        id="NG-reg2", paper=PAPER.key, where=TEXT, kind="statement", title="Inherited decoherence in the overdamped regime",
        parts=(
            Part(
                name="half of the rate at gamma = 2J", printed=r"\Gamma_b/\gamma", quoted=Quoted(text="0.1", relation=">"),
                about=(f"{REGIMES}.slow_rate",), inputs=((r"\gamma", "2 1/s"), (r"J", "1 1/s")),
                note="'a large fraction' stated as more than one tenth; the largest value, one half, is reached here",
            ),
            Part(
                name="more than one tenth at gamma = 3J", printed=r"\Gamma_b/\gamma", quoted=Quoted(text="0.1", relation=">"),
                about=(f"{REGIMES}.slow_rate",), reading="how far", inputs=((r"\gamma", "3 1/s"), (r"J", "1 1/s")),
                note="gamma and J of one order, as the printed condition has it",
            ),
            Part(
                name="more than one tenth in Fig. 2b, gamma = 10J", printed=r"\Gamma_b/\gamma",
                quoted=Quoted(text="0.1", relation=">"), about=(f"{REGIMES}.slow_rate",), inputs=FIG2B,
                reading="how far", note="at the ratio of the figure that the sentence points to, where (J/gamma)^2 is inherited",
            ),
            Part(
                name="the rate is shared", printed=r"\Gamma_a+\Gamma_b=\gamma", about=(f"{REGIMES}.fast_rate", f"{REGIMES}.slow_rate"),
                note="what the noble gas inherits is taken from the alkali, so that it is at most half",
            ),
            Part(
                name="transfer stays incomplete in Fig. 2b", printed=r"F_{\max}", quoted=Quoted(text="1", relation="<"),
                about=(f"{REGIMES}.overdamped_peak",), inputs=FIG2B, note="thermalised before the transfer is complete",
            ),
        ),
    ),
    Claim(
        id="NG-pi", paper=PAPER.key, where=f"{TEXT}; Methods, Numerical solution", kind="statement", title="Transfer in the time pi/2J",
        parts=(
            Part(
                name="complete transfer", printed=r"U_{ba}=-i", about=(f"{REGIMES}.transfer_amplitude",), order=(r"\gamma", 1),
                note="up to the first order in gamma/J; akin to a pi pulse, its phase included",
            ),
            Part(
                name="what decay costs", printed=r"F_{ba}=1-\frac{\pi\gamma}{2J}", about=(f"{REGIMES}.transferred",), order=(r"\gamma", 2),
                note="formalised: the loss of excitations during the transfer, with the rate gamma/2 of both modes",
            ),
            Part(
                name="stored after the ramp", printed=r"\Gamma_b=\gamma J^2/\Delta^2", about=(f"{REGIMES}.noble_gas_rate",),
                order=(r"\gamma", 2), note="formalised: what the ramp to Delta much larger than J leaves of the decay",
            ),
        ),
    ),
    Claim(
        id="NG-scond", paper=PAPER.key, where=f"{TEXT}, end", kind="statement", title="Strong coupling asks for weak collisions",
        parts=(
            Part(
                name="condition, up to a factor of 2", printed=r"J/\gamma_{ex}=2\sqrt{qp_ap_bn_a/n_b}/\langle\phi\rangle",
                about=("spin_exchange.cell_numbers.strong_coupling",),
                note="J much larger than gamma >= gamma_ex asks for <phi> much smaller than 2 sqrt(...); "
                "the printed scale lacks the 2, which a sign of 'much smaller' does not claim",
            ),
            Part(
                name="the scale is below 1", printed=r"\sqrt{qp_ap_bn_a/n_b}", quoted=Quoted(text="1", relation="<"),
                about=("spin_exchange.cell_numbers.strong_coupling",),
                inputs=((r"q", "4.1"), (r"p_a", "0.95"), (r"p_b", "0.75"), (r"n_a", "3e14 cm^-3"), (r"n_b", "2e20 cm^-3")),
                note="in the proposed experiment",
            ),
            Part(
                name="the proposal satisfies it", printed=r"\sqrt{qp_ap_bn_a/n_b}/\langle\phi\rangle", quoted=Quoted(text="100", relation=">"),
                about=("spin_exchange.cell_numbers.noble_gas_density",),
                inputs=((r"q", "4.1"), (r"p_a", "0.95"), (r"p_b", "0.75"), (r"n_a", "3e14 cm^-3"), (r"n_b", "2e20 cm^-3"),
                        (r"\langle\phi\rangle", "1.4e-5")),
                note="'much smaller' stated as a factor of at least 100, with the quoted <phi>",
            ),
        ),
    ),
    Claim(
        id="NG-fig2", paper=PAPER.key, where="Fig. 2", kind="figure", title="Common set-up of Fig. 2",
        parts=(
            Part(
                name="initial numbers", printed=r"\langle\hat a^\dagger\hat a\rangle=1000,\ \langle\hat b^\dagger\hat b\rangle=0",
                given="choice of the simulation: coherent states",
            ),
        ),
    ),
    Claim(
        id="NG-fig2a", paper=PAPER.key, where="Fig. 2a", kind="figure", title="Decoupled modes",
        parts=(
            Part(
                name="alkali amplitude decays at gamma", printed=r"\Gamma_a/\gamma", quoted=Quoted(text="1.0"),
                about=(f"{REGIMES}.alkali_rate",), inputs=FIG2A, reading="rate",
                note="the rate read as that of the amplitude of the excitations",
            ),
            Part(
                name="number of excitations decays at gamma", printed=r"R_a/\gamma", quoted=Quoted(text="1.0"),
                about=(f"{REGIMES}.alkali_number_rate",), inputs=FIG2A, reading="rate",
                note="the rate read as that of <a^dagger a>, which the figure shows: it decays at 2 gamma",
            ),
            Part(
                name="negligible exchange", printed=r"F_{\max}", quoted=Quoted(text="0.05", relation="<"),
                about=(f"{REGIMES}.detuned_peak",), inputs=FIG2A[1:],
                note="'negligible' stated as below 5 per cent; without decay 38 of 1000 excitations are exchanged at most",
            ),
        ),
    ),
    Claim(
        id="NG-fig2b", paper=PAPER.key, where="Fig. 2b", kind="figure", title="Overdamped coupling",
        parts=(
            Part(
                name="some transfer", printed=r"1000F_{\max}", quoted=Quoted(text="1", relation=">"),
                about=(f"{REGIMES}.overdamped_peak",), inputs=FIG2B, note="more than one of the 1000 excitations",
            ),
            Part(
                name="partial transfer", printed=r"F_{\max}", quoted=Quoted(text="0.5", relation="<"),
                about=(f"{REGIMES}.overdamped_peak",), inputs=FIG2B, note="less than half: 9 of the 1000 excitations",
            ),
            Part(
                name="hybridized decay", printed=r"\Gamma_b/\gamma", quoted=Quoted(text="0", relation=">"),
                about=(f"{REGIMES}.slow_rate",), inputs=FIG2B, note="the noble gas decays too",
            ),
        ),
    ),
    Claim(
        id="NG-fig2c", paper=PAPER.key, where="Fig. 2c", kind="figure", title="Strong coupling",
        parts=(
            Part(
                name="coherent exchange", printed=r"F_{ba}", quoted=Quoted(text="0.95", relation=">"),
                about=(f"{REGIMES}.transferred",), inputs=FIG2C, note="stated as more than 95 per cent after the time pi/2J",
            ),
            Part(
                name="periodic", printed=r"\Omega_J/J", quoted=Quoted(text="1.00"),
                about=(f"{REGIMES}.exchange_frequency",), inputs=FIG2C, note="so that the transfer is largest at pi/2J",
            ),
            Part(
                name="shared decay", printed=r"\Gamma_b=\gamma/2", about=(f"{REGIMES}.strong_rate",),
                note="both modes decay at gamma/2 while they are coupled",
            ),
            Part(
                name="stored by a large detuning", printed=r"\Gamma_b/\gamma", quoted=Quoted(text="0.02", relation="<"),
                about=(f"{REGIMES}.noble_gas_rate",), inputs=(*FIG2C, (r"\Delta", "570 rad/s")),
                note="with Delta = 10 J, as in Fig. 2a; the paper does not say how large the field is",
            ),
        ),
    ),
)  # fmt: skip
