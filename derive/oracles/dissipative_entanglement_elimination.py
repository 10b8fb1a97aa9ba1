r"""Oracles of the elimination: small matrices of four-level atoms, solved with the excited levels in them.

A derived master equation is read as a map of density matrices and held against what atoms with excited levels do at a
large detuning: their Liouvillian reduced by solving for its excited part, scattering amplitudes with line widths, and
exact eigenvalues. Matrices are lists of complex numbers with many digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import product

import mpmath as mp
import sympy as sp

from derive.oracles import Opinion
from derive.records import Equation

DIGITS = 40
DELTA, OMEGA, WIDTH = mp.mpf(10) ** 9, mp.mpf(2) * 10**8, mp.mpf(3)
"""Detuning and splitting so large against the widths that what the elimination neglects is of order 1e-8."""
PROBE, SHARED = mp.mpf(5), mp.mpf("0.375")
LEVELS = ("down", "up", "e_down", "e_up")
PAIRED = {"e_up": "down", "e_down": "up"}  # what the classical field drives each excited level from
RHO = mp.matrix(4, 4)
for _row, _column in product(range(4), repeat=2):
    RHO[_row, _column] = (_row + 2) * (3 - _column) + mp.mpc(0, _row - 2 * _column) / 3 + (_row * _column) ** 2


def detuning(ensemble: int, excited: str) -> mp.mpf:
    """Laser minus transition; the second ensemble has the opposite splitting and red light."""
    sign = 1 if ensemble == 0 else -1
    return sign * (DELTA - OMEGA if excited == "e_up" else DELTA + OMEGA)


# --- derived equations as maps ---------------------------------------------------------------------------------------


def _kron(a: mp.matrix, b: mp.matrix) -> mp.matrix:
    found = mp.matrix(a.rows * b.rows, a.cols * b.cols)
    for i, j, k, m in product(range(a.rows), range(a.cols), range(b.rows), range(b.cols)):
        found[i * b.rows + k, j * b.cols + m] = a[i, j] * b[k, m]
    return found


def _unit(size: int, row: int, column: int) -> mp.matrix:
    found = mp.matrix(size, size)
    found[row, column] = 1
    return found


def _ground(kind: str, ensemble: str) -> mp.matrix:
    """A ground-level operator of one atom of two; states of an atom are numbered down, up."""
    row, column = {"flip": (1, 0), "back": (0, 1), "up": (1, 1), "down": (0, 0)}[kind]
    one = _unit(2, row, column)
    return _kron(one, mp.eye(2)) if ensemble == "I" else _kron(mp.eye(2), one)


@cache
def _letters() -> dict[str, mp.matrix]:
    """The operators of one atom of each ensemble, i and j being one pair, and the density matrix."""
    found = {f"sigma_{kind}_{e}_{n}": _ground(kind, e)
             for kind in ("flip", "back", "up", "down") for e in ("I", "II") for n in "ij"}  # fmt: skip
    return found | {"rho": RHO}


def _applied(equation: Equation, numbers: Mapping[str, object], letters: Mapping[str, mp.matrix]) -> mp.matrix:
    """The right side with matrices for its operators and numbers for the rest."""
    size = next(iter(letters.values())).rows
    total = mp.matrix(size, size)
    for term in sp.Add.make_args(sp.expand(equation.rhs)):
        scalars, word = term.args_cnc()
        value = _number(sp.Mul(*scalars), numbers)
        whole = mp.eye(size)
        for letter in word:
            base, power = letter.as_base_exp()
            for _ in range(int(power)):
                whole = whole * letters[base.name]
        total += value * whole
    return total


def _number(expression: sp.Expr, numbers: Mapping[str, object]) -> mp.mpc:
    known = {s: sp.Float(mp.nstr(mp.re(v), DIGITS), DIGITS) + sp.I * sp.Float(mp.nstr(mp.im(v), DIGITS), DIGITS)
             for s in expression.free_symbols for v in (mp.mpmathify(numbers[s.name]),)}  # fmt: skip
    real, imaginary = sp.N(expression.xreplace(known), DIGITS).as_real_imag()
    return mp.mpc(mp.mpf(str(real)), mp.mpf(str(imaginary)))


def _numbers() -> dict[str, object]:
    values: dict[str, object] = {"Omega_probe": PROBE, "Delta": DELTA, "Omega": OMEGA, "kL_ji": 0}
    for n, e in enumerate(("I", "II")):
        values |= {f"Delta_{level}_{e}": detuning(n, f"e_{level}") for level in ("up", "down")}
    return values


def _gap(found: Iterable[mp.mpc], expected: Iterable[mp.mpc]) -> mp.mpf:
    pairs = list(zip(found, expected, strict=True))
    return max(abs(a - b) for a, b in pairs) / max(abs(b) for _, b in pairs)


def _close(method: str, found: Iterable[mp.mpc], expected: Iterable[mp.mpc], tolerance: float, detail: str) -> Opinion:
    gap = _gap(found, expected)
    shown = f"relative difference {mp.nstr(gap, 2)}; {detail}"
    return Opinion(method=method, agrees=bool(gap < tolerance), detail=shown)


# --- scattering amplitudes with line widths --------------------------------------------------------------------------


def _amplitude(ensemble: int, excited: str) -> mp.mpc:
    """Admixture of an excited level with its width: the classical field over the complex detuning."""
    return PROBE / (detuning(ensemble, excited) + 0.5j * 3 * WIDTH)


def _bath(ensemble: int, excited: str, lower: str) -> tuple[int, int, bool]:
    """The photon's shift in Larmor frequencies, its angular momentum, and whether the decay is a desired one."""
    desired = (excited == "e_up") == (lower == "up")
    energy = {"up": 1, "down": -1}
    before, after = energy[PAIRED[excited]], energy[lower]
    turn = 1 if ensemble == 0 else -1
    spin = (1 if excited == "e_up" else -1) - (1 if lower == "up" else -1)
    momentum = 0 if desired else turn * spin // 2
    return turn * (before - after) // 2, momentum, desired


