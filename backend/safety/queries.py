"""Safety stocks beside what is proposed, as a viewer may see them."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import ItemSiteFacts
from backend.catalog.queries import planning_catalog
from backend.customer.queries.owed import owed_at
from backend.engine.situation import Node
from backend.forecast.queries.erring import errors_at
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kpi.queries import present_day
from backend.safety.model import Buyers, Errors, calendar_days, proposed
from backend.stock.model.rules import LOT_SETTERS, lot_rules_of, version_of
from backend.stock.queries import SEEN_BY
from shared.schemas.safety import (
    SafetyStockAt,
    SafetyStockBoard,
    SafetyStockProposal,
    SafetyStockRow,
    SafetyStocksAsked,
    SafetyStocksChosen,
    SafetyStockView,
)
from shared.terms import SafetyLack, SafetySide

PAGE_LENGTH: Final = 50
_CENT: Final = Decimal("0.01")


async def safety_stocks_for(viewer: Viewer, item_id: UUID, now: datetime) -> SafetyStockView:
    """What is in force and what is proposed at each of the viewer's sites; `NotFoundError` where none plans it."""
    viewer.must_be(*SEEN_BY)
    catalog = await planning_catalog()
    facts = {
        site_id: facts
        for (other_id, site_id), facts in catalog.item_sites.items()
        if other_id == item_id and viewer.sees(catalog.sites[site_id].scope_id)
    }
    if not facts:
        raise NotFoundError
    item, today = catalog.items[item_id], await present_day(now)
    errors = await _errors([(item_id, site_id) for site_id in facts], today)
    buyers = await _buyers(item_id, today)
    found = [
        _at(
            (item_id, site_id),
            catalog.sites[site_id].name,
            own,
            errors,
            buyers,
            item.quantity_decimals,
        )
        for site_id, own in facts.items()
    ]
    return SafetyStockView(
        item_id=item_id,
        item_name=item.name,
        unit=item.unit,
        may_take=viewer.has_role(*LOT_SETTERS),
        sites=sorted(found, key=lambda each: each.site_name),
    )


def _at(
    node: Node,
    name: str,
    facts: ItemSiteFacts,
    errors: Mapping[Node, Errors],
    buyers: Mapping[Node, Buyers],
    decimals: int,
) -> SafetyStockAt:
    rules = lot_rules_of(facts)
    lead = calendar_days(rules.lead_time_days, counts_open_days=rules.counts_open_days)
    found = proposed(errors.get(node), buyers.get(node), lead, decimals)
    return SafetyStockAt(
        site_id=node[1],
        site_name=name,
        safety_stock=rules.safety_stock,
        ver=version_of(rules),
        proposal=found if isinstance(found, SafetyStockProposal) else None,
        lack=found if isinstance(found, SafetyLack) else None,
    )


async def safety_board_for(
    viewer: Viewer, now: datetime, asked: SafetyStocksAsked
) -> SafetyStockBoard:
    """A page of the safety stocks at the viewer's sites that are other than proposed."""
    viewer.must_be(*SEEN_BY)
    catalog, today = await planning_catalog(), await present_day(now)
    seen = {
        node: facts
        for node, facts in catalog.item_sites.items()
        if viewer.sees(catalog.sites[node[1]].scope_id)
    }
    errors, buyers = await _errors(seen, today), await _buyers(None, today)
    # Two years of errors of each: more than other requests should wait for.
    found = await asyncio.to_thread(_beside, catalog, seen, errors, buyers)
    return _board(found, asked, catalog.company.currency, viewer.has_role(*LOT_SETTERS))


async def putting_back(chosen: SafetyStocksChosen) -> SafetyStocksChosen:
    """What puts back what stands now, once `chosen` has been set; of items at sites that are planned."""
    item_sites = (await planning_catalog()).item_sites
    stocks = []
    for each in chosen.stocks:
        facts = item_sites.get((each.item_id, each.site_id))
        if facts is not None:
            rules = lot_rules_of(facts)
            after = version_of(replace(rules, safety_stock=each.safety_stock))
            stocks.append(replace(each, ver=after, safety_stock=rules.safety_stock))
    return SafetyStocksChosen(stocks)


def _beside(
    catalog: PlanningCatalog,
    seen: Mapping[Node, ItemSiteFacts],
    errors: Mapping[Node, Errors],
    buyers: Mapping[Node, Buyers],
) -> list[SafetyStockRow | SafetyLack]:
    rows: list[SafetyStockRow | SafetyLack] = []
    for node, facts in seen.items():
        item, site = catalog.items[node[0]], catalog.sites[node[1]]
        at = _at(node, site.name, facts, errors, buyers, item.quantity_decimals)
        if at.proposal is None:
            rows.append(at.lack or SafetyLack.NOT_FORECAST)
            continue
        proposal = at.proposal.safety_stock
        rows.append(
            SafetyStockRow(
                item_id=item.id,
                item_code=item.code,
                item_name=item.name,
                unit=item.unit,
                site_id=site.id,
                site_name=site.name,
                safety_stock=at.safety_stock,
                proposed=proposal,
                value=((proposal - at.safety_stock) * item.cost).quantize(_CENT),
                ver=at.ver,
            )
        )
    return rows


def _board(
    found: list[SafetyStockRow | SafetyLack],
    asked: SafetyStocksAsked,
    currency: str,
    may_take: bool,  # noqa: FBT001 -- the board's own word
) -> SafetyStockBoard:
    proposals = [each for each in found if isinstance(each, SafetyStockRow)]
    sides = {
        SafetySide.LOW: [each for each in proposals if each.safety_stock < each.proposed],
        SafetySide.HIGH: [each for each in proposals if each.safety_stock > each.proposed],
    }
    rows = sides[asked.side] if asked.side else [row for side in sides.values() for row in side]
    rows = sorted(rows, key=lambda each: (-abs(each.value), each.item_code, each.site_name))
    page = rows[asked.offset : asked.offset + PAGE_LENGTH]
    end = asked.offset + len(page)
    return SafetyStockBoard(
        currency=currency,
        may_take=may_take,
        counts={side: len(of) for side, of in sides.items()},
        values={side: sum((row.value for row in of), Decimal(0)) for side, of in sides.items()},
        as_proposed_count=sum(each.safety_stock == each.proposed for each in proposals),
        lacks=dict(Counter(each for each in found if isinstance(each, SafetyLack))),
        rows=page,
        row_count=len(rows),
        next_offset=end if end < len(rows) else None,
    )


async def _errors(nodes: Iterable[Node], today: date) -> dict[Node, Errors]:
    return {
        (each.item_id, each.site_id): Errors(
            each.period, each.measures, each.run_number, each.run_on
        )
        for each in await errors_at(nodes, today)
    }


async def _buyers(item_id: UUID | None, today: date) -> dict[Node, Buyers]:
    return {
        (each.item_id, each.site_id): Buyers(each.customer_class, each.customer_count, each.goal)
        for each in await owed_at(item_id, today)
    }
