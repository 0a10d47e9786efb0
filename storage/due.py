"""What falls due: timers as turns to take, and when to look again. Reads only."""

from datetime import datetime

from storage.intake import Incoming, timer_update
from storage.repositories.outbox import Outbox
from storage.repositories.timers import Timers
from storage.store import Store

TIMERS = "timer"
"""The channel of a timer's update."""


def due_timers(store: Store, now: datetime, limit: int) -> tuple[Incoming, ...]:
    """A turn for each timer whose time has come, the longest due first."""
    with store.database.reading() as connection:
        due = Timers(connection).due(now, limit)
    return tuple(
        Incoming(TIMERS, timer_update(one.event.key, one.sequence), None, one.event) for one in due
    )


def next_due(store: Store, after: datetime) -> datetime | None:
    """When the next timer or delivery falls due after that moment; None when nothing ever will."""
    with store.database.reading() as connection:
        moments = (Timers(connection).next_due(after), Outbox(connection).next_due(after))
    return min((moment for moment in moments if moment is not None), default=None)
