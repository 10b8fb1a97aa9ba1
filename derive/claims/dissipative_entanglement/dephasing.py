r"""Claims about collective dephasing and about resonant fields: Appendix C.2."""

from __future__ import annotations

from derive.claims.dissipative_entanglement.moment_letters import PAPER as PAPER
from derive.records import Claim, Part, Quoted

ROOM = "dissipative_entanglement"
DEPHASING, PUMP, ORDERS = f"{ROOM}.dephasing", f"{ROOM}.resonant_pump", f"{ROOM}.orders"
PREPARED = tuple(f"{DEPHASING}.prepared_{name}" for name in ("yy", "zz", "y_y", "z_z"))
APPENDIX = "Appendix C.2"
C_SUM = r"\mu\sum_i\sigma_{\downarrow\downarrow,I,i}+\nu\sum_i\sigma_{\uparrow\uparrow,II,i}"
D_SUM = r"\mu\sum_i\sigma_{\downarrow\downarrow,II,i}+\nu\sum_i\sigma_{\uparrow\uparrow,I,i}"
VAPOUR = (("d", "30"), (r"\gamma_{\text{LW}}", "5e6 1/s"), (r"\delta_{\text{Doppler}}", "380e6 rad/s"))
ALIKE = "formalised: from polarised atoms, with collective dephasing alone"

