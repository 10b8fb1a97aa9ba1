r"""One collision of an alkali electron spin s with a noble-gas nuclear spin k, exactly.

During a collision of a few picoseconds only the Fermi-contact coupling acts, and its strength enters through
one phase, so that the collision is the unitary

.. math:: U = e^{-i\phi G}, \qquad G = \hat{\mathbf s}\cdot\hat{\mathbf k} .

The spins after it are :math:`U^\dagger \hat{\mathbf s} U`. They follow from the operator algebra alone, to all
orders in the phase, for whatever coupling G the model states.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import sympy as sp

from derive.algebra import Operator, Spin, commutator, one
from derive.dynamics.exponential import conjugated, exponential
from derive.records import Approximation, Derivation, Equation, Quantity, table
from derive.spin_exchange import symbols
from derive.steps import Chain, DerivationError, every
from derive.vectors import collected, cross, resolve, written_out
from derive.vectors import commutator as commutator_of

MODULE = "spin_exchange.collision"
ELECTRON_AFTER = Quantity(name="s_after", latex=r"U^\dagger \mathbf s\, U", meaning="electron spin after a collision",
                          components=("s_after_x", "s_after_y", "s_after_z"))  # fmt: skip
NOBLE_AFTER = Quantity(name="k_after", latex=r"U^\dagger \mathbf k\, U", meaning="noble-gas spin after a collision",
                       components=("k_after_x", "k_after_y", "k_after_z"))  # fmt: skip
AFTER = tuple(
    Quantity(name=f"{spin}_after_{axis}", latex=rf"U^\dagger {spin}_{axis}\, U",
             meaning=f"{axis} component of the spin {spin} after a collision")
    for spin in "sk" for axis in "xyz"
)  # fmt: skip
OPERATORS = tuple(
    Quantity(name=f"{spin}.{axis}", latex=rf"\hat{{{spin}}}_{axis}", operator=True,
             meaning=f"{axis} component of the spin operator {spin}")
    for spin in "sk" for axis in "xyz"
)  # fmt: skip
TABLE = table(
    symbols.TABLE,
    (ELECTRON_AFTER, NOBLE_AFTER),
    AFTER,
    (symbols.COUPLING, symbols.ANY, symbols.CHANGE, symbols.UNITARY),
    OPERATORS,
    (symbols.EFFECTIVE, symbols.SECOND, symbols.INTERVAL, symbols.HBAR, symbols.FREE),
)

SUDDEN = "the collision is sudden: nothing but the coupling of the two spins acts while it lasts"
ONE_COLLISION = "the pair collides once in the time tau'; sums over pairs and collisions add up its terms"
SMALL_PHASE = Approximation(name="small phase", small_parameter=symbols.PHI.symbol, neglected_order=3)
COMMUTING = "s and k belong to different atoms, so their components commute"


def _axes(spin: Spin) -> tuple[Operator, Operator, Operator]:
    return spin.x, spin.y, spin.z


def _isotropic(electron: Spin, noble: Spin) -> Operator:
    return electron.x * noble.x + electron.y * noble.y + electron.z * noble.z


@dataclass(frozen=True)
class Collision:
    """The two colliding spins and the coupling G between them; by default spins 1/2 and G = s.k."""

    electron: Spin = field(default_factory=lambda: Spin("s"))
    noble: Spin = field(default_factory=lambda: Spin("k"))
    coupling: Operator | None = None

    @property
    def generator(self) -> Operator:
        """The Hermitian coupling G; raises DerivationError when the stated one is not Hermitian."""
        generator = self.coupling if self.coupling is not None else _isotropic(self.electron, self.noble)
        if not generator.is_hermitian:
            raise DerivationError(f"the coupling {generator} is not Hermitian, so exp(-i phi G) is not unitary")
        return generator


MODEL = Collision()


def derivation(model: Collision = MODEL) -> Derivation:
    """The unitary, both exact maps, their expansion, and conservation of the total spin where it holds."""
    exact = (spin_after(model, "s"), spin_after(model, "k"))
    conserved = (conservation(model),) if conserves_total_spin(model) else ()
    return Derivation(
        module=MODULE,
        title="One collision",
        story=__doc__ or "",
        equations=(unitary(model), *exact, *changes(model), *conserved, *any_operator(), free_motion()),
    )


@cache
def evolution(model: Collision = MODEL) -> Operator:
    """U = exp(-i phi G) as an operator; its coefficients are exponentials of the phase."""
    return exponential(model.generator, -sp.I * symbols.PHI.symbol)


def unitary(model: Collision = MODEL) -> Equation:
    """U in the operator basis, checked as the solution of its own initial value problem."""
    phi = symbols.PHI.symbol
    found = evolution(model)
    rate = found.map_coefficients(lambda c: sp.diff(c, phi))
    solves = (rate + sp.I * model.generator * found).map_coefficients(sp.expand).is_zero
    starts = found.map_coefficients(lambda c: c.subs(phi, 0)) == one
    chain = Chain(sp.exp(-sp.I * phi * symbols.COUPLING.symbol), TABLE)
    chain.certified(
        "exponential through the minimal polynomial of G", found.to_sympy(), "initial value problem",
        solves and starts, "dU/dphi = -i G U and U = 1 at phi = 0, exactly, in the operator algebra",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.unitary", title="Evolution operator of a collision", lhs=symbols.UNITARY.symbol, assumes=(SUDDEN,)
    )


@cache
def spin_after(model: Collision, which: str) -> Equation:
    """The Heisenberg map of one of the two spins, ``which`` being ``s`` or ``k``, to all orders in the phase."""
    spin, whole = (model.electron, ELECTRON_AFTER) if which == "s" else (model.noble, NOBLE_AFTER)
    step = evolution(model)
    mapped = [conjugated(axis, step).map_coefficients(_trigonometric) for axis in _axes(spin)]
    turned = [
        (step * after - axis * step).map_coefficients(_exponential)
        for axis, after in zip(_axes(spin), mapped, strict=True)
    ]
    matrix = sp.ImmutableMatrix([as_numbers(after, model) for after in mapped])
    start = sp.ImmutableMatrix(
        [
            UNITARY_ADJOINT * quantity.symbol * symbols.UNITARY.symbol
            for quantity in OPERATORS
            if quantity.name[0] == which
        ]
    )
    chain = Chain(start, table(TABLE, (ADJOINT,)))
    chain.certified(
        "multiply out in the operator algebra", matrix, "intertwining", every(turned, lambda d: d.is_zero),
        "U (U^+ A U) = A U holds exactly for each component A",
    )  # fmt: skip
    electron, noble = symbols.ELECTRON[0].symbol, symbols.NOBLE[0].symbol
    other = (noble, electron) if which == "s" else (electron, noble)
    _collect(chain, (other[1], other[0], cross(other[0], other[1])))
    return chain.equation(
        id=f"{MODULE}.{'electron' if which == 's' else 'noble'}_after",
        title=f"{'Electron' if which == 's' else 'Noble-gas'} spin after a collision, to all orders",
        lhs=whole.symbol if not isinstance(chain.expression, sp.MatrixBase) else resolve(whole.symbol, TABLE),
        follows_from=(f"{MODULE}.unitary",),
        assumes=(SUDDEN, COMMUTING),
    )


@cache
def changes(model: Collision = MODEL) -> tuple[Equation, Equation]:
    """The changes of the electron and of the noble-gas spin to second order in the phase."""
    return second_order(spin_after(model, "s")), second_order(spin_after(model, "k"))


def second_order(exact: Equation) -> Equation:
    """The change of a spin in a collision to second order in the phase."""
    phi = symbols.PHI.symbol
    electron = exact.id.endswith("electron_after")
    spin, other = (symbols.ELECTRON, symbols.NOBLE) if electron else (symbols.NOBLE, symbols.ELECTRON)
    change = symbols.ELECTRON_CHANGE if electron else symbols.NOBLE_CHANGE
    before = sp.Matrix(resolve(exact.rhs, exact.quantities)) - sp.Matrix(resolve(spin[0].symbol, TABLE))
    chain = Chain(sp.ImmutableMatrix(before), TABLE)
    _collect(chain, (spin[0].symbol, other[0].symbol, cross(other[0].symbol, spin[0].symbol)))
    series = sp.ImmutableMatrix(before.applyfunc(lambda e: sp.series(e, phi, 0, 3).removeO()))
    vectors = not isinstance(chain.expression, sp.MatrixBase)
    short = _second_order_vectors(chain.expression, phi) if vectors else series
    if vectors and sp.Matrix(resolve(short, TABLE)).expand() != sp.Matrix(series).expand():
        raise DerivationError("the expansion by vectors is not that by components")
    chain.truncated("small phase", short, phi, 3)
    return chain.equation(
        id=f"{MODULE}.{'electron' if electron else 'noble'}_change",
        title=f"Change of the {'electron' if electron else 'noble-gas'} spin to second order",
        lhs=change[0].symbol if vectors else resolve(change[0].symbol, TABLE),
        follows_from=(exact.id,),
        assumes=(SUDDEN, COMMUTING),
        source="Methods, Eq. (11)",
    )


def conserves_total_spin(model: Collision = MODEL) -> bool:
    """Whether s + k commutes with the coupling, component by component."""
    return all(
        commutator(s + k, model.generator).is_zero
        for s, k in zip(_axes(model.electron), _axes(model.noble), strict=True)
    )


def conservation(model: Collision = MODEL) -> Equation:
    """The total spin of the pair does not change, exactly; raises DerivationError for a model that changes it."""
    electron, noble = symbols.ELECTRON[0].symbol, symbols.NOBLE[0].symbol
    step = evolution(model)
    total = [s + k for s, k in zip(_axes(model.electron), _axes(model.noble), strict=True)]
    kept = every(total, lambda t: (t * step - step * t).map_coefficients(sp.expand).is_zero)
    chain = Chain(ELECTRON_AFTER.symbol + NOBLE_AFTER.symbol, TABLE)
    chain.certified("s + k commutes with U", electron + noble, "operator algebra", kept, "[s + k, U] = 0, exactly")
    return chain.equation(
        id=f"{MODULE}.conservation",
        title="Conservation of the total spin of the pair",
        lhs=ELECTRON_AFTER.symbol + NOBLE_AFTER.symbol,
        follows_from=(f"{MODULE}.unitary",),
        assumes=(SUDDEN,),
        source="Methods, after Eq. (11)",
    )


def any_operator() -> tuple[Equation, Equation, Equation, Equation]:
    """U and the change of any operator to second order, for any coupling, and the two terms of its rate."""
    phi, g, a = symbols.PHI.symbol, symbols.COUPLING.symbol, symbols.ANY.symbol
    dyson = Chain(sp.exp(-sp.I * phi * g), TABLE)
    dyson.certified("Dyson series", 1 - sp.I * phi * g - phi**2 * g**2 / 2, "power series of the exponential",
                    _words_agree(_power_series(g, -1), 1 - sp.I * phi * g - phi**2 * g**2 / 2))  # fmt: skip
    unitary_series = dyson.equation(
        id=f"{MODULE}.dyson", title="Dyson series of a collision", lhs=symbols.UNITARY.symbol, assumes=(SUDDEN,),
        approximations=(SMALL_PHASE,), source="Methods, Eq. (7)",
    )  # fmt: skip
    first = sp.I * phi * commutator_of(g, a)
    second = -(phi**2) / 2 * commutator_of(g, commutator_of(g, a))
    chain = Chain(sp.exp(sp.I * phi * g) * a * sp.exp(-sp.I * phi * g) - a, TABLE)
    chain.certified(
        "small phase", first + second, "power series of the exponentials",
        _words_agree(_power_series(g, 1) * a * _power_series(g, -1) - a, first + second),
        "the terms of order 0, 1 and 2 in the phase agree word by word",
    )  # fmt: skip
    change = chain.equation(
        id=f"{MODULE}.any_operator", title="Change of any operator to second order", lhs=symbols.CHANGE.symbol,
        assumes=(SUDDEN,), approximations=(SMALL_PHASE,), follows_from=(unitary_series.id,),
        source="Methods, Eq. (8)",
    )  # fmt: skip
    return unitary_series, change, *_rates_of_change(first, second)


def free_motion() -> Equation:
    """The change of any operator in a time tau' with a Hamiltonian H_0 acting beside the collision."""
    phi, g, a, h = symbols.PHI.symbol, symbols.COUPLING.symbol, symbols.ANY.symbol, symbols.FREE.symbol
    turn = symbols.INTERVAL.symbol / symbols.HBAR.symbol
    exact = (
        sp.exp(sp.I * phi * g) * sp.exp(sp.I * turn * h) * a * sp.exp(-sp.I * turn * h) * sp.exp(-sp.I * phi * g) - a
    )
    collisional = any_operator()[1].rhs
    short = collisional + sp.I * turn * commutator_of(h, a)
    turned = (1 + sp.I * turn * h) * a * (1 - sp.I * turn * h)
    rest = sp.expand(_power_series(g, 1) * turned * _power_series(g, -1) - a - written_out(short))
    kept = [rest.coeff(symbols.INTERVAL.symbol, 0).coeff(phi, n) for n in range(3)] + [
        rest.coeff(symbols.INTERVAL.symbol, 1).coeff(phi, 0)
    ]
    chain = Chain(exact, TABLE)
    chain.certified(
        "small phase, and little free motion in tau'", short, "power series of the exponentials",
        all(words == 0 for words in kept), "words of order phi, phi^2 and tau' agree; those of phi tau' are neglected",
    )  # fmt: skip
    slow = Approximation(name="little free motion in tau'", neglected_order=1,
                         small_parameter=symbols.OMEGA_A.symbol * symbols.INTERVAL.symbol)  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.rate_of_change", title="Change of any operator in a short time", lhs=symbols.CHANGE.symbol,
        follows_from=(f"{MODULE}.any_operator",), assumes=(SUDDEN, ONE_COLLISION),
        approximations=(SMALL_PHASE, slow), source="Methods, Eq. (8)",
    )  # fmt: skip


