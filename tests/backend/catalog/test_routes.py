"""Master data and availability over the API: what is sold, where, to whom, and what can be promised."""

from collections.abc import Callable
from uuid import uuid4

from tests.builders import SmallCompany
from tests.phones import Phone


async def test_items_are_those_that_are_sold_without_their_costs(phone: Phone) -> None:
    rows = (await phone.http.get("/api/v1/items")).json()

    assert {row["kind"] for row in rows} <= {"finished", "kit"}
    assert all("cost" not in row and "price" not in row for row in rows)
    assert [row["code"] for row in rows] == sorted(row["code"] for row in rows)


async def test_sites_say_whose_plan_one_may_read(
    phone: Phone, new_phone: Callable[[], Phone]
) -> None:
    viktor = new_phone()
    await viktor.sign_in("viktor")

    assert [row["has_plan"] for row in (await phone.http.get("/api/v1/sites")).json()] == [False]
    assert [row["has_plan"] for row in (await viktor.http.get("/api/v1/sites")).json()] == [True]


async def test_customers_are_those_of_ones_territories(
    phone: Phone, new_phone: Callable[[], Phone]
) -> None:
    igor = new_phone()
    await igor.sign_in("igor")

    first = (await igor.http.get("/api/v1/customers?limit=1")).json()
    rest = (await igor.http.get(f"/api/v1/customers?cursor={first['next_cursor']}")).json()

    assert [row["code"] for row in (*first["rows"], *rest["rows"])] == ["BALTIC", "OSTROV"]
    assert rest["next_cursor"] is None
    own = (await phone.http.get("/api/v1/customers")).json()
    assert [row["code"] for row in own["rows"]] == ["HARTMANN"]


async def test_availability_is_told_from_a_day_on(
    phone: Phone, small_company: SmallCompany
) -> None:
    asked = {"item_id": str(small_company.primer)}

    [now] = (await phone.http.get("/api/v1/availability", params=asked)).json()
    [later] = (
        await phone.http.get("/api/v1/availability", params={**asked, "from": "2026-12-01"})
    ).json()

    # 90 on hand, 80 on 1 December, 30 wanted on the 2nd and 120 on the 3rd: 20 from today on.
    assert (now["as_of_on"], now["steps"][0]) == (
        "2026-11-24",
        {"on": "2026-11-24", "quantity": "20"},
    )
    assert later["as_of_on"] == later["steps"][0]["on"] == "2026-12-01"
    unknown = await phone.http.get("/api/v1/availability", params={"item_id": str(uuid4())})
    assert unknown.status_code == 404
