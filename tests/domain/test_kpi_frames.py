"""The pandas counting of all weeks at once says what the rules say line by line; a case is named by its seed."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.kpi.frames import weekly_cells
from backend.kpi.model import OrderLine, Ratio
from backend.kpi.reading import DEFINITIONS, is_on_target, running, value_of
from shared.ids import new_id
from shared.terms import KPIName
from tests.kpi_oracle import PlacedLine, oracle_cells, random_lines
from tests.seeds import seeds_for

TODAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("seed", seeds_for("kpi frames", 8, 10**6))
def test_the_frames_agree_with_the_rules_on_random_lines(seed: int) -> None:
    scopes, sites = [new_id(), new_id(), new_id()], [new_id(), new_id()]
    today = {sites[0]: TODAY, sites[1]: TODAY + timedelta(days=1)}
    lines = random_lines(seed, scopes, sites, TODAY)

    cells = weekly_cells([placed.row for placed in lines], today)

    assert set(cells) == oracle_cells(lines, today)
    assert len(cells) == len(set(cells))


def test_no_lines_make_no_cells() -> None:
    assert weekly_cells([], {}) == []


def test_a_line_due_today_is_not_counted_before_the_day_has_ended() -> None:
    scope, site = new_id(), new_id()
    line = OrderLine(
        id=new_id(),
        ordered_on=TODAY - timedelta(days=10),
        due_on=TODAY,
        promised_on=None,
        quantity=Decimal(10),
        delivered_quantity=Decimal(0),
        last_delivered_on=None,
    )
    row = PlacedLine(scope, site, line).row
    assert weekly_cells([row], {site: TODAY}) == []
    tomorrow = weekly_cells([row], {site: TODAY + timedelta(days=1)})
    assert [(cell.kpi, cell.numerator, cell.denominator) for cell in tomorrow] == [
        (KPIName.ORDER_FILL_RATE, Decimal(0), Decimal(10)),
        (KPIName.OTIF, Decimal(0), Decimal(1)),
    ]


def test_sums_of_quantities_are_exact_to_the_millionth() -> None:
    scope, site = new_id(), new_id()
    lines = [
        OrderLine(
            id=UUID(int=number),
            ordered_on=MONDAY - timedelta(days=9),
            due_on=MONDAY - timedelta(days=1),
            promised_on=None,
            quantity=Decimal("0.100001"),
            delivered_quantity=Decimal("0.033333"),
            last_delivered_on=MONDAY - timedelta(days=1),
        )
        for number in range(3000)
    ]
    cells = weekly_cells([PlacedLine(scope, site, line).row for line in lines], {site: TODAY})
    fill = next(cell for cell in cells if cell.kpi is KPIName.ORDER_FILL_RATE)
    assert (fill.numerator, fill.denominator) == (Decimal("99.999"), Decimal("300.003"))


def test_a_card_of_four_weeks_adds_their_parts_and_not_their_quotients() -> None:
    definition = DEFINITIONS[KPIName.OTIF]
    weeks = {
        MONDAY - timedelta(weeks=1): Ratio(Decimal(9), Decimal(10)),
        MONDAY - timedelta(weeks=3): Ratio(Decimal(80), Decimal(90)),
        MONDAY - timedelta(weeks=4): Ratio(Decimal(0), Decimal(1000)),
    }
    parts = running(definition, weeks, MONDAY)
    assert parts == Ratio(Decimal(89), Decimal(100))
    assert value_of(definition, parts) == Decimal("0.89")


def test_a_week_without_a_line_due_has_no_rate_and_a_week_without_a_proposal_has_none_waiting() -> (
    None
):
    assert running(DEFINITIONS[KPIName.OTIF], {}, MONDAY, is_now=True) is None
    waiting = DEFINITIONS[KPIName.PROPOSALS_WAITING]
    assert value_of(waiting, running(waiting, {}, MONDAY, is_now=True)) == 0
    assert running(waiting, {}, MONDAY - timedelta(weeks=1)) is None


@pytest.mark.parametrize(
    ("kpi", "value", "aim", "expected"),
    [
        (KPIName.OTIF, Decimal("0.95"), Decimal("0.95"), True),
        (KPIName.OTIF, Decimal("0.949999"), Decimal("0.95"), False),
        (KPIName.ORDER_LEAD_TIME, Decimal(10), Decimal(10), True),
        (KPIName.ORDER_LEAD_TIME, Decimal("10.1"), Decimal(10), False),
        (KPIName.OTIF, None, Decimal("0.95"), True),
        (KPIName.OTIF, Decimal(0), None, True),
    ],
)
def test_a_target_is_reached_from_its_own_side(
    kpi: KPIName, value: Decimal | None, aim: Decimal | None, expected: object
) -> None:
    assert is_on_target(DEFINITIONS[kpi], value, aim) is expected
