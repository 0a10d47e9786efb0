"""A plan that staff write with a person: kept as a draft, confirmed by the person as theirs, sent.

Only the person's own yes sends it. Until then nobody who signs has seen it.
"""

from dataclasses import replace

from flows.cards import button, do
from flows.effects import Effect, Note, OpenRequest, RaiseFlags, Reply, Revise, Send
from flows.facts import Facts
from flows.lifecycle import Action
from flows.lines import PlanLine, numbered, total
from flows.messages import Line, Message, line
from flows.model import Flag, Party, Person, Plan, Request, Role, State
from flows.moves.move import move
from flows.moves.send import (
    draft_of,
    promise_clock,
    promised_day,
    replace_state,
    stage_opens,
    stop,
)
from flows.plans import read_back, who_decides, why_they
from flows.policy import can_be_signed, flagged, role_for, route_plan, stages_for
from flows.taps import Do, Verb

WRITERS = (Role.CARE_CO_ORDINATOR, Role.SUPPORT_PLANNER)


def may_write(me: Person, holder: Person | None) -> bool:
    """Whether they may write a plan with this person: who looks after them, and planners."""
    if holder is None or me.id == holder.id or Role.BUDGET_HOLDER not in holder.roles:
        return False
    return role_for(me, WRITERS, holder) is not None


def of_lines(goal: str, lines: tuple[PlanLine, ...]) -> Plan:
    """The plan that these lines are."""
    kept = numbered(lines)
    return Plan(
        goal=goal,
        item="; ".join(one.words for one in kept),
        price_pence=total(kept),
        payment=kept[0].payment if len({one.payment for one in kept}) == 1 else "",
        lines=kept,
    )


def kept(
    plan: Plan, me: Person, holder: Person, known: Request | None, facts: Facts
) -> tuple[Request, tuple[Effect, ...]]:
    """The draft as it is now, new or once more: a new version, so that an old yes counts for
    nothing."""
    if known is None:
        draft = replace(draft_of(plan, holder, facts), written_by=me.id, flags=())
        wrote = Note(f"request:{draft.id}", "written-with", (("by", me.id),), me.id)
        return draft, (OpenRequest(draft), wrote)
    stages = stages_for(facts.programme, plan, known.helped)
    amount = plan.price_pence or 0
    again = replace(known, plan=plan, amount_pence=amount, stages=stages, version=known.version + 1)
    return again, (Revise(known.id, amount, stages, plan),)


def shown_to_person(draft: Request, me: Person, facts: Facts) -> Effect:
    """The plan in the person's own chat: theirs, or not yet."""
    title = line("own-plan", name=me.name, reference=draft.reference)
    return Send(
        draft.person,
        Message(
            (title, *plan_said(draft, facts), line("own-plan-sure")),
            (
                button("button-my-plan-yes", do(Verb.MY_PLAN, draft)),
                button("button-change", do(Verb.MY_PLAN_CHANGE, draft)),
                button("button-talk", Do(Verb.TALK)),
            ),
            key=f"own-plan:{draft.reference}",
            anew=True,
        ),
    )


def plan_said(draft: Request, facts: Facts) -> tuple[Line, ...]:
    """The plan, who decides, and why they."""
    routing = route_plan(facts.programme, draft.plan)
    decides = () if routing is None else (who_decides(routing.stages), why_they(routing))
    warned = tuple(
        line("flag-warning", reason=bar.reason, elsewhere=bar.elsewhere)
        for bar in flagged(facts.programme, draft.plan)
    )
    return (*read_back(draft.plan, facts.programme), *decides, *warned)


def confirmed(draft: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    """The person says that it is theirs: now it is sent, as if they had written it alone."""
    bars = tuple(bar.id for bar in flagged(facts.programme, draft.plan))
    asked = replace(draft, sent_at=facts.now, flags=tuple(Flag(bar) for bar in bars))
    raised = (RaiseFlags(draft.id, bars),) if bars else ()
    heard = _writer_told(draft, "own-plan-yes", me.name)
    if not can_be_signed(asked, facts):
        stopped = (*raised, *stop(asked, facts), promise_clock(asked, facts), *heard)
        return (*stopped, _sent(draft, State.STOPPED, facts))
    moved = move(asked, Action.SEND, Party.PERSON, me.id)
    return (
        *raised,
        moved,
        *stage_opens(replace_state(asked, moved), facts),
        promise_clock(asked, facts),
        *heard,
        _sent(draft, moved.after, facts),
    )


def _sent(draft: Request, after: State, facts: Facts) -> Effect:
    words = "sent-stopped" if after is State.STOPPED else "sent"
    return Reply(
        Message(
            (line(words, reference=draft.reference, day=promised_day(facts)),),
            (
                button("button-my-plan", Do(Verb.PLAN, draft.id)),
                button("button-one-question", Do(Verb.START_ROUND, draft.id)),
            ),
        )
    )


def _writer_told(draft: Request, words: str, name: str) -> tuple[Effect, ...]:
    if draft.written_by is None:
        return ()
    text = line(words, reference=draft.reference, name=name)
    key = f"written:{draft.reference}"
    return (Send(draft.written_by, Message((text,), key=key, about=draft.person)),)


def change_wanted(draft: Request, me: Person, words: str) -> tuple[Effect, ...]:
    """What the person wants otherwise goes to whoever wrote it with them."""
    if draft.written_by is None:
        return ()
    text = line("own-plan-change", reference=draft.reference, name=me.name, words=words)
    card = Message(
        (text,),
        (button("button-write-on", Do(Verb.WRITE_ON, draft.id)),),
        key=f"written:{draft.reference}",
        anew=True,
        about=draft.person,
    )
    return (Send(draft.written_by, card),)
