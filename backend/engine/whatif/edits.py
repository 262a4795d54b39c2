"""Edits of a copied plan: what a planner changes in a scenario, and the situation that it makes.

`edited(situation, edits, families)` leaves the situation that it was given untouched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from backend.engine.errors import EditMissesError
from backend.engine.situation import Demand, NodeFacts, PlannedSupply, Situation, SupplyKind
from shared.terms import EditKind

ZERO: Final = Decimal(0)
LOWEST_PRIORITY: Final = 9


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that is otherwise in a scenario; a field that a kind does not read stays None.

    `demand` multiplies the order lines of an item, family or customer that count on a day from
    `from_on` to `to_on` by `1 + ratio` (-1 cancels them); `demand_line` gives one line another open
    `quantity` (0 cancels it) or day; `new_demand` adds a line. `purchase` and `plan_line` give a
    supply another quantity or day. `capacity` adds `hours` to a work centre's days (negative ones take
    away; what is left is never below zero), on `weekdays` (1 Monday to 7 Sunday) or, without any, on
    the days that have hours. `calendar` shuts a site on `on`, or opens it as on its next working day.
    `promotion` multiplies like `demand` and takes `discount` off the price; `price` multiplies prices.
    `plan_anew` alters nothing: the answer to all the edits is then a plan that is made anew.
    """

    kind: EditKind
    item_id: UUID | None = None
    family: str | None = None
    customer_id: UUID | None = None
    site_id: UUID | None = None
    demand_line_id: UUID | None = None
    supply_id: UUID | None = None
    work_center_id: UUID | None = None
    on: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    weekdays: tuple[int, ...] = ()
    quantity: Decimal | None = None
    ratio: Decimal | None = None
    discount: Decimal | None = None
    hours: Decimal | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Subjects:
    """What edits name beside what a situation knows: the family of an item, the name of a customer."""

    families: Mapping[UUID, str]
    customers: Mapping[UUID, str]


def edited(situation: Situation, edits: Iterable[Edit], subjects: Subjects) -> Situation:
    """The situation with the edits made in their order.

    Raises `EditMissesError` when one names an order line, supply, work centre or item that is not there.
    """
    for place, edit in enumerate(edits):
        situation = _EDITORS[edit.kind](situation, edit, subjects, place)
    return situation


def _demand(situation: Situation, edit: Edit, subjects: Subjects, _: int) -> Situation:
    return _lines(situation, edit, subjects, factor=1 + (edit.ratio or ZERO))


def _promotion(situation: Situation, edit: Edit, subjects: Subjects, _: int) -> Situation:
    price = 1 - (edit.discount or ZERO)
    return _lines(situation, edit, subjects, factor=1 + (edit.ratio or ZERO), price=price)


def _price(situation: Situation, edit: Edit, subjects: Subjects, _: int) -> Situation:
    return _lines(situation, edit, subjects, price=1 + (edit.ratio or ZERO))


def _lines(
    situation: Situation,
    edit: Edit,
    subjects: Subjects,
    *,
    factor: Decimal = Decimal(1),
    price: Decimal = Decimal(1),
) -> Situation:
    """Every order line that an edit speaks of, with another quantity or price."""
    facts = {known.node: known for known in situation.nodes}
    demands = []
    for demand in situation.demands:
        if not _speaks_of(edit, demand, subjects):
            demands.append(demand)
            continue
        known = facts.get((demand.item_id, demand.site_id))
        usual = demand.unit_price or (known.unit_price if known else ZERO)
        quantity = demand.open_quantity * factor
        if quantity > 0:
            demands.append(replace(demand, open_quantity=quantity, unit_price=usual * price))
    return replace(situation, demands=tuple(demands))


def _speaks_of(edit: Edit, demand: Demand, subjects: Subjects) -> bool:
    on = demand.counts_on
    return (
        (edit.item_id is None or demand.item_id == edit.item_id)
        and (edit.family is None or subjects.families.get(demand.item_id) == edit.family)
        and (edit.customer_id is None or demand.customer_id == edit.customer_id)
        and (edit.from_on is None or on >= edit.from_on)
        and (edit.to_on is None or on <= edit.to_on)
    )


def _demand_line(situation: Situation, edit: Edit, _: Subjects, __: int) -> Situation:
    found = next(
        (each for each in situation.demands if each.demand_line_id == edit.demand_line_id), None
    )
    if found is None:
        raise EditMissesError(kind=edit.kind.value)
    quantity = found.open_quantity if edit.quantity is None else edit.quantity
    altered = replace(
        found,
        open_quantity=quantity,
        due_on=edit.on or found.due_on,
        promised_on=edit.on or found.promised_on,
    )
    demands = (altered if each is found else each for each in situation.demands)
    return replace(situation, demands=tuple(each for each in demands if each.open_quantity > 0))


def _new_demand(situation: Situation, edit: Edit, subjects: Subjects, place: int) -> Situation:
    known = _node(situation, edit)
    if edit.on is None or not edit.quantity or edit.customer_id is None:
        raise EditMissesError(kind=edit.kind.value)
    others = [each.priority for each in situation.demands if each.customer_id == edit.customer_id]
    added = Demand(
        demand_line_id=uuid5(NAMESPACE_OID, f"{edit.item_id}{edit.on}{place}"),
        item_id=known.item_id,
        site_id=known.site_id,
        customer_id=edit.customer_id,
        customer_name=subjects.customers.get(edit.customer_id, ""),
        priority=min(others, default=LOWEST_PRIORITY),
        order_reference="",
        open_quantity=edit.quantity,
        due_on=edit.on,
        unit_price=known.unit_price,
        remaining_life_days=situation.remaining_life.get(edit.customer_id, 0),
    )
    return replace(situation, demands=(*situation.demands, added))


