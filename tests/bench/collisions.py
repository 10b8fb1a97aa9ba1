"""Random collisions beside NumPy, plain numba and C of the same algorithm: speed, limits, scaling, exact averages.

Seconds are those of the thread's own processor time, rounds are interleaved, and ratios are of medians. C is compiled
with ``gcc -O3 -march=native``; its vector code needs AVX-512. Without either its rows are left out.
"""

from __future__ import annotations

import ctypes
import math
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from math import factorial
from pathlib import Path
from typing import Any

import numba
import numpy as np

from numerics.collisions import aggregated, averages, linking, model, normal, trajectories
from numerics.kernels import load

HERE = Path(__file__).parent
KERNELS = Path(os.environ.get("LARMOR_KERNELS", HERE.parents[1] / "build" / "kernels"))
ROUNDS = 9
ONE = model.Collisions(alkali=100, noble_gas=10_000, phases=model.Phases(mean=0.02, deviation=0.02), turn=0.0099)
TWO = model.Collisions(alkali=30, noble_gas=300, phases=model.Phases(mean=1e-5, deviation=1e-5), turn=4.5e-6)
WEAK = model.Collisions(alkali=100, noble_gas=10_000, phases=model.Phases(mean=1e-5, deviation=1e-5), turn=4.95e-6)
# Vector instructions on eight collisions: half of a pair of normal numbers (logarithm 25, circle 22, words 20), the
# kick 14, the place 14, the collision with its shuffles 34.
INSTRUCTIONS = (25 + 22 + 20) / 2 + 14 + 14 + 34
# Bytes of a rotation: two rows read and written, and the mirror image written.
BYTES = 5 * 16

Entry = dict[str, Any]


def measure() -> list[Entry]:
    """All rows."""
    loops, pairs = (linking.linked(name, KERNELS) for name in ("loops", "pairs"))
    with tempfile.TemporaryDirectory() as folder:
        library = _library(Path(folder))
        rows = [*_one_excitation(loops, library), *_two_excitations(pairs, library)]
    return [*rows, *_norm(loops), *_scaling(loops), *_workers(loops), *_exact(), *_aggregated(loops, pairs)]


def _row(name: str, value: float, unit: str, peer: str, ratio: float | None, target: str, met: bool) -> Entry:
    return {"name": name, "value": value, "unit": unit, "peer": peer, "ratio": ratio, "target": target, "met": met}


