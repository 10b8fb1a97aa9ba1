r"""Oracles of random collisions: matrices written level by level, enumeration of all pairings, plain evolution.

None uses the operator algebra, the derivations, or their symbols: a collision is built from the levels of two spins.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

SMALL = 10**12
GASES = ((1, 2), (1, 3), (2, 2), (2, 3))
CHI = (Fraction(3, 5), Fraction(4, 7))


def levels_of_a_pair(equation: Equation) -> Opinion:
    """exp(-i phi s.k) of the four levels of a pair, as a matrix exponential, divided by the element of both down."""
    worst, common = mp.mpf(0), equation.id.endswith("synchronised")
    with mp.workdps(40):
        for phase, symmetric in itertools.product((mp.mpf("0.3"), mp.mpf(2), mp.mpf("-1.7")), (1, 0)):
            step = mp.expm(mp.mpc(0, -1) * phase * _contact())
            sign = 1 if symmetric else -1
            amplitude = (step[1, 1] + sign * step[1, 2]) / step[3, 3]
            if common:  # the square root of the product of both amplitudes, continuous from phase 0
                amplitude /= mp.expjpi(phase / (2 * mp.pi))
            worst = max(worst, abs(amplitude - _value(equation.rhs, phi=phase, triplet=symmetric)))
        agrees = worst < mp.mpf(10) ** -30  # 40 digits are carried
    return Opinion(
        method="matrix exponential of the four levels",
        agrees=bool(agrees),
        detail=f"largest difference {mp.nstr(worst, 2)} at six points",
    )


def energies_of_a_pair(equation: Equation) -> Opinion:
    """The triplet has the energy 1/4 and the singlet -3/4: relative to parallel spins, phases 0 and phi."""
    worst, common = mp.mpf(0), equation.id.endswith("synchronised")
    with mp.workdps(40):
        for phase, symmetric in itertools.product((mp.mpf("0.4"), mp.mpf("2.5")), (1, 0)):
            turned = (0 if symmetric else phase) - (phase / 2 if common else 0)
            worst = max(worst, abs(mp.expj(turned) - _value(equation.rhs, phi=phase, triplet=symmetric)))
        agrees = worst < mp.mpf(10) ** -30  # 40 digits are carried
    return Opinion(
        method="energies of singlet and triplet", agrees=bool(agrees), detail=f"largest difference {mp.nstr(worst, 2)}"
    )


def kick_by_exponential(equation: Equation) -> Opinion:
    """The first order of the same matrix exponential, odd in the phase."""
    row = 1 if "alkali" in equation.id else 2
    with mp.workdps(40):
        phase = mp.mpf(1) / SMALL
        steps = [mp.expm(mp.mpc(0, -sign) * phase * _contact()) for sign in (1, -1)]
        first = (steps[0][row, 1] / steps[0][3, 3] - steps[1][row, 1] / steps[1][3, 3]) / (2 * phase)
        gap = abs(first - _value(equation.rhs))
        agrees = gap < mp.mpf(10) ** -22  # the third order is phase^2 = 1e-24 of the first
    return Opinion(
        method="matrix exponential of the four levels", agrees=bool(agrees), detail=f"difference {mp.nstr(gap, 2)}"
    )


def kick_by_energies(equation: Equation) -> Opinion:
    """-i times the element of s.k: level shifts m_s m_k of opposite less parallel spins, and half a flip."""
    half = Fraction(1, 2)
    element = half * -half - half * half if "alkali" in equation.id else half
    found = sp.expand(equation.rhs + sp.I * sp.Rational(element))
    return Opinion(method="elements of s.k between levels", agrees=found == 0, detail=f"-i times {element}, exactly")


def first_order_by_levels(equation: Equation) -> Opinion:
    """-i phi s.k of all pairs, each meeting once in N_b steps, and the field: on both symmetric excitations."""
    worst = mp.mpf(0)
    with mp.workdps(30):
        for n_a, n_b in GASES:
            start = [1 / mp.sqrt(n_a)] * n_a
            change = [c / 2 for c in start] + [mp.mpf(0)] * n_b  # the field turns by half the mean phase in a step
            for a, b in itertools.product(range(n_a), range(n_b)):
                change[a] += start[a] * (-0.25 - 0.25) / n_b  # opposite spins, less both down
                change[n_a + b] += start[a] * 0.5 / n_b
            steps = mp.mpc(0, -1) * 0.125 * 3 / 2  # mean phase 1/8, time 3, step 2
            stays, crosses = mp.fsum(change[:n_a]) / mp.sqrt(n_a), mp.fsum(change[n_a:]) / mp.sqrt(n_b)
            found = _components(equation, mp.mpf(n_a) / n_b, 0.125, 3, 2)
            worst = max(worst, abs(found[0] - 1 - steps * stays), abs(found[1] - steps * crosses))
        agrees = worst < mp.mpf(10) ** -25  # 30 digits are carried
    return Opinion(
        method="first order of all pairs, level by level",
        agrees=bool(agrees),
        detail=f"both components for {len(GASES)} pairs of gases, largest difference {mp.nstr(worst, 2)}",
    )


def first_order_of_pairings(equation: Equation) -> Opinion:
    """Every pairing of one step with full collisions and the field, averaged; the part odd in a small phase."""
    worst = mp.mpf(0)
    with mp.workdps(40):
        small = mp.mpf(1) / SMALL
        for n_a, n_b in GASES:
            sides = []
            for phase in (small, -small):
                sums, count = [mp.mpc(0), mp.mpc(0)], 0
                for partners in itertools.permutations(range(n_b), n_a):
                    stays, crosses = (1 + mp.expj(phase)) / 2, (1 - mp.expj(phase)) / 2
                    sums[0] += mp.expj(-phase / 2) * stays
                    sums[1] += len(partners) * crosses / mp.sqrt(n_a * n_b)
                    count += 1
                sides.append([x / count for x in sums])
            odd = [(x - y) / 2 for x, y in zip(*sides, strict=True)]
            found = _components(equation, mp.mpf(n_a) / n_b, small, 1, 1)
            worst = max(worst, *(abs(f - e) / small for f, e in zip((found[0] - 1, found[1]), odd, strict=True)))
        agrees = worst < mp.mpf(10) ** -20  # the third order is phase^2 = 1e-24 of the first
    return Opinion(
        method="enumeration of all pairings, first order",
        agrees=bool(agrees),
        detail=f"both components for {len(GASES)} pairs of gases, largest difference per phase {mp.nstr(worst, 2)}",
    )


def _components(equation: Equation, ratio: mp.mpf, phase: mp.mpf, time: int, step: int) -> list[mp.mpc]:
    """Components of a state along the initial state and along the symmetric excitation of the noble gas."""
    point = {"R": ratio, "phi_mean": mp.mpf(phase), "t": time, "tau": step, "e_st": 0}
    return [_value(equation.rhs, **point, e_10=along, e_01=1 - along) for along in (1, 0)]


def all_pairings(equation: Equation) -> Opinion:
    """One step for 1 or 2 alkali and 2 or 3 noble-gas atoms: every pairing and every choice of two phases, exactly."""
    agreeing, turn = 0, sp.Rational(3, 5) + sp.I * sp.Rational(4, 5)
    for gases in GASES:
        expected = _next_sums(gases, turn)
        chi = sum(_wave(c) for c in CHI) / len(CHI)
        values = {"N_a": gases[0], "N_b": gases[1], "chi": chi, **_sums(_start(*gases), gases)}
        found = [_exactly(e, values, turn) for e in sp.Matrix(equation.rhs)]
        agreeing += all(sp.expand(a - b) == 0 for a, b in zip(found, expected, strict=True))
    return Opinion(
        method="enumeration of all pairings and phases",
        agrees=agreeing == len(GASES),
        detail=f"{agreeing} of {len(GASES)} pairs of gases agree in all six sums, exactly",
    )


def mean_over_pairings(equation: Equation) -> Opinion:
    """The mean amplitude left in the symmetric excitation after one step, over all pairings and two phases."""
    alkali, worst = equation.id.endswith("gamma_a"), mp.mpf(0)
    with mp.workdps(60):
        mean, breadth = mp.mpf(1) / SMALL, mp.mpf(3) / 4
        for n_a, n_b in GASES:
            total, count = mp.mpc(0), 0
            for partners in itertools.permutations(range(n_b), n_a):
                for signs in itertools.product((1, -1), repeat=n_a):
                    kept = [(1 + mp.expj(mean * (1 + s * breadth))) / 2 for s in signs]
                    total += sum(kept) / n_a if alkali else (n_b - len(partners) + sum(kept)) / n_b
                    count += 1
            rate = -mp.log(abs(total / count))
            expected = _value(equation.rhs, R=mp.mpf(n_a) / n_b, phi_mean=mean, rho=breadth, tau=1)
            worst = max(worst, abs(rate / expected - 1))
        agrees = worst < mp.mpf(10) ** -10  # the next order is smaller by the mean phase, 1e-12
    return Opinion(
        method="enumeration of all pairings and phases",
        agrees=bool(agrees),
        detail=f"{len(GASES)} pairs of gases, largest relative difference {mp.nstr(worst, 2)}",
    )


def mean_over_the_bell_curve(equation: Equation) -> Opinion:
    """The mean amplitude of one atom that collides with probability R, its phase averaged by quadrature."""
    with mp.workdps(50):
        mean, breadth, ratio = mp.mpf(10) ** -9, mp.mpf(6) / 5, mp.mpf(2) / 7

        def weighted(u: mp.mpf) -> mp.mpc:
            return mp.exp(-(u**2) / 2) / mp.sqrt(2 * mp.pi) * (mp.expj(mean * (1 + breadth * u)) - 1) / 2

        change = mp.quad(weighted, [-14, -7, 0, 7, 14])
        chance = 1 if equation.id.endswith("gamma_a") else ratio
        rate = -mp.log(abs(1 + chance * change))
        expected = _value(equation.rhs, R=ratio, phi_mean=mean, rho=breadth, tau=1)
        gap = abs(rate / expected - 1)
        agrees = gap < mp.mpf(10) ** -7  # the next order is smaller by the mean phase, 1e-9
    return Opinion(
        method="quadrature over normal phases", agrees=bool(agrees), detail=f"relative difference {mp.nstr(gap, 2)}"
    )


def star_of_couplings(equation: Equation) -> Opinion:
    """Exponential of the coupling of each alkali to each noble-gas atom: swing of the symmetric alkali excitation."""
    worst = mp.mpf(0)
    with mp.workdps(30):
        for n_a, n_b in ((2, 3), (3, 4), (4, 6)):
            size, rate = n_a + n_b, mp.sqrt(n_a * n_b)
            coupling = mp.matrix(size)
            for a, b in itertools.product(range(n_a), range(n_a, size)):
                coupling[a, b] = coupling[b, a] = 1
            seen = []
            for n in range(9):
                step = mp.expm(mp.mpc(0, -1) * coupling * mp.pi * n / (8 * rate))
                seen.append(abs(mp.fsum(step[a, 0] for a in range(n_a))) ** 2 / n_a)
            worst = max(worst, abs(max(seen) - min(seen) - _value(equation.rhs, N_a=n_a)))
        agrees = worst < mp.mpf(10) ** -20  # 30 digits are carried
    return Opinion(
        method="exponential of all couplings", agrees=bool(agrees), detail=f"largest difference {mp.nstr(worst, 2)}"
    )


def many_weak_collisions(equation: Equation) -> Opinion:
    """Each alkali atom meets each noble-gas atom in turn, in thousands of weak collisions: the same swing."""
    worst = 0.0
    for n_a, n_b in ((2, 3), (3, 4)):
        angle, state = 2e-3, [1.0 + 0j] + [0j] * (n_a + n_b - 1)
        cosine, sine = float(mp.cos(angle)), float(mp.sin(angle))
        seen = []
        for _ in range(int(3 / (angle * (n_a * n_b) ** 0.5))):
            for a, b in itertools.product(range(n_a), range(n_a, n_a + n_b)):
                state[a], state[b] = cosine * state[a] - 1j * sine * state[b], cosine * state[b] - 1j * sine * state[a]
            seen.append(abs(sum(state[:n_a])) ** 2 / n_a)
        worst = max(worst, abs(max(seen) - min(seen) - float(_value(equation.rhs, N_a=n_a).real)))
    # collisions of a round do not commute: an error of the order of the angle per round, 2e-3
    return Opinion(method="many weak collisions", agrees=worst < 1e-2, detail=f"largest difference {worst:.1e}")


def three_levels(equation: Equation) -> Opinion:
    """Ladder elements sqrt(n) for two excitations in two modes, and the probability of |1,1>."""
    worst = mp.mpf(0)
    with mp.workdps(30):
        root = mp.sqrt(2)
        coupling = mp.matrix([[0, root, 0], [root, 0, root], [0, root, 0]])
        rate = mp.mpf("1.3")
        times = [mp.mpf(n) / 7 for n in range(1, 9)]
        for place, time in enumerate(times):
            at = _value(equation.rhs, J=rate, m=place) if equation.id.endswith("time") else time
            found = abs(mp.expm(mp.mpc(0, -1) * rate * at * coupling)[1, 1]) ** 2
            expected = mp.mpf(0) if equation.id.endswith("time") else _value(equation.rhs, J=rate, t=time)
            worst = max(worst, abs(found - expected))
        agrees = worst < mp.mpf(10) ** -20  # 30 digits are carried
    return Opinion(
        method="exponential of three levels", agrees=bool(agrees), detail=f"largest difference {mp.nstr(worst, 2)}"
    )


def permanent_of_a_beam_splitter(equation: Equation) -> Opinion:
    """The coincidence amplitude of two bosons is the permanent of the matrix that takes one of them across."""
    worst = mp.mpf(0)
    with mp.workdps(30):
        rate = mp.mpf("0.7")
        for place in range(6):
            time = mp.mpf(place) / 3 + mp.mpf("0.1")
            at = _value(equation.rhs, J=rate, m=place) if equation.id.endswith("time") else time
            stay, cross = mp.cos(rate * at), mp.mpc(0, -1) * mp.sin(rate * at)
            found = abs(stay * stay + cross * cross) ** 2
            expected = mp.mpf(0) if equation.id.endswith("time") else _value(equation.rhs, J=rate, t=time)
            worst = max(worst, abs(found - expected))
        agrees = worst < mp.mpf(10) ** -20  # 30 digits are carried
    return Opinion(
        method="permanent of a beam splitter", agrees=bool(agrees), detail=f"largest difference {mp.nstr(worst, 2)}"
    )


def _contact() -> mp.matrix:
    """s.k on (up up, up down, down up, down down): products of m on the diagonal, half a flip in the middle."""
    return mp.matrix([[0.25, 0, 0, 0], [0, -0.25, 0.5, 0], [0, 0.5, -0.25, 0], [0, 0, 0, 0.25]])


def _value(expression: sp.Expr, **values: mp.mpf | int) -> mp.mpc:
    """The expression at a point, to the digits that are carried."""
    digits = mp.mp.dps
    numbers = {s: sp.Float(values[s.name], digits) for s in expression.free_symbols}
    real, imaginary = sp.N(expression.subs(numbers), digits).as_real_imag()
    return mp.mpc(mp.mpf(str(real)), mp.mpf(str(imaginary)))


def _wave(cosine: Fraction) -> sp.Expr:
    """A phase factor with rational cosine (1 - c^2)/(1 + c^2) and rational sine."""
    c = sp.Rational(cosine)
    return (1 - c**2 + 2 * sp.I * c) / (1 + c**2)


def _start(n_a: int, n_b: int) -> list[sp.Expr]:
    """Amplitudes of a start without any symmetry, one for each atom, with rational real and imaginary parts."""
    return [sp.Rational(n + 1, n + 2) + sp.I * sp.Rational(2 * n - 1, n + 3) for n in range(n_a + n_b)]


def _sums(state: list[sp.Expr], gases: tuple[int, int]) -> dict[str, sp.Expr]:
    alkali, noble = state[: gases[0]], state[gases[0] :]
    weights = [sp.expand(sum(c * sp.conjugate(c) for c in part)) for part in (alkali, noble)]
    both = [sp.expand(sum(part) * sp.conjugate(sum(part))) for part in (alkali, noble)]
    across = sp.expand(sum(alkali) * sp.conjugate(sum(noble)))
    return {
        "P_a": weights[0],
        "Q_a": both[0] - weights[0],
        "P_b": weights[1],
        "Q_b": both[1] - weights[1],
        "Z_ab": across,
        "Z_ba": sp.conjugate(across),
    }


def _next_sums(gases: tuple[int, int], turn: sp.Expr) -> list[sp.Expr]:
    """The six sums after a step, as the mean over every pairing and every choice of the phases."""
    n_a, n_b = gases
    totals, count = [sp.Integer(0)] * 6, 0
    for partners in itertools.permutations(range(n_b), n_a):
        for phases in itertools.product(CHI, repeat=n_a):
            state = _start(n_a, n_b)
            for a, (b, phase) in enumerate(zip(partners, phases, strict=True)):
                mine, other, wave = state[a], state[n_a + b], _wave(phase)
                # the symmetric state stays, the antisymmetric one gains the phase factor
                even, odd = (mine + other) / 2, wave * (mine - other) / 2
                state[a], state[n_a + b] = turn * (even + odd), even - odd
            totals = [x + y for x, y in zip(totals, _sums(state, gases).values(), strict=True)]
            count += 1
    return [sp.expand(x / count) for x in totals]


def _exactly(expression: sp.Expr, values: dict[str, sp.Expr], turn: sp.Expr) -> sp.Expr:
    theta = next((s for s in expression.free_symbols if s.name == "theta_B"), sp.Symbol("theta_B", real=True))
    fixed = expression.subs({sp.exp(-sp.I * theta): turn, sp.exp(sp.I * theta): sp.conjugate(turn)})
    return sp.expand(fixed.subs({s: values[s.name] for s in fixed.free_symbols}).doit())


ORACLES = {
    "spin_exchange.scattering.relative": (levels_of_a_pair, energies_of_a_pair),
    "spin_exchange.scattering.synchronised": (levels_of_a_pair, energies_of_a_pair),
    "spin_exchange.excitations.alkali_kick": (kick_by_exponential, kick_by_energies),
    "spin_exchange.excitations.noble_gas_kick": (kick_by_exponential, kick_by_energies),
    "spin_exchange.excitations.state": (first_order_by_levels, first_order_of_pairings),
    "spin_exchange.excitations.contrast": (star_of_couplings, many_weak_collisions),
    "spin_exchange.exchange_average.step": (all_pairings,),
    "spin_exchange.exchange_rates.gamma_a": (mean_over_pairings, mean_over_the_bell_curve),
    "spin_exchange.exchange_rates.gamma_b": (mean_over_pairings, mean_over_the_bell_curve),
    "spin_exchange.beam_splitter.coincidence": (three_levels, permanent_of_a_beam_splitter),
    "spin_exchange.beam_splitter.bunching_time": (three_levels, permanent_of_a_beam_splitter),
}
