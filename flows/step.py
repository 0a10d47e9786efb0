"""One pure entry: `step(session, event, facts)` says what becomes of a chat and of the world.

Timers, administration, commands, distress, buttons and the open conversation part ways here.
"""

from dataclasses import replace

from flows.administration import administer
from flows.assisting import Joining
from flows.commands import commanded
from flows.conversations.enrol import Welcoming
from flows.conversations.home import menu
from flows.conversing import answered
from flows.desk import command_of
from flows.effects import Reply, WrongCode
from flows.events import (
    MAX_TEXT,
    ChatEvent,
    Event,
    FileSent,
    InviteOpened,
    TapFault,
    Tapped,
    TapRefused,
    TimerFired,
    Typed,
)
from flows.facts import Facts
from flows.floor import Outcome, after, asks, offer, pressed, stands
from flows.helped import is_tied
from flows.messages import Message, line
from flows.model import Person
from flows.moves.invite import came_too_late, code_hash, looks_like_code
from flows.needs import needs
from flows.session import Session, moved
from flows.taps import Do
from flows.timekeeping import due
from flows.troubled import is_distress, low_answers, troubled

__all__ = ["Outcome", "needs", "offer", "step"]

COMING_IN = (Welcoming, Joining)
"""What a stranger answers."""


def step(session: Session, event: Event, facts: Facts) -> Outcome:
    """What this event makes of the chat and the world. It never raises for what people do."""
    match event:
        case TimerFired():
            return Outcome(session, due(event, facts))
        case Typed(text, cut) if cut or len(text) > MAX_TEXT:
            outcome = _chat(replace(session, last_at=facts.now), event, facts)
            told = Reply(Message((line("text-was-cut", most=MAX_TEXT),)))
            return replace(outcome, effects=(told, *outcome.effects))
        case Typed() | Tapped() | TapRefused() | FileSent() | InviteOpened():
            return _chat(replace(session, last_at=facts.now), event, facts)
        case _:
            return Outcome(session, administer(event, facts))


def _chat(session: Session, event: ChatEvent, facts: Facts) -> Outcome:
    if facts.me is not None and is_shut_out(facts.me):
        over = Message((line("access-ended"), line("crisis-lines")))
        return Outcome(session, (Reply(over),))
    match event:
        case InviteOpened(hash_):
            return _invited(session, hash_, facts)
        case TapRefused(fault):
            return _refused(session, fault, facts)
        case Tapped(Do() as tap):
            return pressed(session, tap, facts)
        case Typed(text) if (command := command_of(text)) is not None:
            return commanded(session, command, facts)
        case Typed(text) if is_distress(text, facts):
            return troubled(session, event, facts)
        case Typed(text) if facts.me is None and not isinstance(session.state, COMING_IN):
            return _stranger(session, text, facts)
        case Typed(text) if session.at_home and _brings_help(facts):
            return _invited(session, code_hash(text), facts)
        case _:
            answer = after(session, answered(session.state, event, facts), facts)
            return low_answers(session, answer, facts)


def _refused(session: Session, fault: TapFault, facts: Facts) -> Outcome:
    if fault is TapFault.UNKNOWN:
        return Outcome(session, (Reply(Message((line("tap-unknown"),))),))
    lead = (line("tap-old"),)
    if session.at_home:
        now = menu(facts)
        return Outcome(session, (Reply(replace(now, lines=(*lead, *now.lines))),))
    return Outcome(session, (stands(session, lead, facts),))


def is_shut_out(me: Person) -> bool:
    """Whether somebody said of them that it is not them (CARE 11)."""
    return me.unconfirmed and not me.roles


# --- strangers


def _invited(session: Session, hash_: str, facts: Facts) -> Outcome:
    if facts.me is not None and not _brings_help(facts):
        return Outcome(session, (Reply(Message((line("invite-already-here"),))),))
    if facts.invite is None or facts.tries_left <= 0:
        sorry = Message((line("invite-unknown"), line("crisis-lines")))
        late = facts.old_invite if facts.tries_left > 0 else None
        told = came_too_late(late) if late is not None else ()
        return Outcome(session, (WrongCode(), *told, Reply(sorry)))
    state = Joining(hash_) if _brings_help(facts) else Welcoming(hash_)
    return Outcome(moved(session, state), (asks(state, (), facts),))


def _brings_help(facts: Facts) -> bool:
    """Whether the invite is for somebody who is to help: they may be here already."""
    return facts.invite is not None and is_tied(facts.invite.kind)


def _stranger(session: Session, text: str, facts: Facts) -> Outcome:
    if looks_like_code(text):
        return _invited(session, code_hash(text), facts)
    return Outcome(session, (Reply(menu(facts)),))
