"""What is due, done: one tick, and moving the clock on from one due row to the next.

Synchronous on purpose: the scheduler calls it on the writer thread, and the demo, talk files and a
simulator call it with a clock of their own. It must not know real time.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flows.model import ChatId
from storage.clock import FrozenClock, SystemClock
from storage.due import due_timers, next_due
from storage.errors import StorageError
from storage.store import Store, move_clock
from storage.turn import Incoming, Took, take_turn

TIMER_CHANNEL: Final = "timer"
TIMERS_A_TICK: Final = 100
MOST_STEPS: Final = 10_000
"""More due moments than this on the way mean that something sets itself again without end."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What ticking changed: chats to wake, whether the outbox got rows, how many turns it took."""

    chats: frozenset[ChatId] = frozenset()
    outbox: bool = False
    turns: int = 0

    def and_then(self, took: Took) -> "Ticked":
        """This and one more turn."""
        return Ticked(self.chats | took.chats, self.outbox or took.outbox, self.turns + 1)

    def plus(self, more: "Ticked") -> "Ticked":
        """This and more ticking."""
        return Ticked(self.chats | more.chats, self.outbox or more.outbox, self.turns + more.turns)


Turn = Callable[[Store, Incoming], Took]


def tick(store: Store, turn: Turn = take_turn) -> Ticked:
    """A turn for each timer that is due now, at most TIMERS_A_TICK of them.

    A timer whose turn fails is left for the next tick; the others still get theirs.
    """
    done = Ticked()
    for due in due_timers(store, store.clock.now(), TIMERS_A_TICK):
        update = f"{due.event.key}:{due.sequence}"
        done = done.and_then(turn(store, Incoming(TIMER_CHANNEL, update, None, due.event)))
    return done


def advance(
    store: Store, to: datetime, drain: Callable[[], None], turn: Turn = take_turn
) -> Ticked:
    """Move the clock to `to` (aware), stopping at every due row on the way to let it happen.

    `drain` sends what the outbox holds. A clock that is past `to` already only ticks.
    """
    done = Ticked()
    for _ in range(MOST_STEPS):
        first = next_due(store)
        reached = max(store.clock.now(), min(first, to) if first is not None else to)
        set_clock(store, reached)
        step = tick(store, turn)
        drain()
        done = done.plus(step)
        first = next_due(store)
        if step.turns == 0 and reached >= to and (first is None or first > to):
            return done
    raise StorageError("The clock could not be moved on: something falls due again and again.")


def set_clock(store: Store, to: datetime) -> None:
    """Set a clock that can be set."""
    match store.clock:
        case FrozenClock() as frozen:
            frozen.at = to
        case SystemClock() as system:
            move_clock(store, system, to - system.real_now())
        case _:
            raise StorageError("This clock cannot be moved.")
