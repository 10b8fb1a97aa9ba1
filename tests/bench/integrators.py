"""Many parameter points of moment equations: solvers in lanes beside SciPy, numbalsoda and C of the same algorithm.

Every solver runs at the tolerance at which its worst point is off by less than 1e-8, relative to 1 or to the value if
that is larger; the reference is the same equations at 1e-13, which a method of another kind (Radau) confirms at some
of the points. Seconds are those of the thread's own processor time, without the checks of what goes in; rounds are
interleaved, and ratios are of medians. Compiled solvers are judged over all points, SciPy over some hundred, as its
rows say. C is compiled with ``gcc -O3 -march=native``; numbalsoda has no wheel everywhere, and its rows say so when
it is not there.
"""

from __future__ import annotations

import ctypes
import importlib.util
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numba
import numpy as np
import sympy as sp

from numerics.codegen.care import careful
from numerics.codegen.lanes import lane_form
from numerics.integrators.job import Job, checked_job

HERE = Path(__file__).parent
POINTS, ROUNDS = 100_000, 5
WANTED = 1e-8
TOLERANCES = [10.0 ** (-k / 2) for k in range(12, 27)]
"""Half decades from 1e-6 to 1e-13."""
MANY = 100_000
BETTER_THAN_NUMBALSODA = {5: 7.0, 7: 7.0, 13: 5.0, 29: 3.5}

Entry = dict[str, Any]


def _systems() -> Any:
    """The module beside this one; it is no package."""
    if "moment_systems" not in sys.modules:
        specification = importlib.util.spec_from_file_location("moment_systems", HERE / "moment_systems.py")
        assert specification is not None
        assert specification.loader is not None
        module = importlib.util.module_from_spec(specification)
        sys.modules["moment_systems"] = module
        specification.loader.exec_module(module)
    return sys.modules["moment_systems"]


@dataclass(frozen=True, kw_only=True)
class Solver:
    """A way to solve: ``run(rtol, count)`` gives the states of the first so many points at the times.

    It is timed on ``count`` points, and its error is the worst of ``judged`` ones.
    """

    name: str
    run: Callable[[float, int], Any]
    count: int
    judged: int