def _scattered() -> list[tuple[tuple[int, int, bool], mp.matrix]]:
    """For each bath the sum of scattering amplitudes into it, as an operator of one atom of each ensemble."""
    found: dict[tuple[int, int, bool], mp.matrix] = {}
    for n, name in enumerate(("I", "II")):
        for excited, start in PAIRED.items():
            for lower in ("up", "down"):
                kind = lower if lower == start else "flip" if lower == "up" else "back"
                key = _bath(n, excited, lower)
                found[key] = found.get(key, mp.matrix(4, 4)) + _amplitude(n, excited) * _ground(kind, name)
    return list(found.items())


def amplitudes(equation: Equation) -> Opinion:
    """The jump part from amplitudes with line widths, one atom of each ensemble, all rates of pairs equal."""
    with mp.workdps(DIGITS):
        rates = {"J_0": WIDTH, "J_0_check": 2 * WIDTH}
        expected = mp.matrix(4, 4)
        for (_, _, desired), jump in _scattered():
            rate = WIDTH if desired else 2 * WIDTH
            expected += rate / 2 * jump * RHO * jump.H
        found = _applied(equation, _numbers() | rates, _letters())
        # widths are 4.5e-9 of the smallest detuning
        return _close("scattering amplitudes with line widths", found, expected, 1e-7, "16 entries")


def collective_widths(equation: Equation) -> Opinion:
    """The jump part from excited amplitudes solved with collective widths of both atoms."""
    with mp.workdps(DIGITS):
        expected = _collective_map(WIDTH * 0)
        found = _applied(equation, _numbers() | {"J_0": WIDTH, "J_0_check": 2 * WIDTH}, _letters())
        return _close("amplitudes with collective widths", found, expected, 1e-7, "16 entries")


def _scale() -> mp.mpf:
    return mp.sqrt((PROBE / (DELTA - OMEGA)) ** 2 - (PROBE / (DELTA + OMEGA)) ** 2)


