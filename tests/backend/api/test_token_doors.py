"""A token that reads opens no door that changes something; the doors are read from the route table."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.app import create_litestar
from backend.assembly import Company
from backend.identity.queries import Sessions
from backend.kit.request_guard import OPEN_DOOR, READS, SAFE_METHODS
from backend.kit.secrets import Secrets
from tests.phones import Phone


@pytest.fixture
def doors(process: Company, sessions: Sessions, secrets: Secrets) -> list[tuple[str, str]]:
    """Method and path of every route that changes something."""
    found = []
    for route in create_litestar(process, sessions, secrets).routes:
        for handler in getattr(route, "route_handlers", ()):
            changing = set(getattr(handler, "http_methods", ())) - SAFE_METHODS
            if changing and not handler.opt.get(READS) and not handler.opt.get(OPEN_DOOR):
                found += [(method, route.path) for method in sorted(changing)]
    return found


async def test_a_reading_token_passes_no_door_that_changes_something(
    phone: Phone,
    program: Callable[..., httpx.AsyncClient],
    doors: list[tuple[str, str]],
) -> None:
    made = (await phone.post("/api/v1/tokens", {"name": "Reader"})).json()
    reader = program(made["token"])
    assert len(doors) > 15
    wrong: list[Any] = []
    for method, path in doors:
        filled = "/".join(_filled(part) for part in path.split("/"))
        answer = await reader.request(method, filled, json={})
        if (answer.status_code, answer.json()["code"]) != (403, "token_read_only"):
            wrong.append((method, path, answer.status_code, answer.text[:100]))
    assert wrong == []


def _filled(part: str) -> str:
    """A part of a path with something in the place of what it asks for."""
    if not part.startswith("{"):
        return part
    if part.endswith(":date}"):
        return "2026-11-24"
    return "0" if part.endswith(":int}") else str(uuid4())
