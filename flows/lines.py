"""The lines of a plan: what each pays for, how, to whom, and when each payment falls due.

Exact, by calendar days and whole pence. Knows no request's state and no clock: "due by this day"
is asked with the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from flows.calendar import every_month, every_week

MAX_LINES = 6
MAX_PAYMENTS = 120
"""Payments of one line: two years of weeks, ten of months. More is a plan of its own."""


class Every(StrEnum):
    """How often a line is paid."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Paid on `first` and every week or calendar month after it, on `last` at the latest.

    `ended` is the last day since a human ended it, with notice: nothing falls due after it.
    """

    every: Every
    first: date
    last: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line: words and payee are private. `pence` is one payment; no `repeat` is once, now.

    `fund` is the pot it is paid from (empty: the programme's own).
    """

    id: str
    words: str
    pence: int
    payment: str = ""
    payee: str = ""
    repeat: Repeat | None = None
    fund: str = ""


@dataclass(frozen=True, slots=True)
class LinePayment:
    """A payment of a line that was made: the `no`th of it. Each is made once."""

    line: str
    no: int
    pence: int
    reference: str
    on: date


@dataclass(frozen=True, slots=True)
class Due:
    """A payment of a line that is not made yet. `day` None: as soon as it is agreed."""

    line: PlanLine
    no: int
    day: date | None

    @property
    def key(self) -> str:
        """What a button says of it."""
        return f"{self.line.id}:{self.no}"

    def by(self, day: date) -> bool:
        """Whether it is due on this day."""
        return self.day is None or self.day <= day


def days_of(line: PlanLine) -> tuple[date | None, ...]:
    """When each payment falls due, as it was agreed: what a human ended is still among them."""
    repeat = line.repeat
    if repeat is None:
        return (None,)
    step = every_week if repeat.every is Every.WEEK else every_month
    return step(repeat.first, repeat.last)


def line_total(line: PlanLine) -> int:
    """What a line comes to, in pence, as it was agreed."""
    return line.pence * len(days_of(line))


def total(lines: Iterable[PlanLine]) -> int:
    """What a plan comes to, in pence."""
    return sum(map(line_total, lines))


def unpaid(lines: Iterable[PlanLine], paid: Iterable[LinePayment]) -> tuple[Due, ...]:
    """Payments that are still to be made, line by line, the earliest first."""
    made = {(payment.line, payment.no) for payment in paid}
    return tuple(
        Due(line, no, day)
        for line in lines
        for no, day in enumerate(days_of(line), 1)
        if (line.id, no) not in made and not _ended(line, day)
    )


def _ended(line: PlanLine, day: date | None) -> bool:
    ended = line.repeat.ended if line.repeat is not None else None
    return ended is not None and day is not None and day > ended


def owed(due: Iterable[Due], main: str) -> dict[str, int]:
    """Pence by pot. `main` is the pot of lines that name none."""
    pots: dict[str, int] = {}
    for one in due:
        pot = one.line.fund or main
        pots[pot] = pots.get(pot, 0) + one.line.pence
    return pots


def next_of_each(due: Iterable[Due]) -> tuple[Due, ...]:
    """The earliest of each line."""
    first: dict[str, Due] = {}
    for one in due:
        first.setdefault(one.line.id, one)
    return tuple(first.values())


def numbered(lines: Iterable[PlanLine]) -> tuple[PlanLine, ...]:
    """The lines with ids 1, 2, 3 … in their order. Only for a plan that nobody has agreed to."""
    return tuple(replace(line, id=str(no)) for no, line in enumerate(lines, 1))


def running(lines: Iterable[PlanLine], day: date) -> tuple[PlanLine, ...]:
    """Lines that go on being paid after this day unless a human ends them, and nobody has."""
    return tuple(
        line
        for line in lines
        if line.repeat is not None and line.repeat.ended is None and line.repeat.last > day
    )
