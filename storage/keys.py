"""Keys: sealing people's words, and everything derived from a secret.

One master key wraps a key for each person; without the person's wrapped key their words are
noise, which is how a person is erased. Sub-keys for the service's own payloads, button tokens and
ids are derived from the master key (HKDF), each for one use. Knows nothing of tables or turns.
"""

import hmac
import os
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import KeyMissing, WrongKey

KEY_BYTES = 32
KEYS_KEPT = 500
"""Unwrapped keys that are kept ready. Whoever can read them can read the master key beside them."""

TOKEN_CHARS = 22
ID_CHARS = 26
_ID_BYTES = 17
_SPARE_BITS = _ID_BYTES * 8 - ID_CHARS * 5
# Base 32 two characters at a time: a turn makes ten ids, and b32encode takes five times as long.
_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(a + b for a in _DIGITS for b in _DIGITS)
_PLACES = tuple(range(ID_CHARS * 5 - 10, -1, -10))
_NONCE_BYTES = 12
_FORMAT = b"\x01"
_WRAPPED_FOR = b"person key"


@dataclass(frozen=True, slots=True)
class Place:
    """Where sealed bytes belong. They open nowhere else."""

    table: str
    column: str
    row: str
    person: str = ""

    def associated_data(self) -> bytes:
        """table, column, row and person, each with its length, so that none runs into the next."""
        return _column(self.table, self.column) + framed(self.row, self.person)


class Key:
    """One key, unwrapped, for as long as a turn needs it."""

    __slots__ = ("_cipher", "_commitments", "_raw")

    def __init__(self, raw: bytes) -> None:
        self._raw, self._cipher = raw, AESGCM(raw)
        self._commitments: bytes | None = None

    def seal(self, place: Place, plain: bytes) -> bytes:
        """`plain`, encrypted for this place."""
        return _encrypt(self._cipher, plain, place.associated_data())

    def open(self, place: Place, sealed: bytes) -> bytes:
        """What was sealed at this place, or WrongKey."""
        return _decrypt(self._cipher, sealed, place.associated_data())

    def commitment(self, words: bytes) -> str:
        """A keyed fingerprint of private words: nothing without the key."""
        if self._commitments is None:
            self._commitments = _derived(self._raw, "commitments")
        return hmac.digest(self._commitments, words, sha256).hex()


@dataclass(frozen=True)
class Vault:
    """Everything that needs the master key. `wrapped` is a person's wrapped key; None stands for
    the service's own key."""

    master: bytes = field(repr=False)
    _wrapping: AESGCM = field(init=False, repr=False)
    _service: Key = field(init=False, repr=False)
    _tokens: bytes = field(init=False, repr=False)
    _ids: bytes = field(init=False, repr=False)
    _unwrapped: dict[bytes, Key] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.master) != KEY_BYTES:
            raise WrongKey(f"A master key has {KEY_BYTES} bytes, this one {len(self.master)}.")
        for name in ("tokens", "ids"):
            object.__setattr__(self, f"_{name}", _derived(self.master, name))
        object.__setattr__(self, "_wrapping", AESGCM(_derived(self.master, "wrapping")))
        object.__setattr__(self, "_service", Key(_derived(self.master, "service")))

    def new_person_key(self) -> bytes:
        """A fresh key for one person, wrapped by the master key."""
        return _encrypt(self._wrapping, AESGCM.generate_key(bit_length=256), _WRAPPED_FOR)

    def key(self, wrapped: bytes | None) -> Key:
        """This person's key, ready to use; None: the service's own."""
        if wrapped is None:
            return self._service
        known = self._unwrapped.get(wrapped)
        if known is None:
            if len(self._unwrapped) >= KEYS_KEPT:
                self._unwrapped.clear()
            known = self._unwrapped[wrapped] = Key(_decrypt(self._wrapping, wrapped, _WRAPPED_FOR))
        return known

    def seal(self, wrapped: bytes | None, place: Place, plain: bytes) -> bytes:
        """`plain`, encrypted for this place."""
        return self.key(wrapped).seal(place, plain)

    def open(self, wrapped: bytes | None, place: Place, sealed: bytes) -> bytes:
        """What was sealed at this place, or WrongKey."""
        return self.key(wrapped).open(place, sealed)

    def commitment(self, wrapped: bytes | None, words: bytes) -> str:
        """A keyed fingerprint of private words for the audit log: nothing without the key."""
        return self.key(wrapped).commitment(words)

    def token(self, screen_id: str) -> str:
        """The secret part of a screen's button tokens. The same screen always has the same one."""
        digest = hmac.digest(self._tokens, screen_id.encode(), sha256)
        return urlsafe_b64encode(digest).decode()[:TOKEN_CHARS]

    def token_hash(self, token: str) -> str:
        """What is stored instead of a token."""
        return sha256(token.encode()).hexdigest()

    def fresh_id(self, inbox_key: str, counter: int) -> str:
        """The `counter`th id of this inbox row's turn: the same when the turn runs again."""
        digest = hmac.digest(self._ids, framed(inbox_key, str(counter)), sha256)
        bits = int.from_bytes(digest[:_ID_BYTES], "big") >> _SPARE_BITS
        return "".join([_PAIRS[bits >> place & 1023] for place in _PLACES])

    def fresh_ids(self, inbox_key: str, count: int) -> Sequence[str]:
        """The first `count` ids of a turn, each made when it is asked for: few turns need any."""
        return _FreshIds(self, inbox_key, range(count))

    def check_value(self) -> str:
        """Tells whether a database was made with this master key, and nothing more."""
        return _derived(self.master, "check").hex()


