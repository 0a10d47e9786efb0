"""Did it come? Yes, not yet, or a problem in the person's own words."""

from dataclasses import dataclass
from typing import Literal

from flows.calendar import add_months, at_local
from flows.choices import choice, words_of
from flows.effects import Arrive, ClearTimers, CloseTask, Effect, Reply, Send, SetTimer
from flows.events import ChatEvent, Tapped, TimerKind
from flows.facts import Facts
from flows.lifecycle import Action, may
from flows.messages import Message, line
from flows.model import Party, Request, RequestId
from flows.moves.move import move
from flows.moves.pay import arrival_clock
from flows.moves.send import co_ordinator_of, staff_task
from flows.moves.sign import payers_of
from flows.outcome import Again, Finished, Move
from flows.taps import Choose, Verb


@dataclass(frozen=True, slots=True)
class TellingProblem:
    """The person says what is wrong with what came, or did not."""

    request: RequestId
    kind: Literal["telling_problem"] = "telling_problem"


def question(state: TellingProblem, facts: Facts) -> Message:
    """What is the matter?"""
    return Message((line("ask-problem"),), (choice("button-skip", "skip"),))


def answer(state: TellingProblem, event: ChatEvent, facts: Facts) -> Move[TellingProblem]:
    """The problem is on the record, and the people who can mend it know."""
    request = facts.request
    if request is None or not may(request.state, Action.REPORT_PROBLEM, Party.PERSON):
        return Finished((Reply(Message((line("moved-on"),))),))
    match event:
        case Tapped(Choose("skip")):
            words = ""
        case _:
            words = words_of(event)
            if not words:
                return Again((line("nothing-there"),))
    return Finished((*_problem(request, words, facts), Reply(Message((line("problem-told"),)))))


def _problem(request: Request, words: str, facts: Facts) -> tuple[Effect, ...]:
    owner = co_ordinator_of(request, facts)
    staff = {p.id for p in payers_of(facts)} | ({owner.id} if owner is not None else set())
    text = line("problem-staff", reference=request.reference, words=words or "-")
    told = Message((text,), key=f"problem:{request.reference}", anew=True, about=request.person)
    tasks = staff_task("problem", request, (owner,) if owner is not None else ())
    return (
        move(request, Action.REPORT_PROBLEM, Party.PERSON, request.person),
        ClearTimers(request.id, (TimerKind.ARRIVAL,)),
        *(Send(person, told) for person in sorted(staff)),
        *tasks,
    )


def begin(verb: Verb, facts: Facts) -> tuple[Effect, ...]:
    """[Yes] and [Not yet] need no more words."""
    request = facts.request
    if request is None:
        return ()
    if verb is Verb.ARRIVED and may(request.state, Action.ARRIVE, Party.PERSON):
        return _came(request, facts)
    if verb is Verb.NOT_YET and may(request.state, Action.ARRIVE, Party.PERSON):
        return _not_yet(request, facts)
    return (Reply(Message((line("moved-on"),))),)


def _came(request: Request, facts: Facts) -> tuple[Effect, ...]:
    rounds = [r for r in facts.programme.check_ins.rounds if r.after_months]
    timers = tuple(_round_timer(request, r.id, r.after_months, facts) for r in rounds)
    first = rounds[0].after_months if rounds else 0
    return (
        Arrive(request.id),
        move(request, Action.ARRIVE, Party.PERSON, request.person),
        ClearTimers(request.id, (TimerKind.ARRIVAL,)),
        CloseTask(f"problem:{request.id}"),
        *timers,
        Reply(Message((line("it-came", months=first),))),
    )


def _round_timer(request: Request, round_id: str, months: int, facts: Facts) -> SetTimer:
    """A check-in so many calendar months after the day it came (31 Jan, 28 Feb, 31 Mar)."""
    day = add_months(facts.calendar.day(facts.now), months)
    return SetTimer(
        key=f"checkin:{request.id}:{round_id}",
        at=at_local(day, facts.programme.check_ins.hour, facts.calendar.zone),
        timer=TimerKind.CHECK_IN,
        request=request.id,
        person=request.person,
        value=round_id,
    )


def _not_yet(request: Request, facts: Facts) -> tuple[Effect, ...]:
    text = line("not-yet-payer", reference=request.reference)
    told = Message((text,), key=f"problem:{request.reference}", anew=True, about=request.person)
    return (
        *(Send(p.id, told) for p in payers_of(facts)),
        arrival_clock(request, facts),
        Reply(Message((line("not-yet-told"),))),
    )
