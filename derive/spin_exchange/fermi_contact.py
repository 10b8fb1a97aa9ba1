r"""The mean-field interaction strength from the field of polarised nuclei at the alkali electron.

Noble-gas nuclei of moment :math:`g_n \mu_N \mathbf k` at a density :math:`n_b` are a magnetisation
:math:`M = n_b g_n \mu_N \langle\mathbf k\rangle`. In a sphere it makes a uniform field, which the boundary
conditions give; the electron, which is drawn to the nuclei during collisions, sees it enhanced by
:math:`\kappa_0`. Its energy in that field, :math:`g_e \mu_B \mathbf s\cdot\kappa_0\mathbf B`, makes it precess,
and the mean-field equations name the rate of that precession :math:`q\zeta n_b`.

Only magnitudes are used: the sign of :math:`g_n` (negative for helium-3) is the sign of the precession.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.records import Derivation, Equation, Quantity, table
from derive.spin_exchange import constants, symbols
from derive.spin_exchange.symbols import HBAR
from derive.steps import Chain

MODULE = "spin_exchange.fermi_contact"
MAGNETISATION = Quantity(name="M_b", latex="M", unit="A/m", meaning="magnetisation of the polarised noble gas")
MAGNETISING = Quantity(name="H_in", latex="H", unit="A/m", meaning="field H inside a magnetised sphere")
INSIDE = Quantity(name="B_in", latex=r"B_{\mathrm{in}}", unit="T", meaning="field inside a uniformly magnetised sphere")
MEAN_SPIN = Quantity(name="k_mean", latex=r"\langle k\rangle", meaning="mean spin of a noble-gas atom along its axis")
TURNING = Quantity(
    name="w_s", latex=r"\omega_s", unit="1/s", meaning="precession rate of a free electron spin in the contact field"
)
TABLE = table(symbols.TABLE, constants.TABLE, (MAGNETISATION, MAGNETISING, INSIDE, MEAN_SPIN, TURNING, HBAR))
SPHERE = "the gas fills a sphere, uniformly polarised; other shapes add a demagnetising field that is not enhanced"
CONTACT = "the contact field at the electron is kappa_0 times the field of the magnetised sphere, which defines kappa_0"


@dataclass(frozen=True, kw_only=True)
class ContactField:
    """Demagnetising conditions and moments: the spin of the nucleus and the two g-factors."""

    noble_spin: sp.Expr = sp.Rational(1, 2)
    electron_moment: sp.Expr = constants.ELECTRON_G.symbol * constants.BOHR_MAGNETON.symbol
    nuclear_moment: sp.Expr = constants.NUCLEAR_G.symbol * constants.NUCLEAR_MAGNETON.symbol


MODEL = ContactField()


def derivation(model: ContactField = MODEL) -> Derivation:
    """Field in a magnetised sphere, precession of the electron in it, zeta, and the moment of the nucleus."""
    inside = sphere()
    turning = precession(inside, model)
    return Derivation(
        module=MODULE, title="Interaction strength from the contact field", story=__doc__ or "",
        equations=(inside, turning, strength(turning), moment(model), in_moments(turning, model)),
    )  # fmt: skip


def sphere() -> Equation:
    r"""B = (2/3) mu_0 M: the potential -a z inside and c cos(theta)/r^2 outside, matched on the sphere."""
    a, c, radius, theta, r = sp.symbols("a c R theta r", positive=True)
    m, mu = MAGNETISATION.symbol, constants.VACUUM.symbol
    inner, outer = -a * r * sp.cos(theta), c * sp.cos(theta) / r**2
    # continuous potential, and continuous normal component of B = mu_0 (H + M) with H = -grad(potential)
    potential = (inner - outer).subs(r, radius) / sp.cos(theta)
    normal = (-sp.diff(inner, r) + m * sp.cos(theta) + sp.diff(outer, r)).subs(r, radius) / sp.cos(theta)
    (found,) = sp.solve([potential, normal], [a, c], dict=True)
    matched = [sp.cancel(condition.subs(found)) == 0 for condition in (potential, normal)]
    harmonic = [sp.expand(_laplacian(piece, r, theta)) == 0 for piece in (inner, outer)]
    closed = sp.Rational(2, 3) * mu * m
    uniform = sp.expand(closed / mu - m + sp.diff(inner.subs(found), r) / sp.cos(theta)) == 0
    chain = Chain(mu * (m + MAGNETISING.symbol), TABLE)
    chain.certified(
        "solve the boundary-value problem", closed, "substitution into both conditions",
        all((*matched, *harmonic, uniform)), "potential and normal B are continuous; both potentials are harmonic",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.field", title="Field inside a magnetised sphere", lhs=INSIDE.symbol, assumes=(SPHERE,)
    )


def _laplacian(potential: sp.Expr, r: sp.Symbol, theta: sp.Symbol) -> sp.Expr:
    """The Laplacian of an axially symmetric potential in spherical coordinates."""
    radial = sp.diff(r**2 * sp.diff(potential, r), r)
    polar = sp.diff(sp.sin(theta) * sp.diff(potential, theta), theta) / sp.sin(theta)
    total: sp.Expr = (radial + polar) / r**2
    return total


def precession(inside: Equation, model: ContactField) -> Equation:
    """The rate at which an electron spin turns, its energy being g_e mu_B s.(kappa_0 B)."""
    magnetisation = symbols.N_B_DENSITY.symbol * model.nuclear_moment * MEAN_SPIN.symbol
    field = constants.ENHANCEMENT.symbol * inside.rhs.subs(MAGNETISATION.symbol, magnetisation)
    chain = Chain(model.electron_moment * field / HBAR.symbol, TABLE)
    return chain.equation(
        id=f"{MODULE}.precession",
        title="Precession of the electron in the contact field",
        lhs=TURNING.symbol,
        follows_from=(inside.id,),
        assumes=(SPHERE, CONTACT, "n_b nuclei per volume have the magnetisation n_b g_n mu_N <k>"),
    )


def strength(turning: Equation) -> Equation:
    r"""zeta: the alkali spin f = q s turns at n_b zeta <k>, and so does its electron on average, at 1/q of w_s."""
    chain = Chain(turning.rhs / (symbols.Q.symbol * symbols.N_B_DENSITY.symbol * MEAN_SPIN.symbol), TABLE)
    chain.equal("cancel density and mean spin", sp.cancel(chain.expression))
    return chain.equation(
        id=f"{MODULE}.zeta", title="Mean-field interaction strength from measured constants", lhs=symbols.ZETA.symbol,
        follows_from=(turning.id, "spin_exchange.bloch.alkali"),
        assumes=(SPHERE, CONTACT, "between collisions the hyperfine coupling shares the torque on s with f = q s"),
        source="Methods, Comparison to mean-field model",
    )  # fmt: skip


def moment(model: ContactField) -> Equation:
    """The magnetic moment of the nucleus: its largest mean along an axis, g_n mu_N K."""
    chain = Chain(model.nuclear_moment * model.noble_spin, TABLE)
    return chain.equation(
        id=f"{MODULE}.moment", title="Magnetic moment of the noble-gas nucleus", lhs=constants.MOMENT.symbol,
        assumes=(f"a nuclear spin of {model.noble_spin}",),
    )  # fmt: skip


def in_moments(turning: Equation, model: ContactField) -> Equation:
    """zeta with the moment of the nucleus in place of its g-factor."""
    made = strength(turning)
    chain = Chain(made.rhs, TABLE)
    per_spin = constants.MOMENT.symbol / model.noble_spin
    chain.certified(
        "the moment per spin", made.rhs.subs(constants.NUCLEAR_G.symbol, per_spin / constants.NUCLEAR_MAGNETON.symbol),
        "definition of the moment",
        sp.cancel(per_spin.subs(constants.MOMENT.symbol, moment(model).rhs) - model.nuclear_moment) == 0,
        "g_n mu_N = m_b/K",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.zeta_moment", title="Mean-field interaction strength from the nuclear moment",
        lhs=symbols.ZETA.symbol, follows_from=(made.id, f"{MODULE}.moment"), assumes=made.assumes,
    )  # fmt: skip
