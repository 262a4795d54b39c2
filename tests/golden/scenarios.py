"""What-ifs in a planner's words: `edits` on the copied plan, and what comes of them."""

from collections.abc import Mapping
from typing import Any

from backend.engine.answer import Adjustment
from backend.engine.scale import plain
from backend.engine.situation import Situation
from backend.engine.whatif.edits import Edit, Subjects
from backend.engine.whatif.figures import Figures
from backend.engine.whatif.outcome import Outcome, Part, figures_today, outcome_of
from backend.engine.whatif.response import components_first
from shared.terms import EditKind
from tests.planning import TODAY, Given, amount, day_or_none, named, situation_from


def scenario(given: Given) -> dict[str, Any]:
    """The figures of the plan today, those of the scenario, and what adopting it would do."""
    situation = situation_from(given)
    before = figures_today(situation, part_of(situation, given))
    outcome = scenario_outcome(given)
    return {
        "today": told(before),
        "scenario": told(outcome.figures),
        "adopting": [_adjustment(each) for each in outcome.adjustments],
        "assumed": list(outcome.assumed),
        "cautions": [each.value for each in outcome.cautions],
    }


def scenario_outcome(given: Given) -> Outcome:
    """The outcome of a story's edits."""
    situation = situation_from(given)
    return outcome_of(situation, edits_from(given), subjects_of(given), part_of(situation, given))


def part_of(situation: Situation, given: Given) -> Part:
    site_id = named(given.get("site", "Riga"))
    nodes = components_first(situation, [facts.node for facts in situation.nodes])
    return Part(site_id, tuple(nodes))


def subjects_of(given: Given) -> Subjects:
    return Subjects(
        families={
            named(row["item"]): row["family"] for row in given.get("items", ()) if "family" in row
        },
        customers={named(name): name for name in ("Hartmann", "Baltic")},
    )


def edits_from(given: Given) -> list[Edit]:
    """The edits of a story; a name stands for an id, a number of days for a date."""
    today = given.get("today", TODAY)
    return [_edit(today, row) for row in given["edits"]]


def _edit(today: Any, row: Mapping[str, Any]) -> Edit:
    return Edit(
        kind=EditKind(row["edit"]),
        item_id=_id(row, "item"),
        family=row.get("family"),
        customer_id=_id(row, "customer"),
        site_id=_id(row, "site"),
        demand_line_id=_id(row, "line"),
        supply_id=_id(row, "supply"),
        work_center_id=_id(row, "at"),
        on=day_or_none(today, row.get("day")),
        from_on=day_or_none(today, row.get("from")),
        to_on=day_or_none(today, row.get("to")),
        weekdays=tuple(row.get("weekdays", ())),
        quantity=_number(row, "quantity"),
        ratio=_number(row, "ratio"),
        discount=_number(row, "discount"),
        hours=_number(row, "hours"),
        is_open=row.get("open", False),
    )


def _id(row: Mapping[str, Any], name: str) -> Any:
    return named(str(row[name])) if name in row else None


def _number(row: Mapping[str, Any], name: str) -> Any:
    return amount(row[name]) if name in row else None


def told(figures: Figures) -> dict[str, Any]:
    """Figures as a planner reads them."""
    return {
        "on time in full": f"{figures.on_time_count} of {figures.line_count}",
        "order fill": None if figures.order_fill_ratio is None else plain(figures.order_fill_ratio),
        "mean delay": plain(figures.mean_delay_days),
        "at risk": plain(figures.at_risk_value),
        "margin on time": plain(figures.margin_on_time),
        "average stock": plain(figures.average_stock_value),
        "extra cost": plain(figures.extra_cost),
        "who loses": list(figures.losing_customers),
        "fullest week": {load.work_center_name: plain(load.worst_ratio) for load in figures.loads},
    }


def _adjustment(each: Adjustment) -> dict[str, Any]:
    facts = {
        "do": each.kind.value,
        "item": each.item_name or None,
        "quantity": plain(each.quantity) if each.quantity else None,
        "from": None if each.from_on is None else each.from_on.isoformat(),
        "on": None if each.on is None else each.on.isoformat(),
        "at": each.work_center_name,
        "hours": None if each.hours is None else plain(each.hours),
        "reference": each.reference,
    }
    return {name: value for name, value in facts.items() if value is not None}
