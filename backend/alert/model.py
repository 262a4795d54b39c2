"""What deserves an alert, and how standing alerts follow their causes. One cause has one alert."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.floor.events import MovedPromise
from shared.schemas.impact import Slip
from shared.terms import AlertSeverity, KPIName

LONGEST_SNOOZE: Final = timedelta(days=7)
_GRAVITY: Final = (AlertSeverity.LATE, AlertSeverity.RISK, AlertSeverity.NOTICE)


class AlertKind(StrEnum):
    """What an alert is about; the sentence is the catalogue's `alert-<kind>`."""

    ORDER_SLIPS = "order_slips"
    STOCK_SHORT = "stock_short"
    KPI_CROSSED = "kpi_crossed"
    ORDER_GAINS = "order_gains"
    ORDER_RETURNS = "order_returns"
    PROPOSAL_OVERDUE = "proposal_overdue"
    AGREEMENT_OVERDUE = "agreement_overdue"
    SUPPLY_OVERDUE = "supply_overdue"
    MAIL_RETURNED = "mail_returned"
    SUPPLY_DECLINED = "supply_declined"
    RULE_STOCK = "rule_stock"
    RULE_KPI = "rule_kpi"
    RULE_PROMISE = "rule_promise"
    RULE_CAPACITY = "rule_capacity"
    RULE_FORECAST = "rule_forecast"
    RULE_PROMOTION = "rule_promotion"
    RULE_DECISION = "rule_decision"
    RULE_DELIVERY = "rule_delivery"
    RULE_PRODUCTION = "rule_production"
    URGENT_STAGE = "urgent_stage"
    PROMOTION_SHORT = "promotion_short"
    SEASON_SHORT = "season_short"
    SEASON_SURPLUS = "season_surplus"
    SUPPLY_ENDS = "supply_ends"


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason to look, in one scope; `key` stays the same for as long as it lasts.

    What a rule has found has an owner, who is told from `tell_at` on.
    """

    key: str
    scope_id: UUID
    kind: AlertKind
    severity: AlertSeverity
    path: str
    facts: Mapping[str, str] = field(default_factory=dict)
    rule_id: UUID | None = None
    owner_id: UUID | None = None
    tell_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """Whose a standing alert is, and where the telling stands."""

    id: UUID
    scope_id: UUID
    severity: AlertSeverity
    rule_id: UUID | None
    owner_id: UUID | None
    tell_at: datetime | None
    told_at: datetime | None
    acknowledged_at: datetime | None
    snoozed_until: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert that has been raised and not cleared."""

    id: UUID
    key: str
    scope_id: UUID
    kind: AlertKind
    severity: AlertSeverity
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Moves:
    """What has to happen so that alerts and causes agree again."""

    to_raise: tuple[Cause, ...]
    to_update: tuple[tuple[Standing, Cause], ...]
    to_clear: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class SlippingLine:
    """An order line that a proposal concerns, with who sees its customer."""

    demand_line_id: UUID
    scope_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class Shortage:
    """Stock of an item at a site that falls below zero before more can be had in the usual way."""

    item_id: UUID
    item_name: str
    site_id: UUID
    site_scope_id: UUID
    site_name: str
    unit: str
    is_sold: bool
    quantity: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class OverdueAgreement:
    """An adoption or an allocation that should have been decided: its page, and what it is about."""

    id: UUID
    scope_id: UUID
    path: str
    name: str
    site_name: str
    decide_by: datetime
    time_zone: str


@dataclass(frozen=True, slots=True)
class OverdueSupply:
    """A purchase line that should have been here."""

    purchase_line_id: UUID
    scope_id: UUID
    supplier_name: str
    item_name: str
    unit: str
    reference: str
    quantity: Decimal
    due_on: date
    days: int


def moves_between(standing: Iterable[Standing], causes: Iterable[Cause]) -> Moves:
    """Raise what is not standing, clear what has no cause, and follow what has changed."""
    wanted = {(cause.key, cause.scope_id): cause for cause in causes}
    known = {(alert.key, alert.scope_id): alert for alert in standing}
    return Moves(
        to_raise=tuple(cause for place, cause in wanted.items() if place not in known),
        to_update=tuple(
            (alert, wanted[place])
            for place, alert in known.items()
            if place in wanted and _differs(alert, wanted[place])
        ),
        to_clear=tuple(alert for place, alert in known.items() if place not in wanted),
    )


def gravest(causes: Iterable[Cause]) -> Cause:
    """The one to name when several are told at once; of equal ones the first."""
    return min(causes, key=lambda cause: _GRAVITY.index(cause.severity))


def gravest_of(charges: Iterable[Charge]) -> Charge:
    """The one to name when several are told at once; of equal ones the first."""
    return min(charges, key=lambda charge: _GRAVITY.index(charge.severity))


def is_to_be_told(charge: Charge, now: datetime) -> bool:
    """Whether the owner has still to be told: nobody has acknowledged it, and it is not snoozed."""
    is_snoozed = charge.snoozed_until is not None and charge.snoozed_until > now
    return charge.told_at is None and charge.acknowledged_at is None and not is_snoozed


