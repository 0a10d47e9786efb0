"""What must still leave for a push channel: due, leased, sending, and how it ended."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from flows.effects import Reply, Send, SetMessages
from flows.events import Typed
from flows.messages import Message, MessageClass, line
from flows.model import ChatId, Role
from flows.taps import Do, Verb
from storage import outbox
from storage.clock import FrozenClock
from storage.due import next_due
from storage.outbox import Delivery, NotSent, Refused, SendOutcome, Sent, Unclear
from storage.repositories.chats import Chat
from storage.store import Store
from storage.tables import outbox as outbox_table
from storage.turn import Incoming, take_turn
from storage.unit_of_work import unit_of_work
from tests.storage.turns import Somebody, holder, script, staff, typed, words

PHONE = ChatId("phone")


def clock(store: Store) -> FrozenClock:
    """The store's clock, which stands still."""
    assert isinstance(store.clock, FrozenClock)
    return store.clock


def with_phone(store: Store) -> Somebody:
    """Somebody who also reads on a push channel."""
    pat = holder(store)
    with unit_of_work(store.database, store.vault) as work:
        work.chats.add(Chat(PHONE, "push", "+44 7700 900000", pat.id), store.clock.now())
        work.keep()
    return pat


def told(store: Store, pat: Somebody, cls: MessageClass = MessageClass.RECEIPT) -> Delivery:
    """Something was sent to this person, and claimed."""
    grace = staff(store, Role.TEAM_LEADER)
    message = Message((line("label", words="News"),), cls=cls)
    assert typed(store, grace, "Hi", script(Send(pat.id, message))).outbox
    (delivery,) = outbox.claim(store, store.clock.now(), 10)
    return delivery


def state(store: Store) -> tuple[str, str]:
    """The state of the only row, and its error."""
    with store.database.reading() as connection:
        row = connection.execute(select(outbox_table.c.state, outbox_table.c.error)).one()
    return row.state, row.error


def test_the_web_needs_no_outbox(store: Store) -> None:
    """The message row is the delivery."""
    pat, grace = holder(store), staff(store, Role.TEAM_LEADER)
    assert not typed(store, grace, "Hi", script(Send(pat.id, words("News")))).outbox


def test_a_delivery_carries_what_the_channel_needs(store: Store) -> None:
    """Address, words, buttons with their tokens, class."""
    pat, grace = with_phone(store), staff(store, Role.TEAM_LEADER)
    card = words("News", ("Look", Do(Verb.LOOK)), key="card:1")
    typed(store, grace, "Hi", script(Send(pat.id, card)))
    (delivery,) = outbox.claim(store, store.clock.now(), 10)
    assert (delivery.address, delivery.cls) == ("+44 7700 900000", MessageClass.RECEIPT)
    assert delivery.message.text == "News"
    assert [button.label for button in delivery.message.buttons] == ["Look"]


def test_an_edit_is_an_edit_whatever_the_message_was(store: Store) -> None:
    """Editing twice is harmless, so it has a class of its own."""
    pat, grace = with_phone(store), staff(store, Role.TEAM_LEADER)
    for text in ("News", "Newer"):
        typed(store, grace, "Hi", script(Send(pat.id, words(text, key="card:1"))))
    deliveries = outbox.claim(store, store.clock.now(), 10)
    assert [d.cls for d in deliveries] == [MessageClass.RECEIPT, MessageClass.EDIT]
    assert [d.message.text for d in deliveries] == ["Newer", "Newer"]


def test_nobody_else_gets_what_is_leased(store: Store) -> None:
    """A lease is one worker's until it runs out."""
    first = told(store, with_phone(store))
    assert outbox.claim(store, store.clock.now(), 10) == ()
    clock(store).advance(outbox.LEASE)
    (second,) = outbox.claim(store, store.clock.now(), 10)
    assert second.id == first.id
    assert second.attempt != first.attempt
    assert not outbox.sending(store, first.id, first.attempt)
    assert outbox.sending(store, second.id, second.attempt)


def test_a_chat_is_sent_to_by_one_worker_at_a_time(store: Store) -> None:
    """So that its messages stay in order."""
    pat = with_phone(store)
    told(store, pat)
    grace = staff(store, Role.TEAM_LEADER)
    typed(store, grace, "Hi", script(Send(pat.id, words("More news"))))
    assert outbox.claim(store, store.clock.now(), 10) == ()


