r"""Letters of the noble-gas paper for the statistics of its collisions.

``v_T`` is the most probable speed of Eq. (S9); that it may mean the mean relative speed is tried as a convention.
"""

from __future__ import annotations

import sympy as sp

from derive.claims.noble_gas.flight_letters import PAPER as BASE
from derive.papers import Convention, Letter
from derive.spin_exchange import kinetic_symbols as own
from derive.spin_exchange import symbols

PAPER = BASE.extended(
    quantities=(own.HYPERFINE_PHASE, own.CONTACT),
    letters=(
        Letter(printed=r"v", means=own.MEAN_SPEED.symbol, note="the mean relative speed, by which rates go"),
        Letter(printed=r"\langle\kappa_{ab}(t,\tau)\rangle_v*w(\mathbf r)", means=own.PAIR_PROBABILITY.symbol),
        Letter(
            printed=r"\langle\kappa_{ab}(t,\tau)\rangle_{\mathrm{(S11)}}*w(\mathbf r)", means=own.STEP_COARSE.symbol
        ),
        Letter(printed=r"\langle\kappa_{ab}(t,\tau)\rangle", means=own.PAIR_PROBABILITY.symbol),
        Letter(printed=r"\langle\kappa_{ab}(t,\tau')\rangle", means=own.PAIR_PROBABILITY.symbol),
        Letter(printed=r"P(\kappa_{ab}=1)", means=own.PAIR_PROBABILITY.symbol),
        Letter(printed=r"w(\mathbf r_a-\mathbf r_b)", means=own.WINDOW.symbol),
        Letter(printed=r"p_a(t,\tau)", means=own.ATOM_PROBABILITY.symbol),
        Letter(printed=r"p_b(t,\tau)", means=own.NOBLE_PROBABILITY.symbol),
        Letter(printed=r"P_a(t,\tau)", means=own.EXACT_PROBABILITY.symbol, note="the exponential law, printed p_a too"),
        Letter(printed=r"\tau_d^{(b)}", means=own.FREE_TIME.symbol),
        Letter(printed=r"\tau_d^{(a)}", means=own.NOBLE_FREE_TIME.symbol),
        Letter(printed=r"\sum_bw(\mathbf r-\mathbf r_b)", means=own.SUM_WINDOW.symbol),
        Letter(printed=r"\operatorname{Var}(n_b)/n_b^2", means=own.FLUCTUATION.symbol),
        Letter(printed=r"\delta_{ac}\delta_{bd}", means=own.SAME.symbol),
        Letter(printed=r"\delta(t-t')", means=own.DELTA.symbol),
        Letter(printed=r"\varphi", means=own.HYPERFINE_PHASE.symbol),
        Letter(printed=r"a_{hpf}", means=own.CONTACT.symbol),
        Letter(printed=r"\Delta t", means=own.LAG.symbol, note="t - t'"),
        Letter(printed=r"\Theta(\tau-(t-t'))", means=sp.Heaviside(own.INTERVAL.symbol - own.LAG.symbol)),
        Letter(printed=r"\langle\kappa_{ab}(t,\tau)\kappa_{cd}(t',\tau)\rangle", means=own.PRODUCT.symbol),
        Letter(printed=r"\langle\kappa_{ab}(t,\tau')\kappa_{cd}(t',\tau')\rangle", means=own.PRODUCT.symbol),
        Letter(printed=r"\operatorname{Cov}(\kappa_{ab}(t,\tau),\kappa_{cd}(t',\tau))", means=own.COVARIANCE.symbol),
        Letter(
            printed=r"\overline{\operatorname{Cov}}(\kappa_{ab}(t,\tau),\kappa_{cd}(t',\tau))", means=own.COARSE.symbol
        ),
        Letter(
            printed=r"\overline{\operatorname{Cov}}(\kappa_{ab}(t,\tau'),\kappa_{cd}(t',\tau'))",
            means=own.COARSE.symbol,
        ),
        Letter(printed=r"\langle\kappa_{ab}(t,\tau)\kappa_{ab}(t,\tau)\rangle_v", means=own.SQUARE.symbol),
        Letter(printed=r"\langle\phi\rangle", means=own.PHASE_MEAN.symbol),
        Letter(printed=r"\langle\phi^2\rangle", means=own.PHASE_SQUARE.symbol),
        Letter(printed=r"\langle\phi_{ab}(t)\rangle", means=own.PAIR_PHASE.symbol),
        Letter(printed=r"\langle\phi_{ab}|\kappa_{ab}=1\rangle", means=own.GIVEN_PHASE.symbol),
        Letter(printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\rangle", means=own.KICK.symbol),
        Letter(printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}^2(t)\rangle", means=own.KICK_SQUARE.symbol),
        Letter(
            printed=r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\kappa_{cd}(t',\tau)\phi_{cd}(t')\rangle",
            means=own.KICK_PRODUCT.symbol,
            note="as a covariance: the product of the means is taken off",
        ),
        # Eq. (19)
        Letter(printed=r"w(\mathbf r_b-\mathbf r_a)", means=own.WINDOW_THERE.symbol, note="of the two atoms"),
        Letter(printed=r"w(\mathbf r_b-\mathbf r)", means=own.WINDOW.symbol, note="of atom b and the place r"),
        Letter(printed="dt", means=symbols.TIME.symbol),
        Letter(printed=r"\hat{\mathbf k}(\mathbf r,t)", means=symbols.DENSITY_B[0].symbol),
        Letter(printed=r"\hat{\mathbf f}(\mathbf r,t)", means=symbols.DENSITY_A[0].symbol),
        Letter(
            printed=r"\frac1{\tau'}\int_t^{t+dt}ds\sum_{ab}\kappa_{ab}(s,\tau')\phi_a(s)w(\mathbf r_b-\mathbf r)\,",
            means=symbols.M1.symbol * symbols.N_A_DENSITY.symbol * symbols.N_B_DENSITY.symbol * symbols.TIME.symbol,
            note="the mean of the phases of all collisions per volume in dt, whatever the spins",
        ),
    ),
    conventions=(
        Convention(
            name="v_T read as the mean relative speed, which is 2/sqrt(pi) = 1.128 times the v_T of Eq. (S9)",
            change=((own.SPREAD.symbol, own.MEAN_SPEED.symbol),),
        ),
    ),
)
