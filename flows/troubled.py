"""Somebody may come to harm: numbers first, a human told, what was asked still stands (CARE 8)."""

from dataclasses import replace
from datetime import timedelta

from flows.choices import words_of
from flows.conversations.home import works_here
from flows.conversing import AnyMove, answered_in_distress
from flows.distress import matches
from flows.effects import Effect, Reply
from flows.events import ChatEvent
from flows.facts import Facts
from flows.floor import Outcome, after, carry_on
from flows.messages import Button, Line, Message, line
from flows.model import Person, Role
from flows.moves.send import carer_of
from flows.moves.talk import told_staff
from flows.outcome import Again
from flows.session import Session, person_of


def is_distress(text: str, facts: Facts) -> bool:
    """Whether somebody speaks of themself so. Staff write about others."""
    me = facts.me
    theirs = me is None or Role.BUDGET_HOLDER in me.roles or not works_here(me)
    return theirs and matches(text, facts.programme.distress.phrases)


def troubled(session: Session, event: ChatEvent, facts: Facts) -> Outcome:
    """The panel comes first, once in full; a human is told; what was being asked still stands."""
    told, who = _told(event, _whose(session, facts), facts)
    said = Reply(
        Message(
            (*_panel(session, facts), *who),
            (Button(line("button-carry-on"), carry_on(session)),),
        )
    )
    session = replace(session, panel_at=facts.now)
    if facts.me is None or session.at_home:
        return Outcome(session, (said, *told))
    following = after(session, _without_complaint(session, event, facts), facts)
    return Outcome(following.session, (said, *told, *following.effects))


def _panel(session: Session, facts: Facts) -> tuple[Line, ...]:
    hours = timedelta(hours=facts.programme.distress.short_for_hours)
    if session.panel_at is not None and facts.now - session.panel_at <= hours:
        return (line("distress-short"),)
    walk_in = facts.programme.crisis.walk_in
    place = (line("label", words=walk_in),) if walk_in else ()
    return (line("distress-full"), line("crisis-lines"), *place)


def _whose(session: Session, facts: Facts) -> Person | None:
    """Who is meant: whoever is being helped just now, else whoever writes."""
    helped = person_of(session)
    return facts.holder if helped and facts.holder is not None else facts.me


def _told(
    event: ChatEvent, me: Person | None, facts: Facts
) -> tuple[tuple[Effect, ...], tuple[Line, ...]]:
    """Who hears of it, and what the person is told about that: only what is true."""
    if me is None:
        return (), ()
    told = told_staff(
        me, "distress", line("distress-staff", name=me.name, words=words_of(event)), facts
    )
    if not told:
        return (), ()
    words = "distress-told" if carer_of(me, facts) is not None else "distress-told-scheme"
    return told, (line(words),)


def _without_complaint(session: Session, event: ChatEvent, facts: Facts) -> AnyMove:
    """The answer, where it may be one; but where it was none, the question is only asked again."""
    move = answered_in_distress(session.state, event, facts)
    return Again() if isinstance(move, Again) else move
