"""What a phone shows, whatever happens on the way."""

import asyncio
from datetime import timedelta

import pytest

from bot import outbox_sender
from bot.outbox_sender import OutboxSender, drain_here
from bot.retry import MAX_ATTEMPTS
from bot.writer import Writer
from flows.events import Typed
from flows.messages import MessageClass
from flows.model import ChatId
from storage import outbox
from storage.clock import FrozenClock
from storage.repositories.outbox import Waiting
from storage.store import Store
from storage.turn import Incoming, take_turn
from storage.unit_of_work import unit_of_work
from tests.fakes import Died, FakePush, Weather, eventually

PHONE = ChatId("phone1")
RECEIPT, EDIT, ONCE, CRISIS = (
    MessageClass.RECEIPT,
    MessageClass.EDIT,
    MessageClass.ONCE,
    MessageClass.CRISIS,
)


@pytest.fixture
def push() -> FakePush:
    """A channel with one phone."""
    return FakePush()


def heard(store: Store, n: int = 1) -> None:
    """The phone writes, so the service has something to answer."""
    take_turn(store, Incoming("push", f"u{n}", PHONE, Typed("hello")))


def again(store: Store, cls: MessageClass) -> str:
    """One more delivery of the first answer, in this class; its message's id."""
    heard(store)
    with unit_of_work(store.database, store.vault) as work:
        (first,) = work.outbox.due(store.clock.now(), 10)
        work.outbox.lease(first.id, "mine", store.clock.now())
        work.outbox.cancel(first.id, "mine", store.clock.now())
        work.outbox.add(Waiting("row1", first.message, PHONE, cls, store.clock.now()))
        work.keep()
    return first.message


def state(store: Store) -> tuple[str, int]:
    """What is known of row1: due with its number of resends, or nothing more to do."""
    with unit_of_work(store.database, store.vault) as work:
        due = work.outbox.due(store.clock.now() + timedelta(days=30), 10)
    return ("due", due[0].resends) if due else ("over", 0)


def test_an_answer_reaches_the_phone_once(store: Store, push: FakePush) -> None:
    heard(store)
    assert drain_here(store, push.push) == 1
    assert drain_here(store, push.push) == 0
    assert len(push.shows(PHONE)) == 1


def test_an_edit_takes_the_place_of_what_it_edits(store: Store, push: FakePush) -> None:
    heard(store)
    drain_here(store, push.push)
    message = push.phones[PHONE][0].message
    with unit_of_work(store.database, store.vault) as work:
        work.outbox.add(Waiting("row1", message, PHONE, EDIT, store.clock.now()))
        work.keep()
    drain_here(store, push.push)
    assert len(push.shows(PHONE)) == 1
    assert push.attempts == 2


def test_what_never_left_is_tried_again_later(
    store: Store, push: FakePush, clock: FrozenClock
) -> None:
    again(store, RECEIPT)
    push.forecast = [Weather.OFFLINE, Weather.BUSY]
    drain_here(store, push.push)
    assert drain_here(store, push.push) == 0
    clock.advance(timedelta(seconds=2))
    drain_here(store, push.push)
    clock.advance(timedelta(seconds=59))
    assert drain_here(store, push.push) == 0
    clock.advance(timedelta(seconds=1))
    drain_here(store, push.push)
    assert len(push.shows(PHONE)) == 1


def test_after_enough_tries_it_is_given_up(
    store: Store, push: FakePush, clock: FrozenClock
) -> None:
    again(store, RECEIPT)
    push.forecast = [Weather.OFFLINE] * (MAX_ATTEMPTS + 5)
    for _ in range(MAX_ATTEMPTS + 3):
        drain_here(store, push.push)
        clock.advance(timedelta(minutes=15))
    assert push.attempts == MAX_ATTEMPTS
    assert state(store) == ("over", 0)


def test_a_refusal_is_final(store: Store, push: FakePush, clock: FrozenClock) -> None:
    again(store, RECEIPT)
    push.forecast = [Weather.BLOCKED]
    drain_here(store, push.push)
    clock.advance(timedelta(days=1))
    assert drain_here(store, push.push) == 0
    assert state(store) == ("over", 0)


