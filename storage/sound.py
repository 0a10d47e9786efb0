"""How long a voice note is, as far as its own container says so. Reads bytes, stores nothing."""

import struct

LONGEST = 24 * 3600
_OPUS_RATE = 48_000


def seconds(media: str, data: bytes) -> int | None:
    """Whole seconds, at least one; None where the file does not say, or says nonsense."""
    try:
        length = _READERS[media](data) if media in _READERS else None
    except (struct.error, ValueError, ZeroDivisionError):
        return None
    return max(1, round(length)) if length is not None and 0 < length < LONGEST else None


def _ogg(data: bytes) -> float | None:
    """The place that the last page ends at, less what is played before it starts."""
    last, head = data.rfind(b"OggS"), data.find(b"OpusHead")
    if last < 0 or head < 0:
        return None
    (place,) = struct.unpack_from("<q", data, last + 6)
    (skipped,) = struct.unpack_from("<H", data, head + 10)
    return float(place - skipped) / _OPUS_RATE


def _wav(data: bytes) -> float | None:
    (rate,) = struct.unpack_from("<I", data, 28)
    start = data.find(b"data", 36)
    return (len(data) - start - 8) / float(rate) if start > 0 else None


def _mp4(data: bytes) -> float | None:
    at = data.find(b"mvhd")
    if at < 0:
        return None
    wide = data[at + 4 : at + 5] == b"\x01"
    scale, length = struct.unpack_from(">IQ" if wide else ">II", data, at + (24 if wide else 16))
    return float(length) / float(scale)


_READERS = {"audio/ogg": _ogg, "audio/wav": _wav, "audio/mp4": _mp4}
