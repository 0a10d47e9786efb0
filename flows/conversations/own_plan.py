"""A plan that staff wrote with the person: it is theirs, or they say what should be different."""

from dataclasses import dataclass
from typing import Literal

from flows.choices import choice, nothing_there, words_of
from flows.effects import Reply
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Message, line
from flows.model import Request, RequestId, State
from flows.moves.write import change_wanted, confirmed
from flows.outcome import Again, Finished, Goto, Move
from flows.policy import unmet
from flows.taps import Choose, Do, Verb


@dataclass(frozen=True, slots=True)
class ChangingPlan:
    """What should be different?"""

    request: RequestId
    kind: Literal["changing_plan"] = "changing_plan"


def question(state: ChangingPlan, facts: Facts) -> Message:
    """In their own words."""
    return Message((line("own-plan-what"),), (choice("button-change-nothing", "nothing"),))


def answer(state: ChangingPlan, event: ChatEvent, facts: Facts) -> Move[ChangingPlan]:
    """Their words go to whoever wrote the plan with them."""
    draft = _mine(facts)
    if draft is None or facts.me is None:
        return _said("moved-on")
    if isinstance(event, Tapped) and event.tap == Choose("nothing"):
        return _said("own-plan-kept")
    words = words_of(event)
    if not words:
        return Again((nothing_there(event),))
    told = Reply(Message((line("own-plan-told"),)))
    return Finished((*change_wanted(draft, facts.me, words), told))


def begin(tap: Do, facts: Facts) -> Move[ChangingPlan]:
    """[Yes, this is my plan] or [Change]. An older plan's buttons count for nothing."""
    draft, me = _mine(facts), facts.me
    if draft is None or me is None or tap.version != draft.version:
        return _said("moved-on")
    if tap.verb is Verb.MY_PLAN_CHANGE:
        return Goto(ChangingPlan(draft.id))
    if unmet(facts.programme, me):
        reason = facts.programme.eligibility.reason_person
        return Finished((Reply(Message((line("not-eligible-ring", reason=reason),))),))
    return Finished(confirmed(draft, me, facts))


def _mine(facts: Facts) -> Request | None:
    """The draft, while it is one and the person's own."""
    draft, me = facts.request, facts.me
    if draft is None or me is None or draft.person != me.id:
        return None
    return draft if draft.state is State.DRAFT and draft.plan.lines else None


def _said(words: str) -> Finished:
    return Finished((Reply(Message((line(words),))),))
