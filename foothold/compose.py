"""The composition root: every part is made here, once, and handed to those that need it.

Read `_served` from top to bottom: store, service, shell, routes, application, server. It is the
only place where the chat and the admin pages meet.
"""

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from admin import web as admin_web
from bot import web as bot_web
from bot.service import Service, service_of
from flows.model import Person
from flows.programme import missing
from foothold.control import Control, socket_beside
from foothold.demo import ADMIN, panes, samples
from foothold.errors import Plain
from foothold.place import Place, configured_place, database_file, demo_place
from foothold.web.app import build_app
from foothold.web.branding import brand_of
from foothold.web.demo_log import DemoLog
from foothold.web.navigation import navigation
from foothold.web.server import Server, server
from foothold.web.shell import Look, WebShell, shell_over
from storage.clock import SystemClock
from storage.store import Programmes, Store, move_clock, open_store
from storage.turn import Incoming, Took

if TYPE_CHECKING:
    from storage.config import Config

LOOPBACK = "127.0.0.1"
_POLL = 0.01

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Opened:
    """What the demo and the service differ in. `samples` are the demo's people, for a demo only."""

    store: Store
    listening: socket.socket
    samples: Mapping[str, Person] | None = None
    trusted_hosts: tuple[str, ...] = ()
    look: Look = Look()


def serve_demo(data: Path, port: int, say: Say) -> None:
    """Serve the demo until it is asked to stop. Loopback only."""
    with _listening(LOOPBACK, port) as listening:
        url = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
        place = demo_place(data, url)
        store = _open(place, demo=True)
        try:
            _mark_as_demo(store)
            opened = Opened(store, listening, samples(store))
            asyncio.run(_served(opened, lambda: say(_address_block(url, data))))
        finally:
            store.close()


def serve(config: "Config", say: Say) -> None:
    """Serve until it is asked to stop. A demo's database is refused."""
    if config.telegram.driver != "off":
        raise Plain('Telegram is not in this version yet: set telegram.driver to "off".')
    place, brand = configured_place(config), brand_of(config.branding)
    with _listening(config.web.host, config.web.port) as listening:
        store = _open(place, discreet=config.telegram.content == "minimal")
        try:
            _must_assure(store)
            look = Look(config.web.page_title, config.web.hide_to, brand)
            opened = Opened(store, listening, None, config.web.trusted_hosts, look)
            asyncio.run(_served(opened, lambda: say(f"ready {config.web.public_url}")))
        finally:
            store.close()


async def _served(opened: Opened, ready: Callable[[], object]) -> None:
    """Everything, put together and run; returns when the process was asked to stop."""
    store = opened.store
    service = service_of(store)
    shell = shell_over(store, service.writer, ("bot.web", "admin.web"), navigation, opened.look)
    app = build_app(
        shell, _routes(shell, service, opened.samples), trusted_hosts=opened.trusted_hosts
    )
    control = _control(service)
    running = server(app, LOOPBACK, 0, service.hub.close)
    service.start()
    try:
        if control is not None:
            await control.start()
        await _until_stopped(running, opened.listening, ready)
    finally:
        if control is not None:
            await control.close()
        await service.stop()


def _routes(
    shell: WebShell, service: Service, people: Mapping[str, Person] | None
) -> list[BaseRoute]:
    """Every address but sign-in and the static files."""
    if people is None:
        return [*bot_web.routes(shell, service), *admin_web.routes(shell)]
    log = DemoLog(shell, service.dispatcher, people[ADMIN].id)
    chats = bot_web.routes(shell, service, panes(service.store, people, log.PATH))
    return [*chats, *admin_web.routes(shell), log.route()]


def _open(place: Place, *, demo: bool = False, discreet: bool = False) -> Store:
    assert place.key_file is not None
    return open_store(
        place.url,
        key_file=place.key_file,
        public_url=place.public_url,
        demo=demo,
        programmes=Programmes(place.programmes, place.default),
        discreet=discreet,
    )


def _must_assure(store: Store) -> None:
    """A live service answers people's fears in its deployer's words, or does not start (CARE 7)."""
    lacking = [
        sentence
        for programme in store.packs.programmes
        for sentence in missing(programme.id, programme.assurances)
    ]
    if lacking:
        raise Plain("\n".join(lacking))


def _mark_as_demo(store: Store) -> None:
    """Its clock may be moved on, so that `run` must refuse this database from now on."""
    match store.clock:
        case SystemClock() as clock:
            move_clock(store, clock, clock.offset)
        case _:
            raise Plain("A demo runs on the computer's clock.")


def _control(service: Service) -> Control | None:
    """The socket for commands; PostgreSQL needs none."""
    file = database_file(service.store)
    if file is None:
        return None

    async def take(incoming: Incoming) -> Took:
        return await service.dispatcher.receive(incoming)

    return Control(socket_beside(file), str(file), take)


async def _until_stopped(
    running: Server, listening: socket.socket, ready: Callable[[], object]
) -> None:
    # Ours stay in place after the server's own: it raises each signal once more when it is done,
    # and the process should then end in peace.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, running.handle_exit)
    serving = asyncio.create_task(running.serve(sockets=[listening]))
    while not (running.started or serving.done()):  # noqa: ASYNC110 - uvicorn has no event
        await asyncio.sleep(_POLL)
    if running.started:
        # What is loaded by now stays: the collector need not look at it again and again.
        gc.freeze()
        gc.enable()
        ready()
    await serving


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, port))
        except OSError as wrong:
            raise Plain(_cannot_listen(host, port, wrong)) from None
        yield made


def _cannot_listen(host: str, port: int, wrong: OSError) -> str:
    match wrong.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is busy: stop what uses it, or choose another with --port."
        case errno.EACCES:
            return f"Port {port} may not be used by this account: choose one above 1023."
        case _:
            return f"{host}:{port} cannot be listened on: {wrong.strerror or wrong}."


def _address_block(url: str, data: Path) -> str:
    return (
        "\n"
        f"  Foothold demo    {url}\n"
        f"  Its files        {data.absolute()}\n"
        "  To stop          Ctrl+C\n"
        "\n"
        "  Sample people and sums only. Only this computer can reach it.\n"
    )
