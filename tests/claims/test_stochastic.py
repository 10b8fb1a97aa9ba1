"""The verdict expected of each claim about the stochastic model, part by part: a change is a conscious edit."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from derive.records import PartVerdict, Verdict
from derive.spin_exchange import exchange_average, exchange_rates, excitations
from derive.steps import DerivationError
from reports import products

MODULES = ("noble_gas.stochastic", "noble_gas.stochastic_state", "noble_gas.stochastic_decay")
EXPECTED = {
    "NG-Spair": "given", "NG-SV": "proved", "NG-SB": "order", "NG-S1": "refuted", "NG-Sphi": "given",
    "NG-Sevol": "convention",
    "NG-S1exc": "proved", "NG-S2exc": "given", "NG-fig3": "given", "NG-fig3par": "given", "NG-Sfig3ab": "refuted",
    "NG-Sfig3cd": "refuted", "NG-3": "proved", "NG-Jt": "proved", "NG-eps": "order", "NG-epsscale": "proved",
    "NG-Spsi": "refuted", "NG-Seps": "given", "NG-Sdpb": "proved", "NG-Sdpa": "refuted", "NG-Sdphi": "given",
    "NG-Sclt": "order", "NG-fig1": "consistent",
    **dict.fromkeys(("NG-fig3a", "NG-fig3b", "NG-fig3c", "NG-fig3d", "NG-fig3e"), "consistent"),
    "NG-simrate": "proved", "NG-simcoll": "proved", "NG-Sover": "proved",
    "NG-S2J": "order", "NG-Sga": "proved", "NG-Sshare": "proved", "NG-Sweak": "proved", "NG-Salpha": "order",
    "NG-Sgb": "proved", "NG-Shom": "refuted",
}  # fmt: skip
REFUTED = {
    "NG-S1/reading A", "NG-S1/reading B", "NG-S1/reading A, synchronised", "NG-S1/reading B, synchronised",
    "NG-S1/reading A is unitary", "NG-S1/reading B is unitary",
    "NG-fig3/a, b as the SI has it", "NG-fig3/c, d as the SI has it", "NG-Sfig3ab/phase", "NG-Sfig3cd/phase",
    "NG-Sclt/with the pairing of the model", "NG-Sdpa/prefactor", "NG-Sover/contrast of a probability",
    "NG-Spsi/deterministic term as the SI prints it", "NG-Salpha/narrow, as a probability", "NG-Sga/as an amplitude",
    "NG-Sgb/amplitude of the symmetric excitation", "NG-Shom/times", "NG-Shom/nothing else is left then",
}  # fmt: skip
# variants of these hold too: bounds that are not tight (an order bounds "= 0" from above whatever its factor),
# 1 squared, i sin -> -i sin, the sign that would repair the formula
LOOSE = {
    "NG-fig1/c: incoherent dynamics", "NG-Salpha/broad, shared", "NG-Salpha/broad, amplitude",
    "NG-Salpha/narrow, as a probability", "NG-S1/reading A to first order", "NG-S1/reading B to first order",
    "NG-Sclt/one alkali atom, two partners", "NG-Sclt/one noble-gas atom, two partners",
    "NG-S1/without the phase", "NG-epsscale/earlier", "NG-simcoll/symmetric is fastest", "NG-Sshare/reduced",
    "NG-Sweak/decay, at least", "NG-Sweak/decay, at most", "NG-Salpha/at most 1, shared",
    "NG-Salpha/at most 1, amplitude", "NG-Sdpa/prefactor", "NG-Sover/contrast of a probability",
}  # fmt: skip


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    return {v.claim: v for name in MODULES for v in products.verdicts(name)}


@pytest.fixture(scope="module")
def parts(verdicts: dict[str, Verdict]) -> dict[str, PartVerdict]:
    return {f"{claim}/{part.name}": part for claim, verdict in verdicts.items() for part in verdict.parts}


def test_every_claim_has_the_expected_verdict(verdicts: dict[str, Verdict]) -> None:
    assert {claim: verdict.verdict for claim, verdict in verdicts.items()} == EXPECTED


def test_refuted_parts(parts: dict[str, PartVerdict]) -> None:
    assert {name for name, part in parts.items() if part.verdict == "refuted"} == REFUTED


def test_every_misprint_of_an_equation_is_refuted(parts: dict[str, PartVerdict]) -> None:
    assert {name for name, part in parts.items() if part.variants_refuted < part.variants_made} == LOOSE


def test_the_matrix_holds_without_its_phase_up_to_a_convention(parts: dict[str, PartVerdict]) -> None:
    assert parts["NG-S1/without the phase"].verdict == "convention"


def test_refutations_against_derived_equations_have_two_oracles_and_a_correction(parts: dict[str, PartVerdict]) -> None:
    against_derived = {name for name in REFUTED if parts[name].about and parts[name].corrected}
    assert len(against_derived) >= 7
    for name in against_derived:
        assert sum(e.level == 5 for e in parts[name].evidence) >= 2, name


def test_rival_readings_do_not_decide_and_are_all_shown(verdicts: dict[str, Verdict]) -> None:
    for claim in ("NG-Sover", "NG-Sgb"):
        assert {part.verdict for part in verdicts[claim].parts} == {"proved", "refuted"}


@pytest.mark.parametrize("breadth", [0.0, 2.0])
def test_fidelity_of_a_shared_excitation_against_many_steps_of_the_six_sums(breadth: float) -> None:
    """At whole periods of the exchange all that is lost of the fidelity is the decay at the rate of NG-Salpha."""
    atoms, ratio, mean = 400, 1e-3, 1e-3
    chi = complex(np.exp(1j * mean - (breadth * mean) ** 2 / 2))
    turn = mean * (1 - ratio) / 2
    matrix = exchange_average.step_matrix()
    numbers = {"N_a": atoms, "N_b": int(atoms / ratio), "chi": chi, "theta_B": turn}
    step = np.array(matrix.subs({s: numbers[s.name] for s in matrix.free_symbols}).evalf(), dtype=complex)
    start = np.array([1, atoms - 1, 0, 0, 0, 0])
    steps = round(2 * 2 * np.pi / (mean * ratio**0.5))
    after = np.linalg.matrix_power(step, steps) @ start
    lost = -np.log((after[0] + after[1]).real / atoms)
    factor = exchange_rates.shared_alphas()[0].rhs.subs(exchange_rates.rho, breadth)
    expected = float(factor) * mean**2 * (1 + breadth**2) / 4 * steps
    # neglected: the ratio, 1e-3, the inverse number of alkali atoms, 2.5e-3 at most, and half a step off the period
    assert lost == pytest.approx(expected, rel=3.5e-3)


def test_the_state_needs_the_field_and_the_mean_of_the_pairing() -> None:
    with pytest.raises(DerivationError, match="not proved equal"):
        excitations.state(turn=sp.Integer(0))
    with pytest.raises(DerivationError, match="not proved equal"):
        excitations.state(excitations.Pairing(first=2 / excitations.N_B))
