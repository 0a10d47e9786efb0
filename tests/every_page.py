"""A picture of every page at three widths, into build/screenshots: for people to look at.

`make screenshots` calls it. None of these is committed; the documents have their own.
"""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.looking import WIDTHS
from tests.browser.served import Served, foothold

FOLDER = Path(__file__).parent.parent / "build" / "screenshots"
HEIGHT = 900
PEOPLE = {"sam": "Sam (sample)", "ali": "Ali (sample)", "kim": "Kim (sample)"}
PAGES: dict[str, tuple[str, ...]] = {
    "": ("/", "/start", "/nowhere"),
    "sam": (
        "/chat",
        "/requests",
        "/requests/FH-0001",
        "/requests/FH-0001/plan",
        "/sessions",
        "/pin",
    ),
    "ali": ("/inbox", "/inbox/FH-0003"),
    "pat": (
        "/admin",
        "/admin/requests/FH-0001",
        "/admin/payments",
        "/admin/late",
        "/admin/funds",
        "/admin/find",
    ),
    "kim": ("/pay", "/pay/FH-0001", "/inbox"),
}


def every_page(browser: Browser, served: Served, data: Path) -> int:
    """Take them all; how many there are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken = 0
    for who, paths in PAGES.items():
        page = signed_in(browser, served, data, who)
        for path in paths:
            taken += _at_each_width(page, f"{who or 'anybody'}{path}", _opened(page, path))
        page.context.close()
    return taken


def signed_in(browser: Browser, served: Served, data: Path, who: str) -> Page:
    """A page of somebody who has used their link; of nobody, when `who` is empty."""
    context = browser.new_context(base_url=served.url, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    if who == "pat":
        page.goto("/demo/log")
    elif who:
        page.goto(foothold("link", PEOPLE[who], "--data", str(data)))
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/")
    return page


def _opened(page: Page, path: str) -> Callable[[], object]:
    return lambda: page.goto(path)


def _at_each_width(page: Page, name: str, opened: Callable[[], object]) -> int:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        opened()
        page.wait_for_timeout(150)
        file = FOLDER / f"{name.replace('/', '-').strip('-')}-{width}.png"
        page.screenshot(path=file, full_page=True)
    return len(WIDTHS)
