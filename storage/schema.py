"""Which revision a database is at, and how it gets to the newest.

Alembic is imported only when there is something to migrate: opening an up-to-date database costs
one query.
"""

from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.database import Database
from storage.errors import DraftDatabase, NewerDatabase, OlderDatabase, StorageError

HEAD = "0001"
"""The newest revision in `storage/migrations`; revisions are numbers, so they can be compared."""

_MIGRATIONS = Path(__file__).with_name("migrations")
_FINGERPRINT = "schema"


def current(connection: Connection) -> str | None:
    """The database's revision, or None when it has no tables yet."""
    inspector = inspect(connection)
    if inspector.has_table("alembic_version"):
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    if inspector.get_table_names():
        raise StorageError("This database belongs to some other program.")
    return None


def require_head(database: Database) -> None:
    """Raises OlderDatabase, NewerDatabase or DraftDatabase unless the database is at HEAD."""
    with database.reading() as connection:
        found = current(connection)
        if found == HEAD:
            _same_tables(connection, database.dialect)
    if found is None or found < HEAD:
        raise OlderDatabase
    if found > HEAD:
        raise NewerDatabase(found, HEAD)


def upgrade(database: Database) -> str | None:
    """Bring the database to HEAD in one transaction. Answers the revision it had before.

    Raises NewerDatabase and changes nothing when it was made by a newer program, DraftDatabase
    when it was made before the first release and has other tables.
    """
    with database.reading() as connection:
        found = current(connection)
        if found == HEAD:
            _same_tables(connection, database.dialect)
            return found
    if found is not None and found > HEAD:
        raise NewerDatabase(found, HEAD)
    with database.writing() as connection:
        _migrate(connection)
        made = {"key": _FINGERPRINT, "value": _fingerprint(database.dialect)}
        connection.execute(text("INSERT INTO meta (key, value) VALUES (:key, :value)"), made)
    return found


def _same_tables(connection: Connection, dialect: str) -> None:
    """Until the first release 0001 is written anew, so its number alone does not tell."""
    asked = text("SELECT value FROM meta WHERE key = :key")
    if connection.scalar(asked, {"key": _FINGERPRINT}) != _fingerprint(dialect):
        raise DraftDatabase


def _fingerprint(dialect: str) -> str:
    frozen = _MIGRATIONS / "versions" / f"{HEAD}_{dialect}.sql"
    return sha256(frozen.read_bytes()).hexdigest()


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
