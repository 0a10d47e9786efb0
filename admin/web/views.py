"""What the templates print: texts only, made from entries. Reading is elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from admin.ages import Aged
from admin.queries.history import Ahead, Happened, History, Moved
from admin.queries.log import Entry
from admin.web.words import (
    VERDICTS,
    days_words,
    facts_words,
    kind_words,
    local,
    money,
    role_words,
    stage_words,
    state_words,
)
from flows.model import FundPosition, PersonId, Role

ZoneOf = Callable[[str], ZoneInfo]
SERVICE = "The service"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table of requests."""

    reference: str
    programme: str
    team: str
    state: str
    amount: str
    sent: str
    since: str
    wait: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a history."""

    when: str
    who: str
    what: str
    more: str


@dataclass(frozen=True, slots=True)
class Pot:
    """One fund."""

    name: str
    allocated: str
    free: str
    reserved: str
    spent: str


def entry_line(entry: Entry, zone_of: ZoneOf) -> Line:
    """A request in the log."""
    zone = zone_of(entry.programme)
    return Line(
        entry.reference,
        entry.programme,
        entry.team,
        state_words(entry.state),
        money(entry.amount_pence),
        local(entry.sent_at, zone),
        local(entry.state_since, zone),
    )


def aged_line(aged: Aged, zone_of: ZoneOf) -> Line:
    """A request that waits: since when, how long, and whether that is late."""
    entry, zone = aged.entry, zone_of(aged.entry.programme)
    return Line(
        entry.reference,
        entry.programme,
        entry.team,
        state_words(entry.state),
        money(entry.amount_pence),
        local(entry.sent_at, zone),
        local(aged.since, zone),
        days_words(aged.days),
        aged.late,
    )


def pot(fund: FundPosition) -> Pot:
    """A fund's position."""
    parts = (fund.allocated, fund.free, fund.reserved, fund.spent)
    return Pot(fund.id, *map(money, parts))


def summary(entry: Entry, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    """What the log says of one request, name and value; what is not there yet is left out."""
    stages = "; then ".join(map(stage_words, entry.stages))
    known = (
        ("Status", f"{state_words(entry.state)}, since {local(entry.state_since, zone)}"),
        ("Amount", money(entry.amount_pence)),
        ("Sent", local(entry.sent_at, zone)),
        ("Signatures needed", stages),
        ("Decided", local(entry.decided_at, zone)),
        ("Paid", _paid(entry)),
        ("Arrived", local(entry.arrived_at, zone)),
        ("Paid how", entry.route.replace("_", " ")),
        ("Offer", entry.offer.replace("-", " ")),
        ("Team", entry.team),
        ("Fund", entry.fund),
        ("Programme", f"{entry.programme}, version {entry.programme_version}"),
    )
    return tuple((name, value) for name, value in known if value)


def signatures(entry: Entry, zone: ZoneInfo, names: Mapping[PersonId, str]) -> tuple[Step, ...]:
    """Who signed, or said no."""
    return tuple(
        Step(
            local(said.at, zone),
            _known(role_words(said.role), names.get(said.by, "")),
            VERDICTS[said.verdict],
            "" if said.version == entry.version else f"For version {said.version}",
        )
        for said in entry.signatures
    )


def steps(found: History, zone: ZoneInfo, names: Mapping[PersonId, str]) -> tuple[Step, ...]:
    """Everything that happened, oldest first."""
    return tuple(_step(one, found, zone, names) for one in found.events)


def transfers(moved: tuple[Moved, ...], zone: ZoneInfo) -> tuple[Step, ...]:
    """Every movement of money."""
    return tuple(
        Step(local(one.at, zone), one.fund, kind_words(one.kind), money(one.pence)) for one in moved
    )


def timers(ahead: tuple[Ahead, ...], zone: ZoneInfo) -> tuple[Step, ...]:
    """What is set to happen."""
    return tuple(
        Step(local(one.due_at, zone), SERVICE, one.kind.replace("_", " ").capitalize(), "")
        for one in ahead
    )


def _step(one: Happened, found: History, zone: ZoneInfo, names: Mapping[PersonId, str]) -> Step:
    who = one.actor or str(one.facts.get("actor") or "")
    name = names.get(PersonId(who), "")
    what, more = kind_words(one.kind), facts_words(one.facts)
    shown = "" if more == what else more
    return Step(local(one.at, zone), _known(_role(who, found.roles), name), what, shown)


def _role(who: str, roles: Mapping[str, tuple[Role, ...]]) -> str:
    if not who:
        return SERVICE
    return ", ".join(map(role_words, roles.get(who, ()))) or "Somebody"


def _known(role: str, name: str) -> str:
    return f"{name} ({role[:1].lower()}{role[1:]})" if name else role


def _paid(entry: Entry) -> str:
    if entry.paid_on is None:
        return ""
    reference = f", reference {entry.payment_reference}" if entry.payment_reference else ""
    return f"{money(entry.paid_pence)} on {entry.paid_on:%-d %b %Y}{reference}"
