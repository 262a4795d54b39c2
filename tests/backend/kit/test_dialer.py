"""What may leave the house, and where to: lists, addresses, redirects, sizes, times."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.kit.dialer import (
    Dialer,
    DialFailedError,
    DialRefusedError,
    Ways,
    check_url,
    is_public,
)
from backend.settings import PUSH_HOSTS, SettingError, Settings
from tests.push_service import HOST, Certificate, Fault, PushService

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)

REFUSED_URLS = [
    "http://fcm.googleapis.com/x",
    "https://127.0.0.1/x",
    "https://localhost/x",
    "https://[::1]/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://127.1/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.1/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[64:ff9b::7f00:1]/x",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com:22/x",
    "https://fcm.googleapis.com:99999/x",
    "https://fcm.googleapis.com@127.0.0.1/x",
    "https://user:word@fcm.googleapis.com/x",
    "https://fcm.googleapis.com.evil.example/x",
    "https://evilfcm.googleapis.com/x",
    "https://fcm.googleapis.com./x",
    "https://notify.windows.com/x",
    "https://evilnotify.windows.com/x",
    "https://.notify.windows.com/x",
    "https:///x",
    "https:fcm.googleapis.com/x",
    "//fcm.googleapis.com/x",
    "file:///etc/passwd",
    "gopher://fcm.googleapis.com/x",
    "javascript:alert(1)",
    "https://fcm.googleapis.com\\@127.0.0.1/x",
    "https://fcm.googleapis.com/a b",
    "https://fcm.googleapis.com/a\r\nHost: inside",
    "https://fcm.googleapis.com\t/x",
    "https://fcm。googleapis。com/x",
    "https://ｆcm.googleapis.com/x",
    "https://[fcm.googleapis.com/x",
    "https://fcm.googleapis.com/" + "x" * 2048,
    "",
]

INSIDE_ADDRESSES = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "192.0.0.192", "192.0.2.1", "198.18.0.1", "192.88.99.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1",
    "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "ff0e::1",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "not an address",
]  # fmt: skip


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[PushService]:
    async with PushService(Certificate.make(tmp_path)) as started:
        yield started


def dialer_to(service: PushService, seconds: float = 5.0, **changes: object) -> Dialer:
    ways = Ways(
        hosts=(HOST,),
        private_networks=LOOPBACK,
        routes={HOST: ("127.0.0.1", service.port)},
    )
    return Dialer(ways, certificates=service.certificate.client_side(), seconds=seconds)


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_a_url_off_the_list_is_refused(url: str) -> None:
    with pytest.raises(DialRefusedError):
        check_url(url, PUSH_HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://FCM.googleapis.com:443/fcm/send/abc",
        "https://jmt17.google.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ],
)
def test_the_push_services_of_browsers_are_on_the_list(url: str) -> None:
    check_url(url, PUSH_HOSTS)


@pytest.mark.parametrize("address", INSIDE_ADDRESSES)
def test_an_inside_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["142.250.74.10", "2a00:1450:4001:80e::200a", "1.1.1.1"])
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


def test_a_network_opened_on_the_machine_is_public_for_us_and_no_other() -> None:
    opened = (ipaddress.ip_network("10.20.0.0/16"),)
    assert is_public("10.20.3.4", opened)
    assert is_public("::ffff:10.20.3.4", opened)
    assert not is_public("10.21.0.1", opened)


async def test_a_post_reaches_the_service_over_its_own_name(service: PushService) -> None:
    dialer = dialer_to(service)
    answer = await dialer.post(
        f"https://{HOST}/fcm/send/x", headers={"TTL": "60"}, content=b"hello"
    )
    await dialer.close()

    assert answer.status == 404
    assert service.received[0].body == b"hello"
    assert service.received[0].headers["host"] == HOST


async def test_a_name_that_leads_inside_connects_to_nothing(service: PushService) -> None:
    async def inside(host: str, port: int) -> list[str]:
        return ["142.250.74.10", "127.0.0.1"]

    dialer = Dialer(Ways(hosts=(HOST,)), resolve=inside)
    with pytest.raises(DialRefusedError):
        await dialer.post(f"https://{HOST}/fcm/send/x", headers={}, content=b"")
    await dialer.close()
    assert service.connection_count == 0


async def test_a_name_is_looked_up_once_and_the_checked_address_is_used(
    service: PushService,
) -> None:
    """A name that answers otherwise a second time has nothing to answer."""
    asked = []

    async def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    # Nothing listens on port 443 here: what counts is which address was tried.
    dialer = Dialer(Ways(hosts=(HOST,), private_networks=LOOPBACK), resolve=rebinding, seconds=2)
    with pytest.raises(DialFailedError):
        await dialer.post(f"https://{HOST}/x", headers={}, content=b"")
    await dialer.close()
    assert asked == [HOST]


async def test_a_route_inside_needs_an_opened_network(service: PushService) -> None:
    dialer = Dialer(Ways(hosts=(HOST,), routes={HOST: ("127.0.0.1", service.port)}))
    with pytest.raises(DialRefusedError):
        await dialer.post(f"https://{HOST}/x", headers={}, content=b"")
    await dialer.close()
    assert service.connection_count == 0


async def test_a_redirect_is_an_answer_and_not_a_way(service: PushService) -> None:
    service.faults["x"] = [Fault(307, {"Location": f"https://{HOST}/elsewhere"})]
    dialer = dialer_to(service)
    answer = await dialer.post(f"https://{HOST}/x", headers={}, content=b"secret")
    await dialer.close()
    assert answer.status == 307
    assert [each.token for each in service.received] == ["x"]


async def test_a_certificate_that_nobody_vouches_for_is_refused(service: PushService) -> None:
    ways = Ways(
        hosts=(HOST,), private_networks=LOOPBACK, routes={HOST: ("127.0.0.1", service.port)}
    )
    dialer = Dialer(ways)
    with pytest.raises(DialFailedError, match="CERTIFICATE_VERIFY_FAILED"):
        await dialer.post(f"https://{HOST}/x", headers={}, content=b"")
    await dialer.close()
    assert service.received == []


async def test_an_answer_is_cut_at_four_kibibytes(service: PushService) -> None:
    service.faults["x"] = [Fault(400, body=b"a" * 2_000_000)]
    dialer = dialer_to(service)
    answer = await dialer.post(f"https://{HOST}/x", headers={}, content=b"")
    await dialer.close()
    assert answer.body == b"a" * 4096


async def test_a_silent_service_is_left_in_time(service: PushService) -> None:
    service.faults["x"] = [Fault(hang=True)]
    dialer = dialer_to(service, seconds=0.3)
    started = asyncio.get_running_loop().time()
    with pytest.raises(DialFailedError, match="no answer"):
        await dialer.post(f"https://{HOST}/x", headers={}, content=b"")
    await dialer.close()
    assert asyncio.get_running_loop().time() - started < 2


async def test_a_hung_up_connection_is_a_failure(service: PushService) -> None:
    service.faults["x"] = [Fault(reset=True)]
    dialer = dialer_to(service)
    with pytest.raises(DialFailedError):
        await dialer.post(f"https://{HOST}/x", headers={}, content=b"")
    await dialer.close()


async def test_calls_to_one_host_share_a_connection(service: PushService) -> None:
    dialer = dialer_to(service)
    for _ in range(3):
        await dialer.post(f"https://{HOST}/x", headers={}, content=b"")
    await dialer.close()
    assert service.connection_count == 1


def test_settings_say_the_ways() -> None:
    ways = Ways.said(
        (HOST,), ("10.20.0.0/16",), ("push.inside=10.20.0.5:8443", "six=[fd00::1]:443")
    )
    assert ways.private_networks == (ipaddress.ip_network("10.20.0.0/16"),)
    assert ways.routes == {"push.inside": ("10.20.0.5", 8443), "six": ("fd00::1", 443)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOCKSTEP_PRIVATE_NETWORKS", "10.20.0.1/16"),
        ("LOCKSTEP_PRIVATE_NETWORKS", "inside"),
        ("LOCKSTEP_DIAL_ROUTES", "push.inside"),
        ("LOCKSTEP_DIAL_ROUTES", "push.inside=elsewhere:443"),
        ("LOCKSTEP_DIAL_ROUTES", "push.inside=10.20.0.5"),
        ("LOCKSTEP_DIAL_ROUTES", "=10.20.0.5:443"),
        ("LOCKSTEP_DIAL_ROUTES", "push.inside=10.20.0.5:99999"),
    ],
)
def test_a_way_that_cannot_be_understood_is_refused_at_the_start(name: str, value: str) -> None:
    with pytest.raises(SettingError):
        Settings.from_environment({name: value})
