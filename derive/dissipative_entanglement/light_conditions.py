r"""What is neglected when light and excited levels are eliminated, and to which order.

Each approximation is held against a case that is solved exactly, and the exact result stands here: the driven level
by its eigenvector, the slow decay by the root of its characteristic equation, the line width by the exact admixture,
moving atoms by pairs of opposite velocity, light between the ensembles by a Gaussian beam. The short-hand of the
master equation is spelled out here as well: a jump operator with a complex rate is a decay at its real part and a shift
by half its imaginary part.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.dissipative_entanglement import light_symbols as own
from derive.dissipative_entanglement import pair_rate, symbols
from derive.dissipative_entanglement.pair_rate import Vacuum
from derive.records import Derivation, Equation, Quantity
from derive.steps import Chain
from derive.vectors import as_matrix

MODULE = "dissipative_entanglement.light_conditions"
TABLE = own.ELIMINATED
EPS = own.SMALL_DRIVE.symbol
JUMP, DAG, RHO = own.JUMP.symbol, own.JUMP_DAG.symbol, own.RHO.symbol


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What the short-hand stands for: the factor in front of the rate, and the Larmor frequencies between sidebands."""

    half: sp.Rational = sp.Rational(1, 2)
    sidebands: int = 2


MODEL = Conditions()


def derivation(model: Conditions = MODEL) -> Derivation:
    """The order of every neglected term, and the short-hand."""
    return Derivation(
        module=MODULE, title="Conditions of the master equation", story=__doc__ or "",
        equations=(real_rate(model), complex_rate(model), dressed(), mixed(), width(), doppler(), adiabatic(),
                   crossed(model), spread(), fresnel(), wavenumber(), one_excited()),
    )  # fmt: skip


def _equation(chain: Chain, name: str, quantity: Quantity, source: str, *assumes: str) -> Equation:
    return chain.equation(
        id=f"{MODULE}.{name}", title=quantity.meaning[0].upper() + quantity.meaning[1:], lhs=quantity.symbol,
        assumes=assumes, source=source,
    )  # fmt: skip


def written(rate: sp.Expr, model: Conditions) -> sp.Expr:
    """The short-hand with its Hermitian conjugate."""
    there = model.half * rate * (JUMP * RHO * DAG - DAG * JUMP * RHO)
    back = model.half * sp.conjugate(rate) * (JUMP * RHO * DAG - RHO * DAG * JUMP)
    return there + back


def real_rate(model: Conditions = MODEL) -> Equation:
    """With a real rate: Lindblad form, with the rate in front of the jump part."""
    kappa = own.REAL_RATE.symbol
    chain = Chain(written(kappa, model), TABLE)
    front = 2 * model.half * kappa
    chain.equal("collect", front * JUMP * RHO * DAG - front / 2 * DAG * JUMP * RHO - front / 2 * RHO * DAG * JUMP)
    return _equation(chain, "real_rate", own.WRITTEN, "Sec. III.2")


def complex_rate(model: Conditions = MODEL) -> Equation:
    """With a complex rate: a decay at its real part, and a Hamiltonian with its imaginary part."""
    real, imaginary = sp.re(own.COMPLEX_RATE.symbol), sp.im(own.COMPLEX_RATE.symbol)
    chain = Chain(written(real + sp.I * imaginary, model), TABLE)
    pair = DAG * JUMP
    decay = 2 * model.half * real * (JUMP * RHO * DAG - pair * RHO / 2 - RHO * pair / 2)
    shift = -sp.I * model.half * imaginary * (pair * RHO - RHO * pair)
    chain.equal("real and imaginary part apart", decay + shift)
    return chain.equation(
        id=f"{MODULE}.complex_rate", title="The short-hand with a complex rate", lhs=own.SCATTERING.symbol,
        source="Sec. III.2",
    )  # fmt: skip


