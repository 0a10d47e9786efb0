"""Effects on money become transfers and audit rows, in the turn's transaction. Decides nothing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from flows.effects import Pay, Release, Reserve, TopUp
from flows.model import FundId, RequestId
from storage import ledger
from storage.acting import Acting
from storage.apply_requests import Fact, audit_request
from storage.errors import LostRace, NotEnoughMoney

MoneyEffect = Reserve | Release | Pay | TopUp


def apply_money(acting: Acting, effect: MoneyEffect) -> None:
    """Make one effect on money true."""
    match effect:
        case Reserve():
            _reserve(acting, effect)
        case Release():
            _release(acting, effect)
        case Pay():
            _pay(acting, effect)
        case TopUp():
            _top_up(acting, effect)
        case _:
            assert_never(effect)


def _reserve(acting: Acting, effect: Reserve) -> None:
    """Money is set aside. A fund that lost what the step saw makes the turn run again."""
    try:
        ledger.reserve(acting.work.connection, effect, acting.now, acting.new_id)
    except NotEnoughMoney as short:
        raise LostRace(f"The fund {effect.fund} was spent meanwhile.") from short
    tracked = acting.request(effect.request)
    tracked.now = replace(tracked.now, reserved_pence=effect.pence)
    tracked.changed = True
    _audit(acting, "reserve", effect.request, effect.fund, {"pence": effect.pence})


def _release(acting: Acting, effect: Release) -> None:
    """The whole reservation goes back."""
    pence = ledger.release(acting.work.connection, effect, acting.now, acting.new_id)
    tracked = acting.request(effect.request)
    tracked.now = replace(tracked.now, reserved_pence=0)
    tracked.changed = True
    _audit(acting, "release", effect.request, effect.fund, {"pence": pence})


def _pay(acting: Acting, effect: Pay) -> None:
    """What was set aside is settled, what was paid is posted."""
    try:
        ledger.pay(acting.work.connection, effect, acting.now, acting.new_id)
    except NotEnoughMoney as short:
        raise LostRace(f"The fund {effect.fund} was spent meanwhile.") from short
    tracked = acting.request(effect.request)
    tracked.now = replace(
        tracked.now,
        paid_pence=tracked.now.paid_pence + effect.pence,
        payment_reference=effect.reference,
        paid_on=effect.on,
        reserved_pence=effect.still_owed,
    )
    tracked.changed = True
    paid: dict[str, Fact] = {
        "pence": effect.pence,
        "paid_on": effect.on.isoformat(),
        "still_owed": effect.still_owed,
    }
    _audit(acting, "pay", effect.request, effect.fund, paid)


def _top_up(acting: Acting, effect: TopUp) -> None:
    """New money in a fund."""
    ledger.top_up(acting.work.connection, effect, acting.now, acting.new_id)
    acting.audit(f"fund:{effect.fund}", "top_up", {"pence": effect.pence})


def _audit(
    acting: Acting, kind: str, which: RequestId, fund: FundId, facts: Mapping[str, Fact]
) -> None:
    audit_request(acting, acting.request(which).now, kind, {**facts, "fund": fund})
    acting.audit(f"fund:{fund}", kind, {**facts, "request": which})
