"""Paying: less gives the rest back, a little more is allowed, much more is signed anew."""

from dataclasses import replace
from datetime import date, datetime

from flows.cards import button, do, settled_card
from flows.effects import (
    ClearTimers,
    CloseTask,
    Effect,
    Hold,
    Pay,
    Revise,
    Send,
    SetTimer,
)
from flows.errors import IllegalMove
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import Action
from flows.messages import Line, Message, line
from flows.model import Party, Person, Plan, Request, State
from flows.money import Pence, pounds
from flows.moves.aside import given_back
from flows.moves.move import move
from flows.moves.send import (
    admins_of,
    co_ordinator_of,
    replace_state,
    staff_task,
    stage_opens,
    stop,
    working_morning,
)
from flows.moves.sign import agreed_cards, payers_of
from flows.pay_cards import due_now, pay_card
from flows.plans import short_name
from flows.policy import can_be_signed, stages_for, standing
from flows.releasing import is_released, waits_release
from flows.taps import Verb


def within_tolerance(request: Request, pence: int, facts: Facts) -> bool:
    """Whether this may be paid without a new signature."""
    return pence <= request.amount_pence + facts.programme.payment.tolerance_pence


def fund_covers(request: Request, pence: int, facts: Facts) -> bool:
    """Whether the reservation and what is free hold this much."""
    free = facts.fund.free if facts.fund is not None else 0
    return pence <= request.reserved_pence + free


def paid(
    request: Request, me: Person, pence: int, reference: str, on: date, facts: Facts
) -> tuple[Effect, ...]:
    """Posted and settled; the person is asked whether it came."""
    if waits_release(request, facts.programme):
        raise IllegalMove(f"finance has not released {request.id}")
    amount = pounds(Pence(pence))
    others = [p for p in payers_of(facts) if p.id != me.id]
    settled = settled_card(request, "card-paid", pounds=amount)
    return (
        Pay(request.id, request.fund, pence, reference, on),
        move(request, Action.PAY, Party.PAYER, me.id),
        ClearTimers(request.id, (TimerKind.UNPAID,)),
        CloseTask(f"unpaid:{request.id}"),
        Send(me.id, settled, quiet=True),
        *(Send(p.id, settled) for p in others),
        Send(request.person, arrived_question(request, facts)),
        arrival_clock(request, facts),
    )


def arrived_question(request: Request, facts: Facts) -> Message:
    """Did it come?"""
    words = _arrival_words(request, facts)
    short = words if request.amount_pence else line("did-it-come-free", reference=request.reference)
    return Message(
        (short,),
        (
            button("button-yes", do(Verb.ARRIVED, request)),
            button("button-not-yet", do(Verb.NOT_YET, request)),
            button("button-problem", do(Verb.PROBLEM, request)),
        ),
        key=f"arrived:{request.reference}",
        anew=True,
    )


def _arrival_words(request: Request, facts: Facts) -> Line:
    if short_name(request, facts.programme):
        from_offer = next(
            c
            for o in facts.programme.offers
            for c in o.choices
            if o.id == request.plan.offer and c.id == request.plan.choice
        )
        return line("did-it-come-offer", item=from_offer.name)
    return line("did-it-come", reference=request.reference)


