"""What the service says, before it is words: keys into the Fluent files, arguments, buttons.

`storage.apply` renders a message in its reader's language when the turn commits.
"""

from dataclasses import dataclass
from enum import StrEnum

from flows.model import PersonId
from flows.taps import Tap

Arg = str | int


class MessageClass(StrEnum):
    """What to do when nobody knows whether a push message was delivered (reliability 4.5)."""

    EDIT = "edit"  # retry freely
    RECEIPT = "receipt"  # resend once
    ONCE = "once"  # never resent blindly
    CRISIS = "crisis"  # at least once


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the words files with its arguments."""

    words: str
    args: tuple[tuple[str, Arg], ...] = ()


def line(words: str, /, **args: Arg) -> Line:
    """A line of words: `line("fund-left", pounds="£5.00")`."""
    return Line(words, tuple(sorted(args.items())))


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what a tap on it means."""

    label: Line
    tap: Tap


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say to one chat. Sending an existing `key` to a chat edits that message.

    `anew` says it again at the end instead: the old one loses its buttons.
    `about` is the person whose key encrypts the words (empty: the reader's own).
    """

    lines: tuple[Line, ...]
    buttons: tuple[Button, ...] = ()
    key: str = ""
    anew: bool = False
    cls: MessageClass = MessageClass.RECEIPT
    about: PersonId = PersonId("")
    files: tuple[str, ...] = ()
