"""Every query that saves calendars, weights and rates, days of validity, and what the floor says of a work centre's capacity."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

import msgspec

from backend.catalog.model.facts import ComponentFacts, DeviationFacts, LaneFacts, PricingFacts
from backend.catalog.tables import (
    Alternate,
    BillOfMaterialLine,
    Calendar,
    CalendarException,
    CalendarShift,
    Company,
    Customer,
    Item,
    ItemSite,
    Lane,
    Pricing,
    Site,
    Supplier,
    WorkCenter,
    WorkCenterDeviation,
)
from shared.ids import new_id
from shared.schemas.stock import LotRules


async def add_deviation(facts: DeviationFacts, reported_at: datetime) -> None:
    """Save what was reported; the stamp of master data moves with it."""
    await WorkCenterDeviation.insert(
        WorkCenterDeviation(
            id=facts.id,
            work_center_id=facts.work_center_id,
            down_from_at=facts.down_from_at,
            down_until_at=facts.down_until_at,
            machine_count=facts.machine_count,
            from_on=facts.from_on,
            until_on=facts.until_on,
            hours=facts.hours,
            efficiency_ratio=facts.efficiency_ratio,
            reported_at=reported_at,
        )
    )


async def end_deviation(deviation_id: UUID, until_at: datetime) -> None:
    """Say when the machines run again."""
    await WorkCenterDeviation.update({WorkCenterDeviation.down_until_at: until_at}).where(
        WorkCenterDeviation.id == deviation_id
    )


async def remove_deviation(deviation_id: UUID) -> None:
    """Take back what was reported."""
    await WorkCenterDeviation.delete().where(WorkCenterDeviation.id == deviation_id)


async def lock_calendar(calendar_id: UUID) -> bool:
    """Hold a calendar until the transaction ends; False where there is none."""
    rows = await Calendar.raw("SELECT id FROM calendar WHERE id = {} FOR UPDATE", calendar_id)
    return bool(rows)


async def replace_shifts(calendar_id: UUID, shifts: Iterable[tuple[int, time, time]]) -> None:
    """Let a calendar have these shifts: weekday, start and end of each."""
    await CalendarShift.delete().where(CalendarShift.calendar_id == calendar_id)
    for weekday, starts_at, ends_at in shifts:
        await CalendarShift.insert(
            CalendarShift(
                id=new_id(),
                calendar_id=calendar_id,
                weekday=weekday,
                starts_at=starts_at,
                ends_at=ends_at,
            )
        )


async def replace_days(calendar_id: UUID, days: Mapping[date, Decimal | None], name: str) -> None:
    """Let days of a calendar have other hours; None takes back that they differ."""
    await CalendarException.delete().where(
        (CalendarException.calendar_id == calendar_id) & CalendarException.on.is_in(list(days))
    )
    for on, hours in days.items():
        if hours is not None:
            await CalendarException.insert(
                CalendarException(
                    id=new_id(), calendar_id=calendar_id, on=on, hours=hours, name=name
                )
            )


async def set_time_zone(site_id: UUID, time_zone: str) -> None:
    """Let a site's days be days in another time zone."""
    await Site.update({Site.time_zone: time_zone}).where(Site.id == site_id)


async def set_customer_class(customer_id: UUID, customer_class: int) -> None:
    """Let a customer have another priority; 1 is served first."""
    await Customer.update({Customer.priority: customer_class}).where(Customer.id == customer_id)


async def set_lot_rules(item_id: UUID, site_id: UUID, rules: LotRules) -> None:
    """Let an item's lots at a site have these rules."""
    values = {getattr(ItemSite, name): getattr(rules, name) for name in rules.__struct_fields__}
    await ItemSite.update(values).where(
        (ItemSite.item_id == item_id) & (ItemSite.site_id == site_id)
    )


async def lock_item(item_id: UUID) -> bool:
    """Hold an item until the transaction ends, without keeping orders of it out; False where there is none."""
    rows = await Item.raw("SELECT id FROM item WHERE id = {} FOR NO KEY UPDATE", item_id)
    return bool(rows)


