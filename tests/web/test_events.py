"""The live stream: what it sends, where it resumes, when it ends."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from bot.hub import Hub
from bot.web.demo_panes import Demo
from bot.web.stream import Changes, Source, frames
from bot.web.views import MessageView, read_positions, write_positions
from flows.model import ChatId, PersonId
from storage.errors import DiskTrouble
from tests.web.conftest import World

ANN, BEN = ChatId("ann"), ChatId("ben")


class Chats:
    """A source with numbered messages."""

    def __init__(self) -> None:
        self.rows: list[tuple[ChatId, int, str]] = []
        self.broken = False

    def changes(self, positions: dict[ChatId, int]) -> Changes:
        """What is after the positions."""
        if self.broken:
            raise DiskTrouble("gone")
        new = [row for row in self.rows if row[1] > positions.get(row[0], 10**9)]
        reached = dict(positions)
        for chat, change, _ in new:
            reached[chat] = max(reached[chat], change)
        views = (MessageView(f"{c}{n}", c, "out", "Foothold", (text,)) for c, n, text in new)
        return Changes(tuple(views), reached)


def source(hub: Hub, chats: Chats) -> Source:
    return Source(hub, chats.changes, lambda m: f"<li>\n{m.paragraphs[0]}\n</li>")


async def next_frame(stream: AsyncGenerator[bytes]) -> str:
    return (await asyncio.wait_for(anext(stream), 2)).decode()


async def test_it_sends_what_was_missed_then_what_comes() -> None:
    hub, chats = Hub(), Chats()
    chats.rows = [(ANN, 1, "one"), (ANN, 2, "two"), (BEN, 1, "other")]
    stream = frames(source(hub, chats), {ANN: 1})
    assert await next_frame(stream) == "retry: 2000\n\n"
    assert await next_frame(stream) == "id: ann:2\ndata: <li>\ndata: two\ndata: </li>\n\n"
    waiting = asyncio.create_task(next_frame(stream))
    await asyncio.sleep(0.05)
    chats.rows.append((ANN, 3, "three"))
    hub.wake([ANN])
    assert "data: three" in await waiting
    await stream.aclose()
    assert hub.listeners == 0


async def test_only_the_last_frame_of_a_batch_moves_the_position() -> None:
    hub, chats = Hub(), Chats()
    chats.rows = [(ANN, 1, "one"), (BEN, 7, "other")]
    stream = frames(source(hub, chats), {ANN: 0, BEN: 0})
    await next_frame(stream)
    assert "id:" not in await next_frame(stream)
    assert (await next_frame(stream)).startswith("id: ann:1,ben:7\n")
    await stream.aclose()


async def test_spoken_words_have_no_position() -> None:
    hub, chats = Hub(), Chats()
    stream = frames(source(hub, chats), {ANN: 0})
    await next_frame(stream)
    waiting = asyncio.create_task(next_frame(stream))
    await asyncio.sleep(0.05)
    hub.speak(ANN, "Ring 999")
    said = await waiting
    assert "data: Ring 999" in said
    assert "id:" not in said
    await stream.aclose()


async def test_it_ends_when_the_service_stops() -> None:
    hub = Hub()
    stream = frames(source(hub, Chats()), {ANN: 0})
    await next_frame(stream)
    waiting = asyncio.create_task(next_frame(stream))
    await asyncio.sleep(0.05)
    hub.close()
    with pytest.raises(StopAsyncIteration):
        await waiting
    assert hub.listeners == 0


async def test_it_ends_when_reading_fails_and_the_browser_asks_again() -> None:
    hub, chats = Hub(), Chats()
    chats.broken = True
    stream = frames(source(hub, chats), {ANN: 0})
    await next_frame(stream)
    with pytest.raises(StopAsyncIteration):
        await next_frame(stream)


def test_positions_travel_as_text() -> None:
    assert read_positions(write_positions({ANN: 3, BEN: 12})) == {ANN: 3, BEN: 12}
    odd = "ann:1,<b>:2,ben:x,kim:-1,lou:99999999999999999999,,x"
    assert read_positions(odd) == {ANN: 1}
    assert len(read_positions(",".join(f"c{n}:1" for n in range(50)))) == 12


def test_the_page_resumes_where_it_was(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    browser.post("/say", data={"chat": chat, "nonce": "n" * 26, "text": "A phone"})
    newest = max(message.change_no for message in world.messages(chat))
    world.service.hub.close()  # so that the stream ends after what there is
    everything = browser.get(f"/events?after={chat}:0").text
    assert "A phone" in everything
    assert f"id: {chat}:{newest}\n" in everything
    assert "A phone" not in browser.get(f"/events?after={chat}:{newest}").text
    header = {"last-event-id": f"{chat}:{newest}"}
    assert "A phone" not in browser.get(f"/events?after={chat}:0", headers=header).text


def test_only_ones_own_chat_can_be_heard(
    world: World, sam: PersonId, ali: PersonId, demo: Demo
) -> None:
    world.service.hub.close()
    browser = world.signed_in(sam)
    own, other = world.chat(sam), world.chat(ali)
    assert browser.get(f"/events?after={own}:0").status_code == 200
    assert browser.get(f"/events?after={other}:0").status_code == 403
    assert browser.get(f"/events?after={own}:0,{other}:0").status_code == 403
    assert browser.get("/events").status_code == 403
    assert world.browser().get(f"/events?after={own}:0").status_code == 403
    assert world.browser(demo).get(f"/events?after={own}:0,{other}:0").status_code == 200


async def test_who_is_signed_out_is_sent_nothing_more() -> None:
    hub, chats, inside = Hub(), Chats(), [True]
    here = replace(source(hub, chats), allowed=lambda: inside[0])
    stream = frames(here, {ANN: 0})
    assert await next_frame(stream) == "retry: 2000\n\n"
    waiting = asyncio.create_task(next_frame(stream))
    await asyncio.sleep(0.05)
    chats.rows.append((ANN, 1, "hers alone"))
    inside[0] = False
    hub.wake([ANN])
    with pytest.raises(StopAsyncIteration):
        await waiting
    assert hub.listeners == 0
