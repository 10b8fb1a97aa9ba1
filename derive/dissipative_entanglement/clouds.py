r"""Places of atoms that move through a Gaussian cloud, and how pairs of them are distributed.

The density of one atom's place falls as :math:`e^{-r^2/L^2}`. An average over the places of two atoms, of anything
that depends on their difference only, needs the density of that difference. With

.. math:: \mathbf r_\pm = \mathbf r \pm \acute{\mathbf r}, \qquad
   d\mathbf r\,d\acute{\mathbf r} = 2^{-3}\,d\mathbf r_+\,d\mathbf r_-

the three coordinates separate, and in each of them, for centres a distance R apart,

.. math:: r^2 + (\acute r-R)^2 = \tfrac12 (r_+-R)^2 + \tfrac12 (r_-+R)^2 .

The sum is integrated out; the difference of two atoms spreads :math:`\sqrt2` times as far as one.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.dissipative_entanglement import motion_symbols as own
from derive.dissipative_entanglement import symbols
from derive.gaussians import integrated
from derive.records import Derivation, Equation, Quantity
from derive.steps import Chain, DerivationError

MODULE = "dissipative_entanglement.clouds"
TABLE = own.TABLE
L, R, K_L = symbols.CLOUD.symbol, symbols.SEPARATION.symbol, symbols.WAVENUMBER.symbol
PLACE, PLUS, MINUS, SMALL = (q.symbol for q in (own.CENTRE, own.SUM, own.DIFFERENCE, own.SMALL))
INDEPENDENT = "the places of different atoms are independent"
FAST = (
    "atoms cross the cloud much faster than they radiate, so that rates are averaged over places: "
    r"$\Gamma_{\mathrm{atomic}}L/v\ll1$"
)
ALIKE = "both ensembles have one shape and one size"


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """The shape of the density of one atom's place, not normalised, a Gaussian of the distance from the centre."""

    shape: sp.Expr = sp.exp(-(PLACE**2) / L**2)

    @property
    def steepness(self) -> sp.Expr:
        """c of a shape exp(-c r^2) [1/m^2]; raises DerivationError for a shape whose coordinates do not separate."""
        c = sp.cancel(-sp.log(self.shape).expand(force=True) / PLACE**2)
        if c.has(PLACE) or not c.is_positive:
            raise DerivationError(f"the shape {self.shape} is no Gaussian, whose coordinates would separate")
        return c

    @property
    def spread(self) -> sp.Expr:
        """Twice the variance of one coordinate of the difference of two atoms, 1/(c/2) [m^2]."""
        return 2 / self.steepness


MODEL = Cloud()


def derivation(model: Cloud = MODEL) -> Derivation:
    """The density of one atom, of the difference of two, and sums over pairs of places."""
    return Derivation(
        module=MODULE, title="Places of moving atoms", story=__doc__ or "",
        equations=(density(model), wave_number(), axis(model), axis_apart(model), *pairs(model), *pairs_apart(model)),
    )  # fmt: skip


def normalisation(model: Cloud) -> sp.Expr:
    """The density at the centre, from the integral over all places [1/m^3]."""
    return 1 / integrated(sp.Integral(4 * sp.pi * PLACE**2 * model.shape, (PLACE, 0, sp.oo)))


def density(model: Cloud = MODEL) -> Equation:
    """The normalised density of the place of one atom."""
    whole = sp.Integral(4 * sp.pi * PLACE**2 * model.shape, (PLACE, 0, sp.oo))
    chain = Chain(model.shape / whole, TABLE)
    line = integrated(sp.Integral(sp.exp(-model.steepness * MINUS**2), (MINUS, -sp.oo, sp.oo)))
    chain.certified("integrate over all places", sp.powsimp(normalisation(model) * model.shape),
                    "in spherical and in Cartesian coordinates", sp.expand(integrated(whole) - line**3) == 0,
                    "the integral over spheres is the third power of that along one axis")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.density", title="Density of places", lhs=own.DENSITY.symbol,
        assumes=("the cloud is Gaussian",), source="Sec. III.3",
    )  # fmt: skip


def wave_number() -> Equation:
    """The small parameter of large clouds, as a change of units."""
    return Chain(1 / (SMALL * L), TABLE).equation(
        id=f"{MODULE}.wave_number", title="Wavelength in units of the cloud", lhs=K_L
    )


