"""A phone that others may see: PIN, idle lock, [Hide this page], and what Back shows."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect
from starlette.types import ASGIApp

import bot.web
from bot.service import service_of
from flows.events import LinkAsked, PersonAdded, Wire
from flows.model import PersonId
from foothold.web.app import build_app
from foothold.web.shell import shell_over
from storage.clock import FrozenClock
from storage.store import Store, open_store
from storage.turn import Incoming, take_turn
from tests.browser.conftest import Browsing, watched
from tests.browser.looking import WIDTHS, faults

PIN = "493817"
SECRET = "I want to see my sister"
SHUT = "status of 423"
FACTS: dict[str, bool | int | str] = {"in_treatment": True, "cluster": 5}


@dataclass
class Home:
    """A service whose clock the test holds, and Sam's link."""

    url: str
    clock: FrozenClock
    store: Store
    _numbers: "count[int]"

    def link(self) -> str:
        """A new one-time link for Sam."""
        return self._command(LinkAsked(self._sam)).get("link", "")

    def meet(self) -> None:
        """Sam is here."""
        added = PersonAdded("Sam", "city-hackney-2019", "north", None, FACTS)
        self._sam = PersonId(self._command(added)["person"])

    def _command(self, event: Wire) -> dict[str, str]:
        update = f"door-{next(self._numbers)}"
        return dict(take_turn(self.store, Incoming("command", update, None, event)).results)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """The real application on a port of its own."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        clock = FrozenClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
        store = open_store(
            f"sqlite:///{tmp_path / 'door.sqlite'}",
            key_file=tmp_path / "door.key",
            clock=clock,
            public_url=url,
        )
        made = Home(url, clock, store, count(1))
        made.meet()
        with _serving(store, listening):
            yield made
        store.close()


@contextmanager
def _serving(store: Store, listening: socket.socket) -> Iterator[None]:
    service = service_of(store)
    shell = shell_over(store, service.writer, ("bot.web",))
    app: ASGIApp = build_app(shell, bot.web.routes(shell, service))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield
    finally:
        service.hub.close()
        server.should_exit = True
        thread.join(20)
        service.writer.close()


@pytest.fixture
def browsing(browser: Browser, home: Home) -> Iterator[Browsing]:
    """Pages of it."""
    with watched(browser, home.url) as browsing:
        # What is shut says so with a status that the browser's console repeats.
        browsing.expected.append(SHUT)
        yield browsing


def signed_in(browsing: Browsing, home: Home, **options: object) -> Page:
    """Sam's page, with words on it."""
    page = browsing.page(home.link(), **options)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Write a message").fill(SECRET)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text(SECRET)
    return page


def set_pin(page: Page) -> None:
    page.get_by_role("link", name="PIN").click()
    page.get_by_label("Choose a PIN").fill(PIN)
    page.get_by_role("button", name="Set it").click()
    expect(page.get_by_role("status")).to_have_text("It is done.")
    page.get_by_role("link", name="Back to the chat").click()
    expect(page.get_by_role("log")).to_contain_text(SECRET)


def shows_nothing(page: Page) -> None:
    expect(page.locator("body")).not_to_contain_text("sister")
    expect(page.locator("body")).not_to_contain_text("Foothold")
    expect(page).to_have_title("Messages")


def test_the_lock_and_the_pin(browsing: Browsing, home: Home) -> None:
    page = signed_in(browsing, home)
    expect(page).to_have_title("Messages")
    set_pin(page)
    home.clock.advance(timedelta(minutes=5))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type your PIN")
    shows_nothing(page)
    page.get_by_label("Your PIN").fill("0000")
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#wrong")).to_have_text("That PIN is not right. You have 4 tries left.")
    page.get_by_label("Your PIN").fill(PIN)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("log")).to_contain_text(SECRET)


def test_a_page_that_is_left_locks_itself(browsing: Browsing, home: Home) -> None:
    context = browsing.context()
    page = context.new_page()
    page.clock.install()
    page.goto(home.link())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Write a message").fill(SECRET)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text(SECRET)
    set_pin(page)
    home.clock.advance(timedelta(minutes=5))
    page.clock.run_for(5 * 60 * 1000 + 3000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Type your PIN")
    shows_nothing(page)


@pytest.mark.parametrize("script", [True, False])
def test_hide_and_back(browsing: Browsing, home: Home, script: bool) -> None:
    page = signed_in(browsing, home, java_script_enabled=script)
    page.get_by_role("button", name="Hide this page").click()
    expect(page).to_have_url(f"{home.url}/away")
    shows_nothing(page)
    page.go_back()
    shows_nothing(page)
    page.goto("/chat")
    shows_nothing(page)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("log")).to_contain_text(SECRET)


def test_back_after_the_lock_shows_nothing(browsing: Browsing, home: Home) -> None:
    page = signed_in(browsing, home)
    set_pin(page)
    page.get_by_role("link", name="PIN").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your PIN")
    home.clock.advance(timedelta(minutes=5))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type your PIN")
    shows_nothing(page)


def test_every_one_of_these_pages_can_be_used(browsing: Browsing, home: Home) -> None:
    page = signed_in(browsing, home)
    set_pin(page)
    page.goto("/pin")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page) == []
    page.goto("/away")
    assert faults(page) == []
    home.clock.advance(timedelta(minutes=5))
    page.goto("/chat")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page) == []


def test_a_voice_note_can_be_sent_and_played(browsing: Browsing, home: Home) -> None:
    page = signed_in(browsing, home)
    page.locator(".attach__open").click()
    note = Path(__file__).parents[1] / "talks/care/voice-note.wav"
    page.locator("input[type=file]").set_input_files(str(note))
    page.get_by_role("button", name="Send this file").click()
    player = page.locator("audio").first
    expect(player).to_be_visible()
    player.evaluate("(sound) => { sound.preload = 'auto'; sound.load() }")
    page.wait_for_function("() => document.querySelector('audio').duration > 1.9")
    assert faults(page) == []


def test_a_voice_note_can_be_recorded(browsing: Browsing, home: Home) -> None:
    page = signed_in(browsing, home, permissions=["microphone"])  # Chromium's own test tone
    page.locator(".attach__open").click()
    page.get_by_role("button", name="Record a voice note").click()
    expect(page.locator(".attach__state")).to_have_text("We are recording.")
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Stop and send").click()
    expect(page.locator("audio").first).to_be_visible()
