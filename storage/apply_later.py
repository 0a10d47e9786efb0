"""Effects about later become rows: timers, what humans have still to do, what is only noted."""

from typing import assert_never

from flows.effects import (
    ClearTimers,
    CloseTask,
    DropTimer,
    HandTask,
    Note,
    OpenTask,
    SetTimer,
)
from flows.model import PersonId, RequestId
from storage.acting import Acting
from storage.repositories.tasks import list_stream

LaterEffect = SetTimer | ClearTimers | DropTimer | OpenTask | CloseTask | HandTask | Note


def apply_later(acting: Acting, effect: LaterEffect) -> None:
    """Make one effect about later true."""
    match effect:
        case SetTimer():
            _set_timer(acting, effect)
        case ClearTimers():
            _clear_timers(acting, effect)
        case DropTimer(key):
            acting.work.timers.drop(key)
            acting.audit("system", "drop_timer", {"key": key})
        case OpenTask():
            _open_task(acting, effect)
        case CloseTask():
            _close_task(acting, effect)
        case HandTask():
            _hand_task(acting, effect)
        case Note():
            _note(acting, effect)
        case _:
            assert_never(effect)


def _set_timer(acting: Acting, effect: SetTimer) -> None:
    """A timer, in the place of one with the same key."""
    acting.work.timers.set(effect, acting.turn)
    facts = {"key": effect.key, "at": effect.at.isoformat()}
    acting.audit(_stream(effect.request, effect.person), "set_timer", facts)


def _clear_timers(acting: Acting, effect: ClearTimers) -> None:
    """Timers of a request, forgotten."""
    acting.work.timers.clear(effect)
    facts = {"timers": " ".join(effect.timers)}
    acting.audit(f"request:{effect.request}", "clear_timers", facts)


def _open_task(acting: Acting, effect: OpenTask) -> None:
    """Something for a human, on a list."""
    acting.work.tasks.open(effect, acting.now)
    facts = {"task": effect.key, "about": effect.about, "request": effect.request}
    if effect.role is not None:
        facts["role"] = effect.role
    acting.audit(list_stream(effect.owner, effect.programme), "open_task", facts)


def _close_task(acting: Acting, effect: CloseTask) -> None:
    """It is off the list, if it was on one, and its clock stops."""
    stream = acting.work.tasks.close(effect.key, acting.now)
    if stream is not None:
        acting.work.timers.drop(f"task:{effect.key}")
        acting.audit(stream, "close_task", {"task": effect.key})


def _hand_task(acting: Acting, effect: HandTask) -> None:
    """It is somebody else's."""
    acting.work.tasks.hand(effect)
    facts = {"task": effect.key, "from": effect.before or "", "role": effect.role}
    acting.audit(list_stream(effect.owner, effect.programme), "hand_task", facts)


def _note(acting: Acting, effect: Note) -> None:
    """An audit row and nothing else."""
    acting.audit(effect.stream, effect.what, {**dict(effect.facts), "by": effect.actor})


def _stream(request: RequestId, person: PersonId) -> str:
    if request:
        return f"request:{request}"
    return f"person:{person}" if person else "system"
