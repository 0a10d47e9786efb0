"""One pure entry: `step(session, event, facts)` says what becomes of a chat and of the world.

Commands, distress, buttons, the open conversation, timers and administration meet here.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import get_args

from flows.administration import administer
from flows.choices import words_of
from flows.conversations.answer import Answering
from flows.conversations.ask import Asking
from flows.conversations.checkin import START, Rating
from flows.conversations.enrol import Welcoming
from flows.conversations.home import Home, menu
from flows.conversing import AnyMove, answered, begun, question
from flows.desk import Command, command_of, help_said, inbox, status_or_inbox, stop_said
from flows.distress import matches
from flows.effects import AddPerson, Arrive, Effect, OpenRequest, Prompt, Reply, WrongCode
from flows.events import (
    AdminEvent,
    ChatEvent,
    Event,
    InviteOpened,
    TapFault,
    Tapped,
    TapRefused,
    TimerFired,
    Typed,
)
from flows.facts import Facts
from flows.messages import Button, Line, Message, line
from flows.model import Person, Plan, Role
from flows.moves.invite import code_hash, looks_like_code
from flows.moves.talk import told_staff
from flows.needs import needs
from flows.outcome import Again, Finished, Goto
from flows.session import (
    ConversationState,
    Session,
    Waiting,
    back_home,
    moved,
    request_of,
    wait,
)
from flows.taps import Choose, Do, Verb
from flows.timekeeping import due

__all__ = ["Outcome", "needs", "offer", "step"]

_ADMIN = get_args(AdminEvent)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The chat's new session, and what must become true in the same commit."""

    session: Session
    effects: tuple[Effect, ...] = ()


def step(session: Session, event: Event, facts: Facts) -> Outcome:
    """What this event makes of the chat and the world. It never raises for what people do."""
    match event:
        case TimerFired():
            return Outcome(session, due(event, facts))
        case _ if isinstance(event, _ADMIN):
            return Outcome(session, administer(event, facts))
        case _:
            return _chat(replace(session, last_at=facts.now), event, facts)  # type: ignore[arg-type]


def _chat(session: Session, event: ChatEvent, facts: Facts) -> Outcome:
    match event:
        case InviteOpened(hash_):
            return _invited(session, hash_, facts)
        case TapRefused(fault):
            return _refused(session, fault, facts)
        case Tapped(Do() as tap):
            return _button(session, tap, facts)
        case Typed(text) if (command := command_of(text)) is not None:
            return _commanded(session, command, facts)
        case Typed(text) if _is_distress(text, facts):
            return _distress(session, event, facts)
        case Typed(text) if facts.me is None and not isinstance(session.state, Welcoming):
            return _stranger(session, text, facts)
        case _:
            return _after(session, answered(session.state, event, facts), facts)


def _after(session: Session, move: AnyMove, facts: Facts) -> Outcome:
    """The session and the words that follow from a conversation's move."""
    match move:
        case Goto(state, lead, effects):
            session = _pinned(moved(session, state), facts)
            return Outcome(session, (*effects, _asks(state, lead, facts)))
        case Again(lead, effects):
            return Outcome(session, (*effects, _asks(session.state, lead, facts)))
        case Finished(effects):
            return _finished(session, effects, facts)


def _asks(state: ConversationState, lead: tuple[Line, ...], facts: Facts) -> Reply:
    asked = question(state, facts)
    return Reply(replace(asked, lines=(*lead, *asked.lines)), asks=True)


def _pinned(session: Session, facts: Facts) -> Session:
    """A conversation finishes under the programme version it began with."""
    if session.programme_version:
        return session
    programme = facts.programme
    return replace(session, programme=programme.id, programme_version=programme.version)


def _finished(session: Session, effects: tuple[Effect, ...], facts: Facts) -> Outcome:
    later = _kept_draft(session, effects)
    home = replace(back_home(later), programme="", programme_version="")
    person = next((e.id for e in effects if isinstance(e, AddPerson) and e.bind_here), None)
    if person is not None:
        home = replace(home, person=person)
    return Outcome(home, (*effects, *_what_waits(home, facts)))


def _kept_draft(session: Session, effects: tuple[Effect, ...]) -> Session:
    """An asking that is left keeps its draft; one that is sent leaves none."""
    state = session.state
    if isinstance(state, Asking):
        sent = any(isinstance(effect, OpenRequest) for effect in effects)
        kept = state if not sent and state.plan != Plan() else None
        return replace(session, draft=kept)
    return session


