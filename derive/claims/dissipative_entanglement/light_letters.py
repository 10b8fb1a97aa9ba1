r"""Letters of the two-ensemble paper for atoms and light: Secs. III.1 and III.2, App. B.1.

Sums over atoms are judged atom by atom (pair by pair), integrals over modes mode by mode: such a sign stands for 1. Of
a Hamiltonian that ends in H.C. the printed half is judged, of a master equation that ends in dots the jump part, which
DE-shorthand completes. The paper counts detunings as laser minus atom (blue light has positive ones).
"""

from __future__ import annotations

import sympy as sp

from derive.claims.dissipative_entanglement.letters import PAPER as BASE
from derive.dissipative_entanglement import light_symbols as own
from derive.papers import Letter, Paper, Representation

EACH = "judged atom by atom"
PAIR = "judged pair by pair"
_LEVEL = own.LEVELS
_SUMS = (
    Letter(printed=r"\sum_i", means=sp.Integer(1), note=EACH),
    Letter(printed=r"\sum_{i=1}^N", means=sp.Integer(1), note=EACH),
    Letter(printed=r"\sum_{j=1}^N", means=sp.Integer(1), note=EACH),
    Letter(printed=r"\sum_{i,j}", means=sp.Integer(1), note=PAIR),
    Letter(printed=r"\sum_{i,j=1}^N", means=sp.Integer(1), note=PAIR),
    Letter(
        printed=r"\sum_{\mathbf k}\sum_{\hat\lambda_{\mathbf k}=1}^2", means=sp.Integer(1), note="judged mode by mode"
    ),
    Letter(printed=r"\int dk", means=sp.Integer(1), note="judged mode by mode"),
    Letter(printed="H.C.", means=sp.Integer(0), note="the half before it is judged, and this is its adjoint"),
)
_ATOMS = (
    *(
        Letter(printed=rf"|{ket}\rangle_{{{e},i}}\langle {bra}|", means=own.TRANSITIONS[e, left, right].symbol)
        for e in own.ENSEMBLES for left, ket in _LEVEL.items() for right, bra in _LEVEL.items()
    ),
    *(
        Letter(printed=rf"|{_LEVEL[upper]}\rangle_{{{e},j}}\langle {_LEVEL[lower]}|", means=quantity.symbol)
        for (e, upper, lower), quantity in own.EXCITATIONS.items()
    ),
    *(
        Letter(printed=rf"\Delta_{{\{level}arrow,{e}}}", means=quantity.symbol)
        for (level, e), quantity in own.DETUNINGS.items()
    ),
    *(Letter(printed=rf"H_{{\text{{A,{e}}}}}", means=quantity.symbol) for e, quantity in own.ATOMS.items()),
    *(Letter(printed=rf"H_{{\text{{cl,{e}}}}}", means=quantity.symbol) for e, quantity in own.CLASSICAL.items()),
    *(Letter(printed=rf"H_{{\text{{qu,{e}}}}}", means=quantity.symbol) for e, quantity in own.QUANTUM.items()),
    *(Letter(printed=rf"\check H_{{\text{{qu,{e}}}}}", means=quantity.symbol) for e, quantity in own.UNDESIRED.items()),
    *(Letter(printed=rf"J_{{x,{e}}}", means=quantity.symbol, note=EACH) for e, quantity in own.SPIN.items()),
)  # fmt: skip
_FIELDS = (
    Letter(printed="H", means=own.WHOLE.symbol),
    Letter(printed="H_A", means=own.GROUND.symbol),
    Letter(printed=r"H_{\text A}", means=own.BARE.symbol),
    Letter(printed="H_L", means=own.LIGHT.symbol),
    Letter(printed=r"H_{\text L}", means=own.LIGHT.symbol),
    Letter(printed=r"H_{\text{int}}", means=own.INTERACTION.symbol),
    Letter(printed=r"\omega_k", means=own.OMEGA_K.symbol),
    Letter(printed=r"\omega_L", means=own.OMEGA_L.symbol),
    Letter(printed=r"a_k", means=own.PHOTON.symbol),
    Letter(printed=r"a_k^\dagger", means=own.CREATED.symbol),
    Letter(printed=r"a_{\mathbf k}", means=own.PHOTON.symbol),
    Letter(printed=r"a_{\mathbf k}^\dagger", means=own.CREATED.symbol),
    Letter(printed=r"g_{\mathbf k}", means=own.MODE_COUPLING.symbol),
    Letter(printed=r"\check g_{\mathbf k}", means=own.CHECK_COUPLING.symbol),
    Letter(printed=r"e^{i\mathbf k_L\mathbf r_i}", means=sp.exp(sp.I * own.CLASSICAL_PHASE.symbol)),
    Letter(printed=r"e^{i\mathbf k\mathbf r_i}", means=sp.exp(sp.I * own.MODE_PHASE.symbol)),
    Letter(printed=r"e^{i\varphi_{ls,us}(t)}", means=own.CROSSED.symbol, note="how the cross terms rotate"),
)

