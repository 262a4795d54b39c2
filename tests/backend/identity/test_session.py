"""Signing in, staying signed in, and ending it."""

import asyncio
import re
import statistics
import time
from datetime import timedelta

import pytest

from backend.audit.tables import AuditLine
from backend.identity.model import CookieNames
from backend.identity.tables import Device, Person, Session, SignInAttempt
from tests.builders import PASSWORD


async def test_a_person_signs_in(new_phone, small_company):
    phone = new_phone()

    answer = await phone.sign_in("marta")

    assert answer.status_code == 200
    assert answer.json()["person"] == {
        "id": str(small_company.marta),
        "name": "Marta Ozola",
        "roles": ["rep"],
        "language": "en",
        "theme": "device",
    }
    assert len(answer.json()["csrf_token"]) == 43
    cookie = next(
        value for value in answer.headers.get_list("set-cookie") if value.startswith("session=")
    )
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie


async def test_only_a_hash_of_the_token_is_kept(phone):
    token = phone.http.cookies["session"]
    [row] = await Session.select()

    assert len(token) == 43
    assert token not in repr(row)
    lines = await AuditLine.select(AuditLine.facts).output(as_list=True)
    assert all(token not in facts and PASSWORD not in facts for facts in lines)


async def test_a_sign_in_is_written_in_the_audit_trail(phone, small_company):
    [line] = await AuditLine.select().where(AuditLine.command == "StartSession")

    assert line["actor_id"] == small_company.marta


async def test_the_running_session_is_told_with_its_token(phone):
    answer = await phone.http.get("/api/v1/session")

    assert answer.status_code == 200
    assert answer.json()["csrf_token"] == phone.token


async def test_without_a_session_one_is_asked_to_sign_in(new_phone, small_company):
    answer = await new_phone().http.get("/api/v1/session")

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-sync"] == "1"
    assert answer.json()["code"] == "signed_out"


async def test_signing_out_ends_the_session(phone):
    cookies = dict(phone.http.cookies)
    answer = await phone.http.delete("/api/v1/session", headers={"X-CSRF-Token": phone.token})
    phone.http.cookies.update(cookies)

    assert answer.status_code == 204
    assert (await phone.http.get("/api/v1/session")).status_code == 401


async def test_a_token_that_somebody_planted_is_never_adopted(new_phone, small_company):
    phone = new_phone()
    phone.http.cookies.set("session", "planted", domain="127.0.0.1")

    await phone.sign_in("marta")

    assert phone.http.cookies.get("session", domain="127.0.0.1") != "planted"
    stranger = new_phone()
    stranger.http.cookies.set("session", "planted")
    assert (await stranger.http.get("/api/v1/session")).status_code == 401


async def test_signing_in_again_on_a_browser_ends_its_session_and_keeps_its_device(
    phone, new_phone
):
    before = phone.http.cookies["session"]

    await phone.sign_in("marta")

    assert phone.http.cookies["session"] != before
    assert await Device.count() == 1
    old = new_phone()
    old.http.cookies.set("session", before)
    assert (await old.http.get("/api/v1/session")).status_code == 401


async def test_a_second_person_on_the_same_browser_gets_a_device_of_their_own(phone):
    await phone.sign_in("igor")

    assert await Device.count() == 2


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "E-mail and password do not belong together. Check both and try again."),
        ("zh-CN,zh;q=0.9", "邮箱与密码不匹配。请检查后重试。"),
        ("de,ru;q=0.9,en;q=0.5", "Почта и пароль не подходят друг к другу."),
    ],
)
async def test_a_wrong_password_is_answered_in_the_browsers_language(
    new_phone, small_company, language, sentence
):
    answer = await new_phone().sign_in("marta", "wrong", **{"Accept-Language": language})

    assert answer.status_code == 401
    assert answer.json()["code"] == "wrong_password"
    assert answer.json()["detail"].startswith(sentence)


async def test_an_unknown_account_and_a_wrong_password_are_one_answer(new_phone, small_company):
    phone = new_phone()
    wrong = await phone.sign_in("marta", "wrong")
    unknown = await phone.sign_in("nobody", "wrong")

    assert unknown.json() == wrong.json()
    assert unknown.status_code == wrong.status_code


async def test_an_unknown_account_costs_as_much_time_as_a_wrong_password(new_phone, small_company):
    phone = new_phone()
    times: dict[str, list[float]] = {"marta": [], "nobody": []}
    for _ in range(5):
        for name, measured in times.items():
            # Of this process alone: whatever else the machine does is nobody's answer.
            begun = time.process_time()
            await phone.sign_in(name, "wrong")
            measured.append(time.process_time() - begun)

    ratio = statistics.median(times["nobody"]) / statistics.median(times["marta"])
    assert 0.5 < ratio < 2.0


async def test_parallel_attempts_on_an_account_are_counted_exactly(new_phone, small_company):
    phones = [new_phone() for _ in range(40)]

    answers = await asyncio.gather(*(phone.sign_in("marta", "wrong") for phone in phones))

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(401) == 10
    assert statuses.count(429) == 30


async def test_who_has_tried_too_often_is_told_when_to_try_again(new_phone, small_company, clock):
    phone = new_phone()
    for _ in range(10):
        await phone.sign_in("marta", "wrong")

    answer = await phone.sign_in("marta")

    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "901"
    assert answer.json()["facts"] == {"minutes": "16"}
    clock.advance(timedelta(minutes=15, seconds=1))
    assert (await phone.sign_in("marta")).status_code == 200


