"""The API keeps to its own description: what it says of itself is complete, and asking by it breaks nothing."""

import asyncio
import os
import random
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.app import create_app
from backend.cli.api_page import description
from backend.cli.web import server_options
from backend.dispatch import Dispatcher
from backend.identity.commands import CreateAPIToken
from backend.kit.clock import FrozenClock
from backend.settings import Settings
from shared.schemas.person import CreatedAPIToken
from shared.terms import Role, TokenUse
from tests.builders import SmallCompany, add_person

# A stream that never ends, what ends the session, and what is sent as a form.
LEFT_OUT = {
    "GET /sync/v1/poke",
    "POST /api/v1/session",
    "DELETE /api/v1/session",
    "POST /api/v1/imports",
}
EXAMPLES = int(os.environ.get("LOCKSTEP_API_EXAMPLES", "6"))
# Without it the same questions are asked each time, so that the answer is about the change that is tested.
IS_SOAK = "LOCKSTEP_API_EXAMPLES" in os.environ


def nothing_breaks(context: Any, answer: Any, case: Any) -> Any:
    """A refusal that passes (503, with when to come back) is an answer; any other 5xx is not."""
    if answer.status_code == 503 and "retry-after" in answer.headers:
        return None
    return not_a_server_error(context, answer, case)


CHECKS = [
    nothing_breaks,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def operations() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, item in description()["paths"].items()
        for method, operation in item.items()
    ]


@pytest.fixture
async def address(database: Settings, clock: FrozenClock) -> AsyncIterator[str]:
    """The whole web process, listening on loopback."""
    from backend.kit.engine import engine

    # The application opens a pool of its own.
    await engine.close_connection_pool()
    options = server_options(replace(database, host="127.0.0.1")) | {"port": 0, "lifespan": "on"}
    server = uvicorn.Server(uvicorn.Config(create_app(database, clock), **options))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 -- uvicorn says it by an attribute only
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task
        await engine.start_connection_pool(min_size=1, max_size=2)


@pytest.fixture
async def token(small_company: SmallCompany, dispatcher: Dispatcher) -> str:
    """Somebody who may do everything, by a token that writes."""
    scopes = [small_company.north, small_company.south, small_company.riga]
    person = await add_person("All Rights", list(Role), scopes)
    made: CreatedAPIToken = await dispatcher.dispatch(
        CreateAPIToken("schemathesis", TokenUse.WRITE, 30), actor_id=person
    )
    return made.token


async def test_asking_by_the_description_breaks_nothing(token: str, address: str) -> None:
    number = random.SystemRandom().randrange(2**32) if IS_SOAK else 0
    print(f"seed {number}")
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=address, headers=headers) as client:
        answer = await client.get("/schema/openapi.json")
    assert answer.status_code == 200, answer.text
    schema = schemathesis.openapi.from_dict(answer.json())
    seen = await asyncio.to_thread(ask_everything, schema, address, headers, number)
    assert len(seen) == len(operations()) - len(LEFT_OUT)


def ask_everything(schema: Any, address: str, headers: dict[str, str], number: int) -> list[str]:
    seen: list[str] = []
    broken: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.label in LEFT_OUT:
            continue
        seen.append(operation.label)
        cases = [operation.as_strategy(generation_mode=GenerationMode.POSITIVE)]
        if operation.label.startswith(("POST", "PATCH", "PUT")):
            cases.append(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))

        @seed(number)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=st.one_of(cases))
        def ask(case: Any) -> None:
            answer = case.call(base_url=address, headers=headers, timeout=120)
            case.validate_response(answer, checks=CHECKS)

        try:
            ask()
        except BaseException as failure:  # noqa: BLE001 -- every route's failure is shown, not the first one's only
            said = "; ".join(f"{each} {getattr(each, 'message', '')}" for each in causes(failure))
            notes = " ".join(getattr(failure, "__notes__", ()))
            broken.append(f"{operation.label}: {said[:1500]} {str(failure)[:1500]} {notes[:1500]}")
    assert broken == [], "\n\n".join(broken)
    return seen


def causes(failure: BaseException) -> list[BaseException]:
    inner = getattr(failure, "exceptions", ())
    return [cause for each in inner for cause in causes(each)] or [failure]


def test_every_route_says_what_it_is_for_and_what_it_refuses() -> None:
    for name, operation in operations():
        assert len(operation["summary"]) >= 8, name
        assert operation["description"].startswith(operation["summary"][:20]), name
        assert operation["tags"], name
        answers = operation["responses"]
        assert {"400", "401", "403", "429", "500", "503"} <= answers.keys(), name
        assert ("404" in answers) == ("{" in name) or "404" in answers, name
        for status, answer in answers.items():
            if status >= "400":
                assert "application/problem+json" in answer["content"], (name, status)
                assert re.search(r"`[a-z_]+`", answer["description"]), (name, status)


def test_every_way_in_is_said() -> None:
    said = description()
    assert said["components"]["securitySchemes"].keys() == {"token", "session"}
    open_doors = [name for name, operation in operations() if operation["security"] == []]
    assert sorted(open_doors) == ["DELETE /api/v1/session", "POST /api/v1/session"]


def test_bodies_that_a_program_sends_have_examples() -> None:
    said = description()
    for path in ("/api/v1/demand-changes", "/api/v1/webhooks"):
        body = said["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        assert body["schema"].get("examples"), path


def test_quantities_travel_as_text() -> None:
    schemas = description()["components"]["schemas"]
    for name in ("DemandLineRow", "DemandChangeRow", "PlanBlock", "DayQuantity"):
        quantity = (
            schemas[name]["properties"].get("quantity")
            or schemas[name]["properties"]["quantity_delta"]
        )
        assert quantity["type"] == "string", name
