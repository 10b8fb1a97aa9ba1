"""The ledger: the only room that sees both what is printed and what is derived."""

from __future__ import annotations

from derive.ledger.statement import LedgerError
from derive.ledger.verification import derivations_needed, verify

__all__ = ["LedgerError", "derivations_needed", "verify"]