_SMALL = (
    Letter(printed=r"\Omega_{\text{probe}}/\Delta", means=own.SMALL_DRIVE.symbol),
    Letter(printed=r"\gamma_{\text{LW}}/\Delta", means=own.SMALL_WIDTH.symbol),
    Letter(printed=r"\Omega_{\text{probe}}/\omega_L", means=own.SMALL_OPTICAL.symbol),
    Letter(printed=r"\Gamma(\Omega_{\text{probe}})/\Gamma", means=own.DRESSED_RATE.symbol),
    Letter(printed=r"\delta_{\text{Doppler}}/\Delta", means=own.SMALL_DOPPLER.symbol),
    Letter(printed=r"\Gamma_{\text{atomic}}/\Omega", means=own.SMALL_CROSS.symbol),
    Letter(printed=r"\Gamma_{\text{atomic}}\tau_c", means=own.RELATIVE_RATE.symbol),
    Letter(printed=r"R/(k_LL^2)", means=own.FRESNEL.symbol),
    Letter(printed=r"\Omega/\Omega_e", means=own.SMALL_SPLITTING.symbol),
    Letter(printed=r"\Gamma(\gamma_{\text{LW}})/\Gamma", means=own.RELATIVE_SCATTERING.symbol),
    Letter(printed=r"\Gamma(\delta_{\text{Doppler}})/\Gamma", means=own.RELATIVE_DOPPLER.symbol),
    Letter(printed=r"\lambda/\lambda_0", means=own.ADIABATIC.symbol),
    Letter(printed=r"\lambda/\Gamma_{\text{atomic}}", means=own.MEMORY_RATE.symbol),
    Letter(printed=r"c_e", means=own.MIXED.symbol),
    Letter(printed=r"w(R)/w(0)", means=own.SPREAD.symbol),
    Letter(printed=r"\lambda", means=own.WAVELENGTH.symbol),
    Letter(printed=r"\max\left|\int\Gamma_{\text{atomic}}e^{2i\Omega t}dt\right|", means=own.CROSS_SIZE.symbol),
    Letter(printed=r"E_x'", means=own.PLATE["x"].symbol),
    Letter(printed=r"E_y'", means=own.PLATE["y"].symbol),
    Letter(printed=r"E_x", means=own.FIELD["x"].symbol),
    Letter(printed=r"E_y", means=own.FIELD["y"].symbol),
    Letter(printed=r"\langle e_\uparrow|d_x|\uparrow\rangle", means=own.DESIRED_DIPOLE.symbol),
    Letter(printed=r"\langle e_\uparrow|d_x|\downarrow\rangle", means=own.CROSS_DIPOLE.symbol),
    Letter(printed=r"|\mathbf p|", means=own.DIPOLE.symbol),
    Letter(printed=r"\mu_{II}/\mu_I", means=own.PLATE_RATIO.symbol),
    Letter(
        printed=r"(\mu_{II}\nu_{II}/(\mu_I\nu_I))",
        means=own.MIRROR.symbol,
        note="for states with all magnetic numbers reversed",
    ),
)


