"""Claims of Sec. III.3: moving atoms, the optical depth, and the averaged master equation, Eqs. (11) to (13)."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.motion_letters import (
    COOLING,
    DEPHASING,
    HEATING,
    LABELS,
    ONE_WAY,
    PAIRS,
    PAIRS_CHECK,
    SMALL,
)
from derive.claims.dissipative_entanglement.motion_letters import PAPER as PAPER
from derive.records import Claim, Part

ROOM = "dissipative_entanglement"
MASTER, CLOSED, LARGE = f"{ROOM}.averaged_master_equation", f"{ROOM}.averaged_closed", f"{ROOM}.large_clouds"
SECTION = "Sec. III.3"
NUMBER = f"{ROOM}.clouds.wave_number"
READINGS = "sum over pairs"
NAMED = "resonant optical depth"
COLLECTIVE = r"d\frac\Gamma2A\rho(t)A^\dagger+d\frac\Gamma2B\rho(t)B^\dagger"
ABBREVIATED = "each jump term stands for its dissipator, see DE-shorthand"

CLAIMS = (
    Claim(
        id="DE-avgcond", paper=PAPER.key, where=SECTION, kind="statement", title="When rates are averaged over places",
        parts=(
            Part(
                name="condition", printed=r"\Gamma_{\text{atomic}}\frac Lv\ll1",
                given="the limit that the section assumes, cited there; no numbers are given for it",
            ),
        ),
    ),
    Claim(
        id="DE-Pr", paper=PAPER.key, where=SECTION, kind="equation", title="Density of places",
        parts=(
            Part(
                name="density", printed=r"P(r)=\frac{1}{\pi^{3/2}L^3}e^{-\frac{r^2}{L^2}}", about=(f"{ROOM}.clouds.density",),
                note="the shape is the paper's choice; judged is that it is normalised",
            ),
        ),
    ),
    Claim(
        id="DE-11", paper=PAPER.key, where=f"{SECTION}, Eq. (11)", kind="equation", title="Averaged master equation",
        parts=(
            Part(
                name="imaginary parts", printed=r"\langle J_{ij}\rangle=\Gamma_{ij}", order=(SMALL, 3),
                about=(f"{ROOM}.averaged_rates.mean", f"{LARGE}.exchange", f"{LARGE}.gamma"),
                note="formalised: within one ensemble the averaged rate differs from Gamma_ij by one order more than it is large. "
                "Between the ensembles it does not, see DE-B2-dist; but what is neglected there is a Hamiltonian of A and one of B "
                "that cancel up to R/(k_L L^2)",
            ),
            Part(
                name="rates of pairs of atoms", reading=READINGS, printed=rf"d_t\rho(t)={PAIRS}+{PAIRS_CHECK}",
                given="the form that Eq. (7) takes when each J_ij is put to its average; what that average is is judged in DE-37 and "
                "above, and what the sums amount to in DE-12. Atoms of different ensembles with one index are different atoms and "
                "have the rate of i != j",
            ),
            Part(
                name="one rate for each i, j", reading=READINGS, printed=rf"d_t\rho(t)={LABELS}+{PAIRS_CHECK}",
                about=(f"{MASTER}.motion", f"{MASTER}.labels", f"{MASTER}.desired"),
                note="read by the letter, Gamma_ii = Gamma would also couple atom i of one ensemble with atom i of the other, "
                "which gives terms with mu nu Gamma that Eq. (12) rightly does not have",
            ),
            Part(
                name="light that runs one way", printed=rf"{ONE_WAY}={PAIRS}",
                about=(f"{MASTER}.desired", f"{MASTER}.one_way"),
                note="formalised: with real rates Gamma_ij (1 + eta) and Gamma_ij (1 - eta) for I with II and II with I, as between "
                "ensembles that lie apart, the sum over pairs is the same. The averaged rates have phases too, of the size R/(k_L L^2): "
                "that much of the added Hamiltonians does not cancel",
            ),
        ),
    ),
    Claim(
        id="DE-Gij", paper=PAPER.key, where=f"{SECTION}, after Eq. (11)", kind="equation", title="Averaged rates",
        parts=(
            Part(
                name="rate", printed=r"\Gamma_{ij}=\Gamma\frac{3}{4(k_LL)^2}", order=(SMALL, 4),
                about=(f"{CLOSED}.gamma", NUMBER), note="the relative error is 1/(k_L L)^2",
            ),
            Part(
                name="undesired, by the coefficients", reading="undesired transitions", printed=r"\check\Gamma_{ij}=2\Gamma_{ij}",
                given="basic model of the paper: the dipoles of all decays have one direction",
                note="that direction is an assumption, under which averaged rates have the ratio 2 of one atom",
            ),
            Part(
                name="undesired, with the direction of the dipole", reading="undesired transitions", order=(SMALL, 3),
                printed=r"\check\Gamma_{ij}=2\Gamma_{ij}",
                about=(NUMBER, f"{MASTER}.check", f"{CLOSED}.gamma", f"{CLOSED}.circular", f"{MASTER}.check_turning"),
                note="dipoles of transitions with Delta m = +-1 turn about x and send half as much into the forward cone: then the "
                "averaged rates are equal, while those of one atom have the ratio 2. It concerns only collective dephasing",
            ),
        ),
    ),
    Claim(
        id="DE-d", paper=PAPER.key, where=f"{SECTION}, after Eq. (11)", kind="equation", title="Optical depth",
        parts=(
            Part(
                name="by the rates", printed=r"d=N\frac{\Gamma}{\Gamma_{ij}}", about=(f"{MASTER}.depth",),
                note="the quotient is upside down: with it d would be 4 N (k_L L)^2/3",
            ),
            Part(
                name="by the size", printed=r"d=\frac{3N}{4(k_LL)^2}", order=(SMALL, 4),
                about=(f"{MASTER}.depth", f"{CLOSED}.gamma", NUMBER),
            ),
            Part(
                name="both, with the printed rate", printed=r"N\frac{\Gamma}{\Gamma_{ij}}=\frac{3N}{4(k_LL)^2}",
                takes=("DE-Gij/rate",), note="the two sides of the printed equation with the paper's own Gamma_ij",
            ),
            Part(
                name="name", reading=NAMED, printed=r"\text{resonant optical depth of one atomic ensemble}",
                given="a definition: d is what enhances collective jumps",
            ),
            Part(
                name="name, as the extinction on the axis", reading=NAMED, printed="d=d_0", about=(f"{MASTER}.central_depth",),
                note="formalised: d_0 is the column density on the axis of the cloud times the cross-section of a two-level atom at "
                "resonance, 3 lambda^2/(2 pi)",
            ),
        ),
    ),
    Claim(
        id="DE-12", paper=PAPER.key, where=f"{SECTION}, Eq. (12)", kind="equation", title="Master equation of moving atoms",
        parts=(
            Part(
                name="large cloud",
                printed=rf"d_t\rho(t)={COLLECTIVE}+\mu^2\frac\Gamma2{COOLING}+\nu^2\frac\Gamma2{HEATING}"
                r"+d\frac{\check\Gamma}2C\rho(t)C^\dagger+d\frac{\check\Gamma}2D\rho(t)D^\dagger"
                rf"+\frac{{\check\Gamma}}2(\mu^2+\nu^2){DEPHASING}",
                about=(f"{MASTER}.large",),
                note=f"{ABBREVIATED}. Each term is judged exactly; neglected before that, in the derived equation, is d/N = "
                "3/(4 (k_L L)^2) of each term of single atoms, and the imaginary parts of averaged rates (DE-11). Collective "
                "dephasing, C and D, has the rate of "
                "the basic model (DE-Gij); with dipoles that turn it is half of that",
            ),
        ),
    ),
    Claim(
        id="DE-13", paper=PAPER.key, where=f"{SECTION}, Eq. (13)", kind="equation", title="Full master equation",
        parts=(
            Part(
                name="equation",
                printed=rf"d_t\rho(t)={COLLECTIVE}+\frac{{\Gamma_{{\rm cool}}}}2{COOLING}+\frac{{\Gamma_{{\rm heat}}}}2{HEATING}"
                rf"+\frac{{\Gamma_{{\rm d}}}}2{DEPHASING}",
                about=(f"{MASTER}.pumped", f"{MASTER}.cool", f"{MASTER}.heat", f"{MASTER}.dephase"),
                note=f"{ABBREVIATED}. The rates hold Gamma mu^2, Gamma nu^2 and 2 Gamma (mu^2 + nu^2) besides what is added",
            ),
        ),
    ),
)  # fmt: skip
