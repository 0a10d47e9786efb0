"""What a line's clock does: a payment falls due; support that a human ended is over; the agreed
end comes near and a human speaks with the person. A clock never ends support by itself."""

from flows.effects import Effect, Send
from flows.events import TimerFired, TimerKind
from flows.facts import Facts
from flows.lifecycle import PAYS_LINES
from flows.line_words import short_day
from flows.lines import PlanLine
from flows.messages import Message, line
from flows.model import FundId, Request
from flows.moves.aside import anew
from flows.moves.line_clocks import due_clock
from flows.moves.send import admins_of, co_ordinator_of, staff_task
from flows.moves.sign import payers_of, unpaid_clock
from flows.pay_cards import due_now, pay_card
from flows.releasing import waits_release


def line_timer(event: TimerFired, request: Request, facts: Facts) -> tuple[Effect, ...]:
    """What becomes true because this line's clock came due."""
    one = next((one for one in request.plan.lines if one.id == event.value), None)
    if one is None or one.repeat is None or request.state not in PAYS_LINES:
        return ()
    if event.timer is TimerKind.LINE_DUE:
        return _falls_due(request, one, facts)
    if one.repeat.ended is not None:
        return _over(request, one, facts)
    return _end_is_near(request, one, facts)


def _falls_due(request: Request, one: PlanLine, facts: Facts) -> tuple[Effect, ...]:
    now = due_now(request, facts)
    cards = tuple(Send(p.id, pay_card(request, facts)) for p in payers_of(facts)) if now else ()
    if waits_release(request, facts.programme):
        return due_clock(request, one, facts)
    # Whatever waited before has its own clock: a new week must not put it back.
    alone = all(due.line.id == one.id and due.day == facts.calendar.day(facts.now) for due in now)
    clock = (unpaid_clock(request, facts),) if now and alone else ()
    return (*cards, *clock, *due_clock(request, one, facts))


def _over(request: Request, one: PlanLine, facts: Facts) -> tuple[Effect, ...]:
    """The last day of the notice has gone by: what was kept for later goes back."""
    told = Message((line("support-over", words=one.words),))
    return (*anew(request, FundId(one.fund or request.fund)), Send(request.person, told))


def _end_is_near(request: Request, one: PlanLine, facts: Facts) -> tuple[Effect, ...]:
    owner = co_ordinator_of(request, facts)
    owners = (owner,) if owner is not None else admins_of(facts)
    name = facts.holder.name if facts.holder is not None else ""
    last = short_day(one.repeat.last) if one.repeat is not None else ""
    text = line("task-support-ends", reference=request.reference, name=name, day=last)
    told = Message((text,), key=f"support-ends:{request.reference}", about=request.person)
    return (*(Send(p.id, told) for p in owners), *staff_task("support-ends", request, owners))
