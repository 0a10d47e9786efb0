"""The payments organisation: mark paid, failed, on hold. Amount, date and reference are typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.cards import button, do
from flows.choices import choice, words_of
from flows.effects import Effect, Reply
from flows.events import ChatEvent, Tapped, Typed
from flows.facts import Facts
from flows.lifecycle import WAITING_FOR_A_PAYER, Action, may
from flows.line_words import due_lines
from flows.lines import Due
from flows.messages import Line, Message, line
from flows.model import Party, Person, Request, RequestId
from flows.money import Pence, Unclear, parse_payment, pounds
from flows.moves.pay import (
    agreed_at,
    days_agreed,
    dearer,
    failed,
    fund_covers,
    held,
    paid,
    resumed,
    too_dear,
    within_tolerance,
)
from flows.moves.pay_lines import Paid, dearer_plan, line_covers, may_be_dearer, paid_line
from flows.outcome import Again, Finished, Goto, Move
from flows.pay_cards import due_now, is_payable, line_details, pay_buttons, pay_card
from flows.releasing import waits_release
from flows.taps import Choose, Do, Verb

PAID, FAILED, HELD, SURE = "paid", "failed", "hold", "sure"
HOLD_REASONS = ("payee-not-set-up", "wrong-commissioner", "papers-missing")


@dataclass(frozen=True, slots=True)
class Paying:
    """`doing` is what the payer is putting into words; `typed` is a payment to be sure of; `line`
    names the payment of a plan with lines."""

    doing: str
    request: RequestId
    version: int
    typed: str = ""
    line: str = ""
    kind: Literal["paying"] = "paying"


def question(state: Paying, facts: Facts) -> Message:
    """What the payer is asked."""
    cancel = choice("button-never-mind", "cancel")
    match state.doing:
        case "paid" if state.line:
            return Message((*_line_said(state, facts), line("pay-line-details")), (cancel,))
        case "paid":
            return Message((line("pay-details"),), (cancel,))
        case "sure":
            return Message((line("pay-dearer-sure"),), (choice("button-send-back", "yes"), cancel))
        case "hold":
            reasons = tuple(choice(f"button-hold-{r}", r) for r in HOLD_REASONS)
            return Message((line("pay-hold-why"),), (*reasons, cancel))
        case _:
            return Message((line("pay-failed-why"),), (cancel,))


def answer(state: Paying, event: ChatEvent, facts: Facts) -> Move[Paying]:
    """What the payer typed."""
    request, me = facts.request, facts.me
    may_pay = request is not None and me is not None and _may_pay(request, me, facts)
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        card = (Reply(pay_card(request, facts)),) if request is not None and may_pay else ()
        return Finished((Reply(Message((line("sign-never-mind"),))), *card))
    if request is None or me is None or not may_pay:
        return Finished((Reply(Message((line("cannot-pay"),))),))
    if state.version != request.version or not _still_may(state, request):
        changed = Reply(Message((line("pay-changed", reference=request.reference),)))
        return Finished((changed, Reply(pay_card(request, facts))))
    match state.doing, event:
        case "paid", Typed(text):
            return _paid(state, request, me, text, facts)
        case "sure", Tapped(Choose("yes")):
            return _paid(state, request, me, state.typed, facts)
        case "hold", Tapped(Choose(reason)) if reason in HOLD_REASONS:
            words = reason.replace("-", " ")
            return Finished((*held(request, me, words, facts), _noted(request)))
        case "paid" | "sure", _:
            return Again((line("tap-or-type"),))
        case _:
            return _reasoned(state, request, me, words_of(event), facts)


def _reasoned(
    state: Paying, request: Request, me: Person, words: str, facts: Facts
) -> Move[Paying]:
    if not words:
        return Again((line("nothing-there"),))
    move = held if state.doing == HELD else failed
    return Finished((*move(request, me, words, facts), _noted(request)))


def _still_may(state: Paying, request: Request) -> bool:
    """Somebody else may have marked it failed or on hold while this was typed."""
    paying = Action.PAY_LINE if state.line else Action.PAY
    action = {FAILED: Action.FAIL, HELD: Action.HOLD}.get(state.doing, paying)
    return may(request.state, action, Party.PAYER)


def _noted(request: Request) -> Reply:
    return Reply(Message((line("pay-noted", reference=request.reference),)))


def _may_pay(request: Request, me: Person, facts: Facts) -> bool:
    pays = facts.programme.payment.payer in me.roles and me.id != request.person
    if waits_release(request, facts.programme):
        return False
    waits = request.state in WAITING_FOR_A_PAYER or is_payable(request, facts)
    return pays and waits and request.amount_pence > 0


def _line_said(state: Paying, facts: Facts) -> tuple[Line, ...]:
    due = _due(state, facts)
    return due_lines((due,), facts.programme) if due is not None else ()


def _due(state: Paying, facts: Facts) -> Due | None:
    """The payment that is being marked, while it is still to be made."""
    request = facts.request
    if request is None:
        return None
    return next((due for due in due_now(request, facts) if due.key == state.line), None)


def _line_paid(
    state: Paying, request: Request, me: Person, paid: Paid, facts: Facts
) -> Move[Paying]:
    """One payment of one line: its own amount, its own tolerance."""
    due = _due(state, facts)
    if due is None:
        changed = Reply(Message((line("pay-changed", reference=request.reference),)))
        return Finished((changed, Reply(pay_card(request, facts))))
    if paid.pence > due.line.pence + facts.programme.payment.tolerance_pence:
        if not may_be_dearer(request, due):
            return Again((line("pay-line-dearer"),))
        if state.doing != SURE:
            return Goto(Paying(SURE, request.id, state.version, paid.typed, state.line))
        plan = dearer_plan(request.plan, due, paid.pence)
        amount = pounds(Pence(plan.price_pence or 0))
        back = Reply(Message((line("pay-sent-back", reference=request.reference, pounds=amount),)))
        return Finished((*too_dear(request, me, plan, facts), back))
    if not line_covers(request, due, paid.pence, facts):
        return Again((line("pay-fund-short"),))
    amount = pounds(Pence(paid.pence))
    said = line("pay-done", reference=request.reference, pounds=amount, invoice=paid.reference)
    return Finished((*paid_line(request, me, due, paid, facts), Reply(Message((said,)))))


def _paid(state: Paying, request: Request, me: Person, text: str, facts: Facts) -> Move[Paying]:
    today = facts.calendar.day(facts.now)
    payment = parse_payment(text, today)
    if isinstance(payment, Unclear):
        return Again((line(f"amount-unclear-{payment.why.replace('_', '-')}"),))
    on = payment.on or today
    if on > today:
        return Again((line("pay-in-future"),))
    if request.plan.lines:
        made = Paid(payment.pence, payment.reference or "", on, text)
        return _line_paid(state, request, me, made, facts)
    if not within_tolerance(request, payment.pence, facts):
        if state.doing != SURE:
            return Goto(Paying(SURE, request.id, state.version, text))
        amount = pounds(payment.pence)
        back = Reply(Message((line("pay-sent-back", reference=request.reference, pounds=amount),)))
        return Finished((*too_dear(request, me, dearer(request, payment.pence), facts), back))
    if not fund_covers(request, payment.pence, facts):
        return Again((line("pay-fund-short"),))
    reference = payment.reference or ""
    amount = pounds(payment.pence)
    told = Reply(
        Message((line("pay-done", reference=request.reference, pounds=amount, invoice=reference),))
    )
    return Finished((*paid(request, me, payment.pence, reference, on, facts), told))


def begin(tap: Do, facts: Facts) -> Move[Paying]:
    """A payer's button."""
    request, me = facts.request, facts.me
    if request is None or me is None or not _may_pay(request, me, facts):
        early = request is not None and waits_release(request, facts.programme)
        words = "cannot-pay-unreleased" if early else "cannot-pay"
        return Finished((Reply(Message((line(words),))),))
    if tap.version and tap.version != request.version:
        return Finished((Reply(Message((line("moved-on"),))),))
    action = _ACTIONS[tap.verb]
    if tap.verb is Verb.MARK_PAID and request.plan.lines:
        return _begin_line(tap, request, facts)
    if not may(request.state, action, Party.PAYER):
        return Finished((Reply(Message((line("moved-on"),))),))
    if tap.verb is Verb.RESUME:
        return Finished((*resumed(request, me, facts), _noted(request)))
    return Goto(Paying(_DOING[tap.verb], request.id, request.version))


