"""A no, said kindly, and the second look that may follow it (CARE 6 and 25; SI 2013/2354)."""

from dataclasses import dataclass, replace

from flows.cards import button, do, settled_card
from flows.effects import (
    ClearTimers,
    Decide,
    Effect,
    Note,
    Restage,
    Send,
    SetFlag,
    SetTimer,
    SetTold,
)
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import Action, may
from flows.messages import Message, line
from flows.model import Decision, Party, Person, Request, Role, State, Verdict
from flows.moves.change import may_keep, no_to_change
from flows.moves.move import move
from flows.moves.quiet_no import told_first_by, waits_until
from flows.moves.send import (
    promise_clock,
    replace_state,
    stage_opens,
    stop,
    tasks_over,
)
from flows.policy import can_be_signed, open_stage, second_look_stages, signers
from flows.taps import Verb


@dataclass(frozen=True, slots=True)
class No:
    """A no: the signer's words, the exclusion's flag it upholds, whether they tell them first.

    `chosen` is the place of the reason they picked in the programme's list.
    """

    reason: str
    upheld: str = ""
    tell_first: bool = False
    chosen: int | None = None


def decline(request: Request, me: Person, role: Role, no: No, facts: Facts) -> tuple[Effect, ...]:
    """The decision and what everyone reads."""
    if may_keep(request):
        settled = Send(me.id, settled_card(request, "card-you-declined"), quiet=True)
        return (*no_to_change(request, me, role, no.reason, facts), settled)
    stage = open_stage(request) or 0
    others = [p for p in signers(request, stage, facts) if p.id != me.id]
    raised = SetFlag(request.id, no.upheld, me.id, upheld=True, reason=no.reason)
    flag = (raised,) if no.upheld else ()
    picked = (
        ()
        if no.chosen is None
        else (Note(f"request:{request.id}", "decline-reason", (("reason", no.chosen),), me.id),)
    )
    return (
        *flag,
        *picked,
        Decide(request.id, stage, me.id, role, Verdict.DECLINE, request.version, no.reason),
        move(request, Action.DECLINE, Party.SIGNER, me.id),
        ClearTimers(request.id, (TimerKind.SIGN_REMINDER, TimerKind.PROMISE)),
        *tasks_over(request, "unsigned", "promise"),
        *_told(request, no, facts),
        Send(me.id, settled_card(request, "card-you-declined"), quiet=True),
        *(Send(p.id, settled_card(request, "card-declined-by", name=me.name)) for p in others),
    )


def _told(request: Request, no: No, facts: Facts) -> tuple[Effect, ...]:
    """They read it now; or it waits: for its signer to say it first, or for a working morning."""
    later = told_first_by(facts.now, facts) if no.tell_first else waits_until(facts)
    if later is None:
        return (Send(request.person, no_message(request, no.reason)),)
    held = SetTimer(f"no:{request.id}", later, TimerKind.DECLINE_HELD, request.id)
    return (SetTold(request.id, told=False), held)


def tell_now(request: Request) -> tuple[Effect, ...]:
    """The no that waited is said now."""
    no = last_no(request)
    return (
        SetTold(request.id, told=True),
        ClearTimers(request.id, (TimerKind.DECLINE_HELD,)),
        Send(request.person, no_message(request, no.reason)),
    )


def last_no(request: Request) -> Decision:
    """The decision that declined what is asked now."""
    return next(
        d
        for d in reversed(request.decisions)
        if d.verdict is Verdict.DECLINE and d.version == request.version
    )


def no_message(request: Request, reason: str) -> Message:
    """What the person reads: not about them, the reason, three ways on."""
    if may_keep(request):
        return Message((line("no-to-change", reason=reason),))
    words = "no-after-second-look" if request.more_words else "no-for-now"
    look = button("button-look-again", do(Verb.LOOK_AGAIN, request))
    again = () if request.more_words else (look,)
    return Message(
        (line(words, reason=reason),),
        (
            *again,
            button("button-places", do(Verb.PLACES, request)),
            button("button-talk", do(Verb.TALK, request)),
        ),
    )


def may_look_again(request: Request) -> bool:
    """Whether the person may ask for a second look. There is no third."""
    able = may(request.state, Action.LOOK_AGAIN, Party.PERSON) and request.told
    return able and not request.more_words


def may_withdraw(request: Request) -> bool:
    """Whether the person may take it back. A no they have not heard must not show, so until then
    it can be taken back as if it were still being read."""
    heard = request.state is State.DECLINED and request.told
    return may(request.state, Action.WITHDRAW, Party.PERSON) and not heard


def look_again(request: Request, words: str, facts: Facts) -> tuple[State, tuple[Effect, ...]]:
    """The stage that said no goes to somebody who has not decided; the reasons go along.

    The answer begins with the state the request is in afterwards.
    """
    no = last_no(request)
    barred = request.barred | {no.by}
    stages = second_look_stages(request, no.stage, facts.programme)
    moved = move(request, Action.LOOK_AGAIN, Party.PERSON, request.person)
    waiting = replace(
        replace_state(request, moved),
        stages=stages,
        barred=barred,
        passed_to=None,
        more_words=words,
        first_reason=no.reason,
    )
    restage = Restage(request.id, stages, barred, words, no.reason)
    if not can_be_signed(waiting, facts):
        return State.STOPPED, (moved, restage, *stop(waiting, facts))
    opened = stage_opens(waiting, facts, "card-second-look")
    return waiting.state, (moved, restage, *opened, promise_clock(request, facts))
