"""What the whole plan answers to a case, as plain data: plan, orders, promises, messages and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from backend.cli.plan_asked import Asked
from backend.cli.plan_available import Available
from backend.cli.plan_case import PlanningCase
from backend.cli.plan_days import buckets_of
from backend.cli.plan_delivered import Delivered, by_rule
from backend.cli.plan_derived import Following, planned, source_of
from backend.cli.plan_limits import check_limits
from backend.cli.plan_notes import notes_of
from backend.cli.plan_records import pegs_of, record_of
from backend.cli.plan_rows import AskRow
from backend.cli.plan_saved import supplies_saved
from backend.cli.plan_situation import NONE, named, open_rows, rules_of, situation_of
from backend.cli.plan_validity import check_validity
from backend.engine.answer import DayQuantity
from backend.engine.fences import fence_on
from backend.engine.scale import hours_of, quantity_of, want
from backend.engine.situation import DeliveryRule, Node
from backend.engine.whole.answer import Cause, Link, Supply
from backend.engine.whole.changes import SetDemand
from backend.engine.whole.messages import messages_of
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.warm import Snapshot

NOTHING: Final = Decimal(0)
NO_WAY: Final = "no_way"
"""The cause of what waits for something that nothing is planned for."""
OVERDUE: Final = "overdue"
"""The cause of a line whose day had gone by before today, and that nothing else makes late."""


class Told:
    """A case that has been planned, and the names in it."""

    def __init__(self, case: PlanningCase, today: date) -> None:
        self.buckets = buckets_of(case, today)
        check_validity(case, self.buckets)
        situation = situation_of(case, self.buckets)
        check_limits(case, situation.horizon_days)
        self.case, self.situation, self.today = case, situation, situation.today
        self.warm, following = planned(case, situation, rules_of(case))
        self.following = {each.paper.id: each for each in following}
        self.unplanned = {
            (named(row.item), named(row.site)) for row in case.items if row.get == NONE
        }
        self.shared = {(a.paper.item_id, a.paper.site_id) for a in following if not a.maker}
        self.plan: WholePlan = self.warm.plan()
        self.centers = {each.id: each.name for each in situation.work_centers}
        papers = (*situation.supplies, *(each.paper for each in following))
        self.papers = {each.id: each.reference for each in papers}
        self.lines = {each.demand_line_id: each.order_reference for each in situation.demands}
        self.ordered = list(self.lines)[: len(case.orders)]
        self.delivered = Delivered(self.plan, situation.demands[: len(case.orders)])
        self.expected = open_rows(case, self.buckets)

    def everything(self) -> dict[str, Any]:
        """All answers, ready for JSON."""
        plan = self.plan
        asked = Asked(self.case, self.buckets, self.situation)
        orders = [self.order(line) for line in self.ordered]
        told = {
            "today": self.today,
            "bucket": self.case.bucket,
            "horizon": plan.situation.horizon_days,
            "plan": self.supplies(),
            "orders": orders,
            "forecast": [self.expectation(place) for place in range(len(self.expected))],
            "promises": [self.promise(place) for place in range(len(self.case.promises))],
            "changes": [asked.change(row) for row in self.case.changes],
            "shares": [asked.share(row) for row in self.case.shares],
            "messages": self.messages(),
            "records": [
                {**self.where(node), "days": record_of(plan, node, self.forecast_lines(node))}
                for node in plan.names.nodes
            ],
            "pegs": [peg for node in plan.names.nodes for peg in self.pegs(node)],
            "loads": self.loads(),
            "figures": self.figures() | service(orders),
            "notes": notes_of(self.case, self.buckets, plan.situation.horizon_days),
        }
        return {name: self.cell(value) for name, value in told.items()}

    def cell(self, value: Any) -> Any:
        """Numbers as text that keeps every decimal, days as the first one of their bucket."""
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        if isinstance(value, date):
            return self.buckets.outside(value).isoformat()
        if isinstance(value, dict):
            return {name: self.cell(each) for name, each in value.items()}
        return [self.cell(each) for each in value] if isinstance(value, list) else value

    @cached_property
    def beside(self) -> Snapshot:
        """The plan of orders alone: what is only expected holds nothing back from a promise."""
        found = self.warm.copy() if not self.shared else self._with_all_ways()
        expected = self.situation.demands[len(self.case.orders) :]
        found.change(
            *(
                SetDemand(replace(line, open_quantity=NOTHING))
                for line in expected
                if line.open_quantity
            )
        )
        return found

    def forecast_lines(self, node: Node) -> list[UUID]:
        """The periods of the forecast of a node that count in the plan."""
        return [
            named(found.name)
            for row, found in self.expected
            if (named(row.item), named(row.site)) == node and found.open_quantity
        ]

    def expectation(self, place: int) -> dict[str, Any]:
        """A period of the forecast, and what of it no order has taken."""
        row, found = self.expected[place]
        told: dict[str, Any] = {
            "item": row.item,
            "site": row.site,
            "day": self.buckets.inside(row.day),
            "quantity": row.quantity,
            "open": found.open_quantity,
            "before_fence": found.is_fenced,
        }
        return told

    def pegs(self, node: Node) -> list[dict[str, Any]]:
        """Who lives on what at a node."""
        names: dict[UUID, Any] = {**self.lines, **self.papers}
        names |= {paper: source_of(each) for paper, each in self.following.items()}
        return pegs_of(self.plan, node, self.where, names)

    def where(self, node: Node) -> dict[str, str]:
        """Item and site of a node."""
        facts = self.plan.names.facts[self.plan.place_of(node)]
        return {"item": facts.item_name, "site": facts.site_name}

    def supplies(self) -> list[dict[str, Any]]:
        """What the plan makes, buys and moves, and what follows from that."""
        left_out = self.shared | self.unplanned
        rows = [
            self.supply(each, saved)
            for each, saved in supplies_saved(self.plan)
            if each.node not in left_out
        ]
        return rows + [self.follower(each) for each in self.following.values()]

    def follower(self, found: Following) -> dict[str, Any]:
        """A purchase in fixed shares, or a by-product, as a row of the plan."""
        paper, plan = found.paper, self.plan
        node = paper.item_id, paper.site_id
        is_there = paper.on <= plan.day_of(plan.days - 1)
        facts = plan.names.facts[plan.place_of(node)]
        told: dict[str, Any] = {
            "do": found.do,
            **self.where(node),
            "quantity": paper.quantity,
            "saved": NOTHING,
            "lots": list(found.lots),
            "needed": found.needed,
            "start": found.start,
            "finish": paper.on if is_there else None,
            "by": found.way or None,
            "routing": 1,
            "priority": None,
            "fence": fence_on(
                self.today, found.start, facts.frozen_days, facts.negotiable_days
            ).value,
            "why_late": [Cause.LEAD_TIME.value]
            if not found.maker and paper.on > found.needed
            else [],
            "waits_for": None,
            "slack_days": None,
            "work": [],
        }
        return told if not found.maker else {**told, "of": found.maker}

    def figures(self) -> dict[str, Any]:
        """The sums over the plan, with what is bought in fixed shares."""
        found = asdict(self.plan.figures)
        cost = sum(
            (each.paper.quantity * each.unit_cost for each in self.following.values()), NOTHING
        )
        return found | {name: found[name] + cost for name in ("purchase_cost", "cost")}

    def _with_all_ways(self) -> Snapshot:
        """The plan in which what is bought in fixed shares may also be bought by any of its ways."""
        papers = tuple(each.paper for each in self.following.values())
        situation = replace(self.situation, supplies=(*self.situation.supplies, *papers))
        return Snapshot(situation, rules_of(self.case))

    def supply(self, found: Supply, saved: Decimal) -> dict[str, Any]:
        """A supply that the plan makes, buys or moves, what of it papers save, and what makes it late."""
        told: dict[str, Any] = {
            "do": found.procurement.value,
            **self.where(found.node),
            "quantity": found.quantity,
            "saved": saved,
            "lots": list(found.lots),
            "needed": found.need_on,
            "start": found.start_on,
            "finish": found.finish_on,
            "by": found.way or None,
            "routing": found.routing + 1,
            "priority": found.priority,
            "fence": found.fence.value,
            "why_late": [cause.value for cause in found.causes],
            "waits_for": None if found.late_input is None else self.where(found.late_input),
            "slack_days": self.plan.slack_of(found),
            "work": [
                {
                    "at": self.centers[work.work_center_id],
                    "day": work.on,
                    "hours": hours_of(work.hours),
                }
                for work in self.plan.work_of(found)
            ],
        }
        return told

    def order(self, demand_line_id: UUID) -> dict[str, Any]:
        """What an order line gets when, and the chain down to what makes it late."""
        found = self.plan.delivery_of(demand_line_id)
        told: dict[str, Any] = {
            "line": self.lines[demand_line_id],
            "due": found.due_on,
            "quantity": found.quantity,
        }
        if found.due_on > self.plan.day_of(self.plan.days - 1):
            return {**told, "beyond_horizon": True}
        kept = self.delivered.of(demand_line_id)
        causes = [cause.value for cause in found.causes]
        chain = [self.link(each) for each in self.plan.why(demand_line_id)] if causes else []
        if causes in ([Cause.AWAITING_SUPPLY.value], [Cause.VALIDITY.value]):
            causes = chain[0]["why"]
        if kept.is_overdue and not causes:
            causes = [OVERDUE]
        return {
            **told,
            "parts": _parts(kept.parts),
            "open": kept.open_quantity,
            "days_late": kept.days_late,
            "by_rule": list(kept.rules),
            "why_late": causes,
            "chain": chain,
        }

    def link(self, found: Link) -> dict[str, Any]:
        """One step of "why"."""
        follower = None if found.supply_id is None else self.following.get(found.supply_id)
        is_bought = follower is not None and not follower.maker
        why = [Cause.LEAD_TIME.value] if is_bought else [cause.value for cause in found.causes]
        if found.node in self.unplanned and why == [Cause.VALIDITY.value]:
            why = [NO_WAY]
        return {
            **self.where(found.node),
            "quantity": found.quantity,
            "wanted": found.wanted_on,
            "there": found.there_on,
            "why": why,
            "at": None if found.work_center_id is None else self.centers[found.work_center_id],
            "paper": None if found.supply_id is None or is_bought else self.papers[found.supply_id],
        }

    def promise(self, place: int) -> dict[str, Any]:
        """What can be promised on top of the plan, and what would have to be done for it."""
        row = self.case.promises[place]
        node = named(row.item), named(row.site)
        on = self.buckets.inside(row.day)
        life = self.case.remaining_life.get(row.customer or "", 0) if row.life is None else row.life
        found = self.beside.promise(node, row.quantity, on, life)
        free = Available(self.plan, node, self.forecast_lines(node))
        parts, rules = self._kept(row, found.parts)
        there, _ = self._kept(row, free.parts(row.quantity, (on - self.today).days, life))
        whole = sum((part.quantity for part in found.parts), found.open_quantity)
        is_unplanned = node in self.unplanned and found.causes == (Cause.VALIDITY,)
        return {
            "item": row.item,
            "site": row.site,
            "quantity": row.quantity,
            "day": on,
            "parts": _parts(parts),
            "open": whole - sum(part.quantity for part in parts),
            "available": _parts(there),
            "by_rule": rules,
            "why_late": [NO_WAY] if is_unplanned else [cause.value for cause in found.causes],
            "takes": [
                {
                    "do": each.procurement.value,
                    **self.where(each.node),
                    "quantity": each.quantity,
                    "start": each.start_on,
                    "finish": each.finish_on,
                }
                for each in found.supplies
                if each.node not in self.unplanned
            ],
        }

    def _kept(
        self, row: AskRow, parts: Sequence[DayQuantity]
    ) -> tuple[tuple[DayQuantity, ...], list[str]]:
        """Parts of a promise that keep its delivery rule."""
        place = self.plan.place_of((named(row.item), named(row.site)))
        decimals = self.plan.names.facts[place].quantity_decimals
        rule = DeliveryRule(row.late, row.in_parts, row.least_part)
        units = [((part.on - self.today).days, want(part.quantity, decimals)) for part in parts]
        last = max(self.buckets.index(row.day), 0) + (row.late or 0)
        kept, rules = by_rule(units, want(row.quantity, decimals), rule, decimals, last)
        return tuple(
            DayQuantity(self.plan.day_of(day), quantity_of(each, decimals)) for day, each in kept
        ), rules

    def messages(self) -> list[dict[str, Any]]:
        """What to do with the papers that stay; new supplies stand in the plan already."""
        return [
            {
                "do": each.message.value,
                **self.where(each.node),
                "quantity": each.quantity,
                "paper": self.papers[each.supply_id],
                "day": each.on,
                "to": each.to_on,
            }
            for each in messages_of(self.plan)
            if each.supply_id is not None and each.supply_id not in self.following
        ]

    def loads(self) -> list[dict[str, Any]]:
        """Hours asked of each work centre on the days on which there are any."""
        told = []
        for center, place in self.plan.names.center_at.items():
            load, offered = self.plan.load(center), self.plan.kept.offered[place]
            told += [
                {
                    "at": self.centers[center],
                    "day": self.plan.day_of(day),
                    "hours": hours_of(int(hours)),
                    "offered": hours_of(int(offered[day])),
                }
                for day, hours in enumerate(load.tolist())
                if hours
            ]
        return told


def _parts(parts: Sequence[DayQuantity]) -> list[dict[str, Any]]:
    return [{"day": part.on, "quantity": part.quantity} for part in parts]


def service(orders: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The figures of order lines by their days and delivery rules; the forecast is none of them."""
    lines = [row for row in orders if "beyond_horizon" not in row and row["quantity"]]
    good = sum(not row["days_late"] and not row["open"] for row in lines)
    return {
        "lines_count": len(lines),
        "lines_on_time_count": good,
        "service_ratio": round(Decimal(good) / len(lines), 4) if lines else Decimal(1),
        "late_days": sum(row["days_late"] for row in lines),
    }
