"""Projected and eliminated equations against gases on a few places, for local motions that the paper does not have."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.linalg import expm
from scipy.stats import unitary_group

from derive.spin_exchange import coupled_modes, mode_elimination, resonant_exchange, symbols
from derive.spin_exchange.coupled_modes import Local

J, W_A, W_B = symbols.J.symbol, symbols.SHIFTED_A.symbol, symbols.SHIFTED_B.symbol
MODELS = {
    "as stated": Local(),
    "uneven exchange": Local(coherent=sp.ImmutableMatrix([[-sp.I * W_A, 2 * J], [-3 * sp.I * J, -sp.I * W_B]])),
    "turning the other way": Local(coherent=sp.ImmutableMatrix([[sp.I * W_A, -sp.I * J], [sp.I * J, sp.I * W_B]])),
}
POINT = {"J": 1e-4, "omega_a": 0.7, "omega_b": 1.6}
LOSS = np.array([0.0, 1.3])  # of the stable mode and of the reservoir mode of each gas
ALKALI, NOBLE = unitary_group.rvs(2, size=2, random_state=3)


def number(expression: sp.Basic, values: dict[str, complex]) -> complex:
    return complex(expression.subs({s: values[s.name] for s in expression.free_symbols}))


def local(model: Local) -> np.ndarray:
    return np.array([[number(entry, dict(POINT)) for entry in row] for row in model.coherent.tolist()])


def generator(model: Local, lost: tuple[float, float]) -> np.ndarray:
    """The motion of (a, b) on two places; a gas loses its second mode at the rate 1.3 if ``lost`` says so."""
    gases = zip((ALKALI, NOBLE), lost, strict=True)
    losses = [modes.conj().T @ np.diag(LOSS * share) @ modes for modes, share in gases]
    coherent = np.kron(local(model), np.eye(2))
    return coherent - np.block([[losses[0], np.zeros((2, 2))], [np.zeros((2, 2)), losses[1]]])


def equations(model: Local, module: object) -> dict[str, sp.Expr]:
    return {e.id.rpartition(".")[2]: e.rhs for e in module.derivation(model).equations}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", MODELS)
def test_projected_motion_follows_the_local_one(name: str) -> None:
    model = MODELS[name]
    derived, c = equations(model, coupled_modes), ALKALI @ NOBLE.conj().T
    modes = np.block([[ALKALI, np.zeros((2, 2))], [np.zeros((2, 2)), NOBLE]])
    projected = modes @ generator(model, (1, 1)) @ modes.conj().T
    for m in range(2):
        for n in range(2):
            values = POINT | {"c_mn": c[m, n], "g_am": LOSS[m], "g_bn": LOSS[n], "F_am": 0, "F_bn": 0}
            for row, rate in ((m, "alkali"), (2 + n, "noble_gas")):
                for column, start in ((m, "a_m"), (2 + n, "b_n")):
                    found = number(derived[rate], values | {"a_m": 0, "b_n": 0} | {start: 1})
                    assert np.isclose(projected[row, column], found, atol=1e-14)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("gas", [0, 1])
def test_stable_modes_beside_an_eliminated_reservoir(name: str, gas: int) -> None:
    """One mode of the other gas is lost fast; what remains is the derived rate of a stable mode of this gas."""
    model = MODELS[name]
    derived, c = equations(model, mode_elimination), ALKALI @ NOBLE.conj().T
    modes = np.block([[ALKALI, np.zeros((2, 2))], [np.zeros((2, 2)), NOBLE]])
    motion = modes @ generator(model, (gas == 1, gas == 0)) @ modes.conj().T
    start = np.zeros(4, complex)
    start[2 * gas + 1] = 1  # the mode n (or m) of this gas
    later = expm(motion * 25.0) @ start
    mine, other = ("a", "b") if gas == 0 else ("b", "a")
    values = dict.fromkeys(("G_as", "G_bs", "F_as", "F_bs"), 0j) | dict(POINT)
    values |= {"c_sn": c[0, 0], "c_ms": c[0, 0], "c_sr": c[0, 1], "c_nr": c[1, 1], "c_rs": c[1, 0], "c_rm": c[1, 1],
               "g_ar": LOSS[1], "g_br": LOSS[1], "g_as": 0, "g_bs": 0, "Delta": POINT["omega_b"] - POINT["omega_a"],
               f"{mine}_s": later[2 * gas], f"{mine}_{'nm'[gas]}": later[2 * gas + 1],
               f"{other}_{'nm'[gas]}": later[2 - 2 * gas]}  # fmt: skip
    rate = (motion @ later)[2 * gas]
    # exp(-1.3 * 25) = 1e-14 of the start is left; J^2/gamma^2 = 1e-8 is neglected, beside precession as beside coupling
    turning = local(model)[gas, gas] * later[2 * gas]
    found = number(derived[("alkali", "noble_gas")[gas]], values)
    assert np.isclose(rate - turning, found - turning, rtol=1e-5, atol=0)


def test_a_detuning_of_the_other_sign_is_seen() -> None:
    epsilon = equations(Local(), mode_elimination)["noble_gas_epsilon"]
    values = {"J": 1.0, "g_ar": 1.0, "c_rs": 0.3 + 0.4j, "c_rn": 0.6 - 0.2j}
    assert abs(number(epsilon, values | {"Delta": 2.0}) - number(epsilon, values | {"Delta": -2.0})) > 0.1


@pytest.mark.parametrize("loss_b", [0, sp.Rational(1, 2), 1])
@pytest.mark.parametrize("ratio", [0.05, 0.7, 1.6])
def test_resonant_exchange_is_the_matrix_exponential(loss_b: sp.Expr, ratio: float) -> None:
    gamma = symbols.GAMMA.symbol
    pair = resonant_exchange.Pair(generator=sp.ImmutableMatrix([[-gamma, -sp.I * J], [-sp.I * J, -loss_b * gamma]]))
    flow = resonant_exchange.propagator(pair)
    values = {"J": 1.3, "gamma": 1.3 * ratio, "eps_gJ": ratio, "t": 2.1}
    found = np.array([[number(entry, values) for entry in row] for row in flow.tolist()])
    exact = expm(np.array([[-1.3 * ratio, -1.3j], [-1.3j, -1.3 * ratio * float(loss_b)]]) * 2.1)
    assert np.allclose(found, exact, atol=1e-12)


def test_noise_that_drives_the_noble_gas_is_followed() -> None:
    driven = resonant_exchange.Pair(noise=sp.ImmutableMatrix([0, 1]))
    plain = {e.id: e.rhs for e in resonant_exchange.derivation().equations}
    other = {e.id: e.rhs for e in resonant_exchange.derivation(driven).equations}
    name = "spin_exchange.resonant_exchange.alkali_noise"
    # by the symmetry of the exchange, b drives a as a drives b
    assert sp.expand(other[name] - plain[name.replace("alkali", "noble_gas")]) == 0
    assert sp.expand(other[name] - plain[name]) != 0


def test_the_memory_of_the_noise_is_the_squared_norm_of_the_flow() -> None:
    memory = {e.id.rpartition(".")[2]: e.rhs for e in resonant_exchange.derivation().equations}["memory"]
    exact = expm(np.array([[-0.9, -1.3j], [-1.3j, 0]]) * 1.7)[:, 0]
    found = number(memory, {"J": 1.3, "gamma": 0.9, "eps_gJ": 0.9 / 1.3, "t": 1.7})
    assert np.isclose(found, np.sum(np.abs(exact) ** 2), atol=1e-12)


@pytest.mark.parametrize("loss_b", [0, sp.Rational(1, 2)])
def test_the_best_time_is_where_the_transfer_is_largest(loss_b: sp.Expr) -> None:
    gamma = symbols.GAMMA.symbol
    pair = resonant_exchange.Pair(generator=sp.ImmutableMatrix([[-gamma, -sp.I * J], [-sp.I * J, -loss_b * gamma]]))
    found = number(resonant_exchange.best_time(pair).rhs, {"J": 1.3, "eps_gJ": 0.6}).real
    motion = np.array([[-0.78, -1.3j], [-1.3j, -0.78 * float(loss_b)]])
    times = found + np.linspace(-0.5, 0.5, 101)
    transferred = [abs(expm(motion * t)[1, 0]) for t in times]
    assert np.argmax(transferred) == 50  # the middle of the times, which is the best time to 0.005
