"""The key for what a person leaves unsent on a phone: always the same for one, never the same for two."""

import base64
from collections.abc import Callable
from typing import Any

from tests.phones import Phone

KEY = "/api/v1/session/kept-work-key"


async def key_of(phone: Phone) -> bytes:
    answer = await phone.http.get(KEY)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return base64.b64decode(answer.json()["key"])


async def test_a_person_gets_the_same_key_at_every_sign_in_and_nobody_else_gets_it(
    phone: Phone, new_phone: Callable[[], Phone], small_company: Any
) -> None:
    first = await key_of(phone)
    again, other = new_phone(), new_phone()
    await again.sign_in("marta")
    await other.sign_in("igor")

    assert len(first) == 32
    assert await key_of(again) == first
    assert await key_of(other) != first


async def test_without_a_session_there_is_no_key(
    new_phone: Callable[[], Phone], small_company: Any
) -> None:
    assert (await new_phone().http.get(KEY)).status_code == 401
