"""Figures: found by looking, the same bytes each time, and texts whose numbers come from the data."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from numerics import datasets, studies
from numerics.parameters import InputError
from reports import figures
from reports.figures import exchange
from reports.figures.appearance import number, percent

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def studied(kernels_dir, tmp_path_factory):
    """The study's data, with fewer samples than a page needs."""
    folder = tmp_path_factory.mktemp("studies")
    studies.run("exchange", {"samples": "601"}, None, kernels_dir, folder, False)
    return folder


@pytest.fixture(scope="module")
def drawn(studied, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    return figures.draw("exchange", studied, folder)


def test_figures_are_found():
    assert "exchange" in figures.names()
    assert "appearance" not in figures.names()
    for name in figures.names():
        assert figures.load(name).STUDY in studies.names()
        assert name in studies.load(figures.load(name).STUDY).STUDY.figures
    with pytest.raises(InputError, match="there is no figure 'exchnge', the nearest is 'exchange'"):
        figures.load("exchnge")


def test_writes_svg_png_and_account(drawn):
    assert [path.name for path in drawn] == ["exchange.svg", "exchange.png", "exchange.json"]
    account = json.loads(drawn[2].read_text("utf-8"))
    header = drawn[1].read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    size = int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")
    # Two pixels of the PNG for each CSS pixel, to the rounding of both.
    assert size == pytest.approx((2 * account["width"], 2 * account["height"]), abs=1)


def test_svg_stands_alone_and_describes_itself(drawn):
    root = ElementTree.parse(drawn[0]).getroot()
    account = json.loads(drawn[2].read_text("utf-8"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == exchange.TITLE
    assert root.findtext(f"{SVG}desc") == account["alt"]
    # Letters are outlines, so that a page needs no font, and nothing is fetched.
    assert not list(root.iter(f"{SVG}text"))
    assert not list(root.iter(f"{SVG}image"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)


def test_the_same_data_give_the_same_bytes(studied, drawn, tmp_path):
    # Another process with another hash seed: nothing may hang on the order of sets or on what was drawn before.
    code = (
        "import sys; from pathlib import Path; from reports import figures\n"
        "figures.draw('exchange', Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    subprocess.run([sys.executable, "-c", code, str(studied), str(tmp_path)], check=True, env={"PYTHONHASHSEED": "77"})
    for path in drawn:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_texts_follow_the_data(kernels_dir, studied, tmp_path):
    data = datasets.read(studied / "exchange.nc")
    caption, alt = exchange.caption(data), exchange.alt(data)
    for text in ("1000", "Δ = 10 J = 600 γ", "γ = 10 J", "J = 57 γ", "-360 J", "0.5 π", "J = 1020 s⁻¹"):
        assert text in caption
    assert "97.3 %" in caption
    assert "97.3 %" in alt
    other = {"alkali_excitations": "777", "decoupled_detuning": "20"}
    other |= {"strong_damping": "1/5", "storage_angle": "60 deg"}
    path = studies.run("exchange", {"samples": "601", **other}, None, kernels_dir, tmp_path, False)
    changed = datasets.read(path)
    for text in ("777", "Δ = 20 J = 1200 γ", "J = 5 γ", "0.333 π"):
        assert text in exchange.caption(changed)
    numbers = set(re.findall(r"\d+\.?\d*", alt))
    assert not numbers & set(re.findall(r"\d+\.?\d*", exchange.alt(changed))) - {number(data.largest_transfer[1] * 100)}


def test_data_of_another_study_are_refused(studied, tmp_path):
    foreign = tmp_path / "exchange.nc"
    datasets.write(datasets.read(studied / "exchange.nc").assign_attrs(study="diffusion"), foreign)
    with pytest.raises(InputError, match="holds the study 'diffusion', but the figure 'exchange' draws 'exchange'"):
        figures.write("exchange", foreign, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_absent_data_are_named(tmp_path):
    with pytest.raises(InputError, match="there are no data at"):
        figures.draw("exchange", tmp_path, tmp_path / "out")


def test_listing_imports_no_drawing():
    code = (
        "import sys; from reports import figures\n"
        "print(figures.names(), sorted({'numpy', 'xarray', 'matplotlib', 'sympy'} & set(sys.modules)))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip().endswith(" []")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.973, "0.973"), (1000, "1000"), (1026.0, "1030"), (370, "370"), (1.2e-4, "0.00012"), (3.4e-5, "3.4 × 10⁻⁵"),
     (2.5e7, "2.5 × 10⁷"), (0, "0"), (-3e-9, "-3 × 10⁻⁹")],
)  # fmt: skip
def test_numbers_in_texts(value, text):
    assert number(value) == text


def test_percentages():
    assert percent(0.97296) == "97.3 %"
    assert percent(0.00928) == "0.928 %"
