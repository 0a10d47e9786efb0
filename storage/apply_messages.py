"""What is said becomes rows: messages, their buttons, what push channels must still be told.

Words are rendered here, at commit, and the exact words are kept. An existing key edits its
message. Buttons that answer a question live only while that question stands.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import assert_never

from flows.calendar import WakingHours
from flows.effects import Prompt, Reply, Send
from flows.messages import Message, MessageClass, line
from flows.model import PersonId
from flows.quiet import has_quiet, undisturbing
from flows.session import Session, person_of
from flows.taps import Do, Tap, named_in
from flows.voice import notes_in, shown
from storage.acting import Acting, Talk
from storage.errors import StorageError
from storage.repositories import messages, outbox, screens

BUTTONS_LAST = timedelta(days=90)


class News(Enum):
    """Whether a message is news to its reader."""

    ALWAYS = auto()
    UNLESS_EDIT = auto()  # what a tap does to a card in the same chat is no news
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Post:
    """A message on its way into one chat. `question_no`: its buttons answer that question."""

    message: Message
    question_no: int | None = None
    news: News = News.ALWAYS


MessageEffect = Reply | Send | Prompt


def apply_message(acting: Acting, effect: MessageEffect) -> None:
    """Make one effect on what is said true."""
    match effect:
        case Reply():
            _reply(acting, effect)
        case Send():
            _send(acting, effect)
        case Prompt():
            _prompt(acting, effect)
        case _:
            assert_never(effect)


def _reply(acting: Acting, effect: Reply) -> None:
    """Say something in the chat that the event came from."""
    here = acting.here
    if here is None or here.session is None:
        raise StorageError(f"Turn {acting.turn} came from no chat and cannot reply.")
    if effect.asks:
        acting.asked = True
        retire_asking(acting, here)
    post(acting, here, Post(effect.message, here.session.question_no if effect.asks else None))


def _send(acting: Acting, effect: Send) -> None:
    """Say something in every open chat of a person."""
    for talk in acting.talks_of(effect.to):
        own = News.UNLESS_EDIT if acting.tapped and talk is acting.here else News.ALWAYS
        news = News.NEVER if effect.quiet else own
        post(acting, talk, Post(effect.message, news=news))


def _prompt(acting: Acting, effect: Prompt) -> None:
    """Ask a person something in every open chat of theirs; `offer` decides who has the floor."""
    for talk in acting.talks_of(effect.to):
        before = _session(acting, talk)
        after, message = acting.offer(before, effect)
        talk.session = after
        takes_floor = after.question_no != before.question_no
        if takes_floor:
            acting.asked = acting.asked or talk is acting.here
            retire_asking(acting, talk)
        post(acting, talk, Post(message, after.question_no if takes_floor else None))


def retire_asking(acting: Acting, talk: Talk) -> None:
    """Buttons of earlier questions go; the page draws their messages again, without them."""
    for message_id in acting.work.screens.retire_asking(talk.chat.id, acting.turn):
        acting.work.messages.touch(message_id, talk.next_change())


def retire_answered(acting: Acting) -> None:
    """When the chat's question is another one, buttons of the old one go, even with no new ask."""
    here = acting.here
    if here is None or here.session is None or here.loaded is None or acting.asked:
        return
    if here.session.question_no != here.loaded.session.question_no:
        retire_asking(acting, here)


def heard(
    acting: Acting, talk: Talk, text: str, files: tuple[str, ...] = (), tap: Tap | None = None
) -> None:
    """What the person wrote, pressed or sent, so that the transcript is whole. What is typed for
    somebody else is about them, and under their key."""
    change = talk.next_change()
    helped = named_in(tap) or (person_of(talk.loaded.session) if talk.loaded is not None else None)
    row = messages.Message(
        id=acting.new_id(),
        chat=talk.chat.id,
        direction="in",
        words=messages.Words(text, files=files),
        about=helped or talk.chat.person,
        at=acting.now,
        change_no=change,
        news_no=0,
        order_no=change,
    )
    acting.work.messages.add(row)
    talk.said.append((row.id, row.words.all()))


def close_words(acting: Acting, reader: PersonId, about: PersonId) -> None:
    """What stands in this reader's chats about somebody can be read there no more."""
    gone = messages.Words(acting.words.render(acting.facts.programme.locale, line("words-closed")))
    for talk in acting.talks_of(reader):
        for found in acting.work.messages.about_in(talk.chat.id, about):
            acting.work.screens.retire_of(found.id, acting.turn)
            changed = replace(found, words=gone, key="", change_no=talk.next_change())
            acting.work.messages.save(changed)


