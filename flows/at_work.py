"""Picks the conversation for staff who plan, advise, write plans and end support, and for the
person whose plan was written with them: as `conversing` does.

`Work` is the union of their states, `WORK_VERBS` what their buttons begin; `work_needs` says what
those buttons must see.
"""

from dataclasses import replace
from typing import Any, assert_never

from flows.conversations import advise, end_support, near, own_plan, planner, release, write
from flows.conversations.advise import Advising
from flows.conversations.end_support import EndingSupport
from flows.conversations.near import Nearing
from flows.conversations.own_plan import ChangingPlan
from flows.conversations.planner import Planning
from flows.conversations.release import Releasing
from flows.conversations.write import Writing
from flows.events import ChatEvent
from flows.facts import Facts, Needs
from flows.messages import Message
from flows.model import PersonId, RequestId
from flows.outcome import Move
from flows.taps import Do, Verb

Work = Planning | EndingSupport | Writing | ChangingPlan | Advising | Nearing | Releasing

_TASK_VERBS = frozenset({Verb.TAKE_TASK, Verb.HAND_ON})
_PLANNER_VERBS = _TASK_VERBS | {
    Verb.OPTION,
    Verb.SHOW_OPTIONS,
    Verb.CHOOSE_OPTION,
    Verb.NO_OPTION,
}
_WRITE_VERBS = frozenset({Verb.WRITE, Verb.WRITE_ON})
_OWN_PLAN_VERBS = frozenset({Verb.MY_PLAN, Verb.MY_PLAN_CHANGE})
_ADVISER_VERBS = frozenset({Verb.ASK_ADVISER, Verb.ADVISE})
_NEAR_VERBS = frozenset({Verb.NEAR, Verb.KNOW})
_RELEASE_VERBS = frozenset({Verb.RELEASE, Verb.RELEASE_HOLD, Verb.RELEASE_RESUME})
WORK_VERBS = (
    _PLANNER_VERBS
    | _WRITE_VERBS
    | _OWN_PLAN_VERBS
    | _ADVISER_VERBS
    | _NEAR_VERBS
    | _RELEASE_VERBS
    | {Verb.END_SUPPORT}
)


def question(state: Work, facts: Facts) -> Message:
    """The message that asks what this state is about."""
    match state:
        case Planning():
            return planner.question(state, facts)
        case EndingSupport():
            return end_support.question(state, facts)
        case Writing():
            return write.question(state, facts)
        case ChangingPlan():
            return own_plan.question(state, facts)
        case Advising():
            return advise.question(state, facts)
        case Nearing():
            return near.question(state, facts)
        case Releasing():
            return release.question(state, facts)
        case _:
            assert_never(state)


def answered(state: Work, event: ChatEvent, facts: Facts) -> Move[Any]:
    """Where an answer to this state's question leads."""
    match state:
        case Planning():
            return planner.answer(state, event, facts)
        case EndingSupport():
            return end_support.answer(state, event, facts)
        case Writing():
            return write.answer(state, event, facts)
        case ChangingPlan():
            return own_plan.answer(state, event, facts)
        case Advising():
            return advise.answer(state, event, facts)
        case Nearing():
            return near.answer(state, event, facts)
        case Releasing():
            return release.answer(state, event, facts)
        case _:
            assert_never(state)


def begun(tap: Do, facts: Facts) -> Move[Any]:
    """What one of these buttons does."""
    if tap.verb is Verb.END_SUPPORT:
        return end_support.begin(tap, facts)
    if tap.verb in _WRITE_VERBS:
        return write.begin(tap, facts)
    if tap.verb in _OWN_PLAN_VERBS:
        return own_plan.begin(tap, facts)
    if tap.verb in _ADVISER_VERBS:
        return advise.begin(tap, facts)
    if tap.verb in _NEAR_VERBS:
        return near.begin(tap, facts)
    if tap.verb in _RELEASE_VERBS:
        return release.begin(tap, facts)
    return planner.begin(tap, facts)


def button_needs(tap: Do) -> Needs:
    """What a button of `WORK_VERBS` must see."""
    if tap.verb in _TASK_VERBS:
        return _of_task(tap.request, tap.value)
    if tap.verb is Verb.WRITE:
        return _WHOM
    return Needs(request=tap.request, staff=True)


_WHOM = Needs(staff=True, people=True, planned=True)
"""Those with whom somebody may write a plan."""


def state_needs(state: Work, chosen: str = "") -> Needs:
    """What the question that is being asked is about. `chosen`: whom a plan is written with."""
    if isinstance(state, Writing) and not state.request:
        whose = PersonId(chosen) or state.person
        if not whose:
            return _WHOM
        mine = Needs(person=whose, staff=True, reference=True, requests=True, whose=whose)
        return replace(mine, people=not state.person, planned=not state.person)
    if isinstance(state, Planning) and state.task:
        return _of_task(state.request, state.task)
    return Needs(request=state.request, staff=True)


def _of_task(request: RequestId, key: str) -> Needs:
    """A task, and the request or the person that it is about."""
    about = "" if request else key.partition(":")[2]
    return Needs(request=request, person=PersonId(about), staff=True, task=key)
