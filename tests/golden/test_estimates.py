"""The cases that a phone's estimate answers (`tests/js/estimate.test.js` reads the same file), by the engine's own rules."""

import json
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import Any

import pytest

from backend.demand.model import full_loads
from backend.engine.delivery import keep
from backend.engine.situation import DeliveryRule

GIVEN = json.loads((Path(__file__).parent / "estimate" / "cases.json").read_text(encoding="utf-8"))
FROM = date.fromisoformat(GIVEN["from_on"])
DUE = (date.fromisoformat(GIVEN["due_on"]) - FROM).days


def deliveries(units: int) -> list[tuple[int, int]]:
    """What is free by the day asked for, then what becomes free on later days, until it is all there."""
    by_now = max(int(free) for day, free in GIVEN["steps"] if day <= DUE)
    parts, given = [(DUE, min(by_now, units))], min(by_now, units)
    for day, free in GIVEN["steps"]:
        more = min(int(free), units) - given
        if day > DUE and more > 0:
            parts.append((day, more))
            given += more
    return parts


def said(case: dict[str, Any], name: str) -> Any:
    own = case["line"].get(name)
    return case["customer"].get(name) if own is None else own


@pytest.mark.parametrize("case", GIVEN["cases"], ids=lambda case: str(case["name"]))
def test_a_phones_estimate_is_what_the_engines_rules_make_of_it(case: dict[str, Any]) -> None:
    quantity = Decimal(case["quantity"])
    load = Decimal(case["item"].get(f"{case['customer'].get('rounds_to')}_quantity", 0))
    units = int(full_loads(quantity, load) if load else quantity)
    ratio = Decimal(case["customer"].get("minimum_partial_ratio", 0))
    least = Decimal(case["line"].get("minimum_partial_quantity", ratio * quantity))
    late = said(case, "maximum_days_late")
    rule = DeliveryRule(late, said(case, "allows_partial") is not False, least)
    kept = keep(
        deliveries(units),
        units,
        rule,
        int(least.to_integral_value(ROUND_CEILING)),
        None if late is None else DUE + late,
    ).parts

    assert sum(part for day, part in kept if day <= DUE) == int(case["on_time"])
    whole = sum(part for _, part in kept) == units
    all_on = (FROM + timedelta(days=kept[-1][0])).isoformat() if whole else None
    assert all_on == case["all_on"]
