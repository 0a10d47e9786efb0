"""The links in the header, by who is looking. The admin pages have their own, below theirs."""

from foothold.web.shell import NavItem
from storage.sign_in import Viewer


def navigation(viewer: Viewer | None) -> tuple[NavItem, ...]:
    """Their chat and what else is theirs; no links for a stranger."""
    if viewer is None or viewer.person is None:
        return ()
    links = (
        ("Chat", "/chat", True),
        ("My requests", "/requests", viewer.asks),
        ("Inbox", "/inbox", viewer.staff),
        ("To pay", "/pay", viewer.pays),
        ("Request log", "/admin", viewer.looks),
    )
    return tuple(NavItem(label, href) for label, href, theirs in links if theirs)
