"""A statement that is kept ready answers what SQLAlchemy answers, value for value, error for error.

Everything is run three times on the writer: the first time SQLAlchemy's way, then prepared, then
from the plan that was kept. The reader, which prepares nothing, says what is right.
"""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound, SQLAlchemyError

from storage.database import Database, SqliteDatabase
from storage.prepared import MOST_SHAPES, Found, ReadyConnection
from storage.tables import fund, person, timer

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TIMES = 3
_BY_KEY = select(timer).where(timer.c.key == bindparam("which"))
_DUE = select(timer.c.key, timer.c.due_at).where(timer.c.due_at <= bindparam("now"))
_OF_KINDS = (
    select(timer.c.key)
    .where(timer.c.kind.in_(bindparam("kinds", expanding=True)), timer.c.n.in_((0, 1)))
    .where(timer.c.value == "")
    .order_by(timer.c.key)
    .limit(bindparam("cap"))
)
_FIRST = select(func.min(timer.c.due_at))
_TOUCH = update(timer).where(timer.c.key == bindparam("which")).values(n=timer.c.n + 1)
_CLEAR = delete(timer).where(timer.c.kind.in_(bindparam("kinds", expanding=True)))
_CLEAR_ONE = delete(timer).where(timer.c.key == bindparam("which")).returning(timer.c.due_at)
_ADD = insert(timer)
_ADD_PERSON = insert(person)
_ADD_FUND = insert(fund)
_TEXT = text("SELECT kind FROM timer WHERE key = :which")
_LABELLED = select(timer.c.key.label("request"), timer.c.kind, timer.c.request.label("kind_2"))


def _timer(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "due_at": AT, "kind": "checkin", "n": 0, "sequence": 1} | more


@pytest.fixture
def writer(database: Database) -> Iterator[Connection]:
    with database.writing() as connection:
        for number in range(4):
            kind = "checkin" if number % 2 else "sign"
            due_at = AT + timedelta(hours=number, microseconds=number)
            connection.execute(_ADD, _timer(f"t{number}", kind=kind, due_at=due_at))
        yield connection


READS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (_BY_KEY, {"which": "t1"}),
    (_BY_KEY, {"which": "nobody"}),
    (_DUE, {"now": AT + timedelta(hours=2)}),
    (_OF_KINDS, {"kinds": ["checkin"], "cap": 5}),
    (_OF_KINDS, {"kinds": ("checkin", "sign"), "cap": 3}),
    (_OF_KINDS, {"kinds": [], "cap": 3}),
    (_LABELLED, {}),
)


@pytest.mark.parametrize(("statement", "values"), READS)
def test_reads_answer_the_same_rows(statement: Any, values: Any, writer: Connection) -> None:
    expected = [tuple(row) for row in Connection.execute(_plain(writer), statement, values)]
    names = list(Connection.execute(_plain(writer), statement, values).keys())
    for time in range(TIMES):
        found = writer.execute(statement, values)
        assert isinstance(found, Found) is (time > 0)
        rows = found.all()
        assert [tuple(row) for row in rows] == expected
        assert all(getattr(row, name) == row[i] for row in rows for i, name in enumerate(names))


def test_an_instant_goes_in_and_comes_out_as_it_was(writer: Connection) -> None:
    for number in range(TIMES):
        due_at = AT + timedelta(microseconds=number)
        writer.execute(_ADD, _timer(f"new{number}", due_at=due_at))
        assert writer.execute(_BY_KEY, {"which": f"new{number}"}).one().due_at == due_at


def test_an_insert_with_other_columns_is_another_statement(writer: Connection) -> None:
    for number in range(TIMES):
        writer.execute(_ADD, _timer(f"with{number}", value="v"))
        writer.execute(_ADD, _timer(f"without{number}"))
        assert writer.execute(_BY_KEY, {"which": f"with{number}"}).one().value == "v"
        assert writer.execute(_BY_KEY, {"which": f"without{number}"}).one().value == ""


def test_writes_say_how_many_rows_they_changed(writer: Connection) -> None:
    for time in range(1, TIMES + 1):
        assert writer.execute(_TOUCH, {"which": "t1"}).rowcount == 1
        assert writer.execute(_BY_KEY, {"which": "t1"}).one().n == time
        assert writer.execute(_TOUCH, {"which": "nobody"}).rowcount == 0


