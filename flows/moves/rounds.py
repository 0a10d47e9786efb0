"""It came: the day counts, and the check-ins follow it. Also for what needed no money."""

from flows.calendar import add_months, at_local
from flows.effects import Arrive, Effect, SetTimer
from flows.events import TimerKind
from flows.facts import Facts
from flows.model import Request


def came(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """The first day it was there, and a check-in for each of the programme's rounds."""
    rounds = [r for r in facts.programme.check_ins.rounds if r.after_months]
    timers = tuple(_round_timer(request, r.id, r.after_months, facts) for r in rounds)
    return (Arrive(request.id), *timers)


def first_months(facts: Facts) -> int:
    """In how many months they are first asked; 0: never."""
    rounds = [r.after_months for r in facts.programme.check_ins.rounds if r.after_months]
    return rounds[0] if rounds else 0


def _round_timer(request: Request, round_id: str, months: int, facts: Facts) -> SetTimer:
    """A check-in so many calendar months after the day it came (31 Jan, 28 Feb, 31 Mar)."""
    day = add_months(facts.calendar.day(facts.now), months)
    return SetTimer(
        key=f"checkin:{request.id}:{round_id}",
        at=at_local(day, facts.programme.check_ins.hour, facts.calendar.zone),
        timer=TimerKind.CHECK_IN,
        request=request.id,
        person=request.person,
        value=round_id,
    )
