"""The desks: what waits for a signer, what waits for the payments organisation, each with its card.

List and card are what the chat would say to [My inbox], [Waiting to be paid] and [Look]; a button
of a card is a turn in the reader's own chat, which stands below it. It must not know who may do
what: the step says that, each time.
"""

import asyncio
from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request as Asked
from starlette.responses import RedirectResponse, Response

from bot.service import Service
from bot.web.chat import SIGNED_OUT
from bot.web.pressing import PageButton, fields_of, page_buttons, pressed
from bot.web.reading import Reading
from bot.web.shell import Shell, Viewer
from bot.web.views import write_positions
from flows.calendar import said_day
from flows.conversations.pay import Owed, owed
from flows.facts import Facts
from flows.lifecycle import WAITING_FOR_A_PAYER
from flows.model import ChatId, Request, State
from flows.money import Pence, pounds
from flows.taps import Do, Verb
from storage.looking import PAGE_MOST, Looked, Told, look
from storage.lookups import request_with

NOT_STAFF = "Only people who work here can open this page, signed in with their own link."
NOT_YOURS = "There is no request with that number for you to read."
_CARD, _LOOK = "card:", "look:"


@dataclass(frozen=True, slots=True)
class Desk:
    """One kind of desk: its address, its heading, and the button whose answer is its list."""

    path: str
    title: str
    verb: Verb
    empty: str


INBOX = Desk("/inbox", "Inbox", Verb.INBOX, "Nothing waits for you. It comes here when it does.")
TO_PAY = Desk(
    "/pay", "To pay", Verb.PAYABLE, "Nothing waits to be paid. What is agreed comes here."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list. `why` says why it cannot be paid now; `late` is said in words."""

    reference: str
    amount: str
    when: str
    name: str = ""
    wait: str = ""
    late: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One request as a signer or payer reads it."""

    reference: str
    paragraphs: tuple[str, ...]
    buttons: tuple[PageButton, ...]
    files: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something to do about somebody. `reference` is the request to read, if it is about one."""

    words: str
    reference: str
    buttons: tuple[PageButton, ...]


@dataclass(frozen=True, slots=True)
class DeskPages:
    """Handlers of one desk."""

    shell: Shell
    service: Service
    reading: Reading
    desk: Desk

    async def all(self, request: Asked) -> Response:
        """The list."""
        return await self._page(request, "")

    async def one(self, request: Asked) -> Response:
        """The list with one card."""
        return await self._page(request, str(request.path_params["reference"]))

    async def press(self, request: Asked) -> Response:
        """A button of a card or of the list: a turn in my chat, below the card."""
        fields = await fields_of(self.shell, self.service, request)
        viewer = await self._viewer(request)
        if viewer is None:
            raise HTTPException(403, SIGNED_OUT)
        reference = str(request.path_params.get("reference", ""))
        told = await asyncio.to_thread(self._pressable, viewer.chat, reference)
        await pressed(self.service, viewer.chat, fields, told.buttons)
        where = f"{self.desk.path}/{reference}" if reference else self.desk.path
        return RedirectResponse(f"{where}#pane-{viewer.chat}", 303)

    async def _viewer(self, request: Asked) -> Viewer | None:
        """Who is looking; HTTP 403 for those who do not work here."""
        viewer = await self.shell.viewer(request)
        if viewer is None or viewer.person is None:
            return None
        if not (viewer.pays if self.desk is TO_PAY else viewer.staff):
            raise HTTPException(403, NOT_STAFF)
        return viewer

    async def _page(self, request: Asked, reference: str) -> Response:
        viewer = await self._viewer(request)
        if viewer is None:
            return RedirectResponse("/start", 303)
        found = await asyncio.to_thread(self._list, viewer.chat)
        told = await asyncio.to_thread(self._card, viewer.chat, reference) if reference else None
        pane = await asyncio.to_thread(self.reading.pane, viewer.chat)
        path = f"{self.desk.path}/{reference}" if reference else self.desk.path
        return self.shell.page(
            request,
            "chat/desk.jinja",
            desk=self.desk,
            rows=_rows(found, self.desk),
            most=PAGE_MOST,
            tasks=_tasks(found),
            card=_shown(reference, told) if told is not None else None,
            chosen=reference,
            pane=pane,
            beside=path,
            nonce=self.shell.nonce(),
            stream=f"/events?after={write_positions({pane.chat: pane.position})}",
        )

    def _list(self, chat: ChatId) -> Looked:
        found = look(self.service.store, chat, Do(self.desk.verb))
        if found is None:
            raise HTTPException(403, NOT_STAFF)
        return found

    def _card(self, chat: ChatId, reference: str) -> Told | None:
        """What [Look] would show; None for a request that is not theirs to read, or is none."""
        with self.service.store.database.reading() as connection:
            which = request_with(connection, reference)
        found = look(self.service.store, chat, Do(Verb.LOOK, which)) if which else None
        return next((t for t in found.told if t.key.startswith(_LOOK)), None) if found else None

    def _pressable(self, chat: ChatId, reference: str) -> Told:
        told = self._card(chat, reference) if reference else _todo(self._list(chat))
        if told is None:
            raise HTTPException(404, NOT_YOURS)
        return told


def _todo(found: Looked) -> Told | None:
    """The message with the tasks: the one that is no card and has buttons or names some."""
    if not found.facts.tasks:
        return None
    return next((t for t in reversed(found.told) if not t.key.startswith(_CARD)), None)


def _tasks(found: Looked) -> tuple[TaskRow, ...]:
    """The tasks, one by one: the message has a first line, and then a line for each."""
    told = _todo(found)
    if told is None:
        return ()
    return tuple(
        TaskRow(
            words, task.reference, page_buttons(b for b in told.buttons if b.tap.value == task.key)
        )
        for words, task in zip(told.paragraphs[1:], found.facts.tasks, strict=True)
    )


def _rows(found: Looked, desk: Desk) -> tuple[Row, ...]:
    facts = found.facts
    today = facts.calendar.day(facts.now)
    if desk is TO_PAY:
        return tuple(_owed_row(one, facts, today) for one in owed(facts))
    cards = {t.key.removeprefix(_CARD) for t in found.told if t.key.startswith(_CARD)}
    return tuple(
        _row(request, facts, today) for request, _ in facts.inbox if request.reference in cards
    )


def _row(request: Request, facts: Facts, today: date) -> Row:
    sent = said_day(facts.calendar.day(request.sent_at), today)
    to_pay = "To pay. " if request.state in WAITING_FOR_A_PAYER else ""
    return Row(request.reference, _amount(request), f"{to_pay}Sent {sent}")


def _owed_row(one: Owed, facts: Facts, today: date) -> Row:
    request = one.request
    return Row(
        request.reference,
        _amount(request),
        f"Agreed {said_day(facts.calendar.day(one.agreed_at), today)}",
        one.name,
        f"{one.days} working day{'' if one.days == 1 else 's'}",
        one.late,
        _why(request),
    )


def _why(request: Request) -> str:
    match request.state:
        case State.ON_HOLD:
            return f"On hold: {request.hold_reason}" if request.hold_reason else "On hold"
        case State.PAYMENT_FAILED:
            return "The payment failed"
        case _:
            return ""


def _amount(request: Request) -> str:
    return pounds(Pence(request.amount_pence)) if request.amount_pence else "Price not known"


def _shown(reference: str, told: Told) -> Card:
    return Card(reference, told.paragraphs, page_buttons(told.buttons), len(told.files))
