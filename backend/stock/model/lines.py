"""What the stock of an item at a site amounts to: how far it reaches, what is missing, too much or lost.

- *Gap*: stock falls below zero within the lead time (no new order would be there before), or lies below
  the safety stock today. As much is missing as brings the lowest day, or today, up again.
- *Surplus*: what is usable today beyond the safety stock and all that is asked for, or expected by the
  forecast and not ordered yet, within `AHEAD_DAYS`.
- *Waste*: what of a lot nobody takes by its last day, first expired first out; and what has expired.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np

from backend.engine.expected import by_day
from backend.engine.ground import Ground, differing, ground_of
from backend.engine.kernels import first_day
from backend.engine.lots import lot_of
from backend.engine.scale import IntArray, have, lot_up, money, quantity_of
from backend.engine.shelf import Shelf
from backend.engine.situation import Expected, Node, NodeFacts, Situation, SupplyKind
from backend.engine.view import View
from shared.terms import Procurement, StockMark

AHEAD_DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot; `wasted` is what of it nobody takes by its last day, all of it once it has expired."""

    code: str
    quantity: Decimal
    usable_until: date | None
    is_expired: bool
    wasted: Decimal


@dataclass(frozen=True, slots=True)
class StockLine:
    """An item at a site; quantities are in the item's unit, values at unit cost.

    `on_hand` leaves out what has `expired`; `in_work` has been begun and is not there yet.
    `cover_days` is how many days what is on hand lasts by itself, for orders and for what is `expected`
    beyond them (within `AHEAD_DAYS`); None: beyond the horizon.
    """

    node: Node
    on_hand: Decimal
    expired: Decimal
    in_work: Decimal
    safety_stock: Decimal
    value: Decimal
    cover_days: int | None
    gap: Decimal
    gap_on: date | None
    surplus: Decimal
    surplus_value: Decimal
    wasted: Decimal
    wasted_value: Decimal
    wasted_from: date | None
    expired_value: Decimal
    lots: tuple[Lot, ...]
    expected: Decimal = Decimal(0)

    @property
    def marks(self) -> frozenset[StockMark]:
        """What stands out about it."""
        found = {
            StockMark.GAP: self.gap,
            StockMark.SURPLUS: self.surplus,
            StockMark.WASTE: self.wasted + self.expired,
        }
        return frozenset(mark for mark, quantity in found.items() if quantity > 0)


NOTHING_EXPECTED: Final[Mapping[Node, Sequence[Expected]]] = {}


_KEPT: Final = 4
_recent: list["_Worked"] = []


@dataclass(frozen=True, slots=True)
class _Worked:
    """The lines of a situation, in the order of its nodes."""

    ground: Ground
    expected: Mapping[Node, Sequence[Expected]]
    lines: tuple[StockLine, ...]

    def may_serve(self, ground: Ground) -> bool:
        """Whether the other ground differs in orders, stock and supplies alone."""
        return (
            self.ground.master is ground.master
            and self.ground.situation.closed_days is ground.situation.closed_days
            and self.ground.today == ground.today
            and self.ground.days == ground.days
            and self.ground.longest_life == ground.longest_life
        )


def stock_lines(
    situation: Situation, expected: Mapping[Node, Sequence[Expected]] = NOTHING_EXPECTED
) -> tuple[StockLine, ...]:
    """All items at all sites of a situation, worked out once and kept with it.

    What neither orders, stock, supplies nor the forecast have moved since a situation that is kept is taken
    from there.
    """
    known = situation.memory.get("stock_lines")
    if isinstance(known, _Worked) and known.expected is expected:
        return known.lines
    ground = ground_of(situation)
    view = View(ground)
    before = next((each for each in _recent if each.may_serve(ground)), None)
    if before is None:
        lines = tuple(_line(view, facts, expected.get(facts.node, ())) for facts in situation.nodes)
    else:
        moved = _moved(before, ground, expected)
        lines = tuple(
            _line(view, facts, expected.get(facts.node, ())) if facts.node in moved else line
            for facts, line in zip(situation.nodes, before.lines, strict=True)
        )
    worked = _Worked(ground, expected, lines)
    situation.memory["stock_lines"] = worked
    if before is not None:
        _recent.remove(before)
    _recent.insert(0, worked)
    del _recent[_KEPT:]
    return lines


