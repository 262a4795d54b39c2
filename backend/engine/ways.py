"""What a way out is, whether it holds, and which ways there are for a change."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from backend.engine.answer import Adjustment, Slip
from backend.engine.case import Case
from backend.engine.situation import Node
from backend.engine.view import View


@dataclass(frozen=True, slots=True)
class Rates:
    """What things cost that no bill of material knows; the company sets them.

    `split_purchase_cost` is what the supplier's second delivery costs when an order comes in two parts,
    `express_ratio` the share of a lead time that express needs and `express_cost_ratio` the share of
    the goods' value that it costs; `purchase_fee_ratio` what a supplier keeps of an order that is
    cut or cancelled; `stock_cost_ratio` a year's cost of holding stock as a share of its value, and
    `idle_days` how much longer stock is taken to lie that is still too much when the horizon ends.
    `late_cost_ratio` is what a day of delay costs, as a share of the price of what is late.
    """

    second_delivery_cost: Decimal = Decimal(85)
    transfer_cost: Decimal = Decimal(60)
    split_purchase_cost: Decimal = Decimal(85)
    express_ratio: Decimal = Decimal("0.5")
    express_cost_ratio: Decimal = Decimal("0.15")
    purchase_fee_ratio: Decimal = Decimal("0.05")
    stock_cost_ratio: Decimal = Decimal("0.12")
    late_cost_ratio: Decimal = Decimal(0)
    idle_days: int = 90
    most_losers: int = 3


def rates_from(chosen: Mapping[str, Decimal]) -> Rates:
    """The rates that a company has set, the usual ones where it has not."""
    known = {each.name for each in fields(Rates)}
    found: dict[str, Any] = {name: value for name, value in chosen.items() if name in known}
    return replace(Rates(), **found)


@dataclass(frozen=True, slots=True)
class Way:
    """A way out before it is priced: the plan with it, what is done, who gets what, who loses."""

    code: str
    view: View
    adjustments: tuple[Adjustment, ...]
    deliveries: tuple[tuple[int, int], ...]
    losers: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """What a way out would break: a node's stock line, or a work centre's hours, and the day."""

    code: str
    name: str
    day: int


def breaches(case: Case, view: View) -> list[Breach]:
    """Where a view makes anybody worse off than the plan as it stands, empty when nowhere.

    A stock line may not fall below zero where it did not, nor further where it did; hours may not
    pass those that there are, nor rise where they pass them already; overtime keeps its limit.
    """
    found: list[Breach] = []
    for node in view.touched:
        day = first_shortage(case, view, node)
        if day is not None:
            found.append(Breach("material_short", case.ground.facts[node].item_name, day))
    for center in view.hours_touched:
        load, before = view.load(center), case.before.load(center)
        over = (load > view.hours(center)) & (load > before)
        over |= view.overtime(center) > view.most_overtime(center)
        if over.any():
            name = case.ground.work_centers[center].name
            found.append(Breach("capacity_full", name, int(over.argmax())))
    return found


def first_shortage(case: Case, view: View, node: Node) -> int | None:
    """The first day on which a node is short and was not, or is shorter than it was."""
    plan = case.without if node == case.node else case.before
    short = view.projected(node) < plan.projected(node).clip(max=0)
    return int(short.argmax()) if short.any() else None


def holds(case: Case, way: Way) -> bool:
    """Whether a way out breaks nothing."""
    return not breaches(case, way.view)
