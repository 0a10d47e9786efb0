"""Somebody with an interest signs nothing; an organisation's own service is declared (CARE 26, 27).

Who stepped back is in the log and nowhere else: cards say that it waits, never why.
"""

from dataclasses import replace

from flows.cards import settled_card, sign_card
from flows.effects import Apart, Effect, Handled, Send, SetHandling, StepBack
from flows.errors import IllegalMove
from flows.facts import Facts
from flows.model import Person, PersonId, Request, State
from flows.moves.send import stop, stopped_person
from flows.policy import can_be_signed, open_stage, signers, slots

OPEN = frozenset({State.WAITING_SIGNATURE, State.ENQUIRY})
"""While it can still be signed by somebody else in their place."""


def is_panel(request: Request) -> bool:
    """Whether the open signature is one of several on the same stage."""
    stage = open_stage(request)
    return stage is not None and len(slots(request.stages[stage])) > 1


def steps_back(
    request: Request, who: PersonId, why: Apart, by: PersonId, facts: Facts
) -> tuple[Effect, ...]:
    """Another who may sign takes their place; with nobody left the admins know."""
    if request.state not in OPEN or who in request.barred:
        raise IllegalMove(f"nobody steps back from {request.state}, or twice")
    after = replace(
        request,
        barred=request.barred | {who},
        passed_to=None if request.passed_to == who else request.passed_to,
    )
    back = StepBack(request.id, who, why, by)
    own = Send(who, settled_card(request, "card-not-yours-now"), quiet=True)
    if request.state is State.ENQUIRY:
        return (back, own)
    if not can_be_signed(after, facts):
        return (back, own, *stop(after, facts), stopped_person(after))
    return (back, own, *_instead(request, after, facts))


def _instead(before: Request, after: Request, facts: Facts) -> tuple[Effect, ...]:
    """Those who can give the signature that is free now see that it waits for them."""
    stage = open_stage(after) or 0
    waiting = signers(after, stage, facts)
    return tuple(Send(p.id, sign_card(after, facts)) for p in waiting)


def blocks(request: Request, facts: Facts) -> bool:
    """Whether a signer whose own organisation provides it may not sign, by how it is paid."""
    rules = facts.programme.signing.conflict
    ways = {request.plan.payment, *(line.payment for line in request.plan.lines)} - {""}
    return not ways or any(rules.get(way, "block") == "block" for way in ways)


def declared(request: Request, me: Person) -> Effect:
    """It stands on the card and in the log from now on."""
    handling = request.handling
    said = tuple(dict.fromkeys((*handling.declared, me.id)))
    return SetHandling(request.id, replace(handling, declared=said), Handled.DECLARED, me.id)