def test_sent_is_sent(store: Store) -> None:
    """And a late word changes nothing any more."""
    delivery = told(store, with_phone(store))
    assert outbox.sending(store, delivery.id, delivery.attempt)
    assert outbox.settle(store, delivery.id, delivery.attempt, Sent())
    assert state(store) == ("sent", "")
    assert not outbox.settle(store, delivery.id, delivery.attempt, Refused("late"))
    assert state(store) == ("sent", "")


def test_what_certainly_did_not_leave_is_due_again(store: Store) -> None:
    """At the time that the sender names."""
    delivery = told(store, with_phone(store))
    later = store.clock.now() + timedelta(seconds=30)
    outbox.sending(store, delivery.id, delivery.attempt)
    outbox.settle(store, delivery.id, delivery.attempt, NotSent(later, "429"))
    assert state(store) == ("due", "429")
    assert outbox.claim(store, store.clock.now(), 10) == ()
    assert len(outbox.claim(store, later, 10)) == 1


def test_what_is_refused_stays_refused(store: Store) -> None:
    """The chat is gone, or the person has blocked us."""
    delivery = told(store, with_phone(store))
    outbox.sending(store, delivery.id, delivery.attempt)
    outbox.settle(store, delivery.id, delivery.attempt, Refused("blocked"))
    assert state(store) == ("failed", "blocked")


@pytest.mark.parametrize("outcome", [Sent(), Refused("x"), Unclear("x")])
def test_nothing_ends_that_did_not_begin(store: Store, outcome: SendOutcome) -> None:
    """An outcome without `sending` before it is not believed."""
    delivery = told(store, with_phone(store))
    assert not outbox.settle(store, delivery.id, delivery.attempt, outcome)
    assert state(store) == ("leased", "")


@pytest.mark.parametrize(
    ("cls", "ends"),
    [
        (MessageClass.EDIT, "due"),
        (MessageClass.CRISIS, "due"),
        (MessageClass.RECEIPT, "due"),
        (MessageClass.ONCE, "unknown"),
    ],
)
def test_dying_between_send_and_settle(store: Store, cls: MessageClass, ends: str) -> None:
    """At the next start the class says whether it may go out twice."""
    delivery = told(store, with_phone(store), cls)
    assert outbox.sending(store, delivery.id, delivery.attempt)
    assert outbox.claim(store, store.clock.now(), 10) == ()
    assert outbox.recover(store, store.clock.now()) == 1
    assert state(store) == (ends, "the process died")
    assert not outbox.settle(store, delivery.id, delivery.attempt, Sent())


def test_a_receipt_is_sent_again_once_after_ten_minutes(store: Store) -> None:
    """A second unknown is left unknown."""
    delivery = told(store, with_phone(store))
    outbox.sending(store, delivery.id, delivery.attempt)
    outbox.settle(store, delivery.id, delivery.attempt, Unclear("timeout"))
    assert next_due(store, store.clock.now()) == store.clock.now() + outbox.RESEND_AFTER
    clock(store).advance(outbox.RESEND_AFTER)
    (again,) = outbox.claim(store, store.clock.now(), 10)
    outbox.sending(store, again.id, again.attempt)
    outbox.settle(store, again.id, again.attempt, Unclear("timeout"))
    assert state(store) == ("unknown", "timeout")


def test_dying_before_sending_loses_nothing(store: Store) -> None:
    """A lease alone says that nothing left."""
    told(store, with_phone(store))
    assert outbox.recover(store, store.clock.now()) == 0
    assert len(outbox.claim(store, store.clock.now(), 10)) == 1


def test_a_closed_chat_gets_nothing(store: Store) -> None:
    """It is looked at again just before the bytes leave."""
    delivery = told(store, with_phone(store))
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE chat SET closed = 1 WHERE id = 'phone'")
    assert not outbox.sending(store, delivery.id, delivery.attempt)
    assert state(store) == ("cancelled", "")


def test_who_pauses_is_asked_nothing_but_still_answered(store: Store) -> None:
    """A check-in that was on its way is cancelled; a receipt is not."""
    pat = with_phone(store)
    question = told(store, pat, MessageClass.ONCE)
    pause = SetMessages(pat.id, paused=True, check_ins=True)
    take_turn(store, Incoming("push", "1", PHONE, Typed("stop")), script(pause))
    assert not outbox.sending(store, question.id, question.attempt)
    take_turn(store, Incoming("push", "2", PHONE, Typed("hm")), script(Reply(words("Paused."))))
    (answer,) = outbox.claim(store, store.clock.now(), 10)
    assert outbox.sending(store, answer.id, answer.attempt)