async def test_a_network_is_counted_over_all_accounts(new_phone, small_company):
    answers = []
    for number in range(51):
        phone = new_phone(f"203.0.113.{number}")
        answers.append((await phone.sign_in(f"somebody{number}", "wrong")).status_code)

    assert answers[:50] == [401] * 50
    assert answers[50] == 429
    assert (await new_phone("203.0.114.1").sign_in("marta")).status_code == 200


async def test_a_right_password_forgets_the_wrong_ones(new_phone, small_company):
    phone = new_phone()
    for _ in range(9):
        await phone.sign_in("marta", "wrong")
    await phone.sign_in("marta")

    assert await SignInAttempt.count().where(SignInAttempt.subject.like("account:%")) == 0
    assert (await phone.sign_in("marta", "wrong")).status_code == 401


async def test_a_session_ends_after_two_weeks_without_a_visit(phone, clock, sessions):
    clock.advance(timedelta(days=13))
    sessions.forget()
    assert (await phone.http.get("/api/v1/session")).status_code == 200
    clock.advance(timedelta(days=13))
    sessions.forget()
    assert (await phone.http.get("/api/v1/session")).status_code == 200
    clock.advance(timedelta(days=14, seconds=1))
    sessions.forget()
    assert (await phone.http.get("/api/v1/session")).status_code == 401


async def test_a_session_ends_after_ninety_days_in_any_case(phone, clock, sessions):
    for _ in range(8):
        clock.advance(timedelta(days=11))
        sessions.forget()
        assert (await phone.http.get("/api/v1/session")).status_code == 200
    clock.advance(timedelta(days=3))
    sessions.forget()

    assert (await phone.http.get("/api/v1/session")).status_code == 401


async def test_somebody_who_has_left_is_signed_out(phone, small_company, sessions):
    await Person.update({Person.is_active: False}).where(Person.id == small_company.marta)
    sessions.forget()

    assert (await phone.http.get("/api/v1/session")).status_code == 401


async def test_demo_people_sign_in_only_in_demo_mode(phone, small_company, sessions, process):
    await Person.update({Person.is_demo: True}).where(Person.id == small_company.marta)
    sessions.forget()
    assert (await phone.http.get("/api/v1/session")).status_code == 200

    sessions._with_demo_people = False
    sessions.forget()

    assert (await phone.http.get("/api/v1/session")).status_code == 401


async def test_a_person_chooses_language_and_theme(phone):
    answer = await phone.http.patch(
        "/api/v1/session",
        json={"language": "zh", "theme": "dark"},
        headers={"X-CSRF-Token": phone.token},
    )

    assert answer.status_code == 200
    assert answer.json()["person"]["language"] == "zh"
    assert answer.json()["person"]["theme"] == "dark"


@pytest.mark.parametrize(
    "body",
    [
        {"email": "marta@small.example"},
        {"email": "marta@small.example", "password": PASSWORD, "is_admin": True},
        {"email": 5, "password": PASSWORD},
        ["marta@small.example", PASSWORD],
    ],
)
async def test_a_malformed_sign_in_is_refused(new_phone, small_company, body):
    answer = await new_phone().http.post("/api/v1/session", json=body)

    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"


async def test_a_name_with_a_null_character_is_no_server_error(new_phone, small_company):
    answer = await new_phone().sign_in("mar\x00ta")

    assert answer.status_code in {400, 401}


async def test_devices_are_listed_with_names_that_a_person_knows(phone, new_phone):
    tablet = new_phone()
    await tablet.sign_in(
        "marta",
        **{"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36"},
    )

    listed = (await tablet.http.get("/api/v1/devices")).json()

    assert {device["name"]: device["is_this"] for device in listed} == {
        "Chrome · Android": True,
        "python-httpx": False,
    }


async def test_a_revoked_device_is_refused_at_its_next_contact(phone, new_phone, sessions):
    tablet = new_phone()
    await tablet.sign_in("marta")
    listed = (await tablet.http.get("/api/v1/devices")).json()
    [lost] = [device["id"] for device in listed if not device["is_this"]]

    answer = await tablet.http.delete(
        f"/api/v1/devices/{lost}", headers={"X-CSRF-Token": tablet.token}
    )

    assert answer.status_code == 204
    refused = await phone.pull_raw()
    assert (refused.status_code, refused.json()["code"]) == (403, "device_revoked")
    header = f"session={phone.http.cookies['session']}"
    assert await sessions.session_of(header) is None
    assert (await phone.sign_in("marta")).status_code == 200


async def test_nobody_revokes_somebody_elses_device(phone, new_phone):
    igor = new_phone()
    await igor.sign_in("igor")
    [device] = (await phone.http.get("/api/v1/devices")).json()

    answer = await igor.http.delete(
        f"/api/v1/devices/{device['id']}", headers={"X-CSRF-Token": igor.token}
    )

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert (await phone.http.get("/api/v1/session")).status_code == 200


def test_off_loopback_the_cookie_is_bound_to_the_host():
    assert CookieNames(is_secure=True).session == "__Host-session"
    assert CookieNames(is_secure=False).session == "session"


async def test_a_token_is_long_and_says_nothing(phone):
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", phone.http.cookies["session"])
