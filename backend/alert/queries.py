"""Reads of alerts for screens and messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.alert.model import Charge
from backend.alert.tables import Alert, AlertStep
from backend.approval.model import DECIDING
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.replenishment.queries import may_ask, started_by
from shared.schemas.alert import AlertRow, AlertStepRow, AlertView
from shared.schemas.approval import PersonName
from shared.terms import AlertSeverity
from shared.watch_terms import AlertStepKind

LIST_LENGTH: Final = 200

_COLUMNS: Final = """
    SELECT alert.id, alert.scope_id, kind, severity, facts::text AS facts, raised_at, acknowledged_at,
           path, owner_id, owner_since, person.name AS owner_name, snoozed_until, cleared_at
    FROM alert LEFT JOIN person ON person.id = alert.owner_id
"""


@dataclass(frozen=True, slots=True)
class StandingAlert:
    """An alert with the scope of those whom it concerns."""

    scope_id: UUID
    row: AlertRow


async def alerts_for(viewer: Viewer) -> list[AlertRow]:
    """Standing alerts in the viewer's scopes: unseen before seen, grave before light, newest first."""
    rows = await Alert.raw(
        _COLUMNS
        + """
        WHERE cleared_at IS NULL AND alert.scope_id = ANY({}::uuid[])
        ORDER BY acknowledged_at IS NOT NULL,
                 CASE severity WHEN 'late' THEN 0 WHEN 'risk' THEN 1 ELSE 2 END,
                 raised_at DESC, alert.id DESC
        LIMIT {}
        """,
        list(viewer.scope_ids),
        LIST_LENGTH,
    )
    return [_row(row, viewer.person_id) for row in rows]


async def standing_alert(alert_id: UUID) -> StandingAlert | None:
    """An alert that has not been cleared; for messages to people who were found by its scope."""
    rows = await Alert.raw(_COLUMNS + " WHERE cleared_at IS NULL AND alert.id = {}", alert_id)
    return StandingAlert(rows[0]["scope_id"], _row(rows[0])) if rows else None


async def alert_for(viewer: Viewer, alert_id: UUID, now: datetime) -> AlertView:
    """One alert with all that happened to it, also after it was cleared; `NotFoundError` otherwise.

    What it has started is shown to those who may open decisions.
    """
    rows = await Alert.raw(
        _COLUMNS + " WHERE alert.id = {} AND alert.scope_id = ANY({}::uuid[])",
        alert_id,
        list(viewer.scope_ids),
    )
    if not rows:
        raise NotFoundError
    row = rows[0]
    steps = await AlertStep.raw(
        """
        SELECT step.kind, step.at, person.name AS person_name, other.name AS to_name, step.until,
               step.note
        FROM alert_step AS step
        LEFT JOIN person ON person.id = step.person_id
        LEFT JOIN person AS other ON other.id = step.to_id
        WHERE step.alert_id = {} ORDER BY step.at, step.id
        """,
        alert_id,
    )
    started = await started_by(alert_id, now) if viewer.has_role(*DECIDING) else []
    return AlertView(
        row=_row(row, viewer.person_id),
        owner_since=row["owner_since"],
        cleared_at=row["cleared_at"],
        steps=[AlertStepRow(**{**step, "kind": AlertStepKind(step["kind"])}) for step in steps],
        people=await _people(row["scope_id"], row["owner_id"]) if not row["cleared_at"] else [],
        started=started,
        may_replenish=not row["cleared_at"] and may_ask(viewer, row["kind"], started),
    )


async def charge_of(alert_id: UUID) -> Charge | None:
    """Whose a standing alert is, locked; None when it has been cleared."""
    rows = await Alert.raw(
        """
        SELECT id, scope_id, severity, rule_id, owner_id, tell_at, told_at, acknowledged_at,
               snoozed_until
        FROM alert WHERE id = {} AND cleared_at IS NULL FOR UPDATE
        """,
        alert_id,
    )
    return Charge(**{**rows[0], "severity": AlertSeverity(rows[0]["severity"])}) if rows else None


async def rules_with_alerts() -> frozenset[UUID]:
    """The rules whose alerts stand."""
    rows = await Alert.raw(
        "SELECT DISTINCT rule_id FROM alert WHERE rule_id IS NOT NULL AND cleared_at IS NULL"
    )
    return frozenset(row["rule_id"] for row in rows)


async def standing_of_rule(rule_id: UUID) -> dict[tuple[str, UUID], UUID]:
    """A rule's standing alerts by cause and scope."""
    rows = await Alert.raw(
        "SELECT id, cause_key, scope_id FROM alert WHERE rule_id = {} AND cleared_at IS NULL",
        rule_id,
    )
    return {(row["cause_key"], row["scope_id"]): row["id"] for row in rows}


async def standing_by_rule(scope_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many alerts of each rule stand in these scopes."""
    rows = await Alert.raw(
        """
        SELECT rule_id, count(*) AS count FROM alert
        WHERE rule_id IS NOT NULL AND cleared_at IS NULL AND scope_id = ANY({}::uuid[])
        GROUP BY rule_id
        """,
        list(scope_ids),
    )
    return {row["rule_id"]: row["count"] for row in rows}


async def _people(scope_id: UUID, but: UUID | None) -> list[PersonName]:
    rows = await Alert.raw(
        """
        SELECT DISTINCT person.id, person.name FROM person
        JOIN scope_membership AS membership ON membership.person_id = person.id
          AND membership.revoked_at IS NULL AND membership.scope_id = {}
        WHERE person.is_active AND person.id IS DISTINCT FROM {}::uuid
        ORDER BY person.name, person.id
        """,
        scope_id,
        but,
    )
    return [PersonName(row["id"], row["name"]) for row in rows]


def _row(row: dict[str, Any], viewer_id: UUID | None = None) -> AlertRow:
    return AlertRow(
        id=row["id"],
        kind=row["kind"],
        severity=AlertSeverity(row["severity"]),
        facts=msgspec.json.decode(row["facts"], type=dict[str, str]),
        raised_at=row["raised_at"],
        acknowledged_at=row["acknowledged_at"],
        path=row["path"],
        owner_name=row["owner_name"],
        is_own=viewer_id is not None and row["owner_id"] == viewer_id,
        snoozed_until=row["snoozed_until"],
    )
