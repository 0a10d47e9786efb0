"""What stands between a browser and its chat: PINs, hidden pages, wrong tries.

A PIN's hash is sealed under its person's key: whoever erases the person erases it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from flows.model import PersonId
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import web_pin, web_session

_DOOR = (
    select(
        web_session.c.person,
        web_session.c.covered,
        web_session.c.active_at,
        web_pin.c.person.label("pin"),
    )
    .outerjoin(web_pin, web_pin.c.person == web_session.c.person)
    .where(web_session.c.token_hash == bindparam("hash"), web_session.c.ended_at.is_(None))
)
_OPEN_ONE = (web_session.c.token_hash == bindparam("hash"), web_session.c.ended_at.is_(None))
_COVER = update(web_session).where(*_OPEN_ONE).values(covered=1)
_OPEN = (
    update(web_session).where(*_OPEN_ONE).values(covered=0, pin_tries=0, active_at=bindparam("now"))
)
_ACTIVE = (
    update(web_session)
    .where(*_OPEN_ONE, web_session.c.covered == 0)
    .values(active_at=bindparam("now"))
)
_TRY = (
    update(web_session)
    .where(*_OPEN_ONE, web_session.c.pin_tries < bindparam("most"))
    .values(pin_tries=web_session.c.pin_tries + 1)
)
_TRIES = select(web_session.c.pin_tries).where(*_OPEN_ONE)
_PIN = select(web_pin.c.hash_sealed).where(web_pin.c.person == bindparam("whose"))
_ADD_PIN = insert(web_pin)
_CLEAR_PIN = delete(web_pin).where(web_pin.c.person == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One browser's door. `active_at`: when its reader last did something, None: never noted."""

    person: PersonId | None
    covered: bool
    active_at: datetime | None
    has_pin: bool


@dataclass(frozen=True, slots=True)
class Doors:
    """Doors and PINs, in one transaction."""

    connection: Connection
    sealing: Sealing

    def of(self, token_hash: str) -> DoorRow | None:
        """The door of this session; None when the session has ended."""
        row = self.connection.execute(_DOOR, {"hash": token_hash}).one_or_none()
        if row is None:
            return None
        person = row.person and PersonId(row.person)
        return DoorRow(person, bool(row.covered), row.active_at, row.pin is not None)

    def cover(self, token_hash: str) -> bool:
        """Hide the pages of this browser; False when its session has ended."""
        return self.connection.execute(_COVER, {"hash": token_hash}).rowcount == 1

    def open(self, token_hash: str, now: datetime) -> None:
        """Show them again, and forget the wrong tries."""
        self.connection.execute(_OPEN, {"hash": token_hash, "now": now})

    def active(self, token_hash: str, now: datetime) -> None:
        """Its reader did something just now."""
        self.connection.execute(_ACTIVE, {"hash": token_hash, "now": now})

    def take_try(self, token_hash: str, most: int) -> int | None:
        """Count one more try; how many there have been, None when there were `most` already."""
        taken = self.connection.execute(_TRY, {"hash": token_hash, "most": most})
        if taken.rowcount != 1:
            return None
        tries: int = self.connection.execute(_TRIES, {"hash": token_hash}).scalar_one()
        return tries

    def pin_hash(self, whose: PersonId | None) -> str | None:
        """The hash of their PIN; None while they have none."""
        if whose is None:
            return None
        sealed = self.connection.execute(_PIN, {"whose": whose}).scalar_one_or_none()
        return None if sealed is None else self.sealing.open(_place(whose), sealed).decode()

    def set_pin(self, whose: PersonId, pin_hash: str, now: datetime) -> None:
        """A PIN from now on, instead of any other."""
        self.clear_pin(whose)
        sealed = self.sealing.seal(_place(whose), pin_hash.encode())
        self.connection.execute(_ADD_PIN, {"person": whose, "hash_sealed": sealed, "set_at": now})

    def clear_pin(self, whose: PersonId) -> bool:
        """No PIN any more; False when there was none."""
        return self.connection.execute(_CLEAR_PIN, {"whose": whose}).rowcount == 1


def _place(whose: str) -> Place:
    return Place("web_pin", "hash_sealed", whose, whose)