def _turned(kind: str) -> sp.Expr:
    return -own.SIGMA[kind, "II", "i"].symbol


UNIFIED = "the unified notation of the set-up in Fig. 2: sigma_II stands for sgn(mu_I mu_II) sigma_II"
_GROUND = (
    *(Letter(printed=rf"\mu_{{{e}}}", means=own.WEIGHTS["mu", e].symbol) for e in own.ENSEMBLES),
    *(Letter(printed=rf"\nu_{{{e}}}", means=own.WEIGHTS["nu", e].symbol) for e in own.ENSEMBLES),
    Letter(printed=r"\mathrm{sgn}(\mu_I\mu_{II})", means=own.RELATIVE_SIGN.symbol),
    Letter(printed=r"\bar g(\mathbf k)", means=own.EFFECTIVE.symbol),
    Letter(printed=r"\rho(t)", means=own.RHO.symbol),
    Letter(printed=r"d_t\rho(t)", means=own.SCATTERING.symbol, note="the jump part, which dots complete"),
    Letter(printed=r"J_{ij}", means=own.PAIR_J.symbol),
    Letter(printed=r"\check J_{ij}", means=own.PAIR_CHECK.symbol),
    Letter(printed=r"\mathcal J_{ij}", means=own.FREE_J.symbol),
    Letter(printed=r"\check{\mathcal J}_{ij}", means=own.FREE_CHECK.symbol),
    *(
        Letter(printed=rf"{check}^{{{pair}}}_{{ij}}", means=meaning, note="the rate of the pair that is judged")
        for check, meaning in ((r"\mathcal J", own.FREE_J.symbol), (r"\check{\mathcal J}", own.FREE_CHECK.symbol))
        for pair in ("I,I", "I,II")
    ),
    Letter(printed=r"e^{-i\mathbf k_L(\mathbf r_j-\mathbf r_i)}", means=sp.exp(-sp.I * own.PAIR_LASER.symbol)),
    *(Letter(printed=f"{name}_{n}", means=quantity.symbol) for (name, n), quantity in own.JUMPS.items()),
    *(Letter(printed=rf"{name}_{n}^\dagger", means=quantity.symbol) for (name, n), quantity in own.ADJOINTS.items()),
    *(Letter(printed=quantity.latex, means=quantity.symbol) for quantity in own.SIGMA.values()),
    *(
        Letter(printed=rf"\sigma_{{{arrows},{e},{n}}}^\dagger", means=own.SIGMA[kind, e, n].symbol, note="a projector is its own adjoint")
        for kind, arrows in (("up", r"\uparrow\uparrow"), ("down", r"\downarrow\downarrow")) for e in own.ENSEMBLES for n in "ij"
    ),
)  # fmt: skip


def _unit(size: int, row: int, column: int) -> sp.MatrixBase:
    return sp.ImmutableMatrix(size, size, lambda i, j: int((i, j) == (row, column)))


def _product(*factors: sp.MatrixBase) -> sp.ImmutableMatrix:
    return sp.ImmutableMatrix(sp.kronecker_product(*factors))


_PRIMES = sp.ImmutableMatrix(4, 4, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53])


def _with_mode(operators: Representation) -> Representation:
    """The same operators beside a mode with up to one photon."""
    lower = _product(_unit(2, 0, 1), sp.eye(4))
    mode = ((own.PHOTON.symbol, lower), (own.CREATED.symbol, sp.ImmutableMatrix(lower.T)))
    return (*mode, *((symbol, _product(sp.eye(2), matrix)) for symbol, matrix in operators))


def _levels(e: str) -> Representation:
    """Four levels of one atom."""
    place = {level: k for k, level in enumerate(own.LEVELS)}
    found = own.TRANSITIONS.items()
    return tuple((q.symbol, _unit(4, place[left], place[right])) for (name, left, right), q in found if name == e)


