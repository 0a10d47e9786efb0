"""When to try a failed send again. Pure: no clock, no dice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)
MAX_ATTEMPTS = 12
"""With these waits a message is tried for about an hour and a half before staff are told."""


class Failure(StrEnum):
    """Why a message certainly did not go out."""

    NOT_SENT = "not_sent"  # the connection never carried it, or the channel said to wait
    REFUSED = "refused"  # the channel will never deliver it to this address


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Try again at this instant (UTC)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Do not try again: a human is told."""

    reason: str


def retry(
    failure: Failure, attempts: int, now: datetime, wait: timedelta | None = None
) -> RetryAt | GiveUp:
    """What follows a failure after `attempts` tries (at least 1).

    Waits double from two seconds to fifteen minutes; `wait` is what the channel asked for, and is
    kept when it is longer.
    """
    if failure is Failure.REFUSED:
        return GiveUp("refused")
    if attempts >= MAX_ATTEMPTS:
        return GiveUp("too many attempts")
    doubled = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    return RetryAt(now + max(doubled, wait or timedelta(0)))
