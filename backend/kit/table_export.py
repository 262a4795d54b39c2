"""Writing tables for people's spreadsheets: CSV and XLSX in which no text can become a formula.

A text that a spreadsheet would take for a formula gets one leading quote; our import takes it off again.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from backend.kit.formula_guard import guarded

Cell: TypeAlias = "str | int | float | Decimal | bool | date | datetime | time | None"

_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST: Final = 48
_LONGEST_TITLE: Final = 31


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as CSV in UTF-8 with a byte order mark, so that spreadsheets read it right."""
    return codecs.BOM_UTF8 + csv_lines([header]) + csv_lines(rows)


def csv_lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as lines of CSV in UTF-8, for a table that is sent piece by piece."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return stream.getvalue().encode()


def xlsx_bytes(sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Cell]]]]) -> bytes:
    """Tables as a workbook, one sheet each: title → (header, rows)."""
    book = Workbook(write_only=True)
    for title, (header, rows) in sheets.items():
        sheet = book.create_sheet(title[:_LONGEST_TITLE])
        sheet.freeze_panes = "A2"
        for number, name in enumerate(header, start=1):
            letter = _column_letter(number)
            sheet.column_dimensions[letter].width = min(_WIDEST, max(10, len(name) + 3))
        bold = []
        for name in header:
            cell = WriteOnlyCell(sheet, value=guarded(name))
            cell.font = Font(bold=True)
            bold.append(cell)
        sheet.append(bold)
        for row in rows:
            sheet.append([_typed(sheet, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, datetime) and cell.tzinfo is not None:
        return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return "" if cell is None else str(cell)


def _typed(sheet: Any, value: Cell) -> object:
    """A workbook's cell; a text is marked as text, whatever it looks like."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None)  # A workbook knows no time zones.
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=_UNWRITABLE.sub("\ufffd", guarded(value)))
    cell.data_type = "s"
    return cell


def _column_letter(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
