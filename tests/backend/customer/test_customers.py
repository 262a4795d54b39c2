"""Customers from the database: what is theirs, who may say what, and whose class moves when."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.allocation.commands import ChooseAllocationRule
from backend.audit.tables import AuditLine
from backend.catalog.tables import Customer
from backend.customer.commands import ChooseClass, ChooseSegmentRules, TakeOverClasses
from backend.customer.errors import ClassMovedError, SegmentRulesError
from backend.customer.handlers.classes import keep_chosen_classes
from backend.customer.queries.board import customers_for
from backend.customer.queries.market import market_for
from backend.customer.queries.one import customer_for
from backend.customer.queries.ranking import segments_for
from backend.demand.tables import CustomerReturn, DemandLine, Opportunity, Shipment
from backend.dispatch import Context, Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.kpi.commands import RecomputeKPIs
from backend.kpi.model import OrderLine, Period, order_fill_rate, otif
from backend.kpi.queries import aims
from shared.customer_terms import CustomerMark, MarketSplit, ValueClass
from shared.ids import new_id
from shared.schemas.allocation import AllocationRule
from shared.schemas.customer import CustomersAsked
from shared.schemas.segment import (
    ClassTaken,
    MarketAsked,
    OverrideChoice,
    SegmentRules,
    SegmentsAsked,
)
from shared.terms import AllocationStrategy, Channel, KPIName, Role
from tests.builders import NOW, TODAY, SmallCompany, add_person
from tests.phones import Phone

API = "/api/v1"
CLASS_2 = OverrideChoice(2, "A new plant opens in spring", TODAY + timedelta(days=90))


async def deliver(
    ids: SmallCompany,
    customer: UUID,
    on: date,
    quantity: int,
    *,
    late: int = 0,
    part: int | None = None,
    channel: str = "direct",
    scope: UUID | None = None,
) -> UUID:
    """An order of a past day, wanted five days later, and what left for it."""
    line = new_id()
    due = on + timedelta(days=5)
    await DemandLine.insert(
        DemandLine(
            id=line, scope_id=scope or ids.north, ver=1, customer_id=customer, item_id=ids.primer,
            site_id=ids.riga, order_reference=str(line), line_number=1, channel=channel,
            ordered_on=on, due_on=due, promised_on=due, quantity=Decimal(quantity),
            shipped_quantity=Decimal(quantity if part is None else part), unit_price=Decimal(95),
            status="shipped", is_urgent=False,
        )
    )  # fmt: skip
    if part != 0:
        await Shipment.insert(
            Shipment(
                id=new_id(), demand_line_id=line, reference=str(line), shipped_on=due + timedelta(days=late),
                quantity=Decimal(quantity if part is None else part),
            )
        )  # fmt: skip
    return line


@pytest.fixture
async def past(small_company: SmallCompany) -> SmallCompany:
    """Hartmann ordered every two weeks for half a year, until six weeks ago; Baltic once."""
    ids = small_company
    await DemandLine.update({DemandLine.ordered_on: TODAY - timedelta(days=45)}).where(
        DemandLine.id == ids.hartmann_line
    )
    for number in range(12):
        on = TODAY - timedelta(days=45 + 14 * (number + 1))
        late, part = (3 if number == 2 else 0), (40 if number == 4 else None)
        line = await deliver(ids, ids.hartmann, on, 100, late=late, part=part)
        if number == 6:
            await CustomerReturn.insert(
                CustomerReturn(
                    id=new_id(), demand_line_id=line, reference="R-1", quantity=Decimal(10),
                    returned_on=TODAY - timedelta(days=20), reason="damaged",
                )
            )  # fmt: skip
    await deliver(
        ids, ids.baltic, TODAY - timedelta(days=60), 20, channel="online", scope=ids.south
    )
    return ids


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Orlov", [Role.PLANNER], [ids.north, ids.south, ids.riga])


async def test_a_customer_from_all_sides(past: SmallCompany) -> None:
    view = await customer_for(await viewer_for(past.marta), past.hartmann, NOW)
    assert [each.kind for each in view.marks] == [CustomerMark.QUIET]
    [everything, family] = view.rhythms
    assert everything.every_days == 14
    assert (everything.elapsed_days, family.family) == (45, "Epoxy")
    figures = {each.kpi: each for each in view.service}
    assert figures[KPIName.OTIF].count == 12
    assert figures[KPIName.OTIF].year == Decimal("0.833333")
    assert figures[KPIName.ORDER_FILL_RATE].year == Decimal("0.950000")
    assert figures[KPIName.ORDER_LEAD_TIME].count == 11
    assert view.year.value == 13 * 95 * 100 + 20 * 95
    assert [(each.reference, each.reason) for each in view.returns] == [("R-1", "damaged")]
    [line] = view.open_lines
    assert line.open_quantity == 120
    assert line.promised_on == date(2026, 12, 3)
    assert [each.item_id for each in view.preferences.items] == [past.primer]
    assert (view.may_edit, view.may_rule, view.may_log) == (True, False, True)


async def test_all_returns_of_a_year_count_and_twenty_are_listed(past: SmallCompany) -> None:
    lines = await DemandLine.select(DemandLine.id).where(
        DemandLine.customer_id == past.hartmann, DemandLine.status == "shipped"
    )
    for number in range(24):
        await CustomerReturn.insert(
            CustomerReturn(
                id=new_id(), demand_line_id=lines[number % 2]["id"], reference=f"R-2{number:02}", quantity=Decimal(1),
                returned_on=TODAY - timedelta(days=number), reason="damaged",
            )
        )  # fmt: skip
    view = await customer_for(await viewer_for(past.marta), past.hartmann, NOW)
    assert (view.year.return_count, len(view.returns)) == (25, 20)
    assert view.returns[0].reference == "R-200"
    assert view.year.returned_ratio == Decimal((24 + 10) * 95) / view.year.value


async def add_deals(past: SmallCompany, *outcomes: str | None) -> None:
    """Hartmann's deals O-1 and on, each at the same stage; None is open."""
    for number, outcome in enumerate(outcomes, start=1):
        await Opportunity.insert(
            Opportunity(
                id=new_id(), customer_id=past.hartmann, item_id=past.primer, reference=f"O-{number}", stage="sample",
                probability_ratio=Decimal("0.5"), quantity=Decimal(10), expected_on=TODAY + timedelta(days=9),
                opened_on=TODAY - timedelta(days=9), outcome=outcome, closed_on=TODAY if outcome else None,
            )
        )  # fmt: skip


