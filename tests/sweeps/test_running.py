"""Sweeps of a study as a person runs them: in processes and on a cluster, interrupted, killed, and gone on with.

The bytes of the data file are the measure: they must not depend on who computed which point, nor on how often.
"""

from __future__ import annotations

import errno
import hashlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from numerics import datasets
from numerics.parameters import InputError
from numerics.sweeps import cluster, processes, recipes, running, store
from numerics.sweeps.work import Answer, Task
from reports import cli

ARGUMENTS = (
    "sweep", "exchange", "--over", "p_a=0.5:0.95:4", "--over", "storage_angle=30 deg,90 deg,2000 deg",
    "--set", "samples=101",
)  # fmt: skip
POINTS, FAILING = 12, 4
DATA = "exchange_over_p_a_storage_angle.nc"
BIN = Path(sys.executable).parent


def larmor(*arguments):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    return stopped.value.code


def digest(folder):
    return hashlib.sha256((folder / DATA).read_bytes()).hexdigest()


def kept(folder):
    return list((folder / "exchange.points").glob("*.nc"))


@pytest.fixture(scope="module")
def whole(kernels_dir, tmp_path_factory):
    """The folder of the sweep, done by one process without interruption, and what was printed."""
    folder = tmp_path_factory.mktemp("whole")
    command = [sys.executable, "-m", "reports.cli", *ARGUMENTS, "--workers", "1", "--json"]
    command += ["--kernels", str(kernels_dir), "--out", str(folder)]
    return folder, subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_a_person_is_told(whole):
    folder, done = whole
    assert done.returncode == 1, "failed points are told by the exit code too"
    answer = json.loads(done.stdout)
    assert answer["data"] == str(folder / DATA)
    assert (answer["points"], answer["computed"], len(answer["failed"])) == (POINTS, POINTS - FAILING, FAILING)
    lines = done.stderr.splitlines()
    assert len(lines) == FAILING, "and nothing else is said"
    assert lines[0].startswith("larmor: failed at p_a=0.5, storage_angle=2000 deg: storage_angle = 2000 deg is reached")


def test_points_are_where_their_labels_say(whole):
    folder, _ = whole
    data = xr.open_dataset(folder / DATA)
    assert data.p_a.values.tolist() == [0.5, 0.65, 0.8, 0.95]
    assert data.p_a.attrs == {"units": "1", "long_name": "degree of polarisation of the alkali spins"}
    assert data.storage_angle.attrs["units"] == "rad"
    np.testing.assert_allclose(np.degrees(data.storage_angle), [30, 90, 2000], rtol=1e-15)
    # The textbook slowing-down factor of I = 3/2, and J as the paper prints it; kernels are good to a few ulp.
    q = (6 + 2 * data.p_a**2) / (1 + data.p_a**2)
    J = 2e-14 / q / 2 * np.sqrt(q * data.p_a * 0.75 * 3e14 * 2e20)
    done = {"storage_angle": slice(0, 2)}
    np.testing.assert_allclose(data.J.isel(done), J.broadcast_like(data.J.isel(done)), rtol=1e-14)
    np.testing.assert_allclose((data.switch_time * data.J).isel(done), (data.storage_angle.isel(done) + 0 * J).T)
    assert data.excitations.dims == ("p_a", "storage_angle", "regime", "species", "time")
    assert data.regime.dims == ("regime",)
    assert data.t.dims == ("p_a", "storage_angle", "regime", "time")
    assert np.isnan(data.excitations.isel(storage_angle=2)).all()
    assert not np.isnan(data.excitations.isel(done)).any()


def test_the_data_say_what_made_them(whole, grid):
    folder, _ = whole
    attrs = datasets.read(folder / DATA).attrs
    assert attrs["command"] == (
        "larmor sweep exchange --over p_a=0.5:0.95:4 --over 'storage_angle=30 deg,90 deg,2000 deg' --set samples=101"
    )
    assert "samples = 101 " in attrs["parameters"]
    assert "p_a = " not in attrs["parameters"]
    assert len(attrs["failed"].splitlines()) == FAILING
    assert "exchange_propagator " in attrs["kernels"]


STOPPED = """
import os, signal, sys
from numerics.sweeps import store
from reports import cli

how, *arguments = sys.argv[1:]
write, kept = store.Store.write, []

def counted(self, key, content):
    write(self, key, content)
    kept.append(key)
    if len(kept) == 3 and how == "SIGINT":
        os.killpg(0, signal.SIGINT)  # as a terminal sends it, to all processes
    elif len(kept) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

store.Store.write = counted
cli.main(arguments)
"""


