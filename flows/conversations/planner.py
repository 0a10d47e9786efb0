"""The planner's side: take a task, hand it on, note what was found, show it to the person.

Whoever the programme's table names works here, planner or not; every tap is judged again on facts
read in the same turn, because a task may have gone to somebody else meanwhile.
"""

from dataclasses import dataclass, replace
from typing import Literal

from flows.cards import button, do
from flows.choices import choice, words_of
from flows.effects import Effect, Reply
from flows.events import ChatEvent, Tapped, Typed
from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import Option, Person, Request, RequestId, Role, State
from flows.money import Amount, Pence, Unclear, parse_amount, pounds
from flows.moves.price import (
    MAX_OPTIONS,
    may_find_price,
    none_fits,
    option_chosen,
    option_noted,
    options_shown,
    told_price,
)
from flows.moves.queue import handed_to, taken, task_card
from flows.outcome import Again, Finished, Goto, Move
from flows.policy import role_for
from flows.queues import about, works_on
from flows.taps import Choose, Do, Verb

MAX_OPTION = 200
"""Characters of one option: it must fit on a button's line."""


@dataclass(frozen=True, slots=True)
class Planning:
    """`doing`: hand_on (of `task`), option (what was found), option_price (`words` is what)."""

    doing: str
    request: RequestId = RequestId("")
    task: str = ""
    words: str = ""
    kind: Literal["planning"] = "planning"


def question(state: Planning, facts: Facts) -> Message:
    """What the planner is asked."""
    cancel = choice("button-never-mind", "cancel")
    match state.doing:
        case "hand_on":
            names = tuple(
                Button(line("label", words=p.name), Choose(p.id)) for p, _ in _others(facts)
            )
            return Message((line("task-to-whom"),), (*names, cancel))
        case "option_price":
            return Message((line("option-price", words=state.words),), (cancel,))
        case _:
            return Message((line("option-what"),), (cancel,))


def answer(state: Planning, event: ChatEvent, facts: Facts) -> Move[Planning]:
    """What they tapped or typed."""
    me = facts.me
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return _said("sign-never-mind")
    if me is None:
        return Finished()
    if state.doing == "hand_on":
        return _handed(event, me, facts)
    request = facts.request
    if request is None or not may_find_price(request, me, facts):
        return _said("moved-on-staff")
    if state.doing == "option_price":
        return _option_priced(state, request, me, event, facts)
    words = words_of(event)
    if not words or len(words) > MAX_OPTION:
        return Again((line("option-too-long" if words else "nothing-there"),))
    return Goto(replace(state, doing="option_price", words=words))


def _option_priced(
    state: Planning, request: Request, me: Person, event: ChatEvent, facts: Facts
) -> Move[Planning]:
    match parse_amount(event.text) if isinstance(event, Typed) else None:
        case Amount(pence):
            noted, effect = option_noted(request, me, Option(state.words, int(pence)))
            return Finished((effect, Reply(_options_so_far(noted))))
        case Unclear(why):
            return Again((line(f"amount-unclear-{why.replace('_', '-')}"),))
        case None:
            return Again((line("tap-or-type"),))


def _options_so_far(request: Request) -> Message:
    options = request.handling.options
    listed = tuple(line("option-one", words=o.words, pounds=pounds(_pence(o))) for o in options)
    more = (button("button-option", do(Verb.OPTION, request)),)
    return Message(
        (line("option-noted", reference=request.reference), *listed),
        (
            button("button-show-options", do(Verb.SHOW_OPTIONS, request)),
            *(more if len(options) < MAX_OPTIONS else ()),
        ),
        key=f"options:{request.reference}",
        anew=True,
        about=request.person,
    )


def _handed(event: ChatEvent, me: Person, facts: Facts) -> Move[Planning]:
    task = facts.task
    if task is None or task.owner != me.id:
        return _said("moved-on-staff")
    match event:
        case Tapped(Choose(value)):
            found = next(((p, role) for p, role in _others(facts) if p.id == value), None)
            if found is None:
                return Again((line("tap-a-button"),))
            to, role = found
            told = Reply(Message((line("task-handed-on", name=to.name),)))
            return Finished((*handed_to(task, me, to, role, facts.request, facts), told))
        case _:
            return Again((line("tap-a-button"),))


