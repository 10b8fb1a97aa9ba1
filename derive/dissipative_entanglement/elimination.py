r"""Excited levels eliminated: what the driven atoms do to one another in their ground levels.

The classical field mixes excited levels into the ground levels. With :math:`[H_A,S]=-V` the unitary :math:`e^S` takes
the mixing off to first order in :math:`\Omega_{\mathrm{probe}}/\Delta`; between ground levels an operator L becomes
:math:`P_g[L,S]P_g`, and the Hamiltonian :math:`\tfrac12P_g[V,S]P_g`, the light shifts.

Both are sums over atoms, and each decay belongs to one atom, so this holds atom by atom for any number of them. A decay
:math:`|g'\rangle\langle e|` so becomes a scattering :math:`|g'\rangle\langle g|` with the weight
:math:`\Omega_{\mathrm{probe}}/\Delta_e`. Scatterings into one sideband, and with one angular momentum about the field,
cannot be told apart: their sum is a jump operator. The lower sideband collects A, the upper B; photons without a
shift collect C or D. That angular momentum tells C from D is exact for one atom and an assumption for two, which
:mod:`derive.dissipative_entanglement.undesired_pairs` does without.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy as sp

from derive.algebra import Ensemble, Levels, commutator
from derive.dissipative_entanglement import light_matter, symbols
from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement.light_matter import LEVELS, PROBE, Frame, Scheme
from derive.dissipative_entanglement.light_neglect import FIRST, HELICITY, ONE_RATE, OUTSIDE, SIDEBANDS
from derive.records import Derivation, Equation
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.elimination"
TABLE = own.ELIMINATED
ETA, FIELD_PHASE = own.SCALE.symbol, own.CLASSICAL_PHASE.symbol
PHASE = sp.exp(sp.I * FIELD_PHASE)


@dataclass(frozen=True, kw_only=True)
class Elimination:
    """Levels and fields, and whether photons of different angular momentum about the field are told apart."""

    scheme: Scheme = light_matter.MODEL
    helicity: bool = True


MODEL = Elimination()


def derivation(model: Elimination = MODEL) -> Derivation:
    """Weights, jump operators, master equation, light shifts, and the coupling to the sidebands."""
    dressed = Dressed(model)
    return Derivation(
        module=MODULE, title="Elimination of the excited levels", story=__doc__ or "",
        equations=(scale(dressed), *weights(dressed), effective(dressed),
                   *jump_operators(dressed), by_detunings(dressed), pair_rate(dressed), pair_check(dressed),
                   master(dressed), stark(dressed)),
    )  # fmt: skip


_PLACES = ((0, 0), (0, 1), (1, 0), (1, 1))


@dataclass(frozen=True)
class Scattering:
    """A decay, what it becomes between ground levels, weight * exp(winding * the field's phase), and its photon."""

    ensemble: int
    upper: str
    lower: str
    kind: str
    weight: sp.Expr
    winding: sp.Expr
    turning: sp.Expr
    helicity: int
    desired: bool

    @property
    def bath(self) -> tuple[sp.Expr, int, bool]:
        """What tells its photon from others."""
        return self.turning, self.helicity, self.desired


class Dressed:
    """One atom of each ensemble, the classical field taken off by a unitary to first order."""

    def __init__(self, model: Elimination) -> None:
        self.model, self.frame = model, Frame(model.scheme)
        self.atoms: tuple[Levels, ...] = self.frame.atoms
        zero = 0 * self.atoms[0]("up", "up")
        self.energies, self.drive, self.mixing = [zero, zero], [zero, zero], [zero, zero]
        for n, (name, atom) in enumerate(zip(own.ENSEMBLES, self.atoms, strict=True)):
            for upper, lower in model.scheme.driven[n]:
                detuning = own.DETUNINGS[upper[2:], name].symbol
                self.energies[n] = self.energies[n] - detuning * atom(upper, upper)
                up, down = PHASE * atom(upper, lower), atom(lower, upper) / PHASE
                self.drive[n] = self.drive[n] + PROBE * (up + down)
                self.mixing[n] = self.mixing[n] + PROBE / detuning * (up - down)
        self.decoupled = all(self._takes_off(n) for n in range(2))

    def _takes_off(self, n: int) -> bool:
        """Whether the unitary takes the classical field off to first order, for N atoms of an ensemble."""
        atom = self.atoms[n]
        atoms = Ensemble(f"{own.ENSEMBLES[n]}_all", atom, symbols.N.symbol)
        mixing = atoms.total(self.mixing[n])
        rest = commutator(atoms.total(self.energies[n]), mixing) + atoms.total(self.drive[n])
        # a decay of one atom is dressed by that atom alone, so what follows for one atom follows for each
        alone = all(
            commutator(atoms.at("i", atom(g, e)), mixing) == atoms.at("i", commutator(atom(g, e), self.mixing[n]))
            for g in LEVELS[:2] for e in LEVELS[2:]
        )  # fmt: skip
        return bool(rest.is_zero) and alone

    def scattered(self) -> tuple[Scattering, ...]:
        """Every decay of both ensembles as a scattering between ground levels."""
        found = []
        for n, atom in enumerate(self.atoms):
            for upper, lower in ((u, g) for u in ("e_up", "e_down") for g in ("up", "down")):
                matrix = commutator(atom(lower, upper), self.mixing[n]).matrix([atom])[:2, :2]
                ((row, column, value),) = [(*place, matrix[place]) for place in _PLACES if matrix[place] != 0]
                found.append(Scattering(
                    ensemble=n, upper=upper, lower=lower, kind=kind(LEVELS[row], LEVELS[column]),
                    weight=value.subs(FIELD_PHASE, 0), winding=sp.cancel(sp.diff(value, FIELD_PHASE) / value),
                    turning=self.frame.turning(self.frame.mode.dag * atom(lower, upper)),
                    helicity=self.helicity(n, lower, upper), desired=(upper, lower) in self.model.scheme.desired[n],
                ))  # fmt: skip
        return tuple(found)

    def helicity(self, n: int, lower: str, upper: str) -> int:
        """Angular momentum of an undesired photon about the field; desired ones go into common forward modes.

        Up has the higher magnetic number where it has the higher energy.
        """
        if (upper, lower) in self.model.scheme.desired[n]:
            return 0
        down, up = self.model.scheme.energies[n][:2]
        sign = 1 if (up - down).is_positive else -1
        change = int(upper == "e_up") - int(lower == "up")
        return sign * change if self.model.helicity else 0

    def baths(self) -> tuple[tuple[Scattering, ...], ...]:
        """Scatterings that cannot be told apart, those from down first."""
        found: dict[tuple[sp.Expr, int, bool], list[Scattering]] = {}
        for one in self.scattered():
            found.setdefault(one.bath, []).append(one)
        return tuple(tuple(sorted(members, key=lambda s: s.kind in ("back", "up"))) for members in found.values())

    def groups(self) -> dict[str, tuple[Scattering, ...]]:
        """The same by the names A, B, C, D of what they do to the first ensemble.

        Raises DerivationError when there are others, such as behind a half-wave plate.
        """
        names = {("flip", 0): "A", ("back", 0): "B", ("down", 0): "C", ("up", 0): "D"}
        found = {}
        for members in self.baths():
            first = min(members, key=lambda s: (s.ensemble, s.kind))
            if (first.kind, first.ensemble) not in names:
                raise DerivationError(
                    f"a bath of the second ensemble alone, through {first.upper}, is none of A, B, C, D"
                )
            found[names[first.kind, first.ensemble]] = members
        return found


def kind(left: str, right: str) -> str:
    """The name of a ground-level operator: flip is from down to up."""
    return {("up", "down"): "flip", ("down", "up"): "back", ("up", "up"): "up", ("down", "down"): "down"}[left, right]


def word(of: Scattering, atom: str, adjoint: bool = False) -> sp.Symbol:
    """The symbol of a scattering's operator on atom i or j, or of its adjoint."""
    turned = {"flip": "back", "back": "flip", "up": "up", "down": "down"}
    name = turned[of.kind] if adjoint else of.kind
    return own.SIGMA[name, own.ENSEMBLES[of.ensemble], atom].symbol


def values(dressed: Dressed) -> dict[sp.Symbol, sp.Expr]:
    """The four detunings by Delta and Omega."""
    frame = dressed.frame
    return {
        own.DETUNINGS[level, name].symbol: light_matter.detuning(frame, level, n).rhs
        for n, name in enumerate(own.ENSEMBLES) for level in ("up", "down")
    }  # fmt: skip


def pair_phase(dressed: Dressed) -> sp.Expr:
    """The phase of a scattering by atom i and the adjoint of one by atom j, from that of the field at each."""
    (winding,) = {one.winding for one in dressed.scattered()}
    return sp.exp(-winding * own.PAIR_LASER.symbol)


def passage(dressed: Dressed, name: str, ensemble: str) -> str:
    """The excited level, up or down, through which passive (mu) or active (nu) scattering goes in an ensemble."""
    start = {"mu": "down", "nu": "up"}[name]
    n = own.ENSEMBLES.index(ensemble)
    return next(upper[2:] for upper, lower in dressed.model.scheme.driven[n] if lower == start)


def detuning_of(dressed: Dressed, name: str, ensemble: str) -> sp.Expr:
    """Laser minus transition on the way of passive or active scattering, by Delta and Omega."""
    return values(dressed)[own.DETUNINGS[passage(dressed, name, ensemble), ensemble].symbol]


def scale(dressed: Dressed) -> Equation:
    """The common factor of both admixtures in ensemble I that leaves weights with mu^2 - nu^2 = 1."""
    passive, active = (detuning_of(dressed, name, "I") for name in ("mu", "nu"))
    square = sp.factor((PROBE / passive) ** 2 - (PROBE / active) ** 2)
    chain = Chain(sp.sqrt(square), TABLE)
    root = PROBE * radical(dressed) / sp.expand(passive * active)
    chain.certified("the root that is positive outside the splitting", root, "its square",
                    sp.cancel(root**2 - square) == 0, "both detunings positive")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.scale", title="Admixture of the excited levels", lhs=ETA,
        follows_from=tuple(f"{light_matter.MODULE}.detuning_{level}_I" for level in ("up", "down")),
        assumes=(OUTSIDE,), approximations=FIRST, source="App. B.1",
    )  # fmt: skip


