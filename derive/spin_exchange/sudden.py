r"""Sudden, binary collisions: what the interaction is between them, and why free motion may be left out of one.

The contact interaction :math:`V(t) = \hbar\,\alpha(t)\,\hat{\mathbf s}\cdot\hat{\mathbf k}` turns a pair by the phase
:math:`\phi(t) = \int^t \alpha`. A collision that is over before anything else moves makes the phase jump by
:math:`\phi`, so :math:`\alpha(t) = \phi\,\delta(t-t_i)`, a rate, and

.. math:: U_I = e^{-i\phi\,\hat{\mathbf s}\cdot\hat{\mathbf k}} .

Pairs without a common atom commute, so the exponents of all collisions in a short time add up, as long as no atom
collides twice. Free precession at two frequencies :math:`\omega_e` and :math:`\omega_b` turns the exchange term of the
coupling by :math:`e^{i(\omega_e-\omega_b)t}`: the free and the colliding evolution commute only as far as this is 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp

from derive.algebra import Operator, Spin, commutator
from derive.records import Approximation, Derivation, Equation
from derive.spin_exchange import kinetic_symbols as own
from derive.spin_exchange import symbols
from derive.spin_exchange.constants import BOHR_MAGNETON, ELECTRON_G
from derive.steps import Chain, DerivationError, every

MODULE = "spin_exchange.sudden"
SUDDEN = "a collision is over before anything but the coupling of the two spins moves them"
BINARY = "no atom collides twice in the time tau'"
FREE_TURN = Approximation(
    name="free precession in the time neglected",
    neglected_order=1,
    small_parameter=own.ELECTRON_FREQUENCY.symbol * symbols.INTERVAL.symbol,
)


@dataclass(frozen=True, kw_only=True)
class Interaction:
    """The coupling of an electron and a nuclear spin; by default isotropic."""

    electron: Spin = field(default_factory=lambda: Spin("s"))
    noble: Spin = field(default_factory=lambda: Spin("k"))
    strengths: tuple[sp.Expr, sp.Expr, sp.Expr] = (sp.Integer(1), sp.Integer(1), sp.Integer(1))

    def coupling(self, electron: Spin, noble: Spin) -> Operator:
        """The coupling of a pair, one product for each axis."""
        pairs = ((electron.x, noble.x), (electron.y, noble.y), (electron.z, noble.z))
        terms = [strength * (s * k) for strength, (s, k) in zip(self.strengths, pairs, strict=True)]
        total: Operator = terms[0] + terms[1] + terms[2]
        return total


MODEL = Interaction()


def derivation(model: Interaction = MODEL) -> Derivation:
    """Strength and unitary of a sudden collision, commuting pairs, and the effect of free motion."""
    return Derivation(
        module=MODULE,
        title="Sudden collisions",
        story=__doc__ or "",
        equations=(
            strength(),
            unitary(),
            disjoint(model),
            shared(model),
            whole(),
            *turned(model),
            frequency(),
            hyperfine_phase(),
        ),
    )


def strength() -> Equation:
    """i hbar dU/dt = V U with U = exp(-i phi(t) G) gives V = hbar phi'(t) G; a jump of phi is a delta function."""
    t, at, phi, g = symbols.TIME.symbol, own.AT.symbol, symbols.PHI.symbol, symbols.COUPLING.symbol
    grown = sp.Function("phi")(t)
    rate = sp.I * sp.diff(sp.exp(-sp.I * grown * sp.Symbol("g")), t) / sp.exp(-sp.I * grown * sp.Symbol("g"))
    chain = Chain(sp.Derivative(phi * sp.Heaviside(t - at), t, evaluate=False), own.COLLISIONS)
    jump = sp.diff(phi * sp.Heaviside(t - at), t)
    chain.certified(
        "Schroedinger equation of one generator",
        phi * own.JUMP.symbol,
        "derivative of a step",
        sp.expand(rate - sp.diff(grown, t) * sp.Symbol("g")) == 0 and jump == phi * sp.DiracDelta(t - at) and g != 0,
        "i hbar dU/dt = hbar phi'(t) G U, and the derivative of a step is a delta function",
    )
    return chain.equation(
        id=f"{MODULE}.strength",
        title="Strength of a sudden collision",
        lhs=own.STRENGTH.symbol,
        assumes=(SUDDEN, "the Hamiltonian of the pair is hbar times strength times coupling, V = hbar alpha s.k"),
        source="Methods, after Eq. (5)",
    )


def unitary() -> Equation:
    """The evolution operator of one collision: one generator commutes with itself at all times."""
    return Chain(sp.exp(-sp.I * symbols.PHI.symbol * symbols.COUPLING.symbol), own.COLLISIONS).equation(
        id=f"{MODULE}.unitary",
        title="Evolution operator of sudden collisions",
        lhs=symbols.UNITARY.symbol,
        assumes=(SUDDEN, BINARY),
        follows_from=(f"{MODULE}.strength", f"{MODULE}.disjoint"),
        source="Methods, Eq. (6)",
    )