def _jumps() -> dict[str, mp.matrix]:
    """A, B, C, D from amplitudes without widths, in units of the common scale."""
    weight = {(n, x): PROBE / detuning(n, x) / _scale() for n in range(2) for x in PAIRED}
    made = {
        "A": weight[0, "e_up"] * _ground("flip", "I") + weight[1, "e_down"] * _ground("back", "II"),
        "B": weight[1, "e_up"] * _ground("flip", "II") + weight[0, "e_down"] * _ground("back", "I"),
        "C": weight[0, "e_up"] * _ground("down", "I") + weight[1, "e_down"] * _ground("up", "II"),
        "D": weight[1, "e_up"] * _ground("down", "II") + weight[0, "e_down"] * _ground("up", "I"),
    }
    return {f"{name}_i": matrix for name, matrix in made.items()} | {f"{name}_j_dag": m.H for name, m in made.items()}


def _mixtures(jumps: Mapping[tuple[int, int, bool], mp.matrix], common: mp.mpf) -> list[tuple[mp.mpf, mp.matrix]]:
    """Independent jumps with their rates, when the two undesired ones share modes at the common rate."""
    found = [(WIDTH, jump) for key, jump in jumps.items() if key[2]]
    one, other = (jump for key, jump in sorted(jumps.items(), key=lambda item: item[0][1]) if not key[2])
    return [*found, (2 * WIDTH + common, (one + other) / mp.sqrt(2)), (2 * WIDTH - common, (one - other) / mp.sqrt(2))]


def _collective_map(common: mp.mpf) -> mp.matrix:
    """Jumps of two four-level atoms after first-order mixing, solved in the space of both atoms (16 states)."""
    states = [(a, b) for a in LEVELS for b in LEVELS]
    place = {s: k for k, s in enumerate(states)}
    jumps: dict[tuple[int, int, bool], mp.matrix] = {}
    for n in range(2):
        for excited in PAIRED:
            for lower in ("up", "down"):
                key = _bath(n, excited, lower)
                jump = jumps.setdefault(key, mp.matrix(16, 16))
                for s in states:
                    if s[n] == excited:
                        after = (lower, s[1]) if n == 0 else (s[0], lower)
                        jump[place[after], place[s]] += 1
    energy, drive = mp.matrix(16, 16), mp.matrix(16, 16)
    for s in states:
        for n in range(2):
            if s[n] in PAIRED:
                energy[place[s], place[s]] -= detuning(n, s[n])
            for excited, lower in PAIRED.items():
                if s[n] == lower:
                    after = (excited, s[1]) if n == 0 else (s[0], excited)
                    drive[place[after], place[s]] += PROBE
    mixtures = _mixtures(jumps, common)
    for rate, jump in mixtures:
        energy -= 0.5j * rate * (jump.H * jump)
    ground = [place[s] for s in states if all(x not in PAIRED for x in s)]
    once = [place[s] for s in states if sum(x in PAIRED for x in s) == 1]
    inside = mp.matrix([[energy[a, b] for b in once] for a in once])
    mixed = mp.matrix(len(once), 4)
    for column, g in enumerate(ground):
        solved = mp.lu_solve(inside, mp.matrix([-drive[a, g] for a in once]))
        for row in range(len(once)):
            mixed[row, column] = solved[row]
    total = mp.matrix(4, 4)
    for rate, jump in mixtures:
        reduced = mp.matrix([[jump[a, b] for b in once] for a in ground]) * mixed
        total += rate / 2 * reduced * RHO * reduced.H
    return total


# --- one atom, its Liouvillian reduced -------------------------------------------------------------------------------


@cache
def _reduced(ensemble: int) -> mp.matrix:
    """The effective 4 x 4 generator of one atom's ground levels: the Liouvillian with its excited part solved for.

    Entries of the density matrix are numbered by pairs of levels; rates of change of all but ground entries are zero.
    """
    size = 4
    place = {level: k for k, level in enumerate(LEVELS)}
    hamiltonian = mp.matrix(size, size)
    for excited, lower in PAIRED.items():
        hamiltonian[place[excited], place[excited]] = -detuning(ensemble, excited)
        hamiltonian[place[excited], place[lower]] = hamiltonian[place[lower], place[excited]] = PROBE
    jumps = []
    for excited in PAIRED:
        for lower in ("up", "down"):
            rate = WIDTH if (excited == "e_up") == (lower == "up") else 2 * WIDTH
            jumps.append((rate, _unit(size, place[lower], place[excited])))
    one = mp.eye(size)
    generator = -1j * (_kron(hamiltonian, one) - _kron(one, hamiltonian.T))
    for rate, jump in jumps:
        number = jump.T * jump
        generator += rate * (_kron(jump, jump) - (_kron(number, one) + _kron(one, number)) / 2)
    ground = [4 * a + b for a in range(2) for b in range(2)]
    rest = [k for k in range(16) if k not in ground]

    def block(rows: list[int], columns: list[int]) -> mp.matrix:
        return mp.matrix([[generator[r, c] for c in columns] for r in rows])

    inside, into, out = block(rest, rest), block(rest, ground), block(ground, rest)
    solved = mp.matrix(len(rest), 4)
    for column in range(4):
        answer = mp.lu_solve(inside, into[:, column])
        for row in range(len(rest)):
            solved[row, column] = answer[row]
    return block(ground, ground) - out * solved


