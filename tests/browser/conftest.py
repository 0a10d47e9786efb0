"""One browser for all; a context, watched for anything wrong, and fresh files for each test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.playing import Mouse, whole_journey
from tests.browser.served import Served, copied, demo, make_samples

CHROMIUM = shutil.which("chromium")
# What a browser does for its maker and for graphics cards is of no use here.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a tone instead of a microphone
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


# For this folder only: while its loop runs, other tests could not start one of their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and CI must not skip the browser tests.")
        pytest.skip("there is no Chromium here (apt install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's files as after the first start, on a Monday morning."""
    data = tmp_path_factory.mktemp("made") / "data"
    make_samples(data)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """The same, fresh."""
    return copied(made, tmp_path / "data")


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    """The demo. It had nothing to complain about."""
    with demo(data) as running:
        yield running
    assert running.said == ""


@dataclass
class Browsing:
    """Opens pages of one address, and keeps all that goes wrong on them.

    `expected`: parts of complaints that a test brings about itself.
    """

    browser: Browser
    url: str
    wrong: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    opened: ExitStack = field(default_factory=ExitStack)

    def context(self, **options: Any) -> BrowserContext:
        """A browser of somebody else: no cookies in common."""
        size = {"width": 1280, "height": 900}
        made = self.browser.new_context(
            **{
                "base_url": self.url,
                "viewport": size,
                "locale": "en-GB",
                "reduced_motion": "reduce",
                **options,
            }
        )
        self.opened.callback(made.close)
        made.set_default_timeout(5000)
        made.on("console", lambda said: self._said(said.type, said.text))
        made.on("weberror", lambda wrong: self.wrong.append(f"error: {wrong.error}"))
        made.on("request", lambda asked: self._asked(asked.url))
        return made

    def page(self, path: str = "/", **options: Any) -> Page:
        """A page in a browser of its own."""
        page = self.context(**options).new_page()
        page.goto(path)
        return page

    def problems(self) -> list[str]:
        """What went wrong and was not expected."""
        return [one for one in self.wrong if not any(part in one for part in self.expected)]

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.wrong.append(f"console {kind}: {text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.url}/", "data:")):
            self.wrong.append(f"asked another host: {url}")


@contextmanager
def watched(browser: Browser, url: str) -> Iterator[Browsing]:
    """Pages of this address; any complaint of the browser is a failure."""
    browsing = Browsing(browser, url)
    with browsing.opened:
        yield browsing
    assert browsing.problems() == []


@pytest.fixture
def browsing(browser: Browser, served: Served) -> Iterator[Browsing]:
    """Pages of the demo; any complaint of the browser fails the test."""
    with watched(browser, served.url) as browsing:
        yield browsing


@pytest.fixture(scope="package")
def played(browser: Browser, made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's files after a whole journey."""
    data = copied(made, tmp_path_factory.mktemp("played") / "data")
    with demo(data) as running, watched(browser, running.url) as browsing:
        whole_journey(Mouse(browsing.page()))
    return data


@pytest.fixture(scope="package")
def looked(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One demo after a whole journey, for all tests that change nothing of it."""
    data = copied(played, tmp_path_factory.mktemp("looked") / "data")
    with demo(data) as running:
        yield running
    assert running.said == ""
