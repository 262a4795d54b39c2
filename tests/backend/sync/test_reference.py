"""Reference data comes in pages that never change and are only for those who may read them."""

import json

from backend.catalog import tables as catalog
from backend.sync.reference import LARGEST_PAGE
from shared.ids import new_id


async def pages_of(phone, kind):
    manifest = (await phone.http.get("/sync/v1/ref/manifest")).json()
    found = []
    for page in manifest["pages"]:
        if page["kind"] == kind:
            answer = await phone.http.get(f"/sync/v1/ref/{page['hash']}.json")
            assert answer.status_code == 200
            found.append((page, answer))
    return found


async def test_items_that_are_sold_come_with_what_the_capture_screen_needs(phone, small_company):
    [(page, answer)] = await pages_of(phone, "item")

    rows = [dict(zip(answer.json()["cols"], row, strict=True)) for row in answer.json()["data"]]
    assert page["row_count"] == 2
    assert {row["code"] for row in rows} == {"EP-7035", "TH-20"}
    primer = next(row for row in rows if row["code"] == "EP-7035")
    assert primer == {
        "id": str(small_company.primer),
        "code": "EP-7035",
        "name": "Epoxy primer 2K, grey RAL 7035, 20 kg kit",
        "family": "Epoxy",
        "kind": "kit",
        "unit": "kit",
        "quantity_decimals": 0,
        "pack_multiple": "10",
        "price": "95",
        "order_minimum": "0",
        "pallet_quantity": "0",
        "layer_quantity": "0",
    }


async def test_a_page_is_kept_for_ever_by_its_owner_only(phone):
    [(page, answer)] = await pages_of(phone, "site")

    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Cookie, Accept-Encoding"
    assert answer.headers["content-encoding"] == "gzip"
    plain = await phone.http.get(
        f"/sync/v1/ref/{page['hash']}.json", headers={"Accept-Encoding": "identity"}
    )
    assert "content-encoding" not in plain.headers
    assert plain.json() == answer.json()


async def test_a_site_says_until_when_its_plan_is_frozen(phone, small_company):
    [(_, answer)] = await pages_of(phone, "site")

    [row] = answer.json()["data"]
    assert row == [
        str(small_company.riga),
        "RIX",
        "Riga plant",
        "plant",
        "Europe/Riga",
        "2026-11-25",
    ]


async def test_availability_is_what_can_be_promised_in_total(phone, small_company):
    [(_, answer)] = await pages_of(phone, "availability")

    rows = {row[0]: row for row in answer.json()["data"]}
    assert rows[str(small_company.thinner)] == [
        str(small_company.thinner),
        str(small_company.riga),
        "2026-11-24T00:00:00.000000Z",
        "2026-11-24",
        [[0, "90"]],
    ]


async def test_customers_come_only_to_those_who_see_their_territory(
    phone, small_company, new_phone
):
    igor = new_phone()
    await igor.sign_in("igor")

    [(mine, answer)] = await pages_of(phone, "customer")
    [(his, _)] = await pages_of(igor, "customer")

    assert [row[2] for row in answer.json()["data"]] == ["Hartmann Wind Towers"]
    assert answer.json()["cols"][-6:] == [
        "maximum_days_late", "allows_partial", "minimum_partial_ratio", "ships_together",
        "rounds_to", "remaining_life_days",
    ]  # fmt: skip
    assert his["row_count"] == 2
    assert (await igor.http.get(f"/sync/v1/ref/{mine['hash']}.json")).status_code == 404
    assert (await phone.http.get(f"/sync/v1/ref/{his['hash']}.json")).status_code == 404


async def test_a_stranger_gets_no_page_and_no_manifest(phone, new_phone):
    [(page, _)] = await pages_of(phone, "item")
    stranger = new_phone()

    assert (await stranger.http.get("/sync/v1/ref/manifest")).status_code == 401
    assert (await stranger.http.get(f"/sync/v1/ref/{page['hash']}.json")).status_code == 401


async def test_a_hash_that_no_manifest_names_is_not_found(phone):
    for name in ("0" * 64, "..", "a", "%00", "x" * 500):
        answer = await phone.http.get(f"/sync/v1/ref/{name}.json")
        assert answer.status_code in {400, 404}, name


async def test_one_new_row_changes_one_page(phone, small_company):
    await catalog.Customer.insert(*(customer(small_company, number) for number in range(1_000)))
    before = {page["hash"] for page, _ in await pages_of(phone, "customer")}

    await catalog.Customer.insert(customer(small_company, 1_001))
    after = {page["hash"]: page for page, _ in await pages_of(phone, "customer")}

    assert len(before) >= 1_001 // LARGEST_PAGE
    assert len(after.keys() - before) == 1
    assert len(before - after.keys()) == 1
    assert all(page["row_count"] <= LARGEST_PAGE for page in after.values())


async def test_an_unchanged_manifest_names_the_same_pages(phone):
    first = (await phone.http.get("/sync/v1/ref/manifest")).json()
    second = (await phone.http.get("/sync/v1/ref/manifest")).json()

    assert json.dumps(first) == json.dumps(second)


def customer(company, number):
    return catalog.Customer(
        id=new_id(),
        scope_id=company.north,
        code=f"C{number}",
        name=f"Customer {number}",
        segment="industry",
        industry="steel",
        priority=2,
        country="LV",
        city="Riga",
        contact_name="",
        phone="",
    )
