"""What can be measured of a page: axe's rules, and what axe does not look at."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)
_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = f"axe.run(document, {{runOnly: {{type: 'tag', values: {_RULES}}}}})"

# WCAG 1.4.12.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""

# A sheet made by script is the reader's, not the page's: its policy stays as it is.
_SPACE = """(words) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(words);
  document.adoptedStyleSheets = [sheet] }"""

_CLIPPED = """() => [...document.querySelectorAll("button, a, p, h1, h2, label, td, th, strong")]
  .filter((e) => e.checkVisibility() && !e.closest(".unseen, .skip, .wordmark__name, .msg__who")
    && getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.textContent.trim().slice(0, 40))"""

# Links inside a sentence are as high as their line: WCAG 2.5.8 leaves them out.
_SMALL = """() => [...document.querySelectorAll(
    "button, summary, select, textarea, input:not([type=hidden]), nav a, td a, .pill, .wordmark")]
  .filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, r]) => r.width < 24 || r.height < 24)
  .map(([e]) => e.outerHTML.slice(0, 80))"""

_WIDER = "document.documentElement.scrollWidth > innerWidth"


def axe(page: Page) -> list[str]:
    """The rules that are broken, each with the first places."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_AXE)  # evaluated, not added: the page's own policy stays as it is
    found = page.evaluate(_RUN)
    return [
        f"{broken['id']}: {[node['target'] for node in broken['nodes']][:3]}"
        for broken in found["violations"]
    ]


def faults(page: Page) -> list[str]:
    """Everything that is wrong with a page at its present width."""
    wrong = axe(page)
    if page.evaluate(_WIDER):
        wrong.append("it scrolls sideways")
    wrong += [f"smaller than 24 px: {one}" for one in page.evaluate(_SMALL)]
    return wrong


def faults_when_spaced(page: Page) -> list[str]:
    """What a reader's own text spacing breaks."""
    page.evaluate(_SPACE, SPACING)
    wrong = [f"cut off: {one}" for one in page.evaluate(_CLIPPED)]
    if page.evaluate(_WIDER):
        wrong.append("it scrolls sideways when spaced")
    page.evaluate("() => { document.adoptedStyleSheets = [] }")
    return wrong
