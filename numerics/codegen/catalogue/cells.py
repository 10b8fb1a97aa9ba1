"""Kernels of a vapour cell of one's own. They take and give SI units."""

from __future__ import annotations

from fractions import Fraction

from numerics.codegen.spec import KernelSpec, Range

_RATES = "spin_exchange.cell_rates"
_TRANSFER = "spin_exchange.state_transfer"


def _decades(low: int, high: int, *special: Fraction) -> Range:
    """From one power of ten to another."""
    return Range(lower=Fraction(10) ** low, upper=Fraction(10) ** high, spacing="log", special=special)


_ONE = Fraction(1)
_SHARE = Range(lower=Fraction(1, 10**6), upper=_ONE, spacing="log", special=(_ONE,))
_Q = Range(lower=Fraction(2), upper=Fraction(29))
_SPIN = Range(lower=Fraction(1, 2), upper=Fraction(9, 2), spacing="half-integer")
_SENSE = Range(lower=-_ONE, upper=_ONE, special=(-_ONE, _ONE))
_TEMPERATURE = Range(lower=Fraction(250), upper=Fraction(800))
_FIELD = Range(lower=Fraction(1, 10**9), upper=Fraction(1), spacing="log", symmetric=True, special=(Fraction(0),))
_CANCELS = "two terms of opposite sign cancel, and the difference is judged relative to its own small value"
_AUDIT = {
    "A_vap": Range(lower=Fraction(5), upper=Fraction(15)),
    "B_vap": Range(lower=Fraction(2000), upper=Fraction(8000)),
    "P_0": _decades(-1, 1),
    "k_B": _decades(-23, -22),
    "T_cell": _TEMPERATURE,
    "T_fill": _TEMPERATURE,
    "T_r": _TEMPERATURE,
    "P_b": _decades(0, 7),
    "P_q": _decades(0, 7),
    "P_r": _decades(0, 7),
    "kappa_r": _decades(0, 3),
    "kappa_s": _decades(-4, -1, Fraction(0)),
    "m_b": _decades(-28, -25),
    "K": _SPIN,
    "g_e": Range(lower=Fraction(2), upper=Fraction(21, 10)),
    "mu_0": _decades(-7, -5),
    "mu_B": _decades(-24, -22),
    "hbar": _decades(-35, -33),
    "q": _Q,
    "zeta": _decades(-24, -14),
    "p_a": _SHARE,
    "p_b": _SHARE,
    "p_t": _SHARE,
    "n_a": _decades(15, 22),
    "n_b": _decades(21, 27),
    "n_q": _decades(18, 27),
    "n_g": _decades(18, 27),
    "k_se": _decades(-27, -20),
    "sigma_sr": _decades(-30, -20),
    "sigma_q": _decades(-30, -20),
    "sigma_sd": _decades(-24, -18),
    "sigma_aa": _decades(-19, -17),
    "M_a": _decades(-26, -24),
    "M_b": _decades(-27, -24),
    "M_q": _decades(-26, -24),
    "D_r": _decades(-6, -3),
    "x_D": Range(lower=Fraction(1), upper=Fraction(5, 2)),
    "D_g": _decades(-8, -1),
    "D_q": _decades(-8, -1),
    "D_a": _decades(-8, -1),
    "x_m": Range(lower=Fraction(1, 2), upper=Fraction(31, 10)),
    "R": _decades(-4, 0),
    "gyro_a": _decades(9, 11),
    "gyro_b": _decades(6, 9),
    "s_b": _SENSE,
    "B_z": _FIELD,
    "B_res": _FIELD,
    "J": _decades(-3, 5),
    "gamma": _decades(-2, 5),
    "Delta": Range(lower=Fraction(1, 10**3), upper=Fraction(10**8), spacing="log", symmetric=True),
    "T_ba": Range(lower=Fraction(0), upper=Fraction(1, 2)),
    "R_bb": Range(lower=Fraction(0), upper=Fraction(1, 2)),
    "V_in": _decades(-2, 2),
    "gamma_b": _decades(-7, -1),
    "t_s": _decades(-3, 5),
}


