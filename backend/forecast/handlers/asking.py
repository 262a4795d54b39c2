"""What people and deals add to the model's figures, as it stands now."""

from collections.abc import Sequence
from datetime import date

from backend.forecast.model.periods import number_of
from backend.forecast.model.steps import Asked
from backend.forecast.repository import overrides
from shared.forecast_terms import ForecastPeriod, ForecastStep


async def asked_now(today: date, families: Sequence[str], period: ForecastPeriod) -> list[Asked]:
    """Overrides that hold and deals that are open, of some families."""
    return [
        Asked(
            overrides.place_of(row),
            number_of(period, row["period_on"]),
            row["quantity"],
            ForecastStep(row["step"]),
        )
        for row in await overrides.standing(today, families)
        if row["period"] == period.value
    ]
