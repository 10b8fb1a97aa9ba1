"""A study's page: its figures, its parameters with units, its data to take away, and the kernels behind it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from numerics.parameters import InputError
from numerics.records import Parameter
from reports.pages.catalogue import Catalogue, Link, claim_anchor, ledger_page, study_page
from reports.pages.formulas import Formulas
from reports.pages.inputs import Figure, ReportError, StudyProduct
from reports.pages.kernels import KernelView
from reports.pages.prose import paragraphs, sentence
from reports.pages.quantities import unit, value

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True, kw_only=True)
class FigureView:
    """A figure inline, with its caption and its other forms."""

    anchor: str
    svg: Markup
    title: Markup
    caption: Markup
    downloads: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ParameterView:
    """A parameter as it was given, with its meaning and where its default comes from."""

    name: str
    symbol: Markup
    value: str
    meaning: Markup
    source: Markup


@dataclass(frozen=True, kw_only=True)
class VariableView:
    """A labelled array of a study."""

    name: str
    meaning: str
    unit: str
    dims: str
    shape: str


@dataclass(frozen=True, kw_only=True)
class StudyView:
    """A study as its page shows it."""

    name: str
    title: Markup
    target: str
    story: Markup
    claims: tuple[Link, ...]
    figures: tuple[FigureView, ...]
    parameters: tuple[ParameterView, ...]
    variables: tuple[VariableView, ...]
    downloads: tuple[Link, ...]
    kernels: tuple[KernelView, ...]
    command: str
    seed: str
    made_by: tuple[tuple[str, str], ...]
    versions: str


@dataclass(frozen=True, kw_only=True)
class StudyPages:
    """A study's page, and the files that lie beside it for taking away."""

    view: StudyView
    files: Mapping[str, bytes]


def study_pages(
    study: StudyProduct, catalogue: Catalogue, kernels: Mapping[str, KernelView], formulas: Formulas
) -> StudyPages:
    """The page of a study with its data as netCDF and CSV, and its figures as SVG and PNG."""
    record, dataset = study.record, _load(study.data)
    data = {f"data/{study.name}.nc": study.data.read_bytes()}
    data.update({f"data/{name}.csv": text for name, text in _csv(study.name, dataset).items()})
    view = StudyView(
        name=study.name,
        title=sentence(record.title, formulas),
        target=study_page(study.name),
        story=paragraphs(record.story, formulas),
        claims=_claims(str(dataset.attrs.get("claims", "")), catalogue),
        figures=tuple(_figure(figure, formulas) for figure in study.figures),
        parameters=tuple(_parameter(entry, dataset, formulas) for entry in record.parameters),
        variables=tuple(_variable(str(name), dataset[name]) for name in dataset.variables),
        downloads=tuple(Link(text=_download_text(path), target=path) for path in data),
        kernels=tuple(kernels[name] for name, _ in record.made_by if name in kernels),
        command=str(dataset.attrs.get("command", f"larmor run {study.name}")),
        seed="" if record.seed is None else str(record.seed),
        made_by=record.made_by,
        versions=", ".join(f"{program} {version}" for program, version in record.versions),
    )
    return StudyPages(view=view, files={**data, **_drawings(study.figures)})


def _load(path: Path) -> xr.Dataset:
    from numerics import datasets

    try:
        return datasets.read(path)
    except InputError as error:
        raise ReportError(str(error)) from error


def _claims(names: str, catalogue: Catalogue) -> tuple[Link, ...]:
    """Links to the claims that a study speaks of, as far as they were judged."""
    judged = {claim.claim: claim for claim in catalogue.products.verdicts}
    return tuple(
        Link(text=name, target=f"{ledger_page(judged[name].paper)}#{claim_anchor(judged[name])}")
        for name in names.split()
        if name in judged
    )


