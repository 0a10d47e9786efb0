"""What one turn knows while its effects become rows. Short-lived: one for each try of a turn.

It hands out ids and change numbers, remembers what the turn's requests have become, and writes
what is written once at the end: requests, sessions, counters, the audit rows of what was said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.effects import Prompt
from flows.facts import FRESH_IDS, Facts
from flows.messages import Message
from flows.model import ChatId, PersonId, Request, RequestId
from flows.session import Session
from flows.wording import Words
from storage import audit
from storage.errors import StorageError
from storage.repositories.chats import Chat
from storage.repositories.sessions import Loaded
from storage.unit_of_work import UnitOfWork

Offer = Callable[[Session, Prompt], tuple[Session, Message]]


@dataclass(slots=True)
class Tracked:
    """A request as it becomes in this turn, and the revision that it was read at."""

    now: Request
    gathered: int
    changed: bool = False


@dataclass(slots=True)
class Talk:
    """A chat that this turn writes in, its newest change, its session when that changes."""

    chat: Chat
    change_no: int
    loaded: Loaded | None = None
    session: Session | None = None
    said: list[tuple[str, str]] = field(default_factory=list)

    def next_change(self) -> int:
        """The number of one more change."""
        self.change_no += 1
        return self.change_no


@dataclass(slots=True)
class Acting:
    """One turn at work. `turn` names it (its inbox key); `here` is the chat it came from."""

    work: UnitOfWork
    words: Words
    facts: Facts
    turn: str
    offer: Offer
    here: Talk | None = None
    talks: dict[ChatId, Talk] = field(default_factory=dict)
    requests: dict[RequestId, Tracked] = field(default_factory=dict)
    results: list[tuple[str, str]] = field(default_factory=list)
    tapped: bool = False
    asked: bool = False
    outbox: bool = False
    _ids: int = FRESH_IDS
    _heads: dict[str, audit.Head] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """When the turn happens."""
        return self.facts.now

    @property
    def actor(self) -> PersonId:
        """Who acts; empty for a stranger, a timer, a command."""
        return self.facts.me.id if self.facts.me else PersonId("")

    def enter(self, chat: Chat | None, loaded: Loaded, session: Session) -> None:
        """The turn happens in this chat, whose session has become this."""
        if chat is not None:
            self.here = self.talk(chat)
            self.here.loaded, self.here.session = loaded, session

    def new_id(self) -> str:
        """The next id of this turn, after those that the step was given."""
        self._ids += 1
        return self.work.vault.fresh_id(self.turn, self._ids - 1)

    def audit(
        self,
        stream: str,
        kind: str,
        facts: Mapping[str, str | int | None],
        private: tuple[str, str] = ("", ""),
    ) -> None:
        """One audit row. `private` is (whose key, words): only their fingerprint is kept."""
        commitment = self.work.sealing.commitment(*private)
        self._heads[stream] = audit.append(
            self.work.connection,
            stream,
            self.now,
            self.actor,
            kind,
            facts,
            commitment,
            self._heads.get(stream),
        )

    def talk(self, chat: Chat) -> Talk:
        """The chat as this turn knows it."""
        return self.talks.setdefault(chat.id, Talk(chat, chat.change_no))

    def talks_of(self, person: PersonId) -> tuple[Talk, ...]:
        """Every open chat of a person."""
        return tuple(map(self.talk, self.work.chats.open_of(person)))

    def request(self, which: RequestId) -> Tracked:
        """A request that this turn changes: as it was gathered, or as it has become."""
        if which not in self.requests:
            found = _gathered(self.facts, which) or self.work.requests.get(which)
            if found is None:
                raise StorageError(f"There is no request {which}.")
            self.requests[which] = Tracked(found, found.revision)
        return self.requests[which]

    def finish(self) -> None:
        """Write what is written once: requests, sessions, counters, what was said."""
        for tracked in self.requests.values():
            if tracked.changed:
                changed = replace(tracked.now, revision=tracked.gathered + 1)
                self.work.requests.save(changed, tracked.gathered)
        for talk in self.talks.values():
            self._finish(talk)

    def _finish(self, talk: Talk) -> None:
        owner = talk.chat.person or PersonId("")
        if talk.session is not None and talk.loaded is not None:
            self.work.sessions.save(talk.session, owner, talk.loaded.version)
        if talk.change_no != talk.chat.change_no:
            self.work.chats.count_changes(talk.chat.id, talk.change_no)
        if talk.said:
            ids = " ".join(message for message, _ in talk.said)
            words = "\n\n".join(text for _, text in talk.said)
            stream = f"person:{owner}" if owner else "system"
            facts = {"chat": talk.chat.id, "messages": ids}
            self.audit(stream, "messages", facts, (owner, words))

    @property
    def changed_chats(self) -> frozenset[ChatId]:
        """Chats that look different after this turn."""
        talks = self.talks.values()
        return frozenset(t.chat.id for t in talks if t.change_no != t.chat.change_no)


def _gathered(facts: Facts, which: RequestId) -> Request | None:
    known = (
        facts.request,
        *facts.requests,
        *(request for request, _ in facts.inbox),
        *facts.waiting_money,
    )
    return next((one for one in known if one is not None and one.id == which), None)