def _rates_of_change(first: sp.Expr, second: sp.Expr) -> tuple[Equation, Equation]:
    """The effective Hamiltonian V, by (1/tau')(first-order change) = -(i/hbar)[A, V], and the term L(A)."""
    phi, g, a, v = symbols.PHI.symbol, symbols.COUPLING.symbol, symbols.ANY.symbol, symbols.EFFECTIVE.symbol
    interval, hbar = symbols.INTERVAL.symbol, symbols.HBAR.symbol
    effective = hbar * phi * g / interval
    generated = written_out(-sp.I / hbar * commutator_of(a, effective))
    chain = Chain(effective, TABLE)
    chain.certified("the term of first order, per time", effective, "commutator with A, word by word",
                    sp.expand(generated - written_out(first) / interval) == 0)  # fmt: skip
    hamiltonian = chain.equation(
        id=f"{MODULE}.effective_hamiltonian", title="Effective Hamiltonian of a collision", lhs=v,
        follows_from=(f"{MODULE}.any_operator",), assumes=(SUDDEN, ONE_COLLISION), source="Methods, Eq. (9)",
    )  # fmt: skip
    chain = Chain(second / interval, TABLE)
    term = chain.equation(
        id=f"{MODULE}.second_order_rate", title="Second-order term of the rate of change", lhs=symbols.SECOND.symbol,
        follows_from=(f"{MODULE}.any_operator",), assumes=(SUDDEN, ONE_COLLISION), source="Methods, Eq. (10)",
    )  # fmt: skip
    return hamiltonian, term


