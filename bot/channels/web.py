"""The web chat's codec: posted form fields become events. Pure; it knows no request and no page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from flows.events import MAX_TEXT, FileSent, TokenTapped, Typed, Wire
from flows.model import ChatId
from flows.plain_text import clean, is_blank, storable
from storage.turn import Incoming

CHANNEL = "web"
MAX_TOKEN = 64
MAX_FILE_NAME = 120
_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Posted:
    """One posted form: which chat it says it is for, its nonce, and what happened."""

    chat: ChatId
    nonce: str
    event: Wire
    file: bytes | None = None


class BadForm(ValueError):
    """The form is not one of ours."""


def read_form(fields: Mapping[str, str]) -> Posted | None:
    """What a chat form says; None when there is nothing in it. Raises BadForm.

    A button wins over typed words, as only one of them can have been pressed.
    """
    chat, nonce = _addressed(fields)
    token, text = fields.get("token", ""), fields.get("text", "")
    if token:
        return Posted(chat, nonce, TokenTapped(clean(token, MAX_TOKEN)))
    if is_blank(text):
        return None
    return Posted(chat, nonce, Typed(storable(text, MAX_TEXT), cut=len(text) > MAX_TEXT))


def read_file(fields: Mapping[str, str], name: str, media: str, content: bytes) -> Posted:
    """What a file form says. Raises BadForm. Storage looks at what the bytes really are."""
    chat, nonce = _addressed(fields)
    return Posted(chat, nonce, FileSent("", clean(name, MAX_FILE_NAME), clean(media, 80)), content)


def incoming(posted: Posted) -> Incoming:
    """The update for a turn. Its id is chat, nonce and content together.

    The same form sent twice is one update; other words under an old nonce (the Back button, a
    reply that got lost) are a new one, so that nothing somebody wrote is dropped unseen.
    """
    update = f"{posted.chat}:{posted.nonce}:{_fingerprint(posted)}"
    return Incoming(CHANNEL, update, posted.chat, posted.event, posted.file)


def is_nonce(written: str) -> bool:
    """Whether this could be a nonce of one of our forms."""
    return _NONCE.fullmatch(written) is not None


def _addressed(fields: Mapping[str, str]) -> tuple[ChatId, str]:
    chat, nonce = fields.get("chat", ""), fields.get("nonce", "")
    if not chat or not is_nonce(nonce):
        raise BadForm("a chat form without its chat or nonce")
    return ChatId(chat), nonce


def _fingerprint(posted: Posted) -> str:
    match posted.event:
        case Typed(text=text):
            said = f"typed {text}"
        case TokenTapped(token=token):
            said = f"token {token}"
        case FileSent(name=name):
            said = f"file {name}"
        case other:
            said = other.kind
    return sha256(said.encode() + (posted.file or b"")).hexdigest()[:16]
