"""The shell around every page: who is looking, page rendering, fresh nonces.

It offers what `bot.web.shell.Shell` and the admin pages' own Protocol ask for. It must not know
what is on any page.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any, ParamSpec, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from bot.web.shell import Visit
from bot.writer import Writer
from foothold.web.branding import PLAIN, Brand
from foothold.web.cookies import Cookies, cookies_for
from foothold.web.pages import Pages, direction, environment
from storage.door import IDLE, Door, look, note_active
from storage.errors import StorageError
from storage.sign_in import Viewer, begin_visit, came_in, note_seen, still_in, viewer_of
from storage.store import Store

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link in the header."""

    label: str
    href: str
    here: bool = False


def no_navigation(_viewer: Viewer | None) -> tuple[NavItem, ...]:
    """A header without links."""
    return ()


def _under(path: str, href: str) -> bool:
    return path == href or path.startswith(f"{href}/")


@dataclass(frozen=True, slots=True)
class Look:
    """What the deployer chose. For over the shoulder: the title in the browser's tab, and where
    [Hide this page] leads (empty: a page with nothing on it); and whose service it is."""

    page_title: str = "Messages"
    hide_to: str = ""
    brand: Brand = PLAIN


@dataclass(frozen=True)
class WebShell:
    """One for a process."""

    store: Store
    pages: Pages
    cookies: Cookies
    writer: Writer
    navigation: Callable[[Viewer | None], tuple[NavItem, ...]] = no_navigation
    look: Look = Look()
    _count: "itertools.count[int]" = field(default_factory=itertools.count, init=False)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    async def read(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work`, which only reads, off the loop."""
        return await asyncio.to_thread(work, *args, **kwargs)

    async def write(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work` on the writer thread."""
        return await self.writer.run(work, *args, **kwargs)

    async def viewer(self, request: Request) -> Viewer | None:
        """Who is signed in on this browser; looked up once a request, waiting for no writer."""
        if not hasattr(request.state, "viewer"):
            token = self.cookies.token(request)
            found = await self.read(viewer_of, self.store, token) if token else None
            request.state.viewer = found
            if found is not None and found.note:
                self._later(self._note(note_seen, token))
        viewer: Viewer | None = request.state.viewer
        return viewer

    def browser(self, request: Request) -> str:
        """What this browser, and no other, sends; empty when it sends nothing."""
        return self.cookies.token(request)

    def lapsed(self, request: Request) -> bool:
        """Whether this browser was signed in once and is not now; after `viewer` was asked."""
        return bool(self.cookies.token(request)) and request.state.viewer is None

    async def visit(self) -> Visit:
        """A chat and a session for a stranger."""
        begun = await self.write(begin_visit, self.store, self.nonce())
        return Visit(begun.chat, self.cookies.header(begun.token))

    async def came_in(self, turn: str) -> str | None:
        """The cookie of the browser whose turn made a stranger somebody; the old one is ended."""
        token = await self.read(came_in, self.store, turn)
        return None if token is None else self.cookies.header(token)

    def still_in(self, request: Request) -> bool:
        """Whether this browser's session has not been ended, nor its door shut; off the loop."""
        token = self.cookies.token(request)
        return still_in(self.store, token) and look(self.store, token).door is Door.OPEN

    def noted_active(self, token: str) -> None:
        """Write down, behind the page, that this browser's reader does something."""
        self._later(self._note(note_active, token))

    def page(self, request: Request, name: str, status: int = 200, **context: Any) -> Response:
        """A template as an answer. It may print `viewer` and `nav`."""
        viewer = getattr(request.state, "viewer", None)
        here = request.url.path
        nav = tuple(replace(item, here=_under(here, item.href)) for item in self.navigation(viewer))
        links = {"viewer": viewer, "nav": nav}
        return self.pages.page(name, status, **{**links, **context})

    def fragment(self, name: str, **context: Any) -> str:
        """A template as text."""
        return self.pages.fragment(name, **context)

    def nonce(self) -> str:
        """26 characters nobody can guess, never the same again."""
        made = f"{self.store.clock.real_now().isoformat()} {next(self._count)}"
        return self.store.vault.fresh_id(f"form nonce {made}", 0)

    async def _note(self, note: Callable[[Store, str], None], token: str) -> None:
        try:
            await self.write(note, self.store, token)
        except StorageError:
            log.warning("a visit could not be noted")  # the next one will be

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def shell_over(
    store: Store,
    writer: Writer,
    packages: tuple[str, ...],
    navigation: Callable[[Viewer | None], tuple[NavItem, ...]] = no_navigation,
    chosen: Look = Look(),
) -> WebShell:
    """The shell for the store's public address; `packages` bring templates besides our own.

    Raises BadConfig for an address that is neither https nor this computer.
    """
    packs = store.packs
    programme = packs.programme(packs.default_programme)
    always = {
        "walk_in": programme.crisis.walk_in,
        "page_title": chosen.page_title,
        "idle": int(IDLE.total_seconds()),
        "lang": programme.locale,
        "dir": direction(programme.locale),
        "brand": chosen.brand,
    }
    pages = Pages(environment(("foothold.web", *packages)), always)
    return WebShell(store, pages, cookies_for(store.config_public_url), writer, navigation, chosen)
