"""Trajectories and steady states of moment equations, by SciPy's solvers on the compiled kernel."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from numerics.moments.system import Complexes, Floats, MomentSystem
from numerics.parameters import InputError

if TYPE_CHECKING:
    import xarray as xr

    from numerics.moments.physical import Physicality

Method = Literal["DOP853", "RK45", "RK23", "LSODA", "BDF", "Radau"]
_IMPLICIT = ("LSODA", "BDF", "Radau")


class UnphysicalMoments(UserWarning):
    """Means that no quantum state has; the text names one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Trajectory:
    """Means at times [s]: ``means`` has shape (times, states); ``trajectory["a.dag*a"]`` is one of them.

    ``parameters`` and ``conventions`` (of rates) are what it was computed with, ``unphysical`` the sentences of checks
    that failed; ``evaluations`` counts right-hand sides.
    """

    states: tuple[str, ...]
    times: Floats
    means: Complexes
    parameters: Mapping[str, complex]
    conventions: tuple[str, ...] = ()
    unphysical: tuple[str, ...] = ()
    evaluations: int = 0

    def __getitem__(self, name: str) -> NDArray[Any]:
        """The mean of one operator over time, real when it is Hermitian."""
        if name not in self.states:
            raise InputError(f"there is no mean {name!r}; there are {', '.join(self.states[:20])}")
        values = self.means[:, self.states.index(name)]
        return values if values.imag.any() else values.real

    def dataset(self) -> xr.Dataset:
        """The trajectory as labelled data that `numerics.datasets.write` takes: real and imaginary parts apart."""
        import xarray as xr

        unit = {"units": "1"}
        given = {name: complex(value) for name, value in self.parameters.items()}
        return xr.Dataset(
            {
                "mean_real": (("time", "state"), self.means.real, unit | {"long_name": "real part of the mean"}),
                "mean_imaginary": (
                    ("time", "state"),
                    self.means.imag,
                    unit | {"long_name": "imaginary part of the mean"},
                ),
            },
            coords={
                "time": ("time", self.times, {"units": "s", "long_name": "time"}),
                "state": ("state", list(self.states), {"long_name": "operator"}),
            },
            attrs={
                "parameters": "; ".join(f"{name} = {_number(value)}" for name, value in given.items()),
                "conventions": "; ".join(self.conventions),
                "unphysical": "; ".join(self.unphysical),
            },
        )

    @property
    def last(self) -> dict[str, complex]:
        """The means at the last time, by name: the initial values of what comes next."""
        return {name: complex(value) for name, value in zip(self.states, self.means[-1], strict=True)}


def _number(value: complex) -> str:
    return f"{value.real:.17g}" + (f"{value.imag:+.17g}j" if value.imag else "")


def solve(
    system: MomentSystem,
    parameters: Mapping[str, complex],
    initial: Mapping[str, complex] | NDArray[Any],
    times: Sequence[float] | Floats,
    *,
    method: Method = "DOP853",
    rtol: float = 1e-8,
    atol: float = 1e-10,
    others: complex | None = None,
    physicality: Physicality | None = None,
) -> Trajectory:
    """The means at ``times`` [s], the first of which is when ``initial`` holds.

    ``others`` is the value of means that ``initial`` does not name. ``physicality`` checks initial and running means
    and warns (`UnphysicalMoments`). Raises InputError for unknown names and when the solver gives up.
    """
    import scipy.integrate

    ordered = np.asarray(times, np.float64)
    if ordered.ndim != 1 or len(ordered) < 2 or not (np.diff(ordered) > 0).all():
        raise InputError(f"the times have shape {ordered.shape} where two or more growing numbers are expected")
    y0 = system.pack(initial, others)
    found = list(physicality.failures(system.unpack(y0)[None], parameters, ordered[:1])) if physicality else []
    jacobian = {"jac": system.jacobian(parameters)} if method in _IMPLICIT else {}
    rhs = system.rates(parameters)
    span = (ordered[0], ordered[-1])
    result = scipy.integrate.solve_ivp(  # type: ignore[attr-defined]
        rhs, span, y0, method=method, t_eval=ordered, rtol=rtol, atol=atol, **jacobian
    )
    if not result.success:
        reached = result.t[-1] if len(result.t) else ordered[0]
        raise InputError(f"the solver {method} gave up after t = {reached:g}: {result.message.rstrip('.').lower()}")
    means = system.unpack(np.ascontiguousarray(result.y.T))
    if physicality and not found:
        found = list(physicality.failures(means, parameters, ordered))
    for sentence in found:
        warnings.warn(sentence, UnphysicalMoments, stacklevel=2)
    return Trajectory(
        states=system.states,
        times=ordered,
        means=means,
        parameters={name: complex(parameters[name]) for name in system.parameters},
        conventions=system.table.conventions,
        unphysical=tuple(found),
        evaluations=int(result.nfev),
    )


def steady(
    system: MomentSystem, parameters: Mapping[str, complex], guess: Mapping[str, complex] | NDArray[Any]
) -> dict[str, complex]:
    """A steady state near a guess, by Newton's method with the exact Jacobian; the end of a trajectory is a good one.

    Raises InputError where time enters the equations and when no root is found.
    """
    import scipy.optimize

    if system.table.varying:
        raise InputError("the equations depend on time, where a steady state needs constant coefficients")
    rhs, matrix = system.rates(parameters), system.jacobian(parameters)
    find: Any = scipy.optimize.root
    found = find(lambda y: rhs(0.0, y), system.pack(guess), jac=lambda y: matrix(0.0, y), tol=1e-13)
    scale = abs(matrix(0.0, found.x)).max(initial=1e-300) * max(1.0, abs(found.x).max(initial=0.0))
    # Rates that cancel to twelve digits of their own size: the root is found as well as doubles allow.
    if not abs(rhs(0.0, found.x)).max(initial=0.0) < 1e-11 * scale:
        raise InputError(f"no steady state was found near the guess: {found.message.rstrip('.').lower()}")
    z = system.unpack(found.x)
    return {name: complex(value) for name, value in zip(system.states, z, strict=True)}
