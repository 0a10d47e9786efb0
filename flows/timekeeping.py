"""What a due timer does: reminders, escalation to a human, check-ins, things that end.

A timer never approves and never declines. Whatever it was set for may have happened meanwhile:
then it does nothing.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from flows.calendar import WakingHours, at_local, next_waking
from flows.cards import sign_card
from flows.conversations.checkin import check_in
from flows.effects import Effect, MoveRequest, PassOn, Prompt, Send, SetTimer
from flows.events import TimerFired, TimerKind
from flows.facts import Facts
from flows.lifecycle import Action
from flows.messages import Message, line
from flows.model import Party, Person, Request, State
from flows.moves.alert import not_in_touch
from flows.moves.change import TO_CHANGE, no_to_change_told
from flows.moves.decline import tell_now
from flows.moves.invite import invite_key
from flows.moves.line_timers import line_timer
from flows.moves.move import move
from flows.moves.pay import agreed_not_paid, arrival_clock, arrived_question, overdue
from flows.moves.promise import is_last, still_going_on, still_owed
from flows.moves.queue import late, lost, queued, take_button
from flows.moves.release import unreleased
from flows.moves.send import (
    admins_of,
    co_ordinator_of,
    price_wanted,
    promise_clock,
    restarted,
    sign_reminder,
    staff_task,
    stop,
    stopped_person,
    working_morning,
)
from flows.moves.sign import money_clock, money_found, unpaid_clock
from flows.moves.talk import question_message
from flows.moves.ties import ran_out
from flows.moves.wait import still_waits
from flows.pay_cards import is_payable
from flows.policy import can_be_signed, open_stage, signers
from flows.queues import Queue
from flows.quiet import has_quiet, undisturbing
from flows.releasing import waits_release
from flows.taps import Do, Verb
from flows.telling.stories import story_due

MAX_REMINDERS = 2
PAUSE_LOOKS_EVERY_DAYS = 7


def due(event: TimerFired, facts: Facts) -> tuple[Effect, ...]:
    """What becomes true because this timer came due."""
    request = facts.request
    match event.timer:
        case TimerKind.ALERT:
            return not_in_touch(event, facts)
        case TimerKind.TIE_END:
            return ran_out(event.value, facts)
        case TimerKind.INVITE_EXPIRY:
            return _invite_ended(event)
        case TimerKind.TASK_LATE:
            return _task_late(facts)
        case TimerKind.LOST:
            return lost(facts.holder, facts) if facts.holder is not None else ()
        case _:
            pass
    if request is None:
        return ()
    later = _left_in_peace(event, facts)
    if later is not None:
        return (later,)
    if event.timer in (TimerKind.STORY_OFFER, TimerKind.STORY_REMIND):
        return story_due(request, event, facts)
    return _came_due(request, event, facts)


def _came_due(  # noqa: C901, PLR0912 - one case for each kind
    request: Request, event: TimerFired, facts: Facts
) -> tuple[Effect, ...]:
    match event.timer:
        case TimerKind.SIGN_REMINDER:
            return _sign_reminder(request, event.n, facts)
        case TimerKind.ANSWER_REMINDER:
            return _answer_reminder(request, event.n, facts)
        case TimerKind.UNPAID:
            return _unpaid(request, event, facts)
        case TimerKind.UNRELEASED:
            return _unreleased(request, event.n, facts)
        case TimerKind.ARRIVAL:
            return _arrival(request, event.n, facts)
        case TimerKind.CHECK_IN:
            return _check_in(request, event.value, facts)
        case TimerKind.CHECK_IN_REMINDER:
            return _check_in_again(request, event.value, event.n, facts)
        case TimerKind.DECLINE_HELD:
            return _no_held(request, event.value)
        case TimerKind.WAITS:
            return still_waits(request, event.n, facts)
        case TimerKind.PROMISE:
            return _promise(request, event.n, facts)
        case (
            TimerKind.INVITE_EXPIRY
            | TimerKind.TIE_END
            | TimerKind.TASK_LATE
            | TimerKind.LOST
            | TimerKind.ALERT
            | TimerKind.STORY_OFFER
            | TimerKind.STORY_REMIND
        ):
            return ()
        case TimerKind.LINE_DUE | TimerKind.LINE_END:
            return line_timer(event, request, facts)
        case _:
            assert_never(event.timer)


def _no_held(request: Request, value: str) -> tuple[Effect, ...]:
    if value == TO_CHANGE:
        return no_to_change_told(request)
    return tell_now(request) if request.state is State.DECLINED else ()


CAN_WAIT = frozenset(
    {
        TimerKind.ANSWER_REMINDER,
        TimerKind.ARRIVAL,
        TimerKind.CHECK_IN,
        TimerKind.CHECK_IN_REMINDER,
        TimerKind.DECLINE_HELD,
        TimerKind.PROMISE,
        TimerKind.STORY_OFFER,
        TimerKind.STORY_REMIND,
    }
)
"""Timers that write to the person. What one of them brings waits out a quiet time whole."""


def _left_in_peace(event: TimerFired, facts: Facts) -> SetTimer | None:
    """The same timer at the next moment when the person may be written to; None when that is now.

    Asked as it fires, so that what they wish today counts, not what they wished when it was set.
    """
    if event.timer not in CAN_WAIT:
        return None
    at = _next_moment(facts)
    if at is None:
        return None
    return SetTimer(event.key, at, event.timer, event.request, event.person, event.value, event.n)


def _next_moment(facts: Facts) -> datetime | None:
    """When the person may be written to next; None when they may be now."""
    holder = facts.holder
    if holder is None or not has_quiet(holder.wishes):
        return None
    hours = WakingHours(facts.programme.waking.opens, facts.programme.waking.closes)
    at = undisturbing(facts.now, holder.wishes, hours, facts.calendar.zone)
    return at if at > facts.now else None


def _task_late(facts: Facts) -> tuple[Effect, ...]:
    """Nobody has done it in time: whoever covers has it now."""
    if facts.task is None or facts.holder is None:
        return ()
    return late(facts.task, facts.request, facts.holder, facts)


def _sign_reminder(request: Request, n: int, facts: Facts) -> tuple[Effect, ...]:
    match request.state:
        case State.ENQUIRY:
            return _price_reminder(request, n, facts)
        case State.STOPPED:
            return restarted(request, facts) or (sign_reminder(request, facts, n + 1),)
        case State.WAITING_MONEY:
            return _money_again(request, facts)
        case State.WAITING_SIGNATURE:
            return _signature_reminder(request, n, facts)
        case _:
            return ()


def _price_reminder(request: Request, n: int, facts: Facts) -> tuple[Effect, ...]:
    late = _late_task(request, "unpriced", n, facts)
    wanted = price_wanted(request, facts, again=True)
    return (*wanted, *late, sign_reminder(request, facts, n + 1))


def _money_again(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """Money that came back meanwhile goes to those who wait, the oldest first."""
    found = money_found(facts)
    approved = any(isinstance(e, MoveRequest) and e.request == request.id for e in found)
    return found if approved else (*found, money_clock(request, facts))


def _signature_reminder(request: Request, n: int, facts: Facts) -> tuple[Effect, ...]:
    if not can_be_signed(request, facts):
        return (*stop(request, facts), stopped_person(request))
    stage = open_stage(request) or 0
    waiting = signers(request, stage, facts)
    back: tuple[Effect, ...] = ()
    if request.passed_to is not None and request.passed_to not in {p.id for p in waiting}:
        # Whom it was passed on to cannot sign any more: it is everybody's again.
        back = (PassOn(request.id, None), move(request, Action.PASS_ON, Party.SYSTEM))
    cards = tuple(Send(p.id, sign_card(request, facts, "card-sign-reminder")) for p in waiting)
    late = _late_task(request, "unsigned", n, facts)
    return (*back, *cards, *late, sign_reminder(request, facts, n + 1))


def _late_task(request: Request, task: str, n: int, facts: Facts) -> tuple[Effect, ...]:
    """From the second reminder on, the programme's admins have it on their list too."""
    if n < 1:
        return ()
    text = line(f"{task}-admin", reference=request.reference)
    told = Message((text,), key=f"{task}:{request.reference}", about=request.person)
    admins = admins_of(facts)
    return (*(Send(a.id, told) for a in admins), *staff_task(task, request, admins))


