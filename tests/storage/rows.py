"""Rows that other rows must point at, written plainly."""

from datetime import UTC, datetime

from sqlalchemy import Connection, insert

from flows.model import State
from storage.tables import person, request

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def add_person(connection: Connection, person_id: str) -> None:
    """A person of no importance."""
    connection.execute(insert(person).values(id=person_id, programme="p", created_at=AT))


def add_request(connection: Connection, request_id: str, **columns: object) -> None:
    """A request of the person p1, who must be there."""
    row = {
        "id": request_id,
        "reference": f"FH-{request_id}",
        "person": "p1",
        "programme": "p",
        "programme_version": "1",
        "fund": "f",
        "state": State.APPROVED,
        "amount_pence": 100,
        "version": 1,
        "revision": 1,
        "barred": "[]",
        "sent_at": AT,
        "state_since": AT,
    }
    connection.execute(insert(request).values(**(row | columns)))
