"""Claims held against what a study found: each verdict, and that a study's record reaches the ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from derive import ledger, registry
from derive.ledger import Feature
from derive.ledger.measured import judged
from derive.records import Part, PartVerdict, Quoted, RecordError
from numerics import datasets, studies
from numerics.records import Study

FEATURE = Feature(name="peak", value=0.8, error=1e-6, meaning="a peak", sampled=0.801, sampled_error=1e-3)


def verdict(relation, text, feature=FEATURE, name="study/peak"):
    part = Part(name="p", printed="F", measured=name, quoted=Quoted(text=text, relation=relation))
    blank = PartVerdict(name="p", printed="F", verdict="given")
    return judged(part, blank, {"study/peak": feature})


@pytest.mark.parametrize(
    ("relation", "text", "expected"),
    [
        (">", "0.5", "consistent"), ("<", "0.9", "consistent"), ("=", "0.8", "consistent"),
        ("=", "0.800", "consistent"),
        ("<", "0.5", "refuted"), (">", "0.9", "refuted"), ("=", "0.7", "refuted"), ("=", "0.801", "refuted"),
        (">", "0.8", "undetermined"), ("<", "0.8000001", "undetermined"),
    ],
)  # fmt: skip
def test_a_relation_holds_fails_or_is_open_within_the_error(relation, text, expected):
    found = verdict(relation, text)
    assert found.verdict == expected
    assert found.evidence[0].method == "study study"
    assert "0.8" in found.evidence[0].detail


def test_samples_that_disagree_are_a_conflict():
    assert verdict(">", "0.5", replace(FEATURE, sampled=0.806)).verdict == "conflict"
    assert verdict(">", "0.5", replace(FEATURE, sampled=0.804)).verdict == "consistent"


def test_nothing_is_refuted_by_one_method_alone():
    alone = replace(FEATURE, sampled=None, sampled_error=None)
    found = verdict("<", "0.5", alone)
    assert (found.verdict, found.missing) == ("undetermined", "random samples beside the feature")


def test_what_was_not_found_waits():
    assert verdict(">", "0.5", name="study/other").missing == "feature other of the study study"
    assert verdict(">", "0.5", name="later/peak").missing == "study later"
    assert verdict(">", "0.5", name="later/peak").verdict == "waiting"


def test_a_measured_part_needs_a_number_to_hold_against():
    with pytest.raises(RecordError, match="needs a quoted number"):
        Part(name="p", printed="F", measured="study/peak")


@pytest.fixture(scope="module")
def study(kernels_dir, tmp_path_factory):
    """The study with few paths in small gases: the same code, in a second."""
    few = {
        "N_a": "20", "N_b": "200", "pair_N_a": "4", "pair_N_b": "20", "samples": "41", "path_every": "2",
        "moderate_paths": "40", "weak_paths": "3", "pair_paths": "3", "weak_block": "10000", "pair_block": "5000",
        "scan_paths": "40", "scan_phase": "5e-2 rad",
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("study")
    path = studies.run("stochastic_collisions", few, None, kernels_dir, folder, False, quick=True)
    return datasets.read(path), Study.from_json(path.with_suffix(".json").read_bytes())


def test_the_study_has_all_panels_and_paths_that_follow_the_means(study):
    data, record = study
    assert data.panel.values.tolist() == ["a", "b", "c", "d"]
    for panel in ("a", "c"):
        here = data.sel(panel=panel)
        mean = here["mean"].values[:, ::2]
        error = here.path_error.values
        assert (abs(here.path_mean.values - mean) < 6 * error + 1e-3).all()
    assert "approximate paths" in data.attrs["paths"]
    assert {feature.name for feature in record.features} >= {"a_largest_transfer", "e_bunched", "rates_p"}
    assert all(float(data[name]) > 1e-4 for name in ("fidelity_p", "rates_p"))


def test_every_feature_that_a_claim_names_is_found_by_the_study(study):
    _, record = study
    found = {f"stochastic_collisions/{feature.name}" for feature in record.features}
    modules = [m for m in registry.claim_modules() if "stochastic_collisions" in ledger.studies_needed(m)]
    named = {p.measured for m in modules for c in registry.claims(m) for p in c.parts if p.measured}
    assert modules == ["noble_gas.stochastic_decay"]
    own = {name for name in named if name.startswith("stochastic_collisions/")}
    assert own
    assert own <= found


def test_a_quick_run_says_how_it_is_made_again(study):
    data, _ = study
    assert "--set weak_block=10000" in data.attrs["command"]
    assert dict(studies.load("stochastic_collisions").STUDY.quick)["weak_block"] != "1"


def test_the_figure_draws_it(study):
    from reports.figures import stochastic_collisions as figure

    data, _ = study
    assert len(figure.figure(data).axes) >= 5
    assert "A quick run." in figure.caption(data)
    assert "nan" not in figure.caption(data) + figure.alt(data)
