"""The sync protocol on the wire: ops as phones send them, answers, pulls and reference pages.

Amounts are strings without exponent, so that no client's floating point touches them.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from shared.terms import DecisionKind, DecisionReason, DowntimeCause, ReasonCode

MOST_OPS = 100
MOST_SCOPES = 1_000
MOST_PHOTOS = 3

AMOUNT = r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$"
Amount = Annotated[str, Meta(pattern=AMOUNT)]
Ratio = Annotated[str, Meta(pattern=r"^[01](\.[0-9]{1,4})?$")]
Instant = Annotated[datetime, Meta(tz=True)]
Note = Annotated[str, Meta(max_length=2_000)]
Count = Annotated[int, Meta(ge=0, le=2**53)]
ContentHash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class RequestDemandChangeArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """A change of a demand line, or with `demand_line_id` null a new one.

    `photos` names by their SHA-256 the photos that belong to it and are sent by themselves; null says
    nothing about them.
    """

    customer_id: UUID
    item_id: UUID
    quantity_delta: Amount
    reason: ReasonCode
    demand_line_id: UUID | None = None
    site_id: UUID | None = None
    due_on: date | None = None
    is_cancellation: bool = False
    is_urgent: bool = False
    confidence: Annotated[float, Meta(ge=0, le=1)] | None = None
    note: Note = ""
    photos: Annotated[list[ContentHash], Meta(max_length=MOST_PHOTOS)] | None = None


class AmendDemandChangeArgs(RequestDemandChangeArgs, frozen=True, forbid_unknown_fields=True):
    """The change as it shall be, before it is decided."""


class WithdrawDemandChangeArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a change is taken back."""

    reason: ReasonCode


class AmendmentArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """A change to one adjustment of the chosen alternative, by its place in the list from 0."""

    adjustment: Annotated[int, Meta(ge=0, le=999)]
    quantity: Amount | None = None
    on: date | None = None


class DecideProposalArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """A supervisor's answer, on the plan revision that was seen."""

    decision: DecisionKind
    plan_revision_id: UUID
    alternative: Annotated[str, Meta(max_length=32)] | None = None
    amendments: Annotated[list[AmendmentArgs], Meta(max_length=100)] = field(default_factory=list)
    reason: DecisionReason | None = None
    note: Note = ""


class RecordInquiryArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """What a customer asked about, without anything being kept for them."""

    customer_id: UUID
    item_id: UUID
    quantity: Amount
    due_on: date
    site_id: UUID | None = None
    note: Note = ""


class HoldQuotationArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be kept for a customer until a time.

    `option` names one of the quote's; without it the first that brings all of it is taken.
    `complete_on` is the day that was seen for it: nothing is held that has become later.
    """

    customer_id: UUID
    item_id: UUID
    quantity: Amount
    due_on: date
    held_until: Annotated[datetime, Meta(tz=True)]
    site_id: UUID | None = None
    option: Annotated[str, Meta(max_length=32)] | None = None
    complete_on: date | None = None
    note: Note = ""


class ReleaseQuotationArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """Give back what is held."""


class OrderQuotationArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """Turn what is held into a new order line, asked for as the change `demand_change_id`."""

    demand_change_id: UUID
    reason: ReasonCode


class ReportDowntimeArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """Machines of a work centre that stand still; without `until_at` until further notice.

    Without `machine_count` all of them.
    """

    work_center_id: UUID
    from_at: Instant
    cause: DowntimeCause
    until_at: Instant | None = None
    machine_count: Annotated[int, Meta(ge=1, le=999)] | None = None
    note: Note = ""


class EndDowntimeArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """When a machine that was down until further notice runs again."""

    until_at: Instant


class ReportHoursArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """Hours a day that a work centre really has, or its efficiency, on the days from `from_on` on.

    Without `until_on` on that one day.
    """

    work_center_id: UUID
    from_on: date
    until_on: date | None = None
    hours: Amount | None = None
    efficiency_ratio: Ratio | None = None
    note: Note = ""


class ReportOutputArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """What was made of a plan line or a production order: good, and scrap.

    With `is_done` nothing more of it will come. `on` is the day on which it was made.
    """

    good_quantity: Amount
    scrapped_quantity: Amount = "0"
    plan_line_id: UUID | None = None
    production_order_id: UUID | None = None
    is_done: bool = False
    on: date | None = None
    lot_code: Annotated[str, Meta(max_length=64)] | None = None
    note: Note = ""


class ReverseReportArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a report was wrong; all that it did is taken back."""

    note: Note = ""


class Op(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a person did. `base_ver` is the version that they saw, 0 for a new row.

    `at` is the phone's time: shown, never trusted.
    """

    op_id: UUID
    seq: Count
    kind: Annotated[str, Meta(pattern=r"^[!-~]{1,64}$")]
    id: UUID
    args: dict[str, Any]
    base_ver: Count | None = 0
    at: Annotated[str, Meta(max_length=64)] | None = None


class PushEnvelope(Struct, frozen=True, forbid_unknown_fields=True):
    """Ops of one client in their order. `settled` names refused ops that their author has dealt with.

    `epoch`, when given, is the one that the client last pulled.
    """

    client_id: UUID
    schema_ver: Annotated[int, Meta(ge=0, le=2**31)]
    ops: list[Op]
    epoch: Annotated[str, Meta(max_length=64)] | None = None
    settled: Annotated[list[UUID], Meta(max_length=1_000)] = field(default_factory=list)


OpStatus = Literal["applied", "conflict", "rejected", "deferred"]


class OpAnswer(Struct, frozen=True):
    """The final answer to one op; `current` is the row as a pull would send it."""

    op_id: UUID
    status: OpStatus
    ver: int | None
    code: str | None
    message: str | None
    fields: list[str]
    current: dict[str, Any] | None
    replayed: bool


class PushAnswer(Struct, frozen=True):
    """Answers in the order of the ops; ops that are missing are to be sent again after `retry_after` s."""

    results: list[OpAnswer]
    last_seq: int
    retry_after: int | None


class PullRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a client stands and which scopes it holds."""

    cursor: Annotated[str, Meta(max_length=32_768)] | None = None
    scopes: dict[UUID, Count | None] | None = None
    limit_kb: Annotated[int, Meta(ge=1, le=2**31)] = 64
    client_id: UUID | None = None


class RowTable(Struct, frozen=True):
    """Rows as columns' names and lists of values."""

    cols: list[str]
    data: list[list[Any]]


class ScopeCheck(Struct, frozen=True):
    """How many rows a scope has, and their order-free hash."""

    n: int
    h: str


class PullAnswer(Struct, frozen=True):
    """One page; `reset` and `removed` name scopes whose rows are to be dropped first."""

    epoch: str
    rows: dict[str, RowTable]
    dels: dict[str, list[UUID]]
    added: list[UUID]
    removed: list[UUID]
    acked: dict[UUID, int]
    cursor: str
    has_more: bool
    reset: list[UUID]
    check: dict[UUID, ScopeCheck]


class ReferencePage(Struct, frozen=True):
    """One page that a manifest names."""

    hash: str
    kind: str
    scope_id: UUID | None
    row_count: int


class ReferenceManifest(Struct, frozen=True):
    """The pages that make up the reference data of a person, as of an instant."""

    as_of: str
    pages: list[ReferencePage]


class ReferenceTable(Struct, frozen=True):
    """The content of a page."""

    kind: str
    cols: list[str]
    data: list[list[Any]]
