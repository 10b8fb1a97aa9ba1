"""The documented examples against QuTiP: density matrices, and piqs for atoms that are all alike.

Truncated hierarchies are compared order by order: the error is measured, and must fall as the order grows.
"""

import itertools

import numpy as np
import pytest
import qutip
import sympy as sp
from qutip import piqs

from derive.algebra import Spin, one
from derive.dynamics.closure import close
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.states import initial_means, level
from examples.moments import (
    cascaded_cavities,
    dicke,
    filter_cavity,
    mollow_triplet,
    optomechanical_cooling,
    single_atom_laser,
    superradiant_laser,
)
from numerics.codegen.tables import moment_system
from numerics.moments.solve import solve

# Both solvers keep nine digits; what both leave out adds up over some ten oscillations to less than this.
SOLVERS = 2e-7
OPTIONS = {"rtol": 1e-10, "atol": 1e-12, "nsteps": 100000}


def exact(H, rho, times, jumps, observed):
    return qutip.mesolve(H, rho, times, c_ops=jumps, e_ops=observed, options=OPTIONS).expect


def atom_and_mode(quanta):
    lower = qutip.basis(2, 0) * qutip.basis(2, 1).dag()
    return qutip.tensor(qutip.destroy(quanta), qutip.qeye(2)), qutip.tensor(qutip.qeye(quanta), lower)


@pytest.mark.filterwarnings("ignore::numerics.moments.solve.UnphysicalMoments")
def test_single_atom_laser_converges_to_the_density_matrix():
    p, times = single_atom_laser.PARAMETERS, np.linspace(0, 12, 49)
    # 14 quanta: the mean is 0.4, and the population of the last is below 1e-9.
    a, s = atom_and_mode(14)
    H = p["Delta"] * a.dag() * a + p["g"] * (a.dag() * s + a * s.dag())
    jumps = [p["kappa"] ** 0.5 * a, p["Gamma"] ** 0.5 * s, p["R"] ** 0.5 * s.dag()]
    start = qutip.tensor(qutip.fock_dm(14, 0), qutip.fock_dm(2, 0))
    photons, excited = exact(H, start, times, jumps, [a.dag() * a, s.dag() * s])
    errors = []
    for order in (2, 4, 6, 10, 14):
        path = single_atom_laser.trajectory(order, times)
        errors.append(max(abs(path["a.dag*a"] - photons).max(), abs(path["s[e,e]"] - excited).max()))
    # Each two orders gain a factor of about two to four for these parameters; the last is within 1e-4.
    assert all(later < earlier / 2 for earlier, later in itertools.pairwise(errors))
    assert errors[-1] < 2e-4
    # An odd order may be worse than the even one before it, which is why orders are compared in steps of two.


def test_mollow_triplet_is_exact_and_so_is_its_spectrum():
    p, times = mollow_triplet.PARAMETERS, np.linspace(0, 6, 61)
    assert mollow_triplet.closed().exact
    s = qutip.basis(2, 0) * qutip.basis(2, 1).dag()
    H = -p["Delta"] * s.dag() * s + p["Omega"] / 2 * (s + s.dag())
    jumps = [p["Gamma"] ** 0.5 * s]
    excited, dipole = exact(H, qutip.fock_dm(2, 0), times, jumps, [s.dag() * s, s])
    path = mollow_triplet.trajectory(times)
    assert path["s[e,e]"] == pytest.approx(excited, abs=SOLVERS)
    assert path["s[g,e]"] == pytest.approx(dipole, abs=SOLVERS)
    assert path.unphysical == ()
    frequencies = np.linspace(-10, 10, 81)
    # Both solve linear equations of a few unknowns: rounding alone.
    assert mollow_triplet.spectrum(frequencies) == pytest.approx(
        qutip.spectrum(H, frequencies, jumps, s.dag(), s), abs=1e-12
    )


def symmetric_atoms(count, quanta, **rates):
    """The Liouvillian of modes and of atoms that are all alike, with the modes' and the collective operators."""
    own = piqs.Dicke(N=count, **rates).liouvillian()
    states = piqs.num_dicke_states(count)
    idle = [qutip.qeye(n) for n in quanta]
    modes = [
        qutip.tensor(*(qutip.destroy(n) if k == j else idle[j] for j, n in enumerate(quanta)), qutip.qeye(states))
        for k in range(len(quanta))
    ]
    lower, z = (qutip.tensor(*idle, piqs.jspin(count, axis)) for axis in ("-", "z"))
    alone = qutip.super_tensor(*(qutip.to_super(one) for one in idle), own)
    ground = qutip.tensor(*(qutip.fock_dm(n, 0) for n in quanta), piqs.dicke(count, count / 2, -count / 2))
    return alone, modes, lower, z, ground


