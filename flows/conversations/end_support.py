"""Staff end support that goes on: the last day, why, what the person will read, and only then."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from flows.cards import may_end
from flows.choices import choice, words_of
from flows.days import coming_day
from flows.effects import Reply
from flows.events import ChatEvent, Tapped, Typed
from flows.facts import Facts
from flows.line_words import short_day, what
from flows.lines import PlanLine, running
from flows.messages import Message, line
from flows.model import RequestId
from flows.moves.end_support import end_message, end_support, first_end
from flows.outcome import Again, Finished, Goto, Move
from flows.taps import Choose, Do


@dataclass(frozen=True, slots=True)
class EndingSupport:
    """`line` is what ends; `on` and `words` as far as they were said."""

    request: RequestId
    line: str
    on: date | None = None
    words: str = ""
    kind: Literal["ending_support"] = "ending_support"


def question(state: EndingSupport, facts: Facts) -> Message:
    """When, why, and whether it reads right."""
    cancel = choice("button-never-mind", "cancel")
    one = _line(state, facts)
    if one is None:
        return Message((line("end-gone"),), (cancel,))
    if state.on is None:
        days = facts.programme.payment.notice_days
        first = short_day(first_end(facts))
        return Message((what(one), line("end-when", days=days, day=first)), (cancel,))
    if not state.words:
        return Message((line("end-why"),), (cancel,))
    read = end_message(one, state.on, state.words)
    sure = choice("button-end-it", "yes")
    return Message((line("end-preview"), *read.lines), (sure, cancel))


def _line(state: EndingSupport, facts: Facts) -> PlanLine | None:
    """The line, while it goes on and they may end it."""
    request, me = facts.request, facts.me
    if request is None or me is None or not may_end(me, request, facts):
        return None
    going_on = running(request.plan.lines, facts.calendar.day(facts.now))
    return next((one for one in going_on if one.id == state.line), None)


def answer(state: EndingSupport, event: ChatEvent, facts: Facts) -> Move[EndingSupport]:
    """One step on; every step asks anew whether they may."""
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return Finished((Reply(Message((line("sign-never-mind"),))),))
    one = _line(state, facts)
    request = facts.request
    if one is None or request is None:
        return Finished((Reply(Message((line("end-gone"),))),))
    if state.on is None:
        return _when(state, one, event, facts)
    if not state.words:
        words = words_of(event)
        return Goto(replace(state, words=words)) if words else Again((line("nothing-there"),))
    if isinstance(event, Tapped) and event.tap == Choose("yes"):
        if state.on < first_end(facts):  # a day has passed since it was typed
            return Goto(replace(state, on=None), (line("end-too-soon"),))
        done = line("end-done", reference=request.reference, day=short_day(state.on))
        ended = end_support(request, one, state.on, state.words, facts)
        return Finished((*ended, Reply(Message((done,)))))
    return Again((line("tap-a-button"),))


def _when(
    state: EndingSupport, one: PlanLine, event: ChatEvent, facts: Facts
) -> Move[EndingSupport]:
    today = facts.calendar.day(facts.now)
    on = coming_day(event.text, today) if isinstance(event, Typed) else None
    if on is None:
        return Again((line("day-unclear"),))
    if on < first_end(facts):
        return Again((line("end-too-soon"),))
    if one.repeat is None or on >= one.repeat.last:
        return Again((line("end-later-than-agreed"),))
    return Goto(replace(state, on=on))


def begin(tap: Do, facts: Facts) -> Move[EndingSupport]:
    """The button on the look."""
    state = EndingSupport(tap.request, tap.value)
    if _line(state, facts) is None:
        return Finished((Reply(Message((line("end-gone"),))),))
    return Goto(state)