def _node(situation: Situation, edit: Edit) -> NodeFacts:
    for known in situation.nodes:
        if (known.item_id, known.site_id) == (edit.item_id, edit.site_id):
            return known
    raise EditMissesError(kind=edit.kind.value)


def _supply(situation: Situation, edit: Edit, _: Subjects, place: int) -> Situation:
    found = supply_of(situation, edit)
    if found is None:
        raise EditMissesError(kind=edit.kind.value)
    on = edit.on or found.on
    quantity = found.quantity if edit.quantity is None else edit.quantity
    altered = replace(
        found,
        quantity=min(quantity, found.quantity),
        on=on,
        start_on=_start_of(situation, found, on),
    )
    supplies = [altered if each is found else each for each in situation.supplies]
    if quantity > found.quantity:
        # What is added stands beside the line that there is, so that each can be carried out.
        supplies.append(
            replace(
                altered,
                id=uuid5(NAMESPACE_OID, f"{found.id}{place}"),
                quantity=quantity - found.quantity,
                is_firm=True,
            )
        )
    return replace(situation, supplies=tuple(each for each in supplies if each.quantity > 0))


def _start_of(situation: Situation, supply: PlannedSupply, on: date) -> date | None:
    """The start moves along; where doors are closed on some days, the engine finds it for the new day."""
    if supply.start_on is None or on == supply.on:
        return supply.start_on
    return None if situation.closed_days else supply.start_on + (on - supply.on)


def supply_of(situation: Situation, edit: Edit) -> PlannedSupply | None:
    """The supply that an edit names, if it is of the kind that the edit is about."""
    is_purchase = edit.kind is EditKind.PURCHASE
    for supply in situation.supplies:
        if supply.id == edit.supply_id:
            return supply if (supply.kind is SupplyKind.PURCHASE) == is_purchase else None
    return None


def _as_it_is(situation: Situation, _: Edit, __: Subjects, ___: int) -> Situation:
    """Planning anew alters no fact: it is another answer to them."""
    return situation


def _capacity(situation: Situation, edit: Edit, _: Subjects, __: int) -> Situation:
    center = next((each for each in situation.work_centers if each.id == edit.work_center_id), None)
    if center is None:
        raise EditMissesError(kind=edit.kind.value)
    capacity = dict(situation.capacity)
    for on, hours in added_hours(situation, edit, center.id):
        capacity[center.id, on] = capacity.get((center.id, on), ZERO) + hours
    return replace(situation, capacity=capacity)


def _calendar(situation: Situation, edit: Edit, _: Subjects, __: int) -> Situation:
    if edit.on is None or all(center.site_id != edit.site_id for center in situation.work_centers):
        raise EditMissesError(kind=edit.kind.value)
    capacity = dict(situation.capacity)
    for center in situation.work_centers:
        if center.site_id == edit.site_id:
            for on, hours in added_hours(situation, edit, center.id):
                capacity[center.id, on] = capacity.get((center.id, on), ZERO) + hours
    return replace(situation, capacity=capacity)


def added_hours(
    situation: Situation, edit: Edit, work_center_id: UUID | None
) -> Sequence[tuple[date, Decimal]]:
    """Hours that a `capacity` or `calendar` edit gives a work centre by day; below zero taken away."""
    if work_center_id is None:
        return ()
    if edit.kind is EditKind.CALENDAR:
        return () if edit.on is None else _of_a_day(situation, edit, work_center_id, edit.on)
    last = situation.today + timedelta(days=situation.horizon_days)
    first = max(edit.from_on or situation.today, situation.today)
    until = min(edit.to_on or last, last)
    found = []
    for ahead in range((until - first).days + 1):
        on = first + timedelta(days=ahead)
        there = situation.capacity.get((work_center_id, on), ZERO)
        is_meant = on.isoweekday() in edit.weekdays if edit.weekdays else there > 0
        if is_meant and edit.hours:
            found.append((on, max(edit.hours, -there)))
    return found


def _of_a_day(
    situation: Situation, edit: Edit, work_center_id: UUID, on: date
) -> Sequence[tuple[date, Decimal]]:
    """A shut day loses all its hours; an opened one gets those of the next working day."""
    there = situation.capacity.get((work_center_id, on), ZERO)
    if not edit.is_open:
        return [(on, -there)] if there else []
    usual = next(
        (
            hours
            for ahead in range(1, situation.horizon_days + 1)
            if (hours := situation.capacity.get((work_center_id, on + timedelta(days=ahead)), ZERO))
        ),
        ZERO,
    )
    return [(on, usual - there)] if usual > there else []


_EDITORS: Final = {
    EditKind.DEMAND: _demand,
    EditKind.DEMAND_LINE: _demand_line,
    EditKind.NEW_DEMAND: _new_demand,
    EditKind.PURCHASE: _supply,
    EditKind.PLAN_LINE: _supply,
    EditKind.CAPACITY: _capacity,
    EditKind.CALENDAR: _calendar,
    EditKind.PROMOTION: _promotion,
    EditKind.PRICE: _price,
    EditKind.PLAN_ANEW: _as_it_is,
}
