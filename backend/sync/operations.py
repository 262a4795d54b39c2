"""The ops that phones may send: how each one's args are read, and which command it becomes.

Kinds and fields are only ever added. A version that args have outgrown gets a pure function in
`UPCASTS`; ops of every version ever released are accepted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.demand.commands import AmendDemandChange, RequestDemandChange, WithdrawDemandChange
from backend.floor.commands import (
    EndDowntime,
    ReportDowntime,
    ReportHours,
    ReportOutput,
    ReverseReport,
)
from backend.promise.commands import (
    HoldQuotation,
    OrderQuotation,
    RecordInquiry,
    ReleaseQuotation,
)
from backend.proposal.commands import DecideProposal
from backend.sync.errors import InvalidArgsError, UnknownKindError
from shared.schemas.ops import (
    AmendDemandChangeArgs,
    DecideProposalArgs,
    EndDowntimeArgs,
    HoldQuotationArgs,
    Op,
    OrderQuotationArgs,
    RecordInquiryArgs,
    ReleaseQuotationArgs,
    ReportDowntimeArgs,
    ReportHoursArgs,
    ReportOutputArgs,
    RequestDemandChangeArgs,
    ReverseReportArgs,
    WithdrawDemandChangeArgs,
)

SCHEMA_VER: Final = 1
OLDEST_SCHEMA_VER: Final = 1

Upcast = Callable[[dict[str, Any]], dict[str, Any]]

# (kind, version) → args of that version as args of the next one.
UPCASTS: Final[Mapping[tuple[str, int], Upcast]] = {}


@dataclass(frozen=True, slots=True)
class OpKind:
    """What an op of a kind is about, how its args look, and the command that it becomes.

    `settles`: the op says by itself that an earlier refusal about the same row is dealt with.
    `merges`: it alters single fields, so it matters who changed the others since `base_ver`.
    """

    entity: str
    args: type[Any]
    command: Callable[[UUID, int, Any], object]
    is_new: bool = False
    settles: bool = False
    merges: bool = False


OP_KINDS: Final[Mapping[str, OpKind]] = {
    "request_demand_change": OpKind(
        entity="demand_change",
        args=RequestDemandChangeArgs,
        command=RequestDemandChange.asked,
        is_new=True,
    ),
    "amend_demand_change": OpKind(
        entity="demand_change",
        args=AmendDemandChangeArgs,
        command=AmendDemandChange.asked,
        merges=True,
    ),
    "withdraw_demand_change": OpKind(
        entity="demand_change",
        args=WithdrawDemandChangeArgs,
        command=WithdrawDemandChange.asked,
        settles=True,
    ),
    "decide_proposal": OpKind(
        entity="proposal", args=DecideProposalArgs, command=DecideProposal.asked
    ),
    "record_inquiry": OpKind(
        entity="quotation", args=RecordInquiryArgs, command=RecordInquiry.asked, is_new=True
    ),
    "hold_quotation": OpKind(
        entity="quotation", args=HoldQuotationArgs, command=HoldQuotation.asked, is_new=True
    ),
    "release_quotation": OpKind(
        entity="quotation",
        args=ReleaseQuotationArgs,
        command=ReleaseQuotation.asked,
        settles=True,
    ),
    "order_quotation": OpKind(
        entity="quotation", args=OrderQuotationArgs, command=OrderQuotation.asked
    ),
    "report_downtime": OpKind(
        entity="floor_report", args=ReportDowntimeArgs, command=ReportDowntime.asked, is_new=True
    ),
    "end_downtime": OpKind(entity="floor_report", args=EndDowntimeArgs, command=EndDowntime.asked),
    "report_hours": OpKind(
        entity="floor_report", args=ReportHoursArgs, command=ReportHours.asked, is_new=True
    ),
    "report_output": OpKind(
        entity="floor_report", args=ReportOutputArgs, command=ReportOutput.asked, is_new=True
    ),
    "reverse_report": OpKind(
        entity="floor_report", args=ReverseReportArgs, command=ReverseReport.asked, settles=True
    ),
}


def kind_of(op: Op) -> OpKind:
    """What the op's kind means; `UnknownKindError` for one that this server does not know."""
    found = OP_KINDS.get(op.kind)
    if found is None:
        raise UnknownKindError(kind=op.kind)
    return found


def command_of(op: Op, schema_ver: int) -> object:
    """The command that an op of any released version asks for, its args read strictly."""
    kind = kind_of(op)
    args = op.args
    for version in range(schema_ver, SCHEMA_VER):
        upcast = UPCASTS.get((op.kind, version))
        args = args if upcast is None else upcast(args)
    _check_text(args)
    try:
        decoded = msgspec.convert(args, kind.args)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `$")
        raise InvalidArgsError((_field(reason, path),), reason) from error
    return kind.command(op.id, op.base_ver or 0, decoded)


def _field(reason: str, path: str) -> str:
    """The field that a complaint of msgspec is about: its path, or the name in its sentence."""
    named = path.strip("`.").partition("[")[0].partition(".")[0]
    if named:
        return named
    quoted = reason.split("`")
    return quoted[1] if len(quoted) > 1 else "args"


def _check_text(value: object, field: str = "args") -> None:
    """PostgreSQL keeps no NUL in a text, and a lone surrogate is no text at all."""
    if isinstance(value, str):
        if "\x00" in value or (not value.isascii() and _has_surrogate(value)):
            raise InvalidArgsError((field,), "a character that no text has")
    elif isinstance(value, dict):
        for name, each in value.items():
            _check_text(name)
            _check_text(each, name if field == "args" else field)
    elif isinstance(value, list):
        for each in value:
            _check_text(each, field)


def _has_surrogate(value: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in value)