def _interleaved(runs: dict[str, Callable[[], Any]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each; the first round is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, run in runs.items():
            start = time.thread_time()
            run()
            if turn:
                taken[name].append(time.thread_time() - start)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _task(gases: model.Collisions, start: Any, last: int = 1) -> trajectories.Task:
    return trajectories.Task(collisions=gases, start=start, steps=(last,), paths=1, seed=7)


def _ours(loops: Any, task: trajectories.Task, steps: int) -> Callable[[], Any]:
    arrays, go = trajectories.amplitudes(task), loops.stepper(task, 0)
    return lambda: go(arrays, 0, steps)


@numba.njit(error_model="numpy")
def _plain_one(a: Any, b: Any, order: Any, steps: int, mean: float, deviation: float, turn: float) -> None:
    """As one would write it first, compiled: partners by their numbers, a random generator, complex exponentials."""
    for _ in range(steps):
        for i in range(a.size):
            j = np.random.randint(i, b.size)
            order[i], order[j] = order[j], order[i]
            kick = (np.exp(1j * np.random.normal(mean, deviation)) - 1) / 2
            change = (a[i] - b[order[i]]) * kick
            a[i] += change
            b[order[i]] -= change
        for i in range(a.size):
            a[i] *= np.exp(-1j * turn)


def _numpy_one(a: Any, b: Any, steps: int, random: np.random.Generator) -> None:
    for _ in range(steps):
        partners = random.choice(b.size, a.size, replace=False)
        kick = (np.exp(1j * random.normal(ONE.phases.mean, ONE.phases.deviation, a.size)) - 1) / 2
        change = (a - b[partners]) * kick
        a += change
        b[partners] -= change
        a *= np.exp(-1j * ONE.turn)


def _one_excitation(loops: Any, library: Any) -> list[Entry]:
    steps, few = 6000, 600
    a, b = trajectories.amplitudes(_task(ONE, "symmetric"))
    law, random = ONE.phases, np.random.default_rng(1)
    order = np.arange(b.size)
    runs = {
        "ours": _ours(loops, _task(ONE, "symmetric"), steps),
        "numba": lambda: _plain_one(a, b, order, few, law.mean, law.deviation, ONE.turn),
        "NumPy": lambda: _numpy_one(a, b, 60, random),
    }
    counts = {"ours": steps, "numba": few, "NumPy": 60}
    if library is not None:
        peer = _c_one(library)
        runs |= {
            "C": lambda: peer("plain", few),
            "vector C": lambda: peer("vector", steps),
            "limit": lambda: library.fused(ctypes.c_long(200_000)),
        }
        counts |= {"C": few, "vector C": steps}
    seconds = _interleaved(runs)
    rate = {name: counts[name] * ONE.alkali / seconds[name] for name in counts}
    ours = rate["ours"]
    name = "collisions, one excitation, one core"
    found = [
        _row(name, ours / 1e6, "M/s", f"plain numba: {rate['numba'] / 1e6:.1f} M/s", ours / rate["numba"],
             "at least 15x", ours >= 15 * rate["numba"]),
        _row(name, ours / 1e6, "M/s", f"NumPy: {rate['NumPy'] / 1e6:.2f} M/s", ours / rate["NumPy"], "at least 35x",
             ours >= 35 * rate["NumPy"]),
    ]  # fmt: skip
    if library is not None:
        # equal: what is left between two medians on a machine that is not idle
        found += [
            _row(name, ours / 1e6, "M/s", f"C left to the compiler: {rate['C'] / 1e6:.1f} M/s", ours / rate["C"],
                 "at least 5x", ours >= 5 * rate["C"]),
            _row(name, ours / 1e6, "M/s", f"C in vectors by hand: {rate['vector C'] / 1e6:.1f} M/s",
                 ours / rate["vector C"], "at least 0.9x", ours >= 0.9 * rate["vector C"]),
        ]  # fmt: skip
        issued = 200_000 * 10 / seconds["limit"]  # vector instructions per second, both ports busy
        share = ours * INSTRUCTIONS / 8 / issued
        found.append(_row("the same, share of the vector arithmetic of a core", 100 * share, "%",
                          f"fused multiplications: {issued / 1e9:.2f} G vectors/s", None, "at least 40 %",
                          share >= 0.4))  # fmt: skip
    return found


@numba.njit(error_model="numpy")
def _plain_two(c: Any, n: int, order: Any, steps: int, mean: float, deviation: float, turn: float) -> None:
    """The full symmetric matrix of amplitudes, rows and columns."""
    total = c.shape[0]
    for _ in range(steps):
        for a in range(n):
            j = np.random.randint(a, total - n)
            order[a], order[j] = order[j], order[a]
            b = n + order[a]
            kick = (np.exp(1j * np.random.normal(mean, deviation)) - 1) / 2
            for k in range(total):
                if k not in (a, b):
                    change = (c[a, k] - c[b, k]) * kick
                    c[a, k] += change
                    c[b, k] -= change
                    c[k, a] = c[a, k]
                    c[k, b] = c[b, k]
        for i in range(n):
            for k in range(total):
                c[i, k] *= np.exp(-1j * turn)
                c[k, i] *= np.exp(-1j * turn)


def _numpy_two(c: Any, n: int, steps: int, random: np.random.Generator) -> None:
    total = len(c)
    for _ in range(steps):
        partners = n + random.choice(total - n, n, replace=False)
        kicks = (np.exp(1j * random.normal(1e-5, 1e-5, n)) - 1) / 2
        for a, b, kick in zip(range(n), partners, kicks, strict=True):
            both = c[a, b]
            change = (c[a] - c[b]) * kick
            change[[a, b]] = 0
            c[a] += change
            c[b] -= change
            c[:, a], c[:, b] = c[a], c[b]
            c[a, b] = c[b, a] = both
        c[:n] *= np.exp(-1j * TWO.turn)
        c[:, :n] *= np.exp(-1j * TWO.turn)


def _two_excitations(pairs: Any, library: Any) -> list[Entry]:
    n, total, random = TWO.alkali, TWO.atoms, np.random.default_rng(1)
    c = np.zeros((total, total), dtype=complex)
    order, steps, few = np.arange(TWO.noble_gas), 300, 40
    rotations = n * (total - 2)
    runs = {
        "ours": _ours(pairs, _task(TWO, "pair"), steps),
        "numba": lambda: _plain_two(c, n, order, few, 1e-5, 1e-5, TWO.turn),
        "NumPy": lambda: _numpy_two(c, n, few, random),
    }
    counts = {"ours": steps, "numba": few, "NumPy": few}
    if library is not None:
        peer = _c_two(library)
        big = np.zeros(2 * 90_000), np.zeros(2 * 90_000)
        size, times = ctypes.c_long(90_000), ctypes.c_long(50)
        runs |= {"C": lambda: peer(steps), "limit": lambda: library.copied(_at(big[0]), _at(big[1]), size, times)}
        counts |= {"C": steps}
    seconds = _interleaved(runs)
    rate = {name: counts[name] * rotations / seconds[name] for name in counts}
    ours, name = rate["ours"], "rotations, two excitations, one core"
    found = [
        _row(name, ours / 1e6, "M/s", f"plain numba: {rate['numba'] / 1e6:.0f} M/s", ours / rate["numba"],
             "at least 2x", ours >= 2 * rate["numba"]),
        _row(name, ours / 1e6, "M/s", f"NumPy: {rate['NumPy'] / 1e6:.1f} M/s", ours / rate["NumPy"], "at least 10x",
             ours >= 10 * rate["NumPy"]),
    ]  # fmt: skip
    if library is not None:
        found.append(_row(name, ours / 1e6, "M/s", f"C of the same rows: {rate['C'] / 1e6:.0f} M/s", ours / rate["C"],
                          "at least 0.9x", ours >= 0.9 * rate["C"]))  # fmt: skip
        moved = 50 * 2 * 90_000 * 8 / seconds["limit"]  # bytes read and written per second, 1.4 MB in all
        share = ours * BYTES / moved
        found.append(_row("the same, share of the bandwidth of the second cache", 100 * share, "%",
                          f"copying: {moved / 1e9:.0f} GB/s", None, "at least 25 %", share >= 0.25))  # fmt: skip
    return found


def _norm(loops: Any) -> list[Entry]:
    """10^9 collisions of one path."""
    task = _task(ONE, "symmetric")
    arrays, go = trajectories.amplitudes(task), loops.stepper(task, 0)
    go(arrays, 0, 10_000_000)
    lost = abs(sum(float((np.abs(x) ** 2).sum()) for x in arrays) - 1)
    return [_row("norm lost in 10^9 collisions of 0.02 rad", lost, "", "none", None, "below 1e-12", lost < 1e-12)]


def _scaling(loops: Any) -> list[Entry]:
    """Time of a collision with the numbers of atoms."""
    found = []
    sizes = ((10, 1000), (10, 10_000), (100, 1000), (100, 10_000), (100, 100_000), (1000, 10_000), (1000, 100_000))
    runs = {}
    for alkali, noble in sizes:
        gases = model.Collisions(alkali=alkali, noble_gas=noble, phases=ONE.phases, turn=0.0099)
        runs[f"{alkali} {noble}"] = _ours(loops, _task(gases, "symmetric"), 200_000 // alkali)
    seconds = _interleaved(runs, 5)
    best = min(seconds.values())
    for name, taken in seconds.items():
        alkali, noble = name.split()
        cost = taken / (200_000 // int(alkali) * int(alkali)) * 1e9
        found.append(_row(f"one collision, N_a = {alkali}, N_b = {noble}", cost, "ns", "the quickest of these sizes",
                          taken / best, "at most 4x", taken <= 4 * best))  # fmt: skip
    return found


def _workers(loops: Any) -> list[Entry]:
    """The same paths with one worker and with two, by the clock on the wall."""
    task = trajectories.Task(collisions=ONE, start="symmetric", steps=(4000,), paths=40, seed=7)

    def run(workers: int, paths: int = 40) -> float:
        start = time.perf_counter()
        asked = trajectories.Task(collisions=ONE, start="symmetric", steps=(4000,), paths=paths, seed=7)
        trajectories.simulate(asked if paths != 40 else task, loops, workers=workers)
        return time.perf_counter() - start

    one, two, few = (statistics.median(run(w, p) for _ in range(3)) for w, p in ((1, 40), (2, 40), (1, 10)))
    return [
        _row("40 paths of 4e5 collisions, two workers", two, "s", f"one worker: {one:.3g} s", one / two,
             "at least 1.5x on two idle cores", one >= 1.5 * two or (os.cpu_count() or 1) < 2),
        _row("a path among 40", one / 40 * 1e3, "ms", f"a path among 10: {few / 10 * 1e3:.3g} ms", few * 4 / one,
             "0.7x to 1.4x", 0.7 < few * 4 / one < 1.4),
    ]  # fmt: skip


def _exact() -> list[Entry]:
    """Fig. 3c: 201 points of the mean curve, and of the band of its variance."""
    kernels = {name: load(name, KERNELS) for name in ("mean_one_excitation", "variance_one_excitation")}
    steps = trajectories.equal_steps(25_132_741, 201)
    states = [averages.symmetric(WEAK, 1, 0), averages.symmetric(WEAK, 0, 1)]
    seconds = _interleaved({
        "mean": lambda: averages.fidelities(WEAK, "symmetric", states, steps, kernels),
        "band": lambda: averages.deviations(WEAK, "symmetric", states, steps, kernels),
    })  # fmt: skip
    path = 2.5e9 * 4e-9
    return [
        _row("exact mean curves of Fig. 3c, 201 points", seconds["mean"] * 1e3, "ms",
             f"one sample path: some {path:.0f} s", path / seconds["mean"], "below 5 ms", seconds["mean"] < 5e-3),
        _row("exact band of Fig. 3c, 201 points", seconds["band"] * 1e3, "ms", "none", None, "below 50 ms",
             seconds["band"] < 50e-3),
    ]  # fmt: skip


def _aggregated(loops: Any, pairs: Any) -> list[Entry]:
    """Blocks of weak collisions at once: how much faster, and how far off for the very same collisions."""
    found = []
    for name, gases, start, table, block, direct in (
        ("one excitation", WEAK, "symmetric", loops, 300_000, 3000),
        ("two excitations", TWO, "pair", pairs, 50_000, 300),
    ):  # fmt: skip
        task = _task(gases, start)
        arrays = trajectories.amplitudes(task)
        wide = arrays if start == "pair" else (*arrays, np.arange(gases.noble_gas, dtype=np.uint64))
        quick = aggregated.stepper(task, table, 0, block, "normal")
        runs = {"quick": lambda q=quick, w=wide, b=block: q(w, 0, b), "direct": _ours(table, task, direct)}
        seconds = _interleaved(runs, 3)
        each, one = seconds["quick"] / block * 1e9, seconds["direct"] / direct * 1e9
        error = _error_of_blocks(task, table, start)
        found += [
            _row(
                f"{block} steps of weak collisions at once, {name}", each, "ns/step",
                f"one by one: {one:.0f} ns/step", one / each, "at least 4x", one >= 4 * each,
            ),
            _row(
                f"error of a block of 2000 steps, {name}", error, "", "the same collisions one by one", None,
                "below 1e-4", error < 1e-4,
            ),
        ]  # fmt: skip
    return found


def _error_of_blocks(task: trajectories.Task, table: Any, start: str) -> float:
    """Largest difference of a recorded number after 4000 steps, two blocks of them at once and one by one."""
    asked = trajectories.Task(collisions=task.collisions, start=start, steps=(0, 4000), paths=1, seed=7)
    direct = trajectories.simulate(asked, table).records[0]
    blocks = aggregated.path(asked, table, 0, 2000, "summed").records
    scale = math.sqrt(task.collisions.noble_gas) if start != "pair" else 1.0
    return float(np.abs(blocks - direct).max() / scale)


def _library(folder: Path) -> Any:
    """The C peers, or None without gcc or AVX-512."""
    flags = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    if not shutil.which("gcc") or "avx512dq" not in flags:
        return None
    cosine, sine = normal._circle_coefficients()
    real = [(-1) ** k / (2 * factorial(2 * k)) for k in range(1, 7)]
    imaginary = [(-1) ** k / (2 * factorial(2 * k + 1)) for k in range(7)]
    text = (HERE / "c" / "collisions.c").read_text()
    numbers = {
        "LOGARITHM": normal._logarithm_coefficients(), "COSINE": cosine, "SINE": sine, "KICK_REAL": real,
        "KICK_IMAGINARY": imaginary,
    }  # fmt: skip
    for name, values in numbers.items():
        text = text.replace(f"{{{name}}}", "{" + ", ".join(repr(float(v)) for v in values) + "}")
    source, target = folder / "collisions.c", folder / "collisions.so"
    source.write_text(text)
    subprocess.run(
        ["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-o", str(target), str(source), "-lm"], check=True
    )
    return ctypes.CDLL(str(target))


def _at(array: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


def _numbers(gases: model.Collisions) -> list[Any]:
    turn = gases.turned
    return [ctypes.c_double(x) for x in (gases.phases.mean, gases.phases.deviation, turn.real, turn.imag)]


def _streams() -> list[Any]:
    partners, phases, _ = trajectories.keys(7, 0)
    return [ctypes.c_uint64(int(x)) for x in (*partners, *phases)]


def _c_one(library: Any) -> Callable[[str, int], None]:
    a, b = trajectories.amplitudes(_task(ONE, "symmetric"))
    n, batch = ONE.alkali, 10
    room = [
        np.empty(2 * batch * n + 64),
        np.empty(batch * n + 8, dtype=np.int64),
        np.empty(batch * n + 8),
        np.empty(2 * n + 32),
    ]

    def run(kind: str, steps: int) -> None:
        common = [_at(a), _at(b), ctypes.c_long(n), ctypes.c_long(ONE.noble_gas)]
        rest = [ctypes.c_long(steps), *_numbers(ONE), *_streams()]
        if kind == "plain":
            library.plain_steps(*common, *rest)
        else:
            library.vector_steps(*common, *rest, ctypes.c_long(batch), *(_at(x) for x in room))

    return run


def _c_two(library: Any) -> Callable[[int], None]:
    arrays = trajectories.amplitudes(_task(TWO, "pair"))
    n = TWO.alkali
    room = [np.empty(2 * n + 64), np.empty(n + 8, dtype=np.int64), np.empty(n + 8)]

    def run(steps: int) -> None:
        library.pair_steps(
            *(_at(x) for x in arrays), ctypes.c_long(n), ctypes.c_long(TWO.noble_gas), ctypes.c_long(steps),
            *_numbers(TWO), *_streams(), *(_at(x) for x in room),
        )  # fmt: skip

    return run
