"""Finance lets agreed money go: its own clock, its own list, its own reasons to wait (CARE 24)."""

from dataclasses import replace

from flows.cards import settled_card
from flows.effects import (
    ClearTimers,
    CloseTask,
    Effect,
    Handled,
    Hold,
    Send,
    SetHandling,
)
from flows.errors import IllegalMove
from flows.events import TimerKind
from flows.facts import Facts
from flows.lifecycle import Action
from flows.messages import Message, line
from flows.model import Party, Person, Request
from flows.moves.move import move
from flows.moves.send import (
    admins_of,
    co_ordinator_of,
    replace_state,
    staff_task,
)
from flows.moves.sign import agreed_cards, release_clock, unpaid_clock
from flows.pay_cards import is_payable
from flows.releasing import may_release, releasers


def released(request: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    """The payers have it now, and their clock begins."""
    _must(request, me, facts)
    moved = move(request, Action.RELEASE, Party.PAYER, me.id)
    handling = replace(request.handling, released_by=me.id, released_version=request.version)
    after = replace(replace_state(request, moved), handling=handling)
    others = (p for p in releasers(request, facts) if p.id != me.id)
    settled = settled_card(request, "card-released")
    clock = (unpaid_clock(request, facts),) if is_payable(after, facts) else ()
    return (
        SetHandling(request.id, handling, Handled.RELEASED, me.id),
        moved,
        ClearTimers(request.id, (TimerKind.UNRELEASED,)),
        CloseTask(f"unreleased:{request.id}"),
        Send(me.id, settled, quiet=True),
        *(Send(p.id, settled) for p in others),
        *agreed_cards(after, facts),
        *clock,
    )


def release_held(request: Request, me: Person, reason: str, facts: Facts) -> tuple[Effect, ...]:
    """It waits, with a reason; the person hears that a yes stays a yes."""
    _must(request, me, facts)
    moved = move(request, Action.HOLD, Party.PAYER, me.id)
    after = replace(replace_state(request, moved), hold_reason=reason)
    text = line("on-hold-staff", reference=request.reference, reason=reason)
    told = Message((text,), key=f"payment:{request.reference}", about=request.person)
    known = (co_ordinator_of(request, facts), *admins_of(facts))
    staff = dict.fromkeys(p.id for p in known if p is not None)
    return (
        moved,
        Hold(request.id, reason),
        *agreed_cards(after, facts, "card-release-held"),
        *(Send(p, told) for p in staff),
        Send(request.person, Message((line("payment-late-person"),))),
    )


def release_resumed(request: Request, me: Person, facts: Facts) -> tuple[Effect, ...]:
    """What was lacking is there: it can be released."""
    _must(request, me, facts)
    moved = move(request, Action.RESUME, Party.PAYER, me.id)
    after = replace(replace_state(request, moved), hold_reason="")
    return (moved, Hold(request.id, ""), *agreed_cards(after, facts))


def _must(request: Request, me: Person, facts: Facts) -> None:
    if not may_release(me, request, facts):
        raise IllegalMove(f"{me.id} may not release {request.id} in {request.state}")


def unreleased(request: Request, n: int, facts: Facts) -> tuple[Effect, ...]:
    """Agreed and not released in time: finance is reminded, the admins have it on their list."""
    text = line("unreleased-admin", reference=request.reference)
    key = f"unreleased:{request.reference}"
    admins = admins_of(facts)
    return (
        *agreed_cards(request, facts, "card-release-late"),
        *(Send(p.id, Message((text,), key=key, about=request.person)) for p in admins),
        *staff_task("unreleased", request, admins),
        release_clock(request, facts, n + 1),
    )
