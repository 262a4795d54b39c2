"""What may come through the door: whose request, in what form, how much."""

import gzip
import json
import resource
import zlib

import pytest

from tests.phones import ORIGIN, change_args

BODY = {"client_id": "01a20000-0000-7000-8000-000000000001", "schema_ver": 1, "ops": []}


async def send(phone, **changes):
    headers = {
        "Content-Type": "application/json",
        "X-CSRF-Token": phone.token,
        **changes.pop("headers", {}),
    }
    headers = {name: value for name, value in headers.items() if value is not None}
    content = changes.pop("content", json.dumps(BODY).encode())
    return await phone.http.post("/sync/v1/push", content=content, headers=headers)


async def test_a_request_of_our_own_page_passes(phone):
    answer = await send(phone, headers={"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "",
        None,
    ],
)
async def test_a_body_that_does_not_say_it_is_json_is_refused(phone, kind):
    answer = await send(phone, headers={"Content-Type": kind})

    assert (answer.status_code, answer.json()["code"]) == (415, "not_json")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": None},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "x" * 43},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": ORIGIN + ".evil.example"},
        {"Origin": "null"},
        {"Origin": ORIGIN.upper()},
        {"Origin": ORIGIN + "/"},
        {"Origin": ORIGIN.replace("8000", "80000")},
    ],
)
async def test_a_request_that_another_site_could_cause_is_refused(phone, headers):
    answer = await send(phone, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")


async def test_somebody_elses_token_does_not_pass(phone, new_phone):
    igor = new_phone()
    await igor.sign_in("igor")

    answer = await send(phone, headers={"X-CSRF-Token": igor.token})

    assert answer.status_code == 403


async def test_another_site_cannot_sign_the_browser_in(new_phone, small_company):
    answer = await new_phone().sign_in("marta", **{"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


async def test_a_packed_body_is_opened(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company))
    body = {"client_id": str(phone.client_id), "schema_ver": 1, "ops": [op]}

    answer = await send(
        phone,
        content=gzip.compress(json.dumps(body).encode()),
        headers={"Content-Encoding": "gzip"},
    )

    assert answer.json()["results"][0]["status"] == "applied"


async def test_a_bomb_is_stopped_before_it_unfolds(phone):
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b" " * 1_000_000) for _ in range(250)) + packer.flush()
    assert len(bomb) < 256 * 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    answer = await send(phone, content=bomb, headers={"Content-Encoding": "gzip"})

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8 * 1024


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"not gzip at all", 400),
        (gzip.compress(b"{}")[:-4], 400),
        (gzip.compress(b"{}") + b"more", 400),
    ],
    ids=["no packing", "cut short", "more behind it"],
)
async def test_a_broken_packing_is_malformed(phone, content, status):
    answer = await send(phone, content=content, headers={"Content-Encoding": "gzip"})

    assert answer.status_code == status


async def test_a_packing_that_we_do_not_open_is_refused(phone):
    answer = await send(phone, headers={"Content-Encoding": "br"})

    assert answer.status_code == 415


async def test_more_than_a_push_may_hold_is_refused(phone):
    answer = await send(phone, content=b'{"x": "' + b"a" * 256 * 1024 + b'"}')

    assert (answer.status_code, answer.json()["facts"]) == (413, {"kib": "256"})


async def test_more_than_any_other_body_may_hold_is_refused(phone):
    answer = await phone.pull_raw(cursor="x" * 70_000)

    assert (answer.status_code, answer.json()["facts"]) == (413, {"kib": "64"})


async def test_a_hundred_thousand_brackets_are_malformed(phone):
    answer = await send(phone, content=b"[" * 100_000)

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


async def test_brackets_in_a_text_are_text(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company, note="[{" * 500 + '\\"['))

    [result] = await phone.push(op)

    assert result["status"] == "applied"


@pytest.mark.parametrize("content", [b"", b"{", b"nonsense", b"\xff\xfe", b"[]", b"null", b'"x"'])
async def test_what_is_not_an_envelope_is_422(phone, content):
    answer = await send(phone, content=content)

    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == "malformed"


async def test_every_answer_carries_its_headers(phone, new_phone):
    for answer in (
        await send(phone),
        await send(phone, headers={"Content-Type": "text/plain"}),
        await new_phone().http.get("/api/v1/session"),
        await new_phone().http.get("/sync/v1/nowhere"),
        await phone.http.get("/api/v1/session"),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; frame-ancestors 'none'"
        )
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-sync"] == "1"


async def test_an_unknown_path_is_a_problem_with_words(phone):
    answer = await phone.http.get("/api/v1/nowhere", headers={"Accept-Language": "ru"})

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "Этого нет, или это не в вашей зоне."


async def test_a_wrong_method_is_a_problem_with_words(phone):
    answer = await phone.http.put("/sync/v1/push", json={}, headers={"X-CSRF-Token": phone.token})

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
