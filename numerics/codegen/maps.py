r"""Averaged maps of random pair collisions as kernels: tables of terms and the loop that adds them up.

The map of R replicas has thousands of terms, each a number times a probability of a pairing times a product of
:math:`\epsilon_k = \langle e^{ik\phi}\rangle - 1`. The few different probabilities and products are computed first, in
straight-line code; the terms are tables that NumPy adds up, so that nothing is compiled, whatever their number.
What is computed is the map less the identity, which keeps its relative accuracy for very weak collisions.
"""

from __future__ import annotations

import hashlib
import random
import statistics
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from math import gcd
from typing import Any

import mpmath
import msgspec
import sympy as sp

from derive.dynamics import replicas
from derive.records import Equation
from numerics.codegen.printing import Printer
from numerics.codegen.spec import CodegenError, KernelSpec
from numerics.kernels import CompiledKernel
from numerics.records import Accuracy, Argument, Bounds, Kernel

TEMPLATE = "map.py.j2"
N_A, N_B = sp.symbols("N_a N_b", positive=True, integer=True)
POINTS, LARGE, SEED = 12, 5000, 1120
_COUNT = Bounds(kind="integer", lower="1", open_below=False)


def averaged(wanted: KernelSpec, kick: Equation) -> replicas.OrbitMap:
    """The map that a spec asks for; raises CodegenError when the kick is no sum of exp(i k phi)."""
    assert wanted.orbits is not None
    asked = wanted.orbits
    return _averaged(kick.rhs, asked.replicas, asked.excitations, asked.marked, asked.clock)


@lru_cache(maxsize=16)
def _averaged(kick: sp.Expr, number: int, excitations: int, marked: bool, clock: replicas.Clock) -> replicas.OrbitMap:
    phases = sorted(kick.free_symbols, key=str)
    if len(phases) != 1:
        raise CodegenError(f"the kick {kick} has the symbols {phases}, expected one phase")
    try:
        stays, goes = (replicas.waves_of(e, phases[0]) for e in (1 + kick, -kick))
        return replicas.orbit_map(
            number, excitations, ((stays, goes), (goes, stays)), marked=marked, clock=clock
        )  # fmt: skip
    except replicas.ReplicaError as error:
        raise CodegenError(str(error)) from error


def arguments(made: replicas.OrbitMap) -> tuple[Argument, ...]:
    """What the kernel takes: atom numbers, the epsilon_k that occur, and the angle of a step."""
    harmonics = sorted({abs(k) for term in made.terms for k in term.waves})
    count = Bounds(kind="integer", lower="1", open_below=False)
    return (
        Argument(name="N_a", latex="N_a", meaning="atoms of the first gas", domain_text="N_a >= 1", bounds=count),
        Argument(name="N_b", latex="N_b", meaning="atoms of the second gas", domain_text="N_b >= 1", bounds=count),
        *(
            Argument(
                name=f"epsilon_{k}", latex=rf"\epsilon_{k}", dtype="complex128",
                meaning=f"mean of exp({'' if k == 1 else k}i phi) less 1", bounds=Bounds(kind="complex"),
            )
            for k in harmonics
        ),
        Argument(name="theta_B", latex=r"\theta_B", unit="rad", meaning="angle by which the first gas turns in a step"),
    )  # fmt: skip


def record(wanted: KernelSpec, kick: Equation, content: str, version: str) -> Kernel:
    """The Kernel record of a map, without its accuracy."""
    made = averaged(wanted, kick)
    template = resources.files("numerics.codegen").joinpath(TEMPLATE).read_text(encoding="utf-8")
    parts = [content.encode(), msgspec.json.encode(wanted, enc_hook=str), template.encode(), version.encode()]
    signature = hashlib.sha256(b"\0".join([*parts, repr(made.terms).encode()])).hexdigest()[:16]
    size = len(made.orbits)
    result = Argument(
        name="E", latex="M - 1", meaning="map of one step on the values of the orbits, less the identity",
        shape=(size, size), dtype="complex128",
    )  # fmt: skip
    takes = arguments(made)
    return Kernel(
        name=wanted.name, title=wanted.title, kind="matrix", equations=wanted.equations, arguments=takes,
        results=(result,), functions=(wanted.name, f"{wanted.name}_many"), source_hash=content, signature=signature,
        source=_text(wanted, made, takes, signature, template), formula=_formula(made),
        rests_on=(*kick.assumes, *_assumed(made)),
        operations=(("terms of the map", len(made.terms)),), generator_version=version,
    )  # fmt: skip


def _assumed(made: replicas.OrbitMap) -> tuple[str, ...]:
    """What the average rests on, in words."""
    pairing = {
        "step": "a step pairs each atom of the first gas with another of the second, all pairings equally likely",
        "event": "a collision is between any atom of the first and any atom of the second gas, all equally likely",
    }[made.clock]
    start = "the start is symmetric in the atoms of each gas" + (" but one of the first" if made.marked else "")
    return pairing, "phases of different collisions are independent and have one distribution", start


def _formula(made: replicas.OrbitMap) -> str:
    conjugate = r"\psi_{S_1}\psi^*_{S_2}" + (r"\cdots" if made.replicas > 2 else "")
    return rf"T' = (1 + E)\,T, \qquad T_{{S_1 S_2 \dots}} = \langle {conjugate} \rangle"


