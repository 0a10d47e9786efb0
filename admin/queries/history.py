"""All that happened to one request: its audit stream, its money, what is still to come."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from admin.queries.log import Entry, by_reference
from flows.model import PersonId, Role
from storage.tables import audit, chat, message, role_grant, timer, transfer

_EVENTS = (
    select(audit.c.seq, audit.c.at, audit.c.actor, audit.c.kind, audit.c.facts)
    .where(audit.c.stream == bindparam("stream"))
    .order_by(audit.c.seq)
)
_TRANSFERS = (
    select(*(transfer.c[name] for name in ("no", "kind", "pence", "fund", "at")))
    .where(transfer.c.request == bindparam("of"))
    .order_by(transfer.c.no)
)
_TIMERS = (
    select(timer.c.kind, timer.c.due_at)
    .where(timer.c.request == bindparam("of"))
    .order_by(timer.c.due_at, timer.c.key)
)
_MESSAGES = (
    select(message.c.direction, func.count().label("n"))
    .join(chat, chat.c.id == message.c.chat)
    .where(chat.c.person == bindparam("holder"), message.c.at >= bindparam("since"))
    .group_by(message.c.direction)
)
_ROLES = (
    select(role_grant.c.person, role_grant.c.role)
    .where(role_grant.c.person.in_(bindparam("people", expanding=True)))
    .order_by(role_grant.c.from_at, role_grant.c.id)
)


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of the request's audit stream."""

    seq: int
    at: datetime
    actor: str
    kind: str
    facts: Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Moved:
    """One transfer of money for it, in pence."""

    no: int
    kind: str
    pence: int
    fund: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ahead:
    """One timer that is set for it."""

    kind: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """One request, whole. `sent` and `received` count the messages in the person's chats since
    they sent it; `roles` says in which roles the people of the history have worked."""

    entry: Entry
    events: tuple[Happened, ...]
    moved: tuple[Moved, ...]
    ahead: tuple[Ahead, ...]
    sent: int
    received: int
    roles: Mapping[str, tuple[Role, ...]]

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everybody who is in it."""
        entry = self.entry
        signers = (signature.by for signature in entry.signatures)
        known = (entry.person, entry.care_co_ordinator, *signers, *_actors(self.events))
        return tuple(PersonId(who) for who in dict.fromkeys(known) if who)


def history(connection: Connection, reference: str) -> History | None:
    """The history of the request with this reference."""
    entry = by_reference(connection, reference)
    if entry is None:
        return None
    events = tuple(
        Happened(row.seq, row.at, row.actor, row.kind, json.loads(row.facts))
        for row in connection.execute(_EVENTS, {"stream": f"request:{entry.id}"})
    )
    moved = (Moved(*row) for row in connection.execute(_TRANSFERS, {"of": entry.id}))
    ahead = (Ahead(*row) for row in connection.execute(_TIMERS, {"of": entry.id}))
    since = {"holder": entry.person, "since": entry.sent_at}
    counts = {row.direction: row.n for row in connection.execute(_MESSAGES, since)}
    return History(
        entry,
        events,
        tuple(moved),
        tuple(ahead),
        counts.get("out", 0),
        counts.get("in", 0),
        _roles(connection, (entry.person, *_actors(events))),
    )


def _actors(events: Iterable[Happened]) -> Iterable[str]:
    for event in events:
        yield event.actor
        yield str(event.facts.get("actor") or "")


def _roles(connection: Connection, people: Iterable[str]) -> Mapping[str, tuple[Role, ...]]:
    found: dict[str, tuple[Role, ...]] = {}
    for row in connection.execute(_ROLES, {"people": sorted(set(people) - {""})}):
        role = Role(row.role)
        if role not in found.get(row.person, ()):
            found[row.person] = (*found.get(row.person, ()), role)
    return found
