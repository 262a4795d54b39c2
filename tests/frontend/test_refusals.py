"""What a browser shows in place of a page, and that programs get what the backend said."""

from typing import Any

import pytest

from backend.kit.problem_details import MEDIA_TYPE
from frontend import app
from shared.problem import ProblemError
from shared.terms import Language
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import session
from tests.frontend.test_app import Answer, Front

SECRET = "postgresql://lockstep:word@10.0.0.9/lockstep"
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


class MissingError(ProblemError):
    code = "not_found"
    status = 404


def refusing(status: int) -> Front:
    """The front before an application that refuses everything, in two pieces."""
    front = Front()

    async def application(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"retry-after", b"2")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"code":', "more_body": True})
        await send({"type": "http.response.body", "body": b'"x"}'})

    front.layer.live = application
    return front


async def opened(front: Front, path: str, accept: str = HTML, **more: str) -> Answer:
    return await front.get(path, accept=accept, **more)


async def test_an_unknown_address_is_a_page_in_the_persons_language() -> None:
    answer = await opened(refusing(404), "/nowhere")
    html = answer.body.decode()
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert answer.headers["retry-after"] == "2"
    assert '<html lang="en" data-theme="light"' in html
    assert "There is nothing at this address" in html
    assert 'id="rail"' in html
    assert "None" not in words(html)


@pytest.mark.parametrize(
    ("asked", "read"), [("ru,en", "По этому адресу ничего нет"), ("zh-CN", "这个地址没有内容")]
)
async def test_a_stranger_reads_it_in_the_browsers_language_without_the_frame(
    asked: str, read: str
) -> None:
    answer = await opened(refusing(404), "/nowhere", cookie="", accept_language=asked)
    html = answer.body.decode()
    assert answer.status == 404
    assert f'<h1 class="t-xl">{read}</h1>' in html
    assert "shell.js" not in html
    assert 'href="/"' in html


async def test_who_is_signed_out_is_asked_to_sign_in() -> None:
    answer = await opened(refusing(401), "/api/v1/customers", cookie="")
    assert answer.status == 401
    assert 'href="/sign-in"' in answer.body.decode()


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_broke_can_be_tried_again(status: int) -> None:
    answer = await opened(refusing(status), "/reports/a b")
    html = answer.body.decode()
    assert answer.status == status
    assert "This page did not come" in html
    assert 'href="/reports/a%20b"' in html
    assert f"say {status}-" in words(html)
    assert "None" not in words(html)


async def test_a_program_gets_what_the_backend_said() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/nowhere", "query_string": b"",
             "headers": [(b"accept", b"application/json")]}  # fmt: skip
    await refusing(404).layer(scope, None, send)
    assert b"".join(each.get("body", b"") for each in sent) == b'{"code":"x"}'


@pytest.mark.parametrize("error", [RuntimeError(SECRET), KeyError(SECRET), ConnectionError(SECRET)])
@pytest.mark.parametrize(
    ("language", "read"),
    [
        (Language.ENGLISH, "This page did not come"),
        (Language.RUSSIAN, "Страница не открылась"),
        (Language.CHINESE, "页面没有打开"),
    ],
)
async def test_a_page_that_cannot_be_drawn_says_so_and_nothing_of_the_error(
    monkeypatch: pytest.MonkeyPatch, error: Exception, language: Language, read: str
) -> None:
    async def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(app, "first_paint", broken)
    front = Front()
    front.sessions["lockstep=viktor"] = session(language=language)
    answer = await opened(front, "/decisions")
    html = answer.body.decode()
    assert answer.status == 500
    assert f'<html lang="{language}' in html
    assert read in html
    assert SECRET not in html
    assert type(error).__name__ not in html


@pytest.mark.parametrize(
    ("asked", "read"), [("ru,en", "Страница не открылась"), ("zh-CN", "页面没有打开")]
)
async def test_a_person_who_cannot_be_recognised_still_gets_a_page(asked: str, read: str) -> None:
    front = refusing(503)

    async def silent(_cookie: str) -> None:
        raise ConnectionError(SECRET)

    front.layer.session_of = silent
    answer = await opened(front, "/decisions", accept_language=asked)
    html = answer.body.decode()
    assert answer.status == 500
    assert read in html
    assert SECRET not in html
    assert "ConnectionError" not in html


async def test_a_row_that_is_not_there_is_not_asked_for_again(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.problems = {"customer": MissingError()}
    painted = await paint("/customers/00000000-0000-0000-0000-0000000000aa")
    assert painted.status == 404
    assert "This is not there, or it is not in your area." in painted.markup
    assert "Try again" not in painted.markup
    assert "Go to your first page" in painted.markup
