"""What was made already, and what has to be made now: the stages' results for whoever asks for them.

A product of ``make`` is used when make would leave it as it is; otherwise the result is derived in this
process, and nothing is written. So a command works right after
installation, and never shows an equation of yesterday's source.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive import registry
from reports.freshness import ROOT, is_fresh

if TYPE_CHECKING:
    from derive.ledger import Feature
    from derive.records import Derivation, Equation, Verdict

BUILD = ROOT / "build"


@cache
def derivation(module: str) -> Derivation:
    """What a derivation module derives; raises UnknownNameError when there is no such module."""
    registry.known(module, registry.derivation_modules(), "derivation module")
    if is_fresh("derive", module):
        return read_derivation(BUILD / "derivations" / f"{module}.json")
    return registry.derive(module)


def read_derivation(path: Path) -> Derivation:
    """The derivation in a product file."""
    from derive.expressions import decode
    from derive.records import Derivation

    found: Derivation = decode(path.read_bytes(), Derivation)
    return found


def equations(*modules: str) -> dict[str, Equation]:
    """The equations of some derivation modules by id; of all modules when none is named."""
    names = modules or registry.derivation_modules()
    return {equation.id: equation for name in names for equation in derivation(name).equations}


def equation(id: str) -> Equation:
    """The equation of an id; raises UnknownNameError with the nearest ids when there is none."""
    module = id.rpartition(".")[0]
    names = registry.derivation_modules()
    found = equations(module) if module in names else equations()
    if id not in found:
        registry.known(id, tuple(found if module in names else equations()), "equation")
    return found[id]


def verdicts(module: str) -> tuple[Verdict, ...]:
    """The verdicts on a claims module, judged now unless ``make`` did."""
    registry.known(module, registry.claim_modules(), "claims module")
    if is_fresh("verify", module):
        from derive.expressions import decode
        from derive.records import Verdict

        found: tuple[Verdict, ...] = decode((BUILD / "verdicts" / f"{module}.json").read_bytes(), tuple[Verdict, ...])
        return found
    return judge(module, None)


def judge(module: str, derivations: Path | None, studies: Path | None = None) -> tuple[Verdict, ...]:
    """Judge a claims module by the derivations and studies in folders of products, or by those at hand.

    A study that is neither given nor what ``make`` would leave as it is does not run here: its claims wait.
    """
    from derive import ledger

    known: dict[str, Equation] = {}
    for name in ledger.derivations_needed(module):
        source: Any = read_derivation(derivations / f"{name}.json") if derivations else derivation(name)
        known |= {equation.id: equation for equation in source.equations}
    return tuple(ledger.verify(module, known, features(ledger.studies_needed(module), studies)))


def features(names: tuple[str, ...], folder: Path | None) -> dict[str, Feature]:
    """What studies found, by ``study/feature``, from their records in a folder, or from those of ``make``."""
    from derive.ledger import Feature
    from numerics.records import Study

    found = {}
    for name in names:
        if folder is None and not is_fresh("study", name):
            continue
        record = (folder or BUILD / "studies") / f"{name}.json"
        if record.is_file():
            for one in Study.from_json(record.read_bytes()).features:
                found[f"{name}/{one.name}"] = Feature(
                    name=one.name, value=one.value, error=one.error, meaning=one.meaning, sampled=one.sampled,
                    sampled_error=one.sampled_error,
                )  # fmt: skip
    return found
