"""The request log in pages: the filtered list, its download, one request's whole history."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from admin.asked import Asked, NotUnderstood
from admin.exports import Order, export_for_download
from admin.formats import MEDIA, Form
from admin.queries.history import History, history
from admin.queries.log import Page, page, teams
from admin.queries.private import Said, names_of, words_of
from admin.seen import note_words_seen
from admin.web import views
from admin.web.access import Looker, looker
from admin.web.forms import Typed, asked, form, options, page_number, reveal, typed
from admin.web.here import heres
from admin.web.navigation import nav
from admin.web.shell import Shell
from admin.web.words import state_words
from flows.events import LogExported
from flows.model import PersonId, State
from storage.errors import StorageError
from storage.store import Store
from storage.turn import Incoming, take_turn

_CHUNK = 1 << 16
MAX_FIELDS = 12
NOT_FOUND = "There is no request with that number."
NOT_KEPT = "We could not write down that you opened this, so it stays closed. Please try again."


@dataclass(frozen=True, slots=True)
class Opened:
    """Names and words of one request, for whoever asked to see them."""

    names: dict[PersonId, str]
    said: Said


@dataclass(frozen=True, slots=True)
class LogPages:
    """Handlers over one shell."""

    shell: Shell
    # One export at a time: each holds one of the few reading connections while it runs.
    exporting: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def log(self, request: Request) -> Response:
        """The log, filtered, a page at a time."""
        by = await looker(self.shell, request)
        wanted = typed(request.query_params)
        number = page_number(request.query_params.get("page", ""))
        try:
            found = await self.shell.read(_log, self.shell.store, asked(by, wanted), number)
        except NotUnderstood as wrong:
            return await self._log_page(request, by, wanted, wrong=str(wrong))
        return await self._log_page(request, by, wanted, found)

    async def export(self, request: Request) -> Response:
        """The same rows as a file. That somebody took it is in the audit log first."""
        by = await looker(self.shell, request)
        async with request.form(max_files=0, max_fields=MAX_FIELDS) as sent:
            fields = {name: value for name, value in sent.items() if isinstance(value, str)}
        wanted = typed(fields)
        try:
            kind = form(fields.get("format", ""))
            order = Order(asked(by, wanted), kind, reveal(fields), by.person)
            async with self.exporting:
                made = await self._made(order)
        except NotUnderstood as wrong:
            return await self._log_page(request, by, wanted, wrong=str(wrong))
        except StorageError:
            raise HTTPException(503) from None
        name = f'attachment; filename="request-log.{kind}"'
        headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
        return StreamingResponse(_chunks(made), media_type=MEDIA[kind], headers=headers)

    async def request(self, request: Request) -> Response:
        """All that happened to one request, without anybody's name."""
        by = await looker(self.shell, request)
        return self._request_page(request, by, await self._history(request, by), None)

    async def words(self, request: Request) -> Response:
        """The same with names and words, once it is written down who opened them."""
        by = await looker(self.shell, request)
        entry = (await self._history(request, by)).entry
        store = self.shell.store
        try:
            await self.shell.write(note_words_seen, store, by.person, entry)
        except StorageError:
            raise HTTPException(503, NOT_KEPT) from None
        found = await self._history(request, by)
        opened = await self.shell.read(_opened, store, found)
        return self._request_page(request, by, found, opened)

    async def _made(self, order: Order) -> BinaryIO:
        # The turn runs on the writer thread, the export on another; it waits for the turn.
        loop = asyncio.get_running_loop()

        def record(event: LogExported) -> None:
            taking = self.shell.write(_record, self.shell.store, event, self.shell.nonce())
            asyncio.run_coroutine_threadsafe(taking, loop).result()

        return await self.shell.read(export_for_download, self.shell.store, order, record)

    async def _history(self, request: Request, by: Looker) -> History:
        reference = str(request.path_params["reference"])
        found = await self.shell.read(_history, self.shell.store, reference)
        if found is None:
            raise HTTPException(404, NOT_FOUND)
        by.within(found.entry.programme)
        return found

    async def _log_page(
        self,
        request: Request,
        by: Looker,
        wanted: Typed,
        found: Page | None = None,
        wrong: str = "",
    ) -> Response:
        here = heres(self.shell.store)
        shown = found or Page((), 0, 1)
        return self.shell.page(
            request,
            "admin/log.jinja",
            status=400 if wrong else 200,
            nav=nav("/admin"),
            wrong=wrong,
            wanted=wanted,
            page=shown,
            lines=[views.entry_line(entry, here) for entry in shown.entries],
            states=[(state.value, state_words(state)) for state in State],
            programmes=options(by.programmes),
            teams=options(await self.shell.read(_teams, self.shell.store, by.programmes)),
            forms=list(Form),
        )

    def _request_page(
        self, request: Request, by: Looker, found: History, opened: Opened | None
    ) -> Response:
        entry = found.entry
        here = heres(self.shell.store)(entry.programme)
        names = opened.names if opened else {}
        return self.shell.page(
            request,
            "admin/request.jinja",
            nav=nav("/admin"),
            entry=entry,
            summary=views.summary(entry, here),
            signatures=views.signatures(entry, here, names),
            steps=views.steps(found, here, names),
            transfers=views.transfers(found.moved, here),
            timers=views.timers(found.ahead, here),
            found=found,
            opened=opened,
            holder=names.get(entry.person, ""),
        )


def _log(store: Store, wanted: Asked, number: int) -> Page:
    with store.database.reading() as connection:
        return page(connection, wanted.filter(store.packs), number)


def _teams(store: Store, programmes: tuple[str, ...]) -> tuple[str, ...]:
    with store.database.reading() as connection:
        return teams(connection, programmes)


def _history(store: Store, reference: str) -> History | None:
    with store.database.reading() as connection:
        return history(connection, reference)


def _opened(store: Store, found: History) -> Opened:
    with store.database.reading() as connection:
        names = names_of(connection, store.vault, found.people, store.clock.now())
        said = words_of(connection, store.vault, (found.entry,))
    return Opened(dict(names), said.get(found.entry.id, Said()))


def _record(store: Store, event: LogExported, nonce: str) -> None:
    took = take_turn(store, Incoming("admin", nonce, None, event))
    if took.status != "done":
        raise StorageError("The export could not be written down.")


def _chunks(made: BinaryIO) -> Iterator[bytes]:
    with made:
        yield from iter(partial(made.read, _CHUNK), b"")
