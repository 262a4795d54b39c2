"""What a way out costs beyond the plan as it stands, item by item, in the company's currency."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from backend.engine.answer import Adjustment, Reason
from backend.engine.apply import supply_meant
from backend.engine.case import Case
from backend.engine.ground import Ground
from backend.engine.scale import HOUR, hours_of, money, plain, want
from backend.engine.situation import Alternate, Node
from backend.engine.ways import Rates, Way
from shared.terms import AdjustmentKind, Procurement

CUT = frozenset({AdjustmentKind.REDUCE_PURCHASE, AdjustmentKind.CANCEL_PURCHASE})
ADDED = frozenset({AdjustmentKind.MAKE_MORE, AdjustmentKind.BUY, AdjustmentKind.TRANSFER})
DAYS_A_YEAR = 365
NO_ID = UUID(int=0)


def costs_of(case: Case, way: Way, rates: Rates) -> tuple[Decimal, tuple[Reason, ...]]:
    """The cost to the cent and what it is made of; hours that become free are told without money."""
    parts = [*overtime(case, way), *deliveries(way, rates), *goods(case, way, rates)]
    parts += other_site(case, way)
    parts += other_ways(case, way)
    parts += stock(case, way, rates)
    parts += delay(case, way, rates)
    total = sum((amount for amount, _ in parts), Decimal(0))
    return total, (*(reason for _, reason in parts), *freed_hours(case, way))


def overtime(case: Case, way: Way) -> Iterator[tuple[Decimal, Reason]]:
    """Overtime hours at the work centre's overtime rate."""
    for adjustment in way.adjustments:
        if adjustment.kind is AdjustmentKind.OVERTIME and adjustment.work_center_id:
            hours = adjustment.hours or Decimal(0)
            rate = case.ground.work_centers[adjustment.work_center_id].overtime_hourly_cost
            amount = money(hours * rate)
            told = {
                "work_center": adjustment.work_center_name or "",
                "hours": plain(hours),
                "on": day_of(adjustment),
                "amount": plain(amount),
            }
            yield amount, Reason("overtime_cost", told)


def deliveries(way: Way, rates: Rates) -> Iterator[tuple[Decimal, Reason]]:
    """Every delivery after the first is freight again."""
    for _ in way.deliveries[1:]:
        told = {"amount": plain(money(rates.second_delivery_cost))}
        yield money(rates.second_delivery_cost), Reason("second_delivery", told)


def other_site(case: Case, way: Way) -> Iterator[tuple[Decimal, Reason]]:
    """What each delivery costs more, or less, because it comes from another site."""
    amount = money(case.change.freight_more * len(way.deliveries))
    if amount:
        told = {"site": case.facts.site_name, "amount": plain(abs(amount))}
        yield amount, Reason("site_freight" if amount > 0 else "site_freight_saving", told)


def goods(case: Case, way: Way, rates: Rates) -> Iterator[tuple[Decimal, Reason]]:
    """Freight between sites, express from suppliers, and what they keep of a cut order."""
    for adjustment in way.adjustments:
        facts = case.ground.facts[adjustment.item_id, adjustment.site_id]
        value = adjustment.quantity * facts.unit_cost
        told = {
            "item": adjustment.item_name,
            "quantity": plain(adjustment.quantity),
            "unit": adjustment.unit,
            "reference": adjustment.reference or "",
        }
        if adjustment.kind is AdjustmentKind.TRANSFER:
            code, amount = "transfer_freight", freight_of(case.ground, adjustment, rates)
        elif is_express(adjustment):
            code, amount = "express_freight", money(value * rates.express_cost_ratio)
        elif adjustment.kind in CUT:
            code, amount = "purchase_fee", money(value * rates.purchase_fee_ratio)
        else:
            code, amount = "", Decimal(0)
        if code:
            yield amount, Reason(code, {**told, "amount": plain(amount)})
        if is_split(case.ground, adjustment):
            freight = money(rates.split_purchase_cost)
            yield freight, Reason("split_freight", {**told, "amount": plain(freight)})


def freight_of(ground: Ground, adjustment: Adjustment, rates: Rates) -> Decimal:
    """What a transfer costs: by its lane, without one the company's rate.

    Where nobody knows what a pallet holds, all of it counts as one.
    """
    facts = ground.facts[adjustment.item_id, adjustment.site_id]
    facts = facts.by(ground.master.alternates.get(adjustment.alternate_id or NO_ID))
    source = facts.source_site_id
    lane = ground.situation.lanes.get((source, facts.site_id)) if source else None
    if lane is None:
        return money(rates.transfer_cost)
    pallet = facts.pallet_quantity
    full, rest = divmod(adjustment.quantity, pallet) if pallet > 0 else (1, 0)
    return money(lane.cost_per_delivery + lane.cost_per_pallet * (full + (rest > 0)))


