"""The shell around every page: who is looking, page rendering, fresh nonces.

It offers what `bot.web.shell.Shell` and the admin pages' own Protocol ask for. It must not know
what is on any page.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.web.shell import Visit
from foothold.web.cookies import Cookies
from foothold.web.pages import Pages
from storage.sign_in import Viewer, begin_visit, viewer_of
from storage.store import Store


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link in the header."""

    label: str
    href: str
    here: bool = False


def no_navigation(_viewer: Viewer | None) -> tuple[NavItem, ...]:
    """A header without links."""
    return ()


@dataclass(frozen=True)
class WebShell:
    """One for a process. `write` runs work on the writer thread."""

    store: Store
    pages: Pages
    cookies: Cookies
    write: Callable[..., Any]
    navigation: Callable[[Viewer | None], tuple[NavItem, ...]] = no_navigation
    _count: "itertools.count[int]" = field(default_factory=itertools.count, init=False)

    async def viewer(self, request: Request) -> Viewer | None:
        """Who is signed in on this browser; asked once a request."""
        if not hasattr(request.state, "viewer"):
            token = self.cookies.token(request)
            request.state.viewer = await self.write(viewer_of, self.store, token) if token else None
        found: Viewer | None = request.state.viewer
        return found

    async def visit(self) -> Visit:
        """A chat and a session for a stranger."""
        begun = await self.write(begin_visit, self.store, self.nonce())
        return Visit(begun.chat, self.cookies.header(begun.token))

    def page(self, request: Request, name: str, status: int = 200, **context: Any) -> Response:
        """A template as an answer. It may print `viewer` and `nav`."""
        viewer = getattr(request.state, "viewer", None)
        links = {"viewer": viewer, "nav": self.navigation(viewer)}
        return self.pages.page(name, status, **{**links, **context})

    def fragment(self, name: str, **context: Any) -> str:
        """A template as text."""
        return self.pages.fragment(name, **context)

    def nonce(self) -> str:
        """26 characters nobody can guess, never the same again."""
        made = f"{self.store.clock.real_now().isoformat()} {next(self._count)}"
        return self.store.vault.fresh_id(f"form nonce {made}", 0)
