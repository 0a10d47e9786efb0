"""A PIN's hash: argon2, slow on purpose, and as slow when there is nothing to compare with.

The hash is kept sealed under its person's key (`repositories.doors`). Knows no session.
"""

import re
from functools import cache

_PIN = re.compile(r"[0-9]{4,8}")
_NOBODYS = "no PIN has letters in it"


def is_pin(typed: str) -> bool:
    """Whether this may be a PIN: four to eight digits."""
    return _PIN.fullmatch(typed) is not None


def hashed(pin: str) -> str:
    """What is kept of a PIN."""
    made: str = _hasher().hash(pin)
    return made


def matches(kept: str | None, typed: str) -> bool:
    """Whether `typed` is the PIN. Takes as long when there is none, and for whatever was typed."""
    from argon2.exceptions import VerificationError

    try:
        same = _hasher().verify(kept or _made_up(), typed[:64])
    except VerificationError:
        return False
    return bool(same) and kept is not None


@cache
def _hasher():  # type: ignore[no-untyped-def] # loaded when the first PIN is set or typed
    from argon2 import PasswordHasher

    # The second choice of RFC 9106 takes 64 MiB a try; five tries a session need less.
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _made_up() -> str:
    return hashed(_NOBODYS)
