"""Words of distress are answered within two seconds, whatever storage does."""

import threading
import time

import pytest

from bot import dispatcher
from flows.model import ChatId, PersonId
from storage.errors import DiskTrouble
from storage.store import Store
from storage.turn import Incoming, Took, take_turn
from tests.web.conftest import World

JSON = {"accept": "application/json"}
WORDS = "I want to kill myself"


def form(chat: ChatId) -> dict[str, str]:
    """The composer's form."""
    return {"chat": chat, "nonce": "n" * 26, "text": WORDS}


def broken(_store: Store, _incoming: Incoming) -> Took:
    """The disk is gone."""
    raise DiskTrouble("gone")


def test_in_good_times_the_answer_is_a_row(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    answer = browser.post("/say", data=form(chat), headers=JSON)
    assert (answer.status_code, answer.json()["html"]) == (200, "")
    assert "116 123" in "".join(message.text for message in world.messages(chat))


def test_a_slow_database_delays_nobody(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    free = threading.Event()

    def slow(store: Store, incoming: Incoming) -> Took:
        free.wait(20)
        return take_turn(store, incoming)

    world.service.dispatcher.turn = slow
    began = time.monotonic()
    with browser:  # one loop for both, as in the running service
        answer = browser.post("/say", data=form(chat), headers=JSON)
        assert time.monotonic() - began < 3
        assert "116 123" in answer.json()["html"]
        assert f'id="m-spoken-{chat}"' in answer.json()["html"]
        free.set()
        until = time.monotonic() + 5
        while not world.messages(chat)[1:] and time.monotonic() < until:
            time.sleep(0.02)
    assert [m.text for m in world.messages(chat) if m.direction == "in"] == [WORDS]


def test_a_full_disk_keeps_nobody_from_the_numbers(
    world: World, sam: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "FIRST_RETRY_SECONDS", 0.01)
    browser, chat = world.signed_in(sam), world.chat(sam)
    world.service.dispatcher.turn = broken
    with browser:
        answer = browser.post("/say", data=form(chat), headers=JSON)
        assert (answer.status_code, "116 123" in answer.json()["html"]) == (200, True)
        plain = browser.post("/say", data=form(chat))
        assert "116 123" in plain.text.partition("<main")[2]
        world.service.dispatcher.turn = take_turn
        until = time.monotonic() + 5
        while not world.messages(chat)[1:] and time.monotonic() < until:
            time.sleep(0.02)
    assert [m.text for m in world.messages(chat) if m.direction == "in"] == [WORDS]


def test_even_when_nobody_can_be_looked_up(
    world: World, sam: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)

    def unreadable(*_anything: object) -> None:
        raise DiskTrouble("gone")

    monkeypatch.setattr("foothold.web.shell.viewer_of", unreadable)
    answer = browser.post("/say", data=form(chat), headers=JSON)
    assert "116 123" in answer.json()["html"]
    other = browser.post("/say", data={**form(chat), "text": "a bike"}, headers=JSON)
    assert other.status_code == 503
