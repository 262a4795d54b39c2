"""The floor as rows: a work centre with its lines, and the reports that came from it."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import section
from frontend.components.icon import icon, status
from frontend.components.unplaced import unplaced_lots
from frontend.components.voice import Voice
from frontend.islands.floor_report import floor_report
from shared.schemas.floor import (
    FloorBoard,
    FloorCenter,
    FloorDowntime,
    FloorLine,
    FloorReportRow,
)
from shared.terms import ReportKind

SHOWN_LINES: Final = 12
_STATES: Final = {
    "late": ("late", "late"),
    "started": ("gauge", "change"),
    "waiting": ("waiting", ""),
    "done": ("kept", "kept"),
}
_SHAPES: Final = {
    ReportKind.OUTPUT: "factory",
    ReportKind.DOWNTIME: "wrench",
    ReportKind.HOURS: "people",
}


def floor_center(
    voice: Voice, center: FloorCenter, board: FloorBoard, unfold: Callable[..., None] | None
) -> VdomDict:
    """Draw a work centre: its day, what is down, and the lines that it makes about now.

    Of many lines the first are drawn, with the button that calls `unfold`; all of them without one.
    """
    lines = center.lines
    if unfold is not None and len(lines) > SHOWN_LINES + 1:
        lines = lines[:SHOWN_LINES]
    center_facts = {
        "center": str(center.work_center_id),
        "name": center.work_center_name,
        "machines": str(center.machine_count),
        "hours": str(center.usual_hours),
        "today": board.today.isoformat(),
    }
    return html.section(
        {"className": "floor-center", "key": str(center.work_center_id)},
        html.div(
            {"className": "floor-head"},
            html.div(
                {"className": "grow"},
                html.h2({"className": "t-l b"}, center.work_center_name),
                html.p({"className": "t-s dim"}, _day(voice, center)),
            ),
            floor_report("downtime", **center_facts) if board.can_report else None,
            floor_report("hours", **center_facts) if board.can_report else None,
        ),
        *(_downtime(voice, each, center, board) for each in center.downtimes),
        html.ul({"className": "sheet"}, *(floor_line(voice, line, board) for line in lines))
        if lines
        else html.p(
            {"className": "dim t-s pad"}, voice.say("floor-no-lines", day=voice.day(board.until_on))
        ),
        html.div(
            {"className": "actions pad"},
            button(
                {"className": "btn", "type": "button", "onClick": unfold},
                voice.say("floor-more-lines", count=len(center.lines) - len(lines)),
            ),
        )
        if len(lines) < len(center.lines)
        else None,
    )


def floor_line(voice: Voice, line: FloorLine, board: FloorBoard) -> VdomDict:
    """Draw a line with where it stands, and the button that reports on it."""
    shape, tone = _STATES[line.state]
    rest = voice.say(
        "floor-rest",
        rest=voice.number(line.quantity),
        planned=voice.amount(line.planned_quantity, line.unit),
    )
    facts = {
        "reference": line.reference,
        "item": line.item_name,
        "unit": line.unit,
        "decimals": str(line.quantity_decimals),
        "rest": f"{line.quantity.normalize():f}",
    }
    if line.plan_line_id is not None:
        facts["line"] = str(line.plan_line_id)
    if line.production_order_id is not None:
        facts["order"] = str(line.production_order_id)
    return html.li(
        {"className": "row floor-line", "key": facts.get("line", facts.get("order", ""))},
        html.div(
            {"className": "grow"},
            html.p({"className": "b two-lines"}, line.item_name),
            html.p(
                {"className": "t-s dim"},
                voice.joined((line.reference, voice.say("floor-due", day=voice.day(line.on)))),
            ),
            status(shape, voice.say_code("floor-state", line.state), tone),
        ),
        html.div(
            {"className": "floor-figures"},
            html.p({"className": "b"}, rest) if line.state != "done" else None,
            html.p({"className": "t-s dim"}, _made(voice, line)),
        ),
        floor_report("output", **facts) if board.can_report and line.state != "done" else None,
    )


def floor_history(voice: Voice, board: FloorBoard) -> VdomDict:
    """Draw who reported what and when; what was taken back stays, struck through."""
    rows = [_report(voice, report, board) for report in board.reports]
    return html.div(
        {"className": "floor-history"},
        section(voice.say("floor-history")),
        html.ul({"className": "sheet"}, *rows)
        if rows
        else html.p({"className": "dim pad"}, voice.say("floor-history-none")),
    )


def report_words(voice: Voice, report: FloorReportRow) -> str:
    """Say what was reported in one sentence."""
    facts = report.facts
    if report.kind is ReportKind.OUTPUT:
        key = "floor-row-output-done" if facts.get("is_done") else "floor-row-output"
        unit = report.unit or ""
        return voice.say(
            key,
            item=report.item_name or report.reference,
            good=voice.amount(Decimal(facts["good_quantity"]), unit),
            scrapped=voice.number(Decimal(facts["scrapped_quantity"])),
        )
    name = report.work_center_name or ""
    if report.kind is ReportKind.DOWNTIME:
        cause = voice.say_code("floor-cause", facts["cause"])
        start = voice.moment(datetime.fromisoformat(facts["from_at"]))
        if not facts["until_at"]:
            return voice.say("floor-row-downtime-open", center=name, cause=cause, **{"from": start})
        until = voice.moment(datetime.fromisoformat(facts["until_at"]))
        return voice.say(
            "floor-row-downtime", center=name, until=until, cause=cause, **{"from": start}
        )
    days = {
        "from": voice.short_day(datetime.fromisoformat(facts["from_on"]).date()),
        "until": voice.short_day(datetime.fromisoformat(facts["until_on"]).date()),
    }
    if facts["hours"]:
        hours = voice.number(Decimal(facts["hours"]))
        return voice.say("floor-row-hours", center=name, hours=hours, **days)
    share = voice.number(Decimal(facts["efficiency_ratio"]) * 100)
    return voice.say("floor-row-efficiency", center=name, share=share, **days)


def _moved(voice: Voice, report: FloorReportRow) -> str:
    """Say how many lines of the plan have moved because of a report, and how many are back."""
    is_over = report.reversed_at is not None or report.returned_count
    return voice.joined(
        (
            voice.say("floor-row-moved", count=report.moved_count),
            voice.say("floor-row-returned", count=report.returned_count) if is_over else "",
        )
    )


def _day(voice: Voice, center: FloorCenter) -> str:
    hours = voice.number(center.hours)
    if center.hours == center.usual_hours:
        words = voice.say("floor-hours", hours=hours)
    else:
        words = voice.say("floor-hours-of", hours=hours, usual=voice.number(center.usual_hours))
    if not center.planned_hours or not center.hours:
        return words
    share = int((center.planned_hours * 100 / center.hours).to_integral_value())
    return voice.listed([words, voice.say("floor-planned", share=str(share))])


def _downtime(
    voice: Voice, downtime: FloorDowntime, center: FloorCenter, board: FloorBoard
) -> VdomDict:
    cause = voice.say_code("floor-cause", downtime.cause.value)
    has_begun = downtime.from_at <= voice.now
    start = {} if has_begun else {"from": voice.moment(downtime.from_at)}
    if downtime.until_at is None:
        key = "floor-down-open" if has_begun else "floor-down-from-open"
        until = {"time": voice.moment(board.assumed_until)} if has_begun else {}
    else:
        key = "floor-down-until" if has_begun else "floor-down-from"
        until = {"time": voice.moment(downtime.until_at)}
    return html.div(
        {"className": "floor-down", "key": str(downtime.report_id)},
        icon("wrench", "c-risk"),
        html.p({"className": "grow m"}, voice.say(key, cause=cause, **start, **until)),
        floor_report("end", report=str(downtime.report_id), name=center.work_center_name)
        if board.can_report and (has_begun or downtime.until_at is None)
        else None,
    )


def _made(voice: Voice, line: FloorLine) -> str:
    good = voice.amount(line.good_quantity, line.unit)
    if line.scrapped_quantity:
        return voice.say("floor-made", good=good, scrapped=voice.number(line.scrapped_quantity))
    return voice.say("floor-made-good", good=good) if line.good_quantity else ""


def _report(voice: Voice, report: FloorReportRow, board: FloorBoard) -> VdomDict:
    by = voice.say(
        "floor-row-by", name=report.reported_by_name, time=voice.moment(report.reported_at)
    )
    is_reversed = report.reversed_at is not None
    back = (
        voice.say(
            "floor-row-reversed",
            name=report.reversed_by_name or "",
            time=voice.moment(report.reversed_at),
        )
        if report.reversed_at is not None
        else ""
    )
    words = report_words(voice, report)
    return html.li(
        {"className": "row floor-report-row", "key": str(report.id)},
        icon(_SHAPES[report.kind], "dim"),
        html.div(
            {"className": "grow"},
            html.p({"className": "m strike" if is_reversed else "m"}, words),
            html.p({"className": "t-s dim"}, by),
            html.p({"className": "t-s dim"}, report.note) if report.note else None,
            html.p({"className": "t-s"}, _moved(voice, report)) if report.moved_count else None,
            unplaced_lots(voice, report.unplaced) if report.unplaced else None,
            html.p({"className": "t-s c-risk"}, back) if back else None,
            html.p({"className": "t-s dim"}, report.reversal_note)
            if report.reversal_note
            else None,
        ),
        floor_report("reverse", report=str(report.id), ver=str(report.ver), name=words)
        if board.can_report and not is_reversed
        else None,
    )