def test_superradiant_laser_converges_to_piqs():
    p, times, count = superradiant_laser.PARAMETERS, np.linspace(0, 5, 21), 4
    rates = {"emission": p["Gamma"], "pumping": p["R"], "dephasing": p["nu"]}
    alone, (a,), lower, z, ground = symmetric_atoms(count, [7], **rates)
    H = p["g"] * (a.dag() * lower + a * lower.dag())
    generator = qutip.liouvillian(H, [p["kappa"] ** 0.5 * a]) + alone
    photons, inversion = exact(generator, ground, times, [], [a.dag() * a, z])
    errors = []
    for order in (2, 4, 6, 8):
        path = superradiant_laser.trajectory(order, times)
        assert len(path.states) == {2: 4, 4: 18, 6: 48, 8: 103}[order]
        errors.append(max(abs(path["a.dag*a"] - photons).max(), abs(path["s[1][e,e]"] - inversion / count - 0.5).max()))
    # Each two orders gain a factor of about four or more for these parameters.
    assert all(later < earlier / 2 for earlier, later in itertools.pairwise(errors))
    assert errors[-1] < 3e-4


@pytest.mark.parametrize("count", [4, 8])
def test_dicke_burst_for_a_definite_number_of_atoms_is_exact(count):
    times = np.linspace(0, 1, 41)
    burst, start = piqs.Dicke(N=count, collective_emission=1.0), piqs.dicke(count, count / 2, count / 2)
    (inversion,) = exact(burst.liouvillian(), start, times, [], [piqs.jspin(count, "z")])
    equations = dicke.closed(None, count)
    assert equations.exact
    path = dicke.trajectory(None, times, count, definite=True)
    assert path["s[1][e,e]"] == pytest.approx(inversion / count + 0.5, abs=SOLVERS)
    if count == 4:
        # Four atoms have no fifth: order 4 with N a symbol is exact too.
        assert dicke.trajectory(4, times, 4)["s[1][e,e]"] == pytest.approx(inversion / 4 + 0.5, abs=SOLVERS)
    else:
        errors = [abs(dicke.trajectory(n, times, count)["s[1][e,e]"] - inversion / count - 0.5).max() for n in (2, 4)]
        assert errors[1] < errors[0] / 2
        assert errors[0] < 0.05


def test_tavis_cummings_with_one_quantum_against_piqs():
    times, count = np.linspace(0, 8, 33), 3
    _, (a,), lower, z, _ = symmetric_atoms(count, [3])
    H = a.dag() * a + 1.2 * z + 0.5 * (a.dag() * lower + a * lower.dag())
    ground = qutip.tensor(qutip.fock_dm(3, 1), piqs.dicke(count, count / 2, -count / 2))
    # no jump of the atoms: their Liouvillian is the commutator alone
    photons, inversion = exact(H, ground, times, [0.1**0.5 * a], [a.dag() * a, z])
    path = dicke.vacuum_rabi(times, count)
    assert len(path.states) == 4
    assert path["a.dag*a"] == pytest.approx(photons, abs=SOLVERS)
    assert path["s[1][e,e]"] == pytest.approx(inversion / count + 0.5, abs=SOLVERS)
    assert path.unphysical == ()
    assert photons.min() < 0.3


def test_optomechanical_cooling_against_density_matrices():
    changes = {"n_th": 0.2, "E": 3.0}
    p, times = {**optomechanical_cooling.PARAMETERS, **changes}, np.linspace(0, 3, 13)
    # 7 photons of a mean below 0.2, 9 phonons of a mean of 0.2: populations of the last are below 1e-6.
    cut = (7, 9)
    a = qutip.tensor(qutip.destroy(cut[0]), qutip.qeye(cut[1]))
    b = qutip.tensor(qutip.qeye(cut[0]), qutip.destroy(cut[1]))
    H = -p["Delta"] * a.dag() * a + p["omega_m"] * b.dag() * b
    H = H + p["G"] * a.dag() * a * (b + b.dag()) + p["E"] * (a + a.dag())
    up, down = p["gamma"] * p["n_th"], p["gamma"] * (p["n_th"] + 1)
    jumps = [p["kappa"] ** 0.5 * a, down**0.5 * b, up**0.5 * b.dag()]
    start = qutip.tensor(qutip.fock_dm(cut[0], 0), qutip.thermal_dm(cut[1], p["n_th"], method="analytic"))
    phonons, photons = exact(H, start, times, jumps, [b.dag() * b, a.dag() * a])
    for order in (2, 3):
        path = optomechanical_cooling.trajectory(order, times, **changes)
        # Third cumulants are small because G/omega_m = 0.04; the rest is the cut-off of the density matrix.
        assert path["b.dag*b"] == pytest.approx(phonons, abs=2e-4)
        assert path["a.dag*a"] == pytest.approx(photons, abs=2e-4)
        assert path.unphysical == ()
    # Light takes phonons away: without it the mean would stay.
    assert phonons[-1] < 0.97 * phonons[0]


