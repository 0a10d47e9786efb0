"""The request log: which requests, in a stable order, with what the log says of each.

Everything here is clear: ids, references, states, pence, dates. Instants are aware UTC.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    true,
)

from admin.queries.parts import Checked, Signature, answers_of, decisions_of, reserved_of, stages_of
from flows.model import FundId, PersonId, RequestId, Stage, State
from storage.tables import person, request

BATCH = 200
"""Requests that an export holds in memory at once."""

PAGE = 50


@dataclass(frozen=True, slots=True)
class Sent:
    """Programmes that share a local time, and the instants between which a request was sent:
    from `since`, until before `before` (None: no bound)."""

    programmes: tuple[str, ...]
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which requests. No states or no team means all of them; nothing sent means none."""

    sent: tuple[Sent, ...]
    states: frozenset[State] = frozenset()
    team: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One request as the log has it. `erased`: the person's key is gone, and their words with it.

    `stages`, `signatures`, `checked` and `reserved_pence` are there in exports and histories, and
    empty on a page.
    """

    id: RequestId
    reference: str
    state: State
    programme: str
    programme_version: str
    team: str
    person: PersonId
    care_co_ordinator: PersonId | None
    fund: FundId
    amount_pence: int
    paid_pence: int
    offer: str
    route: str
    version: int
    sent_at: datetime
    state_since: datetime
    decided_at: datetime | None
    paid_on: date | None
    payment_reference: str
    arrived_at: datetime | None
    erased: bool
    stages: tuple[Stage, ...] = ()
    signatures: tuple[Signature, ...] = ()
    checked: Checked = Checked()
    reserved_pence: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest first. Pages are numbered from 1."""

    entries: tuple[Entry, ...]
    total: int
    number: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE))


_CLEAR = (
    *(request.c[name] for name in ("id", "reference", "state", "programme", "programme_version")),
    *(request.c[name] for name in ("team", "person", "fund", "amount_pence", "paid_pence")),
    *(request.c[name] for name in ("offer", "deployment", "version", "sent_at", "state_since")),
    *(request.c[name] for name in ("decided_at", "paid_on", "payment_reference", "arrived_at")),
    person.c.care_co_ordinator,
    person.c.wrapped_key.is_(None).label("erased"),
)
_FROM = select(*_CLEAR).join(person, person.c.id == request.c.person)
_BY_REFERENCE = _FROM.where(request.c.reference == bindparam("wanted"))
_OF_PEOPLE = _FROM.where(request.c.person.in_(bindparam("people", expanding=True)))
_PROGRAMMES = select(request.c.programme).distinct().order_by(request.c.programme)
_TEAMS = (
    select(person.c.team)
    .distinct()
    .where(person.c.programme.in_(bindparam("programmes", expanding=True)), person.c.team != "")
    .order_by(person.c.team)
)


def page(connection: Connection, wanted: Filter, number: int = 1) -> Page:
    """One page of the log, newest first. A number past the end shows the last page."""
    where = _where(wanted)
    total = connection.scalar(select(func.count()).select_from(request).where(where)) or 0
    found = Page((), total, number)
    number = min(max(1, number), found.last)
    rows = connection.execute(
        _FROM.where(where)
        .order_by(request.c.sent_at.desc(), request.c.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    return Page(tuple(map(_entry, rows)), total, number)


def batches(connection: Connection, wanted: Filter) -> Iterator[tuple[Entry, ...]]:
    """All of them whole, oldest first, a batch at a time: memory does not grow with the log."""
    ordered = _FROM.where(_where(wanted)).order_by(request.c.sent_at, request.c.id)
    rows = connection.execute(ordered.execution_options(yield_per=BATCH))
    for batch in rows.partitions():
        yield whole(connection, batch)


def by_reference(connection: Connection, reference: str) -> Entry | None:
    """The whole entry with this reference."""
    rows = connection.execute(_BY_REFERENCE, {"wanted": reference}).all()
    return next(iter(whole(connection, rows)), None)


def of_people(connection: Connection, people: Sequence[PersonId]) -> tuple[Entry, ...]:
    """The requests of these people, newest first."""
    ordered = _OF_PEOPLE.order_by(request.c.sent_at.desc(), request.c.id.desc())
    return tuple(map(_entry, connection.execute(ordered, {"people": people})))


def waiting(
    connection: Connection, within: Sequence[str], states: frozenset[State], cap: int
) -> tuple[Entry, ...]:
    """Requests of these programmes in these states, the longest decided or waiting first."""
    oldest = func.coalesce(request.c.decided_at, request.c.state_since)
    found = _FROM.where(request.c.programme.in_(within), request.c.state.in_(sorted(states)))
    return tuple(map(_entry, connection.execute(found.order_by(oldest, request.c.id).limit(cap))))


def programmes(connection: Connection) -> tuple[str, ...]:
    """Every programme that has a request."""
    return tuple(connection.scalars(_PROGRAMMES))


def teams(connection: Connection, within: Sequence[str]) -> tuple[str, ...]:
    """Every team of these programmes."""
    return tuple(connection.scalars(_TEAMS, {"programmes": within}))


def whole(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Entry, ...]:
    """Entries with their stages, signatures and check-ins, in the order of these rows."""
    ids = [RequestId(row.id) for row in rows]
    parts = _Parts(
        stages_of(connection, ids),
        decisions_of(connection, ids),
        answers_of(connection, ids),
        reserved_of(connection, ids),
    )
    return tuple(_entry(row, parts) for row in rows)


@dataclass(frozen=True, slots=True)
class _Parts:
    stages: Mapping[str, tuple[Stage, ...]]
    signatures: Mapping[str, tuple[Signature, ...]]
    checked: Mapping[str, Checked]
    reserved: Mapping[str, int]


_NO_PARTS = _Parts(defaultdict(tuple), defaultdict(tuple), defaultdict(Checked), {})


def _where(wanted: Filter) -> ColumnElement[bool]:
    sent = or_(false(), *map(_sent, wanted.sent))
    # A draft that staff write with somebody is nothing that was sent: only who asks for it sees it.
    sent_ones = request.c.state != State.DRAFT
    states = request.c.state.in_(sorted(wanted.states)) if wanted.states else sent_ones
    team = request.c.team == wanted.team if wanted.team else true()
    return and_(sent, states, team)


def _sent(one: Sent) -> ColumnElement[bool]:
    since = true() if one.since is None else request.c.sent_at >= one.since
    before = true() if one.before is None else request.c.sent_at < one.before
    return and_(request.c.programme.in_(one.programmes), since, before)


def _entry(row: Row[Any], parts: _Parts = _NO_PARTS) -> Entry:
    return Entry(
        id=RequestId(row.id),
        reference=row.reference,
        state=State(row.state),
        programme=row.programme,
        programme_version=row.programme_version,
        team=row.team,
        person=PersonId(row.person),
        care_co_ordinator=row.care_co_ordinator and PersonId(row.care_co_ordinator),
        fund=FundId(row.fund),
        amount_pence=row.amount_pence,
        paid_pence=row.paid_pence,
        offer=row.offer,
        route=row.deployment,
        version=row.version,
        sent_at=row.sent_at,
        state_since=row.state_since,
        decided_at=row.decided_at,
        paid_on=row.paid_on and date.fromisoformat(row.paid_on),
        payment_reference=row.payment_reference,
        arrived_at=row.arrived_at,
        erased=bool(row.erased),
        stages=parts.stages.get(row.id, ()),
        signatures=parts.signatures.get(row.id, ()),
        checked=parts.checked.get(row.id, Checked()),
        reserved_pence=parts.reserved.get(row.id, 0),
    )