def radical(dressed: Dressed) -> sp.Expr:
    """The root of the difference of both squared detunings of ensemble I."""
    passive, active = (detuning_of(dressed, name, "I") for name in ("mu", "nu"))
    return sp.sqrt(sp.factor(active**2 - passive**2))


def weight_value(dressed: Dressed, name: str, ensemble: str) -> sp.Expr:
    """A weight by Delta and Omega: the admixture over the common factor."""
    passive, active = (detuning_of(dressed, kind, "I") for kind in ("mu", "nu"))
    return sp.cancel(passive * active / detuning_of(dressed, name, ensemble)) / radical(dressed)


def weight_values(dressed: Dressed) -> dict[sp.Symbol, sp.Expr]:
    """All four weights by Delta and Omega."""
    return {own.WEIGHTS[n, e].symbol: weight_value(dressed, n, e) for n, e in own.WEIGHTS}


def weights(dressed: Dressed) -> tuple[Equation, ...]:
    """mu and nu, which are those of the first ensemble, and the weights of both ensembles with their signs."""
    wanted = [("mu", "I", symbols.MU, "mu"), ("nu", "I", symbols.NU, "nu")]
    wanted += [(name, e, quantity, f"{name}_{e}") for (name, e), quantity in own.WEIGHTS.items()]
    made = []
    for name, ensemble, quantity, own_id in wanted:
        level = passage(dressed, name, ensemble)
        chain = Chain(PROBE / detuning_of(dressed, name, ensemble) / scale(dressed).rhs, TABLE)
        chain.equal("by the common factor", weight_value(dressed, name, ensemble))
        made.append(chain.equation(
            id=f"{MODULE}.{own_id}", title=quantity.meaning[0].upper() + quantity.meaning[1:], lhs=quantity.symbol,
            follows_from=(f"{MODULE}.scale", f"{light_matter.MODULE}.detuning_{level}_{ensemble}"),
            assumes=(OUTSIDE,), source="Sec. III.1, App. B.1",
        ))  # fmt: skip
    return tuple(made)


