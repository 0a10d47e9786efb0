"""[This is near to me], [I know this person]: who has an interest does not sign (CARE 26, 27)."""

from dataclasses import dataclass
from typing import Literal

from flows.choices import choice
from flows.effects import Apart, Effect, Reply
from flows.events import ChatEvent, Tapped
from flows.facts import Facts
from flows.messages import Button, Message, line
from flows.model import Person, PersonId, Request, RequestId
from flows.moves.apart import OPEN, blocks, declared, is_panel, steps_back
from flows.outcome import Again, Finished, Goto, Move
from flows.policy import Refusal, may_sign
from flows.queues import might_sign
from flows.taps import Choose, Do, Verb

ME, OTHER, OWN_SERVICE = "me", "other", "own"


@dataclass(frozen=True, slots=True)
class Nearing:
    """`doing`: know (a panel member knows the person), near (to whom?), other (which signer?)."""

    doing: str
    request: RequestId
    version: int
    kind: Literal["nearing"] = "nearing"


def question(state: Nearing, facts: Facts) -> Message:
    """Whom is it near to?"""
    cancel = choice("button-never-mind", "cancel")
    match state.doing:
        case "know":
            return Message((line("near-know-sure"),), (choice("button-yes", "yes"), cancel))
        case "other":
            names = tuple(Button(line("label", words=p.name), Choose(p.id)) for p in _others(facts))
            return Message((line("near-which-signer"),), (*names, cancel))
        case _:
            return Message(
                (line("near-whom"),),
                (
                    choice("button-near-me", ME),
                    choice("button-near-other", OTHER),
                    choice("button-near-own", OWN_SERVICE),
                    cancel,
                ),
            )


def _others(facts: Facts) -> tuple[Person, ...]:
    request, me = facts.request, facts.me
    if request is None or me is None:
        return ()
    return tuple(p for p in might_sign(request, facts) if p.id != me.id)


def answer(state: Nearing, event: ChatEvent, facts: Facts) -> Move[Nearing]:
    """What they tapped."""
    request, me = facts.request, facts.me
    if isinstance(event, Tapped) and event.tap == Choose("cancel"):
        return _said("sign-never-mind")
    if request is None or me is None:
        return Finished()
    if request.state not in OPEN or me not in _concerned(request, facts):
        return _said("cannot-sign-moved-on")
    match state.doing, event:
        case "know", Tapped(Choose("yes")):
            return Finished(_back(request, me, Apart.KNOWS, facts))
        case "near", Tapped(Choose("me")):
            return Finished(_back(request, me, Apart.NEAR, facts))
        case "near", Tapped(Choose("other")):
            if not _others(facts):
                return _said("near-nobody-else")
            return Goto(Nearing("other", request.id, state.version))
        case "near", Tapped(Choose("own")):
            return Finished(_own_service(request, me, facts))
        case "other", Tapped(Choose(value)) if value in {p.id for p in _others(facts)}:
            noted = Reply(Message((line("near-noted"),)))
            back = steps_back(request, PersonId(value), Apart.PAYEE, me.id, facts)
            return Finished((*back, noted))
        case _:
            return Again((line("tap-a-button"),))


def _back(request: Request, me: Person, why: Apart, facts: Facts) -> tuple[Effect, ...]:
    thanks = Reply(Message((line("near-thanks", reference=request.reference),)))
    return (*steps_back(request, me.id, why, me.id, facts), thanks)


def _own_service(request: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    if blocks(request, facts):
        return _back(request, me, Apart.NEAR, facts)
    return (
        declared(request, me),
        Reply(Message((line("near-declared", reference=request.reference),))),
    )


def _concerned(request: Request, facts: Facts) -> tuple[Person, ...]:
    """Those who might sign it: only they have an interest to say."""
    me = facts.me
    signing = {p.id for p in might_sign(request, facts)}
    return (me,) if me is not None and me.id in signing else ()


def begin(tap: Do, facts: Facts) -> Move[Nearing]:
    """[This is near to me] or [I know this person]."""
    request, me = facts.request, facts.me
    if request is None or me is None or me not in _concerned(request, facts):
        return _said("cannot-sign-not-yours")
    if request.state not in OPEN:
        return _said("cannot-sign-moved-on")
    if tap.verb is Verb.KNOW:
        if not is_panel(request) or may_sign(me, request, 0, facts) is Refusal.SIGNED:
            return _said("cannot-sign-moved-on")
        return Goto(Nearing("know", request.id, request.version))
    return Goto(Nearing("near", request.id, request.version))


def _said(words: str) -> Finished:
    return Finished((Reply(Message((line(words),))),))
