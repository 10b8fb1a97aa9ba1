"""Where a page comes from: versions, commit, hashes of what went in, and the command that makes it again.

There is no time of day in it, so that the same inputs make the same bytes.
"""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from reports.pages.legend import count

LIBRARIES = ("sympy", "python-flint", "mpmath", "numba", "numpy", "scipy", "xarray", "matplotlib", "typst", "jinja2")
PROJECT = "larmor-workbench"


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What a page was made from and how it is made again."""

    versions: tuple[tuple[str, str], ...]
    commit: str
    inputs: tuple[tuple[str, str], ...]
    command: str

    @property
    def inputs_summary(self) -> str:
        """How many files went in."""
        return count(len(self.inputs), "file")


def versions() -> tuple[tuple[str, str], ...]:
    """The versions of Larmor, Python and the libraries that have a part in the results."""
    found = [("Larmor", _version(PROJECT)), ("Python", platform.python_version())]
    return tuple(found + [(name, _version(name)) for name in LIBRARIES])


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"


def commit(folder: Path = Path(__file__).parent) -> str:
    """The git commit of the sources, with a note when they differ from it; says so when there is none."""
    # An installed copy may lie inside the repository of another project, whose commit says nothing of it.
    ours = _git(folder, "ls-files", "--error-unmatch", Path(__file__).name)
    head = _git(folder, "rev-parse", "--short=12", "HEAD")
    if not ours or not head:
        return "no git commit is available"
    changes = _git(folder, "status", "--porcelain", "--untracked-files=no")
    return f"{head} with uncommitted changes" if changes else head


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What all pages have in common in their provenance."""

    versions: tuple[tuple[str, str], ...]
    commit: str
    hashes: Mapping[str, str]

    def of(self, command: str, *prefixes: str) -> Provenance:
        """The provenance of a page made from the products whose paths begin with one of the prefixes."""
        inputs = tuple(item for item in sorted(self.hashes.items()) if item[0].startswith(prefixes))
        return Provenance(versions=self.versions, commit=self.commit, inputs=inputs, command=command)
