"""Files that people send: what they really are, and pictures without what cameras add.

Judges by content, never by name. Pictures are drawn anew (upright, at most 2,560 pixels a side,
without place, time or camera); PDF and voice notes are kept as they are. Stores nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 2560
_JPEG_QUALITY = 85
_PDF_TAIL = 2048
_WEBM_HEADER = 4096


class FileFault(StrEnum):
    """Why a file is not taken. There are words for each."""

    TOO_BIG = "too_big"
    UNKNOWN_KIND = "unknown_kind"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that may be kept and shown: its media type and its bytes."""

    media: str
    data: bytes


def clean(data: bytes, claimed: str) -> CleanFile | FileFault:
    """The file as it may be kept, or why not. `claimed` is the media type that came with it."""
    if len(data) > MAX_BYTES:
        return FileFault.TOO_BIG
    media = sniff(data)
    if media is None:
        return FileFault.UNKNOWN_KIND if data else FileFault.BROKEN
    if not _agree(claimed, media):
        return FileFault.NOT_WHAT_IT_SAYS
    if media.startswith("image/"):
        return _redrawn(data, media)
    if media == "application/pdf" and b"%%EOF" not in data[-_PDF_TAIL:]:
        return FileFault.BROKEN
    return CleanFile(media, data)


def sniff(data: bytes) -> str | None:
    """The media type that the content has, or None when it is none that is taken."""
    return next((media for media, is_one in _KINDS if is_one(data)), None)


def _agree(claimed: str, media: str) -> bool:
    claim = claimed.partition(";")[0].strip().lower()
    if claim in {"", "application/octet-stream"}:
        return True
    # Recorders call a voice note in a film's container a film.
    family = claim.partition("/")[0].replace("video", "audio")
    return family == media.partition("/")[0] and (family != "application" or claim == media)


def _redrawn(data: bytes, media: str) -> CleanFile | FileFault:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # ours comes first, and says it without a warning
    try:
        with Image.open(BytesIO(data), formats=[media.partition("/")[2].upper()]) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                return FileFault.TOO_MANY_PIXELS
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is decoded smaller
            opened.thumbnail((MAX_SIDE, MAX_SIDE))
            return _saved(ImageOps.exif_transpose(opened), media)
    except Exception:  # noqa: BLE001 - a broken picture makes Pillow raise almost anything
        return FileFault.BROKEN


def _saved(image: "Image", media: str) -> CleanFile:
    transparent = image.has_transparency_data
    as_png = transparent or media in {"image/png", "image/gif"}
    plain = image.convert("RGBA" if transparent else "RGB")
    plain.info = {}  # comments and profiles would be written again
    out = BytesIO()
    if as_png:
        plain.save(out, "PNG")
    else:
        plain.save(out, "JPEG", quality=_JPEG_QUALITY)
    return CleanFile("image/png" if as_png else "image/jpeg", out.getvalue())


def _is_webp(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:12] == b"WEBP"


def _is_wav(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:16] == b"WAVEfmt "


def _is_opus(data: bytes) -> bool:
    return data.startswith(b"OggS") and data[28:36] == b"OpusHead"


def _is_webm(data: bytes) -> bool:
    header = data[:_WEBM_HEADER]
    sound_only = b"A_OPUS" in header and not any(film in header for film in (b"V_VP", b"V_AV1"))
    return header.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in header[:64] and sound_only


def _is_m4a(data: bytes) -> bool:
    if data[4:8] != b"ftyp":
        return False
    # The handler's type stands eight bytes behind its name: soun, or vide for a film.
    tracks = {part[8:12] for part in data.split(b"hdlr")[1:]}
    return b"soun" in tracks and b"vide" not in tracks


def _is_mp3(data: bytes) -> bool:
    start = 0
    if data.startswith(b"ID3") and len(data) > 10:
        start = 10
        start += sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(data[6:10])))
    frame = data[start : start + 3]
    return (
        len(frame) == 3
        and frame[0] == 0xFF
        and frame[1] & 0xE6 == 0xE2  # eleven bits of sync, layer III
        and frame[2] & 0xF0 not in {0x00, 0xF0}  # a bit rate
        and frame[2] & 0x0C != 0x0C  # a sample rate
    )


def _begins(magic: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(magic)


_KINDS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("image/jpeg", _begins(b"\xff\xd8\xff")),
    ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    ("image/gif", lambda data: data[:6] in {b"GIF87a", b"GIF89a"}),
    ("image/webp", _is_webp),
    ("application/pdf", _begins(b"%PDF-")),
    ("audio/ogg", _is_opus),
    ("audio/webm", _is_webm),
    ("audio/mp4", _is_m4a),
    ("audio/wav", _is_wav),
    ("audio/mpeg", _is_mp3),
)
