"""A rep's customers in the forecast, a hundred at a time."""

from shared.terms import Role
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.forecasts import customer_list, rhythm


async def test_customers_are_turned_by_a_hundred_and_the_others_are_counted(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["forecast_customers"] = customer_list(
        [rhythm(jump_ratio=None)], row_count=220, next_offset=200
    )
    markup = (await paint("/forecast?from=100", "en", Role.REP)).markup
    assert ("forecast_customers", 100) in gateway.done
    assert 'href="/forecast?from=200"' in markup
    assert "2 more customers have ordered on fewer than four days" in words(markup)