def stopped(how, kernels_dir, folder):
    """A sweep that gets a signal when it has written three points; nothing of it is left running."""
    command = [sys.executable, "-c", STOPPED, how, *ARGUMENTS, "--workers", "1"]
    command += ["--kernels", str(kernels_dir), "--out", str(folder)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        _, said = run.communicate(timeout=120)
        deadline = time.monotonic() + 60
        while is_alive(run.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not is_alive(run.pid), "a worker outlived the sweep"
    finally:
        if is_alive(run.pid):
            os.killpg(run.pid, signal.SIGKILL)
    return run.returncode, said


def is_alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name != "posix", reason="stops processes by signals")
def test_interrupted_then_killed_then_finished_by_two_that_are_lost(whole, grid, kernels_dir, tmp_path, monkeypatch):
    code, said = stopped("SIGINT", kernels_dir, tmp_path)
    assert code == 130
    assert said == (
        f"larmor: interrupted; finished points are kept in {tmp_path}/exchange.points, and the same command goes on\n"
    )
    first = len(kept(tmp_path))
    assert 3 <= first < POINTS - FAILING
    code, said = stopped("SIGKILL", kernels_dir, tmp_path)
    assert (code, said) == (-signal.SIGKILL, "")
    second = len(kept(tmp_path))
    assert first + 3 <= second < POINTS - FAILING
    assert not (tmp_path / DATA).exists()

    lost = []
    handed = processes._handed

    def handed_and_lost(worker, waiting):
        given = handed(worker, waiting)
        if given and not lost:
            lost.append(worker.task.key)
            worker.process.kill()
        return given

    monkeypatch.setattr(processes, "_handed", handed_and_lost)
    done = running.run(grid, kernels_dir, tmp_path, nullcontext(processes.crew(2)))
    assert len(lost) == 1
    assert (done.total, done.computed, len(done.failures)) == (POINTS, POINTS - FAILING - second, FAILING)
    assert digest(tmp_path) == digest(whole[0])
    assert multiprocessing.active_children() == []


@contextmanager
def programs(folder):
    """A real cluster on loopback, a scheduler and two workers: its address, and the workers by address."""
    file = folder / "scheduler.json"
    common = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(file))
    started = [subprocess.Popen([BIN / "dask", "scheduler", "--port", "0", "--idle-timeout", "300", *common], **SILENT)]
    try:
        address = awaited(lambda: file.exists() and json.loads(file.read_text() or "{}").get("address"), started)
        options = ("--nthreads", "1", "--no-nanny", "--death-timeout", "60", "--local-directory", str(folder))
        command = [BIN / "dask", "worker", address, "--host", "127.0.0.1", "--no-dashboard", *options]
        started += [subprocess.Popen([*command, "--name", str(n)], **SILENT) for n in range(2)]
        yield address, started[1:]
    finally:
        for program in started:
            program.kill()
        for program in started:
            program.wait(60)


SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def awaited(found, started):
    deadline = time.monotonic() + 60
    while not found():
        assert time.monotonic() < deadline, "it did not come"
        assert all(program.poll() is None for program in started), "a program of the cluster ended"
        time.sleep(0.05)
    return found()


@pytest.mark.skipif(os.name != "posix", reason="kills a process by a signal")
def test_a_cluster_that_loses_a_worker_makes_the_same_bytes(whole, grid, kernels_dir, tmp_path, monkeypatch):
    from distributed import Client

    with programs(tmp_path) as (address, workers):
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        written, write = [], store.Store.write

        def counted(self, key, content):
            write(self, key, content)
            written.append(key)
            if len(written) == 2:
                workers[0].kill()

        monkeypatch.setattr(store.Store, "write", counted)
        told = []
        done = running.run(grid, kernels_dir, tmp_path, cluster.crew(address, told.append))
        assert workers[0].wait(10) == -signal.SIGKILL
        assert told == []
        assert (done.total, done.computed, len(done.failures)) == (POINTS, POINTS - FAILING, FAILING)
        assert digest(tmp_path) == digest(whole[0])

        # What another version of the program would compute must not be mixed in.
        other = recipes.recipe("exchange", kernels_dir)
        object.__setattr__(other, "versions", (("numpy", "1.0"),))
        with (
            pytest.raises(InputError, match=r"the worker tcp://.* has numpy .* where the sweep has 1\.0"),
            cluster.crew(address) as answers,
        ):
            answers(other, [])


