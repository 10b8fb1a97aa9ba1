"""A right-hand side and a method -> one compiled function over points, kept beside the kernel where there is one.

What is written beside a kernel is a short text that names what is put together; numba keeps the compiled code with it.
The name carries a hash of the kernel and of this room, so that neither meets the code of an earlier one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np

from numerics.files import write_if_changed
from numerics.integrators import dop853, rodas5p
from numerics.integrators.driver import driver
from numerics.integrators.method import OPTIONS, Method, System
from numerics.integrators.scalars import lane_by_lane
from numerics.kernels import CompiledKernel
from numerics.parameters import InputError

HERE = Path(__file__).parent
METHODS: dict[str, Callable[[System], Method]] = {"dop853": dop853.method, "rodas5p": rodas5p.method}
SIGNATURE = (
    "void(float64[::1], int64, int64, float64[:, ::1], float64[:, ::1], float64[::1], float64, float64[::1], float64, "
    "float64, boolean, int64, float64[:, :, ::1], float64[:, ::1], float64[:, :, ::1], int8[::1], float64[:, ::1])"
)
TEXT = """# Written by numerics.integrators: {method} in lanes of {width} for the kernel {kernel}; do not edit.
import numba

import {module} as kernel
from numerics.integrators.assembly import SIGNATURE, of_kernel

drive, ROOM = of_kernel(kernel, {method!r}, {size}, {parameters}, {width})


@numba.njit(SIGNATURE, cache=True, nogil=True, error_model="numpy")
def run(work, first, last, p, starts, times, rtol, atol, longest, most, stops, direction, out, found, states, status,
        counts):
    drive(work, first, last, p, starts, times, rtol, atol, longest, most, stops, direction, out, found, states, status,
          counts)
"""


def native_width(size: int) -> int:
    """How many lanes the processor advances best: one vector, or two for few equations, which wait for one another."""
    features = llvm.get_host_cpu_features()
    vector = 8 if features.get("avx512f") else 4 if features.get("avx") else 2
    return 2 * vector if size <= 6 else vector


def of_kernel(module: ModuleType, method: str, size: int, parameters: int, width: int, event: Any = None) -> Any:
    """The loop over points of a kernel's module, and its room; by its lane form where it has one."""
    if not hasattr(module, "lane_rhs"):
        return of_function(module.rhs, method, size, parameters, width, event)
    compiled = numba.njit(**OPTIONS)
    own = System(
        rates=compiled(module.lane_rhs), prepare=compiled(module.lane_coefficients), size=size, parameters=parameters,
        coefficients=module.LANE_COEFFICIENTS, width=width,
        jacobian=compiled(module.lane_jacobian) if hasattr(module, "lane_jacobian") else None,
        pattern=getattr(module, "LANE_PATTERN", ()),
        time_derivative=compiled(module.lane_time_derivative) if hasattr(module, "lane_time_derivative") else None,
    )  # fmt: skip
    return driver(METHODS[method](own), own, event)


def of_function(rhs: Any, method: str, size: int, parameters: int, width: int, event: Any = None) -> Any:
    """The same of a compiled function (t, y, p, out) of numbers, called lane by lane."""
    own = lane_by_lane(rhs, size, parameters, width)
    return driver(METHODS[method](own), own, event)


def assembled(equations: CompiledKernel | Any, method: str, size: int, parameters: int, width: int, event: Any) -> Any:
    """(the compiled function of `driver.driver`, how many doubles its workspace has).

    Raises InputError for an implicit method without a Jacobian.
    """
    if method == "rodas5p" and not hasattr(getattr(equations, "module", None), "lane_jacobian"):
        raise InputError(
            "rodas5p needs a Jacobian, expected a kernel generated with jacobian=True; the nearest is dop853"
        )
    if isinstance(equations, CompiledKernel) and event is None:
        return _kept(equations, method, size, parameters, width)
    make = of_kernel if isinstance(equations, CompiledKernel) else of_function
    source = equations.module if isinstance(equations, CompiledKernel) else equations
    drive, room = make(source, method, size, parameters, width, event)

    @numba.njit(SIGNATURE, nogil=True, error_model="numpy")
    def run(work, first, last, p, starts, times, rtol, atol, longest, most, stops, direction, out, found, states,
            status, counts):  # fmt: skip
        drive(work, first, last, p, starts, times, rtol, atol, longest, most, stops, direction, out, found, states,
              status, counts)  # fmt: skip

    return run, room


def _kept(kernel: CompiledKernel, method: str, size: int, parameters: int, width: int) -> Any:
    module = kernel.module
    text = TEXT.format(
        method=method, width=width, kernel=kernel.record.name, module=module.__name__, size=size, parameters=parameters
    )
    room = "".join(path.read_text("utf-8") for path in sorted(HERE.glob("*.py")))
    code = hashlib.sha256((text + room + kernel.record.source).encode()).hexdigest()[:16]
    name = f"larmor_{method}_{kernel.record.name}_{code}"
    found = sys.modules.get(name) or _imported(name, text, Path(str(module.__file__)).parent / "linked")
    return found.run, found.ROOM


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


def workspace(room: int) -> Any:
    """Doubles that begin at a multiple of 64 bytes, so that no vector lies across two lines of the cache."""
    raw = np.zeros(room + 8)
    first = (-raw.ctypes.data % 64) // 8
    return raw[first : first + room]
