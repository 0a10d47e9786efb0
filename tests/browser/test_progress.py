"""What takes longer than a second says that it goes on, and then how it ended."""

import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Browsing
from tests.browser.playing import Mouse

SLOW_SECONDS = 1.6


def slow(page: Page, path: str) -> None:
    def later(route: Route) -> None:
        time.sleep(SLOW_SECONDS)
        route.continue_()

    page.route(path, later)


def test_an_export(browsing: Browsing) -> None:
    page = browsing.page("/demo/log")
    slow(page, "**/admin/export")
    note = page.locator(".download [role=status]")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download CSV").click(no_wait_after=True)
    assert taken.value.suggested_filename == "request-log.csv"
    assert "reference" in Path(taken.value.path()).read_text(encoding="utf-8-sig").lower()
    expect(note).to_have_text("Done. The file is called request-log.csv.")


def test_an_export_without_a_script(browsing: Browsing) -> None:
    page = browsing.page("/demo/log", java_script_enabled=False)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download CSV").click()
    assert taken.value.suggested_filename == "request-log.csv"


def test_a_message_and_a_photo(browsing: Browsing, tmp_path: Path) -> None:
    page = browsing.page("/")
    hand = Mouse(page)
    page.evaluate("""() => {
      window.notes = [];
      document.querySelectorAll(".pane__busy").forEach((note) => new MutationObserver(() =>
        window.notes.push(note.textContent)).observe(note, { childList: true }));
    }""")
    slow(page, "**/say")
    hand.says("Sam", "A phone")
    expect(hand.pane("Sam")).not_to_have_attribute("aria-busy", "true")
    slow(page, "**/say/file")
    photo = tmp_path / "receipt.png"
    Image.new("RGB", (40, 40), "white").save(photo)
    hand.pane("Sam").locator(".attach__open").click()
    hand.pane("Sam").locator("input[type=file]").set_input_files(photo)
    hand.pane("Sam").get_by_role("button", name="Send this file").click()
    expect(hand.pane("Sam").get_by_role("link", name="Open the file")).to_be_visible()
    expect(hand.pane("Sam")).not_to_have_attribute("aria-busy", "true")
    said = page.evaluate("window.notes")
    assert "Sending. Please wait." in said
    assert "Sending the file. Please wait." in said
    assert said[-1] == ""
