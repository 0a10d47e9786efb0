"""Timers: what will happen, and when. A row is one firing to come."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from flows.effects import ClearTimers, SetTimer
from flows.events import TimerFired, TimerKind
from flows.model import PersonId, RequestId
from storage.tables import timer

_SEQUENCE_BYTES = 6

_ADD = insert(timer)
_DROP = delete(timer).where(timer.c.key == bindparam("which"))
_TAKE = delete(timer).where(
    timer.c.key == bindparam("which"), timer.c.sequence == bindparam("firing")
)
_CLEAR = delete(timer).where(
    timer.c.request == bindparam("of"), timer.c.kind.in_(bindparam("kinds", expanding=True))
)
_DUE = (
    select(timer)
    .where(timer.c.due_at <= bindparam("now"))
    .order_by(timer.c.due_at, timer.c.key)
    .limit(bindparam("cap"))
)
_NEXT = select(func.min(timer.c.due_at)).where(timer.c.due_at > bindparam("after"))


@dataclass(frozen=True, slots=True)
class Due:
    """A timer whose time has come."""

    event: TimerFired
    sequence: int


@dataclass(frozen=True, slots=True)
class Timers:
    """Timer rows, in one transaction."""

    connection: Connection

    def set(self, new: SetTimer, turn: str) -> None:
        """Set it; a timer with the same key gives way."""
        self.connection.execute(_DROP, {"which": new.key})
        self.connection.execute(
            _ADD,
            {
                "key": new.key,
                "due_at": new.at,
                "kind": new.timer,
                "request": new.request,
                "person": new.person,
                "value": new.value,
                "n": new.n,
                "sequence": _sequence(new.key, turn),
            },
        )

    def drop(self, key: str) -> None:
        """Forget the timer of this key, if there is one."""
        self.connection.execute(_DROP, {"which": key})

    def clear(self, which: ClearTimers) -> None:
        """Forget these timers of a request."""
        self.connection.execute(_CLEAR, {"of": which.request, "kinds": which.timers})

    def take(self, key: str, sequence: int) -> bool:
        """Remove the timer that fires; False when it was changed or cleared meanwhile."""
        taken = self.connection.execute(_TAKE, {"which": key, "firing": sequence})
        return taken.rowcount == 1

    def due(self, now: datetime, cap: int) -> tuple[Due, ...]:
        """Timers whose time has come, the longest due first."""
        return tuple(
            Due(
                TimerFired(
                    row.key,
                    TimerKind(row.kind),
                    RequestId(row.request),
                    PersonId(row.person),
                    row.value,
                    row.n,
                ),
                row.sequence,
            )
            for row in self.connection.execute(_DUE, {"now": now, "cap": cap})
        )

    def next_due(self, after: datetime) -> datetime | None:
        """When the next timer is due after that moment."""
        found: datetime | None = self.connection.execute(_NEXT, {"after": after}).scalar_one()
        return found


def _sequence(key: str, turn: str) -> int:
    # Names the firing, so that its inbox key is its own. A count would start again when a key is
    # set again after it fired; the turn that set it is a name that never comes again.
    digest = blake2b(f"{turn}|{key}".encode(), digest_size=_SEQUENCE_BYTES).digest()
    return int.from_bytes(digest, "big")
