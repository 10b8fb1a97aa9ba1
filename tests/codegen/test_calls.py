"""What a person sees who calls a kernel wrongly: one sentence, with what was given and what was expected."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from numerics.kernels import KernelError, evaluate, load, number


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"I": 1.5, "p": 0.5}, ("no argument 'p'", "expected I, p_a", "nearest is p_a")),
        ({"I": 1.5}, ("needs p_a",)),
        ({"I": 0.7, "p_a": 0.5}, ("I is 0.7", "1/2 <= I, integer or half-integer", "nearest is 0.5")),
        ({"I": 1.5, "p_a": 1.2}, ("p_a is 1.2", "0 < p_a <= 1", "nearest is 1")),
        ({"I": 1.5, "p_a": [0.5, 0.0]}, ("p_a is 0.0", "0 < p_a <= 1")),
        ({"I": 1.5, "p_a": float("nan")}, ("p_a is nan", "expected finite number")),
        ({"I": 1.5, "p_a": [0.1, float("inf")]}, ("expected finite numbers",)),
        ({"I": 1.5, "p_a": "0.5"}, ("p_a is '0.5'", "expected real number")),
        ({"I": 1.5, "p_a": 0.5 + 0j}, ("complex128", "expected real number")),
        ({"I": 1.5, "p_a": True}, ("bool", "expected real number")),
        ({"I": np.ones(3), "p_a": np.ones(2)}, ("do not broadcast", "I (3,)", "p_a (2,)")),
    ],
)
def test_bad_arguments_of_a_function(kernels_dir, values, words):
    with pytest.raises(KernelError) as error:
        load("slowing_down_factor", kernels_dir)(**values)
    assert all(word in str(error.value) for word in words)
    assert "\n" not in str(error.value)


BLOCH = {"zeta": 4.9e-15, "k_se": 2e-20, "n_a": 3e14, "n_b": 2e20, "q": 4.1}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"y": np.zeros(5)}, ("y has shape (5,)", "expected (6,)", "f_x, f_y, f_z, k_x, k_y, k_z")),
        ({"y": np.zeros(6, dtype=complex)}, ("y is", "complex128", "expected real numbers")),
        ({"n_a": -1.0}, ("n_a is -1.0", "0 < n_a")),
        ({"n_a": np.ones(2)}, ("n_a has shape (2,)", "expected one number")),
        ({"t": float("nan")}, ("t is nan",)),
    ],
)
def test_bad_arguments_of_a_right_hand_side(kernels_dir, change, words):
    with pytest.raises(KernelError) as error:
        load("bloch", kernels_dir)(**{"t": 0.0, "y": np.zeros(6), **BLOCH, **change})
    assert all(word in str(error.value) for word in words)


def test_values_by_place_and_by_name_agree(kernels_dir):
    kernel = load("slowing_down_factor", kernels_dir)
    assert kernel(1.5, 0.95) == kernel(p_a=0.95, I=1.5) == kernel(1.5, p_a=0.95)
    with pytest.raises(KernelError, match="twice"):
        kernel(1.5, 0.95, I=1.5)
    with pytest.raises(KernelError, match="got 3 values"):
        kernel(1.5, 0.95, 1.0)


def test_arrays_broadcast(kernels_dir):
    kernel = load("exchange_propagator", kernels_dir)
    times, rates = np.linspace(0, 1e-3, 4), np.array([[100.0], [200.0]])
    found = kernel(t=times, J=rates, gamma=1.0, Delta=5.0)
    assert found.shape == (2, 4, 2, 2)
    assert np.array_equal(found[1, 2], kernel(t=times[2], J=200.0, gamma=1.0, Delta=5.0))
    assert kernel(t=np.zeros(0), J=1.0, gamma=1.0, Delta=0.0).shape == (0, 2, 2)


def test_a_kernel_that_is_not_there_names_the_nearest(kernels_dir):
    with pytest.raises(KernelError, match="nearest is exchange_rate"):
        load("exchange_rates", kernels_dir)
    with pytest.raises(KernelError, match="no kernel"):
        load("../../etc/passwd", kernels_dir)


@pytest.mark.parametrize("text", ["3/2", " 1.5 ", "15e-1", "+1.5", "1.50"])
def test_numbers_are_read_exactly(text):
    assert number(text) == 1.5


NOT_NUMBERS = ["", "1/0", "abc", "1,5", "0x10", "nan", "1e9999", "2*3", "1_000", "1e", "--1", "1/2/3"]


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_other_text_is_refused(text):
    with pytest.raises(KernelError, match="expected a"):
        number(text, "p_a")


def test_evaluate_from_text(kernels_dir):
    assert evaluate("slowing_down_factor", {"I": "3/2", "p_a": "1"}, kernels_dir) == 4.0
    with pytest.raises(KernelError, match=r"p_a is 1\.2"):
        evaluate("slowing_down_factor", {"I": "3/2", "p_a": "1.2"}, kernels_dir)


def test_calling_a_kernel_needs_neither_sympy_nor_derive(kernels_dir):
    code = (
        "import sys, json; from numerics.kernels import load;"
        f"q = load('slowing_down_factor', {str(kernels_dir)!r})(I=1.5, p_a=0.95);"
        "print(json.dumps([q, sorted({'sympy', 'derive'} & set(sys.modules))]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    value, loaded = json.loads(done.stdout)
    assert loaded == []
    assert abs(value - 4.1025) < 1e-4  # the closed form, to the digits written here
