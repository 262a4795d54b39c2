"""Every query that loads or saves reports from the floor."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import msgspec
from piccolo.columns import Column

from backend.floor.model import Displaced
from backend.floor.tables import CalendarDisplacement, FloorReport, LineProgress, PlanMove

_JSON_COLUMNS = frozenset({"facts", "effects"})


async def is_known(report_id: UUID) -> bool:
    """Whether a report of that id is there already."""
    return await FloorReport.exists().where(FloorReport.id == report_id)


async def add_report(values: Mapping[str, Any]) -> None:
    """Save a new report; `ver` and `sync_xid` come from the database."""
    await FloorReport.insert(FloorReport(**{"ver": 1, "reversal_note": "", **_encoded(values)}))


async def lock_report(report_id: UUID, scope_ids: tuple[UUID, ...]) -> dict[str, Any] | None:
    """A report in these scopes, locked until the transaction ends."""
    rows = await FloorReport.raw(
        """
        SELECT *, facts::text AS facts, effects::text AS effects FROM floor_report
        WHERE id = {} AND deleted_at IS NULL AND scope_id = ANY({}::uuid[]) FOR UPDATE
        """,
        report_id,
        list(scope_ids),
    )
    if not rows:
        return None
    decoded = {name: msgspec.json.decode(rows[0][name]) for name in _JSON_COLUMNS}
    return {**rows[0], **decoded}


async def update_report(report_id: UUID, values: Mapping[str, Any]) -> int:
    """Change fields of a report; returns its new `ver`."""
    changes = cast("dict[Column | str, Any]", _encoded(values))
    rows = (
        await FloorReport.update(changes)
        .where(FloorReport.id == report_id)
        .returning(FloorReport.ver)
    )
    return int(rows[0]["ver"])


async def displaced_by(source_id: UUID) -> Displaced | None:
    """What a report, or the calendar of a work centre, has moved that is not back, locked; None where nobody keeps that."""
    rows = await FloorReport.raw(
        "SELECT coalesce(effects -> 'displaced', jsonb_build_object())::text AS displaced "
        "FROM floor_report WHERE id = {} FOR UPDATE",
        source_id,
    ) or await CalendarDisplacement.raw(
        "SELECT displaced::text AS displaced FROM calendar_displacement WHERE id = {} FOR UPDATE",
        source_id,
    )
    if not rows:
        return None
    return msgspec.json.decode(rows[0]["displaced"], type=Displaced)


async def keep_displaced(source_id: UUID, displaced: Displaced) -> None:
    """Keep what a report, or the calendar of a work centre, has moved that is not back."""
    written = msgspec.json.encode(displaced).decode()
    await FloorReport.raw(
        "UPDATE floor_report SET effects = jsonb_set(effects, ARRAY['displaced'], {}::jsonb) "
        "WHERE id = {}",
        written,
        source_id,
    )
    await CalendarDisplacement.raw(
        "UPDATE calendar_displacement SET displaced = {}::jsonb WHERE id = {}", written, source_id
    )


async def calendars_displaced() -> dict[UUID, Displaced]:
    """What changes of calendars have moved that is not back, by work centre."""
    rows = await CalendarDisplacement.raw(
        "SELECT id, displaced::text AS displaced FROM calendar_displacement"
    )
    return {row["id"]: msgspec.json.decode(row["displaced"], type=Displaced) for row in rows}


async def begin_displacement(work_center_id: UUID, site_id: UUID) -> None:
    """Begin to keep what the calendar of a work centre moves."""
    await CalendarDisplacement.raw(
        "INSERT INTO calendar_displacement (id, site_id, displaced) "
        "VALUES ({}, {}, jsonb_build_object()) ON CONFLICT (id) DO NOTHING",
        work_center_id,
        site_id,
    )


async def displacing(work_center_ids: Sequence[UUID], report_id: UUID | None) -> list[UUID]:
    """Whatever has taken hours of these work centres and has something away, locked; a report itself first."""
    reports = await FloorReport.raw(
        """
        SELECT id FROM floor_report
        WHERE deleted_at IS NULL AND (id = {}::uuid OR work_center_id = ANY({}::uuid[])
            AND effects -> 'displaced' IS NOT NULL)
        ORDER BY id FOR UPDATE
        """,
        report_id,
        list(work_center_ids),
    )
    calendars = await CalendarDisplacement.raw(
        "SELECT id FROM calendar_displacement WHERE id = ANY({}::uuid[]) ORDER BY id FOR UPDATE",
        list(work_center_ids),
    )
    found = [row["id"] for row in (*reports, *calendars)]
    return sorted(found, key=lambda source_id: source_id != report_id)


async def open_downtimes() -> list[dict[str, Any]]:
    """Standing reports of machines that are down until further notice, locked."""
    rows: list[dict[str, Any]] = await FloorReport.raw(
        """
        SELECT report.id, report.site_id, report.work_center_id, deviation.down_until_at
        FROM floor_report AS report
        JOIN work_center_deviation AS deviation ON deviation.id = report.id
        WHERE report.kind = 'downtime' AND report.reversed_at IS NULL AND report.ended_at IS NULL
        ORDER BY report.id FOR UPDATE OF report
        """
    )
    return rows


async def add_progress(
    line_id: UUID,
    *,
    planned: Mapping[str, Any],
    good: Decimal,
    scrapped: Decimal,
    on: date,
    is_done: bool,
) -> None:
    """Add to how a line went; `planned` is how it stood in the plan before the first report."""
    await LineProgress.raw(
        """
        INSERT INTO line_progress (id, site_id, item_id, reference, planned_quantity,
            planned_start_on, planned_end_on, good_quantity, scrapped_quantity, actual_start_on,
            actual_end_on)
        VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, CASE WHEN {} THEN {}::date END)
        ON CONFLICT (id) DO UPDATE SET
            good_quantity = line_progress.good_quantity + excluded.good_quantity,
            scrapped_quantity = line_progress.scrapped_quantity + excluded.scrapped_quantity,
            actual_start_on = least(line_progress.actual_start_on, excluded.actual_start_on),
            actual_end_on = excluded.actual_end_on
        """,
        line_id,
        planned["site_id"],
        planned["item_id"],
        planned["reference"],
        planned["quantity"],
        planned["start_on"],
        planned["on"],
        good,
        scrapped,
        on,
        is_done,
        on,
    )


async def reported_on(line_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Of these plan lines those on which something was reported."""
    rows = await LineProgress.raw(
        "SELECT id FROM line_progress WHERE id = ANY({}::uuid[])", list(line_ids)
    )
    return frozenset(row["id"] for row in rows)


