"""What a chat looks like now: its messages, with the buttons that can still be pressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, select

from flows.model import ChatId, RequestId
from storage.keys import Vault
from storage.repositories.messages import Direction, Messages
from storage.repositories.screens import button_token
from storage.repositories.sealing import Sealing
from storage.tables import audit, message, screen

NEVER = 2**53
"""A number above every change."""

_LIVE = and_(screen.c.message == message.c.id, screen.c.used_by.is_(None))
_MESSAGES: Select[Any] = select(message, screen.c.id.label("screen"), screen.c.asks).outerjoin(
    screen, _LIVE
)
_ONE = _MESSAGES.where(message.c.id == bindparam("id"))
_OF_CHAT = _MESSAGES.where(message.c.chat == bindparam("chat")).limit(bindparam("cap"))
_CHANGED = _OF_CHAT.where(message.c.change_no > bindparam("after")).order_by(message.c.change_no)
_NEWEST = _OF_CHAT.where(message.c.order_no < bindparam("before")).order_by(
    message.c.order_no.desc()
)
_OF_REQUEST = select(screen.c.message).where(
    screen.c.chat == bindparam("chat"), screen.c.request == bindparam("which")
)
# A turn has one time, so what it said and what it did have it in common.
_TURNS = select(audit.c.at).where(audit.c.stream == bindparam("stream"))
ABOUT_MOST = 200
"""How far back the messages about a request are looked for."""


@dataclass(frozen=True, slots=True)
class ShownButton:
    """A button that can be pressed now. `token` is what the wire carries."""

    label: str
    token: str


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One message as its reader sees it. `asks`: its buttons answer the question being asked."""

    id: str
    chat: ChatId
    order_no: int
    change_no: int
    news_no: int
    direction: Direction
    text: str
    buttons: tuple[ShownButton, ...]
    chosen: str
    files: tuple[str, ...]
    asks: bool
    at: datetime


def shown(
    connection: Connection, vault: Vault, chat: ChatId, after_change: int, limit: int
) -> tuple[ShownMessage, ...]:
    """What changed after `after_change`, the oldest change first; all of it needs several calls
    when there is more than `limit`. From 0 on it is the newest messages, in reading order."""
    if after_change == 0:
        return earlier(connection, vault, chat, NEVER, limit)
    rows = connection.execute(_CHANGED, {"chat": chat, "after": after_change, "cap": limit})
    return _shown(connection, vault, rows.all())


def earlier(
    connection: Connection, vault: Vault, chat: ChatId, before_order: int, limit: int
) -> tuple[ShownMessage, ...]:
    """The `limit` messages before this place in the chat, in reading order."""
    rows = connection.execute(_NEWEST, {"chat": chat, "before": before_order, "cap": limit})
    return _shown(connection, vault, rows.all()[::-1])


def about(
    connection: Connection, vault: Vault, chat: ChatId, which: RequestId, reference: str
) -> tuple[ShownMessage, ...]:
    """Those of the chat's newest messages that are about a request: they name it, have its buttons,
    or were said in a turn that did something to it. In reading order."""
    values = {"chat": chat, "which": which, "stream": f"request:{which}"}
    ids = {row.message for row in connection.execute(_OF_REQUEST, values)}
    turns = set(connection.scalars(_TURNS, values))
    newest = earlier(connection, vault, chat, NEVER, ABOUT_MOST)
    return tuple(
        one
        for one in newest
        if one.id in ids or reference in one.text or (one.direction == "out" and one.at in turns)
    )


def one(connection: Connection, vault: Vault, message_id: str) -> ShownMessage:
    """This message, which must be there."""
    row = connection.execute(_ONE, {"id": message_id}).one()
    return _message(Messages(connection, Sealing(connection, vault)), vault, row)


def find(connection: Connection, vault: Vault, message_id: str) -> ShownMessage | None:
    """This message; None for an id that somebody made up."""
    row = connection.execute(_ONE, {"id": message_id}).one_or_none()
    if row is None:
        return None
    return _message(Messages(connection, Sealing(connection, vault)), vault, row)


def _shown(
    connection: Connection, vault: Vault, rows: Sequence[Row[Any]]
) -> tuple[ShownMessage, ...]:
    messages = Messages(connection, Sealing(connection, vault))
    return tuple(_message(messages, vault, row) for row in rows)


def _message(messages: Messages, vault: Vault, row: Row[Any]) -> ShownMessage:
    found = messages.opened(row)
    labels = found.words.buttons if row.screen is not None else ()
    return ShownMessage(
        id=found.id,
        chat=found.chat,
        order_no=found.order_no,
        change_no=found.change_no,
        news_no=found.news_no,
        direction=found.direction,
        text=found.words.text,
        buttons=tuple(
            ShownButton(label, button_token(vault, row.screen, index))
            for index, label in enumerate(labels)
        ),
        chosen=found.words.chosen,
        files=found.words.files,
        asks=bool(row.asks),
        at=found.at,
    )
