"""`foothold export`, alone and beside a running service."""

import asyncio
import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from admin.formats import Form
from bot.channels.talk_service import TalkService
from foothold.cli import main
from foothold.commands.records import export
from foothold.control import Control, socket_beside
from storage.store import Store
from storage.turn import Incoming, Took, take_turn
from tests.admin.audit_rows import audited
from tests.admin.talks import PROGRAMME


def call(store: Store, out: Path, *options: str) -> Result:
    # The fixture's store is open beside the command, as a running service's is.
    database = str(store.database.path)  # type: ignore[attr-defined]
    service = ("--database", f"sqlite:///{database}", "--key-file", f"{database[:-6]}key")
    given = ("export", *service, "--format", "csv", "--out", str(out), *options)
    return CliRunner().invoke(main, given)


def test_the_formats_are_those_there_are() -> None:
    (choice,) = (option.type for option in export.params if option.name == "form")
    assert choice.choices == tuple(Form)  # type: ignore[attr-defined]


def test_alone_it_writes_the_file_and_the_audit_log(service: TalkService, tmp_path: Path) -> None:
    service.close()
    out = tmp_path / "log.csv"
    done = call(service.store, out, "--status", "arrived", "--from", "2026-11-23", "--with-names")
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert done.output == f"1 row in {out}, SHA-256 {digest}.\n"
    (row,) = audited(service.store, "log-exported")
    assert (row["rows"], row["sha256"], row["by"]) == (1, digest, "")
    said = f"csv; programme: {PROGRAMME}; from: 2026-11-23; status: arrived; with names"
    assert row["what"] == said


async def test_beside_a_running_service_the_service_writes_it_down(
    store: Store, tmp_path: Path
) -> None:
    async def take(incoming: Incoming) -> Took:
        return await asyncio.to_thread(take_turn, store, incoming)

    path: Path = store.database.path  # type: ignore[attr-defined]
    control = Control(socket_beside(path), str(path), take)
    await control.start()
    try:
        done = await asyncio.to_thread(call, store, tmp_path / "log.csv")
    finally:
        await control.close()
    assert done.output.startswith("2 rows in ")
    assert [row["rows"] for row in audited(store, "log-exported")] == [2]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--status", "wizard"), "“wizard” is no status: use one of draft, "),
        (("--from", "x"), "--from should be a day like 2026-11-23."),
        (("--to", "2026-02-30"), "--to should be a day like 2026-11-23."),
        (("--from", "2026-02-02", "--to", "2026-02-01"), "The first day comes after the last one."),
        (("--programme", "elsewhere"), "There is no programme elsewhere."),
        (("--format", "pdf"), "'pdf' is not one of 'csv', 'jsonl', 'xlsx'."),
    ],
)
def test_mistakes_are_one_sentence_and_no_file(
    store: Store, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "log.csv"
    wrong = call(store, out, *options)
    assert wrong.exit_code == 2
    assert said in wrong.stderr
    assert wrong.stderr.count("\n") == 1
    assert not out.exists()


def test_a_folder_that_is_not_there_is_said(store: Store, tmp_path: Path) -> None:
    wrong = call(store, tmp_path / "nowhere" / "log.csv")
    assert wrong.exit_code == 2
    assert wrong.stderr == f"There is no folder {tmp_path / 'nowhere'}.\n"


def test_an_export_that_cannot_be_written_down_is_not_made(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "log.csv"
    wrong = call(store, out)  # somebody else writes, and does not listen
    assert wrong.exit_code == 2
    assert "already using the database" in wrong.stderr
    assert not out.exists()
