"""Live updates: server-sent events whose data is the very fragment the page is made of.

One stream a page, for one or more panes. It resumes from what the browser last saw, so a lost
connection loses nothing.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Final

from bot.hub import Hub, Spoken
from bot.web.views import MessageView, spoken_view, write_positions
from flows.model import ChatId
from storage.errors import StorageError

POLL_SECONDS: Final = 5.0
HEARTBEAT_POLLS: Final = 3
"""Fifteen quiet seconds, then a comment line keeps proxies from closing the stream."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new, in the order it is to be shown, and how far that takes each chat."""

    messages: tuple[MessageView, ...]
    positions: dict[ChatId, int]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a stream gets its bytes from. `changes` reads the database and may block, and so may
    `allowed`: whether the reader may still see them."""

    hub: Hub
    changes: Callable[[dict[ChatId, int]], Changes]
    fragment: Callable[[MessageView], str]
    clock: Callable[[], str] | None = None
    allowed: Callable[[], bool] = lambda: True


async def frames(source: Source, positions: dict[ChatId, int]) -> AsyncGenerator[bytes]:
    """SSE frames from `positions` on, until the hub closes, the reader leaves, is signed
    out, or reading fails."""
    subscription = source.hub.subscribe(positions)
    quiet, clock = 0, ""
    try:
        yield b"retry: 2000\n\n"
        while True:
            try:
                news = await asyncio.to_thread(_read, source, positions)
            except StorageError:
                return  # the browser comes back by itself, and asks for what it missed
            if news is None:
                return
            positions = news.positions
            quiet = 0 if news.messages else quiet + 1
            for frame in _framed(source, news):
                yield frame
            if source.clock is not None and clock != (clock := source.clock()):
                yield _frame(clock, event="clock")
            if quiet >= HEARTBEAT_POLLS:
                quiet = 0
                yield b": still here\n\n"
            if source.hub.closed:
                return
            if news.messages:
                continue  # there may be more than one batch
            for spoken in await subscription.wait(POLL_SECONDS):
                yield _frame(_said(source, spoken))
    finally:
        source.hub.leave(subscription)


def _read(source: Source, positions: dict[ChatId, int]) -> Changes | None:
    # In this order: what was written after the reader was signed out is never sent.
    news = source.changes(positions)
    return news if source.allowed() else None


def _framed(source: Source, news: Changes) -> list[bytes]:
    # Only the last frame moves the browser's position: a batch that was cut off comes whole again.
    last = len(news.messages) - 1
    return [
        _frame(
            source.fragment(message), position=write_positions(news.positions) if n == last else ""
        )
        for n, message in enumerate(news.messages)
    ]


def _said(source: Source, spoken: Spoken) -> str:
    return source.fragment(spoken_view(spoken.chat, spoken.text))


def _frame(data: str, *, position: str = "", event: str = "") -> bytes:
    lines = data.replace("\r", "\n").split("\n")
    head = (f"id: {position}\n" if position else "") + (f"event: {event}\n" if event else "")
    return (head + "".join(f"data: {line}\n" for line in lines) + "\n").encode()
