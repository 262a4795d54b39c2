"""Material positions: how low a change draws the components of what would have to be made."""

from backend.engine.answer import MaterialPosition
from backend.engine.case import Case
from backend.engine.netting import Difference
from backend.engine.scale import IntArray, have, quantity_of
from backend.engine.situation import Node


def positions_for(case: Case, difference: Difference) -> tuple[MaterialPosition, ...]:
    """Components that the change draws, those that fall below safety stock first, then the earliest."""
    positions = [
        position_at(case, node, difference.gross[node])
        for node in difference.order
        if node != case.node and difference.gross[node].any()
    ]
    positions.sort(key=lambda found: (found.lowest_after >= 0, found.lowest_on, found.item_name))
    return tuple(positions)


def position_at(case: Case, node: Node, drawn: IntArray) -> MaterialPosition:
    """The lowest point above safety stock; nothing more is bought or made for the component."""
    ground, facts = case.ground, case.ground.facts[node]
    safety = have(facts.safety_stock, facts.quantity_decimals)
    line = case.before.projected(node) - safety
    after = line - drawn.cumsum()
    lowest_on = int(after.argmin())
    coming = sorted(
        (ground.index_of(supply.on), supply.reference)
        for supply in ground.supplies.at(node)
        if ground.index_of(supply.on) > lowest_on
    )
    next_day, reference = coming[0] if coming else (None, None)
    return MaterialPosition(
        item_id=facts.item_id,
        item_name=facts.item_name,
        unit=facts.unit,
        lowest_before=quantity_of(int(line.min()), facts.quantity_decimals),
        lowest_after=quantity_of(int(after.min()), facts.quantity_decimals),
        lowest_on=ground.day_of(lowest_on),
        next_supply_on=None if next_day is None else ground.day_of(next_day),
        next_supply_reference=reference,
    )
