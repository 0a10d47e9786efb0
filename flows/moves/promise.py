"""The day we said they would hear by: they do, also when there is nothing new to say."""

from flows.effects import Effect, Send
from flows.facts import Facts
from flows.messages import Line, Message, line
from flows.model import Person, Request, State
from flows.moves.send import promise_clock, promised_day

MAX_PROMISES = 2
"""How often they hear that it still goes on; with the last, a human is asked to tell them more."""


def still_owed(request: Request) -> bool:
    """Whether they still wait to hear what becomes of it; an open question waits for them."""
    return request.state in (State.WAITING_SIGNATURE, State.WAITING_ANSWER) or _elsewhere(request)


def _elsewhere(request: Request) -> bool:
    return request.state in (State.ENQUIRY, State.STOPPED)


def is_last(n: int, owners: tuple[Person, ...]) -> bool:
    """Whether a human takes it from here. Nobody to ask: we go on telling them ourselves."""
    return n + 1 >= MAX_PROMISES and bool(owners)


def still_going_on(
    request: Request, n: int, owners: tuple[Person, ...], facts: Facts
) -> tuple[Effect, ...]:
    """What the person hears on the promised day: how it stands, and when they hear more."""
    if is_last(n, owners):
        return (Send(request.person, Message((_stands(request), line("promise-care-team")))),)
    more = line("promise-day", day=promised_day(facts))
    told = Send(request.person, Message((_stands(request), more)))
    return (told, promise_clock(request, facts, n + 1))


def _stands(request: Request) -> Line:
    match request.state:
        case State.ENQUIRY:
            return line("promise-finding-price", reference=request.reference)
        case State.STOPPED:
            return line("promise-finding-someone", reference=request.reference)
        case _:
            return line("promise-being-read", reference=request.reference)
