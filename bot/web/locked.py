"""[Talk to someone] on a locked page: whoever cannot get in is heard all the same.

The locked browser learns nothing by it, and its chat gets nothing: staff have a task.
"""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web import CHANNEL
from bot.service import Service
from bot.web.shell import Shell
from flows.events import PinForgotten
from storage.errors import StorageError
from storage.turn import Incoming


@dataclass(frozen=True, slots=True)
class LockedPages:
    """Handlers of what can be asked from outside the door."""

    shell: Shell
    service: Service

    async def talk(self, request: Request) -> Response:
        """A human is told, once for each time the page was shown."""
        async with request.form(max_files=0, max_fields=2) as form:
            nonce = str(form.get("nonce", ""))[:40]
        viewer = await self.shell.viewer(request)
        if viewer is not None and viewer.person is not None:
            event = PinForgotten(viewer.person)
            update = f"door:{viewer.person}:{nonce}"
            try:
                await self.service.dispatcher.receive(Incoming(CHANNEL, update, None, event))
            except StorageError:
                raise HTTPException(503) from None
        return RedirectResponse("/door?told=1", 303)
