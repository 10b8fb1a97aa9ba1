"""Generated kernels beside C and lambdify of the same equations: speed, compilation, loading from the cache.

C is compiled with ``gcc -O3 -march=native``; without gcc its rows are left out. Rounds are interleaved in one
process, and the ratio is that of the medians.
"""

from __future__ import annotations

import ctypes
import math
import os
import random
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
KERNELS = Path(os.environ.get("LARMOR_KERNELS", BUILD / "kernels"))
ROUNDS = 15
STEPS = 20_000
STATE = ("f_x", "f_y", "f_z", "k_x", "k_y", "k_z")
PARAMETERS = {"zeta": 4.9e-15, "k_se": 2e-20, "n_a": 3e14, "n_b": 2e20, "q": 4.1}
START = np.array([0.3, -0.2, 1.7, 0.02, 0.31, -0.4])
RATES = {"t": 1e-3, "J": 1000.0, "gamma": 17.0, "Delta": 300.0}

Entry = dict[str, Any]


def measure() -> list[Entry]:
    """All rows."""
    kernels = {name: load(name, KERNELS) for name in ("bloch", "exchange_propagator")}
    rows = [*_against_lambdify(kernels), _compilation(), _warm_load(), *_large_systems(), _generic_kernel()]
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
    # The kernel says that its output is apart from its input; that y and out of the loop around it are apart, numba
    # cannot say, where C with `restrict` in both saves a trip through memory.
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
            shutil.copy(KERNELS / f"bloch.{suffix}", folder)
        done = subprocess.run([sys.executable, "-c", _TIMED, str(KERNELS), folder, "bloch"],
                              check=True, capture_output=True, text=True)  # fmt: skip
    seconds = float(done.stdout)
    return _row("compiling the Bloch rates and their Jacobian", seconds, "s", "none", None, "below 2 s", seconds < 2)


