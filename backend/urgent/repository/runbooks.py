"""Runbooks as they are saved, and who can own a stage."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.approval.queries import stand_ins
from backend.urgent.model.runbook import Owner, Runbook, StageRule
from backend.urgent.tables import Runbook as RunbookTable
from shared.terms import Role
from shared.urgent_terms import StageClock, StageKind, UrgentKind


class _SavedStage(msgspec.Struct, frozen=True):
    kind: StageKind
    owner: Owner
    minutes: int
    clock: StageClock
    remind_before_minutes: int | None
    called: Owner | None
    after: frozenset[StageKind] | None = None


async def runbooks() -> list[Runbook]:
    """The company's runbooks, the one that is asked first on top."""
    rows = await RunbookTable.raw(
        """
        SELECT id, name, kind, site_id, stages::text AS stages FROM runbook
        WHERE removed_at IS NULL ORDER BY position, id
        """
    )
    return [_runbook(row) for row in rows]


async def add_runbook(runbook_id: UUID, runbook: Runbook) -> None:
    """Put a runbook behind those that there are."""
    rows = await RunbookTable.raw("SELECT coalesce(max(position), 0) + 1 AS next FROM runbook")
    await RunbookTable.insert(
        RunbookTable(id=runbook_id, position=rows[0]["next"], removed_at=None, **_columns(runbook))
    )


async def change_runbook(runbook_id: UUID, runbook: Runbook) -> bool:
    """Say a runbook anew; false when it is not there."""
    rows = (
        await RunbookTable.update(_columns(runbook))
        .where((RunbookTable.id == runbook_id) & RunbookTable.removed_at.is_null())
        .returning(RunbookTable.id)
    )
    return bool(rows)


async def move_runbook(runbook_id: UUID) -> bool:
    """Change places with the runbook before; false when it is not there."""
    rows = await RunbookTable.raw(
        "SELECT id, position FROM runbook WHERE removed_at IS NULL ORDER BY position, id FOR UPDATE"
    )
    places = [row["id"] for row in rows]
    if runbook_id not in places:
        return False
    at = places.index(runbook_id)
    if at:
        for row, position in (
            (rows[at], rows[at - 1]["position"]),
            (rows[at - 1], rows[at]["position"]),
        ):
            await RunbookTable.update({RunbookTable.position: position}).where(
                RunbookTable.id == row["id"]
            )
    return True


async def remove_runbook(runbook_id: UUID, now: datetime) -> bool:
    """Let no more orders go by a runbook; false when it is not there."""
    rows = (
        await RunbookTable.update({RunbookTable.removed_at: now})
        .where((RunbookTable.id == runbook_id) & RunbookTable.removed_at.is_null())
        .returning(RunbookTable.id)
    )
    return bool(rows)


async def are_people(person_ids: Iterable[UUID]) -> bool:
    """Whether all of these work here."""
    wanted = set(person_ids)
    rows = await RunbookTable.raw(
        "SELECT count(*) AS count FROM person WHERE is_active AND id = ANY({}::uuid[])",
        list(wanted),
    )
    return int(rows[0]["count"]) == len(wanted)


async def sees_any(person_id: UUID, scope_ids: Iterable[UUID]) -> bool:
    """Whether somebody who works here sees one of these scopes."""
    rows = await RunbookTable.raw(
        """
        SELECT 1 AS found FROM scope_membership AS membership
        JOIN person ON person.id = membership.person_id AND person.is_active
        WHERE membership.person_id = {} AND membership.scope_id = ANY({}::uuid[])
          AND membership.revoked_at IS NULL LIMIT 1
        """,
        person_id,
        list(scope_ids),
    )
    return bool(rows)


async def owner_now(
    role: Role | None, person_id: UUID | None, scope_ids: tuple[UUID, UUID], now: datetime
) -> UUID | None:
    """Who has a stage that begins now: the person named, else whoever with the role has least to do.

    Who sees the plant (the first scope) comes before who sees the territory only; while somebody is away,
    whoever stands in for them and sees the order has it.
    """
    found = person_id
    if role is not None:
        rows = await RunbookTable.raw(
            """
            SELECT person.id FROM person
            JOIN person_role AS role ON role.person_id = person.id AND role.role = {}
            JOIN scope_membership AS membership ON membership.person_id = person.id
              AND membership.scope_id = ANY({}::uuid[]) AND membership.revoked_at IS NULL
            LEFT JOIN urgent_stage AS stage
              ON stage.owner_id = person.id AND stage.status = 'running'
            WHERE person.is_active
            GROUP BY person.id, person.name
            ORDER BY bool_or(membership.scope_id = {}) DESC, count(DISTINCT stage.id), person.name,
                     person.id
            LIMIT 1
            """,
            role.value,
            list(scope_ids),
            scope_ids[0],
        )
        found = rows[0]["id"] if rows else None
    if found is None:
        return None
    other = (await stand_ins([found], now)).get(found)
    if other is not None and await sees_any(other, scope_ids):
        return other
    return found if await sees_any(found, scope_ids) else None


def _runbook(row: dict[str, Any]) -> Runbook:
    saved = msgspec.json.decode(row["stages"], type=list[_SavedStage])
    return Runbook(
        id=row["id"],
        name=row["name"],
        kind=row["kind"] and UrgentKind(row["kind"]),
        site_id=row["site_id"],
        stages=tuple(
            StageRule(
                kind=each.kind,
                owner=each.owner,
                time_allowed=timedelta(minutes=each.minutes),
                clock=each.clock,
                remind_before=_span(each.remind_before_minutes),
                called=each.called,
                after=each.after,
            )
            for each in saved
        ),
    )


def _columns(runbook: Runbook) -> dict[Any, Any]:
    stages = [
        _SavedStage(
            kind=each.kind,
            owner=each.owner,
            minutes=minutes_of(each.time_allowed),
            clock=each.clock,
            remind_before_minutes=None
            if each.remind_before is None
            else minutes_of(each.remind_before),
            called=each.called,
            after=each.after,
        )
        for each in runbook.stages
    ]
    return {
        "name": runbook.name.strip(),
        "kind": None if runbook.kind is None else runbook.kind.value,
        "site_id": runbook.site_id,
        "stages": msgspec.json.encode(stages).decode(),
    }


def _span(minutes: int | None) -> timedelta | None:
    return None if minutes is None else timedelta(minutes=minutes)


def minutes_of(span: timedelta) -> int:
    """A span in whole minutes."""
    return int(span.total_seconds() // 60)
