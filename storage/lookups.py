"""What commands and talks look up beside the turns: a name, a person's chat, a request's state.

Reads only. Names are sealed, so finding one opens them all in memory: right for a command that
somebody types, wrong for a turn.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from flows.model import ChatId, Person, PersonId, State
from storage.keys import Vault
from storage.repositories.people import People
from storage.repositories.sealing import Sealing
from storage.tables import chat, person, request

BATCH = 500

_WEB_CHAT = (
    select(chat.c.id)
    .where(chat.c.person == bindparam("whose"), chat.c.channel == "web", chat.c.closed == 0)
    .order_by(chat.c.created_at, chat.c.id)
    .limit(1)
)
_STATE = select(request.c.state).where(request.c.reference == bindparam("wanted"))
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


def state_of(connection: Connection, reference: str) -> State | None:
    """The state of the request with this reference."""
    found = connection.scalar(_STATE, {"wanted": reference})
    return None if found is None else State(found)


def people_named(
    connection: Connection, vault: Vault, name: str, now: datetime
) -> tuple[Person, ...]:
    """Everybody called this (capitals do not matter), or with this id, and the roles they hold."""
    people = People(connection, Sealing(connection, vault))
    wanted, last, found = name.casefold(), "", list[Person]()
    while ids := connection.scalars(_IDS_AFTER, {"last": last}).all():
        last = ids[-1]
        known = (one.person for one in people.many([PersonId(i) for i in ids], now))
        found += [one for one in known if wanted in (one.name.casefold(), one.id)]
    return tuple(found)
