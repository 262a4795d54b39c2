"""Somebody else's mail server for tests: a real aiosmtpd on loopback that refuses, delays or hangs up as asked."""
# ruff: noqa: ARG002, N802 -- aiosmtpd says how its hooks are called

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.push_service import HOST


@dataclass(frozen=True)
class Delivered:
    """A mail that was taken: who it is for, and its bytes."""

    receiver: str
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        found = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def name(self) -> str:
        return str(self.mail["Message-ID"])

    def body(self, kind: str = "plain") -> str:
        part = self.mail.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")

    def files(self) -> dict[str, bytes]:
        return {
            str(part.get_filename()): part.get_payload(decode=True) or b""  # type: ignore[misc]
            for part in self.mail.iter_attachments()
        }


@dataclass
class Faults:
    """Answers to give instead of taking: by receiver at RCPT, and for the next DATA; used up in order.

    `drops`: how many conversations are cut after DATA was taken; `hangs`: how many are never answered.
    """

    at_receiver: dict[str, list[str]] = field(default_factory=dict)
    at_data: list[str] = field(default_factory=list)
    at_sender: list[str] = field(default_factory=list)
    drops: int = 0
    hangs: int = 0


class MailServer:
    """Listens on a loopback port; `taken` holds every mail in the order of its arrival."""

    def __init__(
        self,
        *,
        certificates: ssl.SSLContext | None = None,
        sign_in: tuple[str, str] | None = None,
    ) -> None:
        self.taken: list[Delivered] = []
        self.faults = Faults()
        self.connections = 0
        self.arrived = asyncio.Event()
        self.port = 0
        self._certificates = certificates
        self._sign_in = sign_in
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.BaseTransport] = set()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop()

    async def start(self, port: int = 0) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            self._conversation, "127.0.0.1", port or self.port, reuse_address=True
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Go away in the middle of whatever is under way."""
        assert self._server is not None
        self._server.close()
        for transport in list(self._open):
            transport.abort()  # type: ignore[attr-defined]
        self._open.clear()

    async def until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Wait for mails until something is so, at most so long; returns whether it is."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not is_so():
                    self.arrived.clear()
                    await self.arrived.wait()
        return is_so()

    def to(self, receiver: str) -> list[Delivered]:
        return [each for each in self.taken if each.receiver == receiver]

    def refuse(self, receiver: str, *answers: str) -> None:
        self.faults.at_receiver.setdefault(receiver, []).extend(answers)

    def _conversation(self) -> SMTP:
        self.connections += 1
        server = self
        needs_sign_in = self._sign_in is not None

        class Conversation(SMTP):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                server._open.add(transport)
                super().connection_made(transport)

            def connection_lost(self, error: Exception | None) -> None:
                server._open.discard(self.transport)
                super().connection_lost(error)

        return Conversation(
            _Handler(self),
            enable_SMTPUTF8=True,
            hostname=HOST,
            tls_context=self._certificates,
            require_starttls=self._certificates is not None,
            auth_required=needs_sign_in,
            authenticator=self._check if needs_sign_in else None,
            loop=asyncio.get_running_loop(),
        )

    def _check(
        self, server: Any, session: Session, envelope: Envelope, mechanism: str, told: Any
    ) -> AuthResult:
        given = (told.login.decode(), told.password.decode())
        return AuthResult(success=given == self._sign_in, handled=False)


class _Handler:
    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def handle_MAIL(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        faults = self._server.faults.at_sender
        if faults:
            return faults.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answers = self._server.faults.at_receiver.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        faults = self._server.faults
        if faults.hangs:
            faults.hangs -= 1
            self._server.arrived.set()
            await asyncio.Event().wait()
        if faults.at_data:
            return faults.at_data.pop(0)
        content = envelope.original_content or b""
        self._server.taken.extend(Delivered(each, content) for each in envelope.rcpt_tos)
        self._server.arrived.set()
        if faults.drops:
            faults.drops -= 1
            server.transport.abort()
        return "250 taken"