def _answer_reminder(request: Request, n: int, facts: Facts) -> tuple[Effect, ...]:
    question = request.question
    if request.state is not State.WAITING_ANSWER or question is None:
        return ()
    if n >= MAX_REMINDERS:
        return _co_ordinator_task(request, "answer", facts)
    again = Prompt(
        request.person,
        question_message(request, question.role, question.words),
        Do(Verb.REPLY, request.id),
    )
    prompts = () if _silent(facts) else (again,)
    days = facts.programme.signing.remind_after_working_days
    timer = SetTimer(
        key=f"answer:{request.id}",
        at=working_morning(facts, days),
        timer=TimerKind.ANSWER_REMINDER,
        request=request.id,
        n=n + 1,
    )
    return (*prompts, timer)


def _promise(request: Request, n: int, facts: Facts) -> tuple[Effect, ...]:
    """The day we named has come: they hear how it stands; the second time a human takes it on."""
    if not still_owed(request):
        return ()
    if request.state is State.WAITING_ANSWER or _silent(facts):
        return (promise_clock(request, facts, n),)  # it is their turn, or they want no messages
    owners = _owners(request, facts)
    told = still_going_on(request, n, owners, facts)
    return (*told, *(_co_ordinator_task(request, "promise", facts) if is_last(n, owners) else ()))


def _owners(request: Request, facts: Facts) -> tuple[Person, ...]:
    owner = co_ordinator_of(request, facts)
    return (owner,) if owner is not None else admins_of(facts)


