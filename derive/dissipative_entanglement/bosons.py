r"""Two modes damped into a two-mode squeezed state: the transformation, and the one steady state it leads to.

Two bosonic modes are damped through the nonlocal operators

.. math:: \tilde A = \mu\, a + \nu\, b^\dagger , \qquad \tilde B = \mu\, b + \nu\, a^\dagger .

The unitary :math:`U = e^{r(ab - a^\dagger b^\dagger)}` turns a into the first and b into the second, with
:math:`\mu = \cosh r` and :math:`\nu = \sinh r`. Seen in the frame of U the equation is that of two modes in a bath at
zero temperature. There every normally ordered moment decays by itself,

.. math:: \partial_t \langle a^{\dagger m} a^k b^{\dagger p} b^q\rangle
          = -\tfrac12\left[(m+k)\kappa_A + (p+q)\kappa_B\right] \langle a^{\dagger m} a^k b^{\dagger p} b^q\rangle ,

so only the norm survives: the vacuum is the only steady state, whatever the state at the start.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.algebra import Boson, Operator, commutator, one, substitute
from derive.dissipative_entanglement import boson_symbols as bs
from derive.dissipative_entanglement import symbols
from derive.dynamics.lindblad import Jump, Model
from derive.records import Derivation, Equation, table
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.bosons"
TABLE = table(symbols.TABLE, bs.TABLE)
A, B = Boson("a"), Boson("b")
LETTERS = (A.a, A.dag, B.a, B.dag)
WORDS = (bs.MODE_A.symbol, bs.MODE_A_DAG.symbol, bs.MODE_B.symbol, bs.MODE_B_DAG.symbol)
R, MU, NU = bs.SQUEEZING.symbol, symbols.MU.symbol, symbols.NU.symbol
COSH, SINH = (sp.exp(R) + sp.exp(-R)) / 2, (sp.exp(R) - sp.exp(-R)) / 2
BOSONS = r"$a$ and $b$ are annihilation operators of bosonic modes: $[a,a^\dagger]=[b,b^\dagger]=1$"
UNITARY = r"$U=e^{r(ab-a^\dagger b^\dagger)}$"
LINDBLAD = (
    r"each jump operator $L$ with its rate $\kappa$ adds "
    r"$\kappa(L\rho L^\dagger-\tfrac12L^\dagger L\rho-\tfrac12\rho L^\dagger L)$"
)
POSITIVE_RATES = "both rates are positive"
HIGHEST = 4


@dataclass(frozen=True, kw_only=True)
class TwoModes:
    """Jump operators with their rates, and the generator G of the unitary U = exp(r G) that is to undo them."""

    jumps: tuple[tuple[sp.Expr, Operator], ...] = (
        (bs.KAPPA_A.symbol, COSH * A.a + SINH * B.dag),
        (bs.KAPPA_B.symbol, COSH * B.a + SINH * A.dag),
    )
    generator: Operator = A.a * B.a - A.dag * B.dag


MODEL = TwoModes()


def derivation(model: TwoModes = MODEL) -> Derivation:
    """The transformation, the transformed equation, the decay of all moments, the target state and its variances."""
    return Derivation(
        module=MODULE, title="Two modes damped into a squeezed state", story=__doc__ or "",
        equations=(
            *weights(model), *rotated(model), *commutators(model), transformed(model), *damping(model), *numbers(model),
        ),
    )  # fmt: skip


def flow(model: TwoModes, angle: sp.Expr) -> dict[Operator, Operator]:
    """exp(angle G) X exp(-angle G) for each of a, a+, b, b+, from the linear motion that G generates on them.

    Raises DerivationError when commutators with G leave the four operators, or do not square to one number.
    """
    columns = [commutator(model.generator, letter) for letter in LETTERS]
    matrix = sp.Matrix(4, 4, lambda i, j: columns[j].coefficient(LETTERS[i]))
    linear = every(
        [column - sum((matrix[i, j] * LETTERS[i] for i in range(4)), 0 * one) for j, column in enumerate(columns)],
        lambda rest: rest.is_zero,
    )
    square = matrix**2
    if not linear or square != square[0, 0] * sp.eye(4) or square[0, 0] == 0:
        raise DerivationError(f"{model.generator} does not turn the modes by one angle")
    root = sp.sqrt(square[0, 0])
    growth, decay = sp.exp(root * angle), sp.exp(-root * angle)
    turned = (growth + decay) / 2 * sp.eye(4) + (growth - decay) / (2 * root) * matrix
    start = turned.subs(angle, 0) == sp.eye(4) if angle.is_Symbol else True
    moving = not angle.is_Symbol or (sp.diff(turned, angle) - turned * matrix).applyfunc(sp.expand) == sp.zeros(4, 4)
    if not (start and moving):
        raise DerivationError("the closed form does not solve the equation of motion of the modes")
    return {LETTERS[j]: sum((turned[i, j] * LETTERS[i] for i in range(4)), 0 * one) for j in range(4)}


def weights(model: TwoModes) -> tuple[Equation, ...]:
    """mu = cosh r and nu = sinh r: the weights with which a and b+ stand in U a U+."""
    image = flow(model, R)[A.a]
    made = []
    for quantity, letter, name, title in (
        (symbols.MU, A.a, "mu", "Weight of the passive part"), (symbols.NU, B.dag, "nu", "Weight of the active part"),
    ):  # fmt: skip
        chain = Chain(image.coefficient(letter), TABLE)
        chain.equal("name the hyperbolic function", sp.cosh(R) if quantity is symbols.MU else sp.sinh(R))
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}", title=title, lhs=quantity.symbol, assumes=(BOSONS, UNITARY),
                source="Sec. II and App. A",
            )
        )  # fmt: skip
    return tuple(made)


def rotated(model: TwoModes) -> tuple[Equation, ...]:
    """U a U+ and U b U+ as words in a, b and their adjoints."""
    images = flow(model, R)
    made = []
    cases = ((A.a, bs.NONLOCAL_A, 0, "first"), (B.a, bs.NONLOCAL_B, 1, "second"))
    for letter, quantity, index, name in cases:
        jump = model.jumps[index][1]
        chain = Chain(quantity.symbol, TABLE)
        shown = word(images[letter])
        chain.certified(
            "the motion that the generator makes of the mode", shown, "equation of motion in r, and value at r = 0",
            every([images[letter] - jump], lambda rest: rest.is_zero), "U a U+ is the jump operator",
        )  # fmt: skip
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}", title=f"The {name} nonlocal mode", lhs=quantity.symbol,
                follows_from=(f"{MODULE}.mu", f"{MODULE}.nu"), assumes=(BOSONS, UNITARY), source="App. A",
            )
        )  # fmt: skip
    return tuple(made)


def word(operator: Operator) -> sp.Expr:
    """An operator linear in the modes, as a sum over the table's letters; exponentials of r are named mu and nu.

    Raises DerivationError when it is not linear.
    """
    total: sp.Expr = sp.Integer(0)
    rest = operator
    for letter, symbol in zip(LETTERS, WORDS, strict=True):
        value = operator.coefficient(letter)
        total += named(value) * symbol
        rest = rest - value * letter
    if not rest.is_zero:
        raise DerivationError(f"{operator} is not linear in the modes")
    return total


def named(value: sp.Expr) -> sp.Expr:
    """A combination of exp(r) and exp(-r) as one of mu = cosh r and nu = sinh r."""
    grown, fallen = sp.expand(value).coeff(sp.exp(R)), sp.expand(value).coeff(sp.exp(-R))
    if sp.expand(value - grown * sp.exp(R) - fallen * sp.exp(-R)) != 0:
        return value
    return (grown + fallen) * MU + (grown - fallen) * NU


def commutators(model: TwoModes) -> tuple[Equation, ...]:
    """[A, A+], [B, B+] and [A, B] of the jump operators."""
    first, second = (jump for _, jump in model.jumps)
    cases = (
        (bs.COMMUTATOR_A, first, first.adjoint(), "commutator_first", "Commutator of the first nonlocal mode"),
        (bs.COMMUTATOR_B, second, second.adjoint(), "commutator_second", "Commutator of the second nonlocal mode"),
        (bs.COMMUTATOR_AB, first, second, "commutator_both", "Commutator of both nonlocal modes"),
    )
    made = []
    for quantity, left, right, name, title in cases:
        found = commutator(left, right)
        value = found.coefficient(one)
        weighted = sum((sp.Mul(*named_pair(left, right, letter)) for letter in (A, B)), sp.Integer(0))
        chain = Chain(quantity.symbol, TABLE)
        number = every([found - value * one], lambda rest: rest.is_zero)
        same = sp.expand(sp.expand(weighted.subs({MU: COSH, NU: SINH})) - value) == 0
        chain.certified("commutator by the weights", weighted, "operator algebra", number and same)
        if weighted != value:
            chain.certified(
                "the weights of a unitary", sp.expand(value), "substitution", same, "cosh^2 r - sinh^2 r = 1"
            )
        made.append(chain.equation(id=f"{MODULE}.{name}", title=title, lhs=quantity.symbol, assumes=(BOSONS,)))
    weighted = sp.expand(MU**2 - NU**2)
    untied = commutator(MU * A.a + NU * B.dag, MU * A.dag + NU * B.a)
    chain = Chain(bs.COMMUTATOR_A.symbol, TABLE)
    chain.certified(
        "for weights that are not yet tied", weighted, "operator algebra",
        every([untied - weighted * one], lambda rest: rest.is_zero),
    )  # fmt: skip
    return (
        *made,
        chain.equation(
            id=f"{MODULE}.commutator_of_weights", title="Commutator for any weights", lhs=bs.COMMUTATOR_A.symbol,
            assumes=(BOSONS, r"$\tilde A=\mu a+\nu b^\dagger$ with any real weights"), source="footnote 57",
        ),
    )  # fmt: skip


def named_pair(left: Operator, right: Operator, mode: Boson) -> tuple[sp.Expr]:
    """What one mode adds to the commutator of two operators linear in the modes, its weights named."""
    gain = named(left.coefficient(mode.a)) * named(right.coefficient(mode.dag))
    loss = named(left.coefficient(mode.dag)) * named(right.coefficient(mode.a))
    return (gain - loss,)


def undone(model: TwoModes) -> tuple[tuple[sp.Expr, Operator], ...]:
    """The jump operators seen from the frame of U: U+ L U."""
    images = flow(model, R)
    back = {letter: image.subs(R, -R) for letter, image in images.items()}
    return tuple((rate, substitute(jump, back).map_coefficients(sp.expand)) for rate, jump in model.jumps)


def transformed(model: TwoModes) -> Equation:
    """The master equation of rho_U = U+ rho U, whose jump operators are U+ L U."""
    rho = bs.STATE_U.symbol
    total: sp.Expr = sp.Integer(0)
    for rate, jump in undone(model):
        left, right = word(jump), word(jump.adjoint())
        total += rate * (left * rho * right - right * left * rho / 2 - rho * right * left / 2)
    start = lindblad_words(model)
    chain = Chain(start, TABLE)
    simple = [jump for _, jump in undone(model)]
    chain.certified(
        "U+ A U = a and U+ B U = b", total, "operator algebra",
        every([simple[0] - A.a, simple[1] - B.a], lambda rest: rest.is_zero), "U+ and U cancel between the operators",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.transformed", title="Master equation in the frame of the squeezing",
        lhs=sp.Derivative(rho, symbols.TIME.symbol, evaluate=False),
        follows_from=(f"{MODULE}.first", f"{MODULE}.second"),
        assumes=(BOSONS, LINDBLAD, r"$\rho_U=U^\dagger\rho U$"), source="App. A, Eq. (31)",
    )  # fmt: skip


def lindblad_words(model: TwoModes) -> sp.Expr:
    """The right side of the master equation in words, with the nonlocal operators and rho as they are."""
    rho = bs.STATE.symbol
    total: sp.Expr = sp.Integer(0)
    for rate, jump in model.jumps:
        left, right = word(jump), word(jump.adjoint())
        total += rate * (left * rho * right - right * left * rho / 2 - rho * right * left / 2)
    return total


def damping(model: TwoModes) -> tuple[Equation, ...]:
    r"""The rate of change of any normally ordered moment, and the moment at a later time.

    With X = a+^m a^k: a+ X a = a+^(m+1) a^(k+1), a+a X = a+^(m+1) a^(k+1) + m X and X a+a = a+^(m+1) a^(k+1) + k X,
    from [a, a+^m] = m a+^(m-1), which holds for m = 1 and passes from m to m + 1.
    """
    m, k, p, q = (order.symbol for order in bs.ORDERS)
    rates = {own: rate for rate, own in ((rate, jump) for rate, jump in undone(model))}
    decay = sum(
        (rates[own] * (powers[0] + powers[1]) / 2 for own, powers in ((A.a, (m, k)), (B.a, (p, q)))), sp.Integer(0)
    )
    frame = Model(hamiltonian=0 * one, jumps=tuple(Jump(operator=own, rate=rate) for own, rate in rates.items()))
    checked = every(
        [(u, v, w, x) for u in range(HIGHEST) for v in range(HIGHEST) for w in range(3) for x in range(3)],
        lambda powers: _decays(frame, powers, decay),
    )
    chain = Chain(bs.MOMENT.symbol, TABLE)
    chain.certified(
        "each jump lowers: a+ X a - (a+a X + X a+a)/2 = -(m + k) X/2", -decay * bs.MOMENT.symbol,
        "induction over the powers",
        _ladder() and checked, f"and by the operator algebra for all powers below {HIGHEST}",
    )  # fmt: skip
    motion = chain.equation(
        id=f"{MODULE}.moment", title="Decay of a moment in the frame of the squeezing",
        lhs=sp.Derivative(bs.MOMENT.symbol, symbols.TIME.symbol, evaluate=False),
        follows_from=(f"{MODULE}.transformed",),
        assumes=(BOSONS, LINDBLAD), source="App. A",
    )  # fmt: skip
    named_rate = Chain(bs.DAMPING.symbol, TABLE)
    named_rate.certified(
        "minus the relative rate of change of the moment", decay, "division",
        sp.cancel(motion.rhs / bs.MOMENT.symbol + decay) == 0,
    )  # fmt: skip
    rate = named_rate.equation(
        id=f"{MODULE}.damping", title="Decay rate of a moment", lhs=bs.DAMPING.symbol, follows_from=(motion.id,),
        assumes=(BOSONS, LINDBLAD),
    )  # fmt: skip
    later = _decayed(motion.rhs / bs.MOMENT.symbol, bs.MOMENT_AT_START.symbol)
    return motion, rate, later.equation(
        id=f"{MODULE}.moment_later", title="A moment at a later time", lhs=bs.MOMENT.symbol, follows_from=(motion.id,),
        assumes=(BOSONS, LINDBLAD, "rates do not change in time"),
    )  # fmt: skip


def _ladder() -> bool:
    """[a, a+^m] = m a+^(m-1): true for m = 1, and from m to m + 1 by [a, Y a+] = [a, Y] a+ + Y [a, a+]."""
    m, z = sp.Symbol("m", integer=True, positive=True), sp.Symbol("z", positive=True)
    step = sp.expand(m * z ** (m - 1) * z + z**m - (m + 1) * z**m) == 0
    return bool(step and (commutator(A.a, A.dag) - 1 * one).is_zero)


def _decays(frame: Model, powers: tuple[int, int, int, int], decay: sp.Expr) -> bool:
    m, k, p, q = powers
    own = A.dag**m * A.a**k * B.dag**p * B.a**q
    rate = decay.subs({order.symbol: power for order, power in zip(bs.ORDERS, powers, strict=True)})
    rest = frame.adjoint(own) + rate * own
    return bool(rest.is_zero)


def _decayed(rate: sp.Expr, start: sp.Symbol) -> Chain:
    """A quantity that changes at a constant relative rate, at time t; checked by putting it back."""
    t = symbols.TIME.symbol
    later = start * sp.exp(rate * t)
    chain = Chain(start, TABLE)
    return chain.certified(
        "a constant relative rate", later, "initial value problem",
        sp.cancel(sp.diff(later, t) / later - rate) == 0 and later.subs(t, 0) == start,
    )  # fmt: skip


def numbers(model: TwoModes) -> tuple[Equation, ...]:
    """Mean numbers of quanta in the frame of the squeezing: their rate of change, and their limit."""
    frame = Model(hamiltonian=0 * one, jumps=tuple(Jump(operator=own, rate=rate) for rate, own in undone(model)))
    made = []
    cases = ((A, bs.NUMBER_A, bs.START_A, bs.FINAL_A, "a"), (B, bs.NUMBER_B, bs.START_B, bs.FINAL_B, "b"))
    for mode, number, start, final, name in cases:
        found = frame.adjoint(mode.n)
        rate = found.coefficient(mode.n)
        chain = Chain(sp.Derivative(number.symbol, symbols.TIME.symbol, evaluate=False), TABLE)
        chain.certified(
            "adjoint of the generator on a+a", rate * number.symbol, "operator algebra",
            every([found - rate * mode.n], lambda rest: rest.is_zero),
        )  # fmt: skip
        motion = chain.equation(
            id=f"{MODULE}.number_{name}", title=f"Quanta of {name} in the frame of the squeezing",
            lhs=sp.Derivative(number.symbol, symbols.TIME.symbol, evaluate=False),
            follows_from=(f"{MODULE}.transformed",), assumes=(BOSONS, LINDBLAD), source="footnote 70",
        )  # fmt: skip
        later = _decayed(rate, start.symbol)
        later.certified(
            "after a long time", sp.limit(later.expression, symbols.TIME.symbol, sp.oo), "limit",
            sp.limit(later.expression, symbols.TIME.symbol, sp.oo) == 0, "the rate is positive",
        )  # fmt: skip
        made += [motion, later.equation(
            id=f"{MODULE}.final_number_{name}", title=f"Quanta of {name} after a long time", lhs=final.symbol,
            follows_from=(motion.id,), assumes=(BOSONS, LINDBLAD, POSITIVE_RATES), source="footnote 70",
        )]  # fmt: skip
    return tuple(made)