async def replace_components(item_id: UUID, lines: Iterable[ComponentFacts]) -> None:
    """Let an item have these lines as its bill of material."""
    await BillOfMaterialLine.delete().where(BillOfMaterialLine.parent_item_id == item_id)
    for line in lines:
        await BillOfMaterialLine.insert(
            BillOfMaterialLine(
                id=line.id,
                parent_item_id=line.parent_item_id,
                component_item_id=line.component_item_id,
                quantity_per=line.quantity_per,
                scrap_ratio=line.scrap_ratio,
                first_on=line.first_on,
                last_on=line.last_on,
            )
        )


async def set_alternate_days(
    alternate_id: UUID, first_on: date | None, last_on: date | None
) -> None:
    """Let an alternate begin on these days; None: on any."""
    await Alternate.update({Alternate.first_on: first_on, Alternate.last_on: last_on}).where(
        Alternate.id == alternate_id
    )


async def add_calendar(calendar_id: UUID, name: str) -> None:
    """Save a calendar without shifts; its code is its own."""
    code = f"C-{str(calendar_id)[-12:].upper()}"
    await Calendar.insert(Calendar(id=calendar_id, code=code, name=name))


async def set_calendar(work_center_id: UUID, calendar_id: UUID) -> None:
    """Let a work centre follow a calendar."""
    await WorkCenter.update({WorkCenter.calendar_id: calendar_id}).where(
        WorkCenter.id == work_center_id
    )


async def set_calendar_of_place(place_id: UUID, calendar_id: UUID | None) -> None:
    """Let a site or supplier ship and receive by a calendar; None: every day."""
    await Site.update({Site.calendar_id: calendar_id}).where(Site.id == place_id)
    await Supplier.update({Supplier.calendar_id: calendar_id}).where(Supplier.id == place_id)


async def lock_company() -> None:
    """Hold the company until the transaction ends, so that its weights and rates are set one after the other."""
    await Company.raw("SELECT id FROM company FOR UPDATE")


async def add_pricing(facts: PricingFacts, person_id: UUID, now: datetime) -> None:
    """Save weights and rates under the next number; the stamp of master data moves with them."""
    await Pricing.insert(
        Pricing(
            id=new_id(),
            number=facts.number,
            weights=msgspec.json.encode(facts.weights).decode(),
            rates=msgspec.json.encode(facts.rates).decode(),
            note=facts.note,
            changed_by=person_id,
            changed_by_name=facts.changed_by_name,
            changed_at=now,
        )
    )
    await Company.raw("UPDATE company SET weights = weights")


async def set_lane(lane: LaneFacts) -> None:
    """Save what a delivery from one site to another costs."""
    await Lane.raw(
        """
        INSERT INTO lane (id, source_site_id, site_id, cost_per_delivery, cost_per_pallet)
        VALUES ({}, {}, {}, {}, {})
        ON CONFLICT (source_site_id, site_id) DO UPDATE SET
          cost_per_delivery = excluded.cost_per_delivery, cost_per_pallet = excluded.cost_per_pallet
        """,
        new_id(),
        lane.source_site_id,
        lane.site_id,
        lane.cost_per_delivery,
        lane.cost_per_pallet,
    )


async def remove_lane(source_site_id: UUID, site_id: UUID) -> None:
    """Forget what a delivery from one site to another costs."""
    await Lane.delete().where(Lane.source_site_id == source_site_id, Lane.site_id == site_id)


async def newest_pricing() -> PricingFacts | None:
    """The weights and rates in force; None where nobody has set any."""
    found = await pricings(1)
    return found[0] if found else None


async def pricings(limit: int) -> list[PricingFacts]:
    """Weights and rates as they were set, the newest first."""
    rows = await Pricing.raw(
        "SELECT number, weights::text AS weights, rates::text AS rates, note, changed_by_name, "
        "changed_at FROM pricing ORDER BY number DESC LIMIT {}",
        limit,
    )
    return [
        PricingFacts(
            number=row["number"],
            weights=msgspec.json.decode(row["weights"], type=dict[str, Decimal], strict=False),
            rates=msgspec.json.decode(row["rates"], type=dict[str, Decimal], strict=False),
            note=row["note"],
            changed_by_name=row["changed_by_name"],
            changed_at=row["changed_at"],
        )
        for row in rows
    ]
