"""After every talk the audit log, the money and the requests agree; a changed row is found."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import select

from storage.audit import seal
from storage.store import Store
from storage.tables import audit, request
from storage.verify import FOLDED, REQUEST_STREAM, fold, verify
from tests.recording import record
from tests.replay import open_in

TALKS = Path(__file__).parents[1] / "talks"
FILES = sorted(TALKS.rglob("*.talk"))
PAID = TALKS / "journey-a-stay-connected.talk"


@pytest.mark.parametrize("talk", FILES, ids=lambda path: str(path.relative_to(TALKS)))
def test_everything_agrees_after_the_talk(talk: Path, tmp_path: Path) -> None:
    record(talk, tmp_path)
    with closing(open_in(tmp_path)) as store, store.database.reading() as connection:
        assert verify(connection) is None
        for row in connection.execute(select(request)):
            facts = connection.scalars(
                select(audit.c.facts)
                .where(audit.c.stream == f"{REQUEST_STREAM}{row.id}")
                .order_by(audit.c.seq)
            )
            folded = fold([json.loads(one) for one in facts])
            assert set(folded) >= {"state", "version", "amount_pence"}
            assert folded == {name: getattr(row, name) for name in FOLDED if name in folded}
            assert row.paid_pence == folded.get("paid_pence", 0)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a talk in which somebody was paid for, closed and sealed."""
    folder = tmp_path_factory.mktemp("played")
    record(PAID, folder)
    with closing(open_in(folder)) as store, store.database.writing() as connection:
        assert seal(connection, store.clock.now()) is not None
    return folder


@pytest.fixture
def broken(played: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database of that talk, in the hands of somebody who has the file and no scruples."""
    for name in ("talk.sqlite", "talk.key"):
        copy(played / name, tmp_path / name)
    with closing(sqlite3.connect(tmp_path / "talk.sqlite", isolation_level=None)) as raw:
        for (trigger,) in _triggers(raw):
            raw.execute(f'DROP TRIGGER "{trigger}"')
        raw.execute("PRAGMA ignore_check_constraints = ON")
        yield raw


TAMPERED = {
    "a request's state": ("UPDATE request SET state = 'declined'", "Request"),
    "a request's price": ("UPDATE request SET amount_pence = amount_pence + 1", "Request"),
    "what was paid": ("UPDATE request SET paid_pence = 99999", "Request"),
    "a request's version": ("UPDATE request SET version = version + 1", "Request"),
    "a transfer's amount": ("UPDATE transfer SET pence = pence - 1 WHERE kind = 'post'", "und"),
    "a transfer, gone": ("DELETE FROM transfer WHERE kind = 'release'", "und"),
    "a fund": ("UPDATE fund SET spent = spent - 1", "und"),
    "who did it": ("UPDATE audit SET actor = 'nobody' WHERE kind = 'pay'", "Audit"),
    "what was done": ("UPDATE audit SET facts = '{}' WHERE kind = 'pay'", "Audit"),
    "when it was done": ("UPDATE audit SET at = at + 1 WHERE stream LIKE 'request:%'", "Audit"),
    "an audit row in the middle, gone": (
        "DELETE FROM audit WHERE stream LIKE 'request:%' AND seq = 2",
        "Audit",
    ),
    "the newest audit row, gone": (
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit a WHERE stream = audit.stream)",
        "heckpoint",
    ),
    "private words' fingerprint": (
        "UPDATE audit SET commitment = '00' WHERE commitment <> ''",
        "Audit",
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_changed_is_found(what: str, broken: sqlite3.Connection, tmp_path: Path) -> None:
    statement, named = TAMPERED[what]
    assert broken.execute(statement).rowcount > 0
    broken.close()
    found = _verified(tmp_path)
    assert found is not None
    assert named in found


def test_the_same_file_unchanged_is_clean(broken: sqlite3.Connection, tmp_path: Path) -> None:
    broken.close()
    assert _verified(tmp_path) is None


def _verified(folder: Path) -> str | None:
    store: Store
    with closing(open_in(folder)) as store, store.database.reading() as connection:
        return verify(connection)


def _triggers(raw: sqlite3.Connection) -> list[Any]:
    return raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
