"""Voice notes in the web chat: who can play them, in parts too, and what is none."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from flows.model import PersonId, Role
from tests.web.conftest import World

NOTE = (Path(__file__).parents[1] / "talks/care/voice-note.wav").read_bytes()


def send(
    world: World, browser: TestClient, who: PersonId, data: bytes = NOTE, media: str = "audio/wav"
) -> None:
    """Post it as the page does."""
    sent = {"chat": world.chat(who), "nonce": f"{len(world.messages(world.chat(who))):026d}"}
    files = {"file": ("my note.wav", data, media)}
    assert browser.post("/say/file", data=sent, files=files).status_code == 200


def paths(browser: TestClient) -> list[str]:
    """What the page can play."""
    return re.findall(r'<audio [^>]*src="(/file/[^"]+)"', browser.get("/chat").text)


def test_a_note_is_played_saved_and_named(world: World, sam: PersonId) -> None:
    browser = world.signed_in(sam)
    send(world, browser, sam)
    page = browser.get("/chat").text
    assert "Voice note 1, 0:02" in page
    assert 'download="my note.wav"' in page
    assert "<audio controls" in page
    whole = browser.get(paths(browser)[0])
    assert (whole.headers["content-type"], whole.content) == ("audio/wav", NOTE)
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-1", 206, NOTE[:2]),
        ("bytes=10-", 206, NOTE[10:]),
        ("bytes=-4", 206, NOTE[-4:]),
        (f"bytes=0-{10**11}", 206, NOTE),
        (f"bytes={len(NOTE)}-", 416, b""),
        ("bytes=5-2", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=-", 200, NOTE),
        ("bytes=0-1,4-5", 200, NOTE),
        ("lines=1-2", 200, NOTE),
        ("bytes=x-y", 200, NOTE),
    ],
)
def test_a_player_may_ask_for_parts(
    world: World, sam: PersonId, asked: str, status: int, part: bytes
) -> None:
    browser = world.signed_in(sam)
    send(world, browser, sam)
    answer = browser.get(paths(browser)[0], headers={"range": asked})
    assert (answer.status_code, answer.content) == (status, part)


def test_the_signer_plays_it_and_nobody_else(world: World, sam: PersonId, ali: PersonId) -> None:
    browser = world.signed_in(sam)
    send(world, browser, sam)  # the goal
    world.says(browser, sam, "A walking stick", "20", "Skip", "You buy it for me", "No", "Send")
    staff = world.signed_in(ali)
    world.taps(staff, ali, "Look")
    (theirs,) = paths(staff)
    assert staff.get(theirs).content == NOTE
    own = paths(browser)
    assert all(browser.get(path).content == NOTE for path in own)
    leader = world.signed_in(world.staff("Other", Role.TEAM_LEADER))
    for path in (theirs, *own):
        assert leader.get(path).status_code == 404
        assert world.browser().get(path).status_code == 404
    assert staff.get(own[0]).status_code == 404  # each by the message in their own chat only
    assert browser.get(theirs).status_code == 404


def test_a_mark_that_somebody_types_brings_no_note(
    world: World, sam: PersonId, ali: PersonId
) -> None:
    browser = world.signed_in(sam)
    send(world, browser, sam)
    file = paths(browser)[0].rpartition("/")[2]
    thief = world.holder("Kim", ali)
    other = world.signed_in(thief)
    world.says(other, thief, f"\x02{file}\x03 please")
    assert paths(other) == []
    assert f"{file} please" in other.get("/chat").text


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"GIF89a not a sound", "audio/wav"),
        (b"<script>alert(1)</script>", "audio/mpeg"),
        (NOTE, "image/png"),
        (NOTE, "text/html"),
        (b"", "audio/wav"),
        (NOTE[:11], "audio/wav"),
        (b"\x1a\x45\xdf\xa3\x01\x42\x82\x84webm" + b"A_OPUSV_VP8", "audio/webm"),
    ],
)
def test_what_is_no_voice_note_is_told_so_and_not_kept(
    world: World, sam: PersonId, data: bytes, media: str
) -> None:
    browser = world.signed_in(sam)
    send(world, browser, sam, data, media)
    assert "/file/" not in browser.get("/chat").text


def test_the_policy_lets_a_page_play_and_record_and_no_more(world: World) -> None:
    headers = world.browser().get("/start").headers
    assert "media-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["permissions-policy"] == "camera=(), microphone=(self), geolocation=()"


def test_big_print_and_easy_words_change_the_page(world: World, sam: PersonId) -> None:
    browser = world.signed_in(sam)
    assert "msg--big" not in browser.get("/chat").text
    world.says(browser, sam, "Come back later", "hello", "More", "About me", "What helps me")
    world.says(browser, sam, "Big print", "Easy words", "That is all")
    page = browser.get("/chat").text
    assert "page--big" in page
    assert "msg--big" in page
    alone = '<p dir="auto">Say it your own way.</p>'
    assert alone in page
    world.says(browser, sam, "What helps me", "✓ Big print", "✓ Easy words", "None of these")
    page = browser.get("/chat").text
    assert "msg--big" not in page
    assert alone not in page
