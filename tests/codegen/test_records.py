"""Records refuse contradictions, survive JSON, and hash their content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from numerics.records import Accuracy, Argument, Bounds, Kernel, Parameter, RecordError, Study

ACCURACY = Accuracy(
    points=10, max_ulp=2.5, median_ulp=0.3, worst_point=(("value", "f"), ("x", "0.1")), domain=("0 <= x <= 1",)
)
X = Argument(name="x", latex="x", meaning="a number", unit="1/s", bounds=Bounds(lower="0"), domain_text="0 < x")
KERNEL = Kernel(
    name="f", title="A function", kind="function", equations=("a.b",), arguments=(X,), results=(X,),
    functions=("f", "f_many"), source_hash="0", signature="1", source="text", formula="x", accuracy=ACCURACY,
)  # fmt: skip
STUDY = Study(
    name="s", title="A study", made_by=(("f", "1"),),
    parameters=(Parameter(name="n", value="3e14", unit="cm^-3", meaning="density"),),
)  # fmt: skip


@pytest.mark.parametrize("record", [ACCURACY, X, KERNEL, STUDY], ids=lambda r: type(r).__name__)
def test_json_round_trip_keeps_content_and_hash(record):
    again = type(record).from_json(record.to_json())
    assert again == record
    assert again.digest() == record.digest()
    assert str(record)
    assert record.to_latex()


def test_the_hash_follows_the_content():
    assert replace(KERNEL, source="other").digest() != KERNEL.digest()


def test_an_inaccurate_kernel_needs_a_reason():
    with pytest.raises(RecordError, match="no reason"):
        replace(ACCURACY, max_ulp=17.0)
    assert "narrow" in str(replace(ACCURACY, max_ulp=17.0, reason="narrow"))


def test_no_reason_excuses_what_conditioning_does_not_explain():
    with pytest.raises(RecordError, match="the kernel itself is inaccurate"):
        replace(ACCURACY, max_ulp=40.0, conditioned_max_ulp=17.0, reason="narrow")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"arguments": (X, X)}, "names an argument twice"),
        ({"kind": "rhs"}, "has 0 states"),
    ],
)
def test_contradictions_are_refused(change, message):
    with pytest.raises(RecordError, match=message):
        replace(KERNEL, **change)


def test_json_of_something_else_is_refused():
    with pytest.raises(RecordError, match="expected the JSON of a Kernel"):
        Kernel.from_json(X.to_json())


@pytest.mark.parametrize(
    ("bounds", "inside", "outside"),
    [
        (Bounds(lower="0", upper="1", open_above=False), [1e-300, 1.0], [0.0, 1.0000000000000002]),
        (Bounds(kind="half-integer", lower="1/2", open_below=False), [0.5, 3.5, 4.0], [0.7, 0.0, 0.25]),
        (Bounds(kind="integer"), [-3.0], [0.5]),
    ],
)
def test_bounds(bounds, inside, outside):
    assert all(bounds.admits(value) for value in inside)
    assert not any(bounds.admits(value) for value in outside)
