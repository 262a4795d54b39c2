"""API tokens: a program acts in a person's name, with no more than that person may at this moment."""

import io
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from backend.assembly import Company
from backend.audit.tables import AuditLine
from backend.gateway import SessionGateway
from backend.identity.model import api_token, is_api_token
from backend.identity.queries import Sessions
from backend.identity.tables import APIToken, Person, PersonRole, ScopeMembership
from backend.kit.clock import FrozenClock
from backend.kit.logging import JSONFormatter, RequestLog
from shared.terms import TokenUse
from tests.builders import SmallCompany
from tests.phones import ORIGIN, Phone, change_args

Ask = Callable[..., Any]


async def make_token(phone: Phone, **said: Any) -> dict[str, Any]:
    answer = await phone.post("/api/v1/tokens", {"name": "Warehouse robot", **said})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_a_token_is_told_once_and_only_its_hash_is_kept(phone: Phone) -> None:
    made = await make_token(phone)

    assert is_api_token(made["token"])
    listed = (await phone.http.get("/api/v1/tokens")).json()
    assert [(each["id"], each["name"], each["use"]) for each in listed] == [
        (made["id"], "Warehouse robot", "read")
    ]
    assert made["token"] not in str(listed)
    assert made["token"] not in str(await APIToken.select())
    assert made["token"] not in str(await AuditLine.select(AuditLine.facts))


async def test_a_program_reads_with_a_token_in_its_owners_name(
    phone: Phone, program: Ask, small_company: SmallCompany
) -> None:
    made = await make_token(phone)

    answer = await program(made["token"]).get("/api/v1/session")

    assert answer.status_code == 200
    assert answer.json()["person"]["id"] == str(small_company.marta)
    assert answer.json()["csrf_token"] == ""


async def test_a_token_that_writes_needs_no_csrf_token(
    phone: Phone, program: Ask, small_company: SmallCompany
) -> None:
    made = await make_token(phone, use="write")
    envelope = {
        "client_id": "0194a1b2-0000-7000-8000-000000000001",
        "schema_ver": 1,
        "ops": [phone.op("request_demand_change", change_args(small_company))],
    }

    answer = await program(made["token"]).post("/sync/v1/push", json=envelope)

    assert answer.status_code == 200, answer.text
    assert answer.json()["results"][0]["status"] == "applied"


async def test_a_token_that_reads_changes_nothing_but_may_pull(phone: Phone, program: Ask) -> None:
    robot = program((await make_token(phone))["token"])

    refused = await robot.post("/sync/v1/push", json={})
    pulled = await robot.post("/sync/v1/pull", json={})

    assert (refused.status_code, refused.json()["code"]) == (403, "token_read_only")
    assert refused.headers["www-authenticate"].endswith('error="insufficient_scope"')
    assert pulled.status_code == 200, pulled.text


async def test_a_token_ends_with_its_day_and_with_its_revocation(
    phone: Phone, program: Ask, clock: FrozenClock
) -> None:
    short = await make_token(phone, days=1)
    long = await make_token(phone, days=30)

    clock.advance(timedelta(days=1))
    expired = await program(short["token"]).get("/api/v1/session")
    path = f"/api/v1/tokens/{long['id']}"
    await phone.http.delete(path, headers={"X-CSRF-Token": phone.token})
    revoked = await program(long["token"]).get("/api/v1/session")

    for answer in (expired, revoked):
        assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")
        assert answer.headers["www-authenticate"].startswith("Bearer ")


@pytest.mark.parametrize("days", [0, 366, -1])
async def test_a_token_lasts_a_day_to_a_year(phone: Phone, days: int) -> None:
    answer = await phone.post("/api/v1/tokens", {"name": "x", "days": days})

    assert answer.status_code == 400
    assert await APIToken.count() == 0


async def test_a_token_of_a_demoted_owner_loses_the_right_at_once(
    phone: Phone, program: Ask, small_company: SmallCompany
) -> None:
    robot = program((await make_token(phone, use="write"))["token"])
    envelope = {
        "client_id": "0194a1b2-0000-7000-8000-000000000001",
        "schema_ver": 1,
        "ops": [phone.op("request_demand_change", change_args(small_company))],
    }

    await PersonRole.delete().where(PersonRole.person_id == small_company.marta)
    answer = await robot.post("/sync/v1/push", json=envelope)

    assert answer.json()["results"][0]["code"] == "not_allowed"


async def test_a_token_sees_no_scope_that_its_owner_has_lost(
    phone: Phone, program: Ask, small_company: SmallCompany
) -> None:
    robot = program((await make_token(phone))["token"])
    before = (await robot.post("/sync/v1/pull", json={})).json()

    await ScopeMembership.delete().where(ScopeMembership.person_id == small_company.marta)
    after = (await robot.post("/sync/v1/pull", json={})).json()

    assert before["added"] == [str(small_company.north)]
    assert after["added"] == []


