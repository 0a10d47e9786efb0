"""What leaves for a phone that others may see, and when (CARE 9, 13)."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from flows.effects import Send, SetWishes
from flows.messages import Button, Message, MessageClass, line
from flows.model import Role, Wishes
from flows.taps import Do, Verb
from storage import outbox
from storage.store import Store
from tests.storage.test_outbox import clock, with_phone
from tests.storage.turns import Somebody, script, seen, staff, typed

ONLY = "You have a message."
NEWS = Message(
    (line("label", words="Your phone is agreed"),), (Button(line("button-yes"), Do(Verb.STATUS)),)
)


def wish(store: Store, pat: Somebody, wishes: Wishes) -> None:
    """Pat said so, before."""
    grace = staff(store, Role.PHB_FACILITATOR)
    typed(store, grace, "Hi", script(SetWishes(pat.id, wishes)))


def sent(store: Store, pat: Somebody, message: Message = NEWS) -> tuple[outbox.Delivery, ...]:
    """Something is said to Pat; what leaves now."""
    grace = staff(store, Role.TEAM_LEADER)
    typed(store, grace, "Hi", script(Send(pat.id, message)))
    return outbox.claim(store, store.clock.now(), 10)


def test_a_full_message_carries_words_and_buttons(store: Store) -> None:
    (delivery,) = sent(store, with_phone(store))
    assert "Your phone is agreed" in delivery.message.text
    assert delivery.message.buttons


def test_a_discreet_one_says_only_that_there_is_one(store: Store) -> None:
    pat = with_phone(store)
    wish(store, pat, Wishes(discreet=True))
    (delivery,) = sent(store, pat)
    assert (delivery.message.text, delivery.message.buttons) == (ONLY, ())
    assert "Your phone is agreed" in seen(store, pat.chat)[-1].text  # the page has it all


def test_the_deployer_may_choose_it_for_everybody(store: Store) -> None:
    pat = with_phone(store)
    (delivery,) = sent(replace(store, discreet=True), pat)
    assert delivery.message.text == ONLY


@pytest.mark.parametrize("everybody", [True, False])
def test_what_somebody_in_danger_must_read_is_never_hidden(store: Store, everybody: bool) -> None:
    pat = with_phone(store)
    wish(store, pat, Wishes(discreet=True))
    said = replace(NEWS, cls=MessageClass.CRISIS)
    (delivery,) = sent(replace(store, discreet=everybody), pat, said)
    assert "Your phone is agreed" in delivery.message.text


def test_a_phone_does_not_buzz_in_a_quiet_time(store: Store) -> None:
    pat = with_phone(store)
    wish(store, pat, Wishes(quiet_times=((time(8), time(18)),)))
    assert sent(store, pat) == ()
    (urgent,) = sent(store, pat, replace(NEWS, cls=MessageClass.CRISIS))
    assert urgent.cls is MessageClass.CRISIS


def test_it_leaves_at_the_next_moment_that_is_free(store: Store) -> None:
    pat = with_phone(store)
    wish(store, pat, Wishes(quiet_days=(clock(store).at.weekday(),)))
    assert sent(store, pat) == ()
    clock(store).advance(timedelta(days=1))
    (delivery,) = outbox.claim(store, store.clock.now(), 10)
    assert "Your phone is agreed" in delivery.message.text
