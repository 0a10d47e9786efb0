"""Reading and writing in a chat through forms, with and without our script."""

import re

import pytest
from starlette.testclient import TestClient

from bot.web.demo_panes import Demo
from flows.model import ChatId, PersonId
from tests.web.conftest import World

NONCE = "n" * 26
JSON = {"accept": "application/json"}


def say(browser: TestClient, chat: ChatId, text: str, nonce: str = NONCE) -> int:
    answer = browser.post("/say", data={"chat": chat, "nonce": nonce, "text": text}, headers=JSON)
    return int(answer.status_code)


def test_words_go_in_and_an_answer_comes_out(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    assert say(browser, chat, "A phone, so I can ring my sister") == 200
    page = browser.get("/chat")
    assert page.status_code == 200
    assert "A phone, so I can ring my sister" in page.text
    assert "Phone and SIM" in page.text


def test_without_a_script_the_answer_is_the_pane_again(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    form = {"chat": chat, "nonce": NONCE, "text": "hello"}
    answer = browser.post("/say", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/chat#pane-{chat}")


def test_a_button_is_pressed_by_its_token_and_gone_afterwards(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    say(browser, chat, "A phone")
    (button,) = re.findall(r'value="([^"]+)">Phone and SIM<', browser.get("/chat").text)
    form = {"chat": chat, "nonce": "b" * 26, "token": button}
    assert browser.post("/say", data=form, headers=JSON).status_code == 200
    page = browser.get("/chat").text
    assert button not in page
    assert "<strong>Phone and SIM</strong>" in page


def test_the_same_form_twice_is_one_message(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    say(browser, chat, "hello there")
    before = world.messages(chat)
    assert say(browser, chat, "hello there") == 200
    assert world.messages(chat) == before


def test_other_words_under_an_old_nonce_are_not_lost(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    say(browser, chat, "hello")
    say(browser, chat, "hello, I mean good morning")
    assert [m.text for m in world.messages(chat) if m.direction == "in"] == [
        "hello",
        "hello, I mean good morning",
    ]


def test_the_answer_carries_the_next_nonce(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    form = {"chat": chat, "nonce": NONCE, "text": "hello"}
    first = browser.post("/say", data=form, headers=JSON).json()
    second = browser.post("/say", data={**form, "nonce": first["nonce"]}, headers=JSON).json()
    assert len({NONCE, first["nonce"], second["nonce"]}) == 3


def test_nothing_typed_changes_nothing(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    before = world.messages(chat)
    assert say(browser, chat, " \n\u200b ") == 200
    assert world.messages(chat) == before


def test_a_form_without_a_nonce_is_refused(world: World, sam: PersonId) -> None:
    assert say(world.signed_in(sam), world.chat(sam), "hello", nonce="short") == 400


@pytest.mark.parametrize("token", ["x", "A" * 22 + "0", "A" * 500, "\x00", "0" * 22 + "9" * 30])
def test_a_made_up_button_does_nothing(world: World, sam: PersonId, token: str) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    say(browser, chat, "A phone")
    form = {"chat": chat, "nonce": "t" * 26, "token": token}
    assert browser.post("/say", data=form, headers=JSON).status_code == 200
    page = browser.get("/chat").text
    assert "Phone and SIM" in page
    assert "<strong>Phone" not in page


def test_somebody_elses_button_does_nothing(world: World, sam: PersonId, ali: PersonId) -> None:
    hers, his = world.signed_in(sam), world.signed_in(ali)
    say(hers, world.chat(sam), "A phone")
    (button,) = re.findall(r'value="([^"]+)">Phone and SIM<', hers.get("/chat").text)
    form = {"chat": world.chat(ali), "nonce": "t" * 26, "token": button}
    assert his.post("/say", data=form, headers=JSON).status_code == 200
    assert button in hers.get("/chat").text


def test_a_form_for_another_chat_is_refused(world: World, sam: PersonId, ali: PersonId) -> None:
    browser = world.signed_in(sam)
    before = world.messages(world.chat(ali))
    assert say(browser, world.chat(ali), "hello") == 403
    assert say(browser, ChatId("nobody"), "hello") == 403
    assert world.messages(world.chat(ali)) == before


def test_a_stranger_cannot_write(world: World, sam: PersonId) -> None:
    assert say(world.browser(), world.chat(sam), "hello") == 403


def test_the_demo_takes_its_own_panes_only(world: World, demo: Demo, ali: PersonId) -> None:
    browser = world.browser(demo)
    other = world.holder("Kit", ali)
    assert say(browser, demo.panes[0].chat, "hello") == 200
    assert say(browser, demo.panes[1].chat, "hello") == 200
    assert say(browser, world.chat(other), "hello") == 403


def test_ten_thousand_characters_are_cut_and_said_so(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    assert say(browser, chat, "why " * 2500) == 200
    (typed,) = (m for m in world.messages(chat) if m.direction == "in")
    assert len(typed.text) == 4000


def test_odd_characters_are_kept_out(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    raw = f"chat={chat}&nonce={NONCE}&text=a%00b%ED%A0%80c%FFd".encode()
    headers = {**JSON, "content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/say", content=raw, headers=headers).status_code == 200
    (typed,) = (m for m in world.messages(chat) if m.direction == "in")
    assert "\x00" not in typed.text
    assert typed.text.encode()
    assert browser.get("/chat").status_code == 200


def test_markup_is_shown_and_never_run(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    evil = "<script>alert(1)</script> <img src=x onerror=alert(1)> {{ 7*7 }} { $x }"
    say(browser, chat, evil)
    page = browser.get("/chat").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_paragraphs_and_direction(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    say(browser, chat, "first line\nsecond line\n\nمرحبا")  # noqa: RUF001 - Arabic
    page = browser.get("/chat").text
    assert '<p dir="auto">first line\nsecond line</p>' in page
    assert '<p dir="auto">مرحبا</p>' in page


def test_a_long_chat_opens_at_its_end_and_reaches_back(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    for n in range(35):
        say(browser, chat, f"word number {n}.", nonce=f"nonce-{n:020}")
    page = browser.get("/chat").text
    assert "word number 34." in page
    assert "word number 0." not in page
    older = re.search(r'href="(/chat\?before=\d+)"', page)
    assert older is not None
    earlier = browser.get(older[1]).text
    assert "word number 0." in earlier or "word number 1." in earlier
    assert browser.get("/chat?before=x").status_code == 200


def test_signed_out_readers_are_sent_to_the_start(world: World) -> None:
    answer = world.browser().get("/chat", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/start")
