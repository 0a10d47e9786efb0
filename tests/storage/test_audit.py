"""The audit log and `foothold verify`: every way of tampering is found and named."""

import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from flows.effects import TopUp
from flows.model import FundId, State
from storage import audit, ledger
from storage.database import Access, Database, open_database
from storage.errors import StorageError
from storage.tables import request
from storage.verify import verify
from tests.storage.rows import AT, add_person, add_request

Facts = dict[str, audit.Fact]
LATER = AT + timedelta(hours=3)


@pytest.fixture
def told(database: Database, new_id: Callable[[], str]) -> Database:
    """Two requests, a fund and two checkpoints; the second was made after more had happened."""
    with database.writing() as connection:
        add_person(connection, "p1")
        add_request(connection, "a", state=State.PAID, paid_pence=90)
        add_request(connection, "b", state=State.WAITING_SIGNATURE)
        audit.append(connection, "staff", AT, "p1", "staff_added", {"role": "finance"})
        for name in ("request:a", "request:b"):
            facts: Facts = {"state": "waiting_signature", "version": 1, "amount_pence": 100}
            audit.append(connection, name, AT, "p1", "request_opened", facts, "c0ffee")
        audit.append(connection, "request:a", AT, "", "moved", {"state": "approved"})
        ledger.top_up(connection, TopUp(FundId("f"), 1000), AT, new_id)
        audit.append(connection, "fund:f", AT, "", "top_up", {"pence": 1000})
        assert audit.seal(connection, AT) == 1
        paid: Facts = {"state": "paid", "paid_pence": 90}
        audit.append(connection, "request:a", LATER, "", "paid", paid)
        assert audit.seal(connection, LATER) == 2
        assert audit.seal(connection, LATER + timedelta(days=40)) is None
    return database


def _verify(database: Database, checkpoints: Path | None = None) -> str | None:
    with database.reading() as connection:
        return verify(connection, checkpoints)


def test_an_honest_log_verifies(told: Database) -> None:
    assert _verify(told) is None


def test_an_empty_database_verifies(database: Database) -> None:
    assert _verify(database) is None


def test_a_checkpoint_holds_only_what_went_on(told: Database) -> None:
    with told.reading() as connection:
        first, second = connection.exec_driver_sql(
            "SELECT heads FROM checkpoint ORDER BY no"
        ).scalars()
        head = audit.head(connection, "request:a")
    assert set(json.loads(first)) == {"staff", "request:a", "request:b", "fund:f"}
    assert head is not None
    assert second == audit.canonical({"request:a": head})


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        (
            "UPDATE audit SET actor = 'p2' WHERE stream = 'request:a' AND seq = 2",
            "Audit stream request:a: row 2 was changed.",
        ),
        (
            "UPDATE audit SET at = at + 1 WHERE stream = 'staff'",
            "Audit stream staff: row 1 was changed.",
        ),
        (
            "UPDATE audit SET commitment = 'beef' WHERE stream = 'request:b'",
            "Audit stream request:b: row 1 was changed.",
        ),
        (
            "DELETE FROM audit WHERE stream = 'request:a' AND seq = 2",
            "Audit stream request:a: row 2 is missing.",
        ),
        (
            (
                "DELETE FROM audit WHERE stream = 'request:a' AND seq = 1;"
                "UPDATE audit SET seq = seq - 1 WHERE stream = 'request:a'"
            ),
            "Audit stream request:a: row 1 does not follow the one before it.",
        ),
        (
            (
                "UPDATE audit SET seq = 9 WHERE stream = 'request:a' AND seq = 1;"
                "UPDATE audit SET seq = 1 WHERE stream = 'request:a' AND seq = 2;"
                "UPDATE audit SET seq = 2 WHERE stream = 'request:a' AND seq = 9"
            ),
            "Audit stream request:a: row 1 does not follow the one before it.",
        ),
        (
            (
                "INSERT INTO audit SELECT stream, seq + 3, at, actor, kind, facts, commitment,"
                " prev, hash FROM audit WHERE stream = 'request:a' AND seq = 1"
            ),
            "Audit stream request:a: row 4 does not follow the one before it.",
        ),
        (
            "DELETE FROM audit WHERE stream = 'request:a' AND seq = 3",
            "Audit stream request:a: row 3 of checkpoint 2 is missing.",
        ),
        (
            "DELETE FROM audit WHERE stream = 'request:b'",
            "Audit stream request:b: row 1 of checkpoint 1 is missing.",
        ),
        ("DELETE FROM checkpoint WHERE no = 1", "The checkpoints: number 1 is missing."),
        (
            "UPDATE checkpoint SET heads = '{}' WHERE no = 2",
            "The checkpoints: number 2 was changed.",
        ),
        ("UPDATE fund SET allocated = 2000", "Fund f says allocated 2000 pence"),
        (
            "UPDATE request SET state = 'approved' WHERE id = 'a'",
            "Request a has state approved, the audit log says paid.",
        ),
        (
            "UPDATE request SET amount_pence = 99 WHERE id = 'b'",
            "Request b has amount_pence 99, the audit log says 100.",
        ),
        (
            "UPDATE request SET paid_pence = 900 WHERE id = 'a'",
            "Request a has paid_pence 900, the audit log says 90.",
        ),
        ("DELETE FROM request WHERE id = 'b'", "Request b is in the audit log, but its row is"),
        ("UPDATE request SET id = 'c' WHERE id = 'b'", "Request b is in the audit log, but its"),
        (
            (
                "INSERT INTO request SELECT 'c', 'FH-c', person, programme, programme_version,"
                " team, fund, state, amount_pence, version, revision, offer, deployment,"
                " plan_sealed, private_sealed, barred, passed_to, question_by, sent_at,"
                " state_since, decided_at, arrived_at, paid_pence, payment_reference, paid_on,"
                " next_due"
                " FROM request WHERE id = 'b'"
            ),
            "Request c has no rows in the audit log.",
        ),
    ],
)
def test_tampering_is_found(told: Database, url: str, tampering: str, found: str) -> None:
    told.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as plain:
        triggers = plain.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            plain.execute(f"DROP TRIGGER {trigger}")
        plain.executescript(tampering)
    plain.close()
    looking = open_database(url, Access.LOOK)
    sentence = _verify(looking)
    looking.close()
    assert sentence is not None
    assert sentence.startswith(found)


