r"""Oracles of spatial modes: gases on two places moved as a whole, modes on a ring, and sums over modes of a sphere.

None uses the overlaps, responses or closed sums that the derivations use: overlaps are quadratures or boundary terms,
and sums are done term by term or by solving Poisson's equation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

OMEGA_A, OMEGA_B, LOSS_M, LOSS_R = mp.mpf("0.7"), mp.mpf("1.9"), mp.mpf("0.3"), mp.mpf("1.1")
WEAK = mp.mpf(10) ** -15


def _value(equation: Equation, values: Mapping[str, object]) -> mp.mpc:
    """The right side of an equation for numbers by the names of its quantities."""
    known = {s: values[s.name] for s in equation.rhs.free_symbols}
    exact = {s: sp.Integer(v) if isinstance(v, int) else _number(mp.mpmathify(v)) for s, v in known.items()}
    real, imaginary = sp.N(equation.rhs.xreplace(exact).doit(), 40).as_real_imag()
    return mp.mpc(mp.mpf(str(real)), mp.mpf(str(imaginary)))


def _number(value: mp.mpc) -> sp.Expr:
    return sp.Float(mp.nstr(mp.re(value), 45), 45) + sp.I * sp.Float(mp.nstr(mp.im(value), 45), 45)


# --- stable modes and reservoirs -------------------------------------------------------------------------------------


def places(equation: Equation) -> Opinion:
    """Two gases on two places, moved as a whole by a matrix exponential; modes are rows of complex unitary matrices.

    Alkali mode r decays fast beside J = 1e-15; the noble-gas mode n or m starts, and after the reservoir has settled
    the rate of the noble-gas mode s is read off. Without the reservoir's start the error is of relative order J^2.
    """
    with mp.workdps(60):
        a_modes, b_modes = _turned("0.8", "0.3"), _turned("0.5", "1.2")
        generator = _generator(a_modes)
        start = mp.matrix([0, 0, *(mp.conj(b_modes[1, x]) for x in range(2))])
        later = mp.expm(generator * 90) * start
        rate = generator * later
        if "force" in equation.id:
            reservoir = mp.matrix([*(mp.conj(a_modes[1, x]) for x in range(2)), 0, 0])
            rate, later = generator * reservoir, reservoir
        amplitude = _projected(a_modes, b_modes, later)
        found = _projected(a_modes, b_modes, rate)["b_s"]
        gap = _gap(equation, _overlaps(a_modes, b_modes), amplitude, found)
        # exp(-1.1 * 90) = 1e-43 of the start is left, and terms of order J^2 = 1e-30 are neglected
        return Opinion(method="two gases on two places, moved as a whole", agrees=bool(gap < mp.mpf(10) ** -18),
                       detail=f"relative difference {mp.nstr(gap, 2)} at J = 1e-15, decay 1.1")  # fmt: skip


def _turned(angle: str, phase: str) -> mp.matrix:
    """A complex unitary matrix of two modes (rows) on two places."""
    c, s, turn = mp.cos(mp.mpf(angle)), mp.sin(mp.mpf(angle)), mp.expj(mp.mpf(phase))
    return mp.matrix([[c, s * turn], [-s * mp.expj(mp.mpf("0.4")), c * turn * mp.expj(mp.mpf("0.4"))]])


def _generator(a_modes: mp.matrix) -> mp.matrix:
    """The local motion of a and b on two places; only alkali modes are lost, each at its own rate."""
    found = mp.zeros(4)
    losses = a_modes.H * mp.diag([LOSS_M, LOSS_R]) * a_modes
    # a_m = sum_x A_m(x) a(x): the loss matrix acts on a(x) as A^+ diag A
    for x in range(2):
        for y in range(2):
            found[x, y] = -losses[x, y]
        found[x, x] -= 1j * OMEGA_A
        found[2 + x, 2 + x] = -1j * OMEGA_B
        found[x, 2 + x] = found[2 + x, x] = -1j * WEAK
    return found


def _projected(a_modes: mp.matrix, b_modes: mp.matrix, state: mp.matrix) -> dict[str, mp.mpc]:
    a, b = a_modes * state[0:2], b_modes * state[2:4]
    return {"a_m": a[0], "a_r": a[1], "b_s": b[0], "b_n": b[1], "b_m": b[1]}


def _overlaps(a_modes: mp.matrix, b_modes: mp.matrix) -> dict[str, mp.mpc]:
    c = a_modes * b_modes.H
    return {"c_ms": c[0, 0], "c_rs": c[1, 0], "c_rn": c[1, 1], "c_rm": c[1, 1]}


def _gap(equation: Equation, c: dict[str, mp.mpc], amplitude: dict[str, mp.mpc], rate: mp.mpc) -> mp.mpf:
    """The relative gap between the derived equation and a measured rate of the noble-gas mode s."""
    values: dict[str, object] = {
        **c, **amplitude, "J": WEAK, "Delta": OMEGA_B - OMEGA_A, "g_ar": LOSS_R, "omega_b": OMEGA_B, "g_bs": 0,
        "F_bs": 0, "G_bs": 0, "W_ar": amplitude["a_r"],
    }  # fmt: skip
    if "epsilon" not in equation.id:
        return abs(_value(equation, values) - rate) / abs(rate)
    direct = -1j * OMEGA_B * amplitude["b_s"] - 1j * WEAK * mp.conj(c["c_ms"]) * amplitude["a_m"]
    coupling = (rate - direct) / (-WEAK * amplitude["b_n"])
    if "conjugate" in equation.id:
        coupling = mp.conj(coupling)
    return abs(_value(equation, values) - coupling) / abs(coupling)


def ring(equation: Equation) -> Opinion:
    """Complex modes on a ring: the reservoir's field is driven, summed over its past, and projected by quadrature."""
    with mp.workdps(20):
        modes = {name: _on_ring(*harmonics) for name, harmonics in _RING.items()}
        c = {f"c_{i}{j}": _over(modes[i], modes[j]) for i in "mr" for j in "sn"}
        c["c_rm"] = c["c_rn"]
        amplitude = {"b_s": mp.mpf(0), "b_n": mp.mpc("0.6", "-0.7"), "a_m": mp.mpc("0.3", "0.2") * WEAK}
        amplitude["b_m"] = amplitude["b_n"]
        amplitude["a_r"] = -1j * WEAK * _memory() * _over(modes["r"], modes["n"]) * amplitude["b_n"]
        if "force" in equation.id:
            amplitude |= {"a_m": mp.mpf(0), "a_r": mp.mpc("0.4", "-0.9")}
        if "epsilon" in equation.id:
            amplitude["a_m"] = mp.mpf(0)
        # the field of an alkali mode is its conjugate function times its amplitude, and b_s = integral of B_s b
        field = [sum(mp.conj(modes[i][x]) * amplitude[f"a_{i}"] for i in "mr") for x in range(len(modes["m"]))]
        rate = -1j * WEAK * _over(modes["s"], [mp.conj(value) for value in field])
        gap = _gap(equation, c, amplitude, rate)
        # sums over 8 places are exact for these waves, the past is summed to 16 digits
        return Opinion(method="complex modes on a ring, by quadrature", agrees=bool(gap < mp.mpf(10) ** -12),
                       detail=f"relative difference {mp.nstr(gap, 2)}")  # fmt: skip


