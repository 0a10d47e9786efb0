"""Who is looking: one-time links, web sessions, strangers' visits.

A link is shown by GET and used by POST only. Sessions live on the server: people's last 90 days
from their last visit, staff's 12 hours at most and 30 minutes without a click. Times are the
outside world's (`real_now`); a link's end was set by the turn that made it. Knows no page.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flows.model import ChatId, PersonId, Role
from flows.moves.invite import code_hash
from storage import audit
from storage.keys import Vault
from storage.repositories.chats import Chat
from storage.repositories.people import NOT_STAFF
from storage.repositories.sign_ins import Link, SignIns, WebSession
from storage.store import Store
from storage.unit_of_work import UnitOfWork, unit_of_work

PERSON_LASTS = timedelta(days=90)
STAFF_LASTS = timedelta(hours=12)
STAFF_IDLE = timedelta(minutes=30)
LOOKS = frozenset({Role.PROGRAMME_ADMIN, Role.AUDITOR})
"""Whose the request log is to read."""
_PERSON_NOTED = timedelta(hours=12)
_STAFF_NOTED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Viewer:
    """One browser: whose it is (None: a stranger's) and where they chat. `note`: that they are
    here was last written down a while ago (see `note_seen`). `looks`: the request log is theirs
    to read; `asks`: they may ask for something; `pays`: what is agreed is theirs to pay;
    `pin`: their pages lock by themselves."""

    person: PersonId | None
    chat: ChatId
    staff: bool = False
    note: bool = False
    looks: bool = False
    asks: bool = False
    pays: bool = False
    pin: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A browser's new session; `token` is the cookie's value and is stored nowhere."""

    token: str
    chat: ChatId


class LinkState(StrEnum):
    """What a one-time link is good for."""

    READY = "ready"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def peek(store: Store, secret: str) -> LinkState:
    """What would come of using this link. Changes nothing."""
    with store.database.reading() as connection:
        link = SignIns(connection).link(code_hash(secret))
    return _state(link, store.clock.now())


def use(store: Store, secret: str) -> Begun | None:
    """Sign in with a link, which is used up; None when it is good for nothing (any more)."""
    now = store.clock.now()
    with unit_of_work(store.database, store.vault) as work:
        link = work.sign_ins.link(code_hash(secret))
        if link is None or _state(link, now) is not LinkState.READY:
            return None
        if not work.sign_ins.use_link(link.link_hash, now):
            return None
        begun = _signed_in(work, store, link)
        work.keep()
    return begun


def viewer_of(store: Store, token: str) -> Viewer | None:
    """Whose session this token is; None when it is nobody's, or has ended. Reads only, so that a
    slow writer keeps nobody from being known."""
    now = store.clock.real_now()
    with store.database.reading() as connection:
        sign_ins = SignIns(connection)
        session = sign_ins.session(_token_hash(store.vault, token))
        if session is None or _over(session, now):
            return None
        person = session.person
        roles = sign_ins.roles(person, store.clock.now()) if person else frozenset[Role]()
        pin = sign_ins.has_pin(person)
    noted = _STAFF_NOTED if session.staff else _PERSON_NOTED
    return Viewer(
        session.person,
        session.chat,
        session.staff,
        note=now >= session.seen_at + noted,
        looks=session.staff and bool(roles & LOOKS),
        asks=Role.BUDGET_HOLDER in roles,
        pays=session.staff and bool(roles & _payers(store)),
        pin=pin,
    )


def _payers(store: Store) -> frozenset[Role]:
    return frozenset(programme.payment.payer for programme in store.packs.programmes)


def note_seen(store: Store, token: str) -> None:
    """Write down that this browser's reader is here, which makes the session last."""
    with unit_of_work(store.database, store.vault) as work:
        work.sign_ins.seen(_token_hash(store.vault, token), store.clock.real_now())
        work.keep()


def sign_out(store: Store, token: str) -> None:
    """End this browser's session."""
    with unit_of_work(store.database, store.vault) as work:
        token_hash = _token_hash(store.vault, token)
        session = work.sign_ins.session(token_hash)
        if session is not None and work.sign_ins.end_session(token_hash, store.clock.real_now()):
            _audit(work, store, session.person, "sign_out")
            work.keep()


def others(store: Store, token: str) -> int:
    """In how many other browsers the reader of this one is signed in."""
    now, mine = store.clock.real_now(), _token_hash(store.vault, token)
    with store.database.reading() as connection:
        sign_ins = SignIns(connection)
        session = sign_ins.session(mine)
        if session is None or session.person is None:
            return 0
        found = sign_ins.other_sessions(session.person, mine)
    return sum(not _over(one, now) for one in found)


def end_others(store: Store, token: str) -> None:
    """Sign the reader of this browser out of every other one."""
    mine = _token_hash(store.vault, token)
    with unit_of_work(store.database, store.vault) as work:
        session = work.sign_ins.session(mine)
        if session is not None and session.person is not None:
            work.sign_ins.end_others(session.person, mine, store.clock.real_now())
            _audit(work, store, session.person, "end_other_sign_ins")
            work.keep()


def end_all(store: Store, person: PersonId) -> int:
    """End every session and link of a person; how many sessions there were."""
    now = store.clock.real_now()
    with unit_of_work(store.database, store.vault) as work:
        work.sign_ins.end_links(person, now)
        ended = work.sign_ins.end_sessions(person, now)
        _audit(work, store, person, "end_sign_ins")
        work.keep()
    return ended


def begin_visit(store: Store, nonce: str) -> Begun:
    """A chat and a session for a stranger. `nonce` never comes twice."""
    visit = f"visit {nonce}"
    chat = ChatId(store.vault.fresh_id(visit, 0))
    with unit_of_work(store.database, store.vault) as work:
        work.chats.add(Chat(chat, "web", chat, None), store.clock.now())
        begun = _begin(work, store, store.vault.fresh_id(visit, 1), Viewer(None, chat))
        work.keep()
    return begun


def coming_in(vault: Vault, turn: str) -> str:
    """The cookie's value for the browser whose turn makes a stranger somebody. A turn's name holds
    the nonce of its form, and the value a key of ours, so that nobody else can work it out."""
    return vault.fresh_id(f"coming in {turn}", 0)


def came_in(store: Store, turn: str) -> str | None:
    """What the browser of this turn holds from now on; None unless the turn made it somebody's."""
    token = coming_in(store.vault, turn)
    return token if still_in(store, token) else None


def still_in(store: Store, token: str) -> bool:
    """Whether nobody has ended this browser's session. A stream asks, and keeps no session up."""
    with store.database.reading() as connection:
        return SignIns(connection).session(_token_hash(store.vault, token)) is not None


def _state(link: Link | None, now: datetime) -> LinkState:
    if link is None:
        return LinkState.UNKNOWN
    if link.used_at is not None:
        return LinkState.USED
    return LinkState.READY if now < link.expires_at else LinkState.EXPIRED


def _signed_in(work: UnitOfWork, store: Store, link: Link) -> Begun:
    now = store.clock.now()
    known = work.people.get(link.person, now)
    staff = known is not None and bool(known.person.roles - NOT_STAFF)
    viewer = Viewer(link.person, _web_chat(work, store, link), staff)
    _audit(work, store, link.person, "sign_in")
    # The link works once, so what is derived from it is given once.
    return _begin(work, store, store.vault.fresh_id(f"sign-in {link.link_hash}", 0), viewer)


def _web_chat(work: UnitOfWork, store: Store, link: Link) -> ChatId:
    known = (chat for chat in work.chats.open_of(link.person) if chat.channel == "web")
    found = next(known, None)
    if found is not None:
        return found.id
    chat = ChatId(store.vault.fresh_id(f"sign-in {link.link_hash}", 1))
    work.chats.add(Chat(chat, "web", chat, link.person), store.clock.now())
    return chat


def _begin(work: UnitOfWork, store: Store, token: str, viewer: Viewer) -> Begun:
    now = store.clock.real_now()
    token_hash = _token_hash(store.vault, token)
    work.sign_ins.add_session(
        WebSession(token_hash, viewer.person, viewer.chat, viewer.staff, now, now)
    )
    return Begun(token, viewer.chat)


def _over(session: WebSession, now: datetime) -> bool:
    if session.staff:
        return now >= min(session.created_at + STAFF_LASTS, session.seen_at + STAFF_IDLE)
    return now >= session.seen_at + PERSON_LASTS


def _token_hash(vault: Vault, token: str) -> str:
    return vault.token_hash(token)


def _audit(work: UnitOfWork, store: Store, person: PersonId | None, kind: str) -> None:
    if person is not None:
        audit.append(work.connection, f"person:{person}", store.clock.now(), person, kind, {})
