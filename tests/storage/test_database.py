"""Connections: one writer, readers that cannot write, nothing half-written when the disk fails."""

import sqlite3
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from storage.database import Access, Database, open_database
from storage.errors import DiskTrouble, SecondWriter, StorageError

ADD = text("INSERT INTO meta VALUES (:key, 'x')")
WRITES_UNTIL_KILLED = """
import sys
from itertools import count
from sqlalchemy import text
from storage.database import open_database
database = open_database(sys.argv[1])
for number in count():
    with database.writing() as connection:
        connection.execute(text("INSERT INTO meta VALUES (:key, 'x')"), {"key": f"k{number}"})
    print(f"k{number}", flush=True)
"""
FILLS_A_SMALL_DISK = """
import resource, sys
from sqlalchemy import text
from storage.database import open_database
from storage.errors import DiskTrouble
database = open_database(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
try:
    with database.writing() as connection:
        for number in range(20_000):
            row = {"key": number, "value": "x" * 999}
            connection.execute(text("INSERT INTO meta VALUES (:key, :value)"), row)
except DiskTrouble as trouble:
    print(trouble)
"""


def _keys(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(
            connection.scalars(text("SELECT key FROM meta WHERE key <> 'schema' ORDER BY key"))
        )


def _pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_a_transaction_commits_whole_or_not_at_all(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(ADD, {"key": "kept"})

    def stumble() -> None:
        with database.writing() as connection:
            connection.execute(ADD, {"key": "lost"})
            raise KeyError

    with pytest.raises(KeyError):
        stumble()
    assert _keys(database) == ["kept"]


def test_the_writer_is_set_up_as_decided(database: Database) -> None:
    with database.writing() as connection:
        assert _pragma(connection, "journal_mode") == "wal"
        assert _pragma(connection, "synchronous") == 2  # FULL
        assert _pragma(connection, "foreign_keys") == 1
        assert _pragma(connection, "trusted_schema") == 0
        assert _pragma(connection, "recursive_triggers") == 1


def test_a_reader_cannot_write(database: Database) -> None:
    def sneak() -> None:
        with database.reading() as connection:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            connection.execute(ADD, {"key": "sneaky"})

    with pytest.raises(DiskTrouble):
        sneak()
    assert _keys(database) == []


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.reading() as reader:
        assert reader.scalar(text("SELECT count(*) FROM meta WHERE key <> 'schema'")) == 0
        with database.writing() as writer:
            writer.execute(ADD, {"key": "meanwhile"})
        assert reader.scalar(text("SELECT count(*) FROM meta WHERE key <> 'schema'")) == 0
    assert _keys(database) == ["meanwhile"]


def test_a_second_read_write_connection_cannot_be_made(database: Database, url: str) -> None:
    with pytest.raises(SecondWriter, match="Another process is already using"):
        open_database(url)
    looking = open_database(url, Access.LOOK)
    assert _keys(looking) == []
    with pytest.raises(SecondWriter), looking.writing():
        pytest.fail("there are two writers")
    looking.close()


def test_a_second_process_cannot_write(database: Database, url: str) -> None:
    code = f"from storage.database import open_database; open_database({url!r})"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "SecondWriter: Another process is already using the database" in ended.stderr


def test_the_writers_place_is_free_again_after_closing(url: str) -> None:
    open_database(url).close()
    open_database(url).close()


def test_writers_of_one_process_take_turns(database: Database) -> None:
    def count() -> None:
        for _ in range(20):
            with database.writing() as connection:
                before = connection.scalar(text("SELECT count(*) FROM meta WHERE key <> 'schema'"))
                connection.execute(ADD, {"key": f"k{before}"})

    threads = [threading.Thread(target=count) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(_keys(database)) == 100


def test_a_transaction_inside_a_transaction_is_our_mistake(database: Database) -> None:
    with (
        pytest.raises(StorageError, match="already open"),
        database.writing(),
        database.writing(),
    ):
        pytest.fail("two transactions in one thread")
    with database.writing() as connection:
        connection.execute(ADD, {"key": "usable"})


def test_a_full_disk_is_said_plainly_and_leaves_nothing(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(ADD, {"key": "before"})
        pages = _pragma(connection, "page_count")
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with database.writing() as connection:
            for number in range(1000):
                connection.execute(ADD, {"key": f"{number:04d}" + "x" * 1000})

    with pytest.raises(DiskTrouble, match="the disk is full"):
        fill()
    assert _keys(database) == ["before"]
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        connection.execute(ADD, {"key": "then"})
    assert _keys(database) == ["before", "then"]


def test_a_disk_that_fails_is_said_plainly_and_leaves_nothing(database: Database, url: str) -> None:
    with database.writing() as connection:
        connection.execute(ADD, {"key": "before"})
    database.close()
    ended = subprocess.run(
        [sys.executable, "-c", FILLS_A_SMALL_DISK, url], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "The database cannot be used: the disk could not be read or written.\n"
    again = open_database(url)
    assert _keys(again) == ["before"]
    again.close()


def test_a_file_that_is_no_database_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all " * 50)
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(DiskTrouble, match="not a database"), database.writing():
        pytest.fail("text is not a database")
    database.close()


def test_looking_at_a_missing_file_makes_none(tmp_path: Path) -> None:
    with pytest.raises(DiskTrouble, match="There is no database"):
        open_database(f"sqlite:///{tmp_path / 'none.sqlite'}", Access.LOOK)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "no address"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(StorageError):
        open_database(url)


def test_the_file_is_private_and_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "a b?c%20#d.sqlite"
    database = open_database(f"sqlite:///{path}".replace("?", "%3F"))
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INTEGER)")
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM t")) == 0
    database.close()
    for made in tmp_path.iterdir():
        assert made.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(find_spec("psycopg") is not None, reason="psycopg is installed")
def test_postgresql_without_its_driver_is_said() -> None:
    with pytest.raises(StorageError, match="psycopg"):
        open_database("postgresql://localhost/foothold")


def test_what_was_committed_outlives_a_killed_process(database: Database, url: str) -> None:
    database.close()
    with subprocess.Popen(
        [sys.executable, "-c", WRITES_UNTIL_KILLED, url], stdout=subprocess.PIPE, text=True
    ) as writing:
        assert writing.stdout is not None
        said = [writing.stdout.readline().strip() for _ in range(30)]
        writing.kill()
    again = open_database(url)
    assert set(said) <= set(_keys(again))
    with again.writing() as connection:
        connection.execute(ADD, {"key": "usable"})
    again.close()


def test_closing_leaves_one_whole_file(database: Database, url: str, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.execute(ADD, {"key": "kept"})
    database.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as plain:
        assert plain.execute("SELECT key FROM meta WHERE key <> 'schema'").fetchall() == [("kept",)]
    plain.close()
