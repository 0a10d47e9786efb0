"""The one exception to "a row before a message": the fixed crisis text, when a turn is late.

Words and phrases are held in memory, because this must work while the database does not. It
decides nothing about the person: it only knows which typed words must not go unanswered.
"""

from dataclasses import dataclass

from flows.distress import matches
from flows.events import Typed, Wire
from flows.messages import line
from storage.packs import Packs

CRISIS_WORDS = "crisis-lines"


class NotKept(Exception):
    """The turn has not committed; `text` was said instead, and the turn is being tried again."""

    def __init__(self, text: str) -> None:
        """`text` is the fixed crisis text, never what the person wrote."""
        super().__init__("a turn is late; the crisis text was sent without it")
        self.text = text


@dataclass(frozen=True, slots=True)
class CrisisWatch:
    """Phrases of every programme, and what is said when one of them must not wait."""

    phrases: tuple[str, ...]
    text: str

    def heard(self, event: Wire) -> bool:
        """Whether somebody typed words that must be answered within two seconds."""
        match event:
            case Typed(text=text):
                return matches(text, self.phrases)
            case _:
                return False


def crisis_watch(packs: Packs) -> CrisisWatch:
    """The watch over every programme that this service knows: which one a chat is in would have
    to be read from the database."""
    phrases = dict.fromkeys(
        phrase for programme in packs.programmes for phrase in programme.distress.phrases
    )
    return CrisisWatch(tuple(phrases), packs.words.render(packs.words.fallback, line(CRISIS_WORDS)))
