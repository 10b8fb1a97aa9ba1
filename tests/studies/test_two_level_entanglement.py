"""The study of two-level atoms against printed equations that are typed here, limits, and exact states of few atoms."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.integrate

from derive.claims.dissipative_entanglement import noise_budget
from derive.ledger.verification import Bench
from numerics import kernels as generated
from numerics import studies
from numerics.parameters import ParameterError
from numerics.studies import execution, two_level_entanglement
from reports.figures import two_level_entanglement as drawing

FEW = {"samples": "61", "atoms": "8", "atoms_in_time": "3", "exact_end": "1/20"}


@pytest.fixture(scope="module")
def kernels(kernels_dir):
    return {name: generated.load(name, kernels_dir) for name in two_level_entanglement.STUDY.kernels}


@pytest.fixture(scope="module")
def data(kernels):
    return made(kernels)


def made(kernels, **overrides):
    settings = studies.settings("two_level_entanglement", {**FEW, **overrides})
    return two_level_entanglement.run(settings, kernels, execution.bars(False))


def light(Z, x, added):
    """Cooling, heating and all rates of single atoms, over Gamma, as Sec. III.4 prints them."""
    mu, nu = (Z + 1 / Z) / 2, (Z - 1 / Z) / 2
    cool, heat = (1 + x) * mu**2, nu**2
    return cool, heat, cool + heat + 2 * ((1 + x) * mu**2 + nu**2) + added


def steady(Z, x, added, d):
    """Eq. (15) of the paper."""
    cool, heat, total = light(Z, x, added)
    P = (cool - heat) / (cool + heat)
    return (total + d * P**2 / Z**2) / (total + d * P) / P, P


def test_steady_state_is_the_printed_one(data):
    for added in data.added.values:
        # Products of some ten numbers, each good to 1e-16.
        np.testing.assert_allclose(data.xi.sel(added=added), steady(data.Z.values, 0, added, 30)[0], rtol=1e-12)
    for pump in data.pump.values:
        np.testing.assert_allclose(data.P_2.sel(pump=pump), steady(data.Z.values, pump, 0, 30)[1], rtol=1e-12)


def test_no_other_squeezing_is_better(data):
    Z = np.linspace(1, 8, 4001)
    for added in data.added.values:
        grid = steady(Z, 0, added, 30)[0].min()
        # The grid misses the minimum by a thousandth in Z, squared.
        assert float(data.xi_best.sel(added=added)) == pytest.approx(grid, abs=1e-5)
        assert float(data.xi_best.sel(added=added)) <= grid + 1e-12
    for i, x in enumerate(data.x.values):
        found = [steady(Z, x, added, 30)[0].min() for added in data.pumped.values]
        np.testing.assert_allclose(data.xi_pumped.values[:, i], found, atol=1e-5)


def test_without_squeezing_or_noise(data):
    np.testing.assert_allclose(data.xi.sel(Z=1), 1, rtol=1e-14)
    np.testing.assert_allclose(data.xi_ideal, data.Z**-2.0, rtol=1e-13)


def test_limits_of_the_optical_depth(kernels):
    Z = np.linspace(1, 3, 9)
    for x, added in ((0.0, 0.0), (5.0, 20.0)):
        none = kernels["two_level_steady"](Z=Z, x_pump=x, g_add=added, d=1e-12)
        # No coupling: nothing but the loss of polarisation is left, and no entanglement.
        np.testing.assert_allclose(none["xi"], 1 / none["P_2"], rtol=1e-9)
        assert np.all(none["xi"] >= 1 - 1e-9)
        deep = kernels["two_level_steady"](Z=Z, x_pump=x, g_add=added, d=1e14)
        np.testing.assert_allclose(deep["xi"], Z**-2.0, rtol=1e-9)
        assert np.all(kernels["two_level_steady"](Z=Z, x_pump=x, g_add=added, d=30.0)["xi"][1:] > deep["xi"][1:])


def test_follows_the_printed_rates(data):
    cool, heat, total = light(1.5, 0, 0)

    def rates(t, y):
        # d_t P_2 with the rates of Eqs. (26), and the printed rate of Sigma_J over N.
        P, S = y
        return [cool - heat - (cool + heat) * P, -(total + 30 * P) * S + total + 30 * P**2 / 1.5**2]

    found = scipy.integrate.solve_ivp(
        rates, (0, float(data.time[-1])), [1, 1], t_eval=data.time.values, method="DOP853", rtol=1e-11, atol=1e-12
    )
    P, S = found.y
    # The two solvers' errors per step, 1e-10, add up over some hundred steps.
    np.testing.assert_allclose(data.P_2_time, P, rtol=1e-8)
    np.testing.assert_allclose(data.xi_time, S / P, rtol=1e-7)


def test_times_begin_in_one_state_and_end_in_the_steady_one(kernels):
    late = made(kernels, time_end="40", atoms="2", atoms_in_time="1")
    assert float(late.xi_time[0]) == 1
    wanted, P = steady(1.5, 0, 0, 30)
    # After 40 times 1/Gamma e^-50 of the start is left.
    for key in ("xi_time", "xi_slow"):
        assert float(late[key][-1]) == pytest.approx(wanted, rel=1e-8)
    assert float(late.P_2_time[-1]) == pytest.approx(P, rel=1e-12)


def test_exact_states_tend_to_many_atoms(data):
    gaps = abs(data.xi_exact - data.xi_many)
    ratio = (gaps.isel(count=1) / gaps.isel(count=0)).values
    # One over the number of atoms, to its own first order in one over some: 1/2 give or take 1/4.
    assert np.all((ratio > 0.4) & (ratio < 0.75))
    np.testing.assert_allclose(data.xi_time_exact[0], 1, rtol=1e-12)


def test_the_unit_of_rates_changes_nothing(kernels, data):
    other = made(kernels, Gamma="120 s^-1")
    for name in data.data_vars:
        # Solvers take other steps in another unit.
        np.testing.assert_allclose(other[name], data[name], rtol=1e-6, err_msg=str(name))


def test_features_follow_the_data(data):
    found = {feature.name: feature for feature in two_level_entanglement.features(data)}
    assert found["highest_minimum"].value == pytest.approx(0.8502, abs=5e-5)
    assert all(found[name].value > 0 for name in ("ascending", "ascending_pumped", "pump_helps", "pump_polarises"))
    swapped = data.assign(xi=data.xi[::-1].assign_coords(added=data.added.values))
    spoilt = {feature.name: feature for feature in two_level_entanglement.features(swapped)}
    assert spoilt["ascending"].value < 0


def test_claims_on_the_figures_are_borne_out(data):
    claims = {claim.id: claim for claim in noise_budget.CLAIMS}
    found = {f"{two_level_entanglement.STUDY.name}/{f.name}": f for f in two_level_entanglement.features(data)}
    for features, verdict in ((found, "consistent"), ({}, "waiting")):
        bench = Bench(noise_budget.PAPER, claims, {}, features)
        assert {bench.verdict(claims[name]).verdict for name in ("DE-fig3", "DE-fig4")} == {verdict}


def test_what_cannot_be_squeezed_is_refused(kernels):
    with pytest.raises(ParameterError, match="Z_end = 1/2 is out of range: expected 1 < Z_end"):
        made(kernels, Z_end="1/2")
    with pytest.raises(ParameterError, match="there is no parameter 'depth'"):
        made(kernels, depth="30")


def test_figure_shows_the_data(data):
    figure = drawing.figure(data)
    a, b, c = figure.axes[:3]
    drawn = [line.get_ydata() for line in a.get_lines()]
    for curve in data.xi.values:
        assert any(np.array_equal(curve, line) for line in drawn)
    assert any(np.array_equal(data.xi_pumped.values[0], line.get_ydata()) for line in b.get_lines())
    assert any(np.array_equal(data.xi_time.values, line.get_ydata()) for line in c.get_lines())
    moved = data.assign(xi_best=data.xi_best + 0.1)
    assert "0.681" in drawing.caption(moved)
    assert "0.681" not in drawing.caption(data)
    assert "0.95" in drawing.alt(moved)
