"""What a planning case asks of its plan as it stands: what a change does and the ways out, who gets what is short.

Both look at the stock and the `supply` of the case, not at what the whole plan would make of it, and at orders alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from backend.allocation.model import rule_of, rules_for
from backend.cli.plan_case import CaseError, PlanningCase
from backend.cli.plan_days import Buckets
from backend.cli.plan_rows import ChangeRow, ShareRow
from backend.cli.plan_situation import named
from backend.engine.answer import Adjustment, DayQuantity, Reason, Slip
from backend.engine.sharing import share_out
from backend.engine.sharing_component import share_out_component
from backend.engine.situation import Change, DeliveryRule, Situation
from backend.impact.model import assess_impact
from backend.proposal.model import Alternative, Weights, propose_alternatives
from shared.schemas.allocation import AllocationRule
from shared.terms import AllocationStrategy

NOTHING = Decimal(0)


class Asked:
    """The questions of a case that are about the plan as it stands."""

    def __init__(self, case: PlanningCase, buckets: Buckets, situation: Situation) -> None:
        self.case, self.buckets = case, buckets
        orders = situation.demands[: len(case.orders)]
        self.situation = replace(situation, demands=orders)
        self.rule = rule_of(
            rules_for(
                [
                    AllocationRule("", row.priority, AllocationStrategy(row.strategy), row.weight)
                    for row in case.strategies
                ],
                "",
            ),
            (),
        )

    def change(self, row: ChangeRow) -> dict[str, Any]:
        """What a change does when nobody acts, and the ways out, the recommended one first."""
        change = self._change(row)
        found = assess_impact(self.situation, change)
        ways = propose_alternatives(self.situation, change, found, Weights())
        return {
            "line": row.line,
            "item": found.item_name,
            "site": found.site_name,
            "quantity": found.quantity_after,
            "due": found.due_on_after,
            "parts": _parts(found.answer),
            "short": found.short_quantity,
            "days_late": found.days_late,
            "fence": found.fence.value,
            "why": [_reason(each) for each in found.reasons],
            "slips": [_slip(each) for each in found.slips],
            "ways": [_way(each) for each in ways],
        }

    def _change(self, row: ChangeRow) -> Change:
        line = next((each for each in self.case.orders if each.line == row.line), None)
        before = line.quantity if line else NOTHING
        after = NOTHING if row.cancel else before if row.quantity is None else row.quantity
        due = row.due if row.due is not None or line is None else line.due
        customer = row.customer or (line.customer if line else "Somebody")
        if row.item is None or due is None:
            raise CaseError("changes: without `line` it needs `item`, `quantity` and `due`")
        return Change(
            item_id=named(row.item),
            site_id=named(row.site or ""),
            customer_id=named(customer),
            customer_name=customer,
            quantity_before=before,
            quantity_after=after,
            due_on_after=self.buckets.inside(due),
            demand_line_id=named(line.line) if line else None,
            due_on_before=self.buckets.inside(line.due) if line else None,
            is_cancellation=row.cancel,
            is_urgent=row.urgent,
            unit_price=row.price if row.price is not None else line.price if line else NOTHING,
            priority=row.priority,
            order_reference=row.line or "",
            rule=DeliveryRule(row.late, row.in_parts, row.least_part),
        )

    def share(self, row: ShareRow) -> dict[str, Any]:
        """Who gets what of an item that is short, by the strategies of the case."""
        node = named(row.item), named(row.site)
        out = share_out_component if row.component else share_out
        found = out(self.situation, node, self.rule)
        told: dict[str, Any] = {"item": row.item, "site": row.site}
        if found is None:
            return {**told, "missing": NOTHING, "lines": [], "lots": [], "moves": []}
        return {
            **told,
            "missing": found.missing,
            "lines": [
                {
                    "line": each.line.order_reference,
                    "strategy": each.strategy.value,
                    "parts": _parts(each.parts),
                    "open": each.open_quantity,
                    "days_late": each.days_late,
                    "outcome": each.outcome.value,
                }
                for each in found.shares
            ],
            "lots": [
                {
                    "paper": each.reference,
                    "for": each.customer_name,
                    "parts": _parts(each.parts),
                    "open": each.open_quantity,
                }
                for each in found.lots
            ],
            "moves": [_step(each) for each in found.moves],
        }


def _parts(parts: Iterable[DayQuantity]) -> list[dict[str, Any]]:
    return [{"day": part.on, "quantity": part.quantity} for part in parts]


def _reason(found: Reason) -> dict[str, Any]:
    return {"why": found.code, **{name: _day(value) for name, value in found.facts.items()}}


def _day(value: str) -> date | str:
    """A day that stands in a reason as text."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _slip(found: Slip) -> dict[str, Any]:
    return {
        "line": found.order_reference,
        "customer": found.customer_name,
        "item": found.item_name,
        "quantity": found.quantity,
        "promised": found.promised_on,
        "possible": found.possible_on,
        "days_late": found.days_late,
    }


def _step(found: Adjustment) -> Mapping[str, Any]:
    told = {
        "do": found.kind.value,
        "item": found.item_name,
        "quantity": found.quantity,
        "day": found.on,
        "from": found.from_on,
        "paper": found.reference,
        "by": found.alternate_name,
        "at": found.work_center_name,
        "hours": found.hours,
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _way(found: Alternative) -> dict[str, Any]:
    return {
        "way": found.code,
        "score": found.score,
        "is_recommended": found.is_recommended,
        "parts": _parts(found.deliveries),
        "does": [_step(each) for each in found.adjustments],
        "losers": [_slip(each) for each in found.losers],
        "cost": found.cost,
        "margin": found.margin,
        "fence": found.fence.value,
    }
