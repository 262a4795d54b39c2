"""Empty plans, everything marked for a first one, and room to work in."""

from typing import Any, Final, TypeVar

import numpy as np

from backend.engine.whole.compiled import compiled
from backend.engine.whole.layout import (
    ANEW,
    ANSWER_COLUMNS,
    BY_INPUT,
    CLAIM_COLUMNS,
    DRAW_COLUMNS,
    FROM,
    LOT_COLUMNS,
    MARKS,
    NET,
    NO_LEVEL,
    NO_PRIORITY,
    QUEUE_COLUMNS,
    SUPPLY_COLUMNS,
    Days,
    Desk,
    Dirt,
    Facts,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.memory import Room, Shelf, size_of

Arrays = TypeVar("Arrays", Plant, Facts, Plan)

SHARED: Final = ("scheduled", "fixed_out")
"""What of the facts copies share until the papers of one of them differ."""


def packed(group: Arrays) -> Arrays:
    """The arrays of a group one behind the other in one piece of memory of their own.

    A system that has large pages gives them to large pieces alone. A change reads a little of many places; with small
    pages it waits longer for where these are than for what stands there.
    """
    room = Room(np.empty(size_of(group), dtype=np.uint8))
    made: dict[str, Any] = {}
    for name in group._fields:
        array = getattr(group, name)
        made[name] = room.array(array.shape, array.dtype)
        made[name][...] = array
    return group._replace(**made)


def empty_plan(plant: Plant, facts: Facts) -> Plan:
    """A plan with nothing in it."""
    nodes, days = facts.wanted.shape
    inputs, steps = len(plant.input), len(plant.step)
    levels, lines = len(plant.level_at) - 1, len(facts.line)
    groups = len(plant.group_at) - 1
    room = np.zeros((levels + 1, *facts.capacity.shape), dtype=np.int64)
    room[:] = facts.capacity
    plan = Plan(
        lot_count=np.zeros(nodes, dtype=np.int64),
        units=np.zeros((nodes, days), dtype=np.int64),
        lot=np.zeros((nodes, LOT_COLUMNS, days), dtype=np.int16),
        gross=np.zeros((nodes, days), dtype=np.int64),
        gross_priority=np.zeros((nodes, days), dtype=np.int8),
        balance=np.zeros((nodes, days), dtype=np.int64),
        is_late=np.zeros(nodes, dtype=np.bool_),
        cover=np.zeros((inputs, days, 2), dtype=np.int16),
        step_finish=np.zeros((steps, days), dtype=np.int16),
        room=room,
        asked=np.zeros((levels, *facts.capacity.shape), dtype=np.int64),
        turn=np.zeros((len(plant.group_node), days), dtype=np.int32),
        hours=np.zeros((len(plant.group_node), days), dtype=np.int64),
        is_linked=np.zeros((levels, groups, days), dtype=np.bool_),
        step_done=np.zeros((steps, days), dtype=np.int64),
        early=np.zeros((nodes, days), dtype=np.int64),
        draft_begin=np.zeros((steps, days), dtype=np.int16),
        draft_finish=np.zeros((steps, days), dtype=np.int16),
        draft_done=np.zeros((steps, days), dtype=np.int64),
        draft_option=np.zeros((nodes, days), dtype=np.int16),
        waits=np.zeros(nodes, dtype=np.bool_),
        draft_room=room.copy(),
        draft_asked=np.zeros((levels, *facts.capacity.shape), dtype=np.int64),
        draft_linked=np.zeros((levels, groups, days), dtype=np.bool_),
        draft_short=np.zeros((levels, groups, days + 1), dtype=np.bool_),
        hours_short=np.zeros((levels, groups, days + 1), dtype=np.bool_),
        by_parts=np.zeros((len(plant.group_node), days), dtype=np.bool_),
        left=np.zeros((nodes, days), dtype=np.int64),
        answer=np.zeros((lines, ANSWER_COLUMNS), dtype=np.int64),
        short_until=np.full(nodes, -1, dtype=np.int64),
        part_lots=np.zeros(nodes, dtype=np.int64),
        part_count=np.zeros(nodes, dtype=np.int64),
        part=np.zeros((nodes, LOT_COLUMNS, days), dtype=np.int16),
        part_units=np.zeros((nodes, days), dtype=np.int64),
        part_ahead=np.zeros((nodes, days), dtype=np.int64),
        part_cover=np.zeros((inputs, days, 2), dtype=np.int16),
        part_finish=np.zeros((steps, days), dtype=np.int16),
        part_done=np.zeros((steps, days), dtype=np.int64),
        part_early=np.zeros((nodes, days), dtype=np.int64),
    )
    return packed(plan)


def copied(facts: Facts, plan: Plan, plant: Plant, shelf: Shelf) -> tuple[Facts, Plan]:
    """The same facts and plan in arrays of their own, but for what papers bring and draw (`SHARED`).

    What is read only of nodes that are sold or come late, of work that ends later than it is due, or of parts is copied where there is any, which is
    seldom; the rest is left as it stands.
    """
    late, parted = np.flatnonzero(plan.is_late), np.flatnonzero(plan.part_count)
    first, last = plant.way_at[parted], plant.way_at[parted + 1]
    steps = between(plant.step_at[plant.option_at[first]], plant.step_at[plant.option_at[last]])
    users = between(plant.user_at[late], plant.user_at[late + 1])
    rows = {
        "wanted": np.flatnonzero(np.diff(facts.line_at)),
        "cover": plant.user[users, BY_INPUT],
        "left": late,
        "early": late,
        "step_done": np.flatnonzero(has_any(plan.step_finish)),
        "draft_done": np.flatnonzero(has_any(plan.draft_finish)),
        "part": parted,
        "part_units": parted,
        "part_ahead": parted,
        "part_early": parted,
        "part_cover": between(plant.input_at[first], plant.input_at[last]),
        "part_finish": steps,
        "part_done": steps,
    }
    known = {name: array for name, array in facts._asdict().items() if name not in SHARED}
    known |= plan._asdict()
    room = shelf.room(tuple(known.values()))
    made: dict[str, Any] = {}
    for name, array in known.items():
        made[name] = room.array(array.shape, array.dtype)
        if name == "early":
            made[name][...] = 0
        if name in rows:
            made[name][rows[name]] = array[rows[name]]
        else:
            made[name][...] = array
    own = {name: made.pop(name) for name in facts._fields if name in made}
    return facts._replace(**own), Plan(**made)


def between(starts: Ints, ends: Ints) -> Ints:
    """All places from each start to before its end.

    >>> between(np.array([2, 7, 9]), np.array([4, 7, 10])).tolist()
    [2, 3, 9]
    """
    lengths = ends - starts
    ahead = np.cumsum(lengths) - lengths
    return np.repeat(starts - ahead, lengths) + np.arange(lengths.sum())


@compiled
def has_any(rows: Days) -> np.ndarray:
    """By row whether anything in it is not nothing."""
    found = np.empty(len(rows), dtype=np.bool_)
    for place in range(len(rows)):
        any_of = 0
        for column in range(rows.shape[1]):
            any_of |= rows[place, column]
        found[place] = any_of != 0
    return found


def all_dirty(plant: Plant, facts: Facts) -> Dirt:
    """Every node and group marked."""
    dirt = clean(plant, facts)
    dirt.node[NET] = True
    dirt.node[ANEW] = True
    dirt.group[:] = True
    return dirt


def clean(plant: Plant, facts: Facts) -> Dirt:
    """Nothing marked."""
    levels, groups = len(plant.level_at) - 1, len(plant.group_at) - 1
    nodes, days = facts.wanted.shape
    centers = len(facts.capacity)
    span = np.full((nodes, 2), -1, dtype=np.int64)
    span[:, FROM] = days
    eights = np.zeros((MARKS, -(-nodes // 8)), dtype=np.uint64)
    return Dirt(
        node=eights.view(np.bool_),
        eights=eights,
        group=np.zeros(groups, dtype=np.bool_),
        line=np.zeros(len(facts.line), dtype=np.bool_),
        moved=np.zeros((levels, groups, days + 1), dtype=np.bool_),
        differs=np.zeros((centers, days + 1), dtype=np.bool_),
        draft_moved=np.zeros((levels, groups, days + 1), dtype=np.bool_),
        draft_differs=np.zeros((levels + 1, centers, days + 1), dtype=np.bool_),
        redrafted=np.full((groups, days + 1), NO_LEVEL, dtype=np.int8),
        span=span,
        is_stale=np.zeros((nodes, days), dtype=np.bool_),
    )


def desk_for(plant: Plant, facts: Facts) -> Desk:
    """Room for the node with the most claims and supplies, and for the busiest work centres.

    Left unwritten: the system hands out memory only where it is used.
    """
    nodes, days = facts.wanted.shape
    claims = most_claims(plant, facts)
    supplies = days + 1 + most(facts.dated_at)
    lots = max(2 * most(plant.group_at) * days, claims, most(plant.input_at[plant.way_at]) + 1)
    return Desk(
        arrivals=np.zeros(days, dtype=np.int64),
        by_day=np.zeros(days, dtype=np.int64),
        best=np.zeros(days, dtype=np.int8),
        claim=np.empty((claims, CLAIM_COLUMNS), dtype=np.int64),
        order=np.empty(lots, dtype=np.int64),
        spare=np.empty(max(lots, NO_PRIORITY + 2), dtype=np.int64),
        bucket=np.empty((NO_PRIORITY + 2) * days + 1, dtype=np.int64),
        supply=np.empty((supplies, SUPPLY_COLUMNS), dtype=np.int64),
        link=np.empty((claims + supplies, 3), dtype=np.int64),
        before=np.empty(supplies + days + 2, dtype=np.int64),
        after=np.empty(supplies + days + 2, dtype=np.int64),
        latest=np.empty(days, dtype=np.int64),
        slot=np.zeros(nodes, dtype=np.int64),
        was_lot=np.empty((nodes + 1, LOT_COLUMNS, days), dtype=np.int16),
        was_units=np.empty((nodes + 1, days), dtype=np.int64),
        was_count=np.zeros(nodes + 1, dtype=np.int64),
        low=np.zeros(nodes + 1, dtype=np.int64),
        high=np.zeros(nodes + 1, dtype=np.int64),
        needs=np.empty(days + 1, dtype=np.int16),
        sizes=np.empty(days + 1, dtype=np.int64),
        carried=np.empty(days, dtype=np.int64),
        queue=np.empty((lots, QUEUE_COLUMNS), dtype=np.int64),
        is_open=np.zeros(days, dtype=np.bool_),
        is_tight=np.zeros(days, dtype=np.bool_),
        is_taken=np.zeros(days, dtype=np.bool_),
        above=np.empty(facts.capacity.shape, dtype=np.int64),
        room=np.empty(facts.capacity.shape, dtype=np.int64),
        had=np.empty(facts.capacity.shape, dtype=np.int64),
        lent=np.empty(facts.capacity.shape, dtype=np.int64),
        held=np.empty((NO_PRIORITY + 1, most(plant.group_center_at), days), dtype=np.int64),
        held_row=np.empty(NO_PRIORITY + 1, dtype=np.int64),
        is_every=np.ones(days, dtype=np.bool_),
        worn=np.empty(supplies + days + 2, dtype=np.int64),
        pile=np.empty(days, dtype=np.int64),
        draw=np.empty((2 * days, DRAW_COLUMNS), dtype=np.int64),
        ends=np.empty(nodes, dtype=np.int64),
        asked=np.zeros(1, dtype=np.int64),
        mix=np.empty((NO_PRIORITY + 2, days), dtype=np.int64),
        rank=np.empty(NO_PRIORITY + 2, dtype=np.int64),
        ascending=np.empty(NO_PRIORITY + 2, dtype=np.int64),
        since=np.empty(NO_PRIORITY + 2, dtype=np.int64),
        mix_of=np.empty(NO_PRIORITY + 2, dtype=np.int64),
        owned=np.empty(NO_PRIORITY + 2, dtype=np.int64),
        cut=np.empty(NO_PRIORITY + 2, dtype=np.int64),
        cut_rank=np.empty(NO_PRIORITY + 2, dtype=np.int64),
        stack=np.empty(len(plant.level_at), dtype=np.int64),
        wish=np.empty(nodes, dtype=np.int64),
        worst=np.empty(days, dtype=np.int64),
        marked=np.empty(nodes, dtype=np.int64),
    )


def most_claims(plant: Plant, facts: Facts) -> int:
    """A bound for those who may take from one node: papers by day, lines, and lots and parts of makers."""
    days = facts.wanted.shape[1]
    makers = 2 * np.diff(plant.user_at) * days
    return int((makers + np.diff(facts.line_at)).max(initial=0)) + days


def most(starts: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> int:
    """The longest of the spans between starts."""
    return int(np.diff(starts).max(initial=0))


def is_enough(desk: Desk, plant: Plant, facts: Facts) -> bool:
    """Whether a desk still has room after lines or dated stock have been added."""
    supplies = facts.wanted.shape[1] + 1 + most(facts.dated_at)
    return len(desk.claim) >= most_claims(plant, facts) and len(desk.supply) >= supplies
