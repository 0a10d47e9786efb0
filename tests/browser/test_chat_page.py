"""The service itself: one signed-in person, one chat; links, invites, codes, signing out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Browsing, watched
from tests.browser.playing import Mouse
from tests.browser.served import configured, foothold, service

FACTS = ("cluster=5", "in_treatment=yes", "ready_for_discharge=yes")
GONE = "status of 410"


@dataclass
class Clinic:
    """A running service with a care co-ordinator, and its command line."""

    config: Path
    url: str
    ali: str

    def call(self, *command: str) -> str:
        """A command beside the service."""
        return foothold(*command, "--config", str(self.config))

    def invite(self, name: str) -> tuple[str, str]:
        """Link and code for somebody new."""
        facts = [word for fact in FACTS for word in ("--fact", fact)]
        told = self.call("invite", name, "--by", "Ali", *facts)
        found = re.fullmatch(r"Link: (\S+)\nCode: (\S+)", told)
        assert found is not None
        return found[1], found[2]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    config = configured(tmp_path_factory.mktemp("clinic"))
    with service(config) as running:
        options = ("--team", "north", "--config", str(config))
        ali = foothold("staff", "add", "Ali", "care_co_ordinator", *options)
        foothold("fund", "top-up", "city-hackney-2019", "£5,000", "--config", str(config))
        yield Clinic(config, running.url, ali)
    assert running.said == ""


@pytest.fixture
def browsing(browser: Browser, clinic: Clinic) -> Iterator[Browsing]:
    """Pages of the service."""
    with watched(browser, clinic.url) as browsing:
        yield browsing


def enrolled(browsing: Browsing, clinic: Clinic, name: str) -> Page:
    """The page of somebody who came in by their invite."""
    link, _ = clinic.invite(name)
    page = browsing.page(link)
    page.get_by_role("button", name="Begin").click()
    hand = Mouse(page)
    hand.sees("", f"Hello {name}")
    hand.button("", "Yes, let us start").click()
    hand.button("", "Skip all").click()
    hand.sees("", "What would help you to get and stay well?")
    return page


def test_a_one_time_link(browsing: Browsing, clinic: Clinic) -> None:
    enrolled(browsing, clinic, "Kit").close()
    link = clinic.call("link", "Kit")
    page, late = browsing.page(link), browsing.page(link)
    page.reload()
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{clinic.url}/chat")
    Mouse(page).sees("", "What would help you to get and stay well?")
    browsing.expected.append(GONE)
    late.get_by_role("button", name="Sign in").click()
    for _ in range(2):
        title = late.get_by_role("heading", level=1)
        expect(title).to_have_text("This link has been used, or is too old")
        expect(late.get_by_role("main")).to_contain_text("Your care co-ordinator can make one")
        late.goto(link)
    late.goto("/chat")
    expect(late).to_have_url(f"{clinic.url}/start")


def test_an_invite_and_the_co_ordinator_who_gave_it(browsing: Browsing, clinic: Clinic) -> None:
    staff = browsing.page(clinic.ali)
    staff.get_by_role("button", name="Sign in").click()
    expect(staff).to_have_url(f"{clinic.url}/chat")
    page = enrolled(browsing, clinic, "Noa")
    Mouse(staff).sees("", "Noa")
    hand = Mouse(page)
    hand.says("", "A phone, so I can ring my sister")
    hand.taps("", "Phone and SIM")
    hand.taps("", "I'll collect it")
    hand.taps("", "No")
    hand.taps("", "Send")
    hand.sees("", "This is not a yes yet.")
    Mouse(staff).taps("", "Look")
    Mouse(staff).sees("", "In their words: A phone, so I can ring my sister")


def test_a_stranger_with_a_code(browsing: Browsing, clinic: Clinic) -> None:
    _, code = clinic.invite("Ida")
    page = browsing.page("/")
    expect(page).to_have_url(f"{clinic.url}/start")
    page.get_by_label("Your code").fill("AAAAA-AAAAA")
    page.get_by_role("button", name="Start").click()
    Mouse(page).sees("", "That code does not work.")
    Mouse(page).says("", code.lower())
    Mouse(page).sees("", "Hello Ida")


def test_a_stranger_without_a_code_is_answered_kindly(browsing: Browsing) -> None:
    page = browsing.page("/start", java_script_enabled=False)
    browsing.expected.append("status of 400")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("Type the code first.")).to_be_visible()
    page.get_by_label("Your code").fill("no idea")
    page.get_by_role("button", name="Start").click()
    Mouse(page).sees("", "ask your care team for a new one")


def test_signing_out_leaves_nothing_behind(browsing: Browsing, clinic: Clinic) -> None:
    page = enrolled(browsing, clinic, "Una")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{clinic.url}/start")
    page.go_back()
    expect(page).to_have_url(f"{clinic.url}/start")
    page.goto("/chat")
    expect(page).to_have_url(f"{clinic.url}/start")
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_a_page_left_open_after_signing_out_says_so(browsing: Browsing, clinic: Clinic) -> None:
    page = enrolled(browsing, clinic, "Ray")
    other = page.context.new_page()
    other.goto("/chat")
    other.get_by_role("button", name="Sign out").click()
    expect(other).to_have_url(f"{clinic.url}/start")
    browsing.expected.append("status of 403")
    hand = Mouse(page)
    hand.composer("").fill("hello")
    page.keyboard.press("Enter")
    expect(hand.pane("").get_by_role("alert")).to_contain_text("You are signed out.")
    expect(hand.composer("")).to_have_value("hello")