def test_a_delete_answers_what_it_deleted(writer: Connection) -> None:
    for number in range(TIMES):
        due_at = AT + timedelta(hours=number, microseconds=number)
        assert writer.execute(_CLEAR_ONE, {"which": f"t{number}"}).one().due_at == due_at
        assert writer.execute(_CLEAR_ONE, {"which": f"t{number}"}).one_or_none() is None


def test_a_delete_takes_lists_of_every_length(writer: Connection) -> None:
    for kinds in ([], ["x"], ["x", "y"], ["x"]):
        assert writer.execute(_CLEAR, {"kinds": kinds}).rowcount == 0
    assert writer.execute(_CLEAR, {"kinds": ["x", "sign"]}).rowcount == 2


def test_broken_constraints_are_the_same_errors(writer: Connection) -> None:
    for _ in range(TIMES):
        with pytest.raises(IntegrityError) as twice, writer.begin_nested():
            writer.execute(_ADD, _timer("t1"))
        assert "UNIQUE" in str(twice.value.orig)
        with pytest.raises(IntegrityError), writer.begin_nested():
            writer.execute(_ADD_FUND, {"id": "f", "allocated": 1, "reserved": 2, "spent": 0})
    assert writer.execute(_BY_KEY, {"which": "t1"}).one().key == "t1"


def test_an_error_never_shows_the_values(writer: Connection) -> None:
    values = {"id": "t", "programme": "words that somebody wrote", "created_at": AT}
    for _ in range(TIMES):
        with pytest.raises(IntegrityError) as wrong, writer.begin_nested():
            writer.execute(_ADD_PERSON, {**values, "enrolled": 7})
        assert "words that somebody wrote" not in str(wrong.value)


def test_a_value_that_is_missing_is_an_error(writer: Connection) -> None:
    for _ in range(TIMES):
        with pytest.raises(SQLAlchemyError):
            writer.execute(_DUE, {})


def test_one_means_one(writer: Connection) -> None:
    for _ in range(TIMES):
        with pytest.raises(MultipleResultsFound):
            writer.execute(_DUE, {"now": AT + timedelta(hours=9)}).one_or_none()
        with pytest.raises(NoResultFound):
            writer.execute(_BY_KEY, {"which": "nobody"}).one()
        assert writer.execute(_FIRST).scalar_one() == AT
        assert writer.execute(_BY_KEY, {"which": "nobody"}).scalar_one_or_none() is None
        assert writer.execute(_BY_KEY, {"which": "nobody"}).first() is None


def test_what_was_rolled_back_is_gone(database: Database) -> None:
    for _ in range(TIMES):
        with pytest.raises(LookupError):
            _write_and_fail(database)
        with database.reading() as connection:
            assert connection.execute(_BY_KEY, {"which": "never"}).one_or_none() is None


def test_statements_for_one_call_are_not_kept(database: SqliteDatabase) -> None:
    gc.collect()
    with database.writing() as connection:
        assert isinstance(connection, ReadyConnection)
        plans = connection.plans
        before = len(plans)  # the connection has served the migration
        for number in range(5):
            connection.execute(select(timer.c.key).where(timer.c.n == number)).all()
    gc.collect()
    assert len(plans) <= before + 1  # SQLAlchemy itself keeps one of each kind


def test_text_is_read_by_place(writer: Connection) -> None:
    for _ in range(TIMES):
        assert writer.execute(_TEXT, {"which": "t1"}).scalar_one() == "checkin"


def test_shapes_have_a_cap(writer: Connection) -> None:
    for length in range(MOST_SHAPES + 3):
        kinds = ["checkin", *map(str, range(length))]
        assert len(writer.execute(_OF_KINDS, {"kinds": kinds, "cap": 9}).all()) == 2


def _write_and_fail(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(_ADD, _timer("never"))
        raise LookupError


def _plain(writer: Connection) -> Connection:
    """The same connection without its plans: what SQLAlchemy itself answers."""
    return writer.execution_options(plain=True)
