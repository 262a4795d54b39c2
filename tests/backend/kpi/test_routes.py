"""The KPIs over the API: cards, rows, and tables that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from backend.assembly import Company
from backend.catalog.tables import Customer
from backend.demand.tables import DemandLine
from backend.kpi.commands import RecomputeKPIs
from tests.builders import TODAY, SmallCompany
from tests.phones import Phone


@pytest.fixture
async def anna(
    new_phone: Callable[[], Phone], small_company: SmallCompany, process: Company
) -> Phone:
    """An executive's phone; one line of Hartmann was due yesterday and has not left."""
    await DemandLine.update({DemandLine.promised_on: TODAY - timedelta(days=1)}).where(
        DemandLine.id == small_company.hartmann_line
    )
    await Customer.update({Customer.name: '=HYPERLINK("http://evil","x")'}).where(
        Customer.id == small_company.hartmann
    )
    await process.dispatcher.dispatch(RecomputeKPIs(), actor_id=None)
    made = new_phone()
    await made.sign_in("anna")
    return made


async def test_the_board_has_a_card_for_every_figure(anna: Phone) -> None:
    answer = await anna.http.get("/api/v1/kpi")
    cards = {card["kpi"]: card for card in answer.json()["cards"]}
    assert list(cards) == [
        "order_fill_rate", "otif", "order_lead_time", "open_demand_at_risk", "proposals_waiting",
        "urgent_response", "forecast_error",
    ]  # fmt: skip
    assert cards["otif"]["value"] == "0.000000"
    assert len(cards["otif"]["readings"]) == 12
    assert cards["order_lead_time"]["value"] is None
    assert cards["proposals_waiting"]["value"] == "0"


async def test_one_figure_opens_to_its_rows(anna: Phone) -> None:
    answer = (await anna.http.get("/api/v1/kpi/otif")).json()
    assert [row["order_reference"] for row in answer["rows"]] == ["20418 / 1"]
    assert (answer["rows"][0]["counts_as"], answer["rows"][0]["cause"]) == ("open", "unknown")
    assert (answer["period_from"], answer["period_to"]) == ("2026-11-02", "2026-11-23")
    assert answer["causes"] == [{"code": "unknown", "count": 1}]


async def test_an_unknown_figure_is_not_found(anna: Phone) -> None:
    assert (await anna.http.get("/api/v1/kpi/luck")).status_code in {400, 404}


async def test_rows_are_exported_without_formulas(anna: Phone) -> None:
    text = (await anna.http.get("/api/v1/kpi/otif/rows.csv")).content.decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    assert header[:2] == ["Order", "Customer"]
    assert row[1].startswith("'=HYPERLINK")
    assert row[-3:] == ["open", "Cause not recorded", ""]

    answer = await anna.http.get("/api/v1/kpi/otif/rows.xlsx")
    assert answer.headers["content-disposition"] == 'attachment; filename="otif.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    values = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert str(values[1][1]).startswith("'=HYPERLINK")
    assert values[1][5] == 120


async def test_figures_are_for_people_who_are_signed_in(new_phone: Callable[[], Phone]) -> None:
    for path in ("", "/otif", "/otif/rows.csv", "/otif/rows.xlsx"):
        assert (await new_phone().http.get(f"/api/v1/kpi{path}")).status_code == 401


async def test_a_rep_exports_only_what_is_theirs(
    anna: Phone, new_phone: Callable[[], Phone]
) -> None:
    igor = new_phone()
    await igor.sign_in("igor")
    text = (await igor.http.get("/api/v1/kpi/otif/rows.csv")).text
    assert "HYPERLINK" not in text
    assert (await anna.http.get("/api/v1/kpi/otif/rows.csv")).text.count("HYPERLINK") == 1
