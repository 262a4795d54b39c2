"""Orders, stock, papers and hours as arrays."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from backend.engine.days import open_days_of
from backend.engine.ground import Ground, ground_of
from backend.engine.scale import have, want
from backend.engine.situation import Demand, Node, PlannedSupply, Situation, SupplyKind
from backend.engine.whole.layout import LIFE, NO_PRIORITY, Facts, Ints, Plant
from backend.engine.whole.plant import Names
from backend.engine.whole.rules import Rules
from backend.engine.whole.store import packed

PLENTY = 1 << 50
"""Hours without end, in millionths: what a day has where capacity does not bind."""


def kept_supplies(situation: Situation, rules: Rules) -> tuple[PlannedSupply, ...]:
    """Papers that stay where they are: all but the plan lines that a plan may make anew."""
    facts = {known.node: known for known in situation.nodes}

    def is_kept(supply: PlannedSupply) -> bool:
        known = facts.get((supply.item_id, supply.site_id))
        if known is None:
            return False
        if rules.keep_plan or supply.is_firm or supply.kind is not SupplyKind.PLAN_LINE:
            return True
        ahead = (supply.on - situation.today).days
        start_on = supply.start_on
        if start_on is None:
            days = open_days_of(situation.closed_days, known, situation.today)
            start = days.start_for(days.by(ahead), known.lead_time_days)
        else:
            start = (start_on - situation.today).days
        return start < 0 or min(start, ahead) < known.frozen_days

    return tuple(supply for supply in situation.supplies if is_kept(supply))


def served_order(demand: Demand) -> tuple[int, date, str, int]:
    return demand.priority, demand.counts_on, demand.order_reference, demand.demand_line_id.int


def rank_of(priority: int) -> int:
    """A priority as the kernels keep it, 0 to 126."""
    return max(0, min(priority, NO_PRIORITY - 1))


@dataclass(slots=True)
class Kept:
    """What stays in the plan: papers by node, their hours, and what the work centres offer.

    Papers are `(day, units, id)` in the order in which they stand in the situation.
    """

    papers: dict[int, list[tuple[int, int, UUID]]]
    load: Ints
    offered: Ints
    regular: Ints


def build_facts(
    situation: Situation, rules: Rules, plant: Plant, names: Names
) -> tuple[Facts, list[Demand], Kept]:
    """The arrays, the demand lines in their order, and what stays."""
    ground = ground_of(replace(situation, supplies=kept_supplies(situation, rules)))
    days, nodes = ground.days, len(names.nodes)
    tables, lines = line_arrays(situation, names, ground)
    on_hand = np.zeros(nodes, dtype=np.int64)
    scheduled = np.zeros((nodes, days), dtype=np.int64)
    fixed_out = np.zeros((nodes, days), dtype=np.int64)
    kept = Kept({}, *hours_of(ground, rules, names))
    dated: list[tuple[int, int]] = []
    dated_at = [0]
    with_supply = set(ground.supplies)
    drawing = drawn_by_papers(ground)
    for place, node in enumerate(names.nodes):
        if node in with_supply:
            scheduled[place] = ground.supplied(node)
            kept.papers[place] = [(m.on, m.units, m.supply.id) for m in ground.moves(node)]
        if node in drawing:
            fixed_out[place] = ground.drawn(node)
        if ground.stocks.at(node):
            ending = sorted(ground.perishable(node))
            on_hand[place] = ground.on_hand(node) - sum(units for _, units in ending)
            dated += ending
        dated_at.append(len(dated))
    has_dated = np.diff(np.array(dated_at)) > 0
    facts = packed(
        Facts(
            on_hand=on_hand,
            scheduled=scheduled,
            fixed_out=fixed_out,
            is_perishable=has_dated | (plant.shelf_life >= 0) | line_life_at(tables, nodes),
            dated_at=np.array(dated_at, dtype=np.int64),
            dated=np.array(dated, dtype=np.int64).reshape(-1, 2),
            capacity=free_of(kept, rules),
            **tables,
        )
    )
    return facts, lines, kept


def drawn_by_papers(ground: Ground) -> set[Node]:
    """The nodes that supplies which stay may draw on, whenever they begin."""
    return {
        other
        for node in ground.supplies
        for way in (None, *ground.ways_in_use(node))
        for other in ground.master.drawn_by(node, way)
    }


def line_life_at(
    facts: Mapping[str, Any], nodes: int
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Nodes at which a customer asks for remaining life."""
    asked = np.zeros(nodes, dtype=np.bool_)
    node_of = np.repeat(np.arange(nodes), np.diff(facts["line_at"]))
    asked[node_of[facts["line"][:, LIFE] > 0]] = True
    return asked


