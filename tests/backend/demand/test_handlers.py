"""What demand keeps, alters and refuses; a refusal leaves no trace."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend.audit.tables import AuditLine
from backend.demand.commands import WithdrawDemandChange
from backend.demand.errors import (
    AlreadyLoggedError,
    DateInPastError,
    DueDateMissingError,
    EmptyChangeError,
    ResultingQuantityNegativeError,
    TooManyDecimalsError,
    TransitionNotAllowedError,
    WrongCustomerError,
    WrongItemError,
    WrongMultipleError,
)
from backend.demand.tables import DemandChange
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.outbox.relay import drain
from backend.outbox.repository import outbox_state
from backend.proposal.tables import Proposal
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.problem import ConflictError, ProblemError
from shared.terms import ReasonCode
from tests.builders import SmallCompany, amendment, request


async def test_a_requested_change_is_kept_with_what_it_was_before(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    asked = request(small_company, due_on=date(2026, 12, 10))

    ver = await dispatcher.dispatch(asked, actor_id=small_company.marta)

    (change,) = await DemandChange.select()
    assert ver == change["ver"] == 1
    assert change["scope_id"] == small_company.north
    assert change["site_id"] == small_company.riga
    assert (change["quantity_before"], change["quantity_delta"]) == (120, 40)
    assert (change["due_on_before"], change["due_on"]) == (date(2026, 12, 3), date(2026, 12, 10))
    assert (change["status"], change["requested_by_name"]) == ("received", "Marta Ozola")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"quantity_delta": Decimal(-130)}, ResultingQuantityNegativeError),
        ({"quantity_delta": Decimal("0.5")}, TooManyDecimalsError),
        ({"quantity_delta": Decimal(37)}, WrongMultipleError),
        ({"due_on": date(2026, 11, 20)}, DateInPastError),
        ({"quantity_delta": Decimal(0)}, EmptyChangeError),
        ({"demand_line_id": None}, DueDateMissingError),
        ({"customer_id": "baltic"}, WrongCustomerError),
        ({"customer_id": "baltic", "demand_line_id": None}, NotFoundError),
        ({"item_id": "thinner"}, WrongItemError),
        (
            {"item_id": "unknown", "demand_line_id": None, "due_on": date(2026, 12, 9)},
            NotFoundError,
        ),
        ({"demand_line_id": "baltic_line"}, NotFoundError),
    ],
)
async def test_a_change_that_cannot_be_is_refused_and_leaves_no_trace(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    changes: dict[str, Any],
    refusal: type[ProblemError],
) -> None:
    named = {
        field: getattr(small_company, value, new_id()) if isinstance(value, str) else value
        for field, value in changes.items()
    }

    with pytest.raises(refusal):
        await dispatcher.dispatch(request(small_company, **named), actor_id=small_company.marta)

    assert await DemandChange.count() == 0
    assert await AuditLine.count() == 0
    assert (await outbox_state())["waiting"] == 0


async def test_a_line_of_another_customer_in_the_same_territory_is_refused(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    asked = request(
        small_company,
        demand_line_id=small_company.ostrov_line,
        customer_id=small_company.baltic,
        item_id=small_company.thinner,
    )

    with pytest.raises(WrongCustomerError):
        await dispatcher.dispatch(asked, actor_id=small_company.igor)


async def test_a_rep_cannot_touch_a_line_outside_the_territory(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(request(small_company), actor_id=small_company.igor)

    assert await DemandChange.count() == 0


async def test_a_supervisor_does_not_log_changes(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(request(small_company), actor_id=small_company.viktor)


async def test_the_same_change_logged_twice_is_refused_the_second_time(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    asked = request(small_company)
    await dispatcher.dispatch(asked, actor_id=small_company.marta)

    with pytest.raises(AlreadyLoggedError):
        await dispatcher.dispatch(asked, actor_id=small_company.marta)

    assert await DemandChange.count() == 1


async def test_edits_of_different_fields_go_together(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    asked = request(small_company)
    await dispatcher.dispatch(asked, actor_id=small_company.marta)
    await dispatcher.dispatch(
        amendment(asked, base_ver=1, quantity_delta=Decimal(60)), actor_id=small_company.marta
    )

    await dispatcher.dispatch(
        amendment(asked, base_ver=1, quantity_delta=Decimal(60), note="By lorry"),
        actor_id=small_company.marta,
    )

    (change,) = await DemandChange.select()
    assert (change["quantity_delta"], change["note"], change["ver"]) == (60, "By lorry", 3)


async def test_edits_of_the_same_field_are_a_conflict_that_names_it(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    asked = request(small_company)
    await dispatcher.dispatch(asked, actor_id=small_company.marta)
    await dispatcher.dispatch(
        amendment(asked, base_ver=1, quantity_delta=Decimal(60)), actor_id=small_company.marta
    )

    with pytest.raises(ConflictError) as refused:
        await dispatcher.dispatch(
            amendment(asked, base_ver=1, quantity_delta=Decimal(20)), actor_id=small_company.marta
        )

    assert refused.value.fields == ("quantity_delta",)
    (change,) = await DemandChange.select()
    assert change["quantity_delta"] == 60


async def test_a_withdrawn_change_closes_its_proposal(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    asked = request(small_company)
    await dispatcher.dispatch(asked, actor_id=small_company.marta)
    await drain(worker)
    assert await Proposal.count().where(Proposal.status == "open") == 1

    withdrawal = WithdrawDemandChange(asked.id, ReasonCode.OTHER, base_ver=3)
    await dispatcher.dispatch(withdrawal, actor_id=small_company.marta)
    await drain(worker)

    (proposal,) = await Proposal.select()
    assert proposal["status"] == "withdrawn"
    with pytest.raises(TransitionNotAllowedError):
        await dispatcher.dispatch(withdrawal, actor_id=small_company.marta)


async def test_an_amended_change_is_worked_out_anew_in_the_same_proposal(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    asked = request(small_company)
    await dispatcher.dispatch(asked, actor_id=small_company.marta)
    await drain(worker)
    (before,) = await Proposal.select()

    await dispatcher.dispatch(
        amendment(asked, base_ver=1, quantity_delta=Decimal(10)), actor_id=small_company.marta
    )
    await drain(worker)

    (after,) = await Proposal.select()
    assert after["id"] == before["id"]
    assert after["value"] == 950
    assert after["status"] == "open"
