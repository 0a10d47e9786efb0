"""What the templates print: texts only, made from entries. Reading is elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from admin.ages import Aged
from admin.queries.history import Ahead, Happened, History, Moved
from admin.queries.log import Entry
from admin.web.here import Here, HereOf
from admin.web.words import (
    VERDICTS,
    days_words,
    facts_words,
    kind_words,
    money,
    role_words,
    stage_words,
    state_words,
)
from flows.calendar import long_day
from flows.model import FundPosition, PersonId, Role

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


def entry_line(entry: Entry, here_of: HereOf) -> Line:
    """A request in the log."""
    here = here_of(entry.programme)
    return Line(
        entry.reference,
        entry.programme,
        entry.team,
        state_words(entry.state),
        money(entry.amount_pence),
        here.day(entry.sent_at),
        here.day(entry.state_since),
    )


def aged_line(aged: Aged, here_of: HereOf) -> Line:
    """A request that waits: since when, how long, and whether that is late."""
    entry, here = aged.entry, here_of(aged.entry.programme)
    return Line(
        entry.reference,
        entry.programme,
        entry.team,
        state_words(entry.state),
        money(entry.amount_pence),
        here.day(entry.sent_at),
        here.day(aged.since),
        days_words(aged.days),
        aged.late,
    )


def pot(fund: FundPosition) -> Pot:
    """A fund's position."""
    parts = (fund.allocated, fund.free, fund.reserved, fund.spent)
    return Pot(fund.id, *map(money, parts))


def summary(entry: Entry, here: Here) -> tuple[tuple[str, str], ...]:
    """What the log says of one request, name and value; what is not there yet is left out."""
    stages = "; then ".join(map(stage_words, entry.stages))
    known = (
        ("Status", f"{state_words(entry.state)}, since {here.time(entry.state_since)}"),
        ("Amount", money(entry.amount_pence)),
        ("Sent", here.when(entry.sent_at)),
        ("Signatures needed", stages),
        ("Decided", here.when(entry.decided_at)),
        ("Paid", _paid(entry)),
        ("Arrived", here.when(entry.arrived_at)),
        ("Paid how", entry.route.replace("_", " ")),
        ("Offer", entry.offer.replace("-", " ")),
        ("Team", entry.team),
        ("Fund", entry.fund),
        ("Programme", f"{entry.programme}, version {entry.programme_version}"),
    )
    return tuple((name, value) for name, value in known if value)


def signatures(entry: Entry, here: Here, names: Mapping[PersonId, str]) -> tuple[Step, ...]:
    """Who signed, or said no."""
    return tuple(
        Step(
            here.when(said.at),
            _known(role_words(said.role), names.get(said.by, "")),
            VERDICTS[said.verdict],
            "" if said.version == entry.version else f"For version {said.version}",
        )
        for said in entry.signatures
    )


def steps(found: History, here: Here, names: Mapping[PersonId, str]) -> tuple[Step, ...]:
    """Everything that happened, oldest first."""
    return tuple(_step(one, found, here, names) for one in found.events)


def transfers(moved: tuple[Moved, ...], here: Here) -> tuple[Step, ...]:
    """Every movement of money."""
    return tuple(
        Step(here.when(one.at), one.fund, kind_words(one.kind), money(one.pence)) for one in moved
    )


def timers(ahead: tuple[Ahead, ...], here: Here) -> tuple[Step, ...]:
    """What is set to happen."""
    return tuple(
        Step(here.when(one.due_at), SERVICE, one.kind.replace("_", " ").capitalize(), "")
        for one in ahead
    )


def _step(one: Happened, found: History, here: Here, names: Mapping[PersonId, str]) -> Step:
    who = one.actor or str(one.facts.get("actor") or "")
    name = names.get(PersonId(who), "")
    what, more = kind_words(one.kind), facts_words(one.facts)
    shown = "" if more == what else more
    return Step(here.when(one.at), _known(_role(who, found.roles), name), what, shown)


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
    return f"{money(entry.paid_pence)} on {long_day(entry.paid_on)} {entry.paid_on.year}{reference}"
