"""Whether the numbers of a planning case stay within what can be counted exactly."""

from decimal import Decimal
from typing import Final

from backend.cli.plan_case import CaseError, PlanningCase
from backend.cli.plan_rows import AlternateRow, ItemRow

MOST: Final = Decimal(10) ** 17
"""Smallest units of an item, and millionths of an hour: sums of them still fit whole numbers of 64 bits."""
HOUR: Final = 1_000_000

Node = tuple[str, str]


def check_limits(case: PlanningCase, horizon: int) -> None:
    """`CaseError` where an item, or its hours, would be asked for more often than can be counted.

    Taken is what its orders, forecast, safety stock and lots come to, if a lot were made on every day.
    """
    items = {(row.item, row.site): row for row in case.items}
    asked = dict.fromkeys(items, Decimal(0))
    for node, row in items.items():
        lot = max(row.minimum, row.multiple, row.fixed) + row.fill_to
        asked[node] += row.safety + lot * (horizon + 1)
    for table in (case.orders, case.forecast, case.promises, case.changes, case.supply, case.stock):
        for each in table:
            asked[each.item or "", each.site or ""] += each.quantity or 0
    drawn_by = _drawn_by(case, items)
    for given in case.by_products:
        for node in [node for node in items if node[0] == given.item]:
            if (given.gives, node[1]) in items:
                drawn_by.setdefault(node, []).append(((given.gives, node[1]), given.per))
    total = _totals(asked, drawn_by)
    for node, row in items.items():
        if total[node] * Decimal(10) ** row.decimals > MOST:
            raise CaseError(
                f"`items`: {row.item} at {row.site} would be asked for {total[node]:.0E} times, more than "
                "can be counted; look at `per` and the quantities, or give it fewer `decimals`"
            )
    _check_hours(case, items, total)


def _totals(
    asked: dict[Node, Decimal], drawn_by: dict[Node, list[tuple[Node, Decimal]]]
) -> dict[Node, Decimal]:
    """What is asked of each node by others and by what it goes into; what goes into itself is left as it is."""
    total, users = dict(asked), dict.fromkeys(asked, 0)
    for drawn in drawn_by.values():
        for other, _ in drawn:
            users[other] += 1
    ready = [node for node, count in users.items() if not count]
    while ready:
        node = ready.pop()
        for other, each in drawn_by.get(node, ()):
            total[other] += total[node] * each
            users[other] -= 1
            if not users[other]:
                ready.append(other)
    return total


def _drawn_by(
    case: PlanningCase, items: dict[Node, ItemRow]
) -> dict[Node, list[tuple[Node, Decimal]]]:
    """By node what one of it draws, by every way."""
    sites: dict[str, list[str]] = {}
    for item, site in items:
        sites.setdefault(item, []).append(site)
    found: dict[Node, list[tuple[Node, Decimal]]] = {}
    lines = [(row.item, row.of, row.per * (1 + row.scrap)) for row in case.made_of]
    lines += [
        (row.item, part.of, part.per * (1 + part.scrap))
        for row in case.alternates
        for part in row.made_of or ()
    ]
    for item, of, each in lines:
        for site in sites[item]:
            if (of, site) in items:
                drawn = (of, site), each / items[item, site].yield_ratio
                found.setdefault((item, site), []).append(drawn)
    ways: list[ItemRow | AlternateRow] = [*case.items, *case.alternates]
    for row in ways:
        if row.get == "transfer" and row.source:
            share = items[row.item, row.site].yield_ratio
            found.setdefault((row.item, row.site), []).append(((row.item, row.source), 1 / share))
    return found


def loop_of(case: PlanningCase, item: str) -> list[str]:
    """Items that go into each other in a ring, from one of them to itself; empty where none is found behind `item`."""
    items = {(row.item, row.site): row for row in case.items}
    drawn_by = _drawn_by(case, items)
    several = len({site for _, site in items}) > 1
    for start in (node for node in items if node[0] == item):
        path, seen = [start], {start}
        while path:
            below = [other for other, _ in drawn_by.get(path[-1], ())]
            back = next((other for other in below if other in path), None)
            if back is not None:
                ring = [back, *reversed(path[path.index(back) :])]
                return [f"{name} at {site}" if several else name for name, site in ring]
            ahead = next((other for other in below if other not in seen), None)
            if ahead is None:
                path.pop()
            else:
                seen.add(ahead)
                path.append(ahead)
    return []


def _check_hours(
    case: PlanningCase, items: dict[Node, ItemRow], total: dict[Node, Decimal]
) -> None:
    efficiency = {row.name: row.efficiency for row in case.work_centers}
    steps = [((row.item, row.site), row.at, row.hours) for row in case.steps]
    steps += [
        ((row.item, row.site), step.at, step.hours)
        for row in case.alternates
        for step in row.steps or ()
    ]
    for node, at, hours in steps:
        asked = total[node] * hours / items[node].yield_ratio / min(efficiency[at], Decimal(1))
        if asked * HOUR > MOST:
            raise CaseError(
                f"`steps`: {node[0]} would ask {at} for {asked:.0E} hours, more than can be counted; "
                "look at `hours` and the quantities"
            )
