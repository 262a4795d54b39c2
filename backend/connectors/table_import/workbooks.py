"""Excel workbooks: one sheet an entity, read row by row; formulas count by the value they last had."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from backend.connectors.table_import.archives import check_workbook
from backend.connectors.table_import.text_tables import column_name, table_name
from backend.intake.cells import Value
from backend.intake.errors import SourceError
from backend.intake.staging import Sheet

IGNORED_SHEETS: Final = frozenset({"about", "readme"})
MOST_COLUMNS: Final = 200
_BROKEN: Final = (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError)  # fmt: skip


def workbook_sheets(path: Path, name: str) -> Iterator[Sheet]:
    """The sheets of a workbook that are named like entities; others are refused by name."""
    check_workbook(path, name)
    with warnings.catch_warnings():
        # What the reader does not know (charts, validations) is not data.
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        except _BROKEN as error:
            raise SourceError("workbook_broken", name) from error
        with closing(book):
            for sheet in book.worksheets:
                if sheet.title.strip().lower() in IGNORED_SHEETS:
                    continue
                label = f"{name}, {sheet.title}"
                entity = table_name(sheet.title)
                if not entity:
                    raise SourceError("unknown_table", label, table=sheet.title)
                yield _sheet(sheet, label, entity)


def _sheet(sheet: Any, label: str, entity: str) -> Sheet:
    # A sheet may claim more columns and rows than it has; only what is there is read.
    estimate = sheet.max_row or 0
    sheet.reset_dimensions()
    rows = _rows(sheet, label)
    header: Sequence[Value] = next(rows, (0, ()))[1]
    names = [column_name(cell) for cell in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise SourceError("empty_file", label)
    return Sheet(entity, label, tuple(names), rows, row_estimate=min(max(0, estimate - 1), 1 << 20))


def _rows(sheet: Any, label: str) -> Iterator[tuple[int, Sequence[Value]]]:
    try:
        for number, row in enumerate(
            sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1
        ):
            if any(cell is not None and cell != "" for cell in row):
                yield number, row
    except _BROKEN as error:
        raise SourceError("workbook_broken", label) from error
