"""Effects about later become rows: timers, what humans have still to do, what is only noted."""

from typing import assert_never

from flows.effects import ClearTimers, CloseTask, DropTimer, Note, OpenTask, SetTimer
from flows.model import PersonId, RequestId
from storage.acting import Acting

LaterEffect = SetTimer | ClearTimers | DropTimer | OpenTask | CloseTask | Note


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
    acting.audit(f"person:{effect.owner}", "open_task", facts)


def _close_task(acting: Acting, effect: CloseTask) -> None:
    """It is off the list, if it was on one."""
    owner = acting.work.tasks.close(effect.key, acting.now)
    if owner is not None:
        acting.audit(f"person:{owner}", "close_task", {"task": effect.key})


def _note(acting: Acting, effect: Note) -> None:
    """An audit row and nothing else."""
    acting.audit(effect.stream, effect.what, {**dict(effect.facts), "by": effect.actor})


def _stream(request: RequestId, person: PersonId) -> str:
    if request:
        return f"request:{request}"
    return f"person:{person}" if person else "system"
