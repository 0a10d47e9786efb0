"""Names and words, opened for those who asked for them. Whoever calls this says so in the audit
log first (`admin.seen`, or the export's own turn).

An erased person's key is gone: their name and their words are empty, everything else stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from admin.queries.log import Entry
from flows.model import PersonId, Request, RequestId
from flows.voice import shown
from storage.keys import Vault
from storage.repositories.people import People
from storage.repositories.requests import Requests
from storage.repositories.sealing import Sealing


@dataclass(frozen=True, slots=True)
class Said:
    """What people wrote about one request: the person, and those who decided."""

    goal: str = ""
    item: str = ""
    worry: str = ""
    reasons: tuple[str, ...] = ()


def names_of(
    connection: Connection, vault: Vault, who: Iterable[PersonId | None], now: datetime
) -> Mapping[PersonId, str]:
    """The names of these people. An erased one has the empty name."""
    wanted = {person for person in who if person}
    found = People(connection, Sealing(connection, vault)).many(wanted, now)
    return {known.person.id: known.person.name for known in found}


def words_of(
    connection: Connection, vault: Vault, entries: Sequence[Entry]
) -> Mapping[RequestId, Said]:
    """What was written about these requests; those of erased people are missing."""
    ids = [entry.id for entry in entries if not entry.erased]
    # A sealing of its own, so that keys are not kept from one batch to the next.
    found = Requests(connection, Sealing(connection, vault)).many(ids)
    return {request.id: _said(request) for request in found}


def _said(request: Request) -> Said:
    plan = request.plan
    reasons = (
        *(decision.reason for decision in request.decisions),
        *(flag.reason for flag in request.flags),
        request.hold_reason,
    )
    item = plan.item or plan.choice or plan.offer
    goal, item, worry = (shown(words, _spoken) for words in (plan.goal, item, plan.worry))
    return Said(goal, item, worry, tuple(filter(None, reasons)))


def _spoken(_file: str) -> str:
    """A voice note cannot stand in a cell."""
    return "(voice note)"
