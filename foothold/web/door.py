"""The door in front of every page: hide this page, the PIN, the idle lock (CARE 9).

`DoorGuard` stands around the whole application, so that a page, stream, file or post that
somebody adds later is behind it too. What it shows instead gives nothing away.
"""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from foothold.web.shell import WebShell
from storage.door import Door, Look, PinSet, Tried, hide, look, set_pin, uncover, unlock
from storage.errors import StorageError
from storage.sign_in import LinkState, peek

LOCKED = 423
MAX_TYPED = 64
ALWAYS_OPEN = ("/static/", "/healthz", "/door", "/out", "/hide", "/away", "/brand")
LINK = "/in/"
NO_SIGN_OF_LIFE = ("/events",)
"""What a page asks for by itself keeps no door open."""

PIN_SAID = {
    PinSet.DONE: "",
    PinSet.NOT_A_PIN: "A PIN is four to eight numbers.",
    PinSet.WRONG: "That is not the PIN you have now.",
}


class DoorGuard:
    """Answers for the application while this browser's door is shut."""

    def __init__(self, app: ASGIApp, shell: WebShell) -> None:
        """`shell` knows the cookie and the store."""
        self.app, self.shell = app, shell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what is open; everything else gets the door itself."""
        if scope["type"] != "http" or scope["path"].startswith(ALWAYS_OPEN):
            return await self.app(scope, receive, send)
        request = Request(scope)
        token = self.shell.cookies.token(request)
        found = await self.shell.read(look, self.shell.store, token) if token else Look(Door.OPEN)
        if found.door is not Door.OPEN and not await self._way_in(request):
            return await self._shut(request, found)(scope, receive, send)
        if found.stale and scope["path"] not in NO_SIGN_OF_LIFE:
            self.shell.noted_active(token)
        return await self.app(scope, receive, send)

    async def _way_in(self, request: Request) -> bool:
        """A new link works while the door is shut: it is how they come back who forgot their PIN.
        An old one, as it stands in the browser's history, shows nothing."""
        path: str = request.scope["path"]
        if not path.startswith(LINK):
            return False
        secret = path.removeprefix(LINK)
        return await self.shell.read(peek, self.shell.store, secret) is LinkState.READY

    def _shut(self, request: Request, found: Look) -> Response:
        accept = request.headers.get("accept", "")
        if "application/json" in accept:
            return JSONResponse({"error": "", "locked": True}, LOCKED)
        if "text/event-stream" in accept:
            return PlainTextResponse("", LOCKED)
        return door_page(self.shell, request, found.door)


def door_page(
    shell: WebShell, request: Request, door: Door, wrong: str = "", said: str = ""
) -> Response:
    """The door as a page: a field for the PIN, or only a button."""
    asks = door is Door.LOCKED
    return shell.page(
        request, "door.jinja", LOCKED, asks=asks, wrong=wrong, said=said, nonce=shell.nonce()
    )


@dataclass(frozen=True, slots=True)
class DoorPages:
    """Handlers of the door's own addresses."""

    shell: WebShell
    hide_to: str = ""

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/door", self.show, methods=["GET"]),
            Route("/door", self.knock, methods=["POST"]),
            Route("/hide", self.hide, methods=["POST"]),
            Route("/away", self.away, methods=["GET"]),
            Route("/awake", self.awake, methods=["POST"]),
            Route("/pin", self.pin, methods=["GET"]),
            Route("/pin", self.set_pin, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The door, or the first page when it stands open."""
        found = await self._look(request)
        if found.door is Door.OPEN:
            return RedirectResponse("/", 303)
        said = "We have passed it on. Somebody will get in touch." if _told(request) else ""
        return door_page(self.shell, request, found.door, said=said)

    async def knock(self, request: Request) -> Response:
        """A PIN was typed, or the button of a hidden page pressed."""
        typed = await _field(request, "pin")
        store, token = self.shell.store, self.shell.cookies.token(request)
        try:
            if await self.shell.write(uncover, store, token):
                return RedirectResponse("/", 303)
            tried = await self.shell.write(unlock, store, token, typed)
        except StorageError:
            raise HTTPException(503) from None
        if tried.right:
            return RedirectResponse("/", 303)
        return self._wrong(request, tried)

    def _wrong(self, request: Request, tried: Tried) -> Response:
        if tried.left:
            tries = "one try" if tried.left == 1 else f"{tried.left} tries"
            wrong = f"That PIN is not right. You have {tries} left."
            return door_page(self.shell, request, Door.LOCKED, wrong)
        return self._over(request)

    def _over(self, request: Request) -> Response:
        answer = self.shell.page(request, "door_over.jinja", 403)
        answer.headers.append("set-cookie", self.shell.cookies.gone())
        return answer

    async def hide(self, request: Request) -> Response:
        """[Hide this page]: away at once, and back only through the door."""
        token = self.shell.cookies.token(request)
        try:
            if token:
                await self.shell.write(hide, self.shell.store, token)
        except StorageError:
            raise HTTPException(503) from None
        answer = RedirectResponse("/away", 303)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    async def away(self, request: Request) -> Response:
        """A page with nothing on it; or the deployer's choice of somewhere else."""
        answer = self.shell.page(request, "away.jinja")
        if self.hide_to:
            answer.headers["Refresh"] = f"0; url={self.hide_to}"
        return answer

    async def awake(self, request: Request) -> Response:
        """Somebody is typing: the guard has noted it."""
        return Response(status_code=204)

    async def pin(self, request: Request) -> Response:
        """Set, change or take away the PIN."""
        return await self._pin_page(request, "")

    async def set_pin(self, request: Request) -> Response:
        """The form of that page."""
        viewer = await self.shell.viewer(request)
        if viewer is None or viewer.person is None:
            raise HTTPException(403)
        async with request.form(max_files=0, max_fields=4) as form:
            old, new = (str(form.get(name, ""))[:MAX_TYPED].strip() for name in ("old", "new"))
            away = "away" in form
        store, token = self.shell.store, self.shell.cookies.token(request)
        if not new and not away:
            return await self._pin_page(request, PIN_SAID[PinSet.NOT_A_PIN])
        try:
            done = await self.shell.write(set_pin, store, token, old, "" if away else new)
        except StorageError:
            raise HTTPException(503) from None
        if done is PinSet.OVER:
            return self._over(request)
        if done is PinSet.DONE:
            return RedirectResponse("/pin?done=1", 303)
        return await self._pin_page(request, PIN_SAID[done])

    async def _pin_page(self, request: Request, wrong: str) -> Response:
        viewer = await self.shell.viewer(request)
        if viewer is None or viewer.person is None:
            return RedirectResponse("/start", 303)
        found = await self._look(request)
        return self.shell.page(
            request,
            "pin.jinja",
            400 if wrong else 200,
            has_pin=found.has_pin,
            wrong=wrong,
            done=request.query_params.get("done") == "1",
        )

    async def _look(self, request: Request) -> Look:
        token = self.shell.cookies.token(request)
        return await self.shell.read(look, self.shell.store, token)


async def _field(request: Request, name: str) -> str:
    async with request.form(max_files=0, max_fields=4) as form:
        return str(form.get(name, ""))[:MAX_TYPED].strip()


def _told(request: Request) -> bool:
    return request.query_params.get("told") == "1"
