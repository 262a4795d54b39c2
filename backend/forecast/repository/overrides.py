"""What people have said instead of the model, every version of it; and mends that they want undone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from backend.forecast.model.consumption import Windows
from backend.forecast.model.series import Place
from backend.forecast.tables import ForecastOverride, ForecastUndone, ForecastWindow
from shared.ids import new_id

_COLUMNS: Final = """
    SELECT said.id, said.series_id, said.family, said.item_id, said.site_id, said.scope_id,
           said.segment, said.channel, said.customer_id, said.period, said.period_on, said.step,
           said.version, said.quantity, said.model_quantity, said.reason, said.note, said.owner_id,
           said.owner_name, said.made_at, said.expires_on, said.restored_version
    FROM forecast_override AS said
"""
# What a further version of the same word takes over.
SAID: Final = (
    "series_id",
    "family",
    "item_id",
    "site_id",
    "scope_id",
    "segment",
    "channel",
    "customer_id",
    "period",
    "period_on",
    "step",
    "model_quantity",
    "reason",
    "note",
    "owner_id",
    "owner_name",
)
_LATEST: Final = """
    NOT EXISTS (
        SELECT 1 FROM forecast_override AS later
        WHERE later.series_id = said.series_id AND later.period_on = said.period_on
          AND later.step = said.step AND later.version > said.version
          AND later.customer_id IS NOT DISTINCT FROM said.customer_id)
"""


async def standing(today: date, families: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """What holds today: the latest version of each, unless it was taken back or has lapsed."""
    rows = await ForecastOverride.raw(
        _COLUMNS
        + " WHERE said.quantity <> 0 AND said.expires_on >= {} AND "
        + _LATEST
        + " AND ({}::text[] IS NULL OR said.family = ANY({}::text[])) ORDER BY said.made_at, said.id",
        today,
        *[None if families is None else list(families)] * 2,
    )
    return list(rows)


async def standing_at(then: datetime) -> list[dict[str, Any]]:
    """What held at an instant: the latest version by then of each, unless it was taken back or had lapsed."""
    rows = await ForecastOverride.raw(
        f"""
        SELECT * FROM (
            SELECT DISTINCT ON (series_id, customer_id, period_on, step) *
            FROM ({_COLUMNS} WHERE said.made_at <= {{}}) AS known
            ORDER BY series_id, customer_id, period_on, step, version DESC) AS latest
        WHERE quantity <> 0 AND expires_on >= {{}} ORDER BY made_at, id
        """,  # noqa: S608 -- our own columns
        then,
        then.date(),
    )
    return list(rows)


async def closed(owner_id: UUID | None, since: date, until: date) -> list[dict[str, Any]]:
    """The latest versions about periods of a time, of one person or of all."""
    rows = await ForecastOverride.raw(
        _COLUMNS
        + " WHERE said.quantity <> 0 AND said.period_on >= {} AND said.period_on < {} AND "
        + _LATEST
        + " AND ({}::uuid IS NULL OR said.owner_id = {}) ORDER BY said.period_on, said.id",
        since,
        until,
        owner_id,
        owner_id,
    )
    return list(rows)


async def versions(series_ids: Sequence[UUID], customer_id: UUID | None) -> list[dict[str, Any]]:
    """Every version about these series, newest first; of one customer's part where one is named."""
    rows = await ForecastOverride.raw(
        _COLUMNS
        + " WHERE said.series_id = ANY({}::uuid[]) AND ({}::uuid IS NULL OR said.customer_id = {})"
        + " ORDER BY said.made_at DESC, said.version DESC, said.period_on, said.id LIMIT 200",
        list(series_ids),
        customer_id,
        customer_id,
    )
    return list(rows)


async def override(override_id: UUID) -> dict[str, Any] | None:
    rows = await ForecastOverride.raw(_COLUMNS + " WHERE said.id = {}", override_id)
    return rows[0] if rows else None


async def next_version(
    series_id: UUID, customer_id: UUID | None, period_on: date, step: str
) -> int:
    """The number of the next version; two who say something at once come one after the other."""
    await ForecastOverride.raw(
        "SELECT pg_advisory_xact_lock(hashtext({}))", f"{series_id} {customer_id} {period_on}"
    )
    rows = await ForecastOverride.raw(
        """
        SELECT coalesce(max(version), 0) + 1 AS next FROM forecast_override
        WHERE series_id = {} AND period_on = {} AND step = {}
          AND customer_id IS NOT DISTINCT FROM {}::uuid
        """,
        series_id,
        period_on,
        step,
        customer_id,
    )
    found: int = rows[0]["next"]
    return found


async def add(values: Mapping[str, Any]) -> None:
    """Save a version."""
    await ForecastOverride.insert(ForecastOverride(id=new_id(), **values))


def place_of(row: Mapping[str, Any]) -> Place:
    """Where a row of a series or an override stands."""
    return Place(
        row["family"],
        row["item_id"],
        row["site_id"],
        row["scope_id"],
        row["segment"],
        row["channel"],
    )


async def undone_mends() -> set[tuple[UUID, date]]:
    rows = await ForecastUndone.select(ForecastUndone.series_id, ForecastUndone.period_on)
    return {(row["series_id"], row["period_on"]) for row in rows}


async def undo_mend(series_id: UUID, period_on: date, name: str, now: datetime) -> None:
    await ForecastUndone.raw(
        "INSERT INTO forecast_undone (id, series_id, period_on, by_name, at) VALUES ({}, {}, {}, {}, {})"
        " ON CONFLICT (series_id, period_on) DO NOTHING",
        new_id(),
        series_id,
        period_on,
        name,
        now,
    )


async def mend_again(series_id: UUID, period_on: date) -> None:
    await ForecastUndone.delete().where(
        (ForecastUndone.series_id == series_id) & (ForecastUndone.period_on == period_on)
    )


async def windows() -> dict[str, Windows]:
    """How orders consume, by family; "" holds for those without windows of their own."""
    rows = await ForecastWindow.select()
    return {
        row["family"]: Windows(row["backward_days"], row["forward_days"], row["demand_fence_days"])
        for row in rows
    }


async def keep_window(family: str, chosen: Windows) -> None:
    await ForecastWindow.raw(
        """
        INSERT INTO forecast_window (family, backward_days, forward_days, demand_fence_days)
        VALUES ({}, {}, {}, {})
        ON CONFLICT (family) DO UPDATE SET backward_days = excluded.backward_days,
                                           forward_days = excluded.forward_days,
                                           demand_fence_days = excluded.demand_fence_days
        """,
        family,
        chosen.backward_days,
        chosen.forward_days,
        chosen.demand_fence_days,
    )


async def remove_window(family: str) -> None:
    """Let the windows of every family hold again for one."""
    await ForecastWindow.delete().where(ForecastWindow.family == family)
