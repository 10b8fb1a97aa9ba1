"""Kernels as an installable package that needs NumPy and numba alone: modules, typed functions, tests, a README.

The tests of the package hold it against values of the equations to 50 digits, recorded when it is made.
"""

from __future__ import annotations

import json
import keyword
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import mpmath
import sympy as sp

from derive.records import Equation
from numerics import arguments, straight_line, straight_llvm
from numerics.codegen.audit import Point, conditions, exact_values, points
from numerics.codegen.forms import exact_expressions
from numerics.codegen.generate import plan
from numerics.codegen.module import environment
from numerics.codegen.spec import CodegenError, KernelSpec
from numerics.codegen.system import System
from numerics.files import write_if_changed
from numerics.kernels import domain_of
from numerics.records import Argument, Kernel

POINTS = 20  # recorded for each function
DIGITS = 50
VERSION = "0.1.0"
IMPORTS = {  # what modules import of this project, and what they import in the package
    "from numerics.straight_line import": "from {package}._straight_line import",
    "from numerics.straight_llvm import": "from {package}._straight_llvm import",
}


@dataclass(frozen=True, kw_only=True)
class Made:
    """A generated kernel with the spec and the equations that it was made from."""

    kernel: Kernel
    spec: KernelSpec
    equations: tuple[Equation, ...]


def export(kernels: Sequence[Made], folder: Path, package: str) -> tuple[Path, ...]:
    """Write the package into a folder, which must be empty or absent, and say which files it has.

    Everything is written beside the folder first and moved there in one step: a failure leaves nothing. Raises
    CodegenError for a name that is no module, a folder with files, and kernels that are tables of random collisions.
    """
    require([one.spec for one in kernels], folder, package)
    files = texts(kernels, package)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, text in files.items():
            write_if_changed(staged / name, text)
        if folder.is_dir():
            folder.rmdir()  # empty, or it would have been refused
        staged.chmod(0o755)  # made for its owner alone
        staged.rename(folder)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return tuple(folder / name for name in files)


def require(specs: Sequence[KernelSpec], folder: Path, package: str) -> None:
    """Raise CodegenError for what cannot be exported, or not there."""
    if not package.isidentifier() or keyword.iskeyword(package):
        raise CodegenError(f"the package is to be called {package!r}, expected a Python name such as spin_kernels")
    if not specs:
        raise CodegenError("no kernel was named, expected one at least")
    maps = [spec.name for spec in specs if spec.orbits is not None]
    if maps:
        raise CodegenError(f"{maps[0]} is a table of random collisions, expected a kernel of formulas to export")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CodegenError(f"{folder} is there and not empty, expected a new folder")


def texts(kernels: Sequence[Made], package: str) -> dict[str, str]:
    """The files of the package, by their paths in it."""
    home = f"src/{package}"
    described = [_described(one.kernel) for one in kernels]
    recorded = [case for one in kernels for case in _cases(one)]
    count = sum(len(point["values"]) for case in recorded for point in case["points"])
    titles = f"Kernels {', '.join(one.kernel.name for one in kernels)}"
    context = {
        "package": package, "kernels": described, "title": titles, "version": VERSION, "values": count,
        "names": [function["name"] for one in described for function in one["functions"]],
        "example": f"help({package}.{described[0]['functions'][0]['name']})",
    }  # fmt: skip
    files = {f"{home}/_{one.kernel.name}.py": _moved(one.kernel.source, package) for one in kernels}
    for module in (arguments, straight_line, straight_llvm):
        name = module.__name__.rpartition(".")[2]
        files[f"{home}/_{name}.py"] = _moved(Path(str(module.__file__)).read_text("utf-8"), package)
    return {
        **files,
        f"{home}/__init__.py": _rendered("functions.py.j2", context),
        f"{home}/py.typed": "",
        "pyproject.toml": _rendered("pyproject.toml.j2", context),
        "README.md": _rendered("readme.md.j2", context),
        "tests/test_values.py": _template("values_test.py"),
        "tests/values.json": json.dumps({"package": package, "cases": recorded}, indent=1) + "\n",
    }


def _moved(text: str, package: str) -> str:
    for old, new in IMPORTS.items():
        text = text.replace(old, new.format(package=package))
    return text


def _template(name: str) -> str:
    return resources.files("numerics.codegen.package").joinpath(name).read_text(encoding="utf-8")


def _rendered(name: str, context: Mapping[str, Any]) -> str:
    made = environment()
    made.filters["raw"] = lambda text: " ".join(text.replace('"', "'").split())
    text: str = made.from_string(_template(name)).render(**context)
    return text


def _described(kernel: Kernel) -> dict[str, Any]:
    """What the templates say of a kernel."""
    lines = [kernel.formula, "", *(_line(one) for one in (*kernel.state, *kernel.arguments)), ""]
    if kernel.kind == "numbers":
        lines += ["Gives by name:", *(_line(one) for one in kernel.results), ""]
    lines += [f"From {', '.join(kernel.equations)}."]
    lines += ["Rests on:", *(f"- {text}" for text in kernel.rests_on), ""] if kernel.rests_on else []
    if kernel.accuracy:
        found = kernel.accuracy
        lines += [
            f"Largest error {found.max_ulp:.1f} units in the last place over {found.points} values, against 50 digits."
        ]
        lines += [f"Above {found.allowed_ulp:g}: {found.reason}." if found.reason else ""]
    lines += ["Raises KernelError for arguments that do not fit."]
    return {
        "name": kernel.name, "title": kernel.title, "formula": kernel.formula, "equations": kernel.equations,
        "signature": kernel.signature, "rests_on": kernel.rests_on, "lines": lines,
        "arguments": (*kernel.state, *kernel.arguments),
        "domains": [repr(domain_of(one)) for one in kernel.arguments],
        "error": _error(kernel),
        "functions": _functions(kernel),
    }  # fmt: skip


