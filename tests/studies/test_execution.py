"""Running a study: what is written, that it is the same each time, and that nothing is half-written."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys

import pytest

from numerics import datasets, studies
from numerics.parameters import InputError, ParameterError
from numerics.records import Study
from numerics.studies import exchange

FEW = {"samples": "101"}


def run(kernels_dir, out, overrides=None, file=None):
    return studies.run("exchange", {**FEW, **(overrides or {})}, file, kernels_dir, out, False)


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_studies_are_found():
    assert "exchange" in studies.names()
    assert set(studies.names()).isdisjoint({"specification", "execution", "__init__"})
    for name in studies.names():
        assert studies.load(name).STUDY.name == name
        assert studies.parameter_file(name).is_file()
        studies.settings(name, {})


def test_unknown_study_names_the_nearest():
    with pytest.raises(InputError, match="there is no study 'exchagne', the nearest is 'exchange'"):
        studies.load("exchagne")


def test_writes_data_with_what_made_them(kernels_dir, tmp_path):
    path = run(kernels_dir, tmp_path, {"p_a": "0.9", "n_a": "4e14 cm^-3"})
    data = datasets.read(path)
    assert path == tmp_path / "exchange.nc"
    assert data.excitations.dims == ("regime", "species", "time")
    assert data.excitations.shape == (4, 2, 101)
    assert data.species.values.tolist() == ["alkali", "noble_gas"]
    assert "p_a = 0.9 " in data.attrs["parameters"]
    assert data.attrs["command"] == "larmor run exchange --set 'n_a=4e14 cm^-3' --set p_a=0.9 --set samples=101"
    record = Study.from_json((tmp_path / "exchange.json").read_bytes())
    assert data.attrs["record"] == record.digest()
    assert [name for name, _ in record.made_by] == list(exchange.STUDY.kernels)
    for name, signature in record.made_by:
        assert f"signature: {signature}" in (kernels_dir / f"{name}.py").read_text("utf-8")
        assert f"{name} {signature}" in data.attrs["kernels"]
    assert dict(record.versions)["numpy"]
    assert {p.name: p.value for p in record.parameters}["p_a"] == "0.9"


def test_a_second_run_writes_the_same_bytes(kernels_dir, tmp_path):
    run(kernels_dir, tmp_path / "a")
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "a").iterdir()}
    run(kernels_dir, tmp_path / "a")
    assert before == {p: p.stat().st_mtime_ns for p in (tmp_path / "a").iterdir()}
    run(kernels_dir, tmp_path / "b")
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    run(kernels_dir, tmp_path / "b", {"p_a": "0.94"})
    assert digests(tmp_path / "a")["exchange.nc"] != digests(tmp_path / "b")["exchange.nc"]


def test_data_do_not_depend_on_where_a_parameter_was_written(kernels_dir, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(studies.parameter_file("exchange").read_text("utf-8").replace('"0.95"', '"0.9"'), "utf-8")
    run(kernels_dir, tmp_path / "a", file=file)
    run(kernels_dir, tmp_path / "b", {"p_a": "0.9"})
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"p_a": "1.2"}, "p_a = 1.2 is out of range"),
        ({"I": "0.7"}, "I = 0.7 is out of range"),
        ({"n_a": "3e14 mm"}, "expected a number density such as '3e14 cm"),
        ({"n_A": "3e14 cm^-3"}, "there is no parameter 'n_A', the nearest is 'n_a'"),
        ({"strong_damping": "0"}, "strong_damping = 0 is out of range"),
        ({"samples": "1e9"}, "samples = 1e9 is out of range"),
        ({"storage_angle": "2000 deg"}, "storage_angle = 2000 deg is reached after the strong regime ends"),
        ({"decoupled_damping": "1e6"}, "gone at the second sample: expected a smaller decoupled_damping"),
    ],
)
def test_bad_input_writes_nothing(kernels_dir, tmp_path, overrides, message):
    with pytest.raises(ParameterError, match=message):
        run(kernels_dir, tmp_path / "out", overrides)
    assert not (tmp_path / "out").exists()


def test_bad_file_is_named(kernels_dir, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('n_a = "3e14 cm^-3"\n', "utf-8")
    with pytest.raises(ParameterError, match=r"^mine.toml: the parameter n_b .* is missing"):
        run(kernels_dir, tmp_path / "out", file=file)


def test_absent_kernels_are_bad_input(tmp_path):
    with pytest.raises(InputError, match="no kernel 'slowing_down_factor'"):
        run(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_interrupt_leaves_nothing(kernels_dir, tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(exchange, "_stored", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(kernels_dir, tmp_path / "out")
    assert not (tmp_path / "out").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from boltons.fileutils import AtomicSaver
from numerics import studies

kernels, out = map(Path, sys.argv[1:])
# Killed when all bytes are in the partial file, just before it takes its place.
AtomicSaver.__exit__ = lambda self, *rest: os.kill(os.getpid(), signal.SIGKILL)
studies.run("exchange", {"samples": "101", "p_a": "0.5"}, None, kernels, out, False)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process by a signal")
def test_a_killed_run_leaves_the_earlier_data(kernels_dir, tmp_path):
    path = run(kernels_dir, tmp_path)
    before = digests(tmp_path)
    done = subprocess.run([sys.executable, "-c", KILLED, str(kernels_dir), str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    after = digests(tmp_path)
    assert {name: after[name] for name in before} == before
    assert datasets.read(path).attrs["study"] == "exchange"


def test_unreadable_data_are_named(tmp_path):
    with pytest.raises(InputError, match=r"no data at .*, expected those that `larmor run exchange`"):
        datasets.read(tmp_path / "exchange.nc")
    (tmp_path / "exchange.nc").write_bytes(b"CDF\x02 but then nothing")
    with pytest.raises(InputError, match="is not a netCDF file that can be read"):
        datasets.read(tmp_path / "exchange.nc")


def test_listing_and_describing_need_no_arrays():
    code = (
        "import sys\n"
        "from numerics import studies\n"
        "studies.names(); studies.load('exchange')\n"
        "print(sorted({'numpy', 'xarray', 'numba', 'scipy', 'sympy', 'derive', 'pint'} & set(sys.modules)))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
