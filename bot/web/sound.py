"""A voice note as an answer to a player, which asks for it in parts (Safari plays nothing else)."""

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from storage.repositories.attachments import Attachment

_RANGE = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})")


def sound_answer(request: Request, kept: Attachment, headers: Mapping[str, str]) -> Response:
    """The whole note, the part that was asked for, or 416 for a part that is not there."""
    size, asked = len(kept.data), request.headers.get("range", "")
    always = {**headers, "Accept-Ranges": "bytes"}
    found = _RANGE.fullmatch(asked)
    if found is None or found[1] == found[2] == "":
        return Response(kept.data, media_type=kept.media, headers=always)
    if found[1]:
        start, end = int(found[1]), min(int(found[2] or size), size - 1)
    else:  # the last so many bytes
        start, end = max(0, size - int(found[2])), size - 1
    if start > end:
        return Response(status_code=416, headers={**always, "Content-Range": f"bytes */{size}"})
    part = {**always, "Content-Range": f"bytes {start}-{end}/{size}"}
    return Response(kept.data[start : end + 1], 206, part, kept.media)
