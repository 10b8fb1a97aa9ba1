"""A killed process or a full disk while a kernel is written: the kernel is the earlier one or the new one, whole."""

from __future__ import annotations

import errno
import os
import resource
import signal
from pathlib import Path

import boltons.fileutils
import numpy as np
import pytest
from click.testing import CliRunner

from numerics.codegen.generate import generate_from
from numerics.files import write_if_changed
from numerics.kernels import KernelError, load
from reports.cli import larmor

FAILED = 3


def in_a_child(run) -> int:
    """The status of a forked process that runs a function: it ends with FAILED when the disk is full."""
    child = os.fork()
    if not child:
        code = 0
        try:
            run()
        except (OSError, KernelError):
            code = FAILED
        except BaseException:
            code = 1
        os._exit(code)
    return os.waitpid(child, 0)[1]


@pytest.fixture
def squares(tmp_path, made):
    """A folder with the kernel x^2, and how to write x^3 in its place."""
    x = made.quantity("x")
    folder = tmp_path / "kernels"
    generate_from(made.spec("x"), [made.equation(x.symbol**2, x)], folder)

    def cubes(where: Path = folder) -> None:
        generate_from(made.spec("x"), [made.equation(x.symbol**3, x)], where)

    return folder, cubes


@pytest.mark.parametrize(("write", "power"), [(1, 2), (2, 3), (3, 3)])
def test_a_process_killed_while_it_writes(squares, monkeypatch, write, power):
    folder, cubes = squares
    counted = []
    finish = boltons.fileutils.AtomicSaver.__exit__

    def killed(saver, *error):
        counted.append(saver.dest_path)
        if len([path for path in counted if Path(path).is_relative_to(folder)]) == write:
            os.kill(os.getpid(), signal.SIGKILL)  # the new text is on disk, and not yet in its place
        return finish(saver, *error)

    def run():
        monkeypatch.setattr(boltons.fileutils.AtomicSaver, "__exit__", killed)
        cubes()

    status = in_a_child(run)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert load("made_up", folder)(x=2.0) == 2.0**power
    cubes()
    assert load("made_up", folder)(x=2.0) == 8.0


@pytest.mark.parametrize("largest", [0, 500, 3000])
def test_a_full_disk(squares, largest):
    folder, cubes = squares
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def run():
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        cubes()

    assert os.waitstatus_to_exitcode(in_a_child(run)) == FAILED
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert load("made_up", folder)(x=3.0) == 9.0


def test_a_disk_that_fills_up_between_record_and_module(squares, monkeypatch):
    folder, cubes = squares

    def full(path, data):
        if Path(path) == folder / "made_up.py":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write_if_changed(path, data)

    with monkeypatch.context() as patched:
        patched.setattr("numerics.codegen.generate.write_if_changed", full)
        with pytest.raises(OSError, match="No space"):
            cubes()
    assert load("made_up", folder)(x=2.0) == 8.0  # the record has the text


def test_a_full_disk_while_a_kernel_is_loaded_is_said(squares, monkeypatch):
    folder, _ = squares
    (folder / "made_up.py").unlink()

    def full(path, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("numerics.kernels.write_if_changed", full)
        with pytest.raises(KernelError, match="cannot be written: No space left"):
            load("made_up", folder)
    assert np.array_equal(load("made_up", folder)(x=[1.0, 2.0]), [1.0, 4.0])


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    done = CliRunner().invoke(larmor, ["kernel", "exchange_rate", "--out", str(tmp_path / "file")])
    assert done.exit_code == 2
    assert "is a file" in done.output


@pytest.mark.parametrize(
    ("command", "where"), [("kernel", "reports.kernels.generate"), ("export", "reports.exports.export")]
)
def test_a_full_disk_is_told_in_one_sentence(tmp_path, monkeypatch, command, where):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "out"))

    monkeypatch.setattr(where, full)
    done = CliRunner().invoke(larmor, [command, "exchange_rate", "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert f"{tmp_path / 'out'} cannot be written (No space left on device)" in " ".join(done.output.split())
