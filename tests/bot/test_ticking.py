"""The clock moves from one due row to the next, and what is due happens once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import ticking
from bot.crisis import crisis_watch
from bot.dispatcher import Dispatcher
from bot.hub import Hub
from bot.scheduler import Scheduler
from bot.ticking import Ticked, advance, set_clock, tick
from bot.writer import Writer
from flows.effects import SetTimer
from flows.events import TimerFired, TimerKind
from storage.clock import FrozenClock, SystemClock
from storage.errors import DiskTrouble, StorageError
from storage.store import Store, open_store
from storage.turn import Incoming, Took
from storage.unit_of_work import unit_of_work

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def later(store: Store, key: str, at: datetime) -> None:
    """Set a timer."""
    with unit_of_work(store.database, store.vault) as work:
        work.timers.set(SetTimer(key, at, TimerKind.UNPAID), f"{key} {at}")
        work.keep()


class Taker:
    """Takes timers as a turn does, and notes when."""

    def __init__(self) -> None:
        self.fired: list[tuple[str, datetime]] = []
        self.broken: set[str] = set()
        self.again: dict[str, timedelta] = {}
        self.stuck: set[str] = set()

    def take(self, store: Store, incoming: Incoming) -> Took:
        """One turn."""
        event = incoming.event
        assert isinstance(event, TimerFired)
        if event.key in self.broken:
            raise ValueError("a bug")
        if event.key in self.stuck:
            return Took("already")
        self.fired.append((event.key, store.clock.now()))
        with unit_of_work(store.database, store.vault) as work:
            work.timers.take(event.key, int(incoming.update_id.rpartition("@")[2]))
            work.keep()
        if event.key in self.again:
            later(store, event.key, store.clock.now() + self.again[event.key])
        return Took("done")


def nothing() -> None:
    """There is no outbox to drain."""


def test_each_timer_fires_at_its_own_time(store: Store, clock: FrozenClock) -> None:
    taker = Taker()
    for key, days in (("c", 3), ("a", 1), ("b", 2), ("far", 9)):
        later(store, key, AT + days * DAY)
    done = advance(store, AT + 5 * DAY, nothing, taker.take)
    assert taker.fired == [("a", AT + DAY), ("b", AT + 2 * DAY), ("c", AT + 3 * DAY)]
    assert clock.now() == AT + 5 * DAY
    assert done.turns == 3


def test_what_a_timer_sets_on_the_way_fires_too(store: Store) -> None:
    taker = Taker()
    taker.again = {"weekly": 7 * DAY}
    later(store, "weekly", AT + DAY)
    advance(store, AT + 30 * DAY, nothing, taker.take)
    assert [at for _, at in taker.fired] == [AT + n * DAY for n in (1, 8, 15, 22, 29)]


def test_the_outbox_is_drained_at_every_stop(store: Store, clock: FrozenClock) -> None:
    drained: list[datetime] = []
    later(store, "a", AT + DAY)
    advance(store, AT + 2 * DAY, lambda: drained.append(clock.now()), Taker().take)
    assert set(drained) == {AT, AT + DAY, AT + 2 * DAY}


def test_a_row_that_stays_due_does_not_stop_the_clock(store: Store, clock: FrozenClock) -> None:
    taker = Taker()
    taker.stuck = {"stuck"}
    later(store, "stuck", AT + DAY)
    advance(store, AT + 5 * DAY, nothing, taker.take)
    assert clock.now() == AT + 5 * DAY


def test_a_row_that_stays_due_does_not_hide_the_ones_behind_it(store: Store) -> None:
    taker = Taker()
    taker.stuck = {"stuck"}
    later(store, "stuck", AT)
    later(store, "a", AT + DAY)
    later(store, "b", AT + 2 * DAY)
    advance(store, AT + 5 * DAY, nothing, taker.take)
    assert taker.fired == [("a", AT + DAY), ("b", AT + 2 * DAY)]


def test_a_timer_that_sets_itself_without_end_is_an_error(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticking, "MOST_STEPS", 50)
    taker = Taker()
    taker.again = {"loop": timedelta(0)}
    later(store, "loop", AT)
    with pytest.raises(StorageError, match="again and again"):
        advance(store, AT + DAY, nothing, taker.take)


def test_the_clock_never_goes_back(store: Store, clock: FrozenClock) -> None:
    advance(store, AT - DAY, nothing, Taker().take)
    assert clock.now() == AT


def test_one_bad_timer_does_not_keep_the_others(store: Store) -> None:
    taker = Taker()
    taker.broken = {"a"}
    later(store, "a", AT)
    later(store, "b", AT)
    with pytest.raises(ValueError, match="a bug"):
        tick(store, taker.take)
    assert [key for key, _ in taker.fired] == ["b"]


def test_a_bad_disk_ends_the_tick(store: Store) -> None:
    def gone(_store: Store, _incoming: Incoming) -> Took:
        raise DiskTrouble("gone")

    later(store, "a", AT)
    with pytest.raises(DiskTrouble):
        tick(store, gone)


def test_a_demos_clock_stays_moved_after_a_restart(tmp_path: Path) -> None:
    url, key = f"sqlite:///{tmp_path / 'demo.sqlite'}", tmp_path / "demo.key"
    store = open_store(url, key_file=key, demo=True)
    to = store.clock.now() + 30 * DAY
    set_clock(store, to)
    store.close()
    again = open_store(url, key_file=key, demo=True)
    assert isinstance(again.clock, SystemClock)
    assert abs(again.clock.now() - to) < timedelta(minutes=1)
    again.close()


async def test_the_heartbeat_takes_what_is_due_and_wakes(store: Store, writer: Writer) -> None:
    sealed: list[str] = []
    dispatcher = Dispatcher(store, Hub(), writer, crisis_watch(store.packs))
    beat = Scheduler(dispatcher, lambda: sealed.append("sealed"))
    assert await beat.tick() == Ticked()
    await beat.seal_now()
    assert sealed == ["sealed"]
    beat.start()
    beat.stop()
