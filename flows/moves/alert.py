"""Somebody may come to harm: who hears of it, who covers, and when somebody has been in touch.

The programme's table decides (`flows.programme.distress`). Nothing here touches a request: no
alert ever changes a decision (CARE 8).
"""

from datetime import timedelta

from flows.calendar import WakingHours, long_day
from flows.cards import button
from flows.distress import matches
from flows.effects import CloseTask, DropTimer, Effect, Note, OpenTask, Reply, Send, SetTimer
from flows.events import TimerFired, TimerKind
from flows.facts import Facts, alert_key
from flows.messages import Line, Message, line
from flows.model import Person, Role
from flows.policy import role_for
from flows.programme import Trigger
from flows.taps import Do, Verb


def trigger_of(text: str, facts: Facts) -> Trigger | None:
    """The first trigger whose words these are. Innocent wordings are set aside by `matches`."""
    table = facts.programme.distress
    return next((t for t in table.triggers if matches(text, (*t.phrases, *table.innocent))), None)


def very_low(question: str, number: int, facts: Facts) -> Trigger | None:
    """The trigger that this answer of a check-in sets off, if it is a very low one."""
    table = facts.programme.distress.triggers
    return next((t for t in table if any(low.holds(question, number) for low in t.low)), None)


def alerted(
    person: Person, trigger: Trigger, words: str, facts: Facts
) -> tuple[tuple[Effect, ...], tuple[Line, ...]]:
    """Those who hear of it, and what the person reads about that: only what is true."""
    levels = (trigger.tells, *((role,) for role in trigger.cover))
    reached = next((n for n, roles in enumerate(levels) if in_roles(person, roles, facts)), None)
    if reached is None:
        return (), ()
    told = in_roles(person, levels[reached], facts)
    said = (line("alert-words", words=words),) if words else ()
    lines = (line("distress-staff", name=person.name), *said, _what(trigger))
    again = tuple(p for p in facts.staff if p.id in facts.alerted and p not in told)
    effects = [_card(person, p, lines) for p in (*told, *again)]
    effects += [_task(person, p) for p in told]
    if not facts.alerted:  # what waits already keeps its hour: it is not put off by more words
        effects.append(_cover_clock(person, trigger, reached, facts))
    return tuple(effects), _told_person(_role(person, told[0], levels[reached]), trigger, facts)


def in_roles(person: Person, roles: tuple[Role, ...], facts: Facts) -> tuple[Person, ...]:
    """Those who stand to the person in one of these roles; never the person themself."""
    return tuple(
        p for p in facts.staff if p.id != person.id and role_for(p, roles, person) is not None
    )


def not_in_touch(event: TimerFired, facts: Facts) -> tuple[Effect, ...]:
    """Nobody has been in touch within the working hour: the next cover hears of it."""
    person = facts.holder
    if person is None:
        return ()
    trigger = facts.programme.distress.trigger(event.value)
    for n, role in enumerate(trigger.cover[event.n :], event.n):
        cover = tuple(p for p in in_roles(person, (role,), facts) if p.id not in facts.alerted)
        if cover:
            head = line("distress-staff", name=person.name)
            lines = (head, line("alert-not-in-touch"), _what(trigger))
            cards = [_card(person, p, lines) for p in cover]
            tasks = [_task(person, p) for p in cover]
            return (*cards, *tasks, _cover_clock(person, trigger, n + 1, facts))
    return ()


def in_touch(facts: Facts) -> tuple[Effect, ...]:
    """Somebody who was told has been in touch: everybody's task is done, and no cover is asked."""
    me, person = facts.me, facts.holder
    if me is None or person is None or me.id not in facts.alerted:
        return (Reply(Message((line("moved-on-staff"),))),)
    others = sorted(facts.alerted - {me.id})
    over = Message(
        (line("alert-over", name=person.name, by=me.name),),
        key=_card_key(person),
        about=person.id,
    )
    mine = Message((line("alert-you", name=person.name),), key=_card_key(person), about=person.id)
    return (
        DropTimer(_card_key(person)),
        *(CloseTask(key) for key, _ in facts.alerts),
        Note(f"person:{person.id}", "in_touch", actor=me.id),
        *(Send(p, over, quiet=True) for p in others),
        Send(me.id, mine, quiet=True),
        Reply(Message((line("alert-thanks"),))),
    )


def is_working(facts: Facts) -> bool:
    """Whether those who are told are at work now."""
    local = facts.calendar.local(facts.now)
    return facts.calendar.is_working_day(local.date()) and _hours(facts).hold(local.time())


def _hours(facts: Facts) -> WakingHours:
    table = facts.programme.distress
    return WakingHours(table.opens, table.closes)


def _card_key(person: Person) -> str:
    """The alert's card in every chat, and the clock of its cover."""
    return f"distress:{person.id}"


def _what(trigger: Trigger) -> Line:
    return line("label", words=trigger.staff)


def _card(person: Person, to: Person, lines: tuple[Line, ...]) -> Effect:
    tap = Do(Verb.IN_TOUCH, value=person.id)
    key = _card_key(person)
    buttons = (button("button-in-touch", tap),)
    return Send(to.id, Message(lines, buttons, key=key, anew=True, about=person.id))


def _task(person: Person, owner: Person) -> Effect:
    return OpenTask(alert_key(person.id, owner.id), owner.id, "distress", person.id)


def _cover_clock(person: Person, trigger: Trigger, n: int, facts: Facts) -> Effect:
    """When the next cover hears of it, unless somebody has been in touch: so long at work."""
    minutes = timedelta(minutes=facts.programme.distress.in_touch_within_minutes)
    return SetTimer(
        key=_card_key(person),
        at=facts.calendar.after_work(facts.now, _hours(facts), minutes),
        timer=TimerKind.ALERT,
        person=person.id,
        value=trigger.id,
        n=n,
    )


def _role(person: Person, told: Person, roles: tuple[Role, ...]) -> str:
    return str(role_for(told, roles, person) or roles[0])


def _told_person(role: str, trigger: Trigger, facts: Facts) -> tuple[Line, ...]:
    if is_working(facts):
        return (line("distress-told", role=role),)
    starts = facts.calendar.after_work(facts.now, _hours(facts), timedelta(0))
    day = long_day(facts.calendar.day(starts))
    return (
        line("distress-told-later", role=role, day=day),
        line("label", words=trigger.out_of_hours),
    )
