r"""Two polarised gases as two coupled modes: the linear motion of small transverse spins, and its solution.

Start from the mean-field Bloch equations, with precession in a magnetic field along z and a decoherence rate
of the alkali spins. Both gases point down, f_z = -p_a q/2 and k_z = -p_b/2, and the transverse spins
f_- = f_x - i f_y and k_- = k_x - i k_y are small. Scaled to excitation amplitudes,

.. math:: a = \sqrt{N_a/(q p_a)}\, f_- , \qquad b = \sqrt{N_b/p_b}\, k_- ,

they obey two linear equations with one symmetric coupling rate, J.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp

from derive.domains import COMPLEX
from derive.records import Approximation, Derivation, Equation, Quantity, table
from derive.spin_exchange import bloch, symbols
from derive.steps import Chain, DerivationError
from derive.vectors import componentwise

MODULE = "spin_exchange.two_mode"
PROPAGATOR = tuple(
    Quantity(name=f"U_{row}{column}", latex=f"U_{{{row}{column}}}", domain=COMPLEX,
             meaning=f"amplitude of {row} at time t for unit amplitude of {column} at time 0")
    for row in "ab" for column in "ab"
)  # fmt: skip
TABLE = table(
    symbols.TABLE,
    (symbols.FIELD, symbols.STORAGE_FIELD, symbols.G_ELECTRON, symbols.G_NOBLE, symbols.STORAGE_DETUNING),
    (symbols.AMPLITUDE_A, symbols.AMPLITUDE_B, symbols.SHIFTED_A, symbols.SHIFTED_B),
    PROPAGATOR,
)
SMALL_TILT = Approximation(name="small transverse spins", small_parameter=symbols.AMPLITUDE_A.symbol, neglected_order=2)
COHERENT = Approximation(
    name="incoherent transfer neglected beside coherent precession",
    small_parameter=symbols.K_SE.symbol / symbols.ZETA.symbol,
    neglected_order=1,
)
POLARISED = "both gases are polarised along -z: f_z = -p_a q/2, k_z = -p_b/2"


@dataclass(frozen=True, kw_only=True)
class PolarisedGases:
    """Longitudinal spins of the two gases, and the mean-field model they move in."""

    alkali: sp.Expr = -symbols.P_A.symbol * symbols.Q.symbol / 2
    noble: sp.Expr = -symbols.P_B.symbol / 2
    bloch: bloch.Gases = field(default_factory=lambda: bloch.MODEL)


MODEL = PolarisedGases()


def derivation(model: PolarisedGases = MODEL) -> Derivation:
    """Shifted frequencies, J, the equations of motion in the rotating frame, and their propagator."""
    matrix = transverse_matrix(model)
    generator = sp.ImmutableMatrix(
        [[sp.I * symbols.DETUNING.symbol - symbols.GAMMA.symbol, -sp.I * symbols.J.symbol],
         [-sp.I * symbols.J.symbol, 0]]
    )  # fmt: skip
    return Derivation(
        module=MODULE,
        title="Two coupled modes",
        story=__doc__ or "",
        equations=(
            frequency(matrix, 0, "alkali_frequency", symbols.SHIFTED_A),
            frequency(matrix, 1, "noble_gas_frequency", symbols.SHIFTED_B),
            exchange_rate(matrix),
            detuning(),
            switched_detuning(matrix),
            *motion(generator),
            propagator(generator),
        ),
    )


def transverse_matrix(model: PolarisedGases = MODEL) -> sp.ImmutableMatrix:
    """Matrix of the linear motion of (f_-, k_-), from the coherent terms of the Bloch equations."""
    alkali, noble = (componentwise(equation) for equation in bloch.equations(model.bloch))
    transverse = {
        symbols.ALKALI[3].symbol: model.alkali,
        symbols.NOBLE[3].symbol: model.noble,
        symbols.K_SE.symbol: 0,
    }
    rates = [(rhs[0] - sp.I * rhs[1]).subs(transverse) for rhs in (alkali.rhs, noble.rhs)]
    minus = [_minus(rate, symbols.ALKALI, symbols.NOBLE) for rate in rates]
    larmor = (symbols.OMEGA_A.symbol, symbols.OMEGA_B.symbol)
    return sp.ImmutableMatrix([[minus[i][j] - (sp.I * larmor[i] if i == j else 0) for j in range(2)] for i in range(2)])


def _minus(rate: sp.Expr, *spins: tuple[Quantity, ...]) -> list[sp.Expr]:
    """Coefficients of f_- and k_- in a rate; raises DerivationError if the rate needs f_+ or k_+ too."""
    found = []
    for spin in spins:
        x, y = spin[1].symbol, spin[2].symbol
        along_x, along_y = sp.expand(rate).coeff(x), sp.expand(rate).coeff(y)
        if sp.expand(along_y + sp.I * along_x) != 0:
            raise DerivationError(f"the motion mixes {spin[0].name}_- with {spin[0].name}_+: the modes do not separate")
        found.append(along_x)
    return found


def frequency(matrix: sp.ImmutableMatrix, row: int, name: str, quantity: Quantity) -> Equation:
    """Precession frequency with the shift that the other polarised gas causes."""
    chain = Chain(sp.expand(sp.I * matrix[row, row]), TABLE)
    return chain.equation(
        id=f"{MODULE}.{name}",
        title=f"{quantity.meaning[0].upper()}{quantity.meaning[1:]}",
        lhs=quantity.symbol,
        follows_from=(f"{bloch.MODULE}.alkali", f"{bloch.MODULE}.noble_gas"),
        assumes=(POLARISED,),
        approximations=(SMALL_TILT, COHERENT),
        source="Methods, before Eq. (18)",
    )


def exchange_rate(matrix: sp.ImmutableMatrix) -> Equation:
    """J, the coupling of the scaled amplitudes; both directions are checked to give the same rate."""
    q, p_a, p_b = symbols.Q.symbol, symbols.P_A.symbol, symbols.P_B.symbol
    n_a, n_b = symbols.N_A_DENSITY.symbol, symbols.N_B_DENSITY.symbol
    scale = sp.sqrt(n_a / (q * p_a)) / sp.sqrt(n_b / p_b)
    forward = sp.I * matrix[0, 1] * scale
    chain = Chain(forward, TABLE)
    chain.equal("the same rate in both directions", sp.I * matrix[1, 0] / scale)
    chain.equal("gather the square roots", symbols.ZETA.symbol / 2 * sp.sqrt(q * p_a * p_b * n_a * n_b))
    return chain.equation(
        id=f"{MODULE}.J",
        title="Coherent exchange rate",
        lhs=symbols.J.symbol,
        follows_from=(f"{bloch.MODULE}.alkali", f"{bloch.MODULE}.noble_gas"),
        assumes=(POLARISED, "N_a/N_b = n_a/n_b: both gases fill the same cell"),
        approximations=(SMALL_TILT, COHERENT),
        source="main text after Eq. (2)",
    )


def detuning() -> Equation:
    """Detuning in a frame that rotates with the noble gas: a then turns at omega_b - omega_a."""
    chain = Chain(symbols.SHIFTED_B.symbol - symbols.SHIFTED_A.symbol, TABLE)
    return chain.equation(
        id=f"{MODULE}.detuning",
        title="Detuning in the frame of the noble gas",
        lhs=symbols.DETUNING.symbol,
        follows_from=(f"{MODULE}.alkali_frequency", f"{MODULE}.noble_gas_frequency"),
        assumes=("the frame rotates with the noble-gas spins, b exp(-i omega_b t)",),
        source="main text after Eq. (2)",
    )


def switched_detuning(matrix: sp.ImmutableMatrix) -> Equation:
    """Detuning after a step from the field B, at which the gases are in resonance, to another field.

    The field turns the electron spin of the alkali atom, s = f/q, so f turns q times slower than a free electron.
    """
    q, g_s, g_b = symbols.Q.symbol, symbols.G_ELECTRON.symbol, symbols.G_NOBLE.symbol
    before, after = symbols.FIELD.symbol, symbols.STORAGE_FIELD.symbol
    mismatch = sp.expand(sp.I * (matrix[1, 1] - matrix[0, 0]))
    at_field = [
        mismatch.subs({symbols.OMEGA_A.symbol: g_s * field / q, symbols.OMEGA_B.symbol: g_b * field})
        for field in (before, after)
    ]
    chain = Chain(at_field[1] - at_field[0], TABLE)
    chain.equal("the collisional shifts stay as they are", (g_b - g_s / q) * (after - before))
    return chain.equation(
        id=f"{MODULE}.switched_detuning",
        title="Detuning after a step of the magnetic field",
        lhs=symbols.STORAGE_DETUNING.symbol,
        follows_from=(f"{MODULE}.detuning", "spin_exchange.slowing_down.total_spin"),
        assumes=(
            POLARISED,
            "at the field B the detuning is 0",
            "the field turns the electron spin alone: the moment of the alkali nucleus is a thousand times smaller",
        ),
        approximations=(SMALL_TILT, COHERENT),
    )


def motion(generator: sp.ImmutableMatrix) -> tuple[Equation, Equation]:
    """Equations of motion of a and b in the rotating frame, with decoherence of the alkali."""
    amplitudes = sp.ImmutableMatrix([symbols.AMPLITUDE_A.symbol, symbols.AMPLITUDE_B.symbol])
    rates = generator * amplitudes
    made = []
    for row, (name, title) in enumerate((("alkali", "Alkali mode"), ("noble_gas", "Noble-gas mode"))):
        chain = Chain(rates[row], TABLE)
        made.append(
            chain.equation(
                id=f"{MODULE}.{name}",
                title=title,
                lhs=sp.Derivative(amplitudes[row], symbols.TIME.symbol, evaluate=False),
                follows_from=(f"{MODULE}.J", f"{MODULE}.detuning"),
                assumes=(POLARISED, "the alkali spins lose coherence at a rate gamma, the noble gas does not"),
                approximations=(SMALL_TILT, COHERENT),
                source="main text, Eq. (2)",
            )
        )
    return made[0], made[1]


def propagator(generator: sp.ImmutableMatrix) -> Equation:
    r"""The matrix U(t) with dU/dt = M U and U(0) = 1, in closed form for all J, gamma and Delta."""
    t = symbols.TIME.symbol
    mean = generator.trace() / 2
    root = sp.sqrt(sp.expand(mean**2 - generator.det()))
    traceless = (generator - mean * sp.eye(2)).applyfunc(sp.expand)
    closed = sp.ImmutableMatrix(
        sp.exp(mean * t) * (sp.cosh(root * t) * sp.eye(2) + sp.sinh(root * t) / root * traceless)
    )
    chain = Chain(generator, TABLE)
    residual = (sp.diff(closed, t) - generator * closed).applyfunc(lambda e: sp.expand(sp.cancel(e * root)))
    initial = closed.subs(t, 0)
    chain.certified(
        "exponential of a 2x2 matrix", closed, "initial value problem",
        residual == sp.zeros(2, 2) and initial == sp.eye(2), "dU/dt = M U and U(0) = 1 hold exactly",
    )  # fmt: skip
    return chain.equation(
        id=f"{MODULE}.propagator",
        title="Propagator of the two modes",
        lhs=sp.ImmutableMatrix(2, 2, [entry.symbol for entry in PROPAGATOR]),
        follows_from=(f"{MODULE}.alkali", f"{MODULE}.noble_gas"),
        assumes=("J, gamma and Delta do not change in time",),
        source="SI section 2, Eq. (S5), without its limit",
    )
