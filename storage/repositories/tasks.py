"""Tasks: what a human must do, on a list until it is done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from flows.effects import OpenTask
from flows.model import PersonId
from storage.tables import request, task

_OPEN_OF = (
    select(task.c.key, task.c.task, task.c.about, task.c.opened_at, request.c.reference)
    .outerjoin(request, request.c.id == task.c.request)
    .where(task.c.owner == bindparam("owner"), task.c.closed_at.is_(None))
    .order_by(task.c.opened_at, task.c.key)
    .limit(bindparam("cap"))
)
_ADD = insert(task)
_REOPEN = (
    update(task)
    .where(task.c.key == bindparam("which"))
    .values(closed_at=None, opened_at=bindparam("now"))
)
_FIND = select(task.c.closed_at).where(task.c.key == bindparam("which"))
_CLOSE = (
    update(task)
    .where(task.c.key == bindparam("which"), task.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"))
    .returning(task.c.owner)
)


@dataclass(frozen=True, slots=True)
class Open:
    """An open task, without the name of the person it is about."""

    key: str
    task: str
    about: PersonId
    reference: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Tasks:
    """Task rows, in one transaction."""

    connection: Connection

    def open_of(self, owner: PersonId, cap: int) -> tuple[Open, ...]:
        """What this person has still to do, oldest first."""
        return tuple(
            Open(row.key, row.task, PersonId(row.about), row.reference or "", row.opened_at)
            for row in self.connection.execute(_OPEN_OF, {"owner": owner, "cap": cap})
        )

    def open(self, new: OpenTask, now: datetime) -> None:
        """Put it on the list; a task that is there already stays, one that was done is back."""
        found = self.connection.execute(_FIND, {"which": new.key}).one_or_none()
        if found is None:
            self._add(new, now)
        elif found.closed_at is not None:
            self.connection.execute(_REOPEN, {"which": new.key, "now": now})

    def close(self, key: str, now: datetime) -> PersonId | None:
        """Take it off its owner's list, who is answered; None when it was on no list."""
        closed = self.connection.execute(_CLOSE, {"which": key, "now": now}).one_or_none()
        return None if closed is None else PersonId(closed.owner)

    def _add(self, new: OpenTask, now: datetime) -> None:
        self.connection.execute(
            _ADD,
            {
                "key": new.key,
                "owner": new.owner,
                "task": new.task,
                "about": new.about,
                "request": new.request,
                "opened_at": now,
            },
        )