@pytest.mark.parametrize("weather", [Weather.LOST, Weather.LATE])
def test_an_unknown_receipt_is_said_once_more_after_ten_minutes(
    store: Store, push: FakePush, clock: FrozenClock, weather: Weather
) -> None:
    again(store, RECEIPT)
    push.forecast = [weather, weather]
    drain_here(store, push.push)
    clock.advance(timedelta(minutes=9))
    assert drain_here(store, push.push) == 0
    clock.advance(timedelta(minutes=1))
    assert drain_here(store, push.push) == 1
    clock.advance(timedelta(days=1))
    assert drain_here(store, push.push) == 0
    assert state(store) == ("over", 0)


def test_an_unknown_check_in_is_never_said_again(
    store: Store, push: FakePush, clock: FrozenClock
) -> None:
    again(store, ONCE)
    push.forecast = [Weather.LOST]
    drain_here(store, push.push)
    clock.advance(timedelta(days=1))
    assert drain_here(store, push.push) == 0
    assert push.attempts == 1


@pytest.mark.parametrize("cls", [EDIT, CRISIS])
def test_an_unknown_edit_or_crisis_text_is_tried_until_it_is_there(
    store: Store, push: FakePush, cls: MessageClass
) -> None:
    again(store, cls)
    push.forecast = [Weather.LOST] * 5
    for _ in range(6):
        drain_here(store, push.push)
    assert push.shows(PHONE)
    assert state(store) == ("over", 0)


def test_one_drain_ends_even_when_nothing_ever_arrives(store: Store, push: FakePush) -> None:
    again(store, CRISIS)
    push.forecast = [Weather.LOST] * 100
    assert drain_here(store, push.push) == 2


@pytest.mark.parametrize(("cls", "shown"), [(RECEIPT, 2), (ONCE, 1), (CRISIS, 2), (EDIT, 1)])
def test_dying_between_sending_and_settling(
    store: Store, push: FakePush, clock: FrozenClock, cls: MessageClass, shown: int
) -> None:
    message = again(store, cls)
    push.forecast = [Weather.DIES]
    with pytest.raises(Died):
        drain_here(store, push.push)
    assert push.phones[PHONE][0].message == message
    assert drain_here(store, push.push) == 0  # the attempt is not over yet, as far as rows know
    assert outbox.recover(store, clock.now()) == 1
    drain_here(store, push.push)
    clock.advance(timedelta(minutes=10))
    drain_here(store, push.push)
    assert len(push.shows(PHONE)) == shown


def test_dying_before_sending_loses_nothing(
    store: Store, push: FakePush, clock: FrozenClock
) -> None:
    again(store, ONCE)
    assert len(outbox_sender.claim(store)) == 1
    assert outbox.recover(store, clock.now()) == 0
    drain_here(store, push.push)
    assert len(push.shows(PHONE)) == 1


def test_no_transaction_is_open_while_it_sends(store: Store, push: FakePush) -> None:
    heard(store)

    def write_meanwhile(_message: object) -> None:
        with unit_of_work(store.database, store.vault) as work:
            work.keep()

    push.on_send = write_meanwhile
    drain_here(store, push.push)
    assert push.shows(PHONE)


async def test_the_running_sender_sends_when_woken(
    store: Store, writer: Writer, push: FakePush
) -> None:
    sender = OutboxSender(store, writer, push)
    sender.start()
    await asyncio.sleep(0.05)
    await writer.run(heard, store)
    sender.wake()
    await eventually(lambda: bool(push.shows(PHONE)))
    await sender.stop()


async def test_a_channel_that_hangs_is_given_up_as_unknown(
    store: Store, writer: Writer, push: FakePush, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_sender, "SEND_SECONDS", 0.05)
    again(store, ONCE)
    push.forecast = [Weather.HANGS]
    sender = OutboxSender(store, writer, push)
    assert await sender.drain() == 1
    assert state(store) == ("over", 0)


async def test_a_channel_with_a_bug_strands_nothing(
    store: Store, writer: Writer, push: FakePush
) -> None:
    def bug(_message: object) -> None:
        raise ValueError("a bug")

    again(store, RECEIPT)
    push.on_send = bug
    assert await OutboxSender(store, writer, push).drain() == 1
    assert state(store) == ("due", 1)
