"""Why a line is when it is, over the API: what it lives on, and no word of what one may not see."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from backend.demand.tables import DemandLine
from tests.builders import SmallCompany


async def test_a_rep_sees_what_the_line_lives_on(phone: Any, small_company: SmallCompany) -> None:
    answer = await phone.http.get(f"/api/v1/demand-lines/{small_company.hartmann_line}/why")

    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert [(each["kind"], each["reference"], each["quantity"]) for each in found["links"]] == [
        ("stock", "", "60"), ("plan_line", "P-1", "60"), ("stock", "", "1280"), ("stock", "", "80"),
    ]  # fmt: skip
    assert [each["slack_days"] for each in found["links"]] == [None, 2, None, None]
    assert (found["short_quantity"], found["would_help"], found["uncovered"]) == ("0", [], "0")


async def test_lines_of_another_territory_are_counted_and_not_named(
    phone: Any, small_company: SmallCompany
) -> None:
    await DemandLine.update({DemandLine.quantity: Decimal(60)}).where(
        DemandLine.id == small_company.baltic_line
    )
    await DemandLine.update({DemandLine.promised_on: None}).where(
        DemandLine.id == small_company.hartmann_line
    )
    path = f"/api/v1/demand-lines/{small_company.hartmann_line}/why"
    foreign = await phone.http.get(f"/api/v1/demand-lines/{small_company.baltic_line}/why")
    absent = await phone.http.get(f"/api/v1/demand-lines/{uuid4()}/why")
    found = (await phone.http.get(path)).json()

    assert foreign.status_code == absent.status_code == 404
    assert foreign.json()["code"] == absent.json()["code"]
    assert "Baltic" not in str(found)
    assert all(each["customer_name"] is None for each in found["touched"])


async def test_a_closed_line_has_nothing_to_explain(
    phone: Any, small_company: SmallCompany
) -> None:
    await DemandLine.update({DemandLine.status: "shipped"}).where(
        DemandLine.id == small_company.hartmann_line
    )

    answer = await phone.http.get(f"/api/v1/demand-lines/{small_company.hartmann_line}/why")

    assert (answer.status_code, answer.json()["code"]) == (409, "demand_line_closed")
