""" "Wait for me" (CARE 15): the person's own pause of one request, and going on."""

from dataclasses import replace
from datetime import timedelta

from flows.calendar import at_local
from flows.cards import button, settled_card
from flows.effects import ClearTimers, Effect, Hold, Send, SetTimer
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import Action, may
from flows.messages import Message, line
from flows.model import Party, Request, State
from flows.moves.move import move
from flows.moves.send import (
    promise_clock,
    replace_state,
    stage_opens,
    stop,
    tasks_over,
)
from flows.moves.sign import agreed_cards, agreed_clock
from flows.policy import can_be_signed, open_stage, signers
from flows.taps import Do, Verb

THEY_WAIT = "they asked us to wait"
"""The hold reason that only the person's own pause has."""


def waits(request: Request) -> bool:
    """Whether the person asked us to wait, and has not said to go on."""
    if request.state is State.WAITING_ANSWER:
        return request.question is None
    return request.state is State.ON_HOLD and request.hold_reason == THEY_WAIT


def may_wait(request: Request) -> bool:
    """Whether this can be paused: while it is read, and while it waits to be paid."""
    hold = may(request.state, Action.HOLD, Party.PERSON)
    return hold or may(request.state, Action.WAIT, Party.PERSON)


def wait_for_me(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """Nothing is decided and nothing is paid until they say so."""
    if request.state is State.WAITING_SIGNATURE:
        return _reading_waits(request, facts)
    moved = move(request, Action.HOLD, Party.PERSON, request.person)
    held = replace_state(request, moved)
    return (
        moved,
        Hold(request.id, THEY_WAIT),
        ClearTimers(request.id, (TimerKind.UNPAID,)),
        *tasks_over(request, "unpaid"),
        *agreed_cards(held, facts, "card-waits-payer"),
        waits_clock(request, facts),
    )


def _reading_waits(request: Request, facts: Facts) -> tuple[Effect, ...]:
    moved = move(request, Action.WAIT, Party.PERSON, request.person)
    stage = open_stage(request)
    holding = signers(request, stage, facts) if stage is not None else ()
    return (
        moved,
        ClearTimers(request.id, (TimerKind.SIGN_REMINDER, TimerKind.PROMISE)),
        *tasks_over(request, "unsigned", "promise"),
        *(Send(p.id, settled_card(request, "card-waits")) for p in holding),
        waits_clock(request, facts),
    )


def go_on(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """They are ready: it goes on where it was."""
    over = ClearTimers(request.id, (TimerKind.WAITS,))
    if request.state is State.ON_HOLD:
        moved = move(request, Action.RESUME, Party.PERSON, request.person)
        paying = replace(replace_state(request, moved), hold_reason="")
        cards = agreed_cards(paying, facts)
        return (moved, Hold(request.id, ""), over, *cards, agreed_clock(request, facts))
    moved = move(request, Action.GO_ON, Party.PERSON, request.person)
    reading = replace_state(request, moved)
    able = can_be_signed(reading, facts)
    opened = stage_opens(reading, facts) if able else stop(reading, facts)
    return (moved, over, *opened, promise_clock(request, facts))


def waits_clock(request: Request, facts: Facts, n: int = 0) -> SetTimer:
    """When they are asked whether to go on."""
    day = facts.calendar.day(facts.now) + timedelta(days=facts.programme.changes.ask_after_days)
    return SetTimer(
        key=f"waits:{request.id}",
        at=at_local(day, facts.programme.waking.opens, facts.calendar.zone),
        timer=TimerKind.WAITS,
        request=request.id,
        n=n,
    )


def still_waits(request: Request, n: int, facts: Facts) -> tuple[Effect, ...]:
    """Shall we go on? There is no rush, and what was agreed stays agreed."""
    if not waits(request):
        return ()
    quiet = facts.holder is not None and facts.holder.paused
    asked = Message(
        (line("waits-still", reference=request.reference),),
        (button("button-go-on", Do(Verb.GO_ON, request.id)),),
        key=f"waits:{request.reference}",
        anew=True,
    )
    told = () if quiet else (Send(request.person, asked),)
    return (*told, waits_clock(request, facts, n + 1))