def _moved(before: _Worked, now: Ground, expected: Mapping[Node, Sequence[Expected]]) -> set[Node]:
    """Nodes whose own rows or forecast differ, and those on whose stock supplies that differ draw."""
    ground = before.ground
    now.take_rows_of(ground)
    supplied = differing(ground.supplies, now.supplies)
    own = differing(ground.demands, now.demands) | differing(ground.stocks, now.stocks)
    return (
        supplied
        | own
        | {
            node
            for node in now.facts
            if (before.expected is not expected and before.expected.get(node) != expected.get(node))
            or (supplied and any(each.node in supplied for each in now.master.drawing_on(node)))
        }
    )


def _line(view: View, facts: NodeFacts, expected: Sequence[Expected]) -> StockLine:
    ground, node, decimals = view.ground, facts.node, facts.quantity_decimals
    on_hand = ground.on_hand(node)
    safety = have(facts.safety_stock, decimals)
    gap, gap_day = _gap(view, facts, on_hand, safety)
    coming = by_day(ground.today, ground.days, expected, decimals)
    more = int(coming[: AHEAD_DAYS + 1].sum())
    asked = int(view.outflow(node)[: AHEAD_DAYS + 1].sum()) + more
    surplus = 0 if gap else max(0, on_hand - safety - asked)
    lots = _lots(view, facts)
    wasted = sum((lot.wasted for lot in lots if not lot.is_expired), Decimal(0))
    expired = sum((lot.quantity for lot in lots if lot.is_expired), Decimal(0))
    ends = [lot.usable_until for lot in lots if lot.wasted and not lot.is_expired]

    def worth(quantity: Decimal) -> Decimal:
        return money(quantity * facts.unit_cost)

    return StockLine(
        node=node,
        on_hand=quantity_of(on_hand, decimals),
        expired=expired,
        in_work=quantity_of(_in_work(ground, facts), decimals),
        safety_stock=facts.safety_stock,
        value=worth(quantity_of(on_hand, decimals)),
        cover_days=_cover(view, node, on_hand, coming),
        gap=quantity_of(gap, decimals),
        gap_on=None if gap_day is None else ground.day_of(gap_day),
        surplus=quantity_of(surplus, decimals),
        surplus_value=worth(quantity_of(surplus, decimals)),
        wasted=wasted,
        wasted_value=worth(wasted),
        wasted_from=min((on for on in ends if on is not None), default=None),
        expired_value=worth(expired),
        lots=lots,
        expected=quantity_of(more, decimals),
    )


def _gap(view: View, facts: NodeFacts, on_hand: int, safety: int) -> tuple[int, int | None]:
    """What is missing, and the first day on which it is; today where the safety stock is eaten into."""
    smallest = lot_up(1, *lot_of(facts))
    near = view.projected(facts.node)[: view.ground.earliest(facts, smallest) + 1]
    day = first_day(-near, 1)
    if day is not None:
        return -int(near.min()), day
    return (safety - on_hand, 0) if on_hand < safety else (0, None)


def _cover(view: View, node: Node, on_hand: int, coming: IntArray) -> int | None:
    """Days that what is on hand serves all that is asked for and expected, if nothing else comes."""
    if view.ground.ends(node):
        alone = Shelf(view.ground.lots(node), view.claims(node), view.ground.days)
        return first_day(np.cumsum(coming) - alone.line(), 1)
    return first_day(np.cumsum(view.outflow(node) + coming), on_hand + 1)


def _in_work(ground: Ground, facts: NodeFacts) -> int:
    """Units of lots that have been begun, or sent, and are still to come."""
    is_begun = facts.procurement is not Procurement.BUY
    return sum(
        move.units
        for move in ground.moves(facts.node)
        if is_begun and move.supply.kind is not SupplyKind.PURCHASE and move.start <= 0
    )


def _lots(view: View, facts: NodeFacts) -> tuple[Lot, ...]:
    """The lots in stock, what ends first on top."""
    ground, decimals = view.ground, facts.quantity_decimals
    rows = ground.stocks.at(facts.node)
    usable = [row for row in rows if row.usable_until is None or row.usable_until >= ground.today]
    wasted: Sequence[int] = [0] * len(usable)
    if ground.ends(facts.node):
        shelf = view.shelf(facts.node)
        left = dict(zip(map(id, shelf.lots), shelf.left(), strict=True))
        wasted = [
            left[id(lot)][1] if id(lot) in left and lot.last + 1 < ground.days else 0
            for lot in ground.lots(facts.node)
        ]
    losses = {id(row): units for row, units in zip(usable, wasted, strict=True)}
    found = [
        Lot(
            code=row.lot_code,
            quantity=row.quantity,
            usable_until=row.usable_until,
            is_expired=id(row) not in losses,
            wasted=quantity_of(losses[id(row)], decimals) if id(row) in losses else row.quantity,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda lot: (lot.usable_until or date.max, lot.code)))
