"""Picks the conversation for staff who plan, advise, release and finish: as `conversing` does.

`Work` is the union of their states, `WORK_VERBS` what their buttons begin; `work_needs` says what
those buttons must see.
"""

from typing import Any, assert_never

from flows.conversations import end_support, planner
from flows.conversations.end_support import EndingSupport
from flows.conversations.planner import Planning
from flows.events import ChatEvent
from flows.facts import Facts, Needs
from flows.messages import Message
from flows.model import PersonId, RequestId
from flows.outcome import Move
from flows.taps import Do, Verb

Work = Planning | EndingSupport

_TASK_VERBS = frozenset({Verb.TAKE_TASK, Verb.HAND_ON})
_PLANNER_VERBS = _TASK_VERBS | {
    Verb.OPTION,
    Verb.SHOW_OPTIONS,
    Verb.CHOOSE_OPTION,
    Verb.NO_OPTION,
}
_LINE_VERBS = frozenset({Verb.END_SUPPORT})
WORK_VERBS = _PLANNER_VERBS | _LINE_VERBS


def question(state: Work, facts: Facts) -> Message:
    """The message that asks what this state is about."""
    match state:
        case Planning():
            return planner.question(state, facts)
        case EndingSupport():
            return end_support.question(state, facts)
        case _:
            assert_never(state)


def answered(state: Work, event: ChatEvent, facts: Facts) -> Move[Any]:
    """Where an answer to this state's question leads."""
    match state:
        case Planning():
            return planner.answer(state, event, facts)
        case EndingSupport():
            return end_support.answer(state, event, facts)
        case _:
            assert_never(state)


def begun(tap: Do, facts: Facts) -> Move[Any]:
    """What one of these buttons does."""
    if tap.verb in _LINE_VERBS:
        return end_support.begin(tap, facts)
    return planner.begin(tap, facts)


def button_needs(tap: Do) -> Needs:
    """What a button of `WORK_VERBS` must see."""
    if tap.verb in _TASK_VERBS:
        return _of_task(tap.request, tap.value)
    return Needs(request=tap.request, staff=True)


def state_needs(state: Work) -> Needs:
    """What the question that is being asked is about."""
    if isinstance(state, Planning) and state.task:
        return _of_task(state.request, state.task)
    return Needs(request=state.request, staff=True)


def _of_task(request: RequestId, key: str) -> Needs:
    """A task, and the request or the person that it is about."""
    about = "" if request else key.partition(":")[2]
    return Needs(request=request, person=PersonId(about), staff=True, task=key)
