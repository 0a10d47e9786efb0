"""Exports of real services: every row came from a turn, and the export is in the audit log."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from admin.asked import Asked
from admin.exports import Exported, Order, export_for_download, export_to
from admin.formats import RISKY, Form
from admin.queries import log
from admin.queries.rows import Reveal
from flows.events import LogExported
from flows.model import PersonId, State
from storage.errors import StorageError
from storage.store import Store
from storage.tables import person, request
from storage.turn import Incoming, take_turn
from tests.admin.audit_rows import audited
from tests.admin.conftest import person_id
from tests.admin.talks import AGAIN, PAID, PHONE, PROGRAMME, STAFF, TENT, played
from tests.storage.rows import add_person, add_request

ALL = frozenset(Reveal)
GOLDEN = [
    {
        "reference": "FH-0001",
        "state": "arrived",
        "programme": PROGRAMME,
        "programme_version": "1",
        "team": "north",
        "amount_pounds": "135.00",
        "amount_pence": "13500",
        "paid_pounds": "130.00",
        "paid_pence": "13000",
        "offer": "stay-connected",
        "payment_route": "we_buy",
        "sent_at": "2026-11-23T09:00:00Z",
        "state_since": "2026-11-27T09:00:00Z",
        "decided_at": "2026-11-24T09:00:00Z",
        "paid_on": "2026-11-26",
        "arrived_at": "2026-11-27T09:00:00Z",
        "payment_reference": "INV-7",
        "stages_needed": "care_co_ordinator",
        "signatures": "care_co_ordinator approve 2026-11-24T09:00:00Z",
        "days_to_decision": "1",
        "days_decision_to_payment": "2",
        "helped": "lot",
        "goal_start": "3",
        "goal_midpoint": "8",
        "goal_end": "",
        "reserved_pounds": "0.00",
        "reserved_pence": "0",
        "person": "Person",
        "care_co_ordinator": "Coordinator",
        "signers": "Coordinator",
        "goal": "A phone, so I can ring my sister",
        "item": "phone and SIM",
        "worry": "",
        "reasons": "",
    },
    {
        "reference": "FH-0002",
        "state": "waiting_signature",
        "programme": PROGRAMME,
        "programme_version": "1",
        "team": "north",
        "amount_pounds": "80.00",
        "amount_pence": "8000",
        "paid_pounds": "0.00",
        "paid_pence": "0",
        "offer": "",
        "payment_route": "we_buy",
        "sent_at": "2027-02-27T09:00:00Z",
        "state_since": "2027-02-27T09:00:00Z",
        "decided_at": "",
        "paid_on": "",
        "arrived_at": "",
        "payment_reference": "",
        "stages_needed": "care_co_ordinator",
        "signatures": "",
        "days_to_decision": "",
        "days_decision_to_payment": "",
        "helped": "",
        "goal_start": "",
        "goal_midpoint": "",
        "goal_end": "",
        "reserved_pounds": "0.00",
        "reserved_pence": "0",
        "person": "Person",
        "care_co_ordinator": "Coordinator",
        "signers": "",
        "goal": "I want to get outdoors more",
        "item": "A tent",
        "worry": "",
        "reasons": "",
    },
]
HELPED = """
clock +3 months
Person taps [A lot]
Person taps [8]
Person taps [No, thanks]
"""
DECLINED = """
Coordinator taps [Look]
Coordinator taps [Decline]
Coordinator taps [I cannot see how it helps yet]
Coordinator: Why
Coordinator taps [Send now]
"""


@pytest.fixture
def helped(tmp_path: Path) -> Iterator[Store]:
    """A phone that helped, and a tent that is only asked for."""
    service = played(tmp_path, STAFF, PHONE, PAID, HELPED, AGAIN, TENT)
    yield service.store
    service.close()


def turn(store: Store) -> Any:
    """Writes an export down as the command line does."""

    def record(event: LogExported) -> None:
        took = take_turn(store, Incoming("command", f"export {event.sha256}", None, event))
        assert took.status == "done"

    return record


def exported(store: Store, order: Order, folder: Path) -> tuple[Exported, bytes]:
    path = folder / f"log.{order.form}"
    made = export_to(store, order, path, turn(store))
    return made, path.read_bytes()


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_a_row_says_all_that_happened(helped: Store, tmp_path: Path) -> None:
    made, content = exported(helped, Order(Asked((PROGRAMME,)), Form.CSV, ALL), tmp_path)
    rows = csv_rows(content)
    ids = [row.pop("request_id") for row in rows]
    assert rows == GOLDEN
    assert made.rows == len(set(ids)) == 2


def test_all_formats_say_the_same(helped: Store, tmp_path: Path) -> None:
    files = {
        form: exported(helped, Order(Asked((PROGRAMME,)), form, ALL), tmp_path)[1] for form in Form
    }
    rows = csv_rows(files[Form.CSV])
    told = [json.loads(line) for line in files[Form.JSONL].splitlines()]
    sheet = load_workbook(io.BytesIO(files[Form.XLSX]))["Requests"]
    head, *body = ([cell.value for cell in row] for row in sheet.iter_rows())
    for row, from_json, from_sheet in zip(rows, told, body, strict=True):
        assert {k: "" if v is None else str(v) for k, v in from_json.items()} == row
        assert dict(zip(head, from_sheet, strict=True)) == {
            name: value if value != "" else None
            for name, value in {**from_json, **_as_numbers(from_json)}.items()
        }


def _as_numbers(row: dict[str, Any]) -> dict[str, float]:
    return {name: float(row[name]) for name in ("amount_pounds", "paid_pounds", "reserved_pounds")}


def test_names_and_words_stay_closed_unless_they_are_asked_for(
    store: Store, tmp_path: Path
) -> None:
    _, content = exported(store, Order(Asked((PROGRAMME,)), Form.CSV), tmp_path)
    for private in (b"Person", b"Coordinator", b"sister", b"tent"):
        assert private not in content
    _, names = exported(store, Order(Asked((PROGRAMME,)), Form.CSV, ALL - {Reveal.WORDS}), tmp_path)
    assert b"Person,Coordinator" in names
    assert b"sister" not in names


@pytest.mark.parametrize("form", Form)
def test_the_audit_log_has_filter_rows_and_sha_256(
    store: Store, tmp_path: Path, form: Form
) -> None:
    by = person_id(store, "Admin")
    asked = Asked((PROGRAMME,), frozenset({State.ARRIVED}), team="north")
    order = Order(asked, form, frozenset({Reveal.NAMES}), by)
    made, content = exported(store, order, tmp_path)
    assert made == Exported(1, hashlib.sha256(content).hexdigest())
    (row,) = audited(store, "log-exported")
    assert row["by"] == by
    assert (row["rows"], row["sha256"]) == (1, made.sha256)
    assert row["what"] == (
        f"{form}; programme: {PROGRAMME}; status: arrived; team: north; with names"
    )


def test_nothing_is_left_when_it_cannot_be_written_down(store: Store, tmp_path: Path) -> None:
    def refuse(event: LogExported) -> None:
        raise StorageError("No.")

    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(StorageError, match=r"No\."):
        export_to(store, Order(Asked((PROGRAMME,)), Form.XLSX), folder / "log.xlsx", refuse)
    assert list(folder.iterdir()) == []


def test_the_file_is_its_owners_alone_and_takes_the_place_of_an_older_one(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_text("older", encoding="utf-8")
    exported(store, Order(Asked((PROGRAMME,)), Form.CSV), tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes().startswith(b"reference,")


@pytest.mark.parametrize("form", Form)
def test_a_download_is_the_same_file_and_leaves_none(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Form
) -> None:
    order = Order(Asked((PROGRAMME,)), form, ALL)
    _, content = exported(store, order, tmp_path)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with export_for_download(store, order, lambda event: None) as out:
        assert list(folder.iterdir()) == []
        assert out.read() == content


@pytest.mark.parametrize("form", Form)
def test_an_empty_log_is_an_empty_file(empty: Store, tmp_path: Path, form: Form) -> None:
    made, content = exported(empty, Order(Asked(()), form), tmp_path)
    assert made == Exported(0, hashlib.sha256(content).hexdigest())


def test_an_erased_person_has_empty_private_cells(helped: Store, tmp_path: Path) -> None:
    holder = person_id(helped, "Person")
    with helped.database.writing() as connection:
        gone = update(person).where(person.c.id == holder)
        connection.execute(gone.values(wrapped_key=None, private_sealed=None))
    _, content = exported(helped, Order(Asked((PROGRAMME,)), Form.CSV, ALL), tmp_path)
    private = ("person", "goal", "item", "worry", "reasons")
    rows = csv_rows(content)
    assert [[row[name] for name in private] for row in rows] == [[""] * len(private)] * 2
    for row, golden in zip(rows, GOLDEN, strict=True):
        kept = set(golden) - set(private)
        assert {name: row[name] for name in kept} == {name: golden[name] for name in kept}


EVIL = {
    "Person": '=HYPERLINK("http://example.org","Sam")',
    "Coordinator": "@SUM(1+1)*cmd|' /C calc'!A0",
    "I want to get outdoors more": "+1+1",
    "A tent": "-2+3",
    "Why": "=cmd|' /C calc'!A0",
}


@pytest.mark.parametrize("form", [Form.CSV, Form.XLSX])
def test_what_people_type_is_never_a_formula(tmp_path: Path, form: Form) -> None:
    service = played(tmp_path, STAFF, TENT, DECLINED, names=EVIL)
    try:
        order = Order(Asked((PROGRAMME,)), form, ALL)
        _, content = exported(service.store, order, tmp_path)
    finally:
        service.close()
    row = csv_rows(content)[0] if form is Form.CSV else _sheet_row(content)
    assert row["person"] == f"'{EVIL['Person']}"
    assert row["care_co_ordinator"] == row["signers"] == f"'{EVIL['Coordinator']}"
    assert row["goal"] == "'+1+1"
    assert row["item"] == "'-2+3"
    assert row["reasons"] == f"'{EVIL['Why']}"
    assert all(str(value)[:1] not in RISKY for value in row.values() if value)


def _sheet_row(content: bytes) -> dict[str, Any]:
    sheet = load_workbook(io.BytesIO(content))["Requests"]
    head, cells = sheet.iter_rows()
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    return {name.value: cell.value for name, cell in zip(head, cells, strict=True)}


def test_rows_are_read_a_batch_at_a_time(empty: Store) -> None:
    with empty.database.writing() as connection:
        add_person(connection, "p1")
        for n in range(log.BATCH + 1):
            add_request(connection, f"r{n:05}", programme=PROGRAMME)
    asked = Asked((PROGRAMME,)).filter(empty.packs)
    with empty.database.reading() as connection:
        sizes = [len(batch) for batch in log.batches(connection, asked)]
        ids = connection.scalars(select(request.c.id).order_by(request.c.id)).all()
        found = [entry.id for batch in log.batches(connection, asked) for entry in batch]
    assert sizes == [log.BATCH, 1]
    assert found == ids


def test_an_order_without_a_person_is_the_command_lines() -> None:
    assert Order(Asked(()), Form.CSV).by == PersonId("")
