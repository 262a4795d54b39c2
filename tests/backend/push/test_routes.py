"""The browser's door to push: only for people who are signed in, and each for their own."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.push.sending import office
from backend.push.tables import PushSubscription
from tests.phones import Phone
from tests.push_service import Browser, PushService

PATH = "/api/v1/push/subscription"


async def put(phone: Phone, body: Any) -> int:
    answer = await phone.http.put(PATH, json=body, headers={"X-CSRF-Token": phone.token})
    return answer.status_code


async def end(phone: Phone, body: Any) -> int:
    answer = await phone.http.request(
        "DELETE", PATH, json=body, headers={"X-CSRF-Token": phone.token}
    )
    return answer.status_code


@pytest.fixture
def browser(push_service: PushService) -> Browser:
    return push_service.subscribe("")


async def test_the_key_is_told_to_those_who_are_signed_in(
    phone: Phone, new_phone: Callable[[], Phone]
) -> None:
    answer = await phone.http.get("/api/v1/push/key")
    assert answer.json() == {"key": office().public_key}
    assert (await new_phone().http.get("/api/v1/push/key")).status_code == 401


async def test_a_browser_subscribes_again_and_ends_it(phone: Phone, browser: Browser) -> None:
    assert await put(phone, browser.subscription) == 204
    assert await put(phone, browser.subscription) == 204
    assert await PushSubscription.count() == 1
    assert await end(phone, browser.subscription) == 204
    assert await end(phone, browser.subscription) == 204
    assert await PushSubscription.count() == 0


async def test_igor_cannot_end_martas_subscription_but_takes_over_her_browser(
    phone: Phone, new_phone: Callable[[], Phone], browser: Browser
) -> None:
    await put(phone, browser.subscription)
    igor = new_phone()
    await igor.sign_in("igor")
    assert await end(igor, browser.subscription) == 204
    assert await PushSubscription.count() == 1
    assert await put(igor, browser.subscription) == 204
    assert await end(phone, browser.subscription) == 204
    assert await PushSubscription.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "https://127.0.0.1/fcm/send/x"},
        {"endpoint": "https://metadata.internal/"},
        {"keys": {"p256dh": "AA", "auth": "AA"}},
        {"keys": {"p256dh": "AA"}},
        {"person_id": "0194a1b2-0000-7000-8000-000000000000"},
        {"endpoint": 7},
    ],
)
async def test_a_subscription_that_does_not_fit_is_refused(
    change: dict[str, Any], phone: Phone, browser: Browser
) -> None:
    assert await put(phone, {**browser.subscription, **change}) in {400, 422}
    assert await PushSubscription.count() == 0


async def test_without_the_sessions_token_nothing_is_subscribed(
    phone: Phone, browser: Browser
) -> None:
    answer = await phone.http.put(PATH, json=browser.subscription)
    assert answer.status_code == 403
    assert await PushSubscription.count() == 0
