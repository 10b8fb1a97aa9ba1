r"""Letters of the proposed experiment: densities, speeds, moments and fields, with the units they are printed in."""

from __future__ import annotations

import sympy as sp

from derive.claims.noble_gas.letters import PAPER as BASE
from derive.papers import Convention, Letter
from derive.spin_exchange import constants
from derive.spin_exchange import number_symbols as cell
from derive.spin_exchange import symbols as own

# a product of two moments is printed in Gaussian units, in which mu_0/4pi is 1
GAUSSIAN = sp.sqrt(constants.VACUUM.symbol / (4 * sp.pi))
SHIFT = own.ZETA.symbol * (
    own.P_A.symbol * own.N_A_DENSITY.symbol * own.Q.symbol - own.P_B.symbol * own.N_B_DENSITY.symbol
) / 2  # fmt: skip

PAPER = BASE.extended(
    quantities=(*constants.TABLE, *cell.TABLE),
    letters=(
        Letter(printed=r"T", means=cell.TEMPERATURE.symbol),
        Letter(printed=r"P_b", means=cell.PRESSURE.symbol, note="pressure of the noble gas"),
        Letter(printed=r"P_0", means=cell.REFERENCE.symbol, note="1 Pa"),
        Letter(printed=r"k_B", means=constants.BOLTZMANN.symbol),
        Letter(printed=r"A", means=constants.VAPOUR_LEVEL.symbol, note="vapour-pressure curve"),
        Letter(printed=r"C", means=constants.VAPOUR_SLOPE.symbol, note="vapour-pressure curve"),
        Letter(printed=r"m_{K}", means=constants.MASS_A.symbol),
        Letter(printed=r"m_{He}", means=constants.MASS_B.symbol),
        Letter(printed=r"v", means=cell.SPEED.symbol),
        Letter(printed=r"\sigma", means=cell.CROSS_SECTION.symbol),
        Letter(printed=r"\sigma_{K}", means=constants.ALKALI_CROSS_SECTION.symbol, note="of two alkali atoms"),
        Letter(printed=r"\sigma_{sr}v", means=cell.SPIN_ROTATION.symbol, note="its value is not printed"),
        Letter(printed=r"L", means=cell.MOMENTUM.symbol, note="angular momentum of a collision"),
        Letter(printed=r"\langle\phi\rangle", means=cell.MEAN_PHASE.symbol),
        Letter(printed=r"\langle\phi^2\rangle", means=cell.MEAN_SQUARE.symbol),
        Letter(printed=r"R_{se}", means=cell.ALKALI_RATE.symbol, note="spin exchange among alkali atoms"),
        Letter(printed=r"\Gamma_s", means=cell.ELECTRON.symbol, note="relaxation of the electron spin"),
        Letter(printed=r"\eta", means=cell.ETA.symbol),
        Letter(printed=r"\Delta_c", means=SHIFT),
        Letter(printed=r"g_a", means=cell.GYRO_A.symbol),
        Letter(printed=r"g_b", means=cell.GYRO_B.symbol),
        Letter(printed=r"g_e", means=constants.ELECTRON_G.symbol),
        Letter(printed=r"g_n", means=constants.NUCLEAR_G.symbol, note="its magnitude"),
        Letter(printed=r"\mu_B", means=GAUSSIAN * constants.BOHR_MAGNETON.symbol, note="in Gaussian units"),
        Letter(
            printed=r"\mu_n", means=GAUSSIAN * constants.MOMENT.symbol,
            note="as the text says, the moment of the nucleus; in Gaussian units",
        ),
        Letter(printed=r"\mu_{\mathrm{B}}", means=constants.BOHR_MAGNETON.symbol, note="for inputs in SI units"),
        Letter(printed=r"\mu_{\mathrm{He}}", means=constants.MOMENT.symbol, note="for inputs in SI units"),
        Letter(printed=r"\mu_0", means=constants.VACUUM.symbol, note="for inputs in SI units"),
        Letter(printed=r"\kappa_0", means=constants.ENHANCEMENT.symbol),
    ),
    conventions=(
        Convention(
            name="mu_n is the nuclear magneton, not the magnetic moment of the nucleus",
            change=((constants.MOMENT.symbol, constants.NUCLEAR_MAGNETON.symbol),),
        ),
    ),
)  # fmt: skip
