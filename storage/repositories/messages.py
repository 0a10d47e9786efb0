"""Messages: what was said in a chat, as its reader saw it. The row is the delivery on the web.

`change_no` rises whenever a row changes in any way, `news_no` is the change that was news to the
reader, `order_no` the change at which the message first appeared. Words are sealed under the key
of the person they are about.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from flows.model import ChatId, PersonId
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import message

Direction = Literal["in", "out"]

_ADD = insert(message)
_BY_ID = select(message).where(message.c.id == bindparam("id"))
_BY_KEY = select(message).where(
    message.c.chat == bindparam("chat"), message.c.key == bindparam("key")
)
_SAVE = (
    update(message)
    .where(message.c.id == bindparam("which"))
    .values(
        change_no=bindparam("new_change_no"),
        news_no=bindparam("new_news_no"),
        key=bindparam("new_key"),
        about=bindparam("new_about"),
        words_sealed=bindparam("new_words"),
        at=bindparam("new_at"),
    )
)
_ABOUT_IN = select(message).where(
    message.c.chat == bindparam("chat"), message.c.about == bindparam("whose")
)
_TOUCH = (
    update(message)
    .where(message.c.id == bindparam("which"))
    .values(change_no=bindparam("new_change_no"))
)


@dataclass(frozen=True, slots=True)
class Words:
    """The private half of a message: its text, the labels of its buttons, which was chosen."""

    text: str
    buttons: tuple[str, ...] = ()
    chosen: str = ""
    files: tuple[str, ...] = ()

    def all(self) -> str:
        """Everything that was said, for its fingerprint."""
        return "\n".join((self.text, *self.buttons))


@dataclass(frozen=True, slots=True)
class Message:
    """A message row. `about` is the owner of the key; None: the service's."""

    id: str
    chat: ChatId
    direction: Direction
    words: Words
    about: PersonId | None
    at: datetime
    change_no: int
    news_no: int
    order_no: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Messages:
    """Message rows, in one transaction."""

    connection: Connection
    sealing: Sealing

    def add(self, new: Message) -> None:
        """A message at the end of its chat."""
        self.connection.execute(
            _ADD,
            {
                "id": new.id,
                "chat": new.chat,
                "change_no": new.change_no,
                "news_no": new.news_no,
                "order_no": new.order_no,
                "direction": new.direction,
                "key": new.key,
                "about": new.about,
                "words_sealed": self._sealed(new),
                "at": new.at,
            },
        )

    def get(self, which: str) -> Message:
        """This message, which must be there."""
        return self.opened(self.connection.execute(_BY_ID, {"id": which}).one())

    def by_key(self, chat: ChatId, key: str) -> Message | None:
        """The chat's message with this key."""
        row = self.connection.execute(_BY_KEY, {"chat": chat, "key": key}).one_or_none()
        return None if row is None else self.opened(row)

    def about_in(self, chat: ChatId, whose: PersonId) -> tuple[Message, ...]:
        """Everything in this chat that is about this person."""
        rows = self.connection.execute(_ABOUT_IN, {"chat": chat, "whose": whose})
        return tuple(map(self.opened, rows))

    def save(self, changed: Message) -> None:
        """The message as it is now."""
        self.connection.execute(
            _SAVE,
            {
                "which": changed.id,
                "new_change_no": changed.change_no,
                "new_news_no": changed.news_no,
                "new_key": changed.key,
                "new_about": changed.about,
                "new_words": self._sealed(changed),
                "new_at": changed.at,
            },
        )

    def touch(self, which: str, change_no: int) -> None:
        """The message looks different now, though its words are the same."""
        self.connection.execute(_TOUCH, {"which": which, "new_change_no": change_no})

    def opened(self, row: Row[Any]) -> Message:
        """A message from its row."""
        raw = from_json(self.sealing.open(_place(row.id, row.about), row.words_sealed))
        words = Words(raw["text"], tuple(raw["buttons"]), raw["chosen"], tuple(raw["files"]))
        return Message(
            row.id,
            ChatId(row.chat),
            row.direction,
            words,
            row.about and PersonId(row.about),
            row.at,
            row.change_no,
            row.news_no,
            row.order_no,
            row.key,
        )

    def _sealed(self, of: Message) -> bytes:
        return self.sealing.seal(_place(of.id, of.about), _json(of.words))


def _json(words: Words) -> bytes:
    # By hand: asdict copies deeply and takes ten times as long.
    table = {
        "text": words.text,
        "buttons": words.buttons,
        "chosen": words.chosen,
        "files": words.files,
    }
    return to_json(table)


def chosen(of: Message, label: str, change_no: int) -> Message:
    """The message once one of its buttons was pressed."""
    return replace(of, words=replace(of.words, chosen=label), change_no=change_no)


def _place(message_id: str, about: str | None) -> Place:
    return Place("message", "words_sealed", message_id, about or "")
