"""What somebody might try on purpose at the pages, one by one. Nothing of it works, and none of it
is told anything: whose page, message, attachment or link it is stays unknown."""

import re
import struct
import time
import zlib
from io import BytesIO

from PIL import Image
from starlette.testclient import TestClient

from flows.model import ChatId, PersonId
from tests.web.asking import asks_for_a_phone
from tests.web.conftest import World

NONCE = "m" * 26


def huge_png(side: int) -> bytes:
    """A picture that says it is `side` by `side`, in a hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def photo_with_a_place() -> bytes:
    """A photo as a phone makes it: with where it was taken, and with which camera."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (51.5, 30.0, 0.0)
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def send(browser: TestClient, chat: ChatId, name: str, data: bytes, media: str) -> int:
    form = {"chat": chat, "nonce": NONCE}
    answer = browser.post("/say/file", data=form, files={"file": (name, data, media)})
    return int(answer.status_code)


def test_another_persons_page(world: World, sam: PersonId, ali: PersonId) -> None:
    asks_for_a_phone(world, sam)
    other = world.signed_in(world.holder("Tess", ali))
    for path in ("/requests/FH-0001", "/requests/FH-0001/plan", "/inbox/FH-0001", "/pay/FH-0001"):
        answer = other.get(path)
        assert answer.status_code in (403, 404)
        assert "sister" not in answer.text
    assert "sister" not in other.get(f"/chat?before=1&chat={world.chat(sam)}").text


def test_another_persons_message(world: World, sam: PersonId, ali: PersonId) -> None:
    asks_for_a_phone(world, sam)
    chat = world.chat(sam)
    other = world.signed_in(world.holder("Tess", ali))
    assert other.get(f"/events?after={chat}:0").status_code == 403
    mine = other.get("/events?after=nothing:0")
    assert mine.status_code == 403
    for message in world.messages(chat):
        assert message.id not in other.get("/chat").text
        for button in message.buttons:
            form = {"chat": world.chat(sam), "nonce": NONCE, "token": button.token}
            assert other.post("/say", data=form).status_code == 403
    before = world.messages(chat)
    form = {"chat": chat, "nonce": NONCE, "text": "I take it back"}
    assert other.post("/say", data=form).status_code == 403
    assert world.messages(chat) == before


def test_another_persons_attachment(world: World, sam: PersonId, ali: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    assert send(browser, chat, "receipt.jpg", photo_with_a_place(), "image/jpeg") == 200
    (path,) = re.findall(r'href="(/file/[^"]+)"', browser.get("/chat").text)
    assert browser.get(path).status_code == 200
    for other in (world.signed_in(ali), world.browser()):
        answer = other.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")


def test_another_persons_link(world: World, sam: PersonId, ali: PersonId) -> None:
    """A link lets in whoever has it, once: after that it is good for nobody, and says nothing."""
    link = world.link(sam)
    world.browser().post(link)
    thief = world.signed_in(ali)
    for look in (thief.get, thief.post):
        answer = look(link)
        assert answer.status_code == 410
        assert not re.search(r"\bSam\b", answer.text)
    assert thief.get("/chat", follow_redirects=False).status_code == 200, "still Ali"
    changed = link[:-1] + ("a" if link[-1] != "a" else "b")
    assert thief.post(changed).status_code == 410


def test_a_picture_of_50_000_by_50_000_pixels(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    began = time.perf_counter()
    assert send(browser, chat, "huge.png", huge_png(50_000), "image/png") == 200
    assert time.perf_counter() - began < 3, "it is never opened"
    assert "/file/" not in browser.get("/chat").text


def test_a_pdf_named_jpg(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    assert send(browser, chat, "photo.jpg", pdf, "image/jpeg") == 200
    assert "/file/" not in browser.get("/chat").text


def test_a_page_named_pdf_is_never_shown_as_one(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    page = b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF\n"
    assert send(browser, chat, "letter.pdf", page, "application/pdf") == 200
    for path in re.findall(r'href="(/file/[^"]+)"', browser.get("/chat").text):
        answer = browser.get(path)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_where_a_photo_was_taken_is_not_kept(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    assert send(browser, chat, "photo.jpg", photo_with_a_place(), "image/jpeg") == 200
    (path,) = re.findall(r'href="(/file/[^"]+)"', browser.get("/chat").text)
    kept = browser.get(path).content
    assert not Image.open(BytesIO(kept)).getexif()
    assert b"Secret" not in kept


def test_another_page_cannot_press_for_me(world: World, sam: PersonId) -> None:
    """A form on somebody else's website, in my signed-in browser."""
    browser = asks_for_a_phone(world, sam)
    before = world.messages(world.chat(sam))
    forged = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
    form = {"tap": "withdraw.1.", "nonce": NONCE}
    for path in ("/requests/FH-0001/do", "/requests/do", "/inbox/do", "/sessions", "/out"):
        assert browser.post(path, data=form, headers=forged).status_code == 403
    assert world.messages(world.chat(sam)) == before
    assert browser.get("/chat", follow_redirects=False).status_code == 200
