"""Sealing words under the key of the person they are about, inside one transaction.

A person's key is read and unwrapped once a turn. An empty owner is the service itself. It knows no
words.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from storage.errors import UnknownPerson
from storage.keys import Key, Place, Vault
from storage.tables import person

_KEY = select(person.c.wrapped_key).where(person.c.id == bindparam("id"))


@dataclass(slots=True)
class Sealing:
    """Seals and opens for the rows of one transaction."""

    connection: Connection
    vault: Vault
    _wrapped: dict[str, bytes] = field(default_factory=dict)
    _keys: dict[str, Key] = field(default_factory=dict)

    def know(self, owner: str, wrapped: bytes | None) -> None:
        """Keep a wrapped key that was read along with something else."""
        if wrapped is not None:
            self._wrapped[owner] = wrapped

    def seal(self, place: Place, plain: bytes) -> bytes:
        """`plain` under the key of `place.person` (the service's own key when that is empty)."""
        return self._key(place.person).seal(place, plain)

    def open(self, place: Place, sealed: bytes) -> bytes:
        """What was sealed at this place. UnknownPerson when the key is gone: they were erased."""
        return self._key(place.person).open(place, sealed)

    def commitment(self, owner: str, words: str) -> str:
        """The fingerprint of private words for the audit log; empty for no words."""
        return self._key(owner).commitment(words.encode()) if words else ""

    def _key(self, owner: str) -> Key:
        known = self._keys.get(owner)
        if known is None:
            known = self._keys[owner] = self.vault.key(self._wrapped_key(owner) if owner else None)
        return known

    def _wrapped_key(self, owner: str) -> bytes:
        if owner not in self._wrapped:
            found = self.connection.execute(_KEY, {"id": owner}).scalar_one_or_none()
            if found is None:
                raise UnknownPerson(owner)
            self._wrapped[owner] = found
        return self._wrapped[owner]
