"""Loops linked with generated kernels: a copy of each loop's text that imports the kick the code generator made.

numba keeps compiled code beside the text it came from and looks at nothing else, so the copy carries the signatures of
the kernels in its name: another kick is another file, and never meets an old cache. The copies stand in a folder
beside the kernels, or in a passing one when that cannot be written.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from numerics import kernels
from numerics.files import write_if_changed
from numerics.parameters import InputError

HERE = Path(__file__).parent
SLOTS = "from numerics.collisions.slots import collision_kick, weak_collision_kick\n"
KICKS = ("collision_kick", "weak_collision_kick")
BATCHES = "batches"
SHARED = ("normal", "streams", "draws", "vectors")


def linked(loop: str, folder: Path | str | None = None) -> ModuleType:
    """The module of loops of this name (``loops``, ``pairs``), compiled with the kick of the kernels in a folder.

    Raises InputError when the kernels are not there.
    """
    where = Path(folder) if folder is not None else kernels.folder()
    try:
        found = {name: kernels.load(name, where) for name in KICKS}
    except kernels.KernelError as error:
        raise InputError(str(error)) from error
    return with_kicks(loop, {name: kernel.module for name, kernel in found.items()}, where / "linked")


def with_kicks(loop: str, modules: Mapping[str, ModuleType], folder: Path) -> ModuleType:
    """The same with modules that offer the kicks under their names."""
    text = (HERE / f"{loop}.py").read_text("utf-8")
    if loop != BATCHES:
        batches = with_kicks(BATCHES, modules, folder)
        text = _replaced(text, f"from numerics.collisions.{BATCHES} import ", f"from {batches.__name__} import ", loop)
    if SLOTS in text:
        imports = "".join(f"from {modules[name].__name__} import {name}\n" for name in KICKS)
        text = _replaced(text, SLOTS, imports, loop)
    shared = "".join((HERE / f"{name}.py").read_text("utf-8") for name in SHARED)
    name = f"larmor_{loop}_{hashlib.sha256((text + shared).encode()).hexdigest()[:16]}"
    if name in sys.modules:
        return sys.modules[name]
    return _imported(name, text, folder)


def _replaced(text: str, old: str, new: str, loop: str) -> str:
    if old not in text:
        raise RuntimeError(f"{loop}.py has no line that begins with {old!r}, which linking replaces")
    return text.replace(old, new)


def _imported(name: str, text: str, folder: Path) -> ModuleType:
    path = folder / f"{name}.py"
    try:
        write_if_changed(path, text)
    except OSError:
        path = Path(tempfile.mkdtemp(prefix="larmor-")) / f"{name}.py"
        write_if_changed(path, text)
    specification = importlib.util.spec_from_file_location(name, path.resolve())
    if specification is None or specification.loader is None:
        raise InputError(f"{path} cannot be imported, expected a Python module")
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module  # numba looks the module up by name when it reads its cache
    try:
        specification.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