def _session(acting: Acting, talk: Talk) -> Session:
    if talk.loaded is None:
        talk.loaded = acting.work.sessions.of(talk.chat)
    return talk.session or talk.loaded.session


def post(acting: Acting, talk: Talk, new: Post) -> None:
    """Write one message into one chat: a new row, or an edit of the one with its key."""
    earlier = _earlier(acting, talk, new.message)
    row = _row(acting, talk, new, earlier)
    if earlier is None:
        acting.work.messages.add(row)
    else:
        acting.work.messages.save(row)
        acting.work.screens.retire_of(row.id, acting.turn)
    talk.said.append((row.id, row.words.all()))
    if new.message.buttons:
        _add_screen(acting, talk, row, new)
    if talk.chat.channel == "push":
        _add_delivery(acting, talk, row, MessageClass.EDIT if earlier else new.message.cls)


def _earlier(acting: Acting, talk: Talk, message: Message) -> messages.Message | None:
    """The message that this one edits. One that is said anew gives up its key and its buttons."""
    if not message.key:
        return None
    found = acting.work.messages.by_key(talk.chat.id, message.key)
    if found is None or not message.anew:
        return found
    acting.work.screens.retire_of(found.id, acting.turn)
    acting.work.messages.save(replace(found, key="", change_no=talk.next_change()))
    return None


def _row(
    acting: Acting, talk: Talk, post: Post, earlier: messages.Message | None
) -> messages.Message:
    rendered = acting.words.render_message(acting.facts.programme.locale, post.message)
    owner = post.message.about or talk.chat.person
    said, notes = _with_notes(acting, rendered.text, owner)
    change = talk.next_change()
    quiet = post.news is News.NEVER or (post.news is News.UNLESS_EDIT and earlier is not None)
    before = earlier.news_no if earlier is not None else 0
    return messages.Message(
        id=earlier.id if earlier is not None else acting.new_id(),
        chat=talk.chat.id,
        direction="out",
        words=messages.Words(said, rendered.labels, files=(*post.message.files, *notes)),
        about=owner,
        at=acting.now,
        change_no=change,
        news_no=before if quiet else change,
        order_no=earlier.order_no if earlier is not None else change,
        key=post.message.key,
    )


def _with_notes(acting: Acting, text: str, owner: PersonId | None) -> tuple[str, tuple[str, ...]]:
    """The words as they are read, and the voice notes that go along: only those of the person the
    words are about, whatever somebody got into a message."""
    marked = notes_in(text)
    if not marked:
        return text, ()
    locale = acting.facts.programme.locale
    own = tuple(n for n in marked if owner and acting.work.attachments.owner(n) == owner)

    def label(which: str) -> str:
        if which not in own:
            return acting.words.render(locale, line("voice-note-gone"))
        return acting.words.render(locale, line("voice-note", no=own.index(which) + 1))

    return shown(text, label), own


def _add_screen(acting: Acting, talk: Talk, row: messages.Message, post: Post) -> None:
    taps = tuple(button.tap for button in post.message.buttons)
    about = next((tap for tap in taps if isinstance(tap, Do) and tap.request), None)
    acting.work.screens.add(
        screens.Screen(
            id=acting.new_id(),
            message=row.id,
            chat=talk.chat.id,
            person=talk.chat.person,
            taps=taps,
            expires_at=acting.now + BUTTONS_LAST,
            asks=post.question_no is not None,
            question_no=post.question_no or 0,
            request=about.request if about else None,
            request_version=about.version if about else 0,
        )
    )


def _add_delivery(acting: Acting, talk: Talk, row: messages.Message, cls: MessageClass) -> None:
    due = acting.now if cls is MessageClass.CRISIS else _undisturbing(acting, talk)
    acting.work.outbox.add(outbox.Waiting(acting.new_id(), row.id, talk.chat.id, cls, due))
    acting.outbox = True


def _undisturbing(acting: Acting, talk: Talk) -> datetime:
    """Now for whoever is here; for others the next moment at which their phone may buzz."""
    who = talk.chat.person
    if talk is acting.here or who is None:
        return acting.now
    known = acting.work.people.get(who, acting.now)
    if known is None or not has_quiet(known.person.wishes):
        return acting.now
    waking = acting.facts.programme.waking
    hours, zone = WakingHours(waking.opens, waking.closes), acting.facts.calendar.zone
    return undisturbing(acting.now, known.person.wishes, hours, zone)
