"""A log line is one line, says whose request it was, and keeps secrets out."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from backend.kit.logging import RequestLog, bound, configure_logging, request_id, scrub


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging("test", "INFO", stream)
    try:
        yield stream
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(capture=False)


def read(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().split("\n") if line]


def test_an_event_is_one_line_whatever_its_text_holds(lines: io.StringIO) -> None:
    for text in (
        "two\nlines",
        'quote " brace }',
        "\r\nfaked: line",
        "\x1b[31mred",
        "\u2028",
        "定货 Заказ",
    ):
        logging.getLogger("test").info("%s", text)
    found = read(lines)
    assert [line["message"] for line in found] == [
        "two\nlines", 'quote " brace }', "\r\nfaked: line", "\x1b[31mred", "\u2028", "定货 Заказ",
    ]  # fmt: skip
    assert lines.getvalue().count("\n") == 6


def test_only_listed_fields_are_written(lines: io.StringIO) -> None:
    logging.getLogger("test").info("sent", extra={"op_id": "1", "customer_name": "Baltic Paint"})
    (line,) = read(lines)
    assert line["op_id"] == "1"
    assert line["left_out"] == ["customer_name"]
    assert "Baltic Paint" not in lines.getvalue()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("postgresql://lockstep:hunter2@db/lockstep", "postgresql://***@db/lockstep"),
        ("Authorization: Bearer abc.def", "Authorization: ***"),
        ("password=hunter2 rest", "password=*** rest"),
        ('{"token": "hunter2"}', '{"token": ***"}'),
        ("cookie: session=hunter2; other=1", "cookie: ***"),
        ("duplicate\nDETAIL:  Key (email)=(a@b.c) exists.\nend", "duplicate\nDETAIL: ***\nend"),
        ("proposal 7 was approved", "proposal 7 was approved"),
    ],
)
def test_what_slips_into_a_text_is_taken_out(said: str, kept: str) -> None:
    assert scrub(said) == kept


def test_an_exception_keeps_its_place_and_loses_its_secret(lines: io.StringIO) -> None:
    def fail() -> None:
        raise RuntimeError("cannot open postgresql://owner:hunter2@db/lockstep")

    try:
        fail()
    except RuntimeError:
        logging.getLogger("test").exception("start failed")
    (line,) = read(lines)
    assert "RuntimeError: cannot open postgresql://***@db/lockstep" in line["exception"]
    assert "hunter2" not in lines.getvalue()


async def answer_with(scope: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    sent: list[dict[str, Any]] = []
    seen: list[str] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        seen.append(request_id())
        logging.getLogger("test").info("inside")
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    await RequestLog(app)(scope, None, send)
    return sent, seen


async def test_a_request_has_one_id_in_its_lines_and_in_its_answer(lines: io.StringIO) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/sync/v1/pull",
        "headers": [(b"x-request-id", b"abcdef-12")],
    }
    sent, seen = await answer_with(scope)
    assert seen == ["abcdef-12"]
    assert (b"x-request-id", b"abcdef-12") in sent[0]["headers"]
    assert [line["request_id"] for line in read(lines)] == ["abcdef-12", "abcdef-12"]
    assert read(lines)[1]["status"] == 204
    assert request_id() == ""


@pytest.mark.parametrize("given", [b"", b"short", b"x" * 65, b"with space in", b"line\nbreak1"])
async def test_an_id_that_is_not_one_is_replaced(lines: io.StringIO, given: bytes) -> None:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"x-request-id", given)]}
    _, seen = await answer_with(scope)
    assert len(seen[0]) == 32
    assert seen[0] != given.decode()


def test_fields_bound_outside_are_gone_again() -> None:
    with bound(request_id="outer-request"):
        with bound(person_id="7"):
            assert request_id() == "outer-request"
        assert request_id() == "outer-request"
    assert request_id() == ""
