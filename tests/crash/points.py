"""The moments at which a crash can matter, counted; at a chosen one the process kills itself.

It listens to the writer's connection only: a reader changes nothing.
"""

import os
import signal
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Pool, event


class Moment(StrEnum):
    """Just before something, or just after it."""

    BEFORE_STATEMENT = "before a statement"
    AFTER_STATEMENT = "after a statement"
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
        """Notice what every engine of this process does meanwhile."""
        heard = (
            (Engine, "before_cursor_execute", self._before),
            (Engine, "after_cursor_execute", self._after),
            (Engine, "commit", self._commit),
            (Pool, "checkin", self._back),
        )
        for one in heard:
            event.listen(*one)
        yield
        for one in heard:
            event.remove(*one)

    def _before(self, _c: Connection, _cursor: object, statement: str, *_: object) -> None:
        self._writing = self._writing or statement == "BEGIN IMMEDIATE"
        if self._writing:
            self.reach(Moment.BEFORE_STATEMENT)

    def _after(self, *_: object) -> None:
        if self._writing:
            self.reach(Moment.AFTER_STATEMENT)

    def _commit(self, _connection: Connection) -> None:
        if self._writing:
            self._committing = True
            self.reach(Moment.BEFORE_COMMIT)

    def _back(self, *_: Any) -> None:
        # The writer's connection goes back as soon as its transaction has ended.
        committed, self._writing, self._committing = self._committing, False, False
        if committed:
            self.reach(Moment.AFTER_COMMIT)
