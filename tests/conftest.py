"""Verdicts of one claims module at a time: those that `make` left if they are what it would make, else judged now.

`make test` makes them first, with the studies' features. Without these, claims about figures wait, and tests that state
their verdicts fail.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import cache

import pytest

from derive.records import PartVerdict, Verdict
from reports import products

# What a shell runs in the background ignores Ctrl-C, and so would all programs that tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@cache
def _verdicts(module: str) -> dict[str, Verdict]:
    return {verdict.claim: verdict for verdict in products.verdicts(module)}


@pytest.fixture(scope="session")
def verdicts_of() -> Callable[[str], dict[str, Verdict]]:
    """Verdicts by claim, for the name of a claims module."""
    return _verdicts


@pytest.fixture(scope="session")
def parts_of() -> Callable[[str], dict[str, PartVerdict]]:
    """Verdicts by claim and part, ``NG-1/alkali``, for the name of a claims module."""
    return lambda module: {f"{c}/{part.name}": part for c, v in _verdicts(module).items() for part in v.parts}
