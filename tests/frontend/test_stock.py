"""The stock page: what stands out is said in words, and the address says what is asked."""

import pytest

from shared.schemas.stock import StockAsked
from shared.terms import StockGrouping, StockMark, StockStage
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import SITE_ID
from tests.frontend.stocks import board, by_family


async def test_gaps_surpluses_and_waste_are_said(paint: Painter) -> None:
    read = words((await paint("/stock")).markup)
    assert "28 kits missing from Thu 3 Dec" in read
    assert "4 kits expired" in read
    assert "12 kits will expire, the first on Sun 29 Nov" in read
    assert "45 cans more than needed" in read
    assert "lasts 9 days" in read
    assert "lasts beyond 90 days" in read
    assert "12 kits nobody takes" in read
    assert "Will expire unused in 90 days" in read


async def test_the_address_says_what_is_asked(paint: Painter, gateway: FakeGateway) -> None:
    await paint(f"/stock?stage=raw&mark=gap&site={SITE_ID}&family=Resins&q=h-40&from=50")
    assert ("stock", StockAsked(StockStage.RAW, StockMark.GAP, SITE_ID, "Resins", "h-40", StockGrouping.ITEM, 50)) in gateway.done  # fmt: skip


@pytest.mark.parametrize("query", ["stage=gold&mark=?&site=x&by=moon&from=-1", "from=99999999999"])
async def test_nonsense_in_the_address_counts_as_not_asked(
    paint: Painter, gateway: FakeGateway, query: str
) -> None:
    painted = await paint(f"/stock?{query}")
    assert painted.status == 200
    assert ("stock", StockAsked()) in gateway.done


async def test_families_lead_to_their_items(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["stock"] = by_family()
    markup = (await paint("/stock?by=family")).markup
    assert 'href="/stock?family=Epoxy+primers"' in markup
    assert "1 gap" in words(markup)


async def test_nothing_found_is_not_the_same_as_nothing_there(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["stock"] = board(rows=[], row_count=0)
    assert "No stock yet" in words((await paint("/stock")).markup)
    assert "Nothing like that" in words((await paint("/stock?q=zzz")).markup)
    gateway.answers["stock"] = board(rows=[], row_count=0, sites=[])
    assert "No site of yours" in words((await paint("/stock")).markup)


async def test_more_rows_than_fit_are_paged(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["stock"] = board(row_count=120, next_offset=50)
    markup = (await paint("/stock?mark=gap")).markup
    assert "1 to 2 of 120" in words(markup)
    assert "mark=gap&amp;from=50" in markup
