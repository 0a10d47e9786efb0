"""A phone, from the first words to whether it helped: by mouse, by keyboard, without a script."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Browsing
from tests.browser.playing import Keyboard, Plain, whole_journey


def test_by_mouse(played: Path) -> None:
    """Playing it is what makes these files, on which other tests go on."""
    assert (played / "errors.txt").read_text(encoding="utf-8") == ""


def test_by_keyboard_alone(browsing: Browsing) -> None:
    page = browsing.page()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    whole_journey(Keyboard(page))


def test_without_javascript(browsing: Browsing) -> None:
    whole_journey(Plain(browsing.page(java_script_enabled=False)))
