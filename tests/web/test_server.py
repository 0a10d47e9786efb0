"""The server stops at once, even with a chat page open."""

import asyncio
import socket
import time

from flows.model import PersonId
from foothold.web.server import server
from tests.fakes import eventually
from tests.web.conftest import World


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def test_it_stops_at_once_with_a_stream_open(world: World, sam: PersonId) -> None:
    chat, port = world.chat(sam), free_port()
    cookie = world.signed_in(sam).cookies["fh"]
    running = server(world.app(), "127.0.0.1", port, world.service.hub.close)
    serving = asyncio.create_task(running.serve())
    await eventually(lambda: running.started)
    reader, stream = await asyncio.open_connection("127.0.0.1", port)
    stream.write(
        f"GET /events?after={chat}:0 HTTP/1.1\r\nHost: localhost:{port}\r\n"
        f"Cookie: fh={cookie}\r\n\r\n".encode()
    )
    head = await asyncio.wait_for(reader.readuntil(b"retry: 2000"), 3)
    assert b"text/event-stream" in head
    assert b"server: uvicorn" not in head.lower()
    assert world.service.hub.listeners == 1
    began = time.monotonic()
    running.stop()
    await asyncio.wait_for(serving, 3)
    assert time.monotonic() - began < 1
    assert world.service.hub.listeners == 0
    stream.close()
