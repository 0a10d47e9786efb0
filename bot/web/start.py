"""How a stranger comes in: a code typed on the start page, or the link of an invite."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web import CHANNEL
from bot.service import Service
from bot.web.shell import Shell
from flows.events import InviteOpened
from flows.model import ChatId
from flows.moves.invite import code_hash
from storage.errors import StorageError
from storage.turn import Incoming

MAX_SECRET = 100
EMPTY = "Type the code first."
WHILE_SIGNED_IN = "You are signed in already. Sign out first if this code is for somebody else."
# Old Safari sends no Sec-Fetch-Site, and no Origin either where the policy is no-referrer.
KEEP_ORIGIN = {"Referrer-Policy": "same-origin"}


@dataclass(frozen=True, slots=True)
class StartPages:
    """Handlers for people who are not signed in."""

    shell: Shell
    service: Service

    async def home(self, request: Request) -> Response:
        """The first page: the chat for those who have one, else the start page."""
        viewer = await self.shell.viewer(request)
        return RedirectResponse("/start" if viewer is None else "/chat", 303)

    async def start(self, request: Request) -> Response:
        """What this is, and a field for a code."""
        return self._start(request, "")

    async def use_code(self, request: Request) -> Response:
        """A code was typed."""
        async with request.form(max_files=0, max_fields=4) as form:
            code = str(form.get("code", "")).strip()[:MAX_SECRET]
        viewer = await self.shell.viewer(request)
        if viewer is not None and viewer.person is not None:
            return self._start(request, WHILE_SIGNED_IN)
        if not code:
            return self._start(request, EMPTY)
        return await self._open(request, code)

    async def invite(self, request: Request) -> Response:
        """An invite's link was opened: only a button, so that a link preview uses nothing up."""
        answer = self.shell.page(
            request, "chat/invite.jinja", action=request.url.path, nonce=self.shell.nonce()
        )
        answer.headers.update(KEEP_ORIGIN)
        return answer

    async def use_invite(self, request: Request) -> Response:
        """The button of an invite."""
        viewer = await self.shell.viewer(request)
        if viewer is not None and viewer.person is not None:
            return await self.invite(request)
        return await self._open(request, request.path_params["secret"][:MAX_SECRET])

    async def _open(self, request: Request, secret: str) -> Response:
        viewer = await self.shell.viewer(request)
        answer: Response = RedirectResponse("/chat", 303)
        if viewer is None:
            visit = await self.shell.visit()
            chat = visit.chat
            answer.headers.append("set-cookie", visit.cookie)
        else:
            chat = viewer.chat
        try:
            await self.service.dispatcher.receive(self._opened(chat, secret))
        except StorageError:
            raise HTTPException(503) from None
        return answer

    def _opened(self, chat: ChatId, secret: str) -> Incoming:
        event = InviteOpened(code_hash(secret))
        return Incoming(CHANNEL, f"{chat}:{self.shell.nonce()}", chat, event)

    def _start(self, request: Request, wrong: str) -> Response:
        answer = self.shell.page(
            request,
            "chat/start.jinja",
            status=400 if wrong else 200,
            wrong=wrong,
            nonce=self.shell.nonce(),
        )
        answer.headers.update(KEEP_ORIGIN)
        return answer
