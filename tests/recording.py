"""Talks and conversations, written down as acts while they are played against a real service."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.contract import Delivered, Delivery, Outgoing
from bot.channels.talk import Performance
from bot.channels.talk_grammar import parse_talk
from bot.channels.talk_service import TalkService, programmes_beside
from bot.outbox_sender import drain_here
from flows.events import PersonAdded, StaffAdded
from flows.model import ChatId, PersonId
from storage.clock import FrozenClock
from storage.sign_in import begin_visit
from storage.turn import Incoming, Took
from tests.replay import GetPhone, ReplayAct, StartAt, Take, Visit, Wait, open_in, perform

LAST_SENDS = timedelta(hours=1)
"""How long after a talk's end a receipt that must be sent again has certainly been due."""


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


def record(talk: Path, folder: Path) -> tuple[ReplayAct, ...]:
    """Play a talk against a new service in `folder`. Raises Differs when the talk does not hold.

    The acts end with an hour in which nothing but sending happens.
    """
    steps = parse_talk(talk.read_text(encoding="utf-8"), str(talk))
    store = open_in(folder, programmes=programmes_beside(talk.parent))
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
