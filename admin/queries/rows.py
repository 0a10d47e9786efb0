"""The log as rows to be written out, opened only as far as somebody asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from admin.queries.log import Entry, Filter, batches
from admin.queries.private import Said, names_of, words_of
from flows.model import PersonId
from storage.keys import Vault

ZoneOf = Callable[[str], ZoneInfo]
"""The local time of a programme."""


class Reveal(StrEnum):
    """What is opened only when it is asked for."""

    NAMES = "names"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Row:
    """One request as it is exported; `names` and `said` are empty unless they were opened."""

    entry: Entry
    zone: ZoneInfo
    names: Mapping[PersonId, str] = field(default_factory=dict)
    said: Said = Said()


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one snapshot. `now` is only for who holds which role."""

    connection: Connection
    vault: Vault
    zone_of: ZoneOf
    now: datetime

    def of(self, wanted: Filter, reveal: frozenset[Reveal]) -> Iterator[Row]:
        """Oldest first, read as they are asked for."""
        for batch in batches(self.connection, wanted):
            yield from self._opened(batch, reveal)

    def _opened(self, batch: tuple[Entry, ...], reveal: frozenset[Reveal]) -> Iterator[Row]:
        names = self._names(batch) if Reveal.NAMES in reveal else {}
        said = words_of(self.connection, self.vault, batch) if Reveal.WORDS in reveal else {}
        for entry in batch:
            zone = self.zone_of(entry.programme)
            yield Row(entry, zone, names, said.get(entry.id, Said()))

    def _names(self, batch: tuple[Entry, ...]) -> Mapping[PersonId, str]:
        people = (who for entry in batch for who in people_in(entry))
        return names_of(self.connection, self.vault, people, self.now)


def people_in(entry: Entry) -> Iterator[PersonId | None]:
    """The person, their care co-ordinator, those who signed."""
    yield entry.person
    yield entry.care_co_ordinator
    yield from (signature.by for signature in entry.signatures)
