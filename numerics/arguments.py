"""Arguments of kernels, checked: names, kinds of number, shapes and domains; each error is one sentence.

It needs NumPy alone, and is copied into packages that `larmor export` writes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np


class KernelError(ValueError):
    """A kernel that is not there, or a call that does not fit it: one sentence."""


class Domain(NamedTuple):
    """What an argument may be; bounds are exact, written like ``1/2``, and empty when infinite."""

    name: str
    dtype: str = "float64"
    text: str = ""
    kind: str = "real"
    lower: str = ""
    upper: str = ""
    open_below: bool = True
    open_above: bool = True


def finite(name: str, value: Any, dtype: str) -> np.ndarray[Any, Any]:
    """The value as finite numbers of a kind that fits."""
    array = np.asarray(value)
    numbers = "number" if array.ndim == 0 else "numbers"
    if array.dtype.kind not in ("fiuc" if dtype == "complex128" else "fiu"):
        real = "" if dtype == "complex128" else "real "
        raise KernelError(f"{name} is {value!r} of type {array.dtype.name}, expected {real}{numbers}")
    array = array.astype(dtype, copy=False)
    if not np.isfinite(array).all():
        raise KernelError(f"{name} is {value!r}, expected finite {numbers}")
    return array


def checked(domain: Domain, value: Any) -> np.ndarray[Any, Any]:
    """The value as an array in its domain."""
    array = finite(domain.name, value, domain.dtype)
    if domain.dtype == "complex128":
        return array
    outside = _outside(domain, array)
    if outside is not None:
        raise KernelError(f"{domain.name} is {outside!r}, expected {domain.text}{_nearest(domain, outside)}")
    return array


def elementwise(
    kernel: str, function: Callable[..., None], domains: Sequence[Domain], values: Sequence[Any],
    inner: tuple[int, ...], dtype: str,
) -> np.ndarray[Any, Any]:  # fmt: skip
    """A compiled function of each element of arguments that broadcast; its own axes come last."""
    arrays = [checked(domain, value) for domain, value in zip(domains, values, strict=True)]
    try:
        arrays = list(np.broadcast_arrays(*arrays))
    except ValueError:
        shapes = ", ".join(f"{d.name} {a.shape}" for d, a in zip(domains, arrays, strict=True))
        raise KernelError(f"{kernel} got shapes that do not broadcast: {shapes}") from None
    out = np.empty((arrays[0].size, *inner), dtype)
    function(*(np.ascontiguousarray(a).ravel() for a in arrays), out)
    return out.reshape((*arrays[0].shape, *inner))


def packed(domains: Sequence[Domain], values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """The checked parameters of a right-hand side as one vector."""
    for domain, value in zip(domains, values, strict=True):
        if np.ndim(value):
            raise KernelError(f"{domain.name} has shape {np.shape(value)}, expected one number")
    kind = "complex128" if any(domain.dtype == "complex128" for domain in domains) else "float64"
    return np.array([checked(d, v)[()] for d, v in zip(domains, values, strict=True)], dtype=kind)


def rates(
    function: Callable[..., None], states: Sequence[str], t: Any, y: Any, p: np.ndarray[Any, Any],
    shape: tuple[int, ...], dtype: str,
) -> np.ndarray[Any, Any]:  # fmt: skip
    """What a compiled function of (t, y, p) writes into an array of a shape, which is a new one."""
    state = np.ascontiguousarray(finite("y", y, dtype))
    if state.shape != (len(states),):
        raise KernelError(f"y has shape {state.shape}, expected ({len(states)},) in the order {', '.join(states)}")
    out = np.empty(shape, dtype)
    if np.ndim(t):
        raise KernelError(f"t has shape {np.shape(t)}, expected one number")
    function(float(finite("t", t, "float64")), state, p, out)
    return out


def in_order(kernel: str, known: Sequence[str], values: Mapping[str, Any]) -> list[Any]:
    """The values in the order of the names; raises KernelError for names that are unknown or missing."""
    from difflib import get_close_matches

    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise KernelError(f"{kernel} has no argument {name!r}, expected {', '.join(known)}; the nearest is {near}")
    missing = [name for name in known if name not in values]
    if missing:
        raise KernelError(f"{kernel} needs {', '.join(missing)} besides what was given")
    return [values[name] for name in known]


def _limits(domain: Domain) -> tuple[float, float]:
    """The bounds as doubles, infinite where there are none."""
    lower = float(Fraction(domain.lower)) if domain.lower else -math.inf
    return lower, float(Fraction(domain.upper)) if domain.upper else math.inf


def _outside(domain: Domain, array: np.ndarray[Any, Any]) -> float | None:
    """An element that is not in the domain, or None; whole arrays are compared at once."""
    lower, upper = _limits(domain)
    ok = (array > lower) if domain.open_below else (array >= lower)
    ok &= (array < upper) if domain.open_above else (array <= upper)
    if domain.kind in ("integer", "half-integer"):
        scaled = array if domain.kind == "integer" else 2 * array
        ok &= scaled == np.floor(scaled)
    return None if np.all(ok) else float(array[~ok].flat[0])


def _nearest(domain: Domain, value: float) -> str:
    """The nearest value of the domain, where there is one."""
    lower, upper = _limits(domain)
    candidate = value
    if domain.kind in ("integer", "half-integer"):
        scale = 1 if domain.kind == "integer" else 2
        candidate = math.floor(value * scale + 0.5) / scale
    candidate = min(max(candidate, lower), upper)
    return f"; the nearest is {candidate:g}" if _outside(domain, np.array(candidate)) is None else ""
