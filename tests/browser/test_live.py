"""Pages that stay open: many of them, hidden ones, a server that stops and comes back."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import Browsing, watched
from tests.browser.playing import Mouse
from tests.browser.served import Served, demo

HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
WORDS = "A phone, so I can ring my sister"


class Streams:
    """The live streams that one page holds open."""

    def __init__(self, page: Page) -> None:
        self.open: set[Request] = set()
        page.on("request", self._began)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def _began(self, asked: Request) -> None:
        if "/events?" in asked.url:
            self.open.add(asked)

    def _ended(self, asked: Request) -> None:
        self.open.discard(asked)


def test_ten_tabs_and_catching_up(browser: Browser, looked: Served) -> None:
    with watched(browser, looked.url) as browsing:
        _open_ten(browsing)


def _open_ten(browsing: Browsing) -> None:
    words = "Good morning, all ten"
    context = browsing.context()
    pages = [context.new_page() for _ in range(10)]
    streams = [Streams(page) for page in pages]
    for page in pages[:9]:
        page.goto("/")
        page.evaluate(HIDE, True)
    pages[9].goto("/")
    Mouse(pages[9]).says("Bea", words)
    for _ in range(50):  # the browser tells of a stream's end a moment after it
        if not any(one.open for one in streams[:9]):
            break
        pages[9].wait_for_timeout(20)
    assert [len(one.open) for one in streams] == [0] * 9 + [1]
    asleep = Mouse(pages[0])
    expect(asleep.pane("Bea")).not_to_contain_text(words)
    pages[0].evaluate(HIDE, False)
    asleep.sees("Bea", words, side="in")
    expect(asleep.pane("Bea").locator(".msg--in", has_text=words)).to_have_count(1)
    assert len(streams[0].open) == 1


def test_a_server_that_comes_back(data: Path, browser: Browser) -> None:
    with demo(data) as first, watched(browser, first.url) as browsing:
        browsing.expected += ["net::ERR_"]
        page = browsing.page()
        hand = Mouse(page)
        hand.says("Sam", WORDS)
        hand.sees("Sam", "What do you need?")
        assert first.stop() < 5
        expect(page.get_by_text("We lost the connection.")).to_be_visible()
        hand.composer("Ali").fill("hello")
        page.keyboard.press("Enter")
        expect(hand.pane("Ali").get_by_role("alert")).to_contain_text("That was not sent.")
        expect(hand.composer("Ali")).to_have_value("hello")
        with demo(data, first.port) as second:
            Mouse(browsing.page()).taps("Sam", "Phone and SIM")
            hand.sees("Sam", "How shall we get it to you?")
            expect(page.get_by_text("We lost the connection.")).to_be_hidden()
            hand.composer("Ali").press("Enter")
            hand.sees("Ali", "hello", side="in")
            expect(hand.pane("Ali").locator(".pane__error")).to_be_empty()
            expect(hand.pane("Sam").locator(".msg--in", has_text=WORDS)).to_have_count(1)
            page.close()
        assert second.said == ""


def test_it_stops_at_once_with_pages_open(served: Served, browsing: Browsing) -> None:
    browsing.expected += ["net::ERR_"]
    pages = [browsing.page() for _ in range(3)]
    Mouse(pages[0]).says("Sam", WORDS)
    for page in pages:
        Mouse(page).sees("Sam", "What do you need?")
    assert served.stop() < 1
    assert served.process.returncode == 0


@pytest.mark.parametrize("script", [True, False])
def test_a_double_click_sends_once(browsing: Browsing, script: bool) -> None:
    page = browsing.page(java_script_enabled=script)
    hand = Mouse(page)
    hand.composer("Sam").fill(WORDS)
    hand.pane("Sam").get_by_role("button", name="Send as Sam (sample)", exact=True).dblclick()
    hand.sees("Sam", "What do you need?")
    hand.button("Sam", "Phone and SIM").dblclick()
    hand.sees("Sam", "How shall we get it to you?")
    page.goto("/")
    for words in (WORDS, "Phone and SIM"):
        expect(hand.pane("Sam").locator(".msg--in", has_text=words)).to_have_count(1)
    expect(hand.pane("Sam").get_by_text("How shall we get it to you?")).to_have_count(1)


def test_a_photo_goes_with_the_words(browsing: Browsing, tmp_path: Path) -> None:
    photo = tmp_path / "bike.png"
    Image.new("RGB", (40, 30), "green").save(photo)
    page = browsing.page()
    hand = Mouse(page)
    hand.says("Sam", "I want to get out of the flat. I used to love cycling")
    hand.sees("Sam", "What would you need for that?")
    hand.pane("Sam").locator(".attach__open").click()
    hand.pane("Sam").get_by_label("A photo, a letter or a voice note").set_input_files(photo)
    hand.pane("Sam").get_by_role("button", name="Send this file").click()
    shown = hand.pane("Sam").get_by_role("link", name="Open the file")
    expect(shown).to_be_visible()
    expect(hand.pane("Sam").get_by_role("button", name="Send this file")).to_be_hidden()
    kept = page.request.get(str(shown.get_attribute("href")))
    assert (kept.status, kept.headers["content-type"]) == (200, "image/png")
