"""How a mistake in a file is said: one line with its key. Knows no file and no key of its own."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError


def mistakes(wrong: ValidationError) -> tuple[str, ...]:
    """One line a mistake. A list that is "too short" only for a wrong entry of its own is none."""
    errors: list[dict[str, Any]] = [dict(error) for error in wrong.errors()]
    places = [error["loc"] for error in errors]

    def echo(error: dict[str, Any]) -> bool:
        own, size = error["loc"], len(error["loc"])
        inside = any(len(place) > size and place[:size] == own for place in places)
        return error["type"] == "too_short" and inside

    return tuple(said for error in errors if not echo(error) for said in _lines(error))


def _lines(error: Mapping[str, Any]) -> list[str]:
    key = ".".join(str(part) for part in error["loc"])
    whats = str(error["msg"]).removeprefix("Value error, ").splitlines()
    # A mistake of the whole file names its keys itself.
    return [f"{key}: {what}" if key else what for what in whats]