def _what_waits(session: Session, facts: Facts) -> tuple[Effect, ...]:
    """After a conversation: the one that was parked, else a question that waits."""
    if not session.at_home:
        if isinstance(session.state, Asking):
            return (_asks(session.state, (line("back-to-it"),), facts),)
        again = Button(line("button-carry-on"), _carry_on(session))
        return (Reply(Message((line("back-to-it"),), (again,))),)
    if session.waiting:
        first = session.waiting[0]
        now = Button(line("button-answer-now"), answer_now(first))
        return (Reply(Message((line("a-question-waits"),), (now,))),)
    return ()


def _carry_on(session: Session) -> Do:
    return Do(Verb.CARRY_ON, request_of(session))


def answer_now(waiting: Waiting) -> Do:
    """The button that gives a waiting question the floor."""
    return Do(Verb.ANSWER_NOW, waiting.begins.request, value=waiting.key)


# --- buttons


def _button(session: Session, tap: Do, facts: Facts) -> Outcome:
    match tap.verb:
        case Verb.CARRY_ON:
            return Outcome(session, (_asks(session.state, (), facts),))
        case Verb.DRAFT | Verb.ASK if session.draft is not None and _idle(session):
            return _after(replace(session, draft=None), Goto(session.draft), facts)
        case Verb.ANSWER_NOW:
            return _answering_now(session, tap, facts)
        case _:
            return _begin(session, begun(tap, facts), facts)


def _answering_now(session: Session, tap: Do, facts: Facts) -> Outcome:
    first = next((w for w in session.waiting if w.key == tap.value), None)
    left = tuple(w for w in session.waiting if w.key != tap.value)
    session = replace(session, waiting=left)
    if first is None:
        return Outcome(session, (Reply(Message((line("moved-on"),))),))
    return _begin(session, begun(first.begins, facts), facts)


def _begin(session: Session, move: AnyMove, facts: Facts) -> Outcome:
    """A button's move: at once, or a new conversation in front of the open one (depth one)."""
    match move:
        case Finished(effects):
            session = _start_round_closed(session, effects)
            return Outcome(session, effects)
        case Goto(state, lead, effects):
            if session.parked is not None and not _idle(session):
                return Outcome(session, (_asks(session.state, (line("finish-first"),), facts),))
            parked = None if _idle(session) else session.state
            opened = replace(session, parked=parked or session.parked, trail=())
            ready = replace(opened, state=Home())
            pinned = _pinned(moved(ready, state), facts)
            return Outcome(pinned, (*effects, _asks(state, lead, facts)))
        case Again():
            return _after(session, move, facts)


def _idle(session: Session) -> bool:
    """At home, or only at the opening question with nothing said."""
    state = session.state
    return isinstance(state, Home) or (isinstance(state, Asking) and state == Asking())


def _start_round_closed(session: Session, effects: tuple[Effect, ...]) -> Session:
    """The start round closes when the thing has come (CARE 4)."""
    came = any(isinstance(e, Arrive) for e in effects)
    if not came:
        return session
    parked = None if _is_start(session.parked) else session.parked
    session = replace(session, parked=parked)
    return back_home(session) if _is_start(session.state) else session


def _is_start(state: ConversationState | None) -> bool:
    return isinstance(state, Rating) and state.round == START


def _refused(session: Session, fault: TapFault, facts: Facts) -> Outcome:
    if fault is TapFault.UNKNOWN:
        return Outcome(session, (Reply(Message((line("tap-unknown"),))),))
    lead = (line("tap-old"),)
    if session.at_home:
        return Outcome(session, (Reply(Message((*lead, *menu(facts).lines), menu(facts).buttons)),))
    return Outcome(session, (_resumed(session, lead, facts),))


def _resumed(session: Session, lead: tuple[Line, ...], facts: Facts) -> Reply:
    request = request_of(session)
    if request and (facts.request is None or facts.request.id != request):
        again = Button(line("button-carry-on"), _carry_on(session))
        return Reply(Message(lead, (again,)))
    return _asks(session.state, lead, facts)


# --- commands


def _commanded(session: Session, command: Command, facts: Facts) -> Outcome:
    match command:
        case Command.HELP:
            return Outcome(session, help_said(facts))
        case Command.STATUS:
            return Outcome(session, status_or_inbox(facts))
        case Command.INBOX:
            return Outcome(session, inbox(facts))
        case Command.STOP:
            return Outcome(session, stop_said(facts))
        case Command.INVITE:
            return _begin(session, begun(Do(Verb.INVITE), facts), facts)
        case Command.BACK:
            return _back(session, facts)
        case Command.CANCEL:
            return _cancelled(session, facts)
        case Command.START:
            return _started(session, facts)


