"""What the form of an alert rule holds, and the rule that it asks for."""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from frontend.components.field import figure
from shared.schemas.watch import AlertRuleChoice
from shared.terms import AlertSeverity, KPIName
from shared.watch_terms import (
    AlertGrouping,
    DeadlineKind,
    DeviationSide,
    FlowStart,
    Threshold,
    Watched,
)

_HOUR: Final = 60
_RATIOS: Final = frozenset({KPIName.ORDER_FILL_RATE, KPIName.OTIF, KPIName.FORECAST_ERROR})
COUNTED_IN: Final = {
    Watched.STOCK: (Threshold.ABSOLUTE, Threshold.TARGET, Threshold.COVER),
    Watched.KPI: (Threshold.ABSOLUTE, Threshold.TARGET),
    Watched.FORECAST: (Threshold.TARGET, Threshold.SIGNAL, Threshold.ABSOLUTE),
    Watched.PROMOTION: (Threshold.ABSOLUTE, Threshold.TARGET),
}
GROUPS: Final = {
    Watched.STOCK: (
        AlertGrouping.EACH,
        AlertGrouping.ITEM,
        AlertGrouping.FAMILY,
        AlertGrouping.SITE,
    ),
    Watched.PROMISE: tuple(AlertGrouping),
    Watched.CAPACITY: (AlertGrouping.EACH, AlertGrouping.SITE),
    Watched.DEADLINE: tuple(AlertGrouping),
    Watched.FORECAST: (
        AlertGrouping.EACH,
        AlertGrouping.ITEM,
        AlertGrouping.FAMILY,
        AlertGrouping.SITE,
    ),
}
WITH_ITEMS: Final = frozenset(
    {Watched.STOCK, Watched.PROMISE, Watched.DEADLINE, Watched.FORECAST, Watched.PROMOTION}
)
EITHER_WAY: Final = frozenset({Watched.STOCK, Watched.KPI})
CUSTOMERS: Final = frozenset({Watched.PROMISE, Watched.DEADLINE, Watched.FORECAST})
# What the form looks like hangs on these; the rest is the browser's until it is read.
REDRAWING: Final = frozenset(
    {"watched", "kpi", "deadline", "threshold_in", "way", "starts", "number"}
)

_FIGURES: Final = (
    "threshold",
    "clears_at",
    "periods",
    "lowest_priority",
    "hours",
    "fill_to",
    "rush_priority",
    "auto_value",
)


@dataclass(frozen=True)
class AlertRuleWish:
    """What the form holds, as it was typed; `number` counts the forms that were drawn.

    `changes` is the rule that is changed, empty for a new one; `more_deputies` are those beyond the two
    that the form shows.
    """

    name: str = ""
    watched: str = Watched.STOCK.value
    kpi: str = KPIName.OTIF.value
    deadline: str = DeadlineKind.DECISION.value
    side: str = DeviationSide.EITHER.value
    threshold_in: str = Threshold.ABSOLUTE.value
    way: str = "below"
    threshold: str = ""
    clears_at: str = ""
    periods: str = ""
    site_id: str = ""
    family: str = ""
    lowest_priority: str = ""
    grouping: str = AlertGrouping.EACH.value
    severity: str = AlertSeverity.RISK.value
    owner_id: str = ""
    deputy_id: str = ""
    second_deputy_id: str = ""
    hours: str = ""
    time_zone: str = ""
    quiet_from: str = ""
    quiet_until: str = ""
    calendar_id: str = ""
    digest_at: str = ""
    starts: str = ""
    fill_to: str = ""
    rush_priority: str = ""
    auto_value: str = ""
    changes: str = ""
    more_deputies: tuple[UUID, ...] = ()
    number: int = 0


def unit_of_wish(wish: AlertRuleWish) -> str:
    """What the threshold is typed in: quantity, percent, days, hours, a tracking signal or a plain number."""
    watched = Watched(wish.watched)
    chosen = threshold_in_of(wish)
    if chosen is Threshold.TARGET or watched is Watched.CAPACITY:
        return "percent"
    if chosen is Threshold.SIGNAL:
        return "signal"
    if chosen is Threshold.COVER or watched is Watched.PROMISE:
        return "days"
    if watched is Watched.DEADLINE:
        return "hours" if wish.deadline == DeadlineKind.DECISION else "days"
    if watched is Watched.KPI:
        kpi = KPIName(wish.kpi)
        return "percent" if kpi in _RATIOS else "number"
    return "quantity"


