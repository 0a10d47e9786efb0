"""Which service a command is about: its database, its key, the socket of the running one.

A command looks for itself, read-only, and never writes beside a running service: its turn goes to
the service's socket, and only where none listens does the command become the writer itself.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from foothold.errors import Plain

if TYPE_CHECKING:
    from flows.events import Wire
    from flows.model import Person
    from foothold.control import Answered
    from storage.config import Config
    from storage.store import Store

DEMO_URL = "http://127.0.0.1:8000"
STARTING_SECONDS = 3.0
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service keeps its things. `programmes` and `default` are as in the configuration."""

    url: str
    key_file: Path | None = None
    public_url: str = ""
    programmes: Path | None = None
    default: str = ""


def database_file(store: "Store") -> Path | None:
    """The SQLite file, by its one real name; None on PostgreSQL, where nobody needs to ask."""
    from storage.database import SqliteDatabase

    match store.database:
        case SqliteDatabase(path=path):
            return path.resolve()
        case _:
            return None


def demo_place(data: Path, public_url: str = DEMO_URL) -> Place:
    """The demo's files in this folder."""
    return Place(f"sqlite:///{data.absolute() / 'demo.sqlite'}", data / "demo.key", public_url)


def configured_place(config: "Config") -> Place:
    """What a configuration file names."""
    found = config.programmes
    return Place(
        config.database.url,
        config.keys.master_file,
        config.web.public_url,
        found.directory,
        found.default,
    )


def chosen_place(
    config: Path | None, database: str | None, key_file: Path | None, data: Path | None
) -> Place:
    """What a command line names, which must be exactly one service."""
    match (config, database, data):
        case (Path(), None, None):
            from storage.config import load_config

            return configured_place(load_config(config))
        case (None, str(), None):
            return Place(database, key_file)
        case (None, None, Path()):
            return demo_place(data)
        case _:
            raise Plain(
                "Say which service: --config FILE, or --database URL with --key-file FILE, "
                "or --data DIR for a demo."
            )


@dataclass(frozen=True, slots=True)
class Desk:
    """A command at work on one service."""

    place: Place
    store: "Store"

    def programme(self, wanted: str | None) -> str:
        """This programme, which must be there, or the service's own."""
        packs = self.store.packs
        return packs.programme(wanted or packs.default_programme).id

    def people(self, name: str) -> "tuple[Person, ...]":
        """Everybody with this name (or id)."""
        from storage.lookups import people_named

        with self.store.database.reading() as connection:
            return people_named(connection, self.store.vault, name, self.store.clock.now())

    def person(self, name: str) -> "Person":
        """The one person with this name (or id). Raises Plain."""
        match self.people(name):
            case [person]:
                return person
            case []:
                raise Plain(f"There is nobody called {name}.")
            case several:
                ids = ", ".join(person.id for person in several)
                raise Plain(f"Several people are called {name}: use one of the ids {ids}.")

    def take(self, event: "Wire") -> "Answered":
        """The turn of this event: done by the running service, or here. Raises Plain."""
        from foothold.control import Answered, Order, send, socket_beside
        from storage.errors import SecondWriter
        from storage.turn import Incoming, take_turn

        key = self._key()
        file = database_file(self.store)
        until = time.monotonic() + STARTING_SECONDS
        while True:
            if file is not None:
                answered = send(socket_beside(file), Order(str(file), key, event))
                if answered is not None:
                    return _done(answered)
            try:
                took = take_turn(self.store, Incoming("command", key, None, event))
            except SecondWriter:
                # A service that has just started, or stopped, listens a moment later or no more.
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)
            else:
                return _done(Answered(took.status, took.results))

    def _key(self) -> str:
        # Two commands never share a key: no clock shows one process the same time twice.
        now = self.store.clock.real_now().isoformat()
        return self.store.vault.fresh_id(f"command {os.getpid()} {now}", 0)


@contextmanager
def desk(place: Place) -> Iterator[Desk]:
    """Look at a service that is there already; its database must be up to date."""
    from storage.store import Programmes, open_store

    if place.key_file is None:
        raise Plain("Say where the key is: --key-file FILE.")
    store = open_store(
        place.url,
        key_file=place.key_file,
        public_url=place.public_url,
        create=False,
        programmes=Programmes(place.programmes, place.default),
    )
    try:
        yield Desk(place, store)
    finally:
        store.close()


def _done(answered: "Answered") -> "Answered":
    if answered.status != "done":
        raise Plain("That could not be done; what was asked for is kept for a human to look at.")
    return answered
