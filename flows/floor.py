"""The floor of a chat: what is asked there, what waits behind it, what a button puts in front.

One floor a chat (DECISIONS): a button that begins something parks the open conversation (depth
one) and comes back to it; a third thing waits, and is offered when there is room. Nothing that
somebody tapped or was asked is ever dropped.
"""

from dataclasses import dataclass, replace

from flows.conversations.about import at_the_start
from flows.conversations.answer import Answering
from flows.conversations.ask import Asking
from flows.conversations.checkin import START, Rating
from flows.conversations.decline import Declining
from flows.conversations.home import Home
from flows.conversations.pay import Paying
from flows.conversations.sign import Signing
from flows.conversing import AnyMove, begun, question
from flows.effects import AddPerson, Arrive, DropTimer, Effect, OpenRequest, Prompt, Reply
from flows.facts import Facts
from flows.measures import HELPED
from flows.messages import Button, Line, Message, line
from flows.model import Plan, RequestId
from flows.moves.queue import lost_clock, lost_key
from flows.outcome import Again, Finished, Goto
from flows.session import (
    ConversationState,
    Session,
    Waiting,
    back_home,
    draft_of,
    moved,
    person_of,
    request_of,
    wait,
)
from flows.stopping import messages_set
from flows.taps import Choose, Do, Verb

DESK = (Signing, Declining, Paying)
"""What staff put into words about one request: a new one takes the place of an open one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The chat's new session, and what must become true in the same commit."""

    session: Session
    effects: tuple[Effect, ...] = ()


# --- asking


def asks(state: ConversationState, lead: tuple[Line, ...], facts: Facts) -> Reply:
    """The question of this state. The facts must be about the state's own request."""
    asked = question(state, facts)
    return Reply(replace(asked, lines=(*lead, *asked.lines)), asks=True)


def stands(session: Session, lead: tuple[Line, ...], facts: Facts) -> Reply:
    """What is being asked still stands; its own button brings it back when these facts are about
    something else."""
    request, person = request_of(session), person_of(session)
    elsewhere = request and (facts.request is None or facts.request.id != request)
    others = person and (facts.holder is None or facts.holder.id != person)
    if elsewhere or others or draft_of(session):
        return Reply(Message(lead, (_carry_on(session),)))
    return asks(session.state, lead, facts)


def _carry_on(session: Session) -> Button:
    return Button(line("button-carry-on"), carry_on(session))


def carry_on(session: Session) -> Do:
    """The tap that asks again what is being asked."""
    return Do(Verb.CARRY_ON, request_of(session))


# --- after an answer


def after(session: Session, move: AnyMove, facts: Facts) -> Outcome:
    """The session and the words that follow from a conversation's move."""
    match move:
        case Goto(state, lead, effects):
            begun_now = _asks_for(state) and not _asks_for(session.state)
            session = _pinned(moved(session, state), facts)
            clock = (lost_clock(session.person, facts),) if begun_now and session.person else ()
            return Outcome(session, (*effects, *clock, asks(state, lead, facts)))
        case Again(lead, effects):
            return Outcome(session, (*effects, asks(session.state, lead, facts)))
        case Finished(effects):
            return finished(session, effects, facts)


def _asks_for(state: ConversationState) -> bool:
    """Whether somebody has begun to say what they would like."""
    return isinstance(state, Asking) and bool(state.plan.goal)


def finished(session: Session, effects: tuple[Effect, ...], facts: Facts) -> Outcome:
    """The open conversation is over: back to the one behind it, else home."""
    home = unpinned(back_home(_kept_draft(session, effects)))
    person = next((e.id for e in effects if isinstance(e, AddPerson) and e.bind_here), None)
    if person is not None:
        home = replace(home, person=person)
    sent = any(isinstance(effect, OpenRequest) for effect in effects)
    over = (DropTimer(lost_key(session.person)),) if sent else ()
    return Outcome(home, (*effects, *over, *what_waits(home, facts)))


def _pinned(session: Session, facts: Facts) -> Session:
    """A conversation finishes under the programme version it began with."""
    if session.programme_version:
        return session
    programme = facts.programme
    return replace(session, programme=programme.id, programme_version=programme.version)


def unpinned(session: Session) -> Session:
    """At home nothing is pinned; a conversation that was parked keeps its programme version."""
    return replace(session, programme="", programme_version="") if session.at_home else session


def _kept_draft(session: Session, effects: tuple[Effect, ...]) -> Session:
    """An asking that is left keeps what was said; one that is sent leaves nothing behind."""
    state = session.state
    sent = any(isinstance(effect, OpenRequest) for effect in effects)
    if isinstance(state, Asking) and state.plan != Plan() and not sent:
        return replace(session, draft=state)
    return session


def what_waits(session: Session, facts: Facts) -> tuple[Effect, ...]:
    """After a conversation: the one that was parked, else a question that waits."""
    if isinstance(session.state, Asking):
        return (asks(session.state, (line("back-to-it"),), facts),)
    if not session.at_home:  # what it is about may have changed in this very turn
        return (Reply(Message((line("back-to-it"),), (_carry_on(session),))),)
    if session.waiting:
        now = Button(line("button-answer-now"), answer_now(session.waiting[0]))
        return (Reply(Message((line("a-question-waits"),), (now,))),)
    return ()


def answer_now(waiting: Waiting) -> Do:
    """The button that gives a waiting question the floor."""
    return Do(Verb.ANSWER_NOW, waiting.begins.request, value=waiting.key)


