"""The operator algebra beside sympy.physics.quantum and OpenFermion, and the Julia engines' published times.

Warm is repeated work: every cache of every engine is full, and nothing remembers whole results. Cold is new work:
every cache of every engine is emptied, the Hamiltonian and the operators are written down anew, and then the clock
starts; for both sides alike. Rounds of the engines alternate in one process; a time is the smallest of its rounds, in
CPU seconds of this process, so that a busy machine does not count. Results are compared before anything is timed.
Julia's published times are of other machines. A peer that is not installed leaves its rows out with the reason in
``peer``.
"""

from __future__ import annotations

import importlib
import math
import time
from collections.abc import Callable
from functools import reduce
from itertools import pairwise
from typing import Any, NamedTuple

import sympy as sp
from sympy.core.cache import clear_cache
from sympy.physics.quantum import Dagger
from sympy.physics.quantum.boson import BosonOp
from sympy.physics.quantum.operatorordering import normal_ordered_form
from sympy.physics.quantum.pauli import SigmaMinus, SigmaPlus, SigmaZ, qsimplify_pauli

from derive.algebra import Boson, Ensemble, Levels, Operator, Spin, commutator, forget, from_sympy, one, summed

ROUNDS = 4
WARM_SECONDS = 0.05
COLD_FLOOR, WARM_FLOOR, NUMERIC_FLOOR = 300.0, 100.0, 30.0

wa, wb, g, chi, J, U = sp.symbols("omega_a omega_b g chi J U", real=True)
a, b, t = Boson("a"), Boson("b"), Levels("t", "ge")


class Scenario(NamedTuple):
    """One task for us and for sympy.physics.quantum, each with how its operands are written down."""

    name: str
    build: Callable[[], Any]
    ours: Callable[[Any], Operator]
    build_sympy: Callable[[], Any]
    sympy: Callable[[Any], sp.Expr]
    limit_us: float | None = None
    published_us: float | None = None


def nested(H: Any, O: Any, depth: int, bracket: Callable[[Any, Any], Any]) -> Any:
    """[H, [H, ... O]]."""
    for _ in range(depth):
        O = bracket(H, O)
    return O


# sympy.physics.quantum, used as well as it can be: normal order after every product, modes kept apart by a sort.


def _apart(expression: sp.Expr) -> sp.Expr:
    """Noncommuting factors of different systems brought into the order of their names, which SymPy leaves alone."""
    parts = []
    for term in sp.Add.make_args(sp.expand(expression)):
        scalars, operators = term.args_cnc()
        powers = [factor.as_base_exp() for factor in operators]
        ordered = sorted(powers, key=lambda power: str(power[0].args[0]))
        parts.append(sp.Mul(*scalars, *(base**exponent for base, exponent in ordered)))
    return sp.Add(*parts)


def _ordered(expression: sp.Expr) -> sp.Expr:
    return _apart(normal_ordered_form(_apart(expression), independent=True))


def _ordered_pauli(expression: sp.Expr) -> sp.Expr:
    return _apart(normal_ordered_form(qsimplify_pauli(_apart(expression)), independent=True))


def _bracket(order: Callable[[sp.Expr], sp.Expr]) -> Callable[[sp.Expr, sp.Expr], sp.Expr]:
    return lambda x, y: order(x * y - y * x)


A, B = BosonOp("a"), BosonOp("b")
SM, SP, SZ = SigmaMinus("t"), SigmaPlus("t"), SigmaZ("t")


def linear() -> Operator:
    """Two coupled modes."""
    return wa * a.n + wb * b.n + g * (a.dag * b.a + b.dag * a.a)


def kerr() -> Operator:
    """Two coupled modes, one of them with a Kerr shift."""
    return linear() + chi * a.dag**2 * a.a**2


def cavity() -> Operator:
    """A mode and a two-level atom."""
    return wa * a.n + wb * t("e", "e") + g * (a.dag * t("g", "e") + a.a * t("e", "g"))


