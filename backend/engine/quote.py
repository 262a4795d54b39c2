"""What can be promised to somebody who only asks: from stock and plan, and with more made or bought.

Every option is the plan with what it needs really laid over it, at every level and with the hours that
it takes, so that a hold can reserve exactly that and nobody else is promised the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.engine.answer import Adjustment, DayQuantity, Reason
from backend.engine.case import Case, case_of
from backend.engine.cost import extra_cost, is_express
from backend.engine.gates import reasons_for
from backend.engine.kernels import first_day
from backend.engine.scale import lot_down, quantity_of, want
from backend.engine.scale import plain as said
from backend.engine.search import Freedom
from backend.engine.situation import (
    Change,
    Demand,
    Node,
    PlannedSupply,
    Situation,
    SupplyKind,
)
from backend.engine.together import allowed
from backend.engine.ways import Rates, Way, holds
from backend.engine.ways_more import (
    ADDING,
    as_way,
    delivered,
    in_full,
    other_ways,
    searched,
    several_ways,
)
from shared.terms import AdjustmentKind

ADDED = {
    AdjustmentKind.MAKE_MORE: SupplyKind.PLAN_LINE,
    AdjustmentKind.TRANSFER: SupplyKind.PLAN_LINE,
    AdjustmentKind.BUY: SupplyKind.PURCHASE,
}


@dataclass(frozen=True, slots=True)
class ReservedDemand:
    """Units of an item at a site that are kept from a day on."""

    item_id: UUID
    site_id: UUID
    quantity: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class ReservedSupply:
    """A lot that would have to be made, sent or bought: it draws and works, but is not in the plan.

    With `alternate_id` it is got another way than usual.
    """

    kind: SupplyKind
    item_id: UUID
    site_id: UUID
    quantity: Decimal
    on: date
    start_on: date
    alternate_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a hold keeps: the deliveries, the lots behind them, and what those lots bring too much."""

    deliveries: tuple[ReservedDemand, ...] = ()
    supplies: tuple[ReservedSupply, ...] = ()
    surplus: tuple[ReservedDemand, ...] = ()

    def first_start(self) -> date | None:
        """The first day on which something has to be started for it."""
        return min((supply.start_on for supply in self.supplies), default=None)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be told to the customer.

    `needs_approval`: it takes overtime, express material, a frozen day or another way that costs more,
    which a supervisor decides; it can be asked for as a change, but not held.
    """

    code: str
    deliveries: tuple[DayQuantity, ...]
    open_quantity: Decimal
    adjustments: tuple[Adjustment, ...]
    needs_approval: bool
    reservation: Reservation

    @property
    def complete_on(self) -> date | None:
        """The day on which all of it is there; None where a part is left open."""
        return self.deliveries[-1].on if self.deliveries and not self.open_quantity else None


@dataclass(frozen=True, slots=True)
class Quote:
    """The answer to "how much by when": what is free, the options, and why not sooner.

    `deliveries` is available-to-promise: what stock and plan alone carry, each part on its first day.
    """

    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    site_name: str
    quantity: Decimal
    due_on: date
    deliveries: tuple[DayQuantity, ...]
    open_quantity: Decimal
    options: tuple[Option, ...]
    reasons: tuple[Reason, ...]


def quote(
    situation: Situation,
    asked: Change,
    *,
    pack: Decimal,
    rates: Rates,
    pallet: Decimal = Decimal(0),
) -> Quote:
    """Say what can be promised of a quantity for a day, and what would have to be done for it.

    `asked` is a new line; no option breaks its delivery rule. Parts are whole packs. Raises `NodeUnknownError` where it is not planned.
    """
    case = case_of(situation, asked)
    answer = case.answer
    return Quote(
        item_id=case.facts.item_id,
        item_name=case.facts.item_name,
        unit=case.facts.unit,
        site_id=case.facts.site_id,
        site_name=case.facts.site_name,
        quantity=asked.quantity_after,
        due_on=asked.due_on_after,
        deliveries=days_of(case, answer),
        open_quantity=quantity_of(
            case.open_after - sum(units for _, units in answer), case.decimals
        ),
        options=tuple(
            option_of(case, way) for way in allowed(case, ways_to_promise(case, pack, rates))
        ),
        reasons=(*reasons_for(case), *pallets(case, asked.quantity_after, pallet)),
    )


def pallets(case: Case, quantity: Decimal, pallet: Decimal) -> tuple[Reason, ...]:
    """How many pallets a quantity fills, and which quantity would fill the last one too."""
    if pallet <= 0:
        return ()
    full, rest = divmod(quantity, pallet)
    told = {
        "item": case.facts.item_name,
        "unit": case.facts.unit,
        "pallet_count": said(full),
        "quantity": said(rest),
        "full_quantity": said((full + 1) * pallet),
    }
    if rest:
        return (Reason("pallet_open", told),)
    return (
        Reason("pallets_full", {name: told[name] for name in ("item", "unit", "pallet_count")}),
    )


def ways_to_promise(case: Case, pack: Decimal, rates: Rates) -> Iterator[Way]:
    """In full on the day; if it cannot be, in two parts, later, or with a supervisor's help.

    The part that is there on the day can always be had by itself.
    """
    if not case.missing:
        yield Way("as_asked", case.asked.copy(), (), in_full(case))
        return
    on_time = lot_down(case.open_after - case.missing, 0, want(pack, case.decimals))
    in_time = plain(case, rates)
    if in_time is not None and holds(case, in_time):
        yield in_time
    else:
        others = [each for each in other_ways(case, rates) if holds(case, each)]
        ways: list[Way | None] = [*sorted(others, key=lambda way: is_extra(case, way))[:1]]
        if not others:
            ways.append(several_ways(case, rates))
        if on_time > 0:
            ways.append(delivered(case, rates, on_time))
        ways += [delivered(case, rates, 0), helped(case, rates)]
        yield from (way for way in ways if way is not None and holds(case, way))
    if on_time > 0:
        view = case.without.copy()
        view.want(case.node, case.due, on_time, case.life)
        yield Way("in_part", view, (), ((case.due, on_time),))


def plain(case: Case, rates: Rates) -> Way | None:
    """In full on the day with more made, sent or bought in regular hours, outside the frozen zone."""
    search = searched(case, rates, Freedom())
    return None if search is None else as_way(case, ADDING[case.facts.procurement], search)


def helped(case: Case, rates: Rates) -> Way | None:
    """In full on the day with overtime, express material or frozen days, the least of them first."""
    for code, freedom in (
        ("overtime", Freedom(overtime=True)),
        ("buy_sooner", Freedom(express=True)),
        (ADDING[case.facts.procurement], Freedom(frozen=True)),
        ("overtime", Freedom(overtime=True, express=True, frozen=True)),
    ):
        search = searched(case, rates, freedom)
        if search is not None:
            way = as_way(case, code, search)
            return way if is_extra(case, way) else None
    return None


def is_extra(case: Case, way: Way) -> bool:
    """Whether it takes what only a supervisor may grant."""
    return any(
        adjustment.kind is AdjustmentKind.OVERTIME
        or is_express(adjustment)
        or is_frozen(case, adjustment)
        or is_dearer(case, adjustment)
        for adjustment in way.adjustments
        if adjustment.kind not in {AdjustmentKind.SPLIT_DELIVERY, AdjustmentKind.PROMISE_LATER}
    )


def is_frozen(case: Case, adjustment: Adjustment) -> bool:
    facts = case.ground.facts[adjustment.item_id, adjustment.site_id]
    is_bought = adjustment.kind is AdjustmentKind.BUY
    on = adjustment.on
    return not is_bought and on is not None and (on - case.ground.today).days < facts.frozen_days


def is_dearer(case: Case, adjustment: Adjustment) -> bool:
    """Whether it is got another way that costs more than the usual one."""
    if adjustment.alternate_id is None:
        return False
    other = case.ground.master.alternates[adjustment.alternate_id]
    return extra_cost(case.ground, other, adjustment) > 0


def option_of(case: Case, way: Way) -> Option:
    needs_approval = is_extra(case, way)
    given = sum(units for _, units in way.deliveries)
    return Option(
        code=way.code,
        deliveries=days_of(case, way.deliveries),
        open_quantity=quantity_of(case.open_after - given, case.decimals),
        adjustments=way.adjustments,
        needs_approval=needs_approval,
        reservation=Reservation() if needs_approval else reservation_of(case, way),
    )


def days_of(case: Case, deliveries: "list[tuple[int, int]] | tuple[tuple[int, int], ...]") -> tuple[DayQuantity, ...]:  # fmt: skip
    """Deliveries as dates and quantities; the day wanted keeps its date beyond the horizon."""
    return tuple(
        DayQuantity(
            case.wanted_on if day == case.due else case.day(day), quantity_of(units, case.decimals)
        )
        for day, units in deliveries
    )


def reservation_of(case: Case, way: Way) -> Reservation:
    """What has to be kept so that this way can still be gone when the customer says yes."""
    item_id, site_id = case.node
    return Reservation(
        deliveries=tuple(
            ReservedDemand(item_id, site_id, part.quantity, part.on)
            for part in days_of(case, way.deliveries)
        ),
        supplies=tuple(
            supply_of(case, adjustment)
            for adjustment in way.adjustments
            if adjustment.kind in ADDED
        ),
        surplus=tuple(surplus_of(case, way)),
    )


def supply_of(case: Case, adjustment: Adjustment) -> ReservedSupply:
    node = adjustment.item_id, adjustment.site_id
    facts = case.ground.master.facts_by(node, adjustment.alternate_id)
    assert adjustment.on is not None  # noqa: S101 -- what is added always has its day
    day = case.ground.index_of(adjustment.on)
    units = want(adjustment.quantity, facts.quantity_decimals)
    return ReservedSupply(
        kind=ADDED[adjustment.kind],
        item_id=adjustment.item_id,
        site_id=adjustment.site_id,
        quantity=adjustment.quantity,
        on=adjustment.on,
        start_on=case.ground.day_of(case.ground.start_for(facts, day, units)),
        alternate_id=adjustment.alternate_id,
    )


def surplus_of(case: Case, way: Way) -> Iterator[ReservedDemand]:
    """What the lots bring beyond the need: it is free only once they are really planned.

    It is kept from the last day on which stock is lowest: from then on it is what is left over. Where
    lots end it is kept from the first day on which there is more than was.
    """
    view = way.view.copy()
    for node in way.view.touched:
        for _ in range(2 * case.ground.days):
            more = view.free(node) - case.before.free(node)
            first = first_day(more, 1)
            if first is None:
                break
            lowest = first
            if not case.ground.ends(node):
                line = view.projected(node)[first:]
                lowest = first + len(line) - 1 - int(line[::-1].argmin())
            view.want(node, lowest, int(more[first]))
            yield ReservedDemand(*node, quantity_at(case, node, int(more[first])), case.day(lowest))


def quantity_at(case: Case, node: Node, units: int) -> Decimal:
    return quantity_of(units, case.ground.facts[node].quantity_decimals)


@dataclass(frozen=True, slots=True)
class Hold:
    """A reservation with its owner: the quotation, the customer and their priority."""

    quotation_id: UUID
    customer_id: UUID
    customer_name: str
    priority: int
    reference: str
    unit_price: Decimal
    due_on: date
    reservation: Reservation
    demand_change_id: UUID | None = None


def with_holds(situation: Situation, holds: tuple[Hold, ...]) -> Situation:
    """The situation as everybody else has to see it: what is held is taken.

    Lots of which one should have been started before today are no longer there to count on; the
    deliveries stay, so that what is missing for them shows.
    """
    if not holds:
        return situation
    demands: list[Demand] = []
    supplies: list[PlannedSupply] = []
    for hold in holds:
        kept = hold.reservation
        first = kept.first_start()
        is_stale = first is not None and first < situation.today
        demands += (
            held_demand(hold, part, situation.remaining_life.get(hold.customer_id, 0))
            for part in (*kept.deliveries, *(() if is_stale else kept.surplus))
        )
        supplies += (held_supply(hold, lot) for lot in (() if is_stale else kept.supplies))
    return replace(
        situation,
        demands=(*situation.demands, *demands),
        supplies=(*situation.supplies, *supplies),
    )


def held_demand(hold: Hold, part: ReservedDemand, life: int) -> Demand:
    return Demand(
        demand_line_id=hold.quotation_id,
        item_id=part.item_id,
        site_id=part.site_id,
        customer_id=hold.customer_id,
        customer_name=hold.customer_name,
        priority=hold.priority,
        order_reference=hold.reference,
        open_quantity=part.quantity,
        due_on=hold.due_on,
        promised_on=part.on,
        unit_price=hold.unit_price,
        is_held=True,
        remaining_life_days=life,
    )


def held_supply(hold: Hold, lot: ReservedSupply) -> PlannedSupply:
    return PlannedSupply(
        id=hold.quotation_id,
        kind=lot.kind,
        reference=hold.reference,
        item_id=lot.item_id,
        site_id=lot.site_id,
        quantity=lot.quantity,
        on=lot.on,
        start_on=None if lot.kind is SupplyKind.PURCHASE else lot.start_on,
        is_firm=True,
        alternate_id=lot.alternate_id,
    )