def dressed(vacuum: Vacuum = pair_rate.MODEL) -> Equation:
    """Decay of a strongly driven atom at resonance into its sidebands, over that without the field.

    Half of the dipole turns at the Rabi frequency (twice the coupling) above and half below; modes there are denser or
    sparser.
    """
    small = own.SMALL_OPTICAL.symbol
    density = pair_rate.mode_density(vacuum)
    k, centre = own.WAVE.symbol, symbols.WAVENUMBER.symbol
    share = sp.cancel((density.subs(k, centre * (1 + 2 * small)) + density.subs(k, centre * (1 - 2 * small))) / 2)
    chain = Chain(sp.expand(sp.cancel(share / density.subs(k, centre))), TABLE)
    chain.certified("modes at both sidebands", chain.expression, "even in the field's sign",
                    sp.expand(chain.expression - chain.expression.subs(small, -small)) == 0,
                    "half of the dipole above, half below")  # fmt: skip
    return _equation(chain, "dressed", own.DRESSED_RATE, "App. B.1", "the line in the middle is left as it is")


def mixed() -> Equation:
    """The amplitude of the excited level in the eigenvector that belongs to the ground level."""
    energy = (sp.sqrt(1 + 4 * EPS**2) - 1) / 2  # over Delta, of [[0, eps], [eps, -1]]
    chain = Chain(energy / EPS, TABLE)
    chain.certified("eigenvector of the driven level", energy / EPS, "characteristic polynomial",
                    sp.expand(sp.expand(energy * (energy + 1)) - EPS**2) == 0, "E (E + 1) = eps^2")  # fmt: skip
    return _equation(chain, "mixed", own.MIXED, "App. B.1")


def width() -> Equation:
    """The scattering rate with the line width beside the detuning, over its limit."""
    small = own.SMALL_WIDTH.symbol
    amplitude = 1 / (1 - sp.I * small / 2)
    chain = Chain(amplitude * amplitude.xreplace({sp.I: -sp.I}), TABLE)
    chain.equal("modulus of the complex admixture", 1 / (1 + small**2 / 4))
    return _equation(chain, "width", own.RELATIVE_SCATTERING, "Sec. III.1")


def doppler() -> Equation:
    """The scattering rate of atoms that move, in pairs of opposite velocity, over that at rest."""
    small = own.SMALL_DOPPLER.symbol
    chain = Chain((1 / (1 - small) ** 2 + 1 / (1 + small) ** 2) / 2, TABLE)
    chain.equal("one fraction", (1 + small**2) / (1 - small**2) ** 2)
    return _equation(chain, "doppler", own.RELATIVE_DOPPLER, "Sec. III.1", "velocities are distributed evenly")


def adiabatic() -> Equation:
    r"""The slow root of the driven pair of levels over its value with the excited level following.

    With a complex detuning K the amplitudes obey l^2 + K l + W^2 = 0, and l_0 = -W^2/K. What is neglected is therefore
    of the size W^2/K^2, the light shift over the detuning. The rate of the ground levels over the detuning is smaller
    by the line width over the detuning, and does not bound it.
    """
    ratio = (1 - sp.sqrt(1 - 4 * EPS**2)) / (2 * EPS**2)
    chain = Chain(ratio, TABLE)
    chain.certified("slow root", ratio, "substitution",
                    sp.expand(sp.expand(EPS**2 * ratio**2) - sp.expand(ratio) + 1) == 0,
                    "e^2 q^2 - q + 1 = 0 for q = l/l_0 and e = W/K")  # fmt: skip
    return _equation(chain, "adiabatic", own.ADIABATIC, "App. B.1", "drive and detuning are taken in modulus")


def crossed(model: Conditions = MODEL) -> Equation:
    """The largest change that a term turning at the distance of both sidebands makes."""
    t, omega, small = symbols.TIME.symbol, symbols.LARMOR.symbol, own.SMALL_CROSS.symbol
    turning = model.sidebands * omega
    integral = (sp.exp(sp.I * turning * t) - 1) / (sp.I * turning)
    at_best = sp.expand(integral.subs(t, sp.pi / turning))
    size = sp.Abs(at_best) * small * omega
    chain = Chain(size, TABLE)
    square = sp.expand(integral * integral.xreplace({sp.I: -sp.I}))
    slope = sp.diff(square, t).subs(t, sp.pi / turning)
    chain.certified("half a turn", sp.cancel(size), "derivative of the modulus",
                    sp.expand(sp.expand(slope)) == 0 and sp.diff(integral, t).subs(t, 0) == 1,
                    "the integral is stationary there")  # fmt: skip
    return _equation(chain, "crossed", own.CROSS_SIZE, "Footnote 61", "the other factors of the term are constant")


