"""Attachments: files that people sent, sealed under the key of whoever sent them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from flows.model import ChatId, PersonId
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import attachment

_ADD = insert(attachment)
_OWNER = select(attachment.c.person).where(attachment.c.id == bindparam("id"))
_DESCRIBED = select(
    attachment.c.id,
    attachment.c.person,
    attachment.c.media,
    attachment.c.name_sealed,
    attachment.c.seconds,
).where(attachment.c.id.in_(bindparam("ids", expanding=True)))
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
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A file without its bytes."""

    id: str
    media: str
    name: str
    seconds: int | None


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
                "seconds": new.seconds,
                "name_sealed": self.sealing.seal(
                    _place("name_sealed", new.id, owner), new.name.encode()
                ),
                "bytes_sealed": self.sealing.seal(_place("bytes_sealed", new.id, owner), new.data),
                "at": now,
            },
        )

    def owner(self, which: str) -> PersonId | None:
        """Who sent a file; None for a stranger's, and for none."""
        found = self.connection.execute(_OWNER, {"id": which}).scalar_one_or_none()
        return found and PersonId(found)

    def described(self, which: Collection[str]) -> dict[str, Described]:
        """These files without their bytes, by id."""
        if not which:
            return {}
        rows = self.connection.execute(_DESCRIBED, {"ids": sorted(which)})
        return {row.id: self._describe(row) for row in rows if row.name_sealed is not None}

    def _describe(self, row: Any) -> Described:
        name = self.sealing.open(_place("name_sealed", row.id, row.person or ""), row.name_sealed)
        return Described(row.id, row.media, name.decode(), row.seconds)

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
            row.seconds,
        )


def _place(column: str, attachment_id: str, owner: str) -> Place:
    return Place("attachment", column, attachment_id, owner)
