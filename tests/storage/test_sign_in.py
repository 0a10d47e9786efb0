"""One-time links and web sessions."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from flows.events import LinkAsked, StaffRemoved
from flows.model import Role
from storage import sign_in
from storage.clock import FrozenClock
from storage.sign_in import LinkState, Viewer
from storage.store import Store
from storage.tables import audit, sign_in_link, web_session
from tests.storage.turns import Somebody, command, holder, staff


def link(store: Store, who: Somebody) -> str:
    """The secret of a new link."""
    return dict(command(store, LinkAsked(who.id)).results)["link"].rpartition("/")[2]


def advance(store: Store, by: timedelta) -> None:
    """Time goes by."""
    assert isinstance(store.clock, FrozenClock)
    store.clock.advance(by)


def signed_in(store: Store, who: Somebody) -> str:
    """The token of a browser that this person has signed in on."""
    begun = sign_in.use(store, link(store, who))
    assert begun is not None
    return begun.token


def comes_back(store: Store, token: str) -> bool:
    """Whether this browser is still signed in; its visit is written down as the pages do."""
    viewer = sign_in.viewer_of(store, token)
    if viewer is not None and viewer.note:
        sign_in.note_seen(store, token)
    return viewer is not None


def test_a_link_signs_in_once(store: Store) -> None:
    """Looking at it uses nothing up."""
    pat = holder(store)
    secret = link(store, pat)
    assert sign_in.peek(store, secret) is LinkState.READY
    assert sign_in.peek(store, secret) is LinkState.READY
    begun = sign_in.use(store, secret)
    assert begun is not None
    assert sign_in.viewer_of(store, begun.token) == Viewer(pat.id, pat.chat, asks=True)
    assert sign_in.use(store, secret) is None
    assert sign_in.peek(store, secret) is LinkState.USED


def test_a_made_up_link_is_nothing(store: Store) -> None:
    """Nor is a made-up cookie."""
    assert sign_in.peek(store, "x" * 26) is LinkState.UNKNOWN
    assert sign_in.use(store, "x" * 26) is None
    assert sign_in.viewer_of(store, "x" * 26) is None


@pytest.mark.parametrize(
    ("role", "lasts"),
    [(None, timedelta(hours=72)), (Role.TEAM_LEADER, timedelta(minutes=30))],
)
def test_links_end(store: Store, role: Role | None, lasts: timedelta) -> None:
    """Three days for a person, half an hour for staff."""
    who = holder(store) if role is None else staff(store, role)
    secret = link(store, who)
    advance(store, lasts - timedelta(seconds=1))
    assert sign_in.peek(store, secret) is LinkState.READY
    advance(store, timedelta(seconds=1))
    assert sign_in.peek(store, secret) is LinkState.EXPIRED
    assert sign_in.use(store, secret) is None


def test_a_new_link_ends_the_old_ones_and_signs_out(store: Store) -> None:
    """Whoever lost their phone is safe once they ask for a new way in."""
    pat = holder(store)
    token, old = signed_in(store, pat), link(store, pat)
    link(store, pat)
    assert sign_in.viewer_of(store, token) is None
    assert sign_in.use(store, old) is None


def test_a_persons_session_slides(store: Store) -> None:
    """Ninety days from the last visit."""
    token = signed_in(store, holder(store))
    for _ in range(3):
        advance(store, timedelta(days=89))
        assert comes_back(store, token)
    advance(store, timedelta(days=90))
    assert not comes_back(store, token)


def test_a_staff_session_ends_after_half_an_hour_without_a_click(store: Store) -> None:
    """And a click keeps it."""
    token = signed_in(store, staff(store, Role.TEAM_LEADER))
    advance(store, timedelta(minutes=29))
    assert comes_back(store, token)
    advance(store, timedelta(minutes=29))
    assert comes_back(store, token)
    advance(store, timedelta(minutes=30))
    assert not comes_back(store, token)


def test_a_staff_session_ends_after_twelve_hours_in_any_case(store: Store) -> None:
    """However busy the day."""
    token = signed_in(store, staff(store, Role.TEAM_LEADER))
    for _ in range(35):
        advance(store, timedelta(minutes=20))
        assert comes_back(store, token)
    advance(store, timedelta(minutes=20))
    assert not comes_back(store, token)


def test_signing_out_ends_this_browser_only(store: Store) -> None:
    """And is written down."""
    pat = holder(store)
    first = signed_in(store, pat)
    sign_in.sign_out(store, first)
    assert sign_in.viewer_of(store, first) is None
    with store.database.reading() as connection:
        stream = select(audit.c.kind).where(audit.c.stream == f"person:{pat.id}")
        kinds = connection.execute(stream.order_by(audit.c.seq)).scalars().all()
    assert kinds[-3:] == ["make_link", "sign_in", "sign_out"]


def test_a_leaver_is_out_at_once(store: Store) -> None:
    """In the turn that says so."""
    leader = staff(store, Role.TEAM_LEADER)
    token = signed_in(store, leader)
    command(store, StaffRemoved(leader.id))
    assert sign_in.viewer_of(store, token) is None


def test_end_all_ends_links_and_sessions(store: Store) -> None:
    """Everywhere."""
    pat = holder(store)
    token = signed_in(store, pat)
    assert sign_in.end_all(store, pat.id) == 1
    assert sign_in.viewer_of(store, token) is None


def test_a_strangers_visit_is_a_chat_of_nobody(store: Store) -> None:
    """Two visits are two chats."""
    one, two = (sign_in.begin_visit(store, nonce) for nonce in ("n1", "n2"))
    assert one.chat != two.chat
    assert sign_in.viewer_of(store, one.token) == Viewer(None, one.chat)


def test_only_hashes_are_stored(store: Store) -> None:
    """Neither the link's secret nor the cookie's value is in the database."""
    pat = holder(store)
    secret = link(store, pat)
    begun = sign_in.use(store, secret)
    assert begun is not None
    with store.database.reading() as connection:
        dump = str(connection.execute(select(sign_in_link)).all())
        dump += str(connection.execute(select(web_session)).all())
    assert secret not in dump
    assert begun.token not in dump
