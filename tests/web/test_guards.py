"""What stands around every page: hosts, cross-site posts, headers, body sizes, error pages."""

import pytest
from starlette.testclient import TestClient

from bot.web.demo_panes import Demo
from flows.model import PersonId
from foothold.web.app import build_app
from foothold.web.cookies import cookies_for
from foothold.web.errors import SAID
from foothold.web.middleware import FILE_BODY, SMALL_BODY
from foothold.web.shell import shell_over
from storage.errors import BadConfig, DiskTrouble
from tests.web.conftest import URL, World


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil", ""])
def test_other_host_names_are_refused(world: World, host: str) -> None:
    answer = world.browser().get("/start", headers={"host": host})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("headers", "let_in"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site", "origin": URL}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": ""}, False),
        ({"origin": URL}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({}, False),
    ],
)
def test_posts_come_from_our_own_pages_only(
    world: World, headers: dict[str, str], let_in: bool
) -> None:
    browser = TestClient(world.app(), base_url=URL, raise_server_exceptions=False)
    answer = browser.post("/start", data={"code": ""}, headers=headers)
    assert (answer.status_code != 403) is let_in


@pytest.mark.parametrize("path", ["/start", "/chat", "/nowhere", "/static/app.css", "/healthz"])
def test_every_answer_carries_the_headers(world: World, path: str) -> None:
    answer = world.browser().get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")


def test_pages_are_not_stored_and_versioned_files_are(world: World, sam: PersonId) -> None:
    browser = world.signed_in(sam)
    page = browser.get("/chat")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    address = page.text.partition('href="/static/app.css')[2].partition('"')[0]
    kept = browser.get(f"/static/app.css{address}")
    assert "immutable" in kept.headers["cache-control"]
    assert browser.get("/static/app.css").headers["cache-control"] == "no-cache"


def test_pages_hold_no_inline_script_or_style(world: World, demo: Demo) -> None:
    browser = world.browser(demo)
    for path in ("/", "/start", "/nowhere", "/i/some-secret"):
        page = browser.get(path).text
        assert "<script>" not in page
        assert "style=" not in page
        assert " on" + "click=" not in page
        assert "http://" not in page.replace(URL, "")
        assert "https://" not in page


def test_a_body_that_is_too_large_is_refused(world: World, sam: PersonId) -> None:
    browser = world.signed_in(sam)
    answer = browser.post("/say", data={"text": "x" * SMALL_BODY})
    assert answer.status_code == 413
    assert SAID[413].sentence in answer.text
    assert browser.post("/say/file", content=b"x" * (FILE_BODY + 1)).status_code == 413


def test_a_body_that_hides_its_length_is_cut_off(world: World, sam: PersonId) -> None:
    def endless() -> "list[bytes]":
        return [b"text=" + b"x" * 1024] * 80

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = world.signed_in(sam).post("/say", content=iter(endless()), headers=headers)
    assert answer.status_code == 413


def test_errors_are_one_sentence_each(world: World) -> None:
    browser = world.browser()
    missing = browser.get("/nowhere")
    assert (missing.status_code, SAID[404].sentence in missing.text) == (404, True)
    as_json = browser.get("/nowhere", headers={"accept": "application/json"})
    assert as_json.json() == {"error": SAID[404].sentence}


def test_a_bug_shows_nothing_of_itself(world: World) -> None:
    shell = shell_over(world.store, world.service.writer, ("bot.web",))

    async def broken(_request: object) -> None:
        raise RuntimeError("secret words")

    from starlette.routing import Route

    app = build_app(shell, [Route("/broken", broken)])
    answer = TestClient(app, base_url=URL, raise_server_exceptions=False).get("/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


def test_when_nothing_can_be_saved_the_page_says_so(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)

    def full(*_anything: object) -> None:
        raise DiskTrouble("the disk is full")

    world.service.dispatcher.turn = full  # type: ignore[assignment]
    form = {"chat": chat, "nonce": "n" * 26, "text": "hello"}
    answer = browser.post("/say", data=form, headers={"accept": "application/json"})
    assert answer.status_code == 503
    assert "try again" in answer.json()["error"]
    assert "nonce" not in answer.json()


def test_the_cookie_follows_the_address() -> None:
    assert cookies_for("https://foothold.example.org").name == "__Host-fh"
    assert "Secure" in cookies_for("https://foothold.example.org").header("t")
    assert cookies_for("http://127.0.0.1:8000").name == "fh"
    with pytest.raises(BadConfig):
        cookies_for("http://foothold.example.org")


def test_every_page_has_the_same_frame(world: World, demo: Demo) -> None:
    browser = world.browser(demo)
    for path in ("/", "/start", "/nowhere"):
        page = browser.get(path).text
        assert "Not an NHS website." in page
        assert page.index("Skip to main content") < page.index("Need help now?")
        assert "116 123" in page
