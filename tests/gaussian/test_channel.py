"""Fock states and squeezing through a lossy, thermally loaded channel: truncated matrices, and limits."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.spin_exchange import linear_channel, mode_dynamics
from derive.steps import DerivationError

POINTS = [(0.92, 0.003), (0.5, 0.08), (0.3, 0.4), (1.0, 0.0), (1.0, 0.2), (0.0, 0.3), (0.7, 0.0)]
K = 4


def chances(kernels, k, eta, added, top):
    """Chances of 0 to top - 1 excitations."""
    noise = kernels["transfer_noise"](eta=eta, n_add=added)
    return kernels["fock_transfer"](k_in=k, l_out=np.arange(top), eta=eta, FF_in=noise, n_add=added)


def mixed(eta, added, k, cutoff=44):
    """The same from matrices: a Fock state and a thermal mode on a beam splitter, exp of its generator, levels cut off.

    The first mode's reduced state has the number distribution; the thermal mode holds n_add/(1 - eta) excitations.
    """
    heat = added / (1 - eta)
    weights = (heat / (1 + heat)) ** np.arange(cutoff) / (1 + heat)
    chance, angle = np.zeros(cutoff), np.arccos(np.sqrt(eta))
    for n in range(cutoff - k):
        total = k + n
        up = np.sqrt(np.arange(1, total + 1) * np.arange(total, 0, -1.0))  # <l+1, N-l-1| a+ v |l, N-l>
        rotation = scipy.linalg.expm(angle * (np.diag(up, -1) - np.diag(up, 1)))
        chance[: total + 1] += weights[n] * rotation[:, k] ** 2
    return chance


@pytest.mark.parametrize(("eta", "added"), POINTS[:3])
@pytest.mark.parametrize("k", range(K))
def test_chances_are_those_of_truncated_matrices(kernels, eta, added, k):
    found = chances(kernels, k, eta, added, 20)
    np.testing.assert_allclose(found, mixed(eta, added, k)[:20], atol=1e-12)


@pytest.mark.parametrize(("eta", "added"), POINTS)
@pytest.mark.parametrize("k", range(K))
def test_chances_add_up_to_one(kernels, eta, added, k):
    found = chances(kernels, k, eta, added, 300)
    assert found.min() >= 0
    assert abs(found.sum() - 1) < 1e-12
    assert found @ np.arange(300) == pytest.approx(eta * k + added, abs=1e-11)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 30), st.floats(0, 1), st.floats(0, 1))
def test_chances_of_any_channel_add_up_to_one(kernels, k, eta, added):
    assert abs(chances(kernels, k, eta, added, 700).sum() - 1) < 1e-12


@pytest.mark.parametrize("k", range(K))
def test_limits(kernels, k):
    np.testing.assert_array_equal(chances(kernels, k, 1.0, 0.0, 9), np.eye(9)[k])  # nothing happens
    np.testing.assert_array_equal(chances(kernels, k, 0.0, 0.0, 9), np.eye(9)[0])  # all is lost
    loss = [float(sp.binomial(k, l)) * 0.7**l * 0.3 ** (k - l) for l in range(k + 1)]
    np.testing.assert_allclose(chances(kernels, k, 0.7, 0.0, k + 1), loss, rtol=1e-14)  # loss alone
    thermal = 0.3 ** np.arange(9) / 1.3 ** np.arange(1, 10)
    np.testing.assert_allclose(chances(kernels, k, 0.0, 0.3, 9), thermal, rtol=1e-14)  # noise alone
    np.testing.assert_allclose(chances(kernels, 0, 0.4, 0.3, 9), thermal, rtol=1e-14)  # the vacuum sends nothing


def test_two_of_two_is_the_general_chance(kernels):
    for eta, added in POINTS:
        noise = kernels["transfer_noise"](eta=eta, n_add=added)
        two = kernels["two_excitation_transfer"](eta=eta, FF_in=noise, n_add=added)
        assert two == pytest.approx(chances(kernels, 2, eta, added, 3)[2], rel=1e-14, abs=1e-300)


def test_squeezing(kernels):
    squeezed = kernels["squeezed_variance"](s_dB=7.0)
    assert squeezed == pytest.approx(10**-0.7, rel=1e-15)
    assert kernels["squeezing_decibel"](V_out=squeezed) == pytest.approx(7, rel=1e-15)
    assert kernels["transferred_variance"](eta=1.0, V_in=squeezed, n_add=0.0) == pytest.approx(squeezed, rel=1e-14)
    assert kernels["transferred_variance"](eta=0.0, V_in=squeezed, n_add=0.25) == 1.5
    assert kernels["squeezed_fidelity"](V_in=squeezed, V_out=squeezed, W_out=1 / squeezed) == pytest.approx(1)
    assert kernels["squeezed_fidelity"](V_in=1.0, V_out=2.0, W_out=2.0) == pytest.approx(2 / 3)  # vacuum and n = 1/2


def test_a_wrong_term_is_not_derived(monkeypatch):
    right = linear_channel.summand
    added, eta = sp.Symbol("n_add", nonnegative=True), sp.Symbol("eta", nonnegative=True)
    for wrong in (lambda: 2 * right(), lambda: right().subs(added, 2 * added), lambda: right().subs(eta, eta**2)):
        monkeypatch.setattr(linear_channel, "summand", wrong)
        with pytest.raises(DerivationError):
            linear_channel.probability()


def test_a_generator_that_is_not_symmetric_is_refused():
    from dataclasses import replace

    from derive.spin_exchange import coupled_modes

    model = coupled_modes.MODEL
    skew = replace(
        model, coherent=sp.ImmutableMatrix(model.coherent.T.multiply_elementwise(sp.Matrix([[1, 2], [1, 1]])))
    )
    with pytest.raises(DerivationError, match="not symmetric"):
        mode_dynamics.generator(skew)
