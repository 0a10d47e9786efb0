"""The demo page: everybody's chat side by side, and a clock that can be moved on."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.service import Service
from bot.web.demo_panes import Demo
from bot.web.reading import Reading
from bot.web.shell import Shell
from bot.web.views import Pane, local_day, write_positions
from flows.calendar import add_months
from storage.errors import StorageError

MORNING = time(9, 5)
EMPTY = "Nothing to do yet. It comes here when somebody needs them."


@dataclass(frozen=True, slots=True)
class DemoPages:
    """Handlers of the demo."""

    shell: Shell
    service: Service
    reading: Reading
    demo: Demo

    async def page(self, request: Request) -> Response:
        """All panes."""
        panes = await asyncio.to_thread(self._panes)
        positions = {pane.chat: pane.position for pane in panes}
        return self.shell.page(
            request,
            "chat/demo.jinja",
            panes=panes,
            ideas=self.demo.ideas,
            log=self.demo.log,
            clock=local_day(self._now(), self.reading.zone),
            nonce=self.shell.nonce(),
            stream=f"/events?after={write_positions(positions)}",
        )

    async def move_clock(self, request: Request) -> Response:
        """A day, a week or a month on; everything that falls due on the way happens."""
        async with request.form(max_files=0, max_fields=4) as form:
            by = form.get("by")
        local = self._now().astimezone(self.reading.zone)
        match by:
            case "day":
                to = local + timedelta(days=1)
            case "week":
                to = local + timedelta(weeks=1)
            case "month":
                to = local.replace(tzinfo=None)
                to = datetime.combine(add_months(to.date(), 1), to.time(), self.reading.zone)
            case _:
                raise HTTPException(400)
        # A demo begun at night would stop short of what happens at nine on the day it moves to.
        to = max(to, datetime.combine(to.date(), MORNING, self.reading.zone))
        try:
            await self.service.advance(to)
        except StorageError:
            raise HTTPException(503) from None
        return RedirectResponse("/#clock", 303)

    def _panes(self) -> tuple[Pane, ...]:
        read = self.reading.pane
        return tuple(
            replace(read(pane.chat, name=pane.name, role=pane.role), empty=EMPTY)
            for pane in self.demo.panes
        )

    def _now(self) -> datetime:
        return self.service.store.clock.now()
