"""Who is woken by what, what a push service's answer means, and that the words fit a lock screen."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from backend.push.model import (
    Outcome,
    are_keys,
    default_choices,
    expiry_of,
    has_large_effect,
    outcome_of,
    rest_of,
    topic_of,
    wakes_for_alert,
)
from backend.push.wording import LONGEST_BODY, LONGEST_TITLE, notice_of
from shared.terms import AlertSeverity, KPIName, Language, PushKind, Role
from tests.seeds import seeds_for

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

PROPOSAL = {
    "customer": "Hartmann",
    "item": "Epoxy primer 2K, grey RAL 7035, 20 kg kit",
    "unit": "kit",
    "quantity_delta": "40",
    "quantity_after": "160",
    "due_on": "",
    "is_cancellation": "",
    "short": "18",
    "days_late": "0",
    "slips": "0",
    "wanted_on": "2026-12-03",
    "way": "overtime",
    "cost": "620",
    "losers": "0",
    "delivery_on": "2026-12-03",
    "delivery_quantity": "160",
    "is_split": "",
    "decide_by": "2026-11-24T10:30:00Z",
    "time_zone": "Europe/Riga",
    "currency": "EUR",
    "value": "48000",
    "decided_by": "Viktor Hahn",
    "reason": "frozen_zone",
}
KPI = {
    "kpi": "otif", "value": "0.941", "target": "0.95", "threshold": "0.945", "unit": "ratio",
    "currency": "EUR", "is_crossed": "yes", "missed": "23", "counted": "389",
}  # fmt: skip
ALERT = {
    "customer": "Hartmann", "supplier": "Resins Ltd", "item": "Epoxy primer", "site": "Riga plant",
    "unit": "kit", "quantity": "160", "days": "3", "on": "2026-12-03", "promised_on": "2026-12-03",
    "possible_on": "2026-12-06", "due_on": "2026-11-20", "reference": "P-77 / 1", "count": "1",
    "quantity_delta": "40", "is_cancellation": "", "decide_by": "2026-11-24T06:00:00Z",
    "time_zone": "Europe/Riga",
}  # fmt: skip
WAITS = {
    "name": "Saturday shift", "item": "Epoxy primer", "site": "Riga plant",
    "decide_by": "2026-11-24T10:30:00Z", "time_zone": "Europe/Riga", "requested_by": "Li Na",
}  # fmt: skip
ASKED = {"name": "Epoxy primer", "site": "Riga plant", "decided_by": "Viktor Hahn", "reason": ""}
NOTICES = {
    "proposal_waits": PROPOSAL,
    "adoption_waits": WAITS,
    "allocation_waits": WAITS,
    "approved": PROPOSAL,
    "amended": PROPOSAL,
    "rejected": PROPOSAL,
    "sent_back": PROPOSAL,
    "asked_approved": ASKED,
    "asked_rejected": {**ASKED, "reason": "other_customer"},
    "asked_sent_back": ASKED,
    "asked_withdrawn": {**ASKED, "decided_by": ""},
    "agreement_overdue": WAITS,
    "large_approval": PROPOSAL,
    "kpi_crossed": KPI,
    "order_slips": ALERT,
    "stock_short": ALERT,
    "promotion_short": ALERT,
    "season_short": ALERT,
    "supply_ends": ALERT,
    "supply_overdue": ALERT,
    "proposal_overdue": {**ALERT, "due_on": ""},
    "urgent_stage": {
        "number": "7",
        "stage": "scheduling",
        "customer": "Yantai Marine",
        "item": "MS sealant",
        "unit": "kit",
        "quantity": "60",
        "due_at": "2026-11-24T10:30:00Z",
        "time_zone": "Europe/Riga",
        "owner": "Li Na",
    },
    "urgent_late": {
        "number": "7",
        "stage": "feasibility",
        "customer": "Yantai Marine",
        "item": "MS sealant",
        "unit": "kit",
        "quantity": "60",
        "due_at": "2026-11-24T10:30:00Z",
        "time_zone": "Europe/Riga",
        "owner": "Li Na",
    },
    "mentioned": {"by": "Li Na", "title": "Yantai Marine", "what": "mentioned"},
    "thread_moved": {"by": "Li Na", "title": "Yantai Marine", "what": "decided"},
    "test": {},
}


def words(
    notice: str, language: str = "en", *, shows_details: bool = True, **changes: str
) -> tuple[str, str]:
    said = notice_of(
        notice,
        {**NOTICES[notice], **changes},
        language=language,
        tag="tag",
        path="/path",
        badge=None,
        now=NOW,
        shows_details=shows_details,
    )
    return said.title.replace("\u00a0", " "), said.body.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("notice", "language", "title", "body"),
    [
        ("proposal_waits", "en", "Decide by 12:30: Hartmann, +40 kits",
         "18 kits short on Thu 3 Dec. Best way out: overtime, € 620. Nobody loses."),
        ("proposal_waits", "zh", "请在 12:30 前决定：Hartmann +40 套",
         "12月3日（周四）缺 18 套。最佳方案：加班，费用 €620。不影响其他订单。"),
        ("proposal_waits", "ru", "Решить до 12:30: Hartmann, +40 компл.",
         "Чт 3 дек. не хватает 18 компл. Лучший выход: сверхурочные, 620 €. Никто не пострадает."),
        ("approved", "en", "Approved: 160 kits for Hartmann",
         "All on Thu 3 Dec. Viktor Hahn chose: overtime."),
        ("rejected", "en", "Your change was refused",
         "Hartmann, Epoxy primer 2K, grey RAL 7035, 20 kg kit. Viktor Hahn: inside the frozen zone."),
        ("adoption_waits", "en", "Decide by 12:30: what-if Saturday shift",
         "Riga plant. Asked for by Li Na."),
        ("allocation_waits", "zh", "请在 12:30 前决定：分配 Epoxy primer", "Riga plant。由 Li Na 提出。"),
        ("allocation_waits", "ru", "Решить до 12:30: делим Epoxy primer", "Riga plant. Просит Li Na."),
        ("asked_rejected", "en", "Refused: Epoxy primer",
         "Riga plant. Viktor Hahn: another customer would lose."),
        ("asked_withdrawn", "zh", "已不短缺：Epoxy primer", "Riga plant。"),
        ("kpi_crossed", "en", "On time, in full: 94.1 %, target 95 %",
         "Beyond the threshold of 94.5 %. 23 of 389 lines missed in four weeks."),
        ("kpi_crossed", "ru", "В срок и полностью: 94,1 %, цель 95 %",
         "За порогом 94,5 %. Срывов за четыре недели: 23 из 389 строк."),
        ("order_slips", "en", "Hartmann: order slips by 3 days",
         "160 kits Epoxy primer, promised Thu 3 Dec."),
    ],
)  # fmt: skip
def test_a_push_says_what_happened_then_what_can_be_done(
    notice: str, language: str, title: str, body: str
) -> None:
    assert words(notice, language) == (title, body)


def test_a_change_of_date_names_the_day_and_a_cancellation_says_so() -> None:
    moved, _ = words("proposal_waits", quantity_delta="0", due_on="2026-12-10")
    cancelled, _ = words("proposal_waits", quantity_delta="-120", is_cancellation="yes")
    assert moved == "Decide by 12:30: Hartmann, 10 Dec"
    assert cancelled == "Decide by 12:30: Hartmann, cancel"


def test_several_alerts_are_one_message() -> None:
    assert words("order_slips", count="4") == (
        "4 orders of yours may slip",
        "Open Lockstep to see it.",
    )
    assert words("order_slips", "ru", count="3")[0] == "3 ваших заказа могут сдвинуться"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("notice", [each for each in NOTICES if each != "test"])
def test_without_details_nothing_of_the_business_is_on_the_lock_screen(
    notice: str, language: str
) -> None:
    secret = {
        "customer": "CANARY-customer", "supplier": "CANARY-supplier", "item": "CANARY-item",
        "site": "CANARY-site", "name": "CANARY-name", "requested_by": "CANARY-person", "reference": "CANARY-reference", "decided_by": "CANARY-person",
        "quantity_delta": "987654", "quantity_after": "987654", "quantity": "987654",
        "value": "987654", "cost": "987654", "short": "987654", "missed": "987654",
    }  # fmt: skip
    known = {name: value for name, value in secret.items() if name in NOTICES[notice]}
    title, body = words(notice, language, shows_details=False, **known)
    assert "CANARY" not in title + body
    assert "987" not in (title + body).replace(" ", "")


@pytest.mark.parametrize("seed", seeds_for("push model", 2, 10**6))
def test_every_message_fits_whatever_the_names(seed: int) -> None:
    chance = random.Random(seed)
    alphabet = "abcdefghijklmnopqrstuvwxyz ÄÖéЖшщ漢字 "
    for _ in range(15):
        name = "".join(chance.choice(alphabet) for _ in range(chance.randint(1, 90))).strip() or "x"
        figures = {
            "quantity_delta": str(chance.choice([-120000, -4, 0, 40, 1234567])),
            "quantity_after": str(chance.randint(0, 2_000_000)),
            "short": str(chance.choice([0, 18, 250000])),
            "days_late": str(chance.choice([0, 1, 22])),
            "slips": str(chance.choice([0, 1, 22])),
            "cost": str(chance.choice(["0", "99.5", "1250000"])),
            "due_on": chance.choice(["", "2027-01-10"]),
            "decide_by": chance.choice(["2026-11-24T10:30:00Z", "2026-12-31T22:30:00Z"]),
            "kpi": str(chance.choice(list(KPIName))),
            "count": str(chance.choice([1, 2, 5, 21])),
            "unit": chance.choice(["kit", "cartridge", "sausage", "pallet"]),
        }
        for notice, facts in NOTICES.items():
            changes = {
                key: value
                for key, value in figures.items()
                if key in facts and (key != "due_on" or notice != "supply_overdue")
            }
            if notice == "kpi_crossed":
                changes["unit"] = chance.choice(["ratio", "days", "count", "money"])
            for key in ("customer", "item", "supplier", "site", "decided_by", "reference"):
                if key in facts and (key != "reference" or notice == "supply_overdue"):
                    changes[key] = name
            for language in Language:
                for shows_details in (True, False):
                    title, body = words(notice, language, shows_details=shows_details, **changes)
                    assert 0 < len(title) <= LONGEST_TITLE, (notice, language, title)
                    assert len(body) <= LONGEST_BODY, (notice, language, body)


def test_each_role_has_what_wakes_it_until_it_chooses() -> None:
    own, moved = PushKind.URGENT_STAGE, PushKind.THREAD_MOVED
    assert default_choices([Role.REP]) == {
        PushKind.CHANGE_DECIDED,
        PushKind.ALERT_RAISED,
        own,
        moved,
    }
    assert default_choices([Role.SUPERVISOR, Role.EXECUTIVE]) == {
        PushKind.PROPOSAL_WAITS, PushKind.CHANGE_DECIDED, PushKind.ALERT_RAISED,
        PushKind.KPI_CROSSED, PushKind.LARGE_APPROVAL, own, moved,
    }  # fmt: skip
    assert default_choices([Role.ADMIN]) == {own, moved}


def test_an_approval_is_large_by_value_or_by_whom_it_makes_late() -> None:
    limit = Decimal(25000)
    assert has_large_effect(Decimal("25000.00"), limit, 0)
    assert not has_large_effect(Decimal("24999.99"), limit, 0)
    assert has_large_effect(Decimal(1), limit, 1)


def test_a_notice_wakes_nobody_and_a_kpi_alert_leaves_it_to_the_kpi() -> None:
    assert wakes_for_alert("order_slips", AlertSeverity.NOTICE) == frozenset()
    assert wakes_for_alert("kpi_crossed", AlertSeverity.RISK) == frozenset()
    assert Role.REP in wakes_for_alert("order_slips", AlertSeverity.RISK)


@pytest.mark.parametrize(
    ("status", "has_retry_after", "outcome"),
    [
        (200, False, Outcome.DELIVERED), (201, False, Outcome.DELIVERED),
        (202, False, Outcome.DELIVERED), (204, False, Outcome.DELIVERED),
        (301, False, Outcome.FAILED), (307, False, Outcome.FAILED),
        (400, False, Outcome.FAILED), (401, False, Outcome.FAILED), (403, False, Outcome.FAILED),
        (404, False, Outcome.GONE), (410, False, Outcome.GONE), (413, False, Outcome.TOO_LARGE),
        (429, True, Outcome.LATER), (429, False, Outcome.FAILED),
        (500, False, Outcome.FAILED), (503, True, Outcome.LATER), (503, False, Outcome.FAILED),
    ],
)  # fmt: skip
def test_every_answer_of_a_push_service_has_a_meaning(
    status: int, has_retry_after: object, outcome: Outcome
) -> None:
    assert outcome_of(status, has_retry_after=bool(has_retry_after)) is outcome


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("0", timedelta()),
        ("120", timedelta(minutes=2)),
        ("999999999999", timedelta(hours=6)),
        ("Tue, 24 Nov 2026 08:05:00 GMT", timedelta(minutes=5)),
        ("Tue, 24 Nov 2020 08:05:00 GMT", timedelta()),
        ("Tue, 24 Nov 2036 08:05:00 GMT", timedelta(hours=6)),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_never_longer_than_six_hours(
    text: str | None, rest: timedelta | None
) -> None:
    assert rest_of(text, NOW) == rest


def test_a_message_lives_until_its_deadline_within_a_minute_and_a_day() -> None:
    assert expiry_of(NOW, NOW + timedelta(hours=2)) == NOW + timedelta(hours=2)
    assert expiry_of(NOW, NOW - timedelta(hours=2)) == NOW + timedelta(minutes=1)
    assert expiry_of(NOW) == NOW + timedelta(hours=24)
    assert expiry_of(NOW, NOW + timedelta(days=9)) == NOW + timedelta(hours=24)


def test_a_topic_is_thirty_two_signs_of_base64url() -> None:
    topic = topic_of("proposal-0194a1b2-0000-7000-8000-000000000000")
    assert len(topic) == 32
    assert all(each.isascii() and (each.isalnum() or each in "-_") for each in topic)
    assert topic != topic_of("proposal-0194a1b2-0000-7000-8000-000000000001")


P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"


@pytest.mark.parametrize(
    ("p256dh", "auth", "are_good"),
    [
        (P256DH, AUTH, True),
        (P256DH + "=", AUTH + "==", True),
        (P256DH, AUTH[:-4], False),
        (P256DH, AUTH + "AAAA", False),
        (P256DH[:-4], AUTH, False),
        ("B" + "A" * 86, AUTH, False),
        (P256DH[:-2] + "AA", AUTH, False),
        ("", "", False),
        ("не ключ", AUTH, False),
        (P256DH, "не ключ", False),
        (P256DH.replace("_", "/"), AUTH, False),
    ],
)
def test_keys_are_a_point_on_the_curve_and_sixteen_bytes(
    p256dh: str, auth: str, are_good: object
) -> None:
    assert are_keys(p256dh, auth) is are_good
