r"""Letters of the two-ensemble paper that its sections share; each claims module adds its own.

The paper puts :math:`\hbar = 1` and gives rates and frequencies in 1/s. Its Rabi frequencies are couplings,
H = Omega (|e><g| + |g><e|), as in Eq. (6) where the amplitude of the excited level is Omega_probe/(Delta - Omega); and
gamma_LW is the natural line width, which is the full one, as the 5 MHz of App. E are.
"""

from __future__ import annotations

from derive.dissipative_entanglement import symbols as own
from derive.papers import Convention, Letter, Paper

LETTERS = (
    Letter(printed="t", means=own.TIME.symbol),
    Letter(printed="N", means=own.N.symbol),
    Letter(printed="d", means=own.DEPTH.symbol),
    Letter(printed=r"\Gamma", means=own.GAMMA.symbol),
    Letter(printed=r"\mu", means=own.MU.symbol),
    Letter(printed=r"\nu", means=own.NU.symbol),
    Letter(printed=r"\Gamma_{\rm cool}", means=own.COOL.symbol),
    Letter(printed=r"\Gamma_{\text{cool}}", means=own.COOL.symbol),
    Letter(printed=r"\Gamma_{\rm heat}", means=own.HEAT.symbol),
    Letter(printed=r"\Gamma_{\text{heat}}", means=own.HEAT.symbol),
    Letter(printed=r"\Gamma_{\rm d}", means=own.DEPHASE.symbol),
    Letter(printed=r"\Gamma_{\text d}", means=own.DEPHASE.symbol),
    Letter(printed=r"\tilde\Gamma", means=own.TOTAL.symbol),
    Letter(printed="P_2", means=own.POLARISATION_2.symbol),
    Letter(printed="P_2(t)", means=own.POLARISATION_2.symbol),
    Letter(printed=r"\xi", means=own.XI.symbol),
    Letter(printed=r"\Delta", means=own.DETUNING.symbol),
    Letter(printed=r"\Omega", means=own.LARMOR.symbol),
    Letter(printed=r"\Omega_{\text{probe}}", means=own.PROBE.symbol),
    Letter(printed=r"\gamma_{\text{LW}}", means=own.LINEWIDTH.symbol),
    Letter(printed="k_L", means=own.WAVENUMBER.symbol),
    Letter(printed="L", means=own.CLOUD.symbol),
    Letter(printed="R", means=own.SEPARATION.symbol),
)


TWICE = Convention(
    name="a Rabi frequency is twice the coupling: H = Omega (|e><g| + |g><e|)/2",
    change=((own.PUMP.symbol, 2 * own.PUMP.symbol),),
)
"""For statements on the pump alone; beside a rate of the probe the paper's own, in which it is the coupling, is fixed."""

PAPER = Paper(
    key="dissipative-entanglement",
    title="Dissipatively driven entanglement of two macroscopic atomic ensembles",
    authors="C. A. Muschik, E. S. Polzik, J. I. Cirac",
    reference="Phys. Rev. A 83, 052312 (2011)",
    arxiv="1007.2209",
    doi="10.1103/PhysRevA.83.052312",
    year=2011,
    quantities=own.TABLE,
    letters=LETTERS,
)
