"""A kernel as pages show it: signature with units, accuracy, source, and the equations that it compiles."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from derive.records import Approximation
from numerics.records import Accuracy, Argument
from reports.pages.catalogue import Catalogue, Link, kernel_page
from reports.pages.derivations import ApproximationView, approximation_view, relation
from reports.pages.formulas import Formulas
from reports.pages.inputs import KernelProduct
from reports.pages.prose import sentence
from reports.pages.quantities import unit, value


@dataclass(frozen=True, kw_only=True)
class ArgumentView:
    """One number, vector or matrix that a kernel takes or gives."""

    role: str
    name: str
    symbol: Markup
    meaning: Markup
    unit: str
    type: str
    domain: str


@dataclass(frozen=True, kw_only=True)
class KernelView:
    """A kernel with its signature, accuracy and source."""

    name: str
    title: Markup
    target: str
    equations: tuple[tuple[Link, Markup], ...]
    arguments: tuple[ArgumentView, ...]
    assumes: tuple[Markup, ...]
    approximations: tuple[ApproximationView, ...]
    accuracy: tuple[tuple[str, str], ...]
    audited: tuple[tuple[str, tuple[str, ...]], ...]
    operations: str
    signature: str
    source_hash: str
    generator_version: str
    source: str
    source_lines: str


def kernel_view(kernel: KernelProduct, catalogue: Catalogue, formulas: Formulas) -> KernelView:
    """One kernel as its page, and the pages of the studies that use it, show it."""
    record = kernel.record
    formulas = formulas.within(catalogue.vocabulary(record.equations))
    groups = (("state", record.state), ("argument", record.arguments), ("result", record.results))
    return KernelView(
        name=record.name,
        title=sentence(record.title, formulas),
        target=kernel_page(kernel.name),
        equations=tuple(
            (link, formulas.display(relation(catalogue.numbered[name].equation, catalogue)))
            for name, link in zip(record.equations, catalogue.equation_links(record.equations), strict=True)
        ),
        arguments=tuple(_argument(role, entry, formulas) for role, group in groups for entry in group),
        assumes=_assumes(record.equations, catalogue, formulas),
        approximations=_approximations(record.equations, catalogue, formulas),
        accuracy=_accuracy(record.accuracy) if record.accuracy else (),
        audited=_audited(record.accuracy) if record.accuracy else (),
        operations=_operations(record.operations),
        signature=record.signature,
        source_hash=record.source_hash,
        generator_version=record.generator_version,
        source=kernel.source,
        source_lines=f"{len(kernel.source.splitlines())} lines",
    )


def _argument(role: str, entry: Argument, formulas: Formulas) -> ArgumentView:
    shape = f", shape {'×'.join(str(length) for length in entry.shape)}" if entry.shape else ""
    return ArgumentView(
        role=role,
        name=entry.name,
        symbol=formulas.inline(entry.latex) if entry.latex else Markup(""),
        meaning=sentence(entry.meaning, formulas),
        unit=unit(entry.unit),
        type=f"{entry.dtype}{shape}",
        domain=entry.domain_text.replace("<=", "≤").replace(">=", "≥"),
    )


def _assumes(ids: tuple[str, ...], catalogue: Catalogue, formulas: Formulas) -> tuple[Markup, ...]:
    """What the equations of a kernel assume, each once."""
    texts = dict.fromkeys(text for name in ids for text in catalogue.numbered[name].equation.assumes)
    return tuple(sentence(text, formulas) for text in texts)


def _approximations(ids: tuple[str, ...], catalogue: Catalogue, formulas: Formulas) -> tuple[ApproximationView, ...]:
    """What the equations of a kernel neglect, each once."""
    found: dict[Approximation, ApproximationView] = {}
    for name in ids:
        equation = catalogue.numbered[name].equation
        for entry in equation.approximations:
            found.setdefault(entry, approximation_view(entry, catalogue.symbols(equation), formulas))
    return tuple(found.values())


def _operations(counts: tuple[tuple[str, int], ...]) -> str:
    """How many operations there were at first, and after each stage that changed their number."""
    said: list[str] = []
    last: dict[str, int] = {}
    for stage, number in counts:
        function, _, what = stage.rpartition(": ")
        if last.get(function) != number:
            said.append(f"{number} {stage}" if function not in last else f"{number} after {what}")
        last[function] = number
    return ", ".join(said)


def _accuracy(accuracy: Accuracy) -> tuple[tuple[str, str], ...]:
    """The audit as rows of a table: what, and how much."""
    rows = [
        ("largest error", f"{accuracy.max_ulp:.3g} units in the last place of {accuracy.measure}"),
        ("median error", f"{accuracy.median_ulp:.3g} units in the last place"),
        ("held against", f"{accuracy.digits} digits at {accuracy.points} points"),
    ]
    if accuracy.conditioned_max_ulp is not None:
        rows.append(("divided by the condition number", f"{accuracy.conditioned_max_ulp:.3g} units in the last place"))
    if accuracy.reason:
        rows.append(("why an error above the limit is accepted", accuracy.reason))
    return tuple(row for row in rows if row[1])


def _audited(accuracy: Accuracy) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Where the audit looked, and where the error was largest."""
    return (
        ("audited where", tuple(value(text.replace("<=", "≤")) for text in accuracy.domain)),
        ("worst point", tuple(f"{name} = {value(number)}" for name, number in accuracy.worst_point)),
    )
