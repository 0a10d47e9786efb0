"""The chat page of one browser, the stream behind every chat page, and posting to a chat."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from bot.channels.web import BadForm, Posted, incoming, read_file, read_form
from bot.crisis import NotKept
from bot.service import Service
from bot.web.demo_panes import Demo
from bot.web.reading import Reading
from bot.web.shell import Shell
from bot.web.sound import sound_answer
from bot.web.stream import Source, frames
from bot.web.views import (
    MessageView,
    local_day,
    paragraphs,
    read_positions,
    spoken_view,
    write_positions,
)
from flows.model import ChatId
from storage.errors import StorageError
from storage.turn import Incoming

FILE_PATH = "/say/file"
PARKED = "Something went wrong with that message. We have kept it, and a person will look at it."
SIGNED_OUT = "You are signed out. Use your link again to come back."
SLOW_DOWN = (
    "That was a lot in a short time. What you sent before is kept. "
    "Please wait for a minute, then send this again."
)
NOT_YOURS = "That chat belongs to somebody else."
NOT_SAVED = "We could not save that just now. Nothing has changed. Please try again in a minute."

# Pages that show a chat beside something else; a form of theirs, sent without a script, leads back.
_BESIDE = re.compile(r"/(inbox|pay)(/[A-Z]{2,5}-[0-9]{1,9})?")

# A file waits in memory for its turn: parsers would write anything over 1 MB to the disk, unsealed.
MultiPartParser.spool_max_size = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ChatPages:
    """Handlers over one service. `demo` names the chats that anybody here may use."""

    shell: Shell
    service: Service
    reading: Reading
    demo: Demo | None = None

    async def chat(self, request: Request) -> Response:
        """The page of this browser's own chat."""
        viewer = await self.shell.viewer(request)
        if viewer is None:
            return RedirectResponse("/start", 303)
        before = _number(request.query_params.get("before", ""))
        pane = await asyncio.to_thread(self.reading.pane, viewer.chat, before)
        return self.shell.page(
            request,
            "chat/chat.jinja",
            pane=pane,
            nonce=self.shell.nonce(),
            stream=f"/events?after={write_positions({pane.chat: pane.position})}",
        )

    async def events(self, request: Request) -> Response:
        """The live stream of the chats named in `after`, from where the browser left off."""
        asked = read_positions(request.query_params.get("after", ""))
        seen = read_positions(request.headers.get("last-event-id", ""))
        if not asked or not asked.keys() <= await self._allowed(request):
            raise HTTPException(403, NOT_YOURS)
        positions = {chat: seen.get(chat, change) for chat, change in asked.items()}
        clock = self._clock if self.demo is not None else None
        open_to_all = self.demo is not None and asked.keys() <= self.demo.chats
        allowed = _anybody if open_to_all else partial(self.shell.still_in, request)
        source = Source(self.service.hub, self.reading.changes, self._fragment, clock, allowed)
        return StreamingResponse(
            frames(source, positions),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    async def say(self, request: Request) -> Response:
        """Typed words or a pressed button."""
        async with request.form(max_files=0, max_fields=8) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
        try:
            posted = read_form(fields)
        except BadForm:
            raise HTTPException(400) from None
        request.state.beside = fields.get("beside", "")
        if posted is not None:
            self._in_time(request, posted)
        try:
            await self._check(request, fields)
        except StorageError:
            return self._unknown(request, posted)
        if posted is None:
            return self._answer(request, ChatId(fields["chat"]))
        return await self._take(request, posted)

    async def say_file(self, request: Request) -> Response:
        """A photo, a document or a voice note."""
        async with request.form(max_files=1, max_fields=8) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            upload = form.get("file")
            if upload is None or isinstance(upload, str) or not upload.filename:
                raise HTTPException(400, "Choose a file first.")
            content = await upload.read()
        request.state.beside = fields.get("beside", "")
        in_time(self.shell, self.service, request, fields.get("chat", ""))
        await self._check(request, fields)
        try:
            posted = read_file(fields, upload.filename, upload.content_type or "", content)
        except BadForm:
            raise HTTPException(400) from None
        return await self._take(request, posted)

    async def file(self, request: Request) -> Response:
        """A file of a message that is in a chat of this browser."""
        allowed = await self._allowed(request)
        message, file = request.path_params["message"], request.path_params["file"]
        found = await asyncio.to_thread(self.reading.file, message, file)
        if found is None or found[0] not in allowed:
            raise HTTPException(404)
        kept = found[1]
        shown = "inline" if kept.media.startswith(("image/", "audio/")) else "attachment"
        headers = {"Content-Disposition": f"{shown}; filename*=utf-8''{quote(kept.name, safe='')}"}
        if kept.media.startswith("audio/"):
            return sound_answer(request, kept, headers)
        return Response(kept.data, media_type=kept.media, headers=headers)

    async def _allowed(self, request: Request) -> frozenset[ChatId]:
        viewer = await self.shell.viewer(request)
        own = frozenset() if viewer is None else frozenset({viewer.chat})
        return own if self.demo is None else own | self.demo.chats

    async def _check(self, request: Request, fields: Mapping[str, str]) -> None:
        # The chat is in the form, so that a page left open by somebody else cannot post as me.
        allowed = await self._allowed(request)
        if fields.get("chat") not in allowed:
            raise HTTPException(403, NOT_YOURS if allowed else SIGNED_OUT)

    def _in_time(self, request: Request, posted: Posted) -> None:
        """Who may be in danger is always heard."""
        if not self.service.dispatcher.crisis.heard(posted.event):
            in_time(self.shell, self.service, request, posted.chat)

    def _unknown(self, request: Request, posted: Posted | None) -> Response:
        """Nobody can be looked up just now; who asks for help gets the numbers all the same."""
        watch = self.service.dispatcher.crisis
        if posted is None or not watch.heard(posted.event):
            raise HTTPException(503, NOT_SAVED)
        return self._answer(request, posted.chat, spoken=watch.text)

    async def _take(self, request: Request, posted: Posted) -> Response:
        chat = posted.chat

        async def speak(text: str) -> None:
            self.service.hub.speak(chat, text)

        update = incoming(posted)
        try:
            took = await self.service.dispatcher.receive(update, speak)
        except NotKept as late:
            return self._answer(request, chat, spoken=late.text)
        except StorageError:
            raise HTTPException(503, NOT_SAVED) from None
        answer = self._answer(request, chat, error=PARKED if took.status == "parked" else "")
        return await self._renewed(request, answer, update)

    async def _renewed(self, request: Request, answer: Response, update: Incoming) -> Response:
        """The answer; with a new cookie when this turn made the stranger who posted somebody."""
        viewer = await self.shell.viewer(request)
        if viewer is not None and viewer.person is None:
            cookie = await self.shell.came_in(str(update.key))
            if cookie is not None:
                answer.headers.append("set-cookie", cookie)
        return answer

    def _answer(
        self, request: Request, chat: ChatId, *, error: str = "", spoken: str = ""
    ) -> Response:
        if "application/json" in request.headers.get("accept", ""):
            said = self._fragment(spoken_view(chat, spoken)) if spoken else ""
            return JSONResponse({"nonce": self.shell.nonce(), "error": error, "html": said})
        beside = getattr(request.state, "beside", "")
        back = f"{beside}#pane-{chat}" if _BESIDE.fullmatch(beside) else self._back(chat)
        if spoken or error:
            words = paragraphs(spoken or error)
            return self.shell.page(request, "chat/spoken.jinja", paragraphs=words, back=back)
        return RedirectResponse(back, 303)

    def _back(self, chat: ChatId) -> str:
        in_demo = self.demo is not None and chat in self.demo.chats
        return f"/#pane-{chat}" if in_demo else f"/chat#pane-{chat}"

    def _fragment(self, message: MessageView) -> str:
        return self.shell.fragment("chat/_message.jinja", m=message, nonce=self.shell.nonce())

    def _clock(self) -> str:
        return local_day(self.service.store.clock.now(), self.reading.zone)


def in_time(shell: Shell, service: Service, request: Request, chat: str) -> None:
    """HTTP 429 for a browser that sends faster than people do. Asked before the database is, so
    that a flood costs others nothing; by what only that browser sends, so that nobody can slow
    down anybody else."""
    now = asyncio.get_running_loop().time()
    if not service.pace.allows(shell.browser(request) or chat, now):
        raise HTTPException(429, SLOW_DOWN)


def _anybody() -> bool:
    return True


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 13 else None
