"""Every tool's result as a checked Equation record, and the same result with a slip, which no check lets pass."""

from dataclasses import replace

import pytest
import sympy as sp

from derive.algebra import Boson, Ensemble, Levels, Operator, Spin, one, summed
from derive.domains import COMPLEX, POSITIVE
from derive.domains import COUNT as COUNTING
from derive.dynamics import dyson
from derive.dynamics.bogoliubov import normal_modes, squeezing
from derive.dynamics.certified import Certified
from derive.dynamics.closure import close
from derive.dynamics.elimination import eliminate
from derive.dynamics.equations import equation_records
from derive.dynamics.fast_modes import eliminate_fast
from derive.dynamics.fluctuations import Event, averaged
from derive.dynamics.frames import certified_displacement, rotating
from derive.dynamics.gaussian import gaussian, quadratures
from derive.dynamics.holstein_primakoff import boson_spin, exact_spin
from derive.dynamics.langevin import langevin
from derive.dynamics.lindblad import Jump, Model
from derive.dynamics.mode_expansion import Modes, expanded
from derive.dynamics.rates import DynamicsError
from derive.dynamics.regression import two_time
from derive.dynamics.response import certified_response, scattering
from derive.dynamics.steady import certified_means, certified_state
from derive.records import Quantity, RecordError
from derive.steps import DerivationError

ROOM = "laboratory.example"


def rate(name, latex="", domain=POSITIVE):
    return Quantity(name=name, latex=latex or name, meaning="a rate", unit="1/s", domain=domain)


RATES = [rate(name) for name in ("Delta", "Omega", "g", "kappa", "gamma", "omega")]
Delta, Omega, g, kappa, gamma, omega = (own.symbol for own in RATES)
COUNT = Quantity(name="N", latex="N", meaning="atoms", domain=COUNTING)
LENGTH = Quantity(name="j", latex="j", meaning="spin length", domain=POSITIVE)
WIDTH = Quantity(name="ell", latex="L", meaning="width", unit="m", domain=POSITIVE)
SPREAD = Quantity(name="D", latex="D", meaning="diffusion", unit="m^2/s", domain=POSITIVE)
CLOCK = Quantity(name="t", latex="t", meaning="time", unit="s")
FREQUENCY = Quantity(name="w", latex="w", meaning="frequency", unit="rad/s")
TABLE = (*RATES, COUNT, LENGTH, WIDTH, SPREAD, CLOCK, FREQUENCY)
N, j, L, D, t, w = (own.symbol for own in TABLE[len(RATES) :])
a, b, c, spin = Boson("a"), Boson("b"), Boson("c"), Spin("s")
atom = Levels("l", ("g", "e"))
lower, excited = atom("g", "e"), atom("e", "e")
DRIVEN = Model(hamiltonian=Omega / 2 * (lower + lower.adjoint()), jumps=(Jump(operator=lower, rate=kappa),))
SQUEEZED = Model(hamiltonian=g / 2 * (a.a**2 + a.dag**2), jumps=(Jump(operator=a.a, rate=kappa),))
PAIR = Model(
    hamiltonian=g * (a.dag * b.a + b.dag * a.a), jumps=(Jump(operator=a.a, rate=kappa), Jump(operator=b.a, rate=gamma))
)


def lambda_atoms():
    levels = Levels("t", ("0", "1", "e"))
    cell = Ensemble("cell", levels, N)
    drive = Delta * levels("e", "e") + Omega / 2 * (levels("e", "0") + levels("0", "e"))
    drive = drive + g * (a.a * levels("e", "1") + a.dag * levels("1", "e"))
    jumps = (Jump(operator=levels("1", "e"), rate=gamma, over=cell), Jump(operator=a.a, rate=kappa))
    found = eliminate(Model(hamiltonian=cell.total(drive), jumps=jumps), {cell: ("e",)})
    return found, a.a * cell.total(levels("0", "1"))


def raman():
    found, transfer = lambda_atoms()
    slips = (
        replace(found, response=2 * found.response),
        replace(found, model=replace(found.model, hamiltonian=-found.model.hamiltonian)),
        replace(found, model=replace(found.model, jumps=found.model.jumps[:1])),
    )
    return found.certified(), "H", transfer, [own.certified() for own in slips]


def fast_mode():
    found = eliminate_fast(gaussian(PAIR), [a.a, a.dag])
    slips = (replace(found, drift=2 * found.drift), replace(found, diffusion=found.diffusion / 2))
    return found.certified(), "drift", (0, 0), [own.certified() for own in slips]


def frame():
    model = Model(hamiltonian=omega * (a.n + spin.z) + 2 * g * (a.a + a.dag) * spin.x, jumps=DRIVEN.jumps)
    found = rotating(model, omega * (a.n + spin.z), t)
    parts = {-q: part for q, part in found.parts.items()}
    slips = (replace(found, parts=parts), replace(found, generator=-found.generator))
    return found.certified(), "H_0", a.a * spin.x, [own.certified() for own in slips]