def wish_of(rule: AlertRuleChoice, rule_id: UUID, number: int) -> AlertRuleWish:
    """A rule that there is, as it would be typed."""
    wish = AlertRuleWish(
        name=rule.name,
        watched=rule.watched.value,
        kpi=(rule.kpi or KPIName.OTIF).value,
        deadline=(rule.deadline or DeadlineKind.DECISION).value,
        side=(rule.side or DeviationSide.EITHER).value,
        threshold_in=rule.threshold_in.value,
        way="from" if rule.is_above else "below",
        periods=str(rule.periods) if rule.periods > 1 else "",
        site_id=_id(rule.site_id),
        family=rule.family or "",
        lowest_priority=_plain(rule.lowest_priority),
        grouping=rule.grouping.value,
        severity=rule.severity.value,
        owner_id=str(rule.owner_id),
        deputy_id=_id(next(iter(rule.deputy_ids), None)),
        second_deputy_id=_id(next(iter(rule.deputy_ids[1:]), None)),
        more_deputies=tuple(rule.deputy_ids[2:]),
        hours=_plain(rule.escalate_after_minutes and Decimal(rule.escalate_after_minutes) / _HOUR),
        time_zone=rule.time_zone,
        quiet_from=rule.quiet_from or "",
        quiet_until=rule.quiet_until or "",
        calendar_id=_id(rule.calendar_id),
        digest_at=rule.digest_at or "",
        starts=rule.starts.value if rule.starts else "",
        rush_priority=_plain(rule.rush_priority),
        auto_value=_plain(rule.auto_value),
        changes=str(rule_id),
        number=number,
    )
    share = Decimal(100) if unit_of_wish(wish) == "percent" else Decimal(1)
    figures: dict[str, Any] = {
        field: "" if figure is None else _plain(figure * share)
        for field, figure in (
            ("threshold", rule.threshold),
            ("clears_at", rule.clears_at),
            ("fill_to", rule.fill_to),
        )
    }
    return replace(wish, **figures)


def _id(known: UUID | None) -> str:
    return str(known) if known else ""


def _plain(figure: Decimal | int | None) -> str:
    if figure is None:
        return ""
    text = f"{Decimal(figure):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def may_start(wish: AlertRuleWish) -> bool:
    """Whether a rule like this can start anything: it watches for too little stock, or for what will be missing."""
    return has_level(wish) or wish.watched == Watched.PROMOTION


def has_level(wish: AlertRuleWish) -> bool:
    """Whether what such a rule starts is counted up to a level."""
    return wish.watched == Watched.STOCK and wish.way == "below"


def threshold_in_of(wish: AlertRuleWish) -> Threshold:
    """The way of counting that was chosen, where what is watched has it; else the first that it has."""
    chosen = Threshold(wish.threshold_in)
    ways = COUNTED_IN.get(Watched(wish.watched), (Threshold.ABSOLUTE,))
    return chosen if chosen in ways else ways[0]


def alert_rule_of(wish: AlertRuleWish) -> AlertRuleChoice | str:
    """Return the rule that was wished for, or the key of the sentence that says what is missing."""
    if not wish.name.strip():
        return "rule-wish-name"
    if not wish.owner_id:
        return "rule-wish-owner"
    watched = Watched(wish.watched)
    figures: dict[str, Decimal | None] = {}
    for field in _FIGURES:
        try:
            figures[field] = figure(getattr(wish, field))
        except InvalidOperation:
            return "rule-wish-number"
    threshold, clears_at = figures["threshold"], figures["clears_at"]
    if threshold is None:
        return "rule-wish-threshold"
    if bool(wish.quiet_from) != bool(wish.quiet_until):
        return "rule-wish-quiet"
    starts = FlowStart(wish.starts) if wish.starts and may_start(wish) else None
    filling = starts if has_level(wish) else None
    if filling is not None and figures["fill_to"] is None:
        return "rule-wish-fill-to"
    share = Decimal(100) if unit_of_wish(wish) == "percent" else Decimal(1)
    shown = [UUID(each) for each in (wish.deputy_id, wish.second_deputy_id) if each]
    deputies = list(dict.fromkeys((*shown, *wish.more_deputies)))
    hours, periods, priority = figures["hours"], figures["periods"], figures["lowest_priority"]
    grouping = AlertGrouping(wish.grouping)
    return AlertRuleChoice(
        name=wish.name.strip(),
        watched=watched,
        threshold=threshold / share,
        owner_id=UUID(wish.owner_id),
        threshold_in=threshold_in_of(wish),
        is_above=watched not in EITHER_WAY or wish.way == "from",
        clears_at=None if clears_at is None else clears_at / share,
        kpi=KPIName(wish.kpi) if watched is Watched.KPI else None,
        deadline=DeadlineKind(wish.deadline) if watched is Watched.DEADLINE else None,
        side=DeviationSide(wish.side) if watched is Watched.FORECAST else None,
        periods=1 if periods is None or watched is Watched.DEADLINE else max(1, int(periods)),
        family=(wish.family or None) if watched in WITH_ITEMS else None,
        site_id=UUID(wish.site_id) if wish.site_id else None,
        lowest_priority=int(priority) if priority and watched in CUSTOMERS else None,
        severity=AlertSeverity(wish.severity),
        grouping=grouping if grouping in GROUPS.get(watched, ()) else AlertGrouping.EACH,
        deputy_ids=[each for each in deputies if each != UUID(wish.owner_id)],
        escalate_after_minutes=max(1, int(hours * _HOUR)) if hours and deputies else None,
        time_zone=wish.time_zone or "UTC",
        quiet_from=wish.quiet_from or None,
        quiet_until=wish.quiet_until or None,
        calendar_id=UUID(wish.calendar_id) if wish.calendar_id else None,
        digest_at=wish.digest_at or None,
        starts=starts,
        fill_to=_started(filling, figures["fill_to"], share),
        rush_priority=int(figures["rush_priority"] or 0) or None if filling else None,
        auto_value=_started(starts, figures["auto_value"], Decimal(1)),
    )


def _started(starts: FlowStart | None, figure: Decimal | None, share: Decimal) -> Decimal | None:
    return None if starts is None or not figure else figure / share
