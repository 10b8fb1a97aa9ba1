r"""Claims on collective spins: the criterion, the jump operators, the level scheme, and the bosonic limit.

J^- is built from |up><down| with 1/sqrt(N); the components J_x, J_y, J_z are sums over atoms without it. One minus
the polarisation is written epsilon here; the paper has no letter for it.
"""

from __future__ import annotations

from derive.claims.dissipative_entanglement.boson_letters import PAPER as BASE
from derive.claims.dissipative_entanglement.boson_letters import VARIANCES, matrices
from derive.dissipative_entanglement import boson_symbols as own
from derive.dissipative_entanglement import number_symbols
from derive.papers import Letter
from derive.records import Claim, Part

SMALL = r"\epsilon"
PAPER = BASE.extended(
    quantities=number_symbols.TABLE,
    letters=(
        Letter(printed=r"\xi_{\text{sep}}", means=own.XI_SEPARABLE.symbol, note="of a separable state"),
        Letter(printed=r"\xi", means=own.XI_BOSONS.symbol, note="in the bosonic limit"),
        Letter(printed=SMALL, means=own.SHORTFALL.symbol, note="one minus the polarisation"),
        Letter(printed=r"\langle[A,A^\dagger]\rangle", means=own.SPIN_COMMUTATOR_A.symbol),
        Letter(printed=r"\langle[B,B^\dagger]\rangle", means=own.SPIN_COMMUTATOR_B.symbol),
        Letter(printed="J^+", means=own.RAISE.symbol),
        Letter(printed="J^-", means=own.LOWER.symbol),
        Letter(printed="J_y", means=own.SPIN_Y.symbol),
        Letter(printed="J_z", means=own.SPIN_Z.symbol),
        Letter(printed=r"x_{\text a}", means=own.QUADRATURE_X.symbol),
        Letter(printed=r"p_{\text a}", means=own.QUADRATURE_P.symbol),
        Letter(printed=r"\lambda_n", means=own.LADDER.symbol, note="element of J^- between n and n - 1 flips over sqrt(n)"),
        Letter(printed="x_n", means=own.CROWDING.symbol, note="(n - 1)/N"),
        Letter(printed=r"(\omega_{\uparrow\to\downarrow}^{I}-\omega_L)", means=own.PHOTON_I_DOWN.symbol),
        Letter(printed=r"(\omega_{\downarrow\to\uparrow}^{II}-\omega_L)", means=own.PHOTON_II_UP.symbol),
        Letter(printed=r"(\omega_{\downarrow\to\uparrow}^{I}-\omega_L)", means=own.PHOTON_I_UP.symbol),
        Letter(printed=r"(\omega_{\uparrow\to\downarrow}^{II}-\omega_L)", means=own.PHOTON_II_DOWN.symbol),
        Letter(printed=r"(\omega_A-\omega_L)", means=own.SIDEBAND_A.symbol),
        Letter(printed=r"(\omega_B-\omega_L)", means=own.SIDEBAND_B.symbol),
        *(Letter(printed=q.latex, means=q.symbol) for q in (*number_symbols.DIPOLES, *number_symbols.DIPOLE_SQUARES)),
        Letter(printed="S", means=number_symbols.STARK.symbol),
        Letter(printed=r"|e\rangle_1|g\rangle_2", means=number_symbols.KET_EG.symbol),
        Letter(printed=r"|g\rangle_1|e\rangle_2", means=number_symbols.KET_GE.symbol),
        Letter(printed=r"|\Psi^{\text{out}}\rangle", means=number_symbols.AFTER_PLUS.symbol),
        Letter(printed=r"|\Psi^{\text{out}}_-\rangle", means=number_symbols.AFTER_MINUS.symbol),
        Letter(printed="A", means=own.JUMP_A[0].symbol),
        Letter(printed=r"A^\dagger", means=own.JUMP_A[1].symbol),
        Letter(printed="B", means=own.JUMP_B[0].symbol),
        Letter(printed=r"B^\dagger", means=own.JUMP_B[1].symbol),
    ),
    representatives=(matrices(own.RAISE, own.LOWER, own.SPIN_Y, own.SPIN_Z, own.QUADRATURE_X, own.QUADRATURE_P),),
)  # fmt: skip
SPINS, LEVELS = "dissipative_entanglement.collective_spins", "dissipative_entanglement.level_scheme"
MAIN = "Sec. II"
TWO_LEVEL = r"\frac1{\sqrt N}\sum_{i=1}^N"
RULES = (
    (r"\langle e_\downarrow|d_y|\uparrow\rangle|^2>0", "d2_y_updown", "laser, from up"),
    (r"\langle e_\uparrow|d_y|\downarrow\rangle|^2>0", "d2_y_downup", "laser, from down"),
    (r"\langle e_\downarrow|d_x|\downarrow\rangle|^2>0", "d2_x_downdown", "vacuum modes, to down"),
    (r"\langle e_\uparrow|d_x|\uparrow\rangle|^2>0", "d2_x_upup", "vacuum modes, to up"),
)
FORBIDDEN = (
    (r"\langle e_\uparrow|d_y|\uparrow\rangle=0", "d_y_upup", "laser does not keep up"),
    (r"\langle e_\downarrow|d_y|\downarrow\rangle=0", "d_y_downdown", "laser does not keep down"),
    (r"\langle e_\downarrow|d_x|\uparrow\rangle=0", "d_x_updown", "vacuum modes do not flip up"),
    (r"\langle e_\uparrow|d_x|\downarrow\rangle=0", "d_x_downup", "vacuum modes do not flip down"),
)

