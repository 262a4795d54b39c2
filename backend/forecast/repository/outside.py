"""Series and events from outside, what customers have said, and what came of each in a run."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.forecast.tables import OutsideEvent, OutsideSeries, OutsideTrial, OutsideValue
from backend.kit.bulk import transaction_connection
from backend.kit.sql import fetch
from shared.ids import new_id


async def all_series() -> list[dict[str, Any]]:
    """Every series with its first and last day, its last value and how many there are."""
    return [
        dict(row)
        for row in await fetch(
            """
            SELECT kept.id, kept.code, kept.name, kept.delay_days, kept.kept_by_name, kept.kept_at,
                   count(said.on) AS value_count, min(said.on) AS first_on, max(said.on) AS last_on,
                   (array_agg(said.value ORDER BY said.on DESC))[1] AS last_value
            FROM outside_series AS kept LEFT JOIN outside_value AS said ON said.series_id = kept.id
            GROUP BY kept.id ORDER BY kept.name, kept.id
            """
        )
    ]


async def values_since(first_on: date) -> dict[UUID, dict[date, float]]:
    """Values from a day on, by series."""
    found: dict[UUID, dict[date, float]] = {}
    for row in await fetch(
        "SELECT series_id, on_.on AS day, value FROM outside_value AS on_ WHERE on_.on >= $1",
        first_on,
    ):
        found.setdefault(row["series_id"], {})[row["day"]] = row["value"]
    return found


async def keep_series(
    code: str, name: str, delay_days: int, values: Mapping[date, float], by: str, now: datetime
) -> UUID:
    """Save a series under its code; its values replace those that were kept before."""
    rows = await OutsideSeries.raw(
        """
        INSERT INTO outside_series (id, code, name, delay_days, kept_by_name, kept_at)
        VALUES ({}, {}, {}, {}, {}, {})
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, delay_days = excluded.delay_days,
            kept_by_name = excluded.kept_by_name, kept_at = excluded.kept_at
        RETURNING id
        """,
        new_id(),
        code,
        name,
        delay_days,
        by,
        now,
    )
    series_id: UUID = rows[0]["id"]
    await OutsideValue.delete().where(OutsideValue.series_id == series_id)
    await transaction_connection().copy_records_to_table(
        "outside_value",
        records=[(new_id(), series_id, on, value) for on, value in values.items()],
        columns=["id", "series_id", "on", "value"],
    )
    return series_id


async def remove_series(series_id: UUID) -> bool:
    """Forget a series; False where there is none."""
    rows = (
        await OutsideSeries.delete()
        .where(OutsideSeries.id == series_id)
        .returning(OutsideSeries.id)
    )
    return bool(rows)


async def events() -> list[dict[str, Any]]:
    """Events that stand, the latest first."""
    return [
        dict(row)
        for row in await fetch(
            """
            SELECT said.id, said.kind, said.name, said.family, said.scope_id,
                   scope.name AS scope_name, said.first_on, said.last_on, said.known_on,
                   said.said_by_name, said.said_at
            FROM outside_event AS said LEFT JOIN scope ON scope.id = said.scope_id
            WHERE said.removed_at IS NULL ORDER BY said.first_on DESC, said.id
            """
        )
    ]


async def add_event(values: Mapping[str, Any]) -> None:
    """Save an event."""
    await OutsideEvent.insert(OutsideEvent(**values))


async def remove_event(event_id: UUID, now: datetime) -> bool:
    """Take an event back; False where none stands."""
    rows = (
        await OutsideEvent.update({OutsideEvent.removed_at: now})
        .where((OutsideEvent.id == event_id) & OutsideEvent.removed_at.is_null())
        .returning(OutsideEvent.id)
    )
    return bool(rows)


async def feedback_since(first_on: date) -> list[dict[str, Any]]:
    """What was heard of customers from a day on: kind, territory, day."""
    return [
        dict(row)
        for row in await fetch(
            """
            SELECT heard.kind, customer.scope_id, heard.heard_on
            FROM customer_signal AS heard JOIN customer ON customer.id = heard.customer_id
            WHERE heard.removed_at IS NULL AND heard.heard_on >= $1
            """,
            first_on,
        )
    ]


async def countries() -> dict[UUID, str]:
    """The country of each territory: what was said, else the one in which most of its customers are."""
    return {
        row["id"]: row["country"]
        for row in await territory_countries()
        if row["country"] is not None
    }


async def territory_countries() -> list[dict[str, Any]]:
    """Territories by name with their country, whether it was said, and the one in which most customers are."""
    rows = await fetch(
        """
        SELECT scope.id, scope.name, coalesce(scope.country, usual.country) AS country,
               scope.country IS NOT NULL AS is_said, usual.country AS usual_country
        FROM scope LEFT JOIN (
            SELECT DISTINCT ON (scope_id) scope_id, country FROM (
                SELECT scope_id, country, count(*) AS customers FROM customer
                WHERE country <> '' GROUP BY 1, 2) AS counted
            ORDER BY scope_id, customers DESC, country) AS usual ON usual.scope_id = scope.id
        WHERE scope.kind = 'territory' ORDER BY scope.name, scope.id
        """
    )
    return [dict(row) for row in rows]


async def territories() -> dict[UUID, str]:
    """Territories with their names."""
    rows = await fetch("SELECT id, name FROM scope WHERE kind = 'territory' ORDER BY name")
    return {row["id"]: row["name"] for row in rows}


async def add_trials(rows: Sequence[Mapping[str, Any]]) -> None:
    """Save what came of each signal; what another chunk has said already stays."""
    for row in rows:
        await OutsideTrial.raw(
            """
            INSERT INTO outside_trial (id, run_id, family, signal, verdict, error_without, error_with,
                origin_count, better_count, lead, period, ended_on)
            VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
            ON CONFLICT (run_id, family, signal) DO NOTHING
            """,
            new_id(), row["run_id"], row["family"], row["signal"], row["verdict"],
            row["error_without"], row["error_with"], row["origin_count"], row["better_count"],
            row["lead"], row["period"], row["ended_on"],
        )  # fmt: skip


async def forget_trials(run_id: UUID, families: Sequence[str]) -> None:
    """Forget what a run has found out about some families."""
    await OutsideTrial.raw(
        "DELETE FROM outside_trial WHERE run_id = {} AND family = ANY({}::text[])",
        run_id,
        list(families),
    )


async def trials_of(run_id: UUID) -> list[dict[str, Any]]:
    """What came of the signals in a run, by family."""
    return [
        dict(row)
        for row in await fetch(
            """
            SELECT family, signal, verdict, error_without, error_with, origin_count, better_count,
                   lead, period, ended_on
            FROM outside_trial WHERE run_id = $1 ORDER BY signal, family
            """,
            run_id,
        )
    ]
