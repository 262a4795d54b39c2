"""The file under `lockstep forecast`: its encoding, delimiter and columns, and what lies beside it."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from backend.cli.forecast_cells import quantity_from

NAMES = {
    "series_id": ("series_id", "series", "unique_id", "id", "item_id", "item", "sku"),
    "period": ("period", "ds", "date", "time", "timestamp", "month", "week", "day"),
    "quantity": ("quantity", "y", "value", "sales", "qty", "demand", "units"),
    "group": ("group", "family"),
}
KNOWN = ("price", "promotion", "event")
KNOWN_BEGINS = "known_"


class SeriesError(ValueError):
    """The folder holds nothing that could be forecast; the text says what to do."""


def text_of(file: Path) -> tuple[str, str]:
    """The text and its delimiter; the encoding is found out."""
    raw = file.read_bytes()
    is_wide = raw[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = raw.decode("utf-8", errors="replace")
    text = text.replace("\0", "")
    top = next((line for line in io.StringIO(text) if line.strip()), "")
    if not top:
        raise SeriesError(f"{file} is empty")
    return text, max(";\t|,", key=lambda each: (top.count(each), each == ","))


def lines_of(text: str, delimiter: str, first: int, most: int | None = None) -> Iterator[list[str]]:
    rows = (
        row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)
    )
    return islice(rows, first, most)


def columns_of(top_row: Sequence[Sequence[str]], file: Path) -> dict[str, int]:
    """Where each column stands; `header` is 1 where the first row names them."""
    if not top_row:
        raise SeriesError(f"{file} is empty")
    top = [cell.strip().lower().replace(" ", "_") for cell in top_row[0]]
    found: dict[str, int] = {}
    for name, spellings in NAMES.items():
        spelt = next((each for each in spellings if each in top), None)
        if spelt is not None:
            found[name] = top.index(spelt)
    if not {"series_id", "period", "quantity"} <= set(found):
        if len(top) < len(("series_id", "period", "quantity")):
            raise SeriesError("three columns are needed: series_id, period, quantity")
        is_header = quantity_from(top_row[0][2], comma_is_decimal=True) is None
        return {"series_id": 0, "period": 1, "quantity": 2, "header": int(is_header)}
    taken = {found[name] for name in NAMES if name in found}
    found |= {
        name: place
        for place, name in enumerate(top)
        if place not in taken and (name in KNOWN or name.startswith(KNOWN_BEGINS))
    }
    return {**found, "header": 1}


def told_beside(folder: Path) -> dict[str, int]:
    """Horizon and season as files beside say them: horizon.txt, meta.json; what is not said is left out."""
    found: dict[str, int] = {}
    for name in ("meta.json", "metadata.json"):
        if (folder / name).is_file():
            try:
                said: Any = json.loads((folder / name).read_text(encoding="utf-8-sig"))
            except ValueError:
                continue
            for word in ("horizon", "season"):
                value = said.get(word) if isinstance(said, dict) else None
                if isinstance(value, int) and value > 0:
                    found[word] = value
    if (folder / "horizon.txt").is_file():
        words = (folder / "horizon.txt").read_text(encoding="utf-8-sig").split()
        numbers = [int(word) for word in words if word.isdigit() and int(word) > 0]
        found |= {"horizon": numbers[0]} if numbers else {}
    return found