def _decays() -> Representation:
    """Decays act on a density matrix from the left, excitations from the right, each by the levels of its own atom."""
    place = {level: k for k, level in enumerate(own.LEVELS)}
    right = [(q.symbol, _unit(4, place[upper], place[lower])) for (_, upper, lower), q in own.EXCITATIONS.items()]
    return (*_levels("I"), *_levels("II"), *right, (own.RHO.symbol, _PRIMES))


def _ground() -> Representation:
    """Two levels of one atom of each ensemble, which are i and j; all entries of the density matrix differ.

    A, B, C, D are those of the weights 5/3 and 4/3, with the opposite sign in the second ensemble.
    """
    small = {"flip": _unit(2, 0, 1), "back": _unit(2, 1, 0), "up": _unit(2, 0, 0), "down": _unit(2, 1, 1)}

    def at(kind: str, e: str) -> sp.ImmutableMatrix:
        return _product(small[kind], sp.eye(2)) if e == "I" else _product(sp.eye(2), small[kind])

    mu, nu = sp.Rational(5, 3), sp.Rational(4, 3)
    weights = {
        "A": mu * at("flip", "I") - nu * at("back", "II"), "B": -mu * at("flip", "II") + nu * at("back", "I"),
        "C": mu * at("down", "I") - nu * at("up", "II"), "D": -mu * at("down", "II") + nu * at("up", "I"),
    }  # fmt: skip
    return (
        *((quantity.symbol, at(kind, e)) for (kind, e, n), quantity in own.SIGMA.items() if n == "i"),
        *((quantity.symbol, weights[name]) for (name, _), quantity in own.JUMPS.items()),
        *((quantity.symbol, sp.ImmutableMatrix(weights[name].T)) for (name, _), quantity in own.ADJOINTS.items()),
        (own.RHO.symbol, _PRIMES), (own.JUMP.symbol, weights["A"] + weights["C"]),
        (own.JUMP_DAG.symbol, sp.ImmutableMatrix((weights["A"] + weights["C"]).T)),
    )  # fmt: skip


def _pairs() -> Representation:
    """Two levels of two atoms of each ensemble, i and j, so that an index in the wrong place shows; four states."""
    small = {"flip": _unit(2, 0, 1), "back": _unit(2, 1, 0), "up": _unit(2, 0, 0), "down": _unit(2, 1, 1)}
    places = [(e, n) for e in own.ENSEMBLES for n in "ij"]
    states = [0b1100, 0b0011, 0b1001, 0b0110]  # one bit for each place, 1 for down
    primes = dict(zip(((a, b) for a in states for b in states), _PRIMES, strict=True))
    density = sp.ImmutableMatrix(16, 16, lambda a, b: primes.get((int(a), int(b)), 0))

    def at(kind: str, e: str, n: str) -> sp.ImmutableMatrix:
        return _product(*(small[kind] if place == (e, n) else sp.eye(2) for place in places))

    return ((own.RHO.symbol, density), *((q.symbol, at(*place)) for place, q in own.SIGMA.items()))


def _projectors() -> Representation:
    """Ground and excited levels of two atoms."""
    small = {"g": _unit(2, 0, 0), "e": _unit(2, 1, 1)}
    return tuple(
        (q.symbol, _product(small[kind], sp.eye(2)) if n == 1 else _product(sp.eye(2), small[kind]))
        for (kind, n), q in own.PROJECTORS.items()
    )


_FLIPS = tuple((symbol, matrix) for symbol, matrix in _ground() if symbol in {q.symbol for q in own.SIGMA.values()})
REPRESENTATIVES = (
    _ground(), _pairs(), _decays(), _projectors(), _with_mode(_levels("I")), _with_mode(_levels("II")), _with_mode(_FLIPS),
)  # fmt: skip
PAPER: Paper = BASE.extended(
    quantities=own.TABLE,
    letters=(*_SUMS, *_ATOMS, *_FIELDS, *_SMALL, *_GROUND),
    representatives=REPRESENTATIVES,
)