CLAIMS = (
    Claim(
        id="DE-12-noeffect", paper=PAPER.key, where="Sec. III.3, after Eq. (12)", kind="statement", title="Collective dephasing and entanglement",
        parts=(
            Part(name="from polarised atoms", printed=r"d_t\xi(t)=0", about=(f"{DEPHASING}.xi", *PREPARED), note=ALIKE),
            Part(name="while there is entanglement", printed=r"d_t\xi(t)=0", about=(f"{DEPHASING}.xi_scaled", *(f"{ORDERS}.{n}" for n in ("mu", "nu"))), order=(r"\varepsilon", 1),
                 note="formalised: the rate at which correlations of both ensembles are lost falls as d/N"),
        ),
    ),
    Claim(
        id="DE-C2-res", paper=PAPER.key, where=APPENDIX, kind="equation", title="Rate of a resonant pump",
        parts=(
            Part(name="single atom", printed=r"\Gamma_{res}=\frac{\Omega_{\text{pump}}^2}{\gamma_{\text{LW}}}", about=(f"{PUMP}.resonant",),
                 note="with the coupling as Rabi frequency, as for the probe, it is four times that; so it is in footnote 68 and in App. E, where the "
                 "rate of the probe stands beside it and fixes what a Rabi frequency is"),
            Part(name="collective", printed=r"\Gamma_{res}/d", given="references on electromagnetically induced transparency in Appendix C.2"),
        ),
    ),
    Claim(
        id="DE-C2-dop", paper=PAPER.key, where=APPENDIX, kind="equation", title="Collective pumping out of resonance",
        parts=(
            Part(
                name="the two forms", about=(f"{PUMP}.shifted",), where=(r"\delta_{\text{Doppler}}>\gamma_{\text{LW}}d",),
                printed=r"\frac{\Omega_{\text{pump}}^2}{\delta_{\text{Doppler}}}\gamma_{\text{LW}}d=\frac{\Omega_{\text{pump}}^2}{\gamma_{\text{LW}}d}\left(\frac{\gamma_{\text{LW}}d}{\delta_{\text{Doppler}}}\right)^2",
                note="the left side misses a square on the Doppler width, Omega^2 gamma d/delta^2; its unit is 1/s^2",
            ),
            Part(
                name="the right form", about=(f"{PUMP}.shifted",),
                printed=r"\Gamma_{\text{pump}}^{\text{coll}}=\frac{\Omega_{\text{pump}}^2}{\gamma_{\text{LW}}d}\left(\frac{\gamma_{\text{LW}}d}{\delta_{\text{Doppler}}}\right)^2",
                note="formalised: the collective rate a Doppler width away from resonance, to which the paper calls it proportional; the factor is 1 "
                "where the Rabi frequency is the coupling",
            ),
            Part(
                name="small beside the resonant rate", about=(f"{PUMP}.shifted", f"{PUMP}.resonant"),
                printed=r"\Gamma_{\text{pump}}^{\text{coll}}=\frac1{4d}\left(\frac{\gamma_{\text{LW}}d}{\delta_{\text{Doppler}}}\right)^2\Gamma_{res}",
                note="formalised: for a Doppler width above gamma_LW d it is below 1/(4d) of the resonant rate of a single atom",
            ),
            Part(
                name="negligible in numbers", about=(f"{PUMP}.shifted", f"{PUMP}.resonant"), quoted=Quoted(text="0.01", relation="<"), inputs=VAPOUR,
                printed=r"\Gamma_{\text{pump}}^{\text{coll}}/\Gamma_{res}", note="in words 'negligible'; with the numbers of App. E and d = 30",
            ),
            Part(
                name="Doppler width much larger, in numbers", about=(f"{PUMP}.shifted",), quoted=Quoted(text="10", relation=">"), inputs=VAPOUR,
                aside=True, printed=r"\delta_{\text{Doppler}}/(\gamma_{\text{LW}}d)",
                note="a condition and no result: 380 MHz against 30 times 5 MHz is larger, but not by a power of ten. What it is asked for holds",
            ),
        ),
    ),
    Claim(
        id="DE-C2-ME", paper=PAPER.key, where=APPENDIX, kind="equation", title="The terms omitted from the full master equation",
        parts=(
            Part(name="master equation", given="the last terms of Eq. (12), restated in the shorthand of Sec. III.2, which has half the rate",
                 printed=r"d_t\rho(t)=d\frac{\check\Gamma}2C\rho(t)C^\dagger+d\frac{\check\Gamma}2D\rho(t)D^\dagger+..."),
            Part(name="C", printed=rf"C={C_SUM}", about=(f"{DEPHASING}.C",),
                 note="1/sqrt(N) is missing, with which the paper defines such sums (after Eq. (7)) and which its results contain"),
            Part(name="D", printed=rf"D={D_SUM}", about=(f"{DEPHASING}.D",), note="1/sqrt(N) is missing"),
            Part(name="D = C", printed="D=C", about=(f"{DEPHASING}.C", f"{DEPHASING}.D"), note="printed as D = C = ...; the ensembles are exchanged between them"),
        ),
    ),
    Claim(
        id="DE-C2-means", paper=PAPER.key, where=APPENDIX, kind="equation", title="Means under collective dephasing",
        parts=(
            *(
                Part(
                    name=f"J_{axis}", printed=rf"d_t\langle J_{axis}\rangle=-\frac{{d\check\Gamma}}{{2N}}\langle J_{axis}\rangle", about=(f"{DEPHASING}.{axis}",),
                    note="the factor mu^2 + nu^2 is missing, which the equations for mean squares have",
                )
                for axis in "yz"
            ),
            Part(name="J_x", printed=r"d_t\langle J_x\rangle=0", about=(f"{DEPHASING}.x",)),
            Part(name="J_y at all times", printed=r"\langle J_y\rangle=0", about=(f"{DEPHASING}.prepared_y",), note=ALIKE),
            Part(name="J_z at all times", printed=r"\langle J_z\rangle=0", about=(f"{DEPHASING}.prepared_z",), note=ALIKE),
            Part(name="J_z = N/2", printed=r"\langle J_z\rangle=N/2", about=(f"{DEPHASING}.prepared_z",),
                 note="printed of J_z, which the line before has at zero; it holds for J_x"),
        ),
    ),
    Claim(
        id="DE-C2-J2", paper=PAPER.key, where=APPENDIX, kind="equation", title="Mean squares under collective dephasing",
        parts=(
            Part(name="J_y", about=(f"{DEPHASING}.yy",),
                 printed=r"d_t\langle J_y^2\rangle=\check\Gamma\frac dN(\mu^2+\nu^2)\left(-\langle J_y^2\rangle+\langle J_z^2\rangle\right)"),
            Part(name="J_z", about=(f"{DEPHASING}.zz",),
                 printed=r"d_t\langle J_z^2\rangle=\check\Gamma\frac dN(\mu^2+\nu^2)\left(\langle J_y^2\rangle-\langle J_z^2\rangle\right)"),
            Part(name="J_y at all times", printed=r"\langle J_y^2\rangle=N/4", about=(f"{DEPHASING}.prepared_yy",), note=ALIKE),
            Part(name="J_z at all times", printed=r"\langle J_z^2\rangle=N/4", about=(f"{DEPHASING}.prepared_zz",), note=ALIKE),
        ),
    ),
    Claim(
        id="DE-C2-cross", paper=PAPER.key, where=APPENDIX, kind="equation", title="Products of both ensembles under collective dephasing",
        parts=(
            Part(
                name="J_y", printed=r"d_t\langle J_{y,I}J_{y,II}\rangle=-2\frac dN\hat\Gamma\mu\nu\langle J_{z,I}J_{z,II}\rangle", about=(f"{DEPHASING}.y_y",),
                note="the damping -(d/N) Gamma (mu^2 + nu^2) of the product itself is missing; with the opposite signs of Fig. 2, C = mu n_down,I - "
                "nu n_up,II, the exchange has the sign +",
            ),
            Part(
                name="J_z", printed=r"d_t\langle J_{z,I}J_{z,II}\rangle=2\frac dN\hat\Gamma\mu\nu\langle J_{y,I}J_{y,II}\rangle", about=(f"{DEPHASING}.z_z",),
                note="the damping is missing, and the sign is the other one: y and z stand alike, so that with either choice of the signs of the weights "
                "one of both printed signs is wrong",
            ),
            Part(name="J_y at all times", printed=r"\langle J_{y,I}J_{y,II}\rangle=0", about=(f"{DEPHASING}.prepared_y_y",), note=ALIKE),
            Part(name="J_z at all times", printed=r"\langle J_{z,I}J_{z,II}\rangle=0", about=(f"{DEPHASING}.prepared_z_z",), note=ALIKE),
        ),
    ),
    Claim(
        id="DE-C2-concl", paper=PAPER.key, where=APPENDIX, kind="statement", title="No effect on entanglement",
        parts=(
            Part(name="from polarised atoms", printed=r"d_t\xi(t)=0", about=(f"{DEPHASING}.xi", *PREPARED), note=ALIKE),
            Part(name="corrections", printed=r"d_t\xi(t)=0", about=(f"{DEPHASING}.xi_scaled", *(f"{ORDERS}.{n}" for n in ("mu", "nu"))), order=(r"\varepsilon", 1),
                 note="formalised: with the correlations that the other jumps make, the rate is of the order 1/N"),
        ),
    ),
)  # fmt: skip
