"""The control socket: how a command asks the service that runs beside it to take a turn.

SQLite has one writer, so while a service runs a command must not write: it sends its event as one
JSON line to `control.sock` in the data folder and prints the answer. The socket is its owner's
alone (0600) and takes the events of administration only, never what somebody says in a chat.
"""

import asyncio
import json
import os
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from flows.codec import wire_from_json, wire_to_json
from flows.events import (
    FileSent,
    InviteOpened,
    PagePressed,
    TimerFired,
    TokenTapped,
    Typed,
    Wire,
)
from foothold.errors import Refused
from storage.errors import StorageError
from storage.turn import Incoming, Took

NAME = "control.sock"
MAX_LINE = 64 * 1024
ANSWER_SECONDS = 60.0
_SHORT = 100
"""Bytes that surely fit into a socket's address, which has room for 108."""

Take = Callable[[Incoming], Awaitable[Took]]


@dataclass(frozen=True, slots=True)
class Order:
    """One event for the service that has this database open. The same `key` is done once."""

    database: str
    key: str
    event: Wire


@dataclass(frozen=True, slots=True)
class Answered:
    """What the turn handed back, by name."""

    status: str
    results: tuple[tuple[str, str], ...]


def socket_beside(database: Path) -> Path:
    """Where the service of this SQLite database listens."""
    return database.absolute().parent / NAME


# ---- The command's end ------------------------------------------------------------------------


def send(path: Path, order: Order) -> Answered | None:
    """The service's answer; None when no service listens. Raises Refused."""
    event = json.loads(wire_to_json(order.event))
    asked = {"database": order.database, "key": order.key, "event": event}
    try:
        with socket.socket(socket.AF_UNIX) as connection, _address(path) as address:
            connection.settimeout(ANSWER_SECONDS)
            connection.connect(address)
            connection.sendall(json.dumps(asked).encode() + b"\n")
            with connection.makefile("rb") as lines:
                answer = json.loads(lines.readline())
    except (FileNotFoundError, ConnectionRefusedError):
        return None
    except (OSError, ValueError):
        raise Refused("The running service did not answer; look whether it was done.") from None
    if "sentence" in answer:
        raise Refused(answer["sentence"])
    return Answered(answer["status"], tuple((name, value) for name, value in answer["results"]))


# ---- The service's end ------------------------------------------------------------------------


class Control:
    """Listens while the service runs. Whoever has the database's writer lock may start it."""

    def __init__(self, path: Path, database: str, take: Take) -> None:
        """`take` is the dispatcher's way in; `database` is what orders must name."""
        self.path, self.database, self.take = path, database, take
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to listen. A socket that a killed service left behind is taken over."""
        with _address(self.path) as address:
            if _somebody_listens(address):
                raise StorageError(f"Another service already listens at {self.path}.")
            self.path.unlink(missing_ok=True)
            listening = socket.socket(socket.AF_UNIX)
            listening.bind(address)
        self.path.chmod(0o600)  # nobody can connect before `listen`
        self._server = await asyncio.start_unix_server(self._answer, sock=listening, limit=MAX_LINE)

    async def close(self) -> None:
        """Stop listening and take the socket away."""
        if self._server is not None:
            self._server.close()
            self.path.unlink(missing_ok=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            answer = await self._done(await _line(reader))
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.close()

    async def _done(self, line: bytes) -> dict[str, Any]:
        try:
            order = _order(line)
            if order.database != self.database:
                return {"sentence": "The service in this folder uses another database."}
            took = await self.take(Incoming("command", order.key, None, order.event))
        except (Refused, StorageError) as wrong:
            return {"sentence": str(wrong)}
        except Exception as wrong:  # noqa: BLE001 - the command must hear that it failed
            return {"sentence": f"The service could not do it ({type(wrong).__name__})."}
        return {"status": took.status, "results": took.results}


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await asyncio.wait_for(reader.readuntil(b"\n"), ANSWER_SECONDS)
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
        return b""


def _order(line: bytes) -> Order:
    try:
        asked = json.loads(line)
        event = wire_from_json(json.dumps(asked["event"]).encode())
        order = Order(str(asked["database"]), str(asked["key"]), event)
    except (ValueError, ValidationError, KeyError, TypeError):
        raise Refused("The service did not understand the order.") from None
    match event:
        case Typed() | TokenTapped() | PagePressed() | FileSent():
            raise Refused("Only administration goes this way.")
        case InviteOpened() | TimerFired():
            raise Refused("Only administration goes this way.")
        case _:
            return order


def _somebody_listens(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as knock, suppress(OSError):
        knock.connect(address)
        return True
    return False


@contextmanager
def _address(path: Path) -> Iterator[str]:
    """An address that fits, however deep the folder lies."""
    if len(os.fsencode(path)) < _SHORT:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_PATH)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
