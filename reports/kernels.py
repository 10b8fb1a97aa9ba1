"""Kernels as a person meets them: described in words, evaluated at values that were checked first."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive import registry
from numerics.parameters import InputError
from reports import products

if TYPE_CHECKING:
    from numerics.records import Argument, Kernel


@contextlib.contextmanager
def at_hand(name: str) -> Iterator[Path]:
    """A folder with the generated module of a kernel: that of ``make``, or a passing one made now."""
    registry.known(name, names(), "kernel")
    if is_fresh(name):
        yield products.build_folder() / "kernels"
        return
    with tempfile.TemporaryDirectory(prefix="larmor-") as passing:
        generate(name, None, Path(passing))
        yield Path(passing)


def is_fresh(name: str) -> bool:
    """Whether ``make`` has made the kernel from the sources as they are."""
    folder = products.build_folder()
    there = (folder / "kernels" / f"{name}.json").exists()
    return there and products.is_fresh(folder / "stamps" / "kernel" / name, "derive", "numerics")


def names() -> tuple[str, ...]:
    """Names of the kernels."""
    from numerics.codegen.spec import specs

    return tuple(specs())


def needed(name: str) -> tuple[str, ...]:
    """The derivation modules whose equations a kernel is made from, or audited against."""
    from numerics.codegen.spec import specs

    spec = specs()[name]
    ids = (*spec.equations, spec.reference)
    return tuple(m for m in registry.derivation_modules() if any(id.startswith(f"{m}.") for id in ids))


def generate(name: str, derivations: Path | None, out: Path) -> None:
    """Write the kernel's module and record into a folder, from product files or from derivations at hand."""
    from numerics import codegen

    if derivations is not None:
        codegen.generate(name, derivations, out)
        return
    from derive.expressions import encode
    from numerics.files import write_if_changed

    with tempfile.TemporaryDirectory(prefix="larmor-") as passing:
        for module in needed(name):
            write_if_changed(Path(passing) / f"{module}.json", encode(products.derivation(module)))
        codegen.generate(name, Path(passing), out)


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


def values(found: Kernel, given: Mapping[str, str]) -> dict[str, float]:
    """Numbers for the kernel's arguments, each read exactly and held against its domain.

    Raises InputError, one sentence, for a name that the kernel does not have, a value that is no number or
    lies outside its domain, and for arguments that are missing.
    """
    from numerics.parameters import unknown

    wanted = {argument.name: argument for argument in (*found.state, *found.arguments)}
    for name in given:
        if name not in wanted:
            raise InputError(unknown(f"argument of {found.name}", name, list(wanted)))
    missing = [name for name in wanted if name not in given]
    if missing:
        raise InputError(f"{found.name} needs {' '.join(f'{n}=...' for n in missing)} too")
    return {name: _value(wanted[name], given[name]) for name in wanted}


def _value(argument: Argument, text: str) -> float:
    if argument.shape:
        raise InputError(f"{argument.name} has the shape {argument.shape}, which --eval cannot take: import the kernel")
    expected = argument.domain_text or f"a number {argument.name}"
    try:
        number = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise InputError(f"{argument.name} = {text} is not a number, expected {expected}") from None
    if not argument.bounds.admits(number):  # type: ignore[arg-type]
        raise InputError(f"{argument.name} = {text} is outside its domain, expected {expected}")
    return float(number)


def evaluated(name: str, given: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    """A kernel's value at some arguments, as an object and as text."""
    from numerics import kernels

    with at_hand(name) as folder:
        found = record(name)
        arguments = values(found, given)
        value = kernels.load(name, folder)(*arguments.values())
    unit = "" if found.results[0].unit == "1" else f" {found.results[0].unit}"
    at = ", ".join(f"{n} = {given[n]}" for n in arguments)
    answer = {"kernel": name, "at": arguments, "value": value, "unit": found.results[0].unit}
    return answer, f"{found.results[0].name} = {value!r}{unit}   at {at}"
