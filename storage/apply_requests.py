"""Effects on requests become rows and audit rows, in the turn's transaction.

A request is one value: each effect says what it becomes, and the row is written once, when the
turn ends, if nobody changed it since it was gathered. Decides nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from flows.effects import (
    Answer,
    Arrive,
    Ask,
    Decide,
    Hold,
    MoveRequest,
    OpenRequest,
    PassOn,
    RaiseFlags,
    Restage,
    Revise,
    SaveAnswer,
    SetChange,
    SetFlag,
    SetHandling,
    SetTold,
    StepBack,
)
from flows.lifecycle import Action
from flows.measures import HELPED
from flows.model import Decision, Flag, OpenQuestion, Request, Verdict
from flows.outcomes import DID_HELP, thing_of
from storage.acting import Acting, Tracked
from storage.counters import REFERENCES, next_number, reference
from storage.errors import LostRace

_SENT = frozenset({Action.SEND, Action.ENQUIRE})
_ANSWERED = frozenset({Action.APPROVE, Action.DECLINE})
_OPEN_AGAIN = frozenset({Action.LOOK_AGAIN, Action.RE_ROUTE, Action.RESTART})

Change = (
    MoveRequest
    | Revise
    | Restage
    | SetChange
    | PassOn
    | Ask
    | Answer
    | Hold
    | SetTold
    | Arrive
    | SetHandling
    | StepBack
)
RequestEffect = OpenRequest | Change | RaiseFlags | Decide | SetFlag | SaveAnswer
Fact = str | int | None


def apply_request(acting: Acting, effect: RequestEffect) -> None:
    """Make one effect on a request true."""
    match effect:
        case OpenRequest():
            _open_request(acting, effect)
        case Decide():
            _decide(acting, effect)
        case SetFlag():
            _set_flag(acting, effect)
        case RaiseFlags():
            _raise_flags(acting, effect)
        case SaveAnswer():
            _save_answer(acting, effect)
        case _:
            _change(acting, effect)


def _open_request(acting: Acting, effect: OpenRequest) -> None:
    """A new request, under the reference that the step was shown."""
    new = effect.request
    if reference(next_number(acting.work.connection, REFERENCES)) != new.reference:
        raise LostRace(f"The reference {new.reference} has been given to another request.")
    acting.work.requests.add(new)
    acting.requests[new.id] = Tracked(new, new.revision)
    facts: dict[str, Fact] = {"reference": new.reference}
    words = new.plan.goal
    if new.helped is not None:  # both are named: the person by the row, the helper here
        said = {"helper": new.helped.by, "helper_kind": new.helped.kind, "said": new.helped.how}
        facts.update(said)
        words = f"{words}\n{new.helped.present}"
    audit_request(acting, new, "open_request", facts, words)


def _change(acting: Acting, effect: Change) -> None:
    """What one effect makes of a request."""
    tracked = acting.request(effect.request)
    tracked.now = _becomes(acting, tracked.now, effect)
    tracked.changed = True
    match effect:
        case Revise() | Restage():
            acting.work.requests.restage(tracked.now)
        case MoveRequest():
            _note_answer(acting, effect)
        case _:
            pass
    kind, facts, words = _record(effect)
    audit_request(acting, tracked.now, kind, facts, words)


def _becomes(  # noqa: C901, PLR0912 - one case for each effect
    acting: Acting, before: Request, effect: Change
) -> Request:
    match effect:
        case MoveRequest():
            if before.state is not effect.before:
                raise LostRace(f"Request {before.id} is {before.state}, not {effect.before}.")
            return replace(before, state=effect.after, state_since=acting.now)
        case Revise():
            return replace(
                before,
                version=before.version + 1,
                amount_pence=effect.amount_pence,
                stages=effect.stages,
                plan=effect.plan,
                passed_to=None,
                question=None,
            )
        case Restage():
            return replace(
                before,
                stages=effect.stages,
                barred=effect.barred,
                more_words=effect.more_words,
                first_reason=effect.first_reason,
                passed_to=None,
            )
        case SetChange():
            return replace(before, change=effect.change)
        case PassOn():
            return replace(before, passed_to=effect.to)
        case Ask():
            question = OpenQuestion(effect.by, effect.role, effect.words, acting.now)
            return replace(before, question=question)
        case Answer():
            asked = (*before.asked, (effect.question, effect.words))
            heard = (*before.heard, len(before.asked)) if effect.told_to else before.heard
            return replace(before, question=None, asked=asked, heard=heard)
        case Hold():
            return replace(before, hold_reason=effect.reason)
        case SetTold():
            return replace(before, told=effect.told)
        case Arrive():
            return replace(before, arrived_at=acting.now)
        case SetHandling():
            return replace(before, handling=effect.handling)
        case StepBack():
            handed = None if before.passed_to == effect.who else before.passed_to
            return replace(before, barred=before.barred | {effect.who}, passed_to=handed)
        case _:
            assert_never(effect)


def _record(  # noqa: C901, PLR0912 - one case for each effect
    effect: Change,
) -> tuple[str, dict[str, Fact], str]:
    """The audit row's kind, its facts, and the private words that enter as a fingerprint."""
    match effect:
        case MoveRequest(_, action, party, before, _, actor):
            facts: dict[str, Fact] = {"by": party, "before": before, "actor": actor}
            return f"move:{action}", facts, ""
        case Revise():
            return "revise", {"stages": len(effect.stages)}, effect.plan.goal
        case Restage():
            barred = " ".join(sorted(effect.barred))
            facts = {"stages": len(effect.stages), "barred": barred}
            return "restage", facts, effect.more_words
        case SetChange(_, change):
            asked = change.words if change is not None else ""
            return "change" if change is not None else "change_over", {}, asked
        case PassOn():
            return "pass_on", {"to": effect.to}, ""
        case Ask():
            return "ask", {"by": effect.by, "role": effect.role}, effect.words
        case Answer():
            return "answer", {"told_to": effect.told_to} if effect.told_to else {}, effect.words
        case Hold():
            return "hold", {}, effect.reason
        case SetTold():
            return "told" if effect.told else "tell_first", {}, ""
        case Arrive():
            return "arrive", {}, ""
        case SetHandling():
            return effect.what, {"by": effect.by}, effect.words
        case StepBack():
            return "step_back", {"who": effect.who, "why": effect.why, "by": effect.by}, ""
        case _:
            assert_never(effect)


