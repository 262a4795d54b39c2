"""Counts the KPIs again when something moved, and tells when one crosses its threshold.

Wanted in the flow: `CompanyLoaded` → `recount_everything`; `DemandLineChanged` → `recount_weeks`;
`PlanRevised` → `recount_risk`; `ProposalOpened`, `ProposalDecided`, `ProposalWithdrawn` →
`recount_waiting`; `ProcessingStarted` → `recount_response`; `ForecastMade` → `recount_forecasts`; `KPIsCounted` → nothing, it only wakes screens. Timetable: `RefreshKPIs` every five
minutes, `RollKPIsOver` every hour (a day ends at another hour at every site).
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from backend.catalog.queries import company
from backend.dispatch import Context
from backend.kpi import queries
from backend.kpi.commands import RecomputeKPIs, RefreshKPIs, RollKPIsOver
from backend.kpi.events import KPICrossed, KPIsCounted
from backend.kpi.model import Ratio
from backend.kpi.reading import COUNTED_BY_WEEK, DEFINITIONS, is_on_target, monday_of, value_of
from backend.kpi.repository import cells
from backend.kpi.repository.forecasts import forecast_cells
from backend.kpi.repository.open_lines import look_at_open_lines
from backend.kpi.repository.responses import response_cells
from backend.kpi.repository.rows import keep_counted_rows, keep_open_lines
from shared.terms import KPIName

# What is due or delivered moves the card's own weeks, and the one before them when a day is late.
_WEEKS_COUNTED_AGAIN: Final = 5


async def recompute_kpis(command: RecomputeKPIs, context: Context) -> None:
    """Count every week of every figure from the rows."""
    await recount_everything(command, context)


async def refresh_kpis(command: RefreshKPIs, context: Context) -> None:
    """Look again at the figures that move with the plan and with decisions."""
    await recount_risk(command, context)


async def roll_kpis_over(command: RollKPIsOver, context: Context) -> None:
    """Count what has become due since yesterday."""
    await recount_weeks(command, context)


async def recount_everything(event: object, context: Context) -> None:  # noqa: ARG001 -- whatever came in, all is counted
    """After a load any line may have moved: count all weeks of all lines."""
    await cells.lock_kpis()
    today = await cells.today_by_site(context.now)
    # pandas is for the process that counts; every web process reads this module, too.
    from backend.kpi.frames import weekly_cells  # noqa: PLC0415

    counted = weekly_cells(await cells.all_lines(), today)
    await cells.replace_cells(counted, COUNTED_BY_WEEK, context.now)
    await _keep_rows(context)
    await _count_risk(context)
    await _count_waiting(context)
    await _count_response(context)
    await _count_forecasts(context)
    await _tell(KPIName, context)


async def recount_weeks(event: object, context: Context) -> None:  # noqa: ARG001 -- a line that moved has left a week we cannot name
    """A line is not what it was: count the weeks that the cards are read from."""
    await cells.lock_kpis()
    today = await cells.today_by_site(context.now)
    monday = monday_of(await queries.present_day(context.now))
    first = monday - timedelta(weeks=_WEEKS_COUNTED_AGAIN - 1)
    last = monday + timedelta(days=6)
    counted = await cells.weekly_cells(first, last, today)
    await cells.replace_cells(counted, COUNTED_BY_WEEK, context.now, first=first, last=last)
    await _keep_rows(context)
    await _count_risk(context)
    await _tell((*COUNTED_BY_WEEK, KPIName.OPEN_DEMAND_AT_RISK), context)


async def recount_risk(event: object, context: Context) -> None:  # noqa: ARG001 -- every open line may hang on what moved
    """The plan moved, or time did: look which promises it still keeps."""
    await cells.lock_kpis()
    await _count_risk(context)
    await _count_waiting(context)
    await _tell((KPIName.OPEN_DEMAND_AT_RISK, KPIName.PROPOSALS_WAITING), context)


async def recount_waiting(event: object, context: Context) -> None:  # noqa: ARG001 -- the number is read, not reckoned
    """A proposal came or went."""
    await cells.lock_kpis()
    await _count_waiting(context)
    await _tell((KPIName.PROPOSALS_WAITING,), context)


async def recount_response(event: object, context: Context) -> None:  # noqa: ARG001 -- urgent orders are few: all weeks are counted
    """Somebody has taken an urgent order on."""
    await cells.lock_kpis()
    await _count_response(context)
    await _tell((KPIName.URGENT_RESPONSE,), context)


async def recount_forecasts(event: object, context: Context) -> None:  # noqa: ARG001 -- every series was measured anew
    """A forecast is in force: closed periods were measured against what they had been forecast to be."""
    await cells.lock_kpis()
    await _count_forecasts(context)
    await _tell((KPIName.FORECAST_ERROR,), context)


async def _keep_rows(context: Context) -> None:
    """Keep the order lines behind the cards that are counted by week."""
    monday = monday_of(await queries.present_day(context.now))
    aim = (await cells.targets()).get(KPIName.ORDER_LEAD_TIME)
    await keep_counted_rows(
        queries.first_counted(KPIName.OTIF, monday),
        monday + timedelta(days=6),
        await cells.today_by_site(context.now),
        None if aim is None else int(aim.target),
    )


async def _count_risk(context: Context) -> None:
    today = await cells.today_by_site(context.now)
    await keep_open_lines(await look_at_open_lines(context.now, today))
    monday = monday_of(await queries.present_day(context.now))
    counted = await cells.risk_cells(monday)
    kpis = (KPIName.OPEN_DEMAND_AT_RISK,)
    await cells.replace_cells(counted, kpis, context.now, first=monday, last=monday)


async def _count_waiting(context: Context) -> None:
    monday = monday_of(await queries.present_day(context.now))
    counted = await cells.waiting_cells(monday, context.now)
    kpis = (KPIName.PROPOSALS_WAITING,)
    await cells.replace_cells(counted, kpis, context.now, first=monday, last=monday)


async def _count_response(context: Context) -> None:
    kpis = (KPIName.URGENT_RESPONSE,)
    await cells.replace_cells(await response_cells(), kpis, context.now)


async def _count_forecasts(context: Context) -> None:
    kpis = (KPIName.FORECAST_ERROR,)
    await cells.replace_cells(await forecast_cells(), kpis, context.now)


async def _tell(kpis: Iterable[KPIName], context: Context) -> None:
    """Wake the screens, and say once which figures of the company have changed sides."""
    context.emit(KPIsCounted())
    monday = monday_of(await queries.present_day(context.now))
    targets = await cells.targets()
    weeks = await cells.weeks_of(kpis, queries.oldest_shown(monday), None)
    for kpi in kpis:
        target = targets.get(kpi)
        if target is None:
            continue
        definition = DEFINITIONS[kpi]
        parts = queries.present_parts(kpi, weeks.get(kpi, {}), monday)
        value = value_of(definition, parts)
        is_crossed = not is_on_target(definition, value, target.threshold)
        if value is None or parts is None or is_crossed == target.is_crossed:
            continue
        await cells.note_crossing(kpi, is_crossed=is_crossed)
        missed, counted = _missed(kpi, parts)
        context.emit(
            KPICrossed(
                kpi=kpi,
                is_crossed=is_crossed,
                value=value,
                target=target.target,
                threshold=target.threshold,
                unit=definition.unit,
                currency=(await company()).currency,
                missed_count=missed,
                counted_count=counted,
                sites=tuple(
                    site
                    for site in await queries.figures_by_site(kpi, context.now)
                    if not is_on_target(definition, site.value, target.threshold)
                ),
            )
        )


def _missed(kpi: KPIName, parts: Ratio) -> tuple[int, int]:
    """How many lines missed, of how many; only OTIF counts lines."""
    if kpi is not KPIName.OTIF:
        return 0, 0
    return int(parts.denominator - parts.numerator), int(parts.denominator)
