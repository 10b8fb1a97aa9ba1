"""``larmor sweep`` refuses in one sentence what it cannot do, before anything is computed or written."""

from __future__ import annotations

import sys

import pytest

from reports import cli

OVER = ("--over", "p_a=0.5,0.9")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("exchnge", *OVER), ["'exchnge'", "'exchange'"]),
        (("exchange",), ["--over"]),
        (("exchange", "--over", "p_a"), ["'p_a'", "name=value"]),
        (("exchange", *OVER, "--over", "p_a=0.1,0.2"), ["p_a is set twice"]),
        (("exchange", "--over", "n_a=1e14:1e15 mm:3"), ["1e14 mm", "3e14 cm^-3"]),
        (("exchange", "--over", "p_a=0.5:1.5:3"), ["p_a = 1.5", "p_a <= 1"]),
        (("exchange", *OVER, "--set", "p_c=1"), ["'p_c'"]),
        (("exchange", *OVER, "--workers", "0"), ["--workers", "0"]),
        (("exchange", *OVER, "--workers", "2", "--cluster", "tcp://h:1"), ["--workers", "--cluster"]),
        (("exchange", *OVER, "--cluster", "nowhere"), ["nowhere", "tcp://127.0.0.1:8786"]),
        (("exchange", *OVER, "--cluster", "tcp://127.0.0.1:1"), ["tcp://127.0.0.1:1", "dask scheduler"]),
    ],
)
def test_bad_input(arguments, words, kernels_dir, tmp_path, monkeypatch, capsys):
    from numerics.sweeps import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        cli.main(("sweep", *arguments, "--kernels", str(kernels_dir)))
    said = capsys.readouterr()
    assert (stopped.value.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert [word for word in words if word not in said.err] == [], said.err
    assert list(tmp_path.iterdir()) == []


def test_a_cluster_without_dask(kernels_dir, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SystemExit) as stopped:
        cli.main(("sweep", "exchange", *OVER, "--cluster", "tcp://h:1", "--kernels", str(kernels_dir)))
    assert stopped.value.code == 2
    assert "dask, which sweeps on a cluster need, is not installed" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made(kernels_dir, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    arguments = ("sweep", "exchange", *OVER, "--kernels", str(kernels_dir), "--out", str(tmp_path / "file" / "out"))
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 1
    assert "cannot be written (Not a directory): finished points are kept" in capsys.readouterr().err


class _Future:
    """What a cluster gives back when it cannot give an answer."""

    def __init__(self, error):
        self.error = error

    def result(self):
        raise self.error


def test_what_a_cluster_cannot_answer(grid):
    from concurrent.futures import CancelledError
    from types import SimpleNamespace

    from distributed.scheduler import KilledWorker

    from numerics.sweeps import cluster, recipes, work

    task = work.Task(key="x", parameters=grid.points[0])
    killed = KilledWorker(task="x", last_worker=SimpleNamespace(address="tcp://h:1"), allowed_failures=3)
    assert cluster._answer(_Future(killed), task).failure == (
        "the workers that computed it died, the last one tcp://h:1"
    )
    with pytest.raises(recipes.SweepError, match="the connection to the cluster was lost: finished points are kept"):
        cluster._answer(_Future(CancelledError()), task)
