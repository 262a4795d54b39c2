"""What a person hands over, whatever its shape: a folder, a CSV file, a ZIP of CSV files, a workbook."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from backend.connectors.table_import.archives import Counter, opened
from backend.connectors.table_import.text_tables import SUFFIXES, table_name, text_sheet
from backend.connectors.table_import.workbooks import workbook_sheets
from backend.intake.errors import SourceError
from backend.intake.format import BY_NAME
from backend.intake.staging import Sheet

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
ENTITY_ORDER: Final = {name: number for number, name in enumerate(BY_NAME)}


def tables_at(path: Path, name: str | None = None) -> Iterator[Sheet]:
    """The tables at a path, in the format's order; `name` is what people call an uploaded file.

    The iterator raises `SourceError` for what cannot be read; one may go on with the next table.
    """
    called = name or path.name
    suffix = Path(called).suffix.lower()
    if path.is_dir():
        return _folder(path)
    if suffix in WORKBOOKS:
        return workbook_sheets(path, called)
    if suffix == ".zip":
        return _archive(path, called)
    if suffix in SUFFIXES:
        return _Tables([(path, called)])
    return _Refused(SourceError("unknown_kind", called))


class _Refused(Iterator[Sheet]):
    """Refuses when it is asked for its first table."""

    def __init__(self, error: SourceError) -> None:
        self._errors = [error]

    def __next__(self) -> Sheet:
        if not self._errors:
            raise StopIteration
        raise self._errors.pop()


class _Tables(Iterator[Sheet]):
    """Text files one after another; one that cannot be read does not end the row."""

    def __init__(self, files: list[tuple[Path, str]]) -> None:
        self._files = iter(sorted(files, key=_place))

    def __next__(self) -> Sheet:
        path, name = next(self._files)
        entity = table_name(name)
        if not entity:
            raise SourceError("unknown_table", name, table=Path(name).stem)
        return text_sheet(path, name, entity)


def _place(file: tuple[Path, str]) -> tuple[int, str]:
    return ENTITY_ORDER.get(table_name(file[1]), -1), file[1]


def _folder(folder: Path) -> Iterator[Sheet]:
    """The text files of a folder; anything that is no table by its ending is left alone."""
    found = [
        (each, each.name)
        for each in folder.iterdir()
        if each.is_file() and each.suffix.lower() in SUFFIXES and not each.name.startswith(".")
    ]
    return _Tables(found) if found else _Refused(SourceError("empty_folder", folder.name))


def _archive(path: Path, name: str) -> Iterator[Sheet]:
    """The text files of an archive, unpacked under names of our own."""
    counter = Counter(name)
    with opened(path, name) as archive, tempfile.TemporaryDirectory(prefix="lockstep-zip-") as made:
        files: list[tuple[Path, str]] = []
        for number, entry in enumerate(archive.infolist()):
            inner = entry.filename.replace("\\", "/").rsplit("/", 1)[-1]
            if (
                entry.is_dir()
                or inner.startswith(".")
                or Path(inner).suffix.lower() not in SUFFIXES
            ):
                continue
            target = Path(made) / f"{number}.csv"
            with target.open("wb") as out:
                for chunk in counter.chunks(archive, entry):
                    out.write(chunk)
            files.append((target, inner))
        if not files:
            raise SourceError("empty_folder", name)
        yield from _Tables(files)
