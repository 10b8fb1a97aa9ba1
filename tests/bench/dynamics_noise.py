"""Steady states, covariances, spectra, elimination and Dyson series beside SymPy and QuTiP, in one run.

The peer does the same by its own general tools: SymPy's linear solvers and integrals on matrices written down by hand,
QuTiP's spectrum. Both answers are compared before they are timed, in seconds of CPU time of the best of some rounds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import qutip
import sympy as sp

from derive.algebra import Boson, Levels, Spin
from derive.dynamics.dyson import propagator
from derive.dynamics.elimination import eliminate
from derive.dynamics.gaussian import gaussian, quadratures
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.regression import two_time
from derive.dynamics.steady import steady_state

ROUNDS = 3
Delta, Omega, Gamma, g, kappa, omega = sp.symbols("Delta Omega Gamma g kappa omega", positive=True)
t = sp.Symbol("t", real=True)
POINT = {Delta: 0.7, Omega: 1.3, Gamma: 1.1, g: 0.4, kappa: 0.9}


def measure() -> list[dict[str, Any]]:
    """All rows."""
    return [_steady(), _covariance(), _spectrum(), _elimination(), _dyson()]


def _driven() -> tuple[Levels, Model]:
    atom = Levels("s", ("g", "e"))
    lower = atom("g", "e")
    H = -Delta * atom("e", "e") + Omega / 2 * (lower + lower.adjoint())
    return atom, Model(hamiltonian=H, jumps=(Jump(operator=lower, rate=Gamma),))


def _steady() -> dict[str, Any]:
    """The density matrix of a driven atom at rest, decaying and pumped; SymPy takes minutes for three levels."""
    atom, driven = _driven()
    model = Model(hamiltonian=driven.hamiltonian, jumps=(*driven.jumps, Jump(operator=atom("e", "g"), rate=kappa)))
    h, down = sp.Matrix([[0, Omega / 2], [Omega / 2, -Delta]]), sp.Matrix([[0, 1], [0, 0]])

    def peer() -> sp.Matrix:
        rho = sp.Matrix(2, 2, sp.symbols("r:4"))
        rate = -sp.I * (h * rho - rho * h)
        for gamma, c in ((Gamma, down), (kappa, down.T)):
            rate += gamma * (c * rho * c.T - (c.T * c * rho + rho * c.T * c) / 2)
        (found,) = sp.linsolve([*rate[:-1], rho.trace() - 1], *rho)
        return sp.Matrix(2, 2, found).applyfunc(sp.cancel)

    return _row("steady density matrix of a driven atom, symbolic", lambda: steady_state(model), peer, "SymPy linsolve")


def _covariance() -> dict[str, Any]:
    """Steady covariances of a detuned, squeezed mode."""
    a = Boson("a")
    jumps = (Jump(operator=a.a, rate=kappa), Jump(operator=a.dag, rate=Gamma / 9))
    model = Model(hamiltonian=Delta * a.n + g * (a.a**2 + a.dag**2), jumps=jumps)
    system = gaussian(model, quadratures(model))
    A, D = sp.Matrix(system.drift), sp.Matrix(system.symmetric)

    def peer() -> sp.Matrix:
        S = sp.Matrix(2, 2, lambda i, j: sp.Symbol(f"s{min(i, j)}{max(i, j)}"))
        rest = A * S + S * A.T + D
        unknown = sorted(S.free_symbols, key=str)
        (found,) = sp.linsolve([rest[i, j] for i in range(2) for j in range(i, 2)], *unknown)
        return S.xreplace(dict(zip(unknown, found, strict=True))).applyfunc(sp.cancel)

    def own() -> sp.Matrix:
        vars(system).pop("covariance", None)
        return sp.Matrix(system.covariance)

    return _row("steady covariances of a squeezed mode, symbolic", own, peer, "SymPy linsolve")


def _spectrum() -> dict[str, Any]:
    """The spectrum of a driven atom at many frequencies for 20 drives, derived once, and by QuTiP."""
    atom, model = _driven()
    lower = atom("g", "e")
    grid = np.linspace(-5, 5, 400)
    drives = np.linspace(0.5, 3, 20)
    s = qutip.basis(2, 0) * qutip.basis(2, 1).dag()
    jumps = [POINT[Gamma] ** 0.5 * s]

    def own() -> Any:
        formula = two_time(model, lower.adjoint(), lower).steady().spectrum(omega)
        values = sp.lambdify((omega, Omega), formula.subs({Delta: POINT[Delta], Gamma: POINT[Gamma]}))
        return np.array([values(grid, drive) for drive in drives])

    def peer() -> Any:
        energies = (-POINT[Delta] * s.dag() * s + drive / 2 * (s + s.dag()) for drive in drives)
        return np.array([qutip.spectrum(H, grid, jumps, s.dag(), s, solver="es") for H in energies])

    return _row("spectrum of a driven atom, 20 drives, 400 frequencies", own, peer, "qutip.spectrum, solver 'es'")


def _elimination() -> dict[str, Any]:
    """Two ground and two coupled excited levels: effective Hamiltonian and jumps."""
    atom = Levels("l", ("0", "1", "e", "f"))
    pairs = {("e", "0"): Omega, ("f", "1"): g, ("e", "1"): g / 2, ("e", "f"): kappa}
    H = Delta * atom("e", "e") + 2 * Delta * atom("f", "f")
    for (upper, low), value in pairs.items():
        H = H + value * (atom(upper, low) + atom(low, upper))
    model = Model(
        hamiltonian=H, jumps=(Jump(operator=atom("0", "e"), rate=Gamma), Jump(operator=atom("1", "f"), rate=Gamma))
    )

    def own() -> sp.Matrix:
        found = eliminate(model, {atom: ("e", "f")}, keep_energies=False).model
        operators = (found.hamiltonian, *(jump.operator for jump in found.jumps))
        return sp.Matrix.hstack(*(sp.Matrix(operator.matrix((atom,)))[:2, :2] for operator in operators))

    def peer() -> sp.Matrix:
        excited = sp.Matrix([[Delta, kappa], [kappa, 2 * Delta]]) - sp.I / 2 * Gamma * sp.eye(2)
        V = sp.Matrix([[Omega, g / 2], [0, g]])
        inverse = excited.inv()
        jumps = (sp.Matrix([[1, 0], [0, 0]]), sp.Matrix([[0, 0], [0, 1]]))
        parts = (-V.T * (inverse + inverse.H) * V / 2, *(L * inverse * V for L in jumps))
        return sp.Matrix.hstack(*parts).applyfunc(sp.factor)

    return _row("effective Hamiltonian and jumps of two ground levels, symbolic", own, peer, "SymPy inverse and factor")


def _dyson() -> dict[str, Any]:
    """The propagator of a driven spin to third order."""
    s = Spin("s")
    H = g * sp.cos(omega * t) * s.x + Delta * t * s.z
    h = g * sp.cos(omega * t) * sp.Matrix([[0, 1], [1, 0]]) / 2 + Delta * t * sp.diag(1, -1) / 2

    def own() -> sp.Matrix:
        return sp.Matrix(sum(propagator(H, t, 3)[1:], propagator(H, t, 0)[0]).matrix((s,)))

    def peer() -> sp.Matrix:
        inner, term = sp.Symbol("u", real=True), sp.eye(2)
        total = term
        for _ in range(3):
            moved = (-sp.I * h * term).subs(t, inner)
            term = moved.applyfunc(lambda value: sp.integrate(sp.expand(value), (inner, 0, t)))
            total = total + term
        return total

    return _row("Dyson propagator of a driven spin, order 3", own, peer, "SymPy integrate")


def _row(name: str, own: Callable[[], Any], peer: Callable[[], Any], who: str) -> dict[str, Any]:
    _require_agreement(name, own(), peer())
    mine, theirs = _best(own), _best(peer)
    return {
        "name": name, "value": mine * 1e3, "unit": "ms", "peer": f"{who}: {theirs * 1e3:.3g} ms",
        "ratio": theirs / mine, "target": "at most 1.2 times the peer", "met": mine <= 1.2 * theirs,
    }  # fmt: skip


def _require_agreement(name: str, own: Any, peer: Any) -> None:
    values = {**POINT, omega: 0.6, t: 0.8}

    def numbers(found: Any) -> Any:
        return np.array(found.subs(values).evalf(), complex) if isinstance(found, sp.MatrixBase) else np.asarray(found)

    if not np.allclose(numbers(own), numbers(peer), rtol=1e-8, atol=1e-10):
        raise AssertionError(f"{name}: the peer finds {numbers(peer)}, not {numbers(own)}")


def _best(task: Callable[[], Any]) -> float:
    found = []
    for _ in range(ROUNDS):
        # SymPy remembers what it has done; new work starts with nothing.
        sp.core.cache.clear_cache()
        start = time.process_time()
        task()
        found.append(time.process_time() - start)
    return min(found)


if __name__ == "__main__":
    for row in measure():
        met = "met" if row["met"] else "MISSED"
        print(f"{row['name']:62s} {row['value']:10.3f} {row['unit']:4s} {row['ratio']:7.2f} {met:7s} {row['peer']}")
