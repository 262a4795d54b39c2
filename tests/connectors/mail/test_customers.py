"""Customers hear of their orders by their own preference, once, and of a delay as soon as the promise moves."""

import re
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.catalog.tables import Customer
from backend.connectors.mail.client import MailOffice
from backend.connectors.mail.commands import (
    ChooseCustomerNotices,
    ChooseStaffMail,
    EndMails,
    SendDigests,
    TellOfPassedDays,
)
from backend.connectors.mail.tables import CustomerTold
from backend.demand.events import DemandLineChanged
from backend.demand.handlers.applying import move_promise
from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.floor.events import MovedPromise, PromisesMoved
from backend.intake.events import CompanyLoaded
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.push.events import PersonSilent
from backend.supplier.commands import AskForQuotation
from backend.supplier.tables import SupplierLink
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.mail_terms import CUSTOMER_NOTICES, MailKind, NoticeChannel, PartyKind
from shared.problem import ProblemError
from shared.terms import Language, Role
from tests.builders import SmallCompany, add_person
from tests.mail_server import MailServer

ORDERS = "orders@hartmann.example"


async def choose(
    dispatcher: Dispatcher, company: SmallCompany, *kinds: MailKind, language: str = "en"
) -> None:
    command = ChooseCustomerNotices(
        company.hartmann, ORDERS, Language(language), kinds or CUSTOMER_NOTICES, NoticeChannel.MAIL
    )
    await dispatcher.dispatch(command, actor_id=company.marta)


async def move(dispatcher: Dispatcher, line: UUID, on: date) -> None:
    async with dispatcher.unit(actor_id=None) as unit:
        await move_promise(line, Decimal(120), on, unit.context)


def subjects(server: MailServer) -> list[str]:
    return [str(each.mail["Subject"]) for each in server.to(ORDERS)]


async def test_a_delay_goes_out_as_the_promise_moves_and_only_once(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    server: MailServer,
    office: MailOffice,
    small_company: SmallCompany,
) -> None:
    await choose(dispatcher, small_company)
    await drain(worker)
    assert subjects(server) == [], "what stands when they choose is known to them"

    await move(dispatcher, small_company.hartmann_line, date(2026, 12, 9))
    await drain(worker)
    async with dispatcher.unit(actor_id=None) as unit:
        unit.context.emit(DemandLineChanged(small_company.hartmann_line))
        unit.context.emit(CompanyLoaded(new_id(), is_demo=False))
    await drain(worker)

    (delivered,) = server.to(ORDERS)
    assert "later than promised" in str(delivered.mail["Subject"])
    assert "Wed\u00a09\u00a0Dec (was Thu\u00a03\u00a0Dec)" in delivered.body()
    assert delivered.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    await move(dispatcher, small_company.hartmann_line, date(2026, 12, 4))
    await DemandLine.update(
        {DemandLine.status: "shipped", DemandLine.shipped_quantity: Decimal(120)}
    ).where(DemandLine.id == small_company.hartmann_line)
    await drain(worker)
    assert [each.split(": ")[1] for each in subjects(server)] == [
        "later than promised",
        "on its way",
    ]
    second = server.to(ORDERS)[1].mail
    assert second["In-Reply-To"] == delivered.name


async def test_a_lost_promise_without_another_day_is_told_at_once(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    server: MailServer,
    office: MailOffice,
    small_company: SmallCompany,
) -> None:
    await choose(dispatcher, small_company, language="ru")
    promise = MovedPromise(
        small_company.hartmann_line, "", "Hartmann", "Primer", "kit", Decimal(120), date(2026, 12, 3), None, 9
    )  # fmt: skip
    for _ in range(2):
        async with dispatcher.unit(actor_id=None) as unit:
            unit.context.emit(PromisesMoved(new_id(), (promise,)))
        await drain(worker)
    (delivered,) = server.to(ORDERS)
    assert "позже обещанного" in str(delivered.mail["Subject"])
    assert "новую дату сообщим" in delivered.body()


async def test_a_day_that_passes_is_told_the_next_morning_and_what_leaves_then_as_well(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    server: MailServer,
    office: MailOffice,
    small_company: SmallCompany,
    clock: FrozenClock,
) -> None:
    await Customer.update({Customer.contact_name: "Ina Brandt"}).where(
        Customer.id == small_company.hartmann
    )
    await choose(dispatcher, small_company)
    counts = []
    # Promised for the third; ten in Riga on the third, then a minute before nine, nine, and ten on the fourth.
    for hours, minutes in ((9 * 24, 0), (22, 59), (0, 1), (1, 0)):
        clock.advance(timedelta(hours=hours, minutes=minutes))
        await dispatcher.dispatch(TellOfPassedDays(), actor_id=None)
        await drain(worker)
        counts.append(len(server.to(ORDERS)))
    assert counts == [0, 0, 1, 1]
    (delivered,) = server.to(ORDERS)
    assert "later than promised" in str(delivered.mail["Subject"])
    assert delivered.body().startswith("Hello Ina Brandt,")
    assert "new date follows (was Thu\u00a03\u00a0Dec)" in delivered.body()

    for shipped, status in ((50, "open"), (120, "shipped")):
        await DemandLine.update(
            {DemandLine.status: status, DemandLine.shipped_quantity: Decimal(shipped)}
        ).where(DemandLine.id == small_company.hartmann_line)
        async with dispatcher.unit(actor_id=None) as unit:
            unit.context.emit(DemandLineChanged(small_company.hartmann_line))
        await drain(worker)
        await dispatcher.dispatch(TellOfPassedDays(), actor_id=None)
        await drain(worker)
    assert [each.split(": ")[1] for each in subjects(server)] == [
        "later than promised",
        "on its way",
        "on its way",
    ]
    said = [re.search(r"Quantity: (\d+)", each.body()) for each in server.to(ORDERS)]
    assert [found and found[1] for found in said] == ["120", "50", "70"]


