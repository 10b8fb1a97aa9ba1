r"""Mean-field Bloch equations of both gases, from one collision and the statistics of many.

In a short time dt an alkali atom meets a noble-gas atom with probability n_b v sigma dt, and the other way
round with n_a v sigma dt. The partner is picked at random, and so is the phase, whose kinematic averages
<v sigma phi> and <v sigma phi^2> are the data of the model. A collision is too short for the nuclear spin of
the alkali atom to move, so the change of f is the change of s; afterwards the hyperfine coupling restores
f = q s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import sympy as sp

from derive.records import Approximation, Derivation, Equation, table
from derive.spin_exchange import collision, symbols
from derive.steps import Chain, DerivationError
from derive.vectors import components, cross, dot, resolve

MODULE = "spin_exchange.bloch"
TABLE = table(symbols.TABLE, symbols.DENSITY_A, symbols.DENSITY_B, symbols.TOTAL, (symbols.RATE_A, symbols.RATE_B))

PAIRING = "partners are picked at random: probability n v sigma dt in a time dt, whatever their spins"
PHASES = "the phase of a collision does not depend on the spins"
HYPERFINE = "between collisions the hyperfine coupling restores f = q s; during one the nuclear spin stands still"
MEAN_FIELD = Approximation(
    name="mean field: spins that meet are uncorrelated, since the same pair meets again once in N_b collisions",
    small_parameter=1 / symbols.N_B.symbol,
    neglected_order=1,
)


@dataclass(frozen=True)
class Gases:
    """A collision, and kinematic averages of (rate coefficient times phase^n), for n = 1, 2."""

    collision: collision.Collision = collision.MODEL
    averages: tuple[tuple[int, sp.Expr], ...] = ((1, symbols.M1.symbol), (2, symbols.M2.symbol))

    @property
    def mean(self) -> dict[int, sp.Expr]:
        """The averages by the power of the phase."""
        return dict(self.averages)


MODEL = Gases()


def derivation(model: Gases = MODEL) -> Derivation:
    """Rates, the Bloch equations per atom and per volume, conservation and the steady state where they hold."""
    alkali, noble = equations(model)
    found: tuple[Equation, ...] = (alkali, noble, *uniform_densities(), *densities(alkali, noble))
    if collision.conserves_total_spin(model.collision):
        found = (
            *rates(model),
            *found,
            *relaxation(alkali, noble),
            conservation(alkali, noble),
            *steady_state(alkali, noble),
        )
    return Derivation(module=MODULE, title="Mean-field Bloch equations", story=__doc__ or "", equations=found)


@cache
def rates(model: Gases = MODEL) -> tuple[Equation, Equation]:
    """zeta and k_se, named as coefficients of the averaged collision.

    Raises DerivationError for a collision that does not conserve the total spin: it has more rates than these.
    """
    if not collision.conserves_total_spin(model.collision):
        raise DerivationError(f"the coupling {model.collision.generator} has no single precession and relaxation rate")
    average = _average(model, electron=False)
    k, s = symbols.NOBLE[0].symbol, symbols.ELECTRON[0].symbol
    flat = sp.expand(average / symbols.N_A_DENSITY.symbol)
    precession, loss = flat.coeff(cross(s, k)), -flat.coeff(k)
    chain = Chain(precession / symbols.Q.symbol, TABLE)
    zeta = chain.equation(
        id=f"{MODULE}.zeta", title="Mean-field interaction strength", lhs=symbols.ZETA.symbol,
        follows_from=(f"{collision.MODULE}.noble_change",),
        assumes=(PAIRING, PHASES, "per alkali spin f = q s: the coefficient of n_a f x k in the rate of k"),
        source="main text after Eq. (1)",
    )  # fmt: skip
    chain = Chain(loss, TABLE)
    k_se = chain.equation(
        id=f"{MODULE}.k_se", title="Binary spin-exchange rate coefficient", lhs=symbols.K_SE.symbol,
        follows_from=(f"{collision.MODULE}.noble_change",),
        assumes=(PAIRING, PHASES, "the rate per alkali density at which a noble-gas spin relaxes by exchange"),
        source="main text after Eq. (1)",
    )  # fmt: skip
    return zeta, k_se


@cache
def equations(model: Gases = MODEL) -> tuple[Equation, Equation]:
    """Rates of change of the mean spins per atom, <f> and <k>, with the rates zeta and k_se."""
    return _bloch(model, electron=True), _bloch(model, electron=False)


def _bloch(model: Gases, *, electron: bool) -> Equation:
    spin = symbols.ALKALI if electron else symbols.NOBLE
    change = _change(model, electron=electron)
    chain = Chain(change, TABLE)
    chain.certified(
        "average over partners and phases", _average(model, electron=electron), "linearity of the mean",
        _is_polynomial(change, symbols.PHI.symbol, tuple(model.mean)),
        "each power of the phase is replaced by its mean rate; there is no other power",
    )  # fmt: skip
    slow = {symbols.ELECTRON[i].symbol: symbols.ALKALI[i].symbol / symbols.Q.symbol for i in range(4)}
    _replace(chain, "the electron carries the share 1/q of the spin f", slow, HYPERFINE)
    isotropic = collision.conserves_total_spin(model.collision)
    if isotropic:
        zeta, k_se = (equation.rhs for equation in rates(model))
        named_rates = ((zeta, symbols.ZETA.symbol, model.mean[1]), (k_se, symbols.K_SE.symbol, model.mean[2]))
        names = {mean: sp.solve(rate - name, mean)[0] for rate, name, mean in named_rates}
        named = _gathered(chain.expression.subs(names))
        back = named.subs({symbols.ZETA.symbol: zeta, symbols.K_SE.symbol: k_se})
        chain.certified("name the rates", named, "substituting the rates back",
                        sp.expand(back.doit() - chain.expression) == 0)  # fmt: skip
    vectors = not isinstance(chain.expression, sp.MatrixBase)
    lhs = sp.Derivative(spin[0].symbol, symbols.TIME.symbol, evaluate=False)
    names_used = ("zeta", "k_se") if isotropic else ()
    return chain.equation(
        id=f"{MODULE}.{'alkali' if electron else 'noble_gas'}",
        title=f"Bloch equation of the {'alkali' if electron else 'noble gas'}",
        lhs=lhs if vectors else resolve(lhs, TABLE),
        follows_from=(f"{collision.MODULE}.{'electron' if electron else 'noble'}_change",
                      "spin_exchange.slowing_down.total_spin", *(f"{MODULE}.{n}" for n in names_used)),
        assumes=(PAIRING, PHASES, HYPERFINE),
        approximations=(MEAN_FIELD, collision_order(model)),
        source="main text, Eq. (1)",
    )  # fmt: skip


def collision_order(model: Gases) -> Approximation:
    """The small-phase approximation that the averaged collision rests on."""
    (approximation,) = collision.changes(model.collision)[0].approximations
    return approximation


def uniform_densities() -> tuple[Equation, Equation]:
    """Densities of spin where the means do not depend on the place: n_a <f> and n_b <k>."""
    made = []
    for name, count, mean, density in (
        ("alkali_spin", symbols.N_A_DENSITY, symbols.ALKALI, symbols.DENSITY_A),
        ("noble_gas_spin", symbols.N_B_DENSITY, symbols.NOBLE, symbols.DENSITY_B),
    ):
        chain = Chain(count.symbol * mean[0].symbol, TABLE)
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}_density",
                title=f"{density[0].meaning[0].upper()}{density[0].meaning[1:]}",
                lhs=density[0].symbol,
                assumes=("the means are those of atoms anywhere in the cell",),
            )
        )
    return made[0], made[1]


def densities(alkali: Equation, noble: Equation) -> tuple[Equation, Equation]:
    """The same equations for densities of spin, n_a <f> and n_b <k>."""
    n_a, n_b = symbols.N_A_DENSITY.symbol, symbols.N_B_DENSITY.symbol
    scale = {symbols.ALKALI[i].symbol: symbols.DENSITY_A[i].symbol / n_a for i in range(4)} | {
        symbols.NOBLE[i].symbol: symbols.DENSITY_B[i].symbol / n_b for i in range(4)
    }
    made = []
    for equation, count, spin in ((alkali, n_a, symbols.DENSITY_A), (noble, n_b, symbols.DENSITY_B)):
        chain = Chain(equation.rhs * count, TABLE)
        _replace(chain, "densities in place of means", scale, "f(r) = n_a <f>, k(r) = n_b <k>")
        lhs = sp.Derivative(spin[0].symbol, symbols.TIME.symbol, evaluate=False)
        made.append(
            chain.equation(
                id=f"{equation.id}_density", title=f"{equation.title}, per volume",
                lhs=resolve(lhs, TABLE) if isinstance(chain.expression, sp.MatrixBase) else lhs,
                follows_from=(equation.id,), assumes=equation.assumes, approximations=equation.approximations,
                source="Methods, Eq. (13), averaged",
            )
        )  # fmt: skip
    return made[0], made[1]


def relaxation(alkali: Equation, noble: Equation) -> tuple[Equation, Equation]:
    """The rates at which f and k relax by exchange alone."""
    made = []
    for equation, spin, quantity in ((alkali, symbols.ALKALI, symbols.RATE_A), (noble, symbols.NOBLE, symbols.RATE_B)):
        chain = Chain(-sp.expand(equation.rhs).coeff(spin[0].symbol), TABLE)
        made.append(chain.equation(
            id=f"{equation.id}_relaxation", title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}",
            lhs=quantity.symbol, follows_from=(equation.id,), assumes=equation.assumes,
            approximations=equation.approximations,
        ))  # fmt: skip
    return made[0], made[1]


def conservation(alkali: Equation, noble: Equation) -> Equation:
    """n_a <f> + n_b <k> does not change: what one gas loses the other gains."""
    n_a, n_b, t = symbols.N_A_DENSITY.symbol, symbols.N_B_DENSITY.symbol, symbols.TIME.symbol
    chain = Chain(n_a * alkali.rhs + n_b * noble.rhs, TABLE)
    chain.equal("add the two rates", sp.Integer(0) * symbols.ALKALI[0].symbol)
    f, k = (sp.Derivative(spin[0].symbol, t, evaluate=False) for spin in (symbols.ALKALI, symbols.NOBLE))
    return chain.equation(
        id=f"{MODULE}.conservation", title="Conservation of the total spin", lhs=n_a * f + n_b * k,
        follows_from=(alkali.id, noble.id), assumes=alkali.assumes, approximations=alkali.approximations,
    )  # fmt: skip


def steady_state(alkali: Equation, noble: Equation) -> tuple[Equation, Equation]:
    r"""The only steady states: f = q k, shared as the conserved total spin M demands.

    With d = k - f/q, the rate of k along d is -n_a k_se d.d, because d is perpendicular to f x k. So a steady
    state has d = 0, and then both rates vanish.
    """
    f, k, q = symbols.ALKALI[0].symbol, symbols.NOBLE[0].symbol, symbols.Q.symbol
    n_a, n_b, total = symbols.N_A_DENSITY.symbol, symbols.N_B_DENSITY.symbol, symbols.TOTAL[0].symbol
    difference = k - f / q
    chain = Chain(dot(noble.rhs, difference), TABLE)
    chain.equal("f x k is perpendicular to f and to k", -n_a * symbols.K_SE.symbol * dot(difference, difference))
    at_rest = [sp.Matrix(resolve(e.rhs, TABLE)).subs(_parallel(q)).expand() for e in (alkali, noble)]
    chain.certified(
        "a steady state has d.d = 0, hence f = q k", q * k, "both rates at f = q k",
        all(rate == sp.zeros(3, 1) for rate in at_rest), "they vanish identically",
    )  # fmt: skip
    parallel = chain.equation(
        id=f"{MODULE}.steady_state", title="Steady state", lhs=f, follows_from=(alkali.id, noble.id),
        assumes=(*alkali.assumes, "k_se and n_a are positive"), approximations=alkali.approximations,
    )  # fmt: skip
    chain = Chain(total / (q * n_a + n_b), TABLE)
    shared = sp.Matrix(resolve(n_a * q * chain.expression + n_b * chain.expression - total, TABLE))
    chain.certified("n_a f + n_b k = M with f = q k", chain.expression, "substituting it back",
                    shared.applyfunc(sp.cancel) == sp.zeros(3, 1))  # fmt: skip
    spin = chain.equation(
        id=f"{MODULE}.steady_noble_gas", title="Noble-gas spin in the steady state", lhs=k,
        follows_from=(parallel.id, f"{MODULE}.conservation"), assumes=alkali.assumes,
        approximations=alkali.approximations,
    )  # fmt: skip
    return parallel, spin


def _parallel(q: sp.Symbol) -> dict[sp.Symbol, sp.Expr]:
    return {a.symbol: q * b.symbol for a, b in zip(symbols.ALKALI[1:], symbols.NOBLE[1:], strict=True)}


def _change(model: Gases, *, electron: bool) -> sp.Basic:
    return _multiplied_out(collision.changes(model.collision)[0 if electron else 1].rhs)


def _average(model: Gases, *, electron: bool) -> sp.Basic:
    """The mean rate of change: partners per volume, times the mean of each power of the phase."""
    phi = symbols.PHI.symbol
    partners = (symbols.N_B_DENSITY if electron else symbols.N_A_DENSITY).symbol
    change = _change(model, electron=electron)

    def averaged(entry: sp.Expr) -> sp.Expr:
        return sp.Add(*(sp.expand(entry).coeff(phi, power) * partners * mean for power, mean in model.averages))

    return change.applyfunc(averaged) if isinstance(change, sp.MatrixBase) else averaged(change)


def _is_polynomial(change: sp.Basic, phi: sp.Symbol, powers: tuple[int, ...]) -> bool:
    entries = change if isinstance(change, sp.MatrixBase) else [change]
    return all({p for (p,) in sp.Poly(sp.expand(e), phi).monoms() if e != 0} <= set(powers) for e in entries)


def _replace(chain: Chain, rule: str, meaning: Mapping[sp.Symbol, sp.Expr], why: str) -> None:
    """Put multiples of other vectors in place of vectors; checked by putting them back."""
    after = _gathered(_multiplied_out(chain.expression.subs(meaning)))
    scales = {old: new.as_independent(*components(TABLE), *_letters()) for old, new in meaning.items()}
    back = {new: old / scale for old, (scale, new) in scales.items()}
    restored = _multiplied_out(after.subs(back))
    chain.certified(rule, after, "putting them back", restored == _multiplied_out(chain.expression), why)


def _letters() -> set[sp.Symbol]:
    """The components of all vectors."""
    return {component for vector_of in components(TABLE).values() for component in vector_of}


def _multiplied_out(expression: sp.Basic) -> sp.Basic:
    """Expanded, with scalars taken out of cross products."""
    if isinstance(expression, sp.MatrixBase):
        return sp.ImmutableMatrix(expression.applyfunc(sp.expand))
    vectors = set(components(TABLE))

    def linear(left: sp.Expr, right: sp.Expr) -> sp.Expr:
        (a, u), (b, w) = (part.as_independent(*vectors) for part in (left, right))
        return a * b * cross(u, w)

    return sp.expand(expression.replace(cross, linear))


def _gathered(expression: sp.Basic) -> sp.Basic:
    """Written as precession plus k_se times a difference of spins, as the field writes it."""
    if isinstance(expression, sp.MatrixBase):
        return expression
    return sp.collect(sp.expand(expression), symbols.K_SE.symbol, sp.factor_terms)
