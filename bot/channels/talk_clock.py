"""The clock of a talk: the programme's local time, and what `clock +1 month` makes of it.

Days, weeks and months keep the time of day through the changes of the clocks; hours and minutes
are hours and minutes gone by. Months count from where they began, so 31 January and two months
make 31 March. It starts nothing: `talk` moves the service to the instant it answers.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.channels.talk_steps import (
    AddBudgetHolder,
    AddStaff,
    AddStranger,
    ClockAt,
    ClockBy,
    StaffLeaves,
    Step,
    TopUpFund,
    Unit,
    UseProgramme,
)
from flows.calendar import add_months, at_local

DEFAULT_START = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - a Monday, local time


@dataclass(frozen=True, slots=True)
class LocalClock:
    """Where the clock stands. `months` have gone by since `anchor` by the calendar."""

    anchor: datetime
    zone: ZoneInfo
    months: int = 0

    @property
    def local(self) -> datetime:
        """What a clock on the wall shows."""
        day = add_months(self.anchor.date(), self.months)
        return datetime.combine(day, self.anchor.time())

    @property
    def at(self) -> datetime:
        """The same instant in UTC."""
        return at_local(self.local.date(), self.local.time(), self.zone)

    def moved(self, step: ClockAt | ClockBy) -> "LocalClock":
        """The clock after this step."""
        match step:
            case ClockAt(local):
                return LocalClock(local, self.zone)
            case ClockBy(n, Unit.MONTH):
                return replace(self, months=self.months + n)
            case ClockBy(n, Unit.DAY | Unit.WEEK as unit):
                days = n * (7 if unit is Unit.WEEK else 1)
                return LocalClock(self.local + timedelta(days=days), self.zone)
            case ClockBy(n, unit):
                passed = timedelta(hours=n) if unit is Unit.HOUR else timedelta(minutes=n)
                local = (self.at + passed).astimezone(self.zone).replace(tzinfo=None)
                return LocalClock(local, self.zone)


def start_of(steps: tuple[Step, ...]) -> datetime:
    """The local time a talk starts at: its first clock line, if nobody has acted before it."""
    for step in steps:
        match step.does:
            case ClockAt(local):
                return local
            case (
                UseProgramme()
                | TopUpFund()
                | AddStaff()
                | StaffLeaves()
                | AddBudgetHolder()
                | AddStranger()
            ):
                pass
            case _:
                break
    return DEFAULT_START
