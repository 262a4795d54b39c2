"""Stock as a viewer may see it: at their sites, by item, family or site, with every lot."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import calendars, planning_catalog
from backend.engine.situation import Expected, Node
from backend.forecast.queries.consuming import OpenForecast, expected_by_node, open_forecasts
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.clock import day_at
from backend.promise.queries import situation_at
from backend.stock.model.held import bill_of, sees_all, sites_making, version_of_days
from backend.stock.model.lines import StockLine, stock_lines
from backend.stock.model.rules import LOT_SETTERS, lot_rules_of, version_of
from shared.schemas.stock import (
    HeldDays,
    LaneCalendar,
    LotRulesAt,
    LotRulesView,
    StockAsked,
    StockBoard,
    StockFigures,
    StockGroup,
    StockLot,
    StockRow,
    StockSite,
)
from shared.terms import ItemKind, Procurement, Role, StockGrouping, StockMark, StockStage

PAGE_LENGTH: Final = 50
SEEN_BY: Final = (
    Role.SUPERVISOR,
    Role.PLANNER,
    Role.BUYER,
    Role.LOGISTICS,
    Role.EXECUTIVE,
    Role.ADMIN,
)
_STAGES: Final = {
    ItemKind.RAW: StockStage.RAW,
    ItemKind.PACKAGING: StockStage.RAW,
    ItemKind.INTERMEDIATE: StockStage.IN_WORK,
    ItemKind.FINISHED: StockStage.FINISHED,
    ItemKind.KIT: StockStage.FINISHED,
}


_expected_of: dict[date, tuple[Sequence[OpenForecast], Mapping[Node, Sequence[Expected]]]] = {}


async def stock_board_for(viewer: Viewer, now: datetime, asked: StockAsked) -> StockBoard:
    """A page of stock at the viewer's sites; `NotAllowedError` for who has no business with it."""
    viewer.must_be(*SEEN_BY)
    catalog = await planning_catalog()
    seen = {site.id: site for site in catalog.sites.values() if viewer.sees(site.scope_id)}
    rows = [row for row in await _rows(catalog, now, list(seen)) if _is_staged(row, asked)]
    families = sorted({row.family for row in rows})
    rows = [row for row in rows if _is_asked(row, asked)]
    shown = [row for row in rows if asked.mark is None or asked.mark in row.marks]
    shown.sort(key=_gravity)
    is_by_item = asked.grouping is StockGrouping.ITEM
    page = shown[asked.offset : asked.offset + PAGE_LENGTH] if is_by_item else []
    end = asked.offset + len(page)
    zones = [site.time_zone for site in seen.values()] or ["UTC"]
    return StockBoard(
        currency=catalog.company.currency,
        as_of_on=min(day_at(now, zone) for zone in zones),
        sites=[
            StockSite(site.id, site.name)
            for site in sorted(seen.values(), key=lambda each: each.name)
            if any(key[1] == site.id for key in catalog.item_sites)
        ],
        families=families,
        figures=_figures(rows),
        rows=page,
        groups=[] if is_by_item else _groups(shown, asked.grouping),
        row_count=len(shown),
        next_offset=end if is_by_item and end < len(shown) else None,
    )


async def lot_rules_for(viewer: Viewer, item_id: UUID) -> LotRulesView:
    """The rules of an item's lots at the viewer's sites; `NotFoundError` where none of them plans it."""
    viewer.must_be(*SEEN_BY)
    catalog = await planning_catalog()
    makers, components = sites_making(catalog, item_id), _components(catalog, item_id)
    found = [
        LotRulesAt(
            site_id=site_id,
            site_name=catalog.sites[site_id].name,
            procurement=Procurement(facts.procurement),
            rules=lot_rules_of(facts),
            ver=version_of(lot_rules_of(facts)),
            components=components if site_id in makers else [],
            alternates=[
                HeldDays(each.name, each.first_on, each.last_on, each.id)
                for each in catalog.alternates_of(item_id, site_id)
            ],
            alternates_ver=version_of_days(catalog.alternates_of(item_id, site_id)),
        )
        for (other_id, site_id), facts in catalog.item_sites.items()
        if other_id == item_id and viewer.sees(catalog.sites[site_id].scope_id)
    ]
    if not found:
        raise NotFoundError
    item, may_set = catalog.items[item_id], viewer.has_role(*LOT_SETTERS)
    return LotRulesView(
        item_id=item.id,
        item_code=item.code,
        item_name=item.name,
        unit=item.unit,
        may_set=may_set,
        sites=sorted(found, key=lambda each: each.site_name),
        calendars=[LaneCalendar(each.id, each.name) for each in await calendars()],
        may_set_components=may_set and sees_all(viewer, catalog, makers),
        components_ver=version_of_days(bill_of(catalog, item_id)),
    )


