"""Every screen in every language, both lights, on the smallest phone and tablet: usable by all."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE, SMALL_TABLET, Contexts, Lockstep

pytestmark = pytest.mark.browser

SCREENS = {
    "rep": (
        "/today",
        "/changes/new",
        "/promise",
        "/customers",
        "/outbox",
        "/changes",
        "/settings",
        "/lines/{line}/delivery",
        "/lines/{line}/why",
        "/customers/{customer}",
        "/customers/all",
    ),
    "supervisor": (
        "/decisions",
        "/approvals",
        "/plan",
        "/report",
        "/inbox",
        "/allocation",
        "/stock",
        "/stock?by=family",
    ),
    "executive": ("/kpi", "/kpi/otif", "/kpi/open_demand_at_risk"),
    "admin": ("/import",),
    "planner": (
        "/calendars",
        "/what-if",
        "/allocation",
        "/allocation/{short}",
        "/changes/{change}/routes",
        "/rules",
        "/segments",
        "/market",
        "/customers/{customer}",
    ),
}
# Looked at in two of the four ways, so that all of them together stay within a minute.
MORE_SCREENS = {
    "rep": (
        "/forecast",
        "/forecast/pipeline",
        "/forecast/customers/{customer}",
        "/customers/{customer}/notices",
        "/customers/{customer}/service/otif",
        "/things/customer/{customer}",
        "/market/lines",
        "/urgent/{urgent}",
        "/nowhere",
    ),
    "planner": (
        "/decisions/{proposal}",
        "/lines/{line}/routes",
        "/alerts/{alert}",
        "/urgent",
        "/runbooks",
        "/walls",
        "/pricing",
        "/forecast",
        "/forecast/accuracy",
        "/suppliers",
        "/suppliers/{supplier}",
        "/customer-fields",
        "/forecast/signals",
        "/forecast/runs",
        "/forecast/windows",
        "/promotions",
        "/promotions/{promotion}",
        "/seasons",
        "/seasons/{item}",
        "/stock/{item}/lots",
    ),
    "supervisor": (
        "/forecast",
        "/kpi/forecast_error",
        "/lines/{line}/why",
        "/promotions",
        "/suppliers",
        "/urgent",
    ),
    "executive": (
        "/segments",
        "/forecast",
        "/kpi/forecast_error",
        "/customers/{customer}",
        "/stock",
    ),
    "admin": ("/mail", "/customers/00000000-0000-0000-0000-000000000000"),
}
WAYS_TO_LOOK = [
    pytest.param(SMALL_PHONE, "light", "ru", id="phone-light-ru"),
    pytest.param(SMALL_PHONE, "dark", "zh", id="phone-dark-zh"),
    pytest.param(SMALL_TABLET, "light", "zh", id="tablet-light-zh"),
    pytest.param(SMALL_TABLET, "dark", "en", id="tablet-dark-en"),
]
MORE_IN = ("ru", "en")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SMALLEST_TARGET = 44

# Links inside a sentence are exempt from target size (WCAG 2.5.8); all else that can be tapped is not.
SMALL_TARGETS = """
smallest => [...document.querySelectorAll("a, button, input, select, textarea, summary, [role=button]")]
  .filter(each => each.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}))
  .filter(each => !each.closest("p, figure details") && !each.matches("[aria-hidden=true] *, .skip, [disabled]"))
  .map(each => {
    const label = each.matches("input[type=checkbox], input[type=radio], input[type=file]") ? each.closest("label") : null;
    const box = (label ?? each).getBoundingClientRect();
    return {box, name: (each.innerText || each.ariaLabel || each.name || each.tagName).slice(0, 40)};
  })
  .filter(({box}) => box.width > 0 && (box.height < smallest || box.width < smallest))
  .map(({box, name}) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`)
"""
# Where a page leads, each kind once: a link of one row stands for those of all.
LINKS = """
() => Object.fromEntries([...document.querySelectorAll("a[href^='/']:not([href^='/api/'])")]
  .map(each => each.getAttribute("href"))
  .map(href => [href.replace(/[?#].*/, "").replace(/[0-9a-f-]{36}/g, "{id}"), href]))
"""
# On a phone it is the page within the frame that scrolls, and what is too wide for it cannot be reached.
SPILL = """
() => Math.max(...[document.documentElement, ...document.querySelectorAll("main.main")]
  .map(each => each.scrollWidth - each.clientWidth))
"""


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.mark.parametrize(("size", "light", "language"), WAYS_TO_LOOK)
@pytest.mark.parametrize("role", SCREENS)
def test_a_screen_serves_everybody(
    lockstep: Lockstep,
    contexts: Contexts,
    axe: Axe,
    role: str,
    size: dict[str, int],
    light: str,
    language: str,
) -> None:
    paths = SCREENS.get(role, ()) + (MORE_SCREENS.get(role, ()) if language in MORE_IN else ())
    page = contexts.device(size, color_scheme=light)
    lockstep.sign_in(page, role)
    found: list[str] = []
    doors: dict[str, tuple[str, str]] = {}
    with _speaking(page, lockstep, language):
        for path in paths:
            named = _named(page, lockstep, path)
            if named is None:
                continue
            page.goto(f"{lockstep.address}{named}")
            expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))
            expect(page.locator("main h1, main h2").first).to_be_visible()
            if path == "/report":
                # Its island draws what the device itself holds, a moment after the head has come.
                expect(page.locator("floor-report button").first).to_be_visible()
            found += [f"{path}: {each}" for each in flaws(page, axe)]
            doors |= {kind: (path, href) for kind, href in page.evaluate(LINKS).items()}
        if language == "en":
            found += closed_doors(page, lockstep, doors)
    assert found == []
    assert contexts.errors == []


FIRST_OF = {
    "{proposal}": ("/proposals", lambda answer: answer[0]["id"]),
    "{alert}": ("/alerts", lambda answer: answer[0]["id"]),
    "{supplier}": ("/suppliers", lambda answer: answer[0]["id"]),
    "{promotion}": ("/promotions", lambda answer: answer["rows"][0]["id"]),
    "{item}": ("/items?limit=1", lambda answer: answer[0]["id"]),
    "{urgent}": ("/urgent-orders", lambda answer: answer["rows"][0]["id"]),
    "{change}": ("/demand-changes?limit=1", lambda answer: answer["rows"][0]["id"]),
    "{customer}": ("/customers?limit=1", lambda answer: answer["rows"][0]["id"]),
    "{line}": ("/demand-lines?status=open&limit=1", lambda answer: answer["rows"][0]["id"]),
    "{short}": (
        "/allocations",
        lambda answer: "{item_id}/{site_id}".format(**answer["shortages"][0]),
    ),
}


def _named(page: Page, lockstep: Lockstep, path: str) -> str | None:
    """The path with the first row of its kind, where it asks for one; None when others left none."""
    for place, (door, first) in FIRST_OF.items():
        if place in path:
            answer = page.request.get(f"{lockstep.address}/api/v1{door}")
            try:
                return path.replace(place, first(answer.json()))
            except IndexError:
                return None
    return path


@contextmanager
def _speaking(page: Page, lockstep: Lockstep, language: str) -> Iterator[None]:
    """The person reads another language meanwhile; the tests that share the company read English."""
    _speak(page, lockstep, language)
    try:
        yield
    finally:
        _speak(page, lockstep, "en")


def _speak(page: Page, lockstep: Lockstep, language: str) -> None:
    """Choose the person's language as the settings page does."""
    answer = page.request.get(f"{lockstep.address}/api/v1/session")
    changed = page.request.patch(
        f"{lockstep.address}/api/v1/session",
        data={"language": language},
        headers={"X-CSRF-Token": answer.json()["csrf_token"]},
    )
    assert changed.ok, changed.text()


def closed_doors(
    page: Page, lockstep: Lockstep, doors: dict[str, tuple[str, str]]
) -> Iterator[str]:
    """Links to what its reader may not open, or to nothing; `doors` says for each kind where it was seen."""
    for path, href in doors.values():
        answer = page.request.get(f"{lockstep.address}{href}")
        if not answer.ok:
            yield f"{path}: its link {href} answers {answer.status}"


def flaws(page: Page, axe: Axe) -> Iterator[str]:
    # While the live page comes, its first paint stands beside it: what people see is one of them.
    if page.locator("#page[data-page]").count():
        expect(page.locator("#live[data-shown]")).to_be_visible()
    spill = page.evaluate(SPILL)
    if spill > 0:
        yield f"{spill} px wider than the screen"
    yield from (
        f"too small to tap: {each}" for each in page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)
    )
    answer: dict[str, Any] = axe.run(page, options={"runOnly": WCAG}).response
    for violation in answer["violations"]:
        for node in violation["nodes"][:3]:
            yield f"{violation['id']}: {node['html'][:160]} {node['any'][:1]}"
