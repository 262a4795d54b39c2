"""Safety stocks of an item beside what is proposed, as a viewer may see them."""

from datetime import date, datetime
from uuid import UUID

from backend.catalog.model.facts import ItemSiteFacts
from backend.catalog.queries import planning_catalog
from backend.customer.queries.owed import owed_at
from backend.forecast.queries.erring import errors_at
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kpi.queries import present_day
from backend.safety.model import Buyers, Errors, calendar_days, proposed
from backend.stock.model.rules import LOT_SETTERS, lot_rules_of, version_of
from backend.stock.queries import SEEN_BY
from shared.schemas.safety import SafetyStockAt, SafetyStockProposal, SafetyStockView
from shared.terms import SafetyLack


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
    errors, buyers = await _errors(item_id, list(facts), today), await _buyers(item_id, today)
    found = [
        _at(site_id, catalog.sites[site_id].name, own, errors, buyers, item.quantity_decimals)
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
    site_id: UUID,
    name: str,
    facts: ItemSiteFacts,
    errors: dict[UUID, Errors],
    buyers: dict[UUID, Buyers],
    decimals: int,
) -> SafetyStockAt:
    rules = lot_rules_of(facts)
    lead = calendar_days(rules.lead_time_days, counts_open_days=rules.counts_open_days)
    found = proposed(errors.get(site_id), buyers.get(site_id), lead, decimals)
    return SafetyStockAt(
        site_id=site_id,
        site_name=name,
        safety_stock=rules.safety_stock,
        ver=version_of(rules),
        proposal=found if isinstance(found, SafetyStockProposal) else None,
        lack=found if isinstance(found, SafetyLack) else None,
    )


async def _errors(item_id: UUID, site_ids: list[UUID], today: date) -> dict[UUID, Errors]:
    return {
        each.site_id: Errors(each.period, each.measures, each.run_number, each.run_on)
        for each in await errors_at(item_id, site_ids, today)
    }


async def _buyers(item_id: UUID, today: date) -> dict[UUID, Buyers]:
    return {
        each.site_id: Buyers(each.customer_class, each.customer_count, each.goal)
        for each in await owed_at(item_id, today)
    }
