"""The web server process part: uvicorn that stops at once, even with chat pages open.

Plain uvicorn waits for open streams before it tells the application that it stops, so streams
must end at the signal itself.
"""

from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

GRACE_SECONDS = 5


class Server(uvicorn.Server):
    """Ends the live streams as soon as the process is asked to stop."""

    def __init__(self, config: uvicorn.Config, end_streams: Callable[[], None]) -> None:
        """`end_streams` must be quick and callable from a signal handler (`Hub.close`)."""
        super().__init__(config)
        self.end_streams = end_streams

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """SIGINT or SIGTERM."""
        self.end_streams()
        super().handle_exit(sig, frame)

    def stop(self) -> None:
        """Stop without a signal (tests, the control socket); from any thread."""
        self.end_streams()
        self.should_exit = True


def server(app: ASGIApp, host: str, port: int, end_streams: Callable[[], None]) -> Server:
    """A server for `app`, not started: `await server(...).serve()`.

    It names no software, trusts no forwarding headers and writes no access log (addresses and
    one-time links would end up in it).
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return Server(config, end_streams)
