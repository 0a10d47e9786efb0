"""Who may open these pages: programme administrators and auditors, each for their programmes.

Asked anew at every request, so that a right that ended has ended.
"""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from admin.queries.access import programmes_of
from admin.web.shell import Shell
from flows.model import PersonId
from storage.store import Store

REFUSED = (
    "Only people who administer or audit this programme can open this page, "
    "signed in with their own link."
)


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody who may look, and at which programmes."""

    person: PersonId
    programmes: tuple[str, ...]

    def within(self, programme: str) -> None:
        """HTTP 403 when the programme is not one of theirs."""
        if programme not in self.programmes:
            raise HTTPException(403, REFUSED)


async def looker(shell: Shell, request: Request) -> Looker:
    """Who is looking. HTTP 403 for everybody whose pages these are not."""
    viewer = await shell.viewer(request)
    person = viewer.person if viewer is not None else None
    programmes = await shell.read(_programmes, shell.store, person) if person else ()
    if person is None or not programmes:
        raise HTTPException(403, REFUSED)
    return Looker(person, programmes)


def _programmes(store: Store, person: PersonId) -> tuple[str, ...]:
    with store.database.reading() as connection:
        return programmes_of(connection, person, store.clock.now())
