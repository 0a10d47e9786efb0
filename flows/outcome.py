"""How a conversation answers: where it goes next and what must become true."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.effects import Effect
from flows.messages import Message

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Goto(Generic[S]):
    """Ask the next question: the one that belongs to `state`."""

    state: S
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """The same question still stands; `message` says why, with the question in it or after it."""

    message: Message
    effects: tuple[Effect, ...] = ()
    ask_again: bool = True


@dataclass(frozen=True, slots=True)
class Finished:
    """The conversation is over. What it leaves behind is in the effects."""

    effects: tuple[Effect, ...] = ()


Move = Goto[S] | Again | Finished
"""What a conversation's `answer` returns."""
