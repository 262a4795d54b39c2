"""Seasonal and limited items: their profile, where they stand, what to have ready before, what will be left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from backend.catalog.model.facts import ItemFacts, SiteFacts
from backend.catalog.queries import planning_catalog
from backend.engine.ground import ground_of
from backend.engine.scale import quantity_of, want
from backend.engine.season import Profile, profile
from backend.engine.situation import Node, NodeFacts
from backend.engine.view import View
from backend.forecast.queries.consuming import open_forecasts
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.clock import day_at
from backend.promise.queries import situation_at
from backend.promotion.model.season import Season
from backend.promotion.model.supply import Wanted, counted, expected_by
from backend.promotion.queries.rights import PLANNERS, STOCKISTS
from backend.promotion.queries.supply import AHEAD
from backend.promotion.repository import seasons
from shared.schemas.promotion import (
    LeftOver,
    PreBuild,
    SeasonBoard,
    SeasonRow,
    SeasonView,
)
from shared.terms import ItemKind

_YEARS: Final = 5
_SHOWN: Final = 200
_CENT: Final = Decimal("0.01")
_HORIZON: Final = 90
# A season is looked at so long before it begins or ends.
SOON: Final = timedelta(days=_HORIZON)
_SOLD: Final = frozenset({ItemKind.FINISHED.value, ItemKind.KIT.value})


@dataclass(frozen=True, slots=True)
class NotReady:
    """What will be missing of an item at a site when its season begins."""

    item_id: UUID
    build: PreBuild


@dataclass(frozen=True, slots=True)
class Surplus:
    """What is left of an item at a site when its season or edition ends."""

    item_id: UUID
    left_over: LeftOver


async def season_board_for(viewer: Viewer, now: datetime) -> SeasonBoard:
    """Marked items, then those whose sales show a season, the strongest first."""
    viewer.must_be(*STOCKISTS)
    catalog = await planning_catalog()
    today = now.date()
    marked = await seasons.seasons()
    profiles = await _profiles(today)
    left = await _left_by_item(viewer, marked, now)
    rows = [
        _row(item, marked.get(item.id), profiles.get(item.id), left.get(item.id), today)
        for item in catalog.items.values()
        if item.id in marked
        or (item.kind in _SOLD and (found := profiles.get(item.id)) and found.is_seasonal)
    ]
    rows.sort(key=lambda row: (row.kind is None, -(row.strength or 0.0), row.item_name))
    return SeasonBoard(rows=rows[:_SHOWN], may_set=viewer.has_role(*PLANNERS))


async def season_for(viewer: Viewer, item_id: UUID, now: datetime) -> SeasonView:
    """One item's season; an item with too little past is shown with its family's profile."""
    viewer.must_be(*STOCKISTS)
    catalog, today = await planning_catalog(), now.date()
    item = catalog.items.get(item_id)
    if item is None:
        raise NotFoundError
    kept = (await seasons.seasons()).get(item_id)
    own = (await _profiles(today, item_id)).get(item_id)
    shown = own or await _family_profile(item.family, today)
    found = None if shown is None else shown.season()
    pre_builds, left_overs = await _foreseen(viewer, item_id, kept, now)
    alerts = await seasons.standing_alerts(item_id, viewer.scope_ids) if pre_builds else {}
    left = sum((each.left for each in left_overs), Decimal(0)) if left_overs else None
    first_on = kept["first_on"] if kept else today.replace(month=1, day=1)
    season = seasons.season_of(kept) if kept else None
    if season is not None:
        first_on = season.span(today)[0]
    return SeasonView(
        row=_row(item, kept, own, left, today),
        indices=list(shown.indices) if shown else [],
        years=shown.years if shown else None,
        is_by_family=own is None and shown is not None,
        found_from_month=found[0] if found else None,
        found_to_month=found[1] if found else None,
        sold=Decimal(str(round(await seasons.sold_since(item_id, first_on, today), 2))),
        pre_builds=[replace(each, alert_id=alerts.get(each.site_id)) for each in pre_builds],
        left_overs=left_overs,
        note=kept["note"] if kept else "",
        set_by_name=kept["set_by_name"] if kept else None,
        set_at=kept["set_at"] if kept else None,
        may_set=viewer.has_role(*PLANNERS),
    )


async def season_outlook(now: datetime) -> tuple[list[NotReady], list[Surplus]]:
    """Where seasons begin with too little, and what will be left when they end; only what is worth telling.

    What is missing is told from its lead time and three weeks before on, what is left for three months.
    """
    catalog = await planning_catalog()
    missing: list[NotReady] = []
    left: list[Surplus] = []
    for item_id, kept in (await seasons.seasons()).items():
        builds, left_overs = await _foreseen(None, item_id, kept, now)
        step = Decimal(1).scaleb(-catalog.items[item_id].quantity_decimals)
        missing += [
            NotReady(item_id, each)
            for each in builds
            if each.missing >= step and each.start_on <= now.date() + AHEAD
        ]
        left += [Surplus(item_id, each) for each in left_overs if each.left >= step]
    return missing, left


async def first_weeks(item_id: UUID, today: date) -> tuple[date, date] | None:
    """From the day before an item's coming season to the end of its first four weeks."""
    kept = (await seasons.seasons()).get(item_id)
    return None if kept is None else seasons.season_of(kept).first_weeks(today)


async def _left_by_item(
    viewer: Viewer, marked: Mapping[UUID, dict[str, Any]], now: datetime
) -> dict[UUID, Decimal]:
    found = {}
    for item_id, kept in marked.items():
        _, left_overs = await _foreseen(viewer, item_id, kept, now)
        if left_overs:
            found[item_id] = sum((each.left for each in left_overs), Decimal(0))
    return found


