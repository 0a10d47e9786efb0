"""Quiet days and times: when somebody is left in peace, and the next moment they are not.

What they typed is read here ("Fridays", "1pm to 2pm"); what is not plain is not guessed. Knows no
message and no timer.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from flows.calendar import WakingHours, at_local, next_waking
from flows.model import Wishes

DAYS_A_WEEK = 7
PATIENCE = timedelta(days=14)
"""When the quiet times leave no moment free for so long, only the waking hours count."""

_MINUTE = timedelta(minutes=1)
_DAYS = (
    "mon(?:days?)?",
    "tues?(?:days?)?",
    "wednesdays?",
    "thu(?:rs)?(?:days?)?",
    "fri(?:days?)?",
    "sat(?:urdays?)?",
    "sundays?",  # not "from sun up to sun down"
)
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?(?:m\b\.?)?"
_SPAN = re.compile(rf"\b{_CLOCK}\s*(?:to|until|till|-|–)\s*{_CLOCK}", re.IGNORECASE)

Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Quiet:
    """What was understood: weekdays (Monday is 0), and spans on the local clock."""

    days: tuple[int, ...] = ()
    times: tuple[Span, ...] = ()


def read_quiet(text: str) -> Quiet:
    """The days and times that these words name; empty where they name none."""
    low = text.casefold()
    weekend = (5, 6) if re.search(r"\bweekends?\b", low) else ()
    named = (n for n, day in enumerate(_DAYS) if re.search(rf"\b(?:{day})\b", low))
    spans = (_span(hit) for hit in _SPAN.finditer(low))
    return Quiet(tuple(sorted({*named, *weekend})), tuple(span for span in spans if span))


def _span(hit: re.Match[str]) -> Span | None:
    hour, minute, half, end_hour, end_minute, end_half = hit.groups()
    start = _time(hour, minute, half or end_half)
    end = _time(end_hour, end_minute, end_half)
    if start is not None and end is not None and not half and start > end:  # 11 to 1pm
        start = _time(hour, minute, "a")
    return None if start is None or end is None or start == end else (start, end)


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    """A time that can mean only one thing: with am or pm, or written as 13:30."""
    hours, minutes = int(hour), int(minute or 0)
    if minutes > 59 or hours > 23 or (half and not 1 <= hours <= 12):
        return None
    if half:
        return time(hours % 12 + (12 if half == "p" else 0), minutes)
    return time(hours, minutes) if minute else None


def has_quiet(wishes: Wishes) -> bool:
    """Whether they said when to leave them in peace."""
    return bool(wishes.quiet_days or wishes.quiet_times or wishes.good_time)


def undisturbing(now: datetime, wishes: Wishes, waking: WakingHours, zone: tzinfo) -> datetime:
    """`now` if they may be written to now, else the next moment (UTC) when they may.

    What they said is a good time stands instead of the waking hours.
    """
    hours = WakingHours(*wishes.good_time) if wishes.good_time else waking
    at, latest = next_waking(now, hours, zone), now + PATIENCE
    while at < latest:
        end = _quiet_until(at, wishes, zone)
        if end is None:
            return at
        at = next_waking(max(end, at + _MINUTE), hours, zone)
    return next_waking(now, waking, zone)


def _quiet_until(at: datetime, wishes: Wishes, zone: tzinfo) -> datetime | None:
    here = at.astimezone(zone)
    tomorrow = here.date() + timedelta(days=1)
    if here.weekday() in wishes.quiet_days:
        return at_local(tomorrow, time(0), zone)
    for start, end in wishes.quiet_times:
        if WakingHours(start, end).hold(here.time()):
            return at_local(here.date() if here.time() < end else tomorrow, end, zone)
    return None
