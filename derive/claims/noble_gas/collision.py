r"""Claims about one collision: its evolution operator, its expansion, and what it does to the spins."""

from __future__ import annotations

from derive.claims.noble_gas.letters import PAPER
from derive.records import Claim, Part

CHANGES = ("spin_exchange.collision.electron_change", "spin_exchange.collision.noble_change")

CLAIMS = (
    Claim(
        id="NG-M1", paper=PAPER.key, where="main text, System", kind="statement",
        title="A collision is exp(-i phi k.s) and conserves the total spin",
        parts=(
            Part(
                name="evolution operator", printed=r"\exp(-i\phi\hat{\mathbf k}_b\cdot\hat{\mathbf s}_a)",
                given="isotropic Fermi-contact interaction, refs 35-37 of the paper",
            ),
            Part(
                name="conservation", printed=r"\Delta\hat{\mathbf s}_a+\Delta\hat{\mathbf k}_b=0", about=CHANGES,
                note="in words: the two spins mutually precess while conserving the total spin",
            ),
        ),
    ),
    Claim(
        id="NG-M2", paper=PAPER.key, where="main text, System", kind="statement",
        title="The phase of a collision is always positive",
        parts=(
            Part(name="sign", printed=r"\phi>0", given="property of the isotropic Fermi-contact interaction, refs 38, 39 of the paper"),
        ),
    ),
    Claim(
        id="NG-7", paper=PAPER.key, where="Methods, Eq. (7)", kind="equation", title="Dyson series of the evolution operator",
        parts=(
            Part(
                name="second order", about=("spin_exchange.collision.dyson",),
                printed=r"U_I=1-i\phi^{(i)}_{ab}\,\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b"
                r"-\frac12\phi^{(i)}_{ab}\phi^{(i)}_{ab}(\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b)(\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b)",
                note="the three printed terms added up, for one collision of one pair",
            ),
        ),
    ),
    Claim(
        id="NG-8", paper=PAPER.key, where="Methods, Eq. (8)", kind="equation",
        title="Rate of change of any operator to second order",
        parts=(
            Part(
                name="equation",
                printed=r"\frac{1}{\tau'}\Delta\hat A=-\frac{i}{\hbar}[\hat A,H_0]-\frac{i}{\hbar}[\hat A,\mathcal V]+\mathcal L(\hat A)",
                about=("spin_exchange.collision.rate_of_change", "spin_exchange.collision.effective_hamiltonian",
                       "spin_exchange.collision.second_order_rate"),
            ),
        ),
    ),
    Claim(
        id="NG-9", paper=PAPER.key, where="Methods, Eq. (9)", kind="equation", title="Effective Hamiltonian of the collisions",
        parts=(
            Part(
                name="equation", about=("spin_exchange.collision.effective_hamiltonian",),
                printed=r"\mathcal V=\sum_{ab}\sum_i^{\tau'}\frac{\hbar}{\tau'}\phi^{(i)}_{ab}\,\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b",
            ),
        ),
    ),
    Claim(
        id="NG-10", paper=PAPER.key, where="Methods, Eq. (10)", kind="equation", title="Second-order term of Eq. (8)",
        parts=(
            Part(
                name="equation", about=("spin_exchange.collision.second_order_rate",),
                printed=r"\mathcal L(\hat A)=-\frac12\sum_{ab}\sum_i^{\tau'}(\phi^{(i)}_{ab})^2"
                r"\left[\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b,\left[\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b,\hat A\right]\right]",
                note="Eq. (8) adds this term to (1/tau') times a change, so it must be a rate; Eq. (9) prints 1/tau'",
            ),
            Part(
                name="double commutator", about=("spin_exchange.collision.second_order_rate",),
                printed=r"\tau'\mathcal L(\hat A)=-\frac12\sum_{ab}\sum_i^{\tau'}(\phi^{(i)}_{ab})^2"
                r"\left[\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b,\left[\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b,\hat A\right]\right]",
                note="the printed right side held against the change in the time tau', instead of the rate",
            ),
            Part(
                name="operators of several atoms", about=("spin_exchange.several_collisions.two_collisions",),
                printed=r"\tau'\mathcal L(\hat A)=-\frac12\left(\phi_1^2[\hat G_1,[\hat G_1,\hat A]]+\phi_2^2[\hat G_2,[\hat G_2,\hat A]]\right)",
                note="formalised: the printed sum for two collisions, per time tau', with G for s.k of a pair. Eq. (8) is said to "
                "hold for any operator; one of two atoms has cross terms, as Eq. (7) has them, and one of one atom has none",
            ),
        ),
    ),
    Claim(
        id="NG-11", paper=PAPER.key, where="Methods, Eq. (11)", kind="equation", title="Change of the two spins in a collision",
        parts=(
            Part(
                name="electron", about=CHANGES[:1],
                printed=r"\Delta\hat{\mathbf s}_a=\sum_n\sum_i^{\tau'}\phi^{(i)}_{an}\left[\hat{\mathbf k}_n\times\hat{\mathbf s}_a"
                r"+\phi^{(i)}_{an}(\hat{\mathbf k}_n-\hat{\mathbf s}_a)/4\right]",
            ),
            Part(
                name="noble gas", about=CHANGES[1:],
                printed=r"\Delta\hat{\mathbf k}_b=\sum_m\sum_i^{\tau'}\phi^{(i)}_{mb}\left[\hat{\mathbf s}_m\times\hat{\mathbf k}_b"
                r"+\phi^{(i)}_{mb}(\hat{\mathbf s}_m-\hat{\mathbf k}_b)/4\right]",
            ),
        ),
    ),
    Claim(
        id="NG-11cons", paper=PAPER.key, where="Methods, after Eq. (11)", kind="statement",
        title="Each collision conserves the total spin of the pair",
        parts=(
            Part(name="derived", printed=r"\Delta\hat{\mathbf s}_a+\Delta\hat{\mathbf k}_b=0", about=CHANGES),
            Part(name="as Eq. (11) has it", printed=r"\Delta\hat{\mathbf s}_a+\Delta\hat{\mathbf k}_b=0", takes=("NG-11",)),
        ),
    ),
)  # fmt: skip
