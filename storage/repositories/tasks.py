"""Tasks: what a human must do, on a list until it is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from flows.effects import HandTask, OpenTask
from flows.model import PersonId, RequestId, Role
from storage.errors import LostRace
from storage.repositories.people import TEAM_ROLES, team_scope
from storage.tables import person, request, role_grant, task

_COLUMNS = (
    task.c.key,
    task.c.task,
    task.c.about,
    task.c.opened_at,
    task.c.owner,
    task.c.role,
    task.c.request,
    request.c.reference,
    person.c.team,
    person.c.care_co_ordinator,
)
_WHOLE: Select[Any] = (
    select(*_COLUMNS)
    .join(person, person.c.id == task.c.about)
    .outerjoin(request, request.c.id == task.c.request)
    .where(task.c.closed_at.is_(None))
)
_MY_QUEUE = (
    select(literal(1))
    .where(role_grant.c.person == bindparam("owner"), role_grant.c.from_at <= bindparam("now"))
    .where(or_(role_grant.c.to_at.is_(None), role_grant.c.to_at > bindparam("now")))
    .where(role_grant.c.role == task.c.role, role_grant.c.scope == task.c.scope)
    .exists()
)
_IN_QUEUE = and_(task.c.owner.is_(None), task.c.about != bindparam("owner"), _MY_QUEUE)
_OPEN_OF = (
    _WHOLE.where(or_(task.c.owner == bindparam("owner"), _IN_QUEUE))
    .order_by(task.c.opened_at, task.c.key)
    .limit(bindparam("cap"))
)
_ONE = _WHOLE.where(task.c.key == bindparam("which"))
_OPEN_ABOUT = (
    select(task.c.key, task.c.owner)
    .where(task.c.about == bindparam("whom"), task.c.closed_at.is_(None))
    .where(task.c.task == bindparam("name"), task.c.owner.is_not(None))
    .order_by(task.c.key)
    .limit(bindparam("cap"))
)
_ADD = insert(task)
_REOPEN = (
    update(task)
    .where(task.c.key == bindparam("which"))
    .values(
        closed_at=None,
        opened_at=bindparam("now"),
        owner=bindparam("new_owner"),
        role=bindparam("new_role"),
        scope=bindparam("new_scope"),
    )
)
_FIND = select(task.c.closed_at).where(task.c.key == bindparam("which"))
_CLOSE = (
    update(task)
    .where(task.c.key == bindparam("which"), task.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"))
    .returning(task.c.owner, task.c.scope)
)
_HAND = (
    update(task)
    .where(task.c.key == bindparam("which"), task.c.closed_at.is_(None))
    .where(func.coalesce(task.c.owner, "") == bindparam("had"))
    .values(owner=bindparam("new_owner"), role=bindparam("new_role"), scope=bindparam("new_scope"))
)


@dataclass(frozen=True, slots=True)
class Open:
    """An open task, without the name of the person it is about; `team` and `care_co_ordinator` are
    that person's. `role` is the queue it is in, `owner` who has taken it."""

    key: str
    task: str
    about: PersonId
    reference: str
    since: datetime
    owner: PersonId | None
    role: Role | None
    team: str
    care_co_ordinator: PersonId | None
    request: RequestId


@dataclass(frozen=True, slots=True)
class Tasks:
    """Task rows, in one transaction."""

    connection: Connection

    def open_of(self, owner: PersonId, now: datetime, cap: int) -> tuple[Open, ...]:
        """What this person has still to do and what is in their queues, oldest first."""
        values = {"owner": owner, "now": now, "cap": cap}
        return tuple(_open(row) for row in self.connection.execute(_OPEN_OF, values).all())

    def one(self, key: str) -> Open | None:
        """The open task of this key; None when it is done or was never there."""
        row = self.connection.execute(_ONE, {"which": key}).one_or_none()
        return None if row is None else _open(row)

    def open_about(self, about: PersonId, name: str, cap: int) -> tuple[tuple[str, PersonId], ...]:
        """Tasks of this name about somebody that are on a list: their keys and whose they are."""
        values = {"whom": about, "name": name, "cap": cap}
        found = self.connection.execute(_OPEN_ABOUT, values)
        return tuple((row.key, PersonId(row.owner)) for row in found)

    def open(self, new: OpenTask, now: datetime) -> None:
        """Put it on the list; a task that is there already stays, one that was done is back."""
        found = self.connection.execute(_FIND, {"which": new.key}).one_or_none()
        if found is None:
            self._add(new, now)
        elif found.closed_at is not None:
            held = {"new_owner": new.owner, "new_role": new.role or "", "new_scope": _scope(new)}
            self.connection.execute(_REOPEN, {"which": new.key, "now": now, **held})

    def hand(self, to: HandTask) -> None:
        """Somebody else's now. LostRace when it is done, or was handed on by a quicker one."""
        held = {"new_owner": to.owner, "new_role": to.role, "new_scope": _scope(to)}
        had = {"which": to.key, "had": to.before or ""}
        if self.connection.execute(_HAND, {**had, **held}).rowcount != 1:
            raise LostRace(f"The task {to.key} is not where it was.")

    def close(self, key: str, now: datetime) -> str | None:
        """Take it off its list and answer whose stream says so; None when it was on no list."""
        closed = self.connection.execute(_CLOSE, {"which": key, "now": now}).one_or_none()
        return None if closed is None else list_stream(closed.owner, closed.scope)

    def _add(self, new: OpenTask, now: datetime) -> None:
        self.connection.execute(
            _ADD,
            {
                "key": new.key,
                "owner": new.owner,
                "task": new.task,
                "about": new.about,
                "request": new.request,
                "role": new.role or "",
                "scope": _scope(new),
                "opened_at": now,
            },
        )


def list_stream(owner: str | None, scope: str) -> str:
    """The audit stream of a list: a person's own, or the staff of a scheme."""
    return f"person:{owner}" if owner else f"staff:{scope.partition('/')[0]}"


def _scope(of: OpenTask | HandTask) -> str:
    if of.role is None:
        return ""
    return team_scope(of.programme, of.team) if of.role in TEAM_ROLES else of.programme


def _open(row: Row[Any]) -> Open:
    return Open(
        row.key,
        row.task,
        PersonId(row.about),
        row.reference or "",
        row.opened_at,
        row.owner and PersonId(row.owner),
        Role(row.role) if row.role else None,
        row.team,
        row.care_co_ordinator and PersonId(row.care_co_ordinator),
        RequestId(row.request),
    )
