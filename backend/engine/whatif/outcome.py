"""What a scenario brings: its figures, its price, and what of it would be carried out if it were adopted.

What lies in the company's own hands (hours added, purchases, plan lines) is carried out; what is only
assumed (demand, promotion, price, hours lost) is not.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.engine.answer import Adjustment
from backend.engine.apply import PURCHASING
from backend.engine.cost import DAYS_A_YEAR, freight_of
from backend.engine.fences import fence_on, tightest
from backend.engine.ground import Ground, ground_of
from backend.engine.scale import money, want
from backend.engine.search import adjustment_of
from backend.engine.situation import Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View
from backend.engine.ways import Rates
from backend.engine.whatif.anew import planned_anew
from backend.engine.whatif.edits import Edit, Subjects, added_hours, edited, supply_of
from backend.engine.whatif.figures import Figures, figures_of, stock_value_days
from backend.engine.whatif.response import respond
from shared.terms import AdjustmentKind, EditKind, Fence, ScenarioCaution

NO_ITEM: Final = UUID(int=0)
HOURS: Final = frozenset({EditKind.CAPACITY, EditKind.CALENDAR})
SUPPLY: Final = frozenset({EditKind.PURCHASE, EditKind.PLAN_LINE})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario brings; `assumed` are the places of the edits that cannot be carried out.

    `value` is what the adjustments move, at unit cost, and what they cost beyond; `fence` the tightest
    zone that they touch.
    """

    figures: Figures
    adjustments: tuple[Adjustment, ...]
    assumed: tuple[int, ...]
    cautions: tuple[ScenarioCaution, ...]
    fence: Fence
    value: Decimal
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a company that a scenario is about: a site's plan, its nodes components first."""

    site_id: UUID
    nodes: tuple[Node, ...]


def figures_today(situation: Situation, part: Part) -> Figures:
    """The figures of the plan as it was copied."""
    return figures_of(View(ground_of(situation)), part.nodes, part.site_id, Decimal(0))


def outcome_of(
    situation: Situation,
    edits: Sequence[Edit],
    subjects: Subjects,
    part: Part,
    rates: Rates | None = None,
) -> Outcome:
    """Lay the edits over a copy of the situation and say what comes of it; the copy is left as it is."""
    rates = rates or Rates()
    before = ground_of(situation)
    after = edited(situation, edits, subjects)
    is_anew = any(edit.kind is EditKind.PLAN_ANEW for edit in edits)
    if is_anew:
        answer = planned_anew(after, part.nodes, rates.express_ratio)
    else:
        answer = respond(situation, after, part.nodes)
    own: list[Adjustment] = []
    assumed: list[int] = []
    for place, (edit, seen) in enumerate(_as_met(situation, edits, subjects)):
        done = _carried_out(ground_of(seen), seen, edit)
        own += done
        if not done and edit.kind is not EditKind.PLAN_ANEW:
            assumed.append(place)
    overtime = _summed(own)
    adjustments = (*overtime, *(a for a in own if a.kind is not AdjustmentKind.OVERTIME))
    adjustments = (*adjustments, *answer.adjustments)
    cost = _cost(before, adjustments, rates)
    waiting = stock_value_days(answer.view, part.nodes) - stock_value_days(View(before), part.nodes)
    cost += max(Decimal(0), waiting) * rates.stock_cost_ratio / DAYS_A_YEAR
    return Outcome(
        figures=figures_of(answer.view, part.nodes, part.site_id, cost),
        adjustments=adjustments,
        assumed=tuple(assumed),
        cautions=tuple(_cautions(before, adjustments)),
        fence=_fence(before, adjustments),
        value=money(sum((_goods(before, each) for each in adjustments), cost)),
        starts_on=min((a.on for a in adjustments if a.on is not None), default=None),
    )


def _as_met(
    situation: Situation, edits: Sequence[Edit], subjects: Subjects
) -> list[tuple[Edit, Situation]]:
    """Each edit with the situation that it meets: that of all edits before it."""
    found = []
    for edit in edits:
        found.append((edit, situation))
        situation = edited(situation, [edit], subjects)
    return found


def _carried_out(ground: Ground, situation: Situation, edit: Edit) -> list[Adjustment]:
    """What adopting an edit does to plan and purchases; nothing where it is an assumption."""
    if edit.kind in HOURS:
        centers = (
            [edit.work_center_id]
            if edit.kind is EditKind.CAPACITY
            else [c.id for c in situation.work_centers if c.site_id == edit.site_id]
        )
        return [
            _overtime(ground, center, on, hours)
            for center in centers
            if center is not None
            for on, hours in added_hours(situation, edit, center)
            if hours > 0
        ]
    if edit.kind in SUPPLY:
        supply = supply_of(situation, edit)
        return [] if supply is None else _of_supply(ground, supply, edit)
    return []


def _overtime(ground: Ground, center_id: UUID, on: date, hours: Decimal) -> Adjustment:
    center = ground.work_centers[center_id]
    return Adjustment(
        kind=AdjustmentKind.OVERTIME,
        item_id=NO_ITEM,
        item_name="",
        unit="",
        site_id=center.site_id,
        quantity=Decimal(0),
        on=on,
        work_center_id=center_id,
        work_center_name=center.name,
        hours=hours,
    )


