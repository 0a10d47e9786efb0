"""Which requests wait: for whose signature, for whose payment, for money."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
)

from flows.lifecycle import PAYS_LINES, WAITING_FOR_A_PAYER
from flows.model import FundId, Mode, PersonId, RequestId, Role, State, Verdict
from storage.tables import decision, person, request, role_grant, stage

_ME: BindParameter[str] = bindparam("me")
_VALID = and_(
    role_grant.c.person == _ME,
    role_grant.c.from_at <= bindparam("now"),
    or_(role_grant.c.to_at.is_(None), role_grant.c.to_at > bindparam("now")),
)
_earlier = stage.alias("earlier")
_mine = decision.alias("mine")


def _quoted(value: ColumnElement[str]) -> ColumnElement[str]:
    return literal('%"').concat(value).concat('"%')


_SIGNATURES_NEEDED = case(
    (_earlier.c.mode == Mode.ANY, 1),
    (_earlier.c.mode == Mode.N_OF, _earlier.c.n),
    # Mode.ALL: one for each role, and role names hold no comma.
    else_=func.length(_earlier.c.roles) - func.length(func.replace(_earlier.c.roles, ",", "")) + 1,
)
_SIGNATURES = (
    select(func.count())
    .select_from(decision)
    .where(decision.c.request == request.c.id, decision.c.version == request.c.version)
    .where(decision.c.stage == _earlier.c.no, decision.c.verdict == Verdict.APPROVE)
    .where(request.c.barred.not_like(_quoted(decision.c.by)))
    .correlate(request, _earlier)
    .scalar_subquery()
)
_OPEN_STAGE = (
    select(func.min(_earlier.c.no))
    .where(_earlier.c.request == request.c.id, _SIGNATURES < _SIGNATURES_NEEDED)
    .correlate(request)
    .scalar_subquery()
)
_STANDS_TO_HOLDER = or_(
    and_(role_grant.c.role == Role.CARE_CO_ORDINATOR, person.c.care_co_ordinator == _ME),
    and_(
        role_grant.c.role == Role.TEAM_LEADER,
        role_grant.c.scope == request.c.programme.concat("/").concat(person.c.team),
    ),
    and_(role_grant.c.scope_kind == "programme", role_grant.c.scope == request.c.programme),
)
_I_SIGNED = (
    select(_mine.c.id)
    .where(_mine.c.request == request.c.id, _mine.c.version == request.c.version)
    .where(_mine.c.by == _ME)
    .exists()
)
_TO_SIGN = (
    select(request.c.id)
    .join(person, person.c.id == request.c.person)
    .join(stage, and_(stage.c.request == request.c.id, stage.c.no == _OPEN_STAGE))
    .join(role_grant, and_(_VALID, stage.c.roles.like(_quoted(role_grant.c.role))))
    .where(request.c.programme.in_(bindparam("programmes", expanding=True)))
    .where(request.c.state == State.WAITING_SIGNATURE, request.c.person != _ME)
    .where(_STANDS_TO_HOLDER, ~_I_SIGNED)
    .where(or_(request.c.passed_to.is_(None), request.c.passed_to == _ME))
    .where(request.c.barred.not_like(_quoted(_ME)))
    .group_by(request.c.id, request.c.sent_at, request.c.reference)
    .order_by(request.c.sent_at, request.c.reference)
    .limit(bindparam("cap"))
)
_TO_PAY = (
    select(request.c.id)
    .where(request.c.programme.in_(bindparam("programmes", expanding=True)))
    .where(
        or_(
            and_(
                request.c.state.in_(sorted(WAITING_FOR_A_PAYER)),
                request.c.next_due.is_(None),
                request.c.amount_pence > 0,
            ),
            and_(request.c.state.in_(sorted(PAYS_LINES)), request.c.next_due <= bindparam("today")),
        )
    )
    .order_by(request.c.state_since, request.c.reference)
    .limit(bindparam("cap"))
)
_FOR_MONEY = (
    select(request.c.id)
    .where(request.c.state == State.WAITING_MONEY, request.c.fund == bindparam("fund"))
    .order_by(request.c.state_since, request.c.reference)
    .limit(bindparam("cap"))
)
_OF_PERSON = (
    select(request.c.id)
    .where(request.c.person == bindparam("person"))
    .order_by(request.c.sent_at.desc(), request.c.reference.desc())
    .limit(bindparam("cap"))
)


def to_sign(
    connection: Connection, me: PersonId, programmes: Collection[str], now: datetime, cap: int
) -> tuple[RequestId, ...]:
    """Requests whose open stage I may be able to sign, the longest waiting first."""
    if not programmes:
        return ()
    values = {"me": me, "programmes": sorted(programmes), "now": now, "cap": cap}
    return tuple(RequestId(row.id) for row in connection.execute(_TO_SIGN, values))


def to_pay(
    connection: Connection, programmes: Collection[str], today: date, cap: int
) -> tuple[RequestId, ...]:
    """Requests of these programmes that can be paid now, the longest waiting first.

    Of a plan with lines, something must be due by today (a local day).
    """
    if not programmes:
        return ()
    values = {"programmes": sorted(programmes), "today": today.isoformat(), "cap": cap}
    return tuple(RequestId(row.id) for row in connection.execute(_TO_PAY, values))


def for_money(connection: Connection, fund: FundId, cap: int) -> tuple[RequestId, ...]:
    """Requests that everybody has signed and this fund could not cover, oldest first."""
    found = connection.execute(_FOR_MONEY, {"fund": fund, "cap": cap})
    return tuple(RequestId(row.id) for row in found)


def of_person(connection: Connection, holder: PersonId, cap: int) -> tuple[RequestId, ...]:
    """A person's own requests, newest first."""
    found = connection.execute(_OF_PERSON, {"person": holder, "cap": cap})
    return tuple(RequestId(row.id) for row in found)
