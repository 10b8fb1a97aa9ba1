"""The exchange study against the coupled equations themselves, integrated by a general solver, and its limits."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from numerics import kernels as generated
from numerics import parameters as reader
from numerics import studies
from numerics.studies import exchange, execution

FEW = {"samples": "301"}
REGIMES = ("decoupled", "overdamped", "strong", "stored")


@pytest.fixture(scope="module")
def kernels(kernels_dir):
    return {name: generated.load(name, kernels_dir) for name in exchange.STUDY.kernels}


@pytest.fixture(scope="module")
def data(kernels):
    return made(kernels)


def made(kernels, **overrides):
    return exchange.run(studies.settings("exchange", {**FEW, **overrides}), kernels, execution.bars(False))


def rates(t, y, J, gamma, Delta):
    """d(a, b)/dt as the paper prints it, Eq. (2), without the noise."""
    a, b = y
    return [-1j * J * b + (1j * Delta - gamma) * a, -1j * J * a]


def integrated(J, gamma, Delta, times, start):
    """Amplitudes (a, b) at the given times, the first of which is the start."""
    found = solve_ivp(
        rates, (times[0], times[-1]), np.asarray(start, dtype=complex), t_eval=times, args=(J, gamma, Delta),
        method="DOP853", rtol=1e-11, atol=1e-11,
    )  # fmt: skip
    assert found.success
    return found.y


# The solver's error per step, 1e-11 of amplitudes up to 32, adds up over the 2000 radians of the longest
# curve; populations up to 1000 then agree to some 1e-5. A wrong factor shows in the first digits.
CLOSE = {"rtol": 1e-7, "atol": 1e-5}


@pytest.mark.parametrize(
    ("regime", "damping", "detuning"), [("decoupled", 1 / 60, 10), ("overdamped", 10, 0), ("strong", 1 / 57, 0)]
)
def test_follows_the_equations(data, regime, damping, detuning):
    curves = data.sel(regime=regime)
    y = integrated(1.0, damping, detuning, curves.Jt.values, [np.sqrt(1000), 0])
    np.testing.assert_allclose(curves.excitations.values, abs(y) ** 2, **CLOSE)


# Free precession of the alkali, slowed by q = 6 + 2 p^2 over 1 + p^2 for I = 3/2, minus that of helium, over the
# step from 94 mG to 180 mG; the detuning is the noble gas minus the alkali.
STEP = (2.0378946078e4 - 1.76085962784e7 * (1 + 0.95**2) / (6 + 2 * 0.95**2)) * (0.180 - 0.094)


def test_stores_as_the_equations_do(data):
    curves = data.sel(regime="stored")
    switch = np.pi / 2
    before, after = curves.Jt.values[curves.Jt <= switch], curves.Jt.values[curves.Jt > switch]
    first = integrated(1.0, 1 / 57, 0.0, np.append(before, switch), [np.sqrt(1000), 0])
    # From the switch on in the frame that rotates with the detuned alkali amplitude's phase the solver would be
    # faster, but the equations are kept as printed; a fifth of the curve is enough.
    after = after[: len(after) // 5]
    second = integrated(1.0, 1 / 57, STEP / float(data.J), np.append(switch, after), first[:, -1])
    expected = abs(np.concatenate([first[:, :-1], second[:, 1:]], axis=1)) ** 2
    np.testing.assert_allclose(curves.excitations.values[:, : expected.shape[1]], expected, **CLOSE)


def test_initial_noble_gas_excitations_take_part(kernels):
    curves = made(kernels, alkali_excitations="400", noble_gas_excitations="900").sel(regime="strong")
    y = integrated(1.0, 1 / 57, 0.0, curves.Jt.values, [20, 30])
    np.testing.assert_allclose(curves.excitations.values, abs(y) ** 2, **CLOSE)


def test_exchange_rate_of_the_cell(data):
    # Textbook slowing-down factor of I = 3/2 at a spin temperature, and J as the paper prints it.
    q = (6 + 2 * 0.95**2) / (1 + 0.95**2)
    J = 2e-14 / q / 2 * np.sqrt(q * 0.95 * 0.75 * 3e14 * 2e20)
    # The kernels are good to a few units in the last place.
    assert float(data.q) == pytest.approx(q, rel=1e-14)
    assert float(data.J) == pytest.approx(J, rel=1e-14)
    assert float(data.switch_time) == pytest.approx(np.pi / 2 / J, rel=1e-14)


def test_rates_and_times_are_those_of_the_caption(data):
    assert data.regime.values.tolist() == list(REGIMES)
    np.testing.assert_allclose(data.detuning / data.J, [10, 0, 0, STEP / float(data.J)], rtol=1e-12)
    np.testing.assert_allclose(data.damping / data.J, [1 / 60, 10, 1 / 57, 1 / 57], rtol=1e-14)
    np.testing.assert_allclose(data.t * data.J, data.Jt, rtol=1e-14)
    np.testing.assert_allclose(data.excitations.isel(time=0), [[1000, 0]] * 4, rtol=1e-14, atol=1e-20)


def test_units_change_nothing(kernels, data):
    other = made(kernels, n_a="3e20 m^-3", n_b="2e26 m^-3", p_a="95 %", storage_angle="1.5707963267948966 rad")
    # Converted values differ by a unit in the last place, which the phase of 1800 radians multiplies.
    np.testing.assert_allclose(other.excitations, data.excitations, rtol=1e-11, atol=1e-9)
    assert float(other.J) == pytest.approx(float(data.J), rel=1e-14)


def test_total_never_rises(data):
    total = data.excitations.sum("species")
    # Populations of 1000 carry rounding of the propagator's entries, 1e-12 of them.
    assert float(total.diff("time").max()) <= 1e-9


def test_without_loss_the_total_stays(kernels):
    curves = made(kernels, strong_damping="1e-15").sel(regime=["strong", "stored"])
    # At a loss of 1e-15 J for 20/J the total falls by 4e-14 of itself; the rest is rounding.
    np.testing.assert_allclose(curves.excitations.sum("species"), 1000, rtol=1e-11)


def test_without_loss_the_exchange_is_a_cosine(kernels):
    curves = made(kernels, strong_damping="1e-15").sel(regime="strong")
    np.testing.assert_allclose(curves.excitations[0], 1000 * np.cos(curves.Jt) ** 2, atol=1e-8)
    np.testing.assert_allclose(curves.excitations[1], 1000 * np.sin(curves.Jt) ** 2, atol=1e-8)


def test_without_exchange_the_alkali_decays_alone(kernels):
    # J is a millionth of gamma: transfer is of the order of its square.
    curves = made(kernels, overdamped_damping="1e6", overdamped_duration="3e-6").sel(regime="overdamped")
    gamma_t = curves.Jt.values * 1e6
    np.testing.assert_allclose(curves.excitations[0], 1000 * np.exp(-2 * gamma_t), rtol=1e-9)
    assert float(curves.excitations[1].max()) < 1000 * 1e-12


def test_storage_at_the_field_of_resonance_is_no_switch(kernels):
    found = made(kernels, B_s="94 mG", storage_angle="50 deg").excitations
    np.testing.assert_allclose(found.sel(regime="stored"), found.sel(regime="strong"), rtol=1e-10, atol=1e-9)


def test_features_of_the_caption(kernels):
    found = made(kernels, samples="7201").load()
    transfer = dict(zip(REGIMES, found.largest_transfer.values, strict=True))
    # Off resonance without loss the transfer is 4 J^2 / (Delta^2 + 4 J^2); the little loss until then takes a part.
    assert transfer["decoupled"] == pytest.approx(4 / 104, rel=0.02)
    assert transfer["overdamped"] < 0.01
    # On resonance the number falls as exp(-gamma t), to first order in gamma / J.
    assert transfer["strong"] == pytest.approx(np.exp(-np.pi / 2 / 57), abs=1e-3)
    assert float(found.largest_transfer_Jt.sel(regime="strong")) == pytest.approx(np.pi / 2, abs=0.02)
    # Perturbation theory: the number decays at 2 gamma (1 - J^2 / Delta^2).
    assert float(found.decoupled_decay_over_gamma) == pytest.approx(1.98, abs=1e-3)
    assert float(found.decoupled_decay_rate) == pytest.approx(1.98 * float(found.J) / 60, rel=1e-3)
    assert float(found.stored_fraction) == pytest.approx(transfer["strong"], abs=1e-3)
    assert float(found.stored_spread) < 1e-3
    contrast = dict(zip(REGIMES, found.contrast.values, strict=True))
    assert contrast["strong"] > 0.9
    assert contrast["decoupled"] < 0.04
    assert contrast["overdamped"] < 1e-3


def test_decay_is_fitted_while_something_is_left(kernels):
    # Of exp(-240) nothing is left but what comes back from the noble gas, (J / Delta)^4; the fit ends before.
    found = made(kernels, decoupled_damping="1", decoupled_duration="120", decoupled_detuning="1000")
    assert 0 < float(found.excitations.sel(regime="decoupled", species="alkali")[-1]) < 1e-8
    assert float(found.decoupled_decay_over_gamma) == pytest.approx(2, rel=1e-4)


def test_wrong_unit_for_a_kernel_is_refused(kernels):
    wrong = reader.Parameters(
        (reader.Parameter(name="n_a", value=1.0, unit="mm", text="1 mm", meaning="density of alkali atoms"),)
    )
    with pytest.raises(reader.ParameterError, match="n_a in mm cannot be given in cm"):
        reader.arguments(kernels["exchange_rate"].record, wrong)


def test_every_array_says_what_it_is(data):
    for name, array in {**data.data_vars, **data.coords}.items():
        assert array.attrs["long_name"], name
        assert "units" in array.attrs or array.dtype.kind == "U", name
