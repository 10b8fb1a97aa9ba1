"""Formulas as papers and lectures print them, to be typeset: two papers on spin ensembles, then hard layouts."""

from __future__ import annotations

SPIN_EXCHANGE = (
    (
        r"\langle\kappa_{ab}(t,\tau)\rangle_v=\dots=\frac{\epsilon^2}{\sqrt\pi r_{ab}^2v_T^3}\int_0^\tau"
        r"\frac{ds}{s^4}r_{ab}^3e^{-r_{ab}^2/(s^2v_T^2)}=\frac{\epsilon^2}{r_{ab}^2}\frac1{\sqrt\pi}\int_{r_{ab}/("
        r"\tau v_T)}^\infty du\,u^2e^{-u^2}"
    ),
    (
        r"\langle\kappa_{ab}(t,\tau)\rangle_v*w(\mathbf r)=\frac3{4\pi l^3}\int_0^{2\pi}\!d\varphi'\int_0^\pi\!\sin"
        r"\theta'd\theta'\int_0^\infty\!r'^2dr'\frac{\sigma}{4\pi r'^2}\Theta(\tau v_T-r')\Theta(|\mathbf r_{ab}-"
        r"\mathbf r'|-l)"
    ),
    (
        r"[\hat F_\chi(\mathbf r,t),\hat F_\chi^\dagger(\mathbf r',t')]=\langle\hat F_\chi(\mathbf r,t)\hat F_\chi^"
        r"\dagger(\mathbf r',t')\rangle=[2\gamma_\chi w(\mathbf r-\mathbf r')+C_\chi(\mathbf r,\mathbf r')]"
        r"\delta(t-t')"
    ),
    (
        r"\hat a_r(t)=\hat w_{ar}(t)-\frac{iJ}{\gamma_{ar}-i\Delta}\sum_{n\in\mathcal S}c_{rn}\hat b_n(t),\qquad "
        r"\hat b_r(t)=\hat w_{br}(t)-\frac{iJ}{\gamma_{br}+i\Delta}\sum_{m\in\mathcal S}c^*_{mr}\hat a_m(t)."
    ),
    (
        r"\partial_t\hat a_m=-(i\omega_a+\gamma_{am})\hat a_m-iJ\sum_nc_{mn}\hat b_n+\hat F_{am},\qquad \partial_t"
        r"\hat b_n=-(i\omega_b+\gamma_{bn})\hat b_n-iJ\sum_mc^*_{mn}\hat a_m+\hat F_{bn}."
    ),
    (
        r"\mathcal L(\hat A)=-\frac12\sum_{ab}\sum_i^{\tau'}(\phi^{(i)}_{ab})^2\left[\hat{\mathbf s}_a\cdot\hat{"
        r"\mathbf k}_b,\left[\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b,\hat A\right]\right]"
    ),
    (
        r"\langle\kappa_{ab}(t,\tau)\phi_{ab}(t)\kappa_{cd}(t',\tau)\phi_{cd}(t')\rangle=\delta_{ac}\delta_{bd}\,"
        r"\sigma v_Tw(\mathbf r_{ab})\langle\phi^2\rangle\tau^2\delta(t-t')"
    ),
    (
        r"|\psi(t/\tau)\rangle=\left[1-i\sum_n^{t/\tau}\sum_{ab}\kappa^{(n)}_{ab}\phi^{(n)}_a\left(\tfrac12\hat s_{a-}"
        r"\hat k_{b+}+\hat s_z\hat k_z\right)\right]|\psi_0\rangle"
    ),
    (
        r"\partial_t\hat a=-(i\omega_a+\gamma_a-D_a\nabla^2)\hat a-iJ\hat b+\hat F_a,\qquad \partial_t\hat b=-(i"
        r"\omega_b+\gamma_b-D_b\nabla^2)\hat b-iJ\hat a+\hat F_b,"
    ),
    (
        r"\hat a(t)=e^{-\gamma t/2}[\cos(Jt)\hat a(0)-i\sin(Jt)\hat b(0)]+\hat w_a,\qquad \hat b(t)=e^{-\gamma t/2}["
        r"\cos(Jt)\hat b(0)-i\sin(Jt)\hat a(0)]+\hat w_b."
    ),
    (
        r"\langle\hat F_a(\mathbf r,t)\hat F_a^\dagger(\mathbf r',t')\rangle=\frac{2+p_a+p_b}{4p_a}\,2\gamma_{ex}\,"
        r"\delta(t-t')w(\mathbf r-\mathbf r')"
    ),
    (
        r"V_{ex}=\hbar\zeta\int d^3r_a\int d^3r_b\,\delta(\mathbf r_a-\mathbf r_b)\,\hat{\mathbf f}(\mathbf r_a,t)"
        r"\cdot\hat{\mathbf k}(\mathbf r_b,t)"
    ),
    (
        r"H_0=\hbar a_{hpf}\sum_a\hat{\mathbf i}_a\hat{\mathbf s}_a+\hbar\tilde\omega_aq\sum_a\hat s_{a,z}+\hbar\tilde"
        r"\omega_b\sum_b\hat k_{b,z}."
    ),
    (
        r"|1\rangle_a|0\rangle_b-iJt\,|0\rangle_a|1\rangle_b-i\varepsilon|\delta\psi\rangle+O(\langle\phi^2\rangle),"
        r"\qquad Jt,\varepsilon\ll1,"
    ),
    (
        r"t^{(i)}_{ab}=t+\frac{r_{ab}(t)}{v_{ab}}\left(\cos\theta^v_{ab}\pm\sqrt{\epsilon^2/r_{ab}^2(t)-\sin^2"
        r"\theta^v_{ab}}\right)"
    ),
    (
        r"|\psi(t)\rangle=\sum_{i\ne j}^{N_a+N_b}c_{ij}(t)|\downarrow\dots\uparrow_i\dots\uparrow_j\dots\downarrow"
        r"\rangle_{a\&b}"
    ),
    (
        r"U_I(t+\tau',t)=\exp\!\left(-i\sum_{ab}\sum_i^{\tau'}\phi^{(i)}_{ab}\,\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b"
        r"\right)"
    ),
    r"|\delta\psi\rangle_a=\frac1{2\sqrt{N_a}}\sum_a\left(\sum_{bn}\delta\phi^{(n)}_{ab}\right)\hat s_{a+}|0\rangle_a",
    r"\mathcal V=\sum_{ab}\sum_i^{\tau'}\frac{\hbar}{\tau'}\phi^{(i)}_{ab}\,\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b",
    r"\varepsilon=\left[\sum_b\left(\sum_a\sum_{n=0}^{t/\tau}\delta\phi^{(n)}_{ab}\right)^2/(2N_a)\right]^{1/2}",
    r"\frac1{\tau'}\Delta\hat A=-\frac i\hbar[\hat A,H_0]-\frac i\hbar[\hat A,\mathcal V]+\mathcal L(\hat A).",
    r"\frac1{\sqrt\pi}\int_{r_{ab}/(\tau v_T)}^\infty du\,u^2e^{-u^2}\approx\frac14\Theta(\tau v_T-r_{ab}(t))",
    r"\kappa_{ab}(t,\tau)=\Theta(\theta^v_{ab}\le\epsilon/r_{ab}(t))\int_0^\tau\delta(s-r_{ab}(t)/v_{ab})ds",
    r"\langle\hat{\mathbf f}\rangle\equiv\int d^3r\langle\psi|\hat{\mathbf f}(\mathbf r,t)|\psi\rangle/N_a",
    r"\epsilon^{(a)}_{sn}=\sum_{r=r_0}^{r_1-1}c_{sr}c^*_{nr}J/(\gamma_{br}+i\Delta)+J/(\pi^2\gamma_{br_1})",
    r"V(t)=\sum_{a=1}^{N_a}\sum_{b=1}^{N_b}\hbar\alpha_{ab}(t)\,\hat{\mathbf s}_a\cdot\hat{\mathbf k}_b",
    r"H_0=\hbar\int d^3r[\tilde\omega_a\hat f_z(\mathbf r,t)+\tilde\omega_b\hat k_z(\mathbf r,t)]",
    r"\mathcal R\equiv\{\hat a_r,\hat b_r\,|\,\gamma_{ar},\gamma_{br}\gg J\}",
    r"\langle\phi\rangle^2\approx\langle\phi^2\rangle\approx2\times10^{-10}",
    r"\sum_i^{\tau'}(\phi^{(i)}_{ab})^2\to\kappa_{ab}(t,\tau')\phi_a^2(t)",
    r"\langle1|_a|\uparrow\downarrow\dots\downarrow\rangle_a=1/\sqrt{N_a}",
    r"\langle\phi^2\rangle\approx4k_{se}/\sigma v=1.6\times10^{-10}",
    r"|\mathbf r_{ab}(t)-\mathbf v_{ab}\cdot(t_{ab}-t)|\le\epsilon",
    r"\langle\phi\rangle\approx\zeta q/\sigma v=1.4\times10^{-5}",
    r"\varepsilon\to\sqrt{\langle\phi^2\rangle t/(2\tau)}",
    r"|\epsilon^{(a|b)}_{sn}|<J/(\pi^2\gamma_{(b|a)r_0})",
    r"\langle\hat F_a\hat F_a^\dagger\rangle\ge2\gamma",
    r"\langle\phi\rangle\ll\sqrt{q\,p_ap_bn_a/n_b}<1",
    r"\zeta=8\pi\kappa_0g_eg_n\mu_B\mu_n/(3q\hbar)",
    r"\gamma_a=\alpha\langle\phi^2\rangle/(4\tau)",
    r"\tilde\omega_a\tau_c\lesssim10^{-7}",
    r"\tau_c>2\epsilon/v_{ab}\ll\tau",
    r"\eta=k_{se}/(\sigma_{sr}v)",
    r"\theta^v_{ab}\in[0,\pi]",
    r"U_n=\Pi_aU_n^{(a)}",
    r"\bar n_I=(1-p)/2p",
)

