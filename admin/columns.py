"""The columns of an exported request log, in their order, which never changes.

reference, request_id, state, programme, programme_version, team, amount_pounds, amount_pence,
paid_pounds, paid_pence, offer, payment_route, sent_at, state_since, decided_at, paid_on,
arrived_at, payment_reference, stages_needed, signatures, days_to_decision,
days_decision_to_payment, helped, goal_start, goal_midpoint, goal_end,
reserved_pounds, reserved_pence

With names also: person, care_co_ordinator, signers. With words also: goal, item, worry, reasons.

Instants are ISO 8601 in UTC; `paid_on` is the local day that the payer gave. Empty means: not yet,
or never asked. What each column means is in docs/request-log.md; a test holds the two together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import assert_never

from admin.queries.log import Entry
from admin.queries.parts import Signature
from admin.queries.rows import Reveal, Row
from flows.model import Mode, Stage

Cell = str | int | Decimal | None
"""A value before it is written. A Decimal is an amount in pounds."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, how a cell is made, and what must be asked for to have it."""

    name: str
    cell: Callable[[Row], Cell]
    needs: Reveal | None = None


def columns(reveal: frozenset[Reveal]) -> tuple[Column, ...]:
    """The columns of an export that opens this much."""
    return tuple(column for column in COLUMNS if column.needs is None or column.needs in reveal)


def instant(at: datetime | None) -> str | None:
    """An instant as 2026-11-23T09:00:00Z."""
    if at is None:
        return None
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def stage_words(stage: Stage) -> str:
    """`team_leader`, `a or b`, `a and b`, `2 of a, b, c`."""
    match stage.mode:
        case Mode.ANY:
            return " or ".join(stage.roles)
        case Mode.ALL:
            return " and ".join(stage.roles)
        case Mode.N_OF:
            return f"{stage.n} of {', '.join(stage.roles)}"
        case _:
            assert_never(stage.mode)


def _pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2)


def _signature(said: Signature, of: Entry) -> str:
    # A word on an earlier version of the request does not count any more, and says so.
    earlier = "" if said.version == of.version else f" version {said.version}"
    return f"{said.role} {said.verdict} {instant(said.at)}{earlier}"


def _signatures(row: Row) -> str:
    return "; ".join(_signature(said, row.entry) for said in row.entry.signatures)


def _days_to_decision(row: Row) -> int | None:
    entry = row.entry
    if entry.decided_at is None:
        return None
    decided = entry.decided_at.astimezone(row.zone).date()
    return (decided - entry.sent_at.astimezone(row.zone).date()).days


def _days_to_payment(row: Row) -> int | None:
    entry = row.entry
    if entry.decided_at is None or entry.paid_on is None:
        return None
    return (entry.paid_on - entry.decided_at.astimezone(row.zone).date()).days


def _paid_on(row: Row) -> str | None:
    paid_on = row.entry.paid_on
    return None if paid_on is None else paid_on.isoformat()


def _signers(row: Row) -> str:
    return "; ".join(row.names.get(said.by, "") for said in row.entry.signatures)


def _co_ordinator(row: Row) -> str:
    who = row.entry.care_co_ordinator
    return row.names.get(who, "") if who else ""


COLUMNS = (
    Column("reference", lambda row: row.entry.reference),
    Column("request_id", lambda row: row.entry.id),
    Column("state", lambda row: row.entry.state),
    Column("programme", lambda row: row.entry.programme),
    Column("programme_version", lambda row: row.entry.programme_version),
    Column("team", lambda row: row.entry.team),
    Column("amount_pounds", lambda row: _pounds(row.entry.amount_pence)),
    Column("amount_pence", lambda row: row.entry.amount_pence),
    Column("paid_pounds", lambda row: _pounds(row.entry.paid_pence)),
    Column("paid_pence", lambda row: row.entry.paid_pence),
    Column("offer", lambda row: row.entry.offer),
    Column("payment_route", lambda row: row.entry.route),
    Column("sent_at", lambda row: instant(row.entry.sent_at)),
    Column("state_since", lambda row: instant(row.entry.state_since)),
    Column("decided_at", lambda row: instant(row.entry.decided_at)),
    Column("paid_on", _paid_on),
    Column("arrived_at", lambda row: instant(row.entry.arrived_at)),
    Column("payment_reference", lambda row: row.entry.payment_reference),
    Column("stages_needed", lambda row: "; ".join(map(stage_words, row.entry.stages))),
    Column("signatures", _signatures),
    Column("days_to_decision", _days_to_decision),
    Column("days_decision_to_payment", _days_to_payment),
    Column("helped", lambda row: row.entry.checked.helped),
    Column("goal_start", lambda row: row.entry.checked.goals.get("start")),
    Column("goal_midpoint", lambda row: row.entry.checked.goals.get("midpoint")),
    Column("goal_end", lambda row: row.entry.checked.goals.get("end")),
    Column("reserved_pounds", lambda row: _pounds(row.entry.reserved_pence)),
    Column("reserved_pence", lambda row: row.entry.reserved_pence),
    Column("person", lambda row: row.names.get(row.entry.person, ""), Reveal.NAMES),
    Column("care_co_ordinator", _co_ordinator, Reveal.NAMES),
    Column("signers", _signers, Reveal.NAMES),
    Column("goal", lambda row: row.said.goal, Reveal.WORDS),
    Column("item", lambda row: row.said.item, Reveal.WORDS),
    Column("worry", lambda row: row.said.worry, Reveal.WORDS),
    Column("reasons", lambda row: " | ".join(row.said.reasons), Reveal.WORDS),
)
