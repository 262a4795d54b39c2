"""Order lines and changes over the API: seen by those who may, asked for once, taken away safely."""

import asyncio
import csv
import io
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from openpyxl import load_workbook

from backend.catalog.tables import Customer
from backend.demand.tables import DemandChange
from backend.identity.tables import Person
from backend.inbox.tables import InboxMessage
from tests.builders import SmallCompany, add_lines
from tests.phones import Phone, change_args

LINES = "/api/v1/demand-lines"
CHANGES = "/api/v1/demand-changes"


async def ask(
    phone: Phone, method: str, path: str, body: Any = None, key: UUID | None = None
) -> httpx.Response:
    headers = {"X-CSRF-Token": phone.token, "Idempotency-Key": str(key or uuid4())}
    return await phone.http.request(method, path, json=body, headers=headers)


async def signed_in(new_phone: Callable[[], Phone], name: str) -> Phone:
    made = new_phone()
    await made.sign_in(name)
    return made


async def references(phone: Phone, query: str = "") -> list[str]:
    answer = await phone.http.get(f"{LINES}{query}")
    assert answer.status_code == 200, answer.text
    return [row["order_reference"] for row in answer.json()["rows"]]


async def test_everybody_reads_the_lines_of_their_territories_and_sites(
    phone: Phone, new_phone: Callable[[], Phone]
) -> None:
    assert await references(phone) == ["20418"]
    assert await references(await signed_in(new_phone, "igor")) == ["20377", "20422"]
    assert await references(await signed_in(new_phone, "viktor")) == ["20377", "20418", "20422"]


