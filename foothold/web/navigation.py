"""The links in the header, by who is looking. The admin pages have their own, below theirs."""

from foothold.web.shell import NavItem
from storage.sign_in import Viewer


def navigation(viewer: Viewer | None) -> tuple[NavItem, ...]:
    """Their chat and the request log for those who may read it; no links for anybody else."""
    if viewer is None or not viewer.looks:
        return ()
    return (NavItem("My chat", "/chat"), NavItem("Request log", "/admin"))
