"""An alert rule, and what can be asked of one."""

from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.watch.errors import AlertRuleIncompleteError
from shared.terms import AlertSeverity, KPIName
from shared.watch_terms import (
    AlertGrouping,
    DeadlineKind,
    DeviationSide,
    FlowStart,
    Threshold,
    Watched,
)

MOST_PERIODS: Final = 30
MOST_DEPUTIES: Final = 5
LOWEST_PRIORITY: Final = 9
LARGEST: Final = Decimal(1_000_000_000)

THRESHOLDS: Final = {
    Watched.STOCK: frozenset({Threshold.ABSOLUTE, Threshold.TARGET, Threshold.COVER}),
    Watched.KPI: frozenset({Threshold.ABSOLUTE, Threshold.TARGET}),
    Watched.PROMISE: frozenset({Threshold.ABSOLUTE}),
    Watched.CAPACITY: frozenset({Threshold.ABSOLUTE}),
    Watched.DEADLINE: frozenset({Threshold.ABSOLUTE}),
    Watched.FORECAST: frozenset({Threshold.ABSOLUTE, Threshold.TARGET, Threshold.SIGNAL}),
    Watched.PROMOTION: frozenset({Threshold.ABSOLUTE, Threshold.TARGET}),
}
GROUPINGS: Final = {
    Watched.STOCK: frozenset(
        {AlertGrouping.EACH, AlertGrouping.ITEM, AlertGrouping.FAMILY, AlertGrouping.SITE}
    ),
    Watched.KPI: frozenset({AlertGrouping.EACH}),
    Watched.PROMISE: frozenset(AlertGrouping),
    Watched.CAPACITY: frozenset({AlertGrouping.EACH, AlertGrouping.SITE}),
    Watched.DEADLINE: frozenset(AlertGrouping),
    Watched.FORECAST: frozenset(
        {AlertGrouping.EACH, AlertGrouping.ITEM, AlertGrouping.FAMILY, AlertGrouping.SITE}
    ),
    # Each is one position, which is proposed by itself.
    Watched.PROMOTION: frozenset({AlertGrouping.EACH}),
}
# Only of these it makes a difference which way is bad; the others are bad from a value on.
EITHER_WAY: Final = frozenset({Watched.STOCK, Watched.KPI})
WITHOUT_ITEMS: Final = frozenset({Watched.KPI, Watched.CAPACITY})
WITH_CUSTOMERS: Final = frozenset({Watched.PROMISE, Watched.DEADLINE, Watched.FORECAST})
_ABOVE_ZERO: Final = frozenset({Watched.PROMISE, Watched.FORECAST, Watched.PROMOTION})
# Their periods are figures of their own, weeks or what is forecast, and not days that somebody looks.
COUNTED_PERIODS: Final = frozenset({Watched.KPI, Watched.FORECAST})


@dataclass(frozen=True, slots=True)
class Rule:
    """What is watched, where, from when on it is an alert, and whose.

    With `is_above` a figure is beyond its threshold from it on, else below it. A standing alert lasts
    until the figure has come back to `clears_at` (the threshold itself, where none is given). `periods`
    are days in a row at the site, of a KPI weeks, of a forecast its own periods. A stock is counted in the item's unit, in shares of
    its safety stock, or in days that it covers; a promise in days late; a capacity as the share of its
    hours that the next seven days ask for; a deadline in hours of a decision, in days of the others,
    after it, so that a negative threshold warns before. A forecast is counted by how far demand is off it
    on one `side` or either: in the item's unit, in shares of the forecast, or as its tracking signal. Of a promotion
    or a season it is what will be missing: in the item's unit, or as a share of what is expected.

    `quiet_from` to `quiet_until` and the days without a shift of `calendar_id` are quiet where the owner
    is (`time_zone`); with `digest_at` the owner is told once a day. Who has not acknowledged an alert
    `escalate_after` being told loses it to the next of `deputy_ids`.

    A rule about too little stock `starts` by itself what fills it up to `fill_to`, counted as the
    threshold is: today or tomorrow where customers of class `rush_priority` or better wait for it, and
    without asking anybody where it is worth no more than `auto_value`, at cost. A rule about what promotions
    and seasons lack has just that filled up, and no level of its own.
    """

    id: UUID | None
    name: str
    watched: Watched
    threshold: Decimal
    owner_id: UUID
    threshold_in: Threshold = Threshold.ABSOLUTE
    is_above: bool = True
    clears_at: Decimal | None = None
    kpi: KPIName | None = None
    deadline: DeadlineKind | None = None
    side: DeviationSide | None = None
    periods: int = 1
    family: str | None = None
    site_id: UUID | None = None
    lowest_priority: int | None = None
    severity: AlertSeverity = AlertSeverity.RISK
    grouping: AlertGrouping = AlertGrouping.EACH
    deputy_ids: tuple[UUID, ...] = ()
    escalate_after: timedelta | None = None
    time_zone: str = "UTC"
    quiet_from: time | None = None
    quiet_until: time | None = None
    calendar_id: UUID | None = None
    digest_at: time | None = None
    starts: FlowStart | None = None
    fill_to: Decimal | None = None
    rush_priority: int | None = None
    auto_value: Decimal | None = None