def can_snooze_until(until: datetime, now: datetime) -> bool:
    """Whether an alert may be silent until a time: ahead, and within a week."""
    return now < until <= now + LONGEST_SNOOZE


def causes_of_slips(
    proposal_id: UUID,
    slips: Iterable[Slip],
    lines: Mapping[UUID, SlippingLine],
    severity: AlertSeverity,
) -> list[Cause]:
    """One cause for each order line of somebody that would be late because of a proposal's change."""
    return [
        _line_cause(slips_key(proposal_id), AlertKind.ORDER_SLIPS, severity, slip, lines)
        for slip in slips
        if slip.demand_line_id in lines
    ]


def causes_of_moved_promises(
    report_id: UUID, promises: Iterable[MovedPromise], lines: Mapping[UUID, SlippingLine]
) -> list[Cause]:
    """One cause for each order line whose promise a report from the floor has made impossible."""
    return [
        _line_cause(slips_key(report_id), AlertKind.ORDER_SLIPS, AlertSeverity.LATE, promise, lines)
        for promise in promises
        if promise.demand_line_id in lines
    ]


def causes_of_notices(
    kind: AlertKind,
    source_id: UUID,
    promises: Iterable[MovedPromise],
    lines: Mapping[UUID, SlippingLine],
) -> list[Cause]:
    """One notice for each order line that comes sooner, because of an allocation or what is over."""
    key = f"{kind}:{source_id}"
    return [
        _line_cause(key, kind, AlertSeverity.NOTICE, promise, lines)
        for promise in promises
        if promise.demand_line_id in lines
    ]


def _line_cause(
    key: str,
    kind: AlertKind,
    severity: AlertSeverity,
    moved: Slip | MovedPromise,
    lines: Mapping[UUID, SlippingLine],
) -> Cause:
    line = lines[moved.demand_line_id]
    return Cause(
        key=f"{key}:{moved.demand_line_id}",
        scope_id=line.scope_id,
        kind=kind,
        severity=severity,
        path=f"/customers/{line.customer_id}",
        facts={
            "customer_id": str(line.customer_id),
            "customer": moved.customer_name,
            "item": moved.item_name,
            "order": moved.order_reference,
            "quantity": plain(moved.quantity),
            "unit": moved.unit,
            "promised_on": moved.promised_on.isoformat(),
            "possible_on": moved.possible_on.isoformat() if moved.possible_on else "",
            "days": str(moved.days_late),
        },
    )


def slips_key(proposal_id: UUID) -> str:
    """What the keys of all order lines that one proposal or report makes late begin with."""
    return f"{AlertKind.ORDER_SLIPS}:{proposal_id}"


def cause_of_shortage(shortage: Shortage) -> Cause:
    """Customers wait for what is sold; a component may still be brought in."""
    return Cause(
        key=f"{AlertKind.STOCK_SHORT}:{shortage.site_id}:{shortage.item_id}",
        scope_id=shortage.site_scope_id,
        kind=AlertKind.STOCK_SHORT,
        severity=AlertSeverity.LATE if shortage.is_sold else AlertSeverity.RISK,
        path=f"/plan?site={shortage.site_id}",
        facts={
            "item": shortage.item_name,
            "site": shortage.site_name,
            "quantity": plain(shortage.quantity),
            "unit": shortage.unit,
            "on": shortage.on.isoformat(),
        },
    )


@dataclass(frozen=True, slots=True)
class PromotionShortage:
    """An item at a site that a promotion outruns: missing from a first day on, so much at most."""

    promotion_id: UUID
    promotion_name: str
    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    site_scope_id: UUID
    site_name: str
    missing: Decimal
    first_on: date


@dataclass(frozen=True, slots=True)
class SeasonStock:
    """What will be missing of an item at a site when its season begins, or left when that is over."""

    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    site_scope_id: UUID
    site_name: str
    quantity: Decimal
    on: date


def cause_of_promotion_shortage(short: PromotionShortage) -> Cause:
    """Customers are promised a price for what will not be there."""
    return Cause(
        key=f"{AlertKind.PROMOTION_SHORT}:{short.promotion_id}:{short.site_id}:{short.item_id}",
        scope_id=short.site_scope_id,
        kind=AlertKind.PROMOTION_SHORT,
        severity=AlertSeverity.RISK,
        path=f"/promotions/{short.promotion_id}",
        facts={
            "name": short.promotion_name,
            "item": short.item_name,
            "site": short.site_name,
            "quantity": plain(short.missing),
            "unit": short.unit,
            "on": short.first_on.isoformat(),
        },
    )


def not_of_rules(causes: Iterable[Cause], rule_keys: Iterable[str]) -> list[Cause]:
    """The causes that no rule's alert is about; its key ends with theirs.

    >>> not_of_rules([], ["rule:1:season_short:2:3"])
    []
    """
    told = {key.split(":", 2)[2] for key in rule_keys}
    return [cause for cause in causes if cause.key not in told]


