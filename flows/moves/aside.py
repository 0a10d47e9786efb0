"""Money that is set aside for a request, pot by pot: together in one turn or not at all.

A reservation is settled once and whole (DECISIONS, Money), so what changes is given back and set
aside anew. Pots are always named in the order of their ids: that is the order they are locked in.
"""

from flows.effects import Effect, Release, Reserve
from flows.facts import Facts
from flows.lines import Due, owed, unpaid
from flows.model import FundId, Request


def still_due(request: Request) -> tuple[Due, ...]:
    """Payments of its lines that are still to be made, soon or later."""
    return unpaid(request.plan.lines, request.line_payments)


def to_set_aside(request: Request) -> dict[FundId, int]:
    """Pence by pot that must be there for all that is still to be paid."""
    if not request.plan.lines:
        return {request.fund: request.amount_pence} if request.amount_pence else {}
    by_pot = owed(still_due(request), request.fund)
    return {FundId(pot): pence for pot, pence in sorted(by_pot.items())}


def set_aside(request: Request) -> tuple[Effect, ...]:
    """A reservation in every pot."""
    return tuple(Reserve(request.id, pot, pence) for pot, pence in to_set_aside(request).items())


def held_in(request: Request, pot: FundId) -> int:
    """Pence that this pot keeps for the request."""
    if not request.plan.lines:
        return request.reserved_pence
    return dict(request.held).get(pot, 0)


def given_back(request: Request) -> tuple[Effect, ...]:
    """All that is set aside goes back to its pots; nothing when nothing is."""
    if request.held:
        return tuple(Release(request.id, pot) for pot, _ in sorted(request.held))
    return (Release(request.id, request.fund),) if request.reserved_pence else ()


def anew(request: Request, pot: FundId) -> tuple[Effect, ...]:
    """What one pot keeps becomes what it still owes. `request` is as it is from now on."""
    pence = to_set_aside(request).get(pot, 0)
    if pence == held_in(request, pot):
        return ()
    back = (Release(request.id, pot),) if held_in(request, pot) else ()
    again = (Reserve(request.id, pot, pence),) if pence else ()
    return (*back, *again)


def pots_cover(request: Request, facts: Facts) -> bool:
    """Whether every pot has what it must set aside."""
    return lacking(request, facts) == 0


def lacking(request: Request, facts: Facts) -> int:
    """Pence that the pots are short of, together."""
    wanted = to_set_aside(request)
    there = {pot: facts.free_of(pot) + held_in(request, pot) for pot in wanted}
    return sum(max(0, pence - there[pot]) for pot, pence in wanted.items())