DISSIPATIVE_ENTANGLEMENT = (
    (
        r"\langle J_{ij}\rangle=\frac1{\pi^3L^6}\int d\mathbf r\int d\acute{\mathbf r}\,e^{i\mathbf k_L(\mathbf r-"
        r"\acute{\mathbf r})-\frac{r^2+\acute r^2}{L^2}}\left(\gamma(\mathbf r-\acute{\mathbf r})+ig(\mathbf r-\acute{"
        r"\mathbf r})\right)"
    ),
    (
        r"J_{y,+,2}=(J_{y,I}+J_{y,II})_2/\sqrt2,\quad\langle J_{y,I}\rangle_2=\langle J_{y,II}\rangle_2=0,\quad"
        r"\mathrm{var}(J_y)_2=\langle J_y^2\rangle_2,\quad\langle J_{y,I}^2\rangle_2=\langle J_{y,II}^2\rangle_2="
        r"\langle J_y^2\rangle_2"
    ),
    (
        r"\Gamma_{ij}^{I,II}=\frac1{\pi^3L^6}\int d\mathbf r\int d\acute{\mathbf r}\,e^{i\mathbf k_L(\mathbf r-\acute{"
        r"\mathbf r})}e^{\frac{-r^2}{L^2}}e^{\frac{-(\acute{\mathbf r}-\mathbf R)^2}{L^2}}\gamma(\mathbf r-\acute{"
        r"\mathbf r})"
    ),
    (
        r"\Gamma_{ij,A}=\frac{3\Gamma}{\sqrt{2\pi}L^3}\int_0^\infty dr_-r_-^2e^{-\frac{r_-^2}{2L^2}}\frac{"
        r"\sin(k_Lr_-)}{k_Lr_-}\left(\frac{\sin(k_Lr_-)}{k_Lr_-}+\frac{\cos(k_Lr_-)}{(k_Lr_-)^2}-\frac{"
        r"\sin(k_Lr_-)}{(k_Lr_-)^3}\right)"
    ),
    (
        r"d_t\langle a^\dagger a\rangle=-\kappa_A\langle a^\dagger a\rangle,\quad d_t\langle b^\dagger b\rangle=-"
        r"\kappa_B\langle b^\dagger b\rangle\ \Rightarrow\ \langle a^\dagger a\rangle_\infty=\langle b^\dagger b"
        r"\rangle_\infty=0"
    ),
    (
        r"\text{two ensembles at distance }R,\ \mathbf B\parallel\hat{\mathbf x},\ \text{laser }\parallel\hat{"
        r"\mathbf z},\ \hat{\mathbf y}\text{-polarized; environment: copropagating vacuum in }\hat{\mathbf x}"
        r"\text{ polarization}"
    ),
    (
        r"\Gamma_{\text{ab}}^{\text{pump}}=\frac{\Omega^2_{\text{pump}}}{\gamma_{\text{LW}}}c_{\text{pump}}^2k,\qquad"
        r"\Gamma_{\text{ab}}^{\text{repump}}=\frac{\Omega^2_{\text{repump}}}{\gamma_{\text{LW}}}c_{\text{repump}}^2k"
    ),
    (
        r"Im(\mathcal J_{ij})=i\mathcal P\left(\int d\mathbf k\sum_{\hat\lambda_{\mathbf k}=1}^2g^2(\mathbf k)e^{i"
        r"\mathbf k(\mathbf r_i-\mathbf r_j)}\left(\frac1{\omega_L-\omega_k}+\frac1{\omega_L+\omega_k}\right)\right)"
    ),
    (
        r"\mathcal J_{ij}=\int d\mathbf k\sum_{\hat\lambda_{\mathbf k}=1}^2g^2(\mathbf k)e^{i\mathbf k(\mathbf r_i-"
        r"\mathbf r_j)}\int_0^\infty d\tau\left(e^{-i(\omega_k-\omega_L)\tau}+e^{-i(\omega_k+\omega_L)\tau}\right)"
    ),
    (
        r"\text{laser: }|\uparrow\rangle\to|e_\downarrow\rangle,\ |\downarrow\rangle\to|e_\uparrow\rangle;\quad"
        r"\text{vacuum modes: }|e_\downarrow\rangle\to|\downarrow\rangle,\ |e_\uparrow\rangle\to|\uparrow\rangle"
    ),
    (
        r"\xi(t)=\frac1{P_2(t)}e^{-(\tilde\Gamma+d\Gamma P_2(t))t}+\frac1{P_2(t)}\frac{\tilde\Gamma+d\Gamma P_2(t)^2(|"
        r"\mu|-|\nu|)^2}{\tilde\Gamma+d\Gamma P_2(t)}\left(1-e^{-(\tilde\Gamma+d\Gamma P_2(t))t}\right)"
    ),
    (
        r"d_t\mathrm{var}(J_{y,\pm})=-\left(\tilde\Gamma+d\Gamma P_2(t)\right)\mathrm{var}(J_{y,\pm})+\frac N4\left("
        r"\tilde\Gamma+d\Gamma P_2(t)^2(\mu\mp\nu)^2\right),\quad J_{y,\pm}=(J_{y,I}\pm J_{y,II})/\sqrt2"
    ),
    (
        r"\lambda/2\text{ plate: classical field drives }\pi\text{-transitions }|\uparrow\rangle\to|e_\uparrow"
        r"\rangle,|\downarrow\rangle\to|e_\downarrow\rangle\text{ in ensemble II; quantum field }\Delta_m=\pm1"
    ),
    (
        r"d_t\rho(t)=\frac12\sum_{i,j=1}^N\Gamma_{ij}\left(A_i\rho(t)A_j^\dagger+B_i\rho(t)B_j^\dagger\right)+\frac12"
        r"\sum_{i,j=1}^N\check\Gamma_{ij}\left(C_i\rho(t)C_j^\dagger+D_i\rho(t)D_j^\dagger\right)+..."
    ),
    (
        r"H\propto\int_{\Delta\omega_{ls}}d\mathbf k\left(Aa_{\mathbf k}^\dagger+A^\dagger a_{\mathbf k}\right)+\int_{"
        r"\Delta\omega_{us}}d\mathbf k\left(Ba_{\mathbf k}^\dagger+B^\dagger a_{\mathbf k}\right)"
    ),
    (
        r"\bar\Gamma=\Gamma_{\uparrow\downarrow}+\Gamma_{\downarrow\uparrow}+\Gamma_{\uparrow h}+\Gamma_{"
        r"\downarrow h}+\Gamma_{\uparrow\uparrow}+\Gamma_{\downarrow\downarrow}+\Gamma_{\text d}^{\text{add}}"
    ),
    (
        r"\text{pump resonant with }|4,4\rangle\text{ in }6P_{1/2}\ (D_1),\ \text{pump fields resonant with }|4,4"
        r"\rangle\text{ in }6P_{3/2}\ (D_2);\quad\gamma_{D_1}\approx\gamma_{D_2}=\gamma_{\text{LW}}"
    ),
    (
        r"\Sigma_{J,2}=N_2(0)e^{-(\bar\Gamma+d(t)\Gamma P_2(t))t}+N_2(t)\frac{\bar\Gamma+d(t)\Gamma P_2(t)^2(\mu-"
        r"\nu)^2}{\bar\Gamma+d(t)\Gamma P_2(t)}\left(1-e^{-(\bar\Gamma+d(t)\Gamma P_2(t))t}\right)"
    ),
    (
        r"\xi_{\text{exp}}^{\text{lt}}=\frac{\bar\Gamma+d(t)\Gamma P_2(t)^2(\mu-\nu)^2}{\bar\Gamma+d(t)\Gamma P_2(t)}"
        r"\,\frac{2F}{P_2(t)+2F-1}+\frac{N_\downarrow(t)}{N_2(t)}\,\frac{2(2F-1)}{P_2(t)+2F-1}"
    ),
    (
        r"|\uparrow\rangle\equiv|F,F\rangle,\ |\downarrow\rangle\equiv|F,F-1\rangle,\ |h\rangle\equiv|F',F'\rangle\ "
        r"\text{(first)};\quad|F,-F\rangle,\ |F,-F+1\rangle,\ |F',-F'\rangle\ \text{(second)}"
    ),
    (
        r"\xi^{\text{ideal}}=(|\mu|-|\nu|)^2\ \text{determined by the rates}\ \mu^2\Gamma\ (|\downarrow\rangle\to|"
        r"\uparrow\rangle)\ \text{and}\ \nu^2\Gamma\ (|\uparrow\rangle\to|\downarrow\rangle)"
    ),
    (
        r"=\frac{3\Gamma}{2\sqrt{2\pi}L^3}\int_0^\infty dr_-r_-^2\frac{\sin(k_Lr_-)}{k_Lr_-}\int_0^\pi d\theta\sin("
        r"\theta)e^{ik_Lr_-\cos(\theta)}e^{\frac{-1}{2L^2}(r_-^2+R^2+2r_-R\cos(\theta))}"
    ),
    (
        r"\hat{\mathbf y}\text{-polarized probe along }\hat{\mathbf z},\ \mathbf B\parallel\hat{\mathbf x},\ "
        r"\text{blue detuned by}\ \Delta=700\,\text{MHz w.r.t.}\ 6S_{1/2}(F=4)\to6P_{3/2}(F=5)"
    ),
    (
        r"d_t\mathbb P_e\rho\mathbb P_g=d_t\mathbb P_g\rho\mathbb P_e=d_t\mathbb P_e\rho\mathbb P_e=0\quad\text{for}"
        r"\quad\Delta_{\uparrow,I/II},\Delta_{\downarrow,I/II}>>\Gamma_{\text{atomic}}"
    ),
    (
        r"H_{\text{cl,I}}=\Omega_{\text{probe}}\sum_{i=1}^Ne^{i\mathbf k_L\mathbf r_i}\left(|e_\uparrow\rangle_{I,i}"
        r"\langle\downarrow|+|e_\downarrow\rangle_{I,i}\langle\uparrow|\right)+H.C."
    ),
    (
        r"C=\sum_i(\mu\,\sigma_{\downarrow\downarrow,I,i}+\nu\,\sigma_{\uparrow\uparrow,II,i}),\qquad D=C=\sum_i(\mu\,"
        r"\sigma_{\downarrow\downarrow,II,i}+\nu\,\sigma_{\uparrow\uparrow,I,i})"
    ),
    (
        r"\bar g(\mathbf k)\mu=\frac{\Omega_{\text{probe}}}{\Delta-\Omega}g_{\mathbf k},\qquad \bar g(\mathbf k)\nu="
        r"\frac{\Omega_{\text{probe}}}{\Delta+\Omega}g_{\mathbf k}"
    ),
    (
        r"x=5:\quad\Gamma_{\text d}^{\text{add}}\ \text{up to}\ 37\Gamma\ "
        r"\text{tolerated while still allowing a reduction of}\ \xi_\infty^{\text{opt}}\ \text{by}\ 15\%"
    ),
    (
        r"d_t\langle J_x\rangle=-\frac12\left(\Gamma_{\rm heat}+\Gamma_{\rm cool}\right)\langle J_x\rangle_t+\frac N2"
        r"\left(\Gamma_{\rm cool}-\Gamma_{\rm heat}\right)"
    ),
    (
        r"Re(\mathcal J_{ij})=\pi\int d\mathbf k\sum_{\hat\lambda_{\mathbf k}=1}^2g^2(\mathbf k)e^{i\mathbf k("
        r"\mathbf r_i-\mathbf r_j)}\delta(\omega_k-\omega_L)"
    ),
    (
        r"J_{y,\rm exp}=\frac12\sum_{i=1}^N\sum_{m=-F}^F\sqrt{F(F+1)-m(m+1)}\left(|m+1\rangle_i\langle m|+|m\rangle_i"
        r"\langle m+1|\right)\approx\sqrt{2F}J_{y,2}"
    ),
    (
        r"(\hat{\mathbf p}\cdot\hat{\mathbf r}_{ij})^2\ \text{contribu"
        r"tions decay quickly in the interatomic distance; also negligible in}\ \Gamma_{ij,A}"
    ),
    (
        r"d_t\begin{pmatrix}N_\uparrow(t)\\N_\downarrow(t)\\N_h(t)\end{pmatrix}=M\begin{pmatrix}N_\uparrow(t)\\N_"
        r"\downarrow(t)\\N_h(t)\end{pmatrix}"
    ),
    (
        r"|\Psi^{\text{in}}\rangle=|e\rangle_1|e\rangle_2\ \to\ |\Psi^{\text{out}}\rangle=(|e\rangle_1|g\rangle_2+|g"
        r"\rangle_1|e\rangle_2)/\sqrt2"
    ),
    r"r_-^2e^{-\frac{r_-^2}{2L^2}}\frac{\sin(k_Lr_-)}{k_Lr_-}\left(\cdots\right)=\frac23r_-^2+\mathcal O(r_-^4)",
    r"G_{ij,B}:\ \sin(k_Lr_-)^2/(k_Lr_-)\ \text{term}\ \to\ \log(k_LL)/(k_LL)^3\ \text{as}\ k_LL\to\infty",
    r"\text{integrand contains only }\cos\sin/(k_Lr_-)^x,\ \cos^2/(k_Lr_-)^x,\ \sin^2/(k_Lr_-)^x,\ x\ge1",
    r"\Gamma_{ij}=\Gamma\frac{3}{4(k_LL)^2}\ (k_LL\gg1,\ i\neq j),\qquad\check\Gamma_{ij}=2\Gamma_{ij}",
    r"\delta_{\text{Doppler}}=\frac\nu c\left(\frac{2k_BT}{m\ln2}\right)^{1/2},\qquad c/\nu=\lambda",
    r"\xi_{\text{exp}}=\Sigma_{J,\text{exp}}/\left(2\mid\langle J_x\rangle_{\text{exp}}\mid\right)",
)

