"""The control socket: private, for administration only, never two at one place."""

import asyncio
import json
import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flows.events import FundToppedUp, LinkAsked, Typed, Wire
from flows.model import FundId, PersonId
from foothold.control import Answered, Control, Order, send, socket_beside
from foothold.errors import Refused
from storage.errors import DiskTrouble, StorageError
from storage.turn import Incoming, Took

DATABASE = "/data/foothold.sqlite"
TOP_UP = FundToppedUp(FundId("ch"), 500)


class Service:
    """Takes turns as the dispatcher would, and remembers them."""

    def __init__(self) -> None:
        self.taken: list[Incoming] = []

    async def take(self, incoming: Incoming) -> Took:
        self.taken.append(incoming)
        if incoming.event == LinkAsked(PersonId("full")):
            raise DiskTrouble("The disk is full.")
        if incoming.event == LinkAsked(PersonId("bug")):
            raise KeyError("secret")
        return Took("done", frozenset(), (("link", "https://x/in/y"),), outbox=False)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
async def path(service: Service, tmp_path: Path) -> AsyncIterator[Path]:
    made = socket_beside(tmp_path / "foothold.sqlite")
    control = Control(made, DATABASE, service.take)
    await control.start()
    yield made
    await control.close()
    assert not made.exists()


def order(event: Wire = TOP_UP, database: str = DATABASE) -> Order:
    return Order(database, "key-1", event)


async def sent(path: Path, what: Order) -> Answered | None:
    return await asyncio.to_thread(send, path, what)


async def test_an_order_is_a_turn_and_its_results_come_back(path: Path, service: Service) -> None:
    answered = await sent(path, order())
    assert answered == Answered("done", (("link", "https://x/in/y"),))
    assert service.taken == [Incoming("command", "key-1", None, TOP_UP)]


async def test_the_socket_is_its_owners_alone(path: Path) -> None:
    mode = await asyncio.to_thread(path.stat)
    assert stat.S_IMODE(mode.st_mode) == 0o600


async def test_nobody_listens(tmp_path: Path) -> None:
    assert await sent(tmp_path / "control.sock", order()) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (order(Typed("hello")), "Only administration"),
        (order(database="/data/other.sqlite"), "another database"),
        (order(LinkAsked(PersonId("full"))), "The disk is full."),
        (order(LinkAsked(PersonId("bug"))), "could not do it (KeyError)"),
    ],
)
async def test_what_the_service_refuses(path: Path, wrong: Order, said: str) -> None:
    with pytest.raises(Refused) as refused:
        await sent(path, wrong)
    assert said in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "line", [b"\n", b"[]\n", b"{}\n", b"\xff\n", b'{"event": 1}\n', b"x" * 70_000]
)
async def test_noise_is_refused_and_nothing_happens(
    path: Path, line: bytes, service: Service
) -> None:
    def shout() -> dict[str, str]:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(line)
            answer: dict[str, str] = json.loads(connection.makefile("rb").readline())
            return answer

    assert "did not understand" in (await asyncio.to_thread(shout))["sentence"]
    assert service.taken == []


async def test_a_second_service_does_not_take_the_socket_away(path: Path, service: Service) -> None:
    with pytest.raises(StorageError, match="already listens"):
        await Control(path, DATABASE, service.take).start()
    assert await sent(path, order()) is not None


async def test_a_socket_left_behind_by_a_killed_service_is_taken_over(
    tmp_path: Path, service: Service
) -> None:
    path = tmp_path / "control.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    control = Control(path, DATABASE, service.take)
    await control.start()
    assert await sent(path, order()) is not None
    await control.close()


async def test_a_deep_folder_is_no_hindrance(tmp_path: Path, service: Service) -> None:
    deep = tmp_path.joinpath(*["a-rather-long-folder-name"] * 6)
    deep.mkdir(parents=True)
    control = Control(deep / "control.sock", DATABASE, service.take)
    await control.start()
    assert await sent(deep / "control.sock", order()) is not None
    await control.close()
