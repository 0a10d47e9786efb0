"""Signing in by one-time link, and signing out.

Opening a link shows a button and uses nothing up, because link previews open links too; pressing
the button uses it.
"""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from foothold.web.shell import WebShell
from storage.errors import StorageError
from storage.sign_in import LinkState, end_others, others, peek, sign_out, use, viewer_of

MAX_SECRET = 100
ENDED = "You are signed out everywhere else."
# Old Safari sends no Sec-Fetch-Site, and no Origin either where the policy is no-referrer.
KEEP_ORIGIN = {"Referrer-Policy": "same-origin"}


@dataclass(frozen=True, slots=True)
class SignInPages:
    """Handlers of the sign-in addresses."""

    shell: WebShell

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/in/{secret}", self.show, methods=["GET"]),
            Route("/in/{secret}", self.sign_in, methods=["POST"]),
            Route("/out", self.sign_out, methods=["POST"]),
            Route("/sessions", self.sessions, methods=["GET"]),
            Route("/sessions", self.end_others, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """A button, or that the link is good for nothing."""
        state = await self.shell.read(peek, self.shell.store, _secret(request))
        if state is not LinkState.READY:
            return self.shell.page(request, "link_gone.jinja", 410)
        answer = self.shell.page(request, "sign_in.jinja", action=request.url.path)
        answer.headers.update(KEEP_ORIGIN)
        return answer

    async def sign_in(self, request: Request) -> Response:
        """Use the link. Whoever was signed in on this browser is signed out first."""
        try:
            begun = await self.shell.write(use, self.shell.store, _secret(request))
            if begun is None:
                return self.shell.page(request, "link_gone.jinja", 410)
            await self._forget(request)
        except StorageError:
            raise HTTPException(503) from None
        viewer = await self.shell.read(viewer_of, self.shell.store, begun.token)
        answer = RedirectResponse("/", 303)
        keep = viewer is not None and not viewer.staff
        answer.headers.append("set-cookie", self.shell.cookies.header(begun.token, keep=keep))
        return answer

    async def sign_out(self, request: Request) -> Response:
        """End this browser's session, on the server too."""
        try:
            await self._forget(request)
        except StorageError:
            raise HTTPException(503) from None
        answer = RedirectResponse("/start", 303)
        answer.headers.append("set-cookie", self.shell.cookies.gone())
        # What the browser still keeps of the pages goes with it, on a shared computer above all.
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    async def sessions(self, request: Request) -> Response:
        """Where else the reader is signed in, and a button that ends it."""
        viewer = await self.shell.viewer(request)
        if viewer is None or viewer.person is None:
            return RedirectResponse("/start", 303)
        return await self._sessions(request, "")

    async def end_others(self, request: Request) -> Response:
        """Sign the reader out everywhere but here."""
        viewer = await self.shell.viewer(request)
        if viewer is None or viewer.person is None:
            raise HTTPException(403)
        try:
            token = self.shell.cookies.token(request)
            await self.shell.write(end_others, self.shell.store, token)
        except StorageError:
            raise HTTPException(503) from None
        return await self._sessions(request, ENDED)

    async def _sessions(self, request: Request, done: str) -> Response:
        token = self.shell.cookies.token(request)
        count = await self.shell.read(others, self.shell.store, token)
        return self.shell.page(request, "sessions.jinja", others=count, done=done)

    async def _forget(self, request: Request) -> None:
        token = self.shell.cookies.token(request)
        if token:
            await self.shell.write(sign_out, self.shell.store, token)


def _secret(request: Request) -> str:
    secret: str = request.path_params["secret"]
    return secret[:MAX_SECRET]
