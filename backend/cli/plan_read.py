"""Reads a planning case from one JSON file or a folder of CSV files; what is wrong is said with file, row and word."""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import msgspec

from backend.cli.forecast_file import SeriesError, text_of
from backend.cli.plan_case import TABLES, CaseError, PlanningCase
from backend.cli.plan_cells import plain_row
from backend.cli.plan_places import line_of
from backend.cli.plan_rows import Row
from backend.cli.plan_wrong import told

ROW: Final = re.compile(r"([a-z_]+)(?:\[(\d+)\])?(?:[.,][^:`]*)?: ")
NO_TEXT: Final = re.compile(rb"[\x00-\x08\x0e-\x1a]")
ARCHIVES: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""How spreadsheets and compressed files begin."""


def read_case(path: Path) -> PlanningCase:
    """A case from a JSON file or a folder; `CaseError` says what is wrong and where."""
    if not path.exists():
        raise CaseError(f"there is no {path}")
    if path.is_file() and path.suffix.lower() == ".csv":
        raise CaseError(f"{path} is one list; a folder of such files is wanted, or a JSON file")
    return _folder(path) if path.is_dir() else _convert(_json(path), path)


def placed(path: Path, said: str) -> str:
    """What is wrong with a row of a list, with the file and line that it stands in.

    >>> placed(Path("case.json"), "orders[0]: there is no item Cup")
    'case.json: orders[0]: there is no item Cup'
    """
    if said.startswith(("--", str(path))):
        return said
    found = ROW.match(said)
    if found is None or not path.exists():
        return f"{path}: {said}"
    row = None if found[2] is None else int(found[2])
    file = _tables(path).get(found[1]) if path.is_dir() else None
    if file is not None and row is not None:
        _, number = [each for each in _cells(file) if each[0]][row]
        return f"{file}, line {number}: {said[found.end() :]}"
    beside = path / "case.json" if path.is_dir() else path
    line = line_of(text_of(beside)[0], found[1], row) if beside.is_file() else None
    return f"{beside}: {said}" if line is None else f"{beside}, line {line}: {said}"


def _json(path: Path) -> Any:
    """What a JSON file says; numbers with a point keep every decimal, and what is null is not said."""
    _check_text(path)
    try:
        text, _ = text_of(path)
    except SeriesError as error:
        raise CaseError(str(error)) from error
    try:
        return json.loads(
            text, parse_float=_number, parse_constant=_no_number, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        raise CaseError(f"{path}, line {error.lineno}: no JSON, {_misspelt(error)}") from error
    except RecursionError as error:
        raise CaseError(f"{path}: its lists stand too deep in each other") from error
    except CaseError as error:
        raise CaseError(f"{path}: {error}") from error


def _misspelt(error: json.JSONDecodeError) -> str:
    before = error.doc[: error.pos].rstrip()
    if not before and error.doc[error.pos :].lstrip()[:1] not in ("{", "["):
        return "it has to begin with {; other cases are folders of CSV files"
    if before.endswith(",") and error.doc[error.pos :].lstrip()[:1] in ("]", "}"):
        return f"a comma too many before character {error.colno}"
    return f"{error.msg} at character {error.colno}"


def _check_text(file: Path) -> None:
    """`CaseError` where a file is no text."""
    try:
        begin = file.read_bytes()[:4096]
    except OSError as error:
        raise CaseError(f"{file} cannot be read: {error.strerror}") from error
    is_wide = begin[:2] in {b"\xff\xfe", b"\xfe\xff"}
    if begin.startswith(ARCHIVES):
        raise CaseError(f"{file} is a spreadsheet or an archive; save each list as a CSV file")
    if not is_wide and NO_TEXT.search(begin.replace(b"\0", b"") if b"\0" in begin[:2] else begin):
        raise CaseError(f"{file} is no text; save it as UTF-8")


def _number(text: str) -> Decimal | int:
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() and "e" not in text.lower() else number  # fmt: skip


def _no_number(text: str) -> None:
    raise CaseError(f"{text} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CaseError(f"`{name}` stands twice in one object; keep one of them")
        if value is not None:
            found[name] = value
    return found


def _folder(folder: Path) -> PlanningCase:
    files = _tables(folder)
    said: dict[str, Any] = {}
    beside = folder / "case.json"
    if beside.exists():
        said = _json(beside)
        if not isinstance(said, dict):
            raise CaseError(f"{beside}: one JSON object is wanted")
    for name, file in files.items():
        if name in said:
            raise CaseError(
                f"{folder}: `{name}` stands in {file.name} and in case.json; keep one of them"
            )
        said[name] = list(_rows(file, name, str(said.get("bucket"))))
    if "items" not in said:
        raise CaseError(f"{folder}: items.csv is missing")
    if not said["items"]:
        raise CaseError(f"{files.get('items', beside)}: it has no row")
    return _convert(said, beside)


def _tables(folder: Path) -> dict[str, Path]:
    """The CSV file of each list. A file that is called as a list and is no CSV is refused."""
    found: dict[str, Path] = {}
    for file in sorted(folder.iterdir()):
        name, kind = file.stem.lower(), file.suffix.lower()
        if kind != ".csv":
            if name in TABLES and not file.name.startswith("."):
                raise CaseError(f"{folder}: {file.name} is no CSV file; save it as {name}.csv")
            continue
        if name not in TABLES:
            raise CaseError(
                f"{folder}: {file.name} is no table of a case; there are {', '.join(TABLES)}"
            )
        if name in found:
            raise CaseError(f"{folder}: {found[name].name} and {file.name} are one list")
        found[name] = file
    return found


def _rows(file: Path, table: str, bucket: str) -> Iterator[Row]:
    kind = TABLES[table]
    cells_of = list(_cells(file))
    has_commas = text_of(file)[1] != ","
    for cells, number in cells_of:
        if not cells:
            continue
        row = plain_row(cells, kind, bucket, has_commas=has_commas)
        try:
            yield msgspec.convert(row, type=kind, strict=False)
        except msgspec.ValidationError as error:
            raise CaseError(f"{file}, line {number}: {told(str(error), cells, table)}") from error


def _cells(file: Path) -> Iterator[tuple[dict[str, str], int]]:
    """The cells of each row that say something, by the word over them, and the row's last line."""
    _check_text(file)
    try:
        text, delimiter = text_of(file)
    except SeriesError as error:
        raise CaseError(str(error)) from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    top = _heading(file, reader)
    words = [word.strip().lower().replace(" ", "_") for word in top]
    twice = next((word for word in words if word and words.count(word) > 1), None)
    if twice is not None:
        raise CaseError(f"{file}: two columns are called `{twice}`")
    try:
        for row in reader:
            below = [*words, *[""] * (len(row) - len(words))]
            if any(cell.strip() and not word for word, cell in zip(below, row, strict=False)):
                raise CaseError(f"{file}, line {reader.line_num}: a cell stands under no heading")
            yield (
                {
                    word: cell.strip()
                    for word, cell in zip(words, row, strict=False)
                    if cell.strip()
                },
                reader.line_num,
            )
    except csv.Error as error:
        raise CaseError(
            f"{file}, line {reader.line_num}: a quotation mark is not closed, or stands in the middle of a cell"
        ) from error


def _heading(file: Path, reader: Any) -> list[str]:
    try:
        return next((row for row in reader if any(cell.strip() for cell in row)), [])
    except csv.Error as error:
        raise CaseError(f"{file}, line 1: a quotation mark is not closed") from error


def _convert(said: Any, path: Path) -> PlanningCase:
    if isinstance(said, dict):
        said = plain_row(said, PlanningCase, str(said.get("bucket")))
    try:
        return msgspec.convert(said, type=PlanningCase, strict=False)
    except msgspec.ValidationError as error:
        raise CaseError(placed(path, told(str(error), said))) from error
