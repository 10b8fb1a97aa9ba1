"""Whether a product of ``make`` is still what its sources say, by the graph that make itself uses."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
GRAPH = "build/deps.mk"


def is_fresh(stage: str, name: str, root: Path = ROOT) -> bool:
    """Whether ``make`` would leave a stamp as it is: everything that it rests on is older, and there.

    What an unchanged file imports is unchanged, so a graph that was written earlier still tells the truth.
    """
    return _is_fresh(f"build/stamps/{stage}/{name}", root)


@lru_cache(maxsize=256)
def _is_fresh(stamp: str, root: Path) -> bool:
    rests_on, made, stands_for = _graph(root)
    time = _time(root / stamp)
    if time is None or stamp not in rests_on or not all((root / path).exists() for path in stands_for[stamp]):
        return False
    for path in rests_on[stamp]:
        changed = _time(root / path)
        if changed is None or changed > time:
            return False
        if path in made and not _is_fresh(made[path], root):
            return False
    return True


@lru_cache(maxsize=4)
def _graph(root: Path) -> tuple[dict[str, list[str]], dict[str, str], dict[str, list[str]]]:
    """What each stamp rests on, which stamp a product has, and the products of a stamp."""
    rests_on: dict[str, list[str]] = {}
    made: dict[str, str] = {}
    stands_for: dict[str, list[str]] = {}
    try:
        lines = (root / GRAPH).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return rests_on, made, stands_for
    for line in lines:
        target, colon, rest = line.partition(": ")
        if not colon or ":=" in line or "$" in line:
            continue
        if rest.endswith(" ;"):
            stands_for[rest.removesuffix(" ;")] = target.split()
            made |= dict.fromkeys(target.split(), rest.removesuffix(" ;"))
        else:
            rests_on[target] = rest.split()
    return rests_on, made, stands_for


def _time(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
