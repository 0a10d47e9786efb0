"""Error pages: one clear sentence each, as a page or as JSON for our own script."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from foothold.web.pages import Pages


@dataclass(frozen=True, slots=True)
class Said:
    """What happened, and what to do about it. `way` is a link out: its words and its address."""

    title: str
    sentence: str
    way: tuple[str, str] = ("Go to the first page", "/")


_NOWHERE = Said(
    "We could not find that page",
    "The address may be mistyped, or the page is gone. All that you wrote is still there.",
)
SAID = {
    400: Said(
        "That did not work",
        "What we got was not complete. Nothing has changed. Go back, and try again.",
    ),
    403: Said(
        "You cannot do that here",
        "This did not come from one of our pages, or you are signed out. Open your link again.",
    ),
    404: _NOWHERE,
    405: _NOWHERE,
    409: Said(
        "That has changed meanwhile",
        "Somebody was quicker, or you did it already. Go back, and look at the page again.",
    ),
    413: Said(
        "That is too big",
        "We can take files of up to 20 MB. Long words can be sent in parts.",
        ("Back to the chat", "/chat"),
    ),
    429: Said(
        "That was a lot at once",
        "Wait for a minute, then go on. What we took in before is kept.",
        ("Back to the chat", "/chat"),
    ),
    500: Said(
        "Something went wrong",
        "It is our mistake, and it is written down for us. Please try again in a minute.",
    ),
    503: Said(
        "We cannot save anything just now",
        "Nothing has changed and nothing is lost. Please try again in a minute.",
    ),
}


class ErrorPages:
    """Answers for everything that is not an ordinary page."""

    def __init__(self, pages: Pages) -> None:
        """`pages` renders them."""
        self.pages = pages

    def answer(self, status: int, accept: str, sentence: str = "") -> Response:
        """The answer for a status; unknown ones are shown as the mistake that they are."""
        said = SAID.get(status) or SAID[400 if status < 500 else 500]
        words = sentence or said.sentence
        if "application/json" in accept:
            return JSONResponse({"error": words}, status)
        if "text/event-stream" in accept:
            return PlainTextResponse(words, status)
        return self.pages.page(
            "error.jinja", status, title=said.title, sentence=words, way=said.way
        )

    async def http(self, request: Request, wrong: Exception) -> Response:
        """An HTTPException, whose detail is shown when somebody wrote one."""
        assert isinstance(wrong, HTTPException)
        own = wrong.detail != HTTPStatus(wrong.status_code).phrase
        accept = request.headers.get("accept", "")
        return self.answer(wrong.status_code, accept, wrong.detail if own else "")

    async def crash(self, request: Request, wrong: Exception) -> Response:
        """A bug. What went wrong is never shown."""
        return self.answer(500, request.headers.get("accept", ""))

    async def refuse(self, scope: Scope, receive: Receive, send: Send, status: int) -> None:
        """For middleware, which answers without a route."""
        accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
        await self.answer(status, accept)(scope, receive, send)
