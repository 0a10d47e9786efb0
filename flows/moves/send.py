"""Sending a request: who must sign, their cards, and what the person hears next."""

from dataclasses import replace

from flows.calendar import long_day
from flows.cards import button, card_key, do, sign_card
from flows.effects import (
    CloseTask,
    Effect,
    MoveRequest,
    OpenRequest,
    OpenTask,
    Send,
    SetTimer,
)
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import Action
from flows.messages import Button, Message, line
from flows.model import Flag, FundId, Helped, Party, Person, Plan, Request, RequestId, State
from flows.moves.move import move
from flows.moves.queue import price_wanted
from flows.moves.staff import admins_of, carer_of, co_ordinator_of, working_morning
from flows.policy import can_be_signed, flagged, open_stage, signers, stages_for
from flows.taps import Do, Verb

__all__ = ["admins_of", "carer_of", "co_ordinator_of", "price_wanted", "working_morning"]
"""Also looked for here: whom a move of a request turns to."""


def draft_of(plan: Plan, holder: Person, facts: Facts, helped: Helped | None = None) -> Request:
    """The request that this plan becomes, still a draft: priced, routed, flagged."""
    amount = plan.price_pence or 0
    return Request(
        id=RequestId(facts.fresh[0]),
        reference=facts.next_reference,
        person=holder.id,
        programme=facts.programme.id,
        programme_version=facts.programme.version,
        team=holder.team,
        fund=FundId(facts.programme.id),
        state=State.DRAFT,
        amount_pence=amount,
        plan=plan,
        stages=stages_for(facts.programme, plan, helped),
        helped=helped,
        sent_at=facts.now,
        state_since=facts.now,
        flags=tuple(Flag(exclusion.id) for exclusion in flagged(facts.programme, plan)),
    )


def send(
    plan: Plan, holder: Person, facts: Facts, helped: Helped | None = None
) -> tuple[State, tuple[Effect, ...]]:
    """Everything that sending brings, and the state the request is in afterwards."""
    request = draft_of(plan, holder, facts, helped)
    opened = OpenRequest(request)
    if plan.price_pence is None:
        asked = move(request, Action.ENQUIRE, Party.PERSON, holder.id)
        return State.ENQUIRY, (
            opened,
            asked,
            *price_wanted(replace_state(request, asked), facts),
            sign_reminder(request, facts),
            promise_clock(request, facts),
        )
    if not can_be_signed(request, facts):
        return State.STOPPED, (opened, *stop(request, facts), promise_clock(request, facts))
    sent = move(request, Action.SEND, Party.PERSON, holder.id)
    return State.WAITING_SIGNATURE, (
        opened,
        sent,
        *stage_opens(replace_state(request, sent), facts),
        promise_clock(request, facts),
    )


def replace_state(request: Request, moved: MoveRequest) -> Request:
    """The request as it will be once the move is made."""
    return replace(request, state=moved.after)


def stage_opens(request: Request, facts: Facts, why: str = "card-sign") -> tuple[Effect, ...]:
    """Cards to everybody who may fill the open stage, and its reminder."""
    stage = open_stage(request)
    if stage is None:
        return ()
    cards = tuple(
        Send(person.id, sign_card(request, facts, why)) for person in signers(request, stage, facts)
    )
    return (*cards, sign_reminder(request, facts))


def sign_reminder(request: Request, facts: Facts, n: int = 0) -> SetTimer:
    """When the signers of the open stage are reminded, at nine on a working day."""
    days = facts.programme.signing.remind_after_working_days
    return SetTimer(
        key=f"sign:{request.id}",
        at=working_morning(facts, days),
        timer=TimerKind.SIGN_REMINDER,
        request=request.id,
        n=n,
    )


def promised_day(facts: Facts) -> str:
    """The day by which the person is told more, as they read it."""
    days = facts.programme.signing.promise_working_days
    return long_day(facts.calendar.add_working_days(facts.now, days))


def promise_clock(request: Request, facts: Facts, n: int = 0) -> SetTimer:
    """The promised day: they hear from us then, whatever has become of it."""
    return SetTimer(
        key=f"promise:{request.id}",
        at=working_morning(facts, facts.programme.signing.promise_working_days),
        timer=TimerKind.PROMISE,
        request=request.id,
        n=n,
    )


def stop(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """Nobody is able to sign: never a yes. A named human is told (DESIGN 3, fails closed)."""
    admins = admins_of(facts)
    told = tuple(
        Send(
            admin.id,
            Message(
                (line("stopped-admin", reference=request.reference),),
                (button("button-look", do(Verb.LOOK, request)),),
                key=card_key(request),
                anew=True,
                about=request.person,
            ),
        )
        for admin in admins
    )
    tasks = staff_task("stopped", request, admins)
    again = sign_reminder(request, facts)  # is there somebody by then? see `restarted`
    return (move(request, Action.STOP, Party.SYSTEM), *told, *tasks, again)


def stopped_person(request: Request) -> Send:
    """The person is told the truth: nobody has it in their hands just now."""
    return Send(request.person, Message((line("stopped-person", reference=request.reference),)))


def staff_task(task: str, request: Request, owners: tuple[Person, ...]) -> tuple[Effect, ...]:
    """A task on the first owner's list, one of its kind for a request."""
    return tuple(
        OpenTask(f"{task}:{request.id}", owner.id, task, request.person, request.id)
        for owner in owners[:1]
    )


def sent_message(state: State, facts: Facts) -> Message:
    """What the person reads right after Send."""
    reference = facts.next_reference
    request = RequestId(facts.fresh[0])
    day = promised_day(facts)
    words = {State.ENQUIRY: "sent-enquiry", State.STOPPED: "sent-stopped"}.get(state, "sent")
    return Message(
        (line(words, reference=reference, day=day),),
        (
            button("button-my-plan", Do(Verb.PLAN, request)),
            button("button-one-question", Do(Verb.START_ROUND, request)),
            *_about_me(facts),
        ),
    )


def _about_me(facts: Facts) -> tuple[Button, ...]:
    """Equality questions are offered to the person, after Send (CARE 17); not to who helps them."""
    me, holder = facts.me, facts.holder
    own = me is not None and holder is not None and me.id == holder.id
    offered = own and facts.programme.equality is not None
    return (button("button-equality", Do(Verb.EQUALITY)),) if offered else ()


def restarted(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """A stopped request that somebody can sign now goes on."""
    if request.state is not State.STOPPED or not can_be_signed(request, facts):
        return ()
    moved = move(request, Action.RESTART, Party.SYSTEM)
    found = line("restarted-person", reference=request.reference)
    return (
        moved,
        CloseTask(f"stopped:{request.id}"),
        *stage_opens(replace_state(request, moved), facts),
        Send(request.person, Message((found,))),
    )


def tasks_over(request: Request, *tasks: str) -> tuple[CloseTask, ...]:
    """What nobody needs to do for this request any more."""
    return tuple(CloseTask(f"{task}:{request.id}") for task in tasks)
