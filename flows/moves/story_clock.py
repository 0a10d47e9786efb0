"""When somebody may be asked for a story: another day than their check-in (CARE 16)."""

from datetime import datetime, timedelta

from flows.calendar import at_local
from flows.effects import SetTimer
from flows.events import TimerKind
from flows.facts import Facts
from flows.model import Request
from flows.outcomes import DID_HELP, START_ROUND


def story_clock(request: Request, round_id: str, how: str, facts: Facts) -> tuple[SetTimer, ...]:
    """The timer after a round in which it helped; what else they answer is asked when it is due."""
    rules = facts.programme.stories
    if rules is None or round_id == START_ROUND or how not in DID_HELP:
        return ()
    at = in_days(rules.ask_after_days, facts)
    key = f"story-offer:{request.id}:{round_id}"
    return (SetTimer(key, at, TimerKind.STORY_OFFER, request.id, request.person, round_id),)


def in_days(days: int, facts: Facts) -> datetime:
    """The hour of check-ins, so many days from now, as UTC."""
    day = facts.calendar.day(facts.now) + timedelta(days=days)
    return at_local(day, facts.programme.check_ins.hour, facts.calendar.zone)
