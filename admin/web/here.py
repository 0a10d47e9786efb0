"""Where and when a page is read: a programme's local time, and what is "today" there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from admin.asked import zone_of
from flows.calendar import said_day, said_time
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Here:
    """A programme's clock as a page is made."""

    zone: ZoneInfo
    now: datetime

    def time(self, at: datetime | None) -> str:
        """`today at 14:05`, `Thursday 26 November at 09:00`, or nothing."""
        return "" if at is None else said_time(at, self.now, self.zone)

    def when(self, at: datetime | None) -> str:
        """The same where it stands alone: `Today at 14:05`."""
        return _capital(self.time(at))

    def day(self, at: datetime | None) -> str:
        """`Yesterday`, `Thursday 26 November`, or nothing."""
        if at is None:
            return ""
        today = self.now.astimezone(self.zone).date()
        return _capital(said_day(at.astimezone(self.zone).date(), today))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


HereOf = Callable[[str], Here]


def heres(store: Store) -> HereOf:
    """The clocks of the programmes, for one page."""
    now = store.clock.now()

    @cache
    def here(programme: str) -> Here:
        return Here(zone_of(store.packs, programme), now)

    return here
