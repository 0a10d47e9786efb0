"""Lives change (CARE 15): another thing, another price, "wait for me".

Before anybody has agreed, a change is simply what is asked now. What was agreed stands, with its
money, until the change is agreed, and after a no to it: asking for a change never loses anything.
The same goal for no more money needs one tap of one of those who agreed; anything else is routed
anew. Every change is a new version, so that old cards sign and pay nothing.
"""

from dataclasses import replace

from flows.cards import settled_card
from flows.effects import (
    Answer,
    ClearTimers,
    Decide,
    Effect,
    Hold,
    RaiseFlags,
    Revise,
    Send,
    SetChange,
    SetTimer,
)
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import HOLDS_MONEY, Action, may
from flows.messages import Message, line
from flows.model import (
    Change,
    Flag,
    Helped,
    Mode,
    Party,
    Person,
    PersonId,
    Plan,
    Request,
    Role,
    Stage,
    State,
    Verdict,
)
from flows.moves.move import move
from flows.moves.quiet_no import waits_until
from flows.moves.send import (
    price_wanted,
    promise_clock,
    replace_state,
    stage_opens,
    stop,
    tasks_over,
)
from flows.moves.sign import agreed_cards, agreed_clock, money_clock, next_hands
from flows.policy import can_be_signed, flagged, open_stage, signers
from flows.policy import stages_for as routed

CLOCKS = (
    TimerKind.SIGN_REMINDER,
    TimerKind.ANSWER_REMINDER,
    TimerKind.PROMISE,
    TimerKind.UNPAID,
    TimerKind.UNRELEASED,
    TimerKind.WAITS,
)
TO_CHANGE = "change"
"""The note of the timer of a no to a change."""
TASKS = ("price", "unpriced", "unsigned", "answer", "money", "unpaid", "stopped", "promise")


def may_change(request: Request) -> bool:
    """Whether what is asked can still be changed. A plan with lines is changed with whoever wrote
    it, line by line."""
    return may(request.state, Action.CHANGE, Party.PERSON) and not request.plan.lines


def is_agreed(request: Request) -> bool:
    """Whether what stands was agreed: its money is kept while a change is looked at."""
    if request.change is not None:
        return request.change.agreed
    return request.state in HOLDS_MONEY or request.state is State.WAITING_MONEY


def wanted_change(request: Request, plan: Plan, words: str, facts: Facts) -> Change:
    """The change from what stands (the first of several changes remembers what was agreed)."""
    known = request.change
    first = known if known is not None and known.agreed else None
    before = first.before if first is not None else request.plan
    pence = first.before_pence if first is not None else request.amount_pence
    asked = plan.price_pence or 0
    barred = plan.item != before.item and flagged(facts.programme, plan)
    return Change(
        words=words,
        before=before,
        before_pence=pence,
        before_stages=first.before_stages if first is not None else request.stages,
        same=plan.goal == before.goal and asked <= pence and not barred,
        agreed=is_agreed(request),
        waited=first.waited if first is not None else request.state is State.WAITING_MONEY,
    )


def stages_for(
    change: Change, plan: Plan, helped: Helped | None, facts: Facts
) -> tuple[Stage, ...]:
    """One tap by any of those who agreed, or the programme's bands."""
    if change.agreed and change.same:
        roles: dict[Role, None] = {r: None for stage in change.before_stages for r in stage.roles}
        return (Stage(tuple(roles), Mode.ANY, 1),)
    return routed(facts.programme, plan, helped)


def changed(
    request: Request, plan: Plan, words: str, facts: Facts
) -> tuple[State, tuple[Effect, ...]]:
    """Everything that a change brings, and the state the request is in afterwards."""
    if request.state is State.ENQUIRY:
        return State.ENQUIRY, _still_unpriced(request, plan, words, facts)
    change = wanted_change(request, plan, words, facts)
    stages = stages_for(change, plan, request.helped, facts)
    moved = move(request, Action.CHANGE, Party.PERSON, request.person)
    flags = _flags(request, plan, facts)
    now = replace(
        replace_state(request, moved),
        version=request.version + 1,
        amount_pence=plan.price_pence or 0,
        stages=stages,
        plan=plan,
        passed_to=None,
        question=None,
        change=change,
        flags=flags if flags is not None else request.flags,
    )
    able = can_be_signed(now, facts)
    opened = stage_opens(now, facts) if able else stop(now, facts)
    return (State.WAITING_SIGNATURE if able else State.STOPPED), (
        *_answered(request, words),
        moved,
        Revise(request.id, now.amount_pence, stages, plan),
        SetChange(request.id, change),
        *(() if flags is None else (RaiseFlags(request.id, tuple(f.exclusion for f in flags)),)),
        *((Hold(request.id, ""),) if request.hold_reason else ()),
        ClearTimers(request.id, CLOCKS),
        *tasks_over(request, *TASKS),
        *_card_over(request, now, facts),
        *opened,
        promise_clock(request, facts),
    )


