"""Sample paths: against all states of a few spins, against each other, the same bits always, kept when interrupted."""

from __future__ import annotations

import dataclasses
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from numerics.collisions import aggregated, model, streams, trajectories
from numerics.collisions.trajectories import Task, equal_steps, simulate
from numerics.parameters import InputError

from . import whole_space

GASES = model.Collisions(alkali=3, noble_gas=5, phases=model.Phases(mean=0.4, deviation=0.3), turn=0.07)


def task(start, **changed):
    fields = {"collisions": GASES, "start": start, "steps": (0, 3, 11), "paths": 3, "seed": 5}
    return Task(**{**fields, **changed})


def exact(start, number, steps, gases=GASES):
    """The state of all 2^8 amplitudes after the collisions of a path."""
    keys = trajectories.keys(5, number)
    law = gases.phases
    state = whole_space.symmetric(gases.alkali, gases.noble_gas, start)
    return whole_space.run(state, gases.alkali, gases.noble_gas, steps, law.mean, law.deviation, gases.turn, keys)


def overlap(state, excited, gases=GASES):
    return np.vdot(whole_space.symmetric(gases.alkali, gases.noble_gas, excited), state)


# 1e-13: eleven steps of three collisions, each rounded to 1e-16, and sines of the standard library in the oracle
CLOSE = 1e-13


@pytest.mark.parametrize("number", [0, 2])
def test_one_excitation_is_that_of_all_states(loops, number):
    records = simulate(task("symmetric"), loops("loops")).records[number, 2]
    state = exact((1, 0), number, 11)
    alkali, noble = (records[i] + 1j * records[i + 1] for i in (0, 2))
    assert abs(alkali / math.sqrt(3) - overlap(state, (1, 0))) < CLOSE
    assert abs(noble / math.sqrt(5) - overlap(state, (0, 1))) < CLOSE


@pytest.mark.parametrize("wide", [GASES, dataclasses.replace(GASES, phases=model.Phases(mean=0.02, deviation=0.02))])
def test_two_excitations_are_those_of_all_states(loops, wide):
    records = simulate(task("pair", collisions=wide), loops("pairs")).records[1, 2]
    state = exact((1, 1), 1, 11, wide)
    for i, excited in enumerate(((2, 0), (1, 1), (0, 2))):
        assert abs(records[2 * i] + 1j * records[2 * i + 1] - overlap(state, excited, wide)) < CLOSE


@pytest.mark.parametrize("excited", [(1, 0), (1, 1), (2, 1), (0, 3), (3, 3)])
def test_many_excitations_are_those_of_all_states(loops, excited):
    records = simulate(task(excited), loops("many")).records[1, 2]
    state = exact(excited, 1, 11)
    total = sum(excited)
    for k in range(total + 1):
        if k <= 3 and total - k <= 5:
            found = records[3 * k] + 1j * records[3 * k + 1]
            assert abs(found - overlap(state, (k, total - k))) < CLOSE
    assert records[2::3].sum() == pytest.approx(1, abs=CLOSE)


def test_a_wrong_kick_would_be_seen(loops, kernels_dir, tmp_path):
    import types

    import numba

    from numerics import kernels
    from numerics.collisions import linking

    module = types.ModuleType("larmor_wrong_kick")

    @numba.njit
    def wrong(phi):
        return complex(-0.25 * phi * phi, 0.51 * phi)

    module.collision_kick = module.weak_collision_kick = wrong
    sys.modules[module.__name__] = module
    assert kernels.load("collision_kick", kernels_dir).module.collision_kick(0.1) != wrong(0.1)
    linked = linking.with_kicks("loops", dict.fromkeys(linking.KICKS, module), tmp_path)
    records = simulate(task("symmetric"), linked).records[0, 2]
    assert abs((records[0] + 1j * records[1]) / math.sqrt(3) - overlap(exact((1, 0), 0, 11), (1, 0))) > 1e-4


def test_the_same_bits_for_any_number_of_workers_and_any_split(loops):
    whole = simulate(task("symmetric", paths=7), loops("loops"), workers=1).records
    shared = simulate(task("symmetric", paths=7), loops("loops"), workers=3).records
    assert np.array_equal(whole, shared)
    split = simulate(task("symmetric", paths=7, steps=(0, 1, 2, 3, 4, 7, 11)), loops("loops")).records
    assert np.array_equal(whole[:, 2], split[:, -1])
    assert not np.array_equal(whole[0], whole[1])
    assert not np.array_equal(whole, simulate(task("symmetric", paths=7, seed=6), loops("loops")).records)


def test_streams_of_paths_differ_and_have_odd_increments():
    found = {streams.stream(np.uint64(1), np.uint64(n), purpose) for n in range(500) for purpose in (1, 2, 3)}
    assert len(found) == 1500
    assert all(increment % 2 for _, increment in found)


def test_the_norm_is_kept(loops):
    """2e7 collisions of moderate phases; the bench runs 1e9."""
    gases = model.Collisions(alkali=100, noble_gas=1000, phases=model.Phases(mean=0.02, deviation=0.02), turn=0.0099)
    records = simulate(task("symmetric", collisions=gases, steps=(200_000,), paths=1), loops("loops")).records
    # the bound of 1e-12 is for fifty times as many
    assert abs(records[0, 0, 4] + records[0, 0, 5] - 1) < 1e-13


