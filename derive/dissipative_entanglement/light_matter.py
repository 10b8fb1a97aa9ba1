r"""Four-level atoms of two ensembles, a classical and a quantised field: the Hamiltonian in the rotating frame.

A field along x splits the ground levels by :math:`\Omega` in the first ensemble and by :math:`-\Omega` in the
second: the second is polarised the other way, so that ``up`` is its lower level. The classical field, polarised
across the field, drives diagonal transitions; each excited level decays to both ground levels.

The frame is that of the unitary :math:`e^{iGt}`, where G gives each ground level its own energy, each excited level
that of the ground level it is driven from plus :math:`\omega_L`, and each photon :math:`\omega_L`. An operator with
:math:`[G,X]=\lambda X` turns as :math:`e^{i\lambda t}`. That gives all phases of the interaction, with the
counter-rotating terms. Detunings are counted as laser minus atom, so that blue light has a positive one.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.algebra import Boson, Levels, Operator, commutator
from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement import symbols
from derive.records import Derivation, Equation
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.light_matter"
TABLE = own.MATTER
T, DELTA, OMEGA = symbols.TIME.symbol, symbols.DETUNING.symbol, symbols.LARMOR.symbol
PROBE, OMEGA_L, OMEGA_K = symbols.PROBE.symbol, own.OMEGA_L.symbol, own.OMEGA_K.symbol
LEVELS = tuple(own.LEVELS)
CLASSICAL_FIELD = r"the classical field is taken with the terms that turn at $\omega_L$ alone"
TWO_FIELDS = "the magnetic field is the same in both ensembles, which are polarised oppositely"
STARK = r"a static field shifts the transitions of the second ensemble by $2\Delta$"
Levels4 = tuple[sp.Expr, sp.Expr, sp.Expr, sp.Expr]


def zeeman(centre: sp.Expr, ground: sp.Expr, excited: sp.Expr) -> Levels4:
    """Energies [rad/s] of down, up, e_down, e_up: two doublets at a distance ``centre``."""
    return -ground / 2, ground / 2, centre - excited / 2, centre + excited / 2


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """Energies of the levels in both ensembles, what the classical field drives, which decays are desired.

    ``driven`` and ``desired`` are pairs (excited, ground) for each ensemble; other decays are undesired.
    """

    energies: tuple[Levels4, Levels4]
    driven: tuple[tuple[tuple[str, str], ...], ...] = ((("e_up", "down"), ("e_down", "up")),) * 2
    desired: tuple[tuple[tuple[str, str], ...], ...] = ((("e_up", "up"), ("e_down", "down")),) * 2

    def __post_init__(self) -> None:
        for pairs in (*self.driven, *self.desired):
            if sorted(upper for upper, _ in pairs) != ["e_down", "e_up"]:
                raise DerivationError(f"{pairs} does not give each excited level one ground level")


MODEL = Scheme(energies=(zeeman(OMEGA_L - DELTA, OMEGA, OMEGA), zeeman(OMEGA_L + DELTA, -OMEGA, -OMEGA)))
"""Fig. 2: equal splittings of ground and excited levels, blue light in the first ensemble, red in the second."""


def derivation(model: Scheme = MODEL) -> Derivation:
    """Energies, detunings and all couplings in the rotating frame, ensemble by ensemble."""
    frame = Frame(model)
    return Derivation(
        module=MODULE, title="Atoms and light in the rotating frame", story=__doc__ or "",
        equations=(
            *(detuning(frame, level, n) for n in range(2) for level in ("up", "down")),
            *(atoms(frame, n) for n in range(2)), bare(frame), light(frame), ground(frame),
            *(classical(frame, n) for n in range(2)), *(quantum(frame, n, True) for n in range(2)),
            *(quantum(frame, n, False) for n in range(2)), whole(frame), crossed(frame),
        ),
    )  # fmt: skip


class Frame:
    """One atom of each ensemble and one mode, with the generator of the rotating frame."""

    def __init__(self, model: Scheme) -> None:
        self.model = model
        self.atoms = tuple(Levels(name, LEVELS) for name in own.ENSEMBLES)
        self.mode = Boson("a")
        self.generator = OMEGA_L * self.mode.n
        self.bare = OMEGA_K * self.mode.n
        for atom, energies, driven in zip(self.atoms, model.energies, model.driven, strict=True):
            of = dict(zip(LEVELS, energies, strict=True))
            for level in LEVELS:
                partner = dict(driven).get(level)
                own_energy = of[level] if partner is None else of[partner] + OMEGA_L
                self.generator = self.generator + own_energy * atom(level, level)
                self.bare = self.bare + of[level] * atom(level, level)

    def turning(self, operator: Operator) -> sp.Expr:
        """lambda of [G, X] = lambda X for a single product X."""
        monomial = next(iter(operator.terms))
        change = commutator(self.generator, operator)
        return sp.expand(change.coefficient(monomial) / operator.coefficient(monomial))

    def turns(self, operator: Operator) -> bool:
        """Whether an operator turns at one frequency in the frame."""
        change = commutator(self.generator, operator)
        return bool((change - self.turning(operator) * operator).is_zero)

    def residual(self) -> Operator:
        """The energies that are left in the frame."""
        left: Operator = self.bare - self.generator
        return left

    def word(self, n: int, left: str, right: str) -> sp.Symbol:
        """The symbol of a transition of an atom of ensemble n."""
        return own.TRANSITIONS[own.ENSEMBLES[n], left, right].symbol


def detuning(frame: Frame, level: str, n: int) -> Equation:
    """Laser minus transition frequency of the driven transition to e_up or e_down."""
    name = own.ENSEMBLES[n]
    energies = dict(zip(LEVELS, frame.model.energies[n], strict=True))
    lower = dict(frame.model.driven[n])[f"e_{level}"]
    atom = frame.atoms[n]
    chain = Chain(OMEGA_L - (energies[f"e_{level}"] - energies[lower]), TABLE)
    left = frame.residual().coefficient(atom(f"e_{level}", f"e_{level}"))
    value = sp.expand(chain.expression)
    chain.certified("the energies of the levels", value, "energy left in the frame", sp.expand(value + left) == 0,
                    "minus that of the excited level")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.detuning_{level}_{name}", title=f"Detuning of the transition to e_{level}, ensemble {name}",
        lhs=own.DETUNINGS[level, name].symbol, assumes=(TWO_FIELDS, STARK), source="App. B.1, Fig. 2",
    )  # fmt: skip


def atoms(frame: Frame, n: int) -> Equation:
    """The energies of one atom in the frame, by its detunings."""
    name, atom = own.ENSEMBLES[n], frame.atoms[n]
    energies = dict(zip(LEVELS, frame.model.energies[n], strict=True))
    lower = dict(frame.model.driven[n])
    taken = {level: energies[lower[level]] + OMEGA_L if level in lower else energies[level] for level in LEVELS}
    terms = {level: energies[level] - taken[level] for level in LEVELS}
    shown = sum(sp.expand(terms[level]) * frame.word(n, level, level) for level in LEVELS)
    own_part = sum((sp.expand(terms[level]) * atom(level, level) for level in LEVELS), 0 * atom("up", "up"))
    rest = frame.residual() - (OMEGA_K - OMEGA_L) * frame.mode.n - own_part
    chain = Chain(shown, TABLE)
    by_detuning = sum(-own.DETUNINGS[u, name].symbol * frame.word(n, f"e_{u}", f"e_{u}") for u in ("up", "down"))
    values = {own.DETUNINGS[u, name].symbol: sp.expand(OMEGA_L - energies[f"e_{u}"] + energies[lower[f"e_{u}"]])
              for u in ("up", "down")}  # fmt: skip
    chain.certified("by the detunings", by_detuning, "what the frame leaves",
                    sp.expand(by_detuning.subs(values) - shown) == 0 and atom.site not in rest.sites,
                    "H - G of this atom, exactly")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.atoms_{name}", title=f"Energies of an atom of ensemble {name} in the rotating frame",
        lhs=own.ATOMS[name].symbol, follows_from=tuple(f"{MODULE}.detuning_{u}_{name}" for u in ("up", "down")),
        assumes=(TWO_FIELDS,), source="App. B.1",
    )  # fmt: skip


def bare(frame: Frame) -> Equation:
    """Both ensembles together."""
    left = frame.residual() - frame.residual().coefficient(frame.mode.n) * frame.mode.n
    apart = every(left.terms, lambda product: len(product.letters) <= 1)
    chain = Chain(own.ATOMS["I"].symbol + own.ATOMS["II"].symbol, TABLE)
    chain.certified("no energy belongs to both", chain.expression, "terms of the Hamiltonian", apart,
                    "each term acts on one atom")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.bare", title="Energies of both ensembles", lhs=own.BARE.symbol,
        follows_from=(f"{MODULE}.atoms_I", f"{MODULE}.atoms_II"), source="App. B.1",
    )  # fmt: skip


def light(frame: Frame) -> Equation:
    """The energy of one mode in the frame."""
    left = frame.residual().coefficient(frame.mode.n)
    chain = Chain(left * own.CREATED.symbol * own.PHOTON.symbol, TABLE)
    number = own.CREATED.symbol * own.PHOTON.symbol
    chain.equal("the frame turns at the frequency of the classical field", (OMEGA_K - OMEGA_L) * number)
    return chain.equation(
        id=f"{MODULE}.light", title="Energy of a mode in the rotating frame", lhs=own.LIGHT.symbol,
        source="Sec. III.1, App. B.1",
    )  # fmt: skip


def ground(frame: Frame) -> Equation:
    """The energies of the ground levels alone, by the spins along the field."""
    shown, by_spins = sp.Integer(0), sp.Integer(0)
    for n, name in enumerate(own.ENSEMBLES):
        down, up = frame.model.energies[n][:2]
        shown += down * frame.word(n, "down", "down") + up * frame.word(n, "up", "up")
        by_spins += (up - down) * own.SPIN[name].symbol
    spins = {own.SPIN[name].symbol: (frame.word(n, "up", "up") - frame.word(n, "down", "down")) / 2
             for n, name in enumerate(own.ENSEMBLES)}  # fmt: skip
    chain = Chain(shown, TABLE)
    chain.certified("by the spins", sp.expand(by_spins), "definition of the spin along the field",
                    sp.expand(by_spins.subs(spins) - shown) == 0, "half the difference of two projectors")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.ground", title="Energies of the ground levels", lhs=own.GROUND.symbol, assumes=(TWO_FIELDS,),
        source="Sec. III.1",
    )  # fmt: skip


def classical(frame: Frame, n: int) -> Equation:
    """The coupling to the classical field, the half that raises an atom; it stands still in the frame."""
    name = own.ENSEMBLES[n]
    total, lab = sp.Integer(0), sp.Integer(0)
    for upper, lower in frame.model.driven[n]:
        turn = frame.turning(frame.atoms[n](upper, lower))
        lab += sp.exp(-sp.I * OMEGA_L * T) * frame.word(n, upper, lower)
        total += sp.exp(sp.I * sp.expand(turn - OMEGA_L) * T) * frame.word(n, upper, lower)
    front = PROBE * sp.exp(sp.I * own.CLASSICAL_PHASE.symbol)
    chain = Chain(sp.expand(front * lab), TABLE)
    chain.certified("in the rotating frame", sp.expand(front * total), "commutators with the generator",
                    every((frame.atoms[n](*pair) for pair in frame.model.driven[n]), frame.turns),
                    "each transition is an eigenoperator")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.classical_{name}", title=f"Classical field and ensemble {name}", lhs=own.CLASSICAL[name].symbol,
        assumes=(CLASSICAL_FIELD,), source="App. B.1, Eq. (32)",
    )  # fmt: skip


def quantum(frame: Frame, n: int, desired: bool) -> Equation:
    """The coupling to one mode, the half that annihilates a photon, with the counter-rotating terms."""
    name = own.ENSEMBLES[n]
    wanted = set(frame.model.desired[n])
    pairs = [(u, g) for u in ("e_down", "e_up") for g in ("down", "up") if ((u, g) in wanted) == desired]
    strength = (own.MODE_COUPLING if desired else own.CHECK_COUPLING).symbol * sp.exp(sp.I * own.MODE_PHASE.symbol)
    lab, total = sp.Integer(0), sp.Integer(0)
    both = [*pairs, *((g, u) for u, g in pairs)]
    for left, right in both:
        word = own.PHOTON.symbol * frame.word(n, left, right)
        turn = frame.turning(frame.mode.a * frame.atoms[n](left, right))
        lab += word
        total += sp.exp(sp.I * turn * T) * word
    chain = Chain(sp.expand(strength * lab), TABLE)
    chain.certified("in the rotating frame", sp.expand(strength * total), "commutators with the generator",
                    every((frame.mode.a * frame.atoms[n](*pair) for pair in both), frame.turns),
                    "each product is an eigenoperator")  # fmt: skip
    kind, quantity = ("quantum", own.QUANTUM) if desired else ("undesired", own.UNDESIRED)
    return chain.equation(
        id=f"{MODULE}.{kind}_{name}", title=f"{'Desired' if desired else 'Undesired'} transitions of ensemble {name}",
        lhs=quantity[name].symbol, assumes=("the mode is polarised so that it couples to these transitions",),
        source="App. B.1, Eq. (32)",
    )  # fmt: skip


def whole(frame: Frame) -> Equation:
    """The whole Hamiltonian in the frame is the sum of its parts: the generator is taken off once."""
    chain = Chain(own.LIGHT.symbol + own.GROUND.symbol + own.INTERACTION.symbol, TABLE)
    turned = frame.bare - OMEGA_L * frame.mode.n
    kept = [turned.coefficient(frame.mode.n) - (OMEGA_K - OMEGA_L)]
    for n, atom in enumerate(frame.atoms):
        down, up = frame.model.energies[n][:2]
        kept.append(turned.coefficient(atom("up", "up")) - (up - down))
    chain.certified("the light's frame turns at the classical frequency, ground levels keep their energies",
                    chain.expression, "coefficients without the generator",
                    every(kept, lambda rest: sp.expand(rest) == 0),
                    "of the photon number and of both ground levels")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.whole", title="Hamiltonian in the rotating frame", lhs=own.WHOLE.symbol,
        follows_from=(f"{MODULE}.light", f"{MODULE}.ground"), source="Sec. III.1",
    )  # fmt: skip


def crossed(frame: Frame) -> Equation:
    """How the product of a jump into one sideband with the adjoint of one into the other turns."""
    atom, mode = frame.atoms[0], frame.mode
    turns = [frame.turning(mode.dag * atom(lower, upper)) for upper, lower in frame.model.desired[0]]
    difference = sp.expand(turns[0] - turns[1])
    chain = Chain(sp.exp(sp.I * turns[0] * T) * sp.exp(-sp.I * turns[1] * T), TABLE)
    chain.equal("the two sidebands are twice the Larmor frequency apart", sp.exp(sp.I * difference * T))
    return chain.equation(
        id=f"{MODULE}.crossed", title="Rotation of products of both sidebands", lhs=own.CROSSED.symbol,
        follows_from=(f"{MODULE}.quantum_I",), source="Footnote 61",
    )  # fmt: skip
