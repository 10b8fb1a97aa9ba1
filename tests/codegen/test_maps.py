"""Averaged maps as kernels: from the equation of the kick, the same text always, refused when they cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from derive import registry
from derive.spin_exchange import exchange_average
from numerics.codegen.generate import generate_from
from numerics.codegen.spec import CodegenError, specs
from numerics.kernels import load


@pytest.fixture(scope="module")
def kick():
    return registry.derive("spin_exchange.kick").equations[0]


@pytest.fixture(scope="module")
def folder(kick, tmp_path_factory):
    where = tmp_path_factory.mktemp("maps")
    for name in ("mean_one_excitation", "mean_localised_excitation"):
        generate_from(specs()[name], [kick], where)
    return where


def test_the_map_of_six_is_that_of_the_derived_sums(folder):
    kernel = load("mean_one_excitation", folder)
    numbers = {"N_a": 7, "N_b": 31}
    chi, turn = 0.9 + 0.2j, 0.07
    found = kernel(**numbers, epsilon_1=chi - 1, theta_B=turn) + np.eye(6)
    symbols = {s.name: s for s in exchange_average.step_matrix().free_symbols}
    at = {symbols["N_a"]: 7, symbols["N_b"]: 31, symbols["chi"]: sp.sympify(chi), symbols["theta_B"]: turn}
    expected = np.array(exchange_average.step_matrix().subs(at).evalf(), dtype=complex)
    # orbits of the kernel: P_a, Q_a, Z*, Z, P_b, Q_b, as values; the derived ones are sums over them
    order, sizes = [0, 1, 5, 4, 2, 3], np.array([7, 42, 217, 217, 31, 930])
    assert np.allclose(found * sizes[:, None] / sizes, expected[np.ix_(order, order)], rtol=0, atol=1e-13)


def test_a_second_generation_touches_nothing(kick, folder):
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    generate_from(specs()["mean_one_excitation"], [kick], folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


TEXT = """
import hashlib
from derive import registry
from numerics.codegen import maps
from numerics.codegen.spec import specs
kick = registry.derive("spin_exchange.kick").equations[0]
kernel = maps.record(specs()["mean_two_excitations"], kick, "content", "1")
print(kernel.signature, hashlib.sha256(kernel.source.encode()).hexdigest())
"""


def test_texts_do_not_depend_on_the_hash_seed():
    outputs = {
        subprocess.run([sys.executable, "-c", TEXT], env={**os.environ, "PYTHONHASHSEED": seed},
                       capture_output=True, text=True, check=True).stdout
        for seed in ("1", "77")
    }  # fmt: skip
    assert len(outputs) == 1


def test_another_kick_gives_another_map(kick, tmp_path):
    phi = next(iter(kick.rhs.free_symbols))
    full = replace(kick, rhs=sp.expand((sp.exp(2 * sp.I * phi) - 1) / 2))
    kernel = generate_from(specs()["mean_one_excitation"], [full], tmp_path)
    assert [argument.name for argument in kernel.arguments] == ["N_a", "N_b", "epsilon_2", "theta_B"]


@pytest.mark.parametrize("wrong", [lambda phi: phi, lambda phi: sp.exp(sp.I * phi), lambda phi: sp.sqrt(phi)])
def test_a_kick_that_is_no_sum_of_waves_from_zero_is_refused(kick, tmp_path, wrong):
    phi = next(iter(kick.rhs.free_symbols))
    with pytest.raises(CodegenError):
        generate_from(specs()["mean_one_excitation"], [replace(kick, rhs=wrong(phi), steps=())], tmp_path)
    assert not list(tmp_path.iterdir())