def _still_unpriced(request: Request, plan: Plan, words: str, facts: Facts) -> tuple[Effect, ...]:
    """Whoever finds the price finds it for the new thing."""
    asked = replace(plan, price_pence=None)
    change = wanted_change(request, asked, words, facts)
    moved = move(request, Action.CHANGE, Party.PERSON, request.person)
    now = replace(request, plan=asked, version=request.version + 1, change=change)
    flags = _flags(request, asked, facts)
    return (
        moved,
        Revise(request.id, 0, (), asked),
        SetChange(request.id, change),
        *(() if flags is None else (RaiseFlags(request.id, tuple(f.exclusion for f in flags)),)),
        *price_wanted(now, facts),
    )


def _flags(request: Request, plan: Plan, facts: Facts) -> tuple[Flag, ...] | None:
    """The flags of another thing; None when the thing is the same."""
    if (plan.item, plan.extras) == (request.plan.item, request.plan.extras):
        return None
    return tuple(Flag(bar.id) for bar in flagged(facts.programme, plan))


def _answered(request: Request, words: str) -> tuple[Effect, ...]:
    """An open question is answered by the change: what they said stays with it."""
    asked = request.question
    return (Answer(request.id, asked.words, words),) if asked is not None else ()


def _card_over(before: Request, now: Request, facts: Facts) -> tuple[Effect, ...]:
    """Whoever held a card of it that they need no more."""
    new = {p.id for p in signers(now, open_stage(now) or 0, facts)}
    if before.state in HOLDS_MONEY:
        held, words = {p.id for p in next_hands(before, facts)}, "card-change-payer"
    else:
        stage = open_stage(before)
        old = signers(before, stage, facts) if stage is not None else ()
        held, words = {p.id for p in old}, "card-changed-gone"
        if before.question is not None:
            held |= {before.question.by} & {p.id for p in facts.staff}
    return tuple(Send(p, settled_card(before, words)) for p in sorted(held - new))


def keep(request: Request, party: Party, actor: PersonId, facts: Facts) -> tuple[Effect, ...]:
    """The change is off: what was agreed is what is asked, as if nothing had been said."""
    old = request.change
    if old is None:
        return ()
    moved = move(request, Action.KEEP_WAITING if old.waited else Action.KEEP, party, actor)
    back = replace(
        replace_state(request, moved),
        version=request.version + 1,
        amount_pence=old.before_pence,
        stages=old.before_stages,
        plan=old.before,
        passed_to=None,
        question=None,
        change=None,
    )
    stage = open_stage(request)
    holding = signers(request, stage, facts) if stage is not None else ()
    cards = (settled_card(request, "card-kept"),)
    paying: tuple[Effect, ...] = (
        (money_clock(back, facts),)
        if old.waited
        else (
            *agreed_cards(back, facts),
            agreed_clock(back, facts),
        )
    )
    return (
        moved,
        Revise(request.id, old.before_pence, old.before_stages, old.before),
        SetChange(request.id, None),
        ClearTimers(request.id, CLOCKS),
        *tasks_over(request, *TASKS),
        *(Send(p.id, card, quiet=p.id == actor) for p in holding for card in cards),
        *paying,
    )


def may_keep(request: Request) -> bool:
    """Whether there is something agreed to go back to."""
    return request.change is not None and request.change.agreed


def no_to_change(
    request: Request, me: Person, role: Role, reason: str, facts: Facts
) -> tuple[Effect, ...]:
    """A no to a change is no no to what was agreed."""
    stage = open_stage(request) or 0
    later = waits_until(facts)
    said: Effect = Send(request.person, Message((line("no-to-change", reason=reason),)))
    if later is not None:
        held = (f"no:{request.id}", later, TimerKind.DECLINE_HELD, request.id)
        said = SetTimer(*held, value=TO_CHANGE)
    return (
        Decide(request.id, stage, me.id, role, Verdict.DECLINE, request.version, reason),
        *keep(request, Party.SIGNER, me.id, facts),
        said,
    )


def no_to_change_told(request: Request) -> tuple[Effect, ...]:
    """The no to a change that waited for a working morning."""
    said = (d for d in reversed(request.decisions) if d.verdict is Verdict.DECLINE)
    return tuple(
        Send(request.person, Message((line("no-to-change", reason=no.reason),)))
        for no in (next(said, None),)
        if no is not None
    )
