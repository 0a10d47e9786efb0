"""Rules about help: who may help whom, what they see, and when a helper may sign (CARE 14, 23).

Asked in the turn that acts, on facts read in that turn. A helper of any kind is never a signer on
what they helped with, but for the care co-ordinator up to the programme's own limit.
"""

from hashlib import sha256

from flows.facts import Facts
from flows.model import Helped, Person, PersonId, Request, Role
from flows.programme import Programme
from flows.ties import Leave, Tie, TieKind


def help_kind(me: Person, holder: Person, facts: Facts) -> str:
    """As what `me` may put words down for this person now; empty when they may not."""
    if Role.BUDGET_HOLDER not in holder.roles or me.id == holder.id:
        return ""
    if Role.CARE_CO_ORDINATOR in me.roles and holder.care_co_ordinator == me.id:
        return str(Role.CARE_CO_ORDINATOR)
    tie = tie_to(me.id, holder.id, facts)
    return str(tie.kind) if tie is not None and Leave.ASK in tie.leave else ""


def tie_to(helper: PersonId, person: PersonId, facts: Facts) -> Tie | None:
    """What ties this helper to this person now."""
    own = (tie for tie in facts.ties if tie.helper == helper and tie.person == person)
    return next((tie for tie in own if tie.counts(facts.now)), None)


def may_see(helper: PersonId, person: PersonId, what: Leave, facts: Facts) -> bool:
    """Whether the person lets this helper see that, now."""
    tie = tie_to(helper, person, facts)
    return tie is not None and what in tie.leave


def may_never_sign(person: PersonId, request: Request, facts: Facts) -> bool:
    """Whether somebody's help keeps them from signing this request."""
    tied = any(
        tie.helper == person and tie.person == request.person and tie.held_after(request.sent_at)
        for tie in facts.ties
    )
    return tied or _typed_too_much(person, request, facts.programme)


def _typed_too_much(person: PersonId, request: Request, programme: Programme) -> bool:
    helped = request.helped
    if helped is None or helped.by != person:
        return False
    return stands_aside(helped, request.amount_pence, programme)


def stands_aside(helped: Helped, pence: int, programme: Programme) -> bool:
    """Whether whoever typed this request may not sign for this sum."""
    if helped.kind != Role.CARE_CO_ORDINATOR:
        return True
    return pence > programme.signing.helper_may_sign_up_to


def helper_signs(request: Request, signer: PersonId) -> bool:
    """Whether this signature is the helper's own."""
    return request.helped is not None and request.helped.by == signer


def is_checked(request: Request, programme: Programme) -> bool:
    """Whether this one is in the share that somebody looks at afterwards.

    From the request's id alone, so that anybody can work out again why it was, or was not.
    """
    every = programme.signing.helper_checked_every
    if not every:
        return False
    return int(sha256(request.id.encode()).hexdigest()[:12], 16) % every == 0


def is_tied(kind: str) -> bool:
    """Whether this kind of helper is somebody's tie, and not their care co-ordinator."""
    return kind in frozenset(TieKind)
