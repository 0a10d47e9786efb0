"""The chat pages: routes for `foothold.web`, over one running service."""

from starlette.routing import Route

from bot.service import Service
from bot.web.chat import FILE_PATH, ChatPages
from bot.web.demo import DemoPages
from bot.web.demo_panes import Demo, DemoPane
from bot.web.desk import INBOX, TO_PAY, DeskPages
from bot.web.locked import LockedPages
from bot.web.mine import MinePages
from bot.web.reading import Reading
from bot.web.shell import Shell
from bot.web.start import StartPages

__all__ = ["FILE_PATH", "Demo", "DemoPane", "routes"]


def routes(shell: Shell, service: Service, demo: Demo | None = None) -> list[Route]:
    """Every address of the chat. With a demo, `/` shows its panes and anybody may use them."""
    names = {} if demo is None else {pane.chat: pane.name for pane in demo.panes}
    reading = Reading(service.store, names)
    chat = ChatPages(shell, service, reading, demo)
    start, mine = StartPages(shell, service), MinePages(shell, service, reading)
    return [
        *_home(shell, service, reading, start, demo),
        Route("/chat", chat.chat),
        Route("/events", chat.events),
        Route("/door/talk", LockedPages(shell, service).talk, methods=["POST"]),
        Route("/say", chat.say, methods=["POST"]),
        Route(FILE_PATH, chat.say_file, methods=["POST"]),
        Route("/file/{message}/{file}", chat.file),
        Route("/requests", mine.all),
        Route("/requests/do", mine.press, methods=["POST"]),
        Route("/requests/{reference}", mine.one),
        Route("/requests/{reference}/plan", mine.plan),
        Route("/requests/{reference}/do", mine.press, methods=["POST"]),
        *_desk(DeskPages(shell, service, reading, INBOX)),
        *_desk(DeskPages(shell, service, reading, TO_PAY)),
        Route("/start", start.start, methods=["GET"]),
        Route("/start", start.use_code, methods=["POST"]),
        Route("/i/{secret}", start.invite, methods=["GET"]),
        Route("/i/{secret}", start.use_invite, methods=["POST"]),
    ]


def _desk(desk: DeskPages) -> list[Route]:
    base = desk.desk.path
    return [
        Route(base, desk.all),
        Route(f"{base}/do", desk.press, methods=["POST"]),
        Route(f"{base}/{{reference}}", desk.one),
        Route(f"{base}/{{reference}}/do", desk.press, methods=["POST"]),
    ]


def _home(
    shell: Shell, service: Service, reading: Reading, start: StartPages, demo: Demo | None
) -> list[Route]:
    if demo is None:
        return [Route("/", start.home)]
    pages = DemoPages(shell, service, reading, demo)
    return [
        Route("/", pages.page),
        Route("/demo/clock", pages.move_clock, methods=["POST"]),
    ]
