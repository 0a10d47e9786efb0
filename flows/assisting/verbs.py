"""Picks among the conversations about help: what a button begins, what is asked, where it leads."""

from typing import Any, assert_never

from flows.assisting import confirm, joining, seeing, tying, typing
from flows.assisting.confirm import Confirming
from flows.assisting.joining import Joining
from flows.assisting.state import Helping
from flows.assisting.tying import Tying
from flows.effects import Reply
from flows.events import ChatEvent
from flows.facts import Facts, Needs
from flows.messages import Message, line
from flows.model import PersonId
from flows.moves.confirm import judged
from flows.outcome import Finished, Move
from flows.taps import Do, Verb

HELPING = frozenset(
    {
        Verb.WHO_HELPS,
        Verb.ADD_HELPER,
        Verb.CHOOSE_PEER,
        Verb.SET_LEAVE,
        Verb.END_TIE,
        Verb.CONFIRM_TIE,
        Verb.CONFIRM_PERSON,
        Verb.REFUSE_PERSON,
        Verb.READ_DRAFT,
        Verb.HELP_ASK,
        Verb.SEE_FOR,
        Verb.ADD_REPRESENTATIVE,
    }
)


AboutHelp = Helping | Confirming | Tying | Joining


def question(state: AboutHelp, facts: Facts) -> Message:
    """The message that asks what this state is about."""
    match state:
        case Helping():
            return typing.question(state, facts)
        case Confirming():
            return confirm.question(state, facts)
        case Tying():
            return tying.question(state, facts)
        case Joining():
            return joining.question(state, facts)
        case _:
            assert_never(state)


def answer(state: AboutHelp, event: ChatEvent, facts: Facts) -> Move[Any]:
    """Where an answer to this state's question leads."""
    match state:
        case Helping():
            return typing.answer(state, event, facts)
        case Confirming():
            return confirm.answer(state, event, facts)
        case Tying():
            return tying.answer(state, event, facts)
        case Joining():
            return joining.answer(state, event, facts)
        case _:
            assert_never(state)


def wanted(tap: Do) -> Needs:
    """What such a button's step must see."""
    match tap.verb:
        case Verb.HELP_ASK:
            return Needs(person=PersonId(tap.value), staff=True, ties=True, people=True)
        case Verb.SEE_FOR:
            person = PersonId(tap.value)
            return Needs(person=person, whose=person, requests=True, ties=True)
        case Verb.CONFIRM_PERSON | Verb.REFUSE_PERSON:
            return Needs(person=PersonId(tap.value))
        case Verb.READ_DRAFT:
            return Needs(draft=tap.value, ties=True)
        case Verb.CONFIRM_TIE | Verb.END_TIE | Verb.SET_LEAVE:
            return Needs(ties=True, tie=tap.value)
        case Verb.ADD_REPRESENTATIVE:
            return Needs(people=True)
        case _:
            return Needs(ties=True, peers=tap.verb is Verb.CHOOSE_PEER)


def begun(tap: Do, facts: Facts) -> Move[Any]:
    """At once, or the question it begins."""
    match tap.verb:
        case Verb.HELP_ASK:
            return typing.begin(facts, tap.value)
        case Verb.READ_DRAFT:
            return confirm.begin(tap.value, facts)
        case Verb.SEE_FOR:
            return Finished(seeing.see_for(facts.me, facts))
        case Verb.WHO_HELPS:
            return Finished(seeing.who_helps(facts))
        case Verb.CONFIRM_TIE | Verb.END_TIE:
            return Finished(seeing.managed(tap, facts))
        case Verb.CONFIRM_PERSON | Verb.REFUSE_PERSON:
            return Finished(judged(tap, facts))
        case Verb.SET_LEAVE:
            tie = next((t for t in facts.ties if t.id == tap.value), None)
            return tying.change_leave(tie, facts)
        case Verb.ADD_HELPER:
            return tying.add_helper(facts)
        case Verb.CHOOSE_PEER:
            return tying.choose_peer(facts)
        case Verb.ADD_REPRESENTATIVE:
            return tying.add_representative(facts)
        case _:
            return Finished((Reply(Message((line("moved-on"),))),))
