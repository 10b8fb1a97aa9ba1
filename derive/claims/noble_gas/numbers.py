r"""Claims about the numbers of the proposed experiment, recomputed from constants and measured properties.

Where a number depends on how a word is read (which thermal speed, which temperature a pressure belongs to), each
reading is a part of its own. A reading that lacks an input stays undetermined and names it.
"""

from __future__ import annotations

from derive.claims.noble_gas.number_letters import PAPER
from derive.records import Claim, Part, Quoted
from derive.spin_exchange import constants

OUTLINE = "main text, Outline for a non-classical demonstration"
METHODS = "Methods, Comparison to mean-field model"
CELL = "spin_exchange.cell_numbers"
CONTACT = "spin_exchange.fermi_contact"
ZETA, FACTOR = "spin_exchange.bloch.zeta", "spin_exchange.slowing_down.q"
PROBABLE = (f"{CELL}.most_probable_speed", f"{CELL}.reduced_mass")
MEAN = (f"{CELL}.mean_speed", f"{CELL}.reduced_mass")
RESONANCE = (
    f"{CELL}.resonance_field", f"{CELL}.alkali_gyromagnetic_ratio", f"{CELL}.noble_gas_gyromagnetic_ratio", ZETA, FACTOR,
)  # fmt: skip
BOLTZMANN = (r"k_B", constants.BOLTZMANN.default)
MASSES = ((r"m_{K}", constants.MASS_A.default), (r"m_{He}", constants.MASS_B.default))
THERMAL = (BOLTZMANN, *MASSES, (r"T", "493.15 K"))
AT_215 = (BOLTZMANN, *MASSES, (r"T", "488.15 K"))
RATE = (r"v\sigma\langle\phi\rangle", "2e-14 cm^3/s")
SIGMA, STRENGTH, EXCHANGE = (r"\sigma", "8e-15 cm^2"), (r"\zeta", "4.9e-15 cm^3/s"), (r"k_{se}", "5.5e-20 cm^3/s")
MOMENTS = (
    (r"g_e", constants.ELECTRON_G.default), (r"\mu_{\mathrm{B}}", constants.BOHR_MAGNETON.default),
    (r"\mu_{\mathrm{He}}", constants.MOMENT.default), (r"\hbar", constants.PLANCK),
)  # fmt: skip
POTASSIUM = ((r"I", "3/2"), (r"p_a", "0.95"))
PROPOSAL = (RATE, *POTASSIUM, (r"n_a", "3e14 cm^-3"), (r"n_b", "2e20 cm^-3"), *MOMENTS)
CONTACT_INPUTS = ((r"\kappa_0", constants.ENHANCEMENT.default), (r"\mu_0", constants.VACUUM.default), *MOMENTS)
KAPPA = "kappa_0 = 5.99 + 0.0086 (T/Celsius - 200), Babcock et al., Phys. Rev. A 71, 013414 (2005), at 220 Celsius"

GAS = Claim(
    id="NG-num-gas", paper=PAPER.key, where=OUTLINE, kind="number", title="Densities of the proposed experiment",
    parts=(
        Part(
            name="potassium vapour at 215 Celsius", printed=r"n_a", quoted=Quoted(text="3e14", unit="cm^-3"),
            about=(f"{CELL}.vapour_density", f"{CELL}.vapour_pressure"),
            inputs=((r"T", "488.15 K"), BOLTZMANN, (r"P_0", "1 Pa"), (r"A", constants.VAPOUR_LEVEL.default),
                    (r"C", constants.VAPOUR_SLOPE.default)),
            note=f"vapour-pressure curve of {constants.VAPOUR_LEVEL.source}",
        ),
        *(
            Part(
                name=f"helium, 7.5 atm at {where}", printed=r"n_b", quoted=Quoted(text="2e20", unit="cm^-3"),
                about=(f"{CELL}.noble_gas_density",), reading="temperature of the pressure",
                inputs=((r"P_b", "7.5 atm"), (r"T", kelvin), BOLTZMANN), note=note,
            )
            for where, kelvin, note in (
                ("0 Celsius", "273.15 K", "the pressure read as an amount, in amagat"),
                ("20 Celsius", "293.15 K", "the pressure read as that at which the cell was filled"),
                ("215 Celsius", "488.15 K", "the pressure read as that in the heated cell, where 2e20 are 13 atm"),
            )
        ),
        Part(
            name="polarisations and nitrogen", printed=r"p_a\ge0.95,\ p_b\gtrsim0.75,\ 30\,\mathrm{Torr}",
            given="choice of parameters, refs 45 and 48",
        ),
    ),
)  # fmt: skip

