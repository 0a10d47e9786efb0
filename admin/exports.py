"""The request log as a file: what `foothold export` and the download buttons make.

One row a request, oldest first; the columns are those of `admin.columns`. Rows are read in one
snapshot and written as they come, so that memory does not grow with the log. Who took how much is
in the audit log before anybody has the file: `record` takes the turn that says so.
"""

import hashlib
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from admin.asked import Asked, zone_of
from admin.columns import Cell, columns
from admin.formats import Form, write
from admin.queries.rows import Reveal, Row, Rows
from flows.events import LogExported
from flows.model import PersonId
from storage.store import Store

Record = Callable[[LogExported], object]
"""Takes the turn that writes down that this was exported; raises when it was not written."""

_CHUNK = 1 << 16
_NO_ROWS_AT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Order:
    """Which part of the log, as what, opening how much, for whom (empty: the command line)."""

    asked: Asked
    form: Form
    reveal: frozenset[Reveal] = frozenset()
    by: PersonId = PersonId("")

    def what(self) -> str:
        """The order as the audit log keeps it."""
        opened = (f"with {one}" for one in sorted(self.reveal))
        return "; ".join(filter(None, (self.form, self.asked.what(), *opened)))


@dataclass(frozen=True, slots=True)
class Exported:
    """How many rows the file has, and the SHA-256 of all its bytes in hexadecimal."""

    rows: int
    sha256: str


def export_to(store: Store, order: Order, path: Path, record: Record) -> Exported:
    """Write the file, whole or not at all: it has its name only when everything is done.

    Only its owner may read it. Raises OSError, a StorageError, or what `record` raises.
    """
    with appears_whole(path) as out:
        exported = _export(store, order, out)
        record(LogExported(order.by, order.what(), exported.rows, exported.sha256))
    return exported


def export_for_download(store: Store, order: Order, record: Record) -> BinaryIO:
    """The file, open at its beginning and already without a name: nothing is left on the disk
    when it is closed, or when the process dies."""
    with TemporaryDirectory(prefix="foothold-") as folder:
        out = (Path(folder) / "export").open("w+b")
        try:
            exported = _export(store, order, out)
            record(LogExported(order.by, order.what(), exported.rows, exported.sha256))
        except BaseException:
            out.close()
            raise
    out.seek(0)
    return out


def _export(store: Store, order: Order, out: BinaryIO) -> Exported:
    chosen, seen = columns(order.reveal), _Seen()
    with store.database.reading() as connection:
        zone = cache(partial(zone_of, store.packs))
        reading = Rows(connection, store.vault, zone, store.clock.now())
        rows = seen.watched(reading.of(order.asked.filter(store.packs), order.reveal))
        cells: Iterator[tuple[Cell, ...]] = (
            tuple(column.cell(row) for column in chosen) for row in rows
        )
        write(order.form, [column.name for column in chosen], cells, out, lambda: seen.newest)
    out.flush()
    return Exported(seen.rows, sha256_of(out))


def sha256_of(of: BinaryIO) -> str:
    """The SHA-256 of everything written, in hexadecimal."""
    digest = hashlib.sha256()
    of.seek(0)
    for chunk in iter(partial(of.read, _CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest()


@dataclass(slots=True)
class _Seen:
    """Counts rows as they pass, and remembers the newest change among them."""

    rows: int = 0
    newest: datetime = field(default=_NO_ROWS_AT)

    def watched(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            self.rows += 1
            self.newest = max(self.newest, row.entry.state_since)
            yield row


@contextmanager
def appears_whole(path: Path) -> Generator[BinaryIO]:
    """A file that has its name only once it is whole; only its owner may read it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    draft.unlink(missing_ok=True)  # left by a process that was killed
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    try:
        with draft.open("r+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
