"""Where a writing is: whom with, their words, the lines, what it comes to and who must sign.

A line is asked in small steps (`lines`). What was written is kept when it is sent or put by.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from flows.choices import choice, nothing_there, words_of
from flows.conversations.write.lines import LINE_STEPS, Step, line_answer, line_question
from flows.effects import Effect, Reply
from flows.events import ChatEvent, Tapped, Typed
from flows.facts import Facts
from flows.line_words import staff_lines
from flows.lines import MAX_LINES, PlanLine, running
from flows.messages import Button, Line, Message, line
from flows.model import Person, PersonId, Plan, Request, RequestId, State
from flows.money import MAX_PENCE, Pence, pounds
from flows.moves.write import kept, may_write, of_lines, shown_to_person
from flows.outcome import Again, Finished, Goto, Move
from flows.plans import why_they
from flows.policy import flagged, route_plan, slots, unmet
from flows.taps import Choose, Do, Verb

MAX_NAMES = 10
WHOM, GOAL, REVIEW, CHANGE, OUT = "whom", "goal", "review", "change", "out"


@dataclass(frozen=True, slots=True)
class Writing:
    """`doing` is the step; `plan` what is written; `line` the one being written (its id is set when
    it stands in the place of another); `request` the draft, once there is one."""

    doing: str = WHOM
    person: PersonId = PersonId("")
    request: RequestId = RequestId("")
    plan: Plan = Plan()
    line: PlanLine | None = None
    typed: str = ""
    kind: Literal["writing"] = "writing"


def question(state: Writing, facts: Facts) -> Message:
    """What the writer is asked."""
    cancel = choice("button-never-mind", "cancel")
    name = facts.holder.name if facts.holder is not None else ""
    if state.doing == WHOM:
        return _whom(state, facts)
    if state.doing == GOAL:
        return Message((line("write-goal", name=name),), (*_earlier(facts), cancel))
    if state.doing in (CHANGE, OUT):
        which = (choice("button-line", one.id, no=one.id) for one in state.plan.lines)
        return Message((line("write-which"),), (*which, cancel))
    if state.doing == REVIEW:
        return _review(state, name, facts)
    asked = line_question(state.doing, state.line, len(state.plan.lines), facts)
    return replace(asked, buttons=(*asked.buttons, cancel))


def _whom(state: Writing, facts: Facts) -> Message:
    wanted = state.typed.casefold()
    found = [p for p in facts.people if wanted in p.name.casefold() and _may(p, facts)]
    names = tuple(Button(line("label", words=p.name), Choose(p.id)) for p in found[:MAX_NAMES])
    words = "write-whom" if names else "write-nobody"
    return Message((line(words),), (*names, choice("button-never-mind", "cancel")))


def _may(person: Person, facts: Facts) -> bool:
    return facts.me is not None and may_write(facts.me, person)


def _earlier(facts: Facts) -> tuple[Button, ...]:
    """Drafts to go on with, and support that goes on and could be ended."""
    today = facts.calendar.day(facts.now)
    drafts = tuple(
        Button(line("button-write-on-with", reference=r.reference), Do(Verb.WRITE_ON, r.id))
        for r in facts.requests
        if r.state is State.DRAFT and r.plan.lines
    )
    going_on = tuple(
        Button(line("button-look-at", reference=r.reference), Do(Verb.LOOK, r.id))
        for r in facts.requests
        if r.state is not State.DRAFT and running(r.plan.lines, today)
    )
    return (*drafts, *going_on)


def _review(state: Writing, name: str, facts: Facts) -> Message:
    """The lines, what they come to, who must sign and why."""
    plan = state.plan
    more = (choice("button-add-line", "add"),) if len(plan.lines) < MAX_LINES else ()
    some = (
        choice("button-change-line", CHANGE),
        choice("button-line-out", OUT),
        choice("button-send-to", "send", name=name),
        choice("button-keep-for-later", "keep"),
    )
    return Message(
        (
            line("write-title", name=name, goal=plan.goal),
            *staff_lines(plan.lines, facts.programme),
            *_total(plan, facts),
        ),
        (*more, *(some if plan.lines else (choice("button-never-mind", "cancel"),))),
    )


def _total(plan: Plan, facts: Facts) -> tuple[Line, ...]:
    if not plan.lines:
        return (line("write-no-lines"),)
    said = line("write-total", pounds=pounds(Pence(plan.price_pence or 0)))
    routing = route_plan(facts.programme, plan)
    if routing is None:
        return (said,)
    wanted = [slot[0] for stage in routing.stages for slot in slots(stage)]
    signs = tuple(line("look-needs", role=str(role)) for role in wanted)
    warned = tuple(
        line("flag-warning", reason=bar.reason, elsewhere=bar.elsewhere)
        for bar in flagged(facts.programme, plan)
    )
    return (said, *signs, why_they(routing), *warned)


def answer(state: Writing, event: ChatEvent, facts: Facts) -> Move[Writing]:
    """One step on. Whether they may write with this person is asked at every step."""
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return _left(state)
    if state.doing == WHOM:
        return _chosen(state, event, facts)
    if facts.me is None or not may_write(facts.me, facts.holder):
        return _said("write-not-yours")
    if state.doing == GOAL:
        words = words_of(event)
        if not words:
            return Again((nothing_there(event),))
        return Goto(replace(state, doing="words", plan=Plan(goal=words), line=None))
    if state.doing in LINE_STEPS:
        return _line_step(state, event, facts)
    if isinstance(event, Tapped) and isinstance(event.tap, Choose):
        return _TAPPED[state.doing](state, event.tap.value, facts)
    return Again((line("tap-a-button"),))


def _left(state: Writing) -> Move[Writing]:
    """A line that is left half said leaves the plan as it was."""
    if state.plan.lines and state.doing != REVIEW:
        return Goto(replace(state, doing=REVIEW, line=None))
    return _said("sign-never-mind")


def _chosen(state: Writing, event: ChatEvent, facts: Facts) -> Move[Writing]:
    match event:
        case Typed():
            return Goto(replace(state, typed=words_of(event)))
        case Tapped(Choose()) if facts.me is not None and may_write(facts.me, facts.holder):
            assert facts.holder is not None
            failed = unmet(facts.programme, facts.holder)
            if failed:
                reasons = " ".join(rule.reason_staff for rule in failed)
                told = line("not-eligible-staff", name=facts.holder.name, reason=reasons)
                return Finished((Reply(Message((told,))),))
            return Goto(Writing(GOAL, facts.holder.id))
        case _:
            return Again((line("tap-a-button"),))


def _line_step(state: Writing, event: ChatEvent, facts: Facts) -> Move[Writing]:
    found = line_answer(state.doing, state.line or PlanLine("", "", 0), event, facts)
    if isinstance(found, Line):
        return Again((found,))
    following = Step(found.doing, replace(found.line, id=state.line.id if state.line else ""))
    if following.doing:
        return Goto(replace(state, doing=following.doing, line=following.line))
    lines = _with(state.plan.lines, following.line)
    plan = of_lines(state.plan.goal, lines)
    if (plan.price_pence or 0) > MAX_PENCE:
        return Goto(replace(state, doing="price"), (line("amount-unclear-too-big"),))
    return Goto(replace(state, doing=REVIEW, plan=plan, line=None))


def _with(lines: tuple[PlanLine, ...], new: PlanLine) -> tuple[PlanLine, ...]:
    """In the place of the line whose id it has, else at the end."""
    if new.id in {one.id for one in lines}:
        return tuple(new if one.id == new.id else one for one in lines)
    return (*lines, new)


def _reviewed(state: Writing, value: str, facts: Facts) -> Move[Writing]:
    match value:
        case "add" if len(state.plan.lines) < MAX_LINES:
            return Goto(replace(state, doing="words", line=None))
        case "change" | "out" if state.plan.lines:
            return Goto(replace(state, doing=value))
        case "send" | "keep" if state.plan.lines:
            return _finished(state, send=value == "send", facts=facts)
        case _:
            return Again((line("tap-a-button"),))


def _finished(state: Writing, *, send: bool, facts: Facts) -> Move[Writing]:
    me, holder, known = facts.me, facts.holder, facts.request if state.request else None
    if me is None or holder is None or (known is not None and known.state is not State.DRAFT):
        return _said("write-gone")
    draft, effects = kept(state.plan, me, holder, known, facts)
    shown: tuple[Effect, ...] = (shown_to_person(draft, me, facts),) if send else ()
    words = "write-sent" if send else "write-kept"
    on = Button(line("button-write-on"), Do(Verb.WRITE_ON, draft.id))
    text = line(words, reference=draft.reference, name=holder.name)
    told = Message((text,), (on,), key=f"written:{draft.reference}", anew=True, about=holder.id)
    return Finished((*effects, *shown, Reply(told)))


def _to_change(state: Writing, value: str, facts: Facts) -> Move[Writing]:
    one = next((one for one in state.plan.lines if one.id == value), None)
    if one is None:
        return Again((line("tap-a-button"),))
    return Goto(replace(state, doing="words", line=one))


def _to_take_out(state: Writing, value: str, facts: Facts) -> Move[Writing]:
    left = tuple(one for one in state.plan.lines if one.id != value)
    plan = of_lines(state.plan.goal, left) if left else Plan(goal=state.plan.goal)
    return Goto(replace(state, doing=REVIEW, plan=plan))


_TAPPED: dict[str, Callable[[Writing, str, Facts], Move[Writing]]] = {
    REVIEW: _reviewed,
    CHANGE: _to_change,
    OUT: _to_take_out,
}


def begin(tap: Do, facts: Facts) -> Move[Writing]:
    """[Write a plan], or [Go on writing] one that is a draft still."""
    draft, me = facts.request, facts.me
    if tap.verb is Verb.WRITE:
        able = me is not None and any(_may(person, facts) for person in facts.people)
        return Goto(Writing()) if able else _said("write-nobody")
    if draft is None or me is None or not may_write(me, facts.holder):
        return _said("write-not-yours")
    return _going_on(draft)


def _going_on(draft: Request) -> Move[Writing]:
    if draft.state is not State.DRAFT or not draft.plan.lines:
        return _said("write-gone")
    return Goto(Writing(REVIEW, draft.person, draft.id, draft.plan))


def _said(words: str) -> Finished:
    return Finished((Reply(Message((line(words),))),))
