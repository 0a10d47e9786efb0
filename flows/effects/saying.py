"""What is said, and to whom."""

from dataclasses import dataclass

from flows.messages import Message
from flows.model import PersonId
from flows.taps import Do


@dataclass(frozen=True, slots=True)
class Reply:
    """Say something in the chat that this event came from. `asks`: it asks the current question."""

    message: Message
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Send:
    """Say something in another person's chats. `quiet` changes are not news to them."""

    to: PersonId
    message: Message
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """Ask somebody something that wants typed words. It takes the floor only at home.

    `begins` is what a tap on [Answer now] would do, and what is done at once at home.
    """

    to: PersonId
    message: Message
    begins: Do
