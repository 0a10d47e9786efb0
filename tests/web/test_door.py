"""The door: hide this page, the PIN, the idle lock, and what somebody tries who has no PIN."""

import time
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from flows.model import PersonId
from storage.pins import hashed, matches
from storage.verify import verify
from tests.web.conftest import URL, World

PIN = "493817"
SECRET = "I want to see my sister"
TELLING = ("sister", "Foothold", "health", "NHS", "care")


def with_pin(world: World, sam: PersonId) -> TestClient:
    """Sam's browser, with words in the chat and a PIN."""
    browser = world.signed_in(sam)
    world.says(browser, sam, SECRET)
    assert browser.post("/pin", data={"new": PIN}).status_code == 200
    return browser


def settle(world: World) -> None:
    """What is noted behind a page has been written."""
    world.service.writer.run_here(lambda: None)


def locked(world: World, sam: PersonId) -> TestClient:
    """The same, five minutes later."""
    browser = with_pin(world, sam)
    world.clock.advance(timedelta(minutes=5))
    return browser


def form(world: World, sam: PersonId, text: str = "hello") -> dict[str, str]:
    return {"chat": world.chat(sam), "nonce": "n" * 26, "text": text}


def test_without_a_pin_nothing_locks(world: World, sam: PersonId) -> None:
    browser = world.signed_in(sam)
    world.clock.advance(timedelta(days=3))
    assert browser.get("/chat").status_code == 200


def test_the_lock_closes_after_five_idle_minutes_and_not_before(
    world: World, sam: PersonId
) -> None:
    browser = with_pin(world, sam)
    for _ in range(3):
        world.clock.advance(timedelta(minutes=4))
        assert SECRET in browser.get("/chat").text
        settle(world)
    world.clock.advance(timedelta(minutes=5))
    page = browser.get("/chat")
    assert page.status_code == 423
    assert not [word for word in TELLING if word in page.text]
    assert "Type your PIN" in page.text
    assert "no-store" in page.headers["cache-control"]


def test_the_pin_opens_it_again(world: World, sam: PersonId) -> None:
    browser = locked(world, sam)
    assert browser.post("/door", data={"pin": PIN}).status_code == 200
    assert SECRET in browser.get("/chat").text


def test_typing_keeps_it_open_and_the_stream_does_not(world: World, sam: PersonId) -> None:
    browser = with_pin(world, sam)
    world.clock.advance(timedelta(minutes=4))
    assert browser.post("/awake").status_code == 204
    settle(world)
    world.clock.advance(timedelta(minutes=4))
    assert browser.get("/events?after=x:1").status_code == 403  # asked for, and no sign of life
    settle(world)
    world.clock.advance(timedelta(minutes=1))
    assert browser.get("/chat").status_code == 423


def test_a_locked_session_gets_no_page_stream_file_or_post(world: World, sam: PersonId) -> None:
    browser = with_pin(world, sam)
    wav = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40)
    files = {"file": ("note.wav", wav, "audio/wav")}
    sent = {"chat": world.chat(sam), "nonce": "f" * 26}
    assert browser.post("/say/file", data=sent, files=files).status_code == 200
    (message,) = [m for m in world.messages(world.chat(sam)) if m.files and m.direction == "in"]
    path = f"/file/{message.id}/{message.files[0]}"
    assert browser.get(path).status_code == 200
    before = world.messages(world.chat(sam))
    world.clock.advance(timedelta(minutes=5))
    for answer in (
        browser.get("/chat"),
        browser.get("/"),
        browser.get("/pin"),
        browser.get("/log"),
        browser.get(f"/events?after={world.chat(sam)}:0", headers={"accept": "text/event-stream"}),
        browser.get(path),
        browser.post("/say", data=form(world, sam)),
        browser.post("/say", data=form(world, sam), headers={"accept": "application/json"}),
        browser.post("/say/file", data={**sent, "nonce": "g" * 26}, files=files),
        browser.post("/pin", data={"new": "1234"}),
        browser.post("/awake"),
    ):
        assert answer.status_code == 423
        assert SECRET not in answer.text
    assert world.messages(world.chat(sam)) == before


