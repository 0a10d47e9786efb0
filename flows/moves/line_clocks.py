"""When the next payment of each line falls due, and when somebody talks about what comes after.

The day itself is the line's; a card comes on the first working morning from that day on.
"""

from datetime import date, datetime, timedelta

from flows.calendar import at_local
from flows.effects import SetTimer
from flows.events import TimerKind
from flows.facts import Facts
from flows.lines import Due, PlanLine, unpaid
from flows.model import Request


def line_clocks(request: Request, facts: Facts) -> tuple[SetTimer, ...]:
    """The clocks of a plan that is agreed now."""
    going_on = (one for one in request.plan.lines if one.repeat is not None)
    return tuple(
        clock
        for one in going_on
        for clock in (*due_clock(request, one, facts), *_end_watch(request, one, facts))
    )


def due_clock(request: Request, one: PlanLine, facts: Facts) -> tuple[SetTimer, ...]:
    """The next payment of this line that is still to come."""
    today = facts.calendar.day(facts.now)
    left = unpaid((one,), request.line_payments)
    coming = next((due for due in left if not due.by(today)), None)
    return () if coming is None else (_due_timer(request, coming, facts),)


def _due_timer(request: Request, due: Due, facts: Facts) -> SetTimer:
    day = due.day or facts.calendar.day(facts.now)
    return SetTimer(
        key=f"due:{request.id}:{due.line.id}",
        at=morning_of(day, facts),
        timer=TimerKind.LINE_DUE,
        request=request.id,
        value=due.line.id,
        n=due.no,
    )


def _end_watch(request: Request, one: PlanLine, facts: Facts) -> tuple[SetTimer, ...]:
    """Notice before the agreed end, so that a human speaks with them first."""
    if one.repeat is None:
        return ()
    day = one.repeat.last - timedelta(days=facts.programme.payment.notice_days)
    return (end_timer(request, one, max(day, facts.calendar.day(facts.now)), facts),)


def end_timer(request: Request, one: PlanLine, after: date, facts: Facts) -> SetTimer:
    """The first working morning after this day."""
    return SetTimer(
        key=f"ends:{request.id}:{one.id}",
        at=morning_of(after + timedelta(days=1), facts),
        timer=TimerKind.LINE_END,
        request=request.id,
        value=one.id,
    )


def morning_of(day: date, facts: Facts) -> datetime:
    """The opening of waking hours of this day, or of the next working day."""
    opens, zone = facts.programme.waking.opens, facts.calendar.zone
    return at_local(facts.calendar.add_working_days(at_local(day, opens, zone), 0), opens, zone)
