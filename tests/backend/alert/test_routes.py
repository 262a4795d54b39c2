"""Alerts over the API: read, acknowledged and taken away."""

import csv
import io
from uuid import UUID

import pytest
from openpyxl import load_workbook

from backend.alert.tables import Alert
from shared.ids import new_id
from tests.builders import NOW, SmallCompany
from tests.phones import Phone


@pytest.fixture
async def alert_id(small_company: SmallCompany) -> UUID:
    """An order of Hartmann slips, in Marta's territory."""
    found = new_id()
    facts = (
        '{"customer": "@Hartmann", "item": "Primer", "order": "20418 / 1", "quantity": "40.5", '
        '"unit": "kit", "promised_on": "2026-12-03", "days": "2"}'
    )
    await Alert.insert(
        Alert(
            id=found,
            scope_id=small_company.north,
            ver=1,
            cause_key="order_slips:1",
            kind="order_slips",
            severity="late",
            facts=facts,
            path="/changes",
            raised_at=NOW,
        )
    )
    return found


async def test_alerts_are_taken_away_with_their_facts(phone: Phone, alert_id: UUID) -> None:
    text = (await phone.http.get("/api/v1/alerts.csv")).content.decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    said = dict(zip(header, row, strict=True))
    assert said["What"] == "An order slips"
    assert said["Customer"] == "'@Hartmann"
    assert (said["Quantity"], said["Day"], said["Days"]) == ("40.5", "2026-12-03", "2")
    assert said["Raised at (UTC)"] == "2026-11-24T08:00:00Z"

    book = await phone.http.get("/api/v1/alerts.xlsx")
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    assert sheet.max_row == 2


async def test_an_alert_is_acknowledged_only_by_those_who_see_it(
    phone: Phone, alert_id: UUID
) -> None:
    path = f"/api/v1/alerts/{alert_id}/acknowledgement"

    assert (await phone.post(path, {})).status_code == 204
    [row] = await Alert.select(Alert.acknowledged_at)
    assert row["acknowledged_at"] == NOW
    assert (await phone.post(f"/api/v1/alerts/{new_id()}/acknowledgement", {})).status_code == 404
