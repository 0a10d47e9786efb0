"""Did it come? Yes, not yet, or a problem in the person's own words."""

from dataclasses import dataclass
from typing import Literal

from flows.cards import button, do
from flows.choices import choice, nothing_there, said_by, words_of
from flows.effects import ClearTimers, Effect, Reply, Send
from flows.events import ChatEvent, Tapped, TimerKind
from flows.facts import Facts
from flows.lifecycle import Action, may
from flows.messages import Button, Message, line
from flows.model import Party, Request, RequestId, State
from flows.moves.move import move
from flows.moves.pay import arrival_clock
from flows.moves.rounds import came, first_months
from flows.moves.send import admins_of, co_ordinator_of, staff_task, tasks_over
from flows.moves.sign import payers_of
from flows.outcome import Again, Finished, Goto, Move
from flows.taps import Choose, Do, Verb


@dataclass(frozen=True, slots=True)
class TellingProblem:
    """The person says what is wrong with what came, or did not.

    `kept`: words they typed to "Did it come?" at home; are they about a problem?
    """

    request: RequestId
    kept: str = ""
    kind: Literal["telling_problem"] = "telling_problem"


def question(state: TellingProblem, facts: Facts) -> Message:
    """What is the matter?"""
    if state.kept:
        return Message(
            (line("is-it-a-problem", words=state.kept),),
            (
                choice("button-yes", "problem"),
                choice("button-no-it-came", "came"),
                choice("button-something-else", "else"),
            ),
        )
    return Message((line("ask-problem"),), (choice("button-skip", "skip"),))


def answer(state: TellingProblem, event: ChatEvent, facts: Facts) -> Move[TellingProblem]:
    """The problem is on the record, and the people who can mend it know."""
    request = facts.request
    if request is None or not may(request.state, Action.REPORT_PROBLEM, Party.PERSON):
        return Finished((Reply(Message((line("moved-on"),))),))
    match event:
        case Tapped(Choose("came")) if state.kept:
            return Finished(begin(Verb.ARRIVED, facts))
        case Tapped(Choose("else")) if state.kept:
            return Finished(
                (
                    Reply(
                        Message(
                            (line("menu"),),
                            (
                                Button(line("button-ask-for-something"), Do(Verb.ASK)),
                                Button(line("button-talk"), Do(Verb.TALK)),
                            ),
                        )
                    ),
                )
            )
        case Tapped(Choose("problem")) if state.kept:
            words = state.kept
        case _ if state.kept:
            return Again((line("tap-a-button"),))
        case Tapped(Choose("skip")):
            words = ""
        case _:
            words = said_by(event)
            if not words:
                return Again((nothing_there(event),))
    told = Message(
        (line("problem-told"),), (button("button-all-right", do(Verb.ARRIVED, request)),)
    )
    return Finished((*_problem(request, words, facts), Reply(told)))


def _problem(request: Request, words: str, facts: Facts) -> tuple[Effect, ...]:
    owner = co_ordinator_of(request, facts)
    owners = (owner,) if owner is not None else admins_of(facts)[:1]
    staff = {p.id for p in (*payers_of(facts), *owners)}
    text = line("problem-staff", reference=request.reference, words=words or "-")
    told = Message((text,), key=f"problem:{request.reference}", anew=True, about=request.person)
    tasks = staff_task("problem", request, owners)
    return (
        move(request, Action.REPORT_PROBLEM, Party.PERSON, request.person),
        ClearTimers(request.id, (TimerKind.ARRIVAL,)),
        *(Send(person, told) for person in sorted(staff)),
        *tasks,
    )


_YES = frozenset({"yes", "yep", "yeah", "arrived", "came"})
_NOT_PLAIN = frozenset(
    {"no", "not", "but", "broken", "wrong", "never", "isn't", "hasn't", "didn't"}
)


def typed(event: ChatEvent, facts: Facts) -> Move[TellingProblem] | None:
    """Words typed at home while "Did it come?" is open; None when nothing was asked."""
    me, words = facts.me, words_of(event)
    waits = [r for r in facts.requests if me is not None and r.person == me.id]
    paid = max(
        (r for r in waits if r.state is State.PAID), key=lambda r: r.state_since, default=None
    )
    if paid is None or not words:
        return None
    said = {word.strip(".,!?").casefold() for word in words.replace("’", "'").split()}
    if said & _YES and not said & _NOT_PLAIN:
        return Finished(_came(paid, facts))
    return Goto(TellingProblem(paid.id, kept=words))


def begin(verb: Verb, facts: Facts) -> tuple[Effect, ...]:
    """[Yes] and [Not yet] need no more words."""
    request = facts.request
    if request is None:
        return ()
    if verb is Verb.ARRIVED and may(request.state, Action.ARRIVE, Party.PERSON):
        return _came(request, facts)
    if verb is Verb.NOT_YET and request.state in (State.PAID, State.PROBLEM):
        return _not_yet(request, facts)
    return (Reply(Message((line("moved-on"),))),)


def _came(request: Request, facts: Facts) -> tuple[Effect, ...]:
    over: tuple[Effect, ...] = (
        move(request, Action.ARRIVE, Party.PERSON, request.person),
        ClearTimers(request.id, (TimerKind.ARRIVAL,)),
        *tasks_over(request, "problem", "arrival"),
    )
    if request.arrived_at is not None:  # a problem was put right: the first day counts
        return (*over, Reply(Message((line("all-right-again"),))))
    first = first_months(facts)
    return (*over, *came(request, facts), Reply(_came_message(request, first)))


def _came_message(request: Request, months: int) -> Message:
    problem = button("button-problem", do(Verb.PROBLEM, request))
    return Message((line("it-came", months=months),), (problem,))


def _long_awaited(request: Request, facts: Facts) -> tuple[Effect, ...]:
    """However often they say "not yet", after a while their care co-ordinator looks into it."""
    patience = 2 * facts.programme.payment.arrival_reminder_days
    paid_on = request.paid_on or facts.calendar.day(request.state_since)
    owner = co_ordinator_of(request, facts)
    if owner is None or (facts.calendar.day(facts.now) - paid_on).days <= patience:
        return ()
    name = facts.holder.name if facts.holder is not None else ""
    text = line("task-arrival", reference=request.reference, name=name)
    told = Message((text,), key=f"task-arrival:{request.reference}", about=request.person)
    return (Send(owner.id, told), *staff_task("arrival", request, (owner,)))


def _not_yet(request: Request, facts: Facts) -> tuple[Effect, ...]:
    text = line("not-yet-payer", reference=request.reference)
    told = Message((text,), key=f"problem:{request.reference}", anew=True, about=request.person)
    return (
        *(Send(p.id, told) for p in payers_of(facts)),
        *_long_awaited(request, facts),
        arrival_clock(request, facts),
        Reply(Message((line("not-yet-told"),))),
    )
