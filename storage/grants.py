"""What a person's grants come to: roles that count in a programme, limits, programmes.

Reads nothing: it is given what the people's repository found.
"""

from collections.abc import Iterable
from dataclasses import replace

from flows.model import Person, PersonId, Role
from storage.repositories.people import Grant, Known


def within(known: Known, programme: str) -> Person:
    """The person with the roles that count in this programme (empty: in any)."""
    if not programme:
        return known.person
    if all(grant.within(programme) for grant in known.grants):
        return known.person
    roles = frozenset(grant.role for grant in known.grants if grant.within(programme))
    return replace(known.person, roles=roles)


def limits(staff: tuple[Known, ...], programme: str) -> tuple[tuple[PersonId, Role, int], ...]:
    """Each limit in pence that somebody has in this programme, by person and role."""
    return tuple(
        (known.person.id, grant.role, grant.limit_pence)
        for known in staff
        for grant in known.grants
        if grant.limit_pence is not None and grant.within(programme)
    )


def programmes_of(grants: Iterable[Grant]) -> frozenset[str]:
    """The programmes that these grants are held in."""
    return frozenset(grant.scope.partition("/")[0] for grant in grants)
