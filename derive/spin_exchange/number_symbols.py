"""Symbols of the numbers of a vapour cell: temperature, pressures, speeds, phases and rates."""

from __future__ import annotations

from derive.domains import POSITIVE
from derive.records import Quantity


def _positive(name: str, latex: str, meaning: str, unit: str = "1") -> Quantity:
    return Quantity(name=name, latex=latex, meaning=meaning, unit=unit, domain=POSITIVE)


TEMPERATURE = _positive("T_cell", "T", "temperature of the cell", "K")
PRESSURE = _positive("P_He", r"P_{\mathrm{He}}", "pressure of the noble gas", "Pa")
VAPOUR = _positive("P_K", r"P_{\mathrm K}", "saturated vapour pressure of the alkali", "Pa")
REFERENCE = _positive("P_0", "P_0", "reference pressure of the vapour-pressure curve, 1 Pa", "Pa")
REDUCED = _positive("m_red", r"m_{\mathrm r}", "reduced mass of an alkali and a noble-gas atom", "kg")
SPEED = _positive("v_rel", "v", "relative thermal speed", "cm/s")
CROSS_SECTION = _positive("sigma_se", r"\sigma", "cross-section of a spin-exchange collision", "cm^2")
MEAN_PHASE = _positive("phi_mean", r"\langle\phi\rangle", "mean precession angle in a collision", "rad")
MEAN_SQUARE = _positive("phi_square", r"\langle\phi^2\rangle", "mean square of the precession angle", "rad^2")
VARIANCE = Quantity(name="phi_var", latex=r"\operatorname{var}\phi", unit="rad^2", meaning="variance of the angle")
GYRO_A = _positive("gyro_a", "g_a", "gyromagnetic ratio of the alkali spin f", "rad/s/G")
GYRO_B = _positive("gyro_b", "g_b", "gyromagnetic ratio of the noble-gas spin", "rad/s/G")
STRENGTH = _positive("J_ratio", r"J/\gamma_{\mathrm{ex}}", "coupling rate over relaxation by the same collisions")
ELECTRON = _positive("Gamma_s", r"\Gamma_s", "relaxation of the electron spin by spin exchange with noble gas", "1/s")
ALKALI_RATE = _positive("R_se", r"R_{\mathrm{se}}", "rate of spin exchange with other alkali atoms", "1/s")
SPIN_ROTATION = _positive("k_sr", r"\sigma_{\mathrm{sr}}v", "rate coefficient of spin rotation in collisions", "cm^3/s")
ETA = _positive("eta", r"\eta", "spin exchange over spin rotation in collisions with noble gas")
APPROACH = _positive("r_close", r"r_{\mathrm c}", "distance of closest approach in the interatomic potential", "cm")
MOMENTUM = _positive("L_orb", "L", "angular momentum of a collision", "J*s")

TABLE = (
    TEMPERATURE, PRESSURE, VAPOUR, REFERENCE, REDUCED, SPEED, CROSS_SECTION, MEAN_PHASE,
    MEAN_SQUARE, VARIANCE, GYRO_A, GYRO_B, STRENGTH, ELECTRON, ALKALI_RATE, SPIN_ROTATION,
    ETA, APPROACH, MOMENTUM,
)  # fmt: skip