def reduced_jumps(equation: Equation) -> Opinion:
    """Populations fed by jumps, atom by atom, from the Liouvillian with its excited part solved for."""
    with mp.workdps(DIGITS):
        found, expected = [], []
        for n, name in enumerate(("I", "II")):
            effective = _reduced(n)
            for start, end in ((0, 1), (1, 0)):  # from down to up and back
                expected.append(mp.re(effective[3 * end, 3 * start]))
                density = _kron(_unit(2, start, start), mp.eye(2) / 2)
                density = density if name == "I" else _kron(mp.eye(2) / 2, _unit(2, start, start))
                rates = {"J_0": WIDTH, "J_0_check": 2 * WIDTH}
                change = _applied(equation, _numbers() | rates, _letters() | {"rho": density})
                final = _ground("up" if end == 1 else "down", name)
                single = final * change
                # the jump part is half of its sum with the adjoint; jumps of the other atom do not end here
                found.append(2 * mp.re(sum(single[k, k] for k in range(4))))
        # widths are 4.5e-9 of the smallest detuning
        return _close("Liouvillian of one atom, reduced", found, expected, 1e-7, "flip rates of both ensembles")


def reduced_rate(equation: Equation) -> Opinion:
    """The pair rate of an atom with itself: rates of both flips of one atom differ by mu^2 - nu^2 = 1 of it."""
    with mp.workdps(DIGITS):
        effective = _reduced(0)
        expected = mp.re(effective[3, 0] - effective[0, 3])
        found = _number(equation.rhs, _numbers() | {"J_0": WIDTH})
        return _close("Liouvillian of one atom, reduced", [found], [expected], 1e-6, "difference of both flip rates")


def decaying_levels(equation: Equation) -> Opinion:
    """The same from exact complex energies: a driven ground level with a decaying excited one."""
    with mp.workdps(DIGITS):

        def rate(gap: mp.mpf) -> mp.mpf:
            energies = mp.eig(mp.matrix([[0, PROBE], [PROBE, -gap - 0.5j * WIDTH]]), left=False, right=False)
            return -2 * mp.im(min(energies, key=abs))

        found = _number(equation.rhs, _numbers() | {"J_0": WIDTH})
        expected = rate(DELTA - OMEGA) - rate(DELTA + OMEGA)
        # the difference of both rates is a third of them, and widths and drive are 1e-8 of the detuning
        return _close("complex energies of a driven level", [found], [expected], 1e-6, "decay at the rate 3")


def shifts_by_energies(equation: Equation) -> Opinion:
    """Light shifts from exact energies of driven pairs of levels."""
    with mp.workdps(DIGITS):
        energy = {}
        for n, name in enumerate(("I", "II")):
            for excited, lower in PAIRED.items():
                values, _ = mp.eigsy(mp.matrix([[0, PROBE], [PROBE, -detuning(n, excited)]]))
                energy[name, lower] = min(values, key=abs)
        hamiltonian = mp.matrix(4, 4)
        for (name, lower), shift in energy.items():
            hamiltonian += shift * _ground(lower, name)
        found = _applied(equation, _numbers(), _letters())
        expected = -1j * (hamiltonian * RHO - RHO * hamiltonian)
        # the next order of the shift is 25/(8e8)^2 of it
        return _close("exact energies of driven levels", found, expected, 1e-12, "16 entries")


