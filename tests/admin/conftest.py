"""A real service with one request paid and one waiting, and the pages over it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from starlette.testclient import TestClient

from admin.web import routes
from bot.channels.talk_service import PUBLIC_URL, TalkService, open_service
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


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """The files of a service in which FH-0001 came and was paid and FH-0002 waits for a signature,
    and when that was. Played once; each test has a copy."""
    folder = tmp_path_factory.mktemp("told")
    made = played(folder, STAFF, PHONE, PAID, AGAIN, TENT)
    made.close()
    return folder, made.clock.at


@pytest.fixture
def service(told: tuple[Path, datetime], tmp_path: Path) -> Iterator[TalkService]:
    """That service, to do with as a test likes."""
    folder, at = told
    copied = copytree(folder, tmp_path / "service")
    opened = open_service(copied)
    opened.clock.at = at
    made = TalkService(opened.store, opened.clock, count(1000))  # its acts so far have numbers
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
    asked = Incoming("command", f"link {name} {store.clock.now()}", None, LinkAsked(person))
    took = take_turn(store, asked)
    return dict(took.results)["link"].rpartition("/")[2]
