"""A turn on a full disk says so, leaves nothing behind, and works as soon as there is room.

Every turn of a talk meets the full disk before it may happen. In a process of its own, because a
limit on the size of files holds for everything in a process.
"""

import resource
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import text

from storage.errors import DiskTrouble
from storage.store import Store
from storage.verify import verify
from tests.crash.ends import Rows, first_difference, rows_of
from tests.recording import record
from tests.replay import ReplayAct, Take, open_in, perform

TALK = Path(__file__).parents[1] / "talks" / "journey-a-stay-connected.talk"
PAGE = 4096
NO_LIMIT = 2**31 - 1


@contextmanager
def _files_may_not_grow(_store: Store, folder: Path, pages: int) -> Generator[None]:
    """The operating system refuses writes beyond here (the disk cannot be written)."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = (folder / "talk.sqlite-wal").stat().st_size + pages * PAGE
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def _no_more_pages(store: Store, _folder: Path, pages: int) -> Generator[None]:
    """The database may take a few more pages (the disk is full)."""
    with store.database.writing() as connection:
        now = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count = {now + pages}"))
    try:
        yield
    finally:
        with store.database.writing() as connection:
            connection.execute(text(f"PRAGMA max_page_count = {NO_LIMIT}"))


Full = Callable[[Store, Path, int], AbstractContextManager[None]]


def _every_turn_meets_a_full_disk(top: Path, full: Full) -> int:
    """How many turns were refused; raises AssertionError for what must not be."""
    acts, expected = _undisturbed(top)
    refused = 0
    with closing(_begun(top, "full")) as store:
        for number, act in enumerate(acts):
            if isinstance(act, Take) and number:
                refused += _refused(store, act, full(store, top / "full", number % 3))
            perform(store, act, _nothing)
        assert first_difference(expected, rows_of(store)) is None
        with store.database.reading() as connection:
            assert verify(connection) is None
    return refused


def _refused(store: Store, act: Take, full: AbstractContextManager[None]) -> int:
    before = rows_of(store)
    with full:
        try:
            perform(store, act, _nothing)
        except DiskTrouble:
            assert first_difference(before, rows_of(store)) is None
            return 1
    return 0


def _undisturbed(top: Path) -> tuple[tuple[ReplayAct, ...], Rows]:
    (top / "template").mkdir()
    open_in(top / "template").close()
    _begun(top, "recorded").close()
    acts = record(TALK, top / "recorded")
    with closing(_begun(top, "undisturbed")) as store:
        for act in acts:
            perform(store, act, _nothing)
        return acts, rows_of(store)


def _begun(top: Path, name: str) -> Store:
    (top / name).mkdir()
    for file in ("talk.sqlite", "talk.key"):
        copy(top / "template" / file, top / name / file)
    return open_in(top / name)


def _nothing() -> None:
    """Nothing is pushed."""


@pytest.mark.parametrize(
    ("full", "at_least"), [(_files_may_not_grow, 20), (_no_more_pages, 1)], ids=["files", "pages"]
)
def test_a_full_disk_loses_nothing(full: Full, at_least: int, tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        refused = other.submit(_every_turn_meets_a_full_disk, tmp_path, full).result()
    assert refused >= at_least
