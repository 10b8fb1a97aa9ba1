"""What derivations and claims there are: found by looking, so that nobody keeps a list.

A derivation module is any module under ``derive/<room>/`` that defines a function ``derivation``; a claims
module is any module under ``derive/claims/<paper>/`` that defines ``CLAIMS``. Looking reads files as text and
imports nothing, so that listing is fast.
"""

from __future__ import annotations

import difflib
import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derive.papers import Paper
    from derive.records import Claim, Derivation

ROOT = Path(__file__).parent
CLAIMS = ROOT / "claims"
_DERIVES = re.compile(r"^def derivation\(", re.MULTILINE)
_CLAIMS = re.compile(r"^CLAIMS\b", re.MULTILINE)


class UnknownNameError(LookupError):
    """A name that the registry does not hold; the message gives the nearest ones."""


def derivation_modules() -> tuple[str, ...]:
    """Names of the derivation modules, such as ``spin_exchange.bloch``, sorted."""
    found = (p for p in ROOT.glob("*/*.py") if p.parent != CLAIMS and _DERIVES.search(p.read_text("utf-8")))
    return tuple(sorted(f"{path.parent.name}.{path.stem}" for path in found))


def claim_modules() -> tuple[str, ...]:
    """Names of the claims modules, such as ``noble_gas.mean_field``, sorted."""
    found = (path for path in CLAIMS.glob("*/*.py") if _CLAIMS.search(path.read_text("utf-8")))
    return tuple(sorted(f"{path.parent.name}.{path.stem}" for path in found))


def derive(module: str) -> Derivation:
    """Run a derivation module with its own model and return what it derives."""
    known(module, derivation_modules(), "derivation module")
    result: Derivation = importlib.import_module(f"derive.{module}").derivation()
    return result


def claims(module: str) -> tuple[Claim, ...]:
    """The claims of a claims module."""
    known(module, claim_modules(), "claims module")
    result: tuple[Claim, ...] = importlib.import_module(f"derive.claims.{module}").CLAIMS
    return result


def paper(key: str) -> Paper:
    """A publication by its key, such as ``noble-gas``: how it is cited, and its letters."""
    rooms = tuple(sorted({module.partition(".")[0] for module in claim_modules()}))
    room = known(key.replace("-", "_"), rooms, "paper")
    result: Paper = importlib.import_module(f"derive.claims.{room}.letters").PAPER
    return result


def known(name: str, names: tuple[str, ...], what: str) -> str:
    """The name itself, if it is one of the names; raises UnknownNameError with the nearest ones otherwise."""
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.4) or sorted(names)[:3]
    raise UnknownNameError(f"there is no {what} {name!r}; nearest: {', '.join(near)}")
