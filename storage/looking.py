"""What a chat would be told if a button that only shows something were pressed now: no turn.

Pages ask this, so that they never know more than the chat does: the same facts, the same step, the
same words. Nothing is written; only what would be said comes out. It must not know pages.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flows import step as flow
from flows.effects import Reply
from flows.events import Tapped
from flows.facts import Facts
from flows.messages import Message, line
from flows.model import ChatId
from flows.taps import VIEWS, Do
from flows.voice import notes_in, shown
from storage.errors import StorageError
from storage.facts import gather
from storage.intake import Arrived, where_of
from storage.store import Store
from storage.unit_of_work import UnitOfWork, unit_of_work

PAGE_MOST = 200
"""Rows on a page of what waits. Whoever waits longest is always among them."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A button as it would be offered now."""

    label: str
    tap: Do


@dataclass(frozen=True, slots=True)
class Told:
    """One message that would be said. `key` names it (`card:FH-0001`)."""

    key: str
    paragraphs: tuple[str, ...]
    buttons: tuple[Offered, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What would be said, and the facts it was said from."""

    told: tuple[Told, ...]
    facts: Facts


def look(store: Store, chat: ChatId, tap: Do) -> Looked | None:
    """What pressing `tap` in this chat would say; None for a chat that is nobody's.

    Raises StorageError for a button that does more than show.
    """
    if tap.verb not in VIEWS:
        raise StorageError(f"{tap.verb} changes something, so it needs a turn.")
    now = store.clock.now()
    with _snapshot(store) as work:
        where = where_of(work, chat, now)
        if where is None or where.me is None:
            return None
        arrived = Arrived(where, Tapped(tap))
        needs = replace(flow.needs(arrived.session, arrived.event), most=PAGE_MOST)
        facts = gather(work, store, f"look {chat}", arrived, needs, now)
        outcome = flow.step(arrived.session, arrived.event, facts)
    said = (effect.message for effect in outcome.effects if isinstance(effect, Reply))
    return Looked(tuple(_told(store, facts, message) for message in said), facts)


@contextmanager
def _snapshot(store: Store) -> Generator[UnitOfWork]:
    """A reading that waits for no writer. PostgreSQL's read-only transactions refuse the row locks
    with which a turn reads, so there it is a turn's transaction, never kept."""
    if store.database.dialect == "sqlite":
        with store.database.reading() as connection:
            yield UnitOfWork(connection, store.vault)
    else:
        with unit_of_work(store.database, store.vault) as work:
            yield work


def _told(store: Store, facts: Facts, message: Message) -> Told:
    words, locale = store.packs.words, facts.programme.locale
    rendered = words.render_message(locale, message)
    offered = (
        Offered(label, button.tap)
        for label, button in zip(rendered.labels, message.buttons, strict=True)
        if isinstance(button.tap, Do)
    )
    said = tuple(words.render(locale, one) for one in message.lines)
    notes = tuple(note for one in said for note in notes_in(one))
    spoken = words.render(locale, line("voice-note-gone"))
    lines = tuple(shown(one, lambda _: spoken) for one in said)
    return Told(message.key, lines, tuple(offered), (*message.files, *dict.fromkeys(notes)))
