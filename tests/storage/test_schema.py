"""Migrations make exactly the tables, and a database of another version is refused."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

import storage
from storage import ddl
from storage.database import Access, Database, open_database
from storage.errors import DraftDatabase, NewerDatabase, OlderDatabase, StorageError
from storage.schema import HEAD, current, require_head, upgrade
from storage.tables import NEVER_CHANGED

MIGRATIONS = Path(storage.__file__).parent / "migrations"


def _shape(path: str) -> dict[tuple[str, str], str]:
    """Tables, indexes and triggers by name, as normalised SQL."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name <> 'alembic_version'"
        ).fetchall()
    connection.close()
    return {(kind, name): " ".join(sql.split()) for kind, name, sql in rows}


def test_migrations_make_exactly_the_tables(database: Database, url: str, tmp_path: Path) -> None:
    database.close()
    fresh = tmp_path / "fresh.sqlite"
    with sqlite3.connect(fresh) as connection:
        for statement in ddl.statements("sqlite"):
            connection.execute(statement)
    connection.close()
    assert _shape(url.removeprefix("sqlite:///")) == _shape(str(fresh))


def test_the_postgresql_schema_is_frozen_too() -> None:
    frozen = (MIGRATIONS / "versions" / "0001_postgresql.sql").read_text(encoding="utf-8")
    assert frozen == ddl.frozen("postgresql")


def test_every_table_is_strict(database: Database) -> None:
    with database.reading() as connection:
        loose = connection.scalars(
            text("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict")
        ).all()
    assert {name for name in loose if not name.startswith("sqlite_")} == {"alembic_version"}


@pytest.mark.parametrize("table", [table.name for table in NEVER_CHANGED])
def test_rows_that_are_written_once_refuse_changes(database: Database, table: str) -> None:
    with database.reading() as connection:
        triggers = connection.scalars(
            text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"),
            {"table": table},
        ).all()
    verbs = {found[1] for sql in triggers if (found := re.search(r"BEFORE (\w+) ON", sql))}
    assert verbs == {"UPDATE", "DELETE"}


def test_head_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_migrations_do_not_read_the_tables() -> None:
    for path in MIGRATIONS.rglob("*.py"):
        assert "import storage" not in path.read_text(encoding="utf-8")
        assert "from storage" not in path.read_text(encoding="utf-8")


def test_upgrading_twice_changes_nothing(url: str) -> None:
    database = open_database(url)
    assert upgrade(database) is None
    assert upgrade(database) == HEAD
    require_head(database)
    database.close()


def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for opening in (upgrade, require_head):
        with pytest.raises(NewerDatabase, match="revision 9999"):
            opening(database)
    with database.reading() as connection:
        assert current(connection) == "9999"


def test_a_database_of_a_draft_is_refused_and_left_alone(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE meta SET value = 'before' WHERE key = 'schema'"))
    for opening in (upgrade, require_head):
        with pytest.raises(DraftDatabase, match="earlier draft"):
            opening(database)


def test_an_older_database_is_not_looked_at(url: str) -> None:
    database = open_database(url)
    with pytest.raises(OlderDatabase, match="db upgrade"):
        require_head(database)
    database.close()


def test_somebody_elses_database_is_left_alone(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE photos (a INTEGER)")
    with pytest.raises(StorageError, match="some other program"):
        upgrade(database)
    database.close()


def test_a_migration_that_fails_leaves_nothing(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 20")
    with pytest.raises(StorageError, match="the disk is full"):
        upgrade(database)
    with database.reading() as connection:
        assert current(connection) is None
    database.close()


def test_opening_an_up_to_date_database_loads_no_alembic(database: Database, url: str) -> None:
    database.close()
    code = f"""
import sys
from storage.database import open_database
from storage.schema import upgrade
upgrade(open_database({url!r}))
print([name for name in sys.modules if name.startswith("alembic")])
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


def test_looking_needs_no_writer(database: Database, url: str) -> None:
    looking = open_database(url, Access.LOOK)
    require_head(looking)
    looking.close()
