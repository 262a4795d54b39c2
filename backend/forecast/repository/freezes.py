"""What is frozen: whose figures, until when, and the figures themselves."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.forecast.model.periods import number_of
from backend.forecast.model.series import Place
from backend.forecast.tables import ForecastFreeze
from backend.kit.bulk import transaction_connection
from backend.kit.sql import fetch
from shared.forecast_terms import ForecastPeriod
from shared.ids import new_id


async def frozen(today: date, period: ForecastPeriod) -> dict[UUID, dict[int, int]]:
    """Hundredths that stand, by series and period; of two freezes of a figure the earlier one holds."""
    found: dict[UUID, dict[int, int]] = {}
    for row in await fetch(
        """
        SELECT kept.series_id, kept.first_on, kept.agreed
        FROM forecast_frozen AS kept JOIN forecast_freeze AS held ON held.id = kept.freeze_id
        WHERE held.thawed_at IS NULL AND held.ends_on >= $1 AND kept.period = $2
        ORDER BY held.made_at DESC, held.id
        """,
        today,
        period.value,
    ):
        first = number_of(period, row["first_on"])
        held = found.setdefault(row["series_id"], {})
        held.update({first + at: quantity for at, quantity in enumerate(row["agreed"])})
    return found


async def all_freezes() -> list[dict[str, Any]]:
    """Every freeze with how many cells it holds, the newest first."""
    return [
        dict(row)
        for row in await fetch(
            """
            SELECT held.id, held.family, held.item_id, item.name AS item_name, held.until_on,
                   held.ends_on, held.reason, held.note, held.run_number, held.made_by_name,
                   held.made_at, held.thawed_by_name, held.thawed_at,
                   (SELECT count(*) FROM forecast_frozen AS kept WHERE kept.freeze_id = held.id) AS cell_count
            FROM forecast_freeze AS held LEFT JOIN item ON item.id = held.item_id
            ORDER BY held.made_at DESC, held.id LIMIT 200
            """
        )
    ]


async def standing_over(place: Place, period_on: date, today: date) -> bool:
    """Whether all of a place is frozen in the period that begins on a day."""
    rows = await fetch(
        """
        SELECT 1 FROM forecast_freeze
        WHERE thawed_at IS NULL AND ends_on >= $1 AND (until_on IS NULL OR until_on >= $2)
          AND (family IS NULL OR family = $3) AND (item_id IS NULL OR item_id = $4) LIMIT 1
        """,
        today,
        period_on,
        place.family,
        place.item_id,
    )
    return bool(rows)


async def add(
    values: Mapping[str, Any], cells: Iterable[tuple[UUID, str, date, list[int]]]
) -> None:
    """Save a freeze with its cells: series, kind of period, first day, hundredths."""
    await ForecastFreeze.insert(ForecastFreeze(**values))
    await transaction_connection().copy_records_to_table(
        "forecast_frozen",
        records=[(new_id(), values["id"], *cell) for cell in cells],
        columns=["id", "freeze_id", "series_id", "period", "first_on", "agreed"],
    )


async def thaw(freeze_id: UUID, name: str, now: datetime, today: date) -> bool:
    """End a freeze; False where none stands."""
    rows = (
        await ForecastFreeze.update(
            {ForecastFreeze.thawed_by_name: name, ForecastFreeze.thawed_at: now}
        )
        .where(
            (ForecastFreeze.id == freeze_id)
            & ForecastFreeze.thawed_at.is_null()
            & (ForecastFreeze.ends_on >= today)
        )
        .returning(ForecastFreeze.id)
    )
    return bool(rows)
