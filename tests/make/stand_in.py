"""Stands in for ``larmor`` under make: writes down that it was called, and products that follow their inputs.

A product is the digest of what its stage reads: a derivation of its module without comments, any other product of
the products that it rests on. So touching a source changes no product, and a real change goes on to what follows.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
import time
import tokenize
from pathlib import Path

STAGES = {"derive": "derive", "verify": "verify", "kernel": "kernel", "run": "study", "draw": "figure"}


def code(path: Path) -> str:
    """The text of a module without its comments."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
    return " ".join(t.string for t in tokens if t.type not in (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE))


def declared(stamp: str) -> tuple[list[str], list[str]]:
    """The products that a stamp stands for, and those that it rests on, as the graph says."""
    lines = Path("build/deps.mk").read_text("utf-8").splitlines()
    made = next(line for line in lines if line.endswith(f": {stamp} ;")).partition(":")[0].split()
    rests_on = next(line for line in lines if line.startswith(f"{stamp}: ")).partition(":")[2].split()
    return made, [path for path in rests_on if path.startswith("build/")]


def main() -> None:
    command, *rest = sys.argv[1:]
    name = "report" if command == "pages" else rest[0]
    with open("calls", "a", encoding="utf-8") as calls:
        calls.write(f"{command} {name}\n")
    if os.environ.get("STALL") == command:
        time.sleep(60)
    made, inputs = declared(f"build/stamps/{STAGES.get(command, command)}/{name}")
    text = "".join(Path(path).read_text("utf-8") for path in inputs)
    if command in ("derive", "verify"):
        room = Path("derive") if command == "derive" else Path("derive/claims")
        text += code(room.joinpath(*name.split(".")).with_suffix(".py"))
    for path in map(Path, made):
        digest = hashlib.sha256((path.suffix + text).encode()).hexdigest()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != digest:
            path.write_text(digest, "utf-8")


if __name__ == "__main__":
    main()
