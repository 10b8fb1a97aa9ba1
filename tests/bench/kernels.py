"""Generated kernels beside C and lambdify of the same equations: speed, compilation, loading from the cache.

C is compiled with ``gcc -O3 -march=native``; without gcc its rows are left out. Rounds are interleaved in one
process, and the ratio is that of the medians.
"""

from __future__ import annotations

import ctypes
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numpy as np
import sympy as sp

from derive.vectors import componentwise
from numerics.codegen.load import from_files
from numerics.codegen.spec import specs
from numerics.kernels import CompiledKernel, load

BUILD = Path(__file__).resolve().parents[2] / "build"
ROUNDS = 15
STEPS = 20_000
STATE = ("f_x", "f_y", "f_z", "k_x", "k_y", "k_z")
PARAMETERS = {"zeta": 4.9e-15, "k_se": 2e-20, "n_a": 3e14, "n_b": 2e20, "q": 4.1}
START = np.array([0.3, -0.2, 1.7, 0.02, 0.31, -0.4])
RATES = {"t": 1e-3, "J": 1000.0, "gamma": 17.0, "Delta": 300.0}

Entry = dict[str, Any]


def measure() -> list[Entry]:
    """All rows."""
    kernels = {name: load(name, BUILD / "kernels") for name in specs()}
    rows = [*_against_lambdify(kernels), _compilation(), _warm_load()]
    if shutil.which("gcc"):
        with tempfile.TemporaryDirectory() as folder:
            rows += _against_c(kernels, Path(folder))
    return rows


def _right_sides(name: str) -> list[Any]:
    """The equations of a kernel as derived, by components."""
    found = from_files(specs()[name].equations, BUILD / "derivations")
    sides = [componentwise(equation).rhs for equation in found]
    return [e for side in sides for e in (side if isinstance(side, sp.MatrixBase) else [side])]


def _symbols(expressions: list[Any]) -> dict[str, Any]:
    return {s.name: s for e in expressions for s in e.free_symbols}


def _interleaved(*runs: Callable[[], Any]) -> list[float]:
    """Median seconds of each, over rounds in turn; the first round is not counted."""
    taken: list[list[float]] = [[] for _ in runs]
    for turn in range(ROUNDS + 1):
        for run, seconds in zip(runs, taken, strict=True):
            start = time.perf_counter()
            run()
            if turn:
                seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in taken]


def _row(name: str, value: float, unit: str, peer: str, ratio: float | None, target: str, met: bool) -> Entry:
    return {"name": name, "value": value, "unit": unit, "peer": peer, "ratio": ratio, "target": target, "met": met}


def _euler(kernel: CompiledKernel) -> Callable[[], Any]:
    """A compiled loop of scalar calls, each of which needs the result of the one before."""
    rhs = kernel.module.rhs

    @numba.njit(error_model="numpy")
    def steps(y: Any, p: Any, out: Any, count: int) -> None:
        for _ in range(count):
            rhs(0.0, y, p, out)
            for i in range(6):
                y[i] += 1e-12 * out[i]

    y, out = START.copy(), np.empty(6)
    p = kernel.pack(**PARAMETERS)
    return lambda: steps(y, p, out, STEPS)


def _against_lambdify(kernels: dict[str, CompiledKernel]) -> list[Entry]:
    right = _right_sides("bloch")
    known = _symbols(right)
    function = sp.lambdify([known[n] for n in (*STATE, *PARAMETERS)], right, "numpy", cse=True)
    calls = STEPS // 100
    numbers = tuple(PARAMETERS.values())

    def peer() -> None:
        y = START.copy()
        for _ in range(calls):
            y += 1e-12 * np.array(function(*y, *numbers))

    own, other = _interleaved(_euler(kernels["bloch"]), peer)
    own, other = own / STEPS, other / calls
    rows = [
        _row("Bloch rates, one call", own * 1e9, "ns", f"lambdify + NumPy: {other * 1e9:.0f} ns", other / own,
             "at least 20x", other / own >= 20)
    ]  # fmt: skip
    right = _right_sides("exchange_propagator")
    known = _symbols(right)
    function = sp.lambdify([known[n] for n in RATES], right, "numpy", cse=True)
    count = 2000
    arrays = [np.linspace(value / 2, value, count) for value in RATES.values()]
    out = np.empty((count, 2, 2), dtype=complex)
    many = kernels["exchange_propagator"].module.exchange_propagator_many
    own, other = _interleaved(lambda: many(*arrays, out), lambda: function(*(a.astype(complex) for a in arrays)))
    rows.append(
        _row("exchange propagator, one point of an array", own / count * 1e9, "ns",
             f"lambdify + NumPy, whole arrays: {other / count * 1e9:.0f} ns", other / own, "at least 1x",
             other / own >= 1)
    )  # fmt: skip
    return rows


def _over(kernel: CompiledKernel, states: Any, out: Any) -> Callable[[], Any]:
    """A compiled loop over many states."""
    rhs = kernel.module.rhs

    @numba.njit(error_model="numpy")
    def rates(states: Any, p: Any, out: Any) -> None:
        for i in range(states.shape[0]):
            rhs(0.0, states[i], p, out[i])

    p = kernel.pack(**PARAMETERS)
    return lambda: rates(states, p, out)


