r"""The four-level atom: which polarisation drives which line, how strongly, and what undesired photons do.

Ground and excited levels have angular momentum 1/2 along the magnetic field, x. By the Wigner-Eckart theorem the dipole
is a vector of matrices in proportion to the Pauli matrices: along x it keeps the magnetic quantum number, along y it
changes it. The squares of the Clebsch-Gordan coefficients of the two kinds of lines stand as two to one, so light that
leaves an atom as it was is scattered at twice the rate at which atoms are flipped.

Scattering from either level without a flip measures the level. Two such processes with rates :math:`\Gamma_1` and
:math:`\Gamma_2` dephase an atom like one with the rate :math:`\Gamma_1 + \Gamma_2`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sympy as sp
from sympy.physics.wigner import clebsch_gordan

from derive.algebra import Levels, Operator, Spin, one
from derive.dissipative_entanglement import number_symbols as ns
from derive.dissipative_entanglement import symbols
from derive.dynamics.lindblad import Jump, Model
from derive.records import Derivation, Equation, table
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.level_scheme"
TABLE = table(symbols.TABLE, ns.TABLE)
HALF = sp.Rational(1, 2)
DIPOLE = "the dipole is a vector operator between levels of angular momentum 1/2; the field along x sets the axis"
COOL, HEAT, DELTA = symbols.COOL.symbol, symbols.HEAT.symbol, symbols.DETUNING.symbol


@dataclass(frozen=True, kw_only=True)
class Atom:
    """Angular momenta of the ground and of the excited levels."""

    ground: Fraction = Fraction(1, 2)
    excited: Fraction = Fraction(1, 2)


MODEL = Atom()


def derivation(model: Atom = MODEL) -> Derivation:
    """Selection rules, strengths of lines, dephasing by undesired photons, the Stark shift, and one photon."""
    return Derivation(
        module=MODULE,
        title="The four-level atom",
        story=__doc__ or "",
        equations=(*selection(model), *strengths(model), *dephasing(model), shift(), *one_photon()),
    )


def spherical(model: Atom, q: int) -> sp.ImmutableMatrix:
    """The spherical component q of the dipole: rows are excited levels, columns ground levels, m falling."""
    ground, excited = (sp.Rational(j) for j in (model.ground, model.excited))
    rows, columns = ([j - step for step in range(int(2 * j) + 1)] for j in (excited, ground))
    return sp.ImmutableMatrix([[clebsch_gordan(ground, 1, excited, m, q, n) for m in columns] for n in rows])


def dipole(model: Atom) -> tuple[sp.ImmutableMatrix, sp.ImmutableMatrix, sp.ImmutableMatrix]:
    """The components along y, z and x (the axis of quantisation) of the dipole, up to a common factor.

    With the axis as third direction, d_0 is along it and d_(+-1) = -+(d_1 +- i d_2)/sqrt(2).
    """
    plus, along, minus = spherical(model, 1), spherical(model, 0), spherical(model, -1)
    first = (minus - plus) / sp.sqrt(2)
    second = (minus + plus) * sp.I / sp.sqrt(2)
    return sp.ImmutableMatrix(first), sp.ImmutableMatrix(second), along


def proportional_to_spin(model: Atom) -> bool:
    """Whether the dipole is a multiple of the spin matrices, as a vector between equal spins 1/2 must be."""
    if model.ground != model.excited:
        return False
    spin = Spin("g", sp.Rational(model.ground))
    matrices = [component.matrix([spin]) for component in spin.vector]
    ratio = dipole(model)[2][0, 0] / matrices[2][0, 0]
    return every(
        zip(dipole(model), matrices, strict=True), lambda pair: pair[0] == (ratio * pair[1]).applyfunc(sp.expand)
    )


def selection(model: Atom) -> tuple[Equation, ...]:
    """Matrix elements of the dipole along y and x: those that vanish, and the squares of those that do not."""
    y, _, x = dipole(model)
    detail = "Clebsch-Gordan coefficients; the same as multiples of the spin matrices"
    certified = proportional_to_spin(model)
    made = []
    places = ((y, 0, 0), (y, 1, 1), (x, 1, 0), (x, 0, 1))
    for quantity, (matrix, row, column) in zip(ns.DIPOLES, places, strict=True):
        chain = Chain(quantity.symbol, TABLE)
        chain.certified("Wigner-Eckart theorem", matrix[row, column], "two routes", certified, detail)
        made.append(_about(chain, quantity.name, quantity.meaning, quantity.symbol, "Figs. 1 and 2"))
    places = ((y, 1, 0), (y, 0, 1), (x, 0, 0), (x, 1, 1))
    for quantity, (matrix, row, column) in zip(ns.DIPOLE_SQUARES, places, strict=True):
        chain = Chain(quantity.symbol, TABLE)
        value = sp.expand(matrix[row, column] * sp.conjugate(matrix[row, column]))
        chain.certified("Wigner-Eckart theorem", value, "two routes", certified, detail)
        made.append(_about(chain, quantity.name, quantity.meaning, quantity.symbol, "Figs. 1 and 2"))
    return tuple(made)


def _about(chain: Chain, name: str, title: str, lhs: sp.Symbol, source: str, **fields: object) -> Equation:
    return chain.equation(
        id=f"{MODULE}.{name}", title=f"{title[0].upper()}{title[1:]}", lhs=lhs, source=source,
        assumes=(DIPOLE,), **fields,
    )  # fmt: skip


def strengths(model: Atom) -> tuple[Equation, ...]:
    """Squares of the Clebsch-Gordan coefficients of lines that keep m and of lines that change it."""
    kept, changed = spherical(model, 0)[0, 0] ** 2, spherical(model, -1)[1, 0] ** 2
    complete = sp.expand(kept + changed - 1) == 0
    made = []
    for quantity, value, name in (
        (ns.STRENGTH_PI, kept, "strength_kept"),
        (ns.STRENGTH_SIGMA, changed, "strength_changed"),
    ):
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(
            "Clebsch-Gordan coefficient", value, "completeness", complete, "an excited level decays with strength 1"
        )
        made.append(_about(chain, name, quantity.meaning, quantity.symbol, "footnote 67"))
    return tuple(made)


def dephasing(model: Atom) -> tuple[Equation, ...]:
    """Dephasing by scattering that keeps the level, from the rates of flips through the same excited levels."""
    ratio = spherical(model, -1)[1, 0] ** 2 / spherical(model, 0)[0, 0] ** 2
    from_up, from_down = ratio * HEAT, ratio * COOL
    total = equivalent(from_up, from_down)
    chain = Chain(ns.RADIATIVE.symbol, TABLE)
    chain.certified(
        "both processes together dephase like one", total, "adjoint of the generator on the coherence",
        sp.expand(total - from_up - from_down) == 0,
        "the level excited from up decays to down by the line that keeps m, and back to up by one that changes it",
    )  # fmt: skip
    radiative = _about(chain, "dephasing", "dephasing by undesired photons", ns.RADIATIVE.symbol, "footnote 67",
                       follows_from=(f"{MODULE}.strength_kept", f"{MODULE}.strength_changed"))  # fmt: skip
    by_probe = chain.expression.subs({COOL: ns.COOL_PROBE.symbol, HEAT: ns.HEAT_PROBE.symbol})
    probe = Chain(ns.RADIATIVE_PROBE.symbol, TABLE)
    probe.certified("rates of the probe alone", by_probe, "substitution", not by_probe.has(COOL, HEAT))
    return radiative, _about(probe, "dephasing_probe", "dephasing by undesired photons of the probe",
                             ns.RADIATIVE_PROBE.symbol, "footnote 67", follows_from=(radiative.id,))  # fmt: skip


def equivalent(from_up: sp.Expr, from_down: sp.Expr) -> sp.Expr:
    """The rate at which |down><down| must act to dephase like |up><up| and |down><down| at two rates."""
    levels = Levels("atom", ("up", "down"))
    coherence = levels("up", "down")
    both = Model(
        hamiltonian=0 * one,
        jumps=(Jump(operator=levels("up", "up"), rate=from_up), Jump(operator=levels("down", "down"), rate=from_down)),
    )
    single = Model(hamiltonian=0 * one, jumps=(Jump(operator=levels("down", "down"), rate=sp.Integer(1)),))
    lost, lost_once = (_loss(model, coherence) for model in (both, single))
    kept = every(
        [model.adjoint(levels(level, level)) for model in (both, single) for level in ("up", "down")],
        lambda o: o.is_zero,
    )
    if not kept:
        raise DerivationError("a process that keeps the level changes populations")
    return sp.expand(lost / lost_once)


def _loss(model: Model, operator: Operator) -> sp.Expr:
    found = model.adjoint(operator)
    rate = -found.coefficient(operator)
    if not (found + rate * operator).is_zero:
        raise DerivationError(f"{operator} does not decay by itself")
    return rate


def shift() -> Equation:
    """The shift of the excited levels at which the second ensemble has the opposite detuning."""
    solved = sp.solve(sp.Eq(DELTA - ns.STARK.symbol, -DELTA), ns.STARK.symbol)
    chain = Chain(ns.STARK.symbol, TABLE)
    chain.certified(
        "detuning Delta - S = -Delta", solved[0], "putting it back",
        len(solved) == 1 and sp.expand(DELTA - solved[0] + DELTA) == 0, "blue in the first, red in the second ensemble",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.shift", title="Shift that turns the sign of the detuning", lhs=ns.STARK.symbol,
        assumes=("couplings of opposite sign and equal size in the second ensemble",), source="Fig. 2, caption",
    )  # fmt: skip


def one_photon() -> tuple[Equation, ...]:
    """Two excited atoms after one photon behind a beam splitter: the jump is (s_1 +- s_2)/sqrt(2) for its two ports."""
    first, second = Levels("1", ("g", "e")), Levels("2", ("g", "e"))
    both = sp.Matrix([0, 0, 0, 1])  # |g g>, |g e>, |e g>, |e e>
    made = []
    for sign, quantity, name in ((1, ns.AFTER_PLUS, "first_port"), (-1, ns.AFTER_MINUS, "second_port")):
        jump = (first("g", "e") + sign * second("g", "e")) / sp.sqrt(2)
        after = jump.matrix([first, second]) * both
        norm = sp.sqrt(sum(abs(entry) ** 2 for entry in after))
        gg, ge, eg, ee = after / norm
        chain = Chain(quantity.symbol, TABLE)
        shown = eg * ns.KET_EG.symbol + ge * ns.KET_GE.symbol
        # s_1 leaves |g>|e>, so the two terms come with the signs of the jump, up to a common phase
        chain.certified(
            "the jump of the port on |e>|e>, normalised", sign * shown, "matrices of two atoms", gg == 0 and ee == 0,
            "up to a common sign",
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title=f"Two atoms after one photon at the {name.replace('_', ' ')}",
                lhs=quantity.symbol,
                assumes=("both cavities emit into a balanced beam splitter",),
                source="footnote 55",
            )
        )
    return tuple(made)