def displacement():
    kerr = Model(hamiltonian=g * a.dag**2 * a.a**2, jumps=(Jump(operator=a.a, rate=kappa),))
    return certified_displacement(kerr, {a: sp.Rational(1, 3)}), "H", a.a, []


def modes():
    found = normal_modes(SQUEEZED.hamiltonian + omega * a.n, (a,), (c,), at={omega: 2, g: 1})
    slips = (
        replace(found, frequencies=(2 * found.frequencies[0],)),
        replace(found, transformation=squeezing((a,), (c,), sp.log(2))),
    )
    return found.certified(), "frequencies", (0, 0), [own.certified() for own in slips]


def series():
    drive = g * sp.cos(omega * t) * spin.x + kappa * spin.y
    found = dyson.certified_heisenberg(drive, spin.z, t, 2)
    terms, rates = dyson.heisenberg(drive, spin.z, t, 2), dyson.heisenberg(2 * drive, spin.z, t, 2)
    slip = dyson._certified("O", terms, [own.map_coefficients(lambda v: sp.diff(v, t)) for own in rates[1:]], t, 0, "")
    return found, "O", spin.y, [slip]


def propagator():
    return dyson.certified_propagator(g * sp.cos(omega * t) * spin.x, t, 2), "U_1", spin.x, []


def square_root():
    found = boson_spin("m", j, order=2)
    slips = (replace(found, plus=2 * found.plus), replace(found, z=-found.z), replace(found, order=3))
    return found.certified(), "J_plus", found.mode.a, [own.certified() for own in slips]


def phases():
    k = Spin("k")
    first, second = Ensemble("first", spin, N), Ensemble("second", k, 2 * N)
    event = Event(
        coupling=summed(x * y for x, y in zip(spin.vector, k.vector, strict=True)),
        moment=lambda n: (1, sp.Rational(1, 5), sp.Rational(1, 3))[n],
        rate=kappa,
        over=(first, second),
    )
    total = first.total(spin.z)
    found = averaged(event)

    class Slipped(type(found)):
        def _changes(self, operator):
            return {n: (-1) ** n * own for n, own in super()._changes(operator).items()}

    return found.certified(total, total), "rate", total, [Slipped(event=event, order=2).certified(total, total)]


def fields():
    x = sp.Symbol("x", real=True)

    def slab(functions, boundary, numbers):
        return Modes(
            functions=functions, coordinate=x, interval=(0, L), weight=1, operator=lambda u: D * sp.diff(u, x, 2),
            boundary=boundary, rates=tuple(D * (n * sp.pi / L) ** 2 for n in numbers),
        )  # fmt: skip

    lost = slab((sp.sqrt(2 / L) * sp.sin(sp.pi * x / L),), lambda u: (u.subs(x, 0), u.subs(x, L)), (1,))
    kept = slab((1 / sp.sqrt(L),), lambda u: (sp.diff(u, x),), (0,))
    found = expanded(lost, kept, g)
    return found.certified(), "overlaps", (0, 0), [replace(found, overlaps=2 * found.overlaps).certified()]


def linear():
    found = gaussian(SQUEEZED, quadratures(SQUEEZED))
    other = gaussian(replace(SQUEEZED, hamiltonian=-SQUEEZED.hamiltonian), quadratures(SQUEEZED))
    slips = (replace(found, model=other.model), replace(found, diffusion=found.diffusion + sp.eye(2)))
    return found.certified(), "drift", (0, 0), [own.certified() for own in slips]


def covariance():
    found = gaussian(SQUEEZED, quadratures(SQUEEZED))
    wrong = gaussian(SQUEEZED, quadratures(SQUEEZED))
    vars(wrong)["covariance"] = 2 * found.covariance
    return found.certified_steady(), "covariance", (0, 0), [wrong.certified_steady()]


def response():
    return certified_response(gaussian(PAIR), w), "noise", (0, 1), []


def scattered():
    found = scattering(gaussian(PAIR), w)
    slips = (replace(found, matrix=-found.matrix * 2), replace(found, vacuum_spectrum=found.vacuum_spectrum.T))
    return found.certified(), "vacuum_spectrum", (0, 1), [own.certified() for own in slips]


def spectrum():
    found = two_time(DRIVEN, lower.adjoint(), lower).steady()
    slips = (
        replace(found, matrix=2 * found.matrix),
        replace(found, initial=-found.initial),
        replace(found, general=replace(found.general, matrix=2 * found.general.matrix)),
        replace(found, means={own: value / 2 for own, value in found.means.items()}),
    )
    return found.certified(w), "spectrum", None, [own.certified(w) for own in slips]


