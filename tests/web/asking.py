"""Requests in the making, for tests of the pages that show them."""

from starlette.testclient import TestClient

from flows.model import PersonId
from tests.web.conftest import World

PHONE = ("A phone, so I can ring my sister", "Phone and SIM", "I'll collect it", "No", "Send")


def asks_for_a_phone(world: World, holder: PersonId) -> TestClient:
    """A request for a phone, sent; the holder's browser."""
    browser = world.signed_in(holder)
    world.says(browser, holder, *PHONE)
    return browser


def says_yes(world: World, signer: PersonId) -> TestClient:
    """The signer looks, and signs."""
    browser = world.signed_in(signer)
    world.says(browser, signer, "inbox", "Look", "Approve")
    world.taps(browser, signer, "Yes, approve £135.00")
    return browser


def says_no_and_will_tell_first(world: World, signer: PersonId) -> TestClient:
    """The signer declines, and wants to say so in their own voice first."""
    browser = world.signed_in(signer)
    world.says(
        browser,
        signer,
        "inbox",
        "Look",
        "Decline",
        "I cannot see how it helps yet",
        "I could not see why you need your own.",
        "I will tell them first",
    )
    return browser


def button_value(page: str, label: str) -> str:
    """What the button with this label posts."""
    before, found, _ = page.partition(f">{label}</button>")
    assert found, label
    return before.rpartition('value="')[2].partition('"')[0]
