"""Photos and other files: sent with the chat's form, seen by those in whose chat they are."""

import re
from io import BytesIO

from PIL import Image
from starlette.testclient import TestClient

from flows.model import ChatId, PersonId
from tests.web.conftest import World


def picture() -> bytes:
    """A small photo."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return out.getvalue()


def send(browser: TestClient, chat: ChatId, name: str, data: bytes, media: str) -> int:
    """Post it as the page does."""
    form = {"chat": chat, "nonce": "f" * 26}
    answer = browser.post(
        "/say/file",
        data=form,
        files={"file": (name, data, media)},
        headers={"accept": "application/json"},
    )
    return int(answer.status_code)


def test_a_photo_is_kept_and_can_be_seen_again(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    assert send(browser, chat, "receipt £5 ¨.jpg", picture(), "image/jpeg") == 200
    (path,) = re.findall(r'href="(/file/[^"]+)"', browser.get("/chat").text)
    shown = browser.get(path)
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["content-disposition"].startswith("inline; filename*=utf-8''receipt")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["cache-control"] == "no-store"
    assert shown.content.startswith(b"\xff\xd8\xff")


def test_nobody_else_sees_it(world: World, sam: PersonId, ali: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    send(browser, chat, "receipt.jpg", picture(), "image/jpeg")
    (path,) = re.findall(r'href="(/file/[^"]+)"', browser.get("/chat").text)
    assert world.signed_in(ali).get(path).status_code == 404
    assert world.browser().get(path).status_code == 404
    message, _, file = path.removeprefix("/file/").partition("/")
    assert browser.get(f"/file/{message}/{'x' * 26}").status_code == 404
    assert browser.get(f"/file/{'x' * 26}/{file}").status_code == 404


def test_the_same_file_twice_is_one(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    photo = picture()
    send(browser, chat, "receipt.jpg", photo, "image/jpeg")
    before = world.messages(chat)
    assert send(browser, chat, "receipt.jpg", photo, "image/jpeg") == 200
    assert world.messages(chat) == before


def test_what_is_no_picture_is_told_so_and_not_kept(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    assert send(browser, chat, "x.svg", b"<svg onload=alert(1)>", "image/svg+xml") == 200
    page = browser.get("/chat").text
    assert "/file/" not in page
    assert "onload" not in page


def test_a_form_without_a_file(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    answer = browser.post("/say/file", data={"chat": chat, "nonce": "f" * 26})
    assert answer.status_code == 400
    assert send(browser, ChatId("nobody"), "a.jpg", picture(), "image/jpeg") == 403
