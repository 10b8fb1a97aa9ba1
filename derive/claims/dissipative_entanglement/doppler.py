r"""Claims of footnote 69 on Doppler broadening; there nu is the frequency of the light and c the speed of light."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.letters import PAPER as BASE
from derive.dissipative_entanglement import constants
from derive.dissipative_entanglement import number_symbols as own
from derive.papers import Letter
from derive.records import Claim, Part

PAPER = BASE.extended(
    quantities=own.TABLE,
    letters=(
        Letter(printed=r"\delta_{\text{Doppler}}", means=own.DOPPLER.symbol),
        Letter(printed=r"\nu", means=own.OPTICAL.symbol, note="frequency of the light, in this footnote"),
        Letter(printed="c", means=constants.LIGHT.symbol),
        Letter(printed="k_B", means=constants.BOLTZMANN.symbol),
        Letter(printed="T", means=own.TEMPERATURE.symbol),
        Letter(printed="m", means=constants.MASS.symbol),
        Letter(
            printed=r"f_{\text{res}}", means=own.SHARE_RESONANT.symbol, note="share of a resonant rate that is left"
        ),
        Letter(printed=r"\eta", means=own.NARROW.symbol, note="natural over Doppler width, both half widths"),
    ),
)
DOPPLER = "dissipative_entanglement.doppler"
PRINTED = r"\delta_{\text{Doppler}}=\frac\nu c\left(\frac{2k_BT}{m\ln2}\right)^{1/2}"
WIDTH = "what the width is"
CLAIMS = (
    Claim(
        id="DE-fn69", paper=PAPER.key, where="footnote 69", kind="equation", title="Doppler correction",
        parts=(
            Part(
                name="correction factor", printed=r"k=\frac{\gamma_{\text{LW}}}{\delta_{\text{Doppler}}}",
                given="definition, as an estimate of the share of atoms on resonance; the mean over the velocities is 1.48 times that, "
                "for widths of one kind",
            ),
            Part(
                name="share of a resonant rate", printed=r"f_{\text{res}}=\sqrt{\pi\ln2}\,\eta", order=(r"\eta", 2), about=(f"{DOPPLER}.share",),
                note="formalised: the mean of the resonant rate over the velocities is in proportion to the ratio of the widths while that is small; "
                "exactly it is sqrt(pi) s exp(s^2) erfc(s) with s = eta sqrt(ln 2), from which the order is taken",
            ),
            Part(
                name="full width at half maximum", printed=PRINTED, about=(f"{DOPPLER}.width",), reading=WIDTH,
                note="the 380 MHz of App. E are the full width at half maximum of caesium, (nu/c)(8 ln 2 k_B T/m)^(1/2); the printed formula "
                "gives 0.72 of it",
            ),
            Part(
                name="half width at half maximum", printed=PRINTED, about=(f"{DOPPLER}.half_width",), reading=WIDTH,
                note="the printed formula has ln 2 in the denominator where the half width has it in the numerator",
            ),
        ),
    ),
)  # fmt: skip