def one_axis(model: Cloud, apart: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """The density of the difference along one axis: as an integral over the sum, and its value [1/m]."""
    c = model.steepness
    along = sp.sqrt(c / sp.pi)
    first, second = (PLUS + MINUS) / 2, (PLUS - MINUS) / 2 - apart
    body = along**2 * sp.exp(-c * first**2) * sp.exp(-c * second**2) / 2
    value = sp.sqrt(c / (2 * sp.pi)) * sp.exp(-c * (MINUS + apart) ** 2 / 2)
    return sp.Integral(body, (PLUS, -sp.oo, sp.oo)), value


def _axis(model: Cloud, apart: sp.Expr, lhs: Quantity, name: str, title: str) -> Equation:
    integral, value = one_axis(model, apart)
    c = model.steepness
    squares = c * ((PLUS + MINUS) / 2) ** 2 + c * ((PLUS - MINUS) / 2 - apart) ** 2
    centred = c * (PLUS - apart) ** 2 / 2 + c * (MINUS + apart) ** 2 / 2
    chain = Chain(integral, TABLE)
    chain.certified("complete the squares in sum and difference, then integrate over the sum", value,
                    "squares expanded; integral over the whole line",
                    sp.expand(squares - centred) == 0 and sp.expand(integrated(integral) - value.expand()) == 0,
                    "the Jacobian of one coordinate is 1/2")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.{name}", title=title, lhs=lhs.symbol, assumes=(INDEPENDENT, ALIKE),
        follows_from=(f"{MODULE}.density",), source="App. B.2",
    )  # fmt: skip


def axis(model: Cloud = MODEL) -> Equation:
    """The density of the difference of one coordinate of two atoms of one ensemble."""
    return _axis(model, sp.S.Zero, own.AXIS, "axis", "Difference of one coordinate of two atoms")


def axis_apart(model: Cloud = MODEL) -> Equation:
    """The same along the line that joins two ensembles, the second of which lies at +R."""
    return _axis(model, R, own.AXIS_APART, "axis_apart", "Difference of one coordinate, atoms of two ensembles")


def _sums(model: Cloud, names: tuple[Quantity, Quantity, Quantity, Quantity], suffix: str) -> tuple[Equation, ...]:
    """The averaged pair rate by sums over both places, over sum and difference, and over the difference."""
    mean, pair, both, difference = names
    c = model.steepness
    over_sum = integrated(sp.Integral(sp.exp(-c * PLUS**2 / 2), (PLUS, -sp.oo, sp.oo)))
    by_pairs = Chain(normalisation(model) ** 2 * pair.symbol, TABLE)
    jacobian = Chain(both.symbol / 8, TABLE)
    change = sp.Matrix([[sp.Rational(1, 2), sp.Rational(1, 2)], [sp.Rational(1, 2), -sp.Rational(1, 2)]])
    jacobian.certified("three coordinates", both.symbol * sp.Abs(change.det()) ** 3, "determinant",
                       sp.Abs(change.det()) == sp.Rational(1, 2), "sum and difference of each coordinate")  # fmt: skip
    outer = Chain(over_sum**3 * difference.symbol, TABLE)
    integral, value = one_axis(model, sp.S.Zero)
    outer.certified("the sum is integrated out", outer.expression, "one coordinate at a time",
                    sp.expand(integrated(integral) - value.expand()) == 0,
                    "the density of the difference is normalised")  # fmt: skip
    follows = (f"{MODULE}.density", f"{MODULE}.axis{suffix}")
    return tuple(
        chain.equation(id=f"{MODULE}.{name}{suffix}", title=title, lhs=lhs.symbol, assumes=(INDEPENDENT, ALIKE, FAST),
                       follows_from=follows, source="App. B.2")
        for chain, name, title, lhs in (
            (by_pairs, "mean", "Averaged pair rate by both places", mean),
            (jacobian, "pairs", "Sum over places in sum and difference", pair),
            (outer, "sums", "Sum over places in the difference alone", both),
        )
    )  # fmt: skip


def pairs(model: Cloud = MODEL) -> tuple[Equation, ...]:
    """Averages over two places of one ensemble."""
    return _sums(model, (own.MEAN, own.PER_PAIR, own.PER_SUM, own.PER_DIFFERENCE), "")


def pairs_apart(model: Cloud = MODEL) -> tuple[Equation, ...]:
    """Averages over the places of atoms of two ensembles."""
    names = (own.RATE_APART_FULL, own.PER_PAIR_APART, own.PER_SUM_APART, own.PER_DIFFERENCE_APART)
    return _sums(model, names, "_apart")
