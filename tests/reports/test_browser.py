"""The report in a real browser: sizes, narrow screens, contrast, filters and copying, with nothing from outside.

All pages are opened at once, each in a frame of its own on one page, at the width of a phone and of a desk.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
WIDTHS = (360, 1280)
SCHEMES = {"dark": 0, "light": 1}  # as Chromium numbers them
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--enable-logging=stderr", "--log-level=0",
)  # fmt: skip
PROBE = r"""
const said = [];
const channel = (value) => { const c = value / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const ground = (element, view) => {
  for (let box = element; box; box = box.parentElement) {
    const colour = parse(view.getComputedStyle(box).backgroundColor);
    if (colour.length < 4 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
const contrasts = (page, view) => {
  const worst = { ratio: 99, text: "" };
  const walker = page.createTreeWalker(page.body, view.NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest("script, style, svg")) continue;
    const pair = [light(parse(view.getComputedStyle(element).color)), light(ground(element, view))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < worst.ratio) Object.assign(worst, { ratio, text: node.data.trim().slice(0, 60) });
  }
  return worst;
};
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const examine = async (frame) => {
  const page = frame.contentDocument, view = frame.contentWindow;
  const answer = { name: frame.name, width: frame.width, contrast: contrasts(page, view) };
  answer.overflow = page.documentElement.scrollWidth - view.innerWidth;
  answer.resources = view.performance.getEntriesByType("resource").map((entry) => entry.name);
  for (const details of page.querySelectorAll("details")) details.open = true;
  await wait(50);
  answer.overflowOpen = page.documentElement.scrollWidth - view.innerWidth;
  answer.formulas = [...page.querySelectorAll("svg.math")].filter((svg) => svg.checkVisibility()).map((svg) => {
    const box = svg.getBoundingClientRect(), ink = svg.getBBox(), em = parseFloat(view.getComputedStyle(svg).fontSize);
    const latex = svg.getAttribute("aria-label");
    return { latex, width: box.width / em, height: box.height / em, ink: ink.width * ink.height };
  });
  answer.unreachable = [...page.querySelectorAll(".formula, .scroll, pre")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.tabIndex !== 0).length;
  answer.small = [...page.querySelectorAll("p, td, dd, li")].filter((element) => element.checkVisibility())
    .reduce((least, element) => Math.min(least, parseFloat(view.getComputedStyle(element).fontSize)), 99);
  const filters = page.querySelector(".filters");
  if (filters) {
    const shown = () => [...page.querySelectorAll("article.claim")].filter((c) => c.checkVisibility()).map((c) => c.id);
    const apply = (name, value) => {
      filters.elements[name].value = value;
      filters.dispatchEvent(new view.Event("input"));
      return shown();
    };
    answer.filters = { all: shown(), refuted: apply("verdict", "refuted"), both: apply("kind", "number") };
    apply("verdict", "");
    answer.filters.number = shown();
    apply("kind", "");
    answer.filters.words = apply("words", "DRIVE weak");
    answer.filters.status = filters.querySelector("[role=status]").textContent;
    filters.reset();
    await wait(50);
    answer.filters.again = shown();
  }
  const button = page.querySelector("button.copy");
  if (button) {
    const copied = [];
    view.navigator.clipboard.writeText = async (text) => { copied.push(text); };
    button.click();
    await wait(50);
    answer.copy = { shown: button.checkVisibility(), label: button.textContent, copied,
      expected: button.closest("[data-copies]").querySelector("[role=img]").getAttribute("aria-label") };
  }
  said.push(answer);
};
addEventListener("load", async () => {
  await wait(100);
  for (const frame of document.querySelectorAll("iframe")) await examine(frame);
  const result = document.createElement("pre");
  result.id = "said";
  result.textContent = JSON.stringify(said);
  document.body.replaceChildren(result);
});
"""


def chromium(arguments: list[str], profile: Path) -> subprocess.CompletedProcess[str]:
    assert CHROMIUM is not None
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", *arguments]
    # A machine under load may take long to start the browser; a minute is far more than it ever took.
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


@pytest.fixture(scope="module", params=SCHEMES)
def said(request: pytest.FixtureRequest, report: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the probe found on every page at every width, and the browser's own log, for one colour scheme."""
    folder = tmp_path_factory.mktemp("browser")
    frames = "".join(
        f'<iframe name="{path.name}" width="{width}" height="900" srcdoc="{text}"></iframe>'
        for path in sorted(report.glob("*.html"))
        for text in (html.escape(path.read_text("utf-8")),)
        for width in WIDTHS
    )
    # A frame follows the colour scheme of the page that holds it.
    harness = f'<!DOCTYPE html><meta name="color-scheme" content="light dark"><script>{PROBE}</script>{frames}'
    (folder / "all.html").write_text(harness, encoding="utf-8")
    done = chromium(
        [
            f"--blink-settings=preferredColorScheme={SCHEMES[request.param]}",
            "--virtual-time-budget=60000",
            "--dump-dom",
            (folder / "all.html").as_uri(),
        ],
        folder / "profile",
    )
    found = re.search(r'<pre id="said">(.*)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-2000:]
    return {"scheme": request.param, "pages": json.loads(html.unescape(found[1])), "log": done.stderr}


def test_the_console_is_silent_and_nothing_is_fetched(said: dict[str, Any]) -> None:
    assert len(said["pages"]) == 16
    assert "CONSOLE" not in said["log"], re.findall(r".*CONSOLE.*", said["log"])[:3]
    assert [page["resources"] for page in said["pages"]] == [[]] * len(said["pages"])


def test_no_page_is_wider_than_its_window(said: dict[str, Any]) -> None:
    for page in said["pages"]:
        assert page["overflow"] <= 0, page["name"]
        assert page["overflowOpen"] <= 0, f"{page['name']} with everything unfolded"


def test_formulas_have_a_size_and_ink(said: dict[str, Any]) -> None:
    formulas = [formula for page in said["pages"] for formula in page["formulas"]]
    assert len(formulas) > 50
    for formula in formulas:
        # The narrowest letter is some 0.25 em wide, the lowest 0.4 em high; no line of these tests is 60 em long.
        assert 0.2 < formula["width"] < 60, formula
        assert 0.35 < formula["height"] < 8, formula
        assert formula["ink"] > 5, formula


def test_a_tall_formula_is_taller_than_a_letter(said: dict[str, Any]) -> None:
    sizes = {formula["latex"]: formula["height"] for page in said["pages"] for formula in page["formulas"]}
    fraction = next(height for latex, height in sizes.items() if latex.startswith(r"w = -\frac"))
    assert fraction > 2 * sizes["w"]


def test_text_stands_out_from_its_ground(said: dict[str, Any]) -> None:
    # 4.5 to 1 is what level AA of the web's guidelines asks of text of normal size.
    for page in said["pages"]:
        assert page["contrast"]["ratio"] >= 4.5, (said["scheme"], page["name"], page["contrast"])
        assert page["small"] >= 12, page["name"]


def test_what_scrolls_can_be_reached_by_keyboard(said: dict[str, Any]) -> None:
    assert [page["unreachable"] for page in said["pages"]] == [0] * len(said["pages"])


def test_filters_show_what_they_name(said: dict[str, Any]) -> None:
    ledgers = [page["filters"] for page in said["pages"] if page["name"].startswith("ledger")]
    assert len(ledgers) == len(WIDTHS)
    for filters in ledgers:
        assert filters["all"] == ["claim-T-18", "claim-T-q", "claim-T-p", "claim-T-weak"]
        assert filters["refuted"] == ["claim-T-18"]
        assert filters["both"] == []
        assert filters["number"] == ["claim-T-q"]
        assert filters["words"] == ["claim-T-weak"]
        assert filters["status"] == "1 claim shown"
        assert filters["again"] == filters["all"]


def test_the_copy_button_copies_the_formula_beside_it(said: dict[str, Any]) -> None:
    copies = [page["copy"] for page in said["pages"] if "copy" in page]
    assert len(copies) >= 2 * len(WIDTHS)
    for copy in copies:
        assert copy["shown"]
        assert copy["copied"] == [copy["expected"]]
        assert copy["label"] == "Copied"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_screenshot_shows_a_page_in_its_colours(report: Path, tmp_path: Path, scheme: str) -> None:
    from matplotlib.image import imread

    shot = tmp_path / "shot.png"
    chromium(
        [
            f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
            "--window-size=800,1000",
            f"--screenshot={shot}",
            (report / "derivation-driven_atom.steady.html").as_uri(),
        ],
        tmp_path / "profile",
    )
    picture = imread(shot)[..., :3].mean(axis=2)
    assert picture.shape == (1000, 800)
    corner, contrary = picture[-1, 0], picture.min() if scheme == "light" else picture.max()
    assert (corner > 0.9) == (scheme == "light")
    assert abs(contrary - corner) > 0.6
    # Ink covers between one and thirty per cent of a page of text.
    assert 0.01 < (abs(picture - corner) > 0.3).mean() < 0.3


def test_every_page_of_the_project_s_own_report_loads_in_silence(any_report: Path, tmp_path: Path) -> None:
    """All pages at once, each in a frame, without the long examination of the small report."""
    pages = sorted(any_report.glob("*.html"))
    frames = "".join(
        f'<iframe width="1280" height="900" srcdoc="{html.escape(path.read_text("utf-8"))}"></iframe>' for path in pages
    )
    count = """addEventListener("load", () => {
      const frames = [...document.querySelectorAll("iframe")];
      const said = frames.map((f) => [f.contentDocument.querySelectorAll("main h1").length,
        f.contentWindow.performance.getEntriesByType("resource").length]);
      document.body.textContent = "found " + JSON.stringify(said) + " so"; });"""
    (tmp_path / "all.html").write_text(f"<!DOCTYPE html><script>{count}</script>{frames}", encoding="utf-8")
    done = chromium(
        ["--virtual-time-budget=60000", "--dump-dom", (tmp_path / "all.html").as_uri()], tmp_path / "profile"
    )
    found = re.search(r"<body>found (.*) so</body>", done.stdout)
    assert found is not None, done.stderr[-2000:]
    assert json.loads(found[1]) == [[1, 0]] * len(pages)
    assert "CONSOLE" not in done.stderr, re.findall(r".*CONSOLE.*", done.stderr)[:3]
