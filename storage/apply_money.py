"""Effects on money become transfers and audit rows, in the turn's transaction. Decides nothing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from flows.effects import EndLine, Pay, Release, Reserve, TopUp
from flows.lines import LinePayment
from flows.model import FundId, RequestId
from storage import ledger
from storage.acting import Acting
from storage.apply_lines import end_line
from storage.apply_requests import Fact, audit_request
from storage.errors import LostRace, NotEnoughMoney
from storage.repositories import lines

MoneyEffect = Reserve | Release | Pay | TopUp | EndLine


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
        case EndLine():
            end_line(acting, effect)
        case _:
            assert_never(effect)


def _reserve(acting: Acting, effect: Reserve) -> None:
    """Money is set aside. A fund that lost what the step saw makes the turn run again."""
    try:
        ledger.reserve(acting.work.connection, effect, acting.now, acting.new_id)
    except NotEnoughMoney as short:
        raise LostRace(f"The fund {effect.fund} was spent meanwhile.") from short
    _hold(acting, effect.request, effect.fund, effect.pence)
    _audit(acting, "reserve", effect.request, effect.fund, {"pence": effect.pence})


def _release(acting: Acting, effect: Release) -> None:
    """The whole reservation goes back."""
    pence = ledger.release(acting.work.connection, effect, acting.now, acting.new_id)
    _hold(acting, effect.request, effect.fund, 0)
    _audit(acting, "release", effect.request, effect.fund, {"pence": pence})


def _pay(acting: Acting, effect: Pay) -> None:
    """What was set aside is settled, what was paid is posted."""
    try:
        post = ledger.pay(acting.work.connection, effect, acting.now, acting.new_id)
    except NotEnoughMoney as short:
        raise LostRace(f"The fund {effect.fund} was spent meanwhile.") from short
    tracked = acting.request(effect.request)
    tracked.now = replace(
        tracked.now,
        paid_pence=tracked.now.paid_pence + effect.pence,
        payment_reference=effect.reference,
        paid_on=effect.on,
    )
    _hold(acting, effect.request, effect.fund, effect.still_owed)
    _note_line(acting, effect, post)
    paid: dict[str, Fact] = {
        "pence": effect.pence,
        "paid_on": effect.on.isoformat(),
        "still_owed": effect.still_owed,
        **({"line": effect.line, "no": effect.no} if effect.line else {}),
    }
    _audit(acting, "pay", effect.request, effect.fund, paid)


def _hold(acting: Acting, which: RequestId, fund: FundId, pence: int) -> None:
    """What this fund keeps for the request from now on."""
    tracked = acting.request(which)
    others = tuple((pot, kept) for pot, kept in tracked.now.held if pot != fund)
    held = tuple(sorted((*others, (fund, pence)))) if pence else others
    reserved = sum(kept for _, kept in held)
    tracked.now = replace(tracked.now, held=held, reserved_pence=reserved)
    tracked.changed = True


def _note_line(acting: Acting, effect: Pay, post: str) -> None:
    """Which payment of which line it was. A second one of the same is refused by its key."""
    if not effect.line:
        return
    made = LinePayment(effect.line, effect.no, effect.pence, effect.reference, effect.on)
    tracked = acting.request(effect.request)
    lines.add_payment(acting.work.connection, tracked.now.id, made, post)
    tracked.now = replace(tracked.now, line_payments=(*tracked.now.line_payments, made))


def _top_up(acting: Acting, effect: TopUp) -> None:
    """New money in a fund."""
    ledger.top_up(acting.work.connection, effect, acting.now, acting.new_id)
    acting.audit(f"fund:{effect.fund}", "top_up", {"pence": effect.pence})


def _audit(
    acting: Acting, kind: str, which: RequestId, fund: FundId, facts: Mapping[str, Fact]
) -> None:
    audit_request(acting, acting.request(which).now, kind, {**facts, "fund": fund})
    acting.audit(f"fund:{fund}", kind, {**facts, "request": which})
