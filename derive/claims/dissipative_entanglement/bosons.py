r"""Claims on the bosonic limit: Sec. II up to Eq. (2), Appendix A, and footnotes 57 and 70.

The paper writes operators of modes with a tilde. In Eq. (31) and footnote 70 the letters a and b stand for the modes
in the frame of the squeezing. Uniqueness of the steady state is formalised as the decay of every moment but the norm.
"""

from __future__ import annotations

from derive.claims.dissipative_entanglement.boson_letters import MOMENT, PAPER, VARIANCES
from derive.records import Claim, Part

BOSONS, SQUEEZED = "dissipative_entanglement.bosons", "dissipative_entanglement.squeezed_state"
MAIN, APPENDIX = "Sec. II", "App. A"
BATH = "dissipative_entanglement.vacuum_bath.master_equation"


def lindblad(rho: str, first: str, second: str, rates: tuple[str, str]) -> str:
    """Two Lindblad terms in the paper's way of writing them."""
    return "+".join(
        rf"{rate}\left({jump}{rho}{jump}^\dagger-{jump}^\dagger {jump}{rho}/2-{rho}{jump}^\dagger {jump}/2\right)"
        for rate, jump in zip(rates, (first, second), strict=True)
    )


def steady(name: str) -> tuple[Part, ...]:
    """The statement that the steady state is the squeezed state, whatever the start."""
    return (
        Part(
            name=f"{name}: every moment decays",
            printed=MOMENT + "=" + MOMENT + r"_0e^{-\left((m+k)\kappa_A+(p+q)\kappa_B\right)t/2}",
            about=(f"{BOSONS}.moment_later",),
            note="formalised: in the frame of the squeezing all normally ordered moments go to zero but the norm, m = k = p = q = 0, "
            "whatever the state at the start; the vacuum is the one state with such moments",
        ),
        Part(
            name=f"{name}: the rate of each moment",
            printed=r"\Lambda_{mkpq}=\frac{m+k}2\kappa_A+\frac{p+q}2\kappa_B",
            about=(f"{BOSONS}.damping",),
            note="formalised: the steady state is unique, since for positive rates no moment but the norm is conserved",
        ),
    )