def effective(dressed: Dressed) -> Equation:
    """The coupling of ground levels to one mode, per unit of the weights."""
    g = own.MODE_COUPLING.symbol
    passive, active = (PROBE * g / detuning_of(dressed, n, "I") / weight_value(dressed, n, "I") for n in ("mu", "nu"))
    chain = Chain(passive, TABLE)
    chain.equal("passive scattering over its weight", scale(dressed).rhs * g)
    chain.equal("active scattering has the same", active)
    chain.equal("by the common factor", scale(dressed).rhs * g)
    return chain.equation(
        id=f"{MODULE}.effective", title="Coupling of the ground levels to one mode", lhs=own.EFFECTIVE.symbol,
        follows_from=(f"{MODULE}.scale",), assumes=(OUTSIDE,), approximations=FIRST, source="Sec. III.1",
    )  # fmt: skip


# jump operators and master equation


def weight_of(of: Scattering) -> sp.Symbol:
    """The weight of a scattering: mu for those that start from down, nu for those from up."""
    name = "mu" if of.kind in ("flip", "down") else "nu"
    return own.WEIGHTS[name, own.ENSEMBLES[of.ensemble]].symbol


def by_weights(members: Iterable[Scattering], atom: str, adjoint: bool = False) -> sp.Expr:
    """The sum of scatterings that cannot be told apart, by mu_I, nu_I, mu_II, nu_II."""
    return sp.Add(*(weight_of(s) * word(s, atom, adjoint) for s in members))


