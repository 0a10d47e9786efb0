"""A talk as a list of acts that can be done again: for killing it anywhere, and for timing it.

Every id and every button token follows from the master key and the update ids, so what was
recorded once can be handed in again, byte for byte, to another database with the same key.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.contract import Delivered, Delivery, Outgoing
from bot.channels.talk import Performance
from bot.channels.talk_grammar import parse_talk
from bot.channels.talk_service import BEFORE_IT_STARTS, PUBLIC_URL, TalkService
from bot.outbox_sender import drain_here
from bot.ticking import advance, set_clock
from flows.events import PersonAdded, StaffAdded
from flows.model import ChatId, PersonId
from storage.clock import FrozenClock
from storage.repositories.chats import Chat
from storage.sign_in import begin_visit
from storage.store import Store, open_store
from storage.turn import Incoming, Took, take_turn
from storage.unit_of_work import unit_of_work

LAST_SENDS = timedelta(hours=1)
"""How long after a talk's end a receipt that must be sent again has certainly been due."""

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


@dataclass(frozen=True)
class RecordingService(TalkService):
    """The service of a talk, which writes down what is done to it."""

    acts: list[ReplayAct] = field(default_factory=list)

    def set_clock(self, at: datetime) -> None:
        """As the talk's service, and kept."""
        self._do(StartAt(at))

    def wait_until(self, at: datetime) -> None:
        """As the talk's service, and kept."""
        self._do(Wait(at))

    def stranger(self) -> ChatId:
        """As the talk's service, and kept."""
        nonce = self._nonce()
        self.acts.append(Visit(nonce))
        return begin_visit(self.store, nonce).chat

    def drain(self) -> None:
        """What is to be pushed arrives."""
        drain_here(self.store, _arrives)

    def _take(self, update: Incoming) -> Took:
        self.acts.append(Take(update))
        took = super()._take(update)
        self.drain()
        return took

    def _do(self, act: ReplayAct) -> None:
        self.acts.append(act)
        perform(self.store, act, self.drain)


def _arrives(_address: str, _message: Outgoing) -> Delivery:
    return Delivered()


class WithPhones(RecordingService):
    """The same, and everybody who comes in gets a phone."""

    def add(self, event: StaffAdded | PersonAdded) -> PersonId:
        """As the talk's service; and they get a phone."""
        person = super().add(event)
        self._do(GetPhone(person))
        return person


def open_in(folder: Path, at: datetime = BEFORE_IT_STARTS) -> Store:
    """The store in this folder, made when it is not there, with a clock that stands at `at`."""
    return open_store(
        f"sqlite:///{folder / 'talk.sqlite'}",
        key_file=folder / "talk.key",
        clock=FrozenClock(at),
        public_url=PUBLIC_URL,
    )


def record(talk: Path, folder: Path) -> tuple[ReplayAct, ...]:
    """Play a talk against a new service in `folder`. Raises Differs when the talk does not hold.

    The acts end with an hour in which nothing but sending happens.
    """
    steps = parse_talk(talk.read_text(encoding="utf-8"), str(talk))
    store = open_in(folder)
    try:
        assert isinstance(store.clock, FrozenClock)
        service = WithPhones(store, store.clock)
        performance = Performance(service, steps, talk.parent)
        for step in steps:
            performance.play(step.does)
        service.wait_until(store.clock.now() + LAST_SENDS)
        return tuple(service.acts)
    finally:
        store.close()
