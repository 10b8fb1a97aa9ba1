r"""Oracles of the collision statistics: flights step by step, quadrature, Monte Carlo, counting cells.

None uses a derived formula: distances are computed from coordinates, rates from random velocities or by
quadrature of the Maxwell distribution, correlations by adding up probabilities of short intervals.
"""

from __future__ import annotations

import math
import random
from fractions import Fraction
from functools import cache

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

SEED = 20240229
PAIRS = 300_000
REACH = 5.0  # radius of the ball of initial displacements, in units of v_T tau'
FLIGHTS = ((3, 2, Fraction(1, 10), 1), (2, 5, Fraction(1, 5), Fraction(1, 2)), (7, 1, Fraction(1, 20), Fraction(2, 5)))
START = Fraction(11, 3)  # the time t at which a flight begins


def value(expression: sp.Expr, values: dict[str, Fraction | int | mp.mpf]) -> mp.mpf:
    """The number that an expression is, each symbol by its name."""
    numbers = {s: sp.Float(mp.mpf(_plain(values[s.name])), 40) for s in expression.free_symbols}
    return mp.mpf(str(expression.subs(numbers).doit().evalf(40)))


def stepping(equation: Equation) -> Opinion:
    """Move a pair in small steps of time and note when it is within reach; the step is the uncertainty."""
    worst, steps = mp.mpf(0), 4000
    for r, v, theta, epsilon in FLIGHTS:
        along, across = float(r) * math.cos(float(theta)), float(r) * math.sin(float(theta))
        step = 2 * float(r) / float(v) / steps
        inside = [n * step for n in range(steps) if math.hypot(along - float(v) * n * step, across) <= float(epsilon)]
        middle = (inside[0] + inside[-1]) / 2
        expected = {
            "t_in": float(START) + inside[0],
            "t_out": float(START) + inside[-1],
            "duration": inside[-1] - inside[0],
            "t_ab": float(START) + middle,
        }[str(equation.lhs)]
        given = {"r": r, "v": v, "theta": theta, "epsilon": epsilon, "t": START, "elapsed": Fraction(middle)}
        worst = max(worst, abs(value(equation.rhs, given) - expected) / step)
    # either end is known to one step
    return Opinion(
        method="a flight in small steps",
        agrees=bool(worst <= 2),
        detail=f"{len(FLIGHTS)} flights of {steps} steps: at most {mp.nstr(worst, 3)} steps apart",
    )


def chord(equation: Equation) -> Opinion:
    """The time within reach as the chord of a circle at the impact parameter, bisected at its middle."""
    worst = mp.mpf(0)
    with mp.workdps(40):
        for r, v, theta, epsilon in FLIGHTS:
            displacement = mp.expj(_plain(theta)) * r
            impact, length = abs(displacement.imag), abs(displacement.real)
            half = mp.quad(lambda y: 1, [0, mp.sqrt(_plain(epsilon) ** 2 - impact**2)])
            times = {"t_in": length - half, "t_out": length + half, "duration": 2 * half, "t_ab": length}
            start = 0 if str(equation.lhs) == "duration" else _plain(START)
            expected = start + times[str(equation.lhs)] / v
            given = {"r": r, "v": v, "theta": theta, "epsilon": epsilon, "t": START, "elapsed": length / v}
            worst = max(worst, abs(value(equation.rhs, given) - expected))
    # both at 40 digits
    return Opinion(
        method="chord of a circle",
        agrees=bool(worst < mp.mpf(10) ** -30),
        detail=f"{len(FLIGHTS)} flights, largest difference {mp.nstr(worst, 2)}",
    )


def normalisation(equation: Equation) -> Opinion:
    """The integral of the window over space, by quadrature; far outside it must vanish."""
    place = next(s.name for s in equation.rhs.free_symbols if s.name in ("r", "offset"))
    length = Fraction(3, 2)

    def window(distance: mp.mpf) -> mp.mpf:
        return value(equation.rhs, {place: distance, "l": length})

    inside = mp.quad(lambda x: 4 * mp.pi * x**2 * window(x), [0, 0.7, 1.4999])
    beyond = [window(mp.mpf(x)) for x in (1.6, 3, 50)]
    # the quadrature stops 1e-4 short of the edge: 3e-4/1.5 of the volume is missing
    agrees = abs(inside - 1) < 3e-4 and not any(beyond)
    return Opinion(
        method="normalisation by quadrature",
        agrees=bool(agrees),
        detail=f"integral {mp.nstr(inside, 7)} over the inside, outside {', '.join(mp.nstr(b, 3) for b in beyond)}",
    )


def lattice(equation: Equation) -> Opinion:
    """Atoms on a cubic lattice of density 1: the sum of their windows at an odd place is the density."""
    place = next(s.name for s in equation.rhs.free_symbols if s.name in ("r", "offset"))
    length, side = Fraction(15), 18
    centre = (0.31, 0.17, 0.42)
    inside, outside = (value(equation.rhs, {place: d, "l": length}) for d in (Fraction(7), Fraction(16)))
    atoms = [
        math.dist(centre, (i, j, k)) for i in range(-side, side) for j in range(-side, side) for k in range(-side, side)
    ]
    total = sum(inside if d < length else outside for d in atoms)
    # 14 000 atoms in the window; those at its surface, 4 pi 15^2, may be off by a few parts in a thousand
    return Opinion(
        method="atoms on a lattice",
        agrees=bool(abs(total - 1) < 0.01),
        detail=f"{len(atoms)} atoms of density 1: the windows add up to {mp.nstr(total, 6)}",
    )


