"""The days on which components go into an item, and on which other ways to it may begin, as planners set them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import AlternateFacts, ComponentFacts
from backend.identity.model import Viewer
from backend.stock.errors import (
    ComponentLeftOutError,
    DaysOverlapError,
    HeldDaysMovedError,
    LastDayOfError,
)
from shared.ids import new_id
from shared.schemas.stock import HeldDaysSet
from shared.terms import Procurement


def bill_of(catalog: PlanningCatalog, item_id: UUID) -> list[ComponentFacts]:
    """The lines of an item's bill of material by component and day."""
    found = [line for line in catalog.components if line.parent_item_id == item_id]
    return sorted(found, key=lambda line: (_name(catalog, line), line.first_on or date.min))


def sites_making(catalog: PlanningCatalog, item_id: UUID) -> set[UUID]:
    """The sites at which an item is made by its own bill of material, the usual way or by an alternate."""
    usual = {
        site_id
        for (other_id, site_id), facts in catalog.item_sites.items()
        if other_id == item_id and facts.procurement == Procurement.MAKE
    }
    return usual | {
        other.site_id
        for other in catalog.alternates
        if other.item_id == item_id
        and other.procurement == Procurement.MAKE
        and not other.components
    }


def sees_all(viewer: Viewer, catalog: PlanningCatalog, site_ids: Iterable[UUID]) -> bool:
    """Whether a viewer sees every one of these sites."""
    return all(viewer.sees(catalog.sites[site_id].scope_id) for site_id in site_ids)


def version_of_days(rows: Iterable[ComponentFacts | AlternateFacts]) -> str:
    """What names a state of lines or alternates with their days."""
    said = sorted(f"{row.id}|{row.first_on}|{row.last_on}" for row in rows)
    return sha256("|".join(said).encode()).hexdigest()[:16]


def component_days(
    before: Sequence[ComponentFacts],
    ver: str,
    asked: Sequence[HeldDaysSet],
    names: Mapping[UUID, str],
) -> list[ComponentFacts]:
    """The lines of a bill of material with the days that are asked for.

    A line that is named again goes on in other days with the same quantity. One that is not named goes, where
    another of the same component and quantity stays.
    """
    _check_seen(before, ver)
    known = {line.id: line for line in before}
    after: list[ComponentFacts] = []
    taken: set[UUID] = set()
    for days in asked:
        line = known.get(days.id)
        if line is None:
            raise HeldDaysMovedError
        line_id = new_id() if days.id in taken else days.id
        taken.add(days.id)
        name = names[line.component_item_id]
        after.append(
            ComponentFacts(
                line_id, line.parent_item_id, line.component_item_id, line.quantity_per, line.scrap_ratio,
                *_in_order(days, name),
            )
        )  # fmt: skip

    kept = {_kind(line) for line in after}
    for line in before:
        if _kind(line) not in kept:
            raise ComponentLeftOutError(name=names[line.component_item_id])
    _check_apart(after, names)
    return after


def alternate_days(
    before: Sequence[AlternateFacts], ver: str, asked: Sequence[HeldDaysSet]
) -> dict[UUID, tuple[date | None, date | None]]:
    """The days that are asked for other ways, by their ids."""
    _check_seen(before, ver)
    names = {other.id: other.name for other in before}
    if not names.keys() >= {days.id for days in asked}:
        raise HeldDaysMovedError
    return {days.id: _in_order(days, names[days.id]) for days in asked}


def _name(catalog: PlanningCatalog, line: ComponentFacts) -> str:
    return catalog.items[line.component_item_id].name


def _kind(line: ComponentFacts) -> tuple[object, ...]:
    return line.component_item_id, line.quantity_per, line.scrap_ratio


def _check_seen(before: Iterable[ComponentFacts | AlternateFacts], ver: str) -> None:
    if version_of_days(before) != ver:
        raise HeldDaysMovedError


def _in_order(days: HeldDaysSet, name: str) -> tuple[date | None, date | None]:
    if days.first_on and days.last_on and days.last_on < days.first_on:
        raise LastDayOfError(name=name)
    return days.first_on, days.last_on


def _check_apart(lines: Iterable[ComponentFacts], names: Mapping[UUID, str]) -> None:
    by_component: dict[UUID, list[ComponentFacts]] = defaultdict(list)
    for line in lines:
        by_component[line.component_item_id].append(line)
    for component_id, own in by_component.items():
        until = date.min
        for number, line in enumerate(sorted(own, key=lambda each: each.first_on or date.min)):
            if number and (line.first_on or date.min) <= until:
                raise DaysOverlapError(name=names[component_id])
            until = line.last_on or date.max