def _error(kernel: Kernel) -> str:
    """The largest error of the audit, with the reason for one that is large."""
    found = kernel.accuracy
    if found is None:
        return ""
    return f"{found.max_ulp:.1f}" + (f" ({found.reason})" if found.reason else "")


def _line(one: Argument) -> str:
    domain = f"; {one.domain_text}" if one.domain_text else ""
    return f"{one.name} [{one.unit}]: {one.meaning}{domain}"


def _functions(kernel: Kernel) -> list[dict[str, Any]]:
    """The typed functions of a kernel: names, arguments, what they give, and their bodies."""
    value = f"NDArray[np.{kernel.results[0].dtype}]"
    own, domains, dtype = f"_{kernel.name}", f"_{kernel.name.upper()}", kernel.results[0].dtype
    names = [argument.name for argument in kernel.arguments]
    given = f"({', '.join(names)}{',' if len(names) == 1 else ''})"
    if kernel.kind == "rhs":
        return [
            {
                "name": f"{kernel.name}_{function}", "gives": value,
                "takes": ["t: float", "y: ArrayLike", *(f"{name}: {_scalar(kernel, name)}" for name in names)],
                "says": f"{kernel.title}: {what}, shape {shape}",
                "body": [
                    f"states = {tuple(one.name for one in kernel.state)!r}",
                    f"p = packed({domains}, {given})",
                    f'return rates({own}.{function}, states, t, y, p, {shape}, "{dtype}")',
                ],
            }
            for function, what, shape in _of_rates(kernel)
        ]  # fmt: skip
    inner = (len(kernel.results),) if kernel.kind == "numbers" else kernel.results[0].shape
    takes = [f"{name}: ArrayLike" for name in names]
    found = f'elementwise("{kernel.name}", {own}.{kernel.name}_many, {domains}, {given}, {inner}, "{dtype}")'
    made = {"name": kernel.name, "takes": takes, "gives": value, "says": kernel.title, "body": [f"return {found}"]}
    if kernel.kind == "numbers":
        results = ", ".join(f'"{one.name}": found[..., {i}]' for i, one in enumerate(kernel.results))
        made |= {"gives": f"dict[str, {value}]", "body": [f"found = {found}", f"return {{{results}}}"]}
    if not kernel.derivatives:
        return [made]
    name, shape = f"{kernel.name}_gradient", (*inner, len(kernel.derivatives))
    body = f'return elementwise("{kernel.name}", {own}.{name}_many, {domains}, {given}, {shape}, "{dtype}")'
    by = ", ".join(kernel.derivatives)
    return [made, {**made, "name": name, "gives": value, "says": f"{kernel.title}, by {by}", "body": [body]}]


def _scalar(kernel: Kernel, name: str) -> str:
    return "complex" if kernel.argument(name).dtype == "complex128" else "float"


def _of_rates(kernel: Kernel) -> list[tuple[str, str, tuple[int, ...]]]:
    size = len(kernel.state)
    offered = {
        "rhs": (f"dy/dt [{kernel.results[0].unit}]", (size,)),
        "jacobian": ("d(dy_i/dt)/dy_j", (size, size)),
        "sensitivity": (f"d(dy_i/dt)/dp_k for {', '.join(kernel.derivatives)}", (size, len(kernel.derivatives))),
    }
    return [(name, *what) for name, what in offered.items() if name in kernel.functions]


def _cases(made: Made) -> list[dict[str, Any]]:
    """Recorded values of each function of a kernel, to 50 digits, with the error that each may have."""
    planned = plan(made.spec, made.equations)
    takes = (*planned.system.state, *planned.system.arguments)
    drawn = points(made.spec, {q.name for q in takes if q.domain.kind == "complex"})[:POINTS]
    recorded = []
    for routine, expressions in zip(
        planned.system.routines, exact_expressions(made.spec, planned.system, planned.reference), strict=True
    ):
        if routine.name == "jacobian_entries":
            continue
        rates_of = made.spec.kind == "rhs"
        name = f"{made.spec.name}_{routine.name}" if rates_of else routine.name
        rows = [_recorded(made.spec, planned.system, expressions, point) for point in drawn]
        recorded.append({"function": name, "points": rows})
    return recorded


def _recorded(spec: KernelSpec, system: System, expressions: Sequence[sp.Expr], point: Point) -> dict[str, Any]:
    symbols = {q.name: q.symbol for q in (*system.state, *system.arguments)}
    given = dict(zip(spec.audited, point, strict=True))
    at = {symbols.get(name, system.time): mpmath.mpmathify(number) for name, number in given.items()}
    exact = exact_values(expressions, at)
    allowed = [16 * max(1.0, factor) for factor in conditions(expressions, at)]
    row: dict[str, Any] = {"at": {name: _double(given[name]) for name in given if name not in spec.state}}
    if spec.kind == "rhs":
        row["y"] = [_double(given[name]) for name in spec.state]
    return {**row, "values": [_digits(one) for one in exact], "allowed": [min(one, 1e300) for one in allowed]}


def _double(number: complex) -> str:
    return f"{number.real!r} {number.imag!r}" if isinstance(number, complex) else repr(float(number))


def _digits(number: Any) -> str:
    """50 digits of a number, or of both parts of a complex one."""
    parts = (mpmath.re(number), mpmath.im(number)) if isinstance(number, mpmath.mpc) else (number,)
    with mpmath.mp.workdps(DIGITS + 10):
        return " ".join(mpmath.nstr(part, DIGITS) for part in parts)