PHASE_SQUARES = Claim(
    id="NG-num-phi2main", paper=PAPER.key, where=OUTLINE, kind="number", title="Squares of the angle behind the quoted rate",
    parts=(
        *(
            Part(
                name=f"squared mean, {word} speed", printed=r"\langle\phi\rangle^2", quoted=Quoted(text="2e-10"),
                about=(f"{CELL}.mean_phase", ZETA, *speed), inputs=(RATE, SIGMA, *AT_215), reading="squared mean",
                note="sigma of the Methods; temperature 215 Celsius",
            )
            for word, speed in (("most probable", PROBABLE), ("mean", MEAN))
        ),
        *(
            Part(
                name=f"mean square, {word} speed", printed=r"\langle\phi^2\rangle", quoted=Quoted(text="2e-10"),
                about=(f"{CELL}.mean_square_phase", *speed), inputs=(EXCHANGE, SIGMA, *AT_215), reading="mean square",
                note="k_se and sigma of the Methods; temperature 215 Celsius",
            )
            for word, speed in (("most probable", PROBABLE), ("mean", MEAN))
        ),
    ),
)  # fmt: skip

FIELD = Claim(
    id="NG-num-B", paper=PAPER.key, where=OUTLINE, kind="number", title="Field of resonance in the proposed experiment",
    parts=(
        Part(
            name="at p_b = 0.75", printed=r"B", quoted=Quoted(text="94", unit="mG"), about=RESONANCE, reading="p_b",
            inputs=(*PROPOSAL, (r"p_b", "0.75")), note="the polarisation that Fig. 4 uses",
        ),
        Part(
            name="at the p_b of the proposal", printed=r"B", quoted=Quoted(text="94", unit="mG"), about=RESONANCE,
            inputs=PROPOSAL, reading="p_b", note="p_b is only said to be about 0.75 or more; 94 mG asks for 0.82",
        ),
        Part(
            name="above the field at p_b = 0.75", printed=r"B", quoted=Quoted(text="94", unit="mG", relation="<"),
            about=RESONANCE, inputs=(*PROPOSAL, (r"p_b", "0.75")), note="the field grows with p_b",
        ),
        Part(
            name="below the field at p_b = 0.85", printed=r"B", quoted=Quoted(text="94", unit="mG", relation=">"),
            about=RESONANCE, inputs=(*PROPOSAL, (r"p_b", "0.85")), note="so that 94 mG belongs to a p_b between 0.75 and 0.85",
        ),
    ),
)  # fmt: skip

LARMOR = Claim(
    id="NG-num-Larmor", paper=PAPER.key, where=OUTLINE, kind="number", title="Larmor frequency at resonance",
    parts=(
        Part(name="common frequency", printed=r"g_bB=g_aB+\Delta_c", about=RESONANCE[:1], note="what resonance means"),
        Part(
            name="frequency at 94 mG", printed=r"g_bB/(2\pi)", quoted=Quoted(text="300", unit="Hz", significant=1),
            about=RESONANCE[2:3], inputs=((r"B", "94 mG"), *MOMENTS[2:]),
            note="the zeros of 300 are not taken as digits; 304.9 is found",
        ),
    ),
)  # fmt: skip

SERF = Claim(
    id="NG-num-SERF", paper=PAPER.key, where=OUTLINE, kind="statement", title="Spin-exchange relaxation-free potassium",
    parts=(
        Part(
            name="exchange outpaces precession", printed=r"R_{se}/(g_bB)", quoted=Quoted(text="100", relation=">"),
            about=(f"{CELL}.alkali_exchange_rate", f"{CELL}.alkali_pair_speed", *RESONANCE[2:3]),
            inputs=((r"n_a", "3e14 cm^-3"), (r"\sigma_{K}", constants.ALKALI_CROSS_SECTION.default), (r"T", "488.15 K"),
                    BOLTZMANN, MASSES[0], (r"B", "94 mG"), *MOMENTS[2:]),
            note="the regime stated as exchange a hundred times faster than the common precession; the cross-section of two "
            f"potassium atoms is not printed, {constants.ALKALI_CROSS_SECTION.source} gives 1.8e-14 cm^2",
        ),
        Part(
            name="relaxation negligible", printed=r"\gamma_{\mathrm{SE}}\ll\gamma",
            given="refs 49 to 51: theory of relaxation by exchange when it outpaces precession",
        ),
    ),
)  # fmt: skip

