"""What is beyond a rule's threshold at this moment, kept between looks; and figures of past days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias
from uuid import UUID

import msgspec

from backend.watch.model.judge import Found, Subject
from backend.watch.model.replay import Reading
from backend.watch.tables import RuleFinding, WatchedReading
from shared.ids import new_id
from shared.watch_terms import Watched

Known: TypeAlias = Mapping[UUID, Mapping[str, tuple[Found, bool]]]
"""What is beyond by rule and subject, with whether an alert names it."""

_COLUMNS: Final = """
    SELECT rule_id, subject, since, is_raised, found::text AS found FROM rule_finding
"""


async def findings_of(rule_ids: Iterable[UUID]) -> Known:
    """What rules have found."""
    return _known(
        await RuleFinding.raw(_COLUMNS + " WHERE rule_id = ANY({}::uuid[])", list(rule_ids))
    )


async def findings_on(subjects: Iterable[str]) -> Known:
    """What any rule has found of some things."""
    return _known(
        await RuleFinding.raw(_COLUMNS + " WHERE subject = ANY({}::text[])", list(subjects))
    )


def _known(rows: Iterable[Mapping[str, Any]]) -> Known:
    known: dict[UUID, dict[str, tuple[Found, bool]]] = {}
    for row in rows:
        found = msgspec.json.decode(row["found"], type=Found)
        known.setdefault(row["rule_id"], {})[row["subject"]] = (found, row["is_raised"])
    return known


async def drop_findings(gone: Sequence[tuple[UUID, str]]) -> None:
    """Forget what is not beyond any more, by rule and subject."""
    if not gone:
        return
    await RuleFinding.raw(
        """
        DELETE FROM rule_finding AS finding USING unnest({}::uuid[], {}::text[]) AS gone (rule_id, subject)
        WHERE finding.rule_id = gone.rule_id AND finding.subject = gone.subject
        """,
        [rule_id for rule_id, _ in gone],
        [subject for _, subject in gone],
    )


async def keep_findings(found: Sequence[tuple[UUID, Found]]) -> None:
    """Keep what is beyond by rule, or what has become of it."""
    if not found:
        return
    await RuleFinding.raw(
        """
        INSERT INTO rule_finding (id, rule_id, subject, since, is_raised, found)
        SELECT added.id, added.rule_id, added.subject, added.since, false, added.found::jsonb
        FROM unnest({}::uuid[], {}::uuid[], {}::text[], {}::date[], {}::text[])
          AS added (id, rule_id, subject, since, found)
        ON CONFLICT (rule_id, subject) DO UPDATE SET since = excluded.since, found = excluded.found
        """,
        [new_id() for _ in found],
        [rule_id for rule_id, _ in found],
        [each.subject.key for _, each in found],
        [each.since for _, each in found],
        [msgspec.json.encode(each).decode() for _, each in found],
    )


async def note_raised(rule_id: UUID, subjects: Iterable[str]) -> None:
    """Remember which subjects an alert of a rule names."""
    named = list(subjects)
    await RuleFinding.raw(
        """
        UPDATE rule_finding SET is_raised = subject = ANY({}::text[])
        WHERE rule_id = {} AND is_raised <> (subject = ANY({}::text[]))
        """,
        named,
        rule_id,
        named,
    )


async def forget_findings(rule_id: UUID) -> None:
    """Forget all that a rule has found."""
    await RuleFinding.delete().where(RuleFinding.rule_id == rule_id)


async def keep_readings(
    watched: Watched, subjects: Sequence[Subject], today: Mapping[UUID, date]
) -> None:
    """Keep the day's figures that differ from the last ones."""
    await WatchedReading.raw(
        """
        INSERT INTO watched_reading (id, watched, subject, "on", figure, target, cover)
        SELECT added.id, {}, added.subject, added.on_day, added.figure, added.target, added.cover
        FROM unnest({}::uuid[], {}::text[], {}::date[], {}::numeric[], {}::numeric[], {}::numeric[])
          AS added (id, subject, on_day, figure, target, cover)
        LEFT JOIN LATERAL (
          SELECT figure, target, cover FROM watched_reading AS known
          WHERE known.watched = {} AND known.subject = added.subject
          ORDER BY known."on" DESC LIMIT 1
        ) AS last ON true
        WHERE (last.figure, last.target, last.cover)
          IS DISTINCT FROM (added.figure, added.target, added.cover)
        ON CONFLICT (watched, subject, "on") DO UPDATE
          SET figure = excluded.figure, target = excluded.target, cover = excluded.cover
        """,
        watched.value,
        [new_id() for _ in subjects],
        [each.key for each in subjects],
        [today[each.site_id] for each in subjects],
        [each.figure for each in subjects],
        [each.target for each in subjects],
        [each.cover for each in subjects],
        watched.value,
    )


async def readings_since(watched: Watched, first: date) -> dict[str, tuple[Reading, ...]]:
    """The figures by subject that hold on a day and after it, the oldest first."""
    rows = await WatchedReading.raw(
        """
        SELECT subject, greatest("on", {}) AS held_on, figure, target, cover
        FROM watched_reading AS reading
        WHERE watched = {} AND "on" >= coalesce((
          SELECT max(before."on") FROM watched_reading AS before
          WHERE before.watched = reading.watched AND before.subject = reading.subject
            AND before."on" <= {}), '-infinity')
        ORDER BY subject, "on"
        """,
        first,
        watched.value,
        first,
    )
    found: dict[str, list[Reading]] = {}
    for row in rows:
        found.setdefault(row["subject"], []).append(_reading(row))
    return {subject: tuple(readings) for subject, readings in found.items()}


async def forget_readings(before: date) -> None:
    """Drop figures that nobody needs any more: older than a day, and not the last one before it."""
    await WatchedReading.raw(
        """
        DELETE FROM watched_reading AS old WHERE "on" < {} AND EXISTS (
          SELECT 1 FROM watched_reading AS newer
          WHERE newer.watched = old.watched AND newer.subject = old.subject
            AND newer."on" > old."on" AND newer."on" <= {})
        """,
        before,
        before,
    )


def _reading(row: Mapping[str, Any]) -> Reading:
    cover = row["cover"]
    return Reading(
        on=row["held_on"],
        figure=Decimal(row["figure"]),
        target=row["target"],
        cover=cover,
    )