def _of_supply(ground: Ground, supply: PlannedSupply, edit: Edit) -> list[Adjustment]:
    """A supply cut, raised or moved, as the adjustments that do it, in that order."""
    facts = ground.facts[supply.item_id, supply.site_id]
    whole = want(supply.quantity, facts.quantity_decimals)
    wanted = whole if edit.quantity is None else want(edit.quantity, facts.quantity_decimals)
    is_purchase = supply.kind is SupplyKind.PURCHASE
    on = edit.on or supply.on
    day = (on - ground.today).days
    found = []
    if wanted < whole:
        cut = AdjustmentKind.MAKE_LESS
        if is_purchase:
            cut = AdjustmentKind.REDUCE_PURCHASE if wanted else AdjustmentKind.CANCEL_PURCHASE
        found.append(adjustment_of(ground, cut, facts, whole - wanted, None, None, supply))
    if wanted > whole:
        more = AdjustmentKind.BUY if is_purchase else AdjustmentKind.MAKE_MORE
        found.append(adjustment_of(ground, more, facts, wanted - whole, day))
    if on != supply.on and wanted:
        move = AdjustmentKind.MOVE
        if is_purchase:
            sooner = on < supply.on
            move = AdjustmentKind.BUY_SOONER if sooner else AdjustmentKind.BUY_LATER
        found.append(adjustment_of(ground, move, facts, min(wanted, whole), day, None, supply))
    return found


def _summed(adjustments: Sequence[Adjustment]) -> list[Adjustment]:
    """Overtime of several edits on one work centre and day, as one adjustment."""
    by_day: dict[tuple[UUID | None, date | None], list[Adjustment]] = defaultdict(list)
    for adjustment in adjustments:
        if adjustment.kind is AdjustmentKind.OVERTIME:
            by_day[adjustment.work_center_id, adjustment.on].append(adjustment)
    return [
        Adjustment(
            kind=AdjustmentKind.OVERTIME,
            item_id=NO_ITEM,
            item_name="",
            unit="",
            site_id=together[0].site_id,
            quantity=Decimal(0),
            on=together[0].on,
            work_center_id=together[0].work_center_id,
            work_center_name=together[0].work_center_name,
            hours=sum((each.hours or Decimal(0) for each in together), Decimal(0)),
        )
        for together in by_day.values()
    ]


def _cost(ground: Ground, adjustments: Sequence[Adjustment], rates: Rates) -> Decimal:
    """What the adjustments cost beyond the plan, at the rates of a proposal."""
    cost = Decimal(0)
    for each in adjustments:
        if each.kind is AdjustmentKind.OVERTIME and each.work_center_id is not None:
            hourly = ground.work_centers[each.work_center_id].overtime_hourly_cost
            cost += (each.hours or Decimal(0)) * hourly
            continue
        value = each.quantity * ground.facts[each.item_id, each.site_id].unit_cost
        if each.kind is AdjustmentKind.TRANSFER:
            cost += freight_of(ground, each, rates)
        elif each.kind is AdjustmentKind.BUY_SOONER:
            cost += value * rates.express_cost_ratio
        elif each.kind in {AdjustmentKind.REDUCE_PURCHASE, AdjustmentKind.CANCEL_PURCHASE}:
            cost += value * rates.purchase_fee_ratio
    return cost


def _cautions(ground: Ground, adjustments: Sequence[Adjustment]) -> list[ScenarioCaution]:
    found = set()
    for each in adjustments:
        if each.kind is AdjustmentKind.BUY_SOONER:
            found.add(ScenarioCaution.SUPPLIER)
        if each.kind is AdjustmentKind.OVERTIME and _passes_limit(ground, each):
            found.add(ScenarioCaution.OVERTIME_LIMIT)
    if _fence(ground, adjustments) is Fence.FROZEN:
        found.add(ScenarioCaution.FROZEN)
    return sorted(found)


def _fence(ground: Ground, adjustments: Sequence[Adjustment]) -> Fence:
    """The tightest zone of the days that lots leave and come to; purchases follow their lead time."""
    touched = []
    for each in adjustments:
        facts = ground.facts.get((each.item_id, each.site_id))
        if facts is not None and each.kind not in PURCHASING:
            touched += [
                fence_on(ground.today, day, facts.frozen_days, facts.negotiable_days)
                for day in (each.on, each.from_on)
                if day is not None
            ]
    return tightest(touched)


def _goods(ground: Ground, adjustment: Adjustment) -> Decimal:
    facts = ground.facts.get((adjustment.item_id, adjustment.site_id))
    return adjustment.quantity * facts.unit_cost if facts is not None else Decimal(0)


def _passes_limit(ground: Ground, overtime: Adjustment) -> bool:
    """Whether overtime is more than a day may have, or on a day that is shut."""
    if overtime.work_center_id is None or overtime.on is None:
        return False
    center = ground.work_centers[overtime.work_center_id]
    approved = ground.situation.overtime.get((center.id, overtime.on), Decimal(0))
    limit = center.overtime_hours_a_day - approved
    return overtime.on in center.no_overtime_on or (overtime.hours or Decimal(0)) > limit
