r"""What is assumed and neglected where light is eliminated, once for all modules that rest on it.

Orders are relative; :mod:`derive.dissipative_entanglement.light_conditions` has the exact cases behind them.
"""

from __future__ import annotations

from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement import symbols
from derive.records import Approximation

FIRST = (
    Approximation(
        name="excited levels to first order in the classical field",
        small_parameter=symbols.PROBE.symbol / symbols.DETUNING.symbol, neglected_order=2,
    ),
    Approximation(
        name="line widths beside the detuning",
        small_parameter=symbols.LINEWIDTH.symbol / symbols.DETUNING.symbol, neglected_order=2,
    ),
    Approximation(
        name="the excited levels follow the ground levels",
        small_parameter=symbols.PROBE.symbol / symbols.DETUNING.symbol, neglected_order=2,
    ),
)  # fmt: skip
AT_THE_LASER = Approximation(
    name="dipoles turn at the frequency of the classical field",
    small_parameter=symbols.DETUNING.symbol / own.OMEGA_L.symbol, neglected_order=1,
)  # fmt: skip
FORGETFUL = Approximation(name="the modes forget at once", small_parameter=own.RELATIVE_RATE.symbol, neglected_order=1)
OUTSIDE = r"$\Delta>\Omega$"
SIDEBANDS = (
    r"both sidebands and the classical field's own frequency are independent baths: $\Omega\gg\Gamma_{\mathrm{atomic}}$"
)
HELICITY = (
    "photons of different angular momentum about the field of the magnet are counted as independent baths: exact for "
    "one atom, an assumption for two"
)
ONE_RATE = "one letter stands for the rate of whichever two atoms, each at its own place"
NARROW = "the photon's frequency is at the centre of its sideband"
