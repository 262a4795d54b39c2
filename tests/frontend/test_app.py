"""The front end as an ASGI layer: who gets which document, with which headers, and which files."""

import gzip
import re
from typing import Any

import pytest

from frontend.app import mount
from frontend.page_table import PAGES, may_open
from shared.session import SessionFacts
from shared.terms import Language, Role, Theme
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW, PROPOSAL_ID, session


class Answer:
    """What came back: status, headers by name, body."""

    def __init__(self, sent: list[Any]) -> None:
        self.status: int = sent[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        self.body: bytes = sent[1]["body"]


class Front:
    """The mounted layer over an application that says it was reached."""

    def __init__(self) -> None:
        self.sessions: dict[str, SessionFacts] = {"lockstep=viktor": session()}
        self.layer = mount(
            self._application,
            session_of=self._session_of,
            gateway_for=lambda facts: FakeGateway(facts=facts),
            clock=lambda: NOW,
        )

    async def _session_of(self, cookie: str) -> SessionFacts | None:
        return self.sessions.get(cookie.partition("; ")[0])

    @staticmethod
    async def _application(scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    async def get(
        self, path: str, cookie: str = "lockstep=viktor", method: str = "GET", **headers: str
    ) -> Answer:
        address, _, query_string = path.partition("?")
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        named = {
            "cookie": cookie,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        scope = {
            "type": "http",
            "method": method,
            "path": address,
            "query_string": query_string.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in named.items() if value],
        }
        await self.layer(scope, None, send)
        return Answer(sent)


@pytest.fixture
def front() -> Front:
    return Front()


async def test_a_page_comes_drawn_with_its_data_and_is_never_stored(front: Front) -> None:
    answer = await front.get("/decisions")
    html = answer.body.decode()
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert '<html lang="en" data-theme="light" data-device="floor">' in html
    assert 'data-page="frontend.pages.decisions.decisions_page"' in html
    assert "Hartmann Wind Towers" in html


async def test_the_policy_of_a_document_lets_nothing_foreign_run(front: Front) -> None:
    headers = (await front.get("/decisions")).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert policy.endswith("require-trusted-types-for 'script'; trusted-types lockstep")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"


async def test_a_document_holds_no_inline_script_and_no_inline_style(front: Front) -> None:
    html = (await front.get(f"/decisions/{PROPOSAL_ID}")).body.decode()
    assert re.findall(r"<script[^>]*>([^<]+)</script>", html) == []
    assert not re.search(r"<style|\sstyle=", html)


async def test_somebody_who_is_not_signed_in_is_sent_to_sign_in_and_back(front: Front) -> None:
    answer = await front.get("/decisions?order=biggest&x=1", cookie="")
    assert answer.status == 303
    assert answer.headers["location"] == "/sign-in?next=/decisions%3Forder%3Dbiggest%26x%3D1"
    assert answer.body == b""


async def test_a_page_of_another_role_is_refused_in_words(front: Front) -> None:
    answer = await front.get("/import")
    assert answer.status == 403
    assert "This page is not for your role" in answer.body.decode()
    assert "data-page" not in answer.body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sign-in",
        "/today",
        "/promise",
        "/changes/new",
        "/outbox",
        f"/outbox/{PROPOSAL_ID}",
        "/customers",
    ],
)
async def test_the_shell_of_an_island_is_the_same_for_everybody_and_empty(
    front: Front, path: str
) -> None:
    answer = await front.get(path, cookie="", accept_language="ru-RU,ru;q=0.9,en;q=0.8")
    html = answer.body.decode()
    assert answer.status == 200
    assert '<html lang="ru">' in html
    assert '<main class="main" id="page" tabindex="-1"></main>' in html
    assert "/static/js/page.js" not in html


async def test_looks_that_a_person_chose_are_in_the_first_byte(front: Front) -> None:
    front.sessions["lockstep=anna"] = session(
        roles=(Role.EXECUTIVE,), language=Language.CHINESE, theme=Theme.DARK
    )
    html = (await front.get("/kpi", cookie="lockstep=anna")).body.decode()
    assert '<html lang="zh-Hans" data-theme="dark">' in html