# amplitudes of the waves exp(ix), exp(2ix) and exp(-ix) in alkali modes m, r and noble-gas modes s, n
_RING = {"m": (1, 0, 0), "r": (0, 0.6, 0.8), "s": (1, 1j, -1), "n": (1, 1j, 2)}


def _on_ring(one: complex, two: complex, back: complex) -> list[mp.mpc]:
    """A mode on 8 places of a ring, normalised."""
    angles = [2 * mp.pi * x / 8 for x in range(8)]
    values = [one * mp.expj(x) + two * mp.expj(2 * x) + back * mp.expj(-x) for x in angles]
    return [value / mp.sqrt(sum(abs(v) ** 2 for v in values)) for value in values]


def _over(f: list[mp.mpc], g: list[mp.mpc]) -> mp.mpc:
    """The integral of one function times the conjugate of another."""
    return sum(value * mp.conj(other) for value, other in zip(f, g, strict=True))


@cache
def _memory() -> mp.mpc:
    """What a driver that turns at omega_b has left in a mode that turns at omega_a and decays, over all its past."""
    return mp.quad(lambda past: mp.exp(-(1j * OMEGA_A + LOSS_R - 1j * OMEGA_B) * past), mp.linspace(0, 40, 21))


# --- sums over modes of a sphere of radius 1, with D = J = 1 ---------------------------------------------------------
Radial = Callable[[float], float]