def maxwell_quadrature(equation: Equation) -> Opinion:
    """Rate, speed or probability by quadrature of the Maxwell distribution over direction and speed."""
    v_t = mp.mpf(7) / 5
    with mp.workdps(25):
        weight = 4 / mp.sqrt(mp.pi) / v_t**3
        speed = mp.quad(lambda v: weight * v**3 * mp.exp(-((v / v_t) ** 2)), [0, v_t, 4 * v_t, 14 * v_t])
        expected = _rate(equation, speed, v_t)
        given = {"v_T": v_t, "v_mean": speed} | _GIVEN
        found = value(equation.rhs, given)
        ratio = found / expected
    # quadrature to 25 digits; the Gaussian beyond 14 v_T is below 1e-80
    return Opinion(
        method="quadrature of the Maxwell distribution",
        agrees=bool(abs(ratio - 1) < mp.mpf(10) ** -15),
        detail=f"mean relative speed {mp.nstr(speed / v_t, 12)} v_T; derived over quadrature {mp.nstr(ratio, 15)}",
    )


def flying_pairs(equation: Equation) -> Opinion:
    """Count collisions of pairs with random places and Gaussian velocities, from their coordinates alone."""
    hits, error = collisions()
    v_t = mp.mpf(1)
    # hits per pair times the volume of the ball is sigma tau' times the mean speed; here sigma = pi, tau' = 1
    volume = 4 / 3 * math.pi * REACH**3
    speed = mp.mpf(hits / PAIRS * volume / math.pi)
    expected = _rate(equation, speed, v_t)
    found = value(equation.rhs, {"v_T": v_t, "v_mean": 2 / mp.sqrt(mp.pi)} | _GIVEN)
    apart = abs(found / expected - 1) / error
    # four standard errors; sqrt(pi)/2, which a step gives, is more than six away
    return Opinion(
        method="pairs in straight flight (Monte Carlo)",
        agrees=bool(apart < 4),
        detail=f"{hits} collisions of {PAIRS} pairs, seed {SEED}: ratio {mp.nstr(found / expected, 4)}, "
        f"{mp.nstr(apart, 2)} standard errors of {error:.3f}",
    )


@cache
def collisions() -> tuple[int, float]:
    """Pairs that come within the distance 1 in the time 1, with v_T = 1, and the relative standard error."""
    draw = random.Random(SEED)
    hits = 0
    for _ in range(PAIRS):
        x, y, z = (REACH * (2 * draw.random() - 1) for _ in range(3))
        distance = x * x + y * y + z * z
        while distance > REACH**2:
            x, y, z = (REACH * (2 * draw.random() - 1) for _ in range(3))
            distance = x * x + y * y + z * z
        if distance <= 1:
            continue  # within reach from the start: no collision begins in this interval
        # one component of the relative velocity has the variance v_T^2/2
        u, v, w = (draw.gauss(0, math.sqrt(0.5)) for _ in range(3))
        closing, speed = x * u + y * v + z * w, u * u + v * v + w * w
        root = closing * closing - speed * (distance - 1)
        if closing > 0 and root >= 0 and (closing - math.sqrt(root)) <= speed:
            hits += 1
    return hits, 1 / math.sqrt(hits)


def cells_of_time(equation: Equation) -> Opinion:
    """Cut time into short cells with one independent collision each at most, and add up all pairs of cells."""
    cells, chance = 40, Fraction(1, 10**12)
    tau = Fraction(2)
    worst = mp.mpf(0)
    name = str(equation.lhs)
    for lag in (-50, -25, -7, 0, 13, 39, 60):
        for same in (0, 1):
            shared = sum(1 for i in range(cells) for j in range(cells) if same and i == j + lag)
            pairs = shared * chance + (cells**2 - shared) * chance**2
            mean = cells * chance
            expected = pairs if name == "kk" else pairs - mean**2
            width = tau / cells
            given = {"tau_p": tau, "lag": lag * width, "same": same, "rate": chance / width, "p_ab": mean}
            if name == "kk":
                if same:
                    continue
                given |= {"delta_tt": 0, "ckk_c": 0}
            found = value(equation.rhs, given)
            worst = max(worst, abs(found - _plain(expected)) / _plain(mean if name != "kk" else mean**2))
    # two collisions in one cell are neglected: relative error of the order of the chance, 1e-12
    return Opinion(
        method="adding up cells of time",
        agrees=bool(worst < mp.mpf(10) ** -9),
        detail=f"windows of {cells} cells, seven lags, same and other pairs: relative difference {mp.nstr(worst, 2)}",
    )


