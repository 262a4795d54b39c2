"""The encryption and the signature on the wire: RFC 8188, 8291 and 8292, by their own vectors."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from backend.kit.dialer import Answer
from backend.kit.secrets import load_secrets
from backend.push.sending import LARGEST_TEXT, Envelope, Sender
from tests.push_service import HOST, Certificate, PushService, check, claims_signed_by, decoded

# RFC 8291, appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SERVER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BROWSER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
BROWSER_PUBLIC = (
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
)
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWA"
    "mS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxs"
    "j_Qulcy4a-fN"
)

NOW = datetime.now(UTC)


class Wire:
    """Takes what would go out."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, str], bytes]] = []

    async def post(self, url: str, *, headers: Mapping[str, str], content: bytes) -> Answer:
        self.calls.append((url, dict(headers), content))
        return Answer(201, {}, b"")


def private_key(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(text), "big"), ec.SECP256R1())


def envelope(host: str = HOST, p256dh: str = BROWSER_PUBLIC, auth: str = AUTH) -> Envelope:
    return Envelope(
        endpoint=f"https://{host}/fcm/send/x",
        p256dh=p256dh,
        auth=auth,
        ttl_seconds=3600,
        urgency="high",
        topic="t" * 32,
    )


def claims_of(headers: Mapping[str, str]) -> dict[str, object]:
    token = headers["Authorization"].split("t=")[1].split(",")[0]
    return dict(json.loads(decoded(token.split(".")[1])))


def test_the_library_encrypts_the_standards_example_byte_for_byte() -> None:
    sealed = http_ece.encrypt(
        PLAIN,
        salt=decoded(SALT),
        private_key=private_key(SERVER_PRIVATE),
        dh=decoded(BROWSER_PUBLIC),
        auth_secret=decoded(AUTH),
        version="aes128gcm",
    )
    assert sealed == decoded(BODY)


@pytest.mark.parametrize(
    ("key", "key_id", "salt", "size", "body"),
    [
        (
            "yqdlZ-tYemfogSmv7Ws5PQ", "", "I1BsxtFttlv3u_Oo94xnmw", 4096,
            "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg",
        ),
        (
            "BO3ZVPxUlnLORbVGMpbT1Q", "a1", "uNCkWiNYzKTnBN9ji3-qWA", 25,
            "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA",
        ),
    ],
    ids=["one record", "two records"],
)  # fmt: skip
def test_the_library_reads_the_examples_of_rfc_8188(
    key: str, key_id: str, salt: str, size: int, body: str
) -> None:
    """RFC 8188, 3.1 and 3.2."""
    raw = decoded(body)
    assert (raw[:16], int.from_bytes(raw[16:20], "big")) == (decoded(salt), size)
    assert raw[21 : 21 + raw[20]].decode() == key_id
    assert http_ece.decrypt(raw, key=decoded(key), version="aes128gcm") == b"I am the walrus"


def test_the_stand_in_judges_the_example_of_rfc_8292() -> None:
    """RFC 8292, 2.4: its signature holds, and does not once a sign of what it says is another."""
    token = (
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3"
        "NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDX"
        "b1JrErtmysazNjjvW2L9OkSSHzvoD1oA"
    )
    public = decoded(
        "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
    )

    assert claims_signed_by(token, public) == {
        "aud": "https://push.example.net", "exp": 1453523768, "sub": "mailto:push@example.com",
    }  # fmt: skip
    assert claims_signed_by(token.replace("MjM3NjgsInN1", "MjM3NjksInN1"), public) is None


async def test_a_browser_with_the_standards_keys_reads_what_we_send(tmp_path: Path) -> None:
    wire = Wire()
    secrets = load_secrets(tmp_path)
    sender = Sender(secrets.vapid_private_pem, "mailto:ops@company.example", wire.post)
    await sender.send(PLAIN, envelope(), NOW)
    sender.close()

    _, _, body = wire.calls[0]
    assert PLAIN not in body
    read = http_ece.decrypt(
        body,
        private_key=private_key(BROWSER_PRIVATE),
        auth_secret=decoded(AUTH),
        version="aes128gcm",
    )
    assert read == PLAIN


async def test_each_message_is_signed_for_its_own_push_service(tmp_path: Path) -> None:
    """A kept dictionary of claims would carry the first host's audience to the second."""
    wire = Wire()
    secrets = load_secrets(tmp_path)
    sender = Sender(secrets.vapid_private_pem, "mailto:ops@company.example", wire.post)
    for host in (HOST, "updates.push.services.mozilla.com", HOST):
        await sender.send(PLAIN, envelope(host), NOW)
    sender.close()

    claims = [claims_of(headers) for _, headers, _ in wire.calls]
    assert [each["aud"] for each in claims] == [
        f"https://{HOST}",
        "https://updates.push.services.mozilla.com",
        f"https://{HOST}",
    ]
    assert {each["sub"] for each in claims} == {"mailto:ops@company.example"}
    assert {each["exp"] for each in claims} == {int((NOW + timedelta(hours=12)).timestamp())}
    headers = wire.calls[0][1]
    assert (headers["TTL"], headers["Urgency"], headers["Topic"]) == ("3600", "high", "t" * 32)
    lower = {name.lower(): value for name, value in headers.items()}
    assert check(lower, wire.calls[0][2], secrets.vapid_public_key) == (201, "")
    other = load_secrets(tmp_path / "other").vapid_public_key
    assert check(lower, wire.calls[0][2], other) == (403, "another application's key")


@pytest.mark.parametrize(("length", "status"), [(LARGEST_TEXT, 201), (LARGEST_TEXT + 1, 413)])
async def test_the_largest_text_just_fits(length: int, status: int, tmp_path: Path) -> None:
    secrets = load_secrets(tmp_path)
    async with PushService(Certificate.make(tmp_path)) as service:
        browser = service.subscribe(secrets.vapid_public_key)
        wire = Wire()
        sender = Sender(secrets.vapid_private_pem, "mailto:ops@company.example", wire.post)
        keys = browser.subscription["keys"]
        await sender.send(b"x" * length, envelope(p256dh=keys["p256dh"], auth=keys["auth"]), NOW)
        sender.close()
        headers = {name.lower(): value for name, value in wire.calls[0][1].items()}
        assert check(headers, wire.calls[0][2], secrets.vapid_public_key)[0] == status