def _power_series(generator: sp.Symbol, sign: int) -> sp.Expr:
    """exp(sign i phi G) to third order, one order more than what is compared."""
    phi = symbols.PHI.symbol
    return sp.Add(*((sign * sp.I * phi) ** n * generator**n / sp.factorial(n) for n in range(4)))


def _words_agree(exact: sp.Expr, short: sp.Expr) -> bool:
    """Whether two operator expressions agree in every word up to second order in the phase."""
    rest = sp.expand(sp.expand(exact) - written_out(short))
    return all(rest.coeff(symbols.PHI.symbol, order) == 0 for order in range(3))


def as_numbers(operator: Operator, model: Collision) -> sp.Expr:
    """The operator with commuting letters for the components of s and k: one letter product a basis element.

    Raises DerivationError for an operator that is not linear in each spin, as happens for K > 1/2.
    """
    letters: dict[object, sp.Expr] = {monomial: sp.Integer(1) for monomial in one.monomials()}
    electron = [(axis, q.symbol) for axis, q in zip(_axes(model.electron), symbols.ELECTRON[1:], strict=True)]
    noble = [(axis, q.symbol) for axis, q in zip(_axes(model.noble), symbols.NOBLE[1:], strict=True)]
    pairs = [(s * k, a * b) for s, a in electron for k, b in noble]
    for product, letter in (*electron, *noble, *pairs):
        if len(product.monomials()) != 1:
            raise DerivationError(f"{product} is not linear in each spin: the map needs higher moments of a spin")
        (monomial,) = product.monomials()
        letters[monomial] = letter / product.coefficient(monomial)
    strangers = [m for m in operator.monomials() if m not in letters]
    if strangers:
        raise DerivationError(f"{strangers[0]} is not linear in each spin: the map needs higher moments of a spin")
    return sp.Add(*(coefficient * letters[monomial] for monomial, coefficient in operator.terms.items()))


