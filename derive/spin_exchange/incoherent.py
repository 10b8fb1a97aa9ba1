r"""Incoherent excitations of the uniform mode of an imperfectly polarised gas.

Each of N atoms is in a spin-temperature state :math:`e^{-\beta f_z}` along -z, with
:math:`e^{\beta} = (1+p)/(1-p)`; spins 1/2 of polarisation p are the simplest case. The uniform mode is

.. math:: a = \hat F_-/\sqrt{2|F_z|} , \qquad |F_z| = N|\langle f_z\rangle| .

For every ladder operator of such a state the mean of raising after lowering is e^(-beta) times that of lowering
after raising, so the number of incoherent excitations depends on the polarisation alone: not on N, not on the
nuclear spin, and not on q. Their distribution is geometric, as that of light of one temperature.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.algebra import Ensemble, Spin
from derive.records import Approximation, Derivation, Equation, table
from derive.spin_exchange import bloch, noise, symbols
from derive.spin_exchange import mode_symbols as modes
from derive.steps import Chain, every

MODULE = "spin_exchange.incoherent"
TABLE = table(symbols.TABLE, modes.TABLE)
PRODUCT = "the atoms are independent and alike: the state is a product"
THERMAL = "each atom is in a spin-temperature state, exp(-beta f_z) with e^beta = (1+p)/(1-p)"
LARGE = Approximation(name="many atoms", small_parameter=1 / modes.ATOMS.symbol, neglected_order=1)


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """Populations of one spin 1/2 of a gas polarised along -z: the chance that it points up."""

    up: sp.Expr = (1 - modes.P.symbol) / 2

    @property
    def ratio(self) -> sp.Expr:
        """The Boltzmann factor of one flip, up over down."""
        return sp.cancel(self.up / (1 - self.up))

    @property
    def length(self) -> sp.Expr:
        """|<s_z>| of a spin."""
        return sp.expand(sp.Rational(1, 2) - self.up)


MODEL = Mixture()


def derivation(model: Mixture = MODEL) -> Derivation:
    """Mean number, distribution and chances of incoherent excitations; lengths and widths of the collective spins."""
    mean = mean_number(model)
    return Derivation(
        module=MODULE,
        title="Imperfect polarisation",
        story=__doc__ or "",
        equations=(
            mean,
            alkali_number(model),
            distribution(model, mean),
            *chances(model, mean),
            *lengths(),
            *widths(model),
            share(),
        ),
    )


@cache
def mean_number(model: Mixture = MODEL) -> Equation:
    """<a+ a> for N spins 1/2, exactly: pairs of different atoms contribute nothing, each atom its own flip."""
    n, spin = modes.ATOMS.symbol, Spin("s")
    gas = Ensemble("gas", spin, n)
    product = gas.total(spin.plus) * gas.total(spin.minus)
    split = gas.total(spin.plus * spin.minus) + gas.distinct(spin.plus, spin.minus)
    own = (spin.plus * spin.minus).matrix([spin])
    local = own[0, 0] * model.up + own[1, 1] * (1 - model.up)
    chain = Chain(n * local / (2 * n * model.length), TABLE)
    chain.certified(
        "F_+ F_- split into single atoms and pairs of different atoms",
        sp.cancel(chain.expression),
        "operator algebra",
        (product - split).is_zero,
        "exact for a symbol N; a pair contributes <s_+><s_-> = 0",
    )
    return chain.equation(
        id=f"{MODULE}.mean_number",
        title="Mean number of incoherent excitations of the uniform mode",
        lhs=modes.EXCITATIONS.symbol,
        assumes=(
            PRODUCT,
            "each spin 1/2 is an incoherent mixture of up and down",
            "a = F_-/sqrt(2|F_z|) with |F_z| = N p/2",
        ),
        source="main text, Discussion",
    )


def alkali_number(model: Mixture = MODEL) -> Equation:
    r"""The same number for an alkali atom with any nuclear spin.

    In exp(-beta f_z), f_- moves weight by one level: <f_+ f_-> = e^(-beta) <f_- f_+>, and <f_- f_+> - <f_+ f_->
    = -2<f_z>. So <f_+ f_-> = 2|f_z| x/(1 - x) with x = e^(-beta), whatever the length of the spin.
    """
    ratio = model.ratio
    checked = [_spin_temperature(sp.Rational(size, 2), ratio) for size in range(1, 8)]
    chain = Chain(ratio / (1 - ratio), TABLE)
    chain.certified(
        "<f_+ f_-> = 2|f_z| x/(1 - x) over 2|f_z|",
        noise.factored(sp.cancel(chain.expression)),
        "sums over levels",
        every(checked),
        "exact for every spin from 1/2 to 7/2, of which s and i are examples; f = s + i adds them",
    )
    return chain.equation(
        id=f"{MODULE}.alkali_number",
        title="Mean number of incoherent excitations, any nuclear spin",
        lhs=modes.EXCITATIONS.symbol,
        assumes=(PRODUCT, THERMAL, "s and i of one atom are independent in a spin-temperature state"),
        source="main text, Discussion",
    )


def _spin_temperature(spin: sp.Rational, ratio: sp.Expr) -> bool:
    """Whether <j_+ j_-> = 2|j_z| x/(1 - x) for a spin j with weights x^(j + m), level by level."""
    levels = [-spin + step for step in range(int(2 * spin) + 1)]
    weights = [ratio ** (spin + m) for m in levels]
    raised = sum(w * (spin * (spin + 1) - m * (m - 1)) for w, m in zip(weights, levels, strict=True))
    length = -sum(w * m for w, m in zip(weights, levels, strict=True))
    return bool(sp.cancel(raised - 2 * length * ratio / (1 - ratio)) == 0)


def distribution(model: Mixture, mean: Equation) -> Equation:
    """The chance of n excitations, from the geometric weights of the levels of each multiplet of total spin.

    The state is exp(-beta F_z), so within a multiplet of length F the level with n flips has the weight x^n,
    n = 0..2F. The lengths cluster at N p/2, so the highest level has a weight of about x^(N p) and drops out.
    """
    x, n, top = sp.Symbol("x", positive=True), modes.LEVEL.symbol, sp.Symbol("m", integer=True, nonnegative=True)
    norm = (1 - x ** (top + 1)) / (1 - x)
    telescopes = sp.expand(sp.cancel(norm.subs(top, top + 1) - norm - x ** (top + 1))) == 0
    starts = sp.cancel(norm.subs(top, 0)) == 1
    chain = Chain(((1 - x) * x**n).subs(x, model.ratio), TABLE)
    tidy = 2 * modes.P.symbol / (1 + modes.P.symbol) * ((1 - modes.P.symbol) / (1 + modes.P.symbol)) ** n
    same = sp.cancel((1 - x).subs(x, model.ratio) - 2 * modes.P.symbol / (1 + modes.P.symbol)) == 0
    chain.certified(
        "geometric weights x^n over their sum 1/(1 - x)",
        tidy if same else chain.expression,
        "induction over the levels",
        telescopes
        and starts
        and sp.cancel((x / (1 - x)).subs(x, model.ratio) - mean.rhs) == 0
        and second_moment(model),
        "the sum to level m is (1 - x^(m+1))/(1 - x); mean and second factorial moment are those of the operators",
    )
    return chain.equation(
        id=f"{MODULE}.distribution",
        title="Distribution of incoherent excitations",
        lhs=modes.CHANCE.symbol,
        follows_from=(mean.id,),
        assumes=(PRODUCT, THERMAL),
        approximations=(LARGE,),
        source="Methods, last paragraph",
    )


def second_moment(model: Mixture = MODEL) -> bool:
    """Whether <a+ a+ a a> of N spins 1/2 is 2 n^2 (1 - 1/N), twice the square of the mean as for thermal light."""
    spin, n = Spin("s"), modes.ATOMS.symbol
    gas, flip = Ensemble("gas", spin, n), spin.plus * spin.minus
    product = gas.total(spin.plus) ** 2 * gas.total(spin.minus) ** 2
    split = (
        2 * gas.distinct(flip, flip)
        + 4 * gas.distinct(flip, spin.plus, spin.minus)
        + gas.distinct(spin.plus, spin.plus, spin.minus, spin.minus)
    )
    moment = 2 * n * (n - 1) * model.up**2 / (2 * n * model.length) ** 2
    number = model.up / (2 * model.length)
    return (product - split).is_zero and sp.cancel(moment - 2 * number**2 * (1 - 1 / n)) == 0


def chances(model: Mixture, mean: Equation) -> tuple[Equation, Equation, Equation]:
    """Chances of exactly one and of at least one excitation, the second also by the mean number."""
    x = model.ratio
    follows = (f"{MODULE}.distribution",)
    one = Chain(noise.factored(sp.cancel((1 - x) * x)), TABLE)
    some = Chain(x, TABLE)
    by_mean = Chain(modes.EXCITATIONS.symbol / (1 + modes.EXCITATIONS.symbol), TABLE)
    by_mean.certified(
        "x = n/(1 + n)",
        by_mean.expression,
        "substituting the mean number",
        sp.cancel(by_mean.expression.subs(modes.EXCITATIONS.symbol, mean.rhs) - x) == 0,
    )
    return (
        one.equation(
            id=f"{MODULE}.exactly_one",
            title="Chance of exactly one incoherent excitation",
            lhs=modes.ONE.symbol,
            follows_from=follows,
            assumes=(PRODUCT, THERMAL),
            approximations=(LARGE,),
            source="Methods, last paragraph",
        ),
        some.equation(
            id=f"{MODULE}.at_least_one",
            title="Chance of at least one incoherent excitation",
            lhs=modes.SOME.symbol,
            follows_from=follows,
            assumes=(PRODUCT, THERMAL),
            approximations=(LARGE,),
        ),
        by_mean.equation(
            id=f"{MODULE}.at_least_one_by_mean",
            title="Chance of at least one incoherent excitation, by the mean number",
            lhs=modes.SOME.symbol,
            follows_from=(*follows, mean.id),
            assumes=(PRODUCT, THERMAL),
            approximations=(LARGE,),
        ),
    )


def lengths() -> tuple[Equation, Equation]:
    """Collective longitudinal spins of gases that point down: N times the mean of one atom."""
    q, p_a, p_b = symbols.Q.symbol, symbols.P_A.symbol, symbols.P_B.symbol
    alkali = Chain(modes.ALKALI_ATOMS.symbol * q * (-p_a / 2), TABLE)
    noble = Chain(symbols.N_B.symbol * (-p_b / 2), TABLE)
    return (
        alkali.equation(
            id=f"{MODULE}.alkali_length",
            title="Collective spin of the alkali",
            lhs=modes.TOTAL_A.symbol,
            follows_from=("spin_exchange.slowing_down.total_spin",),
            assumes=("the electron spins have <s_z> = -p_a/2", bloch.HYPERFINE),
            source="main text, Dynamics of collective spin states",
        ),
        noble.equation(
            id=f"{MODULE}.noble_length",
            title="Collective spin of the noble gas",
            lhs=modes.TOTAL_B.symbol,
            assumes=("the noble-gas spins have <k_z> = -p_b/2",),
            source="main text, Dynamics of collective spin states",
        ),
    )


def widths(model: Mixture = MODEL) -> tuple[Equation, Equation]:
    """Uncertainties of transverse components: <F_x^2> = |F_z|(2 n_I + 1)/2, which no longer holds the polarisation."""
    number = mean_number(model).rhs
    made = []
    for quantity, atoms, length, p, name in (
        (modes.WIDTH_A, modes.ALKALI_ATOMS, symbols.Q.symbol * symbols.P_A.symbol / 2, symbols.P_A, "alkali_width"),
        (modes.WIDTH_B, symbols.N_B, symbols.P_B.symbol / 2, symbols.P_B, "noble_width"),
    ):
        chain = Chain(
            sp.sqrt(sp.cancel(atoms.symbol * length * (2 * number.subs(modes.P.symbol, p.symbol) + 1) / 2)), TABLE
        )
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}",
                lhs=quantity.symbol,
                follows_from=(f"{MODULE}.alkali_number",),
                assumes=(PRODUCT, THERMAL),
                source="main text, Dynamics of collective spin states",
            )
        )
    return made[0], made[1]


def share() -> Equation:
    """A spin 1/2 of polarisation p is a mixture of a fully polarised part p and an unpolarised part 1 - p.

    The mean torque k x s of a collision is bilinear in the two states, and vanishes when one of them is unpolarised.
    """
    p_a, p_b = symbols.P_A.symbol, symbols.P_B.symbol
    full, none = sp.Matrix([0, 1]), sp.Matrix([1, 1]) / 2
    mixed = [p * full + (1 - p) * none for p in (p_a, p_b)]
    means = [(m[0] - m[1]) / 2 for m in mixed]
    chain = Chain(p_a * p_b, TABLE)
    chain.certified(
        "mixture of polarised and unpolarised atoms",
        p_a * p_b,
        "populations of the levels",
        sp.expand(means[0] * means[1] - p_a * p_b / 4) == 0,
        "the product of the mean spins is p_a p_b times that at full polarisation",
    )
    return chain.equation(
        id=f"{MODULE}.polarised_share",
        title="Share of the collisions between polarised parts",
        lhs=modes.SHARE.symbol,
        assumes=("partners are picked at random, whatever their spins",),
        source="main text, Discussion",
    )
