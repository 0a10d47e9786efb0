"""Finding a person's requests by name. Names are sealed: one team's are opened, in memory, and the
audit log says who did it."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from admin.queries.log import Entry, of_people, teams
from admin.queries.people import in_team
from admin.queries.private import names_of
from admin.seen import note_names_seen
from admin.web import views
from admin.web.access import Looker, looker
from admin.web.forms import options
from admin.web.here import HereOf, heres
from admin.web.log_pages import NOT_KEPT
from admin.web.navigation import nav
from admin.web.shell import Shell
from storage.errors import StorageError
from storage.store import Store

MAX_TYPED = 200
MAX_FIELDS = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name, or a part of one, in one team."""

    programme: str
    team: str
    name: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One request of somebody whose name fits."""

    name: str
    line: views.Line


@dataclass(frozen=True, slots=True)
class FindPages:
    """Handlers over one shell."""

    shell: Shell

    async def ask(self, request: Request) -> Response:
        """Which team, which name."""
        by = await looker(self.shell, request)
        return await self._page(request, by, Wanted(by.programmes[0], "", ""))

    async def find(self, request: Request) -> Response:
        """The requests of the people in this team whose names have it."""
        by = await looker(self.shell, request)
        async with request.form(max_files=0, max_fields=MAX_FIELDS) as sent:
            fields = {name: str(value).strip()[:MAX_TYPED] for name, value in sent.items()}
        wanted = Wanted(*(fields.get(name, "") for name in ("programme", "team", "name")))
        by.within(wanted.programme)
        if not wanted.name:
            return await self._page(request, by, wanted, wrong="Type a name first.")
        try:
            await self.shell.write(
                note_names_seen, self.shell.store, by.person, wanted.programme, wanted.team
            )
        except StorageError:
            raise HTTPException(503, NOT_KEPT) from None
        hits = await self.shell.read(_hits, self.shell.store, wanted)
        return await self._page(request, by, wanted, hits)

    async def _page(
        self,
        request: Request,
        by: Looker,
        wanted: Wanted,
        hits: tuple[Hit, ...] | None = None,
        wrong: str = "",
    ) -> Response:
        return self.shell.page(
            request,
            "admin/find.jinja",
            status=400 if wrong else 200,
            nav=nav("/admin/find"),
            programmes=options(by.programmes),
            teams=options(await self.shell.read(_teams, self.shell.store, by.programmes)),
            wanted=wanted,
            hits=hits,
            wrong=wrong,
        )


def _teams(store: Store, programmes: tuple[str, ...]) -> tuple[str, ...]:
    with store.database.reading() as connection:
        return teams(connection, programmes)


def _hits(store: Store, wanted: Wanted) -> tuple[Hit, ...]:
    part = wanted.name.casefold()
    with store.database.reading() as connection:
        people = in_team(connection, wanted.programme, wanted.team)
        names = names_of(connection, store.vault, people, store.clock.now())
        fitting = [who for who, name in names.items() if part in name.casefold()]
        entries = of_people(connection, fitting)
    here = heres(store)
    return tuple(
        _hit(entry, names[entry.person], here)
        for entry in entries
        if entry.programme == wanted.programme
    )


def _hit(entry: Entry, name: str, here: HereOf) -> Hit:
    return Hit(name, views.entry_line(entry, here))
