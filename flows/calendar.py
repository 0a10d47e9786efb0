"""Civil time: working days, calendar months, waking hours.

The one place that turns instants into local days and back. Instants are aware datetimes, answered
in UTC; days are plain dates. The zone and the bank holidays are values handed in, because only
`storage` may read the zone data.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7
_SATURDAY = 5
_DAY = timedelta(days=1)
# Our own names: strftime would follow the server's locale.
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days an organisation works: Monday to Friday in `zone`, without `holidays`."""

    zone: tzinfo
    holidays: frozenset[date]

    def local(self, now: datetime) -> datetime:
        """The same instant on the local clock. Raises ValueError if `now` has no zone."""
        return _local(now, self.zone)

    def day(self, now: datetime) -> date:
        """The local day of an instant. Raises ValueError if `now` has no zone."""
        return self.local(now).date()

    def is_working_day(self, d: date) -> bool:
        """Whether `d` is neither a weekend nor a bank holiday."""
        return d.weekday() < _SATURDAY and d not in self.holidays

    def add_working_days(self, now: datetime, n: int) -> date:
        """The `n`th working day after the local day of `now`, which itself never counts.

        With `n` 0: that day, or the next working day if it is a day off. Raises ValueError if `n`
        is negative or `now` has no zone, OverflowError past the year 9999.
        """
        if n < 0:
            msg = "working days are counted forward"
            raise ValueError(msg)
        found = self.day(now)
        for _ in range(n):
            found = self._working_day_from(found + _DAY)
        return self._working_day_from(found)

    def after_work(self, now: datetime, hours: "WakingHours", work: timedelta) -> datetime:
        """When so much working time has gone by since `now`, as UTC; with none of it, when work
        goes on. `hours` do not run over midnight."""
        at = self._at_work(now, hours)
        while True:
            closes = at_local(self.day(at), hours.closes, self.zone)
            if at + work <= closes:
                return at + work
            work -= closes - at
            at = self._at_work(closes, hours)

    def _at_work(self, now: datetime, hours: "WakingHours") -> datetime:
        """`now` if work is going on, else when it next begins."""
        here = self.local(now)
        if self.is_working_day(here.date()) and hours.hold(here.time()):
            return now.astimezone(UTC)
        gone = here.time() >= hours.opens and self.is_working_day(here.date())
        day = self.add_working_days(now, 1 if gone else 0)
        return at_local(day, hours.opens, self.zone)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; 0 if `end` is not after `start`.

        The inverse of `add_working_days`: from a day to its `n`th working day this is `n`.
        """
        days = (start + _DAY * ahead for ahead in range(1, (end - start).days + 1))
        return sum(map(self.is_working_day, days))

    def _working_day_from(self, d: date) -> date:
        while not self.is_working_day(d):
            d += _DAY
        return d


@dataclass(frozen=True, slots=True)
class WakingHours:
    """When a person may be written to, on their local clock: from `opens`, until before `closes`.

    `opens` after `closes` runs over midnight, for those who work nights. Raises ValueError when
    both are the same, which could mean always or never, or when either carries a zone.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens == self.closes or self.opens.tzinfo or self.closes.tzinfo:
            msg = "waking hours need two different local times"
            raise ValueError(msg)

    def hold(self, at: time) -> bool:
        """Whether a local time is inside."""
        if self.opens < self.closes:
            return self.opens <= at < self.closes
        return at >= self.opens or at < self.closes


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Whole units gone by, for the words ("three months ago"). A count of 0 is 0 days: today."""

    unit: Literal["day", "week", "month"]
    count: int


def at_local(day: date, at: time, zone: tzinfo) -> datetime:
    """The UTC instant when the clock in `zone` shows `at` on `day`.

    A time that the spring change skips moves forward by what was skipped; of a time that comes
    twice in autumn it is the first. Raises ValueError if `at` carries a zone.
    """
    if at.tzinfo is not None:
        msg = "a local time must not carry a zone"
        raise ValueError(msg)
    # fold=0 does both: before the change it still counts with the old offset.
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)


def next_waking(now: datetime, hours: WakingHours, zone: tzinfo) -> datetime:
    """`now` in UTC if it is inside `hours`, else the next opening. ValueError if it has no zone."""
    here = _local(now, zone)
    if hours.hold(here.time()):
        return now.astimezone(UTC)
    day = here.date() if here.time() < hours.opens else here.date() + _DAY
    # In the hour that comes twice the day may have opened already: never answer with the past.
    return max(at_local(day, hours.opens, zone), now.astimezone(UTC))


def add_months(anchor: date, n: int) -> date:
    """`n` calendar months from `anchor` (negative: before), on its day or the month's last.

    Always count from the original date: 31 January gives 28 February and then 31 March, where
    month after month would stay on the 28th. Raises ValueError outside the years 1 to 9999.
    """
    years, month = divmod(anchor.month - 1 + n, MONTHS_A_YEAR)
    first = date(anchor.year + years, month + 1, 1)
    return first.replace(day=min(anchor.day, monthrange(first.year, first.month)[1]))


def every_week(first: date, last: date) -> tuple[date, ...]:
    """`first` and the same weekday of every week after it, up to and with `last`."""
    weeks = (last - first).days // DAYS_A_WEEK
    return tuple(first + _DAY * DAYS_A_WEEK * n for n in range(weeks + 1))


def every_month(first: date, last: date) -> tuple[date, ...]:
    """`first` and its day of every calendar month after it, up to and with `last`.

    Counted from `first` each time: 31 January is followed by 28 February and 31 March.
    """
    months = (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month
    return tuple(d for n in range(months + 1) if (d := add_months(first, n)) <= last)


def ago(from_day: date, to_day: date) -> Elapsed:
    """Whole days under a week, whole weeks under a calendar month, else whole months.

    Raises ValueError if `to_day` is before `from_day`.
    """
    if to_day < from_day:
        msg = "the later day comes second"
        raise ValueError(msg)
    months = (to_day.year - from_day.year) * MONTHS_A_YEAR + to_day.month - from_day.month
    if add_months(from_day, months) > to_day:
        months -= 1
    days = (to_day - from_day).days
    if months > 0:
        return Elapsed("month", months)
    if days >= DAYS_A_WEEK:
        return Elapsed("week", days // DAYS_A_WEEK)
    return Elapsed("day", days)


def long_day(d: date) -> str:
    """A day as people say it, in English: "Thursday 26 November"."""
    return f"{_DAY_NAMES[d.weekday()]} {d.day} {MONTH_NAMES[d.month - 1]}"


def said_day(d: date, today: date) -> str:
    """The same nearer by: "today", "yesterday", "tomorrow"; with its year when that is another."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((d - today).days)
    return near or (long_day(d) if d.year == today.year else f"{long_day(d)} {d.year}")


def said_time(at: datetime, now: datetime, zone: tzinfo) -> str:
    """An instant as people say it: "today at 14:05", "Thursday 26 November at 09:00"."""
    here = _local(at, zone)
    return f"{said_day(here.date(), _local(now, zone).date())} at {here:%H:%M}"


def _local(now: datetime, zone: tzinfo) -> datetime:
    if now.utcoffset() is None:
        msg = "an instant needs a zone"
        raise ValueError(msg)
    return now.astimezone(zone)
