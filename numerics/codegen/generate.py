"""The pipeline: equations -> ordered system -> careful expressions -> module text -> compiled -> audited -> written.

Each stage is a function of the last one's result and can be looked at: :func:`plan` gives all products before
compilation, :func:`generate` does the rest.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import msgspec
import sympy as sp

from derive.expressions import encode
from derive.records import Derivation, Equation
from derive.vectors import componentwise
from numerics import straight_line, straight_llvm
from numerics.codegen import load
from numerics.codegen.care import careful
from numerics.codegen.forms import audited
from numerics.codegen.lanes import lane_text
from numerics.codegen.module import Body, Names, module_text, shared_subexpressions, template_text
from numerics.codegen.primitives import PRIMITIVES, sources
from numerics.codegen.spec import KernelSpec, spec
from numerics.codegen.system import System, argument_of, ordered_system, put_in
from numerics.files import write_if_changed
from numerics.kernels import load as load_kernel
from numerics.records import Argument, Kernel

VERSION = "2"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything about a kernel before it is compiled; each field is the product of one stage."""

    spec: KernelSpec
    equations: tuple[Equation, ...]
    system: System
    bodies: tuple[Body, ...]
    operations: tuple[tuple[str, int], ...]
    signature: str
    text: str

    @property
    def reference(self) -> tuple[Equation, ...]:
        """The equation that the audit holds the kernel against, if it is not the kernel's own."""
        return self.equations[len(self.spec.equations) + len(self.spec.given) :]


def generate(name: str, derivations_dir: Path, out_dir: Path) -> Kernel:
    """Make the kernel ``name`` of the catalogue from derivation files into ``<out_dir>/<name>.py`` and ``.json``.

    Files whose content stays the same are not touched. When the signature is that of the record already in
    ``out_dir`` nothing is compiled or audited again. Raises CodegenError, or RecordError when the audit fails.
    """
    wanted = spec(name)
    return generate_from(wanted, load.from_files(wanted.needs, Path(derivations_dir)), Path(out_dir))


def generate_in_memory(wanted: KernelSpec, derivations: Iterable[Derivation], out_dir: Path) -> Kernel:
    """The same from Derivation records."""
    return generate_from(wanted, load.from_derivations(wanted.needs, derivations), out_dir)


def generate_from(wanted: KernelSpec, equations: Sequence[Equation], out_dir: Path) -> Kernel:
    """The same from the equations that the spec needs, in its order."""
    if wanted.orbits is not None:
        return _generate_map(wanted, equations, out_dir)
    planned = plan(wanted, equations)
    earlier = _earlier(wanted.name, planned.signature, planned.text, out_dir)
    if earlier is not None:
        return earlier
    kernel = record(planned)
    # Compiled and audited in a folder of its own: a kernel that fails its audit leaves no files, nor does it
    # harm earlier ones.
    with tempfile.TemporaryDirectory(prefix="larmor-") as folder:
        staged = Path(folder)
        _write(kernel, staged)
        kernel = replace(
            kernel, accuracy=audited(wanted, planned.system, planned.reference, load_kernel(wanted.name, staged))
        )
        _publish(kernel, staged, out_dir)
    return kernel


def _generate_map(wanted: KernelSpec, equations: Sequence[Equation], out_dir: Path) -> Kernel:
    """The averaged map of random pair collisions, from the equation of the kick."""
    from numerics.codegen import maps

    kernel = maps.record(wanted, equations[0], _content(equations), VERSION)
    earlier = _earlier(wanted.name, kernel.signature, kernel.source, out_dir)
    if earlier is not None:
        return earlier
    with tempfile.TemporaryDirectory(prefix="larmor-") as folder:
        staged = Path(folder)
        _write(kernel, staged)
        kernel = replace(kernel, accuracy=maps.audited(wanted, equations[0], load_kernel(wanted.name, staged)))
        _publish(kernel, staged, out_dir)
    return kernel


def _publish(kernel: Kernel, staged: Path, out_dir: Path) -> None:
    """The audited kernel in its place, with numba's cache, so that it is compiled once.

    The record comes first, for it holds the module's text: whoever loads a kernel of which nothing else could be
    written finds it there. The cache names the time stamp of its source, so the source keeps that of the staged one.
    """
    source = out_dir / f"{kernel.name}.py"
    write_if_changed(out_dir / f"{kernel.name}.json", kernel.to_json())
    if write_if_changed(source, kernel.source):
        shutil.copystat(staged / source.name, source)
        cache = out_dir / "__pycache__"
        cache.mkdir(exist_ok=True)
        for stale in cache.glob(f"{kernel.name}.*"):
            stale.unlink()
        for file in sorted((staged / "__pycache__").glob(f"{kernel.name}.*")):
            write_if_changed(cache / file.name, file.read_bytes())


