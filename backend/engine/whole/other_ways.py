"""Other ways for lots that are late for want of material or hours: each is tried by planning anew, and kept where it helps.

Netting chooses a way by its lead time alone. Whether its components are there, and whether its work centres have hours,
shows only in the plan: so a lot of a late order line is refused its way for that day, and the plan is made again.
"""

from typing import Final

import numpy as np

from backend.engine.situation import Node, Situation
from backend.engine.whole.answer import Cause
from backend.engine.whole.build import build_plant
from backend.engine.whole.edits import Books
from backend.engine.whole.facts import build_facts
from backend.engine.whole.layout import ASKED, LAST_START, ON, ON_TIME, Plant
from backend.engine.whole.lots import possible
from backend.engine.whole.pegging import parts_at
from backend.engine.whole.planner import EVERYDAY, run_fresh
from backend.engine.whole.plant import Names
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.rules import Rules
from backend.engine.whole.store import empty_plan, packed
from backend.engine.whole.warm import Snapshot

MOST_TRIALS: Final = 100
"""So many plans are tried at most."""
PATIENCE: Final = 20
"""So many in a row that do not help are enough."""
WAITED_FOR: Final = frozenset({Cause.MATERIAL, Cause.CAPACITY})

EVERY_DAY: Final = -1

Refused = tuple[int, int]
"""A way by its place, and the day for which it is not taken, or `EVERY_DAY`."""
Service = tuple[tuple[int, int], ...]
"""By priority, the best first: lines that are late, and days in thousandths."""


def with_other_ways(
    situation: Situation, rules: Rules = EVERYDAY, most: int = MOST_TRIALS
) -> Snapshot:
    """A whole plan in which a lot goes another way where that serves better than the one that netting chose.

    Better is what serves the best priority better, then the next. It serves no worse than netting's choice, nor than the
    usual ways alone. The same situation gives the same plan.
    """
    plant, names = build_plant(situation, rules)
    facts, lines, kept = build_facts(situation, rules, plant, names)

    def planned(refused: frozenset[Refused]) -> Snapshot:
        laid_out = without(plant, refused) if refused else plant
        plan = empty_plan(laid_out, facts)
        run_fresh(laid_out, facts, plan)
        return Snapshot.of(Books(situation, rules, laid_out, names, facts, plan, lines, kept))

    refused: frozenset[Refused] = frozenset()
    best = planned(refused)
    if not unusual(names):
        return best
    reading = best.plan()
    service = service_of(reading)
    candidates = doubtful(reading, refused)
    tried: set[Refused] = set()
    in_vain = 0
    for _ in range(most):
        each = next((way for way in candidates if way not in tried), None)
        if each is None or in_vain >= PATIENCE:
            break
        tried.add(each)
        other = planned(refused | {each})
        found = other.plan()
        served = service_of(found)
        in_vain += 1
        if served < service:
            best, service = other, served
            refused |= {each}
            candidates = doubtful(found, refused)
            in_vain = 0
    if any(count for count, _ in service):
        usual = planned(frozenset((way, EVERY_DAY) for way in unusual(names)))
        if service_of(usual.plan()) < service:
            return usual
    return best


def unusual(names: Names) -> list[int]:
    """The ways that are not the usual one of their node."""
    return [place for place, way in enumerate(names.ways) if way.name]


def without(plant: Plant, refused: frozenset[Refused]) -> Plant:
    """The plant in which a way is in time for no need of some days.

    One whose lead time hangs on the units can be refused for every day alone.
    """
    days = plant.target_for.shape[1]
    ways, rhythm = plant.way.copy(), plant.rhythm.copy()
    starts, targets = [plant.start_for], [plant.target_for]
    on: dict[int, list[int]] = {}
    for way, day in refused:
        on.setdefault(way, []).append(day)
    for place in sorted(on):
        if EVERY_DAY in on[place] or rhythm[place] < 0:
            ways[place, LAST_START] = EVERY_DAY
        if rhythm[place] < 0:
            continue
        target = plant.target_for[rhythm[place]].copy()
        target[slice(None) if EVERY_DAY in on[place] else on[place]] = days + 1
        starts.append(plant.start_for[rhythm[place]][np.newaxis])
        targets.append(target[np.newaxis])
        rhythm[place] = len(plant.start_for) + len(starts) - 2
    laid_out = plant._replace(
        way=ways,
        possible=np.zeros_like(plant.possible),
        rhythm=rhythm,
        start_for=np.concatenate(starts),
        target_for=np.concatenate(targets),
    )
    possible(laid_out)
    return packed(laid_out)


def doubtful(plan: WholePlan, refused: frozenset[Refused]) -> list[Refused]:
    """Ways of late lots behind late lines for which another way is left, the best priority first."""
    chained = waiting(plan)
    rows: list[tuple[int, int, int, Refused]] = []
    for supply in plan.supplies:
        if supply.node not in chained or not WAITED_FOR.intersection(supply.causes):
            continue
        place = plan.place_of(supply.node)
        need = (supply.need_on - plan.situation.today).days
        ways = range(int(plan.plant.way_at[place]), int(plan.plant.way_at[place + 1]))
        named = [each for each in ways if plan.names.ways[each].name == supply.way]
        began = supply.start_on or supply.need_on
        way = next((each for each in named if plan.names.ways[each].may_begin(began)), named[0])
        is_left = any(other not in named and (other, need) not in refused for other in ways)
        if is_left and plan.plant.rhythm[way] >= 0:
            rank = 0 if supply.priority is None else supply.priority
            rows.append((rank, place, need, (way, need)))
    return [each for _, _, _, each in sorted(rows)]


def waiting(plan: WholePlan) -> set[Node]:
    """The nodes of late lines, and those that their late lots wait for, down to what binds."""
    waits: dict[Node, set[Node]] = {}
    for supply in plan.supplies:
        if supply.late_input is not None:
            waits.setdefault(supply.node, set()).add(supply.late_input)
    late = (plan.lines[line] for line in late_at(plan))
    nodes = {(line.item_id, line.site_id) for line in late}
    queue = list(nodes)
    while queue:
        below = waits.get(queue.pop(), set()) - nodes
        nodes |= below
        queue += below
    return nodes


def late_at(plan: WholePlan) -> list[int]:
    """The places of lines within the horizon that are not all there on their day."""
    asked, on = plan.facts.line[:, ASKED], plan.facts.line[:, ON]
    late = (on < plan.days) & (plan.plan.answer[:, ON_TIME] < asked)
    return [int(line) for line in np.flatnonzero(late)]


def service_of(plan: WholePlan) -> Service:
    """How badly each priority is served: lines that are late, and for how many days; less is better.

    Days are in thousandths, by the share of the line that is late; what never comes counts to the day after the horizon.
    """
    node_of = np.repeat(np.arange(len(plan.names.nodes)), np.diff(plan.facts.line_at))
    found = dict.fromkeys(sorted({line.priority for line in plan.lines}), (0, 0))
    parts: dict[int, dict[int, list[tuple[int, int]]]] = {}
    for line in late_at(plan):
        place, rank = int(node_of[line]), plan.lines[line].priority
        if place not in parts:
            parts[place] = parts_at(plan.plant, plan.facts, plan.plan, place)
        due, asked = int(plan.facts.line[line, ON]), int(plan.facts.line[line, ASKED])
        open_units, waited = asked, 0
        for day, units in parts[place].get(line, ()):
            open_units -= units
            waited += (day - due) * units
        waited += (plan.days - due) * open_units
        count, days = found[rank]
        found[rank] = count + 1, days + 1000 * waited // asked
    return tuple(found.values())
