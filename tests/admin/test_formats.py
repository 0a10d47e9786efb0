"""No cell is ever a formula, whatever people type; the same rows make the same bytes."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from admin.columns import Cell
from admin.formats import RISKY, SHEET_CHARS, Form, safe, write

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RISKY_TEXTS = (
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "+44 20",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
)
PLAIN_TEXTS = (
    "",
    "A bike",
    "'quoted",
    "£80 = a lot",
    "Zoë, who said “no”",
    'say "hi"',
    "a\nb",
    "012",
)


def written(form: Form, rows: Sequence[Sequence[Cell]]) -> bytes:
    out = io.BytesIO()
    head = [f"column_{n}" for n in range(len(rows[0]))] if rows else ["column_0"]
    write(form, head, rows, out, lambda: AT)
    return out.getvalue()


def as_csv(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    text = written(Form.CSV, rows).decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def as_sheet(rows: Sequence[Sequence[Cell]]) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(written(Form.XLSX, rows)))
    found = list(book["Requests"].iter_rows(min_row=2))
    assert all(cell.data_type in {"s", "n", "inlineStr"} for row in found for cell in row)
    assert all(cell.hyperlink is None for row in found for cell in row)
    return [[cell.value for cell in row] for row in found]


def test_the_risky_first_characters_are_those_of_the_contract() -> None:
    assert {text[0] for text in RISKY_TEXTS} == RISKY


@pytest.mark.parametrize("text", RISKY_TEXTS)
def test_what_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert as_csv([[text]]) == [[f"'{text}"]]
    (cell,) = as_sheet([[text]])[0]
    assert cell.startswith("'")
    assert json.loads(written(Form.JSONL, [[text]])) == {"column_0": text}


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_anything_else_is_left_as_it_is(text: str) -> None:
    assert as_csv([[text, "end"]]) == [[text, "end"]]
    assert as_sheet([[text, "end"]]) == [[text or None, "end"]]


@given(st.text())
def test_no_text_begins_with_a_risky_character(text: str) -> None:
    assert safe(text)[:1] not in RISKY or not text
    assert safe(text).removeprefix("'") == text.removeprefix("'") or safe(text)[1:] == text


def test_numbers_are_numbers_and_nothing_is_nothing() -> None:
    row: tuple[Cell, ...] = (0, 12, Decimal("0.00"), Decimal("1234.50"), None, "7")
    assert as_csv([row]) == [["0", "12", "0.00", "1234.50", "", "7"]]
    assert as_sheet([row]) == [[0, 12, 0, 1234.5, None, "7"]]
    told = json.loads(written(Form.JSONL, [row]))
    assert list(told.values()) == [0, 12, "0.00", "1234.50", None, "7"]


def test_csv_is_rfc_4180_in_utf_8() -> None:
    made = written(Form.CSV, [["Zoë", 'a "b", c', "two\nlines"]])
    assert made == b'column_0,column_1,column_2\r\nZo\xc3\xab,"a ""b"", c","two\nlines"\r\n'


def test_a_text_too_long_for_a_cell_ends_in_an_ellipsis() -> None:
    (cell,) = as_sheet([["x" * (SHEET_CHARS + 5)]])[0]
    assert len(cell) == SHEET_CHARS
    assert cell.endswith("x…")


def test_halves_of_characters_do_not_stop_an_export() -> None:
    assert as_csv([["\ud800x"]]) == [["?x"]]
    assert as_sheet([["\ud800x"]]) == [["?x"]]


@pytest.mark.parametrize("form", Form)
def test_the_same_rows_make_the_same_bytes(form: Form) -> None:
    rows: list[list[Cell]] = [["FH-0001", 1, Decimal("1.00"), None]]
    assert written(form, rows) == written(form, rows)


@pytest.mark.parametrize("form", Form)
def test_no_rows_make_a_file_with_a_heading_or_none(form: Form) -> None:
    made = written(form, [])
    match form:
        case Form.CSV:
            assert made == b"column_0\r\n"
        case Form.JSONL:
            assert made == b""
        case Form.XLSX:
            sheet = load_workbook(io.BytesIO(made))["Requests"]
            assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["column_0"]]
