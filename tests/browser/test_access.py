"""Everybody can read and use every page: narrow, enlarged, by keyboard, in their own colours."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Browsing, watched
from tests.browser.looking import WIDTHS, axe, faults, faults_when_spaced
from tests.browser.playing import FARTHEST, SHOWN, Mouse, Plain
from tests.browser.served import Served, foothold

PAGES = (
    "/",
    "/chat",
    "/requests",
    "/requests/FH-0001",
    "/requests/FH-0001/plan",
    "/start",
    "/inbox",
    "/pay",
    "/admin",
    "/admin?from=2027-01-01&to=2026-01-01",
    "/admin/requests/FH-0001",
    "/admin/payments",
    "/admin/funds",
    "/admin/find",
    "/nowhere",
)
Cookies = dict[str, list[Any]]
ARABIC = "هل يمكنني الحصول على هاتف؟"


@pytest.fixture(scope="module")
def served(looked: Served) -> Served:
    """These tests only look, or write to nobody in particular."""
    return looked


@pytest.fixture(scope="module")
def cookies(browser: Browser, served: Served) -> Cookies:
    """Who is signed in where: the chat is Sam's, the admin pages are Pat's."""
    data = served.errors.parent
    held: Cookies = {}
    with watched(browser, served.url) as browsing:
        page = browsing.page(foothold("link", "Sam (sample)", "--data", str(data)))
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/")
        held["/chat"] = held["/requests"] = list(page.context.cookies())
        for path, who in (("/inbox", "Ali (sample)"), ("/pay", "Kim (sample)")):
            page = browsing.page(foothold("link", who, "--data", str(data)))
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/")
            held[path] = list(page.context.cookies())
        held["/admin"] = list(browsing.page("/demo/log").context.cookies())
    return held


def opened(browsing: Browsing, path: str, cookies: Cookies, **options: Any) -> Page:
    """A page as somebody sees it who may."""
    context: BrowserContext = browsing.context(**options)
    for where, held in cookies.items():
        if path.startswith(where):
            context.add_cookies(held)
    browsing.expected += ["status of 400", "status of 404"]
    page = context.new_page()
    page.goto(path)
    return page


@pytest.mark.parametrize("path", PAGES)
def test_no_fault_at_any_width(browsing: Browsing, cookies: Cookies, path: str) -> None:
    page = opened(browsing, path, cookies)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert (width, faults(page)) == (width, [])
        assert (width, faults_when_spaced(page)) == (width, [])


def test_the_sign_in_pages(browsing: Browsing, served: Served) -> None:
    link = foothold("link", "Kim (sample)", "--data", str(served.errors.parent))
    page = browsing.page(link)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert (width, faults(page)) == (width, [])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    browsing.expected.append("status of 410")
    gone = browsing.page(link, viewport={"width": 320, "height": 700})
    assert faults(gone) == []


def test_what_opens_on_a_narrow_page(browsing: Browsing, cookies: Cookies) -> None:
    page = opened(browsing, "/chat", cookies, viewport={"width": 320, "height": 640})
    page.get_by_text("Need help now?").click()
    expect(page.get_by_role("link", name="116 123")).to_be_in_viewport()
    assert faults(page) == []
    page.get_by_text("Need help now?").click()
    page.locator(".attach__open").click()
    expect(page.get_by_role("button", name="Send this file")).to_be_in_viewport()
    assert faults(page) == []


def test_the_checks_bite(browsing: Browsing) -> None:
    page = browsing.page("/start")
    page.evaluate("""() => {
      document.querySelector("label").remove();
      const small = document.createElement("button");
      small.style.cssText = "width: 20px; height: 20px; padding: 0; margin-left: 2000px";
      document.querySelector("main").append(small);
    }""")
    found = " ".join(faults(page))
    for rule in ("label:", "button-name:", "scrolls sideways", "smaller than 24 px"):
        assert rule in found
    page.evaluate("""() => {
      const line = document.querySelector("h1");
      line.style.cssText = "width: 9em; white-space: nowrap; overflow: hidden";
    }""")
    assert "cut off" in " ".join(faults_when_spaced(page))


@pytest.mark.parametrize("path", ["/", "/chat", "/start", "/admin", "/admin/requests/FH-0001"])
def test_every_stop_of_the_keyboard_shows(browsing: Browsing, cookies: Cookies, path: str) -> None:
    page = opened(browsing, path, cookies)
    seen = set()
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.outerHTML.slice(0, 90)")
        if here in seen or here.startswith("<body"):
            break
        seen.add(here)
        assert page.evaluate(SHOWN), here
    assert len(seen) >= 5


def test_the_focus_shows_only_where_it_shows(browsing: Browsing) -> None:
    page = browsing.page("/start")
    page.keyboard.press("Tab")
    assert page.evaluate(SHOWN)
    page.evaluate("document.activeElement.style.cssText = 'outline: none; box-shadow: none'")
    assert not page.evaluate(SHOWN)


@pytest.mark.parametrize("path", ["/", "/chat", "/admin"])
def test_a_readers_own_colours(browsing: Browsing, cookies: Cookies, path: str) -> None:
    page = opened(browsing, path, cookies, forced_colors="active")
    assert axe(page) == []
    bare = page.evaluate("""() => [...document.querySelectorAll(".pill, .msg__words, textarea")]
      .filter((e) => e.checkVisibility() && getComputedStyle(e).borderTopWidth === "0px")
      .map((e) => e.className)""")
    assert bare == []


def test_nothing_moves_for_those_who_asked(browsing: Browsing) -> None:
    moves = "getComputedStyle(document.querySelector('.msg--new')).animationName"
    for wish, name in (("reduce", "none"), ("no-preference", "arrive")):
        page = browsing.page("/", reduced_motion=wish)
        Mouse(page).says("Bea", f"hello, {wish}")
        assert page.evaluate(moves) == name


def test_words_from_right_to_left(browsing: Browsing, cookies: Cookies) -> None:
    page = opened(browsing, "/chat", cookies, viewport={"width": 390, "height": 800})
    hand = Mouse(page)
    hand.says("", ARABIC)
    way = "e => getComputedStyle(e).direction"
    mine = hand.sees("", ARABIC, side="in").locator(".msg__words p")
    assert mine.evaluate(way) == "rtl"
    assert page.locator(".msg--out .msg__words p").last.evaluate(way) == "ltr"
    assert faults(page) == []


@pytest.mark.parametrize("path", ["/chat", "/requests/FH-0001", "/inbox", "/pay", "/admin"])
def test_a_page_that_is_read_from_right_to_left(
    browsing: Browsing, cookies: Cookies, path: str
) -> None:
    page = opened(browsing, path, cookies, viewport={"width": 320, "height": 700})
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert faults(page) == []


def test_a_chat_on_paper(browsing: Browsing, cookies: Cookies) -> None:
    page = opened(browsing, "/chat", cookies)
    page.emulate_media(media="print")
    expect(page.locator(".composer")).to_be_hidden()
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    cut = page.evaluate("""() => [
      ...document.querySelectorAll(".page, main, .talk, .pane, .pane__log")].filter((e) =>
      e.scrollHeight > e.clientHeight + 1 && getComputedStyle(e).overflowY !== "visible")
      .map((e) => e.className)""")
    assert cut == []
    assert page.locator(".msg").first.is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_the_newest_message_is_in_view(browsing: Browsing, script: bool) -> None:
    page = browsing.page(java_script_enabled=script)
    hand = Mouse(page) if script else Plain(page)
    hand.says("Bea", "\n\n".join(f"Line number {n} of many" for n in range(12)))
    for _ in range(2):
        newest = hand.pane("Bea").locator(".msg").last
        expect(newest).to_contain_text("Hello Bea")
        foot, floor = newest.bounding_box(), hand.pane("Bea").get_by_role("log").bounding_box()
        assert foot is not None
        assert floor is not None
        assert floor["y"] < foot["y"] + foot["height"] <= floor["y"] + floor["height"]
        page.goto("/")
