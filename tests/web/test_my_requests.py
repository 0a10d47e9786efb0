"""My requests: what the chat says of them, on a page; what acts is a turn in the chat."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from flows.events import FundToppedUp
from flows.model import FundId, PersonId
from flows.taps import Do, Verb
from storage.errors import StorageError
from storage.looking import look
from tests.web.asking import (
    asks_for_a_phone,
    button_value,
    says_no_and_will_tell_first,
    says_yes,
)
from tests.web.conftest import PROGRAMME, World

NONCE = "p" * 26


def press(browser: TestClient, path: str, value: str, nonce: str = NONCE) -> int:
    form = {"tap": value, "nonce": nonce}
    return int(browser.post(path, data=form, follow_redirects=False).status_code)


def test_nothing_asked_for_yet_says_what_to_do(world: World, sam: PersonId) -> None:
    page = world.signed_in(sam).get("/requests").text
    assert "You have not asked for anything yet." in page
    assert 'href="/chat"' in page


def test_a_request_with_what_the_chat_says_of_it(world: World, sam: PersonId) -> None:
    browser = asks_for_a_phone(world, sam)
    page = browser.get("/requests").text
    for words in (
        "It is being read. This is not a yes yet.",
        "Who has it now?",
        "You asked for £135.00.",
        "sent today",
    ):
        assert words in page
    one = browser.get("/requests/FH-0001").text
    assert "A phone, so I can ring my sister" in one
    assert "Sent. Your number is" in one
    assert button_value(one, "Withdraw").startswith("withdraw.")


def test_it_follows_the_request(world: World, sam: PersonId, ali: PersonId) -> None:
    world.command(FundToppedUp(FundId(PROGRAMME), 500_000))
    browser = asks_for_a_phone(world, sam)
    world.clock.advance(timedelta(minutes=5))
    says_yes(world, ali)
    page = browser.get("/requests").text
    assert "It is agreed. Next, it is paid." in page
    assert "£135.00 is set aside for you." in page
    assert "Good news. Your phone and SIM are agreed." in browser.get("/requests/FH-0001").text


def test_a_no_that_is_not_told_yet_stays_hidden(world: World, sam: PersonId, ali: PersonId) -> None:
    browser = asks_for_a_phone(world, sam)
    says_no_and_will_tell_first(world, ali)
    for path in ("/requests", "/requests/FH-0001", "/requests/FH-0001/plan"):
        page = browser.get(path).text
        assert "It is being read." in page
        assert "It was a no" not in page
        assert "why you need your own" not in page


def test_the_plan_for_paper(world: World, sam: PersonId) -> None:
    page = asks_for_a_phone(world, sam).get("/requests/FH-0001/plan").text
    assert "A phone, so I can ring my sister" in page
    assert "sent Monday 23 November" in page
    assert "As it was on Monday 23 November." in page


def test_a_button_is_a_turn_in_the_chat(world: World, sam: PersonId) -> None:
    browser = asks_for_a_phone(world, sam)
    value = button_value(browser.get("/requests/FH-0001").text, "Withdraw")
    assert press(browser, "/requests/FH-0001/do", value) == 303
    assert "Yes, withdraw it" in browser.get("/chat").text
    assert "It is being read." in browser.get("/requests").text
    world.says(browser, sam, "Yes, withdraw it")
    assert "You took it back." in browser.get("/requests").text


def test_the_same_press_twice_is_one(world: World, sam: PersonId) -> None:
    browser = asks_for_a_phone(world, sam)
    value = button_value(browser.get("/requests").text, "Talk to someone")
    assert press(browser, "/requests/do", value) == 303
    before = world.messages(world.chat(sam))
    assert press(browser, "/requests/do", value) == 303
    assert world.messages(world.chat(sam)) == before


def test_talk_to_someone_reaches_the_care_co_ordinator(
    world: World, sam: PersonId, ali: PersonId
) -> None:
    browser = asks_for_a_phone(world, sam)
    press(browser, "/requests/do", button_value(browser.get("/requests").text, "Talk to someone"))
    assert any("would like to talk" in m.text for m in world.messages(world.chat(ali)))


@pytest.mark.parametrize("value", ["approve.1.", "confirm.1.13500", "withdraw", "", "plan.x.", "."])
def test_what_is_not_offered_cannot_be_pressed(world: World, sam: PersonId, value: str) -> None:
    browser = asks_for_a_phone(world, sam)
    before = world.messages(world.chat(sam))
    assert press(browser, "/requests/FH-0001/do", value) == 409
    assert world.messages(world.chat(sam)) == before


def test_somebody_elses_request_is_no_page_of_mine(
    world: World, sam: PersonId, ali: PersonId
) -> None:
    asks_for_a_phone(world, sam)
    other = world.signed_in(world.holder("Tess", ali))
    for path in ("/requests/FH-0001", "/requests/FH-0001/plan"):
        answer = other.get(path)
        assert answer.status_code == 404
        assert "ring my sister" not in answer.text
    assert "FH-0001" not in other.get("/requests").text
    assert press(other, "/requests/FH-0001/do", "withdraw.1.") == 404
    signer = world.signed_in(ali)
    assert signer.get("/requests/FH-0001").status_code == 404


def test_signed_out_there_is_nothing_to_see(world: World, sam: PersonId) -> None:
    asks_for_a_phone(world, sam)
    stranger = world.browser()
    for path in ("/requests", "/requests/FH-0001", "/requests/FH-0001/plan"):
        answer = stranger.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/start")
    assert press(stranger, "/requests/do", "talk.0.") == 403


def test_a_form_without_its_nonce_does_nothing(world: World, sam: PersonId) -> None:
    browser = asks_for_a_phone(world, sam)
    assert press(browser, "/requests/do", "talk.0.", nonce="") == 400


def test_looking_writes_nothing_and_does_nothing_else(world: World, sam: PersonId) -> None:
    asks_for_a_phone(world, sam)
    before = world.messages(world.chat(sam))
    found = look(world.store, world.chat(sam), Do(Verb.STATUS))
    assert found is not None
    assert found.told[0].key == "status:FH-0001"
    with pytest.raises(StorageError):
        look(world.store, world.chat(sam), Do(Verb.WITHDRAW))
    assert world.messages(world.chat(sam)) == before


def test_staff_have_no_requests_of_their_own_in_the_links(world: World, ali: PersonId) -> None:
    assert "My requests" not in world.signed_in(ali).get("/chat").text
