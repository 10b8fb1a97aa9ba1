r"""Letters of the paper's stochastic many-body model (SI section 1, Fig. 3 and Eq. (3)).

Numbers of atoms are letters of their own here: :math:`N_a` itself and the ratio :math:`N_a/N_b`, which the paper holds
to be small. The scattering matrix is read on pairs of opposite spins, where the operator that exchanges them has the
values 1 and -1 and the projector on such pairs is 1.
"""

from __future__ import annotations

import sympy as sp

from derive.claims.noble_gas.letters import PAPER as BASE
from derive.domains import POSITIVE
from derive.papers import Convention, Letter
from derive.records import Quantity
from derive.spin_exchange import stochastic_symbols as own
from derive.spin_exchange import symbols
from derive.spin_exchange.kinetic_symbols import CROSS_SECTION, MEAN_SPEED, SPREAD

X = 2 * own.TRIPLET.symbol - 1
SPIN = {axis: (symbols.ELECTRON[n].symbol, symbols.NOBLE[n].symbol) for n, axis in enumerate("xyz", start=1)}
FIGURE_AB = Quantity(
    name="phi_3ab", latex=r"\langle\phi\rangle_{3ab}", domain=POSITIVE, unit="rad", meaning="mean phase in Figs. 3a, 3b"
)
FIGURE_CD = Quantity(
    name="phi_3cd", latex=r"\langle\phi\rangle_{3cd}", domain=POSITIVE, unit="rad", meaning="mean phase in Figs. 3c, 3d"
)
FIGURE_E = Quantity(
    name="phi_3e", latex=r"\langle\phi\rangle_{3e}", domain=POSITIVE, unit="rad", meaning="mean phase in Fig. 3e"
)


def _ladder(which: int, sign: int) -> sp.Expr:
    return SPIN["x"][which] + sign * sp.I * SPIN["y"][which]