ADJOINT = Quantity(name="U_adjoint", latex=r"U^\dagger", operator=True, meaning="adjoint of the evolution operator")
UNITARY_ADJOINT = ADJOINT.symbol


def _collect(chain: Chain, basis: tuple[sp.Expr, ...]) -> None:
    """Write components as vectors, when they are isotropic; otherwise leave them."""
    vectors = collected(chain.expression, basis, TABLE)
    if not isinstance(vectors, sp.MatrixBase):
        chain.equal("write as vectors", vectors)


def _second_order_vectors(expression: sp.Basic, phi: sp.Symbol) -> sp.Expr:
    terms = sp.Add.make_args(expression)
    return sp.Add(*(sp.series(c, phi, 0, 3).removeO() * v for c, v in (_split(term) for term in terms)))


def _split(term: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """A term as (scalar coefficient, vector)."""
    scalar, along = term.as_independent(symbols.ELECTRON[0].symbol, symbols.NOBLE[0].symbol)
    return scalar, along


def _exponential(coefficient: sp.Expr) -> sp.Expr:
    return sp.expand(coefficient.rewrite(sp.exp))


def _trigonometric(coefficient: sp.Expr) -> sp.Expr:
    return sp.factor_terms(sp.expand(_exponential(coefficient).rewrite(sp.cos)))
