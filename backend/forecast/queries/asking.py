"""What people and deals add to the model's figures, as it stands now."""

from collections.abc import Sequence
from datetime import date

from backend.forecast.model.periods import number_of
from backend.forecast.model.pipeline import (
    PRIOR_DEALS,
    DealKind,
    Weighed,
    stage_probabilities,
    weighed,
)
from backend.forecast.model.steps import Asked
from backend.forecast.repository import deals, overrides
from shared.forecast_terms import ForecastPeriod, ForecastStep


async def asked_now(
    today: date, families: Sequence[str] | None, period: ForecastPeriod
) -> list[Asked]:
    """Overrides that hold and deals that are open, of some families."""
    said = [
        Asked(
            overrides.place_of(row),
            number_of(period, row["period_on"]),
            row["quantity"],
            ForecastStep(row["step"]),
        )
        for row in await overrides.standing(today, families)
        if row["period"] == period.value
    ]
    return said + asked_of(await deals_now(today, families), today, period)


def asked_of(found: Sequence[Weighed], today: date, period: ForecastPeriod) -> list[Asked]:
    """What deals add, each in the period of its day; one that is overdue in the running period."""
    return [
        Asked(
            each.deal.place,
            number_of(period, max(today, each.deal.expected_on)),
            each.added,
            ForecastStep.PIPELINE,
        )
        for each in found
        if each.added
    ]


async def stage_chances() -> dict[str, float]:
    """How likely an opportunity of each stage is won, by what its stage has been worth so far."""
    return dict(stage_probabilities(await deals.stage_forms(), await deals.closed_opportunities()))


async def deals_now(today: date, families: Sequence[str] | None = None) -> list[Weighed]:
    """Open deals of some families with what each adds, by what stages have been worth so far."""
    by_stage = await stage_chances()
    probabilities = {(DealKind.OPPORTUNITY, stage): share for stage, share in by_stage.items()}
    forms = deals.quotation_forms()
    for stage, (won, count) in (await deals.closed_quotations(today)).items():
        kind = DealKind.QUOTATION if stage == deals.QUOTATION_STAGE else DealKind.INQUIRY
        share = (won + PRIOR_DEALS * forms[stage]) / (count + PRIOR_DEALS)
        probabilities[kind, stage] = round(share, 4)
    return weighed(await deals.open_deals(today, families), probabilities, today)
