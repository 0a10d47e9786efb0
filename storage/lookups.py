"""What commands and talks look up beside the turns: a name, a chat, a state.

Reads only. Names are sealed, so finding one opens them all in memory: right for a command that
somebody types, wrong for a turn.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from flows.codec import wishes_from_json
from flows.model import ChatId, Need, Person, PersonId, RequestId, State
from storage.keys import Place, Vault
from storage.repositories.attachments import Attachments, Described
from storage.repositories.people import People
from storage.repositories.sealing import Sealing
from storage.repositories.transcript import ShownMessage
from storage.tables import chat, inbox, person, request

BATCH = 500

_WEB_CHAT = (
    select(chat.c.id)
    .where(chat.c.person == bindparam("whose"), chat.c.channel == "web", chat.c.closed == 0)
    .order_by(chat.c.created_at, chat.c.id)
    .limit(1)
)
_READER = (
    select(person.c.id, person.c.wrapped_key, person.c.wishes_sealed)
    .join(chat, chat.c.person == person.c.id)
    .where(chat.c.id == bindparam("where"))
)
_STATE = select(request.c.state).where(request.c.reference == bindparam("wanted"))
_ID = select(request.c.id).where(request.c.reference == bindparam("wanted"))
_ERROR = select(inbox.c.error).where(
    inbox.c.channel == bindparam("channel"), inbox.c.update_id == bindparam("update_id")
)
_IDS_AFTER = (
    select(person.c.id)
    .where(person.c.id > bindparam("last"), person.c.wrapped_key.is_not(None))
    .order_by(person.c.id)
    .limit(BATCH)
)


def web_chat_of(connection: Connection, whose: PersonId) -> ChatId | None:
    """The first web chat of this person."""
    found = connection.scalar(_WEB_CHAT, {"whose": whose})
    return None if found is None else ChatId(found)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside messages when they are shown: their files, their readers' needs."""

    files: Mapping[str, Described]
    needs: Mapping[ChatId, frozenset[Need]]


def beside(connection: Connection, vault: Vault, rows: Sequence[ShownMessage]) -> Beside:
    """All that is needed to show these messages; nothing is read for none."""
    files = Attachments(connection, Sealing(connection, vault)).described(
        {file for row in rows for file in row.files}
    )
    needs = {chat: needs_in(connection, vault, chat) for chat in {row.chat for row in rows}}
    return Beside(files, needs)


def needs_in(connection: Connection, vault: Vault, where: ChatId) -> frozenset[Need]:
    """What helps the reader of this chat to read; nothing is known of a stranger."""
    row = connection.execute(_READER, {"where": where}).one_or_none()
    if row is None or row.wishes_sealed is None or row.wrapped_key is None:
        return frozenset()
    sealing = Sealing(connection, vault)
    sealing.know(row.id, row.wrapped_key)
    place = Place("person", "wishes_sealed", row.id, row.id)
    return frozenset(wishes_from_json(sealing.open(place, row.wishes_sealed)).needs)


def state_of(connection: Connection, reference: str) -> State | None:
    """The state of the request with this reference."""
    found = connection.scalar(_STATE, {"wanted": reference})
    return None if found is None else State(found)


def request_with(connection: Connection, reference: str) -> RequestId | None:
    """The request with this reference, which says nothing about who may read it."""
    found = connection.scalar(_ID, {"wanted": reference})
    return None if found is None else RequestId(found)


def why_parked(connection: Connection, channel: str, update_id: str) -> str:
    """What went wrong with an update, and where in the program; empty when nothing did."""
    values = {"channel": channel, "update_id": update_id}
    return connection.scalar(_ERROR, values) or ""


def people_named(
    connection: Connection, vault: Vault, name: str, now: datetime
) -> tuple[Person, ...]:
    """Everybody called this (capitals do not matter), or with this id, and the roles they hold."""
    wanted = name.casefold()
    known = everybody(connection, vault, now)
    return tuple(one for one in known if wanted in (one.name.casefold(), one.id))


def everybody(connection: Connection, vault: Vault, now: datetime) -> Iterator[Person]:
    """Everybody who has not been erased, in batches, by id."""
    people, last = People(connection, Sealing(connection, vault)), ""
    while ids := connection.scalars(_IDS_AFTER, {"last": last}).all():
        last = ids[-1]
        for known in people.many([PersonId(i) for i in ids], now):
            yield known.person
