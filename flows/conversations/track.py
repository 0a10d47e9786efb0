"""Where is it? State, who has it and since when, the usual time, the money; and taking it back."""

from dataclasses import dataclass, replace
from typing import Literal

from flows.calendar import long_day
from flows.cards import asked_lines, button, do, settled_card
from flows.choices import choice
from flows.effects import ClearTimers, Effect, Reply, Send
from flows.events import ChatEvent, Tapped, TimerKind
from flows.facts import Facts
from flows.lifecycle import HOLDS_MONEY, Action
from flows.messages import Button, Line, Message, line
from flows.model import Party, PersonId, Request, RequestId, State
from flows.money import Pence, pounds
from flows.moves.aside import given_back
from flows.moves.change import may_change, may_keep
from flows.moves.decline import last_no, may_look_again, may_withdraw
from flows.moves.move import move
from flows.moves.send import admins_of, co_ordinator_of, tasks_over
from flows.moves.sign import next_hands
from flows.moves.trouble import may_trouble
from flows.moves.wait import waits
from flows.outcome import Again, Finished, Move
from flows.plans import read_back
from flows.policy import needed, open_stage, signers, standing
from flows.releasing import waits_release
from flows.taps import Choose, Do, Verb

TASKS = (
    "price",
    "source",
    "unpriced",
    "unsigned",
    "answer",
    "money",
    "unpaid",
    "unreleased",
    "stopped",
    "promise",
)
"""What somebody may have to do about a request that can still be taken back."""


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """Are you sure?"""

    request: RequestId
    kind: Literal["withdrawing"] = "withdrawing"


def question(state: Withdrawing, facts: Facts) -> Message:
    """Are you sure you want to take this back?"""
    reference = facts.request.reference if facts.request is not None else ""
    return Message(
        (line("withdraw-sure", reference=reference),),
        (choice("button-yes-withdraw", "yes"), choice("button-no-keep", "no")),
    )


def answer(state: Withdrawing, event: ChatEvent, facts: Facts) -> Move[Withdrawing]:
    """Take it back, or keep it."""
    match event:
        case Tapped(Choose("yes")):
            return Finished(_withdraw(facts))
        case Tapped(Choose("no")):
            return Finished((Reply(Message((line("withdraw-kept"),))),))
        case _:
            return Again((line("tap-a-button"),))


def _withdraw(facts: Facts) -> tuple[Effect, ...]:
    request = facts.request
    if request is None or not may_withdraw(request):
        return (Reply(Message((line("moved-on"),))),)
    money = given_back(request)
    return (
        *money,
        move(request, Action.WITHDRAW, Party.PERSON, request.person),
        ClearTimers(request.id, tuple(TimerKind)),
        *tasks_over(request, *TASKS),
        *(Send(p, settled_card(request, "card-withdrawn")) for p in sorted(_waiting(facts))),
        Reply(Message((line("withdrawn", reference=request.reference),))),
    )


def _waiting(facts: Facts) -> set[PersonId]:
    """Everybody who has a card of it to act on."""
    request = facts.request
    if request is None:
        return set()
    match request.state:
        case State.ENQUIRY:
            owner = co_ordinator_of(request, facts)
            return {p.id for p in ((owner,) if owner is not None else admins_of(facts))}
        case State.DRAFT:
            return {request.written_by} if request.written_by is not None else set()
        case State.STOPPED:
            return {p.id for p in admins_of(facts)}
        case State.DECLINED:  # whoever has still to say no need not say it any more
            return {last_no(request).by}
        case state if state in HOLDS_MONEY:
            return {p.id for p in next_hands(request, facts)}
        case _:
            stage = open_stage(request)
            return {p.id for p in signers(request, stage, facts)} if stage is not None else set()


IN_CHAT = 5
"""Requests in one answer in the chat; a page has room for all of them."""


def status(facts: Facts, most: int = IN_CHAT) -> tuple[Effect, ...]:
    """One message for each of my newest requests; the newest comes last, where a chat ends."""
    if not facts.requests:
        return (Reply(Message((line("status-none"),))),)
    return tuple(Reply(_one(request, facts)) for request in reversed(facts.requests[:most]))


def as_they_know_it(request: Request) -> Request:
    """A no that a signer wants to say first is still being read, until the person has heard it."""
    if request.state is not State.DECLINED or request.told:
        return request
    since = max((d.at for d in standing(request)), default=request.sent_at)
    return replace(request, state=State.WAITING_SIGNATURE, state_since=since)


