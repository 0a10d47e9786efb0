"""Acts that can be done again: what killing the service anywhere, and timing it, are made of.

Every id and every button token follows from the master key and the update ids, so what was
recorded once (`tests.recording`) can be handed in again, byte for byte, to another database with
the same key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.ticking import advance, set_clock
from flows.model import ChatId, PersonId
from storage.clock import FrozenClock
from storage.repositories.chats import Chat
from storage.sign_in import begin_visit
from storage.store import Programmes, Store, open_store
from storage.turn import Incoming, Took, take_turn
from storage.unit_of_work import unit_of_work

BEFORE_IT_STARTS = datetime(2000, 1, 1, tzinfo=UTC)
PUBLIC_URL = "https://talk.example"

Drain = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Take:
    """An update comes in."""

    update: Incoming


@dataclass(frozen=True, slots=True)
class Wait:
    """Time goes on, and what falls due on the way happens."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A stranger's browser comes by."""

    nonce: str


@dataclass(frozen=True, slots=True)
class GetPhone:
    """From now on this person reads on a push channel too."""

    person: PersonId

    @property
    def chat(self) -> ChatId:
        """The phone's chat, which is its address as well."""
        return ChatId(f"phone-{self.person}")


@dataclass(frozen=True, slots=True)
class StartAt:
    """Where the clock stands before anything has happened."""

    at: datetime


ReplayAct = Take | Wait | Visit | GetPhone | StartAt


def perform(store: Store, act: ReplayAct, drain: Drain) -> Took | None:
    """Do one act, or find that it was done already. What a turn answered, if it was one."""
    match act:
        case Take(update):
            return take_turn(store, update)
        case Wait(until):
            advance(store, until, drain)
        case Visit(nonce):
            _visit(store, nonce)
        case GetPhone():
            _get_phone(store, act)
        case StartAt(at):
            set_clock(store, max(at, store.clock.now()))
    return None


def _visit(store: Store, nonce: str) -> None:
    chat = ChatId(store.vault.fresh_id(f"visit {nonce}", 0))
    with unit_of_work(store.database, store.vault) as work:
        known = work.chats.get(chat)
    if known is None:
        begin_visit(store, nonce)


def _get_phone(store: Store, new: GetPhone) -> None:
    with unit_of_work(store.database, store.vault) as work:
        if work.chats.get(new.chat) is None:
            chat = Chat(new.chat, "push", new.chat, new.person)
            work.chats.add(chat, store.clock.now())
            work.keep()


def open_in(
    folder: Path, at: datetime = BEFORE_IT_STARTS, programmes: Programmes | None = None
) -> Store:
    """The store in this folder, made when it is not there, with a clock that stands at `at`."""
    return open_store(
        f"sqlite:///{folder / 'talk.sqlite'}",
        key_file=folder / "talk.key",
        clock=FrozenClock(at),
        public_url=PUBLIC_URL,
        programmes=programmes or Programmes(),
    )
