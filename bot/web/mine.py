"""My requests: where each one is, who has it, its plan and what was said about it.

Everything comes from the same functions as "Where is it?" in the chat, so the page knows no more
than the chat says. Reading only: what acts is a turn in the reader's own chat.
"""

import asyncio
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request as Asked
from starlette.responses import RedirectResponse, Response

from bot.service import Service
from bot.web.chat import SIGNED_OUT
from bot.web.pressing import PageButton, fields_of, page_buttons, pressed
from bot.web.reading import Reading
from bot.web.shell import Shell
from bot.web.views import MessageView
from flows.calendar import long_day, said_day
from flows.desk import ALL
from flows.messages import line
from flows.model import ChatId, Request, RequestId
from flows.plans import item_words
from flows.taps import Do, Verb
from storage.looking import Looked, Offered, Told, look

UNKNOWN = "You have no request with that number."
_STATUS = "status:"
NONE = RequestId("")


@dataclass(frozen=True, slots=True)
class Mine:
    """One request as a page shows it. `state` is its state in one sentence."""

    reference: str
    item: str
    state: str
    rest: tuple[str, ...]
    sent: str
    sent_day: str
    buttons: tuple[PageButton, ...]


@dataclass(frozen=True, slots=True)
class MinePages:
    """Handlers over one service."""

    shell: Shell
    service: Service
    reading: Reading

    async def all(self, request: Asked) -> Response:
        """Every request of mine, newest first."""
        chat = await self._chat(request)
        if chat is None:
            return RedirectResponse("/start", 303)
        found = await asyncio.to_thread(self._status, chat)
        return self.shell.page(
            request,
            "chat/requests.jinja",
            requests=self._views(found),
            talk=page_buttons([self._talk(found)]),
            nonce=self.shell.nonce(),
        )

    async def one(self, request: Asked) -> Response:
        """One of them, with its plan and the messages that name it."""
        known = await self._found(request)
        if known is None:
            return RedirectResponse("/start", 303)
        chat, found, reference = known
        mine, told = self._one(found, reference)
        plan, messages = await asyncio.to_thread(self._about, chat, mine, reference)
        return self.shell.page(
            request,
            "chat/request.jinja",
            one=self._view(mine, told, found),
            plan=plan,
            messages=messages,
            talk=page_buttons([self._talk(found, mine.id)]),
            nonce=self.shell.nonce(),
        )

    async def plan(self, request: Asked) -> Response:
        """The plan alone, for paper."""
        known = await self._found(request)
        if known is None:
            return RedirectResponse("/start", 303)
        chat, found, reference = known
        mine, told = self._one(found, reference)
        plan = await asyncio.to_thread(self._plan, chat, mine)
        return self.shell.page(
            request,
            "chat/plan.jinja",
            one=self._view(mine, told, found),
            plan=plan,
            today=long_day(found.facts.calendar.day(found.facts.now)),
        )

    async def press(self, request: Asked) -> Response:
        """A button of these pages: a turn in my chat, where the answer is."""
        fields = await fields_of(self.shell, self.service, request)
        chat = await self._chat(request)
        if chat is None:
            raise HTTPException(403, SIGNED_OUT)
        found = await asyncio.to_thread(self._status, chat)
        reference = str(request.path_params.get("reference", ""))
        await pressed(self.service, chat, fields, self._offered(found, reference))
        return RedirectResponse(f"/chat#pane-{chat}", 303)

    async def _chat(self, request: Asked) -> ChatId | None:
        viewer = await self.shell.viewer(request)
        return viewer.chat if viewer is not None and viewer.person is not None else None

    async def _found(self, request: Asked) -> tuple[ChatId, Looked, str] | None:
        chat = await self._chat(request)
        if chat is None:
            return None
        found = await asyncio.to_thread(self._status, chat)
        return chat, found, str(request.path_params["reference"])

    def _status(self, chat: ChatId) -> Looked:
        found = look(self.service.store, chat, Do(Verb.STATUS, value=ALL))
        if found is None:
            raise HTTPException(403)
        return found

    def _one(self, found: Looked, reference: str) -> tuple[Request, Told]:
        mine = next((r for r in found.facts.requests if r.reference == reference), None)
        told = next((t for t in found.told if t.key == f"{_STATUS}{reference}"), None)
        if mine is None or told is None:
            raise HTTPException(404, UNKNOWN)
        return mine, told

    def _offered(self, found: Looked, reference: str) -> tuple[Offered, ...]:
        """What may be pressed on the page of this request (empty: on the page of all)."""
        if not reference:
            return (self._talk(found),)
        mine, told = self._one(found, reference)
        return (*told.buttons, self._talk(found, mine.id))

    def _talk(self, found: Looked, about: RequestId = NONE) -> Offered:
        words, locale = self.service.store.packs.words, found.facts.programme.locale
        label = words.render(locale, line("button-talk"))
        return Offered(label, Do(Verb.TALK, about))

    def _views(self, found: Looked) -> tuple[Mine, ...]:
        told = {one.key.removeprefix(_STATUS): one for one in found.told}
        return tuple(
            self._view(one, told[one.reference], found)
            for one in found.facts.requests
            if one.reference in told
        )

    def _view(self, mine: Request, told: Told, found: Looked) -> Mine:
        day = found.facts.calendar.day
        programme = self.service.store.packs.programme(mine.programme, mine.programme_version)
        item = item_words(mine.plan, programme)
        return Mine(
            reference=mine.reference,
            item=f"{item[:1].upper()}{item[1:]}",
            state=told.paragraphs[1],
            rest=told.paragraphs[2:],
            sent=said_day(day(mine.sent_at), day(found.facts.now)),
            sent_day=long_day(day(mine.sent_at)),
            # The plan stands on the page itself.
            buttons=page_buttons(b for b in told.buttons if b.tap.verb is not Verb.PLAN),
        )

    def _about(
        self, chat: ChatId, mine: Request, reference: str
    ) -> tuple[tuple[str, ...], tuple[MessageView, ...]]:
        return self._plan(chat, mine), self.reading.about(chat, mine.id, reference)

    def _plan(self, chat: ChatId, mine: Request) -> tuple[str, ...]:
        told = look(self.service.store, chat, Do(Verb.PLAN, mine.id))
        # Its first line is the number, which is the page's heading.
        return told.told[0].paragraphs[1:] if told is not None and told.told else ()