def _back(session: Session, facts: Facts) -> Outcome:
    if not session.trail:
        lead = (line("nothing-before"),)
        return Outcome(session, (_asks(session.state, lead, facts),))
    *trail, before = session.trail
    earlier = replace(
        session, state=before, trail=tuple(trail), question_no=session.question_no + 1
    )
    return Outcome(earlier, (_asks(before, (), facts),))


def _cancelled(session: Session, facts: Facts) -> Outcome:
    if session.at_home:
        return Outcome(session, (Reply(menu(facts)),))
    state = session.state
    has_words = isinstance(state, Asking) and state.plan != Plan()
    kept = replace(session, draft=state) if has_words and isinstance(state, Asking) else session
    home = replace(back_home(kept), programme="", programme_version="")
    buttons = (Button(line("button-carry-on-draft"), Do(Verb.DRAFT)),) if has_words else ()
    said = Message((line("cancelled-kept" if has_words else "cancelled"),), buttons)
    return Outcome(home, (Reply(said), *_what_waits(home, facts)))


def _started(session: Session, facts: Facts) -> Outcome:
    me = facts.me
    if me is not None and Role.BUDGET_HOLDER in me.roles and not session.at_home:
        return Outcome(session, (_asks(session.state, (), facts),))
    return Outcome(session, (Reply(menu(facts)),))


# --- distress


def _is_distress(text: str, facts: Facts) -> bool:
    me = facts.me
    theirs = me is None or Role.BUDGET_HOLDER in me.roles
    return theirs and matches(text, facts.programme.distress.phrases)


def _distress(session: Session, event: ChatEvent, facts: Facts) -> Outcome:
    """The panel comes first, once in full; a human is told; what was being asked still stands."""
    hours = timedelta(hours=facts.programme.distress.short_for_hours)
    full = session.panel_at is None or facts.now - session.panel_at > hours
    panel = (line("distress-full"), line("crisis-lines")) if full else (line("distress-short"),)
    if full and facts.programme.crisis.walk_in:
        panel = (*panel, line("label", words=facts.programme.crisis.walk_in))
    carry_on = (Button(line("button-carry-on"), _carry_on(session)),)
    session = replace(session, panel_at=facts.now)
    said = Reply(Message(panel, carry_on))
    told = _told(facts.me, words_of(event), facts)
    if facts.me is None or session.at_home:
        return Outcome(session, (said, *told))
    following = _after(session, _without_complaint(session, event, facts), facts)
    return Outcome(following.session, (said, *told, *following.effects))


def _without_complaint(session: Session, event: ChatEvent, facts: Facts) -> AnyMove:
    """The answer as ever; but where it was none, the question is only asked again."""
    move = answered(session.state, event, facts)
    return Again() if isinstance(move, Again) else move


def _told(me: Person | None, words: str, facts: Facts) -> tuple[Effect, ...]:
    if me is None:
        return ()
    return told_staff(me, "distress", line("distress-staff", name=me.name, words=words), facts)


# --- strangers


def _invited(session: Session, hash_: str, facts: Facts) -> Outcome:
    if facts.me is not None:
        return Outcome(session, (Reply(Message((line("invite-already-here"),))),))
    if facts.invite is None or facts.tries_left <= 0:
        sorry = Message((line("invite-unknown"), line("crisis-lines")))
        return Outcome(session, (WrongCode(), Reply(sorry)))
    state = Welcoming(hash_)
    return Outcome(moved(session, state), (_asks(state, (), facts),))


def _stranger(session: Session, text: str, facts: Facts) -> Outcome:
    if looks_like_code(text):
        return _invited(session, code_hash(text), facts)
    return Outcome(session, (Reply(menu(facts)),))


# --- the floor


def offer(session: Session, prompt: Prompt) -> tuple[Session, Message]:
    """What becomes of another chat when a question is pushed to it, and the message to send.

    It takes the floor only at home; otherwise it waits as a card with [Answer now] (DECISIONS).
    """
    waiting = Waiting(prompt.message.key, prompt.begins)
    state = _state_for(prompt.begins)
    if state is not None and _idle(session):
        return moved(replace(session, state=Home(), parked=None), state), prompt.message
    now = Button(line("button-answer-now"), answer_now(waiting))
    kept = tuple(b for b in prompt.message.buttons if not isinstance(b.tap, Choose))
    return wait(session, waiting), replace(prompt.message, buttons=(now, *kept))


def _state_for(begins: Do) -> ConversationState | None:
    match begins.verb:
        case Verb.ASK:
            return Asking()
        case Verb.REPLY:
            return Answering(begins.request)
        case _:
            return None
