"""Finance: release what is agreed, or put it on hold with a reason. Two taps, never one."""

from dataclasses import dataclass
from typing import Literal

from flows.choices import choice, words_of
from flows.effects import Effect, Reply
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.lifecycle import Action, may
from flows.messages import Message, line
from flows.model import Party, Person, Request, RequestId
from flows.money import Pence, pounds
from flows.moves.release import release_held, release_resumed, released
from flows.outcome import Again, Finished, Goto, Move
from flows.release_cards import release_card
from flows.releasing import may_release, waits_release
from flows.taps import Choose, Do, Verb

REASONS = ("payee-not-set-up", "wrong-commissioner", "papers-missing")
_ACTIONS = {
    Verb.RELEASE: Action.RELEASE,
    Verb.RELEASE_HOLD: Action.HOLD,
    Verb.RELEASE_RESUME: Action.RESUME,
}


@dataclass(frozen=True, slots=True)
class Releasing:
    """`doing`: release (are you sure?) or hold (why?)."""

    doing: str
    request: RequestId
    version: int
    kind: Literal["releasing"] = "releasing"


def question(state: Releasing, facts: Facts) -> Message:
    """What finance is asked."""
    cancel = choice("button-never-mind", "cancel")
    request = facts.request
    if state.doing == "hold":
        reasons = tuple(choice(f"button-hold-{r}", r) for r in REASONS)
        return Message((line("pay-hold-why"),), (*reasons, cancel))
    amount = pounds(Pence(request.amount_pence)) if request is not None else ""
    reference = request.reference if request is not None else ""
    return Message(
        (line("release-sure", reference=reference, pounds=amount),),
        (choice("button-yes-release", "yes", pounds=amount), cancel),
    )


def answer(state: Releasing, event: ChatEvent, facts: Facts) -> Move[Releasing]:
    """What they tapped or typed."""
    request, me = facts.request, facts.me
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return _said("sign-never-mind")
    if request is None or me is None or not may_release(me, request, facts):
        return _said("cannot-release")
    action = Action.HOLD if state.doing == "hold" else Action.RELEASE
    if state.version != request.version or not may(request.state, action, Party.PAYER):
        return _said("moved-on-staff")
    match state.doing, event:
        case "release", Tapped(Choose("yes")):
            return Finished((*released(request, me, facts), _noted(request, "release-done")))
        case "release", _:
            return Again((line("tap-a-button"),))
        case _, Tapped(Choose(reason)) if reason in REASONS:
            return _held(request, me, reason.replace("-", " "), facts)
        case _:
            words = words_of(event)
            return _held(request, me, words, facts) if words else Again((line("nothing-there"),))


def _held(request: Request, me: Person, reason: str, facts: Facts) -> Finished:
    return Finished((*release_held(request, me, reason, facts), _noted(request, "pay-noted")))


def _noted(request: Request, words: str) -> Reply:
    return Reply(Message((line(words, reference=request.reference),)))


def begin(tap: Do, facts: Facts) -> Move[Releasing]:
    """A button of finance's."""
    request, me = facts.request, facts.me
    if request is None or me is None or not may_release(me, request, facts):
        return _said("cannot-release")
    if tap.version and tap.version != request.version:
        return _said("moved-on-staff")
    if not may(request.state, _ACTIONS[tap.verb], Party.PAYER):
        return _said("moved-on-staff")
    if tap.verb is Verb.RELEASE_RESUME:
        return Finished((*release_resumed(request, me, facts), _noted(request, "pay-noted")))
    doing = "hold" if tap.verb is Verb.RELEASE_HOLD else "release"
    return Goto(Releasing(doing, request.id, request.version))


def to_release(facts: Facts) -> tuple[Effect, ...]:
    """What waits for finance, the longest waiting first."""
    me = facts.me
    waiting = [r for r, _ in facts.inbox if waits_release(r, facts.programme)]
    mine = [r for r in waiting if me is not None and may_release(me, r, facts)]
    return tuple(Reply(release_card(request, facts)) for request in mine)


def _said(words: str) -> Finished:
    return Finished((Reply(Message((line(words),))),))
