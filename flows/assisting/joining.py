"""Somebody opens the invite of a person who wants their help: what it means, then yes or no.

They read nothing about the person, not even a name, until whoever made the invite has said that it
is them: a link can fall into other hands.
"""

from dataclasses import dataclass
from typing import Literal

from flows.choices import choice
from flows.effects import Effect, Reply
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Message, line
from flows.moves.ties import joined
from flows.outcome import Again, Finished, Move
from flows.taps import Choose


@dataclass(frozen=True, slots=True)
class Joining:
    """Only the hash of the code is kept until they say yes."""

    code_hash: str
    kind: Literal["joining"] = "joining"


def question(state: Joining, facts: Facts) -> Message:
    """What helping means."""
    if facts.invite is None:
        return Message((line("invite-unknown"), line("crisis-lines")))
    return Message(
        (
            line("joining-hello", name=facts.invite.name),
            line("joining-what"),
            line("joining-limits"),
            line("crisis-lines"),
        ),
        (choice("button-yes-help", "yes"), choice("button-no-thanks", "no")),
    )


def answer(state: Joining, event: ChatEvent, facts: Facts) -> Move[Joining]:
    """Yes makes the tie, which counts for nothing yet."""
    invite = facts.invite
    if invite is None:
        return Finished(_over())
    match event:
        case Tapped(Choose("yes")):
            if facts.me is not None and facts.me.id == dict(invite.facts).get("person"):
                return Finished((Reply(Message((line("joining-own"),))),))
            return Finished(joined(invite, facts.me, facts))
        case Tapped(Choose("no")):
            return Finished((Reply(Message((line("joining-no"),))),))
        case _:
            return Again((line("tap-a-button"),))


def _over() -> tuple[Effect, ...]:
    return (Reply(Message((line("invite-unknown"), line("crisis-lines")))),)
