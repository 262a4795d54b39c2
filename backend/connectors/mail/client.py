"""Carries one mail to one receiver over the one kept connection; knows nothing of what it says."""

import asyncio
import contextlib
import os
import ssl
import stat
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, Self
from urllib.parse import unquote, urlsplit

from backend.connectors.mail.model import Tried
from backend.kit.dialer import DialFailedError, DialRefusedError, Ways, open_socket
from backend.kit.sealing import Seal
from backend.kit.secrets import SecretsOpenError, load_secrets
from backend.settings import Settings

if TYPE_CHECKING:
    from aiosmtplib import SMTP

SECONDS: Final = 30.0
_LONGEST_SAID: Final = 500
_OK: Final = 250
_CLOSING: Final = 421
_SILENT_SECONDS: Final = 20.0
_PASSWORD_FILE: Final = "mail.password"  # noqa: S105 -- the name of the file that holds it


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails go: `mode` is `smtp` (STARTTLS, required), `smtps` (TLS) or `smtp+plain` (loopback)."""

    host: str
    port: int
    mode: str
    user: str

    @classmethod
    def said(cls, text: str) -> Self:
        """The server as the setting names it.

        >>> MailServer.said("smtp://plan%40mill.example@mail.example:587").user
        'plan@mill.example'
        """
        parts = urlsplit(text)
        return cls(
            parts.hostname or "", parts.port or 0, parts.scheme, unquote(parts.username or "")
        )


class Courier(Protocol):
    """What carries a mail out; in the product, `Carrier`."""

    async def carry(self, sender: str, receiver: str, content: bytes) -> Tried:
        """Try once; failures are told, not raised."""
        ...


class Carrier:
    """Keeps one connection to the mail server; what several want to send goes one after the other."""

    def __init__(
        self,
        server: MailServer,
        ways: Ways,
        *,
        password: str = "",
        certificates: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._server = server
        self._ways = ways
        self._password = password
        self._certificates = certificates
        self._seconds = seconds
        self._smtp: SMTP | None = None
        self._used_at = 0.0
        self._lock = asyncio.Lock()

    async def carry(self, sender: str, receiver: str, content: bytes) -> Tried:
        """Hand one mail over; a kept connection that has gone stale is made anew once."""
        begun = time.perf_counter()
        async with self._lock:
            try:
                code, said, is_receiver, is_server = await self._carry(sender, receiver, content)
            except BaseException:
                # Broken off in the middle: the next mail would be taken for more of this one.
                self._drop()
                raise
        took = round((time.perf_counter() - begun) * 1000)
        return Tried(took, code, said[:_LONGEST_SAID], is_receiver, is_server)

    async def close(self) -> None:
        """Say good-bye to the server."""
        async with self._lock:
            smtp, self._smtp = self._smtp, None
            if smtp is not None and smtp.is_connected:
                with contextlib.suppress(Exception):
                    await smtp.quit(timeout=2)
                smtp.close()

    async def _carry(
        self, sender: str, receiver: str, content: bytes
    ) -> tuple[int | None, str, bool, bool]:
        from aiosmtplib import (  # noqa: PLC0415 -- only a process that sends carries it
            SMTPAuthenticationError,
            SMTPException,
            SMTPRecipientRefused,
            SMTPResponseException,
            SMTPServerDisconnected,
        )

        is_open = False
        try:
            smtp = await self._opened()
            is_open = True
            await smtp.mail(sender)
            await smtp.rcpt(receiver)
            answer = await smtp.data(content)
        except SMTPRecipientRefused as error:
            await self._reset()
            return error.code, error.message, True, False
        except SMTPAuthenticationError as error:
            self._drop()
            return error.code, f"sign-in: {error.message}", False, True
        except SMTPServerDisconnected as error:
            self._drop()
            return None, f"cut off: {error}", False, not is_open
        except SMTPResponseException as error:
            await self._reset()
            # 421 ends the conversation, whatever it answers (RFC 5321 §3.8).
            return error.code, error.message, False, not is_open or error.code == _CLOSING
        except (SMTPException, DialFailedError, DialRefusedError, OSError, TimeoutError) as error:
            self._drop()
            return None, f"{type(error).__name__}: {error}", False, not is_open
        return answer.code or _OK, answer.message, False, False

    async def _opened(self) -> "SMTP":
        """The kept conversation, asked first whether it is still there when it has been silent."""
        smtp = self._smtp
        if smtp is not None and smtp.is_connected:
            if time.monotonic() - self._used_at < _SILENT_SECONDS:
                self._used_at = time.monotonic()
                return smtp
            # Servers end what has been silent for some minutes.
            with contextlib.suppress(Exception):
                await smtp.noop()
                self._used_at = time.monotonic()
                return smtp
        return await self._connected()

    async def _connected(self) -> "SMTP":
        from aiosmtplib import SMTP  # noqa: PLC0415 -- as above

        self._drop()
        server = self._server
        plug = await open_socket(self._ways, server.host, server.port)
        smtp = SMTP(
            hostname=server.host,
            port=None,
            sock=plug,
            use_tls=server.mode == "smtps",
            start_tls=False,
            timeout=self._seconds,
            tls_context=self._certificates or ssl.create_default_context(),
            local_hostname=sender_domain(self._server.user) or "lockstep.localdomain",
        )
        try:
            await smtp.connect()
            if server.mode == "smtp":
                await smtp.starttls(server_hostname=server.host)
            if server.user:
                await smtp.login(server.user, self._password)
        except BaseException:
            smtp.close()
            raise
        self._smtp, self._used_at = smtp, time.monotonic()
        return smtp

    async def _reset(self) -> None:
        smtp = self._smtp
        try:
            if smtp is not None and smtp.is_connected:
                await smtp.rset()
        except Exception:  # noqa: BLE001 -- a conversation that cannot go on is begun anew
            self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()


def sender_domain(address: str) -> str:
    """The domain of an address; empty where there is none.

    >>> sender_domain("plan@mill.example")
    'mill.example'
    """
    return address.rpartition("@")[2] if "@" in address else ""


@dataclass(slots=True)
class Rest:
    """Until when a server that cannot be reached is left alone; the mails of all wait for it."""

    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailOffice:
    """What a process knows of mail; without a `sender` none is written at all.

    `origin` is what links in mails begin with; `courier` is there in the worker alone.
    """

    seal: Seal
    link_key: bytes
    sender: str
    origin: str
    courier: Courier | None
    rest: Rest = field(default_factory=Rest)

    @property
    def is_on(self) -> bool:
        """Whether a mail server is set."""
        return bool(self.sender)

    @property
    def domain(self) -> str:
        """What Message-IDs end with."""
        return sender_domain(self.sender)


_office: MailOffice | None = None


@asynccontextmanager
async def open_mail(settings: Settings, *, sends: bool) -> AsyncIterator[MailOffice]:
    """Let this process keep mails sealed and, where it `sends`, hand them to the server."""
    secrets = load_secrets(settings.secrets)
    carrier = None
    if sends and settings.mail_server:
        server = MailServer.said(settings.mail_server)
        ways = Ways.said((server.host,), settings.private_networks, settings.dial_routes)
        carrier = Carrier(server, ways, password=kept_password(settings.secrets))
    office_now = MailOffice(
        seal=Seal(secrets.key_for("mail")),
        link_key=secrets.key_for("mail link"),
        sender=settings.mail_from if settings.mail_server else "",
        origin=settings.origins[0],
        courier=carrier,
    )
    with mail_office(office_now) as opened:
        try:
            yield opened
        finally:
            if carrier is not None:
                await carrier.close()


@contextmanager
def mail_office(chosen: MailOffice) -> Iterator[MailOffice]:
    """Use this office while the block lasts."""
    global _office  # noqa: PLW0603 -- like the engine, one a process, said at its start
    before, _office = _office, chosen
    try:
        yield chosen
    finally:
        _office = before


def office() -> MailOffice | None:
    """What this process knows of mail; None where nobody opened it, which is like no server set."""
    return _office


def kept_password(folder: Path) -> str:
    """The mail server's password as `lockstep mail password` keeps it; empty where there is none."""
    path = folder / _PASSWORD_FILE
    if not path.exists():
        return ""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SecretsOpenError(path)
    return path.read_text(encoding="utf-8").rstrip("\n")


def keep_password(folder: Path, password: str) -> None:
    """Keep the mail server's password beside the other keys, for this account only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / _PASSWORD_FILE
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(password)
