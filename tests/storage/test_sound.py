"""How long a voice note is: what its container says, and nothing where it says nothing."""

import struct
from pathlib import Path

import pytest

from storage.sound import seconds

NOTE = (Path(__file__).parents[1] / "talks/care/voice-note.wav").read_bytes()
OGG = b"OggS" + bytes(24) + b"OpusHead\x01\x01" + struct.pack("<H", 312) + bytes(20)
OGG += b"OggS\0\x04" + struct.pack("<q", 48_000 * 12 + 312) + bytes(14)
MP4 = b"\0\0\0\x18ftypM4A " + bytes(12) + b"mvhd" + bytes(12) + struct.pack(">II", 1000, 61_400)


@pytest.mark.parametrize(
    ("media", "data", "length"),
    [
        ("audio/wav", NOTE, 2),
        ("audio/ogg", OGG, 12),
        ("audio/mp4", MP4, 61),
        ("audio/mp4", MP4[:-4] + struct.pack(">I", 10), 1),  # never nought
        ("audio/webm", b"\x1a\x45\xdf\xa3", None),
        ("audio/mpeg", b"ID3", None),
        ("audio/wav", b"RIFF", None),
        ("audio/wav", b"RIFF\0\0\0\0WAVEfmt " + bytes(20) + b"data" + bytes(9), None),  # rate 0
        ("audio/ogg", b"OggS", None),
        ("audio/ogg", OGG[:20], None),
        ("audio/mp4", b"mvhd", None),
        ("audio/mp4", MP4[:-8] + bytes(8), None),  # a scale of nought
        ("audio/mp4", MP4[:-8] + struct.pack(">II", 1, 2**32 - 1), None),  # a hundred years
        ("image/png", b"", None),
    ],
)
def test_the_length_that_a_file_says(media: str, data: bytes, length: int | None) -> None:
    assert seconds(media, data) == length
