"""Rules as they are kept, and the people and sites that they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.watch.model.index import RuleIndex
from backend.watch.model.rule import Rule
from backend.watch.tables import AlertRule
from shared.terms import AlertSeverity, KPIName
from shared.watch_terms import (
    AlertGrouping,
    DeadlineKind,
    DeviationSide,
    FlowStart,
    Threshold,
    Watched,
)

_COLUMNS = """
    SELECT id, name, watched, threshold, threshold_in, is_above, clears_at, kpi, deadline, side,
           periods, family, site_id, lowest_priority, severity, grouping, owner_id,
           deputy_ids::text AS deputy_ids, escalate_after_minutes, time_zone, quiet_from, quiet_until,
           calendar_id, digest_at, starts, fill_to, rush_priority, auto_value, is_on
    FROM alert_rule WHERE removed_at IS NULL
"""


async def lock_rules() -> None:
    """Let one transaction at a time make alerts and findings agree."""
    await AlertRule.raw("SELECT pg_advisory_xact_lock({}::bigint)", 7_405_613_048_222)


async def rules_on(watched: Watched) -> list[Rule]:
    """The rules that watch one kind of thing and are switched on, the first made first."""
    rows = await AlertRule.raw(
        _COLUMNS + " AND is_on AND watched = {} ORDER BY made_at, id", watched.value
    )
    return [_rule(row) for row in rows]


_indexes: dict[Watched, tuple[tuple[int, int], RuleIndex]] = {}


async def index_of(watched: Watched) -> RuleIndex:
    """The rules that watch one kind of thing and are on; kept in memory until any rule is another.

    A row that is written again has a later transaction's number, so count and sum name the state.
    """
    rows = await AlertRule.raw(
        "SELECT count(*) AS count, coalesce(sum(xmin::text::bigint), 0)::bigint AS total FROM alert_rule"
    )
    stamp = rows[0]["count"], rows[0]["total"]
    kept = _indexes.get(watched)
    if kept is None or kept[0] != stamp:
        kept = stamp, RuleIndex(await rules_on(watched))
        _indexes[watched] = kept
    return kept[1]


async def all_rules() -> list[tuple[Rule, bool]]:
    """Every rule with whether it is on, the first made first."""
    rows = await AlertRule.raw(_COLUMNS + " ORDER BY made_at, id")
    return [(_rule(row), row["is_on"]) for row in rows]


async def rule_with(rule_id: UUID) -> tuple[Rule, bool] | None:
    """A rule with whether it is on; None where there is none, or it was removed."""
    rows = await AlertRule.raw(_COLUMNS + " AND id = {}", rule_id)
    return (_rule(rows[0]), rows[0]["is_on"]) if rows else None


async def add_rule(rule_id: UUID, rule: Rule, made_by: UUID | None, now: datetime) -> None:
    """Save a new rule, switched off."""
    await AlertRule.insert(
        AlertRule(
            id=rule_id,
            is_on=False,
            made_at=now,
            made_by=made_by,
            changed_by=made_by,
            **_columns(rule),
        )
    )


async def change_rule(rule_id: UUID, rule: Rule, changed_by: UUID) -> bool:
    """Save a rule anew, which nobody has let watch as it is now; false when there is none."""
    said = {**_columns(rule), "changed_by": changed_by, "switched_on_by": None}
    rows = (
        await AlertRule.update(said)
        .where((AlertRule.id == rule_id) & AlertRule.removed_at.is_null())
        .returning(AlertRule.id)
    )
    return bool(rows)


async def switch_rule(rule_id: UUID, by: UUID, *, is_on: bool) -> bool:
    """Switch a rule on or off; false when there is none."""
    rows = (
        await AlertRule.update(
            {AlertRule.is_on: is_on, AlertRule.switched_on_by: by if is_on else None}
        )
        .where((AlertRule.id == rule_id) & AlertRule.removed_at.is_null())
        .returning(AlertRule.id)
    )
    return bool(rows)


async def remove_rule(rule_id: UUID, now: datetime) -> bool:
    """Remove a rule; its alerts keep its name. False when there is none."""
    rows = (
        await AlertRule.update({AlertRule.removed_at: now, AlertRule.is_on: False})
        .where((AlertRule.id == rule_id) & AlertRule.removed_at.is_null())
        .returning(AlertRule.id)
    )
    return bool(rows)


@dataclass(frozen=True, slots=True)
class Charged:
    """Who said last what a rule is, and whether somebody else has let it watch as it is now."""

    changed_by: UUID | None
    is_seconded: bool


async def charged_with(rule_ids: Iterable[UUID]) -> dict[UUID, Charged]:
    """Who answers for what rules start, by rule."""
    rows = await AlertRule.raw(
        """
        SELECT id, coalesce(changed_by, made_by) AS changed_by,
               coalesce(switched_on_by <> coalesce(changed_by, made_by), false) AS is_seconded
        FROM alert_rule WHERE id = ANY({}::uuid[])
        """,
        list(rule_ids),
    )
    return {row["id"]: Charged(row["changed_by"], row["is_seconded"]) for row in rows}


async def sites_seen_by(person_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The sites that each of these people sees who still work here."""
    wanted = set(person_ids)
    rows = await AlertRule.raw(
        """
        SELECT person.id AS person_id, site.id AS site_id FROM person
        JOIN scope_membership AS membership ON membership.person_id = person.id
          AND membership.revoked_at IS NULL
        JOIN site ON site.scope_id = membership.scope_id
        WHERE person.is_active AND person.id = ANY({}::uuid[])
        """,
        list(wanted),
    )
    found: dict[UUID, set[UUID]] = {person_id: set() for person_id in wanted}
    for row in rows:
        found[row["person_id"]].add(row["site_id"])
    return {person_id: frozenset(sites) for person_id, sites in found.items()}


