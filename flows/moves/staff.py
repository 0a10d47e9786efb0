"""Which of the staff in a snapshot a move turns to, and when a working morning is."""

from datetime import datetime

from flows.calendar import at_local
from flows.facts import Facts
from flows.model import Person, Request, Role

_HELPED = frozenset({Role.BUDGET_HOLDER, Role.SUPPORTER, Role.PEER_SUPPORTER})
_STAND_INS = (Role.TEAM_LEADER, Role.PHB_LEAD_CLINICIAN, Role.COMMISSIONER)


def admins_of(facts: Facts) -> tuple[Person, ...]:
    """The programme's admins in this snapshot; without any, who stands in for them: nothing that
    has stopped may wait for nobody."""
    admins = tuple(p for p in facts.staff if Role.PROGRAMME_ADMIN in p.roles)
    return admins or _standing_in(facts)


def _standing_in(facts: Facts) -> tuple[Person, ...]:
    holder = facts.holder
    others = tuple(p for p in facts.staff if holder is None or p.id != holder.id)
    for role in _STAND_INS:
        found = tuple(p for p in others if role in p.roles and _of_team(p, role, facts))
        if found:
            return found
    return ()


def _of_team(person: Person, role: Role, facts: Facts) -> bool:
    holder = facts.holder
    return role is not Role.TEAM_LEADER or holder is None or person.team == holder.team


def co_ordinator_of(request: Request, facts: Facts) -> Person | None:
    """The holder's named care co-ordinator, unless it is the holder themself or has left."""
    holder = facts.holder
    if holder is None or holder.id != request.person:
        return None
    return carer_of(holder, facts)


def carer_of(person: Person, facts: Facts) -> Person | None:
    """Somebody's named care co-ordinator, or whoever looks after them since a discharge, while they
    work here; never the person themself."""
    named = (p for p in facts.staff if p.id == person.care_co_ordinator and p.id != person.id)
    return next((p for p in named if p.roles - _HELPED), None)


def working_morning(facts: Facts, days: int) -> datetime:
    """The opening of waking hours, so many working days from now, as UTC."""
    day = facts.calendar.add_working_days(facts.now, days)
    return at_local(day, facts.programme.waking.opens, facts.calendar.zone)