@pytest.mark.parametrize(
    ("promised_on", "shipped", "kinds"),
    [
        (date(2026, 12, 4), 0, CUSTOMER_NOTICES),
        (date(2026, 12, 3), 120, CUSTOMER_NOTICES),
        (date(2026, 11, 26), 0, CUSTOMER_NOTICES),
        (date(2026, 12, 3), 0, (MailKind.SHIPPED,)),
    ],
    ids=["to come", "all shipped", "passed long ago", "not wanted"],
)
async def test_nobody_is_told_of_a_day_that_holds_or_passed_long_ago_or_is_not_asked_for(
    promised_on: date,
    shipped: int,
    kinds: tuple[MailKind, ...],
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    server: MailServer,
    office: MailOffice,
    small_company: SmallCompany,
    clock: FrozenClock,
) -> None:
    await DemandLine.update(
        {DemandLine.promised_on: promised_on, DemandLine.shipped_quantity: Decimal(shipped)}
    ).where(DemandLine.id == small_company.hartmann_line)
    await choose(dispatcher, small_company, *kinds)
    clock.advance(timedelta(days=10))
    await dispatcher.dispatch(TellOfPassedDays(), actor_id=None)
    await drain(worker)
    assert subjects(server) == []


async def test_only_what_a_customer_chose_is_sent_and_one_click_ends_it(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    server: MailServer,
    office: MailOffice,
    small_company: SmallCompany,
) -> None:
    await choose(dispatcher, small_company, MailKind.SHIPPED)
    await move(dispatcher, small_company.hartmann_line, date(2026, 12, 9))
    await drain(worker)
    assert subjects(server) == []

    await choose(dispatcher, small_company)
    await dispatcher.dispatch(
        EndMails(PartyKind.CUSTOMER, small_company.hartmann, "notices"), actor_id=None
    )
    await move(dispatcher, small_company.hartmann_line, date(2026, 12, 16))
    await drain(worker)
    assert subjects(server) == []

    with pytest.raises(ProblemError, match="not_found"):
        await dispatcher.dispatch(
            ChooseCustomerNotices(
                small_company.baltic, ORDERS, Language.ENGLISH, (), NoticeChannel.MAIL
            ),
            actor_id=small_company.marta,
        )


async def test_a_supplier_is_asked_in_their_language_with_a_link_and_a_table_in_both_forms(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    server: MailServer,
    office: MailOffice,
    small_company: SmallCompany,
) -> None:
    from backend.catalog.tables import Item, Supplier

    await Supplier.update({Supplier.country: "CN"}).where(Supplier.code == "S1")
    await Item.update({Item.name: "=环氧 base"}).where(Item.id == small_company.base)
    (row,) = await Supplier.select(Supplier.id)
    buyer = await add_person("Boris Buyer", [Role.BUYER], [small_company.riga])
    command = AskForQuotation(
        row["id"], small_company.riga, small_company.base, Decimal(500), date(2026, 12, 9), "快"
    )
    await dispatcher.dispatch(command, actor_id=buyer)
    await drain(worker)

    (delivered,) = server.to("s1@small.example")
    assert str(delivered.mail["Subject"]).startswith("询价单 Q-")
    (link,) = (word for word in delivered.body().split() if "/supplier?lang=zh#" in word)
    (kept,) = await SupplierLink.select()
    assert link.partition("#")[2] not in str(kept)
    table, paper = delivered.files().values()
    assert (
        table.decode("utf-8-sig").splitlines()[1].startswith("BASE,'=环氧 base,500,kg,2026-12-09")
    )
    assert paper.startswith(b"%PDF-")
    assert b"STSong-Light" in paper
    assert b"DejaVuSans" in paper


async def test_digests_come_once_a_morning_to_those_who_want_them(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    server: MailServer,
    office: MailOffice,
    small_company: SmallCompany,
    clock: FrozenClock,
) -> None:
    chosen = ChooseStaffMail(MailKind.DIGEST, is_wanted=True)
    await dispatcher.dispatch(chosen, actor_id=small_company.viktor)
    counts = []
    for hours in (0, 1, 20, 4):
        clock.advance(timedelta(hours=hours))
        counts.append(await dispatcher.dispatch(SendDigests(), actor_id=None))
    await drain(worker)
    assert counts == [1, 0, 1, 0], "ten, eleven, then seven and eleven in Riga"
    first = server.to("viktor@small.example")[0]
    assert "Good morning, Viktor Hahn." in first.body()
    assert "Hartmann" not in first.content.decode()


async def test_a_silent_phone_goes_on_by_mail_unless_its_owner_says_no(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    server: MailServer,
    office: MailOffice,
    small_company: SmallCompany,
) -> None:
    silent = PersonSilent(small_company.viktor, "Decide by 12:30", "", "proposal-1", "/decisions/1")
    for is_wanted in (True, False):
        await dispatcher.dispatch(
            ChooseStaffMail(MailKind.SILENT, is_wanted), actor_id=small_company.viktor
        )
        async with dispatcher.unit(actor_id=None) as unit:
            unit.context.emit(silent)
        await drain(worker)
    (delivered,) = server.to("viktor@small.example")
    assert delivered.mail["Subject"] == "Waiting for you: Decide by 12:30"
    assert "https://plan.mill.example/decisions/1" in delivered.body()
    assert await CustomerTold.count() == 0
