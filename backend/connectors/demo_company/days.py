"""Open days and holidays of the demo company's countries."""

from datetime import date, timedelta
from functools import cache
from typing import Final

WEEK: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
# First day of the Spring Festival, by the lunar calendar; plants close for eight days from its eve.
SPRING_FESTIVALS: Final = {
    2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26),
    2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11), 2033: (1, 31),
}  # fmt: skip


@cache
def holidays(country: str, year: int) -> dict[date, str]:
    """Days on which a country's plants are shut."""
    if country == "CN":
        return _chinese(year)
    found = {
        date(year, 1, 1): "New Year's Day",
        _easter(year) - 2 * DAY: "Good Friday",
        _easter(year) + DAY: "Easter Monday",
        date(year, 5, 1): "Labour Day",
        date(year, 12, 24): "Christmas Eve",
        date(year, 12, 25): "Christmas Day",
        date(year, 12, 26): "Second Day of Christmas",
        date(year, 12, 31): "New Year's Eve",
    }
    if country == "LV":
        found |= {
            date(year, 5, 4): "Restoration of Independence",
            date(year, 6, 23): "Līgo",
            date(year, 6, 24): "Jāņi",
            date(year, 11, 18): "Proclamation Day",
        }
    return found


def _chinese(year: int) -> dict[date, str]:
    found = {date(year, 1, 1): "元旦"}
    if year in SPRING_FESTIVALS:
        first = date(year, *SPRING_FESTIVALS[year])
        found |= {first + n * DAY: "春节" for n in range(-1, 7)}
    found |= {date(year, 4, 4) + n * DAY: "清明节" for n in range(3)}
    found |= {date(year, 5, 1) + n * DAY: "劳动节" for n in range(5)}
    found |= {date(year, 10, 1) + n * DAY: "国庆节" for n in range(7)}
    return found


def _easter(year: int) -> date:
    """The anonymous Gregorian computus (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def is_open(country: str, on: date) -> bool:
    """Whether a site works on a day: Monday to Friday (in China to Saturday), no holiday."""
    last = SATURDAY if country == "CN" else SATURDAY - 1
    return on.weekday() <= last and on not in holidays(country, on.year)


def open_from(country: str, on: date) -> date:
    """The day itself when it is open, else the next open one."""
    while not is_open(country, on):
        on += DAY
    return on


def open_before(country: str, on: date, count: int = 1) -> date:
    """The open day that lies `count` open days before."""
    while count:
        on -= DAY
        count -= is_open(country, on)
    return on


def open_until(country: str, on: date) -> date:
    """The day itself when it is open, else the last open one before it."""
    while not is_open(country, on):
        on -= DAY
    return on
