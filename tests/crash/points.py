"""The moments at which a crash can matter, counted; at a chosen one the process kills itself.

It listens to the writer's connection only: a reader changes nothing.
"""

import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Pool, event


class Moment(StrEnum):
    """Just before something, or just after it."""

    BEFORE_STATEMENT = "before a statement"
    BEFORE_COMMIT = "before a commit"
    AFTER_COMMIT = "after a commit"
    BEFORE_SEND = "before a send"
    AFTER_SEND = "after a send"


class Points:
    """Counts the moments of these kinds; dies at the `die_at`th (none: only counts)."""

    def __init__(self, kinds: frozenset[Moment], die_at: int | None = None) -> None:
        self.kinds, self.die_at = kinds, die_at
        self.passed = Counter[Moment]()
        self._writing = self._committing = False

    @property
    def total(self) -> int:
        """How many moments there were."""
        return self.passed.total()

    def reach(self, moment: Moment) -> None:
        """This is such a moment, and perhaps the last."""
        if moment not in self.kinds:
            return
        self.passed[moment] += 1
        if self.total == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def listening(self) -> Generator[None]:
        """Notice what every connection does that this process opens meanwhile."""
        heard = (
            (Pool, "connect", self._opened),
            (Engine, "commit", self._commit),
            (Pool, "checkin", self._back),
        )
        for one in heard:
            event.listen(*one)
        yield
        for one in heard:
            event.remove(*one)

    def _opened(self, made: sqlite3.Connection, _record: object) -> None:
        made.set_trace_callback(self._statement)

    def _statement(self, sql: str) -> None:
        """SQLite is about to run this."""
        self._writing = self._writing or sql == "BEGIN IMMEDIATE"
        if self._writing:
            self.reach(Moment.BEFORE_STATEMENT)

    def _commit(self, _connection: Connection) -> None:
        if self._writing:
            self._committing = True
            self.reach(Moment.BEFORE_COMMIT)

    def _back(self, *_: Any) -> None:
        # The writer's connection goes back as soon as its transaction has ended.
        committed, self._writing, self._committing = self._committing, False, False
        if committed:
            self.reach(Moment.AFTER_COMMIT)