async def test_times_are_those_of_the_persons_own_clock(front: Front) -> None:
    html = (
        await front.get("/decisions", cookie="lockstep=viktor; time_zone=Asia%2FShanghai")
    ).body.decode()
    assert "20:30" in html


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Nowhere%2FCity", "%00", "UTC%0d%0aX"])
async def test_a_zone_that_is_none_counts_as_utc(front: Front, zone: str) -> None:
    html = (
        await front.get("/decisions", cookie=f"lockstep=viktor; time_zone={zone}")
    ).body.decode()
    assert "12:30" in html


async def test_everything_else_reaches_the_application(front: Front) -> None:
    assert (await front.get("/api/v1/session")).status == 299
    assert (await front.get("/decisions", method="POST")).status == 299
    assert (await front.get("/decisions/not-an-id")).body == b"/decisions/not-an-id"
    assert (await front.get("/static/../app.py")).status == 299


async def test_a_file_asked_for_by_its_version_is_kept_for_ever(front: Front) -> None:
    html = (await front.get("/decisions")).body.decode()
    match = re.search(r'href="(/static/css/lockstep\.css\?v=[0-9a-f]{16})"', html)
    assert match
    answer = await front.get(match[1])
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.body.startswith(b"/* Lockstep design tokens.")


async def test_a_file_without_version_is_asked_about_again(front: Front) -> None:
    answer = await front.get("/static/js/page.js")
    assert answer.headers["cache-control"] == "no-cache"
    again = await front.get("/static/js/page.js", if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")


async def test_a_text_travels_compressed_where_the_browser_takes_it(front: Front) -> None:
    plain = await front.get("/static/texts/zh.json")
    packed = await front.get("/static/texts/zh.json", accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert '"decisions-title":[["count"]," 项决定等您"]' in plain.body.decode()


async def test_the_library_of_the_live_pages_comes_from_here_too(front: Front) -> None:
    answer = await front.get("/reactpy/static/index.js")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert b"mountReactPy" in answer.body


async def test_every_file_that_a_document_names_is_there(front: Front) -> None:
    html = (await front.get("/decisions")).body.decode()
    named = re.findall(r'(?:href|src)="(/(?:static/[^"#]+|manifest\.webmanifest))["#]', html)
    assert len(named) >= 7
    assert {path: (await front.get(path)).status for path in named} == dict.fromkeys(named, 200)


async def test_head_tells_the_length_and_sends_nothing(front: Front) -> None:
    answer = await front.get("/decisions", method="HEAD")
    assert answer.body == b""
    assert int(answer.headers["content-length"]) > 1_000


def test_a_page_has_one_door() -> None:
    roles: dict[str, frozenset[Role]] = {}
    assert [
        page.name for page in PAGES if roles.setdefault(page.name, page.roles) != page.roles
    ] == []


def test_a_page_that_is_not_in_the_table_may_be_opened_by_nobody() -> None:
    everybody = session(roles=tuple(Role))
    assert not may_open(everybody, "os.system")
    assert all(may_open(everybody, page.name) for page in PAGES)


def test_a_rep_opens_forecast_promotions_changes_customers_alerts_settings_and_no_other_live_page() -> (
    None
):
    rep = session(roles=(Role.REP,))
    assert [page.name.rpartition(".")[2] for page in PAGES if may_open(rep, page.name)] == [
        "forecast_page",
        "forecast_pipeline_page",
        "forecast_series_page",
        "forecast_customer_page",
        "promotions_page",
        "promotion_page",
        "changes_page",
        "change_page",
        "routes_page",
        "why_page",
        "delivery_page",
        "alert_page",
        "urgent_orders_page",
        "urgent_order_page",
        "thing_page",
        "customer_list_page",
        "customer_page",
        "customer_lines_page",
        "segments_page",
        "market_page",
        "market_lines_page",
        "inbox_page",
        "settings_page",
        "notices_page",
    ]