def test_resumed_paths_are_those_that_were_not_interrupted(loops, tmp_path):
    asked = task("symmetric", steps=(50_000, 100_000), paths=2)
    whole = simulate(asked, loops("loops")).records
    store = trajectories.Store(folder=tmp_path, key=asked.key(loops("loops").__name__))
    arrays = trajectories.amplitudes(asked)
    begun = trajectories.State(1, arrays, np.zeros((2, 8)))
    loops("loops").stepper(asked, 1)(begun.arrays, 0, 12_345)
    begun.step = 12_345
    store.write(begun)
    assert np.array_equal(simulate(asked, loops("loops"), checkpoints=tmp_path).records, whole)
    # finished paths are read back, whatever the loops would do now
    assert np.array_equal(simulate(asked, None_loops(loops("loops")), checkpoints=tmp_path).records, whole)
    other = dataclasses.replace(asked, seed=9)
    assert not np.array_equal(simulate(other, loops("loops"), checkpoints=tmp_path / "x").records, whole)


class None_loops:
    """Loops that may not run."""

    def __init__(self, real):
        self.__name__, self.recorded, self.take = real.__name__, real.recorded, real.take

    def stepper(self, task, number):
        def go(arrays, begin, end):
            raise AssertionError("a finished path was run again")

        return go


def test_a_damaged_checkpoint_is_named(loops, tmp_path):
    (tmp_path / "path_000000.npz").write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"path_000000.npz cannot be read .*; remove it to begin anew"):
        simulate(task("symmetric"), loops("loops"), checkpoints=tmp_path)


KILLED = """
import sys
from numerics.collisions import linking, model
from numerics.collisions.trajectories import Task, simulate
from pathlib import Path
gases = model.Collisions(alkali=100, noble_gas=1000, phases=model.Phases(mean=1e-5))
print("go", flush=True)
simulate(Task(collisions=gases, start="symmetric", steps=(10**9,), paths=2), linking.linked("loops", sys.argv[1]),
         workers=2, checkpoints=Path(sys.argv[2]), every=0.3)
"""


def test_an_interrupted_run_leaves_its_states(kernels_dir, tmp_path):
    run = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(kernels_dir), str(tmp_path)], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    try:
        assert run.stdout.readline() == b"go\n"
        deadline = time.monotonic() + 60
        while len(list(tmp_path.glob("path_*.npz"))) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=120) != 0
    finally:
        run.kill()
    for file in tmp_path.glob("path_*.npz"):
        with np.load(file) as kept:
            step = int(kept["at"][0])
            assert step > 0
            norm = sum((np.abs(kept[f"array_{n}"]) ** 2).sum() for n in range(2))
            assert norm == pytest.approx(1, abs=1e-12)  # a whole state, at a whole step


@pytest.mark.parametrize(("start", "loop"), [("symmetric", "loops"), ("pair", "pairs")])
def test_collisions_of_a_block_at_once_err_by_the_order_that_is_neglected(loops, start, loop):
    """Of the very same collisions; half as many steps in a block err about half as much."""
    gases = model.Collisions(alkali=4, noble_gas=20, phases=model.Phases(mean=2e-3, deviation=2e-3), turn=8e-4)
    asked = task(start, collisions=gases, steps=(0, 2048), paths=1)
    direct = simulate(asked, loops(loop)).records[0]
    errors = [np.abs(aggregated.path(asked, loops(loop), 0, k, "summed").records - direct).max() for k in (32, 512)]
    assert errors[0] < errors[1] / 3
    assert 0 < errors[1] < 0.05


BAD = [
    (lambda: model.Collisions(alkali=11, noble_gas=10, phases=model.Phases()), "at most 10 alkali atoms"),
    (lambda: model.Phases(deviation=-0.1), "the width -0.1 rad, expected 0"),
    (lambda: model.Phases(mean=math.nan), "not a finite number"),
    (lambda: model.Phases.table([0.2, 0.1]), "falls somewhere"),
    (lambda: model.Phases.table([0.2]), "at least 2"),
    (lambda: model.Collisions(alkali=0, noble_gas=10, phases=model.Phases()), "expected at least 1"),
    (lambda: model.checked_size(10100, 3, 1e9), r"would take 2.75 TB of memory, .* expected at most 2 excitations"),
    (lambda: task("symmetric", paths=0), "at least 1"),
    (lambda: task("symmetric", steps=(3, 2)), "rise from 0"),
    (lambda: task("pair", poisson=True), "one excitation"),
    (lambda: task((4, 0)), "4 of 3 alkali atoms"),
    (lambda: task((0, 0)), "at least one excitation"),
    (lambda: task("symmetric", seed=-1), "out of range"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "message"), BAD)
def test_what_cannot_be_simulated_is_refused_in_one_sentence(make, message):
    with pytest.raises(InputError, match=message) as caught:
        make()
    assert "\n" not in str(caught.value)


def test_a_pair_in_too_large_gases_says_what_memory_it_would_take(loops):
    gases = model.Collisions(alkali=100, noble_gas=100_000, phases=model.Phases(mean=0.1))
    with pytest.raises(InputError, match=r"would take 80\.2 GB of memory"):
        simulate(task("pair", collisions=gases), loops("pairs"))


def test_equal_steps_begin_and_end_where_asked():
    assert equal_steps(10, 4) == (0, 3, 7, 10)
