"""Days of components and other ways, on the screen: who reads them, who sets them, and what the form asks for."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from backend.stock.errors import DaysOverlapError
from frontend.first_paint import to_html
from frontend.pages.held_days import Row, back_asked, days_asked
from frontend.pages.lots import lots_page
from shared.schemas.stock import HeldDays, HeldDaysAsked, HeldDaysSet, LotRulesView
from shared.terms import Role
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import ITEM_ID, SITE_ID
from tests.frontend.stocks import COMPONENTS, component_days, lot_rules
from tests.frontend.test_live import opened

PATH = f"/stock/{ITEM_ID}/lots"
PAIL, RESIN = COMPONENTS
LINE = lot_rules(ITEM_ID).sites[0].alternates[0]
SWITCH = date(2026, 12, 24)


def with_components(*components: HeldDays, ver: str = "x2", **changes: Any) -> LotRulesView:
    """The lots of the item, made of these at Riga."""
    view = lot_rules(ITEM_ID)
    riga = replace(view.sites[0], components=list(components))
    return replace(view, sites=[riga, view.sites[1]], components_ver=ver, **changes)


async def test_a_planner_has_them_in_fields(paint: Painter) -> None:
    markup = (await paint(PATH, "en", Role.PLANNER)).markup
    read = words(markup)
    for said in (
        "Pail 20 l, 1 pc",
        "Resin, 16.5 kg",
        "on filling line 1",
        "This is the same at every site",
    ):
        assert said in read
    for value in ("2026-12-31", "2026-12-03", "2027-01-31"):
        assert f'value="{value}"' in markup.lower()
    # A component has one button that adds days; nothing can be left out while there is one line of it.
    assert (read.count("Other days as well"), read.count("Save days"), "Leave out" in read) == (
        2,
        2,
        False,
    )


async def test_who_may_not_set_them_reads_them(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["lot_rules"] = lot_rules(ITEM_ID, may_set=False)
    read = words((await paint(PATH, "en", Role.BUYER)).markup)
    assert "Pail 20 l, 1 pc: until Thu 31 Dec" in read
    assert "Resin, 16.5 kg: on any day" in read
    assert "on filling line 1: from Thu 3 Dec, until 31 Jan 2027" in read


async def test_a_planner_who_does_not_see_all_that_make_it_sets_other_ways_alone(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["lot_rules"] = with_components(*COMPONENTS, may_set_components=False)
    read = words((await paint(PATH, "en", Role.PLANNER)).markup)
    assert "who sees all of them may set them" in read
    assert "Pail 20 l, 1 pc: until Thu 31 Dec" in read
    assert read.count("Save days") == 1


async def test_days_are_set_and_put_back(gateway: FakeGateway) -> None:
    async with opened(lots_page, gateway, path=PATH) as page:
        await page.until(lambda: "Save days" in page.read)
        await page.type("2026-12-24", "Last day")
        until = replace(PAIL, last_on=SWITCH)
        gateway.answers["lot_rules"] = with_components(until, RESIN)
        await page.press("Save days")
        await page.until(lambda: "Put back what was before" in page.read)
        assert "Saved. Open proposals are being worked out anew." in page.read
        gateway.answers["lot_rules"] = with_components(PAIL, RESIN, ver="x1")
        await page.press("Put back what was before")
        await page.until(lambda: "As it was before." in page.read)
        await page.until(lambda: "2026-12-31" in to_html(page.model))
        assert "Put back what was before" not in page.read
        # The days are named as they were at first; what was typed on them then is gone.
        await page.press("Save days")
        await page.until(lambda: "Saved." in page.read)
    rest = HeldDaysSet(RESIN.id, None, None)
    assert gateway.done == [
        ("set_component_days", ITEM_ID, HeldDaysAsked("x1", [HeldDaysSet(PAIL.id, None, SWITCH), rest])),
        ("set_component_days", ITEM_ID, HeldDaysAsked("x2", [HeldDaysSet(PAIL.id, None, PAIL.last_on), rest])),
        ("set_component_days", ITEM_ID, HeldDaysAsked("x1", [HeldDaysSet(PAIL.id, None, PAIL.last_on), rest])),
    ]  # fmt: skip


async def test_a_component_gets_other_days_as_well_and_loses_them(gateway: FakeGateway) -> None:
    async with opened(lots_page, gateway, path=PATH) as page:
        await page.until(lambda: "Save days" in page.read)
        await page.press("Other days as well")
        await page.until(lambda: page.read.count("Pail 20 l, 1 pc") == 2)
        assert page.read.count("Leave out") == 2
        gateway.problems["set_component_days"] = DaysOverlapError(name="Pail 20 l")
        await page.press("Save days")
        await page.until(lambda: "Pail 20 l would be taken twice on a day." in page.read)
        # What was added stays for another try.
        assert page.read.count("Pail 20 l, 1 pc") == 2
        await page.press("Leave out")
        await page.until(lambda: "Leave out" not in page.read)
    assert gateway.done == []


async def test_the_days_of_another_way_are_set_at_its_site(gateway: FakeGateway) -> None:
    gateway.answers["lot_rules"] = with_components()
    async with opened(lots_page, gateway, path=PATH) as page:
        await page.until(lambda: "Save days" in page.read)
        await page.type("", "First day")
        await page.press("Save days")
        await page.until(lambda: "Saved." in page.read)
    asked = HeldDaysAsked("y1", [HeldDaysSet(LINE.id, None, LINE.last_on)])
    assert gateway.done == [("set_alternate_days", ITEM_ID, SITE_ID, asked)]


def test_the_form_asks_for_all_days_and_an_empty_one_is_any() -> None:
    rows = [Row("a", PAIL), Row("b", PAIL), Row("c", RESIN)]
    wishes = {"a": {"last_on": "2026-12-24"}, "b": {"first_on": "2026-12-25", "last_on": ""}}
    assert days_asked("x1", rows, wishes) == HeldDaysAsked(
        "x1",
        [
            HeldDaysSet(PAIL.id, None, SWITCH),
            HeldDaysSet(PAIL.id, date(2026, 12, 25), None),
            HeldDaysSet(RESIN.id, None, None),
        ],
    )
    with pytest.raises(ValueError, match="soon"):
        days_asked("x1", rows, {"c": {"first_on": "soon"}})


def test_a_line_that_is_gone_comes_back_as_another_of_its_kind() -> None:
    later = replace(PAIL, id=UUID(int=77), first_on=SWITCH, last_on=None)
    other = component_days(
        8, "Pail 20 l", None, None, item_id=PAIL.item_id, quantity_per=RESIN.quantity_per
    )
    asked = back_asked("x2", [other, PAIL], [PAIL, later])
    assert asked.days == [
        HeldDaysSet(PAIL.id, None, PAIL.last_on),
        HeldDaysSet(PAIL.id, SWITCH, None),
    ]