async def test_a_deal_that_is_won_or_lost_is_in_the_pipeline_no_more(past: SmallCompany) -> None:
    await add_deals(past, None, "won", "lost")
    view = await customer_for(await viewer_for(past.marta), past.hartmann, NOW)
    assert [each.reference for each in view.deals] == ["O-1"]


async def test_a_deal_is_as_likely_as_its_stage_has_proved_not_as_its_form_says(
    past: SmallCompany,
) -> None:
    await add_deals(past, None, "won", "won")
    view = await customer_for(await viewer_for(past.marta), past.hartmann, NOW)
    [deal] = view.deals
    assert deal.probability is not None
    # Two of two won, and the form's half counts as ten deals: (2 + 5) ÷ (2 + 10).
    assert round(deal.probability, 3) == Decimal("0.583")


async def test_lines_behind_a_figure_are_judged_as_it_is(past: SmallCompany, phone: Phone) -> None:
    answer = await phone.http.get(f"{API}/customers/{past.hartmann}/service/otif")
    rows = answer.json()["rows"]
    assert [row["counts_as"] for row in rows] == ["part", "miss", *["hit"] * 10]
    assert (await phone.http.get(f"{API}/customers/{past.hartmann}/service/proposals_waiting")).status_code == 404  # fmt: skip


async def test_a_rep_finds_own_customers_only(past: SmallCompany) -> None:
    marta, igor = await viewer_for(past.marta), await viewer_for(past.igor)
    board = await customers_for(marta, CustomersAsked(words="hartmann wind"), NOW)
    assert [row.name for row in board.rows] == ["Hartmann Wind Towers"]
    assert board.marked[CustomerMark.QUIET] == 1
    assert (await customers_for(marta, CustomersAsked(words="baltic"), NOW)).row_count == 0
    assert (await customers_for(igor, CustomersAsked(mark=CustomerMark.QUIET), NOW)).row_count == 0
    with pytest.raises(NotFoundError):
        await customer_for(igor, past.hartmann, NOW)