async def test_lines_are_filtered(
    new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    viktor = await signed_in(new_phone, "viktor")

    assert await references(viktor, f"?customer_id={small_company.baltic}") == ["20377"]
    assert await references(viktor, f"?item_id={small_company.thinner}") == ["20422"]
    assert await references(viktor, "?due_from=2026-12-03&due_to=2026-12-10") == ["20418"]
    assert await references(viktor, "?status=shipped") == []
    assert (await viktor.http.get(f"{LINES}?status=lost")).status_code == 400


async def test_pages_go_on_where_the_last_one_ended(
    new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    viktor = await signed_in(new_phone, "viktor")
    made = await add_lines(small_company, small_company.south, 7)

    seen: list[str] = []
    cursor = ""
    for _ in range(10):
        answer = (await viktor.http.get(f"{LINES}?limit=3{cursor}")).json()
        seen += [row["id"] for row in answer["rows"]]
        if answer["next_cursor"] is None:
            break
        cursor = f"&cursor={answer['next_cursor']}"

    assert len(seen) == len(set(seen)) == 10
    assert set(made) < set(seen)


@pytest.mark.parametrize("cursor", ["x", "MXx8", "MXwyMDI2LTExLTI0", "é", "1" * 401])
async def test_a_forged_cursor_is_refused(phone: Phone, cursor: str) -> None:
    for path in (LINES, CHANGES):
        answer = await phone.http.get(path, params={"cursor": cursor})
        assert answer.status_code == 400, path


async def test_lines_are_taken_away_without_formulas_in_the_persons_language(
    phone: Phone, small_company: SmallCompany
) -> None:
    await Customer.update({Customer.name: "=cmd|' /C calc'!A0"}).where(
        Customer.id == small_company.hartmann
    )
    await Person.update({Person.language: "ru"}).where(Person.id == small_company.marta)

    answer = await phone.http.get(f"{LINES}.csv")
    header, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert header[:4] == ["Заказ", "Строка", "Код клиента", "Клиент"]
    assert row[:4] == ["20418", "1", "HARTMANN", "'=cmd|' /C calc'!A0"]
    assert row[7:14] == ["120", "0", "kit", "2026-11-10", "2026-12-03", "2026-12-03", "Открыто"]
    assert answer.headers["content-disposition"] == 'attachment; filename="demand-lines.csv"'

    answer = await phone.http.get(f"{LINES}.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet.title == "Строки заказов"
    [_, values] = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert values[3] == "'=cmd|' /C calc'!A0"
    assert values[7] == 120


async def test_a_list_becomes_a_file_by_what_is_accepted(phone: Phone) -> None:
    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    for path in (LINES, CHANGES, "/api/v1/proposals", "/api/v1/alerts"):
        text = await phone.http.get(path, headers={"Accept": "text/csv"})
        assert text.headers["content-type"] == "text/csv; charset=utf-8", path
        book = await phone.http.get(path, headers={"Accept": workbook})
        assert book.headers["content-type"] == workbook, path
        browser = await phone.http.get(path, headers={"Accept": "text/html,text/csv"})
        assert browser.headers["content-type"] == "application/json", path


async def test_a_long_list_is_taken_away_whole(
    new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    viktor = await signed_in(new_phone, "viktor")
    made = await add_lines(small_company, small_company.south, 1_200)

    text = (await viktor.http.get(f"{LINES}.csv?customer_id={small_company.ostrov}")).text

    ids = [row[-1] for row in csv.reader(io.StringIO(text))][1:]
    assert len(ids) == 1_201
    assert set(made) < set(ids)


async def test_a_change_is_asked_for_amended_and_withdrawn(
    phone: Phone, small_company: SmallCompany
) -> None:
    made = await ask(phone, "POST", CHANGES, change_args(small_company))
    assert made.status_code == 201, made.text
    path = made.headers["location"]
    assert path == f"{CHANGES}/{made.json()['id']}"
    assert made.json()["ver"] == 1

    amended = await ask(phone, "PATCH", path, {"base_ver": 1, "quantity_delta": "30"})
    assert amended.status_code == 200, amended.text
    read = (await phone.http.get(path)).json()
    assert (read["row"]["quantity_delta"], read["row"]["ver"]) == ("30.000000", 2)
    assert read["row"]["reason"] == "project_start"
    assert read["confidence"] == 0.8

    withdrawn = await ask(phone, "DELETE", f"{path}?reason=other")
    assert withdrawn.json()["ver"] == 3
    assert (await phone.http.get(path)).json()["row"]["status"] == "withdrawn"
    again = await ask(phone, "DELETE", f"{path}?reason=other")
    assert (again.status_code, again.json()["code"]) == (409, "transition_not_allowed")


async def test_what_others_altered_since_is_a_conflict(
    phone: Phone, small_company: SmallCompany
) -> None:
    path = (await ask(phone, "POST", CHANGES, change_args(small_company))).headers["location"]
    await ask(phone, "PATCH", path, {"base_ver": 1, "quantity_delta": "30"})

    clash = await ask(phone, "PATCH", path, {"base_ver": 1, "quantity_delta": "20"})
    beside = await ask(phone, "PATCH", path, {"base_ver": 1, "note": "Crane is booked."})

    assert (clash.status_code, clash.json()["code"]) == (409, "conflict")
    assert beside.status_code == 200, beside.text
    read = (await phone.http.get(path)).json()
    assert (read["row"]["quantity_delta"], read["note"]) == ("30.000000", "Crane is booked.")


async def test_a_repeated_request_changes_nothing_and_answers_the_same(
    phone: Phone, small_company: SmallCompany
) -> None:
    key = uuid4()

    first = await ask(phone, "POST", CHANGES, change_args(small_company), key)
    second = await ask(phone, "POST", CHANGES, change_args(small_company), key)

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert second.headers["location"] == first.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    assert await DemandChange.count() == 1


async def test_another_body_under_the_same_key_is_refused(
    phone: Phone, small_company: SmallCompany
) -> None:
    key = uuid4()
    await ask(phone, "POST", CHANGES, change_args(small_company), key)

    other = change_args(small_company, quantity_delta="41")
    answer = await ask(phone, "POST", CHANGES, other, key)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert await DemandChange.count() == 1


async def test_equal_requests_at_once_have_one_effect(
    phone: Phone, small_company: SmallCompany
) -> None:
    key = uuid4()
    body = change_args(small_company)

    answers = await asyncio.gather(*(ask(phone, "POST", CHANGES, body, key) for _ in range(20)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    assert await DemandChange.count() == 1


async def test_a_refusal_leaves_nothing_behind_and_its_key_may_be_used_again(
    phone: Phone, small_company: SmallCompany
) -> None:
    key = uuid4()
    wrong = change_args(small_company, quantity_delta="-500")

    refused = await ask(phone, "POST", CHANGES, wrong, key)
    right = await ask(phone, "POST", CHANGES, change_args(small_company), key)

    assert (refused.status_code, refused.json()["code"]) == (409, "resulting_quantity_negative")
    assert right.status_code == 201
    assert await InboxMessage.count() == 1


async def test_one_persons_key_is_not_anothers(
    phone: Phone, new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    key = uuid4()
    await ask(phone, "POST", CHANGES, change_args(small_company), key)
    igor = await signed_in(new_phone, "igor")
    args = change_args(
        small_company,
        demand_line_id=str(small_company.baltic_line),
        customer_id=str(small_company.baltic),
    )

    answer = await ask(igor, "POST", CHANGES, args, key)

    assert answer.status_code == 201
    assert "idempotency-replayed" not in answer.headers
    assert await DemandChange.count() == 2


async def test_a_key_is_asked_for(phone: Phone, small_company: SmallCompany) -> None:
    answer = await phone.post(CHANGES, change_args(small_company))

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert await DemandChange.count() == 0


async def test_unknown_fields_and_foreign_rows_are_refused(
    phone: Phone, new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    planted = await ask(phone, "POST", CHANGES, {**change_args(small_company), "status": "applied"})
    assert planted.status_code == 400
    path = (await ask(phone, "POST", CHANGES, change_args(small_company))).headers["location"]
    igor = await signed_in(new_phone, "igor")

    for method, body, query in (
        ("GET", None, ""),
        ("PATCH", {"base_ver": 1, "note": "x"}, ""),
        ("DELETE", None, "?reason=other"),
    ):
        answer = await ask(igor, method, f"{path}{query}", body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), method
    assert await references(igor) == ["20377", "20422"]
