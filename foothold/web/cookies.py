"""The session cookie: its name and flags follow from the address that people use."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

from storage.errors import BadConfig

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PEOPLE_SECONDS = 400 * 24 * 3600
"""Longer than any session lasts: storage decides when one is over."""


@dataclass(frozen=True, slots=True)
class Cookies:
    """Writes and reads the one cookie."""

    name: str
    flags: str

    def token(self, request: Request) -> str:
        """What the browser sent, or an empty text."""
        return request.cookies.get(self.name, "")

    def header(self, token: str, *, keep: bool = True) -> str:
        """The Set-Cookie value; without `keep` the browser forgets it when it closes."""
        lasting = f"; Max-Age={PEOPLE_SECONDS}" if keep else ""
        return f"{self.name}={token}; Path=/; HttpOnly; SameSite=Lax{self.flags}{lasting}"

    def gone(self) -> str:
        """The Set-Cookie value that makes a browser forget."""
        return f"{self.name}=; Path=/; HttpOnly; SameSite=Lax{self.flags}; Max-Age=0"


def cookies_for(public_url: str) -> Cookies:
    """`__Host-fh` on https; plain `fh` on loopback only. Anything else is refused (BadConfig)."""
    address = urlsplit(public_url)
    if address.scheme == "https":
        return Cookies("__Host-fh", "; Secure")
    if address.hostname in LOOPBACK:
        return Cookies("fh", "")
    raise BadConfig(("web.public_url must begin with https:// unless it is this computer only.",))
