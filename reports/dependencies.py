"""The true dependency graph of the products in ``build/``, written as a makefile fragment, ``build/deps.mk``.

Which files a product rests on is read from the import graph (grimp), lazy imports included, so nobody keeps
a list: a derivation rests on the modules that it imports, a verdict on its claims and on the derivations
that it judges by, a kernel on the equations that it compiles, a study on its kernels, a figure on its study,
the pages on everything. A product is made by way of a stamp: the stamp says when the product was last made,
the product changes only when its bytes do, so what depends on an unchanged product stays as it is.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grimp import ImportGraph

ROOT = Path(__file__).parent.parent
ROOMS = ("derive", "numerics", "reports")
CATALOGUE = "numerics.codegen.catalogue"
DATA = (".toml", ".j2", ".css", ".typ", ".md", ".bib", ".json")


@dataclass(frozen=True, kw_only=True)
class Target:
    """One stamp of a stage: the products that it stands for, and the files that they rest on."""

    stage: str
    name: str
    products: tuple[str, ...]
    rests_on: tuple[str, ...] = field(default=())

    @property
    def stamp(self) -> str:
        """The stamp's path."""
        return f"build/stamps/{self.stage}/{self.name}"


class Sources:
    """The files of the three rooms, and what each module imports, directly or not."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.graph = import_graph()
        self._data = [p for room in ROOMS for p in sorted((root / room).rglob("*")) if p.suffix in DATA]

    def closure(self, *modules: str) -> tuple[str, ...]:
        """Files that the modules rest on: themselves, all they import, and the data of those rooms."""
        found = {m for m in modules if m in self.graph.modules}
        found |= {up for m in found for up in self.graph.find_upstream_modules(m)}
        files = {self._file(module) for module in found | _ancestors(found)}
        folders = {self._folder(module) for module in found}
        data = {p for p in self._data if self._owner(p) in folders}
        files |= {self._relative(p) for p in data if self._serves(p, files)}
        return tuple(sorted(files))

    def inside(self, package: str, but: str = "") -> tuple[str, ...]:
        """A package and its modules, without another package inside it."""
        found = {m for m in self.graph.modules if m == package or m.startswith(f"{package}.")}
        return tuple(sorted(m for m in found if not but or not (m == but or m.startswith(f"{but}."))))

    def data(self, room: str) -> tuple[str, ...]:
        """The data files of a room, templates among them."""
        return tuple(self._relative(p) for p in self._data if self._relative(p).startswith(f"{room}/"))

    def _file(self, module: str) -> str:
        path = self.root.joinpath(*module.split("."))
        return self._relative(path / "__init__.py" if path.is_dir() else path.with_suffix(".py"))

    def _folder(self, module: str) -> Path:
        path = self.root.joinpath(*module.split("."))
        return path if path.is_dir() else path.parent

    def _owner(self, path: Path) -> Path:
        """The nearest folder above a data file that is a package."""
        return next(p for p in path.parents if (p / "__init__.py").exists())

    def _serves(self, path: Path, files: set[str]) -> bool:
        """Whether a data file is for one of the files: ``x.toml`` beside ``x.py`` is for that module alone."""
        module = path.with_suffix(".py")
        return not module.exists() or self._relative(module) in files

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


@lru_cache(maxsize=1)
def import_graph() -> ImportGraph:
    """Who imports whom in the three rooms; imports for type checking only do not count."""
    import grimp

    return grimp.build_graph(*ROOMS, exclude_type_checking_imports=True, cache_dir=None)


def targets(root: Path = ROOT) -> tuple[Target, ...]:
    """Every stamp of every stage, in the order of the stages."""
    sources = Sources(root)
    derived = _derivations(sources)
    judged = _verdicts(sources, {target.name for target in derived})
    compiled = _kernels(sources)
    studied = _studies(sources)
    drawn = _figures(sources)
    everything = (*derived, *judged, *compiled, *studied, *drawn)
    pages = Target(
        stage="pages",
        name="report",
        products=("build/report/index.html",),
        rests_on=(
            *sources.closure("reports.pages", *_letters()),
            *sources.data("reports"),
            "reports/commands/pages.py",
            *(product for target in everything for product in target.products),
        ),
    )
    return (*everything, pages)


def _letters() -> list[str]:
    """The modules that say how papers are cited, which pages look up by name."""
    from derive import registry

    papers = {module.partition(".")[0] for module in registry.claim_modules()}
    return sorted(f"derive.claims.{paper}.letters" for paper in papers)


def _derivations(sources: Sources) -> tuple[Target, ...]:
    from derive import registry

    return tuple(
        Target(
            stage="derive",
            name=module,
            products=(f"build/derivations/{module}.json",),
            rests_on=(
                *sources.closure(f"derive.{module}", "derive.registry", "derive.expressions"),
                "reports/commands/derive.py",
            ),
        )
        for module in registry.derivation_modules()
    )


def _verdicts(sources: Sources, derivations: set[str]) -> tuple[Target, ...]:
    from derive import registry

    found = []
    for module in registry.claim_modules():
        needed = _judged_by(module, derivations)
        oracles = sorted({f"derive.oracles.{name.partition('.')[0]}" for name in needed})
        rests_on = (
            *sources.closure(f"derive.claims.{module}", "derive.ledger", *oracles),
            "reports/commands/verify.py",
            "reports/products.py",
            *(f"build/derivations/{name}.json" for name in needed),
            *(f"build/studies/{name}.json" for name in _measured_by(module)),
        )
        found.append(
            Target(stage="verify", name=module, products=(f"build/verdicts/{module}.json",), rests_on=rests_on)
        )
    return tuple(found)


def _judged_by(claims: str, derivations: set[str]) -> list[str]:
    """The derivations that a claims module needs; all of them when it cannot be read yet.

    A claims module that does not import must not stop the graph: its own stage then says what is wrong.
    """
    from derive.ledger import derivations_needed

    try:
        return sorted(set(derivations_needed(claims)) & derivations)
    except Exception as error:
        print(f"note: the claims {claims} rest on every derivation, for now: {error}", file=sys.stderr)
        return sorted(derivations)


def _measured_by(claims: str) -> tuple[str, ...]:
    """The studies that a claims module is held against; none when it cannot be read yet."""
    from derive.ledger import studies_needed

    try:
        return studies_needed(claims)
    except Exception:
        return ()  # that it cannot be read is said where its derivations are looked up


def _kernels(sources: Sources) -> tuple[Target, ...]:
    from numerics.codegen.spec import specs
    from reports.kernels import needed

    return tuple(
        Target(
            stage="kernel",
            name=name,
            products=(f"build/kernels/{name}.py", f"build/kernels/{name}.json"),
            rests_on=(
                *sources.closure(*sources.inside("numerics.codegen", but=CATALOGUE), _home(name, sources)),
                "reports/commands/kernel.py",
                "reports/kernels.py",
                *(f"build/derivations/{module}.json" for module in needed(name)),
            ),
        )
        for name in specs()
    )


def _home(kernel: str, sources: Sources) -> str:
    """The module of the catalogue that asks for a kernel."""
    for module in sources.inside(CATALOGUE):
        if any(spec.name == kernel for spec in getattr(importlib.import_module(module), "KERNELS", ())):
            return module
    raise LookupError(f"no module of {CATALOGUE} asks for the kernel {kernel}")


def _studies(sources: Sources) -> tuple[Target, ...]:
    from numerics import studies

    return tuple(
        Target(
            stage="study",
            name=name,
            products=(f"build/studies/{name}.nc", f"build/studies/{name}.json"),
            rests_on=(
                *sources.closure(f"numerics.studies.{name}", "numerics.studies"),
                "reports/commands/run.py",
                "reports/runs.py",
                *(f"build/kernels/{kernel}.py" for kernel in studies.load(name).STUDY.kernels),
            ),
        )
        for name in studies.names()
    )


def _figures(sources: Sources) -> tuple[Target, ...]:
    from reports import figures

    return tuple(
        Target(
            stage="figure",
            name=name,
            products=tuple(f"build/figures/{name}.{kind}" for kind in ("svg", "png", "json")),
            rests_on=(
                *sources.closure(f"reports.figures.{name}", "reports.figures"),
                "reports/commands/draw.py",
                f"build/studies/{_drawn_by(sources.root / 'reports' / 'figures' / f'{name}.py')}.nc",
            ),
        )
        for name in figures.names()
    )


def _drawn_by(figure: Path) -> str:
    """The study that a figure declares, read without importing the figure, which would import matplotlib."""
    for node in ast.parse(figure.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "STUDY" for t in node.targets):
            return str(ast.literal_eval(node.value))
    raise LookupError(f"{figure} does not say which STUDY it draws")


def _ancestors(modules: Iterable[str]) -> set[str]:
    """The packages above the modules: importing a module runs their ``__init__`` too."""
    return {m.rsplit(".", k)[0] for m in modules for k in range(1, m.count(".") + 1)}


def fragment(found: Iterable[Target], sources: str) -> str:
    """The makefile text: the names of each stage, and what each stamp and product depends on.

    A stamp whose product is gone is made again: the ``$(if $(wildcard ...))`` is looked up by make itself.
    """
    stages: Mapping[str, list[Target]] = {s: [] for s in ("derive", "verify", "kernel", "study", "figure", "pages")}
    for target in found:
        stages[target.stage].append(target)
    lines = ["# Written by reports/dependencies.py from the import graph; do not edit.", ""]
    for stage, members in stages.items():
        lines.append(f"STAMPS_{stage} := {' '.join(t.stamp for t in members)}".rstrip())
        lines.append(f"PRODUCTS_{stage} := {' '.join(p for t in members for p in t.products)}".rstrip())
    for target in (t for members in stages.values() for t in members):
        lines += ["", f"{target.stamp}: {' '.join(dict.fromkeys(target.rests_on))}"]
        for product in target.products:
            lines.append(f"{target.stamp}: $(if $(wildcard {product}),,redo)")
        lines.append(f"{' '.join(target.products)}: {target.stamp} ;")
    lines += ["", f"KNOWN_SOURCES := {sources}", ""]
    return "\n".join(lines)


def main() -> None:
    """Write the fragment; ``make`` calls this whenever a source file changed, came or went."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", required=True, help="where to write the fragment")
    parser.add_argument("--sources", default="", help="the source files that make sees, to notice lost ones")
    given = parser.parse_args()
    from numerics.files import write_if_changed

    path = Path(given.out)
    write_if_changed(path, fragment(targets(Path.cwd()), given.sources))
    path.touch()


if __name__ == "__main__":
    main()
