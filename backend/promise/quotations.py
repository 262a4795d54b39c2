"""Answers what can be promised to a customer who asks, and lists what has been asked and is held."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import ItemFacts
from backend.catalog.queries import customer_row, planning_catalog
from backend.demand.handlers.asking import serving_site
from backend.demand.model import RequestedChange, SettledChange, UnitRules, settle_change
from backend.engine.answer import Reason
from backend.engine.quote import Option, quote
from backend.engine.quote import Quote as EngineQuote
from backend.engine.scale import plain
from backend.engine.situation import Change
from backend.engine.ways import rates_from
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.clock import day_at
from backend.kit.paging import page_cursor, read_page_cursor
from backend.promise import repository
from backend.promise.model import latest_hold
from backend.promise.queries import SOLD_KINDS, situation_at
from backend.promise.routing import Wanted, rule_for, suggested_site
from shared.schemas.impact import DayQuantity
from shared.schemas.promise import QuotationPage, QuotationRow, Quote, QuoteOption
from shared.terms import QuotationStatus


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: how much of what by when, for whom and from where."""

    customer_id: UUID | None
    item_id: UUID
    quantity: Decimal
    due_on: date
    site_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the customer and site that it is about, and the engine's answer."""

    asked: Asked
    catalog: PlanningCatalog
    scope_id: UUID | None
    site_id: UUID
    today: date
    quote: EngineQuote

    def shown(self, now: datetime) -> Quote:
        """The answer as screens and phones see it."""
        found = self.quote
        return msgspec.convert(
            {
                **{name: getattr(found, name) for name in type(found).__dataclass_fields__},
                "answered_at": now,
                "customer_id": self.asked.customer_id,
                "options": [self._option(option, now) for option in found.options],
            },
            type=Quote,
            from_attributes=True,
        )

    def _option(self, option: Option, now: datetime) -> QuoteOption:
        last = option.complete_on
        zone = self.catalog.sites[self.site_id].time_zone
        latest = None if option.needs_approval else latest_hold(now, option.reservation, zone)
        return msgspec.convert(
            {
                **{name: getattr(option, name) for name in type(option).__dataclass_fields__},
                "complete_on": last,
                "holdable_until": latest,
                "days": None if last is None else (last - self.today).days,
                "days_late": None if last is None else max(0, (last - self.asked.due_on).days),
            },
            type=QuoteOption,
            from_attributes=True,
        )


def rounded_up(
    customer: dict[str, Any], item: ItemFacts, asked: Asked, settled: SettledChange
) -> Reason:
    """Why more is quoted than was asked for."""
    told = {
        "customer": customer["name"],
        "item": item.name,
        "unit": item.unit,
        "asked_quantity": plain(asked.quantity),
        "quantity": plain(settled.quantity_after),
    }
    return Reason(f"rounded_to_{customer['rounds_to']}", told)


async def answer_for(viewer: Viewer, asked: Asked, now: datetime) -> Answered:
    """What can be promised; `NotFoundError` for a customer that the viewer may not see.

    Where no site is named, the one that serves it best answers. What cannot be ordered cannot be asked about either: half a pack, a day that has gone by.
    """
    catalog = await planning_catalog()
    customer: dict[str, Any] | None = None
    if asked.customer_id is not None:
        customer = await customer_row(asked.customer_id, viewer.scope_ids)
        if customer is None:
            raise NotFoundError
    item = catalog.items.get(asked.item_id)
    if item is None or item.kind not in SOLD_KINDS:
        raise NotFoundError
    nobody = UUID(int=0)
    wanted_site = asked.site_id
    if wanted_site is None and asked.quantity > 0:
        wanted = Wanted(customer, item, asked.quantity, asked.due_on)
        wanted_site = await suggested_site(wanted, catalog, now)
    site_id = await serving_site(catalog, asked.customer_id or nobody, asked.item_id, wanted_site)
    today = day_at(now, catalog.sites[site_id].time_zone)
    load = item.load_of(customer["rounds_to"] if customer else None)
    settled = settle_change(
        None,
        RequestedChange(quantity_delta=asked.quantity, due_on=asked.due_on),
        UnitRules(item.unit, item.quantity_decimals, item.pack_multiple, item.order_minimum, load),
        today,
    )
    found = quote(
        await situation_at(now, site_id, catalog),
        Change(
            item_id=asked.item_id,
            site_id=site_id,
            customer_id=asked.customer_id or nobody,
            customer_name=customer["name"] if customer else "",
            quantity_before=Decimal(0),
            quantity_after=settled.quantity_after,
            due_on_after=asked.due_on,
            unit_price=item.price,
            priority=customer["priority"] if customer else None,
            rule=rule_for(customer, settled.quantity_after),
        ),
        pack=item.pack_multiple,
        pallet=item.pallet_quantity,
        rates=rates_from(catalog.company.rates),
    )
    if customer and settled.quantity_after != asked.quantity:
        found = replace(found, reasons=(rounded_up(customer, item, asked, settled), *found.reasons))
    scope_id = customer["scope_id"] if customer else None
    return Answered(asked, catalog, scope_id, site_id, today, found)


async def quotation_page(
    viewer: Viewer, status: QuotationStatus | None, cursor: str | None, limit: int
) -> QuotationPage:
    """Inquiries and quotations that one may see behind a cursor, newest first."""
    asked_at, last_id = read_page_cursor(cursor, datetime.fromisoformat, UUID)
    rows = await repository.quotation_rows(viewer.scope_ids, status, asked_at, last_id, limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    return QuotationPage(
        [_row(row) for row in rows[:limit]],
        None if last is None else page_cursor(last["asked_at"].isoformat(), last["id"]),
    )


def _row(row: dict[str, Any]) -> QuotationRow:
    deliveries = msgspec.json.decode(row["deliveries"], type=list[DayQuantity], strict=False)
    return QuotationRow(
        **{**row, "status": QuotationStatus(row["status"]), "deliveries": deliveries}
    )
