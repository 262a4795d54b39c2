"""Reads a planning case from one JSON file or a folder of CSV files; what is wrong is said with file, row and word."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import msgspec
from msgspec import Struct

from backend.cli.forecast_file import SeriesError, text_of
from backend.cli.plan_case import TABLES, CaseError, PlanningCase
from backend.cli.plan_rows import Row

UNKNOWN_WORD: Final = re.compile(r"unknown field `([^`]*)`(?: - at `([a-z_]+))?")
ROW: Final = re.compile(r"([a-z_]+)\[(\d+)\]: ")
SPACES: Final = re.compile(r"[\s\u00a0\u202f]")
SAID: Final = {
    "Invalid RFC3339 encoded date": "neither a date such as 2026-12-01 nor a number of days",
    "Invalid enum value": "not among the words that are known:",
    "Invalid decimal string": "not a number such as 12 or 0.25",
    "Expected `bool`, got `str`": "neither `true` nor `false`",
    "Expected `str`, got `array`": "Expected one name, got a list",
    "Object missing required field": "What has to be there is missing:",
    "Object": "The object",
    "`$.": "`",
}
"""What the decoder says, and what a planner is told."""


def read_case(path: Path) -> PlanningCase:
    """A case from a JSON file or a folder; `CaseError` says what is wrong and where."""
    if not path.exists():
        raise CaseError(f"there is no {path}")
    return _folder(path) if path.is_dir() else _convert(_json(path), path)


def placed(path: Path, said: str) -> str:
    """What is wrong with a row of a list, with the file and line that it stands in.

    >>> placed(Path("case.json"), "orders[0]: there is no item Cup")
    'case.json: orders[0]: there is no item Cup'
    """
    found = ROW.match(said)
    if found is not None and path.is_dir() and found[1] in TABLES:
        file = _tables(path).get(found[1])
        if file is not None:
            _, number = [each for each in _cells(file, found[1]) if each[0]][int(found[2])]
            return f"{file}, line {number}: {said[found.end() :]}"
    return said if said.startswith(("--", str(path))) else f"{path}: {said}"


def _json(path: Path) -> Any:
    """What a JSON file says; numbers with a point keep every decimal, and what is null is not said."""
    try:
        text, _ = text_of(path)
    except SeriesError as error:
        raise CaseError(str(error)) from error
    except OSError as error:
        raise CaseError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return json.loads(
            text, parse_float=_number, parse_constant=_no_number, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        raise CaseError(
            f"{path}, line {error.lineno}: no JSON, {error.msg} at character {error.colno}"
        ) from error
    except CaseError as error:
        raise CaseError(f"{path}: {error}") from error


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
        said[name] = list(_rows(file, name))
    if "items" not in said:
        raise CaseError(f"{folder}: items.csv is missing")
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


def _rows(file: Path, table: str) -> Iterator[Row]:
    kind = TABLES[table]
    for cells, number in _cells(file, table):
        if not cells:
            continue
        try:
            yield msgspec.convert(cells, type=kind, strict=False)
        except msgspec.ValidationError as error:
            raise CaseError(f"{file}, line {number}: {_plain(error, kind)}") from error


def _cells(file: Path, table: str) -> Iterator[tuple[dict[str, str], int]]:
    """The cells of each row that say something, by the word over them, and the row's last line."""
    try:
        text, delimiter = text_of(file)
    except SeriesError as error:
        raise CaseError(str(error)) from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    top = next((row for row in reader if any(cell.strip() for cell in row)), [])
    words = [word.strip().lower().replace(" ", "_") for word in top]
    twice = next((word for word in words if word and words.count(word) > 1), None)
    if twice is not None:
        raise CaseError(f"{file}: two columns are called `{twice}`")
    numbers = _words_of(TABLES[table], Decimal)
    for row in reader:
        below = [*words, *[""] * (len(row) - len(words))]
        if any(cell.strip() and not word for word, cell in zip(below, row, strict=False)):
            raise CaseError(f"{file}, line {reader.line_num}: a cell stands under no heading")
        cells = {word: cell.strip() for word, cell in zip(words, row, strict=False) if cell.strip()}
        if delimiter != ",":
            cells = {
                word: _with_point(cell) if word in numbers else cell for word, cell in cells.items()
            }
        yield cells, reader.line_num


def _with_point(cell: str) -> str:
    """A number whose decimals stand behind a comma, with a point instead; what has both stays, and is refused.

    >>> _with_point("1 234,5"), _with_point("1.234,5")
    ('1234.5', '1.234,5')
    """
    return SPACES.sub("", cell).replace(",", ".") if "." not in cell else cell


def _convert(said: Any, path: Path) -> PlanningCase:
    if isinstance(said, dict):
        for name, kind in TABLES.items():
            if isinstance(said.get(name), list):
                said[name] = [_with_names(row, kind) for row in said[name]]
    try:
        return msgspec.convert(said, type=PlanningCase, strict=False)
    except msgspec.ValidationError as error:
        raise CaseError(f"{path}: {_plain(error)}") from error


def _with_names(row: Any, kind: type[Struct]) -> Any:
    """A row with names that are written as numbers turned into text."""
    if not isinstance(row, dict):
        return row
    names = _words_of(kind, str)
    return {
        word: str(value) if word in names and type(value) is int else value
        for word, value in row.items()
    }


@cache
def _words_of(kind: type[Struct], wanted: type[Any]) -> frozenset[str]:
    """The words of a row whose values are of a type, or may be missing."""
    hints: Mapping[str, Any] = get_type_hints(kind)
    return frozenset(
        word
        for name, word in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
        if hints[name] is wanted or wanted in get_args(hints[name])
    )


def _plain(error: Exception, kind: type[Struct] | None = None) -> str:
    said = str(error)
    for decoded, told in SAID.items():
        said = said.replace(decoded, told)
    found = UNKNOWN_WORD.search(said)
    if found is None:
        return said
    tables: dict[str, type[Struct]] = {**TABLES}
    known = kind or tables.get(found[2] or "", PlanningCase)
    words = known.__struct_encode_fields__
    close = get_close_matches(found[1], words, 1)
    hint = f"`{close[0]}` is meant" if close else f"there are {', '.join(words)}"
    return f"{said}; {hint}"
