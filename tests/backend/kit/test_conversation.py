"""What may come back over a kept connection, and what ends it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from backend.kit.conversation import BrokenAnswerError, Conversation, question_of

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
QUESTION = question_of(urlsplit("https://push.example/x"), {"TTL": "60"}, b"abc")


@asynccontextmanager
async def talking_to(talk: Talk) -> AsyncIterator[Conversation]:
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    _, conversation = await asyncio.get_running_loop().create_connection(Conversation, host, port)
    try:
        yield conversation
    finally:
        conversation.end()
        server.close()
        await server.wait_closed()


def saying(*answers: bytes, hangs_up: bool = False) -> Talk:
    """Answers each question with the next of these."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            for answer in answers:
                await reader.readexactly(len(QUESTION))
                writer.write(answer)
                await writer.drain()
            if not hangs_up:
                await reader.read()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    return talk


async def test_one_connection_carries_one_question_after_the_other() -> None:
    first = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nRetry-After: 1\r\nRetry-After: 2\r\nContent-Length: 2\r\n\r\nok"
    second = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"
    async with talking_to(saying(first, second)) as conversation:
        assert await conversation.ask(QUESTION) == (
            201,
            {"retry-after": "1, 2", "content-length": "2"},
            b"ok",
        )
        assert conversation.is_open
        status, _, body = await conversation.ask(QUESTION)
        assert (status, body) == (200, b"hi")


async def test_an_answer_without_a_length_lasts_until_the_other_side_hangs_up() -> None:
    answer = b"HTTP/1.1 200 OK\r\n\r\nall of it"
    async with talking_to(saying(answer, hangs_up=True)) as conversation:
        assert await conversation.ask(QUESTION) == (200, {}, b"all of it")
        assert not conversation.is_open


async def test_of_a_long_answer_the_beginning_is_read_and_nothing_follows_it() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + b"x" * 9000
    async with talking_to(saying(answer)) as conversation:
        status, _, body = await conversation.ask(QUESTION)
        assert (status, body) == (200, b"x" * 4096)
        assert not conversation.is_open


@pytest.mark.parametrize(
    "talk",
    [
        saying(b"SMTP 220 hello\r\n\r\n"),
        saying(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000),
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", hangs_up=True),
        saying(b"", hangs_up=True),
    ],
)
async def test_what_is_no_whole_answer_is_none(talk: Talk) -> None:
    async with talking_to(talk) as conversation:
        with pytest.raises(BrokenAnswerError):
            await conversation.ask(QUESTION)
        assert not conversation.is_open
        with pytest.raises(BrokenAnswerError, match="closed"):
            await conversation.ask(QUESTION)


@pytest.mark.parametrize("headers", [{"X": "a\r\nY: b"}, {"X\n": "a"}, {"X: y": "a"}])
def test_a_header_never_breaks_out_of_its_line(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="header"):
        question_of(urlsplit("https://push.example/x"), headers, b"")