def shifts_by_coherence(equation: Equation) -> Opinion:
    """Light shifts from the turning of the coherence of one atom, its Liouvillian reduced."""
    with mp.workdps(DIGITS):
        found, expected = [], []
        for n, name in enumerate(("I", "II")):
            effective = _reduced(n)
            expected.append(mp.im(effective[2, 2]))  # the coherence |up><down|
            density = _kron(_unit(2, 1, 0), mp.eye(2) / 2) if name == "I" else _kron(mp.eye(2) / 2, _unit(2, 1, 0))
            change = _ground("back", name) * _applied(equation, _numbers(), _letters() | {"rho": density})
            found.append(mp.im(sum(change[k, k] for k in range(4))))
        return _close("turning of a reduced coherence", found, expected, 1e-6, "both ensembles")


# --- signs and projectors --------------------------------------------------------------------------------------------


def _name_of(equation: Equation) -> str:
    return equation.id[-1]


def turned_matrices(equation: Equation) -> Opinion:
    """A jump operator from amplitudes, with down of the second ensemble turned, against the derived one."""
    with mp.workdps(DIGITS):
        turn = _kron(mp.eye(2), mp.diag([-1, 1]))
        expected = turn * _jumps()[f"{_name_of(equation)}_i"] * turn
        found = _applied(equation, _weights(), _letters())
        return _close("matrices in the turned basis", found, expected, 1e-12, "16 entries")


def turned_spectrum(equation: Equation) -> Opinion:
    """Singular values of a jump operator, which no change of basis alters."""
    with mp.workdps(DIGITS):
        expected = sorted(mp.svd_r(_real(_jumps()[f"{_name_of(equation)}_i"]), compute_uv=False))
        found = sorted(mp.svd_r(_real(_applied(equation, _weights(), _letters())), compute_uv=False))
        return _close("singular values", found, expected, 1e-12, "four values")


def _real(matrix: mp.matrix) -> mp.matrix:
    return mp.matrix([[mp.re(matrix[i, j]) for j in range(matrix.cols)] for i in range(matrix.rows)])


def _weights() -> dict[str, object]:
    return {"mu": PROBE / (DELTA - OMEGA) / _scale(), "nu": PROBE / (DELTA + OMEGA) / _scale()}


def counting(equation: Equation) -> Opinion:
    """One excitation among two atoms, state by state."""
    small = {"g": _unit(2, 0, 0), "e": _unit(2, 1, 1)}
    letters = {f"P_{k}_1": _kron(m, mp.eye(2)) for k, m in small.items()}
    letters |= {f"P_{k}_2": _kron(mp.eye(2), m) for k, m in small.items()}
    found = _applied(equation, {}, letters)
    expected = mp.diag([int(bin(state).count("1") == 1) for state in range(4)])
    return _close("states of two atoms counted", found, expected, 1e-30, "four states")


def exclusion(equation: Equation) -> Opinion:
    """The same by inclusion and exclusion on commuting truth values: e1 + e2 - 2 e1 e2, with g = 1 - e."""
    agrees = True
    for one in (0, 1):
        for other in (0, 1):
            truth = {"P_e_1": one, "P_e_2": other, "P_g_1": 1 - one, "P_g_2": 1 - other}
            letters = {name: mp.matrix([[value]]) for name, value in truth.items()}
            agrees &= bool(_applied(equation, {}, letters)[0, 0] == one + other - 2 * one * other)
    return Opinion(method="inclusion and exclusion", agrees=agrees, detail="four assignments of two truth values")


_ELIM, _SIDE = "dissipative_entanglement.elimination", "dissipative_entanglement.sidebands"
ORACLES: dict[str, tuple[Callable[[Equation], Opinion], ...]] = {
    f"{_ELIM}.by_detunings": (amplitudes, collective_widths, reduced_jumps),
    f"{_ELIM}.pair_rate": (reduced_rate, decaying_levels),
    f"{_ELIM}.stark": (shifts_by_energies, shifts_by_coherence),
    f"{_SIDE}.turned_C": (turned_matrices, turned_spectrum),
    f"{_SIDE}.turned_D": (turned_matrices, turned_spectrum),
    "dissipative_entanglement.light_conditions.one_excited": (counting, exclusion),
}
