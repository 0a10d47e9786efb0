"""Somebody types "yes" instead of pressing [Yes]: the same, when all that say so mean the same.

The whole message must be a label, but for capitals and marks. What is being asked comes first; at
home a card further up counts too. A signature is never typed: only its button signs (DESIGN 3).
"""

from datetime import datetime

from flows.desk import command_of
from flows.plain_text import plain
from flows.session import Session
from flows.taps import Do, Verb
from storage.repositories.chats import Chat
from storage.repositories.messages import Message
from storage.repositories.screens import Screen
from storage.unit_of_work import UnitOfWork

MAX_LABEL = 60
MAX_SCREENS = 12

Said = tuple[Screen, Message, int]


def typed_label(
    work: UnitOfWork, chat: Chat | None, session: Session, text: str, now: datetime
) -> Said | None:
    """The one live button of this chat that these words name, with its message and its place."""
    if chat is None or len(text) > MAX_LABEL or command_of(text) is not None:
        return None
    wanted = plain(text)
    if not wanted:
        return None
    live = work.screens.live_in(chat.id, now, MAX_SCREENS)
    mine = [screen for screen in live if screen.person in (None, chat.person)]
    asking = [s for s in mine if s.asks and s.question_no == session.question_no]
    cards = [s for s in mine if not s.asks] if session.at_home else []
    return _only(work, asking, wanted) or _only(work, cards, wanted)


def _only(work: UnitOfWork, screens: list[Screen], wanted: str) -> Said | None:
    found = [
        (screen, message, index)
        for screen in screens
        for message in (work.messages.get(screen.message),)
        for index, label in enumerate(message.words.buttons)
        if plain(label) == wanted and not _signs(screen, index)
    ]
    meant = {screen.taps[index] for screen, _, index in found}
    return found[0] if len(meant) == 1 else None


def _signs(screen: Screen, index: int) -> bool:
    tap = screen.taps[index]
    return isinstance(tap, Do) and tap.verb in (Verb.CONFIRM, Verb.FINE)
