"""A series from outside as people paste it: a day and a value a line, in the usual spellings."""

import re
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Final

MOST_ROWS: Final = 5_000
_YEARS: Final = range(1990, 2100)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?")
_TURNED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What could be read, by day; `skipped_count` lines could not, `repeated_count` days came again."""

    values: dict[date, float]
    skipped_count: int
    repeated_count: int


def pasted(text: str) -> Pasted:
    r"""Days with their values; of a day that comes twice the later line counts, a first line may be a header.

    >>> pasted("day;value\n2026-11-02;1,5\n2026-11-03;x").values
    {datetime.date(2026, 11, 2): 1.5}
    """
    values: dict[date, float] = {}
    skipped = repeated = 0
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    for number, line in enumerate(lines):
        found = _row(line)
        if found is None:
            skipped += number > 0
            continue
        on, value = found
        repeated += on in values
        values[on] = value
    return Pasted(dict(sorted(values.items())), skipped, repeated)


def _row(line: str) -> tuple[date, float] | None:
    delimiter = next((each for each in "\t;" if each in line), ",")
    day, _, rest = line.partition(delimiter)
    on = _day(day.strip().strip('"'))
    value = _value(rest.split(delimiter)[0].strip().strip('"'))
    return None if on is None or value is None else (on, value)


def _day(cell: str) -> date | None:
    iso, turned = _ISO.fullmatch(cell), _TURNED.fullmatch(cell)
    try:
        if iso:
            found = date(int(iso[1]), int(iso[2]), int(iso[3] or 1))
        elif turned:
            found = date(int(turned[3]), int(turned[2]), int(turned[1]))
        else:
            return None
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _value(cell: str) -> float | None:
    plain = _SPACES.sub("", cell).replace("−", "-")
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        found = float(plain.replace(",", ""))
    except ValueError:
        return None
    return found if isfinite(found) else None