def from_folder(folder):
    """A crew that computes nothing: it gives what is in a folder, and refuses the rest."""

    def answers(recipe, tasks):
        for task in tasks:
            path = folder / "exchange.points" / f"{task.key}.nc"
            if path.is_file():
                yield Answer(key=task.key, content=path.read_bytes())
            else:
                yield Answer(key=task.key, failure="not there")

    return nullcontext(answers)


def test_a_full_disk_loses_nothing(whole, grid, kernels_dir, tmp_path, monkeypatch):
    written, write = [], store.write_if_changed

    def full(path, content):
        if len(written) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(path)
        return write(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(store, "write_if_changed", full)
        with pytest.raises(
            recipes.SweepError, match=r"cannot be written .No space left on device.: finished points are"
        ):
            running.run(grid, kernels_dir, tmp_path, from_folder(whole[0]))
    assert len(kept(tmp_path)) == 2
    done = running.run(grid, kernels_dir, tmp_path, from_folder(whole[0]))
    assert done.computed == POINTS - FAILING - 2
    assert digest(tmp_path) != digest(whole[0]), "the failed points have another reason"
    assert len(kept(tmp_path)) == POINTS - FAILING


def nobody(recipe, tasks):
    raise AssertionError("something was computed")


def test_a_sweep_of_finished_points_computes_nothing(whole, kernels_dir, capsys):
    folder, _ = whole
    arguments = ("--over", "p_a=0.65,0.8,0.95", "--set", "storage_angle=90 deg", "--set", "samples=101")
    assert larmor("sweep", "exchange", *arguments, "--kernels", str(kernels_dir), "--out", str(folder)) == 0
    out = capsys.readouterr().out
    assert "3 points (3 p_a): 0 computed now, 3 kept from before" in out
    opened = [line.strip() for line in out.splitlines() if line.startswith("    ")]
    assert opened == [
        "import xarray as xr", f'data = xr.open_dataset("{folder / "exchange_over_p_a.nc"}")',
        'data["J"].plot.line(x="p_a")',
    ]  # fmt: skip
    line, all_of_it = datasets.read(folder / "exchange_over_p_a.nc"), datasets.read(folder / DATA)
    xr.testing.assert_identical(line.J, all_of_it.J[1:, 1].drop_vars("storage_angle"))


def test_only_the_arrays_that_are_kept(whole, grid, kernels_dir, tmp_path):
    done = running.run(grid, kernels_dir, tmp_path, from_folder(whole[0]), keep=("J", "contrast"))
    data = datasets.read(done.data)
    assert set(data.data_vars) == {"J", "contrast"}
    assert set(data.coords) == {"p_a", "storage_angle", "regime"}
    with pytest.raises(InputError, match="there is no array 'contrats', the nearest is 'contrast'"):
        running.run(grid, kernels_dir, tmp_path, nullcontext(nobody_new), keep=("contrats",))


def nobody_new(recipe, tasks):
    """A crew that tries the failed points alone, since all others are there."""
    assert len(tasks) == FAILING
    return iter([Answer(key=task.key, failure="still") for task in tasks])


def test_a_damaged_point_is_named(whole, grid, kernels_dir, tmp_path):
    running.run(grid, kernels_dir, tmp_path, from_folder(whole[0]))
    damaged = sorted(kept(tmp_path))[0]
    damaged.write_bytes(damaged.read_bytes()[:200])
    with pytest.raises(recipes.SweepError, match=f"{damaged.name} is damaged .*; remove it, and the same command"):
        running.run(grid, kernels_dir, tmp_path, nullcontext(nobody_new))


def test_a_point_that_kills_its_process_is_given_up(grid, kernels_dir, monkeypatch):
    handed = processes._handed

    def handed_and_lost(worker, waiting):
        given = handed(worker, waiting)
        if given:
            worker.process.kill()
        return given

    monkeypatch.setattr(processes, "_handed", handed_and_lost)
    recipe = recipes.recipe("exchange", kernels_dir)
    (answer,) = processes.crew(1)(recipe, [Task(key="x", parameters=grid.points[0])])
    assert answer.failure == "2 processes died of it, the last one by SIGKILL"


def test_a_process_that_cannot_begin_ends_the_sweep(grid, kernels_dir, monkeypatch):
    started = processes._started

    def killed(recipe):
        worker = started(recipe)
        worker.process.kill()
        return worker

    monkeypatch.setattr(processes, "_started", killed)
    recipe = recipes.recipe("exchange", kernels_dir)
    with pytest.raises(recipes.SweepError, match="a worker process ended by SIGKILL before it could begin"):
        list(processes.crew(1)(recipe, [Task(key="x", parameters=grid.points[0])]))
