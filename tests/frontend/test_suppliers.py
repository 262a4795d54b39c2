"""Suppliers, mails and a customer's notices on the screen."""

from typing import Any

import pytest

from frontend.components.supplier_parts import address_trouble
from frontend.pages.supplier import wished
from shared.terms import Role
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.mails import CUSTOMER_ID, SUPPLIER_ID, supplier_address, supplier_view


async def test_a_buyer_sees_who_keeps_their_word_and_who_owes_an_answer(paint: Painter) -> None:
    read = words((await paint("/suppliers", "en", Role.BUYER)).markup)
    assert "Resins Ltd 2 lines on order · 1 answer overdue" in read
    assert "On time: 75 %, 6 of 8" in read
    assert "Answered in time: 75 %, 3 of 4" in read


async def test_without_suppliers_the_page_says_so(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["suppliers"] = []
    read = words((await paint("/suppliers", "zh", Role.BUYER)).markup)
    assert "没有向您的工厂供货的供应商" in read


async def test_a_supplier_shows_what_was_asked_and_answered(paint: Painter) -> None:
    read = words((await paint(f"/suppliers/{SUPPLIER_ID}", "en", Role.BUYER)).markup)
    assert "Order 4711 Overdue since" in read
    assert "Link opened 2 times" in read
    assert "Changed · 300" in read


async def test_a_supplier_shows_where_they_are_written_to_and_what_stands_against_it(
    paint: Painter, gateway: FakeGateway
) -> None:
    painted = await paint(f"/suppliers/{SUPPLIER_ID}", "en", Role.BUYER)
    read = words(painted.markup)
    assert "Where we write to E-mail address Language of the mails" in read
    assert 'value="sales@resins.example"' in painted.markup
    assert "of it expected, not ordered yet" in read

    gateway.answers["supplier_address"] = supplier_address(is_closed=True, may_choose=False)
    read = words((await paint(f"/suppliers/{SUPPLIER_ID}", "en", Role.EXECUTIVE)).markup)
    assert "Mail to this address came back." in read
    assert "sales@resins.example · English" in read
    assert "Keep" not in read


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({}, ""),
        ({"is_on": False}, "suppliers-mail-off"),
        ({"address": ""}, "suppliers-address-none"),
        ({"is_closed": True}, "suppliers-address-closed"),
    ],
)
def test_what_keeps_mails_from_arriving_is_said(changes: dict[str, Any], trouble: str) -> None:
    assert address_trouble(supplier_address(**changes)) == trouble


@pytest.mark.parametrize("typed", ["", "x", "-1", "NaN", "Infinity"])
def test_what_is_no_quantity_asks_nothing(typed: str) -> None:
    assert wished({"quantity": typed, "due_on": "2026-12-09"}, supplier_view()) is None


async def test_an_admin_sees_why_mail_stopped(paint: Painter) -> None:
    read = words((await paint("/mail", "en", Role.ADMIN)).markup)
    assert "Resins Ltd · sales@resins.example 5.1.1 no such user" in read
    assert "Sent: 12" in read


async def test_a_rep_reads_of_what_a_customer_is_told(paint: Painter) -> None:
    read = words((await paint(f"/customers/{CUSTOMER_ID}/notices", "ru", Role.REP)).markup)
    assert "задержках, как только о них известно" in read
