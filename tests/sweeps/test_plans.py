"""Which points a sweep has, and the seeds of points."""

from __future__ import annotations

import dataclasses
import os

import pytest

from numerics import studies
from numerics.parameters import InputError
from numerics.sweeps import plans, processes, recipes, running, work

RANDOM = "stochastic_collisions"


def labels(plan):
    return [plan.label(point) for point in plan.points]


def test_a_grid_has_every_combination(grid):
    assert grid.dims == ("p_a", "storage_angle")
    assert grid.shape == (4, 3)
    assert labels(grid)[:4] == [
        "p_a=0.5, storage_angle=30 deg", "p_a=0.5, storage_angle=90 deg", "p_a=0.5, storage_angle=2000 deg",
        "p_a=0.65, storage_angle=30 deg",
    ]  # fmt: skip
    assert len(grid.points) == 12
    assert {point.value("samples") for point in grid.points} == {101}


def test_values_in_step():
    plan = plans.plan("exchange", {"p_a": "0.5:0.9:3", "p_b": "0.1,0.1,0.3"}, paired=True)
    assert (plan.dims, plan.shape) == (("point",), (3,))
    assert labels(plan) == ["p_a=0.5, p_b=0.1", "p_a=0.7, p_b=0.1", "p_a=0.9, p_b=0.3"]
    assert running.command(plan) == "larmor sweep exchange --over p_a=0.5:0.9:3 --over p_b=0.1,0.1,0.3 --pair"


@pytest.mark.parametrize(
    ("over", "options", "message"),
    [
        ({}, {}, "nothing is swept: expected a parameter of exchange"),
        ({"p_A": "0.5:0.9:3"}, {}, "there is no parameter 'p_A', the nearest is 'p_a'"),
        ({"p_a": "0.5:1.2:3"}, {}, "p_a = 1.2 is out of range: expected 0 < p_a <= 1"),
        ({"p_a": "0.5,50 %"}, {}, "p_a=0.5,50 % has 0.5 and 50 % 2 times: expected values that differ"),
        ({"p_a": "0.5,0.9"}, {"settings": {"p_a": "0.7"}}, "p_a is set to 0.7 and swept over 0.5,0.9"),
        ({"p_a": "0.5,0.9"}, {"settings": {"p_c": "0.7"}}, "there is no parameter 'p_c'"),
        ({"p_a": "0.5,0.9", "p_b": "0.1:0.3:3"}, {"paired": True}, "must be as many for each parameter, but p_a has 2"),
        ({"p_a": "0.5,0.5", "p_b": "0.1,0.1"}, {"paired": True}, "two points in step are the same"),
        ({"p_a": "0.5:0.9:1000", "p_b": "0.5:0.9:101"}, {}, "the sweep has 101000 points: expected at most 100000"),
    ],
)
def test_what_cannot_be_swept_is_refused(over, options, message):
    with pytest.raises(InputError) as refused:
        plans.plan("exchange", over, **options)
    assert message in str(refused.value)


def test_unknown_study():
    with pytest.raises(InputError, match="the nearest is 'exchange'"):
        plans.plan("exchnge", {"p_a": "0.5,0.9"})


@pytest.mark.parametrize("name", studies.names())
def test_any_study_may_be_swept(name):
    study, own = studies.load(name).STUDY, studies.settings(name, {})
    spec = next(s for s in study.parameters if s.name != plans.SEED and s.unit and s.domain.kind == "real")
    value = own[spec.name].value
    number = 0.5 if not value > 0 else value
    plan = plans.plan(name, {spec.name: f"{number}:{number * 0.999} {spec.unit if spec.unit != '1' else ''}:2"})
    assert [point.value(spec.name) for point in plan.points] == pytest.approx([number, number * 0.999])
    recipe = recipes.Recipe(study=name, kernels=(), code="", versions=())
    assert len({recipe.key(point) for point in plan.points}) == 2


def seeds(over, **options):
    plan = plans.plan(RANDOM, over, **options)
    return {plan.label(point): point.value("seed") for point in plan.points}


def test_each_point_has_a_seed_of_its_own_that_follows_from_what_it_is():
    found = seeds({"N_a": "100,200,300", "breadth": "0.5,1"})
    assert len(set(found.values())) == 6
    assert all(seed == int(seed) and 0 <= seed <= 1e9 for seed in found.values())
    other = seeds({"N_a": "300,100"}, settings={"breadth": "1"})
    assert other == {"N_a=300": found["N_a=300, breadth=1"], "N_a=100": found["N_a=100, breadth=1"]}
    again = seeds({"N_a": "100,200,300", "breadth": "50 %,1"})
    assert list(again.values()) == list(found.values()), "units are not what a point is"
    assert set(seeds({"N_a": "300,100"}, settings={"seed": "2"}).values()).isdisjoint(other.values())


