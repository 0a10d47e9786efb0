"""The demo's way to the request log: the sample administrator is signed in on this browser.

Only a demo has it, and a demo is reached from its own computer only.
"""

from dataclasses import dataclass
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.dispatcher import Dispatcher
from flows.events import LinkAsked
from flows.model import PersonId
from foothold.web.shell import WebShell
from storage.sign_in import use
from storage.turn import Incoming


@dataclass(frozen=True, slots=True)
class DemoLog:
    """Signs `admin` in with a link of their own, as anybody is, and goes on to the log."""

    shell: WebShell
    dispatcher: Dispatcher
    admin: PersonId
    PATH: ClassVar[str] = "/demo/log"
    LOG: ClassVar[str] = "/admin"

    def route(self) -> Route:
        """Where it is."""
        return Route(self.PATH, self.open, methods=["GET"])

    async def open(self, request: Request) -> Response:
        """To the log; whoever else was signed in on this browser is not any more."""
        answer = RedirectResponse(self.LOG, 303)
        viewer = await self.shell.viewer(request)
        if viewer is not None and viewer.person == self.admin:
            return answer
        update = f"demo-log:{self.shell.nonce()}"
        took = await self.dispatcher.receive(
            Incoming("command", update, None, LinkAsked(self.admin))
        )
        secret = dict(took.results)["link"].rpartition("/")[2]
        begun = await self.shell.write(use, self.shell.store, secret)
        if begun is not None:
            cookie = self.shell.cookies.header(begun.token, keep=False)
            answer.headers.append("set-cookie", cookie)
        return answer
