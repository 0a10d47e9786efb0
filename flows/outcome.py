"""How a conversation answers: where it goes next and what must become true."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.effects import Effect
from flows.messages import Line

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Goto(Generic[S]):
    """Ask the question that belongs to `state`, with `lead` said before it."""

    state: S
    lead: tuple[Line, ...] = ()
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """The same question still stands: `lead` says why, then it is asked again."""

    lead: tuple[Line, ...] = ()
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """The conversation is over. What it leaves behind is in the effects."""

    effects: tuple[Effect, ...] = ()


Move = Goto[S] | Again | Finished
"""What a conversation's `answer` returns."""
