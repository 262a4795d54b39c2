"""Replenishments that alerts have led to, as screens and the API see them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.approval import ApprovalNeed
from shared.schemas.impact import Adjustment
from shared.terms import DecisionKind, DecisionReason, Fence, ProposalStatus
from shared.watch_terms import ReplenishmentCause, WhyAsked


class RefillShown(Struct, frozen=True):
    """What fills a position up: `missing` of it by `on`, `quantity` with the lots' minimum and multiple.

    `stock` is what there would be on that day without it; `seen_id` names exactly this answer.
    `why_asked` says what stands against carrying it out without asking.
    """

    stock: Decimal
    missing: Decimal
    quantity: Decimal
    on: date
    value: Decimal
    fence: Fence
    is_rush: bool
    why_asked: list[WhyAsked]
    adjustments: list[Adjustment]
    seen_id: UUID


class ReplenishmentRow(Struct, frozen=True):
    """A replenishment in a list; without `quantity` and `on` it is needed no more, or cannot be.

    `rule_name` is who started it: with `is_by_rule` a rule, else what somebody asked for it about, the promotion or the
    item whose season begins or whose supply ends. `cause` says what it fills up, `promotion_name` which promotion, `alert_id` what led to it.
    """

    id: UUID
    item_name: str
    site_name: str
    unit: str
    cause: ReplenishmentCause
    rule_name: str
    status: ProposalStatus
    quantity: Decimal | None
    on: date | None
    value: Decimal | None
    is_rush: bool
    is_automatic: bool
    decide_by: datetime
    is_by_rule: bool = True
    promotion_name: str = ""
    alert_id: UUID | None = None


class ReplenishmentView(Struct, frozen=True):
    """A replenishment with everything that a decision needs; a closed one shows what was decided.

    `alert_id` is the alert that it comes from, `rule_name` with `is_by_rule` the rule that started it, else the promotion or
    the item whose season begins; `cause` says what it fills up, `promotion_name` which promotion. Without `decided_by_name` a decided one was carried out by itself. Without `refill` it is needed no more, or cannot be.
    The viewer may undo their own decision until `undo_until`.
    """

    id: UUID
    status: ProposalStatus
    item_name: str
    site_name: str
    unit: str
    cause: ReplenishmentCause
    rule_name: str
    alert_id: UUID
    refill: RefillShown | None
    currency: str
    opened_at: datetime
    decide_by: datetime
    can_decide: bool
    approval: ApprovalNeed | None
    is_automatic: bool
    asked_by_name: str | None
    decided_by_name: str | None
    decided_at: datetime | None
    reason: DecisionReason | None
    note: str
    undo_until: datetime | None = None
    is_by_rule: bool = True
    promotion_name: str = ""


class SupplyEnd(Struct, frozen=True):
    """An item at a site that can be bought no more after `ends_on` although it is needed, as the alert `alert_id` has it.

    Ordered until `order_on`, its lead time before the last delivery, `missing` of what is `needed` after that will not lack from
    `short_on` on. With `waiting_id` a proposal waits already; who `may_ask` can have it proposed.
    """

    site_id: UUID
    alert_id: UUID
    ends_on: date
    order_on: date
    short_on: date
    needed: Decimal
    missing: Decimal
    lead_time_days: int
    waiting_id: UUID | None
    may_ask: bool


class ReplenishmentAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """An alert about a promotion, a season or the end of supply, whose missing quantity is to be had."""

    alert_id: UUID


class ReplenishmentDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """A decision on exactly the answer that was seen."""

    decision: DecisionKind
    seen_id: UUID
    reason: DecisionReason | None = None
    note: Annotated[str, Meta(max_length=2000)] = ""
