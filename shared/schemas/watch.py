"""Alert rules, what they would have done, and how fast alerts reach their owners."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.approval import PersonName
from shared.terms import AlertSeverity, KPIName
from shared.watch_terms import (
    AlertGrouping,
    DeadlineKind,
    DeviationSide,
    FlowStart,
    Threshold,
    Watched,
)

Clock = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class AlertRuleChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as it is asked for. `threshold` and `clears_at` are counted in `threshold_in`: the figure's
    own unit (a ratio from 0 to 1), a share of its target, days of cover, or a forecast's tracking signal.

    A rule about the forecast says which `side` of it is bad; its `periods` are those of the forecast.

    A rule about too little stock `starts` what fills it up to `fill_to`, counted in `threshold_in`; today or
    tomorrow where customers of class `rush_priority` or better wait for it; without asking up to a value of
    `auto_value`, once somebody else than who said so has switched the rule on.
    """

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    watched: Watched
    threshold: Decimal
    owner_id: UUID
    threshold_in: Threshold = Threshold.ABSOLUTE
    is_above: bool = True
    clears_at: Decimal | None = None
    kpi: KPIName | None = None
    deadline: DeadlineKind | None = None
    side: DeviationSide | None = None
    periods: Annotated[int, Meta(ge=1, le=30)] = 1
    family: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    site_id: UUID | None = None
    lowest_priority: Annotated[int, Meta(ge=1, le=9)] | None = None
    severity: AlertSeverity = AlertSeverity.RISK
    grouping: AlertGrouping = AlertGrouping.EACH
    deputy_ids: Annotated[list[UUID], Meta(max_length=5)] = []
    escalate_after_minutes: Annotated[int, Meta(ge=1, le=60 * 24 * 30)] | None = None
    time_zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"
    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    calendar_id: UUID | None = None
    digest_at: Clock | None = None
    starts: FlowStart | None = None
    fill_to: Decimal | None = None
    rush_priority: Annotated[int, Meta(ge=1, le=9)] | None = None
    auto_value: Decimal | None = None


class AlertRuleView(Struct, frozen=True):
    """A rule with the names that people know, whether it is on, and how many of its alerts stand.

    `is_seconded` says that somebody else than who changed it last has switched it on.
    """

    id: UUID
    rule: AlertRuleChoice
    is_on: bool
    owner_name: str
    deputy_names: list[str]
    site_name: str | None
    calendar_name: str | None
    unit: str
    standing_count: int
    is_seconded: bool


class WatchChoices(Struct, frozen=True):
    """What a rule can be made of: people who may own alerts, the viewer's sites, families, calendars, and
    the currency of what a rule may spend.
    """

    people: list[PersonName]
    sites: list[PersonName]
    calendars: list[PersonName]
    families: list[str]
    time_zones: list[str]
    currency: str


class PastAlertRow(Struct, frozen=True):
    """An alert that a rule would have raised; `subject` names the first thing, `count` how many at most."""

    raised_on: date
    cleared_on: date | None
    subject: str
    site_name: str
    count: int


class PastStartRow(Struct, frozen=True):
    """What a rule would have started for a position: so much, with the lots' rules, worth so much at cost."""

    on: date
    item_name: str
    site_name: str
    quantity: Decimal
    unit: str
    value: Decimal
    is_automatic: bool


class PastStarts(Struct, frozen=True):
    """What a rule would have started over the days; `unknown_count` could not be reckoned.

    What was on order on those days is not known and not taken off. `rows` has the newest.
    """

    count: int
    automatic_count: int
    unknown_count: int
    value: Decimal
    rows: list[PastStartRow]


class RulePreview(Struct, frozen=True):
    """What a rule would have done from `from_on` to `to_on`, by what is known from `known_from` on.

    `known_from` is null where nothing is known of that time at all. `alert_count` counts all alerts,
    `alerts` has the newest. `starts` is null where the rule starts nothing.
    """

    from_on: date
    to_on: date
    known_from: date | None
    watched_count: int
    alert_count: int
    standing_count: int
    alerts: list[PastAlertRow]
    starts: PastStarts | None = None


class Detection(Struct, frozen=True):
    """How long alerts took from the arrival of data until they were raised and their owners told.

    Seconds over the last `days`; quiet hours and digests are not held against the second. `over_limit`
    counts alerts that were raised, or could have been told, later than after 15 minutes.
    """

    days: int
    alert_count: int
    median_seconds: Decimal | None
    p95_seconds: Decimal | None
    longest_seconds: Decimal | None
    told_p95_seconds: Decimal | None
    over_limit: int