def plan(wanted: KernelSpec, equations: Sequence[Equation]) -> Plan:
    """All stages up to the text of the module."""
    components = [componentwise(equation) for equation in equations]
    given = components[len(wanted.equations) : len(wanted.equations) + len(wanted.given)]
    own = [put_in(equation, given) for equation in components[: len(wanted.equations)]]
    system = ordered_system(wanted, own)
    names = Names(system)
    bodies, operations, rewritten = [], [], []
    for routine in system.routines:
        expressions, counts = careful(routine.expressions)
        rewritten.append(expressions)
        body = shared_subexpressions(routine, expressions, names.taken)
        bodies.append(body)
        operations += [(f"{routine.name}: {stage}", count) for stage, count in counts]
        shared = sum(sp.count_ops(e) for _, e in body.shared) + sum(sp.count_ops(e) for e in body.expressions)
        operations.append((f"{routine.name}: common subexpressions", int(shared)))
    signature = _signature(wanted, equations)
    arguments = [argument_of(q) for q in system.arguments]
    state = [argument_of(q) for q in system.state]
    text = module_text(system, bodies, arguments, state, signature) + lane_text(system, rewritten)
    return Plan(
        spec=wanted, equations=tuple(equations), system=system, bodies=tuple(bodies),
        operations=tuple(operations), signature=signature, text=text,
    )  # fmt: skip


def record(planned: Plan) -> Kernel:
    """The Kernel record of a plan, without its accuracy."""
    wanted, system = planned.spec, planned.system
    names = [routine.name for routine in system.routines]
    functions = names if wanted.kind == "rhs" else [*names, *(f"{name}_many" for name in names)]
    if "jacobian_entries" in names:
        functions.append("jacobian")
    latex = {q.symbol: q.latex for equation in planned.equations for q in equation.quantities}
    own = planned.equations[: len(wanted.equations) + len(wanted.given)]
    return Kernel(
        name=wanted.name,
        title=wanted.title,
        kind=wanted.kind,
        equations=(*wanted.equations, *wanted.given),
        arguments=tuple(argument_of(q) for q in system.arguments),
        state=tuple(argument_of(q) for q in system.state),
        results=_results(planned),
        functions=tuple(functions),
        source_hash=_content(own),
        signature=planned.signature,
        source=planned.text,
        formula=r" \\ ".join(
            f"{sp.latex(e.lhs, symbol_names=latex)} = {sp.latex(e.rhs, symbol_names=latex)}" for e in own
        ),
        rests_on=system.rests_on,
        operations=planned.operations,
        generator_version=VERSION,
        sparsity=system.sparsity,
        derivatives=wanted.derivatives,
    )


def _results(planned: Plan) -> tuple[Argument, ...]:
    """What the kernel gives: one number or array, or several numbers by the names on the left sides."""
    if planned.spec.kind != "numbers":
        return (planned.system.result,)
    own = planned.equations[: len(planned.spec.equations)]
    named = [argument_of(equation.quantity(cast("sp.Symbol", equation.lhs))) for equation in own]
    return tuple(replace(one, dtype=planned.system.result.dtype) for one in named)


def _content(equations: Sequence[Equation]) -> str:
    """The hash of what equations say: sides and symbol tables, not their steps."""
    parts = [(e.id, e.lhs, e.rhs, e.quantities, e.assumes, [str(a) for a in e.approximations]) for e in equations]
    return hashlib.sha256(encode(parts)).hexdigest()[:16]


def _signature(wanted: KernelSpec, equations: Sequence[Equation]) -> str:
    """The hash of all that the generated text and its audit follow from."""
    parts = [
        _content(equations).encode(),
        msgspec.json.encode(wanted, enc_hook=str),
        template_text().encode(),
        *(Path(str(one.__file__)).read_bytes() for one in (straight_line, straight_llvm)),
        "\n".join(sources(set(PRIMITIVES))).encode(),
        VERSION.encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _write(kernel: Kernel, folder: Path) -> None:
    write_if_changed(folder / f"{kernel.name}.py", kernel.source)
    write_if_changed(folder / f"{kernel.name}.json", kernel.to_json())


def _earlier(name: str, signature: str, text: str, folder: Path) -> Kernel | None:
    """The kernel already in the folder, when it has that signature and text, whole and audited."""
    try:
        kernel = load_kernel(name, folder).record
    except ValueError:
        return None
    same = kernel.signature == signature and kernel.source == text and kernel.accuracy is not None
    return kernel if same else None
