"""What the chat pages need of the shell around them. The shell itself lives in `foothold.web`."""

from dataclasses import dataclass
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import Response

from flows.model import ChatId, PersonId


class Viewer(Protocol):
    """Who is looking: one browser's signed-in person, or a stranger with a chat."""

    @property
    def person(self) -> PersonId | None:
        """None: a stranger."""

    @property
    def chat(self) -> ChatId:
        """The web chat of this browser."""

    @property
    def staff(self) -> bool:
        """Whether they work here."""

    @property
    def pays(self) -> bool:
        """Whether what is agreed is theirs to pay."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A stranger's chat just begun; `cookie` is the header that makes it this browser's."""

    chat: ChatId
    cookie: str


class Shell(Protocol):
    """The shared web shell, as far as the chat needs it."""

    async def viewer(self, request: Request) -> Viewer | None:
        """Who signed in on this browser, or None."""

    def browser(self, request: Request) -> str:
        """What this browser, and no other, sends; empty when it sends nothing."""

    def lapsed(self, request: Request) -> bool:
        """Whether this browser was signed in once and is not now; after `viewer` was asked."""

    async def visit(self) -> Visit:
        """Begin a chat for a stranger."""

    async def came_in(self, turn: str) -> str | None:
        """The header that makes this browser somebody's; None unless this turn found out whose."""

    def still_in(self, request: Request) -> bool:
        """Whether this browser's session has not been ended. Reads the database and may block."""

    def page(self, request: Request, name: str, status: int = 200, **context: Any) -> Response:
        """A template as an answer."""

    def fragment(self, name: str, **context: Any) -> str:
        """A template as text."""

    def nonce(self) -> str:
        """A fresh, unguessable form nonce."""