def _against_c(kernels: dict[str, CompiledKernel], folder: Path) -> list[Entry]:
    library = _compiled(_bloch_in_c() + _propagator_in_c(), folder)
    bloch = kernels["bloch"]
    y, p, out = START.copy(), bloch.pack(**PARAMETERS), np.empty(6)
    own, other, separate = _interleaved(
        _euler(bloch),
        lambda: library.steps(_at(y), _at(p), _at(out), STEPS),
        lambda: library.steps_of_separate_arrays(_at(y), _at(p), _at(out), STEPS),
    )
    own, other, separate = (1e9 * seconds / STEPS for seconds in (own, other, separate))
    # numba knows no `restrict`: where each state follows from the last, C with it saves a trip through memory.
    rows = [
        _row("Bloch rates, each state from the last, beside C", own, "ns",
             f"gcc -O3 -march=native: {other:.2f} ns ({separate:.2f} ns with restrict)", own / other,
             "at most 1.1x", own / other <= 1.1)
    ]  # fmt: skip
    states = np.linspace(0.5, 1.5, 2000)[:, np.newaxis] * START
    rates = np.empty_like(states)
    own, other = _interleaved(
        _over(bloch, states, rates),
        lambda: library.over(_at(states), _at(p), _at(rates), len(states)),
    )
    own, other = (1e9 * seconds / len(states) for seconds in (own, other))
    rows.append(
        _row("Bloch rates of many states, beside C", own, "ns",
             f"gcc -O3 -march=native with restrict: {other:.2f} ns", own / other, "at most 1.1x", own / other <= 1.1)
    )  # fmt: skip
    count = 2000
    arrays = [np.linspace(value / 2, value, count) for value in RATES.values()]
    own_out, c_out = np.empty((count, 2, 2), dtype=complex), np.empty((count, 2, 2), dtype=complex)
    many = kernels["exchange_propagator"].module.exchange_propagator_many
    own, other = _interleaved(
        lambda: many(*arrays, own_out), lambda: library.propagators(*map(_at, arrays), _at(c_out), count)
    )
    agree = np.allclose(own_out, c_out, rtol=0, atol=1e-12)  # in a regime where the formula as derived is accurate
    rows.append(
        _row("exchange propagator, beside C of the formula as derived", own / count * 1e9, "ns",
             f"gcc -O3 -march=native: {other / count * 1e9:.0f} ns", own / other, "at most 1.1x, equal to 1e-12",
             bool(agree) and own / other <= 1.1)
    )  # fmt: skip
    return rows


def _in_c(expressions: list[Any], target: str, kind: str) -> str:
    shared, left = sp.cse(expressions, order="canonical")
    lines = [f"const {kind} {symbol} = {sp.ccode(e)};" for symbol, e in shared]
    return "\n".join([*lines, *(f"{target}[{i}] = {sp.ccode(e)};" for i, e in enumerate(left))])


def _bloch_in_c() -> str:
    reads = "".join(f"const double {name} = y[{i}];" for i, name in enumerate(STATE))
    reads += "".join(f"const double {name} = p[{i}];" for i, name in enumerate(PARAMETERS))
    body = _in_c(_right_sides("bloch"), "out", "double")
    return f"""
#include <tgmath.h>
static inline void rhs(const double *y, const double *p, double *out) {{ {reads} {body} }}
#define STEPS \\
    for (long n = 0; n < count; n++) {{ \\
        rhs(y, p, out); \\
        for (int i = 0; i < 6; i++) y[i] += 1e-12*out[i]; \\
    }}
void steps(double *y, const double *p, double *out, long count) {{ STEPS }}
void steps_of_separate_arrays(double *restrict y, const double *restrict p, double *restrict out, long count)
{{ STEPS }}
void over(const double *restrict y, const double *restrict p, double *restrict out, long count) {{
    for (long n = 0; n < count; n++) rhs(y + 6*n, p, out + 6*n);
}}
"""


def _propagator_in_c() -> str:
    body = _in_c(_right_sides("exchange_propagator"), "out", "double complex")
    return f"""
static inline void propagator(double t, double J, double gamma, double Delta, double complex *out) {{ {body} }}
void propagators(const double *t, const double *J, const double *g, const double *D, double complex *out, long count) {{
    for (long n = 0; n < count; n++) propagator(t[n], J[n], g[n], D[n], out + 4*n);
}}
"""


def _compiled(text: str, folder: Path) -> ctypes.CDLL:
    source, target = folder / "peer.c", folder / "peer.so"
    source.write_text(text)
    subprocess.run(
        ["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-o", str(target), str(source), "-lm"], check=True
    )
    return ctypes.CDLL(str(target))


def _at(array: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


def _compilation() -> Entry:
    """Importing the Bloch module from a folder without a cache, numba being loaded already."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("py", "json"):
            shutil.copy(BUILD / "kernels" / f"bloch.{suffix}", folder)
        done = subprocess.run([sys.executable, "-c", _TIMED, str(BUILD / "kernels"), folder, "bloch"],
                              check=True, capture_output=True, text=True)  # fmt: skip
    seconds = float(done.stdout)
    return _row("compiling the Bloch rates and their Jacobian", seconds, "s", "none", None, "below 2 s", seconds < 2)


def _warm_load() -> Entry:
    """Loading one more kernel from its cache into a process that uses numba."""
    seconds = statistics.median(
        float(
            subprocess.run(
                [sys.executable, "-c", _TIMED, str(BUILD / "kernels"), str(BUILD / "kernels"), "exchange_propagator"],
                check=True, capture_output=True, text=True,
            ).stdout
        )
        for _ in range(3)
    )  # fmt: skip
    return _row("loading the exchange propagator from a warm cache", seconds, "s", "none", None,
                "below 0.05 s", seconds < 0.05)  # fmt: skip


# The first kernel that a process loads makes numba import its compiler; the second shows what a kernel costs.
_TIMED = """
import sys, time
from numerics.kernels import load
load("exchange_rate", sys.argv[1])
start = time.perf_counter()
load(sys.argv[3], sys.argv[2])
print(time.perf_counter() - start)
"""
