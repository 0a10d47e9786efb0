"""Sessions: one chat's conversation, sealed, with a version that notices a lost race."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from flows.codec import session_from_json, session_to_json
from flows.model import PersonId
from flows.session import Session
from storage.errors import LostRace
from storage.keys import Place
from storage.repositories.chats import Chat
from storage.repositories.sealing import Sealing
from storage.tables import session

_OF_CHAT = select(session.c.version, session.c.state_sealed).where(
    session.c.chat == bindparam("chat")
)
_ADD = insert(session)
_SAVE = (
    update(session)
    .where(session.c.chat == bindparam("whose"), session.c.version == bindparam("loaded"))
    .values(
        version=bindparam("loaded") + 1,
        question_no=bindparam("asked"),
        state_sealed=bindparam("sealed"),
    )
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A session as it was read. Version 0: nothing is stored yet."""

    session: Session
    version: int


@dataclass(frozen=True, slots=True)
class Sessions:
    """Session rows, in one transaction."""

    connection: Connection
    sealing: Sealing

    def of(self, chat: Chat) -> Loaded:
        """The chat's session; a new one for a chat that has none."""
        person = chat.person or PersonId("")
        row = self.connection.execute(_OF_CHAT, {"chat": chat.id}).one_or_none()
        if row is None:
            return Loaded(Session(chat.id, person), 0)
        raw = self.sealing.open(_place(chat.id, person), row.state_sealed)
        return Loaded(session_from_json(raw), row.version)

    def save(self, changed: Session, owner: PersonId, loaded_version: int) -> None:
        """Store the session under its owner's key. LostRace when somebody stored it meanwhile."""
        if changed.person != owner:
            changed = replace(changed, person=owner)
        sealed = self.sealing.seal(_place(changed.chat, owner), session_to_json(changed))
        if loaded_version == 0:
            self._add(changed, sealed)
            return
        saved = self.connection.execute(
            _SAVE,
            {
                "whose": changed.chat,
                "loaded": loaded_version,
                "asked": changed.question_no,
                "sealed": sealed,
            },
        )
        if saved.rowcount != 1:
            raise LostRace(f"The session of chat {changed.chat} has changed.")

    def _add(self, new: Session, sealed: bytes) -> None:
        values = {"chat": new.chat, "version": 1, "question_no": new.question_no}
        try:
            self.connection.execute(_ADD, {**values, "state_sealed": sealed})
        except IntegrityError:
            raise LostRace(f"The session of chat {new.chat} has been made.") from None


def _place(chat: str, owner: str) -> Place:
    return Place("session", "state_sealed", chat, owner)
