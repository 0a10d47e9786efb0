"""Invites: only hashes of the code and of the link are kept, and a name until it is used."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from flows.effects import MakeInvite, UseInvite
from flows.facts import Invite
from flows.model import PersonId
from storage.errors import LostRace
from storage.keys import Place
from storage.repositories.sealing import Sealing
from storage.tables import invite

_USABLE = (
    select(invite)
    .where(or_(invite.c.code_hash == bindparam("hash"), invite.c.link_hash == bindparam("hash")))
    .where(invite.c.used_at.is_(None), invite.c.expires_at > bindparam("now"))
)
_OVER = (
    select(invite)
    .where(or_(invite.c.code_hash == bindparam("hash"), invite.c.link_hash == bindparam("hash")))
    .where(invite.c.used_at.is_(None), invite.c.expires_at <= bindparam("now"))
)
_ADD = insert(invite)
_USE = (
    update(invite)
    .where(invite.c.id == bindparam("which"), invite.c.used_at.is_(None))
    .values(used_at=bindparam("now"), person=bindparam("who"), private_sealed=None)
)


@dataclass(frozen=True, slots=True)
class Invites:
    """Invite rows, in one transaction."""

    connection: Connection
    sealing: Sealing

    def usable(self, code_or_link_hash: str, now: datetime) -> Invite | None:
        """The invite that may be used now with this code or link."""
        values = {"hash": code_or_link_hash, "now": now}
        return self._opened(self.connection.execute(_USABLE, values).one_or_none())

    def over(self, code_or_link_hash: str, now: datetime) -> Invite | None:
        """The invite of this code or link that nobody used while it lasted."""
        values = {"hash": code_or_link_hash, "now": now}
        return self._opened(self.connection.execute(_OVER, values).one_or_none())

    def _opened(self, row: Row[Any] | None) -> Invite | None:
        if row is None or row.private_sealed is None:
            return None
        private = from_json(self.sealing.open(_place(row.id), row.private_sealed))
        facts = tuple(sorted(private["facts"].items()))
        by = PersonId(row.by)
        return Invite(row.id, by, private["name"], row.programme, row.team, facts, row.kind)

    def add(self, new: MakeInvite) -> None:
        """An invite that can be used once."""
        private = to_json({"name": new.name, "facts": new.facts})
        self.connection.execute(
            _ADD,
            {
                "id": new.id,
                "code_hash": new.code_hash,
                "link_hash": new.link_hash,
                "by": new.by,
                "kind": new.kind,
                "programme": new.programme,
                "team": new.team,
                "private_sealed": self.sealing.seal(_place(new.id), private),
                "expires_at": new.expires,
            },
        )

    def use(self, used: UseInvite, now: datetime) -> None:
        """Use it up. LostRace when somebody else just did."""
        values = {"which": used.id, "who": used.person, "now": now}
        if self.connection.execute(_USE, values).rowcount != 1:
            raise LostRace(f"Invite {used.id} has been used.")


def _place(invite_id: str) -> Place:
    return Place("invite", "private_sealed", invite_id)
