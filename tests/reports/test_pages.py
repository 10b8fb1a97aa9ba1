"""The report as files: what stands on its pages, that it leans on nothing outside, and that it repeats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jinja2
import pytest
import sympy as sp

from derive.domains import REAL
from derive.expressions import encode
from derive.records import Derivation, Quantity
from reports import pages
from reports.pages.site import environment

VOID = {"meta", "link", "input", "br", "img", "hr", "wbr"}
INLINE = {"a", "code", "em", "strong", "span"}
OUTSIDE = ("https://arxiv.org/abs/", "https://doi.org/")
NOT_TEXT = {"style", "script", "code", "pre", "title", "desc"}


USE = re.compile(r'<use href="([^"]*)" x="[^"]*" y="[^"]*"/>')


class Page(HTMLParser):
    """What a browser would find in a page: ids, links, visible text, images with their words, headings, forms."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        # Most elements of a page are glyphs: each place that they refer to is one link.
        self.links: list[str] = sorted(set(USE.findall(text)))
        self.sources: list[str] = []
        self._said: list[str] = []
        self.labels: list[str] = []
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(USE.sub("", text))
        self.close()
        self.text = "".join(self._said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag not in INLINE:
            self._said.append(" ")
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("href", "xlink:href"):
            if name in given:
                self.links.append(given[name])
        self.sources += [given[name] for name in ("src", "srcset", "action", "data") if name in given]
        if given.get("role") == "img":
            self.labels.append(given.get("aria-label", given.get("aria-labelledby", "")))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if not NOT_TEXT & set(self.open):
            self._said.append(data)


def parsed(report: Path) -> Iterator[tuple[Path, Page]]:
    for path in sorted(report.glob("*.html")):
        yield path, _page(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _page(path: Path, changed: int) -> Page:
    """A page as it was then; the project's own report is large, and five tests look at it."""
    return Page(path.read_text(encoding="utf-8"))


def words(page: Page) -> str:
    return " ".join(page.text.split())


def page(report: Path, name: str) -> Page:
    return _page(report / name, (report / name).stat().st_mtime_ns)


def test_there_is_a_page_for_every_product(report: Path) -> None:
    assert {path.name for path in report.glob("*.html")} == {
        "index.html", "derivation-driven_atom.steady.html", "derivation-atoms.slowing.html",
        "ledger-textbook_2000.html", "refuted.html", "study-sweep.html", "kernel-factor.html", "symbols.html",
    }  # fmt: skip


def test_every_internal_link_and_anchor_resolves(any_report: Path) -> None:
    found = dict(parsed(any_report))
    checked = 0
    for path, content in found.items():
        for link in content.links:
            if link.startswith(("data:", *OUTSIDE)):
                continue
            name, _, fragment = unquote(link).partition("#")
            target = path.parent / name if name else path
            assert target.is_file(), f"{path.name} leads to {link}, which is not there"
            if fragment:
                assert fragment in found[target].ids, f"{path.name} leads to {link}, whose anchor is not there"
            checked += 1
    assert checked > 100


def test_ids_are_unique_and_headings_descend_in_order(any_report: Path) -> None:
    for path, content in parsed(any_report):
        assert len(set(content.ids)) == len(content.ids), path.name
        assert content.headings[0] == 1, path.name
        assert content.headings.count(1) == 1, path.name
        for above, below in zip(content.headings, content.headings[1:], strict=False):
            assert below <= above + 1, f"{path.name}: a heading of level {below} follows one of level {above}"


def test_every_page_has_its_landmarks_and_language(any_report: Path) -> None:
    for path, content in parsed(any_report):
        assert content.open == [], path.name
        for landmark in ("header", "nav", "main", "footer"):
            assert landmark in content.tags, f"{path.name} has no {landmark}"
        assert 'lang="en-GB"' in path.read_text(encoding="utf-8")


def test_no_markup_is_left_in_visible_text(any_report: Path) -> None:
    markup = re.compile(r"\\[a-zA-Z]+|\{\{|\}\}|\{%|[\ue000-\uf8ff]|\$|&\w+;|None\b|\bNaN\b|Markup\(|:\w+:`")
    for path, content in parsed(any_report):
        leftover = markup.search(content.text)
        assert leftover is None, f"{path.name} shows {content.text[leftover.start() - 30 : leftover.end() + 30]!r}"


def test_nothing_comes_from_a_network(any_report: Path) -> None:
    names = re.compile(r"http://www\.w3\.org/(2000/svg|1999/xlink)")
    for path, content in parsed(any_report):
        text = path.read_text(encoding="utf-8")
        for place in OUTSIDE:  # leads out when a reader follows it, and is not fetched
            text = text.replace(f'<a href="{place}', '<a href="')
        outside = re.search(r"(https?:)?//[a-z0-9]|@import|url\((?!#)", names.sub("", text))
        assert outside is None, f"{path.name}: {text[outside.start() - 40 : outside.end() + 40]!r}"
        assert content.sources == []


def test_two_builds_are_equal_byte_for_byte_and_the_second_writes_nothing(products: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    names = [path.relative_to(first) for path in pages.build(products, first)]
    pages.build(products, second)
    assert len(names) > 10
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    times = {name: (first / name).stat().st_mtime_ns for name in names}
    pages.build(products, first)
    assert {name: (first / name).stat().st_mtime_ns for name in names} == times


def test_pages_of_products_that_are_gone_are_removed(fresh_products: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    pages.build(fresh_products, out)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    for kind in ("json", "nc"):
        (fresh_products / "studies" / f"sweep.{kind}").unlink()
    pages.build(fresh_products, out)
    assert not (out / "study-sweep.html").exists()
    assert not list((out / "data").glob("sweep*"))
    assert (out / "notes.txt").exists()


def test_a_missing_name_in_a_template_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        environment().from_string("{{ derivation.titel }}").render(derivation=object())
    with pytest.raises(jinja2.UndefinedError):
        environment().get_template("symbols.html.j2").render()


def test_texts_are_escaped(report: Path) -> None:
    assert "An atom, driven and damped & alone." in words(page(report, "derivation-driven_atom.steady.html"))
    assert "with <no tag>, beside" in words(page(report, "derivation-driven_atom.steady.html"))
    text = (report / "derivation-driven_atom.steady.html").read_text(encoding="utf-8")
    assert "with &lt;no tag&gt;, beside <code>atoms.slowing</code>." in text
    assert "p. 7 <margin>" in words(page(report, "ledger-textbook_2000.html"))
    assert "no" not in page(report, "derivation-driven_atom.steady.html").tags


def test_equations_are_numbered_along_what_follows_from_what(report: Path) -> None:
    first = words(page(report, "derivation-driven_atom.steady.html"))
    assert "eq-driven_atom.steady.weak" in page(report, "derivation-driven_atom.steady.html").ids
    assert "(2.2)" in first
    assert "Follows from (2.1)" in first
    assert "Leads to (2.2)" in first


def test_steps_show_rule_before_after_and_check(report: Path) -> None:
    content = page(report, "derivation-driven_atom.steady.html")
    text = words(content)
    assert "2 steps, each checked" in text
    assert "checked substitution: exact" in text
    assert "checked series to fourth order" in text
    assert "weak drive: terms of fourth order and higher in" in text
    # The second step starts from where the first one ended, which is not drawn again.
    resonant = r"-\frac{\Gamma^2}{\Gamma^2 + \Omega^2}"
    assert [label for label in content.labels if label == resonant] == [resonant]


def test_every_formula_has_its_latex_as_text(report: Path) -> None:
    ledger = page(report, "ledger-textbook_2000.html")
    assert r"w = -\frac{\Delta^2 + \Gamma^2}{\Delta^2 + \Gamma^2 + 2 \Omega^2}" in ledger.labels
    assert all(label for _, content in parsed(report) for label in content.labels)


def test_the_ledger_has_a_row_for_every_part_with_all_that_was_found(report: Path) -> None:
    content = page(report, "ledger-textbook_2000.html")
    text = words(content)
    for anchor in ("claim-T-18", "claim-T-18--inversion", "claim-T-18--bound", "claim-T-q--q", "claim-T-p--p"):
        assert anchor in content.ids
    assert "4 claims in 5 parts: 1 refuted, 1 undetermined, 1 consistent, 1 proved and 1 given." in text
    assert "as printed -0.1111 as derived -0.2000 ratio 0.5556" in text
    assert "9 of 9 misprint-like variants refuted by the same judge" in text
    assert "Misprints 3 of 4" in text
    assert "Missing the spin" in text
    assert "level 1, agreement at points: T-weak" in text


def test_what_was_refuted_stands_with_the_formula_that_holds(report: Path) -> None:
    front, content = page(report, "index.html"), page(report, "refuted.html")
    for text in (words(front), words(content)):
        assert "1 of 5 printed statements differs from what was derived." in text
        assert "Inversion of the atom, inversion" in text
    assert r"w = -\frac{\Delta^2 + \Gamma^2}{\Delta^2 + \Gamma^2 + \Omega^2}" in content.labels
    assert "refuted.html#refuted-claim-T-18--inversion" in front.links
    assert "T-weak" not in words(page(report, "refuted.html"))


def test_the_front_page_counts_in_numbers_and_words(report: Path) -> None:
    text = words(page(report, "index.html"))
    assert "3 equations derived in 2 checked steps, 4 printed claims in 5 parts judged, 1 kernel compiled" in text
    assert re.search(r"1 ≠refuted differs from the derivation", text)


def test_symbols_show_unit_domain_default_and_use(report: Path) -> None:
    content = page(report, "symbols.html")
    text = words(content)
    assert "drive Default 3 × 10⁶ rad/s, from invented for a test." in text
    assert r"0 < p_a \le 1" in content.labels
    assert r"I \ge 1/2" in content.labels
    assert "integer or half-integer" in text
    assert "detuning, drive minus atom rad/s real (2.1), (2.2)" in text


def test_a_study_gives_its_data_away(report: Path, products: Path) -> None:
    text = words(page(report, "study-sweep.html"))
    assert "94 mG" in text
    assert "3/2 nuclear spin (the textbook)" in text
    assert (report / "data" / "sweep.nc").read_bytes() == (products / "studies" / "sweep.nc").read_bytes()
    table = (report / "data" / "sweep.p.csv").read_text(encoding="utf-8").splitlines()
    assert table[0] == "p,q"
    assert len(table) == 6
    assert float(table[5].split(",")[1]) == 2.5
    assert (report / "data" / "sweep.numbers.csv").read_text(encoding="utf-8") == "name,value\nlargest,2.5\n"


def test_a_figure_is_named_for_screen_readers_and_keeps_its_ids_apart(report: Path) -> None:
    text = (report / "study-sweep.html").read_text(encoding="utf-8")
    assert '<title id="factor-title">The factor</title><desc id="factor-desc">A falling curve.</desc>' in text
    assert 'aria-labelledby="factor-title"' in text
    assert '<path id="factor-m"' in text
    assert 'href="#factor-m"' in text
    assert "old" not in words(page(report, "study-sweep.html"))


def test_a_kernel_shows_signature_accuracy_and_source(report: Path) -> None:
    text = (report / "kernel-factor.html").read_text(encoding="utf-8")
    assert "return 1 &lt; 2 and p" in text
    shown = words(Page(text))
    assert "largest error 1.25 units in the last place of each value" in shown
    assert "held against 50 digits at 640 points" in shown
    assert "fedcba9876543210" in text


def test_equations_can_be_taken_away(report: Path) -> None:
    import json

    entries = {entry["id"]: entry for entry in json.loads((report / "data" / "equations.json").read_text("utf-8"))}
    assert set(entries) == {"driven_atom.steady.w", "driven_atom.steady.weak", "atoms.slowing.q"}
    whole = entries["driven_atom.steady.w"]
    assert whole["number"] == "2.1"
    assert {held["verdict"] for held in whole["held_against"]} == {"refuted", "proved"}
    text = (report / "data" / "equations.tex").read_text(encoding="utf-8")
    assert r"\begin{equation}\tag{2.1}\label{driven_atom.steady.w}" in text
    assert whole["latex"] in text
    for left, right in (("{", "}"), (r"\begin", r"\end")):
        assert text.count(left) == text.count(right)


def test_every_page_says_where_it_comes_from(report: Path, products: Path) -> None:
    import hashlib

    for path, content in parsed(report):
        assert "Provenance" in words(content), path.name
        assert re.search(r"Python 3\.\d+\.\d+, sympy \d", words(content)), path.name
        assert not re.search(r"\b20\d\d-\d\d-\d\d|\d\d:\d\d:\d\d", words(content)), path.name
    source = (products / "derivations" / "atoms.slowing.json").read_bytes()
    text = (report / "derivation-atoms.slowing.html").read_text(encoding="utf-8")
    assert hashlib.sha256(source).hexdigest()[:16] in text
    assert "larmor derive atoms.slowing" in text
    assert "driven_atom.steady.json" not in text


def change(derivation: Derivation, **changes: Any) -> Derivation:
    first, second = derivation.equations
    return replace(derivation, equations=(first, replace(second, **changes)))


def test_a_symbol_that_is_used_nowhere_is_an_error(
    saturation_derivation: Derivation, rewritten: Callable[[Derivation], Path], tmp_path: Path
) -> None:
    idle = Quantity(name="idle", latex="x", meaning="nothing", domain=REAL)
    table = (*saturation_derivation.equations[1].quantities, idle)
    build = rewritten(change(saturation_derivation, quantities=table))
    with pytest.raises(pages.ReportError, match="declared in driven_atom but used in none of its equations: idle"):
        pages.build(build, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_symbol_that_is_declared_nowhere_is_an_error(fresh_products: Path, tmp_path: Path) -> None:
    path = fresh_products / "derivations" / "driven_atom.steady.json"
    text = path.read_text(encoding="utf-8")
    assert '"name":"Omega"' in text
    path.write_text(text.replace('"name":"Omega"', '"name":"stray"'), encoding="utf-8")
    with pytest.raises(pages.ReportError, match=r"steady\.json .* not in its table: Omega"):
        pages.build(fresh_products, tmp_path / "out")


def test_a_bound_symbol_needs_no_declaration(
    saturation_derivation: Derivation, rewritten: Callable[[Derivation], Path], tmp_path: Path
) -> None:
    n = sp.Symbol("n", integer=True)
    step = saturation_derivation.equations[1].steps[0]
    total = replace(step, after=sp.Sum(n, (n, 1, 3)))
    build = rewritten(change(saturation_derivation, steps=(total,)))
    assert pages.build(build, tmp_path / "out")


def test_a_function_that_a_step_is_yet_to_find_is_written(
    saturation_derivation: Derivation, rewritten: Callable[[Derivation], Path], tmp_path: Path
) -> None:
    step = saturation_derivation.equations[1].steps[0]
    sought = replace(step, before=1 - sp.Function("P_none")(saturation_derivation.equations[1].quantities[0].symbol))
    pages.build(rewritten(change(saturation_derivation, steps=(sought,))), tmp_path / "out")
    labels = page(tmp_path / "out", "derivation-driven_atom.steady.html").labels
    assert any(label.startswith("1 - P_{none}") for label in labels)


def test_a_reference_to_no_equation_is_an_error(
    saturation_derivation: Derivation, rewritten: Callable[[Derivation], Path], tmp_path: Path
) -> None:
    build = rewritten(change(saturation_derivation, follows_from=("driven_atom.gone.x",)))
    with pytest.raises(pages.ReportError, match=r"no derivation produced driven_atom\.gone\.x"):
        pages.build(build, tmp_path / "out")


def test_derivations_that_follow_from_one_another_are_an_error(
    saturation_derivation: Derivation, rewritten: Callable[[Derivation], Path], tmp_path: Path
) -> None:
    build = rewritten(change(saturation_derivation, follows_from=("atoms.slowing.q",)))
    path = build / "derivations" / "atoms.slowing.json"
    text = path.read_text(encoding="utf-8")
    assert '"follows_from":[]' in text
    path.write_text(text.replace('"follows_from":[]', '"follows_from":["driven_atom.steady.weak"]'), encoding="utf-8")
    with pytest.raises(pages.ReportError, match="in a circle"):
        pages.build(build, tmp_path / "out")


@pytest.mark.parametrize("folder", ["derivations", "verdicts", "kernels", "studies", "figures"])
def test_a_broken_product_is_named(fresh_products: Path, tmp_path: Path, folder: str) -> None:
    victim = next((fresh_products / folder).glob("*.json"))
    victim.write_bytes(b'{"module": 1')
    with pytest.raises(pages.ReportError, match=re.escape(str(victim))):
        pages.build(fresh_products, tmp_path / "out")


def test_data_that_are_no_netcdf_are_named(fresh_products: Path, tmp_path: Path) -> None:
    (fresh_products / "studies" / "sweep.nc").write_bytes(b"not data")
    with pytest.raises(pages.ReportError, match=r"sweep\.nc"):
        pages.build(fresh_products, tmp_path / "out")


def test_an_empty_build_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(pages.ReportError, match="holds no derivations and no verdicts"):
        pages.build(tmp_path, tmp_path / "out")


def test_a_claim_that_occurs_twice_is_an_error(fresh_products: Path, tmp_path: Path) -> None:
    source = fresh_products / "verdicts" / "textbook_2000.chapter_2.json"
    (fresh_products / "verdicts" / "textbook_2000.chapter_3.json").write_bytes(source.read_bytes())
    with pytest.raises(pages.ReportError, match="the claim 'T-18' occurs twice"):
        pages.build(fresh_products, tmp_path / "out")


def test_derivations_alone_make_a_report(tmp_path: Path, saturation_derivation: Derivation) -> None:
    folder = tmp_path / "build" / "derivations"
    folder.mkdir(parents=True)
    (folder / "driven_atom.steady.json").write_bytes(encode(saturation_derivation))
    pages.build(tmp_path / "build", tmp_path / "out")
    assert "None of the 0 printed statements was refuted." in words(page(tmp_path / "out", "refuted.html"))
