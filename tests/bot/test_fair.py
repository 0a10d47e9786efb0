"""A flood in one chat: others are served in between, and the flood itself is braked."""

import asyncio
import threading
from itertools import chain

from bot import fair
from bot.crisis import CrisisWatch
from bot.dispatcher import Dispatcher
from bot.fair import AT_ONCE, SECONDS_FOR_ONE, FairTurns, Pace
from bot.hub import Hub
from bot.writer import Writer
from flows.events import Typed
from flows.model import ChatId
from storage.store import Store
from storage.turn import Incoming, Took

QUIET = CrisisWatch((), "")


class Slow:
    """Turns that wait for a sign before the first one, and remember the order."""

    def __init__(self) -> None:
        self.begin = threading.Event()
        self.taken: list[str] = []

    def take(self, _store: Store, incoming: Incoming) -> Took:
        """One turn."""
        self.begin.wait(5)
        self.taken.append(str(incoming.chat))
        return Took("done")


async def test_a_flood_lets_others_through(store: Store, writer: Writer) -> None:
    turns = Slow()
    dispatcher = Dispatcher(store, Hub(), writer, QUIET, turns.take)

    def said(chat: str, n: int) -> "asyncio.Task[Took]":
        update = Incoming("web", f"{chat}{n}", ChatId(chat), Typed("hello"))
        return asyncio.create_task(dispatcher.receive(update))

    flood = [said("flood", n) for n in range(1000)]
    await asyncio.sleep(0.05)
    others = [said(f"chat{n}", n) for n in range(10)]
    await asyncio.sleep(0.05)
    turns.begin.set()
    await asyncio.gather(*flood, *others)
    assert len(turns.taken) == 1010
    last_of_the_others = max(i for i, chat in enumerate(turns.taken) if chat != "flood")
    assert last_of_the_others <= 2 * len(others), "each waits for one turn of the flood at most"


async def test_one_chats_turns_keep_their_order(store: Store, writer: Writer) -> None:
    seen: list[str] = []

    def take(_store: Store, incoming: Incoming) -> Took:
        seen.append(incoming.update_id)
        return Took("done")

    dispatcher = Dispatcher(store, Hub(), writer, QUIET, take)
    updates = [Incoming("web", f"u{n:03}", ChatId("ann"), Typed("hello")) for n in range(50)]
    await asyncio.gather(*map(dispatcher.receive, updates))
    assert seen == sorted(seen)


async def test_a_line_that_is_over_is_forgotten() -> None:
    turns = FairTurns()
    async with turns.turn_of(ChatId("ann")), turns.turn_of(None):
        assert list(turns._lines) == ["ann"]
    assert not turns._lines


def test_the_brake_holds_one_writer_and_lets_go() -> None:
    pace = Pace()
    allowed = [pace.allows("flood", 100.0) for _ in range(1000)]
    assert allowed == [True] * AT_ONCE + [False] * (1000 - AT_ONCE)
    assert pace.allows("somebody else", 100.0)
    assert not pace.allows("flood", 100.0 + SECONDS_FOR_ONE / 2)
    assert pace.allows("flood", 100.0 + SECONDS_FOR_ONE)
    assert not pace.allows("flood", 100.0 + SECONDS_FOR_ONE)
    rested = 100.0 + 10 * AT_ONCE * SECONDS_FOR_ONE
    assert sum(pace.allows("flood", rested) for _ in range(1000)) == AT_ONCE


def test_the_brake_remembers_no_more_than_it_must() -> None:
    pace = Pace()
    strangers = chain((f"stranger {n}" for n in range(fair.MOST_KNOWN)), ["last"])
    for n, who in enumerate(strangers):
        pace.allows(who, float(n))
    assert len(pace._used) <= AT_ONCE * SECONDS_FOR_ONE + 1