def test_five_wrong_tries_end_the_session(world: World, sam: PersonId) -> None:
    browser = locked(world, sam)
    for left in ("4 tries", "3 tries", "2 tries", "one try"):
        assert left in browser.post("/door", data={"pin": "0000"}).text
    over = browser.post("/door", data={"pin": "0000"})
    assert over.status_code == 403
    assert "Ask whoever gave you your link" in over.text
    # Not even the right one helps now, and the old cookie is nobody's.
    assert browser.post("/door", data={"pin": PIN}).status_code == 403
    assert browser.get("/chat", follow_redirects=False).status_code == 303


def test_a_right_pin_forgets_the_wrong_tries(world: World, sam: PersonId) -> None:
    browser = locked(world, sam)
    for _ in range(3):
        for _ in range(4):
            browser.post("/door", data={"pin": "0000"})
        assert browser.post("/door", data={"pin": PIN}).status_code == 200
        world.clock.advance(timedelta(minutes=5))


@pytest.mark.parametrize(
    "guess", ["", "493816", "4938170", PIN + " x", "x" * 5000, "\x00", "٤٩٣٨١٧"]
)
def test_what_is_not_the_pin_does_not_open(world: World, sam: PersonId, guess: str) -> None:
    browser = locked(world, sam)
    assert browser.post("/door", data={"pin": guess}).status_code == 423
    assert browser.get("/chat").status_code == 423


@pytest.mark.parametrize("bad", ["123", "123456789", "12a4", "", "١٢٣٤"])
def test_what_is_no_pin_is_not_set(world: World, sam: PersonId, bad: str) -> None:
    browser = world.signed_in(sam)
    assert browser.post("/pin", data={"new": bad}).status_code == 400
    world.clock.advance(timedelta(hours=1))
    assert browser.get("/chat").status_code == 200


def test_changing_it_or_taking_it_away_needs_the_old_one(world: World, sam: PersonId) -> None:
    browser = with_pin(world, sam)
    assert browser.post("/pin", data={"old": "0000", "new": "1111"}).status_code == 400
    assert browser.post("/pin", data={"old": "0000", "away": "1"}).status_code == 400
    assert browser.post("/pin", data={"old": PIN, "new": "1111"}).status_code == 200
    world.clock.advance(timedelta(minutes=5))
    assert browser.post("/door", data={"pin": PIN}).status_code == 423
    assert browser.post("/door", data={"pin": "1111"}).status_code == 200
    assert browser.post("/pin", data={"old": "1111", "away": "1"}).status_code == 200
    world.clock.advance(timedelta(days=1))
    assert browser.get("/chat").status_code == 200


def test_guesses_on_the_pin_page_count_too(world: World, sam: PersonId) -> None:
    browser = with_pin(world, sam)
    for _ in range(4):
        assert browser.post("/pin", data={"old": "0000", "new": "1111"}).status_code == 400
    assert browser.post("/pin", data={"old": "0000", "new": "1111"}).status_code == 403
    assert browser.get("/chat", follow_redirects=False).status_code == 303


def test_a_pin_set_on_one_phone_locks_the_others(world: World, sam: PersonId) -> None:
    other = world.signed_in(sam)
    with_pin(world, sam)  # a new link ends old sessions, so that this is the only one left
    assert other.get("/chat", follow_redirects=False).status_code == 303


def test_hide_shows_nothing_until_they_come_back(world: World, sam: PersonId) -> None:
    browser = world.signed_in(sam)
    world.says(browser, sam, SECRET)
    gone = browser.post("/hide", follow_redirects=False)
    assert gone.headers["location"] == "/away"
    assert "cache" in gone.headers["clear-site-data"]
    for path in ("/away", "/chat", "/"):
        page = browser.get(path)
        assert not [word for word in TELLING if word in page.text]
        assert "<title>Messages</title>" in page.text
    assert browser.post("/say", data=form(world, sam)).status_code == 423
    assert browser.post("/door").status_code == 200
    assert SECRET in browser.get("/chat").text


