"""A letter stands alone, says what it must, and its code works; a wrong name makes no invite."""

import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.moves.invite import code_hash
from foothold.cli import main
from storage.store import Store, open_store
from tests.reading import grade

FACTS = ("--fact", "cluster=5", "--fact", "in_treatment=yes", "--fact", "ready_for_discharge=yes")


class Outside(HTMLParser):
    """Collects whatever a browser would fetch, and the words."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img", "iframe", "object", "video", "audio"):
            self.fetched.append(tag)
        self.fetched += [str(v) for k, v in attrs if k in ("src", "href", "action", "data")]
        self._hidden += tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.words.append(data.strip())


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def service(tmp_path: Path) -> tuple[str, ...]:
    """A service with one care co-ordinator."""
    url, key = f"sqlite:///{tmp_path / 'here.sqlite'}", tmp_path / "master.key"
    open_store(url, key_file=key).close()
    at = ("--database", url, "--key-file", str(key))
    added = call("staff", "add", "Grace", "care_co_ordinator", "--team", "north", *at)
    assert added.exit_code == 0
    return at


def opened(at: tuple[str, ...]) -> Store:
    return open_store(at[1], key_file=Path(at[3]), create=False)


def test_the_letter_stands_alone_and_its_code_is_a_letters(
    service: tuple[str, ...], tmp_path: Path
) -> None:
    out = tmp_path / "letter.html"
    done = call("leaflet", "Zoë Łukasz", "--by", "Grace", *FACTS, "--out", out, *service)
    assert done.exit_code == 0, done.output
    page = out.read_text(encoding="utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    read = Outside()
    read.feed(page)
    assert read.fetched == []
    assert "@import" not in page
    assert "url(" not in page
    said = " ".join(read.words)
    assert "Not an NHS website." in said
    assert "Hello Zoë Łukasz." in said
    assert "116 123" in said
    assert page.count("<svg") == 2
    (code,) = set(re.findall(r"\b[A-Z2-7]{5}-[A-Z2-7]{5}\b", said))
    store = opened(service)
    try:
        from storage.unit_of_work import unit_of_work

        with unit_of_work(store.database, store.vault) as work:
            now = store.clock.now()
            found = work.invites.usable(code_hash(code), now)
            assert found is not None
            assert found.kind == "paper"
            assert found.name == "Zoë Łukasz"
    finally:
        store.close()


def test_it_can_be_read_by_everybody(service: tuple[str, ...], tmp_path: Path) -> None:
    out = tmp_path / "letter.html"
    assert call("leaflet", "Kim", "--by", "Grace", *FACTS, "--out", out, *service).exit_code == 0
    read = Outside()
    read.feed(out.read_text(encoding="utf-8"))
    letter = " ".join(w for w in read.words if w.endswith("."))
    assert grade(letter) <= 6


@pytest.mark.parametrize("out", ["letter.pdf", "letter", "nowhere/letter.html", "there.html"])
def test_a_name_that_will_not_do_makes_no_invite(
    service: tuple[str, ...], tmp_path: Path, out: str
) -> None:
    (tmp_path / "there.html").write_text("mine")
    done = call("leaflet", "Kim", "--by", "Grace", *FACTS, "--out", tmp_path / out, *service)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "there.html").read_text() == "mine"
    store = opened(service)
    try:
        with store.database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM invite").scalar() == 0
    finally:
        store.close()
