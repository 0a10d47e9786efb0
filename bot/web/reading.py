"""Reads chats for the pages: rows of the transcript become views. Writes nothing; may block."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from bot.web.stream import Changes
from bot.web.views import (
    SERVICE,
    YOU,
    ButtonView,
    FileView,
    MessageView,
    Pane,
    local_time,
    paragraphs,
    sentences,
)
from flows.model import ChatId, Need, RequestId
from storage.lookups import Beside, beside
from storage.repositories.attachments import Attachment, Attachments, Described
from storage.repositories.sealing import Sealing
from storage.repositories.transcript import ShownMessage, about, earlier, find, shown
from storage.store import Store

PAGE = 60
BATCH = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """Over one store. `names` says whose chat is whose where a page shows several."""

    store: Store
    names: Mapping[ChatId, str] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The local time that pages show: the default programme's."""
        packs = self.store.packs
        return packs.zone(packs.programme(packs.default_programme))

    def pane(
        self, chat: ChatId, before: int | None = None, *, name: str = "", role: str = ""
    ) -> Pane:
        """The newest messages of a chat, or those before a place in it."""
        with self.store.database.reading() as connection:
            vault = self.store.vault
            if before is None:
                rows = shown(connection, vault, chat, 0, PAGE)
            else:
                rows = earlier(connection, vault, chat, before, PAGE)
            known = beside(connection, vault, rows)
        views = self._views(rows, known)
        return Pane(
            chat=chat,
            messages=views,
            big=any(view.big for view in views),
            position=max((row.change_no for row in rows), default=0),
            name=name,
            role=role,
            older=f"/chat?before={rows[0].order_no}" if len(rows) == PAGE and not name else "",
            newer="/chat" if before is not None else "",
        )

    def changes(self, positions: dict[ChatId, int]) -> Changes:
        """What changed in each chat after its position."""
        messages, reached = list[MessageView](), dict(positions)
        with self.store.database.reading() as connection:
            for chat, after in positions.items():
                rows = shown(connection, self.store.vault, chat, after, BATCH)
                messages += self._views(rows, beside(connection, self.store.vault, rows))
                reached[chat] = max((after, *(row.change_no for row in rows)))
        return Changes(tuple(messages), reached)

    def about(self, chat: ChatId, which: RequestId, reference: str) -> tuple[MessageView, ...]:
        """What was said in a chat about one request, without buttons: those are in the chat."""
        with self.store.database.reading() as connection:
            rows = about(connection, self.store.vault, chat, which, reference)
            known = beside(connection, self.store.vault, rows)
        return tuple(replace(view, buttons=()) for view in self._views(rows, known))

    def file(self, message_id: str, file_id: str) -> tuple[ChatId, Attachment] | None:
        """A file that this message shows, and the chat that the message is in."""
        with self.store.database.reading() as connection:
            message = find(connection, self.store.vault, message_id)
            if message is None or file_id not in message.files:
                return None
            sealing = Sealing(connection, self.store.vault)
            found = Attachments(connection, sealing).get(file_id)
        return None if found is None else (message.chat, found)

    def _views(self, rows: tuple[ShownMessage, ...], known: Beside) -> tuple[MessageView, ...]:
        zone = self.zone
        return tuple(
            self._view(row, zone, known.files, known.needs.get(row.chat, frozenset()))
            for row in rows
        )

    def _view(
        self,
        row: ShownMessage,
        zone: ZoneInfo,
        files: Mapping[str, Described],
        needs: frozenset[Need],
    ) -> MessageView:
        easy = Need.EASY_READ in needs and row.direction == "out"
        return MessageView(
            id=row.id,
            chat=row.chat,
            side=row.direction,
            speaker=SERVICE if row.direction == "out" else self.names.get(row.chat, YOU),
            paragraphs=sentences(row.text) if easy else paragraphs(row.text),
            big=Need.BIG_PRINT in needs,
            order=str(row.order_no),
            buttons=tuple(ButtonView(button.token, button.label) for button in row.buttons),
            chosen=row.chosen,
            files=tuple(_file_view(row.id, file, files.get(file)) for file in row.files),
            when=local_time(row.at, zone),
            instant=row.at.isoformat(timespec="seconds"),
        )


def _file_view(message: str, file: str, known: Described | None) -> FileView:
    path = f"{message}/{file}"
    if known is None:
        return FileView(path)
    length = "" if known.seconds is None else f"{known.seconds // 60}:{known.seconds % 60:02}"
    return FileView(path, known.name, known.media.startswith("audio/"), length)
