r"""Letters of caesium in light: detunings and Larmor frequency as the paper quotes them, in Hz and without 2 pi."""

from __future__ import annotations

import sympy as sp

from derive.claims.dissipative_entanglement.level_letters import PAPER as BASE
from derive.dissipative_entanglement import alkali_symbols as own
from derive.dissipative_entanglement import constants, number_symbols, symbols
from derive.dissipative_entanglement.level_symbols import RATIO_UP
from derive.papers import Letter

_SUM = sp.Add(*(c.symbol**2 / d.symbol for c, d in zip(own.COEFFICIENTS, own.DETUNINGS, strict=True)))

PAPER = BASE.extended(
    quantities=(*own.TABLE, number_symbols.DOPPLER, number_symbols.TEMPERATURE, number_symbols.OPTICAL),
    letters=(
        Letter(printed=r"\Delta", means=own.DETUNING.symbol, note="as a frequency"),
        Letter(printed=r"\Omega", means=own.LARMOR.symbol, note="as a frequency"),
        Letter(printed="Z", means=own.SQUEEZE.symbol),
        Letter(printed=r"\mathrm{sgn}(\mu_I\nu_I\mu_{II}\nu_{II})", means=own.MIRROR.symbol),
        Letter(printed=r"\xi^{\text{ideal}}", means=own.LEAST.symbol),
        Letter(printed=r"\mathbf B", means=own.FIELD.symbol, note="its magnitude"),
        Letter(printed=r"\nu_{54}", means=own.SPLITTINGS[5].symbol, note="hyperfine splitting of 6P3/2"),
        Letter(printed=r"\nu_{43}", means=own.SPLITTINGS[4].symbol, note="hyperfine splitting of 6P3/2"),
        Letter(printed=r"\nu_{32}", means=own.SPLITTINGS[3].symbol, note="hyperfine splitting of 6P3/2"),
        Letter(printed=r"\nu_{\text{fine}}", means=own.FINE.symbol, note="fine splitting"),
        Letter(printed=r"\nu_{\text{hfs}}/(k_BT/h)", means=own.HFS_OVER_THERMAL.symbol),
        Letter(printed="A_S", means=constants.HYPERFINE_S.symbol),
        Letter(printed=r"\Omega/\nu_{\text{fine}}", means=own.LARMOR_OVER_FINE.symbol),
        *(
            Letter(printed=rf"c_{{{level}}}^{{\text{{{way}}}}}", means=quantity.symbol, note="squared product of two dipole elements")
            for (way, level), quantity in own.PATHS.items()
        ),
        Letter(printed=r"\Gamma_{|4,4\rangle\to|4,2\rangle}/\Gamma_{|4,4\rangle\to|4,3\rangle}", means=own.RATIOS[4, 2].symbol),
        Letter(printed=r"\Gamma_{|4,4\rangle\to|3,2\rangle}/\Gamma_{|4,4\rangle\to|4,3\rangle}", means=own.RATIOS[3, 2].symbol),
        Letter(printed=r"\Gamma^{\text{probe}}_{ab}", means=own.RATE.symbol),
        Letter(
            printed=r"\sum_l\frac{(c_l^{\text{ab}})^2}{\Delta_l^{\text{ab}}}", means=_SUM,
            note="for three levels; c_l is the product of two dipole elements",
        ),
        Letter(printed=r"\Gamma_{\text{ab}}^{\text{pump}}", means=own.BY_PUMP.symbol),
        Letter(printed=r"\Gamma_{\text{ab}}^{\text{repump}}", means=own.BY_REPUMP.symbol),
        Letter(printed=r"\Omega_{\text{pump}}", means=symbols.PUMP.symbol, note="the coupling is Omega c, as for the probe"),
        Letter(printed=r"\Omega_{\text{repump}}", means=own.REPUMP.symbol, note="the coupling is Omega c, as for the probe"),
        Letter(printed=r"c_{\text{pump}}", means=own.C_PUMP.symbol),
        Letter(printed=r"c_{\text{repump}}", means=own.C_REPUMP.symbol),
        Letter(printed="k", means=own.SHARE.symbol),
        Letter(printed=r"\delta{\text{Doppler}}", means=number_symbols.DOPPLER.symbol),
        Letter(printed=r"\nu/\lambda", means=number_symbols.OPTICAL.symbol, note="frequency of the light, for inputs"),
        Letter(printed="T", means=number_symbols.TEMPERATURE.symbol),
        Letter(printed="m", means=constants.MASS.symbol),
        Letter(printed="c", means=constants.LIGHT.symbol),
        Letter(printed="k_B", means=constants.BOLTZMANN.symbol),
        Letter(printed="h_P", means=constants.PLANCK.symbol, note="Planck constant, for inputs"),
        Letter(printed=r"\mu_B", means=constants.BOHR_MAGNETON.symbol),
        Letter(printed="g_J", means=constants.ELECTRON_G.symbol),
        Letter(printed="g_I", means=constants.NUCLEAR_G.symbol),
        Letter(printed="A_{P_{3/2}}", means=constants.HYPERFINE_P3.symbol),
        Letter(printed="B_{P_{3/2}}", means=constants.QUADRUPOLE_P3.symbol),
        Letter(printed=r"\nu_{D_1}", means=constants.FREQUENCY_D1.symbol),
        Letter(printed=r"\nu_{D_2}", means=constants.FREQUENCY_D2.symbol),
        Letter(printed=r"\gamma_{D_1}", means=constants.WIDTH_D1.symbol),
        Letter(printed=r"\gamma_{D_2}", means=constants.WIDTH_D2.symbol),
        Letter(printed=r"\gamma_{D_1}/\gamma_{D_2}", means=own.WIDTHS.symbol),
        Letter(printed=r"s_{\text{pump}}", means=own.STRENGTHS["pump"].symbol, note="line strength, |4,3> to |4,4> of 6P1/2"),
        Letter(printed=r"s_{\text{dark}}", means=own.STRENGTHS["pump_dark"].symbol, note="line strength, |4,4> to m = 5 of 6P1/2"),
        Letter(printed=r"s_{\text{repump}}", means=own.STRENGTHS["repump"].symbol, note="line strength, |3,3> to |4,4> of 6P3/2"),
        Letter(printed="f", means=RATIO_UP.symbol, note="share of the two-level subsystem in up"),
    ),
)  # fmt: skip
