"""Turns in order, streams woken, and the crisis text when a turn is late."""

import asyncio
import threading
import time

import pytest

from bot import dispatcher as under_test
from bot.crisis import CrisisWatch, NotKept, crisis_watch
from bot.dispatcher import Dispatcher
from bot.hub import Hub
from bot.writer import Writer
from flows.events import TokenTapped, Typed
from flows.model import ChatId
from storage.errors import DiskTrouble
from storage.store import Store
from storage.turn import Incoming, Took, take_turn
from tests.fakes import eventually

ANN = ChatId("ann")
WATCH = CrisisWatch(("kill myself", "want to die"), "Ring 999.")


def typed(text: str, n: int = 1, chat: ChatId = ANN) -> Incoming:
    """A message."""
    return Incoming("web", f"u{n}", chat, Typed(text))


class Turns:
    """A stand-in for storage at the boundary: it can be slow or broken, and counts."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.slow = 0.0
        self.broken = 0
        self.released = threading.Event()

    def take(self, _store: Store, incoming: Incoming) -> Took:
        """One turn."""
        if self.slow:
            self.released.wait(self.slow)
        if self.broken:
            self.broken -= 1
            raise DiskTrouble("the disk is full")
        self.taken.append(incoming.update_id)
        return Took("done", frozenset({ANN}))


class Voice:
    """Hears what is said without the database, and when."""

    def __init__(self) -> None:
        self.said: list[str] = []

    async def speak(self, text: str) -> None:
        """Say it."""
        self.said.append(text)


@pytest.fixture
def turns() -> Turns:
    """Fast and sound, at first."""
    return Turns()


@pytest.fixture
def dispatcher(store: Store, writer: Writer, turns: Turns) -> Dispatcher:
    """Over the stand-in."""
    return Dispatcher(store, Hub(), writer, WATCH, turns.take)


async def test_turns_are_taken_in_the_order_they_came(dispatcher: Dispatcher, turns: Turns) -> None:
    await asyncio.gather(*(dispatcher.receive(typed("hello", n)) for n in range(30)))
    assert turns.taken == [f"u{n}" for n in range(30)]


async def test_streams_are_woken_after_the_commit(dispatcher: Dispatcher, turns: Turns) -> None:
    ear = dispatcher.hub.subscribe([ANN])
    await dispatcher.receive(typed("hello"))
    await asyncio.wait_for(ear.wait(10), 1)
    assert turns.taken == ["u1"]


async def test_the_sender_is_woken_when_there_are_rows(store: Store, writer: Writer) -> None:
    woken = asyncio.Event()
    real = Dispatcher(store, Hub(), writer, WATCH, take_turn)
    real.rows_added = woken.set
    await real.receive(Incoming("web", "u1", ChatId("web1"), Typed("hello")))
    assert not woken.is_set()
    await real.receive(Incoming("push", "u1", ChatId("phone1"), Typed("hello")))
    assert woken.is_set()


async def test_a_caller_that_goes_away_does_not_stop_the_turn(
    dispatcher: Dispatcher, turns: Turns
) -> None:
    turns.slow = 0.1
    asked = asyncio.create_task(dispatcher.receive(typed("hello")))
    await asyncio.sleep(0.02)
    asked.cancel()
    await dispatcher.close()
    assert turns.taken == ["u1"]


async def test_trouble_is_the_callers_to_tell(dispatcher: Dispatcher, turns: Turns) -> None:
    turns.broken = 1
    with pytest.raises(DiskTrouble):
        await dispatcher.receive(typed("hello"), Voice().speak)


async def test_a_turn_in_time_says_nothing_twice(dispatcher: Dispatcher, turns: Turns) -> None:
    voice = Voice()
    assert (await dispatcher.receive(typed("I want to die"), voice.speak)).status == "done"
    assert voice.said == []


async def test_a_slow_turn_is_answered_within_two_seconds_and_still_kept(
    dispatcher: Dispatcher, turns: Turns
) -> None:
    voice, turns.slow = Voice(), 30.0
    began = time.monotonic()
    with pytest.raises(NotKept) as late:
        await dispatcher.receive(typed("I want to die"), voice.speak)
    assert time.monotonic() - began < 2.5
    assert voice.said == ["Ring 999."] == [late.value.text]
    turns.released.set()
    await eventually(lambda: turns.taken)
    await dispatcher.close()
    assert turns.taken == ["u1"]


async def test_a_failed_turn_is_answered_at_once_and_tried_until_it_is_kept(
    dispatcher: Dispatcher, turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_test, "FIRST_RETRY_SECONDS", 0.01)
    voice, turns.broken = Voice(), 4
    began = time.monotonic()
    with pytest.raises(NotKept):
        await dispatcher.receive(typed("i'm going to kill myself"), voice.speak)
    assert time.monotonic() - began < 1
    await eventually(lambda: turns.taken)
    assert turns.taken == ["u1"]
    assert voice.said == ["Ring 999."]


async def test_closing_gives_up_what_waits_for_another_try(
    dispatcher: Dispatcher, turns: Turns
) -> None:
    turns.broken = 1000
    with pytest.raises(NotKept):
        await dispatcher.receive(typed("I want to die"), Voice().speak)
    async with asyncio.timeout(1):
        await dispatcher.close()


def test_only_typed_words_are_heard() -> None:
    assert WATCH.heard(Typed("I want to die."))
    assert not WATCH.heard(Typed("a bike"))
    assert not WATCH.heard(TokenTapped("want to die"))


def test_the_real_words_name_the_numbers(store: Store) -> None:
    watch = crisis_watch(store.packs)
    for number in ("999", "111", "116 123", "85258"):
        assert number in watch.text
    assert watch.heard(Typed("I want to kill myself"))
