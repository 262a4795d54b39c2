"""CSV files: separators found out, rows streamed, so that a large file needs no more memory than a small one."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from backend.connectors.table_import.encoding import look_at
from backend.intake.errors import SourceError
from backend.intake.format import BY_NAME
from backend.intake.staging import Sheet

SEPARATORS: Final = (",", ";", "\t")
SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt"})
LONGEST_LINE: Final = 1 << 20


def table_name(file_name: str) -> str:
    """The entity that a file's or sheet's name says; empty when it says none."""
    stem = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    for suffix in SUFFIXES:
        stem = stem.removesuffix(suffix)
    name = stem.strip().lower().replace(" ", "_").replace("-", "_")
    return name if name in BY_NAME else ""


def text_sheet(path: Path, name: str, entity: str) -> Sheet:
    """A CSV file as a sheet; `name` is what people call it and is never opened."""
    looked = look_at(path, name)
    with path.open(encoding=looked.encoding, newline="") as stream:
        first = stream.readline(LONGEST_LINE)
    separator = _separator(first, entity)
    header = next(csv.reader([first], delimiter=separator), [])
    if not header:
        raise SourceError("empty_file", name)
    return Sheet(
        entity,
        name,
        tuple(column_name(cell) for cell in header),
        _rows(path, name, looked.encoding, separator),
        comma_may_group=separator == ",",
        row_estimate=max(0, looked.line_count - 1),
    )


def column_name(cell: object) -> str:
    """A header cell as the format spells its columns."""
    return str(cell or "").strip().lower().replace(" ", "_")


def _separator(first: str, entity: str) -> str:
    """The one by which most of the header's names are known; a comma where there is no difference."""
    known = set(BY_NAME[entity].column_names)

    def hits(separator: str) -> int:
        return sum(column_name(cell.strip('"')) in known for cell in first.split(separator))

    return max(SEPARATORS, key=hits)


def _rows(
    path: Path, name: str, encoding: str, separator: str
) -> Iterator[tuple[int, Sequence[str]]]:
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=separator, strict=True)
        line = 1
        try:
            for number, row in enumerate(reader):
                start, line = line, reader.line_num + 1
                if number and any(row):
                    yield start, row
        except csv.Error as error:
            raise SourceError("broken_quotes", name, line=reader.line_num) from error