def line_arrays(
    situation: Situation, names: Names, ground: Ground
) -> tuple[dict[str, Any], list[Demand]]:
    by_node: dict[int, list[Demand]] = defaultdict(list)
    for demand in situation.demands:
        place = names.node_at.get((demand.item_id, demand.site_id))
        if place is not None:
            by_node[place].append(demand)
    nodes, days = len(names.nodes), ground.days
    wanted = np.zeros((nodes, days), dtype=np.int64)
    wanted_priority = np.full((nodes, days), NO_PRIORITY, dtype=np.int8)
    lines: list[Demand] = []
    columns: list[tuple[int, int, int, int]] = []
    line_at = [0]
    for place in range(nodes):
        for demand in sorted(by_node.get(place, ()), key=served_order):
            row = line_row(ground, demand, names.facts[place].quantity_decimals)
            lines.append(demand)
            columns.append(row)
            day, units, priority, _ = row
            if day < days:
                wanted[place, day] += units
                wanted_priority[place, day] = min(wanted_priority[place, day], priority)
        line_at.append(len(lines))
    table = np.array(columns, dtype=np.int64).reshape(-1, 4)
    return {
        "wanted": wanted,
        "wanted_priority": wanted_priority,
        "line_at": np.array(line_at, dtype=np.int64),
        "line": table,
    }, lines


def line_row(ground: Ground, demand: Demand, decimals: int) -> tuple[int, int, int, int]:
    """Day, units, rank and remaining life of a line."""
    return (
        ground.index_of(demand.counts_on),
        want(demand.open_quantity, decimals),
        rank_of(demand.priority),
        demand.remaining_life_days,
    )


def hours_of(ground: Ground, rules: Rules, names: Names) -> tuple[Ints, Ints, Ints]:
    """By work centre and day: hours of what stays, hours under the rules, and regular hours."""
    shape = (len(names.centers), ground.days)
    load, offer, regular = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for place, center in enumerate(names.centers):
        load[place] = ground.load(center)
        offer[place] = offered(ground, rules, center)
        regular[place] = offered(ground, Rules(allow_overtime=False), center)
        regular[place] -= ground.approved_overtime(center)
    return load, offer, regular


def free_of(kept: Kept, rules: Rules) -> Ints:
    """Free millionths of an hour by work centre and day."""
    if not rules.finite_capacity:
        return np.full(kept.load.shape, PLENTY, dtype=np.int64)
    free: Ints = np.maximum(kept.offered - kept.load, 0)
    return free


def offered(ground: Ground, rules: Rules, center: UUID) -> Ints:
    """Millionths of an hour that a work centre has by day under the rules."""
    hours = ground.capacity(center).copy()
    facts = ground.work_centers.get(center)
    if facts is None:
        return hours
    if rules.allow_overtime:
        extra = np.full(ground.days, have(facts.overtime_hours_a_day, 6), dtype=np.int64)
        for on in facts.no_overtime_on:
            index = (on - ground.today).days
            if 0 <= index < ground.days:
                extra[index] = 0
        hours += np.maximum(extra - ground.approved_overtime(center), 0)
    if facts.efficiency_ratio != 1:
        top, bottom = facts.efficiency_ratio.as_integer_ratio()
        hours = hours * top // bottom
    return hours
