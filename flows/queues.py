"""Whose task it is: the programme's table of owners and covers, read for one person (CARE 22).

Pure questions about lists of tasks; nothing here opens or hands on anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.facts import Facts, Task
from flows.model import Person, PersonId, Request, Role
from flows.policy import role_for
from flows.programme import Programme


@dataclass(frozen=True, slots=True)
class Queue:
    """A role of the table and those who hold it for this person. `shared`: nobody in particular."""

    role: Role
    people: tuple[Person, ...]

    @property
    def shared(self) -> bool:
        """A care co-ordinator's tasks are theirs; others take theirs from a common list."""
        return self.role is not Role.CARE_CO_ORDINATOR

    @property
    def owner(self) -> PersonId | None:
        """Whose it is at once."""
        return None if self.shared else self.people[0].id


def queue(
    task: str,
    holder: Person,
    facts: Facts,
    after: Role | None = None,
    without: Iterable[PersonId] = (),
) -> Queue | None:
    """The first role of the table that somebody holds for this person; None when nobody does.

    `after`: only those who cover for this role. `without`: those who must not have it.
    """
    roles = facts.programme.tasks.of(task).roles
    if after is not None:
        roles = roles[roles.index(after) + 1 :] if after in roles else ()
    barred = {holder.id, *without}
    for role in roles:
        people = tuple(p for p in facts.staff if p.id not in barred and _has(p, role, holder))
        if people:
            return Queue(role, people)
    return None


def _has(person: Person, role: Role, holder: Person) -> bool:
    """Whether this is theirs to do. Whoever looks after somebody since a discharge does what their
    care co-ordinator did, but for signing."""
    stands_in = role is Role.CARE_CO_ORDINATOR and person.id == holder.care_co_ordinator
    return role_for(person, (role,), holder) is not None or (stands_in and bool(person.roles))


def might_sign(request: Request, facts: Facts) -> tuple[Person, ...]:
    """Everybody who holds a role of any of its stages and has not stepped back."""
    holder = facts.holder
    if holder is None:
        return ()
    roles = tuple(role for stage in request.stages for role in stage.roles)
    able = (p for p in facts.staff if p.id not in (*request.barred, request.person))
    return tuple(p for p in able if role_for(p, roles, holder) is not None)


def not_advisers(request: Request, facts: Facts) -> tuple[PersonId, ...]:
    """Who must not read a signer's question: the signers, who stepped back, the person."""
    signing = (p.id for p in might_sign(request, facts))
    return tuple(dict.fromkeys((request.person, *request.barred, *signing)))


def works_on(me: Person, task: Task, holder: Person, facts: Facts) -> bool:
    """Whether a task is mine: I have it, or it is in a queue of mine and nobody has it."""
    if me.id == task.about:
        return False
    if task.owner is not None:
        return task.owner == me.id
    here = next((p for p in facts.staff if p.id == me.id), None)
    if here is None or task.role is None:
        return False
    return role_for(here, (task.role,), holder) is not None


def about(task: Task, programme: Programme) -> Person:
    """The person a task is about, as far as its owners must know them."""
    return Person(
        task.about,
        task.about_name,
        programme.id,
        task.about_team,
        care_co_ordinator=task.about_carer,
    )


def uncovered(programme: Programme, held: Iterable[Role]) -> tuple[str, ...]:
    """Kinds of task that nobody in these roles owns or covers."""
    there = frozenset(held)
    return tuple(
        str(task) for task, rule in programme.tasks.owners.items() if there.isdisjoint(rule.roles)
    )


def without_cover(programme: Programme) -> tuple[str, ...]:
    """Kinds of task whose owner has nobody behind them in the table itself."""
    return tuple(
        str(task)
        for task, rule in programme.tasks.owners.items()
        if not (frozenset(rule.cover) - {rule.owner})
    )