def spread() -> Equation:
    """The width of light that starts with the profile of one ensemble, at the other."""
    f = own.FRESNEL.symbol
    z, rho = sp.symbols("z rho", positive=True)
    # in units of the width L and of k L^2: 2 i d_z psi + Laplacian psi = 0
    beam = sp.exp(-(rho**2) / (1 + 2 * sp.I * z)) / (1 + 2 * sp.I * z)
    paraxial = 2 * sp.I * sp.diff(beam, z) + sp.diff(beam, rho, 2) + sp.diff(beam, rho) / rho
    exact = sp.sqrt(1 + 4 * f**2)
    chain = Chain(exact, TABLE)
    exponent = sp.cancel(2 * sp.re(sp.expand_complex(1 / (1 + 2 * sp.I * f)).subs(sp.re(f), f)))
    chain.certified("Gaussian beam", exact, "paraxial wave equation",
                    sp.cancel(sp.expand(paraxial / beam)) == 0 and sp.cancel(exponent - 2 / exact**2) == 0,
                    "the profile solves it, and its width follows")  # fmt: skip
    return _equation(chain, "spread", own.SPREAD, "Sec. III.2", r"the light starts as $e^{-\rho^2/L^2}$")


def fresnel() -> Equation:
    """The distance of the ensembles over the length on which light of their width diffracts."""
    distance, width_, k = symbols.SEPARATION.symbol, symbols.CLOUD.symbol, symbols.WAVENUMBER.symbol
    chain = Chain(distance / (k * width_**2), TABLE)
    # light of width L has angles of 1/(k L), which over a distance R spread it by R/(k L)
    chain.equal("spread by its angles over its width", distance * (1 / (k * width_)) / width_)
    chain.equal("collect", distance / (k * width_**2))
    return _equation(chain, "fresnel", own.FRESNEL, "Sec. III.2")


def wavenumber() -> Equation:
    """The wave number of light of a given wavelength."""
    speed = own.SPEED.symbol
    chain = Chain(2 * sp.pi * (speed / own.WAVELENGTH.symbol) / speed, (*TABLE, own.SPEED))
    chain.equal("frequency over speed", 2 * sp.pi / own.WAVELENGTH.symbol)
    return chain.equation(
        id=f"{MODULE}.wavenumber", title="Wave number", lhs=symbols.WAVENUMBER.symbol, source="Sec. III.2",
    )  # fmt: skip


def one_excited() -> Equation:
    """The projector on one excitation among two atoms: the part linear in z of the product of g_n + z e_n."""
    z = sp.Symbol("z")
    symbol = {place: quantity.symbol for place, quantity in own.PROJECTORS.items()}
    product = sp.expand((symbol["g", 1] + z * symbol["e", 1]) * (symbol["g", 2] + z * symbol["e", 2]))
    chain = Chain(product.coeff(z, 1), TABLE)
    atoms = {"e": sp.diag(0, 1), "g": sp.diag(1, 0)}
    both = {(kind, n): (atoms[kind], sp.eye(2)) for kind, n in own.PROJECTORS}
    matrices = {
        symbol[place]: sp.kronecker_product(*(pair if place[1] == 1 else pair[::-1])) for place, pair in both.items()
    }
    found = as_matrix(chain.expression, matrices)
    chain.certified("count excitations", chain.expression, "exact matrices of two atoms",
                    found == sp.diag(0, 1, 1, 0), "one where exactly one atom is excited, else zero")  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.one_excited", title="One excitation among two atoms", lhs=own.ONE_EXCITED.symbol,
        source="App. B.1",
    )  # fmt: skip
