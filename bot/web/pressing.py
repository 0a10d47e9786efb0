"""Buttons of pages that are no chat: what a page offers is pressed in the reader's own chat.

A page names a button by what it does. The answer to a press looks again at what is offered now, so
that nothing else can be pressed, and takes a turn with the version that the page showed: what has
changed meanwhile is said in the chat, as for an old button there. It must not know any page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.channels.web import CHANNEL, is_nonce
from bot.service import Service
from bot.web.chat import NOT_SAVED, in_time
from bot.web.shell import Shell
from flows.events import PagePressed
from flows.model import ChatId
from flows.taps import Do
from storage.errors import StorageError
from storage.looking import Offered
from storage.turn import Incoming

MAX_FIELD = 120
MAX_FIELDS = 4
GONE = "That has changed meanwhile. Go back to the page, and look at it again."


@dataclass(frozen=True, slots=True)
class PageButton:
    """A button as a template prints it: `value` says what it does, to which version."""

    label: str
    value: str


def page_buttons(offered: Iterable[Offered]) -> tuple[PageButton, ...]:
    """What is offered, ready to print."""
    return tuple(PageButton(one.label, _value(one.tap)) for one in offered)


def chosen(offered: Iterable[Offered], pressed: str) -> PagePressed | None:
    """The press of one of these; None when nothing like it is offered now."""
    verb, _, rest = pressed[:MAX_FIELD].partition(".")
    version, _, value = rest.partition(".")
    if not (version.isascii() and version.isdecimal()):
        return None
    for one in offered:
        if (str(one.tap.verb), one.tap.value) == (verb, value):
            return PagePressed(replace(one.tap, version=int(version)), one.label)
    return None


async def fields_of(shell: Shell, service: Service, request: Request) -> dict[str, str]:
    """The form of a press. HTTP 429 when there are too many of them."""
    in_time(shell, service, request, "")
    async with request.form(max_files=0, max_fields=MAX_FIELDS) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


async def pressed(
    service: Service, chat: ChatId, fields: Mapping[str, str], offered: Iterable[Offered]
) -> None:
    """Take the turn. HTTP 400 for a form that is not ours, 409 for what is not offered any more,
    503 when nothing can be kept."""
    nonce = fields.get("nonce", "")
    if not is_nonce(nonce):
        raise HTTPException(400)
    press = chosen(offered, fields.get("tap", ""))
    if press is None:
        raise HTTPException(409, GONE)
    try:
        await service.dispatcher.receive(incoming(chat, nonce, press))
    except StorageError:
        raise HTTPException(503, NOT_SAVED) from None


def incoming(chat: ChatId, nonce: str, press: PagePressed) -> Incoming:
    """The update for a turn; the same form sent twice is one update."""
    about = f"{press.tap.request} {_value(press.tap)}"
    return Incoming(
        CHANNEL, f"{chat}:{nonce}:{sha256(about.encode()).hexdigest()[:16]}", chat, press
    )


def _value(tap: Do) -> str:
    return f"{tap.verb}.{tap.version}.{tap.value}"
