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
from multiprocessing import get_context
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from bot.ticking import advance
from storage.store import Store
from storage.turn import Incoming, Took, take_turn
from tests.replay import ReplayAct, Take, Wait, open_in, perform

PEOPLE = 120
REPEATS = 3
FLOORS = {"turns a second": 300.0, "CPU-ms a turn": 1.5, "resident MB": 90.0}


def _recorded(folder: Path, empty: Path, people: int) -> tuple[tuple[ReplayAct, ...], int]:
    """What `tests.town` records. Runs in another process, so that this one holds only turns."""
    from tests.town import recorded

    return recorded(folder, empty, people)


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
    yield (
        f"{len(ours.each)} turns, synchronous=FULL, {os.cpu_count()} processors, "
        f"the least disturbed of {REPEATS} runs"
    )
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
        with ProcessPoolExecutor(1, get_context("spawn")) as other:
            acts, first = other.submit(_recorded, *folders, people).result()
        runs, floors, resident = [], [], 0.0
        for number in range(REPEATS):
            folder = Path(copytree(folders[1], Path(top, f"run-{number}")))
            runs.append(_turns(folder, acts, first))
            resident = resident or _resident_mb()
            floors.append(_floor(folder / "floor.sqlite", len(runs[-1].each)))
    best = min(runs, key=lambda run: run.cpu), min(floors, key=lambda run: run.cpu)
    print("\n".join(_table(*best, resident)))


if __name__ == "__main__":
    main()
