"""Attachments: files that people sent, sealed under the key of whoever sent them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from flows.model import ChatId, PersonId
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import attachment

_ADD = insert(attachment)
_BY_ID = select(attachment).where(attachment.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was cleaned and may be shown. `person` is None for a stranger's."""

    id: str
    chat: ChatId
    person: PersonId | None
    media: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Attachments:
    """Attachment rows, in one transaction."""

    connection: Connection
    sealing: Sealing

    def add(self, new: Attachment, now: datetime) -> None:
        """Keep a file."""
        owner = new.person or ""
        self.connection.execute(
            _ADD,
            {
                "id": new.id,
                "chat": new.chat,
                "person": new.person,
                "media": new.media,
                "size": len(new.data),
                "name_sealed": self.sealing.seal(
                    _place("name_sealed", new.id, owner), new.name.encode()
                ),
                "bytes_sealed": self.sealing.seal(_place("bytes_sealed", new.id, owner), new.data),
                "at": now,
            },
        )

    def get(self, which: str) -> Attachment | None:
        """A file with its bytes; None when there is none."""
        row = self.connection.execute(_BY_ID, {"id": which}).one_or_none()
        if row is None or row.bytes_sealed is None:
            return None
        owner = row.person or ""
        name = self.sealing.open(_place("name_sealed", row.id, owner), row.name_sealed)
        data = self.sealing.open(_place("bytes_sealed", row.id, owner), row.bytes_sealed)
        return Attachment(
            row.id,
            ChatId(row.chat),
            row.person and PersonId(row.person),
            row.media,
            name.decode(),
            data,
        )


def _place(column: str, attachment_id: str, owner: str) -> Place:
    return Place("attachment", column, attachment_id, owner)
