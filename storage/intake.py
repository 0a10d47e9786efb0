"""How an update becomes an event: its file cleaned, its button looked up, its chat found.

What the step is told about a button is decided here: whose it is, whether it still counts.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from flows.desk import command_of
from flows.events import (
    MAX_TEXT,
    Event,
    FileSent,
    PagePressed,
    TapFault,
    Tapped,
    TapRefused,
    TimerFired,
    TokenTapped,
    Typed,
    Wire,
)
from flows.messages import line
from flows.model import ChatId
from flows.plain_text import clean
from flows.session import Session
from flows.taps import VIEWS, Do
from storage import attachments, sound
from storage.acting import Acting, Talk
from storage.apply_messages import heard
from storage.attachments import CleanFile, FileFault
from storage.errors import LostRace
from storage.repositories import messages
from storage.repositories.attachments import Attachment
from storage.repositories.chats import Chat
from storage.repositories.inbox import Key
from storage.repositories.people import Known
from storage.repositories.screens import Screen
from storage.repositories.sessions import Loaded
from storage.typed_labels import typed_label
from storage.unit_of_work import UnitOfWork

WEB = "web"
PUSH = "push"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as a channel hands it over. `(channel, update_id)` makes it the same update.

    `chat` is None for timers and commands. `file` holds the bytes of a FileSent.
    """

    channel: str
    update_id: str
    chat: ChatId | None
    event: Wire
    file: bytes | None = None

    @property
    def key(self) -> Key:
        """Its inbox key."""
        return Key(self.channel, self.update_id)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that counts, and the message it stands under."""

    screen: Screen
    message: messages.Message
    label: str


@dataclass(frozen=True, slots=True)
class Where:
    """The chat that an update came from (None: none), whose it is, and its session."""

    chat: Chat | None
    me: Known | None
    loaded: Loaded


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update in its place, as the event that the step sees."""

    where: Where
    event: Event
    pressed: Pressed | None = None

    @property
    def session(self) -> Session:
        """The chat's conversation before the event."""
        return self.where.loaded.session


Cleaned = CleanFile | FileFault | None


def cleaned(incoming: Incoming) -> Cleaned:
    """The file that came along, as it may be kept. Slow for pictures: no transaction is open."""
    match incoming.event:
        case FileSent(media=media) if incoming.file is not None:
            return attachments.clean(incoming.file, media)
        case _:
            return None


def claimed(work: UnitOfWork, incoming: Incoming, now: datetime) -> bool:
    """Whether this update is still to be handled, and it is this turn that handles it."""
    if not work.inbox.take(incoming.key, incoming.chat, now):
        return False
    match incoming.event:
        case TimerFired(key=key):
            return work.timers.take(key, timer_sequence(incoming.update_id))
        case _:
            return True


def arrive(work: UnitOfWork, incoming: Incoming, file: Cleaned, now: datetime) -> Arrived:
    """The update as an event in its chat."""
    where = _where(work, incoming, now)
    match incoming.event:
        case TokenTapped(token):
            return _tapped(work, token, where, now)
        case PagePressed(tap, label):
            return Arrived(where, Tapped(tap, label))
        case Typed(text) if said := typed_label(work, where.chat, where.loaded.session, text, now):
            screen, message, index = said
            tapped = Tapped(screen.taps[index], clean(text, MAX_TEXT))
            return Arrived(where, tapped, Pressed(screen, message, message.words.buttons[index]))
        case FileSent() as sent if where.chat is not None:
            return Arrived(where, _kept(work, incoming, sent, file, where.chat, now))
        case other:
            return Arrived(where, other)


def note_arrival(acting: Acting, arrived: Arrived) -> None:
    """The transcript has what came in; a button that does more than show is used up."""
    here = acting.here
    if here is None:
        return
    unseen = _unseen(acting, arrived)
    match arrived.event:
        case Typed(text):
            heard(acting, here, unseen or clean(text, MAX_TEXT))
        case FileSent(file=file, name=name, fault=""):
            heard(acting, here, name, (file,))
        case Tapped(tap, label):
            acting.tapped = True
            heard(acting, here, unseen or label, tap=tap)
            if arrived.pressed is not None and not (isinstance(tap, Do) and tap.verb in VIEWS):
                _use_up(acting, here, arrived.pressed, unseen or arrived.pressed.label)
        case _:
            pass


