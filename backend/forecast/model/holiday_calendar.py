"""Public holidays of a country by the calendar that the library `holidays` keeps."""

from collections.abc import Iterable
from datetime import date
from functools import cache


@cache
def holiday_names(country: str, year: int) -> dict[date, str] | None:
    """Days and their names in the country's own language; None for a country without a calendar."""
    # Brings some two hundred countries with it, and only a run and one page ask for it.
    from holidays import country_holidays  # noqa: PLC0415

    try:
        return dict(country_holidays(country, years=year))
    except NotImplementedError:
        # How the library says that it has no such country; the page of signals says so too.
        return None


def countries() -> frozenset[str]:
    """The countries that have a calendar."""
    # Imported when it is used: it knows every country's calendar.
    from holidays import list_supported_countries  # noqa: PLC0415

    return frozenset(list_supported_countries(include_aliases=False))


def holidays_of(country: str, years: Iterable[int]) -> frozenset[date] | None:
    """Days of some years; None for a country without a calendar."""
    found: set[date] = set()
    for year in years:
        names = holiday_names(country, year)
        if names is None:
            return None
        found.update(names)
    return frozenset(found)
