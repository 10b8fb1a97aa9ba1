"""``name=value`` texts of a command line."""

from __future__ import annotations

from collections.abc import Iterable

from numerics.parameters import InputError


def assignments(texts: Iterable[str]) -> dict[str, str]:
    """Names and values; raises InputError for a text without both, and for a name that is set twice."""
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise InputError(f"{text!r} does not set anything, expected name=value, such as p_a=0.95")
        if name in found:
            raise InputError(f"{name} is set twice, to {found[name]} and to {value}")
        found[name] = value
    return found
