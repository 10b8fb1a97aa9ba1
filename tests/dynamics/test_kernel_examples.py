"""From a model to an Equation and a compiled kernel, without a claim or a paper: the examples, held against QuTiP."""

import numpy as np
import pytest
import qutip

from derive.notation.latex import latex
from examples.kernels import driven_atom, polaritons, raman, sideband_cooling

OPTIONS = {"rtol": 1e-10, "atol": 1e-12, "nsteps": 100000}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("kernels")


def test_sideband_cooling(folder):
    kernel = sideband_cooling.kernel(folder)
    numbers = {"g": 0.3, "kappa": 2.0, "gamma": 0.1, "n_th": 0.15}
    assert [own.name for own in kernel.record.results] == ["damping", "phonons", "S"]
    assert any("rotating-wave approximation" in text for text in kernel.record.rests_on)
    assert any("fast operators follow the slow ones" in text for text in kernel.record.rests_on)
    cut = (3, 6)
    a = qutip.tensor(qutip.destroy(cut[0]), qutip.qeye(cut[1]))
    b = qutip.tensor(qutip.qeye(cut[0]), qutip.destroy(cut[1]))
    H = 0.3 * (a.dag() * b + b.dag() * a)
    jumps = [2.0**0.5 * a, (0.1 * 1.15) ** 0.5 * b, (0.1 * 0.15) ** 0.5 * b.dag()]
    # Three photons and more, left out, have a population of some 1e-4.
    rho = qutip.steadystate(H, jumps)
    grid = np.array([-0.4, 0.0, 0.7])
    found = kernel(omega=grid, **numbers)
    assert found["phonons"] == pytest.approx(qutip.expect(b.dag() * b, rho), abs=1e-5)
    assert found["S"] == pytest.approx(qutip.spectrum(H, grid, jumps, b.dag(), b), rel=1e-3)
    # The slow eigenvalue of the amplitudes; orders (g/kappa)^2 and gamma/kappa are left out.
    for g, gamma in ((0.1, 0.01), (0.01, 0.001)):
        exact = max(np.linalg.eigvals([[-1.0, -1j * g], [-1j * g, -gamma / 2]]).real)
        damping = kernel(omega=0.0, g=g, kappa=2.0, gamma=gamma, n_th=0.0)["damping"]
        assert damping == pytest.approx(exact, rel=2 * (g**2 + gamma / 2))
        assert damping != pytest.approx(exact, rel=0.1 * (g**2 + gamma / 2))


def test_a_driven_atom(folder):
    kernel = driven_atom.kernel(folder)
    numbers = {"Delta": 0.3, "Omega": 2.0, "Gamma": 1.0}
    s = qutip.basis(2, 0) * qutip.basis(2, 1).dag()
    H = -0.3 * s.dag() * s + s + s.dag()
    grid = np.linspace(-4, 4, 5)
    found = kernel(omega=grid, t=0.1, **numbers)
    # Both solve linear equations of a few unknowns: rounding alone.
    assert found["S"] == pytest.approx(qutip.spectrum(H, grid, [s], s.dag(), s), abs=1e-12)
    assert found["p_steady"][0] == pytest.approx(qutip.expect(s.dag() * s, qutip.steadystate(H, [s])), abs=1e-12)
    errors = []
    for t in (0.1, 0.2):
        late = qutip.basis(2, 0)
        exact = abs(((-1j * t * H).expm() * late).full()[1, 0]) ** 2
        errors.append(abs(kernel(omega=0.0, t=t, **numbers)["p_early"] - exact))
    # The fourth order is left: a factor 16.
    assert errors[1] / errors[0] == pytest.approx(16, rel=0.1)


def test_polaritons(folder):
    kernel = polaritons.kernel(folder)
    found = kernel(omega_c=2.0, omega_s=1.0, g=0.3)
    assert kernel.record.rests_on[-1].startswith("Holstein-Primakoff series")
    errors = []
    for j in (4, 8):
        a = qutip.tensor(qutip.destroy(12), qutip.qeye(2 * j + 1))
        z, x = (qutip.tensor(qutip.qeye(12), qutip.jmat(j, axis)) for axis in "zx")
        H = 2.0 * a.dag() * a + z + 0.3 / np.sqrt(2 * j) * (a + a.dag()) * 2 * x
        energies = H.eigenenergies(eigvals=4)
        gaps = energies[1:] - energies[0]
        # The four lowest states: none, one lower, one upper quantum, and two lower ones.
        errors.append([min(abs(gaps - found[name])) for name in ("lower", "upper")])
    # Terms of order 1/j are left.
    assert np.divide(*errors) == pytest.approx([2, 2], rel=0.15)
    assert max(errors[1]) < 0.02


def test_a_raman_transition(folder):
    coupling, pumping = raman.equations()
    kernel = raman.bloch_kernel(folder)
    assert any("excited levels follow the ground levels" in text for text in kernel.record.rests_on)
    assert any("stated to vanish: <s[e,e]>" in text for text in kernel.record.rests_on)
    zero, one, top = (qutip.basis(3, k) for k in range(3))
    for Delta in (10, 20):
        numbers = {"Delta": Delta, "delta": 0.01, "Omega_0": 1.5, "Omega_1": 1.0, "Gamma": 3.0}
        values = {own: numbers[own.name] for own in (*coupling.rhs.free_symbols, *pumping.rhs.free_symbols)}
        assert complex(pumping.rhs.subs(values)) == pytest.approx(1.5 / (2 * Delta - 3j), rel=1e-12)
        times = np.linspace(0, 3 / abs(float(coupling.rhs.subs(values))), 9)
        H = Delta * top * top.dag() + 0.75 * (top * zero.dag() + zero * top.dag())
        H = H + 0.5 * (top * one.dag() + one * top.dag()) + 0.01 * one * one.dag()
        jump = 3.0**0.5 * one * top.dag()
        exact = qutip.mesolve(H, zero, times, c_ops=[jump], e_ops=[one * one.dag()], options=OPTIONS).expect[0]
        # The population of the excited level is left, (Omega/2 Delta)^2 with oscillations of the same size.
        assert raman.population(kernel, times, **numbers) == pytest.approx(exact, abs=2.5 * (1.5 / 2 / Delta) ** 2)
        assert exact.max() > 0.5


def test_what_a_page_shows_of_them_has_names():
    for equation in (*driven_atom.equations(), *raman.equations()):
        assert equation.steps
        for step in equation.steps:
            assert latex(step.after, equation.quantities), equation.id
