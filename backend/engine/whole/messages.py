"""What to do with papers that stay: the messages of an MRP planner, parents before components.

What is in the frozen zone gets no message, but for what is late already.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from backend.engine.situation import Node
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.serving import pegs
from backend.engine.whole.standing import lots_standing


class Message(StrEnum):
    """What a planner is told to do."""

    NEW = "new"
    ADVANCE = "advance"
    POSTPONE = "postpone"
    DECREASE = "decrease"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Action:
    """One message: about a paper (`supply_id`) or a planned supply, for a quantity and a day."""

    message: Message
    node: Node
    quantity: Decimal
    on: date
    to_on: date | None = None
    supply_id: UUID | None = None


def messages_of(plan: WholePlan) -> tuple[Action, ...]:
    """All messages by node, the papers in their order, then what is new."""
    found: list[Action] = []
    for place in range(len(plan.names.nodes)):
        if plan.kept.papers.get(place):
            found += paper_messages(plan, place)
        found += [
            Action(
                Message.NEW,
                supply.node,
                supply.quantity,
                supply.finish_on or supply.need_on,
            )
            for supply in (plan.supply(place, lot) for lot in lots_standing(plan.plan, place))
        ]
    return tuple(found)


def paper_messages(plan: WholePlan, place: int) -> list[Action]:
    """Compare each paper with those who take from it, in the order of their days.

    It is wanted on the earliest of their days. What nobody takes is too much, down to the safety stock.
    """
    claims, supplies, links = (
        rows.tolist() for rows in pegs(plan.plant, plan.facts, plan.plan, place)
    )
    wanted: dict[int, list[list[int]]] = {}
    for claim, supply, units in links:
        wanted.setdefault(supplies[supply][0], []).append([claims[claim][1], units])
    for rows in wanted.values():
        rows.sort()
    spare = int(plan.plant.safety[place])
    facts = plan.names.facts[place]
    frozen = facts.frozen_days if plan.rules.respect_fences else 0
    found: list[Action] = []
    for day, units, supply_id in plan.kept.papers[place]:
        if day >= plan.days or day < frozen:
            continue
        first, left = None, units
        for row in wanted.get(day, ()):
            taken = min(row[1], left)
            if taken:
                first = row[0] if first is None else first
                row[1] -= taken
                left -= taken
        kept = min(spare, left)
        spare -= kept
        left -= kept
        on, node = plan.day_of(day), plan.names.nodes[place]
        if first is None and not kept:
            found.append(Action(Message.CANCEL, node, plan.quantity(place, units), on, None, supply_id))  # fmt: skip
            continue
        if left:
            found.append(Action(Message.DECREASE, node, plan.quantity(place, left), on, None, supply_id))  # fmt: skip
        if first is not None and first != day:
            message = Message.ADVANCE if first < day else Message.POSTPONE
            to_on = plan.day_of(max(first, frozen))
            found.append(Action(message, node, plan.quantity(place, units - left), on, to_on, supply_id))  # fmt: skip
    return found
