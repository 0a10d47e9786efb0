"""The inbox: what came in, once each. A row is new, done or parked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, literal, select, update
from sqlalchemy.exc import IntegrityError

from flows.codec import wire_from_json, wire_to_json
from flows.events import Wire
from flows.model import ChatId
from storage.errors import LostRace
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import inbox

_KEY = (inbox.c.channel == bindparam("in_channel"), inbox.c.update_id == bindparam("in_update_id"))
_ADD = insert(inbox)
_FIND = select(inbox.c.state, inbox.c.attempts, inbox.c.error).where(*_KEY).with_for_update()
_DONE = update(inbox).where(*_KEY).values(state="done", payload_sealed=None, error="")
_FAILED = (
    update(inbox)
    .where(*_KEY)
    .values(
        state=bindparam("new_state"), attempts=bindparam("new_attempts"), error=bindparam("why")
    )
)
_NEW = (
    select(inbox)
    # Literal, so that the partial index may serve it.
    .where(inbox.c.state == literal("new", literal_execute=True))
    .order_by(inbox.c.received_at, inbox.c.update_id)
    .limit(bindparam("cap"))
)


@dataclass(frozen=True, slots=True)
class Key:
    """What makes an update the same update."""

    channel: str
    update_id: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.update_id}"


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came in, before its turn."""

    key: Key
    chat: ChatId | None
    event: Wire


@dataclass(frozen=True, slots=True)
class Failures:
    """How often the turn of an update has failed, and how the last time."""

    attempts: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """Inbox rows, in one transaction."""

    connection: Connection
    sealing: Sealing

    def take(self, key: Key, chat: ChatId | None, now: datetime) -> bool:
        """Claim this update for the running turn; False when it is done or parked already.

        A row that was not there is written as done at once: the commit that shows it is the
        commit that makes it true. Raises LostRace when another turn claims it just now.
        """
        found = self.connection.execute(_FIND, _where(key)).one_or_none()
        if found is not None:
            if found.state != "new":
                return False
            self.connection.execute(_DONE, _where(key))
            return True
        try:
            self.connection.execute(_ADD, _row(key, chat, now, state="done"))
        except IntegrityError as wrong:
            # The key is the table's only constraint that a turn can break. Nothing was written
            # before it, so the turn can begin again, and then it finds the row.
            raise LostRace(f"Update {key} was taken meanwhile.") from wrong
        return True

    def add(self, received: Received, now: datetime) -> bool:
        """Keep an update for a later turn; False when it is there already."""
        row = _row(received.key, received.chat, now, state="new")
        payload = self.sealing.seal(_payload(received.key), wire_to_json(received.event))
        try:
            with self.connection.begin_nested():
                self.connection.execute(_ADD, {**row, "payload_sealed": payload})
        except IntegrityError:
            return False
        return True

    def waiting(self, cap: int) -> tuple[Received, ...]:
        """Updates whose turn has not come, oldest first."""
        return tuple(
            Received(
                key := Key(row.channel, row.update_id),
                row.chat and ChatId(row.chat),
                wire_from_json(self.sealing.open(_payload(key), row.payload_sealed)),
            )
            for row in self.connection.execute(_NEW, {"cap": cap})
        )

    def failures(self, key: Key) -> Failures:
        """What is known of earlier tries of this update."""
        row = self.connection.execute(_FIND, _where(key)).one_or_none()
        return Failures() if row is None else Failures(row.attempts, row.error)

    def failed(self, key: Key, failures: Failures, state: str) -> None:
        """Write a failed try down; `state` parks it (parked) or keeps it for another try (new)."""
        values = {"new_state": state, "new_attempts": failures.attempts, "why": failures.error}
        self.connection.execute(_FAILED, {**_where(key), **values})


def _where(key: Key) -> dict[str, str]:
    return {"in_channel": key.channel, "in_update_id": key.update_id}


def _row(key: Key, chat: ChatId | None, now: datetime, *, state: str) -> dict[str, object]:
    return {
        "channel": key.channel,
        "update_id": key.update_id,
        "chat": chat,
        "received_at": now,
        "state": state,
        "attempts": 0,
        "error": "",
        "payload_sealed": None,
    }


def _payload(key: Key) -> Place:
    return Place("inbox", "payload_sealed", str(key))