def _linear_sympy() -> sp.Expr:
    return wa * Dagger(A) * A + wb * Dagger(B) * B + g * (Dagger(A) * B + Dagger(B) * A)


def _kerr_sympy() -> sp.Expr:
    return _linear_sympy() + chi * Dagger(A) ** 2 * A**2


def _cavity_sympy() -> sp.Expr:
    return wa * Dagger(A) * A + wb * (1 + SZ) / 2 + g * (Dagger(A) * SM + A * SP)


TRANSLATION = {
    A: a.a, B: b.a, SM: t("g", "e"), SP: t("e", "g"), SZ: 2 * t("e", "e") - 1,
    **{BosonOp(f"b{k}"): Boson(f"b{k}").a for k in range(8)},
}  # fmt: skip


def lattice(sites: int) -> Operator:
    """The Bose-Hubbard Hamiltonian of an open chain."""
    modes = [Boson(f"b{k}") for k in range(sites)]
    hops = [x.dag * y.a + y.dag * x.a for x, y in pairwise(modes)]
    return -J * sum(hops, 0 * one) + U / 2 * sum((x.dag**2 * x.a**2 for x in modes), 0 * one)


def _lattice_sympy(sites: int) -> sp.Expr:
    modes = [BosonOp(f"b{k}") for k in range(sites)]
    hops = [Dagger(x) * y + Dagger(y) * x for x, y in pairwise(modes)]
    return sp.expand(-J * sp.Add(*hops) + U / 2 * sp.Add(*(Dagger(x) ** 2 * x**2 for x in modes)))


def _elsewhere() -> Operator:
    """A small task of ours on systems and symbols that no scenario has."""
    u, v = Boson("u"), Levels("v", "ge")
    H = J * u.n + U * v("e", "e") * (u.a + u.dag)
    return commutator(H, commutator(H, u.dag * v("e", "g"))) + (u.a + u.dag) ** 3


def _elsewhere_sympy() -> sp.Expr:
    """The like for SymPy."""
    u, v = BosonOp("u"), BosonOp("v")
    return _bracket(_ordered)(J * Dagger(u) * u + U * Dagger(v) * u, u * v)


def _fold(x: Any, power: int, order: Callable[[Any], Any]) -> Any:
    return reduce(lambda inner, _: order(x * inner), range(power - 1), x)


def _nested_task(
    name: str, depth: int, H: Callable[[], Operator], H_sympy: Callable[[], sp.Expr], **expected: float
) -> Scenario:
    """The nested commutator of a Hamiltonian of modes with the number operator."""
    return Scenario(
        name=name,
        build=lambda: (H(), a.n),
        ours=lambda given: nested(*given, depth, commutator),
        build_sympy=lambda: (H_sympy(), Dagger(A) * A),
        sympy=lambda given: nested(*given, depth, _bracket(_ordered)),
        **expected,
    )


def _cavity_task(name: str, depth: int, ours: Callable[[], Operator], theirs: sp.Expr, published: float) -> Scenario:
    """The nested commutator of the Jaynes-Cummings Hamiltonian with an operator."""
    return Scenario(
        name=name,
        build=lambda: (cavity(), ours()),
        ours=lambda given: nested(*given, depth, commutator),
        build_sympy=lambda: (_cavity_sympy(), theirs),
        sympy=lambda given: nested(*given, depth, _bracket(_ordered_pauli)),
        published_us=published,
    )