def test_cascaded_cavities_with_a_pulse_are_exact_where_they_are_linear():
    p, times = cascaded_cavities.PARAMETERS, np.linspace(0, 8, 33)
    a, b = qutip.tensor(qutip.destroy(3), qutip.qeye(3)), qutip.tensor(qutip.qeye(3), qutip.destroy(3))
    one, two = p["kappa_1"] ** 0.5, p["kappa_2"] ** 0.5

    def opening(t):
        return np.exp(-((t - 2) ** 2) / 4)

    H = [p["delta"] * b.dag() * b, [0.5j * one * two * (a.dag() * b - b.dag() * a), opening]]
    jump = qutip.QobjEvo([two * b, [one * a, opening]])
    start = qutip.tensor(qutip.fock_dm(3, 2), qutip.fock_dm(3, 0))
    sent, received = exact(H, start, times, [jump], [a.dag() * a, b.dag() * b])
    assert cascaded_cavities.closed(2).neglected  # the Kerr term, which is zero here
    path = cascaded_cavities.trajectory(2, times)
    assert path["a1.dag*a1"] == pytest.approx(sent, abs=SOLVERS)
    assert path["a2.dag*a2"] == pytest.approx(received, abs=SOLVERS)
    # Nothing comes back: the source does not know of the target.
    alone = cascaded_cavities.trajectory(2, times, chi=0.7, delta=3.0)
    assert alone["a1.dag*a1"] == pytest.approx(path["a1.dag*a1"], abs=SOLVERS)


def test_laser_with_a_filter_cavity_converges_to_piqs():
    changes = {"N": 2, "g": 0.8, "kappa": 2.0, "g_f": 0.05, "kappa_f": 0.3}
    p, times, offset = {**filter_cavity.PARAMETERS, **changes}, np.linspace(0, 10, 11), 0.4
    rates = {"emission": p["Gamma"], "pumping": p["R"], "dephasing": p["nu"]}
    alone, (a, b), lower, _, ground = symmetric_atoms(2, [6, 3], **rates)
    H = p["g"] * (a.dag() * lower + a * lower.dag()) + offset * b.dag() * b + p["g_f"] * (a.dag() * b + b.dag() * a)
    generator = qutip.liouvillian(H, [p["kappa"] ** 0.5 * a, p["kappa_f"] ** 0.5 * b]) + alone
    photons, filtered = exact(generator, ground, times, [], [a.dag() * a, b.dag() * b])
    errors = []
    for order in (2, 4, 6):
        path = filter_cavity.trajectory(order, times, np.array([offset]), **changes)
        errors.append((abs(path["a.dag*a"] - photons).max(), abs(path["b0.dag*b0"] - filtered).max()))
    # Two atoms are as far from many as can be: errors halve with every two orders, and are a few percent at order 6.
    assert all(y < 0.6 * x for one, two in itertools.pairwise(errors) for x, y in zip(one, two, strict=True))
    assert errors[-1][1] < 0.04 * filtered.max()
    # Atoms do not distinguish detunings of opposite sign: the spectrum is symmetric.
    sides = [filter_cavity.trajectory(2, times, np.array([x]), **changes)["b0.dag*b0"][-1] for x in (-0.3, 0.3)]
    assert sides[0] == pytest.approx(sides[1], rel=1e-6)


def test_a_chain_of_spins_converges_and_is_exact_when_the_order_is_its_length():
    spins = [Spin(f"s{k}") for k in range(4)]
    J, h, gamma = sp.symbols("J h gamma", real=True)
    field = sum((2 * h * x.x for x in spins), 0 * one)
    H = sum((4 * J * x.z * y.z for x, y in itertools.pairwise(spins)), field)
    model = Model(hamiltonian=H, jumps=tuple(Jump(operator=x.minus, rate=gamma) for x in spins))
    times, numbers = np.linspace(0, 5, 21), {"J": 0.3, "h": 0.8, "gamma": 0.5}

    def on(matrix, place):
        return qutip.tensor(*(matrix if k == place else qutip.qeye(2) for k in range(4)))

    pairs = sum(on(qutip.sigmaz(), k) * on(qutip.sigmaz(), k + 1) for k in range(3))
    energy = 0.3 * pairs + 0.8 * sum(on(qutip.sigmax(), k) for k in range(4))
    jumps = [0.5**0.5 * on(qutip.sigmam(), k) for k in range(4)]
    start = qutip.tensor(*[qutip.basis(2, 1)] * 4)
    (expected,) = exact(energy, start, times, jumps, [on(qutip.sigmaz(), 1) / 2])
    errors = []
    for order in (1, 2, 3, 4):
        closed = close(model, spins[1].z, order)
        system, checks = moment_system(closed)
        path = solve(system, numbers, initial_means(closed, dict.fromkeys(spins, level(1))), times, physicality=checks)
        errors.append(abs(path["s1.z"] - expected).max())
        assert closed.exact == (order == 4)
        assert path.unphysical == ()
    # Mean field is off by a tenth; each order gains a factor of four or more at this coupling.
    assert all(later < earlier / 3 for earlier, later in itertools.pairwise(errors))
    assert errors[-1] < SOLVERS
