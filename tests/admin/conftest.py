"""A real service with one request paid and one waiting, and the pages over it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from admin.web import routes
from bot.channels.talk_service import PUBLIC_URL, TalkService
from bot.writer import Writer
from flows.events import LinkAsked
from flows.model import PersonId
from foothold.web.app import build_app
from foothold.web.shell import shell_over
from storage.clock import FrozenClock
from storage.lookups import people_named
from storage.store import Store, open_store
from storage.turn import Incoming, take_turn
from tests.admin.talks import AGAIN, PAID, PHONE, STAFF, TENT, played
from tests.storage.rows import AT

Browser = Callable[[str], TestClient]
"""A browser in which somebody has signed in; the empty name: nobody."""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[TalkService]:
    """FH-0001 came and was paid, FH-0002 waits for a signature."""
    made = played(tmp_path, STAFF, PHONE, PAID, AGAIN, TENT)
    yield made
    made.close()


@pytest.fixture
def store(service: TalkService) -> Store:
    """Its store."""
    return service.store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A store in which nothing has happened."""
    key = tmp_path / "empty.key"
    made = open_store(f"sqlite:///{tmp_path / 'empty.sqlite'}", key_file=key, clock=FrozenClock(AT))
    yield made
    made.close()


@pytest.fixture
def browser(service: TalkService) -> Iterator[Browser]:
    """Browsers on the admin pages."""
    writer = Writer()
    shell = shell_over(service.store, writer, ("bot.web", "admin.web"))
    app = build_app(shell, routes(shell))

    def opened(name: str) -> TestClient:
        client = TestClient(app, base_url=PUBLIC_URL)
        client.headers["Sec-Fetch-Site"] = "same-origin"
        if name:
            secret = _secret(service.store, name)
            assert client.post(f"/in/{secret}", follow_redirects=False).status_code == 303
        return client

    yield opened
    writer.close()


def person_id(store: Store, name: str) -> PersonId:
    """The id of the one person with this name."""
    with store.database.reading() as connection:
        (person,) = people_named(connection, store.vault, name, store.clock.now())
    return person.id


def _secret(store: Store, name: str) -> str:
    person = person_id(store, name)
    took = take_turn(store, Incoming("command", f"link {name}", None, LinkAsked(person)))
    return dict(took.results)["link"].rpartition("/")[2]
