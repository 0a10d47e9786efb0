"""The links in the header of every admin page."""

from dataclasses import dataclass

PAGES = (
    ("Requests", "/admin"),
    ("Waiting for payment", "/admin/payments"),
    ("Late", "/admin/late"),
    ("Funds", "/admin/funds"),
    ("Find a person", "/admin/find"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link; `here` on the page that is open."""

    label: str
    href: str
    here: bool = False


def nav(here: str) -> tuple[Link, ...]:
    """All links, with this one marked."""
    return tuple(Link(label, href, href == here) for label, href in PAGES)
