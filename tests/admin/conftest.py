"""A real service with one request paid and one waiting, and the pages over it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from admin.web import routes
from bot.channels.talk_service import TalkService
from bot.writer import Writer
from flows.events import LinkAsked
from foothold.web.app import build_app
from foothold.web.shell import shell_over
from storage.lookups import people_named
from storage.store import Store
from tests.admin.talks import PAID, PHONE, STAFF, TENT, played

Pages = Callable[[str], TestClient]
"""A browser in which somebody has signed in; the empty name: nobody."""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[TalkService]:
    """FH-0001 came and was paid, FH-0002 waits for a signature."""
    made = played(tmp_path, STAFF, PHONE, PAID, TENT)
    yield made
    made.close()


@pytest.fixture
def store(service: TalkService) -> Store:
    """Its store."""
    return service.store


@pytest.fixture
def pages(service: TalkService) -> Iterator[Pages]:
    """Browsers on the admin pages."""
    writer = Writer()
    shell = shell_over(service.store, writer, ("bot.web", "admin.web"))
    app = build_app(shell, routes(shell))

    def browser(name: str) -> TestClient:
        client = TestClient(app, base_url="https://talk.example")
        client.headers["Sec-Fetch-Site"] = "same-origin"
        if name:
            client.post(f"/in/{_secret(service, name)}", follow_redirects=False)
        return client

    yield browser
    writer.close()


def _secret(service: TalkService, name: str) -> str:
    now = service.clock.now()
    with service.store.database.reading() as connection:
        (person,) = people_named(connection, service.store.vault, name, now)
    link = service.command(LinkAsked(person.id))["link"]  # type: ignore[arg-type]
    return link.rpartition("/")[2]