def measure() -> list[Entry]:
    """All rows."""
    rows: list[Entry] = []
    with tempfile.TemporaryDirectory() as folder:
        for make in (_systems().two_level, _systems().three_level, _systems().driven, _systems().classes):
            rows += _rows(make(Path(folder), POINTS), Path(folder))
        for make, end in ((_systems().two_level, 200.0), (_systems().driven, 200.0)):
            rows += _stiff_rows(replace(make(Path(folder), POINTS // 10), end=end, within=(end / 200, end / 50)))
    return rows


def _row(name: str, value: float, unit: str, peer: str, ratio: float | None, target: str, met: bool) -> Entry:
    return {"name": name, "value": value, "unit": unit, "peer": peer, "ratio": ratio, "target": target, "met": met}


def _job(system: Any, method: str, rtol: float, count: int) -> Job:
    names = [argument.name for argument in system.kernel.record.arguments]
    points = dict(zip(names, system.points[:count].T, strict=True))
    return checked_job(system.kernel, system.times, system.start, points, method, rtol, rtol * 1e-2, None)


def _ours(system: Any, method: str) -> Solver:
    ready = _job(system, method, WANTED, len(system.points))

    def run(rtol: float, count: int) -> Any:
        job = replace(ready, rtol=rtol, atol=np.full(system.size, rtol * 1e-2))
        job.advance(0, count, np.inf, MANY)
        return job.out[:count].reshape(count, -1).copy()

    return Solver(name=f"{method} in lanes", run=run, count=len(system.points), judged=len(system.points))


def _scipy(system: Any, method: str, count: int) -> Solver:
    """solve_ivp over lambdify, as one would write it."""
    from scipy.integrate import solve_ivp

    spec = system.planned.system
    symbols = [[q.symbol for q in spec.state], [q.symbol for q in spec.arguments]]
    function = sp.lambdify(symbols, list(spec.routines[0].expressions), "numpy", cse=True)

    def run(rtol: float, count: int) -> Any:
        found = []
        for p in system.points[:count]:
            solved = solve_ivp(lambda _, y, p=p: function(y, p), (0.0, system.end), system.start, method=method,
                               rtol=rtol, atol=rtol * 1e-2, t_eval=system.times[1:])  # fmt: skip
            found.append(solved.y.T.ravel())
        return np.array(found)

    return Solver(name=f"solve_ivp {method} + lambdify", run=run, count=count, judged=10 * count)


def _numbalsoda(system: Any, method: str, count: int) -> Solver | None:
    """numbalsoda's compiled loop over the generated right-hand side, or None where it is not installed."""
    if importlib.util.find_spec("numbalsoda") is None:
        return None
    import numbalsoda

    n, m, rhs, solver = system.size, system.points.shape[1], system.kernel.module.rhs, getattr(numbalsoda, method)

    @numba.cfunc(numbalsoda.lsoda_sig)
    def rates(t: Any, u: Any, du: Any, p: Any) -> None:
        rhs(t, numba.carray(u, (n,)), numba.carray(p, (m,)), numba.carray(du, (n,)))

    address = rates.address
    times = system.times

    @numba.njit
    def loop(points: Any, start: Any, rtol: float, atol: float, out: Any) -> None:
        for k in range(points.shape[0]):
            solved, _ = solver(address, start, times, points[k], rtol, atol, MANY)
            out[k] = solved[1:].ravel()

    def run(rtol: float, count: int) -> Any:
        out = np.empty((count, n * (times.size - 1)))
        loop(system.points[:count], system.start, rtol, rtol * 1e-2, out)
        return out

    return Solver(name=f"numbalsoda {method}", run=run, count=count, judged=len(system.points))


def _c(system: Any, folder: Path) -> Solver | None:
    """The same algorithm in C, or None without a compiler."""
    if not shutil.which("gcc"):
        return None
    from scipy.integrate._ivp import dop853_coefficients as tables

    spec = system.planned.system
    form = lane_form(spec, [careful(spec.routines[0].expressions)[0]], "k")
    assert form is not None
    kept = {s: f"c[{i}]" for i, (s, _) in enumerate(form.coefficients)}
    state = {q.symbol: f"y[{i}]" for i, q in enumerate(spec.state)}
    given = {q.symbol: f"p[{i}]" for i, q in enumerate(spec.arguments)}
    put = {
        "SIZE": system.size, "PARAMETERS": system.points.shape[1], "COEFFICIENTS": len(form.coefficients),
        "A": _numbers(tables.A), "B": _numbers(tables.B), "C": _numbers(tables.C), "E5": _numbers(tables.E5[:12]),
        "E3": _numbers(tables.E3[:12]), "PREPARE": _in_c([e for _, e in form.coefficients], "c", given),
        "RATES": _in_c(list(form.routines[0].expressions), "out", {**kept, **state}),
    }  # fmt: skip
    text = (HERE / "c" / "dop853.c").read_text()
    for name, value in put.items():
        text = text.replace("{{" + name + "}}", str(value))
    source, target = folder / f"{system.kernel.record.name}.c", folder / f"{system.kernel.record.name}.so"
    source.write_text(text)
    subprocess.run(
        ["gcc", "-O3", "-march=native", "-w", "-shared", "-fPIC", "-w", "-o", str(target), str(source), "-lm"],
        check=True,
    )
    integrate = ctypes.CDLL(str(target)).integrate

    def at(array: Any) -> ctypes.c_void_p:
        return ctypes.c_void_p(array.ctypes.data)

    def run(rtol: float, count: int) -> Any:
        out = np.empty((count, system.size))
        integrate(at(system.points), at(system.start), ctypes.c_double(system.end), ctypes.c_double(rtol),
                  ctypes.c_double(rtol * 1e-2), at(out), count)  # fmt: skip
        return out

    return Solver(name="C of the same algorithm", run=run, count=len(system.points), judged=len(system.points))


def _numbers(table: Any) -> str:
    if table.ndim == 2:
        return "{" + ", ".join(_numbers(row) for row in table) + "}"
    return "{" + ", ".join(repr(float(x)) for x in table) + "}"


def _in_c(expressions: list[Any], target: str, names: dict[Any, str]) -> str:
    """Expressions as C over vectors: powers are products."""
    named = {s: sp.Symbol(text, real=True) for s, text in names.items()}
    shared, left = sp.cse(expressions, order="canonical")
    products = {"Pow": [(lambda b, e: e.is_Integer and e > 1, lambda b, e: "(" + "*".join([f"({b})"] * int(e)) + ")")]}

    def text(e: Any) -> str:
        written: str = sp.ccode(e.xreplace(named), user_functions=products)
        return written if e.free_symbols else f"same({written})"

    lines = [f"const v {symbol} = {text(e)};" for symbol, e in shared]
    return "\n".join([*lines, *(f"{target}[{i}] = {text(e)};" for i, e in enumerate(left))])


def _worst(found: Any, reference: Any) -> float:
    """The largest error of any number of any point."""
    gap = np.abs(found - reference[: len(found)]) / np.maximum(1.0, np.abs(reference[: len(found)]))
    return float(np.nan_to_num(gap, nan=np.inf).max())


def _tuned(solver: Solver, reference: Any) -> tuple[float, float]:
    """The largest tolerance at which the worst point is as good as wanted, and its error."""
    for rtol in TOLERANCES:
        worst = _worst(solver.run(rtol, solver.judged), reference)
        if worst < WANTED:
            return rtol, worst
    raise AssertionError(f"{solver.name} does not reach {WANTED:g}: {worst:g} at {rtol:g}")


def _timed(solvers: dict[Solver, float]) -> dict[str, float]:
    """Median microseconds of a point, rounds in turn; slow ones run once."""
    taken: dict[str, list[float]] = {solver.name: [] for solver in solvers}
    for turn in range(ROUNDS):
        for solver, rtol in solvers.items():
            if turn and solver.name.startswith("solve_ivp"):
                continue
            start = time.thread_time()
            solver.run(rtol, solver.count)
            taken[solver.name].append((time.thread_time() - start) / solver.count * 1e6)
    return {name: statistics.median(values) for name, values in taken.items()}


def _reference(system: Any, method: str) -> Any:
    """All points at 1e-13; at some, Radau agrees to a tenth of what is wanted, or this raises."""
    found = _ours(system, method).run(1e-13, len(system.points))
    some = _scipy(system, "Radau", 3).run(1e-11, 3)
    if _worst(some, found) > WANTED / 10:
        raise AssertionError(f"{system.name}: the reference is off by {_worst(some, found):g}")
    return found


def _rows(system: Any, folder: Path) -> list[Entry]:
    """The rows of one system: explicit methods."""
    factor = BETTER_THAN_NUMBALSODA[system.size]
    peers = [
        (_scipy(system, "RK45", 20), 2000.0), (_numbalsoda(system, "dop853", 5000), factor), (_c(system, folder), 0.9)
    ]  # fmt: skip
    return _beside(system, _ours(system, "dop853"), peers, "")


def _stiff_rows(system: Any) -> list[Entry]:
    """The rows of one system over a time so long that stability bounds the steps of explicit methods.

    States on the way count as well: the last one is at rest, and so good at any tolerance.
    """
    peers = [(_numbalsoda(system, "lsoda", 2000), 1.0), (_scipy(system, "LSODA", 10), 100.0),
             (_scipy(system, "Radau", 5), 100.0)]  # fmt: skip
    return _beside(system, _ours(system, "rodas5p"), peers, f", to t = {system.end:g}")


def _beside(system: Any, ours: Solver, peers: list[tuple[Solver | None, float]], more: str) -> list[Entry]:
    """Ours and each peer at the tolerance that each needs, timed in turn."""
    reference = _reference(system, "dop853")
    there = [solver for solver, _ in peers if solver is not None]
    tuned = {solver: _tuned(solver, reference) for solver in (ours, *there)}
    taken = _timed({solver: rtol for solver, (rtol, _) in tuned.items()})
    own, what = taken[ours.name], f"{system.name}, {system.size} equations{more}: {ours.name}, a point"
    rows = []
    for solver, least in peers:
        target = f"at least {least:g}x"
        if solver is None:
            rows.append(_row(what, own, "us", "numbalsoda is not installed (it builds with gfortran and cmake)", None,
                             target, True))  # fmt: skip
            continue
        ratio = taken[solver.name] / own
        errors = f"worst error {tuned[solver][1]:.1g} (ours {tuned[ours][1]:.1g})"
        count = "" if solver.count == ours.count else f"; {solver.count} of {ours.count} points timed"
        count += "" if solver.judged == ours.judged else f", {solver.judged} judged"
        rows.append(_row(what, own, "us", f"{solver.name}: {taken[solver.name]:.4g} us, {errors}{count}", ratio, target,
                         ratio >= least))  # fmt: skip
    return rows


if __name__ == "__main__":
    from reports.bench import table

    print(table(measure()))
