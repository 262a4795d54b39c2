"""A visit of the sample day, and a page rendered to a string as a browser first sees it."""

import importlib
import re
from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

import pytest

from frontend.first_paint import FirstPaint, first_paint
from frontend.hooks.visit import Visit
from frontend.page_table import PAGES
from shared.terms import Language, Role
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW, session

Painter = Callable[..., Awaitable[FirstPaint]]


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
def paint(gateway: FakeGateway) -> Painter:
    """Render the page of an address in a language, with the gateway of the test."""

    async def rendered(path: str, language: str = "en", *roles: Role) -> FirstPaint:
        address, _, query_string = path.partition("?")
        page = next(page for page in PAGES if page.pattern.fullmatch(address))
        module, _, name = page.name.rpartition(".")
        facts = session(language=Language(language), roles=roles or (Role.SUPERVISOR,))
        gateway.facts = facts
        visit = Visit(facts, gateway, ZoneInfo("UTC"), lambda: NOW)
        component = getattr(importlib.import_module(module), name)
        return await first_paint(component, visit, address, query_string)

    return rendered


def words(markup: str) -> str:
    """What is to be read on a page, with plain spaces."""
    text = re.sub(r"<[^>]+>", " ", markup)
    return re.sub(r"[\s\u00a0]+", " ", text)
