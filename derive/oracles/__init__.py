"""Oracles: what a derived equation must give, found from definitions by programs that share no code with it.

An oracle is a function of one derived equation; it is listed under that equation's id in its module's ORACLES.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from derive.records import Equation


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What an oracle found: its method, whether the derived equation agrees with it, and by how much."""

    method: str
    agrees: bool
    detail: str


Oracle = Callable[[Equation], Opinion]


def consult(equation: Equation) -> tuple[Opinion, ...]:
    """The opinions of all oracles that know the equation: those of every module named after its room."""
    room = equation.id.partition(".")[0]
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith(room))
    modules = [importlib.import_module(f"derive.oracles.{name}") for name in names]
    oracles: list[Oracle] = [oracle for module in modules for oracle in module.ORACLES.get(equation.id, ())]
    return tuple(oracle(equation) for oracle in oracles)