async def take_back_progress(line_id: UUID, good: Decimal, scrapped: Decimal) -> None:
    """Take a reversed report out of how a line went; what nothing was reported on has not begun."""
    await LineProgress.raw(
        """
        UPDATE line_progress SET
            good_quantity = good_quantity - {}, scrapped_quantity = scrapped_quantity - {},
            actual_end_on = NULL,
            actual_start_on = CASE WHEN good_quantity + scrapped_quantity = {}
                                   THEN NULL ELSE actual_start_on END
        WHERE id = {}
        """,
        good,
        scrapped,
        good + scrapped,
        line_id,
    )


async def add_move(values: Mapping[str, Any]) -> None:
    """Keep who moved a line from where to where, in which fence, and why."""
    await PlanMove.insert(PlanMove(**values))


async def lock_move(plan_revision_id: UUID) -> dict[str, Any] | None:
    """A move that has not been undone, locked until the transaction ends."""
    rows = await PlanMove.raw(
        "SELECT * FROM plan_move WHERE id = {} AND undone_at IS NULL FOR UPDATE", plan_revision_id
    )
    return rows[0] if rows else None


async def end_move(plan_revision_id: UUID, undone_at: datetime) -> None:
    """Say that a move was undone."""
    await PlanMove.update({PlanMove.undone_at: undone_at}).where(PlanMove.id == plan_revision_id)


def _encoded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: msgspec.json.encode(value).decode() if name in _JSON_COLUMNS else value
        for name, value in values.items()
    }