async def test_a_field_is_defined_said_and_audited(
    past: SmallCompany, phone: Phone, new_phone: Callable[[], Phone], planner: UUID
) -> None:
    desk = new_phone()
    await desk.sign_in("pavel")
    colour = {"name": "Colour", "kind": "choice", "choices": ["Grey", "Blue"]}
    [field] = (await desk.post(f"{API}/customer-fields", colour)).json()

    async def say(customer: UUID, value: str) -> Any:
        return await phone.http.put(
            f"{API}/customers/{customer}/fields",
            json={"said": [{"field_id": field["id"], "value": value}]},
            headers={"X-CSRF-Token": phone.token},
        )

    refused = await say(past.hartmann, "Green")
    assert (refused.status_code, refused.json()["code"]) == (422, "field_value")
    assert (await say(past.baltic, "Blue")).status_code == 404
    [said] = (await say(past.hartmann, "Grey")).json()["fields"]
    assert (said["value"], said["said_by_name"]) == ("Grey", "Marta Ozola")
    await say(past.hartmann, "Blue")
    lines = await AuditLine.select().where(AuditLine.command == "SayCustomerFields")
    assert any("Grey" in str(line["facts"]) and "Blue" in str(line["facts"]) for line in lines)


async def test_what_was_heard_stands_on_the_customer_until_taken_back(
    past: SmallCompany, phone: Phone
) -> None:
    heard = {"kind": "complaint", "note": "Lids leaked", "heard_on": "2026-11-20"}
    assert (await phone.post(f"{API}/customers/{past.baltic}/signals", heard)).status_code == 404
    answer = await phone.post(f"{API}/customers/{past.hartmann}/signals", heard)
    [signal] = answer.json()["signals"]
    assert (signal["note"], signal["said_by_name"]) == ("Lids leaked", "Marta Ozola")
    gone = await phone.http.delete(
        f"{API}/customer-signals/{signal['id']}", headers={"X-CSRF-Token": phone.token}
    )
    assert gone.status_code == 204
    view = await customer_for(await viewer_for(past.marta), past.hartmann, NOW)
    assert view.signals == []


async def test_a_suggested_class_is_taken_over_only_as_it_was_seen(
    past: SmallCompany, planner: UUID, dispatcher: Dispatcher
) -> None:
    board = await segments_for(await viewer_for(planner), SegmentsAsked(), NOW)
    first = board.rows[0]
    assert (first.name, first.segment.value_class) == ("Hartmann Wind Towers", ValueClass.A)
    [move] = [row for row in board.moves if row.id == past.ostrov]
    assert (move.segment.customer_class, move.segment.suggested_class) == (2, 3)
    wrong = TakeOverClasses((ClassTaken(past.ostrov, 1, 3),))
    with pytest.raises(ClassMovedError):
        await dispatcher.dispatch(wrong, actor_id=planner)
    assert await class_of(past.ostrov) == 2
    await dispatcher.dispatch(TakeOverClasses((ClassTaken(past.ostrov, 2, 3),)), actor_id=planner)
    assert await class_of(past.ostrov) == 3


