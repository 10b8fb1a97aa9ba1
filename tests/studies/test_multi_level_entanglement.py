"""The study of caesium against rate equations that are typed here, limits, and the uncertainty relation."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.integrate
import scipy.linalg

from derive.claims.dissipative_entanglement import levels
from derive.ledger.verification import Bench
from numerics import kernels as generated
from numerics import studies
from numerics.parameters import ParameterError
from numerics.studies import execution, multi_level_entanglement
from reports.figures import multi_level_entanglement as drawing

FEW = {"samples": "61"}


@pytest.fixture(scope="module")
def kernels(kernels_dir):
    return {name: generated.load(name, kernels_dir) for name in multi_level_entanglement.STUDY.kernels}


def settings(**overrides):
    return studies.settings("multi_level_entanglement", {**FEW, **overrides})


def made(kernels, **overrides):
    return multi_level_entanglement.run(settings(**overrides), kernels, execution.bars(False))


@pytest.fixture(scope="module")
def data(kernels):
    return made(kernels)


@pytest.fixture(scope="module")
def scheme(kernels):
    """Rates among the levels over Gamma, with a repump field of 0.3 or none, and (mu - nu)^2."""
    chosen = settings()
    pump = multi_level_entanglement._pump(chosen, kernels)
    # Both lines by angular factors: the repump line is five times as strong as the pump line.
    weights = multi_level_entanglement._weights(chosen, kernels)
    found = {x: multi_level_entanglement._rates(chosen, kernels, pump, 5 * x * pump) for x in (0.0, 0.3)}
    return {x: {k: float(v) for k, v in one.items()} for x, one in found.items()}, weights


def matrix(r):
    """The rate matrix of Eq. (26), with every atom that leaves h arriving once."""
    return np.array([
        [-r["Gamma_ud"] - r["Gamma_uh"], r["Gamma_du"], r["Gamma_hu"]],
        [r["Gamma_ud"], -r["Gamma_du"] - r["Gamma_dh"], r["Gamma_hd"]],
        [r["Gamma_uh"], r["Gamma_dh"], -r["Gamma_hu"] - r["Gamma_hd"]],
    ])  # fmt: skip


def undone(r, added):
    """The rate of Sec. IV.2 at which correlations are undone."""
    return sum(r[f"Gamma_{ends}"] for ends in ("ud", "du", "uh", "dh", "uu", "dd")) + added


def late(up, down, gap, total, d=30, F=4):
    """Eq. (30) of the paper."""
    two, P = up + down, (up - down) / (up + down)
    bent = (total + d * two * P**2 * gap**2) / (total + d * two * P)
    return (bent * 2 * F + down / two * 2 * (2 * F - 1)) / (P + 2 * F - 1)


def test_steady_state_by_the_rate_matrix(kernels, scheme):
    rates, weights = scheme
    here = made(kernels, x_start="0.3")
    shares = scipy.linalg.null_space(matrix(rates[0.3]))[:, 0]
    shares /= shares.sum()
    # Null vectors and kernels are good to some units in the last place.
    np.testing.assert_allclose(here.share.values[:, 0], shares, rtol=1e-11)
    assert shares[0] / shares[:2].sum() == pytest.approx(0.95, rel=1e-11)
    for added in here.added.values:
        wanted = late(*shares[:2], weights["mu"] - weights["nu"], undone(rates[0.3], added))
        assert float(here.xi.sel(added=added)[0]) == pytest.approx(wanted, rel=1e-11)


def moving(r, weights, added, times):
    """Populations and second moments by equations typed here: Eqs. (26), (40), (41) with the source of losses."""
    M, total, d = matrix(r), undone(r, added), 30.0
    mu, nu = weights["mu"], weights["nu"]

    def rates(t, y):
        change = M @ y[:3]
        two, P = y[0] + y[1], (y[0] - y[1]) / (y[0] + y[1])
        damping, light = total + d * two * P, d * two**2 * P**2
        source = total * two / 4 + light * (mu**2 + nu**2) / 4 + (change[0] + change[1]) / 4
        cross = light * mu * nu / 2
        return [
            *change,
            source - damping * y[3],
            source - damping * y[4],
            -cross - damping * y[5],
            cross - damping * y[6],
        ]

    found = scipy.integrate.solve_ivp(
        rates, (0, times[-1]), [1, 0, 0, 0.25, 0.25, 0, 0], t_eval=times, method="DOP853", rtol=1e-11, atol=1e-13
    )
    return found.y


def measured(y, F=4):
    """xi of the measured spins, from Eqs. (17) and (19)."""
    total = 2 * F * 2 * (y[3] + y[4] + y[5] - y[6]) + 2 * (2 * F - 1) * y[1]
    return total / (2 * (F * y[0] + (F - 1) * y[1]))


@pytest.mark.parametrize("added", [0, 20])
def test_times_by_the_rates(data, scheme, added):
    rates, weights = scheme
    y = moving(rates[0.0], weights, added, data.time.values)
    # The two solvers' errors per step, 1e-10, add up over some hundred steps; few atoms are left at the end.
    np.testing.assert_allclose(data.xi_time.sel(added=added), measured(y), rtol=1e-6)
    np.testing.assert_allclose(data.share_two, y[0] + y[1], rtol=1e-6)
    total = undone(rates[0.0], added)
    wanted = late(y[0], y[1], weights["mu"] - weights["nu"], total)
    np.testing.assert_allclose(data.xi_following.sel(added=added), wanted, rtol=1e-6)


def integrated(kernels, scheme, x, times, d=30.0):
    """The study's own solution with a repump field."""
    rates, weights = scheme
    fixed = {"N": 1.0, "d": d, "Gamma": 1.0, **weights, "Gamma_bar": undone(rates[x], 0)}
    flows = {name: rates[x][name] for name in multi_level_entanglement.FLOWS}
    return multi_level_entanglement._integrated(times, kernels, fixed | flows)


