"""The inbox and the payer's list in a browser: beside each other, alone on a phone, by keyboard,
without a script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Browsing
from tests.browser.looking import WIDTHS, faults, faults_when_spaced
from tests.browser.playing import Keyboard, Mouse, Plain
from tests.browser.served import Served, foothold


def signed_in(browsing: Browsing, served: Served, name: str, **options: object) -> Page:
    link = foothold("link", f"{name} (sample)", "--data", str(served.errors.parent))
    page = browsing.page(link, **options)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    return page


def asked(browsing: Browsing) -> None:
    """Sam has asked for a phone."""
    hand = Mouse(browsing.page("/"))
    hand.says("Sam", "A phone, so I can ring my sister")
    for label in ("Phone and SIM", "I'll collect it", "No", "Send"):
        hand.taps("Sam", label)
    hand.sees("Sam", "FH-0001")


def test_list_and_card(browsing: Browsing, served: Served) -> None:
    asked(browsing)
    page = signed_in(browsing, served, "Ali")
    page.goto("/inbox")
    page.get_by_role("link", name="FH-0001").click()
    listed = page.locator("#desk-title")
    card = page.get_by_text("In their words: A phone, so I can ring my sister").first
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        expect(card).to_be_visible()
        if width < 768:
            expect(listed).to_be_hidden()
            expect(page.get_by_role("link", name="Back to the list")).to_be_visible()
        else:
            expect(listed).to_be_visible()
        assert (width, faults(page)) == (width, [])
        assert (width, faults_when_spaced(page)) == (width, [])


def test_the_card_follows_what_is_done_in_the_chat(browsing: Browsing, served: Served) -> None:
    asked(browsing)
    page = signed_in(browsing, served, "Ali")
    page.goto("/inbox/FH-0001")
    page.locator("#desk-card").get_by_role("button", name="Approve").click()
    page.wait_for_url("**/inbox/FH-0001*")
    Mouse(page).taps("", "Yes, approve £135.00")
    expect(page.locator("#desk-list")).to_contain_text("Nothing waits for you.")
    card = page.locator("#desk-card")
    expect(card.get_by_role("button", name="Approve")).to_have_count(0)
    expect(card.get_by_role("button", name="Met another way")).to_be_visible()


@pytest.mark.parametrize("way", ["keyboard", "plain"])
def test_signing_and_paying_otherwise(browsing: Browsing, served: Served, way: str) -> None:
    asked(browsing)
    script = way == "keyboard"
    for name, path, button in (("Ali", "/inbox", "Approve"), ("Kim", "/pay", "Mark paid")):
        page = signed_in(browsing, served, name, java_script_enabled=script)
        page.goto(path)
        hand = Keyboard(page) if script else Plain(page)
        if isinstance(hand, Keyboard):
            hand.reach(page.get_by_role("link", name="FH-0001"))
            page.keyboard.press("Enter")
            page.wait_for_url(f"**{path}/FH-0001")
            hand.reach(page.locator("#desk-card").get_by_role("button", name=button))
            page.keyboard.press("Enter")
        else:
            page.get_by_role("link", name="FH-0001").click()
            page.locator("#desk-card").get_by_role("button", name=button).click()
        page.wait_for_url(f"**{path}/FH-0001#pane-*")
        if name == "Ali":
            hand.taps("", "Yes, approve £135.00")
        else:
            hand.says("", "£135.00 INV-7")
        page.wait_for_url(f"**{path}/FH-0001**")
    page = signed_in(browsing, served, "Sam", java_script_enabled=script)
    page.goto("/requests/FH-0001")
    expect(page.get_by_text("It is paid. Has it come?")).to_be_visible()
