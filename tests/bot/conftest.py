"""A real store for tests of the running service."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.writer import Writer
from storage.clock import FrozenClock
from storage.store import Store, open_store

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FrozenClock:
    """Monday morning, until it is told otherwise."""
    return FrozenClock(AT)


@pytest.fixture
def store(tmp_path: Path, clock: FrozenClock) -> Iterator[Store]:
    """An empty service."""
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    made = open_store(
        url, key_file=tmp_path / "bot.key", clock=clock, public_url="http://localhost:8000"
    )
    yield made
    made.close()


@pytest.fixture
def writer() -> Iterator[Writer]:
    """A writer thread."""
    made = Writer()
    yield made
    made.close()
