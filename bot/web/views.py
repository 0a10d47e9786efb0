"""What the chat templates print: messages, panes, positions. Values only; reading is elsewhere."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flows.calendar import long_day
from flows.model import ChatId

SERVICE = "Foothold"
YOU = "You"
MAX_PANES = 12
_BLANK_LINES = re.compile(r"\n\s*\n")
# A new sentence begins with a capital or a quote; a sum and a time end none.
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z“‘])|\n")
_POSITION = re.compile(r"([a-z0-9]{1,40}):([0-9]{1,12})")


@dataclass(frozen=True, slots=True)
class ButtonView:
    """A button that can be pressed now."""

    token: str
    label: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file in a message. `path` is message and file, below /file/. `sound`: it can be played;
    `length` is how long that takes, where the file says so."""

    path: str
    name: str = ""
    sound: bool = False
    length: str = ""


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message as it is shown. `side` is out (from the service) or in (from this reader)."""

    id: str
    chat: ChatId
    side: str
    speaker: str
    paragraphs: tuple[str, ...]
    order: str = ""
    buttons: tuple[ButtonView, ...] = ()
    chosen: str = ""
    files: tuple[FileView, ...] = ()
    when: str = ""
    instant: str = ""
    spoken: bool = False
    big: bool = False


@dataclass(frozen=True, slots=True)
class Pane:
    """One chat on a page. `name` and `role` are empty where there is only one pane."""

    chat: ChatId
    messages: tuple[MessageView, ...]
    position: int
    name: str = ""
    role: str = ""
    older: str = ""
    newer: str = ""
    empty: str = "Nothing here yet. Say hello."
    big: bool = False


def paragraphs(text: str) -> tuple[str, ...]:
    """The text cut at its blank lines; single line breaks stay inside."""
    return tuple(part.strip("\n") for part in _BLANK_LINES.split(text.strip()) if part)


def sentences(text: str) -> tuple[str, ...]:
    """The same, with each sentence on a line of its own: easy to read."""
    return tuple(one for part in paragraphs(text) for one in _SENTENCE.split(part) if one)


def local_time(at: datetime, zone: ZoneInfo) -> str:
    """`Monday 23 November at 09:41` where the programme is. A page that stays open overnight must
    not go on saying "today"."""
    here = at.astimezone(zone)
    return f"{long_day(here.date())} at {here:%H:%M}"


def local_day(at: datetime, zone: ZoneInfo) -> str:
    """`Monday 23 November 2026, 09:41` where the programme is."""
    return at.astimezone(zone).strftime("%A %-d %B %Y, %H:%M")


def spoken_view(chat: ChatId, text: str) -> MessageView:
    """Words that are not a row, as a message. A second time they replace themselves."""
    return MessageView(f"spoken-{chat}", chat, "out", SERVICE, paragraphs(text), spoken=True)


def write_positions(positions: dict[ChatId, int]) -> str:
    """How far a page has read, as an SSE id: `chat:change_no,chat:change_no`."""
    return ",".join(f"{chat}:{change}" for chat, change in positions.items())


def read_positions(written: str) -> dict[ChatId, int]:
    """The same the other way round; whatever else a browser sends is left out."""
    found = (_POSITION.fullmatch(part) for part in written.split(",")[:MAX_PANES])
    return {ChatId(hit[1]): int(hit[2]) for hit in found if hit}