def _decide(acting: Acting, effect: Decide) -> None:
    """One signer's word. A card that was passed on is open to all again once it is signed."""
    tracked = acting.request(effect.request)
    made = Decision(
        effect.stage,
        effect.by,
        effect.role,
        effect.verdict,
        effect.version,
        acting.now,
        effect.reason,
    )
    acting.work.requests.decide(acting.new_id(), tracked.now, made)
    kept = tracked.now.passed_to if effect.verdict is Verdict.DECLINE else None
    decisions = (*tracked.now.decisions, made)
    tracked.now = replace(tracked.now, decisions=decisions, passed_to=kept)
    tracked.changed = True
    facts: dict[str, Fact] = {
        "by": effect.by,
        "role": effect.role,
        "stage": effect.stage,
        "of_version": effect.version,
        **({"helper_is_signer": 1} if effect.helper else {}),
    }
    audit_request(acting, tracked.now, f"decide:{effect.verdict}", facts, effect.reason)


def _set_flag(acting: Acting, effect: SetFlag) -> None:
    """A signer cleared or upheld an exclusion's flag."""
    tracked = acting.request(effect.request)
    cleared_by = None if effect.upheld else effect.by
    new = Flag(effect.exclusion, cleared_by, effect.upheld, effect.reason)
    acting.work.requests.set_flag(tracked.now, effect.exclusion, effect.by, new)
    others = tuple(flag for flag in tracked.now.flags if flag.exclusion != effect.exclusion)
    tracked.now = replace(tracked.now, flags=(*others, new))
    tracked.changed = True
    kind = "uphold_flag" if effect.upheld else "clear_flag"
    facts = {"exclusion": effect.exclusion, "by": effect.by}
    audit_request(acting, tracked.now, kind, facts, effect.reason)


def _raise_flags(acting: Acting, effect: RaiseFlags) -> None:
    """The changed item uses an exclusion's words: flags that nobody has judged yet."""
    tracked = acting.request(effect.request)
    acting.work.requests.raise_flags(tracked.now.id, effect.exclusions)
    tracked.now = replace(tracked.now, flags=tuple(map(Flag, effect.exclusions)))
    tracked.changed = True
    facts: dict[str, Fact] = {"exclusions": " ".join(effect.exclusions)}
    audit_request(acting, tracked.now, "raise_flags", facts)


def _save_answer(acting: Acting, effect: SaveAnswer) -> None:
    """A check-in answer. What it says about somebody's health enters the audit sealed."""
    acting.work.answers.save(effect, acting.now)
    if effect.question == HELPED:
        _count(acting, effect)
    said = f"{effect.number} {effect.choice} {effect.words}"
    facts: dict[str, Fact] = {"round": effect.round, "question": effect.question}
    stream = f"request:{effect.request}"
    acting.audit(stream, "save_answer", facts, (effect.person, said))


def _count(acting: Acting, effect: SaveAnswer) -> None:
    """Whether such a thing helped, for those who may see no more than counts."""
    about = acting.request(effect.request).now
    thing = thing_of(about.plan, acting.facts.programme)
    if thing:
        helped = effect.choice in DID_HELP
        acting.work.outcomes.count(about.programme, thing, effect.person, helped=helped)


def _note_answer(acting: Acting, effect: MoveRequest) -> None:
    sent_before = acting.request(effect.request).now.sent_at != acting.now
    if effect.move in _SENT and sent_before:  # a plan that somebody wrote with them
        acting.work.requests.sent(effect.request, acting.now)
    if effect.move in _ANSWERED:
        acting.work.requests.decided(effect.request, acting.now)
    elif effect.move in _OPEN_AGAIN:
        acting.work.requests.decided(effect.request, None)


def audit_request(
    acting: Acting, now: Request, kind: str, facts: Mapping[str, Fact], words: str = ""
) -> None:
    """A row in the request's stream, with the four facts that `verify` folds to its row."""
    folded: dict[str, Fact] = {
        "state": now.state,
        "version": now.version,
        "amount_pence": now.amount_pence,
        "paid_pence": now.paid_pence,
    }
    acting.audit(f"request:{now.id}", kind, {**facts, **folded}, (now.person, words))
