"""The outbox: what must still leave for a push channel, and how each attempt ended.

`due → leased → sending → sent | failed | unknown`, or `cancelled`. Every change of a claimed row
names the attempt's token, so that a late worker can overwrite nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, insert, or_, select, update

from flows.messages import MessageClass
from flows.model import ChatId
from storage.tables import chat, message, outbox, person

_ADD = insert(outbox)
_busy = outbox.alias("busy")
_DUE = (
    select(outbox)
    .join(message, message.c.id == outbox.c.message)
    .where(outbox.c.state == "due", outbox.c.due_at <= bindparam("now"))
    # One worker sends to a chat at a time, so that its messages stay in order.
    .where(~exists().where(_busy.c.chat == outbox.c.chat, _busy.c.state.in_(("leased", "sending"))))
    # Of one moment: in the order in which they stand in the chat, a message before its edits.
    .order_by(outbox.c.due_at, outbox.c.created_at, message.c.order_no, outbox.c.cls == "edit")
    .limit(bindparam("cap"))
    .with_for_update(of=outbox, skip_locked=True)
)
_ATTEMPT = (
    outbox.c.id == bindparam("which"),
    outbox.c.attempt_token == bindparam("attempt"),
)
_LEASE = (
    update(outbox)
    .where(outbox.c.id == bindparam("which"), outbox.c.state == "due")
    .values(
        state="leased",
        attempts=outbox.c.attempts + 1,
        attempt_token=bindparam("attempt"),
        lease_until=bindparam("until"),
    )
)
_SENDING = update(outbox).where(*_ATTEMPT, outbox.c.state == "leased").values(state="sending")
_CANCEL = (
    update(outbox)
    .where(*_ATTEMPT, outbox.c.state == "leased")
    .values(state="cancelled", settled_at=bindparam("now"))
)
_WANTED = (
    select(outbox.c.id)
    .join(chat, chat.c.id == outbox.c.chat)
    .outerjoin(person, person.c.id == chat.c.person)
    .where(outbox.c.id == bindparam("which"), chat.c.closed == 0)
    # Somebody who paused still gets answers to what they do; nobody starts a conversation.
    .where(
        or_(
            outbox.c.cls != MessageClass.ONCE,
            person.c.paused.is_(None),
            person.c.paused == 0,
        )
    )
)
_SETTLE = (
    update(outbox)
    .where(*_ATTEMPT, outbox.c.state == "sending")
    .values(
        state=bindparam("new_state"),
        due_at=bindparam("new_due_at"),
        resends=bindparam("new_resends"),
        error=bindparam("why"),
        settled_at=bindparam("settled"),
        attempt_token=None,
        lease_until=None,
    )
)
_OF_ATTEMPT = select(outbox).where(*_ATTEMPT)
_REOPEN = (
    update(outbox)
    .where(outbox.c.state == "leased", outbox.c.lease_until <= bindparam("now"))
    .values(state="due", attempt_token=None, lease_until=None)
)
_STRANDED = (
    select(outbox)
    .where(outbox.c.state == "sending", outbox.c.lease_until <= bindparam("now"))
    .order_by(outbox.c.id)
)
_NEXT = select(func.min(outbox.c.due_at)).where(
    outbox.c.state == "due", outbox.c.due_at > bindparam("after")
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One delivery. `cls` says what to do when nobody knows whether it arrived."""

    id: str
    message: str
    chat: ChatId
    cls: MessageClass
    due_at: datetime
    attempts: int = 0
    resends: int = 0
    attempt_token: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an attempt ended, as the row keeps it."""

    state: str
    due_at: datetime
    resends: int
    error: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outbox:
    """Outbox rows, in one transaction."""

    connection: Connection

    def add(self, new: Waiting) -> None:
        """Something to send."""
        self.connection.execute(
            _ADD,
            {
                "id": new.id,
                "message": new.message,
                "chat": new.chat,
                "cls": new.cls,
                "state": "due",
                "due_at": new.due_at,
                "created_at": new.due_at,
            },
        )

    def due(self, now: datetime, cap: int) -> tuple[Waiting, ...]:
        """What may be sent now, oldest first."""
        return tuple(map(_waiting, self.connection.execute(_DUE, {"now": now, "cap": cap})))

    def lease(self, which: str, attempt: str, until: datetime) -> None:
        """Keep a due row for one attempt."""
        self.connection.execute(_LEASE, {"which": which, "attempt": attempt, "until": until})

    def wanted(self, which: str) -> bool:
        """Whether the chat is still open and its reader has not paused such messages."""
        return self.connection.execute(_WANTED, {"which": which}).one_or_none() is not None

    def sending(self, which: str, attempt: str) -> bool:
        """Note that the bytes leave now; False when the lease is somebody else's by now."""
        values = {"which": which, "attempt": attempt}
        return self.connection.execute(_SENDING, values).rowcount == 1

    def cancel(self, which: str, attempt: str, now: datetime) -> None:
        """Never send it."""
        self.connection.execute(_CANCEL, {"which": which, "attempt": attempt, "now": now})

    def of_attempt(self, which: str, attempt: str) -> Waiting | None:
        """The row, while this attempt holds it."""
        values = {"which": which, "attempt": attempt}
        row = self.connection.execute(_OF_ATTEMPT, values).one_or_none()
        return None if row is None else _waiting(row)

    def settle(self, of: Waiting, ending: Ending) -> bool:
        """Write down how an attempt ended; False when it was settled otherwise."""
        settled = self.connection.execute(
            _SETTLE,
            {
                "which": of.id,
                "attempt": of.attempt_token,
                "new_state": ending.state,
                "new_due_at": ending.due_at,
                "new_resends": ending.resends,
                "why": ending.error,
                "settled": ending.settled_at,
            },
        )
        return settled.rowcount == 1

    def reopen_leases(self, now: datetime) -> int:
        """Leases that ran out before anything left: due again."""
        return self.connection.execute(_REOPEN, {"now": now}).rowcount

    def stranded(self, now: datetime) -> tuple[Waiting, ...]:
        """Attempts that began to send and whose lease ran out without a word."""
        return tuple(map(_waiting, self.connection.execute(_STRANDED, {"now": now})))

    def next_due(self, after: datetime) -> datetime | None:
        """When the next delivery is due after that moment."""
        found: datetime | None = self.connection.execute(_NEXT, {"after": after}).scalar_one()
        return found


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        row.id,
        row.message,
        ChatId(row.chat),
        MessageClass(row.cls),
        row.due_at,
        row.attempts,
        row.resends,
        row.attempt_token or "",
    )
