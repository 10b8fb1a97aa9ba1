"""The report under axe-core: no violation of level A or AA of the web's guidelines, light and dark, wide and narrow.

axe-core comes from the npm registry and lies in the environment, not in the tree; ``make test`` fetches it.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.reports.test_browser import CHROMIUM, SCHEMES, WIDTHS, chromium

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".venv/axe/node_modules/axe-core/axe.min.js"
BUILT = ROOT / "build/report"
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
    pytest.mark.skipif(not AXE.is_file(), reason="no axe-core in the environment: `make test` fetches it with npm"),
]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASK = """
addEventListener("load", async () => {
  const said = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const found = await frame.contentWindow.axe.run(frame.contentDocument, {
      runOnly: { type: "tag", values: LEVELS }, resultTypes: ["violations"], iframes: false });
    const violations = found.violations.map(
      (entry) => ({ rule: entry.id, help: entry.help, at: entry.nodes.slice(0, 3).map((node) => node.html) }));
    said.push({ page: frame.name, checked: found.passes.length, violations });
  }
  const result = document.createElement("pre");
  result.id = "said";
  result.textContent = JSON.stringify(said);
  document.body.replaceChildren(result);
});
"""


def examined(pages: dict[str, str], scheme: str, folder: Path) -> list[dict[str, Any]]:
    """What axe-core says of each page at each width."""
    # Written so that no page can end the element: axe-core has "</script" in none of its strings, which is asserted.
    axe = AXE.read_text("utf-8")
    assert "</script" not in axe
    frames = "".join(
        f'<iframe name="{name}" width="{width}" height="900" srcdoc="{html.escape(spliced)}"></iframe>'
        for name, text in pages.items()
        for spliced in (text.replace("</head>", f"<script>{axe}</script></head>", 1),)
        for width in WIDTHS
    )
    ask = f"const LEVELS = {json.dumps(LEVELS)};{ASK}"
    harness = f'<!DOCTYPE html><meta name="color-scheme" content="light dark"><script>{ask}</script>{frames}'
    (folder / "axe.html").write_text(harness, encoding="utf-8")
    done = chromium(
        [
            f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
            "--virtual-time-budget=120000",
            "--dump-dom",
            (folder / "axe.html").as_uri(),
        ],
        folder / "profile",
    )
    found = re.search(r'<pre id="said">(.*)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stderr[-2000:]
    said: list[dict[str, Any]] = json.loads(html.unescape(found[1]))
    return said


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_page_violates_the_guidelines(report: Path, tmp_path: Path, scheme: str) -> None:
    pages = {path.name: path.read_text("utf-8") for path in sorted(report.glob("*.html"))}
    said = examined(pages, scheme, tmp_path)
    assert len(said) == len(pages) * len(WIDTHS)
    for page in said:
        assert page["violations"] == [], f"{page['page']}, {scheme}"
        # On every page some dozens of rules find something to judge.
        assert page["checked"] > 10


@pytest.mark.skipif(not BUILT.is_dir(), reason="no report in build/: `make test` makes it first")
def test_no_page_of_the_project_s_own_report_violates_them(tmp_path: Path) -> None:
    pages = {path.name: path.read_text("utf-8") for path in (BUILT / "index.html", *sorted(BUILT.glob("paper-*.html")))}
    for page in examined(pages, "light", tmp_path):
        assert page["violations"] == [], page["page"]


def test_a_violation_is_seen(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><head><title></title></head><body><img src='data:,'><p>Text</p></body></html>"
    (first, _) = examined({"bad.html": page}, "light", tmp_path)
    assert {"image-alt", "html-has-lang", "document-title"} <= {violation["rule"] for violation in first["violations"]}
