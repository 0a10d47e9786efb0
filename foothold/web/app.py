"""One web application from the routes of the chat, the admin pages and the shell itself."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from foothold.web.assets import Assets
from foothold.web.cookies import LOOPBACK
from foothold.web.door import DoorGuard, DoorPages
from foothold.web.errors import ErrorPages
from foothold.web.middleware import FILE_BODY, BodyLimit, CrossOriginGuard, SecurityHeaders
from foothold.web.shell import WebShell
from foothold.web.sign_in import SignInPages

FOR_TWO_YEARS = "max-age=63072000"


def build_app(
    shell: WebShell,
    routes: Sequence[BaseRoute],
    file_paths: Sequence[str] = ("/say/file",),
    trusted_hosts: Sequence[str] = (),
) -> ASGIApp:
    """The application. `routes` are those of the chat and the admin pages; `file_paths` may carry
    files. It answers to the public address, to loopback and to `trusted_hosts` only."""
    errors = ErrorPages(shell.pages)
    address = urlsplit(shell.store.config_public_url)
    hosts = [host for host in dict.fromkeys((address.hostname, *LOOPBACK, *trusted_hosts)) if host]
    app = Starlette(
        routes=[
            *routes,
            *SignInPages(shell).routes(),
            *DoorPages(shell, shell.look.hide_to).routes(),
            *shell.look.brand.routes(),
            Route("/healthz", health),
            Mount("/static", Assets(), name="static"),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
            Middleware(
                BodyLimit, refuse=errors.refuse, larger=dict.fromkeys(file_paths, FILE_BODY)
            ),
            Middleware(CrossOriginGuard, refuse=errors.refuse),
            Middleware(DoorGuard, shell=shell),
        ],
        exception_handlers={HTTPException: errors.http, Exception: errors.crash},
    )
    # Outermost, so that the answers of middleware and of crashes carry the headers too.
    return SecurityHeaders(app, FOR_TWO_YEARS if address.scheme == "https" else "")


async def health(request: Request) -> Response:
    """For supervisors: the process answers."""
    return PlainTextResponse("ok")
