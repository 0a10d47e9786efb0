"""A whole service behind a test client: a real store, sample people, no network."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

import bot.web
from bot.service import Service, service_of
from bot.web.demo_panes import Demo, DemoPane
from flows.events import LinkAsked, PersonAdded, StaffAdded, Wire
from flows.model import ChatId, PersonId, Role
from foothold.web.app import build_app
from foothold.web.shell import shell_over
from storage.clock import FrozenClock
from storage.lookups import web_chat_of
from storage.repositories.transcript import ShownMessage, shown
from storage.store import Store, open_store
from storage.turn import Incoming, take_turn

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
URL = "http://localhost:8000"
PROGRAMME = "city-hackney-2019"
FACTS: dict[str, bool | int | str] = {
    "in_treatment": True,
    "cluster": 5,
    "ready_for_discharge": True,
}


@dataclass
class World:
    """The service and the people in it."""

    store: Store
    service: Service
    clock: FrozenClock
    _numbers: "count[int]"

    def command(self, event: Wire) -> dict[str, str]:
        """An administrator's turn."""
        update = f"test-{next(self._numbers)}"
        return dict(take_turn(self.store, Incoming("command", update, None, event)).results)

    def staff(self, name: str, role: Role) -> PersonId:
        """Somebody who works here."""
        return PersonId(self.command(StaffAdded(name, role, PROGRAMME, "north"))["person"])

    def holder(self, name: str, by: PersonId) -> PersonId:
        """A budget holder."""
        added = PersonAdded(name, PROGRAMME, "north", by, FACTS)
        return PersonId(self.command(added)["person"])

    def chat(self, person: PersonId) -> ChatId:
        """Their web chat."""
        with self.store.database.reading() as connection:
            found = web_chat_of(connection, person)
        assert found is not None
        return found

    def link(self, person: PersonId) -> str:
        """The path of a new one-time link."""
        return self.command(LinkAsked(person))["link"].removeprefix(URL)

    def says(self, browser: TestClient, person: PersonId, *words: str) -> None:
        """Type each of these in their chat, one after the other; labels of buttons do too."""
        for one in words:
            nonce = f"{next(self._numbers):026d}"
            form = {"chat": self.chat(person), "nonce": nonce, "text": one}
            assert browser.post("/say", data=form).status_code == 200

    def taps(self, browser: TestClient, person: PersonId, label: str) -> None:
        """Press the newest button with this label in their chat."""
        buttons = [b for m in self.messages(self.chat(person)) for b in m.buttons]
        token = next(b.token for b in reversed(buttons) if b.label == label)
        nonce = f"{next(self._numbers):026d}"
        form = {"chat": self.chat(person), "nonce": nonce, "token": token}
        assert browser.post("/say", data=form).status_code == 200

    def messages(self, chat: ChatId) -> tuple[ShownMessage, ...]:
        """What the chat looks like."""
        with self.store.database.reading() as connection:
            return shown(connection, self.store.vault, chat, 0, 100)

    def app(self, demo: Demo | None = None) -> ASGIApp:
        """The web application."""
        shell = shell_over(self.store, self.service.writer, ("bot.web",))
        return build_app(shell, bot.web.routes(shell, self.service, demo))

    def browser(self, demo: Demo | None = None) -> TestClient:
        """A browser of its own, which asks from our own pages."""
        return TestClient(
            self.app(demo),
            base_url=URL,
            headers={"sec-fetch-site": "same-origin"},
            raise_server_exceptions=False,
        )

    def signed_in(self, person: PersonId) -> TestClient:
        """A browser that has used a link."""
        browser = self.browser()
        assert browser.post(self.link(person), follow_redirects=False).status_code == 303
        return browser


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A service with nobody in it yet."""
    clock = FrozenClock(AT)
    store = open_store(
        f"sqlite:///{tmp_path / 'web.sqlite'}",
        key_file=tmp_path / "web.key",
        clock=clock,
        public_url=URL,
    )
    service = service_of(store)
    yield World(store, service, clock, count(1))
    service.writer.close()
    store.close()


@pytest.fixture
def ali(world: World) -> PersonId:
    """A care co-ordinator."""
    return world.staff("Ali", Role.CARE_CO_ORDINATOR)


@pytest.fixture
def sam(world: World, ali: PersonId) -> PersonId:
    """A budget holder of Ali's."""
    return world.holder("Sam", ali)


@pytest.fixture
def demo(world: World, sam: PersonId, ali: PersonId) -> Demo:
    """Two panes."""
    return Demo(
        (
            DemoPane(world.chat(sam), "Sam", "Budget holder"),
            DemoPane(world.chat(ali), "Ali", "Care co-ordinator"),
        ),
        ("Ask for a phone as Sam.",),
    )
