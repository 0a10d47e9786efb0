"""How a stranger comes in: a code typed on the start page, or the link of an invite."""

from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web import CHANNEL
from bot.service import Service
from bot.web.brake import AddressBrake, address_of
from bot.web.shell import Shell
from flows.events import InviteOpened
from flows.messages import Message, line
from flows.model import ChatId
from flows.moves.invite import code_hash
from storage.apply_people import WRONG_CODE
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
    brake: AddressBrake = field(default_factory=AddressBrake)

    async def home(self, request: Request) -> Response:
        """The first page: the chat for those who have one, else the start page."""
        viewer = await self.shell.viewer(request)
        return RedirectResponse("/start" if viewer is None else "/chat", 303)

    async def start(self, request: Request) -> Response:
        """What this is, and a field for a code."""
        await self.shell.viewer(request)
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
        address, now = address_of(request), self.service.store.clock.real_now()
        if viewer is None and self.brake.holds(address, now):
            return self._start(request, self._wrong_words())
        answer: Response = RedirectResponse("/chat", 303)
        if viewer is None:
            visit = await self.shell.visit()
            chat = visit.chat
            answer.headers.append("set-cookie", visit.cookie)
        else:
            chat = viewer.chat
        try:
            took = await self.service.dispatcher.receive(self._opened(chat, secret))
        except StorageError:
            raise HTTPException(503) from None
        if viewer is None and WRONG_CODE in dict(took.results):
            self.brake.wrong(address, now)
        return answer

    def _wrong_words(self) -> str:
        """What a wrong code gets in a chat; a good one gets it too while the brake holds."""
        wrong = Message((line("invite-unknown"),))
        packs = self.service.store.packs
        locale = packs.programme(packs.default_programme).locale
        return packs.words.render_message(locale, wrong).text

    def _opened(self, chat: ChatId, secret: str) -> Incoming:
        event = InviteOpened(code_hash(secret))
        return Incoming(CHANNEL, f"{chat}:{self.shell.nonce()}", chat, event)

    def _start(self, request: Request, wrong: str) -> Response:
        answer = self.shell.page(
            request,
            "chat/start.jinja",
            status=400 if wrong else 200,
            wrong=wrong,
            lapsed=self.shell.lapsed(request),
            nonce=self.shell.nonce(),
        )
        answer.headers.update(KEEP_ORIGIN)
        return answer
