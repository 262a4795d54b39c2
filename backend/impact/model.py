"""What a demand change does when nobody acts: `assess_impact(situation, change) -> Impact`.

Stock and promise by day before and after, what can be delivered when, the reasons, the load and the
material that the change asks for beyond the plan, and the lines of others that it would push.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.engine.answer import DayQuantity, LoadBar, MaterialPosition, Reason, Slip
from backend.engine.case import Case, case_of, wanted_on
from backend.engine.fences import fence_on, frozen_until
from backend.engine.gates import reasons_for
from backend.engine.loads import bars_for
from backend.engine.materials import positions_for
from backend.engine.netting import below, extra_hours, net_change
from backend.engine.pegging import slips_of
from backend.engine.scale import day_quantities, quantity_of
from backend.engine.situation import Change, Situation
from backend.engine.together import waiting_together
from shared.terms import Fence


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change does when nobody acts; `shared.schemas.impact.Impact` without plan revision.

    `short_quantity` is missing on the day wanted; `days_late` runs to the last delivery, or to the
    day after the horizon where some of it never comes.
    """

    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    site_name: str
    quantity_before: Decimal
    quantity_after: Decimal
    due_on_before: date | None
    due_on_after: date
    answer: tuple[DayQuantity, ...]
    short_quantity: Decimal
    days_late: int
    frozen_until: date
    fence: Fence
    available_before: tuple[DayQuantity, ...]
    available_after: tuple[DayQuantity, ...]
    projected_before: tuple[DayQuantity, ...]
    projected_after: tuple[DayQuantity, ...]
    reasons: tuple[Reason, ...]
    loads: tuple[LoadBar, ...]
    materials: tuple[MaterialPosition, ...]
    slips: tuple[Slip, ...]


def assess_impact(situation: Situation, change: Change) -> Impact:
    """Say what a change does to the plan as it stands; the same input gives the same answer.

    Raises `NodeUnknownError` when the item is not planned at the site.
    """
    case = case_of(situation, change)
    order = below(case.ground, case.node)
    asks_for = net_change(case.before, case.asked, order)
    facts, node, today = case.facts, case.node, situation.today
    return Impact(
        item_id=facts.item_id,
        item_name=facts.item_name,
        unit=facts.unit,
        site_id=facts.site_id,
        site_name=facts.site_name,
        quantity_before=change.quantity_before,
        quantity_after=change.quantity_after,
        due_on_before=change.due_on_before,
        due_on_after=change.due_on_after,
        answer=deliveries_of(case, case.answer),
        short_quantity=quantity_of(case.missing, case.decimals),
        days_late=days_late(case),
        frozen_until=frozen_until(today, facts.frozen_days),
        fence=fence_on(today, concerned_on(case), facts.frozen_days, facts.negotiable_days),
        available_before=by_day(case, case.before.free(node).tolist()),
        available_after=by_day(case, case.asked.free(node).tolist()),
        projected_before=by_day(case, case.before.projected(node).tolist()),
        projected_after=by_day(case, case.asked.projected(node).tolist()),
        reasons=reasons_for(case),
        loads=bars_for(case, extra_hours(case.ground, asks_for)),
        materials=positions_for(case, asks_for),
        slips=slips_with_order(case),
    )


def slips_with_order(case: Case) -> tuple[Slip, ...]:
    """Lines of others that slip, and those of the same order that wait because it ships together."""
    waiting = waiting_together(case, case.answer)
    known = {slip.demand_line_id for slip in waiting}
    return (*(slip for slip in slips_of(case) if slip.demand_line_id not in known), *waiting)


def by_day(case: Case, values: list[int]) -> tuple[DayQuantity, ...]:
    return day_quantities(case.ground.today, values, case.decimals)


def deliveries_of(case: Case, deliveries: list[tuple[int, int]]) -> tuple[DayQuantity, ...]:
    """Deliveries as dates and quantities; the day wanted keeps its date beyond the horizon."""
    return tuple(
        DayQuantity(
            case.wanted_on if day == case.due else case.day(day), quantity_of(units, case.decimals)
        )
        for day, units in deliveries
    )


def days_late(case: Case) -> int:
    """Calendar days from the day wanted to the last delivery."""
    deliveries = case.answer
    wanted = min(case.ground.index_of(wanted_on(case.change, case.line)), case.due)
    if sum(units for _, units in deliveries) < case.open_after:
        return case.ground.days - wanted
    return max((day - wanted for day, _ in deliveries), default=0)


def concerned_on(case: Case) -> date:
    """The earliest day that the change touches: the old one or the new one."""
    days = [case.due] if case.open_after else []
    if case.due_before is not None:
        days.append(case.due_before)
    return case.day(min(days, default=case.due))
