"""Every talk file in `tests/talks` holds, played against the real service."""

from pathlib import Path

import pytest

from bot.channels.talk import play_one

TALKS = Path(__file__).parent / "talks"
FILES = sorted(TALKS.rglob("*.talk"))


def test_there_are_talks() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TALKS)))
def test_the_talk_holds(path: Path) -> None:
    played = play_one(path)
    if played.cause is not None:
        raise played.cause
    assert played.ok, f"\n{played}"
