"""When a no may be said: not late in the day and not just before days off, when nobody is there.

It waits for the next working morning, unless the person has said that we need not (CARE 25). A no
that waits is not told: their status goes on as if it were still being read.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta

from flows.calendar import at_local, long_day
from flows.effects import Effect, Reply, SetWishes
from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.taps import Do, Verb

ANY, WORKING = "any", "working"


def waits_until(facts: Facts) -> datetime | None:
    """The working morning that a no waits for; None when it may be said now."""
    why = why_wait(facts)
    if not why or (facts.holder is not None and facts.holder.wishes.no_at_any_time):
        return None
    return _opening(facts, facts.now, 0 if why == "early" else 1)


def why_wait(facts: Facts) -> str:
    """Why now is no time for a no: `late`, `early` or `off` (before days off, or on one)."""
    calendar, signing = facts.calendar, facts.programme.signing
    local = calendar.local(facts.now)
    if not calendar.is_working_day(local.date()):
        return "off"
    if not calendar.is_working_day(local.date() + timedelta(days=1)):
        return "" if facts.programme.waking.opens <= local.time() < _last(facts) else "off"
    if local.time() < facts.programme.waking.opens:
        return "early"
    return "late" if local.time() >= signing.no_until else ""


def _last(facts: Facts) -> time:
    return min(facts.programme.signing.no_until, facts.programme.signing.no_until_before_days_off)


def told_first_by(decided: datetime, facts: Facts) -> datetime:
    """When a no goes by itself that its signer wants to say first: one working day at most."""
    return _opening(facts, decided, 1)


def _opening(facts: Facts, after: datetime, days: int) -> datetime:
    """The opening of waking hours, so many working days after this instant, as UTC."""
    day = facts.calendar.add_working_days(after, days)
    return at_local(day, facts.programme.waking.opens, facts.calendar.zone)


def day_and_hour(at: datetime, facts: Facts) -> tuple[str, str]:
    """When that is, as its readers say it."""
    local = facts.calendar.local(at)
    return long_day(local.date()), f"{local:%H:%M}"


def no_when(tap: Do, facts: Facts) -> tuple[Effect, ...]:
    """The person's own wish: shown, or set."""
    me = facts.me
    if me is None:
        return (Reply(Message((line("moved-on"),))),)
    if tap.value in (ANY, WORKING):
        wishes = replace(me.wishes, no_at_any_time=tap.value == ANY)
        said = "no-when-set-any" if wishes.no_at_any_time else "no-when-set-working"
        return (SetWishes(me.id, wishes), Reply(Message((line(said),))))
    at_once = Button(line("button-no-any"), Do(Verb.NO_WHEN, value=ANY))
    wait = Button(line("button-no-working"), Do(Verb.NO_WHEN, value=WORKING))
    now = "no-when-any" if me.wishes.no_at_any_time else "no-when"
    return (Reply(Message((line(now),), (wait, at_once))),)
