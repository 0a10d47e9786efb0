"""What the command line and the admin pages ask for: staff, people, invites, links, money.

Each is a turn like any other; nothing here talks to a chat but by sending a message.
"""

from typing import assert_never

from flows.effects import AddPerson, Effect, EndRoles, GrantRole, Note, Prompt, Result, TopUp
from flows.events import (
    AdminEvent,
    Discharged,
    FundToppedUp,
    InviteAsked,
    LinkAsked,
    LogExported,
    PersonAdded,
    PinForgotten,
    RoleGranted,
    StaffAdded,
    StaffRemoved,
)
from flows.facts import Facts
from flows.model import Person, PersonId, Role
from flows.moves.back_in import pin_forgotten
from flows.moves.hand_on import could_look_after, discharged, left_people, may_look_after
from flows.moves.invite import barred, invite, sign_in_link
from flows.moves.sign import money_found
from flows.opening import opening
from flows.taps import Do, Verb


def administer(event: AdminEvent, facts: Facts) -> tuple[Effect, ...]:
    """What this event makes true."""
    match event:
        case StaffAdded():
            return _staff(event, facts)
        case RoleGranted():
            return (
                GrantRole(event.person, event.role, event.programme, event.team, event.limit_pence),
            )
        case StaffRemoved(person):
            left = left_people(facts.holder, event.to, facts) if facts.holder is not None else ()
            return (EndRoles(person), *left)
        case Discharged():
            return _discharged(event, facts)
        case PersonAdded():
            return _person(event, facts)
        case InviteAsked():
            return _invite(event, facts)
        case PinForgotten():
            return pin_forgotten(facts)
        case LinkAsked():
            return sign_in_link(facts.holder, facts) if facts.holder else ()
        case FundToppedUp(fund, pence):
            return (TopUp(fund, pence), *money_found(facts, (fund, pence)))
        case LogExported():
            return (_exported(event),)
        case _:
            assert_never(event)


def _discharged(event: Discharged, facts: Facts) -> tuple[Effect, ...]:
    holder = facts.holder
    if holder is None:
        return ()
    able = could_look_after(holder, PersonId(""), facts)
    if event.owner is None:
        owner = next((p for p in able if p.id != holder.care_co_ordinator), None)
    else:
        named = (p for p in facts.staff if p.id == event.owner)
        owner = next((p for p in named if may_look_after(p, holder, facts)), None)
    if owner is None:
        return (Result("refused", "nobody"),)
    told = discharged(holder, owner, PersonId(""), facts)
    return (*told, Result("owner", owner.name))


def _staff(event: StaffAdded, facts: Facts) -> tuple[Effect, ...]:
    person = PersonId(facts.fresh[0])
    added = AddPerson(person, event.name, event.programme, event.team, enrolled=True)
    grant = GrantRole(person, event.role, event.programme, event.team, event.limit_pence)
    known = Person(person, event.name, event.programme, event.team, frozenset({event.role}))
    return (added, grant, Result("person", person), *sign_in_link(known, facts))


def _person(event: PersonAdded, facts: Facts) -> tuple[Effect, ...]:
    person = PersonId(facts.fresh[0])
    roles = (Role.BUDGET_HOLDER, *event.also)
    return (
        AddPerson(
            person,
            event.name,
            event.programme,
            event.team,
            event.care_co_ordinator,
            event.facts,
            enrolled=True,
        ),
        *(GrantRole(person, role, event.programme, event.team) for role in roles),
        Result("person", person),
        Prompt(person, opening(), Do(Verb.ASK)),
    )


def _invite(event: InviteAsked, facts: Facts) -> tuple[Effect, ...]:
    if facts.holder is None:
        return ()
    found = barred(facts.holder, event.name, event.facts, facts.programme)
    if found is not None:
        return (Result("refused", found.bar), Result("reason", found.words))
    return invite(facts.holder, event.name, event.facts, facts, paper=event.paper)


def _exported(event: LogExported) -> Note:
    what = (("what", event.what), ("rows", event.rows), ("sha256", event.sha256))
    return Note("system", "log-exported", what, event.by)
