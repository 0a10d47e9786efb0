"""The real demo and the real service as processes of their own, each on its own files."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from click.testing import CliRunner

from foothold.cli import main
from foothold.demo import samples
from storage.clock import SystemClock
from storage.store import move_clock, open_store

# A Monday morning: the journeys should not depend on the hour at which the tests are run.
MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))
STARTING_SECONDS = 20
_URL = re.compile(r"http://\S+")


@dataclass
class Served:
    """A running program. `said` is what it wrote to its error stream, so far."""

    process: "subprocess.Popen[str]"
    url: str
    errors: Path

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rpartition(":")[2])

    @property
    def said(self) -> str:
        """Its complaints."""
        return self.errors.read_text(encoding="utf-8")

    def stop(self, how: signal.Signals = signal.SIGINT) -> float:
        """Ask it to stop; the seconds that took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return time.monotonic() - began


@contextmanager
def demo(data: Path, port: int = 0) -> Iterator[Served]:
    """The demo over the files in `data`."""
    with _running("demo", "--data", str(data), "--port", str(port), beside=data) as served:
        yield served


@contextmanager
def service(config: Path) -> Iterator[Served]:
    """The service with this configuration."""
    with _running("run", "--config", str(config), beside=config.parent) as served:
        yield served


@contextmanager
def _running(*command: str, beside: Path) -> Iterator[Served]:
    errors = beside / "errors.txt"
    with errors.open("a", encoding="utf-8") as kept:
        process = subprocess.Popen(
            [sys.executable, "-m", "foothold", *command],
            stdout=subprocess.PIPE,
            stderr=kept,
            text=True,
        )
    served = Served(process, "", errors)
    try:
        served.url = _address(served)
        yield served
    finally:
        served.stop()


def _address(served: Served) -> str:
    assert served.process.stdout is not None
    for line in served.process.stdout:
        found = _URL.search(line)
        if found:
            return found[0]
    raise AssertionError(f"it did not start: {served.said}")


def make_samples(data: Path, at: datetime = MORNING) -> None:
    """The demo's files as after its first start, with its clock at `at`."""
    data.mkdir(parents=True, exist_ok=True)
    store = open_store(
        f"sqlite:///{data / 'demo.sqlite'}", key_file=data / "demo.key", create=True, demo=True
    )
    try:
        assert isinstance(store.clock, SystemClock)
        move_clock(store, store.clock, at.astimezone(UTC) - store.clock.real_now())
        samples(store)
    finally:
        store.close()


def copied(made: Path, to: Path) -> Path:
    """A fresh copy of made files."""
    shutil.copytree(made, to, ignore=shutil.ignore_patterns("*.lock", "*.sock", "errors.txt"))
    return to


def foothold(*command: str) -> str:
    """What a command of the program prints."""
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


CONFIG = """
[database]
url = "sqlite:///{folder}/foothold.sqlite"
[keys]
master_file = "{folder}/master.key"
[web]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
"""


def configured(folder: Path) -> Path:
    """A service's configuration on a free port, with its database made."""
    config = folder / "foothold.toml"
    config.write_text(CONFIG.format(folder=folder, port=free_port()), encoding="utf-8")
    file = folder / "foothold.sqlite"
    open_store(f"sqlite:///{file}", key_file=folder / "master.key").close()
    return config
