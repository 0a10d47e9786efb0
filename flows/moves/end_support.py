"""Support that goes on is ended by a human, with notice, and the person reads why (CARE 29)."""

from dataclasses import replace
from datetime import date, timedelta

from flows.cards import button
from flows.effects import CloseTask, Effect, EndLine, Send
from flows.facts import Facts
from flows.line_words import short_day
from flows.lines import PlanLine
from flows.messages import Message, line
from flows.model import Request
from flows.moves.line_clocks import due_clock, end_timer
from flows.taps import Do, Verb


def first_end(facts: Facts) -> date:
    """The earliest day that gives the notice the programme promises."""
    return facts.calendar.day(facts.now) + timedelta(days=facts.programme.payment.notice_days)


def end_message(one: PlanLine, on: date, words: str) -> Message:
    """What the person reads."""
    return Message(
        (
            line("support-will-end", words=one.words, day=short_day(on)),
            line("support-end-why", reason=words),
            line("support-end-after"),
        ),
        (button("button-talk", Do(Verb.TALK)),),
    )


def end_support(
    request: Request, one: PlanLine, on: date, words: str, facts: Facts
) -> tuple[Effect, ...]:
    """Nothing of this line falls due after that day; what is kept for later goes back then."""
    repeat = one.repeat
    if repeat is None:
        return ()
    ended = replace(one, repeat=replace(repeat, ended=on))
    return (
        EndLine(request.id, one.id, on),
        *due_clock(request, ended, facts),
        end_timer(request, one, on, facts),
        CloseTask(f"support-ends:{request.id}"),
        Send(request.person, end_message(one, on, words)),
    )