def test_a_forged_log_is_found_by_kept_checkpoints(told: Database, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert _verify(told, kept) is None
    assert [path.name for path in kept.iterdir()] == ["checkpoint-000000002.json"]
    assert _verify(told, kept) is None
    with told.writing() as connection:
        for name in ("audit", "checkpoint"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}_no_delete")
        connection.exec_driver_sql("DELETE FROM audit WHERE stream = 'request:a' AND seq = 3")
        connection.exec_driver_sql("DELETE FROM checkpoint WHERE no = 2")
        forged: Facts = {"state": "paid", "paid_pence": 95}
        audit.append(connection, "request:a", LATER, "", "paid", forged)
        connection.execute(update(request).where(request.c.id == "a").values(paid_pence=95))
        audit.seal(connection, LATER)
    assert _verify(told) is None
    expected = "Checkpoint 2 is not the one that was kept in checkpoint-000000002.json."
    assert _verify(told, kept) == expected


def test_a_kept_checkpoint_that_cannot_be_read_is_named(told: Database, tmp_path: Path) -> None:
    (tmp_path / "checkpoint-1.json").write_text("{")
    with pytest.raises(StorageError, match=r"checkpoint-1\.json cannot be read"):
        _verify(told, tmp_path)


def test_the_log_is_written_once(told: Database) -> None:
    for change in ("UPDATE audit SET actor = ''", "DELETE FROM checkpoint"):
        with (
            pytest.raises(Exception, match="rows are written once"),
            told.writing() as connection,
        ):
            connection.exec_driver_sql(change)


def test_the_tick_seals_by_itself(database: Database) -> None:
    with database.writing() as connection:
        audit.append(connection, "system", AT, "", "one", {})
    assert audit.seal_now(database, AT) == 1
    assert audit.seal_now(database, LATER) is None
    assert _verify(database) is None


@pytest.mark.parametrize("fact", [1.5, True, ["a"], b"x"])
def test_facts_are_text_and_whole_numbers(database: Database, fact: str) -> None:
    with (
        pytest.raises(StorageError, match="audit fact odd"),
        database.writing() as connection,
    ):
        audit.append(connection, "system", AT, "", "odd", {"odd": fact})


def test_a_row_committed_after_a_checkpoint_of_the_same_minute_is_sealed(
    database: Database,
) -> None:
    with database.writing() as connection:
        audit.append(connection, "system", AT, "", "one", {})
        audit.seal(connection, AT + timedelta(seconds=5))
        audit.append(connection, "staff", AT, "", "late", {})
        assert audit.seal(connection, AT + timedelta(seconds=10)) == 2
        assert audit.seal(connection, AT + timedelta(seconds=15)) is None
