"""What a button about help begins."""

from typing import Any

from flows.assisting import confirm, typing
from flows.effects import Reply
from flows.facts import Facts, Needs
from flows.messages import Message, line
from flows.model import PersonId
from flows.outcome import Finished, Move
from flows.taps import Do, Verb

HELPING = frozenset({Verb.HELP_ASK, Verb.READ_DRAFT})


def wanted(tap: Do) -> Needs:
    """What such a button's step must see."""
    match tap.verb:
        case Verb.HELP_ASK:
            return Needs(person=PersonId(tap.value), staff=True, ties=True, people=True)
        case Verb.READ_DRAFT:
            return Needs(draft=tap.value, ties=True)
        case _:
            return Needs(ties=True)


def begun(tap: Do, facts: Facts) -> Move[Any]:
    """At once, or the question it begins."""
    match tap.verb:
        case Verb.HELP_ASK:
            return typing.begin(facts, tap.value)
        case Verb.READ_DRAFT:
            return confirm.begin(tap.value, facts)
        case _:
            return Finished((Reply(Message((line("moved-on"),))),))
