"""Static files: addressed with a hash of their content, so that browsers may keep them long."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
FOR_A_YEAR = "public, max-age=31536000, immutable"


@cache
def asset(name: str) -> str:
    """The address of a static file, as `/static/app.css?v=1a2b3c4d5e`."""
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


class Assets(StaticFiles):
    """The static folder. Only an address with a version is kept without asking again."""

    def __init__(self) -> None:
        """Serves `foothold/web/static`."""
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        answer = await super().get_response(path, scope)
        versioned = scope["query_string"].startswith(b"v=")
        answer.headers["Cache-Control"] = FOR_A_YEAR if versioned else "no-cache"
        return answer
