"""What is outside the service and outlives it: which acts it acknowledged, what phones were shown.

One file, a line for each thing that happened, written before the service hears that it happened.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.channels.contract import Delivered, Delivery, Outgoing
from tests.crash.points import Moment, Points
from tests.replay import BEFORE_IT_STARTS


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as it came up on a phone."""

    address: str
    message: str
    edit: bool


@dataclass(frozen=True, slots=True)
class World:
    """The file in which the world remembers."""

    path: Path

    def acknowledge(self, act: int, at: datetime) -> None:
        """The wire knows that this act is done, and will not bring it again. It was done `at`."""
        self._write({"act": act, "at": at.isoformat()})

    def show(self, address: str, message: Outgoing) -> None:
        """A phone shows a message."""
        self._write(
            {"address": address, "message": message.message, "edit": message.edit_of is not None}
        )

    @property
    def acknowledged(self) -> int:
        """How many acts the wire will not bring again."""
        return max((line["act"] + 1 for line in self._lines() if "act" in line), default=0)

    @property
    def latest(self) -> datetime:
        """When the newest act was acknowledged."""
        times = (datetime.fromisoformat(line["at"]) for line in self._lines() if "at" in line)
        return max(times, default=BEFORE_IT_STARTS)

    @property
    def shown(self) -> Counter[Shown]:
        """What phones showed, and how often."""
        return Counter(Shown(**line) for line in self._lines() if "message" in line)

    def _write(self, line: dict[str, int | str | bool]) -> None:
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(descriptor, json.dumps(line).encode() + b"\n")
        os.close(descriptor)

    def _lines(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True, slots=True)
class Phones:
    """A push channel that takes everything. The service may die on either side of a send."""

    world: World
    points: Points

    def push(self, address: str, message: Outgoing) -> Delivery:
        """Show it."""
        self.points.reach(Moment.BEFORE_SEND)
        self.world.show(address, message)
        self.points.reach(Moment.AFTER_SEND)
        return Delivered()