def _co_ordinator_task(request: Request, task: str, facts: Facts) -> tuple[Effect, ...]:
    """Something only a human can do, for whoever the programme's table names."""
    holder = facts.holder
    name = holder.name if holder is not None else ""
    text = line(f"task-{task}", reference=request.reference, name=name)
    told = Message((text,), key=f"task-{task}:{request.reference}", about=request.person)

    def card(found: Queue) -> Message:
        key = f"{task}:{request.id}"
        return replace(told, buttons=(take_button(key, request),)) if found.shared else told

    found = queued(task, holder, request, facts, card) if holder is not None else ()
    if found:
        return found
    admins = admins_of(facts)
    return (*(Send(p.id, told) for p in admins), *staff_task(task, request, admins))


TO_THE_PERSON = "person"


def _unreleased(request: Request, n: int, facts: Facts) -> tuple[Effect, ...]:
    """Finance has a clock of its own; the person hears that a yes stays a yes."""
    if not waits_release(request, facts.programme):
        return ()
    silent = n >= MAX_REMINDERS or _silent(facts) or _next_moment(facts) is not None
    told = () if silent else (agreed_not_paid(request),)
    return (*unreleased(request, n, facts), *told)


def _unpaid(request: Request, event: TimerFired, facts: Facts) -> tuple[Effect, ...]:
    """Staff hear of it at once; the person, when they may be written to."""
    if not is_payable(request, facts):
        return ()
    quiet = _next_moment(facts)
    silent = event.n >= MAX_REMINDERS or _silent(facts)
    told: tuple[Effect, ...] = () if silent else (agreed_not_paid(request),)
    if told and quiet is not None:
        key, kind = f"unpaid-person:{request.id}", TimerKind.UNPAID
        told = (SetTimer(key, quiet, kind, request.id, value=TO_THE_PERSON, n=event.n),)
    if event.value == TO_THE_PERSON:
        return told
    return (*overdue(request, facts), *told, unpaid_clock(request, facts, event.n + 1))


def _arrival(request: Request, n: int, facts: Facts) -> tuple[Effect, ...]:
    if request.state is not State.PAID:
        return ()
    if n >= MAX_REMINDERS:
        return _co_ordinator_task(request, "arrival", facts)
    if _silent(facts):
        return (arrival_clock(request, facts, n),)
    return (
        Send(request.person, arrived_question(request, facts)),
        arrival_clock(request, facts, n + 1),
    )


def _silent(facts: Facts) -> bool:
    return facts.holder is not None and facts.holder.paused


def _check_in(request: Request, round_id: str, facts: Facts) -> tuple[Effect, ...]:
    holder = facts.holder
    if holder is None or request.state not in (State.ARRIVED, State.PROBLEM):
        return ()
    if not holder.check_ins:
        return ()
    if holder.paused:
        return (_after_the_pause(request, round_id, TimerKind.CHECK_IN, 0, facts),)
    return (
        Send(holder.id, check_in(request, round_id, facts)),
        _check_in_timer(request, round_id, 0, facts),
    )


def _check_in_timer(request: Request, round_id: str, n: int, facts: Facts) -> SetTimer:
    """The next reminder; after the last one, the day of the care co-ordinator's task."""
    check_ins = facts.programme.check_ins
    days = check_ins.reminder_days
    wait = days[n] if n < len(days) else check_ins.task_after_days
    return _in_days(wait, request, round_id, TimerKind.CHECK_IN_REMINDER, n, facts)


def _after_the_pause(
    request: Request, round_id: str, timer: TimerKind, n: int, facts: Facts
) -> SetTimer:
    """Somebody who paused their messages is asked when they want to hear from us again."""
    return _in_days(PAUSE_LOOKS_EVERY_DAYS, request, round_id, timer, n, facts)


def _in_days(
    wait: int, request: Request, round_id: str, timer: TimerKind, n: int, facts: Facts
) -> SetTimer:
    day = facts.calendar.day(facts.now) + timedelta(days=wait)
    at = at_local(day, facts.programme.check_ins.hour, facts.calendar.zone)
    waking = WakingHours(facts.programme.waking.opens, facts.programme.waking.closes)
    name = "checkin" if timer is TimerKind.CHECK_IN else "checkin-again"
    return SetTimer(
        key=f"{name}:{request.id}:{round_id}",
        at=next_waking(at, waking, facts.calendar.zone),
        timer=timer,
        request=request.id,
        person=request.person,
        value=round_id,
        n=n,
    )


def _check_in_again(request: Request, round_id: str, n: int, facts: Facts) -> tuple[Effect, ...]:
    holder = facts.holder
    if holder is None or any(a.round == round_id and a.is_answer for a in facts.answers):
        return ()
    if not holder.check_ins:
        return ()
    if holder.paused:
        return (_after_the_pause(request, round_id, TimerKind.CHECK_IN_REMINDER, n, facts),)
    if n >= len(facts.programme.check_ins.reminder_days):
        return _co_ordinator_task(request, "check-in", facts)
    again = check_in(request, round_id, facts)
    gentle = replace(again, lines=(line("check-in-again"), *again.lines))
    return (Send(holder.id, gentle), _check_in_timer(request, round_id, n + 1, facts))


def _invite_ended(event: TimerFired) -> tuple[Effect, ...]:
    over = Message((line("invite-over"),), key=invite_key(event.value))
    return (Send(event.person, over, quiet=True),)
