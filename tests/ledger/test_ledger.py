"""How claims are held against derivations: what follows, what is missing, what goes wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp

from derive import registry
from derive.claims.noble_gas import mean_field, slowing_down
from derive.claims.noble_gas.letters import PAPER
from derive.ledger import LedgerError, verify
from derive.ledger.quoted import value_of
from derive.ledger.statement import Printed, in_project_symbols, put_in
from derive.ledger.verification import Bench
from derive.notation import NotationError
from derive.oracles import consult
from derive.records import Claim, Equation, Part, Quoted, RecordError
from derive.spin_exchange import symbols


def bench(equations: dict[str, Equation], *claims: Claim) -> Bench:
    return Bench(PAPER, {claim.id: claim for claim in claims}, equations)


def part_of(claims: tuple[Claim, ...], id: str, name: str) -> Part:
    return next(part for claim in claims if claim.id == id for part in claim.parts if part.name == name)


def test_a_wrong_derivation_would_be_seen(equations: dict[str, Equation]) -> None:
    wrong = replace(equations["spin_exchange.bloch.k_se"], rhs=2 * equations["spin_exchange.bloch.k_se"].rhs)
    part = part_of(mean_field.CLAIMS, "NG-kse", "equation")
    assert bench(equations).part(part).verdict == "proved"
    assert bench({**equations, wrong.id: wrong}).part(part).verdict == "conflict"


def test_a_refutation_without_an_oracle_is_not_called_one(equations: dict[str, Equation]) -> None:
    wrong = replace(equations["spin_exchange.bloch.zeta"], rhs=2 * equations["spin_exchange.bloch.zeta"].rhs)
    part = part_of(mean_field.CLAIMS, "NG-zeta", "equation")
    found = bench({**equations, wrong.id: wrong}).part(part)
    assert found.verdict == "undetermined"
    assert found.witness is not None


def test_a_refutation_that_the_oracles_do_not_share_is_a_conflict(equations: dict[str, Equation]) -> None:
    right = equations["spin_exchange.bloch.noble_gas"]
    wrong = replace(right, rhs=right.rhs.subs(symbols.K_SE.symbol, 2 * symbols.K_SE.symbol))
    part = part_of(mean_field.CLAIMS, "NG-1", "noble gas")
    assert bench({**equations, wrong.id: wrong}).part(part).verdict == "conflict"


@pytest.mark.parametrize(
    "id",
    ["spin_exchange.bloch.alkali", "spin_exchange.bloch.noble_gas", "spin_exchange.bloch.alkali_density",
     "spin_exchange.collision.second_order_rate"],
)  # fmt: skip
def test_oracles_agree_with_what_is_derived_and_not_with_half_of_it(id: str, equations: dict[str, Equation]) -> None:
    opinions = consult(equations[id])
    assert opinions
    assert all(opinion.agrees for opinion in opinions)
    halved = replace(equations[id], rhs=equations[id].rhs / 2)
    assert not any(opinion.agrees for opinion in consult(halved))


def test_the_oracle_of_q_tells_wrong_formulas_apart(equations: dict[str, Equation]) -> None:
    factor = equations["spin_exchange.slowing_down.q"]
    assert all(opinion.agrees for opinion in consult(factor))
    assert not any(opinion.agrees for opinion in consult(replace(factor, rhs=factor.rhs + 1)))


def test_a_claim_about_nothing_derived_is_an_error() -> None:
    with pytest.raises(LedgerError, match=r"about spin_exchange\.bloch\.\w+, which no derivation produced"):
        verify("noble_gas.mean_field", {})


def test_a_missing_input_makes_a_number_undetermined_and_is_named(equations: dict[str, Equation]) -> None:
    full = part_of(slowing_down.CLAIMS, "NG-num-q", "q at p_a = 0.95")
    without = replace(full, inputs=full.inputs[:1])
    found = bench(equations).part(without)
    assert found.verdict == "undetermined"
    assert "p_a" in found.missing


@pytest.mark.parametrize(
    ("text", "verdict"), [("4.1", "proved"), ("4.2", "refuted"), ("4.10", "proved"), ("4.103", "refuted")]
)
def test_a_quoted_number_is_held_at_its_printed_digits(text: str, verdict: str, equations: dict[str, Equation]) -> None:
    part = replace(part_of(slowing_down.CLAIMS, "NG-num-q", "q at p_a = 0.95"), quoted=Quoted(text=text))
    assert bench(equations).part(part).verdict == verdict


def test_units_of_inputs_are_exact_and_must_fit() -> None:
    assert value_of("94 mG", "G") == sp.Rational(94, 1000)
    assert value_of("3e14 cm^-3", "m^-3") == 3 * 10**20
    with pytest.raises(LedgerError, match="94 mm"):
        value_of("94 mm", "G")


def test_the_letters_hold_every_convention() -> None:
    printed = Printed.of(r"\Delta=(g_a-g_b)B", PAPER)
    meaning = in_project_symbols(printed.right, PAPER)
    assert sp.expand(meaning) == symbols.OMEGA_A.symbol - symbols.OMEGA_B.symbol


def test_relations_that_go_in_a_circle_are_refused() -> None:
    x, y = sp.symbols("x y")
    with pytest.raises(LedgerError, match="circle"):
        put_in(x, {x: y, y: x})


def test_an_undeclared_letter_is_an_error_that_names_it(equations: dict[str, Equation]) -> None:
    part = Part(name="nonsense", printed=r"\zeta=\xi", about=("spin_exchange.bloch.zeta",))
    with pytest.raises(NotationError):
        bench(equations).part(part)


def test_a_part_has_one_role() -> None:
    with pytest.raises(RecordError, match="exactly one of"):
        Part(name="both", printed="x", about=("a.b",), given="a book")


def test_claim_ids_are_unique() -> None:
    ids = [claim.id for module in registry.claim_modules() for claim in registry.claims(module)]
    assert len(ids) == len(set(ids)) > 20


def test_what_is_shown_beside_a_statement_never_counts(equations: dict[str, Equation]) -> None:
    beside = Part(name="beside", printed=r"\zeta=k_{se}/k_{se}", about=("spin_exchange.bloch.zeta",), aside=True)
    stated = Part(name="stated", printed=r"\zeta", given="a definition")

    def claim(*parts: Part) -> Claim:
        return Claim(id="X", paper=PAPER.key, where="", kind="equation", title="", parts=parts)

    with pytest.raises(RecordError, match="expected one that counts"):
        claim(beside)
    found = bench(equations).verdict(claim(beside, stated))
    assert found.parts[0].verdict in ("refuted", "undetermined")
    assert [part.counts for part in found.parts] == [False, True]
    assert found.verdict == "given"
