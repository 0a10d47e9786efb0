"""Kills the service of one talk at every commit and every send, or at statements, and reports.

    python -m tests.crash TALK FOLDER commits|statements [most]

Killed between statements, the next life is killed too, early on, while it settles what it found.

A process of its own, because it forks and must have no thread. The report is one line of JSON.
"""

import gc
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import rmtree

from storage.packs import Packs
from tests.crash.ends import Ending, Rows, first_difference, rows_of
from tests.crash.forks import died_of_kill, each, forked
from tests.crash.points import Moment, Points
from tests.crash.run import Run
from tests.recording import record
from tests.replay import ReplayAct, open_in

STATEMENTS = frozenset({Moment.BEFORE_STATEMENT})
KINDS = {"commits": frozenset(Moment) - STATEMENTS, "statements": STATEMENTS}
SETTLING = 6
"""A life that begins passes more statements than this before it takes a turn."""


@dataclass(frozen=True, slots=True)
class Rig:
    """Everything a trial needs: the acts, an empty database, how an undisturbed run ends."""

    folder: Path
    template: Path
    packs: Packs
    acts: tuple[ReplayAct, ...]
    kinds: frozenset[Moment]
    passed: Counter[Moment]
    expected: Rows

    def trial(self, point: int) -> None:
        """Die at this point, live again, and write down what is wrong then."""
        run = Run(self.acts, self.folder / f"at-{point}", self.packs)
        run.begin(self.template)
        faults = list(self._faults(run, point))
        self._note(point).write_text("\n".join(faults), encoding="utf-8")
        rmtree(run.folder)

    def _faults(self, run: Run, point: int) -> Iterator[str]:
        deaths = self._deaths(point)
        for doomed in deaths:
            if not died_of_kill(forked(partial(_live, run, doomed))):
                yield "the service was not killed"
        store = run.live(Points(frozenset()))
        yield from Ending(store, run.world.shown, lives=len(deaths) + 1).faults()
        if differs := first_difference(self.expected, rows_of(store)):
            yield differs
        store.close()

    def _deaths(self, point: int) -> tuple[Points, ...]:
        first = Points(self.kinds, point)
        if self.kinds != STATEMENTS:
            return (first,)
        return (first, Points(self.kinds, 1 + point % SETTLING))

    def found(self, point: int) -> list[str]:
        """What was wrong after this point."""
        note = self._note(point)
        if not note.exists():
            return ["the run did not end"]
        return note.read_text(encoding="utf-8").splitlines()

    def _note(self, point: int) -> Path:
        return self.folder / f"{point}.faults"


def main(talk: Path, folder: Path, kinds: str, most: int) -> None:
    """Kill, compare, report."""
    started = time.perf_counter()
    rig = _rig(talk, folder, KINDS[kinds])
    total = rig.passed.total()
    chosen = range(1, total + 1, max(1, -(-total // most)))
    gc.freeze()  # a forked process shares what its parent never touches again
    each((partial(rig.trial, point) for point in chosen), at_once=os.cpu_count() or 1)
    faults = {point: found for point in chosen if (found := rig.found(point))}
    report = {
        "acts": len(rig.acts),
        "moments": {str(kind): n for kind, n in rig.passed.items()},
        "points": total,
        "tried": len(chosen),
        "faults": faults,
        "rows": {table: len(rows) for table, rows in rig.expected.items()},
        "seconds": round(time.perf_counter() - started, 1),
    }
    sys.stdout.write(json.dumps(report) + "\n")


def _rig(talk: Path, folder: Path, kinds: frozenset[Moment]) -> Rig:
    template = folder / "template"
    template.mkdir()
    with closing(open_in(template)) as empty:
        packs = empty.packs
    played = Run((), folder / "recorded", packs)
    played.begin(template)
    acts = record(talk, played.folder)
    undisturbed, points = Run(acts, folder / "undisturbed", packs), Points(kinds)
    undisturbed.begin(template)
    with points.listening():
        store = undisturbed.live(points)
    expected = rows_of(store)
    faults = list(Ending(store, undisturbed.world.shown, lives=1).faults())
    store.close()
    if faults:
        raise SystemExit(f"Without any crash: {faults}")
    return Rig(folder, template, packs, acts, kinds, points.passed, expected)


def _live(run: Run, doomed: Points) -> None:
    with doomed.listening():
        run.live(doomed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int((sys.argv[4:] or ["1000000"])[0]))
