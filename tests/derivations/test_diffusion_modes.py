"""Modes of a sphere against finite differences of the diffusion equation, for walls from reflecting to destructive."""

from __future__ import annotations

import mpmath as mp
import numpy as np
import pytest
import sympy as sp
from scipy.linalg import eigh_tridiagonal
from scipy.optimize import brentq

from derive.spin_exchange import diffusion_modes, mode_tails
from derive.steps import DerivationError

CELLS = 1500


def derived(module: object = diffusion_modes) -> dict[str, sp.Expr]:
    return {e.id.rpartition(".")[2]: e.rhs for e in module.derivation().equations}  # type: ignore[attr-defined]


def shells(wall: float, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Rates and modes of -f'' - 2f'/r on spherical shells of a unit sphere, by finite volumes; -f'(1) = wall f(1).

    The columns are values times the root of the shells' volumes, so that their scalar products are overlaps.
    """
    edges = np.linspace(0, 1, CELLS + 1)
    volumes, areas, step = 4 * np.pi * np.diff(edges**3) / 3, 4 * np.pi * edges**2, 1 / CELLS
    inner = areas[1:-1] / step
    outer = areas[-1] / step * 2 if np.isinf(wall) else areas[-1] * wall / (1 + wall * step / 2)
    diagonal = (np.append(inner, outer) + np.insert(inner, 0, 0)) / volumes
    rates, modes = eigh_tridiagonal(diagonal, -inner / np.sqrt(volumes[1:] * volumes[:-1]), select="i",
                                    select_range=(0, count - 1))  # fmt: skip
    return rates, modes * np.sign(modes[-1])


def number(expression: sp.Expr, **values: float) -> float:
    return float(expression.subs({s: values[s.name] for s in expression.free_symbols}))


def roots(count: int) -> list[float]:
    return [brentq(lambda x: np.sin(x) - x * np.cos(x), n * np.pi, (n + 0.5) * np.pi) for n in range(1, count + 1)]


@pytest.mark.parametrize("wall", [0.3, 1.0, 3.7, 40.0])
def test_wave_numbers_of_a_wall_that_takes_a_part(wall: float) -> None:
    condition = derived()["wall"]
    rates, _ = shells(wall, 6)
    found = [number(condition, x_m=float(np.sqrt(rate))) for rate in rates]
    # finite volumes err by x (x/1500)^2/24, up to 1.1e-4 for the sixth mode; the slope of the condition magnifies that
    slopes = [abs(number(sp.diff(condition), x_m=float(np.sqrt(rate)))) for rate in rates]
    assert all(abs(f - wall) < 2e-4 * (1 + s) for f, s in zip(found, slopes, strict=True))


def test_rates_of_a_destructive_wall_and_of_a_reflecting_one() -> None:
    rates, _ = shells(np.inf, 8)
    # second order in the step times the wave number: (8 pi / 1500)^2 / 12 = 2e-5
    assert np.allclose(rates, (np.pi * np.arange(1, 9)) ** 2, rtol=1e-4)
    assert np.isclose(number(derived()["slowest_rate"], gamma_a=0.5, D_a=0.3, R=1.0), 0.5 + 0.3 * rates[0], rtol=1e-4)
    still, _ = shells(0.0, 5)
    assert abs(still[0]) < 1e-6  # the uniform mode does not decay, up to rounding of 1e6-sized elements
    assert np.allclose(still[1:], np.square(roots(4)), rtol=1e-4)


def test_overlaps_are_those_of_the_discrete_modes() -> None:
    equations, waves = derived(), roots(9)
    _, alkali = shells(np.inf, 8)
    _, noble = shells(0.0, 10)
    # the discrete alkali modes are made positive beside the wall, so each has the sign (-1)^(m + 1)
    found = (alkali.T @ noble) * (-1.0) ** np.arange(8)[:, None]
    for m in range(1, 9):
        assert np.isclose(found[m - 1, 0], number(equations["overlap_uniform"], m=m), atol=1e-4)
        closed = [number(equations["overlap"], m=m, x_n=x) for x in waves]
        assert np.allclose(found[m - 1, 1:], closed, atol=1e-4)  # second order in the step, as above


@pytest.mark.parametrize("wall", [0.8, 5.0])
def test_overlaps_with_partial_loss_at_the_wall(wall: float) -> None:
    equations, waves = derived(), roots(4)
    rates, alkali = shells(wall, 4)
    _, noble = shells(0.0, 5)
    # here both modes are positive at the wall, and sin(x_m) in the formula makes the alkali mode positive at the centre
    for m, rate in enumerate(rates):
        x = float(np.sqrt(rate))
        closed = [number(equations["overlap_partial"], x_m=x, x_n=wave, mu=wall) for wave in waves]
        # the formula divides by x_m - x_n, here 0.07 or more, and x_m is good to 3e-5
        assert np.allclose(np.sign(np.sin(x)) * (alkali.T @ noble)[m, 1:], closed, atol=6e-4)


def test_the_overlaps_are_unitary() -> None:
    equations = derived()
    assert [equations[name] for name in ("column_uniform", "column", "column_cross")] == [1, 1, 0]
    m, x = (next(s for s in equations["overlap"].free_symbols if s.name == name) for name in ("m", "x_n"))
    uniform, other = (sp.lambdify((m, x), equations[name]) for name in ("overlap_uniform", "overlap"))
    columns = np.array([[uniform(i, 0.0)] + [other(i, wave) for wave in roots(3)] for i in range(1, 2000)])
    # what 1999 modes leave of a column is below 6/(pi^2 2000) = 3e-4
    assert np.allclose(columns.T @ columns, np.eye(4), atol=4e-4)


def test_the_weight_that_100_modes_miss() -> None:
    missed = derived()["missed_weight"]
    found = sp.N(missed.subs(dict.fromkeys(missed.free_symbols, 100)).doit(), 30)
    assert mp.almosteq(mp.mpf(str(found)), 6 / mp.pi**2 * mp.zeta(2, 101), 1e-14)  # both in at least 15 digits


def test_a_wall_that_touches_the_noble_gas_leaves_no_uniform_mode() -> None:
    lossy = diffusion_modes.Cell(noble=sp.Rational(1, 2))
    names = {e.id.rpartition(".")[2] for e in diffusion_modes.derivation(lossy).equations}
    assert not names & {"uniform_mode", "uniform_rate", "overlap", "column"}
    with pytest.raises(DerivationError, match="no uniform mode"):
        diffusion_modes.uniform_rate(lossy)


def test_reservoir_sums_are_those_of_the_discrete_modes() -> None:
    equations = derived(mode_tails)
    rates, alkali = shells(np.inf, 60)
    still, noble = shells(0.0, 60)
    overlaps = (alkali.T @ noble) ** 2
    unit = {"J": 1.0, "R": 1.0, "D_a": 1.0, "D_b": 1.0}
    for first in (1, 2, 5):
        found = np.sum(overlaps[first - 1 :, 0] / rates[first - 1 :])
        exact = equations["uniform_coupling"]
        closed = float(exact.subs({s: (first if s.name == "r_0" else unit[s.name]) for s in exact.free_symbols}).doit())
        # 60 modes leave 6/(3 pi^4 60^3) = 1e-7; the discrete modes are good to 1e-3 of the highest
        assert np.isclose(found, closed, atol=2e-7, rtol=1e-3)
        assert found < number(equations["uniform_bound"], r_0=first, **unit)
    for m in (1, 2, 3):
        found = np.sum(overlaps[m - 1, 1:] / still[1:])
        assert np.isclose(found, number(equations["alkali_coupling"], m=m, **unit), rtol=1e-3)