def disjoint(model: Interaction = MODEL) -> Equation:
    """Couplings of two pairs without a common atom commute; raises DerivationError when they do not."""
    first, second = model.coupling(Spin("s_a"), Spin("k_b")), model.coupling(Spin("s_c"), Spin("k_d"))
    chain = Chain(sp.Integer(0), own.COLLISIONS)
    chain.certified(
        "operators of different atoms commute",
        sp.Integer(0),
        "operator algebra",
        commutator(first, second).is_zero,
        "[s_a.k_b, s_c.k_d] = 0, exactly",
    )
    return chain.equation(
        id=f"{MODULE}.disjoint",
        title="Collisions of different pairs commute",
        lhs=own.DISJOINT.symbol,
        source="Methods, Eq. (6)",
    )


def shared(model: Interaction = MODEL) -> Equation:
    """Couplings of two pairs with a common atom do not commute: the trace of their commutator times its adjoint."""
    found = commutator(model.coupling(Spin("s_a"), Spin("k_b")), model.coupling(Spin("s_a"), Spin("k_d")))
    square = found.adjoint() * found
    # the trace over three spins 1/2 is 8 times the coefficient of the identity
    trace = 8 * square.coefficient(next(iter((Spin("s_a").x * 0 + Spin("s_a").one).monomials())))
    return Chain(trace, own.COLLISIONS).equation(
        id=f"{MODULE}.shared",
        title="Two collisions of one atom do not commute",
        lhs=own.SHARED.symbol,
        assumes=("one electron spin meets two noble-gas spins",),
    )


def whole() -> Equation:
    """Free motion and collisions in the time tau'."""
    turn = symbols.INTERVAL.symbol / symbols.HBAR.symbol
    return Chain(sp.exp(-sp.I * turn * symbols.FREE.symbol) * symbols.UNITARY.symbol, own.COLLISIONS).equation(
        id=f"{MODULE}.whole",
        title="Free motion and collisions",
        lhs=own.WHOLE.symbol,
        assumes=(SUDDEN, BINARY),
        approximations=(FREE_TURN,),
        follows_from=(f"{MODULE}.unitary",),
        source="Methods, after Eq. (7)",
    )


def turned(model: Interaction = MODEL) -> tuple[Equation, Equation]:
    """What free precession does to the exchange term s_+ k_-: it turns at the difference of frequencies.

    Raises DerivationError when the coupling has no exchange term of its own.
    """
    s, k = model.electron, model.noble
    omega_e, omega_b = own.ELECTRON_FREQUENCY.symbol, symbols.OMEGA_B.symbol
    exchange = (s.x + sp.I * s.y) * (k.x - sp.I * k.y)
    free = omega_e * s.z + omega_b * k.z
    split = commutator(free, exchange) - (omega_e - omega_b) * exchange
    made = []
    for name, lhs, time in (
        ("interaction_picture", own.TURNED, own.DURATION),
        ("carried", own.CARRIED, symbols.INTERVAL),
    ):
        turn = sp.exp(sp.I * (omega_e - omega_b) * time.symbol)
        chain = Chain(sp.Integer(1) * turn, own.COLLISIONS)
        chain.certified(
            "eigenoperator of the free motion",
            turn,
            "operator algebra",
            every((split,), lambda d: d.map_coefficients(sp.expand).is_zero),
            "[H_0, s_+ k_-] = hbar (omega_e - omega_b) s_+ k_-, exactly",
        )
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title="Exchange term under free precession",
                lhs=lhs.symbol,
                assumes=("both spins precess freely about z; the hyperfine coupling acts alike",),
                source="Methods, after Eq. (8)",
            )
        )
    if model.strengths[0] + model.strengths[1] == 0:
        raise DerivationError("the coupling has no exchange term s_+ k_-")
    return made[0], made[1]


def frequency() -> Equation:
    """The Larmor frequency of f: the torque on the electron turns a spin q times as large."""
    energy = ELECTRON_G.symbol * BOHR_MAGNETON.symbol * own.FIELD.symbol
    return Chain(energy / (symbols.HBAR.symbol * symbols.Q.symbol), own.COLLISIONS).equation(
        id=f"{MODULE}.frequency",
        title="Larmor frequency of the alkali",
        lhs=symbols.OMEGA_A.symbol,
        assumes=("the field acts on the electron spin, whose Zeeman energy is g_e mu_B B s_z", "f = q s"),
        source="Methods, Eq. (4)",
    )


def hyperfine_phase() -> Equation:
    """The phase of the Hamiltonian hbar a_hpf i.s in the time tau'."""
    chain = Chain(
        symbols.HBAR.symbol * own.CONTACT.symbol * symbols.INTERVAL.symbol / symbols.HBAR.symbol, own.COLLISIONS
    )
    return chain.equation(
        id=f"{MODULE}.hyperfine_phase",
        title="Hyperfine phase in a short time",
        lhs=own.HYPERFINE_PHASE.symbol,
        assumes=("the hyperfine Hamiltonian is hbar a_hpf i.s",),
        source="Methods, Eq. (4)",
    )
