r"""Which photons are shared: decays before elimination, the sidebands, and the signs of the second ensemble.

Before elimination, jumps are decays :math:`|g\rangle\langle e|` of one atom; those whose photons cannot be told apart
interfere, in one ensemble and between both. Here the terms stand whose photons have one frequency and one angular
momentum about the field of the magnet; undesired decays with opposite ones follow in
:mod:`derive.dissipative_entanglement.undesired_pairs`. To first order in the classical field the ground levels couple
to the sidebands alone, at :math:`\omega_L\mp\Omega`.

In the set-up with blue and red light the weights of the second ensemble have the opposite sign. Turning the state
``down`` of its atoms, :math:`|\downarrow\rangle\to-|\downarrow\rangle`, changes the sign of its flips, which absorbs
it in A and B. Projectors do not change, so in C and D the sign stays unless their symbols are given it too.

With a half-wave plate the second ensemble is driven along the field and radiates across it. When the excited levels
split much more than the ground levels, its weights are those of the first ensemble, with the same sign.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.physics.wigner import clebsch_gordan

from derive.algebra import Spin
from derive.dissipative_entanglement import elimination, light_matter, symbols
from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement.elimination import Dressed, Elimination, by_weights, word
from derive.dissipative_entanglement.light_matter import DELTA, OMEGA, Scheme, zeeman
from derive.dissipative_entanglement.light_neglect import FIRST, HELICITY, NARROW, ONE_RATE, OUTSIDE, SIDEBANDS
from derive.records import Derivation, Equation
from derive.steps import Chain, every

MODULE = "dissipative_entanglement.sidebands"
TABLE = own.ELIMINATED
OMEGA_E = own.EXCITED_LARMOR.symbol
RHO = own.RHO.symbol


def plate() -> Scheme:
    """The second ensemble behind a half-wave plate: driven along the field, blue light in both ensembles."""
    blue = own.OMEGA_L.symbol - DELTA
    across, along = (("e_up", "down"), ("e_down", "up")), (("e_up", "up"), ("e_down", "down"))
    return Scheme(
        energies=(zeeman(blue, OMEGA, OMEGA_E), zeeman(blue, -OMEGA, -OMEGA_E)),
        driven=(across, along), desired=(along, across),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Setups:
    """The set-up of Fig. 2, the one with a plate, and the nuclear spin of the atoms whose states are mirrored."""

    stark: Elimination = elimination.MODEL
    plate: Scheme = plate()
    nuclear: sp.Rational = sp.Rational(7, 2)


MODEL = Setups()


def derivation(model: Setups = MODEL) -> Derivation:
    """Decays that share photons, the coupling to the sidebands, and what becomes of signs."""
    dressed = Dressed(model.stark)
    return Derivation(
        module=MODULE, title="Sidebands, and the signs of the second ensemble", story=__doc__ or "",
        equations=(*excited(dressed), between(dressed), *shared(dressed), all_pairs(dressed), phase(dressed),
                   coupling(dressed), sign(dressed), *turned(dressed, sign(dressed).rhs, "turned"),
                   *turned(dressed, sp.S.One, "alike"), *dipoles(), *plate_fields(), plate_ratio(model),
                   mirrored(model)),
    )  # fmt: skip


def _decay(one: elimination.Scattering) -> sp.Symbol:
    return own.TRANSITIONS[own.ENSEMBLES[one.ensemble], one.lower, one.upper].symbol


def _excitation(one: elimination.Scattering) -> sp.Symbol:
    return own.EXCITATIONS[own.ENSEMBLES[one.ensemble], one.upper, one.lower].symbol


def _rate(one: elimination.Scattering) -> sp.Symbol:
    return (own.FREE_J if one.desired else own.FREE_CHECK).symbol


def pairs(dressed: Dressed, left: int, right: int) -> list[tuple[elimination.Scattering, elimination.Scattering]]:
    """Decays of atom i in one ensemble and j in another (or the same) whose photons cannot be told apart."""
    found = dressed.scattered()
    return [(a, b) for a in found for b in found if (a.ensemble, b.ensemble) == (left, right) and a.bath == b.bath]


def excited(dressed: Dressed) -> tuple[Equation, ...]:
    """The jump part within one ensemble that starts from e_up on both sides of the density matrix."""
    made = []
    for n, name in enumerate(own.ENSEMBLES):
        chosen = [(a, b) for a, b in pairs(dressed, n, n) if a.upper == b.upper == "e_up"]
        body = sp.Add(*(_rate(a) * _decay(a) * RHO * _excitation(b) for a, b in chosen))
        chain = Chain(body / 2, TABLE)
        same = every(chosen, lambda pair: pair[0] == pair[1])
        chain.certified("decays that share a bath", sp.expand(body / 2), "frequency of the photon",
                        same, "the two decays of e_up have photons of two frequencies")  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.excited_{name}", title=f"Decays from e_up within ensemble {name}",
            lhs=own.EXCHANGED[name].symbol, follows_from=("dissipative_entanglement.born_markov.rate",),
            assumes=(SIDEBANDS, ONE_RATE), source="App. B.1",
        ))  # fmt: skip
    return tuple(made)


def between(dressed: Dressed) -> Equation:
    """The jump part with atom i in the first ensemble and j in the second, before elimination."""
    found = pairs(dressed, 0, 1)
    body = sp.Add(*(_rate(a) * _decay(a) * RHO * _excitation(b) for a, b in found))
    chain = Chain(body / 2, TABLE)
    chain.certified("decays that share a bath", sp.expand(body / 2), "frequency and angular momentum of the photon",
                    every(found, lambda pair: sp.expand(pair[0].turning - pair[1].turning) == 0),
                    f"{len(found)} pairs of decays")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.between", title="Decays shared by both ensembles", lhs=own.CROSS_PART.symbol,
        follows_from=("dissipative_entanglement.born_markov.rate",), assumes=(SIDEBANDS, HELICITY, ONE_RATE),
        source="App. B.1",
    )  # fmt: skip


def shared(dressed: Dressed) -> tuple[Equation, Equation]:
    """The same, desired and undesired decays apart: angular momentum about the field concerns the undesired alone."""
    made = []
    whole = sp.expand(between(dressed).rhs)
    rates = {True: own.FREE_J.symbol, False: own.FREE_CHECK.symbol}
    for desired, quantity, name in ((True, own.CROSS_DESIRED, "desired"), (False, own.CROSS_UNDESIRED, "undesired")):
        found = [(a, b) for a, b in pairs(dressed, 0, 1) if a.desired == desired]
        body = sp.expand(sp.Add(*(_rate(a) * _decay(a) * RHO * _excitation(b) for a, b in found)) / 2)
        chain = Chain(body, TABLE)
        others = whole.xreplace({rates[not desired]: sp.S.Zero})
        chain.certified("those with one rate", body, "the other rate put to zero", sp.expand(others - body) == 0,
                        f"{len(found)} pairs of decays")  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.between_{name}", title=f"Decays shared by both ensembles, {name} ones", lhs=quantity.symbol,
            follows_from=(f"{MODULE}.between",),
            assumes=(SIDEBANDS, ONE_RATE) if desired else (SIDEBANDS, HELICITY, ONE_RATE), source="App. B.1",
        ))  # fmt: skip
    return made[0], made[1]


def all_pairs(dressed: Dressed) -> Equation:
    """The jump part of all pairs of one atom i and one atom j of each ensemble, and its four parts."""
    found = dressed.scattered()
    total = sp.Add(*(_rate(a) * _decay(a) * RHO * _excitation(b) for a in found for b in found if a.bath == b.bath))
    parts = {
        (left, right): sp.Add(*(_rate(a) * _decay(a) * RHO * _excitation(b) for a, b in pairs(dressed, left, right)))
        for left in range(2) for right in range(2)
    }  # fmt: skip
    names = {(0, 0): own.WITHIN["I"], (1, 1): own.WITHIN["II"], (0, 1): own.CROSS_PART, (1, 0): own.CROSS_BACK}
    chain = Chain(total / 2, TABLE)
    chain.certified("within each ensemble and between them", sp.Add(*(q.symbol for q in names.values())),
                    "all words of operators", sp.expand(sp.Add(*parts.values()) - total) == 0 and all(parts.values()),
                    "none is left over")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.all_pairs", title="Parts of the master equation", lhs=own.EXCITED_PART.symbol,
        follows_from=(f"{MODULE}.between",), assumes=(SIDEBANDS, HELICITY, ONE_RATE), source="App. B.1, Eq. (33)",
    )  # fmt: skip


def phase(dressed: Dressed) -> Equation:
    """The phase of a scattered photon: taken from the classical field, given to a mode."""
    laser, mode = own.CLASSICAL_PHASE.symbol, own.MODE_PHASE.symbol
    frame = dressed.frame
    absorbed, kept = (sp.Add.make_args(made.rhs)[0] for made in (
        light_matter.classical(frame, 0), light_matter.quantum(frame, 0, True)))  # fmt: skip
    created = kept.xreplace({sp.I: -sp.I})
    chain = Chain(laser - mode, TABLE)
    # a factor exp(i p x) of a product has the phase p x
    found = sum(sp.diff(term, x) / term / sp.I * x for term, x in ((absorbed, laser), (created, mode)))
    chain.certified("one photon absorbed, one created", laser - mode, "phases of both couplings",
                    sp.expand(found - laser + mode) == 0,
                    "a photon is created by the adjoint of the half with a_k")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.phase", title="Phase of scattering", lhs=own.PHASE_CHANGE.symbol,
        follows_from=(f"{light_matter.MODULE}.classical_I", f"{light_matter.MODULE}.quantum_I"), source="Sec. III.1",
    )  # fmt: skip


def coupling(dressed: Dressed) -> Equation:
    """Eq. (6): ground levels and sidebands, the half that creates a photon."""
    g, phase = own.MODE_COUPLING.symbol, sp.exp(sp.I * own.PHASE_CHANGE.symbol)
    total, weighted = sp.Integer(0), sp.Integer(0)
    for one in dressed.scattered():
        if not one.desired:
            continue
        # a photon created with a term that turns at +Omega has the frequency omega_L - Omega
        band = own.BANDS["ls" if one.turning.is_positive else "us"].symbol
        weight = elimination.weight_of(one)
        total += band * g * phase * one.weight * word(one, "i") * own.CREATED.symbol
        weighted += band * own.EFFECTIVE.symbol * phase * weight * word(one, "i") * own.CREATED.symbol
    chain = Chain(total, TABLE)
    given = elimination.weight_values(dressed)
    given[own.EFFECTIVE.symbol] = elimination.effective(dressed).rhs
    difference = sp.expand(weighted.subs(given) - total.subs(elimination.values(dressed)))
    chain.certified("by the weights", weighted, "first order of the unitary",
                    dressed.decoupled and elimination.vanishes(difference), "weights and coupling put in")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.coupling", title="Ground levels and sidebands", lhs=own.GROUND_COUPLING.symbol,
        follows_from=(f"{elimination.MODULE}.effective", f"{light_matter.MODULE}.quantum_I",
                      f"{light_matter.MODULE}.quantum_II"),
        assumes=(NARROW, OUTSIDE, r"counter-rotating terms, which turn at $2\omega_L$, are left out"),
        approximations=FIRST,
        source="Sec. III.1, Eq. (6)",
    )  # fmt: skip


# signs


def sign(dressed: Dressed) -> Equation:
    """The sign of mu_I mu_II."""
    first, second = (elimination.weight_value(dressed, "mu", e) for e in own.ENSEMBLES)
    chain = Chain(own.WEIGHTS["mu", "I"].symbol / own.WEIGHTS["mu", "II"].symbol, TABLE)
    ratio = sp.cancel(first / second)
    chain.certified("the weights put in", ratio, "quotient", ratio**2 == 1 and sp.cancel(first - ratio * second) == 0,
                    "equal in size")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.sign", title="Relative sign of the ensembles", lhs=own.RELATIVE_SIGN.symbol,
        follows_from=(f"{elimination.MODULE}.mu_I", f"{elimination.MODULE}.mu_II"), source="Sec. III.1",
    )  # fmt: skip


def turned(dressed: Dressed, relative: sp.Expr, name_of: str) -> tuple[Equation, ...]:
    """A, B, C, D after down of each atom of the second ensemble is turned so that its flip takes the relative sign."""
    up_state, down_state = sp.Matrix([1, 0]), sp.Matrix([0, 1])
    unitary = sp.diag(1, relative)
    flip = up_state * down_state.T
    holds = (unitary * flip * unitary.H == relative * flip
             and all(unitary * s * s.T * unitary.H == s * s.T for s in (up_state, down_state)))  # fmt: skip
    weights = {own.WEIGHTS["mu", e].symbol: (1 if e == "I" else relative) * symbols.MU.symbol for e in own.ENSEMBLES}
    weights |= {own.WEIGHTS["nu", e].symbol: (1 if e == "I" else relative) * symbols.NU.symbol for e in own.ENSEMBLES}
    changed = {own.SIGMA[k, "II", "i"].symbol: relative * own.SIGMA[k, "II", "i"].symbol for k in ("flip", "back")}
    made = []
    for name, members in sorted(dressed.groups().items()):
        chain = Chain(by_weights(members, "i").subs(weights), TABLE)
        chain.certified("down of the second ensemble turned", sp.expand(chain.expression.subs(changed)),
                        "exact matrices of one atom", bool(holds),
                        "flips take the sign, projectors do not")  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.{name_of}_{name}", title=f"Jump operator {name}, relative sign {relative}",
            lhs=own.JUMPS[name, "i"].symbol, follows_from=(f"{elimination.MODULE}.jump_{name}", f"{MODULE}.sign"),
            assumes=(OUTSIDE, HELICITY, SIDEBANDS), source="Sec. III.2, Eq. (8)",
        ))  # fmt: skip
    return tuple(made)


# polarisations


def dipoles() -> tuple[Equation, Equation]:
    """Matrix elements of the dipole along the field, between spins 1/2, by a vector operator of a spin."""
    s = Spin("s")
    straight = s.z.matrix() * 2  # up, down along the field; normalised to the first element
    made = []
    for quantity, place, name in ((own.DESIRED_DIPOLE, (0, 0), "along"), (own.CROSS_DIPOLE, (0, 1), "across")):
        chain = Chain(own.DIPOLE.symbol * straight[place], TABLE)
        half = sp.Rational(1, 2)
        weight = clebsch_gordan(half, 1, half, half - place[1], 0, half)
        chain.certified("a component along the axis does not change the spin", own.DIPOLE.symbol * straight[place],
                        "Clebsch-Gordan coefficient", (weight == 0) == (straight[place] == 0))  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.dipole_{name}", title=quantity.meaning[0].upper() + quantity.meaning[1:], lhs=quantity.symbol,
            assumes=("ground and excited levels are spins 1/2",), source="Sec. III.2, App. B.1",
        ))  # fmt: skip
    return made[0], made[1]


def plate_fields() -> tuple[Equation, Equation]:
    """What a half-wave plate with its axis half-way between x and y makes of a field."""
    turn = sp.Matrix([[1, 1], [1, -1]]) / sp.sqrt(2)
    jones = turn * sp.diag(1, sp.exp(sp.I * sp.pi)) * turn
    before = sp.Matrix([own.FIELD["x"].symbol, own.FIELD["y"].symbol])
    after = jones * before
    made = []
    for row, kind in enumerate("xy"):
        chain = Chain(after[row], TABLE)
        chain.equal("half a wave between both axes", sp.expand(after[row]))
        made.append(chain.equation(
            id=f"{MODULE}.plate_{kind}", title=f"Field along {kind} behind the plate", lhs=own.PLATE[kind].symbol,
            assumes=("the axis of the plate is half-way between x and y",), source="Footnote 58",
        ))  # fmt: skip
    return made[0], made[1]


def plate_ratio(model: Setups = MODEL) -> Equation:
    """The passive weight of the second ensemble over that of the first, behind a plate."""
    dressed = Dressed(Elimination(scheme=model.plate))
    passive = []
    for n in range(2):
        (found,) = [s for s in dressed.scattered() if s.ensemble == n and s.kind == "flip"]
        passive.append(found.weight.subs(elimination.values(dressed)))
    small = own.SMALL_SPLITTING.symbol
    ratio = sp.cancel(passive[1] / passive[0]).subs(OMEGA, small * OMEGA_E)
    chain = Chain(ratio, TABLE)
    chain.equal("its distance from one", 1 + sp.factor(ratio - 1))
    return chain.equation(
        id=f"{MODULE}.plate_ratio", title="Weights with a half-wave plate", lhs=own.PLATE_RATIO.symbol,
        assumes=("blue light in both ensembles", r"$\Delta$ and $\Omega_e$ are of one size"), source="Footnote 58",
    )  # fmt: skip


def mirrored(model: Setups = MODEL) -> Equation:
    """Passive times active coupling of the states with all magnetic numbers reversed, over that of the original ones.

    The phases of levels, of A and of B, and of both turning components of the light change the signs of each ratio;
    they drop out of the product.
    """
    top = model.nuclear + sp.Rational(1, 2)
    one = sp.Integer(1)
    light = {1: sp.Symbol("c_plus", nonzero=True), -1: sp.Symbol("c_minus", nonzero=True)}

    def path(start: sp.Expr, excited: sp.Expr, sense: int) -> sp.Expr:
        """Up with a turning photon of the classical field, down with a linear one of a sideband."""
        place = start + sense
        first = clebsch_gordan(top, one, excited, start, sense, place)
        return light[sense] * first * clebsch_gordan(top, one, excited, place, 0, place)

    levels = (top - 1, top, top + 1)
    passive = [path(1 - top, f, -1) / path(top - 1, f, 1) for f in levels if f >= top]
    active = [path(-top, f, 1) / path(top, f, -1) for f in levels if path(top, f, -1) != 0]
    products = [sp.cancel(p * a) for p in passive for a in active]
    chain = Chain(products[0], TABLE)
    chain.certified("every excited level gives the same", sp.S.One, "Clebsch-Gordan coefficients, exactly",
                    every(products, lambda product: product == 1),
                    f"excited levels with F = {', '.join(map(str, levels))}, any light across the field")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.mirrored", title="Couplings of oppositely polarised atoms of many levels", lhs=own.MIRROR.symbol,
        assumes=("both ensembles have the same detunings; Larmor splittings are neglected beside them",
                 "up and down are the two states of the highest angular momentum in the sense of polarisation"),
        source="Sec. III.1",
    )  # fmt: skip
