"""Compiled integrators that several tests share: compiling one takes seconds."""

import math
from types import SimpleNamespace

import numba
import numpy as np
import pytest

from numerics.integrators.assembly import of_kernel, workspace


@pytest.fixture(scope="session")
def oscillator():
    """y'' = -w^2 y, for the parameters (w, unit of time, b); where w is 0, y' = b y^2, not finite for b above 4."""

    @numba.njit
    def rates(t, y, p, out):
        out[0] = (y[1] + p[2] * y[0] ** 2) / p[1]
        out[1] = (-(p[0] ** 2) * y[0] + 0.0 * math.sqrt(4.0 - p[2])) / p[1]

    return rates


def relaxing():
    """y' = -k (y - cos t) - sin t, so that y = cos t + (y_0 - 1) exp(-k t): Prothero and Robinson; with z' = -y z."""

    def lane_coefficients(p, c):
        c[0] = p[0]

    def lane_rhs(t, y, c, out):
        out[0] = -c[0] * (y[0] - math.cos(t)) - math.sin(t)
        out[1] = -y[0] * y[1]

    def lane_jacobian(t, y, c, out):
        out[0] = -c[0]
        out[1] = -y[1]
        out[2] = -y[0]

    def lane_time_derivative(t, y, c, out):
        out[0] = -c[0] * math.sin(t) - math.cos(t)
        out[1] = 0.0

    return SimpleNamespace(
        lane_coefficients=lane_coefficients, lane_rhs=lane_rhs, lane_jacobian=lane_jacobian,
        lane_time_derivative=lane_time_derivative, LANE_COEFFICIENTS=1, LANE_PATTERN=((0, 0), (1, 0), (1, 1)),
    )  # fmt: skip


@pytest.fixture(scope="session")
def stiff():
    """The function (k, times, rtol, atol) -> states and counts of `relaxing` from (1, 1) by Rodas5P, two lanes."""
    drive, room = of_kernel(relaxing(), "rodas5p", 2, 1, 2)

    def run(k, times, rtol, atol=None):
        p, points = np.array(k, float)[:, None], len(k)
        out, counts = np.full((points, len(times) - 1, 2), np.nan), np.zeros((points, 3))
        status = np.zeros(points, np.int8)
        drive(workspace(room), 0, points, p, np.ones((1, 2)), np.array(times, float), rtol,
              np.full(2, rtol if atol is None else atol), np.inf, 10**6, False, 0, out, np.zeros((points, 0)),
              np.zeros((points, 0, 2)), status, counts)  # fmt: skip
        return out, counts, status

    return run