async def test_a_class_says_what_its_customers_are_owed_and_what_they_had(
    past: SmallCompany, planner: UUID, dispatcher: Dispatcher
) -> None:
    for number, late in enumerate((0, 0, 3)):
        await deliver(past, past.hartmann, TODAY - timedelta(days=12 + number), 10, late=late)
    await dispatcher.dispatch(RecomputeKPIs(), actor_id=None)
    viewer = await viewer_for(planner)
    before = {
        each.customer_class: each
        for each in (await segments_for(viewer, SegmentsAsked(), NOW)).classes
    }
    first = before[1]
    assert (first.strategy, first.weight) == (AllocationStrategy.REDISTRIBUTE, 90)
    assert (first.due_count, first.otif) == (3, Decimal("0.666667"))
    usual = (await aims()).get(KPIName.OTIF)
    assert {each.goal for each in before.values()} == {usual}

    asked = SegmentRules(a_service=Decimal("0.6"), b_service=Decimal("0.5"))
    await dispatcher.dispatch(ChooseSegmentRules(asked), actor_id=planner)
    win = AllocationRule("", 1, AllocationStrategy.WIN, 100)
    await dispatcher.dispatch(ChooseAllocationRule(win), actor_id=planner)
    after = {
        each.customer_class: each
        for each in (await segments_for(viewer, SegmentsAsked(), NOW)).classes
    }
    assert (after[1].goal, after[1].below_count) == (Decimal("0.6"), 0)
    assert (after[1].strategy, after[1].weight) == (AllocationStrategy.WIN, 100)
    assert after[2].goal == Decimal("0.5")
    figures = (await customer_for(viewer, past.hartmann, NOW)).service
    assert {each.kpi: each.target for each in figures}[KPIName.OTIF] == Decimal("0.6")

    for wrong in (
        SegmentRules(a_service=Decimal("0.9"), b_service=Decimal("0.95")),
        SegmentRules(c_service=Decimal("1.5")),
    ):
        with pytest.raises(SegmentRulesError):
            await dispatcher.dispatch(ChooseSegmentRules(wrong), actor_id=planner)
    assert (await segments_for(viewer, SegmentsAsked(), NOW)).rules == asked


async def test_a_class_by_hand_holds_against_data_and_files(
    past: SmallCompany, planner: UUID, dispatcher: Dispatcher
) -> None:
    await dispatcher.dispatch(ChooseClass(past.ostrov, CLASS_2), actor_id=planner)
    board = await segments_for(await viewer_for(planner), SegmentsAsked(), NOW)
    assert past.ostrov not in {row.id for row in board.moves}
    with pytest.raises(ClassMovedError):
        await dispatcher.dispatch(
            TakeOverClasses((ClassTaken(past.ostrov, 2, 3),)), actor_id=planner
        )
    # A file says otherwise: the word of a person is put back.
    await Customer.update({Customer.priority: 7}).where(Customer.id == past.ostrov)
    await keep_chosen_classes(object(), Context(None, NOW, ""))
    assert await class_of(past.ostrov) == 2
    # When its time is over it is suggested again, and not taken by itself.
    later = NOW + timedelta(days=91)
    [row] = [row for row in (await segments_for(await viewer_for(planner), SegmentsAsked(), later)).rows if row.id == past.ostrov]  # fmt: skip
    assert row.segment.override is not None
    assert row.segment.override.is_over
    assert row.segment.customer_class == 2


async def test_the_market_is_served_as_the_kpis_count_it(past: SmallCompany, planner: UUID) -> None:
    viewer = await viewer_for(planner)
    board = await market_for(viewer, MarketAsked(MarketSplit.CHANNEL), NOW)
    rows = {row.key: row for row in board.rows}
    assert rows["online"].value == 20 * 95
    assert sum(row.share for row in board.rows) == 1
    lines = [
        OrderLine(
            id=row["id"], ordered_on=row["ordered_on"], due_on=row["due_on"], promised_on=row["promised_on"],
            quantity=row["quantity"], delivered_quantity=row["shipped_quantity"],
            last_delivered_on=max(
                (each["shipped_on"] for each in await Shipment.select().where(Shipment.demand_line_id == row["id"])),
                default=None,
            ),
        )
        for row in await DemandLine.select().where(DemandLine.channel == "direct")
    ]  # fmt: skip
    period = Period(board.from_on, board.as_of_on - timedelta(days=1))
    assert rows["direct"].otif == otif(lines, period).value
    assert rows["direct"].fill_rate == order_fill_rate(lines, period).value
    assert rows["direct"].due_count == 12
    own = await market_for(await viewer_for(past.marta), MarketAsked(channel=Channel.ONLINE), NOW)
    assert own.rows == []


async def class_of(customer_id: UUID) -> int:
    [row] = await Customer.select(Customer.priority).where(Customer.id == customer_id)
    found: int = row["priority"]
    return found
