"""Counters: numbers that only rise. Gaps are allowed, a number is never given twice."""

from sqlalchemy import Connection, bindparam, select, text

from storage.tables import counter

REFERENCES = "reference"
"""The counter behind FH-0001."""

# Locked on PostgreSQL, so that turns about to take a number wait instead of racing for it.
_LAST = select(counter.c.value).where(counter.c.name == bindparam("name")).with_for_update()

# One statement that SQLite and PostgreSQL read alike.
_NEXT = text(
    "INSERT INTO counter (name, value) VALUES (:name, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
)


def next_number(connection: Connection, name: str) -> int:
    """The next number of this counter, from 1 on. It is taken back if the turn rolls back."""
    number: int = connection.execute(_NEXT, {"name": name}).scalar_one()
    return number


def last_number(connection: Connection, name: str) -> int:
    """The number given last, kept from others until this transaction ends; 0 before the first."""
    found = connection.execute(_LAST, {"name": name}).scalar_one_or_none()
    return int(found or 0)


def reference(number: int) -> str:
    """How people call the request with this number: FH-0001, as wide as it must be."""
    return f"FH-{number:04d}"