def scenarios() -> list[Scenario]:
    """The tasks of the side-by-side run."""
    return [
        Scenario(name="(a + a+)^8, normal order", build=lambda: a.a + a.dag, ours=lambda x: x**8, limit_us=70,
                 build_sympy=lambda: A + Dagger(A), sympy=lambda x: _fold(x, 8, _ordered)),
        Scenario(name="(a a+)^8", build=lambda: a.a * a.dag, ours=lambda x: x**8, published_us=40,
                 build_sympy=lambda: A * Dagger(A), sympy=lambda x: _fold(_ordered(x), 8, _ordered)),
        _nested_task("[H,[H,n]], coupled modes", 2, linear, _linear_sympy),
        _nested_task("[H,[H,[H,[H,n]]]], coupled modes", 4, linear, _linear_sympy),
        _nested_task("[H,[H,n]], coupled Kerr modes", 2, kerr, _kerr_sympy),
        _nested_task("[H,[H,[H,[H,n]]]], coupled Kerr modes", 4, kerr, _kerr_sympy, limit_us=200),
        Scenario(name="Jaynes-Cummings H^2", build=cavity, ours=lambda H: H * H, published_us=5.1,
                 build_sympy=_cavity_sympy, sympy=lambda H: _ordered_pauli(H * H)),
        _cavity_task("[H, a], Jaynes-Cummings", 1, lambda: a.a, A, 1.7),
        _cavity_task("[H,[H,s-]], Jaynes-Cummings", 2, lambda: t("g", "e"), SM, 7.7),
        Scenario(name="Bose-Hubbard H^2, 8 sites", build=lambda: lattice(8), ours=lambda H: H * H, limit_us=1500,
                 published_us=437, build_sympy=lambda: _lattice_sympy(8), sympy=lambda H: _ordered(H * H)),
    ]  # fmt: skip


def measure() -> list[dict[str, Any]]:
    """Every row of the algebra's benchmark."""
    rows: list[dict[str, Any]] = []
    for scenario in scenarios():
        rows += _beside_sympy(scenario)
    rows += _means(rows)
    rows += _beside_openfermion()
    rows += _deep_nesting()
    rows += _ensembles()
    rows += _growth()
    return rows


def _beside_sympy(s: Scenario) -> list[dict[str, Any]]:
    own, other = s.build(), s.build_sympy()
    if from_sympy(s.sympy(other), TRANSLATION) != s.ours(own):
        raise AssertionError(f"{s.name}: sympy.physics.quantum and the algebra disagree")
    warm, cold, warm_peer, cold_peer = [], [], [], []
    start = time.process_time()
    for _ in range(ROUNDS):
        warm.append(_warm(lambda: s.ours(own)))
        cold += [_cold(s.build, s.ours, _elsewhere) for _ in range(3)]
        cold_peer.append(_cold(s.build_sympy, s.sympy, _elsewhere_sympy))
        warm_peer.append(_warm(lambda: s.sympy(other)))
        if time.process_time() - start > 6:
            break
    rows = [
        _row(s.name + ", cold", min(cold), "sympy.physics.quantum", min(cold_peer), COLD_FLOOR),
        _row(s.name + ", warm", min(warm), "sympy.physics.quantum", min(warm_peer), WARM_FLOOR),
    ]
    if s.limit_us:
        rows.append(_limit(s.name, min(warm), s.limit_us, "the project's limit"))
    if s.published_us:
        rows.append(_limit(s.name, min(warm), s.published_us, "SecondQuantizedAlgebra.jl, published"))
    return rows


