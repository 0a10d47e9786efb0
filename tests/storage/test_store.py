"""Opening everything together: what is made, what is refused, and with which sentence."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from storage.clock import FrozenClock, SystemClock
from storage.errors import KeyMissing, OlderDatabase, SecondWriter, StorageError, WrongKey
from storage.store import Programmes, Store, move_clock, open_store
from tests.storage.rows import AT, add_person


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "master.key"


def test_the_first_start_makes_everything(url: str, key_file: Path) -> None:
    store = open_store(url, key_file=key_file, public_url="https://example.org")
    assert key_file.stat().st_size == 32
    assert store.config_public_url == "https://example.org"
    assert isinstance(store.clock, SystemClock)
    store.close()


def test_the_next_start_finds_it_again(store: Store, url: str, key_file: Path) -> None:
    store.close()
    again = open_store(url, key_file=key_file)
    assert again.vault.token("s") == store.vault.token("s")
    again.close()


def test_people_without_their_key_are_refused(store: Store, url: str, key_file: Path) -> None:
    with store.database.writing() as connection:
        add_person(connection, "p1")
    store.close()
    key_file.unlink()
    with pytest.raises(KeyMissing, match="is missing"):
        open_store(url, key_file=key_file)
    assert not key_file.exists()
    key_file.write_bytes(b"k" * 32)
    key_file.chmod(0o600)
    with pytest.raises(WrongKey, match="belongs to another database"):
        open_store(url, key_file=key_file)


def test_a_refused_store_gives_the_writers_place_back(
    store: Store, url: str, key_file: Path
) -> None:
    store.close()
    with pytest.raises(KeyMissing):
        open_store(url, key_file=key_file.with_name("other.key"))
    open_store(url, key_file=key_file).close()


def test_commands_look_beside_a_running_service(store: Store, url: str, key_file: Path) -> None:
    looking = open_store(url, key_file=key_file, create=False)
    with looking.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one() == 0
    with pytest.raises(SecondWriter), looking.database.writing():
        pytest.fail("there are two writers")
    looking.close()
    with pytest.raises(SecondWriter):
        open_store(url, key_file=key_file)


def test_looking_makes_nothing(url: str, key_file: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="There is no database"):
        open_store(url, key_file=key_file, create=False)
    assert list(tmp_path.iterdir()) == []


def test_looking_does_not_migrate(tmp_path: Path, key_file: Path) -> None:
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(OlderDatabase):
        open_store(f"sqlite:///{tmp_path / 'empty.sqlite'}", key_file=key_file, create=False)


def test_a_moved_clock_is_found_again_by_a_demo_only(url: str, key_file: Path) -> None:
    demo = open_store(url, key_file=key_file, demo=True)
    clock = demo.clock
    assert isinstance(clock, SystemClock)
    move_clock(demo, clock, timedelta(days=90))
    assert demo.clock.now() - demo.clock.real_now() > timedelta(days=89)
    demo.close()
    with pytest.raises(StorageError, match="its clock was moved"):
        open_store(url, key_file=key_file)
    for again in (
        open_store(url, key_file=key_file, demo=True),
        open_store(url, key_file=key_file, create=False),
    ):
        assert again.clock.now() - again.clock.real_now() > timedelta(days=89)
        again.close()


def test_a_clock_that_is_handed_in_is_used_as_it_is(store: Store) -> None:
    clock = store.clock
    assert isinstance(clock, FrozenClock)
    assert store.clock.now() == store.clock.real_now() == AT
    assert clock.advance(timedelta(hours=1)) == AT + timedelta(hours=1)
    clock.at = AT
    assert store.clock.now() == AT


def test_a_wrong_programme_directory_is_said(url: str, key_file: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no directory of programmes"):
        open_store(url, key_file=key_file, programmes=Programmes(tmp_path / "none"))


def test_the_second_start_imports_nothing_heavy(store: Store, url: str, key_file: Path) -> None:
    store.close()
    code = f"""
import sys
from pathlib import Path
from storage.store import open_store
open_store({url!r}, key_file=Path({str(key_file)!r}))
heavy = {{"alembic", "PIL", "psycopg", "sqlalchemy.ext.asyncio"}}
print(sorted(heavy & set(sys.modules)))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
