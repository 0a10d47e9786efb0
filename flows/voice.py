"""A voice note as an answer (CARE 12): a mark in the words that stands for the note itself.

The mark is two characters that nobody can type (`plain_text.clean` takes them out), with the
file's id between them. Wherever those words are shown, the note goes along and can be played.
"""

import re
from collections.abc import Callable

from flows.events import ChatEvent, FileSent

_MARK = re.compile("\x02([a-z0-9]{1,40})\x03")


def is_voice(event: ChatEvent) -> bool:
    """Whether a voice note came, and was kept."""
    return isinstance(event, FileSent) and not event.fault and event.media.startswith("audio/")


def note(file: str) -> str:
    """The words that stand for a voice note."""
    return f"\x02{file}\x03"


def notes_in(words: str) -> tuple[str, ...]:
    """The voice notes that these words stand for or hold, in order."""
    return tuple(dict.fromkeys(_MARK.findall(words)))


def shown(words: str, label: Callable[[str], str]) -> str:
    """The words as they are read: `label` says what stands in the place of a note."""
    return _MARK.sub(lambda hit: label(hit[1]), words)
