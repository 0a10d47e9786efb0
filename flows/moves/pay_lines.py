"""Paying a plan line by line: each payment once, what is left of it given back, the rest kept.

All that a line's pot keeps is settled and what is still owed is set aside anew (DECISIONS, Money).
Once nothing is due any more the request is paid; support that goes on is paid from there.
"""

from dataclasses import dataclass, replace
from datetime import date

from flows.cards import settled_card
from flows.effects import ClearTimers, CloseTask, Effect, Pay, Send
from flows.errors import IllegalMove
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import WAITING_FOR_A_PAYER, Action
from flows.line_words import short_day
from flows.lines import Due, LinePayment, total
from flows.messages import Message, line
from flows.model import FundId, Party, Person, Plan, Request
from flows.money import Pence, pounds
from flows.moves.aside import held_in, still_due
from flows.moves.move import move
from flows.moves.pay import arrival_clock, arrived_question
from flows.moves.send import replace_state
from flows.moves.sign import payers_of
from flows.pay_cards import due_now, pay_card
from flows.releasing import waits_release


@dataclass(frozen=True, slots=True)
class Paid:
    """What the payer typed: pence, their reference, the day; `typed` as it stood."""

    pence: int
    reference: str
    on: date
    typed: str = ""


def pot_of(request: Request, due: Due) -> FundId:
    """The pot that a line is paid from."""
    return FundId(due.line.fund or request.fund)


def line_covers(request: Request, due: Due, pence: int, facts: Facts) -> bool:
    """Whether what is set aside for this payment, and what is free, hold this much."""
    return pence <= due.line.pence + facts.free_of(pot_of(request, due))


def may_be_dearer(request: Request, due: Due) -> bool:
    """Whether the plan can go back to be signed at another price: nothing of it is paid yet, and
    the line is paid once. Support that goes on is written anew."""
    fresh = not request.line_payments and request.state in WAITING_FOR_A_PAYER
    return fresh and due.line.repeat is None


def dearer_plan(plan: Plan, due: Due, pence: int) -> Plan:
    """The plan with this line at this price."""
    lines = tuple(replace(one, pence=pence) if one.id == due.line.id else one for one in plan.lines)
    return replace(plan, lines=lines, price_pence=total(lines))


def paid_line(
    request: Request, me: Person, due: Due, paid: Paid, facts: Facts
) -> tuple[Effect, ...]:
    """This payment is made: posted, what was too much given back, cards and clocks as they are."""
    if waits_release(request, facts.programme):
        raise IllegalMove(f"finance has not released {request.id}")
    pot = pot_of(request, due)
    left = held_in(request, pot) - due.line.pence
    made = LinePayment(due.line.id, due.no, paid.pence, paid.reference, paid.on)
    after = replace(request, line_payments=(*request.line_payments, made))
    all_done = not due_now(after, facts)
    first_time = all_done and request.state in WAITING_FOR_A_PAYER
    moved = move(request, Action.PAY if first_time else Action.PAY_LINE, Party.PAYER, me.id)
    settled = (
        ClearTimers(request.id, (TimerKind.UNPAID,)),
        CloseTask(f"unpaid:{request.id}"),
    )
    return (
        Pay(request.id, pot, paid.pence, paid.reference, paid.on, left, due.line.id, due.no),
        moved,
        *(settled if all_done else ()),
        *_cards(replace_state(after, moved), me, facts),
        *_person_told(request, due, paid, facts, first_time=first_time),
    )


def _cards(after: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    """What is still due; else when something will be; else that all is paid."""
    more = bool(due_now(after, facts))
    if more:
        card = pay_card(after, facts)
    else:
        days = [due.day for due in still_due(after) if due.day is not None]
        card = (
            settled_card(after, "card-paid-so-far", day=short_day(min(days)))
            if days
            else settled_card(after, "card-paid-all")
        )
    others = (p for p in payers_of(facts) if p.id != me.id)
    return (Send(me.id, card, quiet=not more), *(Send(p.id, card) for p in others))


def _person_told(
    request: Request, due: Due, paid: Paid, facts: Facts, *, first_time: bool
) -> tuple[Effect, ...]:
    if first_time:
        return (
            Send(request.person, arrived_question(request, facts)),
            arrival_clock(request, facts),
        )
    if facts.holder is not None and facts.holder.paused:
        return ()
    text = line("line-paid", pounds=pounds(Pence(paid.pence)), words=due.line.words)
    return (Send(request.person, Message((text,))),)
