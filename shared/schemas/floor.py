"""The production floor as a supervisor sees it: work centres with today's lines, and what was reported."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.plan import PlanSite
from shared.terms import DowntimeCause, ReportKind

FloorKind = Literal[
    "report_downtime", "end_downtime", "report_hours", "report_output", "reverse_report"
]
LineState = Literal["late", "started", "waiting", "done"]


class FloorLine(Struct, frozen=True):
    """A plan line, or a production order, that is made about now; `quantity` is still to come."""

    plan_line_id: UUID | None
    production_order_id: UUID | None
    reference: str
    item_id: UUID
    item_code: str
    item_name: str
    unit: str
    quantity_decimals: int
    quantity: Decimal
    planned_quantity: Decimal
    good_quantity: Decimal
    scrapped_quantity: Decimal
    on: date
    state: LineState


class FloorDowntime(Struct, frozen=True):
    """Machines that are down now or will be; without `until_at` until further notice."""

    report_id: UUID
    from_at: datetime
    until_at: datetime | None
    cause: DowntimeCause
    machine_count: int


class FloorCenter(Struct, frozen=True):
    """A work centre today: the hours it has, those its calendar gives, those the plan asks for."""

    work_center_id: UUID
    work_center_name: str
    machine_count: int
    hours: Decimal
    usual_hours: Decimal
    planned_hours: Decimal
    downtimes: list[FloorDowntime]
    lines: list[FloorLine]


class UnplacedLot(Struct, frozen=True):
    """What of a line of the plan no day within the horizon has room for; it stays on its day."""

    item_name: str
    unit: str
    quantity: Decimal
    reference: str
    on: date


class FloorReportRow(Struct, frozen=True):
    """One report with who and when; `facts` depend on its kind.

    `moved_count` lines of the plan have moved because of it, `returned_count` of them have come back;
    `unplaced` is what it takes away from the plan without a day to go to.
    """

    id: UUID
    ver: int
    kind: ReportKind
    work_center_name: str | None
    item_name: str | None
    unit: str | None
    reference: str
    facts: dict[str, str]
    note: str
    happened_on: date
    reported_by_name: str
    reported_at: datetime
    ended_at: datetime | None
    reversed_by_name: str | None
    reversed_at: datetime | None
    reversal_note: str
    moved_count: int = 0
    returned_count: int = 0
    unplaced: list[UnplacedLot] = []


class FloorBoard(Struct, frozen=True):
    """A site's floor on a day, with lines that start up to `until_on`, the next day with work.

    `assumed_until`: to when "until further notice" is taken to last.
    """

    site_id: UUID
    site_name: str
    sites: list[PlanSite]
    time_zone: str
    today: date
    until_on: date
    assumed_until: datetime
    centers: list[FloorCenter]
    orders: list[FloorLine]
    reports: list[FloorReportRow]
    can_report: bool


class FloorReportAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A report from another system: `source` and `external_id` name it once and for all.

    `args` are those of the op of the same kind; `report_id` names the report that is ended or reversed.
    """

    source: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,40}$")]
    external_id: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: FloorKind
    args: dict[str, Any]
    report_id: UUID | None = None
