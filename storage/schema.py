"""Which revision a database is at, and how it gets to the newest.

Alembic is imported only when there is something to migrate: opening an up-to-date database costs
one query.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.database import Database
from storage.errors import NewerDatabase, OlderDatabase, StorageError

HEAD = "0001"
"""The newest revision in `storage/migrations`; revisions are numbers, so they can be compared."""


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
    """Raises OlderDatabase or NewerDatabase unless the database is at HEAD."""
    with database.reading() as connection:
        found = current(connection)
    if found is None or found < HEAD:
        raise OlderDatabase
    if found > HEAD:
        raise NewerDatabase(found, HEAD)


def upgrade(database: Database) -> str | None:
    """Bring the database to HEAD in one transaction. Answers the revision it had before.

    Raises NewerDatabase and changes nothing when it was made by a newer program.
    """
    with database.reading() as connection:
        found = current(connection)
    if found == HEAD:
        return found
    if found is not None and found > HEAD:
        raise NewerDatabase(found, HEAD)
    with database.writing() as connection:
        _migrate(connection)
    return found


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
