"""Stand-ins at the edges of the program: a push channel whose phones we can look at; waiting."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.channels.contract import Delivered, Delivery, NotSent, Outgoing, Refused, Unknown


class Weather(StrEnum):
    """What happens to the next message."""

    FINE = "fine"
    OFFLINE = "offline"  # never left
    BUSY = "busy"  # told to wait a minute
    BLOCKED = "blocked"  # the person blocked us
    LOST = "lost"  # no answer, and it did not arrive
    LATE = "late"  # no answer, although it arrived
    HANGS = "hangs"  # nothing ever comes back
    DIES = "dies"  # the process dies while it is sending


class Died(BaseException):
    """Stands for the end of the process: nothing in it gets to clean up."""


@dataclass
class FakePush:
    """A push channel. `phones` holds what each address shows, `forecast` what comes next."""

    phones: dict[str, list[Outgoing]] = field(default_factory=dict)
    forecast: list[Weather] = field(default_factory=list)
    attempts: int = 0
    on_send: Callable[[Outgoing], None] = lambda _message: None

    def shows(self, address: str) -> list[str]:
        """The texts on one phone, oldest first."""
        return [message.text for message in self.phones.get(address, [])]

    async def send(self, address: str, message: Outgoing) -> Delivery:
        """As the contract says."""
        if self._next() is Weather.HANGS:
            await asyncio.sleep(3600)
        return self.push(address, message)

    def push(self, address: str, message: Outgoing) -> Delivery:
        """The same without a loop."""
        weather = self.forecast.pop(0) if self.forecast else Weather.FINE
        self.attempts += 1
        self.on_send(message)
        match weather:
            case Weather.FINE:
                self._arrive(address, message)
                return Delivered()
            case Weather.OFFLINE:
                return NotSent()
            case Weather.BUSY:
                return NotSent(timedelta(minutes=1))
            case Weather.BLOCKED:
                return Refused("blocked")
            case Weather.LOST | Weather.HANGS:
                return Unknown()
            case Weather.LATE:
                self._arrive(address, message)
                return Unknown()
            case Weather.DIES:
                self._arrive(address, message)
                raise Died

    def _next(self) -> Weather:
        return self.forecast[0] if self.forecast else Weather.FINE

    def _arrive(self, address: str, message: Outgoing) -> None:
        shown = self.phones.setdefault(address, [])
        for place, earlier in enumerate(shown):
            if message.edit_of == earlier.message:
                shown[place] = message
                return
        shown.append(message)


async def eventually(so: Callable[[], object]) -> None:
    """Wait until it is so, three seconds at most."""
    async with asyncio.timeout(3):
        while not so():  # noqa: ASYNC110 - what is waited for happens on other threads
            await asyncio.sleep(0.01)
