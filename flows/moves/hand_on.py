"""Nobody is left with nobody (CARE 15; report 003 section 2.1.9).

Somebody is discharged: what was agreed stands, a named owner does their check-ins, and they are
told who. Somebody leaves: the people they looked after have somebody else in the same commit.
"""

from collections import Counter
from dataclasses import replace

from flows.effects import (
    Effect,
    HandTask,
    Note,
    PassOn,
    Send,
    SetCarer,
)
from flows.facts import Facts, Task
from flows.lifecycle import HOLDS_MONEY, Action
from flows.messages import Message, line
from flows.model import Party, Person, PersonId, Request, Role, State
from flows.moves.move import move
from flows.moves.queue import left_behind, price_wanted
from flows.moves.send import stage_opens, stop, stopped_person
from flows.moves.sign import agreed_cards
from flows.moves.staff import admins_of
from flows.policy import can_be_signed

_HELPED = frozenset({Role.BUDGET_HOLDER, Role.SUPPORTER, Role.PEER_SUPPORTER})


def may_look_after(person: Person, holder: Person, facts: Facts) -> bool:
    """Whether this is somebody at work here who is in the scheme's list, and not the person."""
    role = set(facts.programme.changes.look_after) | {Role.CARE_CO_ORDINATOR}
    return person.id != holder.id and bool(person.roles & role)


def could_look_after(holder: Person, without: PersonId, facts: Facts) -> tuple[Person, ...]:
    """Who can do their check-ins from now on, in the order of the scheme's rule."""
    found: dict[PersonId, Person] = {}
    for role in facts.programme.changes.look_after:
        for person in facts.staff:
            team = role is not Role.TEAM_LEADER or person.team == holder.team
            if role in person.roles and team and person.id not in (holder.id, without):
                found[person.id] = person
    return tuple(found.values()) or tuple(
        p for p in admins_of(facts) if p.id not in (holder.id, without)
    )


def discharged(holder: Person, owner: Person, by: PersonId, facts: Facts) -> tuple[Effect, ...]:
    """What was agreed stands; check-ins, tasks and questions pass to the owner, all at once."""
    before = holder.care_co_ordinator
    left = tuple(t for t in facts.left if t.about == holder.id and t.owner != owner.id)
    said = Message((line("discharged-person", name=owner.name),))
    told = Message((line("discharged-owner", name=holder.name),), about=holder.id)
    return (
        Note(f"person:{holder.id}", "discharged", (("owner", owner.id),), by),
        SetCarer(holder.id, owner.id),
        *(_handed(task, owner, facts) for task in left),
        *_requests_go_on(holder, owner, before, facts),
        Send(owner.id, told),
        Send(holder.id, said),
    )


def _handed(task: Task, owner: Person, facts: Facts) -> HandTask:
    role = task.role or Role.CARE_CO_ORDINATOR
    return HandTask(task.key, task.owner, owner.id, role, facts.programme.id, task.about_team)


def _requests_go_on(
    holder: Person, owner: Person, before: PersonId | None, facts: Facts
) -> tuple[Effect, ...]:
    """Cards for whoever must act now; what nobody can sign any more stops, and a human knows."""
    seen = replace(facts, holder=replace(holder, care_co_ordinator=owner.id))
    effects: list[Effect] = []
    for request in facts.requests:
        if request.person == holder.id:
            effects.extend(_goes_on(request, before, seen))
    return tuple(effects)


def _goes_on(request: Request, before: PersonId | None, seen: Facts) -> tuple[Effect, ...]:
    if request.state is State.ENQUIRY:
        return price_wanted(request, seen)
    if request.state in HOLDS_MONEY:
        return () if request.amount_pence else agreed_cards(request, seen)
    if request.state is not State.WAITING_SIGNATURE:
        return ()
    back: tuple[Effect, ...] = ()
    if request.passed_to is not None and request.passed_to == before:
        back = (PassOn(request.id, None), move(request, Action.PASS_ON, Party.SYSTEM))
        request = replace(request, passed_to=None)
    if not can_be_signed(request, seen):
        return (*back, *stop(request, seen), stopped_person(request))
    return (*back, *stage_opens(request, seen))


def left_people(leaver: Person, to: PersonId | None, facts: Facts) -> tuple[Effect, ...]:
    """Everybody the leaver looked after has somebody named, with what was to be done for them, and
    is told who, kindly; what else the leaver had to do goes to whoever covers."""
    found = ((p, _next(p, leaver, to, facts)) for p in facts.people if p.id != leaver.id)
    owners = {person.id: owner for person, owner in found if owner is not None}
    effects: list[Effect] = []
    for person, owner in owners.items():
        said = Message((line("carer-left", name=owner.name),))
        effects += [SetCarer(person, owner.id), Send(person, said)]
    mine = tuple(t for t in facts.left if t.about in owners and _of_carer(t))
    others = tuple(t for t in facts.left if t not in mine)
    count = Counter(owner.id for owner in owners.values())
    return (
        *effects,
        *(_handed(task, owners[task.about], facts) for task in mine),
        *left_behind(leaver, replace(facts, left=others)),
        *(Send(o, Message((line("people-left", count=n),))) for o, n in count.items()),
    )


def _of_carer(task: Task) -> bool:
    return task.role in (None, Role.CARE_CO_ORDINATOR)


def _next(person: Person, leaver: Person, to: PersonId | None, facts: Facts) -> Person | None:
    named = next((p for p in facts.staff if p.id == to and p.roles - _HELPED), None)
    if named is not None and named.id not in (person.id, leaver.id):
        return named
    return next(iter(could_look_after(person, leaver.id, facts)), None)
