"""Somebody may come to harm: numbers first, a human told, what was asked still stands (CARE 8)."""

from dataclasses import replace
from datetime import timedelta

from flows.choices import words_of
from flows.conversations.home import works_here
from flows.conversing import AnyMove, answered_in_distress
from flows.distress import matches
from flows.effects import Effect, Reply, SaveAnswer
from flows.events import ChatEvent
from flows.facts import Facts
from flows.floor import Outcome, after, carry_on
from flows.messages import Button, Line, Message, MessageClass, line
from flows.model import Person, Role
from flows.moves.alert import alerted, trigger_of, very_low
from flows.outcome import Again
from flows.programme import Trigger
from flows.session import Session, person_of


def is_distress(text: str, facts: Facts) -> bool:
    """Whether somebody speaks of themself so. Staff write about others."""
    return _is_theirs(facts) and matches(text, facts.programme.distress.phrases)


def troubled(session: Session, event: ChatEvent, facts: Facts) -> Outcome:
    """The panel comes first, once in full; a human is told; what was being asked still stands."""
    words = words_of(event)
    trigger = trigger_of(words, facts) or facts.programme.distress.triggers[0]
    said, told = _said(session, trigger, words, facts)
    session = replace(session, panel_at=facts.now)
    if facts.me is None or (session.at_home and facts.check_in is None):
        return Outcome(session, (said, *told))
    following = after(session, _without_complaint(session, event, facts), facts)
    return Outcome(following.session, (said, *told, *following.effects))


def low_answers(before: Session, outcome: Outcome, facts: Facts) -> Outcome:
    """A very low answer of a check-in is heard as words are; the round goes on as it would."""
    numbers = [
        (effect.question, effect.number)
        for effect in outcome.effects
        if isinstance(effect, SaveAnswer) and effect.number is not None
    ]
    found = (very_low(question, number, facts) for question, number in numbers)
    trigger = next((one for one in found if one is not None), None)
    if trigger is None or not _is_theirs(facts):
        return outcome
    session = replace(outcome.session, panel_at=facts.now)
    said, told = _said(replace(session, panel_at=before.panel_at), trigger, "", facts)
    return Outcome(session, (said, *told, *outcome.effects))


def _is_theirs(facts: Facts) -> bool:
    me = facts.me
    return me is None or Role.BUDGET_HOLDER in me.roles or not works_here(me)


def _said(
    session: Session, trigger: Trigger, words: str, facts: Facts
) -> tuple[Reply, tuple[Effect, ...]]:
    """The panel in full, with who was told; or one short line, when it is not long ago."""
    whose = _whose(session, facts)
    told, who = alerted(whose, trigger, words, facts) if whose is not None else ((), ())
    lines = (line("distress-short"),) if _is_recent(session, facts) else (*_panel(facts), *who)
    back = Button(line("button-carry-on"), carry_on(session))
    return Reply(Message(lines, (back,), cls=MessageClass.CRISIS)), told


def _is_recent(session: Session, facts: Facts) -> bool:
    hours = timedelta(hours=facts.programme.distress.short_for_hours)
    return session.panel_at is not None and facts.now - session.panel_at <= hours


def _panel(facts: Facts) -> tuple[Line, ...]:
    walk_in = line("label", words=facts.programme.crisis.walk_in)
    return (line("distress-full"), line("crisis-lines"), walk_in)


def _whose(session: Session, facts: Facts) -> Person | None:
    """Who is meant: whoever is being helped just now, else whoever writes."""
    helped = person_of(session)
    return facts.holder if helped and facts.holder is not None else facts.me


def _without_complaint(session: Session, event: ChatEvent, facts: Facts) -> AnyMove:
    """The answer, where it may be one; but where it was none, the question is only asked again."""
    move = answered_in_distress(session.state, event, facts)
    return Again() if isinstance(move, Again) else move
