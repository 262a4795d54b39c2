"""Reads a folder of series for `lockstep forecast`, mends what can be mended, and says what it met.

A row that cannot be read is left out and counted; only a file without a single readable row is refused.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from backend.cli.forecast_cells import (
    FIRST_YEAR,
    HORIZONS,
    LAST_YEAR,
    PERIODS_A_YEAR,
    SEASONS,
    Calendar,
    calendar_of,
    quantity_from,
)
from backend.cli.forecast_file import NAMES, SeriesError, columns_of, lines_of, text_of, told_beside
from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.panel import Panel, panel_of

MOST_PERIODS = 4000
MOST_SHOWN = 5
STRANGE_GAP = 20  # years between two periods that make the smaller side a slip of the pen
STRANGE_SHARE = 0.01


@dataclass(frozen=True)
class Series:
    """A folder as it was read; `first` is the calendar's number that the panel calls 0."""

    panel: Panel
    calendar: Calendar
    first: int
    horizon: int
    notes: tuple[str, ...]


@dataclass
class _Notes:
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, what: str, times: int, example: str = "") -> None:
        self.counts[what] += times
        if example and len(self.examples[what]) < MOST_SHOWN:
            self.examples[what].append(example)

    def lines(self) -> tuple[str, ...]:
        return tuple(
            f"{count} {what}"
            + (f" ({', '.join(self.examples[what])})" if self.examples[what] else "")
            for what, count in self.counts.items()
        )


@dataclass
class _Rows:
    """What was read of one series, row by row and in small arrays: files have millions of rows."""

    group: str
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    quantities: "array[float]" = field(default_factory=lambda: array("d"))
    known: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))


def read_series(
    path: Path, horizon: int | None, season: int | None = None, gaps: str = "auto"
) -> Series:
    file = path / "series.csv" if path.is_dir() else path
    if not file.is_file():
        raise SeriesError(
            f"there is no {file}; put a series.csv there: series_id, period, quantity"
        )
    text, delimiter = text_of(file)
    columns = columns_of(list(lines_of(text, delimiter, 0, 1)), file)
    first_row = columns.pop("header")
    notes = _Notes()
    at = columns["period"]
    counts = Counter(row[at] for row in lines_of(text, delimiter, first_row) if len(row) > at)
    calendar = calendar_of(list(counts))
    rows = _gathered(
        lines_of(text, delimiter, first_row),
        columns,
        _numbers(calendar, counts, notes),
        notes,
        comma_is_decimal=delimiter != ",",
    )
    if not any(each.numbers for each in rows.values()):
        raise SeriesError(
            f"{file} has no row that can be read ({'; '.join(notes.lines()) or 'it is empty'}); "
            "each row needs a series_id, a period such as 2026-11-30, 2026-11 or 48, and a quantity"
        )
    told = told_beside(path if path.is_dir() else path.parent)
    season = season or told.get("season") or SEASONS[calendar.kind]
    panel, first = _panel_from({k: v for k, v in rows.items() if v.numbers}, season, gaps, notes)
    wanted = horizon or told.get("horizon") or HORIZONS[calendar.kind]
    return Series(panel, calendar, first, int(wanted), notes.lines())


def _numbers(calendar: Calendar, counts: Counter[str], notes: _Notes) -> Mapping[str, int]:
    """The periods that are taken: possible ones, without the few decades away from all others."""
    possible = {
        cell: number
        for cell, number in calendar.numbers.items()
        if number is not None and _is_in_this_age(number, calendar.kind)
    }
    for cell in (each for each in counts if each not in possible):
        notes.count("rows with an impossible period were left out", counts[cell], cell)
    by_number: Counter[int] = Counter()
    for cell, number in possible.items():
        by_number[number] += counts[cell]
    ordered = sorted(by_number)
    far = STRANGE_GAP * PERIODS_A_YEAR.get(calendar.kind, 1_000_000)
    starts = [at for at, (one, two) in enumerate(pairwise(ordered), 1) if two - one > far]
    parts = [ordered[a:b] for a, b in pairwise([0, *starts, len(ordered)])] if starts else []
    if not parts:
        return possible
    best = max(parts, key=lambda part: sum(by_number[each] for each in part))
    strange = {cell: n for cell, n in possible.items() if not best[0] <= n <= best[-1]}
    if sum(counts[cell] for cell in strange) > max(1, STRANGE_SHARE * by_number.total()):
        return possible
    for cell in strange:
        notes.count("rows decades away from all others were left out", counts[cell], cell)
    return {cell: number for cell, number in possible.items() if cell not in strange}


