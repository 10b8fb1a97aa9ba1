r"""Hyperfine structure of an alkali atom, and its Larmor frequency.

Magnetic dipole and electric quadrupole of the nucleus couple it to the electron,

.. math:: H/h = A\,\mathbf I\cdot\mathbf J
          + B\,\frac{3(\mathbf I\cdot\mathbf J)^2+\tfrac32\mathbf I\cdot\mathbf J-I(I+1)J(J+1)}{2I(2I-1)J(2J-1)} ,

and :math:`\mathbf I\cdot\mathbf J` is a number on each manifold, since it is half of
:math:`\mathbf F^2-\mathbf I^2-\mathbf J^2`. In the outermost ground sublevel electron and nucleus are both stretched,
so that the Larmor frequency of the upper manifold follows without angular-momentum coupling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from derive.algebra import Spin
from derive.dissipative_entanglement import alkali_symbols as letters
from derive.dissipative_entanglement import constants, level_symbols
from derive.dissipative_entanglement.number_symbols import TEMPERATURE
from derive.records import Derivation, Equation, table
from derive.steps import Chain

MODULE = "dissipative_entanglement.hyperfine"
TABLE = table(letters.TABLE, (TEMPERATURE,))
A, B = letters.DIPOLE_A.symbol, letters.QUADRUPOLE_B.symbol
I, J, F = level_symbols.NUCLEAR.symbol, letters.ELECTRONIC.symbol, level_symbols.F.symbol
NO_OCTUPOLE = "the nucleus has a magnetic dipole and an electric quadrupole; its octupole is left out"
WEAK_FIELD = "the Larmor frequency is small against the hyperfine splitting, so that it is the same for all sublevels"


def couplings(product: sp.Expr) -> sp.Expr:
    """H/h of dipole and quadrupole, as a polynomial in I.J; the quadrupole needs I and J of at least 1."""
    top = 3 * product**2 + sp.Rational(3, 2) * product - I * (I + 1) * J * (J + 1)
    return A * product + B * top / (2 * I * (2 * I - 1) * J * (2 * J - 1))


@dataclass(frozen=True, kw_only=True)
class Structure:
    """The hyperfine Hamiltonian as a polynomial in I.J, the nuclear spin, and J of the excited level."""

    hamiltonian: Callable[[sp.Expr], sp.Expr] = couplings
    nuclear: sp.Rational = sp.Rational(constants.NUCLEAR_SPIN)
    excited: sp.Rational = sp.Rational(3, 2)


MODEL = Structure()


def derivation(model: Structure = MODEL) -> Derivation:
    """Energies of manifolds, splittings of the ground and of the excited level, fine splitting, Larmor frequency."""
    return Derivation(
        module=MODULE,
        title="Hyperfine structure",
        story=__doc__ or "",
        equations=(
            energy(model),
            *splittings(model),
            ground(model),
            fine(),
            larmor(),
            larmor_over_fine(),
            thermal(),
            over_thermal(),
        ),
    )


def _equation(name: str, title: str, lhs: sp.Basic, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs, **fields)


def product(f: sp.Expr, nuclear: sp.Expr = I, electronic: sp.Expr = J) -> sp.Expr:
    """I.J on the manifold of F: half of F(F + 1) - I(I + 1) - J(J + 1)."""
    return (f * (f + 1) - nuclear * (nuclear + 1) - electronic * (electronic + 1)) / 2


def energy(model: Structure) -> Equation:
    """The energy of a manifold, from I.J by the squares of the three angular momenta."""
    i, j = Spin("i", sp.Symbol("I", positive=True)), Spin("j", sp.Symbol("J", positive=True))
    dot = i.x * j.x + i.y * j.y + i.z * j.z
    total = [a + b for a, b in zip(i.vector, j.vector, strict=True)]
    whole = total[0] * total[0] + total[1] * total[1] + total[2] * total[2]
    casimir = [s.x * s.x + s.y * s.y + s.z * s.z for s in (i, j)]
    chain = Chain(model.hamiltonian(letters.DOT.symbol), TABLE)
    chain.certified(
        "I.J is half of F^2 - I^2 - J^2",
        model.hamiltonian(product(F)),
        "operator algebra",
        (whole - casimir[0] - casimir[1] - 2 * dot).is_zero,
        "for symbols I and J",
    )
    return _equation(
        "energy",
        "Hyperfine energy of a manifold",
        letters.ENERGY.symbol,
        chain,
        assumes=(NO_OCTUPOLE,),
    )


def level(model: Structure, f: int) -> sp.Expr:
    """The energy of a manifold of the excited level, as a number times A plus a number times B."""
    at = {I: model.nuclear, J: model.excited, F: sp.Integer(f)}
    return sp.expand(model.hamiltonian(product(F)).xreplace(at))


def splittings(model: Structure) -> tuple[Equation, ...]:
    """Splittings of neighbouring manifolds of the excited level, in its own constants."""
    own = {A: constants.HYPERFINE_P3.symbol, B: constants.QUADRUPOLE_P3.symbol}
    made = []
    for upper, quantity in letters.SPLITTINGS.items():
        chain = Chain((level(model, upper) - level(model, upper - 1)).xreplace(own), TABLE)
        chain.equal("gather", sp.expand(chain.expression))
        made.append(
            _equation(
                f"splitting_{upper}{upper - 1}",
                f"Splitting of F' = {upper} and F' = {upper - 1}",
                quantity.symbol,
                chain,
                follows_from=(f"{MODULE}.energy",),
                assumes=(NO_OCTUPOLE, "caesium: I = 7/2, J = 3/2"),
            )
        )
    return tuple(made)


def ground(model: Structure) -> Equation:
    """The splitting of the two ground manifolds: a spin 1/2 has no quadrupole."""
    half = sp.Rational(1, 2)
    dots = [product(model.nuclear + sign * half, model.nuclear, half) for sign in (1, -1)]
    chain = Chain(constants.HYPERFINE_S.symbol * (dots[0] - dots[1]), TABLE)
    chain.equal("I + 1/2 times A", sp.expand(chain.expression))
    return _equation(
        "ground",
        "Splitting of the two ground manifolds",
        letters.GROUND.symbol,
        chain,
        follows_from=(f"{MODULE}.energy",),
        assumes=("caesium: I = 7/2",),
    )


def fine() -> Equation:
    """The splitting of the two lines: that of 6P3/2 and 6P1/2."""
    chain = Chain(constants.FREQUENCY_D2.symbol - constants.FREQUENCY_D1.symbol, TABLE)
    return _equation("fine", "Fine splitting", letters.FINE.symbol, chain, assumes=("centres of gravity of the lines",))


def _larmor() -> sp.Expr:
    """The moment of the stretched sublevel over F, times the field, over h."""
    half = sp.Rational(1, 2)
    moment = constants.ELECTRON_G.symbol * half + constants.NUCLEAR_G.symbol * I
    return moment / (I + half) * constants.BOHR_MAGNETON.symbol * letters.FIELD.symbol / constants.PLANCK.symbol


def larmor() -> Equation:
    """The Larmor frequency of the upper manifold: the stretched sublevel has J_z = 1/2 and I_z = I."""
    s, i = (Spin(name, size) for name, size in (("s", sp.Rational(1, 2)), ("i", sp.Rational(7, 2))))
    raised = (s.plus + i.plus).matrix([s, i])
    top = sp.zeros(raised.rows, 1)
    top[0] = 1
    parts = [(spin.z.matrix([s, i]) * top, value) for spin, value in ((s, sp.Rational(1, 2)), (i, sp.Rational(7, 2)))]
    stretched = (raised * top).is_zero_matrix and all(found == value * top for found, value in parts)
    chain = Chain(letters.LARMOR.symbol, TABLE)
    chain.certified(
        "the stretched sublevel is a product of both stretched spins",
        _larmor(),
        "matrices of the two spins",
        bool(stretched),
        "raising takes it to zero; a field shifts it by F Larmor frequencies",
    )
    return _equation(
        "larmor",
        "Larmor frequency of the upper ground manifold",
        letters.LARMOR.symbol,
        chain,
        assumes=(WEAK_FIELD,),
        source="the projection on F of the moments of electron and nucleus",
    )


def larmor_over_fine() -> Equation:
    """Larmor over fine splitting."""
    chain = Chain(letters.LARMOR.symbol / letters.FINE.symbol, TABLE)
    return _equation(
        "larmor_over_fine",
        "Larmor over fine splitting",
        letters.LARMOR_OVER_FINE.symbol,
        chain,
        follows_from=(f"{MODULE}.larmor", f"{MODULE}.fine"),
    )


def thermal() -> Equation:
    """The thermal energy, as a frequency."""
    chain = Chain(constants.BOLTZMANN.symbol * TEMPERATURE.symbol / constants.PLANCK.symbol, TABLE)
    return _equation("thermal", "Thermal energy", letters.THERMAL.symbol, chain)


def over_thermal() -> Equation:
    """The largest splitting of the ground state over the thermal energy."""
    chain = Chain(letters.GROUND.symbol / letters.THERMAL.symbol, TABLE)
    return _equation(
        "over_thermal",
        "Ground hyperfine splitting over thermal energy",
        letters.HFS_OVER_THERMAL.symbol,
        chain,
        follows_from=(f"{MODULE}.ground", f"{MODULE}.thermal"),
    )
