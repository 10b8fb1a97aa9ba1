"""Systems of moments that the measurements of solvers share: derived, made into kernels, with many parameter points.

The variances of two ensembles of two-level atoms (5 equations) and of two of three levels (7) are the paper's; the
others are closed here: N driven three-level atoms in a cavity (13), and four classes of atoms of different frequency in
one (29).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels
from derive.domains import Domain
from derive.dynamics.accounts import real_equations
from derive.dynamics.closure import Closure, close
from derive.dynamics.equations import TIME, in_real_means, mean_quantities
from derive.dynamics.lindblad import Jump, Model
from derive.records import Equation, Quantity
from numerics.codegen import generate, load
from numerics.codegen.spec import KernelSpec, Range
from numerics.files import write_if_changed
from numerics.kernels import CompiledKernel
from numerics.kernels import load as load_kernel

DERIVATIONS = Path(__file__).resolve().parents[2] / "build" / "derivations"
_VARIANCES, _RATES, _LEVELS, _SPINS = (
    f"dissipative_entanglement.{name}" for name in ("variances", "rate_equations", "level_variances", "measured_spins")
)
_ANY = Range(lower=Fraction(1, 100), upper=Fraction(100), spacing="log")


@dataclass(frozen=True, kw_only=True)
class MomentSystem:
    """A system with its kernel, its equations for other code generators, its start and the points of its parameters."""

    name: str
    kernel: CompiledKernel
    planned: generate.Plan
    start: Any
    end: float
    points: Any
    within: tuple[float, ...] = ()

    @property
    def times(self) -> Any:
        """The start, times within, and the end."""
        return np.array([0.0, *self.within, self.end])

    @property
    def size(self) -> int:
        """How many equations there are."""
        return len(self.kernel.record.state)


def _built(spec: KernelSpec, equations: tuple[Equation, ...], folder: Path) -> tuple[generate.Plan, CompiledKernel]:
    """The kernel without its audit, which takes longer than all that is measured here."""
    planned = generate.plan(spec, equations)
    record = generate.record(planned)
    write_if_changed(folder / f"{spec.name}.py", record.source)
    write_if_changed(folder / f"{spec.name}.json", record.to_json())
    return planned, load_kernel(spec.name, folder)


def _spec(name: str, equations: tuple[str, ...], arguments: str, state: str, given: tuple[str, ...] = ()) -> KernelSpec:
    takes, states = tuple(arguments.split()), tuple(state.split())
    return KernelSpec(
        name=name, title=name, equations=equations, kind="rhs", arguments=takes, state=states, jacobian=True,
        audit=dict.fromkeys((*states, *takes), _ANY), given=given,
    )  # fmt: skip


def _spread(count: int, seed: int, **middles: float) -> Any:
    """Points around middle values, each parameter up to half more or less; whole numbers and 0 stay as they are."""
    draw = np.random.default_rng(seed)
    columns = [
        np.full(count, float(m)) if isinstance(m, int) else m * draw.uniform(0.5, 1.5, count) for m in middles.values()
    ]
    return np.stack(columns, axis=1)


def _normalised(points: Any) -> Any:
    """The same with mu^2 - nu^2 = 1, the fourth and fifth parameter."""
    points[:, 3] = np.sqrt(1 + points[:, 4] ** 2)
    return points


def two_level(folder: Path, count: int) -> MomentSystem:
    """Polarisation, variances and correlations of two ensembles that light drives (5 equations)."""
    equations = tuple(f"{_VARIANCES}.{name}" for name in ("polarisation", "yy", "zz", "y_y", "z_z"))
    spec = _spec("two_level_variances", equations, "N d Gamma mu nu Gamma_cool Gamma_heat Gamma_t",
                 "P_2 J_yyI J_zzI J_yI_yII J_zI_zII")  # fmt: skip
    planned, kernel = _built(spec, load.from_files(spec.needs, DERIVATIONS), folder)
    points = _spread(count, 1, N=1, d=30.0, Gamma=1.0, mu=1.25, nu=0.75, Gamma_cool=1.5, Gamma_heat=0.5, Gamma_t=4.0)
    return MomentSystem(name="two-level variances", kernel=kernel, planned=planned, end=2.0, points=_normalised(points),
                        start=np.array([1.0, 0.25, 0.25, 0.0, 0.0]))  # fmt: skip


def three_level(folder: Path, count: int) -> MomentSystem:
    """Populations of three levels, and variances and correlations of two of them (7 equations)."""
    equations = (*(f"{_RATES}.{level}" for level in ("up", "down", "h")),
                 *(f"{_LEVELS}.{kind}_{axis}_many" for kind in ("square", "cross") for axis in "yz"))  # fmt: skip
    spec = _spec("three_level_variances", equations,
                 "N d Gamma mu nu Gamma_bar Gamma_ud Gamma_uh Gamma_du Gamma_dh Gamma_hu Gamma_hd",
                 "N_up N_down N_h Jyy_2 Jzz_2 Jy_Jy_2 Jz_Jz_2",
                 (f"{_RATES}.change_of_two", f"{_SPINS}.polarisation", f"{_SPINS}.number"))  # fmt: skip
    planned, kernel = _built(spec, load.from_files(spec.needs, DERIVATIONS), folder)
    points = _spread(count, 2, N=1, d=30.0, Gamma=1.0, mu=1.25, nu=0.75, Gamma_bar=2.0, Gamma_ud=0.3, Gamma_uh=0.2,
                     Gamma_du=1.0, Gamma_dh=0.3, Gamma_hu=0.5, Gamma_hd=0.1)  # fmt: skip
    return MomentSystem(name="three-level variances", kernel=kernel, planned=planned, end=2.0,
                        points=_normalised(points), start=np.array([1.0, 0.0, 0.0, 0.25, 0.25, 0.0, 0.0]))  # fmt: skip


_a = Boson("a")
_D, _g, _k, _G, _R, _W, _O, _nu = sp.symbols("Delta g kappa Gamma R W Omega nu", real=True)


def _closed(name: str, closed: Closure, symbols: tuple[Any, ...], folder: Path) -> tuple[generate.Plan, CompiledKernel]:
    quantities = [
        Quantity(name=str(s), latex=str(s), meaning="atoms", unit="1", domain=Domain(kind="integer", lower=0))
        if s.is_integer
        else Quantity(name=str(s), latex=str(s), meaning="rate", unit="1/s")
        for s in symbols
    ]
    # As `equation_records`, without its checks against exact matrices: they take longer than all that is measured.
    means = mean_quantities(closed)
    table = (*quantities, TIME, *means)
    right = [in_real_means(e, closed) for e in real_equations(closed).values()]
    records = [
        Equation(id=f"moments.{name}.rate_of_{q.name}", title=q.meaning, rhs=rhs, quantities=table,
                 lhs=sp.Derivative(q.symbol, TIME.symbol, evaluate=False))
        for q, rhs in zip(means, right, strict=True)
    ]  # fmt: skip
    spec = _spec(name, tuple(e.id for e in records), " ".join(str(s) for s in symbols),
                 " ".join(q.name for q in means))  # fmt: skip
    return _built(spec, tuple(records), folder)


def driven(folder: Path, count: int) -> MomentSystem:
    """N driven and pumped three-level atoms in a cavity, to second order (13 equations)."""
    N = sp.Symbol("N", integer=True, positive=True)
    s = Levels("s", ("g", "e", "m"))
    cell = Ensemble("atoms", s, N)
    H = _D * _a.n + cell.total(_g * (_a.dag * s("g", "e") + _a.a * s("e", "g")) + _O * (s("g", "m") + s("m", "g")))
    jumps = [Jump(operator=_a.a, rate=_k)]
    for operator, rate in ((s("g", "e"), _G), (s("m", "g"), _R), (s("e", "m"), _W), (s("e", "e"), _nu)):
        jumps.append(Jump(operator=operator, rate=rate, over=cell))
    symbols = (_O, _D, _g, _k, _G, _R, _W, _nu, N)
    closed = close(Model(hamiltonian=H, jumps=tuple(jumps)), [_a.n], 2)
    planned, kernel = _closed("driven_cavity", closed, symbols, folder)
    points = _spread(count, 3, Omega=1.0, Delta=0.5, g=0.1, kappa=4.0, Gamma=0.5, R=1.0, W=3.0, nu=0.2, N=100)
    return MomentSystem(name="driven three-level atoms in a cavity", kernel=kernel, planned=planned, end=10.0,
                        points=points, start=np.zeros(len(kernel.record.state)))  # fmt: skip


def classes(folder: Path, count: int) -> MomentSystem:
    """Four classes of pumped atoms of different frequency in a cavity, to second order (29 equations)."""
    H, jumps, symbols = _D * _a.n, [Jump(operator=_a.a, rate=_k)], [_D, _g, _k, _G, _R]
    for i in range(4):
        N, delta = sp.Symbol(f"N_{i}", integer=True, positive=True), sp.Symbol(f"delta_{i}", real=True)
        t = Levels(f"t{i}", ("g", "e"))
        cell = Ensemble(f"c{i}", t, N)
        H = H + cell.total(_g * (_a.dag * t("g", "e") + _a.a * t("e", "g")) + delta * t("e", "e"))
        jumps += [Jump(operator=t("g", "e"), rate=_G, over=cell), Jump(operator=t("e", "g"), rate=_R, over=cell)]
        symbols += [N, delta]
    closed = close(Model(hamiltonian=H, jumps=tuple(jumps)), [_a.n], 2)
    planned, kernel = _closed("four_classes", closed, tuple(symbols), folder)
    points = _spread(count, 4, Delta=0.5, g=0.1, kappa=4.0, Gamma=0.5, R=1.0, N_0=100, delta_0=0.5, N_1=100,
                     delta_1=1.0, N_2=100, delta_2=1.5, N_3=100, delta_3=2.0)  # fmt: skip
    return MomentSystem(name="four classes of atoms in a cavity", kernel=kernel, planned=planned, end=10.0,
                        points=points, start=np.zeros(len(kernel.record.state)))  # fmt: skip
