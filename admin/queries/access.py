"""Who may look: the programmes that somebody administers or audits now."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select

from flows.model import PersonId, Role
from storage.tables import role_grant

LOOKERS = (Role.PROGRAMME_ADMIN, Role.AUDITOR)
"""The roles that these pages are for."""

_PROGRAMMES = (
    select(role_grant.c.scope)
    .distinct()
    .where(role_grant.c.person == bindparam("who"))
    .where(role_grant.c.role.in_(LOOKERS), role_grant.c.scope_kind == "programme")
    .where(role_grant.c.from_at <= bindparam("now"))
    .where(or_(role_grant.c.to_at.is_(None), role_grant.c.to_at > bindparam("now")))
    .order_by(role_grant.c.scope)
)


def programmes_of(connection: Connection, who: PersonId, now: datetime) -> tuple[str, ...]:
    """The programmes whose log this person may see at this instant; empty for everybody else."""
    return tuple(connection.scalars(_PROGRAMMES, {"who": who, "now": now}))
