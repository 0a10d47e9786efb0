"""One-time links, invites, codes, and signing out."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from bot.web.brake import MAX_WRONG_VISITS
from flows.events import InviteAsked
from flows.model import PersonId
from storage.repositories import chats
from storage.repositories.sign_ins import WebSession
from storage.unit_of_work import unit_of_work
from tests.web.conftest import FACTS, World


def test_opening_a_link_uses_nothing_up(world: World, sam: PersonId) -> None:
    browser, link = world.browser(), world.link(sam)
    for _ in range(3):
        page = browser.get(link)
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
    assert browser.post(link, follow_redirects=False).status_code == 303
    assert browser.get("/chat").status_code == 200


def test_a_link_works_once(world: World, sam: PersonId) -> None:
    link = world.link(sam)
    assert world.browser().post(link, follow_redirects=False).status_code == 303
    second = world.browser()
    assert second.post(link).status_code == 410
    assert second.get(link).status_code == 410
    assert second.get("/chat", follow_redirects=False).status_code == 303


def test_a_link_grows_old(world: World, sam: PersonId) -> None:
    link = world.link(sam)
    world.clock.advance(timedelta(hours=73))
    assert world.browser().post(link).status_code == 410


@pytest.mark.parametrize("secret", ["x", "a" * 26, "a" * 500, "%00", "..%2f..", "%F0%9F%98%80"])
def test_a_made_up_link_is_good_for_nothing(world: World, secret: str) -> None:
    assert world.browser().post(f"/in/{secret}").status_code in (404, 410)


def test_cookie_flags(world: World, sam: PersonId, ali: PersonId) -> None:
    cookie = world.browser().post(world.link(sam), follow_redirects=False).headers["set-cookie"]
    assert cookie.startswith("fh=")
    for flag in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="):
        assert flag in cookie
    staff = world.browser().post(world.link(ali), follow_redirects=False).headers["set-cookie"]
    assert "Max-Age" not in staff


def test_signing_out_ends_the_session_on_the_server(world: World, sam: PersonId) -> None:
    browser = world.signed_in(sam)
    cookie = browser.cookies["fh"]
    assert browser.post("/out", follow_redirects=False).status_code == 303
    stolen = world.browser()
    stolen.cookies.set("fh", cookie)
    assert stolen.get("/chat", follow_redirects=False).status_code == 303


def test_staff_are_signed_out_after_half_an_hour_of_nothing(world: World, ali: PersonId) -> None:
    browser = world.signed_in(ali)
    for _ in range(3):
        world.clock.advance(timedelta(minutes=20))
        assert browser.get("/chat", follow_redirects=False).status_code == 200
        world.service.writer.run_here(lambda: None)  # the visit is noted behind the page
    world.clock.advance(timedelta(minutes=31))
    assert browser.get("/chat", follow_redirects=False).status_code == 303


def test_a_made_up_cookie_is_nobody(world: World) -> None:
    browser = world.browser()
    browser.cookies.set("fh", "x" * 43)
    assert browser.get("/chat", follow_redirects=False).status_code == 303


def test_a_stranger_comes_in_by_link(world: World, ali: PersonId) -> None:
    path = _invited(world, ali)["link"].removeprefix("http://localhost:8000")
    browser = world.browser()
    page = browser.get(path)
    assert "Begin" in page.text
    assert "set-cookie" not in page.headers
    begun = browser.post(path)
    assert begun.status_code == 200
    assert "Hello Kit" in begun.text
    _tap(browser, begun.text, "Yes")
    assert "Does anyone else see this phone?" in browser.get("/chat").text


def test_a_stranger_comes_in_by_code(world: World, ali: PersonId) -> None:
    code = _invited(world, ali)["code"]
    begun = world.browser().post("/start", data={"code": code.lower().replace("-", " ")})
    assert "Hello Kit" in begun.text


def test_a_wrong_code_is_told_kindly(world: World) -> None:
    answer = world.browser().post("/start", data={"code": "AAAAA-BBBBB"})
    assert "does not work" in answer.text
    empty = world.browser().post("/start", data={"code": " "})
    assert (empty.status_code, "Type the code first" in empty.text) == (400, True)


def test_who_is_signed_in_does_not_use_somebody_elses_invite(
    world: World, ali: PersonId, sam: PersonId
) -> None:
    told = _invited(world, ali)
    path = told["link"].removeprefix("http://localhost:8000")
    browser = world.signed_in(sam)
    assert "Hello Kit" not in browser.post(path).text
    assert browser.post("/start", data={"code": told["code"]}).status_code == 400
    assert "Hello Kit" in world.browser().post(path).text


def test_one_address_guesses_five_times_an_hour(world: World, ali: PersonId) -> None:
    browser, code = world.browser(), _invited(world, ali)["code"]
    for _ in range(MAX_WRONG_VISITS):
        assert "does not work" in _guess(browser, "AAAAA-BBBBB")
    before = _chats(world)
    for tried in (code, "AAAAA-BBBBB"):
        assert "does not work" in _guess(browser, tried)
        assert not browser.cookies
    for path in ("/", "/start", "/chat", "/i/abc", "/in/abc"):
        browser.get(path)
    assert _chats(world) == before
    world.clock.advance(timedelta(hours=1))
    assert "Hello Kit" in _guess(browser, code)


def test_all_strangers_together_guess_a_hundred_times_an_hour(
    world: World, ali: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chats, "ALL_TRIES", 3)
    browser, code = world.browser(), _invited(world, ali)["code"]
    for _ in range(3):
        _guess(browser, "AAAAA-BBBBB")
    assert "does not work" in _guess(browser, code)
    world.clock.advance(timedelta(hours=1, minutes=1))
    assert "Hello Kit" in _guess(browser, code)


def _guess(browser: TestClient, code: str) -> str:
    """Somebody new on the same computer, who types this code."""
    browser.cookies.clear()
    return str(browser.post("/start", data={"code": code}).text)


def _chats(world: World) -> int:
    with world.store.database.reading() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM chat")) or 0)


def _invited(world: World, by: PersonId) -> dict[str, str]:
    return world.command(InviteAsked(by, "Kit", FACTS))


def _tap(browser: object, page: str, label: str) -> None:
    assert isinstance(browser, TestClient)
    button = re.search(rf'value="([^"]+)">{label}', page)
    chat = re.search(r'name="chat" value="([^"]+)"', page)
    assert button is not None
    assert chat is not None
    form = {"chat": chat[1], "nonce": "k" * 26, "token": button[1]}
    assert browser.post("/say", data=form).status_code == 200


def test_sign_in_pages_may_say_where_they_post_from_and_others_say_nothing(
    world: World, sam: PersonId
) -> None:
    browser, link = world.browser(), world.link(sam)
    assert browser.get(link).headers["referrer-policy"] == "same-origin"
    browser.post(link)
    assert browser.get("/chat").headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_whoever_planted_a_strangers_cookie_does_not_read_on(
    world: World, ali: PersonId, accept: str
) -> None:
    code = _invited(world, ali)["code"]
    planter, victim = world.browser(), world.browser()
    planter.post("/start", data={"code": "AAAAA-BBBBB"})
    planted = planter.cookies["fh"]
    victim.cookies.set("fh", planted, domain="localhost.local", path="/")
    page = victim.post("/start", data={"code": code}).text
    button = re.search(r'value="([^"]+)">Yes', page)
    chat = re.search(r'name="chat" value="([^"]+)"', page)
    assert button is not None
    assert chat is not None
    form = {"chat": chat[1], "nonce": "k" * 26, "token": button[1]}
    answer = victim.post("/say", data=form, headers={"accept": accept}, follow_redirects=False)
    assert answer.status_code in (200, 303)
    fresh = answer.headers["set-cookie"]
    assert "HttpOnly" in fresh
    assert planted not in fresh
    assert "Does anyone else see this phone?" in victim.get("/chat").text
    assert planter.get("/chat", follow_redirects=False).status_code == 303
    assert planter.get(f"/events?after={chat[1]}:0").status_code == 403
    stolen = {"chat": chat[1], "nonce": "p" * 26, "text": "status"}
    assert planter.post("/say", data=stolen).status_code == 403


def test_a_previewer_uses_nothing_up(world: World, sam: PersonId, ali: PersonId) -> None:
    """Chat apps and mail filters open links, and some only ask for their head."""
    link, code = world.link(sam), _invited(world, ali)["link"].removeprefix("http://localhost:8000")
    previewer = world.browser()
    for path in (link, code):
        for look in (previewer.get, previewer.head):
            answer = look(path)
            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers
    assert world.browser().post(link, follow_redirects=False).status_code == 303
    assert "Is it" in world.browser().post(code).text or "name" in world.browser().get(code).text


def test_a_new_link_signs_out_with_a_plain_sentence(world: World, sam: PersonId) -> None:
    browser = world.signed_in(sam)
    chat = world.chat(sam)
    assert "You have been signed out." not in browser.get("/start").text
    world.link(sam)
    assert browser.get("/chat", follow_redirects=False).status_code == 303
    assert "You have been signed out." in browser.get("/chat").text
    form = {"chat": chat, "nonce": "s" * 26, "text": "hello"}
    said = browser.post("/say", data=form, headers={"accept": "application/json"})
    assert said.status_code == 403
    assert said.json()["error"].startswith("You are signed out.")
    assert "You have been signed out." not in world.browser().get("/start").text


@pytest.mark.parametrize("who", ["sam", "ali"])
def test_other_sessions_end_and_this_one_stays(
    world: World, request: pytest.FixtureRequest, who: str
) -> None:
    person = request.getfixturevalue(who)
    first = world.signed_in(person)
    second = world.browser()
    second.cookies.set("fh", _session_of(world, person), domain="localhost.local", path="/")
    assert second.get("/chat").status_code == 200
    assert "and on 1 other phone or computer." in first.get("/sessions").text
    done = first.post("/sessions").text
    assert "You are signed out everywhere else." in done
    assert "nowhere else" in done
    assert first.get("/chat", follow_redirects=False).status_code == 200
    assert second.get("/chat", follow_redirects=False).status_code == 303


def test_strangers_have_no_sessions_to_end(world: World, sam: PersonId) -> None:
    browser = world.signed_in(sam)
    stranger = world.browser()
    assert stranger.get("/sessions", follow_redirects=False).status_code == 303
    assert stranger.post("/sessions").status_code == 403
    assert browser.get("/chat", follow_redirects=False).status_code == 200


def _session_of(world: World, person: PersonId) -> str:
    """One more session of the same person: a link made now would end the others."""
    now, token = world.clock.real_now(), "another-browser"
    with unit_of_work(world.store.database, world.store.vault) as work:
        hashed = world.store.vault.token_hash(token)
        chat = world.chat(person)
        staff = work.people.get(person, now)
        assert staff is not None
        work.sign_ins.add_session(WebSession(hashed, person, chat, False, now, now))
        work.keep()
    return token
