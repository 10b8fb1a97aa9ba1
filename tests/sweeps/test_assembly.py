"""One dataset of points that differ in times, lengths and names; and points that are missing."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from numerics import datasets
from numerics.sweeps import assembly, plans
from numerics.sweeps.recipes import SweepError

UNITS = {"units": "1", "long_name": "something"}


@pytest.fixture
def plan():
    return plans.plan("exchange", {"p_a": "0.5,0.7", "p_b": "0.1,0.2,0.3"})


def point(number, **more):
    """A point's data: the number itself, the number along a time, a count and a name."""
    return xr.Dataset(
        {
            "x": ((), float(number), UNITS),
            "y": (("regime", "time"), np.full((2, 3), float(number)), UNITS),
            "count": ((), np.int32(number), UNITS),
            **more,
        },
        coords={
            "time": ("time", [0.0, 1.0, 2.0], {"units": "s", "long_name": "time"}),
            "regime": ("regime", ["weak", "strong"], {"long_name": "regime"}),
        },
        attrs={"source": "here", "number": str(number)},
    )


def assembled(plan, points, keep=()):
    """The data after a way to a file and back."""
    found = assembly.assembled(plan, tuple(points), points.__getitem__, keep)
    return xr.load_dataset(datasets.encoded(found), engine="scipy")


def test_points_are_stacked_in_the_order_of_the_plan(plan):
    data = assembled(plan, {n: point(n) for n in reversed(range(6))})
    assert data.x.dims == ("p_a", "p_b")
    assert data.x.values.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert data.x.attrs == UNITS
    assert data.y.dims == ("p_a", "p_b", "regime", "time")
    assert (data.y == data.x).all()
    assert data["count"].dtype.kind == "i"
    assert data.sel(p_a=0.7, p_b=0.2).x == 4
    assert data.time.dims == ("time",)
    assert data.regime.values.tolist() == ["weak", "strong"]
    assert data.attrs == {"source": "here"}, "what differs between points is not said of all"


def test_a_point_that_is_missing_is_not_a_number(plan):
    data = assembled(plan, {n: point(n, name=((), "a", UNITS)) for n in (0, 1, 2, 3, 5)})
    assert np.isnan(data.x.values[1, 1])
    assert np.isnan(data["count"].values[1, 1])
    assert data["count"].values[1, 2] == 5
    assert data.name.values.tolist() == [["a", "a", "a"], ["a", "", "a"]]


def test_times_that_differ_are_stacked_too(plan):
    points = {n: point(n).assign_coords(time=("time", [0.0, 1.0, float(n)], {"units": "s"})) for n in range(6)}
    data = assembled(plan, points)
    assert data.y.dims == ("p_a", "p_b", "regime", "time_index")
    assert data.time.dims == ("p_a", "p_b", "time_index")
    assert "time" in data.coords
    assert data.time.values[1, 0].tolist() == [0, 1, 3]


def test_shorter_points_end_in_what_is_not_a_number(plan):
    points = {n: point(n).isel(time=slice(0, 2 if n == 4 else 3)) for n in range(6)}
    data = assembled(plan, points)
    assert data.y.sizes["time_index"] == 3
    assert np.isnan(data.y.values[1, 1]).tolist() == [[False, False, True]] * 2
    assert np.isnan(data.time.values[1, 1, 2])
    assert int(np.isnan(data.y).sum()) == 2


def test_a_name_that_is_swept_belongs_to_the_parameter(plan):
    data = assembled(plan, {n: point(n, p_a=((), n + 0.25, UNITS)) for n in range(6)})
    assert data.p_a.values.tolist() == [0.5, 0.7]
    assert data.p_a_of_study.values.tolist() == [[0.25, 1.25, 2.25], [3.25, 4.25, 5.25]]


def test_values_in_step_have_one_dimension():
    plan = plans.plan("exchange", {"p_a": "0.5,0.7,0.9", "p_b": "0.1,0.2,0.3"}, paired=True)
    data = assembled(plan, {n: point(n) for n in range(3)})
    assert data.x.dims == ("point",)
    assert data.p_b.dims == ("point",)
    assert data.p_b.values.tolist() == [0.1, 0.2, 0.3]


def test_the_seeds_of_points_stand_in_the_data():
    plan = plans.plan("stochastic_collisions", {"N_a": "100,200"})
    data = assembled(plan, {n: point(n) for n in range(2)})
    assert data.seed.dims == ("N_a",)
    assert data.seed.values.tolist() == [p.value("seed") for p in plan.points]


def test_warnings_are_counted(plan):
    points = {n: point(n).assign_attrs(warnings="too hot\nold" if n > 2 else "old") for n in range(6)}
    lines = assembled(plan, points).attrs["warnings"].splitlines()
    assert lines == ["old (at 6 of 6 points)", "too hot (at 3 of 6 points)"]


def test_arrays_of_other_dimensions_do_not_fit(plan):
    points = {0: point(0), 1: point(1).isel(regime=0, drop=True)}
    with pytest.raises(SweepError, match=r"the array y has other dimensions at some points than at others"):
        assembled(plan, points)


def test_what_is_too_large_for_the_format_is_refused(plan, monkeypatch):
    monkeypatch.setattr(assembly, "LARGEST", 200)
    points = {n: point(n) for n in range(6)}
    with pytest.raises(SweepError, match=r"the array y of all points would have 36 values, more .* --keep"):
        assembled(plan, points)
    assert assembled(plan, points, keep=("x",)).x.shape == (2, 3)