def arrival_clock(request: Request, facts: Facts, n: int = 0) -> SetTimer:
    """When the person is asked again whether it came."""
    days = facts.programme.payment.arrival_reminder_days
    return SetTimer(
        key=f"arrival:{request.id}",
        at=working_morning(facts, max(1, days * 5 // 7)),
        timer=TimerKind.ARRIVAL,
        request=request.id,
        n=n,
    )


def dearer(request: Request, pence: int) -> Plan:
    """The plan at the price that it turned out to have."""
    return replace(request.plan, price_pence=pence)


def too_dear(request: Request, me: Person, plan: Plan, facts: Facts) -> tuple[Effect, ...]:
    """More than the tolerance: the money goes back and the right people sign the new amount."""
    pence = plan.price_pence or 0
    stages = stages_for(facts.programme, plan, request.helped)
    moved = move(request, Action.RE_ROUTE, Party.PAYER, me.id)
    dearer = replace(
        replace_state(request, moved),
        version=request.version + 1,
        amount_pence=pence,
        stages=stages,
        plan=plan,
        passed_to=None,
        reserved_pence=0,
        held=(),
    )
    amount = pounds(Pence(pence))
    now_what = (
        stage_opens(dearer, facts, "card-dearer")
        if can_be_signed(dearer, facts)
        else stop(dearer, facts)
    )
    return (
        *given_back(request),
        moved,
        Revise(request.id, pence, stages, plan),
        ClearTimers(request.id, (TimerKind.UNPAID,)),
        CloseTask(f"unpaid:{request.id}"),
        *now_what,
        Send(me.id, settled_card(request, "card-back-to-sign", pounds=amount), quiet=True),
        Send(request.person, Message((line("price-went-up", pounds=amount),))),
    )


def failed(request: Request, me: Person, reason: str, facts: Facts) -> tuple[Effect, ...]:
    """The payment did not work: the payer's card stays, the co-ordinator and admins know."""
    moved = move(request, Action.FAIL, Party.PAYER, me.id)
    return (
        moved,
        Hold(request.id, reason),
        *_still_payable(request, moved.after, facts, "card-payment-failed"),
        *_staff_told(request, "payment-failed-staff", reason, facts),
        Send(request.person, Message((line("payment-late-person"),))),
    )


def held(request: Request, me: Person, reason: str, facts: Facts) -> tuple[Effect, ...]:
    """The payment waits, with a reason that everybody can read."""
    moved = move(request, Action.HOLD, Party.PAYER, me.id)
    return (
        moved,
        Hold(request.id, reason),
        *_still_payable(request, moved.after, facts, "card-on-hold"),
        *_staff_told(request, "on-hold-staff", reason, facts),
        Send(request.person, Message((line("payment-late-person"),))),
    )


def resumed(request: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    """Payable again."""
    moved = move(request, Action.RESUME, Party.PAYER, me.id)
    # Finance's word stands: it goes back to where it was, not to finance again.
    back = (
        (move(replace_state(request, moved), Action.RELEASE, Party.PAYER, me.id),)
        if is_released(request)
        else ()
    )
    after = back[0].after if back else moved.after
    return (
        moved,
        Hold(request.id, ""),
        *back,
        *_still_payable(request, after, facts, "card-pay"),
    )


def _still_payable(request: Request, after: State, facts: Facts, words: str) -> tuple[Effect, ...]:
    waiting = replace(request, state=after)
    return tuple(Send(p.id, pay_card(waiting, facts, words)) for p in payers_of(facts))


def _staff_told(request: Request, words: str, reason: str, facts: Facts) -> tuple[Effect, ...]:
    known = (co_ordinator_of(request, facts), *admins_of(facts))
    text = line(words, reference=request.reference, reason=reason)
    return tuple(
        Send(p, Message((text,), key=f"payment:{request.reference}", about=request.person))
        for p in dict.fromkeys(person.id for person in known if person is not None)
    )


def agreed_at(request: Request) -> datetime:
    """When the last signature was given: a hold does not make it younger."""
    return max((d.at for d in standing(request)), default=request.state_since)


def days_agreed(request: Request, facts: Facts) -> int:
    """Working days since it was agreed, or since what is due of its lines fell due."""
    agreed = facts.calendar.day(agreed_at(request))
    days = [due.day for due in due_now(request, facts) if due.day is not None]
    if request.plan.lines and days:
        agreed = max(agreed, min(days))
    return facts.calendar.working_days_between(agreed, facts.calendar.day(facts.now))


def agreed_not_paid(request: Request) -> Send:
    """The person hears that it is late, and that a yes stays a yes."""
    late = Message((line("agreed-not-paid", reference=request.reference),))
    return Send(request.person, late)


def overdue(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """Agreed and not paid in time: the payer is reminded, the admins have it on their list."""
    days = days_agreed(request, facts)
    text = line("unpaid-admin", reference=request.reference, days=days)
    return (
        *agreed_cards(request, facts, "card-pay-late"),
        *(
            Send(p.id, Message((text,), key=f"unpaid:{request.reference}", about=request.person))
            for p in admins_of(facts)
        ),
        *staff_task("unpaid", request, admins_of(facts)),
    )
