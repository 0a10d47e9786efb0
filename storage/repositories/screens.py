"""Screens: the buttons of one message, until one of them is pressed or something takes their place.

Nothing secret is stored: a token is derived from the screen's id and only its hash is kept. On the
wire a button is its screen's token followed by the button's index.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from flows.codec import taps_from_json, taps_to_json
from flows.model import ChatId, PersonId
from flows.taps import Tap
from storage.keys import TOKEN_CHARS, Vault
from storage.tables import screen

MAX_BUTTONS = 30
_RETIRED = "retired by "

_ADD = insert(screen)
_BY_TOKEN = select(screen).where(screen.c.token_hash == bindparam("token_hash"))
_LIVE = (
    select(screen)
    .where(screen.c.chat == bindparam("of"), screen.c.used_by.is_(None))
    .where(screen.c.expires_at > bindparam("now"))
    .order_by(screen.c.expires_at.desc(), screen.c.id)
    .limit(bindparam("cap"))
)
_USE = (
    update(screen)
    .where(screen.c.id == bindparam("which"), screen.c.used_by.is_(None))
    .values(used_by=bindparam("turn"))
)
_RETIRE_MESSAGE = (
    update(screen)
    .where(screen.c.message == bindparam("of"), screen.c.used_by.is_(None))
    .values(used_by=bindparam("turn"))
)
_RETIRE_ASKING = (
    update(screen)
    .where(screen.c.chat == bindparam("of"), screen.c.asks == 1, screen.c.used_by.is_(None))
    .values(used_by=bindparam("turn"))
    .returning(screen.c.message)
)


@dataclass(frozen=True, slots=True)
class Screen:
    """The buttons of a message. `question_no` is the question they answer, when `asks`."""

    id: str
    message: str
    chat: ChatId
    person: PersonId | None
    taps: tuple[Tap, ...]
    expires_at: datetime
    asks: bool = False
    question_no: int = 0
    request: str | None = None
    request_version: int = 0
    used_by: str | None = None

    @property
    def retired(self) -> bool:
        """Whether something took its place before anybody pressed it."""
        return self.used_by is not None and self.used_by.startswith(_RETIRED)


@dataclass(frozen=True, slots=True)
class Screens:
    """Screen rows, in one transaction."""

    connection: Connection
    vault: Vault

    def add(self, new: Screen) -> None:
        """Buttons that can be pressed from now on."""
        self.connection.execute(
            _ADD,
            {
                "id": new.id,
                "token_hash": self.vault.token_hash(self.vault.token(new.id)),
                "message": new.message,
                "chat": new.chat,
                "person": new.person,
                "asks": int(new.asks),
                "question_no": new.question_no,
                "request": new.request,
                "request_version": new.request_version,
                "taps": taps_to_json(new.taps).decode(),
                "expires_at": new.expires_at,
            },
        )

    def pressed(self, token: str) -> tuple[Screen, int] | None:
        """The screen and the button that this token names; None for a token nobody was given."""
        secret, index = token[:TOKEN_CHARS], token[TOKEN_CHARS:]
        if not (index.isascii() and index.isdecimal() and len(index) <= len(str(MAX_BUTTONS))):
            return None
        values = {"token_hash": self.vault.token_hash(secret)}
        row = self.connection.execute(_BY_TOKEN, values).one_or_none()
        if row is None:
            return None
        found = _screen(row)
        return (found, int(index)) if int(index) < len(found.taps) else None

    def live_in(self, chat: ChatId, now: datetime, cap: int) -> tuple[Screen, ...]:
        """Buttons of this chat that nobody has pressed, the newest first."""
        values = {"of": chat, "now": now, "cap": cap}
        return tuple(_screen(row) for row in self.connection.execute(_LIVE, values))

    def use(self, which: str, turn: str) -> bool:
        """Use a screen up; False when another turn was quicker."""
        return self.connection.execute(_USE, {"which": which, "turn": turn}).rowcount == 1

    def retire_of(self, message_id: str, turn: str) -> None:
        """The buttons of this message count no more."""
        self.connection.execute(_RETIRE_MESSAGE, {"of": message_id, "turn": _RETIRED + turn})

    def retire_asking(self, chat: ChatId, turn: str) -> tuple[str, ...]:
        """Every button that answers a question of this chat counts no more: the messages' ids."""
        retired = self.connection.execute(_RETIRE_ASKING, {"of": chat, "turn": _RETIRED + turn})
        return tuple(row.message for row in retired)


def button_token(vault: Vault, screen_id: str, index: int) -> str:
    """What the wire carries for one button."""
    return f"{vault.token(screen_id)}{index}"


def _screen(row: Row[Any]) -> Screen:
    return Screen(
        row.id,
        row.message,
        ChatId(row.chat),
        row.person and PersonId(row.person),
        taps_from_json(row.taps),
        row.expires_at,
        bool(row.asks),
        row.question_no,
        row.request,
        row.request_version,
        row.used_by,
    )