LIFETIME = Claim(
    id="NG-num-100h", paper=PAPER.key, where=OUTLINE, kind="number", title="Lifetime of the noble-gas state",
    parts=(
        Part(name="100 hours", printed=r"100\ \mathrm{h}", given="refs 23, 35 and 52: measured lifetimes of helium-3"),
        Part(
            name="what the proviso must exclude", printed=r"(n_ak_{se})^{-1}", quoted=Quoted(text="100", unit="hour", relation="<"),
            about=("spin_exchange.bloch.noble_gas_relaxation",), inputs=((r"n_a", "3e14 cm^-3"), EXCHANGE),
            note="spin exchange alone ends the state after 17 hours at the quoted density: 100 hours need a cooled cell",
        ),
    ),
)  # fmt: skip

CONTACT_FORMULA = Claim(
    id="NG-zform", paper=PAPER.key, where=METHODS, kind="equation", title="Interaction strength from measured constants",
    parts=(
        Part(
            name="formula", printed=r"\zeta=8\pi\kappa_0g_eg_n\mu_B\mu_n/(3q\hbar)", about=(f"{CONTACT}.zeta", f"{CONTACT}.moment"),
            note="in Gaussian units; the text calls mu_n the magnetic moment of the noble-gas spin",
        ),
        *(
            Part(
                name=f"value at 220 Celsius, {name}", printed=r"\zeta", quoted=Quoted(text="4.9e-15", unit="cm^3/s"),
                about=(f"{CONTACT}.zeta_moment", *more), inputs=(*CONTACT_INPUTS, *inputs), reading="slowing-down factor", note=KAPPA,
            )
            for name, more, inputs in (
                ("fully polarised, q = 4", (), ((r"q", "4"),)), ("p_a = 0.95, q = 4.10", (FACTOR,), POTASSIUM),
            )
        ),
    ),
)  # fmt: skip

CITED = Claim(
    id="NG-num-kse", paper=PAPER.key, where=METHODS, kind="number", title="Spin-exchange rate coefficient of K-3He",
    parts=(
        Part(name="measured value", printed=r"k_{se}=5.5\times10^{-20}\ \mathrm{cm}^3\,\mathrm s^{-1}", given="measured, refs 11 and 39"),
    ),
)  # fmt: skip

CROSS_SECTION = Claim(
    id="NG-num-sigma", paper=PAPER.key, where=METHODS, kind="number", title="Cross-section of a spin-exchange collision",
    parts=(
        Part(
            name="from the interatomic potential", printed=r"\sigma", quoted=Quoted(text="8e-15", unit="cm^2"),
            about=(f"{CELL}.disc",), inputs=THERMAL, note="the distance follows from the potential of ref. 58, which is not printed",
        ),
        Part(
            name="above straight flight at the mean speed", printed=r"\sigma", quoted=Quoted(text="8e-15", unit="cm^2", relation="<"),
            about=(f"{CELL}.centrifugal", *MEAN), inputs=(*THERMAL, (r"L", "4.218287268e-33 J s")),
            note="the impact parameter of an angular momentum of 40 hbar, without a potential: 6.9e-15 cm^2",
        ),
        Part(
            name="below straight flight at the most probable speed", printed=r"\sigma",
            quoted=Quoted(text="8e-15", unit="cm^2", relation=">"), about=(f"{CELL}.centrifugal", *PROBABLE),
            inputs=(*THERMAL, (r"L", "4.218287268e-33 J s")), note="the same at the most probable speed: 8.8e-15 cm^2",
        ),
    ),
)  # fmt: skip