def test_a_hidden_page_with_a_pin_opens_with_the_pin_only(world: World, sam: PersonId) -> None:
    browser = with_pin(world, sam)
    browser.post("/hide")
    assert browser.post("/door").status_code == 423
    assert browser.get("/chat").status_code == 423
    assert browser.post("/door", data={"pin": PIN}).status_code == 200
    assert SECRET in browser.get("/chat").text


def test_every_chat_page_has_the_way_out(world: World, sam: PersonId, ali: PersonId) -> None:
    for person in (sam, ali):
        page = world.signed_in(person).get("/chat").text
        assert 'action="/hide"' in page
        assert "<title>Messages</title>" in page


def test_a_forgotten_pin_reaches_the_care_co_ordinator(
    world: World, sam: PersonId, ali: PersonId
) -> None:
    browser = locked(world, sam)
    nonce = browser.get("/chat").text.split('name="nonce" value="')[1].partition('"')[0]
    for _ in range(3):
        said = browser.post("/door/talk", data={"nonce": nonce})
        assert "We have passed it on" in said.text
    cards = [m for m in world.messages(world.chat(ali)) if "forgot their PIN" in m.text]
    assert len(cards) == 1
    staff = world.signed_in(ali)
    world.taps(staff, ali, "Make a new link")
    (made,) = [m for m in world.messages(world.chat(ali)) if "Here is a new link" in m.text]
    link = made.text.rpartition(URL)[2]
    assert browser.get("/chat", follow_redirects=False).status_code == 303  # the old way in is over
    fresh = world.browser()
    assert fresh.post(link, follow_redirects=False).status_code == 303
    world.clock.advance(timedelta(hours=1))
    assert SECRET in fresh.get("/chat").text  # the PIN is gone
    with world.store.database.reading() as connection:
        assert verify(connection) is None


def test_a_link_cannot_be_made_for_somebody_elses_people(
    world: World, sam: PersonId, ali: PersonId
) -> None:
    browser = locked(world, sam)
    browser.post("/door/talk", data={"nonce": "x" * 26})
    before = world.messages(world.chat(ali))
    assert any("forgot their PIN" in m.text for m in before)
    stranger = world.browser()
    assert stranger.post("/door/talk", data={"nonce": "y" * 26}).status_code == 200
    assert world.messages(world.chat(ali)) == before


def test_a_pin_is_compared_in_the_same_time_whatever_it_is() -> None:
    kept = hashed(PIN)

    def takes(which: str | None, typed: str) -> float:
        best = 1.0
        for _ in range(5):
            began = time.perf_counter()
            matches(which, typed)
            best = min(best, time.perf_counter() - began)
        return best

    times = [
        takes(kept, PIN),
        takes(kept, "0000"),
        takes(None, PIN),
        takes(kept, ""),
        takes(None, ""),
    ]
    assert max(times) < 3 * min(times)
    assert matches(kept, PIN)
    assert not matches(None, PIN)


def test_the_hash_is_kept_under_the_persons_key(world: World, sam: PersonId) -> None:
    with_pin(world, sam)
    with world.store.database.reading() as connection:
        raw = connection.exec_driver_sql("SELECT hash_sealed FROM web_pin").scalar_one()
    assert b"argon2" not in raw


def test_an_old_link_shows_nothing_while_the_door_is_shut_and_a_new_one_works(
    world: World, sam: PersonId
) -> None:
    old = world.link(sam)
    browser = world.browser()
    browser.post(old)
    browser.post("/hide")
    for answer in (browser.get(old), browser.post(old), browser.get("/in/" + "x" * 26)):
        assert answer.status_code == 423
        assert not [word for word in TELLING if word in answer.text]
    fresh = world.link(sam)  # which ends the hidden session
    assert browser.post(fresh, follow_redirects=False).status_code == 303
    assert browser.get("/chat").status_code == 200