def cause_of_season_shortage(missing: SeasonStock) -> Cause:
    """A season that begins with too little."""
    return _cause_of_season(AlertKind.SEASON_SHORT, AlertSeverity.RISK, missing)


def cause_of_season_surplus(left: SeasonStock) -> Cause:
    """What nobody will want any more."""
    return _cause_of_season(AlertKind.SEASON_SURPLUS, AlertSeverity.NOTICE, left)


def _cause_of_season(kind: AlertKind, severity: AlertSeverity, found: SeasonStock) -> Cause:
    return Cause(
        key=f"{kind}:{found.site_id}:{found.item_id}",
        scope_id=found.site_scope_id,
        kind=kind,
        severity=severity,
        path=f"/seasons/{found.item_id}",
        facts={
            "item": found.item_name,
            "site": found.site_name,
            "quantity": plain(found.quantity),
            "unit": found.unit,
            "on": found.on.isoformat(),
        },
    )


@dataclass(frozen=True, slots=True)
class EndingSupply:
    """An item at a site that can be ordered until `order_on` and not after `ends_on`; from `short_on` on so much is missing."""

    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    site_scope_id: UUID
    site_name: str
    ends_on: date
    order_on: date
    short_on: date
    needed: Decimal
    missing: Decimal
    lead_time_days: int


def cause_of_ending_supply(ending: EndingSupply) -> Cause:
    """What is needed later can be bought only now."""
    return Cause(
        key=f"{AlertKind.SUPPLY_ENDS}:{ending.site_id}:{ending.item_id}",
        scope_id=ending.site_scope_id,
        kind=AlertKind.SUPPLY_ENDS,
        severity=AlertSeverity.RISK,
        path=f"/stock/{ending.item_id}/lots?site={ending.site_id}",
        facts={
            "item": ending.item_name,
            "site": ending.site_name,
            "quantity": plain(ending.missing),
            "needed_quantity": plain(ending.needed),
            "unit": ending.unit,
            "on": ending.short_on.isoformat(),
            "end_on": ending.ends_on.isoformat(),
            "due_on": ending.order_on.isoformat(),
            "days": str(ending.lead_time_days),
        },
    )


def cause_of_overdue_supply(overdue: OverdueSupply) -> Cause:
    """A delivery that has not come."""
    return Cause(
        key=f"{AlertKind.SUPPLY_OVERDUE}:{overdue.purchase_line_id}",
        scope_id=overdue.scope_id,
        kind=AlertKind.SUPPLY_OVERDUE,
        severity=AlertSeverity.RISK,
        path="/plan",
        facts={
            "supplier": overdue.supplier_name,
            "item": overdue.item_name,
            "reference": overdue.reference,
            "quantity": plain(overdue.quantity),
            "unit": overdue.unit,
            "due_on": overdue.due_on.isoformat(),
            "days": str(overdue.days),
        },
    )


def cause_of_overdue_proposal(proposal_id: UUID, scope_id: UUID, facts: Mapping[str, str]) -> Cause:
    """A decision whose time has passed."""
    return Cause(
        key=f"{AlertKind.PROPOSAL_OVERDUE}:{proposal_id}",
        scope_id=scope_id,
        kind=AlertKind.PROPOSAL_OVERDUE,
        severity=AlertSeverity.LATE,
        path=f"/decisions/{proposal_id}",
        facts=facts,
    )


def cause_of_overdue_agreement(overdue: OverdueAgreement) -> Cause:
    """What is to be adopted or shared out, whose time to decide has passed."""
    return Cause(
        key=f"{AlertKind.AGREEMENT_OVERDUE}:{overdue.id}",
        scope_id=overdue.scope_id,
        kind=AlertKind.AGREEMENT_OVERDUE,
        severity=AlertSeverity.LATE,
        path=overdue.path,
        facts={
            "name": overdue.name,
            "site": overdue.site_name,
            "decide_by": overdue.decide_by.isoformat().replace("+00:00", "Z"),
            "time_zone": overdue.time_zone,
        },
    )


def cause_of_kpi(kpi: KPIName, site_id: UUID, facts: Mapping[str, str]) -> Cause:
    """A site whose figure is beyond the company's threshold."""
    return Cause(
        key=f"{AlertKind.KPI_CROSSED}:{kpi}",
        scope_id=site_id,
        kind=AlertKind.KPI_CROSSED,
        severity=AlertSeverity.RISK,
        path=f"/kpi/{kpi}",
        facts=facts,
    )


def plain(quantity: Decimal) -> str:
    """A quantity as facts carry it: no exponent, no idle places.

    >>> plain(Decimal("40.500000")), plain(Decimal("4E+1"))
    ('40.5', '40')
    """
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _differs(alert: Standing, cause: Cause) -> bool:
    return alert.severity is not cause.severity or dict(alert.facts) != dict(cause.facts)
