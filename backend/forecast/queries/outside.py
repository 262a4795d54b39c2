"""What is known from outside: for a run, and for the screen with what came of each signal."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.forecast.model.holiday_calendar import countries as calendars
from backend.forecast.model.holiday_calendar import holiday_names, holidays_of
from backend.forecast.model.outside import EventFacts, Facts, SeriesFacts
from backend.forecast.queries.seeing import sees_all
from backend.forecast.repository import outside, runs
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from shared.forecast_terms import ForecastPeriod, OutsideEventKind, OutsideKind, SignalVerdict
from shared.schemas.forecast_outside import (
    HolidayView,
    OutsideBoard,
    OutsideEventView,
    OutsideSeriesView,
    TerritoryCountry,
    TrialView,
)
from shared.terms import Role

KEEPERS: Final = (Role.PLANNER, Role.ADMIN)
_AHEAD_YEARS: Final = 2


async def must_keep(viewer: Viewer) -> None:
    """Only planners and admins who see every cell say what holds for the whole company."""
    viewer.must_be(*KEEPERS)
    run = await runs.in_force()
    if run is not None and not await sees_all(viewer, run["id"]):
        raise NotFoundError


async def outside_facts(first_on: date, today: date) -> Facts:
    """All that is known from outside from a day on."""
    countries = await outside.countries()
    years = range(first_on.year, today.year + _AHEAD_YEARS)
    found = {country: holidays_of(country, years) for country in sorted(set(countries.values()))}
    feedback: dict[tuple[str, UUID], list[date]] = defaultdict(list)
    for row in await outside.feedback_since(first_on):
        feedback[row["kind"], row["scope_id"]].append(row["heard_on"])
    values = await outside.values_since(first_on)
    return Facts(
        holidays={country: days for country, days in found.items() if days is not None},
        without_calendar=[country for country, days in found.items() if days is None],
        countries=countries,
        events=[
            EventFacts(
                row["kind"], row["family"], row["scope_id"],
                row["first_on"], row["last_on"], row["known_on"],
            )
            for row in await outside.events()
        ],
        series=[
            SeriesFacts(row["id"], values.get(row["id"], {}), row["delay_days"])
            for row in await outside.all_series()
        ],
        feedback=feedback,
    )  # fmt: skip


async def outside_for(viewer: Viewer, now: datetime) -> OutsideBoard:
    """For those who see every cell: signals with their trials, largest gain first."""
    run = await runs.in_force()
    if run is not None and not await sees_all(viewer, run["id"]):
        raise NotFoundError
    series, events = await outside.all_series(), await outside.events()
    names = {row["id"]: row["name"] for row in series}
    trials = [] if run is None else await outside.trials_of(run["id"])
    views = [_trial(row, names) for row in trials]
    views.sort(key=lambda each: (each.signal, -_gain(each), each.family))
    catalog = await planning_catalog()
    return OutsideBoard(
        run_number=None if run is None else run["number"],
        trials=views,
        series=[OutsideSeriesView(**{name: row[name] for name in _SERIES}) for row in series],
        events=[
            OutsideEventView(
                id=row["id"], kind=OutsideEventKind(row["kind"]), name=row["name"],
                family=row["family"], territory_name=row["scope_name"], first_on=row["first_on"],
                last_on=row["last_on"], known_on=row["known_on"], said_by_name=row["said_by_name"],
            )
            for row in events
        ],
        holidays=_holidays(await outside.countries(), now.date()),
        families=sorted({item.family for item in catalog.items.values()}),
        territories=[(str(each), name) for each, name in (await outside.territories()).items()],
        may_keep=viewer.has_role(*KEEPERS),
        territory_countries=[
            TerritoryCountry(**each) for each in await outside.territory_countries()
        ],
        countries=sorted(calendars()),
    )  # fmt: skip


_SERIES: Final = (
    "id", "code", "name", "delay_days", "value_count", "first_on", "last_on", "last_value", "kept_by_name"
)  # fmt: skip


def _gain(trial: TrialView) -> float:
    return (trial.error_without or 0.0) - (trial.error_with or 0.0)


def _trial(row: dict[str, Any], names: dict[UUID, str]) -> TrialView:
    kind, _, rest = row["signal"].partition(":")
    is_series = kind == OutsideKind.SERIES
    return TrialView(
        signal=row["signal"],
        kind=OutsideKind(kind),
        code="" if is_series else rest,
        name=names.get(UUID(rest)) if is_series else None,
        family=row["family"],
        verdict=SignalVerdict(row["verdict"]),
        error_without=row["error_without"],
        error_with=row["error_with"],
        origin_count=row["origin_count"],
        better_count=row["better_count"],
        lead=row["lead"],
        period=ForecastPeriod(row["period"]),
        ended_on=row["ended_on"],
    )


def _holidays(countries: dict[UUID, str], today: date) -> list[HolidayView]:
    """The countries in use, each with its next holiday by its calendar."""
    found = []
    for country in sorted(set(countries.values())):
        coming: dict[date, str] = {}
        for year in (today.year, today.year + 1):
            coming.update(holiday_names(country, year) or {})
        following = min((on for on in coming if on >= today), default=None)
        found.append(
            HolidayView(
                country=country,
                territory_count=sum(each == country for each in countries.values()),
                day_count=sum(today <= on < today + timedelta(days=365) for on in coming),
                next_on=following,
                next_name=None if following is None else coming[following],
            )
        )
    return found
