"""Connections: one that writes, a few that read. The only place that begins and commits.

SQLite: WAL, synchronous FULL, exactly one read-write connection (a lock inside the process, an
flock outside), which alone checkpoints; every other connection is `mode=ro`. PostgreSQL: a pool.
Knows no table.
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from storage.errors import DiskTrouble, LostRace, SecondWriter, StorageError
from storage.prepared import ReadyConnection

READERS = 4
BUSY_MS = 10_000
STATEMENTS = 512  # more than there are, so that none is ever parsed twice
_EVERY_CONNECTION = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)
# wal_autocheckpoint: a turn writes some thirty pages, mostly the same ones, so that copying them
# home more rarely (at 16 MB) saves a tenth of a turn.
# recursive_triggers: without it INSERT OR REPLACE deletes a row past its DELETE trigger.
_WRITER = (
    *_EVERY_CONNECTION,
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA wal_autocheckpoint = 4000",
)
_READER = (*_EVERY_CONNECTION, "PRAGMA query_only = ON")
# SQLite's primary result codes: PERM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB.
_DISK_CODES = {
    3: "the file may not be used",
    8: "the disk or the file is read-only",
    10: "the disk could not be read or written",
    11: "the file is damaged",
    13: "the disk is full",
    14: "the file cannot be opened",
    26: "the file is not a database",
}
_DISK_STATES = {"53100": "the disk is full", "58030": "the disk could not be read or written"}
_RACE_STATES = frozenset({"40001", "40P01"})


class Access(StrEnum):
    """What a database is opened for."""

    SERVE = "serve"  # make it when it is missing, and be its writer from now on
    LOOK = "look"  # it must be there; become its writer only at the first writing


class Database(Protocol):
    """Where transactions come from."""

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction that may write: commits at the end, rolls back on any exception.

        Raises DiskTrouble when the disk fails (nothing is half-written), LostRace when another
        writer was quicker, SecondWriter when another process writes this SQLite file.
        """

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent snapshot, which nothing can be written through."""

    def close(self) -> None:
        """Give every connection and lock back."""


def open_database(url: str, access: Access = Access.SERVE) -> Database:
    """The database at a SQLAlchemy URL: `sqlite:///path` or `postgresql://…`."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StorageError("database.url is not a database address.") from None
    match parsed.get_backend_name():
        case "sqlite":
            return SqliteDatabase(parsed, access)
        case "postgresql":
            return PostgresDatabase(parsed)
        case other:
            raise StorageError(f"Databases of the kind {other} are not supported.")


class SqliteDatabase:
    """One SQLite file with its one writer."""

    dialect = "sqlite"

    def __init__(self, url: URL, access: Access) -> None:
        if not url.database or url.database == ":memory:":
            raise StorageError("The database must be a file: sqlite:///path/to/file.")
        self.path = Path(url.database).absolute()
        self._turn = threading.Lock()
        self._writing_thread: int | None = None
        self._lock_file: int | None = None
        self._writer: Engine | None = None
        self._connection: ReadyConnection | None = None
        self._readers = _sqlite_engine(f"{self.path.as_uri()}?mode=ro", _READER, READERS)
        if access is Access.SERVE:
            self._become_writer()
        elif not self.path.is_file():
            raise DiskTrouble(f"There is no database {self.path}.")

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """See Database. Turns of one process wait for each other here."""
        if self._writing_thread == threading.get_ident():
            raise StorageError("A transaction is already open in this thread.")
        with self._turn:
            self._writing_thread = threading.get_ident()
            try:
                with _plain_errors():
                    connection = self._ready()
                    with connection.begin():
                        connection.lock()
                        yield connection
            finally:
                self._writing_thread = None

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """See Database."""
        with _plain_errors(), self._readers.begin() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection

    def close(self) -> None:
        """See Database. The writer checkpoints as it goes."""
        self._readers.dispose()
        if self._writer is not None:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self._writer.dispose()
            self._writer = None
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None

    def _ready(self) -> ReadyConnection:
        engine = self._become_writer()
        if self._connection is None or self._connection.closed:
            self._connection = ReadyConnection(engine)
        return self._connection

    def _become_writer(self) -> Engine:
        if self._writer is None:
            try:
                self._lock_file = _only_writer(self.path)
                _make_private(self.path)
            except OSError as wrong:
                raise DiskTrouble(f"{self.path} cannot be used: {wrong.strerror}.") from wrong
            self._writer = _sqlite_engine(self.path.as_uri(), _WRITER, 1)
        return self._writer


class PostgresDatabase:
    """A PostgreSQL server. Row locks, not one writer, keep turns apart."""

    dialect = "postgresql"

    def __init__(self, url: URL) -> None:
        # psycopg is imported here, by SQLAlchemy, and only for this dialect.
        try:
            self._engine = create_engine(
                url.set(drivername="postgresql+psycopg"),
                isolation_level="READ COMMITTED",
                pool_pre_ping=True,
                pool_size=READERS * 2,
                hide_parameters=True,  # what people wrote must not reach a log through an error
            )
        except ModuleNotFoundError:
            raise StorageError("PostgreSQL needs the package psycopg: install it.") from None

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """See Database."""
        with _plain_errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """See Database."""
        snapshot = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        with _plain_errors(), snapshot.begin() as connection:
            yield connection

    def close(self) -> None:
        """See Database."""
        self._engine.dispose()


def _sqlite_engine(uri: str, pragmas: tuple[str, ...], connections: int) -> Engine:
    def connect() -> sqlite3.Connection:
        # isolation_level None: the driver must not begin by itself. Whoever takes a connection
        # does: a listener for it would slow down every statement.
        made = sqlite3.connect(
            uri,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=STATEMENTS,
        )
        for pragma in pragmas:
            made.execute(pragma)
        return made

    return create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # what people wrote must not reach a log through an error
    )


def _only_writer(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise SecondWriter(str(path)) from None
    return descriptor


def _make_private(path: Path) -> None:
    # SQLite would make the file readable by everybody; its -wal and -shm copy the file's mode.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


@contextmanager
def _plain_errors() -> Generator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as wrong:
        plain = _plain(getattr(wrong, "orig", None) or wrong)
        if plain is None:
            raise
        raise plain from wrong


def _plain(driver_error: BaseException) -> StorageError | None:
    state = getattr(driver_error, "sqlstate", None)
    if state in _RACE_STATES:
        return LostRace("Another turn changed the same rows first.")
    code = getattr(driver_error, "sqlite_errorcode", None)
    trouble = _DISK_STATES.get(state or "") or (_DISK_CODES.get(code & 0xFF) if code else None)
    return DiskTrouble(f"The database cannot be used: {trouble}.") if trouble else None