async def _profiles(today: date, item_id: UUID | None = None) -> dict[UUID, Profile]:
    month = today.replace(day=1)
    since = month.replace(year=month.year - _YEARS)
    sums = await seasons.monthly(since, month, None if item_id is None else [item_id])
    return {
        each: found
        for each, months in sums.items()
        if (found := _profile(months, month)) is not None
    }


async def _family_profile(family: str, today: date) -> Profile | None:
    catalog = await planning_catalog()
    month = today.replace(day=1)
    since = month.replace(year=month.year - _YEARS)
    ids = [item.id for item in catalog.items.values() if item.family == family]
    sums: dict[date, float] = {}
    for months in (await seasons.monthly(since, month, ids)).values():
        for each, quantity in months.items():
            sums[each] = sums.get(each, 0.0) + quantity
    return _profile(sums, month)


def _profile(months: Mapping[date, float], end: date) -> Profile | None:
    """The profile of sums by month from the first whole one to the one before `end`."""
    if not months:
        return None
    first = min(months)
    count = (end.year - first.year) * 12 + end.month - first.month
    ordered = []
    for at in range(count):
        year, month = divmod(first.month - 1 + at, 12)
        ordered.append(months.get(date(first.year + year, month + 1, 1), 0.0))
    return profile(ordered, first.month)


def _row(
    item: ItemFacts,
    kept: dict[str, Any] | None,
    found: Profile | None,
    left: Decimal | None,
    today: date,
) -> SeasonRow:
    season = seasons.season_of(kept) if kept else None
    span = season.span(today) if season else (None, None)
    peak = max(range(12), key=found.indices.__getitem__) + 1 if found else None
    return SeasonRow(
        item_id=item.id,
        item_name=item.name,
        family=item.family,
        unit=item.unit,
        kind=season.kind if season else None,
        mark=season.mark(today) if season else None,
        first_on=span[0],
        last_on=span[1],
        quantity=season.quantity if season else None,
        strength=found.strength if found else None,
        peak_month=peak,
        left_quantity=left,
        ramp_days=kept["ramp_days"] if kept else 0,
    )


async def _foreseen(
    viewer: Viewer | None, item_id: UUID, kept: dict[str, Any] | None, now: datetime
) -> tuple[list[PreBuild], list[LeftOver]]:
    """At each site of an item: what to have ready when its season begins, and what is left when it ends."""
    if kept is None:
        return [], []
    catalog, season = await planning_catalog(), seasons.season_of(kept)
    pre_builds: list[PreBuild] = []
    left_overs: list[LeftOver] = []
    for node in sorted((each for each in catalog.item_sites if each[0] == item_id), key=str):
        site = catalog.sites[node[1]]
        if viewer is not None and not viewer.sees(site.scope_id):
            continue
        today = day_at(now, site.time_zone)
        view = View(ground_of(await situation_at(now, site.id, catalog)))
        facts = view.ground.facts.get(node)
        if facts is None:
            continue
        stock = [quantity_of(int(units), facts.quantity_decimals) for units in view.projected(node)]
        expected = expected_by(await _wanted(today, node), today, len(stock))
        build = _pre_build(season, site, today, view, facts, expected)
        if build is not None:
            pre_builds.append(build)
        step = Decimal(1).scaleb(-facts.quantity_decimals)
        left = _left_over(season, site, today, stock, expected, step)
        if left is not None:
            left_overs.append(left)
    return pre_builds, left_overs


def _pre_build(
    season: Season,
    site: SiteFacts,
    today: date,
    view: View,
    facts: NodeFacts,
    expected: list[Decimal],
) -> PreBuild | None:
    """Enough for the first four weeks of a season that begins within what is planned, on the day before."""
    days = season.first_weeks(today)
    if days is None or (days[0] - today).days >= len(expected):
        return None
    by_on, end = days[0], min(len(expected) - 1, (days[1] - today).days)
    if not expected[end].quantize(_CENT):
        return None
    free = int(view.free(facts.node)[(by_on - today).days])
    available = quantity_of(free, facts.quantity_decimals)
    step = Decimal(1).scaleb(-facts.quantity_decimals)
    wanted = counted(expected[end].quantize(_CENT), available, step)
    missing = max(Decimal(0), wanted - available)
    units, ground = want(missing, facts.quantity_decimals), view.ground
    start = ground.start_for(facts, (by_on - today).days, units)
    return PreBuild(
        site_id=site.id,
        site_name=site.name,
        by_on=by_on,
        expected=wanted,
        available=available,
        missing=missing,
        start_on=ground.day_of(max(0, start)),
    )


def _left_over(
    season: Season,
    site: SiteFacts,
    today: date,
    stock: list[Decimal],
    expected: list[Decimal],
    step: Decimal,
) -> LeftOver | None:
    """What lies there on the last day when all that is expected has been sold; after an edition's end what lies there now."""
    first_on, last_on = season.span(today)
    end = (last_on - today).days
    if season.is_yearly and (today < first_on or end < 0):
        return None
    if end >= len(stock):
        return None
    at = max(0, end)
    sold = expected[at].quantize(_CENT) if end >= 0 else Decimal(0)
    sold = (sold / step).to_integral_value(ROUND_CEILING) * step
    return LeftOver(
        site_id=site.id,
        site_name=site.name,
        on=max(today, last_on),
        available=stock[at],
        expected=sold,
        left=max(Decimal(0), stock[at] - sold),
    )


async def _wanted(today: date, node: Node) -> list[Wanted]:
    return [
        Wanted(each.first_on, each.last_on, each.quantity)
        for each in await open_forecasts(today)
        if (each.item_id, each.site_id) == node
    ]
