"""What is due, done: one tick, and moving the clock on from one due row to the next.

Synchronous on purpose: the scheduler calls it on the writer thread, and the demo, talk files and a
simulator call it with a clock of their own. It must not know real time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flows.model import ChatId
from storage.clock import FrozenClock, SystemClock
from storage.due import due_timers, next_due
from storage.errors import DiskTrouble, StorageError
from storage.store import Store, move_clock
from storage.turn import Incoming, Took, take_turn

TIMERS_A_TICK: Final = 100
MOST_STEPS: Final = 10_000
"""More due moments than this on the way mean that something sets itself again without end."""

Turn = Callable[[Store, Incoming], Took]


@dataclass(frozen=True, slots=True)
class Ticked:
    """What ticking changed: chats to wake, whether the outbox got rows, how many turns it took."""

    chats: frozenset[ChatId] = frozenset()
    outbox: bool = False
    turns: int = 0

    def and_then(self, took: Took) -> "Ticked":
        """This and one more turn; only a turn that did something counts."""
        return self.plus(Ticked(took.chats, took.outbox, int(took.status == "done")))

    def plus(self, more: "Ticked") -> "Ticked":
        """This and more ticking."""
        return Ticked(self.chats | more.chats, self.outbox or more.outbox, self.turns + more.turns)


def tick(store: Store, turn: Turn = take_turn) -> Ticked:
    """A turn for each timer that is due now, at most TIMERS_A_TICK of them.

    When one fails the others still get theirs; then the first failure is raised. A disk that
    fails ends the tick at once.
    """
    done, wrong = Ticked(), list[Exception]()
    for incoming in due_timers(store, store.clock.now(), TIMERS_A_TICK):
        try:
            done = done.and_then(turn(store, incoming))
        except DiskTrouble:
            raise
        except Exception as failed:  # noqa: BLE001 - raised below, after the others
            wrong.append(failed)
    if wrong:
        raise wrong[0]
    return done


def advance(
    store: Store, to: datetime, drain: Callable[[], None], turn: Turn = take_turn
) -> Ticked:
    """Move the clock to `to` (aware), stopping at every due row on the way to let it happen.

    `drain` sends what the outbox holds. A clock that is past `to` already only ticks.
    """
    done, reached = Ticked(), store.clock.now()
    for _ in range(MOST_STEPS):
        step = tick(store, turn)
        drain()
        done = done.plus(step)
        if step.turns:
            continue  # what was done may have made more due at this very moment
        if reached >= to:
            return done
        # Only what is still to come: a row that stays due although nothing came of it must neither
        # stop the clock nor hide the ones behind it.
        first = next_due(store, reached)
        reached = first if first is not None and first < to else to
        set_clock(store, reached)
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
