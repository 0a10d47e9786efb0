"""Error pages: one clear sentence each, as a page or as JSON for our own script."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from foothold.web.pages import Pages

TITLES = {
    400: "That did not work",
    403: "You cannot do that here",
    404: "We could not find that page",
    405: "We could not find that page",
    413: "That is too big",
    500: "Something went wrong",
    503: "We cannot save anything just now",
}
SENTENCES = {
    400: "What we got was not complete. Go back, and try again.",
    403: "This did not come from one of our pages, or you are signed out. Open your link again.",
    404: "The address may be mistyped, or the page is gone.",
    405: "The address may be mistyped, or the page is gone.",
    413: "We can take files of up to 20 MB. Long words can be sent in parts.",
    500: "It is our mistake, and it is written down for us. Please try again in a minute.",
    503: "Nothing has changed and nothing is lost. Please try again in a minute.",
}


class ErrorPages:
    """Answers for everything that is not an ordinary page."""

    def __init__(self, pages: Pages) -> None:
        """`pages` renders them."""
        self.pages = pages

    def answer(self, status: int, accept: str, sentence: str = "") -> Response:
        """The answer for a status; unknown ones are shown as the mistake that they are."""
        known = status if status in SENTENCES else (400 if status < 500 else 500)
        said = sentence or SENTENCES[known]
        if "application/json" in accept:
            return JSONResponse({"error": said}, status)
        if "text/event-stream" in accept:
            return PlainTextResponse(said, status)
        return self.pages.page("error.jinja", status, title=TITLES[known], sentence=said)

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