LETTERS = (
    # one collision
    Letter(printed=r"V_{ab}\tau", means=own.ENERGY.symbol, note="in units of hbar"),
    Letter(printed=r"\phi_{ab}", means=symbols.PHI.symbol),
    Letter(printed=r"\hat s_{az}", means=SPIN["z"][0]),
    Letter(printed=r"\hat k_{bz}", means=SPIN["z"][1]),
    Letter(printed=r"\hat s_{a+}", means=_ladder(0, 1)),
    Letter(printed=r"\hat s_{a-}", means=_ladder(0, -1)),
    Letter(printed=r"\hat k_{b+}", means=_ladder(1, 1)),
    Letter(printed=r"\hat k_{b-}", means=_ladder(1, -1)),
    Letter(printed=r"U_n^{(a)}", means=own.AMPLITUDE.symbol, note="on the pair that collides"),
    Letter(printed=r"\sum_b\kappa^{(n)}_{ab}", means=sp.Integer(1), note="one term of it is not zero"),
    Letter(printed=r"\phi^{(n)}_a", means=symbols.PHI.symbol),
    Letter(
        printed=r"\left(|\downarrow\uparrow\rangle\langle\uparrow\downarrow|+|\uparrow\downarrow\rangle\langle\downarrow\uparrow|\right)",
        means=X,
        note="exchange of two opposite spins: 1 on the symmetric, -1 on the antisymmetric state",
    ),
    Letter(
        printed=r"\left(|\uparrow\downarrow\rangle\langle\uparrow\downarrow|+|\downarrow\uparrow\rangle\langle\downarrow\uparrow|\right)",
        means=sp.Integer(1),
        note="1 on opposite spins",
    ),
    Letter(printed=r"\mathbb 1", means=sp.Integer(1)),
    Letter(printed=r"\gamma_aB_z\tau", means=own.TURN.symbol, note="gyromagnetic ratio times field times step"),
    # statistics
    Letter(printed=r"\langle\phi\rangle", means=own.MEAN.symbol),
    Letter(printed=r"\langle\phi^2\rangle", means=own.SQUARE.symbol),
    Letter(printed=r"\delta\phi", means=own.BREADTH.symbol * own.MEAN.symbol),
    Letter(printed=r"\varrho", means=own.BREADTH.symbol, note="delta phi over the mean phase"),
    Letter(printed=r"\eta", means=own.NARROWNESS.symbol, note="the mean phase over delta phi"),
    Letter(printed=r"N_a", means=own.N_A.symbol),
    Letter(printed=r"N_b", means=own.N_A.symbol / own.RATIO.symbol),
    Letter(printed=r"N_a/N_b", means=own.RATIO.symbol),
    Letter(printed=r"\tau", means=own.STEP.symbol),
    Letter(printed=r"t", means=symbols.TIME.symbol),
    Letter(printed=r"\langle(\delta\phi^{(n)}_{ab})^2\rangle", means=own.VARIANCE.symbol),
    Letter(printed=r"\langle\delta\phi^{(n)}_{ab}\rangle", means=own.DEVIATION_MEAN.symbol),
    Letter(printed=r"\langle\delta\phi^{(n)}_{ab'}\delta\phi^{(n)}_{ab}\rangle", means=own.SAME_ALKALI.symbol),
    Letter(printed=r"\langle\delta\phi^{(n)}_{a'b}\delta\phi^{(n)}_{ab}\rangle", means=own.SAME_NOBLE.symbol),
    # state of first order
    Letter(printed=r"|\psi\rangle", means=own.STATE.symbol),
    Letter(printed=r"|1\rangle_a|0\rangle_b", means=own.START.symbol),
    Letter(printed=r"|0\rangle_a|1\rangle_b", means=own.TRANSFERRED.symbol),
    Letter(printed=r"\varepsilon|\delta\psi\rangle", means=own.STRAY.symbol),
    Letter(printed=r"t_\varepsilon", means=own.CROSSING.symbol),
    Letter(printed=r"\varepsilon", means=own.EPSILON.symbol),
    Letter(printed=r"u_a", means=own.KICK_ALKALI.symbol, note="amplitude of an alkali atom per deviation"),
    Letter(printed=r"u_b", means=own.KICK_NOBLE.symbol, note="amplitude of a noble-gas atom per deviation"),
    Letter(printed=r"\||\delta\psi\rangle_a\|^2", means=own.STRAY_ALKALI.symbol),
    Letter(printed=r"\||\delta\psi\rangle_b\|^2", means=own.STRAY_NOBLE.symbol),
    Letter(printed=r"\sum_{i=1}^{N_a+N_b}|c_i(t)|^2", means=own.TOTAL.symbol),
    # rates
    Letter(printed=r"\gamma_a", means=own.GAMMA_A.symbol, note="decay rate of an amplitude"),
    Letter(printed=r"\gamma_b", means=own.GAMMA_B.symbol, note="decay rate of an amplitude"),
    Letter(printed=r"\Gamma_a", means=own.LOSS_A.symbol, note="decay rate of a probability"),
    Letter(printed=r"\Gamma_b", means=own.LOSS_B.symbol, note="decay rate of a probability"),
    Letter(printed=r"\gamma_{ab}", means=own.SHARED.symbol, note="decay rate of an amplitude while it is exchanged"),
    Letter(printed=r"\alpha", means=own.ALPHA.symbol),
    Letter(printed=r"\Omega", means=own.BEAT.symbol),
    Letter(printed=r"\langle1|_a|\uparrow\downarrow\dots\downarrow\rangle_a", means=own.OVERLAP.symbol),
    Letter(printed=r"C", means=own.CONTRAST.symbol, note="contrast of a probability"),
    Letter(printed=r"J_{loc}", means=own.LOCAL_RATE.symbol),
    Letter(
        printed=r"J_w", means=own.PART_RATE.symbol, note="rate for an excitation of overlap w with the symmetric one"
    ),
    Letter(
        printed=r"\Gamma_s",
        means=own.LOSS_SYMMETRIC.symbol,
        note="decay rate of the probability of the symmetric excitation",
    ),
    Letter(printed=r"\sigma", means=CROSS_SECTION.symbol),
    Letter(printed=r"v_T", means=SPREAD.symbol),
    Letter(printed=r"v", means=MEAN_SPEED.symbol, note="the relative velocity, by its mean"),
    # two excitations
    Letter(printed=r"P_{11}", means=own.COINCIDENCE.symbol),
    Letter(printed=r"c_{20}", means=own.BOTH_ALKALI.symbol),
    Letter(printed=r"c_{02}", means=own.BOTH_NOBLE.symbol),
    Letter(printed=r"m", means=own.INDEX.symbol),
    # figures
    Letter(printed=r"\langle\phi\rangle_{3ab}", means=FIGURE_AB.symbol),
    Letter(printed=r"\langle\phi\rangle_{3cd}", means=FIGURE_CD.symbol),
    Letter(printed=r"\langle\phi\rangle_{3e}", means=FIGURE_E.symbol),
)

PAPER = BASE.extended(
    quantities=(*own.TABLE, CROSS_SECTION, MEAN_SPEED, SPREAD, FIGURE_AB, FIGURE_CD, FIGURE_E),
    letters=LETTERS,
    conventions=(
        Convention(
            name="the transverse axes of the noble gas turned by half a turn, so that states exchange with the opposite sign",
            change=((own.TRIPLET.symbol, 1 - own.TRIPLET.symbol),),
        ),
        Convention(
            name="v_T read as the mean relative speed",
            change=((SPREAD.symbol, MEAN_SPEED.symbol),),
        ),
    ),
)