def check_rule(rule: Rule) -> None:
    """Raise `AlertRuleIncompleteError` with the field that cannot be as it is."""
    wrong = _wrong_figure(rule) or _wrong_scope(rule) or _wrong_telling(rule) or _wrong_start(rule)
    if wrong:
        raise AlertRuleIncompleteError(field=wrong)


def _wrong_figure(rule: Rule) -> str:
    back = rule.clears_at
    for field, figure in (("threshold", rule.threshold), ("clears_at", back)):
        if figure is not None and not (figure.is_finite() and abs(figure) <= LARGEST):
            return field
    checks = {
        "name": not rule.name.strip(),
        "threshold_in": rule.threshold_in not in THRESHOLDS[rule.watched],
        "is_above": not rule.is_above and rule.watched not in EITHER_WAY,
        "kpi": (rule.kpi is None) == (rule.watched is Watched.KPI),
        "deadline": (rule.deadline is None) == (rule.watched is Watched.DEADLINE),
        "side": (rule.side is None) == (rule.watched is Watched.FORECAST),
        "periods": not 1 <= rule.periods <= MOST_PERIODS
        or (rule.watched is Watched.DEADLINE and rule.periods > 1),
        "clears_at": back is not None
        and (back > rule.threshold if rule.is_above else back < rule.threshold),
        "threshold": (rule.threshold < 0 and rule.watched in {Watched.CAPACITY, Watched.KPI})
        or (rule.watched in _ABOVE_ZERO and rule.threshold <= 0),
    }
    return next((field for field, is_wrong in checks.items() if is_wrong), "")


def _wrong_scope(rule: Rule) -> str:
    checks = {
        "family": rule.family is not None and rule.watched in WITHOUT_ITEMS,
        "lowest_priority": rule.lowest_priority is not None and rule.watched not in WITH_CUSTOMERS,
        "grouping": rule.grouping not in GROUPINGS[rule.watched],
    }
    return next((field for field, is_wrong in checks.items() if is_wrong), "")


def _wrong_telling(rule: Rule) -> str:
    people = (rule.owner_id, *rule.deputy_ids)
    checks = {
        "deputy_ids": len(set(people)) < len(people) or len(rule.deputy_ids) > MOST_DEPUTIES,
        "escalate_after": rule.escalate_after is not None
        and (rule.escalate_after <= timedelta() or not rule.deputy_ids),
        "quiet_from": (rule.quiet_from is None) != (rule.quiet_until is None)
        or (rule.quiet_from is not None and rule.quiet_from == rule.quiet_until),
        "time_zone": not is_time_zone(rule.time_zone),
    }
    return next((field for field, is_wrong in checks.items() if is_wrong), "")


def _wrong_start(rule: Rule) -> str:
    figures = (("fill_to", rule.fill_to), ("auto_value", rule.auto_value))
    for field, figure in figures:
        if figure is not None and not (figure.is_finite() and 0 < figure <= LARGEST):
            return field
    is_silent = rule.starts is None
    has_level = not is_silent and rule.watched is Watched.STOCK
    least = max(rule.threshold, rule.clears_at or rule.threshold)
    checks = {
        "starts": not is_silent
        and rule.watched is not Watched.PROMOTION
        and (not has_level or rule.is_above),
        "fill_to": (rule.fill_to is not None) != has_level
        or (rule.fill_to is not None and rule.fill_to < least),
        "rush_priority": rule.rush_priority is not None
        and (not has_level or not 1 <= rule.rush_priority <= LOWEST_PRIORITY),
        "auto_value": rule.auto_value is not None and is_silent,
    }
    return next((field for field, is_wrong in checks.items() if is_wrong), "")


def is_time_zone(name: str) -> bool:
    """Whether there is a time zone of that name.

    >>> is_time_zone("Europe/Riga"), is_time_zone("Riga")
    (True, False)
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