def _begin_line(tap: Do, request: Request, facts: Facts) -> Move[Paying]:
    state = Paying(PAID, request.id, request.version, line=tap.value)
    if _due(state, facts) is None or not may(request.state, Action.PAY_LINE, Party.PAYER):
        return Finished((Reply(Message((line("moved-on"),))), Reply(pay_card(request, facts))))
    return Goto(state)


_ACTIONS = {
    Verb.MARK_PAID: Action.PAY,
    Verb.PAYMENT_FAILED: Action.FAIL,
    Verb.HOLD: Action.HOLD,
    Verb.RESUME: Action.RESUME,
}
_DOING = {Verb.MARK_PAID: PAID, Verb.PAYMENT_FAILED: FAILED, Verb.HOLD: HELD}


@dataclass(frozen=True, slots=True)
class Owed:
    """Agreed and not yet paid: for whom, since when, how many working days, and if that is late."""

    request: Request
    name: str
    agreed_at: datetime
    days: int
    late: bool


def owed(facts: Facts) -> tuple[Owed, ...]:
    """What is to be paid, oldest first."""
    late_after = facts.programme.payment.late_after_working_days
    found = (
        Owed(r, name, agreed_at(r), days := days_agreed(r, facts), days > late_after)
        for r, name in facts.inbox
        if is_payable(r, facts)
    )
    return tuple(sorted(found, key=lambda one: one.agreed_at))


def payable(facts: Facts) -> tuple[Effect, ...]:
    """Agreed and not yet paid, oldest first, with their age in working days."""
    waiting = owed(facts)
    if not waiting:
        return (Reply(Message((line("payable-none"),))),)
    head = Reply(Message((line("payable-head", count=len(waiting)),)))
    return (head, *(Reply(_payable_one(one, facts)) for one in waiting))


def _payable_one(one: Owed, facts: Facts) -> Message:
    request = one.request
    words = "payable-late" if one.late else "payable-one"
    amount = pounds(Pence(request.amount_pence))
    text = line(words, reference=request.reference, pounds=amount, name=one.name, days=one.days)
    details = line_details(request, facts) if request.plan.lines else ()
    return Message(
        (text, *details),
        (button("button-look", do(Verb.LOOK, request)), *pay_buttons(request, facts)),
        key=f"card:{request.reference}",
        anew=True,
        about=request.person,
    )
