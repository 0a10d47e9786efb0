"""Sealing words under the key of the person they are about, inside one transaction.

A person's wrapped key is read once a turn. An empty owner is the service itself. Knows no words.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from storage.errors import UnknownPerson
from storage.keys import Place, Vault
from storage.tables import person

_KEY = select(person.c.wrapped_key).where(person.c.id == bindparam("id"))


@dataclass(slots=True)
class Sealing:
    """Seals and opens for the rows of one transaction."""

    connection: Connection
    vault: Vault
    _wrapped: dict[str, bytes] = field(default_factory=dict)

    def know(self, owner: str, wrapped: bytes | None) -> None:
        """Keep a wrapped key that was read along with something else."""
        if wrapped is not None:
            self._wrapped[owner] = wrapped

    def seal(self, place: Place, plain: bytes) -> bytes:
        """`plain` under the key of `place.person` (the service's own key when that is empty)."""
        return self.vault.seal(self._key(place.person), place, plain)

    def open(self, place: Place, sealed: bytes) -> bytes:
        """What was sealed at this place. UnknownPerson when the key is gone: they were erased."""
        return self.vault.open(self._key(place.person), place, sealed)

    def commitment(self, owner: str, words: str) -> str:
        """The fingerprint of private words for the audit log; empty for no words."""
        return self.vault.commitment(self._key(owner), words.encode()) if words else ""

    def _key(self, owner: str) -> bytes | None:
        if not owner:
            return None
        if owner not in self._wrapped:
            found = self.connection.execute(_KEY, {"id": owner}).scalar_one_or_none()
            if found is None:
                raise UnknownPerson(owner)
            self._wrapped[owner] = found
        return self._wrapped[owner]
