"""Whose service it is, on every page: name, colour, logo, as `[branding]` says.

The colour was checked when the configuration was read. The look stays neutral and the footer goes
on saying what this is not. It must not know any page.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from foothold.web.assets import FOR_A_YEAR
from storage.colours import BLACK, WHITE, mixed
from storage.errors import BadConfig

if TYPE_CHECKING:
    from storage.config import BrandingSection

OUR_COLOUR = "#00524c"
MAX_LOGO = 256 * 1024
MEDIA = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for the top of every page."""

    media: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Brand:
    """An organisation's own name, colour and logo; all of them may be missing."""

    organisation: str = ""
    colour: str = OUR_COLOUR
    logo_file: Logo | None = None

    @property
    def style(self) -> str:
        """The address of the colour's stylesheet; empty for our own colour."""
        same = self.colour.lower() == OUR_COLOUR
        return "" if same else f"/brand.css?v={_digest(stylesheet(self.colour).encode())}"

    @property
    def logo(self) -> str:
        """The address of the logo; empty when there is none."""
        return "" if self.logo_file is None else f"/brand-logo?v={_digest(self.logo_file.data)}"

    def routes(self) -> list[Route]:
        """Where stylesheet and logo are."""
        return [Route("/brand.css", self._stylesheet), Route("/brand-logo", self._logo)]

    async def _stylesheet(self, request: Request) -> Response:
        return _kept(stylesheet(self.colour).encode(), "text/css")

    async def _logo(self, request: Request) -> Response:
        if self.logo_file is None:
            return Response(status_code=404)
        return _kept(self.logo_file.data, self.logo_file.media)


PLAIN = Brand()
"""Nobody's in particular."""


def brand_of(section: "BrandingSection") -> Brand:
    """The brand that the configuration describes. Raises BadConfig for a logo that is none."""
    file = section.logo_file
    return Brand(section.organisation, section.brand_colour, _read(file) if file else None)


def stylesheet(colour: str) -> str:
    """The colours that are made from the one that was chosen."""
    return (
        ":root { "
        f"--accent: {colour}; "
        f"--accent-deep: {mixed(colour, BLACK, 0.25)}; "
        f"--accent-wash: {mixed(colour, WHITE, 0.9)}; "
        f"--mine: {mixed(colour, WHITE, 0.85)}; "
        "}\n"
    )


def _read(file: Path) -> Logo:
    media = MEDIA.get(file.suffix.lower())
    if media is None:
        raise BadConfig((f"branding.logo_file: must end with {', '.join(MEDIA)}.",))
    try:
        data = file.read_bytes()
    except OSError as wrong:
        why = wrong.strerror
        raise BadConfig((f"branding.logo_file: {file} cannot be read: {why}.",)) from None
    if len(data) > MAX_LOGO:
        raise BadConfig((f"branding.logo_file: must have at most {MAX_LOGO // 1024} KB.",))
    return Logo(media, data)


def _kept(data: bytes, media: str) -> Response:
    return Response(data, media_type=media, headers={"Cache-Control": FOR_A_YEAR})


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]
