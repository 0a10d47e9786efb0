"""What is due later, what a human must do, what is only noted."""

from dataclasses import dataclass
from datetime import datetime

from flows.events import TimerKind
from flows.model import PersonId, RequestId, Role


@dataclass(frozen=True, slots=True)
class SetTimer:
    """At `at` (UTC) a TimerFired with these values happens. The same key replaces the timer."""

    key: str
    at: datetime
    timer: TimerKind
    request: RequestId = RequestId("")
    person: PersonId = PersonId("")
    value: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class ClearTimers:
    """Forget all timers of one request whose kind is named."""

    request: RequestId
    timers: tuple[TimerKind, ...]


@dataclass(frozen=True, slots=True)
class DropTimer:
    """Forget the timer of this key, if there is one."""

    key: str


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something a human must do, on a list until it is done.

    With a `role` and no `owner` it is on the list of everybody who holds the role in the programme
    (for roles held in a team: in the team), until one of them takes it.
    """

    key: str
    owner: PersonId | None
    task: str
    about: PersonId
    request: RequestId = RequestId("")
    role: Role | None = None
    programme: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class CloseTask:
    """The task is done, or not needed any more."""

    key: str


@dataclass(frozen=True, slots=True)
class Note:
    """An audit row and nothing else. `facts` holds states, ids, pence and dates only."""

    stream: str
    what: str
    facts: tuple[tuple[str, str | int], ...] = ()
    actor: PersonId = PersonId("")


@dataclass(frozen=True, slots=True)
class Result:
    """Handed back to the caller of the turn and stored nowhere: a fresh link, a new id."""

    name: str
    value: str
