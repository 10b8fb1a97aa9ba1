"""The ledger: the only room that sees both what is printed and what is derived."""

from __future__ import annotations

from derive.ledger.measured import Feature
from derive.ledger.statement import LedgerError
from derive.ledger.verification import derivations_needed, studies_needed, verify

__all__ = ["Feature", "LedgerError", "derivations_needed", "studies_needed", "verify"]