def _warm_load() -> Entry:
    """Loading one more kernel from its cache into a process that uses numba."""
    seconds = statistics.median(
        float(
            subprocess.run(
                [sys.executable, "-c", _TIMED, str(KERNELS), str(KERNELS), "exchange_propagator"],
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
start = time.process_time()
load(sys.argv[3], sys.argv[2])
print(time.process_time() - start)
"""


def _large_systems() -> list[Entry]:
    """CPU time of compiling right-hand sides of six terms an equation, and of loading them compiled; its growth."""
    with tempfile.TemporaryDirectory() as folder:
        found = {n: _compiled_system(n, Path(folder), "straight") for n in (100, 300, 1000)}
        plain, _, _ = _compiled_system(100, Path(folder), "numba")
    rows = []
    for n, limit in ((100, 0.25), (1000, 3.0)):
        cold, warm, per_term = found[n]
        rows += [
            _row(f"compiling {n} equations of six terms", cold, "s",
                 f"numba's front end, 100 equations: {plain:.2f} s", plain / cold if n == 100 else None,
                 f"below {limit:g} s", cold < limit),
            _row(f"loading {n} compiled equations", warm, "s", "none", None, "below 0.05 s", warm < 0.05),
            _row(f"right-hand side of {n} equations, a term", per_term, "ns", "none", None, "stated", True),
        ]  # fmt: skip
    exponent = math.log(found[1000][0] / found[100][0]) / math.log(10)
    steepest = math.log(found[1000][0] / found[300][0]) / math.log(1000 / 300)
    rows.append(
        _row("growth of compile time, 100 to 1000 equations", exponent, "exponent",
             f"300 to 1000: {steepest:.2f}", None, "at most 1.1", max(exponent, steepest) <= 1.1)
    )  # fmt: skip
    return rows


def _compiled_system(n: int, folder: Path, way: str) -> tuple[float, float, float]:
    """(CPU seconds to compile, to load from the cache, ns a term of a call), the best of three, in new processes."""
    found = []
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for turn in range(3):
        source = folder / f"{way}_{n}_{turn}.py"
        source.write_text(_system_text(n, way))
        command = [sys.executable, "-c", _SYSTEM, str(source), str(n)]
        runs = [
            subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.split()
            for _ in ("cold", "warm", "warm again")
        ]
        warm = min(float(run[0]) for run in runs[1:])
        found.append((float(runs[0][0]), warm, float(runs[1][1])))
        if way == "numba":
            break
    cold, warm, call = (min(column) for column in zip(*found, strict=True))
    return cold, warm, call


def _system_text(n: int, way: str) -> str:
    """A module with a right-hand side of n equations, each with six products of a parameter and one to three states."""
    draw = random.Random(n)
    lines = [f"    s{i} = y[{i}]" for i in range(n)] + [f"    c{i} = p[{i}]" for i in range(20)]
    for i in range(n):
        terms = [[f"c{draw.randrange(20)}", *(f"s{draw.randrange(n)}" for _ in range(draw.randint(1, 3)))]
                 for _ in range(6)]  # fmt: skip
        lines.append(f"    out[{i}] = " + " + ".join("*".join(term) for term in terms))
    body = "\n".join(["(t, y, p, out):", *lines, ""])
    head = "import numba\n\nfrom numerics.straight_line import straight_line\n\n\n"
    options = '"void(float64, float64[::1], float64[::1], float64[::1])", cache=True, error_model="numpy"'
    if way == "numba":
        return f'{head}@numba.njit({options}, fastmath={{"contract"}})\ndef rhs{body}'
    made = '_rhs = straight_line(__file__, "rhs_written")'
    call = f"@numba.njit({options})\ndef rhs(t, y, p, out):\n    _rhs(t, y, p, out)\n"
    return f"{head}def rhs_written{body}\n\n{made}\n\n\n{call}"


_SYSTEM = """
import importlib.util, sys, time
import numba, numba.extending, numpy as np
import numerics.straight_line

@numba.njit("float64(float64[::1])")
def first(y):
    return y[0]  # numba itself is up after this

start = time.process_time()
specification = importlib.util.spec_from_file_location("system", sys.argv[1])
module = importlib.util.module_from_spec(specification)
sys.modules["system"] = module
specification.loader.exec_module(module)
print(time.process_time() - start)
n = int(sys.argv[2])
y, p, out = np.linspace(0.5, 1.5, n), np.linspace(0.5, 1.5, 20), np.empty(n)
calls = 200000 // n
best = 1e9
for _ in range(5):
    start = time.process_time()
    for _ in range(calls):
        module.rhs(0.0, y, p, out)
    best = min(best, time.process_time() - start)
print(1e9 * best / calls / n / 6)
"""


def _generic_kernel() -> Entry:
    """Compiling the generic kernel of all closed sets of moments, with no cache; imports are not counted."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", _GENERIC], check=True, capture_output=True, text=True,
            env={**os.environ, "NUMBA_CACHE_DIR": folder},
        )  # fmt: skip
    seconds = float(done.stdout)
    return _row("compiling the generic kernel of moments, once for all systems", seconds, "s", "none", None,
                "below 1 s", seconds < 1)  # fmt: skip


_GENERIC = """
import time
import numpy as np, numba
from numerics.moments import kernels

@numba.njit("float64(float64[::1])")
def first(y):
    return y[0]  # numba itself is up after this

one, index = np.ones(1), np.zeros(1, np.uint32)
starts = np.array([0, 1], np.uint32)
none = np.zeros(0, np.uint32)
start = time.process_time()
kernels.real_rates(one, none, none, starts, index, one, np.empty(2), np.empty(1))
print(time.process_time() - start)
"""


if __name__ == "__main__":
    for row in measure():
        met = "met" if row["met"] else "MISSED"
        ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}x"
        measured = f"{row['name']:62s} {row['value']:10.4g} {row['unit']:8s} {ratio:8s} {met:7s}"
        print(f"{measured} {row['target']}; {row['peer']}")