def _means(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The geometric means of the ratios over all scenarios."""
    found = []
    for state, floor in (("cold", COLD_FLOOR), ("warm", WARM_FLOOR)):
        own = [r["ratio"] for r in rows if r["name"].endswith(state) and "sympy" in r["peer"]]
        mean = math.exp(sum(map(math.log, own)) / len(own))
        found.append({
            "name": f"all {len(own)} scenarios, {state}", "value": mean, "unit": "times",
            "peer": "sympy.physics.quantum", "ratio": mean,
            "target": f"geometric mean at least {floor:g}", "met": mean >= floor,
        })  # fmt: skip
    return found


def _row(name: str, value: float, peer: str, other: float, floor: float) -> dict[str, Any]:
    return {
        "name": name, "value": value * 1e6, "unit": "us", "peer": f"{peer}: {other * 1e6:.0f} us",
        "ratio": other / value, "target": f"at least {floor:g} times faster", "met": other / value >= floor,
    }  # fmt: skip


def _limit(name: str, value: float, limit_us: float, whose: str) -> dict[str, Any]:
    return {
        "name": name + ", warm", "value": value * 1e6, "unit": "us", "peer": f"{whose}: {limit_us:g} us",
        "ratio": limit_us / (value * 1e6), "target": f"below {limit_us:g} us", "met": value * 1e6 < limit_us,
    }  # fmt: skip


def _warm(task: Callable[[], Any]) -> float:
    """CPU seconds of one call, caches full, over as many calls as fill a short while."""
    task()
    start = time.process_time()
    task()
    once = max(time.process_time() - start, 1e-7)
    calls = max(1, min(2000, int(WARM_SECONDS / once)))
    start = time.process_time()
    for _ in range(calls):
        task()
    return (time.process_time() - start) / calls


def _cold(build: Callable[[], Any], task: Callable[[Any], Any], other: Callable[[], Any]) -> float:
    """CPU seconds of one call on operands written down after every cache was emptied.

    Emptying walks all memory; ``other``, a small task of the same engine on other systems, then brings the engine's
    code, but none of the results, back into the processor's caches.
    """
    clear_cache()
    forget()
    given = build()
    other()
    start = time.process_time()
    task(given)
    return time.process_time() - start


def _beside_openfermion() -> list[dict[str, Any]]:
    """Exact integers of ours beside OpenFermion's floats, normal order after every product."""
    try:
        openfermion = importlib.import_module("openfermion")
    except ImportError as reason:
        return [{"name": "bosons beside OpenFermion", "value": 0.0, "unit": "us",
                 "peer": f"OpenFermion left out: {reason}", "ratio": None, "target": "at least 30 times faster",
                 "met": False}]  # fmt: skip
    make, order = openfermion.BosonOperator, openfermion.normal_ordered
    x = make("0") + make("0^")
    numbers = {wa: 1, wb: 2, g: 3, chi: 5}
    rows = []
    linear_theirs = make("0^ 0") + make("1^ 1", 2.0) + make("0^ 1", 3.0) + make("1^ 0", 3.0)
    kerr_theirs = linear_theirs + make("0^ 0^ 0 0", 5.0)
    number = make("0^ 0")
    exact = {
        "coupled modes": (linear().subs(numbers), linear_theirs),
        "coupled Kerr modes": (kerr().subs(numbers), kerr_theirs),
    }
    tasks: list[tuple[str, Callable[[], Any], Callable[[], Any]]] = [
        ("(a + a+)^8, integers, warm", lambda: (a.a + a.dag) ** 8, lambda: _fold(x, 8, order))
    ]
    for name, (H, other) in exact.items():
        for depth in (2, 4):
            tasks.append((
                f"nested commutator of depth {depth}, {name}, integers, warm",
                lambda H=H, depth=depth: nested(H, a.n, depth, commutator),
                lambda other=other, depth=depth: nested(other, number, depth, lambda p, q: order(p * q - q * p)),
            ))  # fmt: skip
    for name, ours, theirs in tasks:
        if _translated(theirs().terms) != ours():
            raise AssertionError(f"OpenFermion disagrees on {name}")
        pairs = [(_warm(ours), _warm(theirs)) for _ in range(ROUNDS)]
        mine, other_time = min(p[0] for p in pairs), min(p[1] for p in pairs)
        rows.append(_row(name, mine, "OpenFermion", other_time, NUMERIC_FLOOR))
    return rows


def _translated(terms: dict[Any, Any]) -> Operator:
    """OpenFermion's terms in our operators; its coefficients are floats that hold whole numbers here."""
    modes = (a, b)
    parts = []
    for ladders, value in terms.items():
        term = round(value) * one
        for mode, creates in ladders:
            term = term * (modes[mode].dag if creates else modes[mode].a)
        parts.append(term)
    return summed(parts)


def _deep_nesting() -> list[dict[str, Any]]:
    rows, H = [], cavity()
    for depth, published in ((4, 61.0), (6, 232.0)):

        def task(depth: int = depth) -> Operator:
            return nested(H, t("g", "e"), depth, commutator)

        value = min(_warm(task) for _ in range(ROUNDS))
        rows.append(
            _limit(f"depth {depth} on s-, Jaynes-Cummings", value, published, "SecondQuantizedAlgebra.jl, published")
        )
    product = a.a * a.dag
    square = min(_warm(lambda: product**4) for _ in range(ROUNDS))
    rows.append(_limit("(a a+)^4", square, 5.0, "SecondQuantizedAlgebra.jl, published"))
    return rows


def _ensembles() -> list[dict[str, Any]]:
    """N a symbol: the Tavis-Cummings commutator, and powers of collective ladder operators."""
    N = sp.Symbol("N", integer=True, positive=True)
    atoms = Ensemble("atoms", t, N)
    H = wa * a.n + wb * atoms.total(t("e", "e")) + g * atoms.total(a.dag * t("g", "e") + a.a * t("e", "g"))
    excited = atoms.at("j", t("e", "e"))
    value = min(_warm(lambda: commutator(H, excited)) for _ in range(ROUNDS))
    rows = [_limit("[H, s+_j s-_j], Tavis-Cummings, N a symbol", value, 30.0, "SecondQuantizedAlgebra.jl, published")]
    s = Spin("s")
    cell = Ensemble("cell", s, N)
    up, down = cell.total(s.plus), cell.total(s.minus)
    cold = min(
        _cold(lambda: (up, down), lambda given: commutator(given[0] ** 4, given[1] ** 4), _elsewhere) for _ in range(3)
    )
    rows.append({"name": "[J+^4, J-^4], N a symbol, cold", "value": cold * 1e6, "unit": "us", "peer": "none",
                 "ratio": None, "target": "stated", "met": True})  # fmt: skip
    return rows


def _growth() -> list[dict[str, Any]]:
    """Exponents of CPU time, warm: slopes between logarithms, and of time per term where the result grows."""
    x = a.a + a.dag
    series: list[tuple[str, list[int], Callable[[int], Callable[[], Any]]]] = [
        ("degree d of (a + a+)^d", [8, 16, 32, 64], lambda d: lambda: x**d),
        ("sites M of the Bose-Hubbard H^2", [4, 8, 16, 32], lambda M: (lambda H: lambda: H * H)(lattice(M))),
        (
            "depth k of nested Kerr commutators",
            [2, 4, 8, 12],
            lambda k: (lambda H: lambda: nested(H, a.n, k, commutator))(kerr()),
        ),
    ]
    rows = []
    for name, sizes, task in series:
        times, terms = [], []
        for size in sizes:
            ours = task(size)
            times.append(min(_warm(ours) for _ in range(2)))
            terms.append(sum(len(value.args) if value.is_Add else 1 for value in ours().terms.values()))
        slope, growth = _slope(sizes, times), _slope(sizes, terms)
        rows.append({"name": f"growth of time with the {name}", "value": slope, "unit": "exponent",
                     "peer": f"coefficient terms of the result grow with exponent {growth:.2f}",
                     "ratio": slope / growth, "target": "stated", "met": True})  # fmt: skip
    return rows


def _slope(sizes: list[int], values: list[Any]) -> float:
    """The least-squares slope of log(values) over log(sizes)."""
    xs, ys = [math.log(size) for size in sizes], [math.log(value) for value in values]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - middle_x) ** 2 for x in xs)


if __name__ == "__main__":
    for row in measure():
        ratio = "" if row["ratio"] is None else f"x{row['ratio']:.1f}"
        met = "met" if row["met"] else "MISSED"
        measured = f"{row['value']:11.2f} {row['unit']:8s} {ratio:9s} {met:7s}"
        print(f"{row['name']:62s} {measured} {row['target']:30s} {row['peer']}")
