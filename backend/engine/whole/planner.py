"""A whole plan from a situation, once."""

from backend.engine.situation import Situation
from backend.engine.whole.build import build_plant
from backend.engine.whole.compiled import compiled
from backend.engine.whole.facts import build_facts
from backend.engine.whole.layout import TOUCHED, Desk, Dirt, Facts, Plan, Plant
from backend.engine.whole.marks import find_marked
from backend.engine.whole.needs import net_all, net_fresh
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.rules import Rules
from backend.engine.whole.schedule import schedule
from backend.engine.whole.store import all_dirty, desk_for, empty_plan

EVERYDAY = Rules()


def replan(situation: Situation, rules: Rules = EVERYDAY) -> WholePlan:
    """Plan everything: what to make, buy and move, when, and what every order line gets."""
    plant, names = build_plant(situation, rules)
    facts, lines, kept = build_facts(situation, rules, plant, names)
    plan = empty_plan(plant, facts)
    run_fresh(plant, facts, plan)
    return WholePlan(situation, rules, names, plant, facts, plan, lines, kept)


@compiled
def run(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk) -> int:
    """Bring a plan up to date where it is marked: first what is needed, then when it can be there.

    Returns how many nodes have been worked on, and takes their marks away.
    """
    net_all(plant, facts, plan, dirt, desk)
    schedule(plant, facts, plan, dirt, desk)
    worked = find_marked(
        dirt.node[TOUCHED], dirt.eights[TOUCHED], 0, len(plant.safety), desk.marked
    )
    dirt.eights[TOUCHED] = 0
    return worked


def run_fresh(plant: Plant, facts: Facts, plan: Plan, desk: Desk | None = None) -> None:
    """Make a plan in which nothing stands yet."""
    dirt = all_dirty(plant, facts)
    room = desk or desk_for(plant, facts)
    net_fresh(plant, facts, plan, dirt, room)
    schedule(plant, facts, plan, dirt, room)
