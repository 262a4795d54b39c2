"""What the catalogue keeps when a report or a changed calendar above it shares its transaction.

Whoever calls these must have read the catalogue before: one that is read in a transaction which then
fails would be kept under a stamp that somebody else's change gets.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from backend.catalog import repository
from backend.catalog.model.facts import ComponentFacts, DeviationFacts, LaneFacts, PricingFacts
from backend.dispatch import Context
from shared.schemas.stock import LotRules


async def keep_deviation(facts: DeviationFacts, context: Context) -> None:
    """Let a work centre have other hours than its calendar says."""
    await repository.add_deviation(facts, context.now)


async def move_deviation_end(deviation_id: UUID, until_at: datetime) -> None:
    """Let machines run again from another instant on."""
    await repository.end_deviation(deviation_id, until_at)


async def drop_deviation(deviation_id: UUID) -> None:
    """Let a work centre have what its calendar says."""
    await repository.remove_deviation(deviation_id)


async def hold_calendar(calendar_id: UUID) -> bool:
    """Hold a calendar against other changes until the transaction ends; False where there is none."""
    return await repository.lock_calendar(calendar_id)


async def begin_calendar(calendar_id: UUID, name: str) -> None:
    """Begin a calendar without shifts."""
    await repository.add_calendar(calendar_id, name)


async def keep_calendar_of(work_center_id: UUID, calendar_id: UUID) -> None:
    """Let a work centre follow a calendar."""
    await repository.set_calendar(work_center_id, calendar_id)


async def keep_calendar_of_place(place_id: UUID, calendar_id: UUID | None) -> None:
    """Let a site or supplier ship and receive by a calendar; None: every day."""
    await repository.set_calendar_of_place(place_id, calendar_id)


async def keep_shifts(calendar_id: UUID, shifts: Iterable[tuple[int, time, time]]) -> None:
    """Let a calendar have these shifts: weekday, start and end of each."""
    await repository.replace_shifts(calendar_id, shifts)


async def keep_days(calendar_id: UUID, days: Mapping[date, Decimal | None], name: str) -> None:
    """Let days of a calendar have other hours; None takes back that they differ."""
    await repository.replace_days(calendar_id, days, name)


async def keep_time_zone(site_id: UUID, time_zone: str) -> None:
    """Let a site's days be days in another time zone."""
    await repository.set_time_zone(site_id, time_zone)


async def keep_customer_class(customer_id: UUID, customer_class: int) -> None:
    """Let a customer be served in another class."""
    await repository.set_customer_class(customer_id, customer_class)


async def keep_lot_rules(item_id: UUID, site_id: UUID, rules: LotRules) -> None:
    """Let an item's lots at a site have these rules."""
    await repository.set_lot_rules(item_id, site_id, rules)


async def hold_item(item_id: UUID) -> bool:
    """Hold an item's bill of material and ways against other changes until the transaction ends; False where there is no such item."""
    return await repository.lock_item(item_id)


async def keep_components(item_id: UUID, lines: Iterable[ComponentFacts]) -> None:
    """Let an item have these lines as its bill of material."""
    await repository.replace_components(item_id, lines)


async def keep_alternate_days(days: Mapping[UUID, tuple[date | None, date | None]]) -> None:
    """Let alternates have these first and last days."""
    for alternate_id, (first_on, last_on) in days.items():
        await repository.set_alternate_days(alternate_id, first_on, last_on)


async def hold_pricing() -> int:
    """Hold weights and rates against other changes until the transaction ends; their number, 0 before the first."""
    await repository.lock_company()
    newest = await repository.newest_pricing()
    return newest.number if newest else 0


async def keep_pricing(facts: PricingFacts, person_id: UUID, now: datetime) -> None:
    """Let these weights and rates be in force."""
    await repository.add_pricing(facts, person_id, now)


async def keep_lane(lane: LaneFacts) -> None:
    """Let a delivery from one site to another cost this."""
    await repository.set_lane(lane)


async def drop_lane(lane: LaneFacts) -> None:
    """Let a delivery from one site to another cost what any does."""
    await repository.remove_lane(lane.source_site_id, lane.site_id)
