"""Planners say on which days components and other ways hold: rights, what cannot be, and what follows at once."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.audit.tables import AuditLine
from backend.catalog.queries import planning_catalog
from backend.catalog.tables import Alternate, BillOfMaterialLine, ItemSite
from backend.dispatch import Dispatcher
from backend.engine.ground import ground_of
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.plan.tables import PlanRevision
from backend.promise.queries import situation_at
from backend.stock.commands import SetAlternateDays, SetComponentDays
from backend.stock.errors import (
    ComponentLeftOutError,
    DaysOverlapError,
    HeldDaysMovedError,
    LastDayOfError,
)
from backend.stock.queries import lot_rules_for
from shared.ids import new_id
from shared.problem import ProblemError
from shared.schemas.stock import HeldDays, HeldDaysSet, LotRulesView
from shared.terms import Role
from tests.backend.floor.test_capacity import add_shop
from tests.builders import NOW, SmallCompany, add_person

TODAY = NOW.date()
SWITCH = TODAY + timedelta(days=5)


@pytest.fixture
async def paula(small_company: SmallCompany) -> UUID:
    return await add_person("Paula Roze", [Role.PLANNER], [small_company.riga])


async def view_of(person: UUID, item: UUID) -> LotRulesView:
    return await lot_rules_for(await viewer_for(person), item)


async def lines_of(person: UUID, item: UUID) -> list[HeldDays]:
    return (await view_of(person, item)).sites[0].components


async def drawn(ids: SmallCompany, start: int) -> set[UUID]:
    """What a lot of primer takes that begins in so many days, as the situation has it."""
    ground = ground_of(await situation_at(NOW, ids.riga, await planning_catalog()))
    return {node[0] for node, _ in ground.draws((ids.primer, ids.riga), None, start)}


def kept(line: HeldDays, first_on: date | None = None, last_on: date | None = None) -> HeldDaysSet:
    return HeldDaysSet(line.id, first_on, last_on)


async def test_a_component_is_replaced_by_another_from_a_day_on_and_the_plan_follows_at_once(
    small_company: SmallCompany, dispatcher: Dispatcher, paula: UUID
) -> None:
    ids = small_company
    base, hardener = await lines_of(paula, ids.primer)
    assert (base.item_id, base.quantity_per, hardener.item_id) == (
        ids.base,
        Decimal(16),
        ids.hardener,
    )
    assert await drawn(ids, 4) == await drawn(ids, 5) == {ids.base, ids.hardener}
    revisions = await PlanRevision.count()
    view = await view_of(paula, ids.primer)

    days = (kept(base, None, SWITCH - timedelta(days=1)), kept(hardener, SWITCH))
    command = SetComponentDays(ids.primer, view.components_ver, days)
    await dispatcher.dispatch(command, actor_id=paula)

    assert (await drawn(ids, 4), await drawn(ids, 5)) == ({ids.base}, {ids.hardener})
    assert [(each.first_on, each.last_on) for each in await lines_of(paula, ids.primer)] == [
        (None, SWITCH - timedelta(days=1)),
        (SWITCH, None),
    ]
    assert await PlanRevision.count() == revisions + 1
    assert "SetComponentDays" in [row["command"] for row in await AuditLine.select()]


async def test_a_component_goes_on_later_with_the_same_quantity_and_is_put_together_again(
    small_company: SmallCompany, dispatcher: Dispatcher, paula: UUID
) -> None:
    ids = small_company
    base, hardener = await lines_of(paula, ids.primer)
    ver = (await view_of(paula, ids.primer)).components_ver
    days = (kept(base, None, TODAY), kept(base, SWITCH), kept(hardener))
    await dispatcher.dispatch(SetComponentDays(ids.primer, ver, days), actor_id=paula)

    first, later, _ = await lines_of(paula, ids.primer)
    assert (first.id, later.id == base.id) == (base.id, False)
    assert (later.quantity_per, later.first_on, later.last_on) == (Decimal(16), SWITCH, None)
    assert [ids.base in await drawn(ids, start) for start in (0, 1, 4, 5)] == [
        True,
        False,
        False,
        True,
    ]

    ver = (await view_of(paula, ids.primer)).components_ver
    rest = (kept(later), kept(hardener))
    await dispatcher.dispatch(SetComponentDays(ids.primer, ver, rest), actor_id=paula)
    assert [each.id for each in await lines_of(paula, ids.primer)] == [later.id, hardener.id]
    assert ids.base in await drawn(ids, 1)


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ([(0, SWITCH, TODAY), (1, None, None)], LastDayOfError),
        ([(0, None, SWITCH), (0, SWITCH, None), (1, None, None)], DaysOverlapError),
        ([(0, None, None), (0, SWITCH, None), (1, None, None)], DaysOverlapError),
        ([(0, None, None)], ComponentLeftOutError),
        ([(0, None, None), (1, None, None), (9, None, None)], HeldDaysMovedError),
    ],
)
async def test_days_that_cannot_be_are_refused_and_nothing_changes(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    paula: UUID,
    days: list[tuple[int, date | None, date | None]],
    refusal: type[ProblemError],
) -> None:
    ids = small_company
    before = await view_of(paula, ids.primer)
    lines = dict(enumerate(before.sites[0].components))
    revisions = await PlanRevision.count()
    asked = tuple(
        HeldDaysSet(lines[place].id if place in lines else ids.primer, first, last)
        for place, first, last in days
    )

    with pytest.raises(refusal):
        await dispatcher.dispatch(
            SetComponentDays(ids.primer, before.components_ver, asked), actor_id=paula
        )

    assert await view_of(paula, ids.primer) == before
    assert await PlanRevision.count() == revisions


async def test_who_may_not_does_not_see_all_or_saw_an_older_state_changes_nothing(
    small_company: SmallCompany, dispatcher: Dispatcher, paula: UUID
) -> None:
    ids = small_company
    view = await view_of(paula, ids.primer)
    base, hardener = view.sites[0].components
    command = SetComponentDays(
        ids.primer, view.components_ver, (kept(base, SWITCH), kept(hardener))
    )
    sam = await add_person("Sam Kok", [Role.SUPERVISOR], [ids.riga])
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(command, actor_id=sam)
    assert not (await view_of(sam, ids.primer)).may_set_components

    # Another plant makes it by the same bill of material.
    shop = await add_shop(ids)
    await ItemSite.update({ItemSite.procurement: "make", ItemSite.source_site_id: None}).where(
        ItemSite.site_id == shop
    )
    assert not (await view_of(paula, ids.primer)).may_set_components
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(command, actor_id=paula)
    both = await add_person("Both Sites", [Role.PLANNER], [ids.riga, shop])
    assert (await view_of(both, ids.primer)).may_set_components
    assert {row["first_on"] for row in await BillOfMaterialLine.select()} == {None}

    await dispatcher.dispatch(command, actor_id=both)
    with pytest.raises(HeldDaysMovedError):
        await dispatcher.dispatch(command, actor_id=both)


async def test_another_way_holds_on_the_days_that_are_set_for_it(
    small_company: SmallCompany, dispatcher: Dispatcher, paula: UUID
) -> None:
    ids = small_company
    await Alternate.insert(
        Alternate(
            id=new_id(), item_id=ids.thinner, site_id=ids.riga, code="T-2", name="from a trader", sequence=0,
            procurement="buy", source_site_id=None, supplier_id=None, lead_time_days=1, lot_minimum=Decimal(0),
            lot_multiple=Decimal(0), lot_maximum=Decimal(0), unit_cost=None,
        )
    )  # fmt: skip
    at = (await view_of(paula, ids.thinner)).sites[0]
    [other] = at.alternates
    revisions = await PlanRevision.count()

    def days(
        first_on: date | None, last_on: date | None, ver: str = at.alternates_ver
    ) -> SetAlternateDays:
        return SetAlternateDays(ids.thinner, ids.riga, ver, (kept(other, first_on, last_on),))

    with pytest.raises(LastDayOfError):
        await dispatcher.dispatch(days(SWITCH, TODAY), actor_id=paula)
    assert await PlanRevision.count() == revisions

    await dispatcher.dispatch(days(TODAY, SWITCH), actor_id=paula)
    [known] = (await situation_at(NOW, ids.riga, await planning_catalog())).alternates
    assert (known.first_on, known.last_on) == (TODAY, SWITCH)
    assert await PlanRevision.count() == revisions + 1
    with pytest.raises(HeldDaysMovedError):
        await dispatcher.dispatch(days(None, None), actor_id=paula)
    far = await add_person("Far Away", [Role.PLANNER], [])
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(days(None, None), actor_id=far)
