"""One-time links and web sessions: only hashes of their secrets are kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, or_, select, update

from flows.effects import MakeLink
from flows.model import ChatId, PersonId, Role
from storage.tables import role_grant, sign_in_link, web_pin, web_session

_LINK = select(sign_in_link).where(sign_in_link.c.link_hash == bindparam("hash"))
_ADD_LINK = insert(sign_in_link)
_USE_LINK = (
    update(sign_in_link)
    .where(sign_in_link.c.link_hash == bindparam("hash"), sign_in_link.c.used_at.is_(None))
    .values(used_at=bindparam("now"))
)
_END_LINKS = (
    update(sign_in_link)
    .where(sign_in_link.c.person == bindparam("whose"), sign_in_link.c.used_at.is_(None))
    .values(used_at=bindparam("now"))
)
_SESSION = select(web_session).where(
    web_session.c.token_hash == bindparam("hash"), web_session.c.ended_at.is_(None)
)
_ADD_SESSION = insert(web_session)
_SEEN = (
    update(web_session)
    .where(web_session.c.token_hash == bindparam("hash"), web_session.c.ended_at.is_(None))
    .values(seen_at=bindparam("now"))
)
_END_SESSION = (
    update(web_session)
    .where(web_session.c.token_hash == bindparam("hash"), web_session.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_END_SESSIONS = (
    update(web_session)
    .where(web_session.c.person == bindparam("whose"), web_session.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_OTHERS = (
    web_session.c.person == bindparam("whose"),
    web_session.c.token_hash != bindparam("mine"),
    web_session.c.ended_at.is_(None),
)
_OTHER_SESSIONS = select(web_session).where(*_OTHERS)
_END_OTHERS = update(web_session).where(*_OTHERS).values(ended_at=bindparam("now"))
_SEEN_VISIT = select(func.max(web_session.c.seen_at)).where(
    web_session.c.chat == bindparam("which"),
    web_session.c.person.is_(None),
    web_session.c.ended_at.is_(None),
)
_END_VISITS = (
    update(web_session)
    .where(
        web_session.c.chat == bindparam("which"),
        web_session.c.person.is_(None),
        web_session.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("now"))
)
_ROLES = select(role_grant.c.role).where(
    role_grant.c.person == bindparam("whose"),
    role_grant.c.from_at <= bindparam("now"),
    or_(role_grant.c.to_at.is_(None), role_grant.c.to_at > bindparam("now")),
)

_HAS_PIN = select(web_pin.c.person).where(web_pin.c.person == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link, without its secret."""

    link_hash: str
    person: PersonId
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class WebSession:
    """Somebody's browser. `person` is None while it is a stranger's; `staff` end sooner."""

    token_hash: str
    person: PersonId | None
    chat: ChatId
    staff: bool
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SignIns:
    """Links and web sessions, in one transaction."""

    connection: Connection

    def link(self, link_hash: str) -> Link | None:
        """The link with this hash, used or not."""
        row = self.connection.execute(_LINK, {"hash": link_hash}).one_or_none()
        if row is None:
            return None
        return Link(row.link_hash, PersonId(row.person), row.expires_at, row.used_at)

    def roles(self, person: PersonId, now: datetime) -> frozenset[Role]:
        """What somebody is, anywhere, just now."""
        found = self.connection.scalars(_ROLES, {"whose": person, "now": now})
        return frozenset(Role(role) for role in found)

    def has_pin(self, person: PersonId | None) -> bool:
        """Whether they have set a PIN."""
        return self.connection.execute(_HAS_PIN, {"whose": person}).first() is not None

    def make_link(self, new: MakeLink) -> None:
        """A link that works once."""
        values = {
            "link_hash": new.link_hash,
            "person": new.person,
            "expires_at": new.expires,
            "used_at": None,
        }
        self.connection.execute(_ADD_LINK, values)

    def use_link(self, link_hash: str, now: datetime) -> bool:
        """Use it up; False when it was used already."""
        used = self.connection.execute(_USE_LINK, {"hash": link_hash, "now": now})
        return used.rowcount == 1

    def end_links(self, whose: PersonId, now: datetime) -> None:
        """No link of this person works any more."""
        self.connection.execute(_END_LINKS, {"whose": whose, "now": now})

    def session(self, token_hash: str) -> WebSession | None:
        """The web session with this hash, unless it was ended."""
        row = self.connection.execute(_SESSION, {"hash": token_hash}).one_or_none()
        return None if row is None else _session(row)

    def add_session(self, new: WebSession) -> None:
        """A browser that is signed in from now on."""
        self.connection.execute(
            _ADD_SESSION,
            {
                "token_hash": new.token_hash,
                "person": new.person,
                "chat": new.chat,
                "staff": int(new.staff),
                "created_at": new.created_at,
                "seen_at": new.seen_at,
                "ended_at": None,
            },
        )

    def seen(self, token_hash: str, now: datetime) -> None:
        """The browser came back."""
        self.connection.execute(_SEEN, {"hash": token_hash, "now": now})

    def end_session(self, token_hash: str, now: datetime) -> bool:
        """Sign this browser out; False when it was out already."""
        ended = self.connection.execute(_END_SESSION, {"hash": token_hash, "now": now})
        return ended.rowcount == 1

    def end_sessions(self, whose: PersonId, now: datetime) -> int:
        """Sign every browser of this person out."""
        return self.connection.execute(_END_SESSIONS, {"whose": whose, "now": now}).rowcount

    def other_sessions(self, whose: PersonId, mine: str) -> tuple[WebSession, ...]:
        """This person's sessions besides the one whose token has this hash."""
        found = self.connection.execute(_OTHER_SESSIONS, {"whose": whose, "mine": mine})
        return tuple(map(_session, found))

    def end_others(self, whose: PersonId, mine: str, now: datetime) -> int:
        """Sign out every browser of this person but one."""
        values = {"whose": whose, "mine": mine, "now": now}
        return self.connection.execute(_END_OTHERS, values).rowcount

    def end_visits(self, which: ChatId, now: datetime) -> datetime | None:
        """Sign every stranger out of this chat; when the last of them was seen (None: nobody)."""
        seen: datetime | None = self.connection.scalar(_SEEN_VISIT, {"which": which})
        self.connection.execute(_END_VISITS, {"which": which, "now": now})
        return seen


def _session(row: Row[Any]) -> WebSession:
    return WebSession(
        row.token_hash,
        row.person and PersonId(row.person),
        ChatId(row.chat),
        bool(row.staff),
        row.created_at,
        row.seen_at,
    )
