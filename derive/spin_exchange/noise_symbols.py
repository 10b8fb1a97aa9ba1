"""The symbol table of the quantum noise of spin exchange, beside that of :mod:`derive.spin_exchange.symbols`."""

from __future__ import annotations

from derive.domains import COMPLEX, NONNEGATIVE, POSITIVE
from derive.records import Quantity, table
from derive.vectors import vector

U = vector("u_test", "u", "any real vector, to contract an index with")
V = vector("v_test", "v", "another real vector, to contract an index with")
PAIR = Quantity(
    name="DsDs",
    latex=r"\langle(\mathbf u\cdot\Delta\mathbf s)(\mathbf v\cdot\Delta\mathbf s)\rangle",
    domain=COMPLEX,
    meaning="second moment of the change of the electron spin in one collision",
)
CORRELATION = Quantity(
    name="S_uv",
    latex=r"S_{uv}",
    domain=COMPLEX,
    unit="1/(cm^3 s)",
    meaning="strength of the correlation of u.F_ex(r, t) and v.F_ex(r', t'), before delta(t - t') w(r - r')",
)
MEAN_FORCE = vector(
    "F_ex", "F", "mean of the fluctuation operator of spin exchange", "1/(cm^3 s)", place=r"_{\mathrm{ex}}"
)
NOISE_COMMUTATOR = vector(
    "C_ex",
    "C",
    "strength of the commutator of the fluctuations, [F_i, F_j] = i eps_ijm C_m",
    "1/(cm^3 s)",
    place=r"_{\mathrm{ex}}",
)
MINUS_PLUS = Quantity(
    name="S_mp",
    latex=r"S_{-+}",
    unit="1/(cm^3 s)",
    domain=COMPLEX,
    meaning="strength of the correlation of F_ex^- with F_ex^+",
)
PLUS_MINUS = Quantity(
    name="S_pm",
    latex=r"S_{+-}",
    unit="1/(cm^3 s)",
    domain=COMPLEX,
    meaning="strength of the correlation of F_ex^+ with F_ex^-",
)
MOMENTS = tuple(
    Quantity(
        name=f"{kind}_{gas}",
        latex=rf"{latex}_{gas}",
        unit="1/s",
        meaning=f"strength of {order} of the exchange noise of the mode {gas}",
    )
    for gas in "ab"
    for kind, latex, order in (("FFd", r"\mathcal A", "F F+"), ("FdF", r"\mathcal N", "F+ F"))
)
ANTINORMAL_A, NORMAL_A, ANTINORMAL_B, NORMAL_B = MOMENTS
LOCAL_COMMUTATOR = Quantity(
    name="ss_comm",
    latex=r"[\mathbf u\cdot\hat{\mathbf s}(\mathbf r),\mathbf v\cdot\hat{\mathbf s}(\mathbf r')]",
    domain=COMPLEX,
    unit="cm^-3",
    meaning="commutator of two components of the density of electron spin, before w(r - r')",
)
FORCE_A = Quantity(
    name="F_a", latex=r"\hat F_a", unit="cm^-1.5/s", domain=COMPLEX, meaning="noise operator of the alkali mode"
)
FORCE_X = Quantity(
    name="F_x", latex=r"\hat F_x", unit="1/(cm^3 s)", domain=COMPLEX, meaning="x component of the noise operator of f"
)
FORCE_Y = Quantity(
    name="F_y", latex=r"\hat F_y", unit="1/(cm^3 s)", domain=COMPLEX, meaning="y component of the noise operator of f"
)
DESTRUCTION = Quantity(
    name="Gamma_sd",
    latex=r"\Gamma_{\mathrm{sd}}",
    unit="1/s",
    domain=POSITIVE,
    meaning="rate at which collisions of one species randomise the electron spin",
)
RATE_SD = Quantity(
    name="gamma_sd",
    latex=r"\gamma_{\mathrm{sd}}",
    unit="1/s",
    domain=POSITIVE,
    meaning="relaxation rate of f by collisions that randomise the electron spin",
)
ANTINORMAL_SD = Quantity(
    name="FFd_sd", latex=r"\mathcal A_{\mathrm{sd}}", unit="1/s", meaning="strength of F F+ of spin destruction"
)
NORMAL_SD = Quantity(
    name="FdF_sd", latex=r"\mathcal N_{\mathrm{sd}}", unit="1/s", meaning="strength of F+ F of spin destruction"
)
AMPLITUDE = Quantity(
    name="epsilon_st", latex=r"\varepsilon", domain=NONNEGATIVE, meaning="amplitude of the incoherent part of a state"
)
SMALL_MOMENT = Quantity(
    name="DsDs_2", latex=PAIR.latex, domain=COMPLEX, meaning=f"{PAIR.meaning}, to second order in the phase"
)
ANTICOMMUTATOR = Quantity(
    name="ks_anti", latex=r"\{k_i,s_j\}", unit="cm^-6", meaning="anticommutator of u.k and v.s, contracted"
)
SYMMETRISED = Quantity(name="ks_sym", latex=r"k_is_j+k_js_i", unit="cm^-6", meaning="(u.k)(v.s) + (v.k)(u.s)")
TABLE = table(
    U,
    V,
    (PAIR, CORRELATION),
    MEAN_FORCE,
    NOISE_COMMUTATOR,
    (MINUS_PLUS, PLUS_MINUS),
    MOMENTS,
    (FORCE_A, FORCE_X, FORCE_Y, DESTRUCTION, RATE_SD, ANTINORMAL_SD, NORMAL_SD, AMPLITUDE, SMALL_MOMENT),
    (ANTICOMMUTATOR, SYMMETRISED, LOCAL_COMMUTATOR),
)