def correlators():
    found = langevin(DRIVEN, [lower, lower.adjoint(), excited])
    closed = close(DRIVEN, [excited, lower])
    twice = tuple(tuple(2 * own for own in row) for row in found.diffusion)
    return found.certified(closed), "diffusion", (2, 2), [replace(found, diffusion=twice).certified(closed)]


def means():
    return certified_means(close(DRIVEN, [excited, lower])), "l[e,e]", None, []


def density():
    return certified_state(DRIVEN), "rho", (1, 1), []


TOOLS = (
    raman, fast_mode, frame, displacement, modes, series, propagator, square_root, phases, fields, linear, covariance,
    response, scattered, spectrum, correlators, means, density,
)  # fmt: skip


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
def test_each_result_is_a_checked_equation_and_a_slip_is_none(tool):
    found, of, at, slips = tool()
    value = found.values[of]
    number = value.coefficient(at) if isinstance(value, Operator) else value if at is None else value[at]
    left = Quantity(name="Y", latex="Y", meaning="the result", unit=UNITS.get(tool.__name__, "1"), domain=COMPLEX)
    made = found.equation(of, left, ROOM, TABLE, at)
    assert number != 0
    assert (made.id, made.lhs, made.rhs) == (f"{ROOM}.Y", left.symbol, number)
    assert made.steps[0].rule == found.relation
    assert made.steps[0].check.method == found.method
    assert made.approximations == found.approximations
    for own in slips:
        with pytest.raises(DerivationError, match="failed between"):
            own.equation(of, left, ROOM, TABLE, at)


UNITS = dict.fromkeys(
    ("raman", "fast_mode", "frame", "displacement", "modes", "linear", "phases", "correlators"), "1/s"
)
UNITS |= {"response": "s", "spectrum": "s", "scattered": "1"}


def test_values_known_from_the_literature():
    found = gaussian(SQUEEZED, quadratures(SQUEEZED)).certified_steady().values["covariance"]
    assert sp.cancel(found[0, 0] - kappa**2 / (2 * (kappa**2 - 4 * g**2))) == 0
    noise = langevin(DRIVEN, [lower, lower.adjoint(), excited]).certified(close(DRIVEN, [excited, lower]))
    # The noise of a decaying atom: <F F+> = kappa, <F+ F> = 0, and that of the population is its decay.
    assert noise.values["diffusion"][0, 1] == kappa
    assert noise.values["diffusion"][1, 0] == 0
    assert noise.values["diffusion"][2, 2] == kappa * noise.quantities[0].symbol
    assert noise.quantities[0].name == "mean_l_e_e"


def test_results_of_exact_spins_and_of_a_frame_without_its_fast_terms():
    assert exact_spin("m", j).certified().holds
    model = Model(hamiltonian=omega * (a.n + spin.z) + 2 * g * (a.a + a.dag) * spin.x)
    kept, _ = rotating(model, omega * (a.n + spin.z), t).without(2 * omega)
    table = [*RATES]
    records = equation_records(close(kept, [a.n], 2), ROOM, table)
    # What was left out of the model goes with everything that follows from it.
    assert all("rotating-wave approximation" in own.approximations[0].name for own in records)
    eliminated = lambda_atoms()[0].model
    assert [own.neglected_order for own in eliminated.approximations] == [4]
    assert eliminated.written_out({eliminated.jumps[0].over: 2}).approximations == eliminated.approximations


def test_a_matrix_whole_and_what_is_refused():
    found = gaussian(SQUEEZED, quadratures(SQUEEZED)).certified_steady()
    left = Quantity(name="S", latex="S", meaning="steady covariance")
    whole = found.equation("covariance", left, ROOM, RATES)
    assert [str(own) for own in whole.lhs] == ["S_0_0", "S_0_1", "S_1_0", "S_1_1"]
    assert whole.rhs == found.values["covariance"]
    assert whole.title == "Steady covariance"
    with pytest.raises(DynamicsError, match=r"no value is called 'covarience'.*nearest is 'covariance'"):
        found.equation("covarience", left, ROOM, RATES)
    with pytest.raises(DynamicsError, match="is complex, where its table entry has S real"):
        found.equation("second_moments", left, ROOM, RATES, (0, 1))
    with pytest.raises(RecordError, match="not in its table: kappa"):
        found.equation("covariance", left, ROOM, RATES[:3], (0, 0))
    operator = Certified(values={"H": g * a.n, "g": g}, relation="given", method="none", holds=True)
    with pytest.raises(DynamicsError, match="say at= which operator"):
        operator.equation("H", left, ROOM, RATES)
    with pytest.raises(DynamicsError, match="one number, g, which has no entry"):
        operator.equation("g", left, ROOM, RATES, (0, 0))
    assert (one * 2).coefficient(one) == 2
