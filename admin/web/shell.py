"""What the admin pages need of the shell around them. The shell itself lives in `foothold.web`."""

from collections.abc import Callable
from typing import Any, ParamSpec, Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from flows.model import PersonId
from storage.store import Store

P = ParamSpec("P")
R = TypeVar("R")


class Viewer(Protocol):
    """Who is looking."""

    @property
    def person(self) -> PersonId | None:
        """None: nobody has signed in on this browser."""


class Shell(Protocol):
    """The shared web shell, as far as these pages need it."""

    @property
    def store(self) -> Store:
        """The service's store."""

    async def viewer(self, request: Request) -> Viewer | None:
        """Who signed in on this browser, or None."""

    async def read(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work`, which only reads, off the loop."""

    async def write(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work` on the writer thread."""

    def page(self, request: Request, name: str, status: int = 200, **context: Any) -> Response:
        """A template as an answer."""

    def nonce(self) -> str:
        """A text that never comes again."""
