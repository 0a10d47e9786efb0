"""How fast a turn is, and what it costs: the Stay Connected conversation, many times over.

    python -m tests.bench [people]

The real `take_turn` on a real database on disk, every turn committed at synchronous=FULL, without
the web layer; beside it, in the same run, the floor: one row and one commit a turn, by hand. The
conversations are recorded by another process first, so that nothing but turns is measured. It
measures and judges nothing: it always ends well.
"""

import gc
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.channels.talk_screen import Live
from bot.ticking import advance
from flows.events import PersonAdded, StaffAdded
from flows.model import ChatId, Role
from storage.clock import FrozenClock
from storage.store import Store
from storage.turn import Incoming, Took, take_turn
from tests.replay import RecordingService, ReplayAct, Take, Wait, open_in, perform

PEOPLE = 120
EACH_CO_ORDINATOR = 10
FUND, PROGRAMME = 10_000_000, "city-hackney-2019"
ASK = ("[Phone and SIM]", "[I'll collect it]", "[No]", "[Send]", "[One quick question]", "[3]")
SIGN = ("[Look]", "[Approve]", "[Yes, approve £135.00]")
CHECK_IN = ("[A lot]", "[8]")
FLOORS = {"turns a second": 300.0, "CPU-ms a turn": 1.5, "resident MB": 90.0}


# ---- The conversations ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Town:
    """Everybody's chats."""

    service: RecordingService
    people: tuple[ChatId, ...]
    co_ordinators: tuple[ChatId, ...]
    broker: ChatId

    def live(self, who: slice) -> None:
        """These people ask, are signed for, are paid for, get their phone, are asked about it."""
        people = self.people[who]
        for chat in people:
            self.service.say(chat, "A phone, so I can ring my sister")
        self._press(people, ASK)
        for chat in people:
            number = self.people.index(chat) // EACH_CO_ORDINATOR
            self._press((self.co_ordinators[number],), SIGN)
        for number, _ in enumerate(people):
            self._press((self.broker,), ("[Mark paid]",))
            self.service.say(self.broker, f"£135.00 INV-{number}")
        self._press(people, ("[Yes]",))
        self.service.wait_until(self.service.clock.now() + timedelta(days=100))
        self._press(people, CHECK_IN)

    def _press(self, chats: tuple[ChatId, ...], labels: tuple[str, ...]) -> None:
        for label in labels:
            for chat in chats:
                self.service.tap(chat, self._newest(chat, label.strip("[]")).token)

    def _newest(self, chat: ChatId, label: str) -> Live:
        for message in reversed(self.service.messages(chat)):
            for button in message.buttons:
                if button.label.replace("’", "'") == label:
                    return button
        raise SystemExit(f"There is no button {label} to press.")


def _recorded(folder: Path, people: int) -> tuple[tuple[ReplayAct, ...], int]:
    """The acts of a town of this many people, and how many come before those that are measured.

    One person more goes first: what is read and prepared once should be by then.
    """
    store = open_in(folder, datetime.fromisoformat("2026-11-23T10:00+00:00"))
    assert isinstance(store.clock, FrozenClock)
    service = RecordingService(store, store.clock)
    service.set_clock(store.clock.at)
    town = _town(service, people + 1)
    town.live(slice(1))
    first = len(service.acts)
    town.live(slice(1, None))
    store.close()
    return tuple(service.acts), first


