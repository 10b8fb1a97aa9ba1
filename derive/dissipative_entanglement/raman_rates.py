r"""The rate from one ground level to another through several excited levels.

Weak light couples the ground level a to excited levels l with :math:`\Omega c_{al}`, at detunings
:math:`\Delta_l`; each of them decays at :math:`\gamma_{LW}` in all. To lowest order in the light the excited
amplitudes are

.. math:: x_l = \frac{\Omega\,c_{al}}{\Delta_l - i\gamma_{LW}/2} ,

and a photon that leaves the atom in b may have come through any of them: the amplitudes add up before they are
squared. Far from resonance

.. math:: \Gamma_{ab} = \Omega^2\gamma_{LW}\Bigl(\sum_l\frac{c_{al}c_{bl}}{\Delta_l}\Bigr)^2 .
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.algebra import Levels, Operator, commutator, summed
from derive.dissipative_entanglement import alkali_symbols as letters
from derive.dissipative_entanglement import symbols
from derive.records import Approximation, Derivation, Equation, Quantity
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.raman_rates"
TABLE = letters.TABLE
DRIVE, WIDTH = symbols.PROBE.symbol, symbols.LINEWIDTH.symbol
WEAK = Approximation(name="weak light", small_parameter=DRIVE / letters.DETUNINGS[0].symbol, neglected_order=2)
COUPLED = "the coupling is $\\Omega c(|e\\rangle\\langle a|+|a\\rangle\\langle e|)$, without a factor 1/2"
DECAY = "every excited level decays at the natural line width in all, that of its population"
ALIKE = "photons that leave the atom in one level with one polarisation do not tell through which level they came"


@dataclass(frozen=True, kw_only=True)
class Scattering:
    """How strongly light couples, as a multiple of Omega c, and how fast excited levels decay, of the line width.

    With ``together`` false photons would tell through which level they came: a rival to hold the rates against.
    """

    coupling: sp.Expr = sp.Integer(1)
    decay: sp.Expr = sp.Integer(1)
    together: bool = True


MODEL = Scattering()


def derivation(model: Scattering = MODEL) -> Derivation:
    """The rate through three levels far from resonance, and that through one level on resonance."""
    return Derivation(
        module=MODULE,
        title="Rates through several excited levels",
        story=__doc__ or "",
        equations=(far(model), *(resonant(model, *case) for case in CASES)),
    )


CASES = (
    ("pump", symbols.PUMP, letters.C_PUMP, letters.BY_PUMP),
    ("repump", letters.REPUMP, letters.C_REPUMP, letters.BY_REPUMP),
)


@cache
def excited(model: Scattering, levels: int) -> tuple[sp.Expr, ...]:
    """The amplitudes of the excited levels to lowest order in the light, per Omega c_al; functions of Delta_l.

    From the adjoint of the Hamiltonian on |a><l| with the atom in a. Raises DerivationError when the amplitudes do
    not separate.
    """
    names = tuple(f"e{k}" for k in range(levels))
    atom = Levels("raman", ("b", "a", *names))
    detunings = [q.symbol for q in letters.DETUNINGS[:levels]]
    shares = sp.symbols(f"share0:{levels}", real=True)
    drive = model.coupling * DRIVE
    energy = [value * atom(n, n) for value, n in zip(detunings, names, strict=True)]
    light = [drive * share * (atom(n, "a") + atom("a", n)) for share, n in zip(shares, names, strict=True)]
    hamiltonian = summed([*energy, *light])
    found = []
    for name, share in zip(names, shares, strict=True):
        coherence = atom("a", name)
        rate = sp.I * commutator(hamiltonian, coherence) - model.decay * WIDTH / 2 * coherence
        own, source = rate.coefficient(coherence), rate.coefficient(atom("a", "a"))
        rest = rate - own * coherence - source * atom("a", "a")
        if not _second_order(rest, names):
            raise DerivationError(f"the amplitude of {name} is coupled to others in first order")
        found.append(sp.cancel(-source / own / (drive * share)) * model.coupling)
    return tuple(found)


def _second_order(rest: Operator, names: tuple[str, ...]) -> bool:
    """Whether what is left holds excited levels on both sides: of second order in the light."""
    places = {0: "b", 1: "a"} | {k + 2: name for k, name in enumerate(names)}
    for m in rest.monomials():
        letter = m.letters[0][1] if m.letters else None
        if letter is None or not all(places[k] in names for k in letter):
            return False
    return True


def squared(model: Scattering, amplitudes: tuple[sp.Expr, ...], weights: tuple[sp.Expr, ...]) -> sp.Expr:
    """The rate per squared coupling: decay rate times the squared sum of amplitudes (or the sum of squares)."""
    terms = [a * w for a, w in zip(amplitudes, weights, strict=True)]
    wholes = [sp.Add(*terms)] if model.together else terms
    return model.decay * WIDTH * sp.Add(*(w * sp.conjugate(w) for w in wholes))


def far(model: Scattering) -> Equation:
    """The rate through three excited levels, all far from resonance."""
    weights = tuple(q.symbol for q in letters.COEFFICIENTS)
    exact = DRIVE**2 * squared(model, excited(model, 3), weights)
    static = tuple(x.subs(WIDTH, 0) for x in excited(model, 3))
    leading = DRIVE**2 * squared(model, static, weights)
    chain = Chain(exact, TABLE)
    even = sp.expand(sp.cancel((exact / WIDTH).subs(WIDTH, 0)) - sp.cancel(leading / WIDTH)) == 0
    slope = sp.diff(exact / WIDTH, WIDTH).subs(WIDTH, 0)
    chain.certified(
        "detunings much larger than the line width",
        leading,
        "value and slope at vanishing width",
        even and sp.cancel(sp.together(slope)) == 0,
        "relative to it, what is left out is of second order in the width",
    )
    wide = Approximation(
        name="detunings much larger than the line width",
        neglected_order=2,
        small_parameter=WIDTH / letters.DETUNINGS[0].symbol,
    )
    tidy = sp.Add(*(w / q.symbol for w, q in zip(weights, letters.DETUNINGS, strict=True))) ** 2
    if model == MODEL:
        chain.equal("the square of one sum", DRIVE**2 * WIDTH * tidy)
    return chain.equation(
        id=f"{MODULE}.far",
        title="Rate by the probe, through three excited levels",
        lhs=letters.RATE.symbol,
        assumes=(COUPLED, DECAY, ALIKE),
        approximations=(WEAK, wide),
        source="Appendix E",
    )


def resonant(model: Scattering, name: str, drive: Quantity, weight: Quantity, quantity: Quantity) -> Equation:
    """The rate through one level on resonance, for the share of the atoms that is on resonance."""
    (amplitude,) = excited(model, 1)
    rate = squared(model, (amplitude,), (weight.symbol,)).xreplace({DRIVE: drive.symbol})
    here = drive.symbol**2 * sp.cancel(rate.subs(letters.DETUNINGS[0].symbol, 0)) * letters.SHARE.symbol
    chain = Chain(drive.symbol**2 * rate * letters.SHARE.symbol, TABLE)
    chain.certified(
        "no detuning",
        here,
        "value on resonance",
        sp.cancel(sp.limit(chain.expression, letters.DETUNINGS[0].symbol, 0) - here) == 0,
    )
    return chain.equation(
        id=f"{MODULE}.{name}",
        title=quantity.meaning[0].upper() + quantity.meaning[1:],
        lhs=quantity.symbol,
        assumes=(COUPLED, DECAY, "the share k of the atoms is on resonance, others are not driven"),
        approximations=(WEAK,),
        source="Appendix E",
    )
