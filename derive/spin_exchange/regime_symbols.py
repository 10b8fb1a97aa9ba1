"""Symbols of the coupling regimes: normal modes, their decay, and how much is exchanged."""

from __future__ import annotations

from derive.domains import COMPLEX, POSITIVE
from derive.records import Quantity

MODE_A = Quantity(name="lambda_a", latex=r"\lambda_a", domain=COMPLEX, unit="1/s",
                  meaning="rate of the normal mode that is the alkali mode without coupling")  # fmt: skip
MODE_B = Quantity(name="lambda_b", latex=r"\lambda_b", domain=COMPLEX, unit="1/s",
                  meaning="rate of the normal mode that is the noble-gas mode without coupling")  # fmt: skip
DECAY_A = Quantity(name="Gamma_a", latex=r"\Gamma_a", unit="1/s", meaning="decay rate of the alkali amplitude")
DECAY_B = Quantity(name="Gamma_b", latex=r"\Gamma_b", unit="1/s", meaning="decay rate of the noble-gas amplitude")
NUMBER_A = Quantity(name="R_a", latex=r"R_a", unit="1/s", meaning="decay rate of the number of alkali excitations")
FREQUENCY = Quantity(
    name="Omega_J", latex=r"\Omega_J", unit="1/s", meaning="frequency of the exchange, strongly coupled"
)
AMPLITUDE = Quantity(
    name="U_pi", latex=r"U_{ba}(\pi/2J)", domain=COMPLEX,
    meaning="amplitude of the noble gas after the time pi/2J, for unit amplitude of the alkali",
)  # fmt: skip
FRACTION = Quantity(
    name="F_ba", latex=r"F_{ba}", domain=POSITIVE,
    meaning="fraction of the alkali excitations found in the noble gas after the time pi/2J",
)  # fmt: skip
PEAK = Quantity(name="F_max", latex=r"F_{\max}", domain=POSITIVE,
                meaning="largest fraction of the alkali excitations that the noble gas ever holds")  # fmt: skip

TABLE = (MODE_A, MODE_B, DECAY_A, DECAY_B, NUMBER_A, FREQUENCY, AMPLITUDE, FRACTION, PEAK)