def _rule(row: Mapping[str, Any]) -> Rule:
    minutes = row["escalate_after_minutes"]
    return Rule(
        id=row["id"],
        name=row["name"],
        watched=Watched(row["watched"]),
        threshold=Decimal(row["threshold"]),
        owner_id=row["owner_id"],
        threshold_in=Threshold(row["threshold_in"]),
        is_above=row["is_above"],
        clears_at=row["clears_at"],
        kpi=row["kpi"] and KPIName(row["kpi"]),
        deadline=row["deadline"] and DeadlineKind(row["deadline"]),
        side=row["side"] and DeviationSide(row["side"]),
        periods=row["periods"],
        family=row["family"],
        site_id=row["site_id"],
        lowest_priority=row["lowest_priority"],
        severity=AlertSeverity(row["severity"]),
        grouping=AlertGrouping(row["grouping"]),
        deputy_ids=tuple(msgspec.json.decode(row["deputy_ids"], type=list[UUID])),
        escalate_after=None if minutes is None else timedelta(minutes=minutes),
        time_zone=row["time_zone"],
        quiet_from=row["quiet_from"],
        quiet_until=row["quiet_until"],
        calendar_id=row["calendar_id"],
        digest_at=row["digest_at"],
        starts=row["starts"] and FlowStart(row["starts"]),
        fill_to=row["fill_to"],
        rush_priority=row["rush_priority"],
        auto_value=row["auto_value"],
    )


def _columns(rule: Rule) -> dict[Any, Any]:
    after = rule.escalate_after
    return {
        "name": rule.name.strip(),
        "watched": rule.watched.value,
        "threshold": rule.threshold,
        "threshold_in": rule.threshold_in.value,
        "is_above": rule.is_above,
        "clears_at": rule.clears_at,
        "kpi": rule.kpi and rule.kpi.value,
        "deadline": rule.deadline and rule.deadline.value,
        "side": rule.side and rule.side.value,
        "periods": rule.periods,
        "family": rule.family,
        "site_id": rule.site_id,
        "lowest_priority": rule.lowest_priority,
        "severity": rule.severity.value,
        "grouping": rule.grouping.value,
        "owner_id": rule.owner_id,
        "deputy_ids": msgspec.json.encode(rule.deputy_ids).decode(),
        "escalate_after_minutes": None if after is None else int(after.total_seconds() // 60),
        "time_zone": rule.time_zone,
        "quiet_from": rule.quiet_from,
        "quiet_until": rule.quiet_until,
        "calendar_id": rule.calendar_id,
        "digest_at": rule.digest_at,
        "starts": rule.starts and rule.starts.value,
        "fill_to": rule.fill_to,
        "rush_priority": rule.rush_priority,
        "auto_value": rule.auto_value,
    }
