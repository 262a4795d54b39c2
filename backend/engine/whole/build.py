"""Lays the ways of all nodes out as arrays, in the order of their levels."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import numpy as np

from backend.engine.days import NEVER_CLOSED, receiver_closed, sender_closed
from backend.engine.errors import BillOfMaterialLoopError
from backend.engine.lots import lot_of
from backend.engine.scale import have
from backend.engine.situation import Node, Situation
from backend.engine.whole.groups import groups_of, members_by_level, users_of
from backend.engine.whole.layout import (  # fmt: skip
    CALENDAR,
    COUNTS_OPEN,
    DAY_TOP,
    FENCE,
    FIRST_FINISH,
    FIRST_START,
    KEEPS,
    LAST_START,
    LEAD,
    LEAD_TIME,
    MAKE,
    NEVER,
    SAFETY_DAYS,
    SENDER,
    VALIDITY,
    Plant,
)
from backend.engine.whole.lots import fill_rhythm, possible
from backend.engine.whole.plant import Names, Recipes, Way, safe_ratio
from backend.engine.whole.rows import Rows
from backend.engine.whole.rules import Rules
from backend.engine.whole.store import packed

WAY_COLUMNS: Final = (
    "kind", "lead", "day_top", "day_bottom", "minimum", "multiple", "maximum", "first_start",
    "first_finish", "late_by", "calendar", "counts_open", "sender", "safety_days", "last_start", "more", "keeps",
)  # fmt: skip
WORKED_OUT: Final = ("member_at", "possible", "rhythm", "start_for", "target_for")
INPUT_COLUMNS: Final = ("input_top", "input_bottom", "input_drawn")


def levels_of(ways: Mapping[Node, tuple[Way, ...]], recipes: Recipes) -> dict[Node, int]:
    """How deep each node lies below those that nobody takes from; refuses a loop."""
    level = dict.fromkeys(ways, 0)
    open_users = dict.fromkeys(ways, 0)
    inputs = {
        node: {other for way in found for other, _ in way.inputs} for node, found in ways.items()
    }
    for found in inputs.values():
        for other in found:
            open_users[other] += 1
    ready = [node for node, users in open_users.items() if not users]
    seen = 0
    while ready:
        node = ready.pop()
        seen += 1
        for other in inputs[node]:
            level[other] = max(level[other], level[node] + 1)
            open_users[other] -= 1
            if not open_users[other]:
                ready.append(other)
    if seen < len(ways):
        caught = next(node for node, users in open_users.items() if users)
        raise BillOfMaterialLoopError(item=recipes.facts[caught].item_name)
    return level


def build_plant(situation: Situation, rules: Rules) -> tuple[Plant, Names]:
    """The arrays of all master data, and the names behind their places."""
    recipes = Recipes(situation, rules)
    ways = {node: recipes.ways_of(node) for node in recipes.facts}
    level = levels_of(ways, recipes)
    names = Names()
    names.nodes = sorted(ways, key=lambda node: (level[node], node[0].int, node[1].int))
    names.node_at = {node: place for place, node in enumerate(names.nodes)}
    names.facts = [recipes.facts[node] for node in names.nodes]
    calendars: dict[frozenset[date], int] = {NEVER_CLOSED: 0}
    rows = Rows()
    for node in names.nodes:
        rows.add(way_at=rows.count("kind"))
        facts = recipes.facts[node]
        rows.add(
            safety=have(facts.safety_stock, facts.quantity_decimals),
            cover_days=facts.lot_cover_days,
            shelf_life=-1 if facts.shelf_life_days is None else facts.shelf_life_days,
        )
        for way in ways[node]:
            names.ways.append(way)
            add_way(rows, names, way, calendars, situation, rules)
    rows.add(
        way_at=rows.count("kind"),
        input_at=rows.count("input_drawn"),
        option_at=rows.count("option_first"),
        step_at=rows.count("step_center"),
    )
    depth = max(level.values(), default=0) + 1
    by_level = [level[node] for node in names.nodes]
    level_at = np.searchsorted(np.array(by_level, dtype=np.int64), np.arange(depth + 1))
    users = users_of(rows, len(names.nodes))
    groups = groups_of(rows, len(names.nodes), len(names.centers))
    until, which, count = open_days(situation, calendars)
    laid_out = {name: rows.array(name) for name in Plant._fields if name not in WORKED_OUT}
    laid_out["way"] = np.stack([rows.array(name) for name in WAY_COLUMNS], axis=1)
    laid_out["input"] = np.stack([rows.array(name) for name in INPUT_COLUMNS], axis=1)
    laid_out |= users | groups
    laid_out |= {"level_at": level_at.astype(np.int64)}
    laid_out |= {"open_until": until, "open_day": which, "open_count": count}
    return with_times(**laid_out), names


def with_times(**laid_out: Any) -> Plant:
    """The plant with the first day for which each node can still be there, and the days of each way.

    Ways of one lead time, calendar and frozen zone share a row.
    """
    way, days = laid_out["way"], laid_out["open_until"].shape[1]
    rows, first, rhythm = np.unique(
        way[:, (LEAD, FIRST_START, FIRST_FINISH, CALENDAR, COUNTS_OPEN, SENDER, SAFETY_DAYS, KEEPS, LAST_START)],
        axis=0, return_index=True, return_inverse=True,
    )  # fmt: skip
    plant = Plant(
        member_at=members_by_level(
            laid_out["group_at"], laid_out["group_node"], laid_out["level_at"]
        ),
        possible=np.zeros(len(laid_out["safety"]), dtype=np.int64),
        rhythm=np.where(way[:, DAY_TOP] > 0, -1, rhythm.reshape(-1)).astype(np.int64),
        start_for=np.zeros((len(rows), days), dtype=np.int16),
        target_for=np.zeros((len(rows), days), dtype=np.int16),
        **laid_out,
    )
    possible(plant)
    fill_rhythm(plant, first.astype(np.int64))
    return packed(plant)


def add_way(
    rows: Rows,
    names: Names,
    way: Way,
    calendars: dict[frozenset[date], int],
    situation: Situation,
    rules: Rules,
) -> None:
    """Add a way, and a calendar for each set of closed days that is new with it; calendar 0 is always open."""
    facts, lots, closed = way.facts, lot_of(way.facts), situation.closed_days
    frozen = facts.frozen_days if rules.respect_fences else 0
    opens = frozen if way.kind == MAKE else 0
    first, last = (None if on is None else (on - situation.today).days for on in way.valid)
    is_fenced = frozen > (0 if way.kind == MAKE else facts.lead_time_days)
    late_by = FENCE if is_fenced else LEAD_TIME
    if first is not None and first > opens:
        opens, late_by = first, VALIDITY
    decimals, life = facts.quantity_decimals, facts.shelf_life_days
    day_top, day_bottom = safe_ratio(Fraction(facts.lead_time_days_per_unit) / 10**decimals)
    rows.add(
        kind=way.kind,
        lead=facts.lead_time_days,
        day_top=day_top,
        day_bottom=day_bottom,
        minimum=lots.minimum,
        multiple=lots.multiple,
        maximum=lots.maximum,
        first_start=opens,
        first_finish=frozen,
        late_by=late_by,
        calendar=calendars.setdefault(receiver_closed(closed, facts), len(calendars)),
        counts_open=int(facts.counts_open_days),
        sender=calendars.setdefault(sender_closed(closed, facts), len(calendars)),
        safety_days=facts.safety_days,
        keeps=NEVER if life is None or not facts.safety_days else life,
        last_start=NEVER if last is None else last,
        more=max(0, have(facts.fill_to, decimals) - have(facts.safety_stock, decimals)),
        input_at=rows.count("input_drawn"),
        option_at=rows.count("option_first"),
    )
    for other, each in way.inputs:
        top, bottom = safe_ratio(each)
        rows.add(input_drawn=names.node_at[other], input_top=top, input_bottom=bottom)
    for option in way.options:
        rows.add(step_at=rows.count("step_center"), option_first=rows.count("step_center"))
        for center, setup, each in option:
            top, bottom = safe_ratio(each)
            place = names.center_at.setdefault(center, len(names.center_at))
            if place == len(names.centers):
                names.centers.append(center)
            rows.add(step_center=place, step_setup=setup, step_top=top, step_bottom=bottom)


def open_days(
    situation: Situation, calendars: Mapping[frozenset[date], int]
) -> tuple[Any, Any, Any]:
    """By calendar: open days up to each day, which they are, and how many."""
    days = situation.horizon_days + 1
    until = np.zeros((len(calendars), days), dtype=np.int64)
    which = np.zeros((len(calendars), days), dtype=np.int64)
    count = np.zeros(len(calendars), dtype=np.int64)
    for closed, row in calendars.items():
        for day in range(days):
            if situation.today + timedelta(days=day) not in closed:
                which[row, count[row]] = day
                count[row] += 1
            until[row, day] = count[row]
    return until, which, count