async def test_a_token_of_somebody_who_has_left_opens_nothing(
    phone: Phone, program: Ask, small_company: SmallCompany
) -> None:
    robot = program((await make_token(phone))["token"])

    await Person.update({Person.is_active: False}).where(Person.id == small_company.marta)

    assert (await robot.get("/api/v1/session")).status_code == 401


async def test_beside_a_bearer_no_cookie_counts(
    phone: Phone, program: Ask, application: Any
) -> None:
    cookie = f"session={phone.http.cookies['session']}"
    stranger = program("lockstep_" + "0" * 49, Cookie=cookie)

    assert (await stranger.get("/api/v1/session")).status_code == 401


async def test_another_kind_of_authorization_leaves_the_cookie_alone(phone: Phone) -> None:
    answer = await phone.http.get("/api/v1/session", headers={"Authorization": "Basic eDp5"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/tokens"),
        ("POST", "/api/v1/tokens"),
        ("DELETE", "/api/v1/tokens/0194a1b2-0000-7000-8000-000000000001"),
        ("DELETE", "/api/v1/devices/0194a1b2-0000-7000-8000-000000000001"),
        ("PATCH", "/api/v1/session"),
        ("PUT", "/api/v1/push/subscription"),
    ],
)
async def test_a_token_opens_no_further_door(
    method: str, path: str, phone: Phone, program: Ask
) -> None:
    robot = program((await make_token(phone, use="write"))["token"])
    subscription = {"endpoint": "https://x/", "keys": {"p256dh": "A", "auth": "A"}}
    bodies = {"POST": {"name": "more"}, "PATCH": {"theme": "dark"}, "PUT": subscription}

    answer = await robot.request(method, path, json=bodies.get(method))

    assert (answer.status_code, answer.json()["code"]) == (403, "not_by_token")
    assert await APIToken.count() == 1


async def test_nobody_revokes_somebody_elses_token(
    phone: Phone, program: Ask, new_phone: Callable[[], Phone]
) -> None:
    made = await make_token(phone)
    igor = new_phone()
    await igor.sign_in("igor")

    answer = await igor.http.delete(
        f"/api/v1/tokens/{made['id']}", headers={"X-CSRF-Token": igor.token}
    )

    assert answer.status_code == 404
    assert (await program(made["token"]).get("/api/v1/session")).status_code == 200


async def test_use_is_noted_once_a_minute(phone: Phone, program: Ask, clock: FrozenClock) -> None:
    made = await make_token(phone)
    robot = program(made["token"])

    await robot.get("/api/v1/session")
    first = clock.now()
    clock.advance(timedelta(seconds=30))
    await robot.get("/api/v1/session")

    [row] = await APIToken.select(APIToken.last_used_at)
    assert row["last_used_at"] == first


async def test_every_log_line_of_a_request_names_its_token(phone: Phone, application: Any) -> None:
    made = await make_token(phone)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONFormatter("web"))
    logger = logging.getLogger("lockstep.request")
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.INFO)
    try:
        transport = httpx.ASGITransport(RequestLog(application))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            bearer = {"Authorization": f"Bearer {made['token']}"}
            await client.get("/api/v1/session", headers=bearer)
            await client.get("/api/v1/session")
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)

    with_token, without = stream.getvalue().splitlines()
    assert f'"token_id": "{made["id"]}"' in with_token
    assert made["token"] not in with_token
    assert "token_id" not in without


def test_a_token_has_a_check_sum_that_a_slip_breaks() -> None:
    token = api_token(bytes(range(32)))

    assert is_api_token(token)
    assert len(token) == 58
    for place in range(9, 58):
        other = "1" if token[place] != "1" else "2"
        assert not is_api_token(token[:place] + other + token[place + 1 :])


async def test_the_settings_page_makes_and_revokes_tokens(
    phone: Phone, program: Ask, process: Company, sessions: Sessions
) -> None:
    session = await sessions.signed_in(f"session={phone.http.cookies['session']}")
    gateway = SessionGateway(process.dispatcher, sessions, session)

    made = await gateway.create_api_token("Order desk", TokenUse.WRITE, 90)
    assert [each.name for each in await gateway.api_tokens()] == ["Order desk"]
    assert (await program(made.token).get("/api/v1/session")).status_code == 200

    await gateway.revoke_api_token(made.id)
    assert await gateway.api_tokens() == []
    assert (await program(made.token).get("/api/v1/session")).status_code == 401