@dataclass(frozen=True)
class _FreshIds(Sequence[str]):
    vault: Vault
    inbox_key: str
    counters: range

    def __len__(self) -> int:
        return len(self.counters)

    @overload
    def __getitem__(self, which: int) -> str: ...

    @overload
    def __getitem__(self, which: slice) -> Sequence[str]: ...

    def __getitem__(self, which: int | slice) -> str | Sequence[str]:
        if isinstance(which, slice):
            return _FreshIds(self.vault, self.inbox_key, self.counters[which])
        return self.vault.fresh_id(self.inbox_key, self.counters[which])


def framed(*parts: str) -> bytes:
    """The parts as bytes, each behind its length in eight bytes."""
    framed_parts = b""
    for part in parts:
        encoded = part.encode()
        framed_parts += len(encoded).to_bytes(8, "big") + encoded
    return framed_parts


@lru_cache(maxsize=256)
def _column(table: str, column: str) -> bytes:
    return framed(table, column)


def read_master_key(path: Path) -> bytes:
    """The master key in this file. Raises KeyMissing without a file, WrongKey if it is no key."""
    try:
        raw = path.read_bytes()
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise KeyMissing(
            f"The key file {path} is missing, and without it nobody's words can be read: "
            "put it back from where you keep it."
        ) from None
    except OSError as wrong:
        raise WrongKey(f"The key file {path} cannot be read: {wrong.strerror}.") from wrong
    if len(raw) != KEY_BYTES:
        raise WrongKey(f"The key file {path} has {len(raw)} bytes instead of {KEY_BYTES}.")
    if mode & 0o007:
        raise WrongKey(f"The key file {path} may be read by anybody: run `chmod 600` on it.")
    return raw


def make_master_key(path: Path) -> bytes:
    """A new master key in a new file, mode 0600; the key that is there if there is a file.

    The file appears whole or not at all, and two processes never end with two keys.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        _write_whole(draft, os.urandom(KEY_BYTES))
        with suppress(FileExistsError):
            os.link(draft, path)
    except OSError as wrong:
        raise WrongKey(f"The key file {path} cannot be made: {wrong.strerror}.") from wrong
    finally:
        draft.unlink(missing_ok=True)
    return read_master_key(path)


def _write_whole(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _derived(key: bytes, use: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"foothold {use} v1".encode()).derive(key)


def _encrypt(cipher: AESGCM, plain: bytes, associated: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _FORMAT + nonce + cipher.encrypt(nonce, plain, associated)


def _decrypt(cipher: AESGCM, sealed: bytes, associated: bytes) -> bytes:
    nonce = sealed[1 : 1 + _NONCE_BYTES]
    if sealed[:1] != _FORMAT or len(nonce) != _NONCE_BYTES:
        raise WrongKey("Sealed bytes are not in a format this program knows.")
    try:
        return cipher.decrypt(nonce, sealed[1 + _NONCE_BYTES :], associated)
    except InvalidTag:
        raise WrongKey("Sealed bytes do not open with this key at this place.") from None
