"""What promotions and seasons will lack, as rules watch it: now, and as it was noted on past days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.alert.model import plain
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.promotion.model.supply import Short
from backend.promotion.queries.seasons import NotReady
from backend.replenishment.model import Lacking, lacking_of
from backend.watch.model.judge import Subject
from backend.watch.model.replay import History
from backend.watch.repository.findings import readings_since
from backend.watch.tables import AlertRule
from shared.watch_terms import Watched

_ABOUT: Final = ("promotion", "season")


async def lacking_subjects(short: Iterable[Short], missing: Iterable[NotReady]) -> list[Subject]:
    """What is missing of an item at a site for a promotion or a season, against what is expected."""
    catalog = await planning_catalog()
    promotions = [
        _subject(
            catalog,
            Lacking(each.promotion_id, *each.node),
            each.promotion_name,
            (each.worst.missing, each.worst.expected, each.first_on),
        )
        for each in short
    ]
    seasons = [
        _subject(
            catalog,
            Lacking(None, each.item_id, each.build.site_id),
            "",
            (each.build.missing, each.build.expected, each.build.by_on),
        )
        for each in missing
    ]
    return [*promotions, *seasons]


async def lacking_no_more(seen: Sequence[Subject], today: Mapping[UUID, date]) -> list[Subject]:
    """What was noted as missing last, and is not any more."""
    known = await readings_since(Watched.PROMOTION, max(today.values()))
    named = {each.key for each in seen}
    found = []
    for key, readings in known.items():
        lacking = lacking_of(key)
        if key not in named and readings[-1].figure and lacking and lacking.site_id in today:
            found.append(Subject(key=key, site_id=lacking.site_id, figure=Decimal(0)))
    return found


async def lacking_histories(first: date) -> list[History]:
    """What was noted from a day on of all that promotions and seasons lacked."""
    catalog = await planning_catalog()
    names = await _promotion_names()
    found = []
    for key, readings in (await readings_since(Watched.PROMOTION, first)).items():
        lacking = lacking_of(key)
        if (
            lacking is None
            or lacking.item_id not in catalog.items
            or lacking.site_id not in catalog.sites
        ):
            continue
        name = names.get(lacking.promotion_id, "") if lacking.promotion_id else ""
        subject = _subject(catalog, lacking, name, (Decimal(0), Decimal(0), readings[-1].on))
        found.append(History(replace(subject, key=key), readings))
    return found


async def _promotion_names() -> dict[UUID, str]:
    rows: Sequence[dict[str, Any]] = await AlertRule.raw("SELECT id, name FROM promotion")
    return {row["id"]: row["name"] for row in rows}


def _subject(
    catalog: PlanningCatalog, lacking: Lacking, name: str, figures: tuple[Decimal, Decimal, date]
) -> Subject:
    item, site = catalog.items[lacking.item_id], catalog.sites[lacking.site_id]
    missing, expected, on = figures
    is_promotion = lacking.promotion_id is not None
    place = f"{site.id}:{item.id}"
    return Subject(
        key=f"promotion_short:{lacking.promotion_id}:{place}"
        if is_promotion
        else f"season_short:{place}",
        site_id=site.id,
        figure=missing,
        target=expected or None,
        item=str(item.id),
        family=item.family,
        path=f"/promotions/{lacking.promotion_id}" if is_promotion else f"/seasons/{item.id}",
        facts={
            "about": _ABOUT[not is_promotion],
            "name": name,
            "item": item.name,
            "site": site.name,
            "quantity": plain(missing),
            "unit": item.unit,
            "on": on.isoformat(),
        },
    )
