"""Real databases for tests of storage, each in its own directory."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from storage.clock import FrozenClock
from storage.database import Database, open_database
from storage.schema import upgrade
from storage.store import Store, open_store

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'foothold.sqlite'}"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A migrated, empty database."""
    made = open_database(url)
    upgrade(made)
    yield made
    made.close()


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    """A whole store with a clock that stands still."""
    made = open_store(url, key_file=tmp_path / "master.key", clock=FrozenClock(AT))
    yield made
    made.close()


@pytest.fixture
def new_id() -> Callable[[], str]:
    """Ids t1, t2, …"""
    numbers = count(1)
    return lambda: f"t{next(numbers)}"
