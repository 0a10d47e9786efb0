"""The person writes back: an answer to a signer's question, or words for a second look."""

from dataclasses import dataclass
from typing import Literal

from flows.cards import do
from flows.choices import choice, nothing_there, said_by
from flows.effects import Reply
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import RequestId, State
from flows.moves.decline import look_again, may_look_again
from flows.moves.send import promised_day
from flows.moves.talk import answer as answered
from flows.outcome import Again, Finished, Goto, Move
from flows.taps import Choose, Do, Verb


@dataclass(frozen=True, slots=True)
class Answering:
    """A signer's question waits for this person's words."""

    request: RequestId
    kind: Literal["answering"] = "answering"


@dataclass(frozen=True, slots=True)
class LookingAgain:
    """The person tells somebody new what they should know. `asked` counts gentle prompts given."""

    request: RequestId
    asked: int = 0
    kind: Literal["looking_again"] = "looking_again"


State_ = Answering | LookingAgain


def question(state: State_, facts: Facts) -> Message:
    """The question, again in full."""
    match state:
        case Answering():
            return _asked(facts)
        case LookingAgain(_, asked):
            words = "look-again" if asked == 0 else f"look-again-help-{min(asked, 3)}"
            return Message((line(words),), (choice("button-help-me-say-it", "help"),))


def _asked(facts: Facts) -> Message:
    open_question = facts.request.question if facts.request is not None else None
    if open_question is None:
        return Message((line("question-gone"),))
    return Message(
        (line("question-asked", role=str(open_question.role), words=open_question.words),),
        (Button(line("button-rather-talk"), Do(Verb.TALK, facts.request.id)),)
        if facts.request is not None
        else (),
    )


def answer(state: State_, event: ChatEvent, facts: Facts) -> Move[State_]:
    """Send the words on."""
    match state:
        case Answering():
            return _answering(event, facts)
        case LookingAgain():
            return _looking(state, event, facts)


def _answering(event: ChatEvent, facts: Facts) -> Move[State_]:
    request = facts.request
    words = said_by(event)
    if request is None or request.state is not State.WAITING_ANSWER:
        return Finished((Reply(Message((line("question-gone"),))),))
    if not words:
        return Again((nothing_there(event),))
    thanks = Reply(Message((line("answer-sent"),)))
    return Finished((*answered(request, words, facts), thanks))


def _looking(state: LookingAgain, event: ChatEvent, facts: Facts) -> Move[State_]:
    request = facts.request
    if request is None or not may_look_again(request):
        return Finished((Reply(Message((line("moved-on"),))),))
    match event:
        case Tapped(Choose("help")):
            return Goto(LookingAgain(state.request, state.asked + 1))
        case _:
            words = said_by(event)
    if not words:
        return Again((nothing_there(event),))
    day = promised_day(facts)
    after, effects = look_again(request, words, facts)
    thanks = (
        line("look-again-sent", day=day)
        if after is State.WAITING_SIGNATURE
        else line("stopped-person", reference=request.reference)
    )
    where = Button(line("button-where-is-it"), do(Verb.STATUS, request))
    return Finished((*effects, Reply(Message((thanks,), (where,)))))
