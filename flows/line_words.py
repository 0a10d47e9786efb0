"""The lines of a plan in words: for the person, for signers, for payers. People's own words and
payees are arguments and are never changed."""

from collections.abc import Iterable
from datetime import date

from flows.calendar import long_day
from flows.lines import Due, PlanLine, days_of, line_total
from flows.messages import Line, line
from flows.money import Pence, pounds, short_pounds
from flows.programme import Programme


def plan_lines(lines: Iterable[PlanLine]) -> tuple[Line, ...]:
    """Each line as the person reads it."""
    return tuple(said for one in lines for said in (what(one), *_how(one, "plan")))


def staff_lines(lines: Iterable[PlanLine], programme: Programme) -> tuple[Line, ...]:
    """Each line as staff read it: the pot too, when there is more than one."""
    return tuple(
        said
        for one in lines
        for said in (what(one), *_how(one, "look"), *_from_pot(one, programme))
    )


def due_lines(due: Iterable[Due], programme: Programme) -> tuple[Line, ...]:
    """What is to be paid, as the payer reads it."""
    return tuple(
        said
        for one in due
        for said in (
            _due(one),
            *_how(one.line, "look"),
            *_from_pot(one.line, programme),
        )
    )


def _due(due: Due) -> Line:
    amount = pounds(Pence(due.line.pence))
    if due.day is None:
        return line("pay-line", no=due.line.id, words=due.line.words, pounds=amount)
    day = short_day(due.day)
    return line("pay-line-day", no=due.line.id, words=due.line.words, pounds=amount, day=day)


def what(one: PlanLine) -> Line:
    """What for, how much, and how often."""
    amount = short_pounds(Pence(one.pence))
    if one.repeat is None:
        return line("line-once", no=one.id, words=one.words, pounds=amount)
    return line(
        f"line-each-{one.repeat.every}",
        no=one.id,
        words=one.words,
        pounds=amount,
        first=short_day(one.repeat.first),
        last=short_day(one.repeat.last),
        count=len(days_of(one)),
        total=short_pounds(Pence(line_total(one))),
    )


def _how(one: PlanLine, reader: str) -> tuple[Line, ...]:
    ended = one.repeat.ended if one.repeat is not None else None
    lines = (
        line("line-ends", day=short_day(ended)) if ended is not None else None,
        line(f"{reader}-payment-{one.payment}") if one.payment else None,
        line("line-payee", payee=one.payee) if one.payee else None,
    )
    return tuple(known for known in lines if known is not None)


def _from_pot(one: PlanLine, programme: Programme) -> tuple[Line, ...]:
    name = next((pot.name for pot in programme.pots if pot.id == one.fund), "")
    return (line("line-pot", pot=name),) if name else ()


def short_day(day: date) -> str:
    """A day with its year, which a plan may run past: "Thursday 26 November 2026"."""
    return f"{long_day(day)} {day.year}"
