"""Gaussian dynamics of 100 + 100 modes beside an integrator and eigendecompositions; chances beside The Walrus.

Every comparison is of equal answers, held against exact propagators of all modes: a row is not made when they differ by
more than 1e-10. Times are those of the processor. The detuning after the step is 20 J: with that of the storage field,
360 J, the integrator would need minutes, and the ratio would be larger.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from numerics.gaussian import Moments, Sphere, System, Transfer, evolved, transfer
from numerics.gaussian.sphere import KERNELS
from numerics.kernels import load

J, QUARTER, DETUNING, MODES, TIMES = 1000.0, np.pi / 2000, 2e4, 100, 200
INTEGRATED, DECOMPOSED, WALRUS, EQUAL = 500.0, 5.0, 1e4, 1e-10
FOCK = (2, 2, 0.92, 0.003)
"""Excitations sent and found, share that is transferred, excitations that noise adds."""


def measure() -> list[dict[str, Any]]:
    """All rows."""
    return [*_modes(), _chances()]


def _modes() -> list[dict[str, Any]]:
    sphere = Sphere(
        kernels={name: load(name) for name in KERNELS}, modes=MODES, gamma_a=17.4, gamma_b=1e-5, D_a=0.07, D_b=0.33,
        R=2.54, p_a=0.95, p_b=0.75,
    )  # fmt: skip
    system = sphere.system(J, [(QUARTER, 0.0), (2 * QUARTER, DETUNING)])
    u, readouts = sphere.uniform_alkali, np.array([sphere.uniform_alkali, sphere.uniform_noble_gas])
    times = np.linspace(0, 3 * QUARTER, TIMES)
    transfer(system, u, readouts, times)
    ours, found = min((_timed(lambda: transfer(system, u, readouts, times)) for _ in range(7)), key=lambda one: one[0])
    few = np.arange(0, TIMES, 33)
    exact = _of(evolved(system, _start(system, u), times[few]), readouts, times[few])
    _agree("rows", found, exact, few, EQUAL)
    decomposed, other = min(
        (_timed(lambda: _decomposed(system, u, readouts, times)) for _ in range(3)), key=lambda o: o[0]
    )
    _agree("eigendecompositions", other, exact, few, 1e-9)
    one, _ = min((_timed(lambda: np.linalg.eig(system.segments[1].generator)) for _ in range(3)), key=lambda o: o[0])
    integrated, slow = _timed(lambda: _integrated(system, u, readouts, times))
    _agree("the integrator", slow, exact, few, 1e-6)
    name = f"{MODES} + {MODES} modes, a step of the detuning, {TIMES} times"
    return [
        _row(f"{name}, beside an integrator", ours, f"solve_ivp DOP853 on the covariance: {integrated:.3g} s",
             integrated / ours, INTEGRATED),
        _row(f"{name}, beside eigendecompositions", ours,
             f"closed formula, one for each segment: {decomposed:.3g} s, numpy.linalg.eig alone {one:.3g} s",
             decomposed / ours, DECOMPOSED),
    ]  # fmt: skip


def _start(system: System, u: Any) -> Moments:
    """The prepared mode displaced by one, in its vacuum; all else incoherent."""
    return Moments.incoherent(system.occupation).squeezed(u, 1.0).displaced(u)


def _of(moments: list[Moments], readouts: Any, times: Any) -> Transfer:
    amplitude = np.array([[w @ here.mean for here in moments] for w in readouts])
    added = np.array([[(w @ here.normal @ w.conj()).real for here in moments] for w in readouts])
    return Transfer(times=times, amplitude=amplitude, added=added)


def _agree(what: str, found: Transfer, exact: Transfer, few: Any, tolerance: float) -> None:
    for name in ("amplitude", "added"):
        own, right = getattr(found, name)[:, few], getattr(exact, name)
        apart = np.abs(own - right).max() / np.abs(right).max()
        if apart > tolerance:
            raise AssertionError(f"{name} by {what} is {apart:.1e} away from exact propagators, expected {tolerance:g}")


def _integrated(system: System, u: Any, readouts: Any, times: Any) -> Transfer:
    """Means and covariance of all modes as one writes them for an integrator; the covariance is Hermitian."""
    from scipy.integrate import solve_ivp

    n, found, at = system.size, [], 0.0
    start = _start(system, u)
    y = np.concatenate([start.mean, start.normal.ravel()])
    for (segment, noise, inside), A in zip(system.placed(times), (s.generator for s in system.segments), strict=True):
        D = np.diag(noise)

        def rate(t: float, y: Any, A: Any = A, D: Any = D) -> Any:
            P = y[n:].reshape(n, n)
            return np.concatenate([A @ y[:n], (A @ P + P @ A.conj().T + D).ravel()])

        asked = np.append(inside[inside < segment.duration * (1 - 1e-12)], segment.duration)
        solved = solve_ivp(rate, (0.0, segment.duration), y, t_eval=asked, method="DOP853", rtol=1e-8, atol=1e-10)
        found += list(solved.y.T[: len(inside)])
        at, y = at + segment.duration, solved.y[:, -1]
    zero = np.zeros((n, n))
    made = [Moments(mean=y[:n], normal=y[n:].reshape(n, n), anomalous=zero) for y in found]
    return _of(made, readouts, times)


def _decomposed(system: System, u: Any, readouts: Any, times: Any) -> Transfer:
    """Rows by the eigenvectors of each generator; the noise integral is closed, by sums of eigenvalues."""
    P = _start(system, u).normal
    amplitudes, added, sent = [], [], u.astype(complex)
    for segment, noise, inside in system.placed(times):
        rates, X = np.linalg.eig(segment.generator)
        back = np.linalg.inv(X)
        sums = rates[:, None] + rates.conj()[None]
        strength = (back * noise) @ back.conj().T
        w, here, start = readouts @ X, back @ sent, back @ P @ back.conj().T
        for t in inside:
            row = w * np.exp(rates * t)
            amplitudes.append(row @ here)
            inner = row @ start
            late = w @ (strength * np.expm1(sums * t) / sums)
            added.append(((inner * row.conj()).sum(axis=1) + (late * w.conj()).sum(axis=1)).real)
        U = (X * np.exp(rates * segment.duration)) @ back
        fed = X @ (strength * np.expm1(sums * segment.duration) / sums) @ X.conj().T
        sent, P = U @ sent, U @ P @ U.conj().T + fed
    return Transfer(times=times, amplitude=np.array(amplitudes).T, added=np.array(added).T)


def _chances() -> dict[str, Any]:
    """One chance of a Fock state through a lossy, thermally loaded channel, the same number by both."""
    name = "chance of two excitations after the transfer of two"
    try:
        from thewalrus.quantum import density_matrix
    except ImportError as problem:
        return _row(name, float("nan"), f"not measured: {problem}", None, WALRUS)
    k, l, eta, added = FOCK
    noise = load("transfer_noise")(eta=eta, n_add=added)
    shares = np.full(100_000, eta)
    own, out = load("two_excitation_transfer"), np.empty(100_000)
    arguments = (shares, np.full_like(shares, noise), np.full_like(shares, added), out)
    own.module.two_excitation_transfer_many(*arguments)
    ours = min(_timed(lambda: own.module.two_excitation_transfer_many(*arguments))[0] for _ in range(7)) / len(out)
    general = load("fock_transfer")(k_in=k, l_out=l, eta=eta, FF_in=noise, n_add=added)
    covariance, herald = _heralded(k, eta, added)

    def theirs() -> float:
        # the fastest of its ways to this number: an element by itself takes its Hafnian, which is slower
        found = density_matrix(np.zeros(4), covariance, cutoff=max(k, l) + 1, hbar=2)
        return float(np.real(found[l, l, k, k])) / herald

    theirs()  # compiles
    taken, value = min((_timed(theirs) for _ in range(20)), key=lambda one: one[0])
    if max(abs(out[0] - value), abs(general - value)) > 1e-12:
        raise AssertionError(f"the chances are {out[0]}, {general} and {value}, expected them to be equal to 1e-12")
    return _row(name, ours, f"thewalrus density_matrix: {taken:.3g} s", taken / ours, WALRUS)


def _heralded(k: int, eta: float, added: float) -> tuple[Any, float]:
    """A two-mode squeezed vacuum, its signal through the channel, and the chance that the idler has k (hbar = 2)."""
    r = 0.8
    c, s = np.cosh(2 * r), np.sinh(2 * r)
    signal, idler, across = eta * c + 1 - eta + 2 * added, c, np.sqrt(eta) * s
    x = np.array([[signal, across], [across, idler]])
    p = np.array([[signal, -across], [-across, idler]])
    covariance = np.block([[x, np.zeros((2, 2))], [np.zeros((2, 2)), p]])
    return covariance, float(np.tanh(r) ** (2 * k) / np.cosh(r) ** 2)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def _row(name: str, value: float, peer: str, ratio: float | None, target: float) -> dict[str, Any]:
    return {
        "name": name, "value": value, "unit": "s", "peer": peer, "ratio": ratio, "target": f"> {target:g}",
        "met": ratio is not None and ratio > target,
    }  # fmt: skip
