"""Signatures agree with the standard's own example, and with an independent package on made-up ones."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook as Verifier

from backend.connectors.webhook.model import asked_rest, secret_bytes, secret_text, signed_headers

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def test_the_standards_own_example_comes_out() -> None:
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        datetime.fromtimestamp(1_614_265_330, UTC),
        [secret_bytes("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")],
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(st.binary(min_size=24, max_size=64), st.text(max_size=200))
def test_an_independent_package_signs_the_same(secret: bytes, text: str) -> None:
    body = text.encode("utf-8", "replace")
    ours = signed_headers("msg_1", body, NOW, [secret])["webhook-signature"]
    assert ours == Verifier(secret_text(secret)).sign("msg_1", NOW, body.decode())


def test_a_date_may_say_how_long_to_wait() -> None:
    rest = asked_rest(503, "Tue, 24 Nov 2026 08:10:00 GMT", NOW)
    assert rest is not None
    assert rest.total_seconds() == 600
    assert asked_rest(503, "when it suits", NOW) is None
    far = asked_rest(503, "999999999", NOW)
    assert far is not None
    assert far.days == 1