def _simpson(function: Radial, pieces: int = 1500) -> float:
    """The integral from 0 to 1; for waves of up to 24 half periods it is good to 1e-7."""
    step = 1 / (2 * pieces)
    inner = (function(i * step) * (4 if i % 2 else 2) for i in range(1, 2 * pieces))
    return math.fsum((function(0.0), *inner, function(1.0))) * step / 3


@cache
def _root(n: int) -> float:
    """The n-th positive root of tan x = x, by bisection between its poles; 0 stands for the uniform mode."""
    low, high = n * math.pi, (n + 0.5) * math.pi
    if n == 0:
        return 0.0
    rising = math.sin(high) - high * math.cos(high) > 0
    for _ in range(60):
        middle = (low + high) / 2
        if (math.sin(middle) - middle * math.cos(middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _wave(k: float) -> Radial:
    """r times the shape of a mode: sin(kr), or r for the uniform mode."""
    return lambda r: math.sin(k * r) if k else r


@cache
def _quadrature(m: int, n: int) -> float:
    """The overlap of alkali mode m and noble-gas mode n, both normalised by quadrature."""
    alkali, noble = _wave(m * math.pi), _wave(_root(n))
    norms = (_simpson(lambda r: wave(r) ** 2) for wave in (alkali, noble))
    return _simpson(lambda r: alkali(r) * noble(r)) / math.sqrt(math.prod(norms))


def _boundary(m: int, n: int) -> float:
    """The same overlap from Green's identity, up to its sign: only the alkali flux through the wall counts."""
    x = _root(n)
    flux = m * math.pi * math.sqrt(2)
    at_wall = math.sin(x) * math.sqrt(2 / (1 - math.sin(2 * x) / (2 * x)))
    return flux * at_wall / ((m * math.pi) ** 2 - x**2)


def _part(m: int, n: int, *, by_alkali: bool) -> float:
    """c^2/k^2 of one reservoir mode."""
    return (_quadrature(m, n) / (m * math.pi if by_alkali else _root(n))) ** 2


def _opinion(method: str, found: float, expected: float, tolerance: float) -> Opinion:
    gap = abs(found / expected - 1)
    return Opinion(method=method, agrees=gap < tolerance,
                   detail=f"{expected:.8g} in units of J R^2/D, relative difference {gap:.2g}")  # fmt: skip


def _sphere(equation: Equation, **more: object) -> float:
    values = {"J": 1, "R": 1, "D_a": 1, "D_b": 1} | more
    return float(mp.re(_value(equation, values)))


def poisson(equation: Equation) -> Opinion:
    """The uniform mode and a reservoir from r_0 = 2: the solution of Poisson's equation less the first mode's part."""
    whole = _simpson(lambda r: 3 * r**2 * (1 - r**2) / 6)
    # Simpson's rule is good to 1e-7 of the whole, 13 times what is left
    rest = whole - _part(1, 0, by_alkali=True)
    return _opinion("Poisson's equation, less the first mode", _sphere(equation, r_0=2), rest, 1e-5)


def term_by_term(equation: Equation) -> Opinion:
    """The same sum over 19 modes by quadrature; what is left is below 6/(3 pi^4 20.5^3) = 2.4e-6, of 0.0051."""
    found = math.fsum(_part(r, 0, by_alkali=True) for r in range(2, 21))
    return _opinion("sum over 19 modes by quadrature", _sphere(equation, r_0=2), found, 6e-4)


def lowest_by_modes(equation: Equation) -> Opinion:
    """The lowest alkali mode and 12 noble-gas modes by quadrature; the rest is below 4/(5 pi^4 12^5) = 3.3e-8."""
    found = math.fsum(_part(1, n, by_alkali=False) for n in range(1, 13))
    return _opinion("sum over 12 modes by quadrature", _sphere(equation), found, 1e-5)


def lowest_by_flux(equation: Equation) -> Opinion:
    """The same as the integral of the squared gradient of the solution of Poisson's equation, by running sums.

    The source is A_1 less its part along the uniform mode, times sqrt(4 pi): sqrt(2) sin(pi r)/r - 3 mean.
    """
    pieces = 4000
    mean = _simpson(lambda r: math.sqrt(2) * math.sin(math.pi * r) * r)
    flux = total = 0.0
    for i in range(pieces):
        middle = (i + 0.5) / pieces
        step = (math.sqrt(2) * math.sin(math.pi * middle) * middle - 3 * mean * middle**2) / pieces
        total += (flux + step / 2) ** 2 / middle**2 / pieces
        flux += step
    # the midpoint rule with 4000 pieces is good to 1e-6
    return _opinion("squared gradient of the solution of Poisson's equation", _sphere(equation), total, 1e-5)


def edge_far(equation: Equation) -> Opinion:
    """Noble-gas mode 399 beside an alkali reservoir from 400 on, by boundary terms; corrections are of order 1/r_0."""
    first = 400
    found = math.fsum((_boundary(r, first - 1) / (r * math.pi)) ** 2 for r in range(first, first + 3000))
    return _opinion("3000 boundary terms at r_0 = 400", _sphere(equation, r_0=first), found, 4 / first)


def edge_near(equation: Equation) -> Opinion:
    """Noble-gas mode 11 beside an alkali reservoir from 12 on, by quadrature; corrections are of order 1/r_0."""
    first = 12
    found = math.fsum(_part(r, first - 1, by_alkali=True) for r in range(first, first + 12))
    return _opinion("12 overlaps by quadrature at r_0 = 12", _sphere(equation, r_0=first), found, 4 / first)


def tail_by_zeta(equation: Equation) -> Opinion:
    """The tail of 1/r^4 from r_h = 40 by Hurwitz's zeta function."""
    expected = float(6 / mp.pi**4 * mp.zeta(4, 40))
    # the next term is of relative order r_h^-4 = 4e-7
    return _opinion("Hurwitz's zeta function at r_h = 40", _sphere(equation, x_h=mp.mpf(1) / 40), expected, 1e-6)


def tail_by_rest(equation: Equation) -> Opinion:
    """The tail from r_h = 9 as the solution of Poisson's equation, R^2/15, less eight modes by quadrature."""
    rest = _simpson(lambda r: 3 * r**2 * (1 - r**2) / 6) - math.fsum(_part(r, 0, by_alkali=True) for r in range(1, 9))
    # the next term is of relative order r_h^-4 = 1.5e-4
    return _opinion("Poisson's equation less 8 modes", _sphere(equation, x_h=mp.mpf(1) / 9), rest, 3e-4)


def alkali_tail_far(equation: Equation) -> Opinion:
    """The tail of the lowest alkali mode from noble-gas mode 40 on, by boundary terms."""
    found = math.fsum((_boundary(1, n) / _root(n)) ** 2 for n in range(40, 600))
    # corrections are of order 1/r_h^2 = 6e-4 with a factor of a few
    return _opinion("560 boundary terms from r_h = 40", _sphere(equation, x_h=mp.mpf(1) / 40, m=1), found, 1e-2)


def alkali_tail_near(equation: Equation) -> Opinion:
    """The same from noble-gas mode 9 to 20 by quadrature."""
    found = math.fsum(_part(1, n, by_alkali=False) for n in range(9, 21))
    # corrections of order 1/r_h^2, and (9/21)^5 = 1.4e-2 of the tail lies beyond mode 20
    return _opinion("12 overlaps by quadrature from r_h = 9", _sphere(equation, x_h=mp.mpf(1) / 9, m=1), found, 5e-2)


_FAST, _TAILS = "spin_exchange.mode_elimination", "spin_exchange.mode_tails"
ORACLES = {
    f"{_FAST}.noble_gas": (places, ring),
    f"{_FAST}.noble_gas_epsilon": (places, ring),
    f"{_FAST}.noble_gas_epsilon_conjugate": (places, ring),
    f"{_FAST}.noble_gas_force": (places, ring),
    f"{_TAILS}.uniform_coupling": (poisson, term_by_term),
    f"{_TAILS}.lowest_alkali_coupling": (lowest_by_modes, lowest_by_flux),
    f"{_TAILS}.edge": (edge_far, edge_near),
    f"{_TAILS}.tail": (tail_by_zeta, tail_by_rest),
    f"{_TAILS}.alkali_tail": (alkali_tail_far, alkali_tail_near),
}
