"""Reading the sample's own files; plain and gzipped CSV, one a table."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from backend.intake.errors import SourceError

LONGEST_CELL: Final = 1 << 20

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """The folder of the sample."""

    folder: Path

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table by its columns; raises `SourceError` when the table is not there."""
        plain, packed = self.folder / f"{table}.csv", self.folder / f"{table}.csv.gz"
        path = plain if plain.exists() else packed
        if not path.exists():
            raise SourceError("unknown_table", self.folder.name, table=table)
        csv.field_size_limit(LONGEST_CELL)
        with _opened(path) as stream:
            yield from csv.DictReader(stream)


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")
