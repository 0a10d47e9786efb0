"""Counters: numbers that only rise. Gaps are allowed, a number is never given twice."""

from sqlalchemy import Connection, text

# One statement that SQLite and PostgreSQL read alike.
_NEXT = text(
    "INSERT INTO counter (name, value) VALUES (:name, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
)


def next_number(connection: Connection, name: str) -> int:
    """The next number of this counter, from 1 on. It is taken back if the turn rolls back."""
    number: int = connection.execute(_NEXT, {"name": name}).scalar_one()
    return number
