"""A town for the bench: many people, each playing the Stay Connected conversation."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy

from bot.channels.talk_screen import Live
from flows.events import PersonAdded, StaffAdded
from flows.model import ChatId, Role
from storage.clock import FrozenClock
from tests.recording import RecordingService
from tests.replay import ReplayAct, open_in

EACH_CO_ORDINATOR = 10
FUND, PROGRAMME = 10_000_000, "city-hackney-2019"
ASK = ("[Phone and SIM]", "[I'll collect it]", "[No]", "[Send]", "[One quick question]", "[3]")
SIGN = ("[Look]", "[Approve]", "[Yes, approve £135.00]")
CHECK_IN = ("[A lot]", "[8]")


@dataclass(frozen=True, slots=True)
class Town:
    """Everybody's chats."""

    service: RecordingService
    people: tuple[ChatId, ...]
    co_ordinators: tuple[ChatId, ...]
    broker: ChatId

    def live(self, who: slice) -> None:
        """These people ask, are signed for, are paid for, get their phone, are asked about it."""
        people = self.people[who]
        for chat in people:
            self.service.say(chat, "A phone, so I can ring my sister")
        self._press(people, ASK)
        for chat in people:
            number = self.people.index(chat) // EACH_CO_ORDINATOR
            self._press((self.co_ordinators[number],), SIGN)
        for number, _ in enumerate(people):
            self._press((self.broker,), ("[Mark paid]",))
            self.service.say(self.broker, f"£135.00 INV-{number}")
        self._press(people, ("[Yes]",))
        self.service.wait_until(self.service.clock.now() + timedelta(days=100))
        self._press(people, CHECK_IN)

    def _press(self, chats: tuple[ChatId, ...], labels: tuple[str, ...]) -> None:
        for label in labels:
            for chat in chats:
                self.service.tap(chat, self._newest(chat, label.strip("[]")).token)

    def _newest(self, chat: ChatId, label: str) -> Live:
        for message in reversed(self.service.messages(chat)):
            for button in message.buttons:
                if button.label.replace("’", "'") == label:
                    return button
        raise SystemExit(f"There is no button {label} to press.")


def recorded(folder: Path, empty: Path, people: int) -> tuple[tuple[ReplayAct, ...], int]:
    """The acts of a town of this many people, and how many come before those that are measured.

    One person more goes first: what is read and prepared once should be by then. `empty` gets a
    new database with the same key.
    """
    open_in(folder).close()
    for name in ("talk.sqlite", "talk.key"):
        copy(folder / name, empty / name)
    store = open_in(folder, datetime.fromisoformat("2026-11-23T10:00+00:00"))
    assert isinstance(store.clock, FrozenClock)
    service = RecordingService(store, store.clock)
    service.set_clock(store.clock.at)
    town = _town(service, people + 1)
    town.live(slice(1))
    first = len(service.acts)
    town.live(slice(1, None))
    store.close()
    return tuple(service.acts), first


def _town(service: RecordingService, people: int) -> Town:
    service.top_up(PROGRAMME, FUND)
    co_ordinators = [
        service.add(StaffAdded(f"Co-ordinator {n}", Role.CARE_CO_ORDINATOR, PROGRAMME, "north"))
        for n in range(-(-people // EACH_CO_ORDINATOR))
    ]
    broker = service.add(StaffAdded("Broker", Role.PAYMENTS_ORGANISATION, PROGRAMME, ""))
    facts: dict[str, bool | int | str] = {
        "cluster": 5,
        "in_treatment": True,
        "ready_for_discharge": True,
    }
    holders = [
        service.add(
            PersonAdded(
                f"Person {n}", PROGRAMME, "north", co_ordinators[n // EACH_CO_ORDINATOR], facts
            )
        )
        for n in range(people)
    ]
    return Town(
        service,
        tuple(map(service.chat_of, holders)),
        tuple(map(service.chat_of, co_ordinators)),
        service.chat_of(broker),
    )
