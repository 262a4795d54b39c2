"""What the whole plan answers to a case, as plain data: plan, orders, promises, messages and figures."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from backend.cli.plan_case import PlanningCase, day_of
from backend.cli.plan_situation import named, rules_of, situation_of
from backend.engine.answer import DayQuantity
from backend.engine.scale import hours_of
from backend.engine.situation import Node
from backend.engine.whole.answer import Link, Supply
from backend.engine.whole.messages import messages_of
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.warm import Snapshot


class Told:
    """A case that has been planned, and the names in it."""

    def __init__(self, case: PlanningCase, today: date) -> None:
        situation = situation_of(case, today)
        self.case, self.today = case, situation.today
        self.warm = Snapshot(situation, rules_of(case))
        self.plan: WholePlan = self.warm.plan()
        self.centers = {each.id: each.name for each in situation.work_centers}
        self.papers = {each.id: each.reference for each in situation.supplies}
        self.lines = {each.demand_line_id: each.order_reference for each in situation.demands}

    def everything(self) -> dict[str, Any]:
        """All answers, ready for JSON."""
        plan = self.plan
        return {
            "today": self.today.isoformat(),
            "horizon": plan.situation.horizon_days,
            "plan": [self.supply(each) for each in plan.supplies],
            "orders": [self.order(line) for line in self.lines],
            "promises": [self.promise(place) for place in range(len(self.case.promises))],
            "messages": self.messages(),
            "loads": self.loads(),
            "figures": {name: _cell(value) for name, value in asdict(plan.figures).items()},
        }

    def where(self, node: Node) -> dict[str, str]:
        """Item and site of a node."""
        facts = self.plan.names.facts[self.plan.place_of(node)]
        return {"item": facts.item_name, "site": facts.site_name}

    def supply(self, found: Supply) -> dict[str, Any]:
        """A supply that the plan makes, buys or moves, and what makes it late."""
        told: dict[str, Any] = {
            "do": found.procurement.value,
            **self.where(found.node),
            "quantity": _cell(found.quantity),
            "lots": [_cell(lot) for lot in found.lots],
            "needed": _cell(found.need_on),
            "start": _cell(found.start_on),
            "finish": _cell(found.finish_on),
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
                    "day": _cell(work.on),
                    "hours": _cell(hours_of(work.hours)),
                }
                for work in self.plan.work_of(found)
            ],
        }
        return told

    def order(self, demand_line_id: UUID) -> dict[str, Any]:
        """What an order line gets when, and the chain down to what makes it late."""
        try:
            found = self.plan.delivery_of(demand_line_id)
        except KeyError:
            return {"line": self.lines[demand_line_id], "beyond_horizon": True}
        return {
            "line": self.lines[demand_line_id],
            "due": _cell(found.due_on),
            "quantity": _cell(found.quantity),
            "parts": _parts(found.parts),
            "open": _cell(found.open_quantity),
            "days_late": found.days_late,
            "why_late": [cause.value for cause in found.causes],
            "chain": [self.link(each) for each in self.plan.why(demand_line_id)]
            if found.causes
            else [],
        }

    def link(self, found: Link) -> dict[str, Any]:
        """One step of "why"."""
        return {
            **self.where(found.node),
            "quantity": _cell(found.quantity),
            "wanted": _cell(found.wanted_on),
            "there": _cell(found.there_on),
            "why": [cause.value for cause in found.causes],
            "at": None if found.work_center_id is None else self.centers[found.work_center_id],
            "paper": None if found.supply_id is None else self.papers[found.supply_id],
        }

    def promise(self, place: int) -> dict[str, Any]:
        """What can be promised on top of the plan, and what would have to be done for it."""
        row = self.case.promises[place]
        node = named(row.item), named(row.site)
        on = day_of(self.today, row.day)
        found = self.warm.promise(node, row.quantity, on)
        return {
            "item": row.item,
            "site": row.site,
            "quantity": _cell(row.quantity),
            "day": _cell(on),
            "parts": _parts(found.parts),
            "open": _cell(found.open_quantity),
            "why_late": [cause.value for cause in found.causes],
            "takes": [
                {
                    "do": each.procurement.value,
                    **self.where(each.node),
                    "quantity": _cell(each.quantity),
                    "start": _cell(each.start_on),
                    "finish": _cell(each.finish_on),
                }
                for each in found.supplies
            ],
        }

    def messages(self) -> list[dict[str, Any]]:
        """What to do with the papers that stay; new supplies stand in the plan already."""
        return [
            {
                "do": each.message.value,
                **self.where(each.node),
                "quantity": _cell(each.quantity),
                "paper": self.papers[each.supply_id],
                "day": _cell(each.on),
                "to": _cell(each.to_on),
            }
            for each in messages_of(self.plan)
            if each.supply_id is not None
        ]

    def loads(self) -> list[dict[str, Any]]:
        """Hours asked of each work centre on the days on which there are any."""
        told = []
        for center, place in self.plan.names.center_at.items():
            load, offered = self.plan.load(center), self.plan.kept.offered[place]
            told += [
                {
                    "at": self.centers[center],
                    "day": _cell(self.plan.day_of(day)),
                    "hours": _cell(hours_of(int(hours))),
                    "offered": _cell(hours_of(int(offered[day]))),
                }
                for day, hours in enumerate(load.tolist())
                if hours
            ]
        return told


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def _parts(parts: tuple[DayQuantity, ...]) -> list[dict[str, Any]]:
    return [{"day": _cell(part.on), "quantity": _cell(part.quantity)} for part in parts]


def sentences(told: Mapping[str, Any]) -> list[str]:
    """The answers in lines that a planner reads."""
    found = [f"Today {told['today']}, {told['horizon']} days ahead", "", "Plan"]
    found += [f"  {_supply_line(row)}" for row in told["plan"]] or [
        "  nothing to make, buy or move"
    ]
    found += ["", "Orders"]
    for row in told["orders"]:
        found.append(f"  {_order_line(row)}")
        found += [f"      {_chain_line(link)}" for link in row.get("chain", ())]
    if told["promises"]:
        found += ["", "Promises"]
    for row in told["promises"]:
        found.append(
            f"  {row['quantity']} {row['item']} at {row['site']} on {row['day']}: {_got(row)}{_why(row)}"
        )
        found += [
            f"      {step['do']} {step['quantity']} {step['item']} at {step['site']},"
            f" {step['start']} to {step['finish']}"
            for step in row["takes"]
        ]
    if told["messages"]:
        found += ["", "Papers"]
    for row in told["messages"]:
        moved = f" to {row['to']}" if row["to"] else ""
        found.append(
            f"  {row['do']} {row['paper']}: {row['quantity']} {row['item']}, {row['day']}{moved}"
        )
    figures = told["figures"]
    on_time = f"{figures['lines_on_time_count']} of {figures['lines_count']} order lines on time"
    hours = f"{figures['hours']} hours, {figures['overtime_hours']} of them overtime"
    return [*found, "", f"{on_time}, {hours}"]


def _supply_line(row: Mapping[str, Any]) -> str:
    by = f" by {row['by']}" if row["by"] else ""
    line = f"{row['do']} {row['quantity']} {row['item']} at {row['site']}{by}"
    line += f", {row['start'] or 'beyond the horizon'} to {row['finish'] or 'beyond the horizon'}"
    return f"{line}, needed {row['needed']}{_why(row)}"


def _order_line(row: Mapping[str, Any]) -> str:
    if "beyond_horizon" in row:
        return f"{row['line']}: due beyond the horizon"
    late = f", {row['days_late']} days late" if row["days_late"] else ""
    return f"{row['line']}, {row['quantity']} due {row['due']}: {_got(row)}{late}{_why(row)}"


def _got(row: Mapping[str, Any]) -> str:
    parts = [f"{part['quantity']} on {part['day']}" for part in row["parts"]]
    if row["open"] != "0":
        parts.append(f"{row['open']} not within the horizon")
    return ", ".join(parts) or "nothing"


def _why(row: Mapping[str, Any]) -> str:
    return f" ({', then '.join(row['why_late'])})" if row["why_late"] else ""


def _chain_line(link: Mapping[str, Any]) -> str:
    what = f"{link['quantity']} {link['item']} at {link['site']}, wanted {link['wanted']}, there {link['there']}"
    what += f": {', then '.join(link['why'])}" if link["why"] else ""
    what += f" at {link['at']}" if link["at"] else ""
    return what + (f", waits for {link['paper']}" if link["paper"] else "")
