r"""Two ensembles of N spins 1/2 under collective jumps and jumps of single atoms: the rate of any mean, exactly.

The atoms are quantised along x, as the magnetic field is: |up><down| = j_y + i j_z. For a master equation

.. math:: \dot\rho = -i[H,\rho] + \sum_c\kappa_c\left(c\rho c^\dagger - \tfrac12\{c^\dagger c,\rho\}\right)

means follow the adjoint generator of :mod:`derive.dynamics.lindblad`. N stays a symbol: sums over atoms are kept as
sums over different atoms, in which the products close.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import permutations
from math import factorial

import sympy as sp

from derive.algebra import Ensemble, Operator, Spin, one, summed
from derive.algebra.labels import CloudLetter
from derive.algebra.monomials import Monomial
from derive.dissipative_entanglement import symbols
from derive.dissipative_entanglement.moment_symbols import moment
from derive.dynamics.lindblad import Jump, Model
from derive.records import Quantity
from derive.steps import DerivationError

ATOMS = Spin("i"), Spin("j")
ENSEMBLES = tuple(
    Ensemble(name, atom, symbols.N.symbol) for name, atom in zip(("I", "II"), ATOMS, strict=True)
)  # fmt: skip
HALF = sp.Rational(1, 2)


def raised(ensemble: int) -> Operator:
    """|up><down| of one atom of an ensemble, j_y + i j_z."""
    _, y, z = ATOMS[ensemble].vector
    up: Operator = y + sp.I * z
    return up


def lowest(ensemble: int) -> Operator:
    """|down><down| of one atom of an ensemble, 1/2 - j_x."""
    x, _, _ = ATOMS[ensemble].vector
    down: Operator = HALF - x
    return down


def component(letter: str, ensemble: int) -> Operator:
    """A component of the collective spin of one ensemble, the sum over its atoms."""
    return ENSEMBLES[ensemble].total(getattr(ATOMS[ensemble], letter))


def entangling_jumps() -> tuple[Operator, Operator]:
    """The two nonlocal jump operators, without 1/sqrt(N): mu sum |up><down| of one, nu sum |down><up| of the other."""
    mu, nu = symbols.MU.symbol, symbols.NU.symbol
    up = [ENSEMBLES[k].total(raised(k)) for k in range(2)]
    return mu * up[0] + nu * up[1].adjoint(), mu * up[1] + nu * up[0].adjoint()


def strength() -> sp.Expr:
    """The rate of a collective jump with operators that lack 1/sqrt(N): d Gamma/N."""
    return symbols.DEPTH.symbol * symbols.GAMMA.symbol / symbols.N.symbol


def single_jumps() -> tuple[Jump, ...]:
    """Cooling, heating and dephasing of every atom of both ensembles."""
    rates = (symbols.COOL.symbol, symbols.HEAT.symbol, symbols.DEPHASE.symbol)
    return tuple(
        Jump(operator=jump, rate=rate, over=ENSEMBLES[k])
        for k in range(2)
        for rate, jump in zip(rates, (raised(k), raised(k).adjoint(), lowest(k)), strict=True)
    )


def alone(model: Model) -> Model:
    """The model without its collective jumps: what single atoms do by themselves."""
    single = tuple(jump for jump in model.jumps if jump.over is not None)
    return Model(hamiltonian=model.hamiltonian, jumps=single, systems=ENSEMBLES)


MODEL = Model(
    hamiltonian=0 * one,
    jumps=(*(Jump(operator=jump, rate=strength()) for jump in entangling_jumps()), *single_jumps()),
    systems=ENSEMBLES,
)


@cache
def symmetrised(first: str, second: str = "") -> Operator:
    """The product of components of the two collective spins, those of one ensemble averaged over all orders."""
    product = one
    for place, letters in enumerate((first, second)):
        orders = [_word(order, place) for order in permutations(letters)]
        product = product * (summed(orders) / factorial(len(letters)))
    return product


def _word(letters: tuple[str, ...], place: int) -> Operator:
    product = one
    for letter in letters:
        product = product * component(letter, place)
    return product


def in_moments(operator: Operator) -> tuple[sp.Expr, tuple[Quantity, ...]]:
    """The mean of an operator as moments of symmetrised products, and the moments that occur.

    A sum over n different atoms is a product of n components and sums over fewer atoms, so that taking the
    products away one by one, longest first, leaves nothing.
    """
    rest, found, used = operator, [], []
    while rest.monomials():
        leading = max(rest.monomials(), key=lambda m: (sum(map(len, letters_of(m))), str(m)))
        first, second = letters_of(leading)
        product = symmetrised(first, second)
        weight = rest.coefficient(leading) / product.coefficient(leading)
        if first or second:
            used.append(moment(first, second))
        found.append(weight * (used[-1].symbol if first or second else 1))
        rest = rest - weight * product
    return sp.Add(*found), tuple(used)


def product_mean(operator: Operator, spins: tuple[Mapping[str, sp.Expr], Mapping[str, sp.Expr]]) -> sp.Expr:
    """The mean of an operator when all atoms are independent, those of one ensemble alike, with the given means.

    A sum over n different atoms has N (N-1) ... (N-n+1) terms of equal mean.
    """
    total, count = sp.S.Zero, symbols.N.symbol
    for term, weight in operator.terms.items():
        for letters, means in zip(letters_of(term), spins, strict=True):
            weight = weight * sp.prod((count - k) * means[letter] for k, letter in enumerate(letters))
        total += weight
    return sp.expand(total)


def restored(expression: sp.Expr, used: tuple[Quantity, ...], operators: dict[sp.Symbol, Operator]) -> Operator:
    """The operator whose mean is an expression linear in moments: the opposite of `in_moments`."""
    flat = sp.expand(expression)
    parts = [flat.coeff(q.symbol) * operators[q.symbol] for q in used]
    rest = flat.xreplace({q.symbol: sp.S.Zero for q in used})
    return summed([*parts, rest * one])


def letters_of(monomial: Monomial) -> tuple[str, str]:
    """The components that a sum over different atoms is made of, for each ensemble."""
    found = {"I": "", "II": ""}
    for place, letter in monomial.letters:
        if place.name not in found or not isinstance(letter, CloudLetter) or letter.factors or letter.deltas:
            raise DerivationError(f"the term {monomial} is not a sum over atoms of the two ensembles")
        found[place.name] = "".join(sorted(str(slot.letter) for slot in letter.slots))
    return found["I"], found["II"]