ANGLE = Claim(
    id="NG-num-phi", paper=PAPER.key, where=METHODS, kind="number", title="Mean angle of a collision",
    parts=(
        Part(
            name="relation", printed=r"\langle\phi\rangle\approx\zeta q/(\sigma v)", about=(f"{CELL}.mean_phase",),
            note="printed with the fraction in one line",
        ),
        *(
            Part(
                name=f"value, {word} speed, {name}", printed=r"\langle\phi\rangle", quoted=Quoted(text="1.4e-5"),
                about=(f"{CELL}.mean_phase", *speed, *more), inputs=(STRENGTH, SIGMA, *THERMAL, *inputs), reading="v and q",
            )
            for word, speed in (("most probable", PROBABLE), ("mean", MEAN))
            for name, more, inputs in (
                ("fully polarised, q = 4", (), ((r"q", "4"),)), ("p_a = 0.95, q = 4.10", (FACTOR,), POTASSIUM),
            )
        ),
    ),
)  # fmt: skip

ANGLE_SQUARE = Claim(
    id="NG-num-phi2", paper=PAPER.key, where=METHODS, kind="number", title="Mean square angle of a collision",
    parts=(
        Part(
            name="relation", printed=r"\langle\phi^2\rangle\approx4k_{se}/(\sigma v)", about=(f"{CELL}.mean_square_phase",),
            note="printed with the fraction in one line",
        ),
        *(
            Part(
                name=f"value, {word} speed", printed=r"\langle\phi^2\rangle", quoted=Quoted(text="1.6e-10"), reading="v",
                about=(f"{CELL}.mean_square_phase", *speed), inputs=(EXCHANGE, SIGMA, *THERMAL),
            )
            for word, speed in (("most probable", PROBABLE), ("mean", MEAN))
        ),
        Part(
            name="no less than the square of the printed mean", printed=r"\langle\phi\rangle^2", quoted=Quoted(text="1.6e-10", relation="<"),
            about=(f"{CELL}.phase_variance",), inputs=((r"\langle\phi\rangle", "1.4e-5"),),
            note="a mean of squares is never below the square of the mean; with the quoted zeta and k_se this asks for "
            "sigma v of at least (zeta q)^2/(4 k_se) = 1.8e-9 cm^3/s, the quoted sigma gives 1.4e-9",
        ),
    ),
)  # fmt: skip

ROTATION = Claim(
    id="NG-eta", paper=PAPER.key, where="Methods, Noise associated with spin-exchange collisions", kind="number",
    title="Spin exchange and spin rotation",
    parts=(
        Part(
            name="relaxation of the electron", printed=r"\Gamma_s=n_bk_{se}", about=(f"{CELL}.electron_relaxation",),
            note="of the electron spin; the alkali spin f relaxes q times slower",
        ),
        Part(
            name="potassium-helium", printed=r"k_{se}/(\sigma_{sr}v)", quoted=Quoted(text="0.34"), about=(f"{CELL}.eta",),
            inputs=(EXCHANGE,), note="with the quoted k_se, 0.34 means a spin-rotation coefficient of 1.6e-19 cm^3/s",
        ),
        Part(
            name="rubidium-helium", printed=r"k_{se}/(\sigma_{sr}v)", quoted=Quoted(text="0.024"), about=(f"{CELL}.eta",),
            note="neither coefficient is printed",
        ),
        Part(
            name="caesium-helium", printed=r"k_{se}/(\sigma_{sr}v)", quoted=Quoted(text="0.01", relation="<"), about=(f"{CELL}.eta",),
            note="neither coefficient is printed",
        ),
        Part(
            name="fits the quoted relaxation", printed=r"n_bk_{se}(1+1/\eta)/q", quoted=Quoted(text="17.5", unit="1/s", relation="<"),
            about=(f"{CELL}.electron_relaxation", FACTOR), inputs=((r"n_b", "2e20 cm^-3"), EXCHANGE, (r"\eta", "0.34"), *POTASSIUM),
            note="relaxation by helium alone, exchange and rotation together, is part of the quoted gamma of 17.5 per second",
        ),
    ),
)  # fmt: skip

CLAIMS = (
    GAS, PHASE_SQUARES, FIELD, LARMOR, SERF, LIFETIME, CONTACT_FORMULA, CITED, CROSS_SECTION, ANGLE, ANGLE_SQUARE, ROTATION,
)  # fmt: skip
