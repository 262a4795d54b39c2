"""Who takes from a node, and which work centres have to be levelled together."""

from itertools import pairwise

import numpy as np

from backend.engine.whole.layout import Ints
from backend.engine.whole.rows import Rows


def users_of(rows: Rows, nodes: int) -> dict[str, Ints]:
    """The inputs turned round: by node, who draws from it by which way."""
    way_at, input_at = rows.array("way_at"), rows.array("input_at")
    inputs = rows.array("input_drawn")
    way_of = np.repeat(np.arange(len(input_at) - 1), np.diff(input_at))
    node_of = np.repeat(np.arange(nodes), np.diff(way_at))
    order = np.argsort(inputs, kind="stable").astype(np.int64)
    ways = way_of[order]
    parents = node_of[ways] if len(ways) else ways
    by_way = ways - way_at[parents] if len(ways) else ways
    return {
        "user_at": np.searchsorted(inputs[order], np.arange(nodes + 1)).astype(np.int64),
        "user": np.stack([parents, by_way, order], axis=1).astype(np.int64),
    }


def groups_of(rows: Rows, nodes: int, centers: int) -> dict[str, Ints]:
    """Work centres that the options of one way choose between are one group, every other is its own."""
    way_at, option_at = rows.array("way_at"), rows.array("option_at")
    step_at, step_center = rows.array("step_at"), rows.array("step_center")
    leader = list(range(centers))

    def lead(center: int) -> int:
        while leader[center] != center:
            center = leader[center]
        return center

    for way in range(len(option_at) - 1):
        first, last = option_at[way], option_at[way + 1]
        if last - first > 1:
            joined = [int(center) for center in step_center[step_at[first] : step_at[last]]]
            for other in joined[1:]:
                one, two = sorted((lead(joined[0]), lead(other)))
                leader[two] = one
    group_of_leader: dict[int, int] = {}
    group_of = [group_of_leader.setdefault(lead(c), len(group_of_leader)) for c in range(centers)]
    members: list[set[int]] = [set() for _ in group_of_leader]
    for node in range(nodes):
        first = option_at[way_at[node]]
        last = option_at[way_at[node + 1]]
        for step in range(step_at[first], step_at[last]):
            members[group_of[step_center[step]]].add(node)
    members_in_order = [sorted(found) for found in members]
    starts = _ends([len(found) for found in members])
    member_at = {
        (group, node): int(starts[group]) + at
        for group, found in enumerate(members_in_order)
        for at, node in enumerate(found)
    }
    node_of = np.repeat(np.arange(nodes), np.diff(step_at[option_at[way_at]])).tolist()
    member_of = np.array(
        [member_at[group_of[c], n] for c, n in zip(step_center, node_of, strict=True)],
        dtype=np.int64,
    )
    centers_of: list[list[int]] = [[] for _ in group_of_leader]
    for center, group in enumerate(group_of):
        centers_of[group].append(center)
    return {
        "step": np.stack(
            [
                rows.array("step_top"),
                rows.array("step_bottom"),
                step_center,
                rows.array("step_setup"),
                np.array([group_of[c] for c in step_center], dtype=np.int64),
                member_of,
            ],
            axis=1,
        ),
        "only_step": only_steps(starts[-1], step_at, option_at, way_at, node_of, member_of),
        "group_at": starts,
        "group_node": np.array([n for found in members_in_order for n in found], dtype=np.int64),
        "group_center_at": _ends([len(found) for found in centers_of]),
        "group_center": np.array([c for found in centers_of for c in found], dtype=np.int64),
    }


def only_steps(
    members: int, step_at: Ints, option_at: Ints, way_at: Ints, node_of: list[int], member_of: Ints
) -> Ints:
    """By member the step of its node, where that is the only step of its only way; else -1."""
    found = np.full(members, -1, dtype=np.int64)
    steps = np.diff(step_at[option_at[way_at]])
    ways = np.diff(way_at)
    for step, node in enumerate(node_of):
        if steps[node] == 1 and ways[node] == 1:
            found[member_of[step]] = step
    return found


def members_by_level(group_at: Ints, group_node: Ints, level_at: Ints) -> Ints:
    """By group the first member of each level, and the one behind the last of all; nodes stand by their levels."""
    found = [
        first + np.searchsorted(group_node[first:end], level_at)
        for first, end in pairwise(group_at)
    ]
    return np.array(found, dtype=np.int64).reshape(len(group_at) - 1, len(level_at))


def _ends(lengths: list[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
