"""Webhooks over the API: an admin adds, tests, reads the log and replays; nobody else comes near."""

from collections.abc import AsyncIterator, Callable
from uuid import UUID, uuid4

import httpx
import pytest

from backend.assembly import Company
from backend.connectors.webhook.client import WebhookOffice, webhook_office
from backend.outbox.relay import drain
from backend.worker import OutboxWorker
from tests.phones import Phone
from tests.webhook_receiver import Receiver, Reply

WEBHOOKS = "/api/v1/webhooks"


@pytest.fixture
async def ada(
    new_phone: Callable[[], Phone], admin: UUID, office: WebhookOffice, process: Company
) -> AsyncIterator[Phone]:
    """The admin's browser; the process's own office gives way to the one that reaches the stand-in."""
    made = new_phone()
    await made.sign_in("ada")
    with webhook_office(office):
        yield made


async def ask(phone: Phone, method: str, path: str, body: object = None) -> httpx.Response:
    headers = {"X-CSRF-Token": phone.token}
    return await phone.http.request(method, f"{WEBHOOKS}{path}", json=body, headers=headers)


async def test_an_admin_adds_an_endpoint_and_sees_what_it_was_told(
    ada: Phone, receiver: Receiver, process: Company
) -> None:
    made = await ask(ada, "POST", "", {"url": receiver.url(), "events": ["plan.revised"]})
    assert made.status_code == 201, made.text
    assert made.json()["secret"].startswith("whsec_")
    path = f"/{made.json()['id']}"
    receiver.answer(Reply(500))

    assert (await ask(ada, "POST", f"{path}/test", {})).status_code == 202
    await drain(OutboxWorker(process.dispatcher))

    [webhook] = (await ada.http.get(WEBHOOKS)).json()
    assert "secret" not in webhook
    assert (webhook["events"], webhook["waiting_count"]) == (["plan.revised"], 1)
    [delivery] = (await ada.http.get(f"{WEBHOOKS}{path}/deliveries")).json()["rows"]
    assert (delivery["status"], delivery["type"]) == ("waiting", "lockstep.webhook.test.v1")
    assert [attempt["status"] for attempt in delivery["attempts"]] == [500]

    replay = f"/api/v1/webhook-deliveries/{delivery['id']}/replay"
    assert (await ada.post(replay, {})).status_code == 202
    await drain(OutboxWorker(process.dispatcher))
    [delivery] = (await ada.http.get(f"{WEBHOOKS}{path}/deliveries")).json()["rows"]
    assert delivery["status"] == "delivered"
    assert [attempt["status"] for attempt in delivery["attempts"]] == [500, 204]


async def test_an_endpoint_is_changed_turned_off_given_a_new_secret_and_removed(
    ada: Phone, receiver: Receiver
) -> None:
    made = (await ask(ada, "POST", "", {"url": receiver.url()})).json()
    path = f"/{made['id']}"

    changed = await ask(ada, "PATCH", path, {"events": ["kpi.crossed"], "is_on": False})
    assert (changed.json()["events"], changed.json()["is_on"]) == (["kpi.crossed"], False)
    assert changed.json()["off_because"] == "chosen"
    rotated = await ask(ada, "POST", f"{path}/secret", {})
    assert rotated.status_code == 201
    assert rotated.json()["secret"] != made["secret"]
    assert (await ask(ada, "DELETE", path)).status_code == 204
    assert (await ada.http.get(WEBHOOKS)).json() == []
    assert (await ask(ada, "DELETE", path)).status_code == 404
    assert (await ask(ada, "POST", f"{path}/test", {})).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"url": "https://10.0.0.1/x"}, 422, "webhook_url_refused"),
        ({"url": "http://hooks.example/x"}, 422, "webhook_url_refused"),
        ({"url": "https://hooks.example/x", "events": ["moon.full"]}, 422, "unknown_event"),
        ({"url": "https://hooks.example/x", "owner_id": str(uuid4())}, 400, "malformed"),
        ({"events": []}, 400, "malformed"),
    ],
)
async def test_what_cannot_be_told_is_refused(
    body: dict[str, object], status: int, code: str, ada: Phone
) -> None:
    answer = await ask(ada, "POST", "", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await ada.http.get(WEBHOOKS)).json() == []


async def test_nobody_but_an_admin_sees_or_adds_endpoints(
    phone: Phone, new_phone: Callable[[], Phone]
) -> None:
    for name in ("marta", "viktor", "anna"):
        other = new_phone()
        await other.sign_in(name)
        assert (await other.http.get(WEBHOOKS)).status_code == 403
        body = {"url": "https://hooks.example/x"}
        assert (await ask(other, "POST", "", body)).status_code == 403
        replay = f"/api/v1/webhook-deliveries/{uuid4()}/replay"
        assert (await other.post(replay, {})).status_code == 403
