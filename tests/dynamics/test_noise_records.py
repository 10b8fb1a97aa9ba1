"""Noise, covariances and spectra as records with checked steps, and one of them as a kernel's expression."""

import pytest
import sympy as sp

from derive.algebra import Boson, Levels
from derive.dynamics.closure import close
from derive.dynamics.gaussian import gaussian, quadratures
from derive.dynamics.langevin import langevin
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.noise_records import correlator_records, covariance_records, spectrum_record
from derive.dynamics.rates import DynamicsError
from derive.dynamics.regression import two_time
from derive.records import Quantity

ROOM = "spin_exchange.example"
RATE = Quantity(name="kappa", latex=r"\kappa", meaning="loss", unit="1/s")
GAIN = Quantity(name="g", latex="g", meaning="pump", unit="rad/s")
FREQUENCY = Quantity(name="w", latex=r"\omega", meaning="frequency", unit="rad/s")
kappa, g = RATE.symbol, GAIN.symbol
a, atom = Boson("a"), Levels("s", ("g", "e"))
lower, excited = atom("g", "e"), atom("e", "e")
DRIVEN = Model(hamiltonian=g / 2 * (lower + lower.adjoint()), jumps=(Jump(operator=lower, rate=kappa),))


def test_steady_covariances():
    model = Model(hamiltonian=g / 2 * (a.a**2 + a.dag**2), jumps=(Jump(operator=a.a, rate=kappa),))
    made = covariance_records(gaussian(model, quadratures(model)), ROOM, (RATE, GAIN))
    assert [own.id for own in made] == [f"{ROOM}.covariance_{pair}" for pair in ("0_0", "0_1", "1_1")]
    assert sp.cancel(made[0].rhs - kappa**2 / (2 * (kappa**2 - 4 * g**2))) == 0
    assert made[0].steps[0].check.method == "putting it back"
    with pytest.raises(DynamicsError, match="where quadratures are expected"):
        covariance_records(gaussian(model), ROOM, (RATE, GAIN))


def test_correlators_in_moments():
    found = langevin(DRIVEN, [lower, lower.adjoint(), excited])
    made = {own.id: own for own in correlator_records(found, close(DRIVEN, [excited, lower]), ROOM, (RATE, GAIN))}
    # The noise of a decaying atom: <F F+> = kappa, <F+ F> = 0, and that of the population is its decay.
    assert made[f"{ROOM}.noise_0_1"].rhs == kappa
    assert f"{ROOM}.noise_1_0" not in made
    population = next(s for s in made[f"{ROOM}.noise_2_2"].rhs.free_symbols if s != kappa)
    assert made[f"{ROOM}.noise_2_2"].rhs == kappa * population
    assert len(made[f"{ROOM}.noise_2_2"].steps) == 2


def test_a_spectrum():
    found = two_time(DRIVEN, lower.adjoint(), lower).steady()
    made = spectrum_record(found, ROOM, FREQUENCY, (RATE, GAIN))
    assert made.id == f"{ROOM}.spectrum"
    assert made.rhs.free_symbols == {kappa, g, FREQUENCY.symbol}
    assert made.quantity(sp.Symbol("S", real=True)).unit == "s"
