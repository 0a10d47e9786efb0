"""Files are what their content is; pictures lose what cameras add; hostile bytes are refused."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from storage.attachments import MAX_BYTES, MAX_SIDE, CleanFile, FileFault, clean, sniff

MP3_FRAME = b"\xff\xfb\x90\x00" + b"\0" * 413
VOICE = {
    "audio/ogg": b"OggS" + b"\0" * 24 + b"OpusHead" + b"\0" * 20,
    "audio/webm": b"\x1a\x45\xdf\xa3\x01\x42\x82\x84webm" + b"\0" * 60 + b"A_OPUS",
    "audio/mp4": b"\0\0\0\x1cftypM4A \0\0\0\0" + b"hdlr" + b"\0" * 8 + b"soun",
    "audio/wav": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0" + b"\0" * 20,
    "audio/mpeg": MP3_FRAME,
}
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def _picture(
    kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object
) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red" if mode in {"RGB", "RGBA"} else 1).save(out, kind, **more)
    return out.getvalue()


def _cleaned(data: bytes, claimed: str = "") -> CleanFile:
    made = clean(data, claimed)
    assert isinstance(made, CleanFile)
    return made


def _opened(made: CleanFile) -> Image.Image:
    image = Image.open(BytesIO(made.data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/png"),
    ],
)
def test_pictures_are_drawn_anew(kind: str, media: str) -> None:
    made = _cleaned(_picture(kind), f"image/{kind.lower()}")
    assert made.media == sniff(made.data) == media
    assert _opened(made).size == (40, 20)


def test_place_and_camera_are_dropped_and_the_picture_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned on its side
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (51.5, 30.0, 0.0)
    made = _cleaned(_picture("JPEG", exif=exif, comment=b"SecretComment"))
    image = _opened(made)
    assert image.size == (20, 40)
    assert not image.getexif()
    assert b"Secret" not in made.data
    assert b"Exif" not in made.data


def test_text_in_a_png_is_dropped() -> None:
    info = PngInfo()
    info.add_text("Author", "SecretName")
    assert b"SecretName" not in _cleaned(_picture("PNG", pnginfo=info)).data


def test_a_polyglots_second_half_is_dropped() -> None:
    made = _cleaned(_picture("JPEG") + b"<script>alert(1)</script>")
    assert b"<script>" not in made.data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_is_drawn(mode: str) -> None:
    made = _cleaned(_picture("JPEG" if mode == "CMYK" else "PNG", mode=mode))
    assert _opened(made).mode in {"RGB", "RGBA"}


def test_transparency_is_kept() -> None:
    assert _opened(_cleaned(_picture("WEBP", mode="RGBA", lossless=True))).mode in {"RGB", "RGBA"}
    clear = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(clear, "WEBP", lossless=True)
    assert _cleaned(clear.getvalue()).media == "image/png"


def test_only_the_first_picture_of_a_moving_one_is_kept() -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    image = _opened(_cleaned(out.getvalue()))
    assert getattr(image, "n_frames", 1) == 1
    assert image.getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_large_pictures_become_smaller(kind: str) -> None:
    image = _opened(_cleaned(_picture(kind, (MAX_SIDE * 2, 900))))
    assert image.size == (MAX_SIDE, 450)


def test_a_picture_of_too_many_pixels_is_not_opened() -> None:
    assert clean(_picture("PNG", (10_000, 5_001), "1"), "") is FileFault.TOO_MANY_PIXELS


def test_twenty_megabytes_are_enough() -> None:
    assert isinstance(clean(PDF.replace(b"1 0", b"1" * (MAX_BYTES - 21)), ""), CleanFile)
    assert clean(b"\xff\xd8\xff" + b"\0" * MAX_BYTES, "image/jpeg") is FileFault.TOO_BIG


@pytest.mark.parametrize(("media", "data"), [*VOICE.items(), ("application/pdf", PDF)])
def test_voice_notes_and_pdf_are_kept_as_they_are(media: str, data: bytes) -> None:
    for claimed in ("", media, f"{media}; codecs=opus", "application/octet-stream"):
        assert clean(data, claimed) == CleanFile(media, data)


def test_an_mp3_may_begin_with_a_tag() -> None:
    assert sniff(b"ID3\x04\0\0\0\0\x01\x01" + b"t" * 129 + MP3_FRAME) == "audio/mpeg"
    assert sniff(b"ID3\x04\0\0\0\0\x01\x01" + b"t" * 500) is None


@pytest.mark.parametrize("claimed", ["video/webm", "audio/mp4"])
def test_a_recorder_may_name_another_container(claimed: str) -> None:
    assert isinstance(clean(VOICE["audio/webm"], claimed), CleanFile)


@pytest.mark.parametrize(
    ("data", "claimed"),
    [
        (PDF, "image/png"),
        (PDF, "application/zip"),
        (VOICE["audio/ogg"], "image/jpeg"),
        (_picture("PNG"), "application/pdf"),
        (_picture("PNG"), "text/html"),
    ],
)
def test_a_file_that_says_something_else_is_refused(data: bytes, claimed: str) -> None:
    assert clean(data, claimed) is FileFault.NOT_WHAT_IT_SAYS


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04word/document.xml",
        b"MZ\x90\0",
        b"\0\0\0\x18ftypheic\0\0\0\0",
        b"\0\0\0\x1cftypisom" + b"hdlr" + b"\0" * 8 + b"soun" + b"hdlr" + b"\0" * 8 + b"vide",
        b"\x1a\x45\xdf\xa3\x01\x42\x82\x84webm" + b"A_OPUSV_VP8",
        b"RIFF\0\0\0\0AVI LIST",
        b"x",
    ],
)
def test_other_kinds_are_not_taken(data: bytes) -> None:
    assert clean(data, "") is FileFault.UNKNOWN_KIND


@pytest.mark.parametrize(
    "data",
    [b"", PDF[:12], _picture("JPEG")[:200], _picture("PNG")[:40], b"GIF89a", b"\xff\xd8\xff"],
)
def test_broken_files_are_said_to_be(data: bytes) -> None:
    assert clean(data, "") is FileFault.BROKEN


@given(
    start=st.sampled_from([_picture(kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")]),
    at=st.integers(min_value=3, max_value=400),
    junk=st.binary(min_size=1, max_size=40),
)
@settings(deadline=None)
def test_damage_never_raises(start: bytes, at: int, junk: bytes) -> None:
    made = clean(start[:at] + junk + start[at + len(junk) :], "")
    assert isinstance(made, CleanFile | FileFault)