def _parameter(entry: Parameter, dataset: xr.Dataset, formulas: Formulas) -> ParameterView:
    """A parameter with its value as a person wrote it, which the data keep, else in its declared unit."""
    lines = str(dataset.attrs.get("parameters", "")).splitlines()
    given = next((line for line in lines if line.startswith(f"{entry.name} = ")), "")
    text = given.removeprefix(f"{entry.name} = ").removesuffix(f"({entry.meaning})").strip()
    return ParameterView(
        name=entry.name,
        symbol=formulas.inline(entry.latex) if entry.latex else Markup(""),
        value=value(text or f"{entry.value}{'' if entry.unit == '1' else f' {entry.unit}'}"),
        meaning=sentence(entry.meaning, formulas),
        source=sentence(entry.source, formulas.without_symbols()),
    )


def _variable(name: str, array: Any) -> VariableView:
    return VariableView(
        name=name,
        meaning=str(array.attrs.get("long_name", "")),
        unit=unit(str(array.attrs.get("units", "")) or "1"),
        dims=", ".join(str(dim) for dim in array.dims) or "a number",
        shape=" × ".join(str(length) for length in array.shape) or "1",
    )


def _drawings(figures: tuple[Figure, ...]) -> dict[str, bytes]:
    files = {f"data/{figure.name}.svg": figure.svg.encode() for figure in figures}
    files.update({f"data/{figure.name}.png": figure.png.read_bytes() for figure in figures if figure.png})
    return files


def _csv(name: str, dataset: xr.Dataset) -> dict[str, bytes]:
    """One table for each set of dimensions that variables share, so that nothing is repeated needlessly."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for variable in dataset.data_vars:
        groups.setdefault(tuple(str(dim) for dim in dataset[variable].dims), []).append(str(variable))
    return {
        name if len(groups) == 1 else f"{name}.{'_'.join(dims) or 'numbers'}": _table(dataset[variables], dims)
        for dims, variables in groups.items()
    }


def _table(dataset: xr.Dataset, dims: tuple[str, ...]) -> bytes:
    """Variables of the same dimensions as lines of CSV, their coordinates in front."""
    text = io.StringIO()
    if dims:
        dataset.to_dataframe(dim_order=list(dims)).to_csv(text, lineterminator="\n")
    else:
        text.write("name,value\n" + "".join(f"{name},{dataset[name].item()!r}\n" for name in dataset.data_vars))
    return text.getvalue().encode()


def _download_text(path: str) -> str:
    kind = {".nc": "netCDF", ".csv": "CSV"}[Path(path).suffix]
    return f"{Path(path).name} ({kind})"


def _figure(figure: Figure, formulas: Formulas) -> FigureView:
    downloads = [Link(text="SVG", target=f"data/{figure.name}.svg")]
    if figure.png:
        downloads.append(Link(text="PNG", target=f"data/{figure.name}.png"))
    return FigureView(
        anchor=f"figure-{figure.name}",
        svg=inline_svg(figure),
        title=sentence(figure.title, formulas),
        caption=sentence(figure.caption, formulas),
        downloads=tuple(downloads),
    )


def inline_svg(figure: Figure) -> Markup:
    """The figure as an element of a page: no prologue, named for screen readers, with ids of its own."""
    if "<svg" not in figure.svg:
        raise ReportError(f"the figure {figure.name} is not an SVG drawing")
    body = figure.svg[figure.svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r"<(title|desc)\b[^>]*>.*?</\1>", "", body, flags=re.DOTALL)
    name = re.sub(r"\W", "-", figure.name)
    body = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', body)
    body = re.sub(r'(href="#|url\(#)([^")]+)', rf"\g<1>{name}-\2", body)
    head, rest = body.split(">", 1)
    head = re.sub(r'\s(role|aria-[a-z]+)="[^"]*"', "", head)
    label = f'<title id="{name}-title">{escape(figure.title)}</title><desc id="{name}-desc">{escape(figure.alt)}</desc>'
    return Markup(f'{head} role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc">{label}{rest}')
