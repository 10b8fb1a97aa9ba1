"""The tables as the command line shows them: each number with its source, and whether it was confirmed."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from numerics.species import tables
from reports.commands import list as listing
from reports.commands import show
from reports.species import described, titles


def test_all_atoms_and_pairs_are_listed() -> None:
    answer = CliRunner().invoke(listing.command, ["species"])
    assert answer.exit_code == 0
    for name in (*tables.atoms(), *tables.collisions()):
        assert f"  {name} " in answer.output


@pytest.mark.parametrize("name", titles())
def test_each_can_be_shown(name) -> None:
    answer, text = described(name)
    assert text.startswith(f"{name}\n{titles()[name]}\n")
    assert json.loads(json.dumps(answer))["numbers"]


def test_a_number_comes_with_its_source_and_what_confirmed_it() -> None:
    _, pair = described("K-He")
    assert "5.99 +- 0.11 " in pair
    assert "Phys. Rev. A 71, 013414 (2005)\n              quoted from memory: to be checked" in pair
    _, atom = described("Cs-133")
    assert "2298.1579425 +- 0 MHz" in atom
    assert "found in: ElecSus" in atom
    assert "vapour pressure of the liquid: log10(P/Pa) = 9.171 - 3830 K/T from 301.65 K to 550 K" in atom
    assert "k_se      missing " in described("K-Xe")[1]


def test_show_finds_species() -> None:
    answer = CliRunner().invoke(show.command, ["Rb-Ne", "--json"])
    assert json.loads(answer.output)["numbers"]["kappa_0"]["value"] == "32.0"
