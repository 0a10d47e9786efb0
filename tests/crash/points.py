"""The moments at which a crash can matter, counted; at a chosen one the process kills itself.

It listens to the writer's connection only: a reader changes nothing.
"""

import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
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
        self._writing = False

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
            (Engine, "engine_connect", self._met),
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

    def _met(self, connection: Connection) -> None:
        """SQLAlchemy tells of a commit only beforehand, so its dialect is asked to tell."""
        dialect = connection.dialect
        if "do_commit" not in vars(dialect):
            vars(dialect)["do_commit"] = partial(self._commit, dialect.do_commit)
            vars(dialect)["do_rollback"] = partial(self._roll_back, dialect.do_rollback)

    def _commit(self, really: Callable[[Any], None], made: Any) -> None:
        if self._writing:
            self.reach(Moment.BEFORE_COMMIT)
        really(made)
        if self._writing:
            self._writing = False
            self.reach(Moment.AFTER_COMMIT)

    def _roll_back(self, really: Callable[[Any], None], made: Any) -> None:
        really(made)
        self._writing = False