LAYOUTS = (
    (
        r"H=\hbar\omega_c\hat a^\dagger\hat a+\tfrac12\hbar\omega_a\hat\sigma_z+\hbar g\left(\hat a\hat\sigma_++"
        r"\hat a^\dagger\hat\sigma_-\right)"
    ),
    (
        r"|\alpha\rangle=e^{-|\alpha|^2/2}\sum_{n=0}^\infty\frac{\alpha^n}{\sqrt{n!}}|n\rangle,\quad\langle\alpha|"
        r"\hat a^\dagger\hat a|\alpha\rangle=|\alpha|^2"
    ),
    (
        r"\dot{\hat\rho}=-\frac i\hbar\bigl[\hat H,\hat\rho\bigr]+\sum_k\gamma_k\left(\hat L_k\hat\rho\hat L_k^"
        r"\dagger-\frac12\bigl\{\hat L_k^\dagger\hat L_k,\hat\rho\bigr\}\right)"
    ),
    r"[\hat J_i,\hat J_j]=i\hbar\sum_k\varepsilon_{ijk}\hat J_k",
    r"M=\begin{pmatrix}\cos\theta&-e^{i\phi}\sin\theta\\[2pt]e^{-i\phi}\sin\theta&\cos\theta\end{pmatrix}",
    r"f(x)=\begin{cases}\frac{x^2}{2}&\text{if }x\ge0,\\0&\text{otherwise}\end{cases}",
    (
        r"\begin{aligned}\partial_t\langle\hat a\rangle&=-\left(i\Delta+\frac\kappa2\right)\langle\hat a\rangle-ig"
        r"\langle\hat\sigma_-\rangle\\\partial_t\langle\hat\sigma_-\rangle&=\underbrace{-\frac\gamma2\langle\hat"
        r"\sigma_-\rangle}_{\text{decay}}+ig\langle\hat a\hat\sigma_z\rangle\\&\approx 0\end{aligned}"
    ),
    r"x=a_0+\cfrac{1}{a_1+\cfrac{1}{a_2+\cfrac{1}{a_3}}}",
    r"\operatorname{Tr}\left(\hat\rho\,\hat O\right)",
    (
        r"\xi^2=\frac{N\langle(\Delta J_y)^2\rangle}{\langle J_x\rangle^2}\xrightarrow[N\to\infty]{"
        r"\text{one axis}}N^{-2/3}"
    ),
    r"W(x,p)=\frac1{\pi\hbar}\int_{-\infty}^\infty dy\,\psi^*(x+y)\psi(x-y)e^{2ipy/\hbar}",
    r"\left.\frac{\partial^2 F}{\partial x^2}\right|_{x=0}+\sum_{\substack{i<j\\k\ne i}}\hat{\mathbb 1}_{ij}",
    r"\ket\psi\bra\phi+\braket{a|b}+\hat{\mathbf f}_a=\hat{\mathbf s}_a+\hat{\mathbf i}_a",
    (
        r"\partial_t\langle\hat{\mathbf f}\rangle=n_b\zeta\langle\hat{\mathbf k}\rangle\times\langle\hat{\mathbf f}"
        r"\rangle+n_bk_{se}\left(q\langle\hat{\mathbf k}\rangle-\langle\hat{\mathbf f}\rangle\right)"
    ),
    (
        r"U_n^{(a)}=\sum_b\kappa^{(n)}_{ab}\,e^{\frac i2\phi^{(n)}_a}\cdot\Big[i\sin(\tfrac12\phi^{(n)}_a)\cdot\left(|"
        r"\downarrow\uparrow\rangle\langle\uparrow\downarrow|+|\uparrow\downarrow\rangle\langle\downarrow\uparrow|"
        r"\right)-2\sin^2(\tfrac14\phi^{(n)}_a)\Big]"
    ),
    (
        r"\lim_{x\to0}\frac{\sin x}{x}=1,\ \max_i a_i,\ 1.4\times10^{-5}\,\text{cm}^3\,\text{s}^{-1},\ a\ll b\gg c,\ x"
        r"\lesssim y"
    ),
)

CORPUS = tuple(dict.fromkeys((*SPIN_EXCHANGE, *DISSIPATIVE_ENTANGLEMENT, *LAYOUTS)))