def _kernel(name: str, title: str, equations: tuple[str, ...], arguments: str, given: tuple[str, ...] = (),
            room: str = _RATES, reason: str = "") -> KernelSpec:  # fmt: skip
    """A kernel of one number, or of several under their names."""
    names = tuple(arguments.split())
    ids = tuple(equation if "." in equation else f"{room}.{equation}" for equation in equations)
    return KernelSpec(
        name=name, title=title, equations=ids, kind="function" if len(ids) == 1 else "numbers", arguments=names,
        given=tuple(f"{room}.{equation}" for equation in given), audit={a: _AUDIT[a] for a in names},
        audit_points=500, reason=reason,
    )  # fmt: skip


KERNELS = (
    _kernel("vapour_density", "Density of an alkali vapour in equilibrium with the metal", ("vapour",),
            "A_vap B_vap P_0 k_B T_cell",
            reason="a power of ten turns the rounding of its exponent into as many units as the exponent is large"),
    _kernel("gas_densities", "Densities of the gases of a sealed cell", ("noble_gas", "quenching_gas"),
            "P_b P_q T_fill k_B"),
    _kernel("contact_strength", "Mean-field interaction strength from the contact field", ("zeta",),
            "kappa_r kappa_s T_cell T_r m_b K g_e mu_0 mu_B hbar q", ("enhancement",)),
    _kernel("cell_exchange_rate", "Rate of coherent exchange with a nucleus of any spin", ("J",),
            "zeta q p_a p_b n_a n_b K"),
    _kernel("cell_losses", "Losses of the alkali and the noble-gas spin by cause",
            ("loss_exchange", "loss_noble_gas", "loss_quenching_gas", "loss_alkali", "alkali_exchange",
             "noble_exchange"),
            "k_se sigma_sr sigma_q sigma_sd sigma_aa n_a n_b n_q q K M_a M_b M_q k_B T_cell"),
    _kernel("gas_diffusion", "Diffusion coefficient of an alkali in a gas", ("diffusion",),
            "D_r x_D T_cell T_r P_r n_g k_B"),
    _kernel("mixed_diffusion", "Diffusion coefficient of an alkali in two gases", ("mixture",), "D_g D_q"),
    _kernel("wall_diffusion", "Loss by diffusion to the wall of a sphere", ("loss_diffusion",), "D_a x_m R"),
    _kernel("wall_condition", "Loss at the wall of the mode of a wave number", ("wall",), "x_m", reason=_CANCELS),
    _kernel("cell_fields", "Gyromagnetic ratios, field of resonance and compensation field",
            ("gyro_a", "gyro_b", "resonance_field", "spin_exchange.compensation.field"),
            "zeta q p_a p_b n_a n_b K s_b m_b g_e mu_B hbar", ("gyro_a", "gyro_b"), reason=_CANCELS),
    _kernel("field_detuning", "Detuning in a magnetic field", ("detuning",), "B_z B_res gyro_a gyro_b s_b"),
    _kernel("alkali_frequency", "Precession frequency of the alkali in a cell", ("alkali_frequency",),
            "B_z gyro_b s_b zeta n_a p_a q Delta", reason=_CANCELS),
    _kernel("induced_loss", "Loss of noble-gas spin through the detuned alkali", ("noble_induced",), "J gamma Delta"),
    _kernel("tempered_spin", "Mean spin of a nucleus at a spin temperature", ("mean_spin",), "q p_t",
            room=_TRANSFER),
    _kernel("state_transfer", "Variance and efficiency after transfer and storage",
            ("variance", "stored_variance", "efficiency"), "T_ba R_bb V_in p_a p_t gamma_b t_s", ("variance",),
            room=_TRANSFER,
            reason="an exponential of a large number turns the rounding of that number into as many units"),
)  # fmt: skip
