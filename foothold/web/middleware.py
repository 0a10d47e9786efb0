"""Guards around every page, in pure ASGI: body size, security headers, cross-site posts.

They know paths and headers only. `refuse` renders one clear sentence for a status code.
"""

from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Refuse = Callable[[Scope, Receive, Send, int], Awaitable[None]]

SMALL_BODY = 64 * 1024
FILE_BODY = 25 * 1024 * 1024
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(self), geolocation=()",
}


class SecurityHeaders:
    """The same strict headers on every answer; pages are never stored by a browser or proxy."""

    def __init__(self, app: ASGIApp, https_only: str = "") -> None:
        """`https_only` is the Strict-Transport-Security value (empty: served on plain http)."""
        self.app = app
        self.extra = {"Strict-Transport-Security": https_only} if https_only else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers as the answer starts; its own Cache-Control and Referrer-Policy stay."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own = headers.get("Referrer-Policy")
                headers.update({**HEADERS, **self.extra})
                if own is not None:
                    headers["Referrer-Policy"] = own
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return await self.app(scope, receive, with_headers)


class CrossOriginGuard:
    """Forgery defence by Fetch Metadata: unsafe methods only from our own pages."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        """`refuse` answers with 403."""
        self.app, self.refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let same-origin posts through. Older browsers without Sec-Fetch-Site send an Origin."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not _ours(scope):
            return await self.refuse(scope, receive, send, 403)
        return await self.app(scope, receive, send)


def _ours(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    return headers.get("origin", "").partition("://")[2] == headers.get("host")


class BodyLimit:
    """No request body is larger than its path allows (SMALL_BODY unless listed in `larger`)."""

    def __init__(self, app: ASGIApp, refuse: Refuse, larger: dict[str, int]) -> None:
        """`larger` maps an exact path to its limit in bytes."""
        self.app, self.refuse, self.larger = app, refuse, larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse by the announced length, and cut off a body that grows past the limit."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = self.larger.get(scope["path"], SMALL_BODY)
        if _announced(scope) > limit:
            return await self.refuse(scope, receive, send, 413)
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413)
            return message

        return await self.app(scope, counted, send)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0
