"""A push service of our own for tests: the resource of RFC 8030 with every check of RFC 8188, 8291 and 8292.

It speaks TLS with a certificate that only the test trusts, keeps what it was sent, decrypts it with
the keys of the browsers that it invented itself, and answers with whatever fault a test asks for.
"""

import asyncio
import base64
import datetime as dt
import hashlib
import ipaddress
import json
import secrets
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import http_ece
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.x509.oid import NameOID

HOST = "jmt17.google.com"
LARGEST_BODY = 4096
LONGEST_TOKEN_SECONDS = 86_400


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass(frozen=True)
class Certificate:
    """A certificate for `HOST` and loopback, its key, and what a browser has to be told to trust it."""

    path: Path
    key_path: Path
    spki: str

    @classmethod
    def make(cls, folder: Path) -> Self:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
        today = dt.datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - dt.timedelta(days=1))
            .not_valid_after(today + dt.timedelta(days=2))
            .add_extension(
                x509.SubjectAlternativeName(
                    [x509.DNSName(HOST), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
                ),
                critical=False,
            )
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        made = cls(
            folder / "push.crt",
            folder / "push.key",
            base64.b64encode(
                hashlib.sha256(
                    key.public_key().public_bytes(
                        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
                    )
                ).digest()
            ).decode(),
        )
        made.path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        made.key_path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return made

    def server_side(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path, self.key_path)
        return context

    def client_side(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.path))


@dataclass
class Browser:
    """A browser that subscribed: what it told us, and the keys by which it reads what it is sent."""

    token: str
    sender: str
    private_key: ec.EllipticCurvePrivateKey
    auth: bytes

    @property
    def subscription(self) -> dict[str, Any]:
        public = self.private_key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return {
            "endpoint": f"https://{HOST}/fcm/send/{self.token}",
            "keys": {"p256dh": encoded(public), "auth": encoded(self.auth)},
        }

    def read(self, body: bytes) -> dict[str, Any]:
        text = http_ece.decrypt(
            body, private_key=self.private_key, auth_secret=self.auth, version="aes128gcm"
        )
        return dict(json.loads(text))


@dataclass(frozen=True)
class Received:
    """One POST to a push resource, and how it was answered."""

    token: str
    status: int
    why: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Fault:
    """What to answer instead of 201; `hang` says nothing at all, `reset` hangs up at once."""

    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    hang: bool = False
    reset: bool = False


class PushService:
    """Listens on a loopback port; `faults` are used up in order, by token."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        self.browsers: dict[str, Browser] = {}
        self.senders: dict[str, str] = {}
        self.received: list[Received] = []
        self.faults: dict[str, list[Fault]] = {}
        self.connection_count = 0
        self.arrival = asyncio.Event()
        self.now: Callable[[], float] = time.time
        self.port = 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    async def start(self) -> None:
        """Listen, again on the port that it had."""
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, ssl=self.certificate.server_side()
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Go away in the middle of whatever is under way."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        self._open.clear()

    def subscribe(self, sender: str) -> Browser:
        """Invent a browser that subscribes with the application's public key."""
        browser = Browser(
            secrets.token_urlsafe(24),
            sender,
            ec.generate_private_key(ec.SECP256R1()),
            secrets.token_bytes(16),
        )
        self.browsers[browser.token] = browser
        self.senders[browser.token] = sender
        return browser

    def messages(self, browser: Browser) -> list[dict[str, Any]]:
        """What the browser could read of all that was accepted for it."""
        return [
            browser.read(each.body)
            for each in self.received
            if each.token == browser.token and each.status == 201
        ]

    async def accepted(self, token: str, headers: dict[str, str], body: bytes) -> None:
        """Hand an accepted message on; a stand-in with a real browser behind it sends it there."""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connection_count += 1
        self._open.add(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                line, *rest = head.decode().split("\r\n")
                headers = {
                    name.lower(): value
                    for name, value in (each.split(": ", 1) for each in rest if each)
                }
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                if not await self._answer(line, headers, body, writer):
                    return
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            return
        finally:
            self._open.discard(writer)
            writer.close()

    async def _answer(
        self, line: str, headers: dict[str, str], body: bytes, writer: asyncio.StreamWriter
    ) -> bool:
        token = line.split(" ")[1].rpartition("/")[2]
        fault = self.faults[token].pop(0) if self.faults.get(token) else None
        if fault is not None:
            is_silent = fault.hang or fault.reset
            status, why = 0 if is_silent else fault.status, "asked for"
        elif token not in self.senders:
            status, why = 404, "no such subscription"
        else:
            status, why = check(headers, body, self.senders[token], self.now())
        self.received.append(Received(token, status, why, headers, body))
        self.arrival.set()
        if fault is not None and fault.hang:
            await asyncio.Event().wait()
        if fault is not None and fault.reset:
            writer.transport.abort()
            return False
        if status == 201:
            await self.accepted(token, headers, body)
        answer = fault or Fault()
        lines = [f"HTTP/1.1 {status} as-said", f"Content-Length: {len(answer.body)}"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + answer.body)
        await writer.drain()
        return True


def check(
    headers: dict[str, str], body: bytes, sender: str, now: float | None = None
) -> tuple[int, str]:
    """Judge a push message as the standards ask; the status and, for people, why."""
    if not headers.get("ttl", "").isdigit():
        return 400, "TTL is missing"
    if headers.get("urgency", "normal") not in {"very-low", "low", "normal", "high"}:
        return 400, "Urgency"
    topic = headers.get("topic", "")
    if len(topic) > 32 or not all(each.isalnum() or each in "-_" for each in topic):
        return 400, "Topic"
    if len(body) > LARGEST_BODY:
        return 413, "too large"
    if headers.get("content-encoding") != "aes128gcm":
        return 400, "Content-Encoding"
    scheme, _, parameters = headers.get("authorization", "").partition(" ")
    if scheme != "vapid":
        return 401, "no VAPID"
    named = dict(each.strip().split("=", 1) for each in parameters.split(","))
    if named["k"].rstrip("=") != sender.rstrip("="):
        return 403, "another application's key"
    return _check_token(named["t"], decoded(named["k"]), time.time() if now is None else now)


def claims_signed_by(token: str, public: bytes) -> dict[str, Any] | None:
    """What a token claims; None where another key has signed it."""
    head, claims_text, signature_text = token.split(".")
    signature = decoded(signature_text)
    pair = utils.encode_dss_signature(
        int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    )
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    try:
        key.verify(pair, f"{head}.{claims_text}".encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return None
    return dict(json.loads(decoded(claims_text)))


def _check_token(token: str, public: bytes, now: float) -> tuple[int, str]:
    claims = claims_signed_by(token, public)
    if claims is None:
        return 403, "signature"
    if claims.get("aud") != f"https://{HOST}":
        return 403, f"aud {claims.get('aud')}"
    if not now < claims.get("exp", 0) <= now + LONGEST_TOKEN_SECONDS:
        return 403, "exp"
    if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
        return 403, "sub"
    return 201, ""
