"""Takes the pictures for the documents from the real demo: `make screenshots`.

It plays three requests from a Monday morning on that is always the same, so that a picture
changes only when the pages do.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.playing import Mouse, signs
from tests.browser.served import Served, demo, foothold, make_samples
from tests.every_page import every_page

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 780}
KILOBYTES = {"demo": 300, "phone": 150, "log": 150}


def main() -> int:
    """Write the pictures, or say why not."""
    if CHROMIUM is None:
        print("There is no Chromium to take pictures with (apt install chromium).")
        return 1
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        make_samples(data)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with demo(data) as served:
            _play(browser, served, data)
            print(f"build/screenshots: {every_page(browser, served, data)} pictures")
        browser.close()
    return 0


def _play(browser: Browser, served: Served, data: Path) -> None:
    page = _page(browser, served, DESKTOP)
    hand = Mouse(page)
    _asks_for_a_phone(hand)
    link = foothold("link", "Sam (sample)", "--data", str(data))
    _take(_chat(browser, served, link), "phone")
    hand.taps("Sam", "Send")
    signs(hand)
    hand.moves_clock("+1 day")
    _asks_for_a_bike(hand)
    hand.taps("Ali", "Look")
    hand.taps("Ali", "Approve")
    hand.taps("Ali", "Yes, approve £320.00")
    hand.taps("Bea", "Look")
    hand.moves_clock("+1 day")
    _asks_for_lessons(hand)
    hand.taps("Ali", "Look")
    page.evaluate("scrollTo(0, 0)")
    _take(page, "demo")
    page.goto("/demo/log")
    page.set_viewport_size({"width": 1280, "height": 780})
    _take(page, "log")


def _asks_for_a_phone(hand: Mouse) -> None:
    hand.says("Sam", "A phone, so I can ring my sister")
    hand.taps("Sam", "Phone and SIM")
    hand.taps("Sam", "I'll collect it")
    hand.taps("Sam", "No")
    hand.sees("Sam", "Please check.")


def _asks_for_a_bike(hand: Mouse) -> None:
    hand.says("Sam", "Hello again")
    hand.taps("Sam", "Ask for something")
    _says_each(
        hand,
        "I want to get out of the flat. I used to love cycling",
        "A bike",
        "yes a lock and helmet",
        "320",
        "seeing people",
    )
    hand.taps("Sam", "You buy it for me")
    hand.says("Sam", "nowhere to lock it up at home")
    hand.taps("Sam", "Send")


def _asks_for_lessons(hand: Mouse) -> None:
    hand.says("Sam", "And one more thing")
    hand.taps("Sam", "Ask for something")
    _says_each(hand, "I want to feel calm again", "Swimming lessons", "60", "sleeping better")
    hand.taps("Sam", "You buy it for me")
    hand.taps("Sam", "No")
    hand.taps("Sam", "Send")


def _says_each(hand: Mouse, *words: str) -> None:
    # Each answer is awaited: what is typed next belongs to the next question.
    said = hand.pane("Sam").locator(".msg--out")
    for one in words:
        before = said.count()
        hand.says("Sam", one)
        said.nth(before).wait_for()


def _page(browser: Browser, served: Served, size: ViewportSize) -> Page:
    context = browser.new_context(
        base_url=served.url, viewport=size, locale="en-GB", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/")
    return page


def _chat(browser: Browser, served: Served, link: str) -> Page:
    page = _page(browser, served, PHONE)
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    page.goto("/chat")
    return page


def _take(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(300)
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    size = file.stat().st_size // 1024
    print(f"{file.relative_to(PICTURES.parent.parent)}: {size} KB")
    assert size < KILOBYTES[name], "too big for a document"


if __name__ == "__main__":
    sys.exit(main())
