"""What tables can come from: a folder, an archive, a workbook, a file, or the public sample of a bicycle maker."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from backend.connectors.adventureworks.receive import bicycle_maker
from backend.connectors.table_import.receive import tables_at
from backend.intake.staging import Sheet

ADVENTUREWORKS: Final = "adventureworks"


def table_sheets(path: Path, name: str | None = None) -> Iterator[Sheet]:
    """The tables of a folder, archive, workbook or file in the import format."""
    return tables_at(path, name)


def adventureworks_sheets(folder: Path, as_of: date, today: date) -> Iterator[Sheet]:
    """The tables of the AdventureWorks sample, with `as_of` moved to today."""
    return bicycle_maker(folder, as_of, today).sheets(ADVENTUREWORKS)