def test_seeds_of_many_points_are_spread_over_their_domain():
    found = list(seeds({"N_a": "1:2000:2000"}).values())
    assert len(set(found)) > 1990
    # The mean of 2000 uniform numbers in [0, 1e9] has a standard deviation of 6.5e6; five of them.
    assert abs(sum(found) / len(found) - 5e8) < 3.3e7


def test_one_seed_for_all_points_or_seeds_as_given():
    assert set(seeds({"N_a": "300,100"}, same_seed=True).values()) == {1}
    assert list(seeds({"seed": "7,9"}).values()) == [7, 9]
    plan = plans.plan(RANDOM, {"N_a": "300,100"}, same_seed=True)
    assert running.command(plan).endswith("--over N_a=300,100 --same-seed")
    assert "--same-seed" not in running.command(plans.plan("exchange", {"p_a": "0.5,0.9"}, same_seed=True))


def test_a_point_is_named_by_all_that_its_numbers_follow_from(grid, kernels_dir):
    recipe = recipes.recipe("exchange", kernels_dir)
    point = grid.points[0]
    same = plans.plan("exchange", {"p_a": "50 %,0.9"}, {"samples": "101", "storage_angle": "30 deg"}).points[0]
    assert recipe.key(same) == recipe.key(point)
    kernel = dataclasses.replace(recipe.kernels[0], signature="0" * 16)
    others = [
        dataclasses.replace(recipe, study="other"),
        dataclasses.replace(recipe, code="other"),
        dataclasses.replace(recipe, versions=(("numpy", "1.0"),)),
        dataclasses.replace(recipe, kernels=(kernel, *recipe.kernels[1:])),
    ]
    assert len({other.key(point) for other in (recipe, *others)}) == 5
    assert dataclasses.replace(recipe, folder="elsewhere").key(point) == recipe.key(point)


def test_the_code_of_a_study_is_what_it_imports():
    assert recipes.code("exchange") == recipes.code("exchange")
    assert recipes.code("exchange") != recipes.code(RANDOM)


def test_a_worker_says_what_it_has_otherwise(kernels_dir):
    recipe = recipes.recipe("exchange", kernels_dir)
    assert recipes.difference(recipe) == ""
    assert recipes.difference(dataclasses.replace(recipe, study="cells")) == "no study cells"
    assert "other code of the study" in recipes.difference(dataclasses.replace(recipe, code="x"))
    assert recipes.difference(dataclasses.replace(recipe, versions=(("dask", "1"),))) == (
        "dask missing where the sweep has 1"
    )


def test_a_worker_that_joins_with_other_code_ends_the_sweep(grid):
    recipe = recipes.Recipe(study="exchange", kernels=(), code="x", versions=())
    with pytest.raises(recipes.SweepError, match="a worker that joined the cluster has other code of the study"):
        work.guest_answer(recipe, work.Task(key="x", parameters=grid.points[0]))


def test_kernels_travel_with_the_points(kernels_dir, tmp_path):
    recipe = recipes.recipe("exchange", kernels_dir)
    assert recipes._is_there(recipe.kernels[0], kernels_dir)
    assert not recipes._is_there(recipe.kernels[0], tmp_path)
    folder = recipes._own_folder(recipe)
    assert recipes.recipe("exchange", folder).digest == recipe.digest


def test_absent_kernels_are_bad_input(tmp_path):
    with pytest.raises(InputError, match="no kernel 'slowing_down_factor'"):
        recipes.recipe("exchange", tmp_path)


def test_a_point_has_one_thread_wherever_it_is_computed(monkeypatch):
    import numba
    from threadpoolctl import threadpool_info

    from numerics.studies import stochastic_collisions

    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("NUMBA_NUM_THREADS", raising=False)
    with processes._one_thread():  # what a process inherits that is started here
        assert {os.environ[name] for name in work.ONE_THREAD} == {"1"}
    assert os.environ["OMP_NUM_THREADS"] == "3"
    assert "NUMBA_NUM_THREADS" not in os.environ
    before = numba.get_num_threads(), threadpool_info()
    with work._one_thread():  # in a process of others
        assert stochastic_collisions.workers() == 1
        assert {library["num_threads"] for library in threadpool_info()} == {1}
    assert (numba.get_num_threads(), threadpool_info()) == before
