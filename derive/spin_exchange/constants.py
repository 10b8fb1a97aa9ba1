"""Constants of nature and measured properties of atoms, each with its value and where that is published.

Values are decimals as published, exact rationals to the project; a claim hands them in by ``default``. Moments
and g-factors are magnitudes: only their product with a density and a polarisation is ever compared.
"""

from __future__ import annotations

from derive.domains import POSITIVE
from derive.records import Quantity, table

CODATA = "CODATA 2022 recommended values"

BOLTZMANN = Quantity(
    name="k_B", latex=r"k_{\mathrm B}", unit="J/K", domain=POSITIVE, meaning="Boltzmann constant",
    default="1.380649e-23 J/K", source=f"{CODATA}, exact",
)  # fmt: skip
BOHR_MAGNETON = Quantity(
    name="mu_B", latex=r"\mu_{\mathrm B}", unit="J/T", domain=POSITIVE, meaning="Bohr magneton",
    default="9.2740100657e-24 J/T", source=CODATA,
)  # fmt: skip
NUCLEAR_MAGNETON = Quantity(
    name="mu_N", latex=r"\mu_{\mathrm N}", unit="J/T", domain=POSITIVE, meaning="nuclear magneton",
    default="5.0507837393e-27 J/T", source=CODATA,
)  # fmt: skip
MOMENT = Quantity(
    name="m_b", latex=r"m_b", unit="J/T", domain=POSITIVE, meaning="magnetic moment of a noble-gas nucleus",
    default="1.07455311e-26 J/T", source=f"{CODATA}, shielded helion",
)  # fmt: skip
VACUUM = Quantity(
    name="mu_0", latex=r"\mu_0", unit="N/A^2", domain=POSITIVE, meaning="vacuum magnetic permeability",
    default="1.25663706127e-6 N/A^2", source=CODATA,
)  # fmt: skip
PLANCK = "1.054571817e-34 J*s"
ELECTRON_G = Quantity(
    name="g_e", latex="g_e", domain=POSITIVE, meaning="g-factor of the electron, its magnitude",
    default="2", source="noble-gas paper, Methods; 2.00233 for the electron in a potassium atom",
)  # fmt: skip
NUCLEAR_G = Quantity(
    name="g_n", latex="g_n", domain=POSITIVE, meaning="g-factor of the noble-gas nucleus, its magnitude",
    default="4.25499544", source=f"{CODATA}, shielded helion",
)  # fmt: skip
ENHANCEMENT = Quantity(
    name="kappa_0", latex=r"\kappa_0", domain=POSITIVE,
    meaning="enhancement of the field of polarised nuclei at the alkali electron over the classical field",
    default="6.162",
    source="K-3He at 220 Celsius: 5.99 + 0.0086 (T - 200), Babcock et al., Phys. Rev. A 71, 013414 (2005)",
)  # fmt: skip
MASS_A = Quantity(
    name="m_K", latex=r"m_{\mathrm K}", unit="kg", domain=POSITIVE, meaning="mass of an alkali atom",
    default="38.9637064864 u", source="potassium-39, Atomic Mass Evaluation 2020",
)  # fmt: skip
MASS_B = Quantity(
    name="m_He", latex=r"m_{\mathrm{He}}", unit="kg", domain=POSITIVE, meaning="mass of a noble-gas atom",
    default="3.0160293220 u", source="helium-3, Atomic Mass Evaluation 2020",
)  # fmt: skip
VAPOUR_LEVEL = Quantity(
    name="A_vap", latex=r"A_{\mathrm{vap}}", meaning="constant of the vapour-pressure curve, for pressures in pascal",
    default="9.408", source="liquid potassium to 600 K: Alcock, Itkin and Horrigan, Can. Metall. Q. 23, 309 (1984)",
)  # fmt: skip
VAPOUR_SLOPE = Quantity(
    name="B_vap", latex=r"B_{\mathrm{vap}}", unit="K", domain=POSITIVE, meaning="slope of the vapour-pressure curve",
    default="4453 K", source="liquid potassium to 600 K: Alcock, Itkin and Horrigan, Can. Metall. Q. 23, 309 (1984)",
)  # fmt: skip
ALKALI_CROSS_SECTION = Quantity(
    name="sigma_K", latex=r"\sigma_{\mathrm K}", unit="cm^2", domain=POSITIVE,
    meaning="spin-exchange cross-section of two alkali atoms",
    default="1.8e-14 cm^2", source="potassium: Aleksandrov et al., Opt. Spectrosc. 87, 329 (1999)",
)  # fmt: skip

TABLE = table(
    (BOLTZMANN, BOHR_MAGNETON, NUCLEAR_MAGNETON, MOMENT, VACUUM, ELECTRON_G, NUCLEAR_G, ENHANCEMENT, MASS_A, MASS_B),
    (VAPOUR_LEVEL, VAPOUR_SLOPE, ALKALI_CROSS_SECTION),
)  # fmt: skip