def test_the_equations_come_to_the_steady_state(kernels, scheme):
    here = made(kernels, x_start="0.3")
    y = integrated(kernels, scheme, 0.3, np.array([0.0, 20.0]))
    # The slowest rate is above 5 Gamma: nothing is left of the start.
    assert measured(y[:, -1]) == pytest.approx(float(here.xi[0, 0]), rel=1e-7)
    np.testing.assert_allclose(y[:3, -1], here.share.values[:, 0], rtol=1e-7)


@pytest.mark.parametrize(("x", "d"), [(0.0, 30.0), (0.3, 30.0), (0.0, 1000.0)])
def test_no_uncertainty_relation_is_violated(kernels, scheme, x, d):
    up, down, third, yy, zz, cross_y, cross_z = integrated(kernels, scheme, x, np.geomspace(1e-5, 2, 200), d)
    # Of (J_I + J_II)/sqrt 2 and (J_I - J_II)/sqrt 2: the product of two variances is at least (N_2 P_2/4)^2.
    bound = ((up - down) / 4) ** 2
    assert np.all((yy + cross_y) * (zz + cross_z) >= bound * (1 - 1e-7))
    assert np.all((yy - cross_y) * (zz - cross_z) >= bound * (1 - 1e-7))
    np.testing.assert_allclose(up + down + third, 1, rtol=1e-8)


def test_no_coupling_no_entanglement(kernels):
    dark = made(kernels, d="1e-9")
    # Kernels good to 1e-13, solver to 1e-9.
    assert float(dark.xi.min()) >= 1 - 1e-8
    assert float(dark.xi_time.min()) >= 1 - 1e-8


def test_atoms_in_one_state_are_at_the_limit(data):
    np.testing.assert_allclose(data.xi_time.isel(time=0), 1, rtol=1e-14)


def test_the_unit_of_rates_changes_nothing(kernels, data):
    other = made(kernels, Gamma="37 s^-1")
    for name in data.data_vars:
        # Solvers take other steps in another unit.
        np.testing.assert_allclose(other[name], data[name], rtol=1e-6, err_msg=str(name))


def test_features_follow_the_data(data):
    found = {feature.name: feature for feature in multi_level_entanglement.features(data)}
    assert found["settled"].value < 0.05
    assert found["fall"].value < found["entangled_until"].value
    # read off samples that are spaced by a factor
    assert found["fall"].error > 0.05 * found["fall"].value
    never = data.assign(xi_time=data.xi_time * 0 + 0.5)
    assert {f.name: f.value for f in multi_level_entanglement.features(never)}["entangled_until"] == float("inf")


def test_claims_on_the_figures_are_borne_out(data):
    claims = {claim.id: claim for claim in levels.CLAIMS}
    found = {f"{levels.STUDY}/{f.name}": f for f in multi_level_entanglement.features(data)}
    for features, verdict in ((found, "consistent"), ({}, "waiting")):
        bench = Bench(levels.PAPER, claims, {}, features)
        assert {bench.verdict(claims[name]).verdict for name in ("DE-fig7", "DE-fig8")} == {verdict}


def test_what_cannot_be_kept_is_refused():
    with pytest.raises(ParameterError, match="f_up = 120 % is out of range: expected 1/2 < f_up < 1"):
        settings(f_up="120 %")
    with pytest.raises(ParameterError, match="'700' for delta_nu has no unit: expected a rate such as '700 MHz'"):
        settings(delta_nu="700")


def test_figure_shows_the_data(data):
    figure = drawing.figure(data)
    a, b = figure.axes[:2]
    drawn = [line.get_ydata() for line in a.get_lines()]
    for curve in data.xi.values:
        assert any(np.array_equal(curve, line) for line in drawn)
    assert any(np.array_equal(data.xi_time.values[2, 1:], line.get_ydata()) for line in b.get_lines())
    moved = data.assign(xi=data.xi + 1)
    assert "from 0.0794 on" not in drawing.caption(moved)
    assert "not all come below 1" in drawing.caption(moved)