def _one(request: Request, facts: Facts) -> Message:
    known = as_they_know_it(request)
    return Message(
        (
            line("status-title", reference=request.reference),
            line("status-waits") if waits(request) else _stands(known, facts),
            *((line("status-change-asked"),) if may_keep(request) else ()),
            *_who_has_it(known, facts),
            *money_lines(request),
        ),
        (button("button-my-plan", do(Verb.PLAN, request)), *_next_steps(request)),
        key=f"status:{request.reference}",
        anew=True,
    )


def _stands(known: Request, facts: Facts) -> Line:
    if known.state is State.APPROVED and waits_release(known, facts.programme):
        return line("status-waits-release")
    if known.state is State.ENQUIRY and known.handling.planner is not None:
        return line("status-planner")
    free = not known.amount_pence and known.state in (State.APPROVED, State.PAID)
    return line(f"status-{known.state.replace('_', '-')}" + ("-free" if free else ""))


def _next_steps(request: Request) -> tuple[Button, ...]:
    """What the person can do about it now, so that no used-up button is the end of it."""
    return (*_steps(request), *_changes(request))


def _changes(request: Request) -> tuple[Button, ...]:
    """Going on after a pause, leaving it as it was, and [Something has changed] (CARE 15)."""
    on = (button("button-go-on", Do(Verb.GO_ON, request.id)),) if waits(request) else ()
    old = (button("button-keep-old", do(Verb.KEEP_OLD, request)),) if may_keep(request) else ()
    untold = request.state is State.DECLINED and not request.told
    able = may_change(request) or may_trouble(request) or untold
    new = (button("button-changed", do(Verb.CHANGED, request)),) if able else ()
    return (*on, *old, *new)


def _steps(request: Request) -> tuple[Button, ...]:
    came = button("button-it-came", do(Verb.ARRIVED, request))
    problem = button("button-problem", do(Verb.PROBLEM, request))
    match request.state:
        case State.DRAFT:
            yes = button("button-my-plan-yes", do(Verb.MY_PLAN, request))
            change = button("button-change", do(Verb.MY_PLAN_CHANGE, request))
            return (yes, change, button("button-withdraw", do(Verb.WITHDRAW, request)))
        case State.WAITING_ANSWER if request.question is not None:
            answer = button("button-answer-now", Do(Verb.REPLY, request.id))
            return (answer, button("button-withdraw", do(Verb.WITHDRAW, request)))
        case State.DECLINED if may_look_again(request):
            return (button("button-look-again", do(Verb.LOOK_AGAIN, request)),)
        case State.PAID:
            return (came, problem)
        case State.PROBLEM:
            return (button("button-all-right", do(Verb.ARRIVED, request)),)
        case State.ARRIVED:
            return (problem,)
        case _ if may_withdraw(request):
            return (button("button-withdraw", do(Verb.WITHDRAW, request)),)
        case _:
            return ()


def _who_has_it(request: Request, facts: Facts) -> tuple[Line, ...]:
    since = long_day(facts.calendar.day(request.state_since))
    signing, payment = facts.programme.signing, facts.programme.payment
    match request.state:
        case State.WAITING_SIGNATURE:
            usual = line("usual-days", days=signing.usual_working_days)
            stage = open_stage(request)
            if stage is None:
                return (line("status-since", day=since), usual)
            role = needed(request, stage)[0][0]
            return (line("status-with", role=str(role), day=since), usual)
        case State.APPROVED | State.RELEASED | State.ON_HOLD | State.PAYMENT_FAILED:
            return (
                line("status-since", day=since),
                line("usual-days", days=payment.usual_working_days),
            )
        case _:
            return (line("status-since", day=since),)


def money_lines(request: Request) -> tuple[Line, ...]:
    """Where its money is."""
    if request.paid_pence:
        return (line("status-paid-money", pounds=pounds(Pence(request.paid_pence))),)
    if request.reserved_pence:
        return (line("status-reserved", pounds=pounds(Pence(request.reserved_pence))),)
    if request.amount_pence:
        return (line("status-asked-money", pounds=pounds(Pence(request.amount_pence))),)
    return ()


def plan_copy(facts: Facts) -> tuple[Effect, ...]:
    """The person's copy of the plan."""
    request = facts.request
    if request is None:
        return ()
    title = line("plan-title", reference=request.reference)
    return (
        Reply(Message((title, *read_back(request.plan, facts.programme), *asked_lines(request)))),
    )
