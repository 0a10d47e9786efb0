"""The first schema: every table, index and trigger, from SQL frozen beside this file."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make everything. Statements are parted by empty lines."""
    connection = op.get_bind()
    frozen = Path(__file__).with_name(f"0001_{connection.dialect.name}.sql")
    for statement in frozen.read_text(encoding="utf-8").split("\n\n"):
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Nobody goes back behind the beginning."""
    raise RuntimeError("There is nothing before the first revision to go back to.")
