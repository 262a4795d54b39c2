"""What the database counts is what the rules say, and cards are sums over what a viewer may see.

A random case is named by its seed.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.catalog.tables import Site
from backend.demand.tables import DemandLine, Shipment
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.identity.tables import Scope
from backend.kit.clock import FrozenClock
from backend.kpi.commands import RecomputeKPIs, RefreshKPIs, RollKPIsOver
from backend.kpi.model import OrderLine
from backend.kpi.queries import kpi_board, kpi_rows, kpi_view
from backend.kpi.reading import Cell, monday_of
from backend.kpi.repository.cells import weekly_cells
from backend.kpi.tables import KPIReading, KPITarget
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.kpi import KPIBoard, KPICard
from shared.terms import KPIName, Role
from tests.builders import NOW, TODAY, SmallCompany, add_person
from tests.kpi_oracle import PlacedLine, oracle_cells, random_lines
from tests.seeds import seeds_for

WEEKLY = (KPIName.ORDER_FILL_RATE, KPIName.OTIF, KPIName.ORDER_LEAD_TIME)


@pytest.fixture
async def tallinn(small_company: SmallCompany) -> UUID:
    """A second site, so that figures have places to be summed over."""
    site = new_id()
    await Scope.insert(
        Scope(id=site, kind="site", code="tallinn", name="Tallinn plant", region="Baltic")
    )
    await Site.insert(
        Site(
            id=site,
            scope_id=site,
            code="TLL",
            name="Tallinn plant",
            kind="plant",
            country="EE",
            city="Tallinn",
            time_zone="Europe/Tallinn",
            frozen_days=2,
            negotiable_days=7,
        )
    )
    return site


async def write(company: SmallCompany, lines: Sequence[PlacedLine]) -> None:
    """Put lines and their shipments into the database; a delivery may come in two parts."""
    await DemandLine.insert(
        *(
            DemandLine(
                id=placed.line.id,
                scope_id=placed.scope_id,
                ver=1,
                customer_id=company.hartmann
                if placed.scope_id == company.north
                else company.baltic,
                item_id=company.thinner,
                site_id=placed.site_id,
                order_reference=f"R{number:05d}",
                line_number=1,
                channel="direct",
                ordered_on=placed.line.ordered_on,
                due_on=placed.line.due_on,
                promised_on=placed.line.promised_on,
                quantity=placed.line.quantity,
                shipped_quantity=placed.line.delivered_quantity,
                unit_price=placed.line.unit_price,
                status="cancelled"
                if placed.line.is_cancelled
                else "shipped"
                if placed.line.is_complete
                else "open",
                is_urgent=False,
                late_cause=placed.line.cause,
            )
            for number, placed in enumerate(lines)
        )
    )
    parts = [
        Shipment(
            id=new_id(),
            demand_line_id=placed.line.id,
            reference=f"S{number:05d}-{part}",
            shipped_on=placed.line.last_delivered_on - timedelta(days=part),
            quantity=placed.line.delivered_quantity / 2,
        )
        for number, placed in enumerate(lines)
        if placed.line.last_delivered_on is not None
        for part in (0, 1)
    ]
    if parts:
        await Shipment.insert(*parts)


async def kept_cells() -> set[Cell]:
    rows = await KPIReading.select(
        KPIReading.kpi,
        KPIReading.scope_id,
        KPIReading.site_id,
        KPIReading.period_on,
        KPIReading.numerator,
        KPIReading.denominator,
    ).where(KPIReading.kpi.is_in([str(kpi) for kpi in WEEKLY]))
    return {Cell(**{**row, "kpi": KPIName(row["kpi"])}) for row in rows}


def card(board: KPIBoard, kpi: KPIName) -> KPICard:
    return next(each for each in board.cards if each.kpi is kpi)


def halved(lines: list[PlacedLine]) -> list[PlacedLine]:
    """Quantities whose half still has six places, as shipments in two parts need it."""
    return [each for each in lines if each.line.quantity * 1000 % 2 == 0]


@pytest.mark.parametrize("seed", seeds_for("counting", 1, 10**6))
async def test_database_frames_and_rules_count_the_same(
    seed: int,
    dispatcher: Dispatcher,
    clock: FrozenClock,
    small_company: SmallCompany,
    tallinn: UUID,
) -> None:
    scopes, sites = [small_company.north, small_company.south], [small_company.riga, tallinn]
    lines = halved(random_lines(seed, scopes, sites, TODAY))
    await write(small_company, lines)
    today = dict.fromkeys(sites, TODAY)
    expected = oracle_cells(lines, today)
    weeks = {cell.period_on for cell in expected}

    counted = await weekly_cells(min(weeks), max(weeks) + timedelta(days=6), today)
    await dispatcher.dispatch(RecomputeKPIs(), actor_id=None)

    assert set(counted) == expected
    assert await kept_cells() == expected

    await dispatcher.dispatch(RollKPIsOver(), actor_id=None)
    assert await kept_cells() == expected


async def test_any_set_of_scopes_adds_up_exactly(
    dispatcher: Dispatcher, small_company: SmallCompany, tallinn: UUID
) -> None:
    """By territory, by site, or by both at once, nothing is counted twice or left out."""
    scopes, sites = [small_company.north, small_company.south], [small_company.riga, tallinn]
    lines = halved(random_lines(7, scopes, sites, TODAY))
    await write(small_company, lines)
    await dispatcher.dispatch(RecomputeKPIs(), actor_id=None)
    first = monday_of(TODAY) - timedelta(weeks=3)

    for seen in (
        [small_company.north],
        [tallinn],
        [small_company.north, tallinn],
        [*scopes, *sites],
    ):
        person = await add_person(f"Person{len(seen)}{seen[0].hex} X", [Role.EXECUTIVE], seen)
        viewer = await viewer_for(person)
        mine = [p for p in lines if p.scope_id in seen or p.site_id in seen]
        due = [
            cell
            for cell in oracle_cells(mine, dict.fromkeys(sites, TODAY))
            if cell.period_on >= first and cell.kpi is KPIName.OTIF
        ]
        hits, counted = sum(c.numerator for c in due), sum(c.denominator for c in due)

        view = await kpi_view(viewer, KPIName.OTIF, 0, NOW)

        assert (view.numerator, view.denominator) == (hits, counted)
        assert view.row_count == counted
        rows = await kpi_rows(viewer, KPIName.OTIF, NOW)
        assert len(rows) == counted
        assert sum(row.counts_as == "hit" for row in rows) == hits
        assert sum(cause.count for cause in view.causes) == counted - hits


async def test_the_rows_behind_every_figure_add_up_to_it(
    dispatcher: Dispatcher, small_company: SmallCompany, tallinn: UUID
) -> None:
    scopes, sites = [small_company.north, small_company.south], [small_company.riga, tallinn]
    await write(small_company, halved(random_lines(11, scopes, sites, TODAY)))
    await dispatcher.dispatch(RecomputeKPIs(), actor_id=None)
    viewer = await viewer_for(small_company.anna)

    fill = await kpi_view(viewer, KPIName.ORDER_FILL_RATE, 0, NOW)
    rows = await kpi_rows(viewer, KPIName.ORDER_FILL_RATE, NOW)
    assert sum(min(row.completed_quantity, row.quantity) for row in rows) == fill.numerator
    assert sum(row.quantity for row in rows) == fill.denominator

    lead = await kpi_view(viewer, KPIName.ORDER_LEAD_TIME, 0, NOW)
    rows = await kpi_rows(viewer, KPIName.ORDER_LEAD_TIME, NOW)
    days = [
        (row.completed_on - row.ordered_on).days
        for row in rows
        if row.completed_on and row.ordered_on
    ]
    assert (Decimal(sum(days)), Decimal(len(days))) == (lead.numerator, lead.denominator)
    assert days == sorted(days, reverse=True)

    risk = await kpi_view(viewer, KPIName.OPEN_DEMAND_AT_RISK, 0, NOW)
    assert risk.card.unit == "money"
    assert risk.card.currency == "EUR"
    assert risk.numerator is not None
    assert risk.denominator is not None
    assert 0 < risk.numerator <= risk.denominator
    assert {cause.code for cause in risk.causes} <= {"overdue", "not_planned", "planned_late"}


async def test_rows_come_fifty_at_a_time_misses_first(
    dispatcher: Dispatcher, small_company: SmallCompany, tallinn: UUID
) -> None:
    scopes, sites = [small_company.north, small_company.south], [small_company.riga, tallinn]
    await write(small_company, halved(random_lines(13, scopes, sites, TODAY, count=900)))
    await dispatcher.dispatch(RecomputeKPIs(), actor_id=None)
    viewer = await viewer_for(small_company.anna)

    seen, offset = [], 0
    while True:
        view = await kpi_view(viewer, KPIName.OTIF, offset, NOW)
        seen += view.rows
        if view.next_offset is None:
            break
        assert len(view.rows) == 50
        offset = view.next_offset

    assert seen == await kpi_rows(viewer, KPIName.OTIF, NOW)
    is_hit = [row.counts_as == "hit" for row in seen]
    assert is_hit == sorted(is_hit)
    assert {row.cause for row in seen if row.counts_as == "hit"} == {None}
    assert (await kpi_view(viewer, KPIName.OTIF, 100_000, NOW)).rows == []


async def test_nobody_sees_a_row_or_a_figure_of_another_territory(
    dispatcher: Dispatcher, small_company: SmallCompany, tallinn: UUID
) -> None:
    south = random_lines(17, [small_company.south], [small_company.riga], TODAY)
    await write(small_company, halved(south))
    await dispatcher.dispatch(RecomputeKPIs(), actor_id=None)
    marta = await viewer_for(small_company.marta)

    board = await kpi_board(marta, NOW)

    assert [card(board, kpi).value for kpi in WEEKLY] == [None, None, None]
    for kpi in KPIName:
        rows = await kpi_rows(marta, kpi, NOW)
        assert {row.customer_name for row in rows} <= {"Hartmann Wind Towers"}


async def test_a_crossing_is_told_once_and_once_again_when_it_is_over(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    small_company: SmallCompany,
) -> None:
    await KPITarget.insert(
        KPITarget(
            id=new_id(),
            kpi="otif",
            target=Decimal("0.95"),
            threshold=Decimal("0.90"),
            is_crossed=False,
        )
    )
    late = PlacedLine(
        small_company.north, small_company.riga, _line(TODAY - timedelta(days=2), Decimal(0))
    )
    await write(small_company, [late])

    async def told() -> list[str]:
        rows = await OutboxMessage.select(OutboxMessage.payload).where(
            (OutboxMessage.event == "KPICrossed")
            & OutboxMessage.reaction.is_in(["follow_kpi", "wake_for_kpi"])
        )
        return [row["payload"] for row in rows]

    await dispatcher.dispatch(RollKPIsOver(), actor_id=None)
    await dispatcher.dispatch(RollKPIsOver(), actor_id=None)
    first = await told()
    assert len(first) == 2  # the alerts and the phones are told, once each
    assert '"is_crossed": true' in first[0]
    assert '"site_name": "Riga plant"' in first[0]
    await drain(worker)

    await Shipment.insert(
        Shipment(
            id=new_id(),
            demand_line_id=late.line.id,
            reference="S-late",
            shipped_on=TODAY - timedelta(days=2),
            quantity=late.line.quantity,
        )
    )
    await dispatcher.dispatch(RollKPIsOver(), actor_id=None)
    await dispatcher.dispatch(RollKPIsOver(), actor_id=None)
    again = await told()
    assert len(again) == 2
    assert '"is_crossed": false' in again[0]


async def test_what_is_at_risk_follows_the_plan_and_the_calendar(
    dispatcher: Dispatcher, clock: FrozenClock, small_company: SmallCompany
) -> None:
    """90 in stock and 80 planned for 1 December carry 30 + 120 kits; by 4 December both are overdue."""
    anna = await viewer_for(small_company.anna)
    await dispatcher.dispatch(RefreshKPIs(), actor_id=None)
    before = card(await kpi_board(anna, NOW), KPIName.OPEN_DEMAND_AT_RISK)
    assert before.value == 0

    clock.advance(timedelta(days=10))
    await dispatcher.dispatch(RefreshKPIs(), actor_id=None)
    view = await kpi_view(anna, KPIName.OPEN_DEMAND_AT_RISK, 0, clock.now())
    assert view.numerator == (120 + 30) * Decimal(95)
    assert view.denominator == (120 + 30 + 10) * Decimal(95)
    assert [(row.order_reference, row.counts_as, row.cause) for row in view.rows] == [
        ("20418 / 1", "miss", "overdue"),
        ("20377 / 1", "miss", "overdue"),
        ("20422 / 1", "hit", None),
    ]
    assert {row.completed_on for row in view.rows} == {None}
    assert view.rows[2].possible_on == TODAY + timedelta(days=22)


def _line(due_on: date, delivered: Decimal):

    return OrderLine(
        id=new_id(),
        ordered_on=due_on - timedelta(days=7),
        due_on=due_on,
        promised_on=due_on,
        quantity=Decimal(10),
        delivered_quantity=delivered,
        last_delivered_on=None,
        unit_price=Decimal(5),
    )