def _unseen(acting: Acting, arrived: Arrived) -> str:
    """What the transcript has in the place of an answer that is kept apart; empty for any other."""
    if not getattr(arrived.session.state, "UNSEEN", False):
        return ""
    match arrived.event:
        case Tapped(Do()):
            return ""
        case Typed(text) if command_of(text) is not None:
            return ""
        case _:
            pass
    return acting.words.render(acting.facts.programme.locale, line("answered-unseen"))


def timer_update(key: str, sequence: int) -> str:
    """The update id of one firing of a timer."""
    return f"{key}@{sequence}"


def timer_sequence(update_id: str) -> int:
    """The firing that such an update id names."""
    return int(update_id.rpartition("@")[2])


def where_of(work: UnitOfWork, chat: ChatId, now: datetime) -> Where | None:
    """A chat as it is; None when there is no such chat."""
    found = work.chats.get(chat)
    return None if found is None else _within(work, found, now)


def _where(work: UnitOfWork, incoming: Incoming, now: datetime) -> Where:
    if incoming.chat is None:
        return Where(None, None, Loaded(Session(ChatId("")), 0))
    chat = work.chats.get(incoming.chat) or _met(work, incoming, incoming.chat, now)
    return _within(work, chat, now)


def _within(work: UnitOfWork, chat: Chat, now: datetime) -> Where:
    # The person first: with them comes the key that opens the session.
    me = work.people.get(chat.person, now) if chat.person else None
    return Where(chat, me, work.sessions.of(chat))


def _met(work: UnitOfWork, incoming: Incoming, chat: ChatId, now: datetime) -> Chat:
    channel = WEB if incoming.channel == WEB else PUSH
    return work.chats.add(Chat(chat, channel, chat, None), now)


def _tapped(work: UnitOfWork, token: str, where: Where, now: datetime) -> Arrived:
    found = work.screens.pressed(token)
    if found is None:
        return Arrived(where, TapRefused(TapFault.UNKNOWN))
    screen, index = found
    fault = _fault(screen, where, now)
    if fault is not None:
        return Arrived(where, TapRefused(fault))
    message = work.messages.get(screen.message)
    label = message.words.buttons[index]
    return Arrived(where, Tapped(screen.taps[index], label), Pressed(screen, message, label))


def _fault(screen: Screen, where: Where, now: datetime) -> TapFault | None:
    chat, session = where.chat, where.loaded.session
    if chat is None or screen.chat != chat.id or screen.person not in (None, chat.person):
        return TapFault.UNKNOWN
    if screen.used_by is not None:
        return TapFault.STALE if screen.retired else TapFault.USED
    if now >= screen.expires_at:
        return TapFault.EXPIRED
    if screen.asks and screen.question_no != session.question_no:
        return TapFault.STALE
    return None


def _use_up(acting: Acting, here: Talk, pressed: Pressed, label: str) -> None:
    if not acting.work.screens.use(pressed.screen.id, acting.turn):
        raise LostRace(f"Screen {pressed.screen.id} was used meanwhile.")
    chosen = messages.chosen(pressed.message, label, here.next_change())
    acting.work.messages.save(chosen)


def _kept(
    work: UnitOfWork, incoming: Incoming, sent: FileSent, file: Cleaned, chat: Chat, now: datetime
) -> FileSent:
    match file:
        case None:
            return sent
        case FileFault() as fault:
            return replace(sent, file="", fault=str(fault))
        case CleanFile(media, data):
            # Beyond every id that the turn itself will make.
            made = work.vault.fresh_id(f"{incoming.key} file", 0)
            length = sound.seconds(media, data)
            kept = Attachment(made, chat.id, chat.person, media, sent.name, data, length)
            work.attachments.add(kept, now)
            return replace(sent, file=made, media=media, fault="")
        case _:
            assert_never(file)
