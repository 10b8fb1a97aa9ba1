"""Kernels as a person meets them: described in words, evaluated at values that were checked first."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive import registry
from reports import products
from reports.freshness import is_fresh

if TYPE_CHECKING:
    from numerics.records import Argument, Kernel


@contextlib.contextmanager
def at_hand(name: str) -> Iterator[Path]:
    """A folder with the generated module of a kernel: that of ``make``, or a passing one made now."""
    registry.known(name, names(), "kernel")
    if is_fresh("kernel", name):
        yield products.BUILD / "kernels"
        return
    with tempfile.TemporaryDirectory(prefix="larmor-") as passing:
        generate(name, None, Path(passing))
        yield Path(passing)


def names() -> tuple[str, ...]:
    """Names of the kernels."""
    from numerics.codegen.spec import specs

    return tuple(specs())


def needed(name: str) -> tuple[str, ...]:
    """The derivation modules whose equations a kernel is made from, or audited against."""
    from numerics.codegen.spec import specs

    ids = specs()[name].needs
    return tuple(m for m in registry.derivation_modules() if any(id.startswith(f"{m}.") for id in ids))


def generate(name: str, derivations: Path | None, out: Path) -> None:
    """Write the kernel's module and record into a folder, from product files or from derivations at hand."""
    from numerics.codegen.generate import generate as written

    if derivations is not None:
        written(name, derivations, out)
        return
    with tempfile.TemporaryDirectory(prefix="larmor-") as passing:
        derive_into(Path(passing), [name])
        written(name, Path(passing), out)


def derive_into(folder: Path, names: Iterable[str]) -> None:
    """Write the derivations that kernels are made from into a folder."""
    from derive.expressions import encode
    from numerics.files import write_if_changed

    for module in sorted({module for name in names for module in needed(name)}):
        write_if_changed(folder / f"{module}.json", encode(products.derivation(module)))


def record(name: str) -> Kernel:
    """The record of a kernel."""
    from numerics.records import Kernel

    with at_hand(name) as folder:
        return Kernel.from_json((folder / f"{name}.json").read_bytes())


def source(name: str) -> str:
    """The generated module's text."""
    with at_hand(name) as folder:
        return (folder / f"{name}.py").read_text("utf-8")


def described(name: str) -> tuple[dict[str, Any], str]:
    """A kernel as an object and as text: what it takes and gives, what it rests on, how accurate it is."""
    import json

    found = record(name)
    lines = [found.name, found.title, "", "takes:"]
    lines += [f"  {argument}{_domain(argument)}" for argument in (*found.state, *found.arguments)]
    lines += ["gives:", *(f"  {result}" for result in found.results)]
    lines += ["from:", *(f"  {id}" for id in found.equations)]
    lines += ["rests on:", *(f"  {text}" for text in found.rests_on)] if found.rests_on else []
    lines += ["accuracy:", f"  {found.accuracy}"] if found.accuracy else []
    lines += [f"signature: {found.signature}"]
    return json.loads(found.to_json()), "\n".join(lines)


def _domain(argument: Argument) -> str:
    return f", {argument.domain_text}" if argument.domain_text else ""


def evaluated(name: str, given: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    """A kernel's value at values given as text, as an object and as text.

    Raises KernelError, one sentence, for a name that the kernel does not have, and for a value that is no
    number or lies outside its domain.
    """
    from numerics import kernels

    with at_hand(name) as folder:
        value = kernels.evaluate(name, given, folder)
        results = kernels.load(name, folder).record.results
    at = ", ".join(f"{key} = {text}" for key, text in given.items())
    if isinstance(value, dict):
        units = {result.name: result.unit for result in results}
        numbers: dict[str, Any] = {key: _listed(number) for key, number in value.items()}
        lines = [f"  {key} = {_text(number)}{_unit(units[key])}" for key, number in value.items()]
        return {"kernel": name, "at": dict(given), "value": numbers, "unit": units}, "\n".join([f"at {at}", *lines])
    result = results[0]
    answer = {"kernel": name, "at": dict(given), "value": _listed(value), "unit": result.unit}
    return answer, f"{result.name} = {_text(value)}{_unit(result.unit)}   at {at}"


def _unit(unit: str) -> str:
    return "" if unit == "1" else f" {unit}"


def _text(value: Any) -> str:
    """A number to its last digit; a matrix row by row."""
    if getattr(value, "ndim", 0):
        return "\n" + "\n".join("  " + "  ".join(_text(entry) for entry in row) for row in value)
    return repr(value.item() if hasattr(value, "item") else value)


def _listed(value: Any) -> Any:
    """A value for JSON: a number, nested lists for a matrix, [real, imaginary] for a complex number."""
    plain = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(plain, list):
        return [_listed(entry) for entry in plain]
    return [plain.real, plain.imag] if isinstance(plain, complex) else plain
