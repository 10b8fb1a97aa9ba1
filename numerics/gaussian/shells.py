"""The transfer between the uniform modes of two gases in a sphere without modes: finite volumes on spherical shells.

A second way to the same numbers, which shares no mode, no overlap and no small space with the first. The unknowns are
the fields times the root of each shell's volume, so that sums of squares are integrals; the wall destroys the alkali.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from numerics.gaussian.model import Array
from numerics.gaussian.sphere import Sphere

_TIMES = 129
"""Points of Simpson's rule for what the noise feeds in."""


def transfer(sphere: Sphere, J: float, time: float, cells: int) -> tuple[float, float]:
    """Share that goes from the uniform alkali mode to the uniform noble-gas mode, and what is added, at resonance."""
    import scipy.integrate
    import scipy.sparse
    import scipy.sparse.linalg

    sparse: Any = scipy.sparse  # its functions declare no types
    integrate: Any = scipy.integrate
    volumes, absorbing, closed = _laplacians(sphere.R, cells)
    pair = sphere.kernels["mode_pair_generator"](
        J=J, Delta=0.0, gamma_am=sphere.gamma_a, gamma_bn=sphere.gamma_b, c_mn_r=1.0
    )
    one = sparse.identity(cells)
    alkali = sphere.D_a * absorbing + pair[0, 0].real * one
    noble = sphere.D_b * closed + pair[1, 1].real * one
    # with b = i b' the exchange is a rotation
    generator = sparse.bmat([[alkali, -pair[0, 1].imag * one], [pair[1, 0].imag * one, noble]]).tocsr()
    uniform = np.sqrt(volumes / volumes.sum())
    start = np.concatenate([np.zeros(cells), uniform])
    rows: Array = sparse.linalg.expm_multiply(generator, start, start=0, stop=time, num=_TIMES, endpoint=True)
    n_a, n_b = sphere.occupations
    fed = 0.0
    for own, part, number in ((alkali, rows[:, :cells], n_a), (noble, rows[:, cells:], n_b)):
        lost = -np.einsum("ti,ti->t", part, (own @ part.T).T)
        strength = float(sphere.kernels["reservoir_noise"](gamma=1.0, n_I=number))
        fed += strength * float(integrate.simpson(lost, dx=time / (_TIMES - 1)))
    last_a, last_b = rows[-1, :cells], rows[-1, cells:]
    share = float(uniform @ last_a) ** 2
    return share, fed + n_a * (float(last_a @ last_a) - share) + n_b * float(last_b @ last_b)


def _laplacians(R: float, cells: int) -> tuple[Array, Any, Any]:
    """Volumes of the shells, and Laplace's operator with a wall that holds the field at 0, and with a closed one."""
    import scipy.sparse

    sparse: Any = scipy.sparse
    edges = np.linspace(0, R, cells + 1)
    volumes, areas, step = 4 * np.pi * np.diff(edges**3) / 3, 4 * np.pi * edges**2, R / cells
    inner = areas[1:-1] / step
    beside = inner / np.sqrt(volumes[1:] * volumes[:-1])
    made = []
    for outer in (2 * areas[-1] / step, 0.0):
        diagonal = -(np.append(inner, outer) + np.insert(inner, 0, 0)) / volumes
        made.append(sparse.diags([beside, diagonal, beside], [-1, 0, 1]))
    return volumes, made[0], made[1]