def _others(facts: Facts) -> tuple[tuple[Person, Role], ...]:
    """Who else the table lets do this, each in their role."""
    task, me = facts.task, facts.me
    if task is None or me is None:
        return ()
    holder = facts.holder if facts.holder is not None else about(task, facts.programme)
    roles = facts.programme.tasks.of(task.task).roles
    able = ((p, role_for(p, roles, holder)) for p in facts.staff)
    return tuple(
        (p, role) for p, role in able if role is not None and p.id not in (me.id, task.about)
    )


def begin(tap: Do, facts: Facts) -> Move[Planning]:
    """A button of somebody who has tasks, or of the person who chooses."""
    match tap.verb:
        case Verb.TAKE_TASK:
            return Finished(_take(facts))
        case Verb.HAND_ON:
            return _hand_on(tap, facts)
        case Verb.CHOOSE_OPTION:
            return Finished(_choose(tap, facts))
        case Verb.NO_OPTION:
            return Finished(_none_fits(tap, facts))
        case _:
            return _find(tap, facts)


def _take(facts: Facts) -> tuple[Effect, ...]:
    me, task = facts.me, facts.task
    if me is None or task is None:
        return (Reply(Message((line("moved-on-staff"),))),)
    holder = facts.holder if facts.holder is not None else about(task, facts.programme)
    if task.owner is not None and task.owner != me.id:
        return (Reply(Message((line("task-has-owner", name=facts.name(task.owner)),))),)
    if not works_on(me, task, holder, facts):
        return (Reply(Message((line("task-not-yours"),))),)
    card = task_card(replace(task, owner=me.id), facts.request, free=False)
    said = replace(card, lines=(line("task-yours"), *card.lines))
    if task.owner == me.id:
        return (Reply(said),)
    return (*taken(task, me, facts.request, facts), Reply(said))


def _hand_on(tap: Do, facts: Facts) -> Move[Planning]:
    task, me = facts.task, facts.me
    if task is None or me is None or task.owner != me.id:
        return _said("task-not-yours")
    if not _others(facts):
        return _said("task-nobody-else")
    return Goto(Planning("hand_on", tap.request, task.key))


def _find(tap: Do, facts: Facts) -> Move[Planning]:
    request, me = facts.request, facts.me
    if request is None or me is None or not may_find_price(request, me, facts):
        return _said("task-not-yours")
    if tap.version and tap.version != request.version:
        return _said("moved-on-staff")
    options = request.handling.options
    if tap.verb is Verb.SHOW_OPTIONS:
        if not options:
            return _said("option-none-yet")
        told = Reply(Message((line("options-sent", reference=request.reference),)))
        return Finished((*options_shown(request, me), told))
    if len(options) >= MAX_OPTIONS:
        return Finished((Reply(_options_so_far(request)),))
    return Goto(Planning("option", request.id))


def _choose(tap: Do, facts: Facts) -> tuple[Effect, ...]:
    request = _mine(tap, facts)
    no = int(tap.value) if tap.value.isdecimal() else -1
    if request is None or not 0 <= no < len(request.handling.options):
        return (Reply(Message((line("moved-on"),))),)
    opens, effects = option_chosen(request, no, facts)
    told = told_price(request, request.handling.options[no].pence, opens=opens)
    return (*effects, Reply(told.message))


def _none_fits(tap: Do, facts: Facts) -> tuple[Effect, ...]:
    request = _mine(tap, facts)
    if request is None or not request.handling.options:
        return (Reply(Message((line("moved-on"),))),)
    return (*none_fits(request, facts), Reply(Message((line("options-none-told"),))))


def _mine(tap: Do, facts: Facts) -> Request | None:
    """The person's own request, still without a price, as it was when they were asked."""
    request, me = facts.request, facts.me
    if request is None or me is None or request.person != me.id:
        return None
    stands = request.state is State.ENQUIRY and tap.version in (0, request.version)
    return request if stands else None


def _pence(option: Option) -> Pence:
    return Pence(option.pence)


def _said(words: str) -> Finished:
    return Finished((Reply(Message((line(words),))),))
