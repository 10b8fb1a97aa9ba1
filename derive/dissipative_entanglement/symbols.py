"""The symbol table of the two ensembles, in the letters of the literature; hbar = 1, rates in 1/s."""

from __future__ import annotations

from fractions import Fraction

from derive.domains import COUNT, POLARISATION, POSITIVE, Domain
from derive.records import Quantity, table

_AT_LEAST_ONE = Domain(lower=Fraction(1), open_below=False)
_NOT_NEGATIVE = Domain(lower=Fraction(0), open_below=False)

TIME = Quantity(name="t", latex="t", meaning="time", unit="s", domain=_NOT_NEGATIVE)
N = Quantity(name="N", latex="N", domain=COUNT, meaning="number of atoms in each ensemble")
DEPTH = Quantity(name="d", latex="d", domain=POSITIVE, meaning="resonant optical depth of one ensemble")
GAMMA = Quantity(
    name="Gamma", latex=r"\Gamma", domain=POSITIVE, unit="1/s", meaning="effective decay rate of a single isolated atom"
)
MU = Quantity(
    name="mu", latex=r"\mu", domain=_AT_LEAST_ONE,
    meaning="weight of the passive (beam-splitter-like) part of a jump operator",
)  # fmt: skip
NU = Quantity(
    name="nu", latex=r"\nu", domain=_NOT_NEGATIVE, meaning="weight of the active (squeezing) part of a jump operator"
)
COOL = Quantity(
    name="Gamma_cool", latex=r"\Gamma_{\mathrm{cool}}", domain=_NOT_NEGATIVE, unit="1/s",
    meaning="single-particle rate from down to up, all processes together",
)  # fmt: skip
HEAT = Quantity(
    name="Gamma_heat", latex=r"\Gamma_{\mathrm{heat}}", domain=_NOT_NEGATIVE, unit="1/s",
    meaning="single-particle rate from up to down, all processes together",
)  # fmt: skip
DEPHASE = Quantity(
    name="Gamma_d",
    latex=r"\Gamma_{\mathrm d}",
    domain=_NOT_NEGATIVE,
    unit="1/s",
    meaning="single-particle dephasing rate",
)
TOTAL = Quantity(
    name="Gamma_t", latex=r"\tilde\Gamma", domain=POSITIVE, unit="1/s",
    meaning="sum of the single-particle rates of cooling, heating and dephasing",
)  # fmt: skip
POLARISATION_2 = Quantity(
    name="P_2", latex="P_2", domain=POLARISATION, meaning="polarisation of the two-level subsystem"
)
XI = Quantity(
    name="xi", latex=r"\xi", domain=POSITIVE, meaning="entanglement parameter, below 1 for entangled ensembles"
)
DETUNING = Quantity(
    name="Delta", latex=r"\Delta", domain=POSITIVE, unit="rad/s", meaning="detuning of the classical field"
)
LARMOR = Quantity(
    name="Omega", latex=r"\Omega", domain=POSITIVE, unit="rad/s", meaning="Larmor splitting of the ground states"
)
PROBE = Quantity(
    name="Omega_probe", latex=r"\Omega_{\mathrm{probe}}", domain=POSITIVE, unit="rad/s",
    meaning="Rabi frequency of the off-resonant classical field: the coupling itself, without a factor 1/2",
)  # fmt: skip
PUMP = Quantity(
    name="Omega_pump", latex=r"\Omega_{\mathrm{pump}}", domain=POSITIVE, unit="rad/s",
    meaning="Rabi frequency of the resonant pump field: the coupling itself, without a factor 1/2",
)  # fmt: skip
LINEWIDTH = Quantity(
    name="gamma_LW", latex=r"\gamma_{\mathrm{LW}}", domain=POSITIVE, unit="1/s",
    meaning="natural line width of the excited levels",
)  # fmt: skip
WAVENUMBER = Quantity(
    name="k_L", latex="k_L", domain=POSITIVE, unit="1/m", meaning="wave number of the classical field"
)
CLOUD = Quantity(
    name="L",
    latex="L",
    domain=POSITIVE,
    unit="m",
    meaning="width of the Gaussian cloud, density falling as exp(-r^2/L^2)",
)
SEPARATION = Quantity(name="R", latex="R", domain=_NOT_NEGATIVE, unit="m", meaning="distance of the two ensembles")

TABLE = table(
    (TIME, N, DEPTH, GAMMA, MU, NU, COOL, HEAT, DEPHASE, TOTAL, POLARISATION_2, XI),
    (DETUNING, LARMOR, PROBE, LINEWIDTH, WAVENUMBER, CLOUD, SEPARATION),
)  # fmt: skip
