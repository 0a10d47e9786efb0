"""The demo and the service as real processes: they start, stop, die and come back."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

import flows

STARTS_IN = 30.0
STOPS_IN = 1.0


class Running:
    """One `foothold` process that listens; `url` is what it printed."""

    def __init__(self, *args: str | Path) -> None:
        command = [sys.executable, "-m", "foothold", *map(str, args)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.url = self._url()

    def _url(self) -> str:
        assert self.process.stdout is not None
        printed = ""
        for line in self.process.stdout:
            printed += line
            if found := re.search(r"http://\S+", line):
                return found[0]
        raise AssertionError(printed + (self.process.communicate()[1] or ""))

    def page(self, path: str = "/") -> str:
        with urlopen(self.url + path, timeout=STARTS_IN) as answer:
            text: str = answer.read().decode()
            return text

    def stop(self, how: signal.Signals) -> tuple[int, float]:
        """The exit code and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(how)
        code = self.process.wait(STARTS_IN)
        return code, time.monotonic() - began


@pytest.fixture
def running() -> Iterator[list[Running]]:
    """Processes that are ended when the test is over."""
    started: list[Running] = []
    yield started
    for one in started:
        one.process.kill()
        one.process.communicate()


def demo(running: list[Running], data: Path) -> Running:
    running.append(Running("demo", "--port", "0", "--data", data))
    return running[-1]


def foothold(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "foothold", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=STARTS_IN)


def say(at: Running, words: str) -> str:
    """Types words into the first pane; the chat they were typed into."""
    page = at.page()
    chat, nonce = (re.search(rf'name="{name}" value="([^"]+)"', page) for name in ("chat", "nonce"))
    assert chat is not None
    assert nonce is not None
    fields = f"chat={chat[1]}&nonce={nonce[1]}&text={words}".encode()
    headers = {"Sec-Fetch-Site": "same-origin"}
    with urlopen(Request(f"{at.url}/say", fields, headers), timeout=STARTS_IN) as answer:
        assert answer.status == 200
    return chat[1]


def panes(at: Running) -> list[str]:
    """The chats on the demo's page, in order."""
    return re.findall(r'id="(pane-[^"]+)"', at.page())


def configured(folder: Path) -> Path:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "foothold.toml"
    config.write_text(
        f'[database]\nurl = "sqlite:///{folder}/foothold.sqlite"\n'
        f'[keys]\nmaster_file = "{folder}/master.key"\n'
        f'[web]\nlisten = "127.0.0.1:{port}"\npublic_url = "http://127.0.0.1:{port}"\n',
        encoding="utf-8",
    )
    return config


def test_the_demo_shows_four_chats_and_what_to_try(running: list[Running], tmp_path: Path) -> None:
    page = demo(running, tmp_path).page()
    for name in ("Sam (sample)", "Ali (sample)", "Bea (sample)", "Kim (sample)"):
        assert name in page
    assert "What would help you to get and stay well?" in page


def test_the_request_log_opens_for_the_sample_administrator(
    running: list[Running], tmp_path: Path
) -> None:
    at = demo(running, tmp_path)
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(f"{at.url}/demo/log", timeout=STARTS_IN) as answer:
        assert (answer.status, answer.url) == (200, f"{at.url}/admin")


def test_an_open_stream_does_not_keep_it_from_stopping(
    running: list[Running], tmp_path: Path
) -> None:
    at = demo(running, tmp_path)
    stream = re.search(r'data-stream="([^"]+)"', at.page())
    assert stream is not None
    with urlopen(at.url + stream[1].replace("&amp;", "&"), timeout=STARTS_IN) as events:
        assert events.readline()
        code, seconds = at.stop(signal.SIGINT)
    assert (code, seconds < STOPS_IN) == (0, True), seconds
    assert not (tmp_path / "control.sock").exists()


def test_a_killed_demo_comes_back_with_everything(running: list[Running], tmp_path: Path) -> None:
    first = demo(running, tmp_path)
    chat = say(first, "A+quiet+bicycle")
    chats = panes(first)
    first.stop(signal.SIGKILL)
    second = demo(running, tmp_path)
    assert "A quiet bicycle" in second.page()
    assert (panes(second), chat in chats[0]) == (chats, True)
    topped = foothold("fund", "top-up", "city-hackney-2019", "1", "--data", tmp_path)
    assert "free £5,001.00" in topped.stdout  # the sample money came once, and the socket is new
    database = f"sqlite:///{tmp_path / 'demo.sqlite'}"
    assert foothold("verify", "--database", database).returncode == 0


def test_what_is_slow_to_load_is_not_loaded_to_start() -> None:
    slow = ("alembic", "PIL", "xlsxwriter", "openpyxl", "psycopg", "click.testing")
    asked = f"import sys, foothold.compose; print([m for m in {slow} if m in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_a_busy_port_and_a_busy_database_are_said_plainly(
    running: list[Running], tmp_path: Path
) -> None:
    at = demo(running, tmp_path)
    port = at.url.rpartition(":")[2]
    busy = foothold("demo", "--port", port, "--data", tmp_path / "other")
    assert (busy.returncode, busy.stderr.count("\n")) == (2, 1)
    assert f"Port {port} is busy" in busy.stderr
    assert not (tmp_path / "other").exists()
    second = foothold("demo", "--port", "0", "--data", tmp_path)
    assert (second.returncode, second.stderr.count("\n")) == (2, 1)
    assert "already using the database" in second.stderr


def test_the_service_says_ready_and_stops_cleanly(running: list[Running], tmp_path: Path) -> None:
    config = configured(tmp_path)
    running.append(Running("run", "--config", config))
    at = running[0]
    assert at.page("/healthz") == "ok"
    added = foothold("staff", "add", "Ann", "auditor", "--config", config)
    assert added.stdout.startswith(f"{at.url}/in/")
    assert "Sign in" in at.page(added.stdout.strip().removeprefix(at.url))
    code, seconds = at.stop(signal.SIGTERM)
    assert (code, seconds < STOPS_IN) == (0, True), seconds
    linked = foothold("link", "Ann", "--config", config)  # with no service it takes the turn itself
    assert "/in/" in linked.stdout


def test_the_service_refuses_to_start_while_an_assurance_is_blank_or_undated(
    tmp_path: Path,
) -> None:
    """One plain sentence each, and nothing else (CARE 7)."""
    shipped = Path(flows.__file__).parent / "programmes" / "city-hackney-2019.toml"
    text = shipped.read_text(encoding="utf-8")
    text = text.replace('"Asking for this does not change your other care."', '" "')
    text = text.replace("discharge = { dated = 2026-11-22, words", "discharge = { words")
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "city-hackney-2019.toml").write_text(text, encoding="utf-8")
    config = configured(tmp_path)
    told = config.read_text(encoding="utf-8") + f'[programmes]\ndirectory = "{ours}"\n'
    config.write_text(told, encoding="utf-8")
    refused = foothold("run", "--config", config)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "city-hackney-2019: assurances.care.words is blank: write what people are told about it. "
        "city-hackney-2019: assurances.discharge.dated is missing: "
        "say on which day you stood by its words.\n"
    )


def test_the_service_refuses_a_demos_database(running: list[Running], tmp_path: Path) -> None:
    demo(running, tmp_path).stop(signal.SIGTERM)
    config = configured(tmp_path)
    text = config.read_text(encoding="utf-8").replace("foothold.sqlite", "demo.sqlite")
    config.write_text(text.replace("master.key", "demo.key"), encoding="utf-8")
    refused = foothold("run", "--config", config)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "demo" in refused.stderr