def _text(wanted: KernelSpec, made: replicas.OrbitMap, takes: Sequence[Argument], signature: str, template: str) -> str:
    from jinja2 import Environment, StrictUndefined

    printer = Printer(names={N_A: "N_a", N_B: "N_b"})
    pairings = sorted({term.pairing for term in made.terms})
    waves = sorted({term.waves for term in made.terms})
    places = {pair: n for n, pair in enumerate(sorted({(t.pairing, t.waves) for t in made.terms}))}
    common = _common_denominator(made)
    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(template).render(
        spec=wanted, signature=signature, arguments=takes, made=made, rests_on=_assumed(made),
        harmonics=[a.name for a in takes if a.name.startswith("epsilon")],
        probabilities=[printer.text(replicas.probability(p, N_A, N_B, made.clock)) for p in pairings],
        products=["*".join(_wave(k) for k in one) for one in waves],
        pairs=_lines(n for p, w in places for n in (pairings.index(p), waves.index(w))),
        denominator=common,
        rows=_lines(t.row for t in made.terms),
        columns=_lines(t.column for t in made.terms),
        weights=_lines(places[t.pairing, t.waves] for t in made.terms),
        numerators=_lines(t.coefficient.numerator * (common // t.coefficient.denominator) for t in made.terms),
        turns=_lines(made.turns),
    )  # fmt: skip


def _common_denominator(made: replicas.OrbitMap) -> int:
    common = 1
    for term in made.terms:
        common = common * term.coefficient.denominator // gcd(common, term.coefficient.denominator)
    return common


def _wave(k: int) -> str:
    return f"epsilon_{k}" if k > 0 else f"conj_{-k}"


def _lines(numbers: Any) -> str:
    """Numbers separated by commas, in lines of a hundred characters."""
    lines, line = [], ""
    for number in numbers:
        if len(line) > 100:
            lines.append(line)
            line = ""
        line += f"{number}, "
    return "\n    ".join([*lines, line.rstrip()])


def audited(wanted: KernelSpec, kick: Equation, kernel: CompiledKernel) -> Accuracy:
    """The compiled map against sums of its exact terms to 50 digits, at random atom numbers and phases.

    The error of an entry is in units in the last place of the largest entry of its row.
    """
    made, draw = averaged(wanted, kick), random.Random(SEED)
    names = [argument.name for argument in kernel.record.arguments]
    errors: list[tuple[float, str, tuple[Any, ...]]] = []
    for _ in range(POINTS if len(made.terms) < LARGE else 2):
        first = draw.randint(6, 200)
        scale = 10 ** draw.uniform(-6, -0.5)
        point: dict[str, Any] = {"N_a": first, "N_b": first + draw.randint(0, 10000)}
        point |= {n: scale * complex(draw.uniform(-1, 0), draw.uniform(-1, 1)) for n in names if n.startswith("eps")}
        point |= {"theta_B": scale * draw.uniform(-1, 1)}
        errors += _errors(made, point, kernel(**point))
    worst = max(errors)
    return Accuracy(
        points=len(errors), max_ulp=worst[0], median_ulp=statistics.median(e for e, _, _ in errors),
        conditioned_max_ulp=worst[0],
        worst_point=(("value", worst[1]), *((n, repr(v)) for n, v in zip(names, worst[2], strict=True))),
        domain=("6 <= N_a <= 200 (integer)", "N_a <= N_b <= N_a + 10000 (integer)", "1e-6 <= abs(epsilon) <= 0.4"),
        measure="each entry, relative to the largest of its row", allowed_ulp=wanted.allowed_ulp,
    )  # fmt: skip


def _errors(made: replicas.OrbitMap, point: dict[str, Any], found: Any) -> list[tuple[float, str, tuple[Any, ...]]]:
    mp: Any = mpmath.mp
    with mp.workdps(50):
        exact = _exact(made, point)
        errors = []
        sizes = [mpmath.mpf(0)] * len(made.orbits)
        for (row, _), value in exact.items():
            sizes[row] = max(sizes[row], abs(value))
        for row, size in enumerate(sizes):
            unit = size * mpmath.mpf(2) ** -52
            for column in range(len(made.orbits)):
                error = abs(mpmath.mpmathify(complex(found[row, column])) - exact.get((row, column), 0))
                units = float(error / unit) if size else float(error != 0)
                errors.append((units, f"[{row}, {column}]", tuple(point.values())))
    return errors


def _exact(made: replicas.OrbitMap, point: dict[str, Any]) -> dict[tuple[int, int], Any]:
    """Entries of the map less the identity at 50 digits, term by term."""
    atoms = {N_A: point["N_a"], N_B: point["N_b"]}
    weights: dict[Any, Any] = {}
    entries: dict[tuple[int, int], Any] = {}
    for term in made.terms:
        key = (term.pairing, term.waves)
        if key not in weights:
            value = sp.Rational(replicas.probability(term.pairing, N_A, N_B, made.clock).subs(atoms))
            product = mpmath.mpc(mpmath.mpf(int(value.p)) / int(value.q))
            for k in term.waves:
                one = mpmath.mpmathify(point[f"epsilon_{abs(k)}"])
                product *= one if k > 0 else mpmath.conj(one)
            weights[key] = product
        place = (term.row, term.column)
        added = weights[key] * term.coefficient.numerator / term.coefficient.denominator
        entries[place] = entries[place] + added if place in entries else added
    turned = {place: value * _turn(point, made.turns[place[0]]) for place, value in entries.items()}
    for row, turns in enumerate(made.turns):
        turned[row, row] = turned.get((row, row), mpmath.mpf(0)) + _turn(point, turns) - 1
    return turned


def _turn(point: dict[str, Any], turns: int) -> Any:
    return mpmath.expj(-mpmath.mpf(point["theta_B"]) * turns)
