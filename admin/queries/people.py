"""The people of one team, by id only: their names are opened elsewhere, in memory."""

from sqlalchemy import Connection, bindparam, select

from flows.model import PersonId
from storage.tables import person

_IN_TEAM = (
    select(person.c.id)
    .where(person.c.programme == bindparam("programme"), person.c.team == bindparam("team"))
    .where(person.c.wrapped_key.is_not(None))
    .order_by(person.c.id)
)


def in_team(connection: Connection, programme: str, team: str) -> tuple[PersonId, ...]:
    """Everybody of this team who has not been erased."""
    found = connection.scalars(_IN_TEAM, {"programme": programme, "team": team})
    return tuple(map(PersonId, found))