def random_arrivals(equation: Equation) -> Opinion:
    """Draw collisions at random times and average products of counts."""
    draw, rate, tau, trials = random.Random(SEED), 0.3, 1.0, 40_000
    name, lag = str(equation.lhs), 0.4
    products = []
    for _ in range(trials):
        own = _arrivals(draw, rate, lag + tau)
        other = own if name == "ckk" else _arrivals(draw, rate, lag + tau)
        first, second = sum(t < tau for t in own), sum(t >= lag for t in other)
        products.append(first * second)
    average = sum(products) / trials
    spread = math.sqrt(sum((p - average) ** 2 for p in products)) / trials
    mean = average - (rate * tau) ** 2 if name == "ckk" else average
    given = {
        "tau_p": tau,
        "lag": lag,
        "rate": rate,
        "p_ab": rate * tau,
        "delta_tt": 0,
        "ckk_c": 0,
        "same": int(name == "ckk"),
    }
    found = value(equation.rhs, {k: Fraction(v) for k, v in given.items()})
    apart = abs(float(found) - mean) / spread
    # four standard errors of the mean
    return Opinion(
        method="random arrivals (Monte Carlo)",
        agrees=bool(apart < 4),
        detail=f"{trials} pairs of windows, lag {lag} tau', seed {SEED}: {mean:.4f}, derived {mp.nstr(found, 4)}, "
        f"{apart:.1f} standard errors",
    )


def population(equation: Equation) -> Opinion:
    """A thousand pairs of which three collide, with different phases: means over all and over those, in fractions."""
    phases = (Fraction(1, 3), Fraction(2, 7), Fraction(5, 11))
    total = 1000
    over_all, over_hits = sum(phases) / total, sum(phases) / len(phases)
    given = {"p_ab": Fraction(len(phases), total), "phi_hit": over_hits}
    found = equation.rhs.subs({s: sp.Rational(given[s.name]) for s in equation.rhs.free_symbols})
    return Opinion(
        method="a population of pairs",
        agrees=bool(found == sp.Rational(over_all)),
        detail=f"mean phase of all pairs {over_all}, of those that collide {over_hits}; derived {found}",
    )


def random_phases(equation: Equation) -> Opinion:
    """Draw pairs that collide with a probability of 1/5 and exponential phases of mean 1."""
    draw, chance, trials = random.Random(SEED), 0.2, 60_000
    drawn = [draw.expovariate(1) if draw.random() < chance else 0.0 for _ in range(trials)]
    mean = sum(drawn) / trials
    spread = math.sqrt(sum((p - mean) ** 2 for p in drawn)) / trials
    found = float(value(equation.rhs, {"p_ab": Fraction(1, 5), "phi_hit": 1}))
    apart = abs(found - mean) / spread
    # four standard errors of the mean
    return Opinion(
        method="random phases (Monte Carlo)",
        agrees=bool(apart < 4),
        detail=f"{trials} pairs, seed {SEED}: mean {mean:.4f}, derived {found}, {apart:.1f} standard errors",
    )


_GIVEN: dict[str, Fraction | int | mp.mpf] = {"sigma": 2, "tau_p": 3, "w_ab": Fraction(1, 5), "n_b": 4, "n_a": 5}


def _rate(equation: Equation, speed: mp.mpf, v_t: mp.mpf) -> mp.mpf:
    """What the equation's left side is for a mean relative speed, with the numbers of _GIVEN."""
    name = str(equation.lhs)
    swept = 2 * 3 * speed
    return {"v_mean": speed, "p_ab": swept / 5, "W": swept, "p_one": 4 * swept, "tau_d": 1 / (4 * 2 * speed)}[name]


def _arrivals(draw: random.Random, rate: float, until: float) -> list[float]:
    found, now = [], draw.expovariate(rate)
    while now < until:
        found.append(now)
        now += draw.expovariate(rate)
    return found


def _plain(number: Fraction | int | float | mp.mpf) -> mp.mpf:
    if isinstance(number, Fraction):
        return mp.mpf(number.numerator) / number.denominator
    return mp.mpf(number)


_G, _K, _C, _S = (
    f"spin_exchange.{m}" for m in ("kinetics_geometry", "kinetics", "coarse_graining", "collision_statistics")
)
ORACLES = {
    f"{_G}.event": (stepping, chord),
    f"{_G}.entry": (stepping, chord),
    f"{_G}.exit": (stepping, chord),
    f"{_G}.mean_time": (stepping, chord),
    f"{_G}.duration": (stepping, chord),
    f"{_K}.mean_speed": (maxwell_quadrature, flying_pairs),
    f"{_K}.weight": (maxwell_quadrature, flying_pairs),
    f"{_C}.window": (normalisation, lattice),
    f"{_C}.displaced_window": (normalisation, lattice),
    f"{_C}.pair_probability": (maxwell_quadrature, flying_pairs),
    f"{_C}.alkali_probability": (maxwell_quadrature, flying_pairs),
    f"{_C}.alkali_time": (maxwell_quadrature, flying_pairs),
    f"{_S}.covariance": (cells_of_time, random_arrivals),
    f"{_S}.correlation": (cells_of_time, random_arrivals),
    f"{_S}.pair_phase": (population, random_phases),
}
