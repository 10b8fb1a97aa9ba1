"""Kernels of two ensembles that the same light drives into an entangled state: two levels, and caesium's three."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from numerics.codegen.spec import KernelSpec, Range
from numerics.records import KernelKind

_ROOM = "dissipative_entanglement"
_BUDGET, _PUMPS, _SPINS = (f"{_ROOM}.{name}" for name in ("squeezing_budget", "pumping", "measured_spins"))
_VARIANCES, _IN_TIME = (f"{_ROOM}.{name}" for name in ("variances", "entanglement"))
_RATES, _LEVELS, _LATE = (f"{_ROOM}.{name}" for name in ("rate_equations", "level_variances", "level_entanglement"))
_CAESIUM, _PUMPED = f"{_ROOM}.caesium", f"{_ROOM}.caesium_pumping"


def _log(lower: str, upper: str, *special: str) -> Range:
    return Range(
        lower=Fraction(lower), upper=Fraction(upper), spacing="log", special=tuple(Fraction(value) for value in special)
    )


_SHARE = _log("1/1000", "1", "1")
_AUDIT = {
    **dict.fromkeys(
        (f"Gamma{end}" for end in ("", "_t", "_bar", "_cool", "_uu", "_ud", "_uh", "_du", "_dd", "_dh")),
        _log("1/1000", "1000"),
    ),
    **dict.fromkeys(
        ("Gamma_hu", "Gamma_hd", "W_pump", "W_repump", "Gamma_d_add", "g_add"), _log("1/1000", "1000", "0")
    ),
    **dict.fromkeys(("P_2", "N_up", "N_down", "N_h"), _SHARE),
    **dict.fromkeys(("Sigma_J", "Jyy_2", "Jzz_2"), _log("1/1000", "10")),
    **dict.fromkeys(
        ("Jy_Jy_2", "Jz_Jz_2"), Range(lower=Fraction(1, 1000), upper=Fraction(1), spacing="log", symmetric=True)
    ),
    "Gamma_heat": _log("1/1000", "9/10"),  # of the rate of cooling
    "N": Range(lower=Fraction(1), upper=Fraction(100), spacing="integer"),
    "Z": _log("1001/1000", "100", "1"),
    "x_pump": _log("1/1000", "100", "0"),
    "x_repump": _log("1/1000", "1000", "0"),
    "d": _log("1/10", "100"),
    "mu": _log("1", "50", "1"),
    "nu": _log("1/1000", "50", "0"),
    # no longer than it takes to forget the start: what is left of it must not be too small for a double
    "t": _log("1/10000", "1/100", "0"),
    "f_up": Range(lower=Fraction(6, 10), upper=Fraction(99, 100)),
    "F": Range(lower=Fraction(3, 2), upper=Fraction(5), spacing="half-integer"),
    # Caesium's constants and other values of their size; light that is blue of all lines.
    "delta_nu": _log("100000000", "1000000000"),
    "A_P3": Range(lower=Fraction(40_000_000), upper=Fraction(60_000_000)),
    "B_P3": Range(lower=Fraction(-1_000_000), upper=Fraction(1_000_000)),
}  # fmt: skip
_CANCELS = (
    "a difference that nearly vanishes is judged relative to its own small value, and the rounding of its terms remains"
)


def _spec(
    name: str, title: str, kind: KernelKind, equations: tuple[str, ...], arguments: str, **more: Any
) -> KernelSpec:
    """A kernel over the arguments and states that are named in one line each, audited on the ranges above."""
    takes, state = tuple(arguments.split()), tuple(str(more.pop("state", "")).split())
    return KernelSpec(
        name=name, title=title, kind=kind, equations=equations, arguments=takes, state=state, reason=_CANCELS,
        tied=tuple(pair for pair in _BELOW if pair[0] in (*state, *takes)),
        audit={one: _AUDIT[one] for one in (*state, *takes)}, **{"audit_points": 200, **more},
    )  # fmt: skip


# More atoms are lifted than lowered, and more are up than down: the polarisation is positive.
_BELOW = (("Gamma_heat", "Gamma_cool"), ("N_down", "N_up"))
_ENDS = ("up_up", "up_down", "up_h", "down_up", "down_down", "down_h", "h_up", "h_down")
_DETUNED = "delta_nu A_P3 B_P3"
_TWO = (f"{_SPINS}.polarisation", f"{_SPINS}.number")

KERNELS = (
    _spec(
        "two_level_steady", "Polarisation and entanglement in the steady state, by squeezing and pump", "numbers",
        (f"{_BUDGET}.P_2", f"{_BUDGET}.xi"), "Z x_pump g_add d", given=(f"{_BUDGET}.P_2",),
    ),
    _spec(
        "two_level_light", "Weights, and rates of single atoms, of probe and pump", "numbers",
        (f"{_BUDGET}.mu", f"{_BUDGET}.nu", f"{_PUMPS}.cooling", f"{_PUMPS}.heating", f"{_PUMPS}.dephasing",
         f"{_VARIANCES}.total", f"{_ROOM}.steady_state.xi_noise_free"),
        "Gamma Z x_pump Gamma_d_add",
        given=(f"{_PUMPS}.dephasing", f"{_PUMPS}.radiative", f"{_PUMPS}.cooling", f"{_PUMPS}.heating", f"{_BUDGET}.mu",
               f"{_BUDGET}.nu"),
    ),
    _spec(
        "two_level_rates", "Rates of change of the polarisation and of the sum of both squeezed variances", "rhs",
        (f"{_VARIANCES}.polarisation", f"{_VARIANCES}.sum"), "N d Gamma mu nu Gamma_cool Gamma_heat Gamma_t",
        state="P_2 Sigma_J", jacobian=True,
    ),
    _spec(
        "two_level_parameter", "Entanglement parameter by the sum of both squeezed variances", "function",
        (f"{_IN_TIME}.parameter",), "Sigma_J N P_2",
    ),
    _spec(
        "two_level_polarisation", "Polarisation in time", "function", (f"{_IN_TIME}.polarisation",),
        "t Gamma_cool Gamma_heat",
    ),
    _spec(
        "two_level_following", "Entanglement parameter in time, for a polarisation that changes slowly", "function",
        (f"{_IN_TIME}.resting",), "t d Gamma mu nu P_2 Gamma_t",
    ),
    _spec(
        "caesium_squeezing", "Squeezing parameter of the probe for caesium", "function", (f"{_CAESIUM}.Z_y",), _DETUNED,
    ),
    _spec(
        "caesium_light", "Rates among three levels of caesium, by probe, pump and repump field", "numbers",
        tuple(f"{_PUMPED}.rate_{ends}" for ends in _ENDS), f"{_DETUNED} Gamma W_pump W_repump",
    ),
    _spec(
        "three_level_total", "Rate at which single atoms undo correlations of the two-level subsystem", "function",
        (f"{_RATES}.total",), "Gamma_uu Gamma_ud Gamma_uh Gamma_du Gamma_dd Gamma_dh Gamma_d_add",
    ),
    _spec(
        "caesium_pump", "Least pump that keeps a share of the two levels in up while atoms are repumped", "function",
        (f"{_PUMPED}.least_steady_pump",), f"{_DETUNED} Gamma f_up",
        given=(f"{_PUMPED}.rate_up_down", f"{_PUMPED}.rate_up_h"),
    ),
    _spec(
        "caesium_repump", "Rate of the repump field by the repump parameter", "function",
        (f"{_PUMPED}.repump_rate",), "x_repump W_pump", given=(f"{_PUMPED}.line_pump", f"{_PUMPED}.line_repump"),
    ),
    _spec(
        "three_level_steady", "Steady numbers of atoms in three levels", "numbers",
        tuple(f"{_RATES}.steady_{level}" for level in ("up", "down", "h")),
        "N Gamma_ud Gamma_uh Gamma_du Gamma_dh Gamma_hu Gamma_hd",
    ),
    _spec(
        "three_level_rates", "Rates of change of populations and second moments of two of three levels", "rhs",
        (*(f"{_RATES}.{level}" for level in ("up", "down", "h")), *(f"{_LEVELS}.square_{axis}_many" for axis in "yz"),
         *(f"{_LEVELS}.cross_{axis}_many" for axis in "yz")),
        "N d Gamma mu nu Gamma_bar Gamma_ud Gamma_uh Gamma_du Gamma_dh Gamma_hu Gamma_hd",
        state="N_up N_down N_h Jyy_2 Jzz_2 Jy_Jy_2 Jz_Jz_2", jacobian=True, audit_points=100,
        given=(f"{_RATES}.change_of_two", *_TWO),
    ),
    _spec(
        "three_level_parameter", "Entanglement parameter of the measured spins", "function",
        (f"{_SPINS}.xi_two_levels",), "F N_up N_down Jyy_2 Jzz_2 Jy_Jy_2 Jz_Jz_2",
        given=(f"{_LEVELS}.sum_single", *_TWO),
    ),
    _spec(
        "three_level_following", "Entanglement parameter of the measured spins after long times", "function",
        (f"{_LATE}.parameter",), "F N d Gamma mu nu Gamma_bar N_up N_down", given=(f"{_LATE}.depth", *_TWO),
    ),
)  # fmt: skip
