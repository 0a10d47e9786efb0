"""CSV, JSON lines and spreadsheets, written a row at a time. Knows cells, not requests.

People type what they like, and a spreadsheet program runs a cell that looks like a formula. In CSV
and XLSX such a cell gets a leading apostrophe; JSON lines keep every word as it was typed.
"""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, assert_never

from admin.columns import Cell
from storage.errors import StorageError

RISKY = frozenset("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
"""First characters that make a spreadsheet program calculate a cell, or hide that it would;
the last four are full-width."""

SHEET_ROWS = 1_048_575
"""What a worksheet holds below its heading."""

SHEET_CHARS = 32_767
_WIDTH = 18


class Form(StrEnum):
    """A file format."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"


MEDIA = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.JSONL: "application/jsonl; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TooManyRows(StorageError):
    """A worksheet cannot hold them all."""

    def __init__(self) -> None:
        super().__init__("That is more than a spreadsheet can hold: choose csv, or fewer days.")


Newest = Callable[[], datetime]
"""The newest change among the rows, once all have been written."""


def write(
    form: Form, head: Sequence[str], rows: Iterable[Sequence[Cell]], out: BinaryIO, newest: Newest
) -> None:
    """Write heading and rows. The same rows make the same bytes. `out` is a file in a folder that
    is private, if it has a name: parts of a spreadsheet lie beside it while it is made."""
    match form:
        case Form.CSV:
            _csv(head, rows, out)
        case Form.JSONL:
            _jsonl(head, rows, out)
        case Form.XLSX:
            _xlsx(head, rows, out, newest)
        case _:
            assert_never(form)


def safe(text: str) -> str:
    """The text, with an apostrophe before it where it could be taken for a formula."""
    return f"'{text}" if text[:1] in RISKY and text else text


def plain(cell: Cell) -> str | int | None:
    """A cell as JSON has it: amounts in pounds are text with both places."""
    return f"{cell:.2f}" if isinstance(cell, Decimal) else cell


def _csv(head: Sequence[str], rows: Iterable[Sequence[Cell]], out: BinaryIO) -> None:
    text = TextIOWrapper(out, encoding="utf-8", errors="replace", newline="")
    written = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    written.writerow(head)
    for row in rows:
        written.writerow(["" if cell is None else safe(str(plain(cell))) for cell in row])
    text.detach()  # flushes, and leaves the file open


def _jsonl(head: Sequence[str], rows: Iterable[Sequence[Cell]], out: BinaryIO) -> None:
    for row in rows:
        told = dict(zip(head, map(plain, row), strict=True))
        out.write(json.dumps(told).encode() + b"\n")


def _xlsx(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], out: BinaryIO, newest: Newest
) -> None:
    from xlsxwriter import Workbook

    name = getattr(out, "name", None)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "tmpdir": str(Path(name).parent) if isinstance(name, str) else None,
    }
    book = Workbook(out, options)
    sheet = book.add_worksheet("Requests")
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
    sheet.set_column(0, len(head) - 1, _WIDTH)
    sheet.freeze_panes(1, 1)
    for at, title in enumerate(head):
        sheet.write_string(0, at, title, bold)
    for number, row in enumerate(rows, start=1):
        if number > SHEET_ROWS:
            raise TooManyRows
        for at, cell in enumerate(row):
            match cell:
                case None | "":
                    pass
                case str():
                    sheet.write_string(number, at, _sheet_text(cell))
                case int():
                    sheet.write_number(number, at, cell)
                case Decimal():
                    sheet.write_number(number, at, float(cell), money)
    book.set_properties({"created": newest()})
    book.close()


def _sheet_text(text: str) -> str:
    told = safe(text).encode("utf-8", "replace").decode()
    return told if len(told) <= SHEET_CHARS else f"{told[: SHEET_CHARS - 1]}…"