def _is_in_this_age(number: int, kind: str) -> bool:
    if kind == "number":
        return True
    a_year = 365.2425 / 7 if kind == "week" else 365.2425 if kind == "day" else PERIODS_A_YEAR[kind]
    return FIRST_YEAR - 1 <= number / a_year <= LAST_YEAR + 1


def _gathered(
    lines: Iterator[list[str]],
    columns: dict[str, int],
    numbers: Mapping[str, int],
    notes: _Notes,
    *,
    comma_is_decimal: bool,
) -> dict[str, _Rows]:
    """Every readable row by its series; a row without a quantity may still tell a price to come."""
    extra = {name: at for name, at in columns.items() if name not in NAMES}
    needed = max(columns[name] for name in ("series_id", "period", "quantity"))
    found: dict[str, _Rows] = {}
    for row in lines:
        if len(row) <= needed:
            notes.count("rows with too few cells were left out", 1, "; ".join(row)[:40])
            continue
        number = numbers.get(row[columns["period"]])
        if number is None:
            continue
        written = row[columns["quantity"]].strip()
        quantity = quantity_from(written, comma_is_decimal=comma_is_decimal)
        if quantity is None and (written or not extra):
            notes.count("rows without a readable quantity were left out", 1, written or "empty")
            continue
        name = row[columns["series_id"]].strip()
        series = found.get(name)
        if series is None:
            group = row[columns["group"]].strip() if "group" in columns else ""
            series = found[name] = _Rows(group)
        if quantity is not None:
            series.numbers.append(number)
            series.quantities.append(quantity)
            if quantity < 0.0:
                notes.count("quantities below zero count as none", 1, f"{name}: {quantity:g}")
        for word, at in extra.items():
            value = quantity_from(row[at], comma_is_decimal=comma_is_decimal)
            if value is not None:
                series.known[word][number] = value
    return found


def _panel_from(
    rows: Mapping[str, _Rows], season: int, gaps: str, notes: _Notes
) -> tuple[Panel, int]:
    """Series without holes from each one's first period on, and the number of the earliest."""
    distinct = {name: len(set(each.numbers)) for name, each in rows.items()}
    for name, each in rows.items():
        if len(each.numbers) > distinct[name]:
            more = len(each.numbers) - distinct[name]
            notes.count("rows were added to another of the same series and period", more, name)
    holes = sum(
        max(each.numbers) - min(each.numbers) + 1 - distinct[name] for name, each in rows.items()
    )
    if holes:
        notes.count("missing periods count as none", holes)
    has_zero = any(0.0 in each.quantities for each in rows.values())
    runs_on = gaps == "zero" or (gaps == "auto" and holes > 0 and not has_zero)
    last = max(max(each.numbers) for each in rows.values())
    filled, offsets = {}, []
    for name, each in rows.items():
        end = last if runs_on else max(each.numbers)
        first = min(each.numbers)
        if end - first >= MOST_PERIODS:
            notes.count("series were cut to their last periods, they are very long", 1, name)
            first = end - MOST_PERIODS + 1
        at = np.array(each.numbers) - first
        values = np.zeros(end - first + 1)
        np.add.at(values, at[at >= 0], np.array(each.quantities)[at >= 0])
        filled[name] = values
        offsets.append(first)
    begin = min(offsets)
    words: dict[str, int] = {}
    panel = panel_of(
        filled,
        season,
        offsets=[each - begin for each in offsets],
        groups=[words.setdefault(each.group, len(words)) for each in rows.values()],
        known=_known(list(rows.values()), begin),
    )
    return panel, begin


def _known(rows: Sequence[_Rows], begin: int) -> dict[str, Floats]:
    """What is known in advance as series × period, to the last period that anything is said of."""
    words = list(dict.fromkeys(word for each in rows for word in each.known))
    ends = [max(told) for each in rows for told in each.known.values()]
    found = {word: np.full((len(rows), max(ends) - begin + 1), np.nan) for word in words}
    for place, each in enumerate(rows):
        for word, told in each.known.items():
            for number, value in told.items():
                if number >= begin:
                    found[word][place, number - begin] = value
    return found
