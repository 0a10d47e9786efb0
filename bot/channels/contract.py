"""What every push channel promises (Telegram, and the fake one of the tests).

A channel sends one message and says honestly what it knows about the outcome. It knows no
database, never retries and never decides: `bot.outbox_sender` does. The web chat is no push
channel: its delivery is the row itself.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PushButton:
    """A label and the opaque token that a press sends back."""

    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as it is to be shown. `message` is our own id for it.

    `edit_of` names the earlier message whose place it takes: our id again, as the channel alone
    knows what it called that one.
    """

    message: str
    text: str
    buttons: tuple[PushButton, ...] = ()
    edit_of: str | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """The channel has it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never reach this address (blocked, gone). `reason` holds no personal words."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Certainly not sent: no connection, or the channel asks to wait."""

    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have arrived: a timeout after the words left, a lost connection."""


Delivery = Delivered | Refused | NotSent | Unknown


class PushChannel(Protocol):
    """Sends to one kind of address. Cancelling `send` leaves the outcome unknown."""

    async def send(self, address: str, message: Outgoing) -> Delivery:
        """Show the message at this address. Never raises."""
        ...