CLAIMS = (
    Claim(
        id="DE-TMS", paper=PAPER.key, where=MAIN, kind="equation", title="The target state",
        parts=(
            Part(name="definition", printed=r"\tilde A|\Psi_{\text{TMS}}\rangle=\tilde B|\Psi_{\text{TMS}}\rangle=0",
                 given="definition of the target state"),
            Part(
                name="there is such a state", printed=r"\langle n,n+1|\tilde A|\Psi_{\text{TMS}}\rangle=0",
                about=(f"{SQUEEZED}.annihilated", f"{SQUEEZED}.amplitude"),
                note="formalised: amplitudes c_n of n quanta in either mode that both operators annihilate, level by level",
            ),
            Part(
                name="its amplitudes", printed=r"c_{n+1}=-\frac\nu\mu c_n", about=(f"{SQUEEZED}.amplitude", f"{SQUEEZED}.next_amplitude"),
                note="formalised: 'completely characterizes': the recurrence leaves one amplitude, fixed by the norm",
            ),
        ),
    ),
    Claim(
        id="DE-1", paper=PAPER.key, where="Sec. II, Eq. (1)", kind="equation", title="Nonlocal annihilation operators",
        parts=(
            Part(name="definition", printed=r"\tilde A=\mu\,a+\nu\,b^\dagger,\ \tilde B=\mu\,b+\nu\,a^\dagger", given="definition"),
            Part(name="they annihilate: first", printed=r"[\tilde A,\tilde A^\dagger]=1", about=(f"{BOSONS}.commutator_first",),
                 note="formalised: 'annihilation operators' have the commutators of bosons"),
            Part(name="they annihilate: second", printed=r"[\tilde B,\tilde B^\dagger]=1", about=(f"{BOSONS}.commutator_second",)),
            Part(name="they commute", printed=r"[\tilde A,\tilde B]=0", about=(f"{BOSONS}.commutator_both",)),
        ),
    ),
    Claim(
        id="DE-munu-r", paper=PAPER.key, where="Sec. II, after Eq. (1)", kind="equation", title="Weights by the squeezing parameter",
        parts=(
            Part(name="mu", printed=r"\mu=\cosh(r)", about=(f"{BOSONS}.mu",), note="U = exp(r(ab - a+b+)) has the squeezing parameter r"),
            Part(name="nu", printed=r"\nu=\sinh(r)", about=(f"{BOSONS}.nu",)),
        ),
    ),
    Claim(
        id="DE-2", paper=PAPER.key, where="Sec. II, Eq. (2)", kind="equation", title="Master equation of two nonlocal channels",
        parts=(
            Part(
                name="form", printed=r"d_t\rho(t)=" + lindblad(r"\rho(t)", r"\tilde A", r"\tilde B", (r"\kappa_{\tilde A}", r"\kappa_{\tilde B}")),
                about=(BATH,), note="as it follows from a coupling of the jump operators to two baths in the vacuum",
            ),
            *steady("steady state"),
        ),
    ),
    Claim(
        id="DE-A-ME", paper=PAPER.key, where=APPENDIX, kind="equation", title="Master equation, Appendix A",
        parts=(
            Part(
                name="form", printed=r"d_t\rho(t)=" + lindblad(r"\rho(t)", r"\tilde A", r"\tilde B", (r"\kappa_A", r"\kappa_B")),
                about=(BATH,), note="as it follows from a coupling of the jump operators to two baths in the vacuum",
            ),
            *steady("unique steady state")[:1],
        ),
    ),
    Claim(
        id="DE-A-U", paper=PAPER.key, where=APPENDIX, kind="equation", title="The unitary",
        parts=(
            Part(name="first", printed=r"UaU^\dagger=\mu\,a+\nu\,b^\dagger", about=(f"{BOSONS}.first",)),
            Part(name="second", printed=r"UbU^\dagger=\mu\,b+\nu\,a^\dagger", about=(f"{BOSONS}.second",)),
            Part(name="commutator of the first", printed=r"[\tilde A,\tilde A^\dagger]=1", about=(f"{BOSONS}.commutator_first",)),
            Part(name="commutator of the second", printed=r"[\tilde B,\tilde B^\dagger]=1", about=(f"{BOSONS}.commutator_second",)),
            Part(name="weights", printed=r"\mu^2-\nu^2=1", about=(f"{BOSONS}.mu", f"{BOSONS}.nu")),
        ),
    ),
    Claim(
        id="DE-31", paper=PAPER.key, where="App. A, Eq. (31)", kind="equation", title="Master equation in the frame of the squeezing",
        parts=(
            Part(
                name="equation", printed=r"d_t\rho_U(t)=" + lindblad(r"\rho_U(t)", "a", "b", (r"\kappa_A", r"\kappa_B")),
                about=(f"{BOSONS}.transformed",),
            ),
        ),
    ),
    Claim(
        id="DE-A-vac", paper=PAPER.key, where="App. A, after Eq. (31)", kind="statement", title="The vacuum is the steady state",
        parts=(
            Part(name="no quanta of a", printed=r"\langle a^\dagger a\rangle_\infty=0", about=(f"{BOSONS}.final_number_a",)),
            Part(name="no quanta of b", printed=r"\langle b^\dagger b\rangle_\infty=0", about=(f"{BOSONS}.final_number_b",),
                 note="formalised: the one state without quanta is |0,0>"),
            Part(
                name="U|0,0> is the target state", printed=r"c_{n+1}=-\frac\nu\mu c_n",
                about=(f"{SQUEEZED}.amplitude", f"{SQUEEZED}.next_amplitude"),
                note="formalised: what a and b annihilate, U carries to what U a U+ and U b U+ annihilate; the amplitudes of that state",
            ),
        ),
    ),
    Claim(
        id="DE-A-crit", paper=PAPER.key, where=APPENDIX, kind="statement", title="Criterion of entanglement for two modes",
        parts=(
            Part(
                name="a violation shows entanglement", printed=f"({VARIANCES})_" + r"{\text{sep}}\ge1", about=("dissipative_entanglement.separability.bosons",),
                reading="for entangled states",
                note="formalised: separable states have a sum of at least one, so that a smaller sum shows entanglement",
            ),
            Part(
                name="every entangled state violates it", printed=f"({VARIANCES})_" + "{-r}<1", where=("r>0",), about=(f"{SQUEEZED}.variance_sum_stretched",),
                reading="for entangled states",
                note="formalised: read literally, of all entangled states; the state squeezed with the opposite sign of r is as entangled "
                "and has the sum exp(2r)",
            ),
        ),
    ),
    Claim(
        id="DE-A-quad", paper=PAPER.key, where=APPENDIX, kind="equation", title="Quadratures",
        parts=(
            Part(
                name="definitions", given="definitions",
                printed=r"x_+=(x_{\text a}+x_{\text b})/\sqrt2,\ p_-=(p_{\text a}-p_{\text b})/\sqrt2,\ x_{\text a}=(a+a^\dagger)/\sqrt2,\ p_{\text a}=-i(a-a^\dagger)/\sqrt2",
            ),
            Part(name="they are conjugate", printed=r"[x_{\text a},p_{\text a}]=i", about=(f"{SQUEEZED}.quadratures",),
                 note="formalised: what the definitions must give for the bound of one to hold"),
        ),
    ),
    Claim(
        id="DE-A-var", paper=PAPER.key, where=APPENDIX, kind="equation", title="Variances of two-mode squeezed states",
        parts=(
            Part(name="by the squeezing parameter", printed=VARIANCES + r"=e^{-2r}", about=(f"{SQUEEZED}.variance_sum",)),
            Part(
                name="by the weights", printed=VARIANCES + r"=(\mu-\nu)^{-2}", about=(f"{SQUEEZED}.variance_sum_by_weights",),
                note="with mu = cosh r and nu = sinh r of Sec. II, so that mu - nu = exp(-r); (mu + nu)^-2, which is exp(-2r), is the likely form "
                "that was meant",
            ),
        ),
    ),
    Claim(
        id="DE-fn70", paper=PAPER.key, where="footnote 70", kind="equation", title="Decay of the quanta",
        parts=(
            Part(name="quanta of a", printed=r"d_t\langle a^\dagger a\rangle=-\kappa_A\langle a^\dagger a\rangle", about=(f"{BOSONS}.number_a",)),
            Part(name="quanta of b", printed=r"d_t\langle b^\dagger b\rangle=-\kappa_B\langle b^\dagger b\rangle", about=(f"{BOSONS}.number_b",)),
            Part(name="none of a are left", printed=r"\langle a^\dagger a\rangle_\infty=0", about=(f"{BOSONS}.final_number_a",)),
            Part(name="none of b are left", printed=r"\langle b^\dagger b\rangle_\infty=0", about=(f"{BOSONS}.final_number_b",)),
        ),
    ),
)  # fmt: skip
