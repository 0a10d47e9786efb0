"""The store: everything a turn needs from storage, opened together.

Opens and migrates the database, finds the master key, loads the packs, sets the clock. It is
handed around; it decides nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from storage import schema
from storage.clock import Clock, SystemClock
from storage.database import Access, Database, open_database
from storage.errors import StorageError, WrongKey
from storage.keys import Vault, make_master_key, read_master_key
from storage.packs import Packs, load_packs
from storage.tables import meta, person

_OFFSET = "clock_offset_us"
_KEY_CHECK = "key_check"
_MICROSECOND = timedelta(microseconds=1)
# One statement that SQLite and PostgreSQL read alike.
_SET_META = text(
    "INSERT INTO meta (key, value) VALUES (:key, :value) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


@dataclass(frozen=True, slots=True)
class Store:
    """What every part of storage works with. One for a process."""

    database: Database
    vault: Vault
    packs: Packs
    clock: Clock
    config_public_url: str
    discreet: bool = False
    """The deployer's choice: a push message only says that there is one."""

    def close(self) -> None:
        """Give connections and locks back."""
        self.database.close()


@dataclass(frozen=True, slots=True)
class Programmes:
    """Where programmes come from besides the package, and which one a stranger meets."""

    directory: Path | None = None
    default: str = ""


def open_store(  # noqa: PLR0913 - all but the address have names
    url: str,
    *,
    key_file: Path,
    clock: Clock | None = None,
    public_url: str = "",
    create: bool = True,
    demo: bool = False,
    programmes: Programmes = Programmes(),
    discreet: bool = False,
) -> Store:
    """Open everything, or raise a StorageError (or BadProgramme) that says what is wrong.

    `create`: make and migrate the database, and be its writer from now on (SecondWriter if
    another process is). Without it the database must be there and up to date, and the writer's
    place is taken only by the first write, so that commands can look beside a running service.
    `demo`: the clock may have been moved ahead; a service that is no demo refuses such a database.
    A `clock` that is handed in is used as it is.
    """
    database = open_database(url, Access.SERVE if create else Access.LOOK)
    try:
        if create:
            schema.upgrade(database)
        else:
            schema.require_head(database)
        vault = _vault(database, key_file, create=create)
        chosen = clock or _system_clock(database, refuse_moved=create and not demo)
        packs = load_packs(chosen, programmes.directory, programmes.default)
    except BaseException:
        database.close()
        raise
    return Store(database, vault, packs, chosen, public_url, discreet)


def move_clock(store: Store, clock: SystemClock, offset: timedelta) -> None:
    """Set how far ahead a demo's clock is, now and after the next start."""
    with store.database.writing() as connection:
        _set_meta(connection, _OFFSET, str(offset // _MICROSECOND))
    clock.set_offset(offset)


def _vault(database: Database, key_file: Path, *, create: bool) -> Vault:
    with database.reading() as connection:
        check = _get_meta(connection, _KEY_CHECK)
        people = connection.scalar(
            select(func.count()).select_from(select(person).limit(1).subquery())
        )
    fresh = create and check is None and not people
    vault = Vault(make_master_key(key_file) if fresh else read_master_key(key_file))
    if check is None and create:
        with database.writing() as connection:
            _set_meta(connection, _KEY_CHECK, vault.check_value())
    elif check is not None and check != vault.check_value():
        raise WrongKey(f"The key file {key_file} belongs to another database.")
    return vault


def _system_clock(database: Database, *, refuse_moved: bool) -> SystemClock:
    with database.reading() as connection:
        stored = _get_meta(connection, _OFFSET)
    if stored is None:
        return SystemClock()
    if refuse_moved:
        raise StorageError("This is a demo's database, and its clock was moved: use a new one.")
    return SystemClock(int(stored) * _MICROSECOND)


def _get_meta(connection: Connection, key: str) -> str | None:
    return connection.scalar(select(meta.c.value).where(meta.c.key == key))


def _set_meta(connection: Connection, key: str, value: str) -> None:
    connection.execute(_SET_META, {"key": key, "value": value})
