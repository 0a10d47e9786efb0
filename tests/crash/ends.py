"""How a run ended: its rows, so that two runs can be compared, and what must hold in any of them.

Sealed columns are compared by their length, because every run makes new person keys; what is
marked with such a key is left out, and what people read is opened and compared word for word. What
a crash may change is left out too: how often a delivery was tried, and how it ended.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, text

from flows.messages import MessageClass
from flows.model import ChatId
from storage.columns import metadata
from storage.keys import Vault
from storage.repositories.transcript import NEVER, earlier
from storage.store import Store
from storage.tables import chat, outbox
from storage.verify import verify
from tests.crash.world import Shown

MOST_MESSAGES = 10_000
_LEFT_OUT = {
    "audit": {"prev", "hash"},
    "checkpoint": {"prev", "hash", "heads"},
    "helped_mark": {"mark"},
    "outbox": {
        "state",
        "attempts",
        "attempt_token",
        "lease_until",
        "error",
        "resends",
        "due_at",
        "settled_at",
    },
}
_MOST_TIMES = {MessageClass.ONCE: 1, MessageClass.RECEIPT: 2}

Rows = dict[str, tuple[str, ...]]
"""Table by table, each row as text."""


def rows_of(store: Store) -> Rows:
    """Everything that is stored, as far as two runs of the same acts must agree."""
    with store.database.reading() as connection:
        rows = {
            table.name: tuple(sorted(_told(row, table.name) for row in _all(connection, table)))
            for table in metadata.sorted_tables
        }
        rows["what people read"] = tuple(_read(connection, store.vault))
    return rows


def first_difference(expected: Rows, found: Rows) -> str | None:
    """The first row that one run has and the other has not."""
    for name, wanted in expected.items():
        missing, added = Counter(wanted), Counter(found[name])
        if missing != added:
            lost = next(iter(missing - added), "nothing")
            extra = next(iter(added - missing), "nothing")
            return f"{name}: lost {lost}; has instead {extra}"
    return None


def _all(connection: Connection, table: Any) -> Iterator[Row[Any]]:
    yield from connection.execute(select(table))


def _told(row: Row[Any], table: str) -> str:
    left_out = _LEFT_OUT.get(table, set())
    kept = {name: _plain(v) for name, v in row._mapping.items() if name not in left_out}
    if "commitment" in kept:
        kept["commitment"] = bool(kept["commitment"])
    return str(kept)


def _plain(value: object) -> object:
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


def _read(connection: Connection, vault: Vault) -> Iterator[str]:
    for which in sorted(connection.scalars(select(chat.c.id))):
        for message in earlier(connection, vault, ChatId(which), NEVER, MOST_MESSAGES):
            yield f"{which} {message.direction} {message.text!r} {message.buttons}"


@dataclass(frozen=True, slots=True)
class Ending:
    """A finished run: its rows, and what phones showed during all its lives."""

    store: Store
    shown: Counter[Shown]
    lives: int

    def faults(self) -> Iterator[str]:
        """What must never be, in a sentence each."""
        with self.store.database.reading() as connection:
            if broken := verify(connection):
                yield f"verify: {broken}"
            yield from (
                f"SQLite: {line}"
                for line in connection.scalars(text("PRAGMA integrity_check"))
                if line != "ok"
            )
            deliveries = connection.execute(select(outbox)).all()
        yield from self._unfinished(deliveries)
        yield from self._wrongly_shown(deliveries)

    def _unfinished(self, deliveries: Any) -> Iterator[str]:
        states = Counter(row.state for row in deliveries)
        for state in ("due", "leased", "sending", "failed", "cancelled"):
            if states[state]:
                yield f"{states[state]} deliveries are still {state}"
        if states["unknown"] >= self.lives:
            yield f"{states['unknown']} deliveries have an unknown outcome"

    def _wrongly_shown(self, deliveries: Any) -> Iterator[str]:
        rows = {(row.message, row.cls == MessageClass.EDIT): row for row in deliveries}
        for one, times in self.shown.items():
            row = rows.get((one.message, one.edit))
            if row is None or row.chat != one.address:
                yield f"a phone showed {one}, which nobody sent there"
            elif times > _MOST_TIMES.get(MessageClass(row.cls), times):
                yield f"a phone showed {one} of class {row.cls} {times} times"
        for row in deliveries:
            one = Shown(row.chat, row.message, row.cls == MessageClass.EDIT)
            if row.state == "sent" and not self.shown[one]:
                yield f"delivery {row.id} is sent, and no phone showed it"
