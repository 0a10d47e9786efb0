"""How long requests have waited, in working days, and whether that is late. Pure but for the packs.

Waiting for payment counts from the day it was agreed, through holds and failed payments, so that
nothing looks fresh because it was put aside. Any other wait counts from its last step.
"""

from dataclasses import dataclass
from datetime import datetime

from admin.queries.log import Entry
from flows.lifecycle import WAITING_FOR_A_PAYER
from flows.model import State
from storage.errors import StorageError
from storage.packs import Packs

WAITS_FOR_STAFF = frozenset(
    {State.ENQUIRY, State.WAITING_SIGNATURE, State.WAITING_MONEY, State.STOPPED, State.PROBLEM}
)
"""States in which somebody who works here has to do the next step, other than paying."""


@dataclass(frozen=True, slots=True)
class Aged:
    """A request and its wait. `limit`: more working days than this are late (None: unknown)."""

    entry: Entry
    since: datetime
    days: int
    limit: int | None

    @property
    def late(self) -> bool:
        """Whether it has waited too long."""
        return self.limit is not None and self.days > self.limit


def aged(entry: Entry, packs: Packs, now: datetime) -> Aged:
    """The wait of one request, by the rules of the programme version that it was sent under."""
    paying = entry.state in WAITING_FOR_A_PAYER
    since = (entry.decided_at or entry.state_since) if paying else entry.state_since
    try:
        programme = packs.programme(entry.programme, entry.programme_version)
    except StorageError:  # its file is gone: the days are plain days then, and nothing is late
        return Aged(entry, since, (now - since).days, None)
    calendar = packs.working_calendar(programme)
    days = calendar.working_days_between(calendar.day(since), calendar.day(now))
    payment, signing = programme.payment, programme.signing
    limit = payment.late_after_working_days if paying else signing.promise_working_days
    return Aged(entry, since, days, limit)
