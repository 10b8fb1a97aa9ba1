"""Constants of nature and measured properties of caesium, each with its value and where that is published.

Values are decimals as published, exact rationals to the project; a claim hands them in by ``default``. Frequencies
and hyperfine constants are in Hz, not in rad/s.
"""

from __future__ import annotations

from derive.domains import POSITIVE
from derive.records import Quantity, table

CODATA = "CODATA 2022 recommended values"
STECK = "D. A. Steck, Cesium D Line Data, revision 2.1 (2008), steck.us/alkalidata"


def _measured(name: str, latex: str, unit: str, default: str, meaning: str, source: str) -> Quantity:
    return Quantity(name=name, latex=latex, unit=unit, domain=POSITIVE, meaning=meaning, default=default, source=source)


PLANCK = _measured("h_Planck", r"h_{\mathrm P}", "J*s", "6.62607015e-34 J*s", "Planck constant", f"{CODATA}, exact")
BOLTZMANN = _measured("k_B", r"k_{\mathrm B}", "J/K", "1.380649e-23 J/K", "Boltzmann constant", f"{CODATA}, exact")
BOHR_MAGNETON = _measured("mu_B", r"\mu_{\mathrm B}", "J/T", "9.2740100657e-24 J/T", "Bohr magneton", CODATA)
LIGHT = _measured("c_light", "c", "m/s", "299792458 m/s", "speed of light", f"{CODATA}, exact")
MASS = _measured("m_atom", "m", "kg", "132.905451931 u", "mass of an atom", f"caesium-133: {STECK}")
HYPERFINE_S = _measured(
    "A_S",
    r"A_{S}",
    "Hz",
    "2298.1579425 MHz",
    "magnetic dipole hyperfine constant of 6S1/2",
    "caesium-133: exact, a quarter of the 9192.63177 MHz that define the second",
)
HYPERFINE_P1 = _measured(
    "A_P1", r"A_{P_{1/2}}", "Hz", "291.9201 MHz", "magnetic dipole hyperfine constant of 6P1/2", f"caesium-133: {STECK}"
)
HYPERFINE_P3 = _measured(
    "A_P3",
    r"A_{P_{3/2}}",
    "Hz",
    "50.28827 MHz",
    "magnetic dipole hyperfine constant of 6P3/2",
    f"caesium-133: Gerginov, Derevianko and Tanner, Phys. Rev. Lett. 91, 072501 (2003); {STECK}",
)
QUADRUPOLE_P3 = Quantity(
    name="B_P3",
    latex=r"B_{P_{3/2}}",
    unit="Hz",
    meaning="electric quadrupole hyperfine constant of 6P3/2",
    default="-0.4934 MHz",
    source="caesium-133: Gerginov, Derevianko and Tanner, Phys. Rev. Lett. 91, 072501 (2003); the octupole constant, "
    "0.00056 MHz, is left out",
)
FREQUENCY_D1 = _measured(
    "nu_D1", r"\nu_{D_1}", "Hz", "335.116048807 THz", "frequency of the D1 line", f"caesium-133: {STECK}"
)
FREQUENCY_D2 = _measured(
    "nu_D2", r"\nu_{D_2}", "Hz", "351.72571850 THz", "frequency of the D2 line", f"caesium-133: {STECK}"
)
WIDTH_D1 = _measured(
    "gamma_D1", r"\gamma_{D_1}", "Hz", "4.575 MHz", "natural line width of 6P1/2, over 2 pi", f"caesium-133: {STECK}"
)
WIDTH_D2 = _measured(
    "gamma_D2", r"\gamma_{D_2}", "Hz", "5.234 MHz", "natural line width of 6P3/2, over 2 pi", f"caesium-133: {STECK}"
)
ELECTRON_G = _measured("g_J", "g_J", "1", "2.00254032", "g-factor of the electron in 6S1/2", f"caesium-133: {STECK}")
NUCLEAR_G = Quantity(
    name="g_I",
    latex="g_I",
    meaning="g-factor of the nucleus, in Bohr magnetons",
    default="-0.00039885395",
    source=f"caesium-133: {STECK}",
)
NUCLEAR_SPIN = "7/2"
ROOM = "300 K"

TABLE = table(
    (PLANCK, BOLTZMANN, BOHR_MAGNETON, LIGHT, MASS, HYPERFINE_S, HYPERFINE_P1, HYPERFINE_P3, QUADRUPOLE_P3),
    (FREQUENCY_D1, FREQUENCY_D2, WIDTH_D1, WIDTH_D2, ELECTRON_G, NUCLEAR_G),
)