def jump_operators(dressed: Dressed) -> tuple[Equation, ...]:
    """A, B, C, D of atoms i, from the scatterings that share a bath."""
    made = []
    given = weight_values(dressed)
    for name, members in sorted(dressed.groups().items()):
        start = sp.Add(*(s.weight / ETA * word(s, "i") for s in members))
        chain = Chain(start, TABLE)
        shown = by_weights(members, "i")
        difference = start.subs(values(dressed)).subs(ETA, scale(dressed).rhs) - shown.subs(given)
        chain.certified("by the weights of both ensembles", shown, "first order of the unitary",
                        dressed.decoupled and vanishes(difference),
                        "[H_A, S] + V = 0, and the weights put in")  # fmt: skip
        made.append(chain.equation(
            id=f"{MODULE}.jump_{name}", title=f"Jump operator {name}", lhs=own.JUMPS[name, "i"].symbol,
            follows_from=tuple(f"{MODULE}.{n}_{e}" for n, e in own.WEIGHTS), assumes=(SIDEBANDS, HELICITY),
            approximations=FIRST, source="App. B.1",
        ))  # fmt: skip
    return tuple(made)


def by_detunings(dressed: Dressed) -> Equation:
    """The jump part of the master equation of ground levels, pair by pair, by the detunings."""
    total = sp.Integer(0)
    for members in dressed.baths():
        rate = (own.FREE_J if members[0].desired else own.FREE_CHECK).symbol
        left = sp.Add(*(word(s, "i") * s.weight / PROBE for s in members))
        right = sp.Add(*(word(s, "j", True) * s.weight / PROBE for s in members))
        total += rate * left * own.RHO.symbol * right
    phase = pair_phase(dressed)
    chain = Chain(PROBE**2 / 2 * phase * total, TABLE)
    pairs = sp.Integer(0)
    for one in dressed.scattered():
        for other in dressed.scattered():
            if one.bath == other.bath:
                rate = (own.FREE_J if one.desired else own.FREE_CHECK).symbol
                weight = one.weight * other.weight
                pairs += rate * weight * word(one, "i") * own.RHO.symbol * word(other, "j", True)
    chain.certified("sums over what cannot be told apart", chain.expression, "all pairs of scatterings, one by one",
                    dressed.decoupled and sp.expand(pairs * phase / 2 - sp.expand(chain.expression)) == 0,
                    f"{len(sp.Add.make_args(sp.expand(pairs)))} pairs of decays of a common bath")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.by_detunings", title="Master equation of the ground levels, by detunings",
        lhs=own.SCATTERING.symbol,
        follows_from=("dissipative_entanglement.sidebands.between", "dissipative_entanglement.born_markov.rate"),
        assumes=(SIDEBANDS, HELICITY, ONE_RATE), approximations=FIRST, source="App. B.1",
    )  # fmt: skip


def pair_rate(dressed: Dressed) -> Equation:
    """The complex rate of desired transitions between ground levels."""
    chain = Chain(ETA**2 * own.FREE_J.symbol, TABLE)
    found = sp.factor(scale(dressed).rhs ** 2) * own.FREE_J.symbol
    chain.certified("the admixture once for each atom", found, "square of the common factor",
                    sp.cancel(found / own.FREE_J.symbol - scale(dressed).rhs ** 2) == 0)  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.pair_rate", title="Pair rate of the ground levels", lhs=own.PAIR_J.symbol,
        follows_from=(f"{MODULE}.scale",), assumes=(OUTSIDE,), approximations=FIRST, source="App. B.1",
    )  # fmt: skip


