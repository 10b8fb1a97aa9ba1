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


class _Ended:
    """A cluster without workers: an answer that a lost connection has cancelled comes after a while."""

    def __init__(self, after):
        self.after, self.looks = after, 0

    def nthreads(self):
        return {}

    def is_empty(self):
        return False

    def has_ready(self):
        self.looks += 1
        return self.looks > self.after

    def __next__(self):
        return self

    def result(self):
        raise self.error


def test_what_a_cluster_cannot_answer(grid, monkeypatch):
    from types import SimpleNamespace

    from distributed.scheduler import KilledWorker

    from numerics.sweeps import cluster, work

    told, ended = [], _Ended(after=3)
    monkeypatch.setattr(cluster, "_LOOK", 0.0)
    ready = cluster._ready(ended, ended, told.append)
    assert next(ready) is ended
    assert told == ["the cluster has no workers left: the sweep waits for one to join, Ctrl-C ends it"]
    ended.error = KilledWorker(task="x", last_worker=SimpleNamespace(address="tcp://h:1"), allowed_failures=3)
    answer = cluster._answer(ended, work.Task(key="x", parameters=grid.points[0]))
    assert answer.failure == "the workers that computed it died, the last one tcp://h:1"
