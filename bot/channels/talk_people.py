"""The people of a talk: who they are to the service, what they have seen, what they do."""

import mimetypes
import re
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.talk_screen import Differs, Live, Screen, folded, pick, told
from bot.channels.talk_service import TalkService
from bot.channels.talk_steps import (
    Act,
    AddBudgetHolder,
    AddStaff,
    OpensInvite,
    SendsFile,
    Sort,
    Taps,
    TapsOld,
    Types,
)
from flows.events import (
    FileSent,
    InviteOpened,
    PersonAdded,
    RoleGranted,
    StaffAdded,
    StaffRemoved,
)
from flows.model import ChatId, PersonId
from flows.moves.invite import code_hash

_INVITE = re.compile(r"/i/([A-Za-z0-9_-]+)|\b([A-Z2-7]{5}-[A-Z2-7]{5})\b")
_MEDIA = {Sort.PHOTO: "image/jpeg", Sort.VOICE: "audio/ogg", Sort.FILE: "application/octet-stream"}


@dataclass(slots=True)
class Somebody:
    """One person of the talk. `shown` and `invites` are every button and every invite's secret that
    they have had before them, oldest first."""

    chat: ChatId
    person: PersonId | None = None
    seen_no: int = 0
    shown: dict[str, Live] = field(default_factory=dict)
    invites: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Press:
    """A tap whose button has been found on the screen."""

    chat: ChatId
    token: str
    times: int


@dataclass(frozen=True, slots=True)
class Say:
    """Words to be typed."""

    chat: ChatId
    text: str


@dataclass(frozen=True, slots=True)
class Bring:
    """A file or an invite to be brought."""

    chat: ChatId
    event: FileSent | InviteOpened
    file: bytes | None = None


Ready = Press | Say | Bring
"""An act that needs no more reading."""


class Players:
    """Everybody in one talk."""

    def __init__(self, service: TalkService, folder: Path) -> None:
        """`folder` is where the talk's files lie."""
        self.service, self.folder = service, folder
        self._known: dict[str, Somebody] = {}

    def add_staff(self, new: AddStaff, programme: str) -> None:
        """Somebody who works here, or more roles for somebody who is here already."""
        roles = list(new.roles)
        if new.name not in self._known:
            first = roles.pop(0)
            added = StaffAdded(new.name, first, programme, new.team, new.limit_pence)
            self._add(new.name, self.service.add(added))
        person = self._person(new.name)
        for role in roles:
            granted = RoleGranted(person, role, programme, new.team, new.limit_pence)
            self.service.command(granted)

    def remove_staff(self, name: str) -> None:
        """Somebody leaves."""
        self.service.command(StaffRemoved(self._person(name)))

    def add_person(self, new: AddBudgetHolder, programme: str) -> None:
        """A budget holder, welcomed already."""
        if new.name in self._known:
            raise Differs(f"{new.name} comes in once.", f"There is a {new.name} already.")
        by = self._person(new.care_co_ordinator) if new.care_co_ordinator else None
        facts = dict(new.facts)
        added = PersonAdded(new.name, programme, new.team, by, facts, new.also)
        self._add(new.name, self.service.add(added))

    def add_stranger(self, name: str) -> None:
        """Somebody the service has never met, with a browser of their own."""
        if name in self._known:
            raise Differs(f"{name} comes in once.", f"There is a {name} already.")
        self._known[name] = Somebody(self.service.stranger())

    def screen(self, name: str) -> Screen:
        """What this person has before them now."""
        somebody = self._somebody(name)
        messages = self.service.messages(somebody.chat)
        screen = Screen(name, messages, somebody.seen_no)
        somebody.shown.update({button.token: button for button in screen.live})
        found = (_INVITE.search(message.text) for message in messages)
        somebody.invites.update({hit[1] or hit[2]: None for hit in found if hit})
        return screen

    def saw(self, name: str, news_no: int) -> None:
        """They have seen everything up to here."""
        somebody = self._somebody(name)
        somebody.seen_no = max(somebody.seen_no, news_no)

    def act(self, acts: tuple[Act, ...]) -> None:
        """All screens are read, then everybody acts in this order."""
        for ready in [self._ready(act) for act in acts]:
            self._perform(ready)

    def _ready(self, act: Act) -> Ready:
        screen = self.screen(act.name)
        self.saw(act.name, max((m.news_no for m in screen.messages), default=0))
        chat = self._somebody(act.name).chat
        match act:
            case Types(_, text):
                return Say(chat, text)
            case Taps(_, label, times):
                return Press(chat, pick(screen, label).token, times)
            case TapsOld(_, label):
                return Press(chat, self._old(screen, label).token, 1)
            case SendsFile():
                return self._file(chat, act)
            case OpensInvite(name, staff):
                return Bring(chat, InviteOpened(code_hash(self._invite(name, staff))))

    def _perform(self, ready: Ready) -> None:
        match ready:
            case Press(chat, token, times):
                for _ in range(times):
                    self.service.tap(chat, token)
            case Say(chat, text):
                self.service.say(chat, text)
            case Bring(chat, event, file):
                self.service.bring(chat, event, file)

    def _old(self, screen: Screen, label: str) -> Live:
        live = {button.token for button in screen.live}
        used_up = [b for b in self._somebody(screen.name).shown.values() if b.token not in live]
        for button in reversed(used_up):
            if folded(button.label).startswith(folded(label)):
                return button
        labels = " ".join(f"[{button.label}]" for button in used_up) or "none"
        raise Differs(
            f"A used-up button [{label}] of {screen.name}’s.",
            f"{screen.name}’s used-up buttons: {labels}\n{told(screen)}",
        )

    def _file(self, chat: ChatId, act: SendsFile) -> Bring:
        path = self.folder / act.file
        if Path(act.file).name != act.file or not path.is_file():
            raise Differs(f"A file {act.file} beside the talk.", "It is not there.")
        media = mimetypes.guess_type(act.file)[0] or _MEDIA[act.sort]
        return Bring(chat, FileSent("", act.file, media), path.read_bytes())

    def _invite(self, name: str, staff: str) -> str:
        screen = self.screen(staff)
        for secret in reversed(self._somebody(staff).invites):
            return secret
        raise Differs(f"An invite in {staff}’s chat for {name}.", told(screen))

    def _add(self, name: str, person: PersonId) -> None:
        self._known[name] = Somebody(self.service.chat_of(person), person)

    def _person(self, name: str) -> PersonId:
        person = self._somebody(name).person
        if person is None:
            raise Differs(f"{name} is somebody here.", f"{name} is a stranger.")
        return person

    def _somebody(self, name: str) -> Somebody:
        if name not in self._known:
            known = ", ".join(self._known) or "nobody"
            raise Differs(f"A line before this one brings {name} in.", f"So far there is: {known}.")
        return self._known[name]
