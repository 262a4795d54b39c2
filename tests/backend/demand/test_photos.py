"""A photo is named by its change and comes by itself: from those who may ask, to those who may see."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.audit.tables import AuditLine
from backend.demand.tables import DemandPhoto
from shared.ids import new_id
from shared.terms import Role
from tests.builders import SmallCompany, add_person
from tests.phones import Phone, change_args
from tests.pictures import EXIF, jpeg, segment

PHOTO = jpeg(1600, 1200)


def named(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def path_of(change_id: str | UUID, content: bytes = PHOTO) -> str:
    return f"/api/v1/demand-changes/{change_id}/photos/{named(content)}"


async def send(
    phone: Phone, change_id: str | UUID, content: bytes = PHOTO, kind: str = "image/jpeg"
) -> httpx.Response:
    return await phone.http.put(
        path_of(change_id, content),
        content=content,
        headers={"X-CSRF-Token": phone.token, "Content-Type": kind},
    )


async def logged(phone: Phone, company: SmallCompany, *contents: bytes) -> str:
    """A change that names these photos."""
    op = phone.op(
        "request_demand_change", change_args(company, photos=[named(each) for each in contents])
    )
    [result] = await phone.push(op)
    assert result["status"] == "applied", result
    return str(op["id"])


async def test_a_photo_comes_after_its_change_and_is_seen_with_it(
    phone: Phone, new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    change_id = await logged(phone, small_company, PHOTO)
    viktor = new_phone()
    await viktor.sign_in("viktor")

    before = (await viktor.http.get(f"/api/v1/demand-changes/{change_id}")).json()["photos"]
    missing = await viktor.http.get(path_of(change_id))
    answer = await send(phone, change_id)
    after = (await viktor.http.get(f"/api/v1/demand-changes/{change_id}")).json()["photos"]
    seen = await viktor.http.get(path_of(change_id))

    assert before == [{"content_hash": named(PHOTO), "received_at": None}]
    assert missing.status_code == 404
    assert (answer.status_code, answer.json()) == (200, {"content_hash": named(PHOTO)})
    assert after[0]["received_at"] is not None
    assert (seen.status_code, seen.content) == (200, PHOTO)
    assert seen.headers["content-type"] == "image/jpeg"
    assert seen.headers["x-content-type-options"] == "nosniff"
    assert seen.headers["content-disposition"] == 'attachment; filename="photo.jpg"'
    assert seen.headers["cache-control"] == "private, no-store"
    assert "default-src 'none'" in seen.headers["content-security-policy"]


async def test_the_same_photo_again_changes_nothing(
    phone: Phone, small_company: SmallCompany
) -> None:
    change_id = await logged(phone, small_company, PHOTO)
    await send(phone, change_id)
    [kept] = await DemandPhoto.select()

    again = await send(phone, change_id)

    assert again.status_code == 200
    assert await DemandPhoto.select() == [kept]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<svg/>", "image/jpeg"),
        (b"<svg/>", "image/svg+xml"),
        (PHOTO, "image/png"),
        (jpeg(extra=EXIF), "image/jpeg"),
        (jpeg(after=b"<script>"), "image/jpeg"),
        (jpeg(extra=segment(0xFE, b"x")), "image/jpeg"),
    ],
)
async def test_what_is_no_plain_photo_is_refused_and_not_kept(
    phone: Phone, small_company: SmallCompany, content: bytes, kind: str
) -> None:
    change_id = await logged(phone, small_company, content)

    answer = await send(phone, change_id, content, kind)

    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_photo")
    assert [row["content"] for row in await DemandPhoto.select()] == [None]


async def test_a_photo_that_is_not_the_named_one_is_refused(
    phone: Phone, small_company: SmallCompany
) -> None:
    change_id = await logged(phone, small_company, PHOTO)

    answer = await phone.http.put(
        path_of(change_id),
        content=jpeg(16, 16),
        headers={"X-CSRF-Token": phone.token, "Content-Type": "image/jpeg"},
    )

    assert answer.json()["code"] == "not_a_photo"


async def test_too_much_is_refused(phone: Phone, small_company: SmallCompany) -> None:
    wide = jpeg(4000, 100)
    heavy = jpeg(extra=segment(0xE2, b"\x00" * 60_000) * 14)
    change_id = await logged(phone, small_company, wide, heavy)

    pixels = await send(phone, change_id, wide)
    weight = await send(phone, change_id, heavy)

    assert (pixels.status_code, pixels.json()["code"]) == (413, "photo_too_large")
    assert (weight.status_code, weight.json()["code"]) == (413, "body_too_large")


async def test_a_photo_that_no_change_has_named_has_no_place(
    phone: Phone, small_company: SmallCompany
) -> None:
    change_id = await logged(phone, small_company)

    assert (await send(phone, change_id)).status_code == 404
    assert (await send(phone, new_id())).status_code == 404
    assert await DemandPhoto.count() == 0


async def test_a_photo_needs_the_session_s_token(phone: Phone, small_company: SmallCompany) -> None:
    change_id = await logged(phone, small_company, PHOTO)

    answer = await phone.http.put(
        path_of(change_id), content=PHOTO, headers={"Content-Type": "image/jpeg"}
    )

    assert answer.status_code == 403


async def test_another_territory_neither_sends_nor_sees_it(
    phone: Phone, new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    change_id = await logged(phone, small_company, PHOTO)
    await send(phone, change_id)
    igor = new_phone()
    await igor.sign_in("igor")

    assert (await send(igor, change_id)).status_code == 404
    answer = await igor.http.get(path_of(change_id))
    assert (answer.status_code, PHOTO in answer.content) == (404, False)


async def test_only_those_who_may_ask_may_send_one(
    phone: Phone, new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    change_id = await logged(phone, small_company, PHOTO)
    senders: dict[Role, int] = {}
    seers: dict[Role, int] = {}
    for role in Role:
        await add_person(f"{role.value}photo A", [role], [small_company.north])
        other = new_phone()
        await other.sign_in(f"{role.value}photo")
        senders[role] = (await send(other, change_id)).status_code
        seers[role] = (await other.http.get(path_of(change_id))).status_code

    assert {role for role, status in senders.items() if status == 200} == {Role.REP, Role.PLANNER}
    assert {status for role, status in senders.items() if role not in {Role.REP, Role.PLANNER}} == {
        403
    }
    assert seers[Role.SUPERVISOR] == 200


async def test_an_amendment_that_names_photos_replaces_them_and_one_that_names_none_leaves_them(
    phone: Phone, small_company: SmallCompany
) -> None:
    other = jpeg(10, 10)
    change_id = await logged(phone, small_company, PHOTO)

    async def amended(base_ver: int, **changes: Any) -> list[str]:
        args = change_args(small_company, **changes)
        op = phone.op("amend_demand_change", args, id=change_id, base_ver=base_ver)
        [result] = await phone.push(op)
        assert result["status"] == "applied", result
        rows = await DemandPhoto.select().order_by(DemandPhoto.named_at)
        return [row["content_hash"] for row in rows]

    assert await amended(1, note="more") == [named(PHOTO)]
    assert await amended(2, note="other", photos=[named(other)]) == [named(other)]
    assert await amended(3, note="none", photos=[]) == []


async def test_the_audit_says_how_much_came_and_not_what(
    phone: Phone, small_company: SmallCompany
) -> None:
    change_id = await logged(phone, small_company, PHOTO)
    await send(phone, change_id)

    lines = await AuditLine.select().where(AuditLine.command == "KeepDemandPhoto")

    assert [f"{len(PHOTO)} bytes" in str(line["facts"]) for line in lines] == [True]
