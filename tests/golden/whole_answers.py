"""What the whole plan answers to a story, as plain data that a planner can read."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from backend.engine.scale import hours_of, plain, quantity_of
from backend.engine.textbook import (
    open_forecast,
    projected_available_balance,
    reorder_point,
    safety_stock,
)
from backend.engine.whole.answer import Delivery, Supply
from backend.engine.whole.messages import messages_of
from backend.engine.whole.planner import replan
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.rules import Rules
from backend.engine.whole.warm import Snapshot
from tests.planning import Given, amount, day, named, situation_from


def planned(given: Given) -> WholePlan:
    return replan(situation_from(given), Rules(**given.get("rules", {})))


def name_of(given: Given, node: Any) -> str:
    """An item, with its site where the company has several."""
    row = next(
        row
        for row in given["items"]
        if (named(row["item"]), named(row.get("site", "Riga"))) == node
    )
    sites = {row.get("site", "Riga") for row in given["items"]}
    return str(row["item"]) if len(sites) == 1 else f"{row['item']} at {row.get('site', 'Riga')}"


def told_supply(given: Given, plan: WholePlan, supply: Supply) -> str:
    text = f"{supply.procurement.value} {plain(supply.quantity)} {name_of(given, supply.node)}"
    if len(supply.lots) > 1:
        text += f" in lots of {', '.join(plain(lot) for lot in supply.lots)}"
    if supply.way or supply.routing:
        text += f" ({supply.way or f'routing {supply.routing + 1}'})"
    text += f" from {supply.start_on or 'after the horizon'} to {supply.finish_on or 'after the horizon'}"  # fmt: skip
    if supply.causes:
        text += f", wanted {supply.need_on}: {' then '.join(supply.causes)}"
    slack = plan.slack_of(supply)
    return text if slack is None else f"{text}, slack {slack}"


def told_delivery(found: Delivery) -> dict[str, Any]:
    told: dict[str, Any] = {part.on.isoformat(): plain(part.quantity) for part in found.parts}
    if found.open_quantity:
        told["never"] = plain(found.open_quantity)
    if found.causes:
        told["late"] = found.days_late
        told["why"] = [cause.value for cause in found.causes]
    return told


def supplies(given: Given) -> list[str]:
    """What is made, bought and moved, top level first."""
    plan = planned(given)
    return [told_supply(given, plan, supply) for supply in plan.supplies]


def orders(given: Given) -> dict[str, Any]:
    """What every order line gets."""
    plan = planned(given)
    return {
        str(row["line"]): told_delivery(plan.delivery_of(named(str(row["line"]))))
        for row in given["orders"]
    }


def loads(given: Given) -> dict[str, Any]:
    """Hours by work centre and day, where there are any."""
    plan = planned(given)
    return {
        row["name"]: {
            plan.day_of(index).isoformat(): plain(hours_of(int(hours)))
            for index, hours in enumerate(plan.load(named(row["name"])).tolist())
            if hours
        }
        for row in given["work_centers"]
    }


def stock_line(given: Given) -> dict[str, Any]:
    """Stock of the item that the story names, on the days on which it changes, and what is thrown away."""
    plan, asked = planned(given), given["about"]
    node = named(asked["item"]), named(asked.get("site", "Riga"))
    decimals = plan.names.facts[plan.place_of(node)].quantity_decimals
    told: dict[str, Any] = {"stock": {}, "thrown_away": {}}
    last = None
    for index, units in enumerate(plan.stock(node).tolist()):
        if units != last:
            told["stock"][plan.day_of(index).isoformat()] = plain(quantity_of(units, decimals))
        last = units
    for index, units in enumerate(plan.expiring(node).tolist()):
        if units:
            told["thrown_away"][plan.day_of(index).isoformat()] = plain(quantity_of(units, decimals))  # fmt: skip
    return told


def who_names(given: Given) -> dict[Any, str]:
    lines = {named(str(row["line"])): f"order {row['line']}" for row in given.get("orders", ())}
    papers = {
        named(str(row[word])): str(row[word])
        for row in given.get("supply", ())
        for word in ("line", "order", "purchase")
        if word in row
    }
    return lines | papers


def pegging(given: Given) -> list[str]:
    """Who lives on what, node by node."""
    plan, names = planned(given), who_names(given)
    told = []
    for node in plan.names.nodes:
        for peg in plan.pegs(node):
            source = names.get(peg.supply_id) or f"{peg.source.value} of {peg.there_on}"
            target = names.get(peg.demand_line_id, "papers")
            if peg.parent is not None:
                target = f"{name_of(given, peg.parent)} for {peg.parent_need_on}"
            told.append(f"{plain(peg.quantity)} {name_of(given, node)}: {source} to {target}")
    return told


def why(given: Given) -> list[str]:
    """The chain from the order line that the story names down to what binds it."""
    plan, names = planned(given), who_names(given)
    centers = {named(row["name"]): row["name"] for row in given.get("work_centers", ())}
    told = []
    for link in plan.why(named(str(given["about"]["line"]))):
        text = f"{plain(link.quantity)} {name_of(given, link.node)} wanted {link.wanted_on}, there {link.there_on}"  # fmt: skip
        if link.causes:
            text += f": {' then '.join(link.causes)}"
        if link.work_center_id:
            text += f" at {centers[link.work_center_id]}"
        if link.supply_id:
            text += f", {names[link.supply_id]}"
        told.append(text)
    return told


def figures(given: Given) -> dict[str, Any]:
    """The sums over the plan."""
    found = planned(given).figures
    return {
        "lines": found.lines_count,
        "on_time": found.lines_on_time_count,
        "service": plain(found.service_ratio),
        "stock_value": plain(found.stock_value),
        "purchases": plain(found.purchase_cost),
        "work": plain(found.work_cost),
        "waste": plain(found.waste_cost),
        "hours": plain(found.hours),
        "overtime": plain(found.overtime_hours),
    }


def capable(given: Given) -> dict[str, Any]:
    """What can be promised of an item, stock, making and buying on all levels included."""
    situation, asked = situation_from(given), given["about"]
    warm = Snapshot(situation, Rules(**given.get("rules", {})))
    found = warm.promise(
        (named(asked["item"]), named(asked.get("site", "Riga"))),
        amount(asked["quantity"]),
        day(situation.today, asked["day"]),
    )
    told: dict[str, Any] = {p.on.isoformat(): plain(p.quantity) for p in found.parts}
    if found.open_quantity:
        told["never"] = plain(found.open_quantity)
    if found.causes:
        told["why"] = [cause.value for cause in found.causes]
    told["takes"] = [
        f"{s.procurement.value} {plain(s.quantity)} {name_of(given, s.node)} from {s.start_on} to {s.finish_on}"
        for s in found.supplies
    ]  # fmt: skip
    return told


def messages(given: Given) -> list[str]:
    """What to do with the papers that stand."""
    names = who_names(given)
    told = []
    for action in messages_of(planned(given)):
        text = f"{action.message.value} {plain(action.quantity)} {name_of(given, action.node)}"
        if action.supply_id:
            text += f", {names[action.supply_id]}"
        text += f", on {action.on}"
        told.append(f"{text} to {action.to_on}" if action.to_on else text)
    return told


def formulas(given: Given) -> dict[str, Any]:
    """The textbook's figures that the story asks for."""
    told: dict[str, Any] = {}
    if "safety" in given:
        row = given["safety"]
        told["safety_stock"] = plain(
            safety_stock(
                amount(row["factor"]),
                amount(row["deviation"]),
                amount(row["lead"]),
                demand=amount(row.get("demand", 0)),
                lead_time_deviation=amount(row.get("lead_deviation", 0)),
            )
        )
        told["reorder_point"] = plain(
            reorder_point(
                amount(row.get("demand", 0)), amount(row["lead"]), Decimal(told["safety_stock"])
            )
        )
    if "balance" in given:
        told["balance"] = projected_available_balance(**given["balance"])
    if "consumption" in given:
        told["open_forecast"] = open_forecast(**given["consumption"])
    return told


WHOLE: Mapping[str, Callable[[Given], Any]] = {
    "supplies": supplies,
    "orders": orders,
    "loads": loads,
    "stock": stock_line,
    "pegging": pegging,
    "why": why,
    "figures": figures,
    "capable": capable,
    "messages": messages,
    "formulas": formulas,
}
