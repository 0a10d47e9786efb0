"""Timers: each firing once, and not at all when it was changed or cleared meanwhile."""

from datetime import timedelta
from itertools import count

from flows.effects import ClearTimers, DropTimer, Effect, SetTimer
from flows.events import TimerFired, TimerKind, Typed
from flows.facts import Facts
from flows.model import RequestId
from flows.session import Session
from flows.step import Outcome
from storage.clock import FrozenClock
from storage.due import due_timers, next_due
from storage.store import Store
from storage.turn import Incoming, take_turn
from tests.storage.turns import Script, script

_numbers = count(1)


def do(store: Store, *effects: Effect) -> None:
    """Make these effects true."""
    take_turn(store, Incoming("command", f"t{next(_numbers)}", None, Typed("")), script(*effects))


def timer(store: Store, minutes: int, value: str = "", key: str = "t") -> SetTimer:
    """A timer so many minutes from now."""
    at = store.clock.now() + timedelta(minutes=minutes)
    return SetTimer(key, at, TimerKind.UNPAID, RequestId("r"), value=value, n=2)


def due(store: Store) -> tuple[Incoming, ...]:
    """What is due now."""
    return due_timers(store, store.clock.now(), 10)


def test_a_timer_is_due_from_its_moment_on(store: Store) -> None:
    """And not before."""
    do(store, timer(store, 5))
    assert due(store) == ()
    assert next_due(store, store.clock.now()) == store.clock.now() + timedelta(minutes=5)
    assert isinstance(store.clock, FrozenClock)
    store.clock.advance(timedelta(minutes=5))
    (incoming,) = due(store)
    assert incoming.event == TimerFired("t", TimerKind.UNPAID, RequestId("r"), value="", n=2)


def test_the_longest_due_come_first_and_no_more_than_asked_for(store: Store) -> None:
    """The rest come with the next tick."""
    do(store, timer(store, 0, key="b"), timer(store, -5, key="a"), timer(store, -9, key="c"))
    found = due_timers(store, store.clock.now(), 2)
    assert [incoming.update_id.partition("@")[0] for incoming in found] == ["c", "a"]


def test_a_timer_fires_once(store: Store) -> None:
    """Its row goes in the commit that holds its turn."""
    do(store, timer(store, 0))
    (incoming,) = due(store)
    assert take_turn(store, incoming, script()).status == "done"
    assert take_turn(store, incoming, script()).status == "already"
    assert due(store) == ()
    assert next_due(store, store.clock.now()) is None


def test_a_timer_that_was_moved_meanwhile_does_not_fire(store: Store) -> None:
    """The tick had read the old row."""
    do(store, timer(store, 0))
    (incoming,) = due(store)
    do(store, timer(store, 60, "moved"))
    assert take_turn(store, incoming, script()).status == "already"
    assert next_due(store, store.clock.now()) == store.clock.now() + timedelta(hours=1)


def test_a_timer_that_was_cleared_meanwhile_does_not_fire(store: Store) -> None:
    """Nothing of the turn is left, not even its inbox row."""
    do(store, timer(store, 0))
    (incoming,) = due(store)
    do(store, ClearTimers(RequestId("r"), (TimerKind.UNPAID,)))
    assert take_turn(store, incoming, script()).status == "already"
    with store.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM inbox WHERE channel = 'timer'").all()
    assert rows == []


def test_clearing_takes_only_what_it_names(store: Store) -> None:
    """Another kind, and another request's, stay."""
    other = SetTimer("o", store.clock.now(), TimerKind.ARRIVAL, RequestId("r"))
    another = SetTimer("p", store.clock.now(), TimerKind.UNPAID, RequestId("s"))
    do(store, timer(store, 0), other, another)
    do(store, ClearTimers(RequestId("r"), (TimerKind.UNPAID, TimerKind.CHECK_IN)))
    assert [incoming.update_id.partition("@")[0] for incoming in due(store)] == ["o", "p"]


def test_a_timer_may_set_itself_again_at_once(store: Store) -> None:
    """Each firing is an update of its own, even while the clock stands still."""
    fired: list[int] = []

    def again(session: Session, event: object, _facts: Facts) -> Outcome:
        assert isinstance(event, TimerFired)
        fired.append(event.n)
        later = SetTimer("t", store.clock.now(), TimerKind.UNPAID, n=event.n + 1)
        return Outcome(session, (later,) if event.n < 4 else ())

    do(store, timer(store, 0))
    while found := due(store):
        for incoming in found:
            assert take_turn(store, incoming, Script(again)).status == "done"
    assert fired == [2, 3, 4]


def test_one_timer_is_dropped_by_its_key(store: Store) -> None:
    """And only that one; dropping what is not there is nothing."""
    do(store, timer(store, 0, key="a"), timer(store, 0, key="b"))
    do(store, DropTimer("a"), DropTimer("nowhere"))
    assert [incoming.update_id.partition("@")[0] for incoming in due(store)] == ["b"]
