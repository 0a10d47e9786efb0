"""What a payer sees of a request: what is to be paid now, and the buttons that say it is.

Of a plan with lines that is what is due by today, each line its own button; of any other request
it is all of it.
"""

from flows.facts import Facts
from flows.lifecycle import PAYS_LINES, WAITING_FOR_A_PAYER
from flows.line_words import due_lines, short_day
from flows.lines import Due, next_of_each, unpaid
from flows.messages import Button, Line, Message, line
from flows.model import Request, State
from flows.money import Pence, pounds
from flows.plans import item_words
from flows.releasing import waits_release
from flows.taps import Do, Verb


def due_now(request: Request, facts: Facts) -> tuple[Due, ...]:
    """The earliest payment of each line that is due by today and not made."""
    today = facts.calendar.day(facts.now)
    left = next_of_each(unpaid(request.plan.lines, request.line_payments))
    return tuple(due for due in left if due.by(today))


def is_payable(request: Request, facts: Facts) -> bool:
    """Whether there is something for a payer to do about it now."""
    if waits_release(request, facts.programme):
        return False
    if request.plan.lines:
        return request.state in PAYS_LINES and bool(due_now(request, facts))
    return request.state in WAITING_FOR_A_PAYER


def pay_card(request: Request, facts: Facts, why: str = "card-pay") -> Message:
    """Something is agreed and waits to be paid."""
    text = line(
        why,
        reference=request.reference,
        pounds=pounds(Pence(request.amount_pence)),
        item=item_words(request.plan, facts.programme),
    )
    return Message(
        (text, *_details(request, facts)),
        (Button(line("button-look"), _do(Verb.LOOK, request)), *pay_buttons(request, facts)),
        key=f"card:{request.reference}",
        anew=True,
        about=request.person,
    )


def _details(request: Request, facts: Facts) -> tuple[Line, ...]:
    plan = request.plan
    if plan.lines:
        return line_details(request, facts)
    return tuple(
        line(key)
        for key, there in (
            (f"look-payment-{plan.payment}", plan.payment),
            (f"look-delivery-{plan.delivery}", plan.delivery),
        )
        if there
    )


def line_details(request: Request, facts: Facts) -> tuple[Line, ...]:
    """What is due now, or when something will be."""
    now = due_now(request, facts)
    if now:
        return due_lines(now, facts.programme)
    days = [d.day for d in unpaid(request.plan.lines, request.line_payments) if d.day is not None]
    return (line("pay-next", day=short_day(min(days))),) if days else ()


def pay_buttons(request: Request, facts: Facts) -> tuple[Button, ...]:
    """What a payer may do with it now."""
    paid = _paid_buttons(request, facts)
    failed = Button(line("button-payment-failed"), _do(Verb.PAYMENT_FAILED, request))
    hold = Button(line("button-hold"), _do(Verb.HOLD, request))
    resume = Button(line("button-resume"), _do(Verb.RESUME, request))
    match request.state:
        case State.ON_HOLD:
            return (*paid, failed, resume)
        case State.PAYMENT_FAILED:
            return (*paid, hold, resume)
        case state if state in WAITING_FOR_A_PAYER:
            return (*paid, failed, hold)
        case _:
            return paid


def _paid_buttons(request: Request, facts: Facts) -> tuple[Button, ...]:
    if not request.plan.lines:
        return (Button(line("button-mark-paid"), _do(Verb.MARK_PAID, request)),)
    return tuple(
        Button(line("button-mark-paid-line", no=due.line.id), _do(Verb.MARK_PAID, request, due.key))
        for due in due_now(request, facts)
    )


def _do(verb: Verb, request: Request, value: str = "") -> Do:
    return Do(verb, request.id, request.version, value)