CLAIMS = (
    Claim(
        id="DE-3", paper=PAPER.key, where="Sec. II, Eq. (3)", kind="equation", title="Entanglement parameter",
        parts=(
            Part(
                name="definition", given="definition",
                printed=r"\xi=\frac{\mathrm{var}(J_{y,I}+J_{y,II})+\mathrm{var}(J_{z,I}-J_{z,II})}{|\langle J_{x,I}\rangle|+|\langle J_{x,II}\rangle|}",
            ),
            Part(name="separable states", printed=r"\xi_{\text{sep}}\ge1", about=("dissipative_entanglement.separability.spins",),
                 note="of any separable state of two ensembles of N atoms"),
        ),
    ),
    Claim(
        id="DE-Jcoll", paper=PAPER.key, where="Sec. II, after Eq. (3)", kind="equation", title="Collective spin",
        parts=(Part(name="definition", printed=r"J_{x,I}=\sum_{i=1}^{N_I}j^i_{x,I}", given="definition; likewise for y, z and the second ensemble"),),
    ),
    Claim(
        id="DE-4", paper=PAPER.key, where="Sec. II, Eq. (4)", kind="equation", title="Nonlocal jump operators of spins",
        parts=(
            Part(name="definition", printed=r"A=\mu J_I^-+\nu J_{II}^+,\ B=\mu J_{II}^-+\nu J_I^+", given="definition of the jump operators"),
            Part(
                name="they replace the operators of Eq. (2): first", printed=r"\langle[A,A^\dagger]\rangle=\mu^2-\nu^2", order=(SMALL, 1),
                about=(f"{SPINS}.commutator_first",),
                note="formalised: they stand for the operators of Eq. (2) when they have their commutators; the mean one is that times the "
                "polarisation, 1 - epsilon",
            ),
            Part(name="they replace the operators of Eq. (2): second", printed=r"\langle[B,B^\dagger]\rangle=\mu^2-\nu^2", order=(SMALL, 1),
                 about=(f"{SPINS}.commutator_second",)),
        ),
    ),
    Claim(
        id="DE-Jpm", paper=PAPER.key, where="Sec. II, after Eq. (4)", kind="equation", title="Ladder operators and components",
        parts=(
            Part(name="definition", printed=rf"J^-={TWO_LEVEL}|\uparrow\rangle_i\langle\downarrow|,\ J^+={TWO_LEVEL}|\downarrow\rangle_i\langle\uparrow|", given="definition"),
            Part(
                name="component y", printed=r"J_y=\tfrac12\left(J^++J^-\right)", about=(f"{SPINS}.component_y",),
                note="J_y is the sum over the atoms, as stated after Eq. (3); with the factor 1/sqrt(N) just given to J^- the relation lacks sqrt(N)",
            ),
            Part(
                name="component z", printed=r"J_z=\tfrac i2\left(J^+-J^-\right)", about=(f"{SPINS}.component_z",),
                note="as for y; without 1/sqrt(N) in J^- and J^+ both would hold, but not the commutators of A and B",
            ),
        ),
    ),
    Claim(
        id="DE-norm", paper=PAPER.key, where="Sec. II, after Eq. (4)", kind="statement", title="Normalisation",
        parts=(
            Part(name="modes", printed=r"[\tilde A,\tilde A^\dagger]=\mu^2-\nu^2", about=("dissipative_entanglement.bosons.commutator_of_weights",),
                 note="formalised for modes: for any weights the commutator is mu^2 - nu^2, so one requires mu^2 - nu^2 = 1"),
            Part(
                name="first", printed=r"\langle[A,A^\dagger]\rangle=\mu^2-\nu^2", order=(SMALL, 1), about=(f"{SPINS}.commutator_first",),
                note="formalised: the commutator is one when mu^2 - nu^2 is, up to the share of flipped atoms; exactly it is (mu^2 - nu^2) P_2",
            ),
            Part(name="second", printed=r"\langle[B,B^\dagger]\rangle=\mu^2-\nu^2", order=(SMALL, 1), about=(f"{SPINS}.commutator_second",)),
        ),
    ),
    Claim(
        id="DE-fn57", paper=PAPER.key, where="footnote 57", kind="equation", title="Normalisation",
        parts=(
            Part(name="weights", printed=r"\mu^2-\nu^2=1", given="definition: the weights are normalised so",
                 note="what it is for is judged in the other parts; with mu = cosh r, nu = sinh r it holds (DE-A-U)"),
            Part(name="first", printed=r"\langle[A,A^\dagger]\rangle=\mu^2-\nu^2", order=(SMALL, 1), about=(f"{SPINS}.commutator_first",)),
            Part(name="second", printed=r"\langle[B,B^\dagger]\rangle=\mu^2-\nu^2", order=(SMALL, 1), about=(f"{SPINS}.commutator_second",)),
        ),
    ),
    Claim(
        id="DE-Heff", paper=PAPER.key, where="Sec. II; Sec. III.1", kind="statement", title="Effective coupling to two sidebands",
        parts=(
            Part(
                name="master equation of type (2)", about=("dissipative_entanglement.vacuum_bath.master_equation",),
                printed=r"d_t\rho(t)=\kappa_A\left(A\rho(t)A^\dagger-A^\dagger A\rho(t)/2-\rho(t)A^\dagger A/2\right)"
                r"+\kappa_B\left(B\rho(t)B^\dagger-B^\dagger B\rho(t)/2-\rho(t)B^\dagger B/2\right)",
                note="formalised: what tracing out the sidebands, in the vacuum and without memory, leaves of the printed coupling",
            ),
            Part(name="A goes with the lower sideband", printed=r"(\omega_A-\omega_L)=-\Omega", about=(f"{SPINS}.sideband_first",),
                 note="formalised: energy is conserved when A creates a photon"),
            Part(name="B goes with the upper sideband", printed=r"(\omega_B-\omega_L)=\Omega", about=(f"{SPINS}.sideband_second",)),
        ),
    ),
    Claim(
        id="DE-P2def", paper=PAPER.key, where="Sec. II, after Eq. (5)", kind="equation", title="Polarisation",
        parts=(
            Part(name="definition", given="definition",
                 printed=r"P_2=\frac1N\sum_{i=1}^N\left(|\uparrow\rangle_i\langle\uparrow|-|\downarrow\rangle_i\langle\downarrow|\right)"),
        ),
    ),
    Claim(
        id="DE-sideband", paper=PAPER.key, where="Sec. II, after Eq. (5)", kind="statement", title="Photons of the two sidebands",
        parts=(
            Part(name="upper, first ensemble", printed=r"(\omega_{\uparrow\to\downarrow}^{I}-\omega_L)=\Omega", about=(f"{SPINS}.photon_first_down",),
                 note="formalised: the frequency of the photon by conservation of energy, with H_A = Omega (J_xI - J_xII)"),
            Part(name="upper, second ensemble", printed=r"(\omega_{\downarrow\to\uparrow}^{II}-\omega_L)=\Omega", about=(f"{SPINS}.photon_second_up",)),
            Part(name="lower, first ensemble", printed=r"(\omega_{\downarrow\to\uparrow}^{I}-\omega_L)=-\Omega", about=(f"{SPINS}.photon_first_up",)),
            Part(name="lower, second ensemble", printed=r"(\omega_{\uparrow\to\downarrow}^{II}-\omega_L)=-\Omega", about=(f"{SPINS}.photon_second_down",)),
        ),
    ),
    Claim(
        id="DE-fig1", paper=PAPER.key, where="Fig. 1, caption", kind="figure", title="The set-up",
        parts=(
            Part(name="set-up", printed=r"\mathbf B\parallel\hat{\mathbf x},\ \text{laser}\parallel\hat{\mathbf z},\ \hat{\mathbf y}\text{-polarised}", given="choice of the set-up"),
            *(
                Part(name=name, printed=(printed if "=" in printed else "|" + printed), about=(f"{LEVELS}.{id}",),
                     note="formalised: with the field along x, light polarised along y flips atoms and light along x does not")
                for printed, id, name in (*RULES[:1], *FORBIDDEN[:1], *RULES[2:3], *FORBIDDEN[2:3])
            ),
        ),
    ),
    Claim(
        id="DE-fig2", paper=PAPER.key, where="Fig. 2, caption", kind="figure", title="Level schemes",
        parts=(
            *(Part(name=name, printed="|" + printed, about=(f"{LEVELS}.{id}",), note="formalised: matrix element of the dipole between levels of spin 1/2")
              for printed, id, name in RULES),
            *(Part(name=name, printed=printed, about=(f"{LEVELS}.{id}",), note="formalised: 'transitions' as drawn and no others")
              for printed, id, name in FORBIDDEN),
            Part(name="shift of the second ensemble", printed=r"S=2\Delta", about=(f"{LEVELS}.shift",),
                 note="formalised: the shift for couplings of equal size and opposite sign, as said in Sec. III.1"),
        ),
    ),
    Claim(
        id="DE-MEsplit", paper=PAPER.key, where="Sec. III", kind="equation", title="Desired and undesired terms",
        parts=(Part(name="definition", printed=r"d_t\rho=\mathcal L_{\rm ent}\rho+\mathcal L_{\rm noise}\rho", given="definition: names for two groups of terms"),),
    ),
    Claim(
        id="DE-A-HP", paper=PAPER.key, where="App. A, last paragraph", kind="statement", title="Spins as modes",
        parts=(
            Part(
                name="matrix elements", printed=r"\lambda_n=1", order=("x_n", 1), about=(f"{SPINS}.ladder",),
                note="formalised: elements of the sum over atoms, over sqrt(N), beside sqrt(n) of a mode, for few flipped atoms; both "
                "ensembles alike",
            ),
            Part(name="next order", printed=r"\lambda_n=1-\frac{x_n}2", order=("x_n", 2), about=(f"{SPINS}.ladder",),
                 note="formalised: what is neglected is (n - 1)/(2N)"),
            Part(name="one criterion", printed=rf"\xi={VARIANCES}", order=(SMALL, 1), about=(f"{SPINS}.xi",),
                 note="formalised: xi is the sum of variances over the polarisation, 1 - epsilon"),
        ),
    ),
    Claim(
        id="DE-fn52", paper=PAPER.key, where="footnote 52", kind="statement", title="Source of the criterion",
        parts=(
            Part(name="citation", printed=r"\text{Phys. Rev. A 67, 052104 (2003)}", given="Raymer, Funk, Sanders, de Guise, Phys. Rev. A 67, 052104 (2003)"),
            Part(name="the criterion", printed=r"\xi_{\text{sep}}\ge1", about=("dissipative_entanglement.separability.spins",),
                 note="formalised: what it is cited for"),
        ),
    ),
    Claim(
        id="DE-fn53", paper=PAPER.key, where="footnote 53", kind="equation", title="Axis of quantisation",
        parts=(Part(name="definition", printed=r"j_x=\frac12\left(|\uparrow\rangle\langle\uparrow|-|\downarrow\rangle\langle\downarrow|\right)", given="definition"),),
    ),
    Claim(
        id="DE-fn54", paper=PAPER.key, where="footnote 54", kind="statement", title="Spins as modes",
        parts=(
            Part(name="matrix elements", printed=r"\lambda_n=1", order=("x_n", 1), about=(f"{SPINS}.ladder",),
                 note="formalised: J^- beside a mode; exactly sqrt(1 - (n - 1)/N)"),
            Part(name="J_y as a quadrature", printed=r"J_y=\sqrt{\frac N2}x_{\text a}", about=(f"{SPINS}.quadrature_y",),
                 note="formalised: with the mode in the place of J^-"),
            Part(name="J_z as a quadrature", printed=r"J_z=\sqrt{\frac N2}p_{\text a}", about=(f"{SPINS}.quadrature_z",)),
        ),
    ),
    Claim(
        id="DE-fn55", paper=PAPER.key, where="footnote 55", kind="equation", title="Two atoms and one photon",
        parts=(
            Part(
                name="one port", printed=r"|\Psi^{\text{out}}\rangle=(|e\rangle_1|g\rangle_2+|g\rangle_1|e\rangle_2)/\sqrt2", about=(f"{LEVELS}.first_port",),
                note="the state after a photon at one of the two ports",
            ),
            Part(
                name="the other port", printed=r"|\Psi^{\text{out}}_-\rangle=(|e\rangle_1|g\rangle_2-|g\rangle_1|e\rangle_2)/\sqrt2", about=(f"{LEVELS}.second_port",),
                note="formalised: at the other port the sign is the opposite, and the state as entangled",
            ),
        ),
    ),
)  # fmt: skip