def pair_check(dressed: Dressed) -> Equation:
    """The complex rate of undesired transitions between ground levels."""
    chain = Chain(scale(dressed).rhs ** 2 * own.FREE_CHECK.symbol, TABLE)
    chain.equal("the admixture once for each atom", sp.factor(scale(dressed).rhs ** 2) * own.FREE_CHECK.symbol)
    return chain.equation(
        id=f"{MODULE}.pair_check", title="Pair rate of undesired transitions", lhs=own.PAIR_CHECK.symbol,
        follows_from=(f"{MODULE}.scale",), assumes=(OUTSIDE,), approximations=FIRST, source="App. B.1",
    )  # fmt: skip


def master(dressed: Dressed) -> Equation:
    """Eqs. (7) and (36): the jump part of the master equation by the jump operators, pair by pair."""
    phase = pair_phase(dressed)
    shown, spelled = sp.Integer(0), sp.Integer(0)
    for name, members in sorted(dressed.groups().items()):
        rate = (own.PAIR_J if members[0].desired else own.PAIR_CHECK).symbol
        shown += rate * own.JUMPS[name, "i"].symbol * own.RHO.symbol * own.ADJOINTS[name, "j"].symbol
        spelled += rate * by_weights(members, "i") * own.RHO.symbol * by_weights(members, "j", True)
    start = by_detunings(dressed).rhs
    chain = Chain(start, TABLE)
    given = weight_values(dressed)
    rates = {own.PAIR_J.symbol: pair_rate(dressed).rhs, own.PAIR_CHECK.symbol: pair_check(dressed).rhs}
    whole = sp.expand(spelled.subs(given).subs(rates) * phase / 2 - start.subs(values(dressed)))
    chain.certified("by jump operators and pair rates", phase / 2 * shown, "all words of operators",
                    vanishes(whole), "weights, rates and detunings put in")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.master", title="Master equation of the ground levels", lhs=own.SCATTERING.symbol,
        follows_from=(f"{MODULE}.by_detunings", f"{MODULE}.pair_rate", f"{MODULE}.pair_check",
                      *(f"{MODULE}.jump_{name}" for name in sorted(dressed.groups()))),
        assumes=(SIDEBANDS, HELICITY, ONE_RATE, OUTSIDE), approximations=FIRST, source="Eq. (7), App. B.1, Eq. (36)",
    )  # fmt: skip


def vanishes(expression: sp.Expr) -> bool:
    """Whether the coefficient of every word of operators vanishes."""
    words: dict[sp.Expr, sp.Expr] = {}
    for term in sp.Add.make_args(sp.expand(expression)):
        numbers, letters = term.args_cnc()
        key = sp.Mul(*letters)
        words[key] = words.get(key, sp.Integer(0)) + sp.Mul(*numbers)
    return every(words.values(), lambda value: sp.cancel(value) == 0)


def stark(dressed: Dressed) -> Equation:
    """The light shifts of the ground levels, to second order in the classical field."""
    total, closed = sp.Integer(0), True
    for n, name in enumerate(own.ENSEMBLES):
        atom, rest = dressed.atoms[n], commutator(dressed.drive[n], dressed.mixing[n]) / 2
        for upper, lower in dressed.model.scheme.driven[n]:
            energy = PROBE**2 / own.DETUNINGS[upper[2:], name].symbol
            projector = own.SIGMA[lower, name, "i"].symbol
            total += -sp.I * energy * (projector * own.RHO.symbol - own.RHO.symbol * projector)
            rest = rest - energy * (atom(lower, lower) - atom(upper, upper))
        closed = closed and bool(rest.is_zero)
    chain = Chain(total, TABLE)
    chain.certified("second order of the unitary", total, "[V, S]/2", dressed.decoupled and closed,
                    "half the commutator of the drive with the mixing, level by level")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.stark", title="Light shifts", lhs=own.STARK_PART.symbol,
        follows_from=(f"{light_matter.MODULE}.classical_I", f"{light_matter.MODULE}.classical_II"),
        approximations=FIRST, source="App. B.1",
    )  # fmt: skip
