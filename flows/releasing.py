"""Whether an agreed request waits for finance, where a programme has that step (CARE 24).

Once released it stays so, on hold or not, until what is asked changes: then finance looks anew.
"""

from flows.facts import Facts
from flows.lifecycle import WAITING_FOR_A_PAYER
from flows.model import Person, Request, Role, Verdict
from flows.programme import Programme


def is_released(request: Request) -> bool:
    """Whether finance has let the money go for what is asked now."""
    return (
        request.handling.released_by is not None
        and request.handling.released_version == request.version
    )


def waits_release(request: Request, programme: Programme) -> bool:
    """Whether it is agreed, costs money, and finance has not released it."""
    if programme.payment.release == "none" or request.amount_pence == 0:
        return False
    return request.state in WAITING_FOR_A_PAYER and not is_released(request)


def may_release(me: Person, request: Request, facts: Facts) -> bool:
    """Finance, and never somebody who signed this very request, nor the person themself."""
    signed = any(d.by == me.id and d.verdict is Verdict.APPROVE for d in request.decisions)
    finance = Role.FINANCE in me.roles and me.id != request.person and not signed
    return finance and waits_release(request, facts.programme)


def releasers(request: Request, facts: Facts) -> tuple[Person, ...]:
    """Everybody who may release it."""
    return tuple(p for p in facts.staff if may_release(p, request, facts))
