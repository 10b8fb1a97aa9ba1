"""What the algebra says when it is given something it cannot use: what was given, expected, and is nearest."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class AlgebraError(ValueError):
    """An operator, label, level or coefficient outside what the algebra knows; the text is one sentence."""


def nearest(given: str, known: Iterable[str]) -> str:
    """The known name nearest to a given one, as the tail of a sentence; the whole list when none is near."""
    names = sorted(known)
    close = difflib.get_close_matches(given, names, n=1)
    return f"nearest is {close[0]!r}" if close else f"known: {', '.join(names) or 'none'}"