def _town(service: RecordingService, people: int) -> Town:
    service.top_up(PROGRAMME, FUND)
    co_ordinators = [
        service.add(StaffAdded(f"Co-ordinator {n}", Role.CARE_CO_ORDINATOR, PROGRAMME, "north"))
        for n in range(-(-people // EACH_CO_ORDINATOR))
    ]
    broker = service.add(StaffAdded("Broker", Role.PAYMENTS_ORGANISATION, PROGRAMME, ""))
    facts: dict[str, bool | int | str] = {
        "cluster": 5,
        "in_treatment": True,
        "ready_for_discharge": True,
    }
    holders = [
        service.add(
            PersonAdded(
                f"Person {n}", PROGRAMME, "north", co_ordinators[n // EACH_CO_ORDINATOR], facts
            )
        )
        for n in range(people)
    ]
    return Town(
        service,
        tuple(map(service.chat_of, holders)),
        tuple(map(service.chat_of, co_ordinators)),
        service.chat_of(broker),
    )


# ---- Measuring --------------------------------------------------------------------------------


@dataclass(slots=True)
class Measured:
    """What some turns took."""

    each: list[float] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0

    def turn(self, store: Store, incoming: Incoming) -> Took:
        """A turn, timed."""
        started = time.perf_counter()
        took = take_turn(store, incoming)
        self.each.append(time.perf_counter() - started)
        return took

    def ms(self, part: float) -> float:
        """How many milliseconds this part of the turns stayed below."""
        return sorted(self.each)[min(int(len(self.each) * part), len(self.each) - 1)] * 1000

    @property
    def a_second(self) -> float:
        """Turns a second, one after another."""
        return len(self.each) / self.wall

    @property
    def cpu_ms(self) -> float:
        """Processor time a turn, in milliseconds."""
        return self.cpu / len(self.each) * 1000


def _turns(folder: Path, acts: tuple[ReplayAct, ...], first: int) -> Measured:
    """All the acts, timed from this one on."""
    store = open_in(folder)
    for act in acts[:first]:
        perform(store, act, _nothing)
    gc.collect()
    gc.freeze()  # as the service does when it has started
    measured = Measured()
    wall, cpu = time.perf_counter(), time.process_time()
    for act in acts[first:]:
        _timed(store, act, measured)
    measured.wall, measured.cpu = time.perf_counter() - wall, time.process_time() - cpu
    store.close()
    return measured


def _timed(store: Store, act: ReplayAct, measured: Measured) -> None:
    match act:
        case Take(update):
            took = measured.turn(store, update)
            if took.status != "done":
                raise SystemExit(f"A turn was not taken: {took.status}.")
        case Wait(until):
            advance(store, until, _nothing, measured.turn)
        case other:
            perform(store, other, _nothing)


def _floor(path: Path, turns: int) -> Measured:
    """By hand: one row and one commit a turn, as durable as ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE turn (id TEXT PRIMARY KEY, words TEXT NOT NULL) STRICT")
    measured = Measured()
    wall, cpu = time.perf_counter(), time.process_time()
    for number in range(turns):
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO turn VALUES (?, ?)", (f"update {number}", "x" * 200))
        connection.execute("COMMIT")
        measured.each.append(time.perf_counter() - started)
    measured.wall, measured.cpu = time.perf_counter() - wall, time.process_time() - cpu
    connection.close()
    return measured


def _resident_mb() -> float:
    """The most memory that this process has had, and nobody before it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _nothing() -> None:
    """There is no push channel."""


# ---- Telling ----------------------------------------------------------------------------------


def _table(ours: Measured, floor: Measured, resident: float) -> Iterator[str]:
    yield f"{len(ours.each)} turns, synchronous=FULL, {os.cpu_count()} processors"
    yield f"{'':<16}{'ours':>10}{'floor':>10}{'ratio':>8}   goal"
    rows = (
        ("turns a second", ours.a_second, floor.a_second),
        ("p50 ms", ours.ms(0.5), floor.ms(0.5)),
        ("p99 ms", ours.ms(0.99), floor.ms(0.99)),
        ("CPU-ms a turn", ours.cpu_ms, floor.cpu_ms),
    )
    for name, mine, other in rows:
        yield f"{name:<16}{mine:>10.2f}{other:>10.2f}{mine / other:>8.2f}   {_goal(name, mine)}"
    yield f"{'resident MB':<16}{resident:>10.1f}{'':>18}   {_goal('resident MB', resident)}"


def _goal(name: str, found: float) -> str:
    if name not in FLOORS:
        return ""
    goal = FLOORS[name]
    most = name != "turns a second"
    met = found <= goal if most else found >= goal
    return f"{'at most' if most else 'at least'} {goal:g}: {'met' if met else 'MISSED'}"


def main() -> None:
    """Record, replay, measure, tell."""
    people = int(sys.argv[1]) if sys.argv[1:] else PEOPLE
    with TemporaryDirectory(prefix="bench-") as top:
        folders = Path(top, "recorded"), Path(top, "measured")
        for folder in folders:
            folder.mkdir()
        open_in(folders[0]).close()
        for name in ("talk.sqlite", "talk.key"):
            (folders[1] / name).write_bytes((folders[0] / name).read_bytes())
        (folders[1] / "talk.key").chmod(0o600)
        with ProcessPoolExecutor(1, get_context("spawn")) as other:
            acts, first = other.submit(_recorded, folders[0], people).result()
        ours = _turns(folders[1], acts, first)
        resident = _resident_mb()
        floor = _floor(Path(top, "floor.sqlite"), len(ours.each))
    print("\n".join(_table(ours, floor, resident)))


if __name__ == "__main__":
    main()