def is_split(ground: Ground, adjustment: Adjustment) -> bool:
    """Whether only a part of an order is called in, so that the supplier delivers twice."""
    supply = supply_meant(ground, adjustment)
    return (
        adjustment.kind in {AdjustmentKind.BUY_SOONER, AdjustmentKind.BUY_LATER}
        and supply is not None
        and adjustment.quantity < supply.quantity
    )


def is_express(adjustment: Adjustment) -> bool:
    """Called in sooner, or ordered to come before the normal lead time (its `from_on`)."""
    return adjustment.kind is AdjustmentKind.BUY_SOONER or (
        adjustment.kind is AdjustmentKind.BUY and adjustment.from_on is not None
    )


def other_ways(case: Case, way: Way) -> Iterator[tuple[Decimal, Reason]]:
    """What the goods cost more, or less, than if they were got the usual way."""
    for adjustment in way.adjustments:
        other = case.ground.master.alternates.get(adjustment.alternate_id or NO_ID)
        if other is None or adjustment.kind not in ADDED:
            continue
        amount = money(adjustment.quantity * extra_cost(case.ground, other, adjustment))
        if amount:
            told = {
                "item": adjustment.item_name,
                "quantity": plain(adjustment.quantity),
                "unit": adjustment.unit,
                "way": other.name,
                "amount": plain(abs(amount)),
            }
            yield amount, Reason("other_way_cost" if amount > 0 else "other_way_saving", told)


def extra_cost(ground: Ground, other: Alternate, added: Adjustment) -> Decimal:
    """What a unit of a lot costs more by an alternate: as it says, else what materials and hours differ by.

    Materials are those of the bill of material of the day on which the lot begins.
    """
    node = other.item_id, other.site_id
    facts = ground.facts[node]
    if other.unit_cost is not None:
        return other.unit_cost - facts.unit_cost
    if other.procurement is not Procurement.MAKE:
        return Decimal(0)
    if facts.procurement is not Procurement.MAKE:
        return making_cost(ground, node, other.id, added) - facts.unit_cost
    return making_cost(ground, node, other.id, added) - making_cost(ground, node, None, added)


def making_cost(ground: Ground, node: Node, way: UUID | None, added: Adjustment) -> Decimal:
    """Components at their unit cost and hours at their rate, for one unit of a lot without set-up."""
    facts, master = ground.facts[node], ground.master
    units = want(added.quantity, facts.quantity_decimals)
    day = ground.index_of(added.on or ground.today)
    start = ground.start_for(master.facts_by(node, way), day, units)
    scale = Decimal(10) ** facts.quantity_decimals
    total = Decimal(0)
    for drawn, (top, bottom) in ground.draws(node, way, start):
        part = ground.facts[drawn]
        total += part.unit_cost * top * scale / bottom / Decimal(10) ** part.quantity_decimals
    for center, _, (top, bottom) in master.rates(node, way):
        hourly = ground.work_centers[center].hourly_cost
        total += hourly * top * scale / bottom / HOUR
    return total


def stock(case: Case, way: Way, rates: Rates) -> list[tuple[Decimal, Reason]]:
    """Holding more stock than the plan did: stock-days at unit cost and the yearly ratio.

    What is still too much on the last day is taken to lie `idle_days` longer.
    """
    value_days = Decimal(0)
    for node in way.view.touched:
        facts = case.ground.facts[node]
        more = way.view.projected(node).clip(min=0) - case.before.projected(node).clip(min=0)
        unit_days = int(more.sum()) + int(more[-1]) * rates.idle_days
        units = Decimal(unit_days).scaleb(-facts.quantity_decimals)
        value_days += units * facts.unit_cost
    amount = money(value_days * rates.stock_cost_ratio / DAYS_A_YEAR)
    if amount <= 0:
        return []
    return [(amount, Reason("stock_cost", {"amount": plain(amount)}))]


def delay(case: Case, way: Way, rates: Rates) -> list[tuple[Decimal, Reason]]:
    """What the changed line's late deliveries cost by the day, where the company has set a rate."""
    if not rates.late_cost_ratio:
        return []
    unit_days = sum(units * max(0, day - case.due) for day, units in way.deliveries)
    quantity_days = Decimal(unit_days).scaleb(-case.decimals)
    price = case.change.unit_price or case.facts.unit_price
    amount = money(quantity_days * price * rates.late_cost_ratio)
    if amount <= 0:
        return []
    return [(amount, Reason("late_cost", {"amount": plain(amount)}))]


def freed_hours(case: Case, way: Way) -> Iterator[Reason]:
    """Hours of work centres that the way gives back over the horizon."""
    for center in way.view.hours_touched:
        freed = int((case.before.load(center) - way.view.load(center)).sum())
        if freed >= HOUR // 100:
            told = {
                "work_center": case.ground.work_centers[center].name,
                "hours": plain(hours_of(freed)),
            }
            yield Reason("frees_hours", told)


def day_of(adjustment: Adjustment) -> str:
    return adjustment.on.isoformat() if adjustment.on else ""
