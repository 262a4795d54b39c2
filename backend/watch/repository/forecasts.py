"""Demand against its forecast as it can be watched: an item at a site, by period."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.alert.model import plain
from backend.catalog.queries import planning_catalog
from backend.forecast.model.deviation import Measure, known_on, signals
from backend.forecast.queries.deviating import Deviating, deviating
from backend.watch.model.judge import MOST_OFF, Subject
from backend.watch.model.replay import History, Reading

_HUNDREDTHS: Final = Decimal("0.01")


async def forecast_histories(
    now: datetime,
    lowest_priority: int | None = None,
    nodes: Iterable[tuple[UUID, UUID]] | None = None,
) -> list[History]:
    """Every item at a site that is forecast, with its periods; of customer groups of a class or better."""
    catalog = await planning_catalog()
    found = []
    for each in await deviating(now.date(), lowest_priority, nodes):
        item, site = catalog.items.get(each.item_id), catalog.sites.get(each.site_id)
        if item is None or site is None:
            continue
        subject = Subject(
            key=f"forecast:{each.item_id}:{each.site_id}",
            site_id=each.site_id,
            figure=Decimal(0),
            item=str(each.item_id),
            family=item.family,
            priority=lowest_priority,
            path=f"/forecast/{each.series_id}",
            facts={
                "item": item.name,
                "site": site.name,
                "unit": item.unit,
                "period": each.period.value,
                "series": ", ".join(part for part in (each.territory, each.segment) if part),
            },
        )
        found.append(History(subject, _readings(each, now)))
    return found


def _readings(each: Deviating, now: datetime) -> tuple[Reading, ...]:
    return tuple(
        Reading(
            on=known_on(each.period, measure, now.date()),
            figure=measure.off * _HUNDREDTHS,
            target=measure.forecast * _HUNDREDTHS,
            signal=signal,
            facts=_facts(measure, signal),
        )
        for measure, signal in zip(each.measures, signals(each.period, each.measures), strict=True)
    )


def _facts(measure: Measure, signal: Decimal | None) -> dict[str, str]:
    """What was ordered and forecast; `percent` at most a thousand, as the rule counts it."""
    off = Decimal(abs(measure.off))
    ratio = min(off / measure.forecast, MOST_OFF) if measure.forecast else MOST_OFF
    return {
        "quantity": plain(measure.actual * _HUNDREDTHS),
        "forecast_quantity": plain(measure.forecast * _HUNDREDTHS),
        "percent": plain((ratio * 100).quantize(Decimal(1))) if off else "0",
        "way": "less" if measure.off < 0 else "more",
        "signal": "" if signal is None else f"{signal:+.1f}".replace("-", "\u2212"),
        "period_on": measure.on.isoformat(),
        "running": "yes" if measure.is_running else "no",
    }