# --- buttons


def pressed(session: Session, tap: Do, facts: Facts) -> Outcome:
    """What a button does that is not an answer to what is being asked."""
    match tap.verb:
        case Verb.CARRY_ON:
            return _carried_on(session, facts)
        case Verb.DRAFT | Verb.ASK if isinstance(session.state, Asking):
            return Outcome(session, (asks(session.state, (), facts),))
        case Verb.DRAFT | Verb.ASK if session.draft is not None:
            # It leaves the drawer only when it has the floor.
            opened = begin(session, tap, Goto(session.draft), facts)
            taken = isinstance(opened.session.state, Asking)
            return replace(opened, session=replace(opened.session, draft=None)) if taken else opened
        case Verb.ANSWER_NOW:
            return _answering_now(session, tap, facts)
        case Verb.STOP_CHECK_INS if isinstance(session.state, Rating):
            return finished(session, messages_set(tap.verb, facts), facts)
        case _:
            return begin(session, tap, begun(tap, facts), facts)


def _carried_on(session: Session, facts: Facts) -> Outcome:
    gone = facts.request is None or facts.request.question is None
    if isinstance(session.state, Answering) and gone:
        return finished(session, (Reply(Message((line("question-gone"),))),), facts)
    return Outcome(session, (asks(session.state, (), facts),))


def _answering_now(session: Session, tap: Do, facts: Facts) -> Outcome:
    first = next((w for w in session.waiting if w.key == tap.value), None)
    if first is None:
        return Outcome(session, (Reply(Message((line("moved-on"),))),))
    left = tuple(w for w in session.waiting if w.key != tap.value)
    opened = begin(replace(session, waiting=left), first.begins, begun(first.begins, facts), facts)
    if opened.session.waiting == left:
        return opened
    # No room yet: it keeps its place and its name.
    return replace(opened, session=replace(opened.session, waiting=session.waiting))


def begin(session: Session, tap: Do, move: AnyMove, facts: Facts) -> Outcome:
    """A button's move: at once, or a new conversation in front of the open one."""
    match move:
        case Finished(effects):
            return _start_round_closed(session, effects, facts)
        case Goto(state, lead, effects):
            front = _in_front(session, state)
            if front is None:
                later = wait(session, Waiting(f"{tap.verb}:{tap.request}", tap))
                return Outcome(later, (stands(session, (line("finish-first"),), facts),))
            return Outcome(_pinned(front, facts), (*effects, asks(state, lead, facts)))
        case Again():
            return after(session, move, facts)


def _in_front(session: Session, state: ConversationState) -> Session | None:
    """The session with `state` on the floor; None when two things are open already."""
    if state == session.state:
        return session
    if idle(session) or _replaces(session, state):
        bare = replace(session, state=Home(), trail=())
        return moved(bare, state)
    if session.parked is not None:
        return None
    parked = replace(session, parked=session.state, parked_trail=session.trail)
    return moved(replace(parked, state=Home(), trail=()), state)


def _replaces(session: Session, state: ConversationState) -> bool:
    """Somebody at a desk who thinks again about the same request does not come back to it; nor does
    who taps the card of a check-in after typing an answer to it."""
    kept = session.state
    if isinstance(kept, Rating) and isinstance(state, Rating) and kept.question == HELPED:
        return (kept.request, kept.round) == (state.request, state.round)
    same = isinstance(state, DESK) and state.request == request_of(session)
    return same and isinstance(session.state, DESK)


def idle(session: Session) -> bool:
    """At home, or only at the opening question with nothing said."""
    return session.at_home or session.state == Asking()


def _start_round_closed(session: Session, effects: tuple[Effect, ...], facts: Facts) -> Outcome:
    """The start round of a request closes when its thing has come (CARE 4)."""
    came = next((e.request for e in effects if isinstance(e, Arrive)), None)
    if came is None:
        return Outcome(session, effects)
    if _is_start(session.parked, came):
        session = replace(session, parked=None, parked_trail=())
    if not _is_start(session.state, came):
        return Outcome(session, effects)
    home = unpinned(back_home(session))
    return Outcome(home, (*effects, *what_waits(home, facts)))


def _is_start(state: ConversationState | None, request: RequestId) -> bool:
    return isinstance(state, Rating) and state.round == START and state.request == request


# --- other people's questions


def offer(session: Session, prompt: Prompt) -> tuple[Session, Message]:
    """What becomes of another chat when a question is pushed to it, and the message to send.

    It takes the floor only at home; otherwise it waits as a card with [Answer now] (DECISIONS).
    A reminder of what is being asked there already changes nothing.
    """
    state = _state_for(prompt.begins)
    if state is not None and state == session.state:
        return session, prompt.message
    if state is not None and idle(session):
        return moved(replace(session, state=Home()), state), prompt.message
    waiting = Waiting(prompt.message.key, prompt.begins)
    now = Button(line("button-answer-now"), answer_now(waiting))
    kept = tuple(b for b in prompt.message.buttons if not isinstance(b.tap, Choose))
    return wait(session, waiting), replace(prompt.message, buttons=(now, *kept))


def _state_for(begins: Do) -> ConversationState | None:
    match begins.verb:
        case Verb.ASK:
            return Asking()
        case Verb.REPLY:
            return Answering(begins.request)
        case Verb.ABOUT:
            return at_the_start()
        case _:
            return None
