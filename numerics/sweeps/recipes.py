"""What the numbers of a point follow from besides its parameters: kernels, code and versions, by content.

A recipe travels to the workers with the texts of its kernels, so that a worker needs no folder of them. It is hashed
into the name of every finished point: after a change of a kernel, of the study's code or of a library, points are
computed anew.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from numerics import kernels, studies
from numerics.arguments import KernelError
from numerics.files import write_if_changed
from numerics.parameters import InputError, Parameters
from numerics.records import Kernel
from numerics.studies import execution
from numerics.sweeps.plans import content

if TYPE_CHECKING:
    from numerics.studies.specification import Kernels, StudyModule


class SweepError(Exception):
    """A sweep cannot go on, and not for what was given; one sentence. What was finished is kept."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A study with the records of its kernels (their source is inside), a hash of its code, and versions.

    ``folder`` is where the kernels were found; where they are not, a worker writes them into a folder of its own.
    """

    study: str
    kernels: tuple[Kernel, ...]
    code: str
    versions: tuple[tuple[str, str], ...]
    folder: str = ""

    @cached_property
    def digest(self) -> str:
        """A hash of all but the folder."""
        made_by = [[k.name, k.signature, hashlib.sha256(k.source.encode()).hexdigest()] for k in self.kernels]
        text = json.dumps([self.study, made_by, self.code, self.versions])
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def key(self, point: Parameters) -> str:
        """A hash of everything that a point's numbers follow from."""
        return hashlib.sha256(json.dumps([self.digest, content(point)]).encode()).hexdigest()[:32]


def recipe(study: str, folder: Path) -> Recipe:
    """The recipe of a study with the kernels in a folder; raises InputError when they are not there."""
    try:
        records = tuple(kernels.described(name, folder) for name in studies.load(study).STUDY.kernels)
    except KernelError as error:
        raise InputError(str(error)) from error
    return Recipe(study=study, kernels=records, code=code(study), versions=versions(), folder=str(folder.resolve()))


@lru_cache(maxsize=1)
def versions() -> tuple[tuple[str, str], ...]:
    """Python and the programs that the numbers of a study depend on, with their versions."""
    return (*execution.versions(), ("scipy", metadata.version("scipy")))


@lru_cache(maxsize=16)
def code(study: str) -> str:
    """A hash of the modules that a study imports, directly or not, and of those that load kernels."""
    import grimp

    import numerics

    graph = grimp.build_graph("numerics", cache_dir=None)
    roots = {f"{studies.__name__}.{study}", kernels.__name__}
    modules = sorted(roots.union(*(graph.find_upstream_modules(root) for root in roots)))
    root = Path(str(numerics.__file__)).parent.parent
    found = hashlib.sha256()
    for module in modules:
        path = root.joinpath(*module.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        found.update(f"{module} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()[:32]


def difference(wanted: Recipe) -> str:
    """What this process has otherwise than a recipe asks for, in words; empty when nothing."""
    here = dict(versions())
    for program, version in wanted.versions:
        if here.get(program) != version:
            return f"{program} {here.get(program, 'missing')} where the sweep has {version}"
    if wanted.study not in studies.names():
        return f"no study {wanted.study}"
    return "" if code(wanted.study) == wanted.code else f"other code of the study {wanted.study}"


@lru_cache(maxsize=4)
def loaded(wanted: Recipe) -> tuple[StudyModule, Kernels]:
    """The study and its kernels, compiled; once in a process."""
    folder = Path(wanted.folder)
    if not all(_is_there(kernel, folder) for kernel in wanted.kernels):
        folder = _own_folder(wanted)
    return studies.load(wanted.study), {k.name: kernels.load(k.name, folder) for k in wanted.kernels}


def _is_there(kernel: Kernel, folder: Path) -> bool:
    try:
        found = kernels.described(kernel.name, folder)
    except KernelError:
        return False
    return (found.signature, found.source) == (kernel.signature, kernel.source)


def _own_folder(wanted: Recipe) -> Path:
    """A folder of this process with the recipe's kernels."""
    folder = Path(_passing().name) / wanted.digest
    for kernel in wanted.kernels:
        write_if_changed(folder / f"{kernel.name}.py", kernel.source)
        write_if_changed(folder / f"{kernel.name}.json", kernel.to_json())
    return folder


@lru_cache(maxsize=1)
def _passing() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes when the process ends."""
    return tempfile.TemporaryDirectory(prefix="larmor-")
