"""The floor's reports on the screen: what they have moved, and when a machine can be reported running."""

from datetime import timedelta
from decimal import Decimal

from msgspec.structs import replace

from shared.schemas.floor import UnplacedLot
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.floors import floor, report
from tests.frontend.sample_day import NOW


async def test_a_report_says_how_many_lines_it_has_moved_and_how_many_are_back(
    paint: Painter,
) -> None:
    read = words((await paint("/report")).markup)
    assert "3 lines of the plan have moved because of it, 2 have come back" in read


async def test_what_stands_still_says_nothing_of_what_is_back(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["floor"] = floor(reports=[report(moved_count=1)])
    read = words((await paint("/report")).markup)
    assert "1 line of the plan has moved because of it" in read
    assert "come back" not in read


async def test_what_no_day_has_room_for_is_said_with_its_quantity_reference_and_day(
    paint: Painter, gateway: FakeGateway
) -> None:
    lot = UnplacedLot("Epoxy primer", "kit", Decimal(40), "P-1", NOW.date())
    gateway.answers["floor"] = floor(reports=[replace(report(), unplaced=[lot])])
    read = words((await paint("/report")).markup)
    assert "No day of the plan has room for these." in read
    assert "40 kits Epoxy primer (P-1, 24 Nov)" in read
    assert "more" not in read.partition("No day of the plan")[2]


async def test_of_much_that_has_no_room_the_first_lots_are_named_and_the_rest_is_counted(
    paint: Painter, gateway: FakeGateway
) -> None:
    lots = [UnplacedLot("Epoxy " * 30, "kit", Decimal(n), f"P-{n}", NOW.date()) for n in range(300)]
    gateway.answers["floor"] = floor(reports=[replace(report(), unplaced=lots)])
    read = words((await paint("/report")).markup)
    assert "(P-5, 24 Nov) and 294 lots more" in read
    assert "P-6" not in read


async def test_a_machine_whose_end_was_said_can_run_again_before_it(
    paint: Painter, gateway: FakeGateway
) -> None:
    full = floor()
    center = full.centers[1]
    for from_at, is_offered in (
        (NOW - timedelta(hours=1), True),
        (NOW + timedelta(hours=1), False),
    ):
        down = replace(center.downtimes[0], from_at=from_at, until_at=NOW + timedelta(hours=9))
        gateway.answers["floor"] = replace(full, centers=[replace(center, downtimes=[down])])
        markup = (await paint("/report")).markup
        assert ('data-do="end"' in markup) is is_offered
