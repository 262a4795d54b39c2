"""What can be asked of an alert rule."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.watch.errors import AlertRuleIncompleteError
from backend.watch.model.rule import Rule, check_rule
from shared.terms import KPIName
from shared.watch_terms import (
    AlertGrouping,
    DeadlineKind,
    DeviationSide,
    FlowStart,
    Threshold,
    Watched,
)

NA, PAVEL = UUID(int=1), UUID(int=2)
LACKING: dict[str, Any] = {"watched": Watched.PROMOTION, "is_above": True}
STOCK = Rule(None, "Few kits", Watched.STOCK, Decimal(100), NA, is_above=False)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": "  "}),
        ("threshold_in", {"watched": Watched.CAPACITY, "threshold_in": Threshold.COVER}),
        ("is_above", {"watched": Watched.PROMISE}),
        ("kpi", {"watched": Watched.KPI}),
        ("kpi", {"kpi": KPIName.OTIF}),
        ("deadline", {"watched": Watched.DEADLINE, "is_above": True}),
        ("periods", {"periods": 0}),
        ("periods", {"periods": 31}),
        (
            "periods",
            {
                "watched": Watched.DEADLINE,
                "is_above": True,
                "deadline": DeadlineKind.DECISION,
                "periods": 2,
            },
        ),
        ("clears_at", {"clears_at": Decimal(99)}),
        ("clears_at", {"is_above": True, "clears_at": Decimal(101)}),
        ("threshold", {"watched": Watched.PROMISE, "is_above": True, "threshold": Decimal(-1)}),
        ("threshold", {"threshold": Decimal("NaN")}),
        ("threshold", {"threshold": Decimal(10) ** 12}),
        ("clears_at", {"clears_at": Decimal("Infinity")}),
        ("family", {"watched": Watched.CAPACITY, "is_above": True, "family": "Primers"}),
        ("lowest_priority", {"lowest_priority": 1}),
        ("grouping", {"grouping": AlertGrouping.CUSTOMER}),
        ("deputy_ids", {"deputy_ids": (NA,)}),
        ("deputy_ids", {"deputy_ids": (PAVEL, PAVEL)}),
        ("escalate_after", {"escalate_after": timedelta(hours=1)}),
        ("escalate_after", {"escalate_after": timedelta(), "deputy_ids": (PAVEL,)}),
        ("quiet_from", {"quiet_from": time(20)}),
        ("quiet_from", {"quiet_from": time(20), "quiet_until": time(20)}),
        ("time_zone", {"time_zone": "Riga"}),
        ("side", {"side": DeviationSide.MORE}),
        ("side", {"watched": Watched.FORECAST, "is_above": True}),
        ("is_above", {"watched": Watched.FORECAST, "side": DeviationSide.LESS}),
        (
            "threshold",
            {
                "watched": Watched.FORECAST,
                "is_above": True,
                "side": DeviationSide.LESS,
                "threshold": Decimal(0),
            },
        ),
        ("threshold_in", {"threshold_in": Threshold.SIGNAL}),
        ("starts", {**LACKING, "watched": Watched.PROMISE, "starts": FlowStart.EITHER}),
        ("fill_to", {"starts": FlowStart.EITHER}),
        ("fill_to", {**LACKING, "starts": FlowStart.EITHER, "fill_to": Decimal(500)}),
        ("rush_priority", {**LACKING, "starts": FlowStart.EITHER, "rush_priority": 1}),
        ("auto_value", {**LACKING, "auto_value": Decimal(100)}),
        ("threshold", {**LACKING, "threshold": Decimal(0)}),
        ("threshold_in", {**LACKING, "threshold_in": Threshold.COVER}),
        ("grouping", {**LACKING, "grouping": AlertGrouping.SITE}),
        ("is_above", {**LACKING, "is_above": False}),
    ],
)
def test_what_cannot_be_is_named(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(AlertRuleIncompleteError) as refused:
        check_rule(replace(STOCK, **changes))
    assert refused.value.facts == {"field": field}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"threshold_in": Threshold.COVER, "periods": 30, "clears_at": Decimal(100)},
        {"watched": Watched.KPI, "kpi": KPIName.OTIF, "threshold": Decimal("0.9")},
        {"deputy_ids": (PAVEL,), "escalate_after": timedelta(hours=1)},
        {"quiet_from": time(20), "quiet_until": time(7), "digest_at": time(7, 30)},
        {"starts": FlowStart.PURCHASE, "fill_to": Decimal(500), "rush_priority": 1},
        {**LACKING, "starts": FlowStart.EITHER, "auto_value": Decimal(100)},
        {**LACKING, "threshold_in": Threshold.TARGET, "threshold": Decimal("0.1")},
        {
            "watched": Watched.DEADLINE,
            "deadline": DeadlineKind.DECISION,
            "is_above": True,
            "threshold": Decimal(-4),
            "grouping": AlertGrouping.CUSTOMER,
        },
    ],
)
def test_what_can_be_is_taken(changes: dict[str, Any]) -> None:
    check_rule(replace(STOCK, **changes))