def _components(catalog: PlanningCatalog, item_id: UUID) -> list[HeldDays]:
    """What the bill of material of an item takes, by name and day."""
    return [
        HeldDays(
            name=catalog.items[line.component_item_id].name,
            first_on=line.first_on,
            last_on=line.last_on,
            id=line.id,
            item_id=line.component_item_id,
            quantity_per=line.quantity_per,
            scrap_ratio=line.scrap_ratio,
            unit=catalog.items[line.component_item_id].unit,
        )
        for line in bill_of(catalog, item_id)
    ]


async def _rows(
    catalog: PlanningCatalog, now: datetime, site_ids: Sequence[UUID]
) -> list[StockRow]:
    days: dict[date, set[UUID]] = defaultdict(set)
    for site_id in site_ids:
        days[day_at(now, catalog.sites[site_id].time_zone)].add(site_id)
    rows: list[StockRow] = []
    for today, sites in days.items():
        situation = await situation_at(now, next(iter(sites)), catalog)
        lines = stock_lines(situation, await expected_at(today))
        rows += [_row(catalog, line) for line in lines if line.node[1] in sites]
    return rows


async def expected_at(today: date) -> Mapping[Node, Sequence[Expected]]:
    """What the forecast has beyond orders, by item and site; the same object while it is the same."""
    found = await open_forecasts(today)
    if _expected_of.get(today, ((), {}))[0] is not found:
        by_node = await expected_by_node(today)
        _expected_of.clear()
        _expected_of[today] = (found, by_node)
    return _expected_of[today][1]


def _row(catalog: PlanningCatalog, line: StockLine) -> StockRow:
    item, site = catalog.items[line.node[0]], catalog.sites[line.node[1]]
    return StockRow(
        item_id=item.id,
        item_code=item.code,
        item_name=item.name,
        family=item.family,
        stage=_STAGES[ItemKind(item.kind)],
        unit=item.unit,
        site_id=site.id,
        site_name=site.name,
        on_hand_quantity=line.on_hand,
        in_work_quantity=line.in_work,
        safety_stock=line.safety_stock,
        value=line.value,
        cover_days=line.cover_days,
        gap_quantity=line.gap,
        gap_on=line.gap_on,
        expected_quantity=line.expected,
        surplus_quantity=line.surplus,
        surplus_value=line.surplus_value,
        expired_quantity=line.expired,
        expired_value=line.expired_value,
        wasted_quantity=line.wasted,
        wasted_value=line.wasted_value,
        wasted_from=line.wasted_from,
        marks=sorted(line.marks),
        lots=[
            StockLot(lot.code, lot.quantity, lot.usable_until, lot.is_expired, lot.wasted)
            for lot in line.lots
        ],
    )


def _is_staged(row: StockRow, asked: StockAsked) -> bool:
    """Of a stage; what has been begun is work in progress, whatever comes of it."""
    if asked.stage is StockStage.IN_WORK:
        return row.stage is StockStage.IN_WORK or row.in_work_quantity > 0
    return asked.stage is None or row.stage is asked.stage


def _is_asked(row: StockRow, asked: StockAsked) -> bool:
    words = asked.words.casefold().split()
    text = (
        f"{row.item_code} {row.item_name} {' '.join(lot.lot_code for lot in row.lots)}".casefold()
    )
    return (
        (asked.site_id is None or row.site_id == asked.site_id)
        and (asked.family is None or row.family == asked.family)
        and all(word in text for word in words)
    )


def _gravity(row: StockRow) -> tuple[bool, date, bool, date, bool, str, str]:
    """Gaps first, the soonest on top; then what is wasted soonest; then surplus; then by name."""
    return (
        StockMark.GAP not in row.marks,
        row.gap_on or date.max,
        StockMark.WASTE not in row.marks,
        row.wasted_from or date.max,
        StockMark.SURPLUS not in row.marks,
        row.item_name,
        row.site_name,
    )


def _figures(rows: Sequence[StockRow]) -> StockFigures:
    return StockFigures(
        value=sum((row.value for row in rows), Decimal(0)),
        gap_count=sum(StockMark.GAP in row.marks for row in rows),
        surplus_value=sum((row.surplus_value for row in rows), Decimal(0)),
        wasted_value=sum((row.wasted_value for row in rows), Decimal(0)),
        expired_value=sum((row.expired_value for row in rows), Decimal(0)),
    )


def _groups(rows: Sequence[StockRow], grouping: StockGrouping) -> list[StockGroup]:
    found: dict[str, list[StockRow]] = defaultdict(list)
    for row in rows:
        found[row.family if grouping is StockGrouping.FAMILY else str(row.site_id)].append(row)
    groups = [
        StockGroup(
            key=key,
            name=key if grouping is StockGrouping.FAMILY else members[0].site_name,
            row_count=len(members),
            value=sum((row.value for row in members), Decimal(0)),
            gap_count=sum(StockMark.GAP in row.marks for row in members),
            surplus_value=sum((row.surplus_value for row in members), Decimal(0)),
            wasted_value=sum((row.wasted_value for row in members), Decimal(0)),
            expired_value=sum((row.expired_value for row in members), Decimal(0)),
        )
        for key, members in found.items()
    ]
    return sorted(groups, key=lambda group: (-group.gap_count, group.name))
