"""Who looked at whose name or words: an audit row, committed before anything is shown."""

from collections.abc import Mapping

from admin.queries.log import Entry
from flows.model import PersonId
from storage import audit
from storage.errors import LostRace
from storage.store import Store
from storage.unit_of_work import unit_of_work

TRIES = 3


def note_words_seen(store: Store, by: PersonId, entry: Entry) -> None:
    """Somebody opens the name and words of one request; its own history says so."""
    _note(store, f"request:{entry.id}", by, "words_seen", {"by": by})


def note_names_seen(store: Store, by: PersonId, programme: str, team: str) -> None:
    """Somebody looks for a name in one team, which opens the team's names."""
    facts = {"by": by, "programme": programme, "team": team}
    _note(store, "system", by, "names_seen", facts)


def _note(
    store: Store, stream: str, by: PersonId, kind: str, facts: Mapping[str, audit.Fact]
) -> None:
    for tries_left in reversed(range(TRIES)):
        try:
            with unit_of_work(store.database, store.vault) as work:
                audit.append(work.connection, stream, store.clock.now(), by, kind, facts)
                work.keep()
            return
        except LostRace:
            if not tries_left:
                raise
