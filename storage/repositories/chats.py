"""Chats: where somebody reads and writes. A chat belongs to one person, or to a stranger."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from flows.model import ChatId, PersonId
from storage.tables import chat

MAX_TRIES = 5
TRIES_LOCK = timedelta(days=1)
ALL_TRIES = 100
"""So many wrong codes of all strangers together, and nobody's code works for a while."""
ALL_TRIES_WITHIN = timedelta(hours=1)

_BY_ID = select(chat).where(chat.c.id == bindparam("id")).with_for_update()
_OPEN_OF = (
    select(chat)
    .where(chat.c.person == bindparam("person"), chat.c.closed == 0)
    .order_by(chat.c.id)
    .with_for_update()
)
_ADDRESS = select(chat.c.address).where(chat.c.id == bindparam("id"))
_ADD = insert(chat)
_BIND = (
    update(chat)
    .where(chat.c.id == bindparam("which"), chat.c.person.is_(None))
    .values(person=bindparam("owner"))
)
_CLOSE_ALL = update(chat).where(chat.c.person == bindparam("of")).values(closed=1)
_COUNT = (
    update(chat).where(chat.c.id == bindparam("which")).values(change_no=bindparam("new_change_no"))
)
_TRIED = (
    update(chat)
    .where(chat.c.id == bindparam("which"))
    .values(tries=bindparam("new_tries"), tries_since=bindparam("since"))
)
_ALL_TRIED = select(func.coalesce(func.sum(chat.c.tries), 0)).where(
    chat.c.person.is_(None), chat.c.tries_since > bindparam("after")
)


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat. `change_no` is the number of its newest change; `channel` is web or push."""

    id: ChatId
    channel: str
    address: str
    person: PersonId | None
    change_no: int = 0
    tries: int = 0
    tries_since: datetime | None = None

    def tries_left(self, now: datetime) -> int:
        """How many wrong invite codes this chat may still try."""
        return MAX_TRIES if self._forgotten(now) else max(0, MAX_TRIES - self.tries)

    def _forgotten(self, now: datetime) -> bool:
        return self.tries_since is None or now >= self.tries_since + TRIES_LOCK


@dataclass(frozen=True, slots=True)
class Chats:
    """Chat rows, in one transaction. Reading one locks it."""

    connection: Connection

    def get(self, which: ChatId) -> Chat | None:
        """This chat, locked until the turn ends."""
        row = self.connection.execute(_BY_ID, {"id": which}).one_or_none()
        return None if row is None else _chat(row)

    def open_of(self, person: PersonId) -> tuple[Chat, ...]:
        """Every chat in which this person reads, locked, by id."""
        return tuple(_chat(row) for row in self.connection.execute(_OPEN_OF, {"person": person}))

    def address(self, which: ChatId) -> str:
        """Where a channel finds this chat, which must be there."""
        found: str = self.connection.execute(_ADDRESS, {"id": which}).scalar_one()
        return found

    def add(self, new: Chat, now: datetime) -> Chat:
        """A new chat."""
        self.connection.execute(
            _ADD,
            {
                "id": new.id,
                "channel": new.channel,
                "address": new.address,
                "person": new.person,
                "created_at": now,
            },
        )
        return new

    def bind(self, which: ChatId, owner: PersonId) -> bool:
        """Make a stranger's chat this person's. False when it is somebody's already."""
        bound = self.connection.execute(_BIND, {"which": which, "owner": owner})
        return bound.rowcount == 1

    def close_all(self, of: PersonId) -> None:
        """Nothing is said to this person any more."""
        self.connection.execute(_CLOSE_ALL, {"of": of})

    def count_changes(self, which: ChatId, change_no: int) -> None:
        """The chat's newest change."""
        self.connection.execute(_COUNT, {"which": which, "new_change_no": change_no})

    def braked(self, now: datetime) -> bool:
        """Whether strangers have tried too many wrong codes lately, from however many chats."""
        after = now - ALL_TRIES_WITHIN
        tried: int = self.connection.execute(_ALL_TRIED, {"after": after}).scalar_one()
        return tried >= ALL_TRIES

    def wrong_code(self, tried: Chat, now: datetime) -> None:
        """One more wrong code; a day after the first of them all are forgotten."""
        fresh = tried.tries_left(now) == MAX_TRIES
        since = now if fresh else tried.tries_since
        tries = 1 if fresh else tried.tries + 1
        self.connection.execute(_TRIED, {"which": tried.id, "new_tries": tries, "since": since})


def _chat(row: Row[Any]) -> Chat:
    return Chat(
        ChatId(row.id),
        row.channel,
        row.address,
        row.person and PersonId(row.person),
        row.change_no,
        row.tries,
        row.tries_since,
    )
