"""What-ifs on a real database: nothing leaks, an adoption is decided like any proposal, and to whom it is refused."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.approval.commands import AddApprovalRule
from backend.approval.model import Approver, Rule
from backend.catalog import tables as catalog
from backend.dispatch import Dispatcher
from backend.engine.situation import Situation
from backend.engine.whatif.edits import Edit
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.kit.sql import fetch
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.plan.queries import current_plan_lines, current_revisions, overtime_hours
from backend.proposal.commands import DecideProposal
from backend.proposal.errors import (
    AlreadyDecidedError,
    OwnProposalError,
    PlanHasMovedError,
    ReasonMissingError,
)
from backend.proposal.queries.proposals import proposals_waiting_for
from backend.scenario.commands import (
    AddEdit,
    AddScenario,
    AdoptScenario,
    ArchiveScenario,
    ArchiveWhatIf,
    CopyPlan,
    DecideAdoption,
    PlanAnew,
    RemoveEdit,
    RenewWhatIf,
    ShareWhatIf,
    UndoAdoption,
    WeighWhatIf,
)
from backend.scenario.errors import (
    EditIncompleteError,
    NameMissingError,
    NothingToAdoptError,
    OwnerOnlyError,
    ScenarioOutdatedError,
    TooManyScenariosError,
    WhatIfClosedError,
)
from backend.scenario.model import measured
from backend.scenario.queries import (
    adoption_for,
    adoptions_for,
    edit_choices_for,
    present_plan,
    what_if_for,
    what_ifs_for,
)
from backend.scenario.repository import _Packed, packed, unpacked
from backend.supply.errors import OrderMovedError
from backend.supply.tables import PurchaseLine
from backend.undo.errors import BuiltUponError
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.scenario import WhatIfView
from shared.terms import (
    AdjustmentKind,
    DecisionKind,
    DecisionReason,
    EditKind,
    ProposalStatus,
    Role,
)
from tests.backend.proposal.test_undoing import leaving, state
from tests.builders import NOW, SmallCompany, add_person, request
from tests.phones import Phone

OWN_TABLES = {"what_if", "scenario", "adoption", "audit_line"}


@dataclass
class Desk:
    """Li Na, planner at Riga, at her what-ifs."""

    dispatcher: Dispatcher
    ids: SmallCompany
    planner: UUID
    what_if_id: UUID = field(default_factory=new_id)

    async def do(self, command: object, actor: UUID | None = None) -> Any:
        return await self.dispatcher.dispatch(command, actor_id=actor or self.planner)

    async def begin(self) -> UUID:
        await self.do(CopyPlan(self.what_if_id, "Week 49", self.ids.riga))
        return await self.scenario("More for Hartmann")

    async def scenario(self, name: str, like: UUID | None = None) -> UUID:
        scenario_id = new_id()
        await self.do(AddScenario(scenario_id, self.what_if_id, name, like))
        return scenario_id

    async def view(self, who: UUID | None = None) -> WhatIfView:
        return await what_if_for(await viewer_for(who or self.planner), self.what_if_id)

    def hartmann(self, quantity: int) -> Edit:
        return Edit(
            EditKind.DEMAND_LINE,
            demand_line_id=self.ids.hartmann_line,
            quantity=Decimal(quantity),
        )

    def saturday(self) -> Edit:
        return Edit(
            EditKind.CAPACITY,
            work_center_id=self.ids.filling,
            from_on=date(2026, 11, 28),
            to_on=date(2026, 11, 28),
            weekdays=(6,),
            hours=Decimal(6),
        )


@pytest.fixture
async def desk(small_company: SmallCompany, dispatcher: Dispatcher) -> Desk:
    planner = await add_person("Li Na", [Role.PLANNER], [small_company.riga])
    return Desk(dispatcher, small_company, planner)


async def table_contents() -> dict[str, str]:
    """Every table that is not the what-ifs' own, by a hash of its rows."""
    tables = await fetch(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name"
    )
    names = [row["table_name"] for row in tables if row["table_name"] not in OWN_TABLES]
    found = {}
    for name in names:
        rows = await fetch(
            f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS hash FROM {name} AS t"
        )
        found[name] = rows[0]["hash"]
    return found


def decision(adoption: Any, kind: DecisionKind, **changes: Any) -> DecideAdoption:
    given = {
        "id": adoption.id,
        "decision": kind,
        "plan_revision_id": adoption.plan_revision_id,
        "reason": None,
        "note": "",
        **changes,
    }
    return DecideAdoption(**given)


async def adopted(desk: Desk, *edits: Edit) -> Any:
    """A scenario with these edits that waits for a decision, as Viktor sees it."""
    scenario_id = await desk.begin()
    for edit in edits:
        await desk.do(AddEdit(scenario_id, edit))
    adoption_id = await desk.do(AdoptScenario(scenario_id))
    return await adoption_for(await viewer_for(desk.ids.viktor), adoption_id, NOW)


async def test_a_scenario_says_what_eighty_more_for_hartmann_bring(desk: Desk) -> None:
    scenario_id = await desk.begin()
    await desk.do(AddEdit(scenario_id, desk.hartmann(200)))

    view = await desk.view()

    assert (view.figures.on_time_count, view.figures.line_count) == (3, 3)
    (scenario,) = view.scenarios
    assert scenario.figures.otif_ratio == 1
    assert scenario.figures.open_value - view.figures.open_value == 80 * 95
    (lot,) = scenario.adjustments
    assert lot.kind is AdjustmentKind.MAKE_MORE
    assert (lot.quantity, lot.on) == (Decimal(60), date(2026, 12, 3))
    (edit,) = scenario.edits
    assert edit.subject == (
        "Hartmann Wind Towers, Epoxy primer 2K, grey RAL 7035, 20 kg kit, 20418 / 1"
    )
    assert (edit.was_quantity, edit.quantity) == (Decimal(120), Decimal(200))
    assert edit.is_assumed


async def test_nothing_that_is_tried_touches_a_table_of_the_company(
    desk: Desk, worker: OutboxWorker
) -> None:
    await desk.do(request(desk.ids), desk.ids.marta)
    await drain(worker)
    before = await table_contents()

    scenario_id = await desk.begin()
    for edit in (desk.hartmann(400), desk.saturday()):
        await desk.do(AddEdit(scenario_id, edit))
    await desk.scenario("The same again", scenario_id)
    await desk.do(RemoveEdit(scenario_id, 0))
    await desk.do(WeighWhatIf(desk.what_if_id, Decimal(1), Decimal(2), Decimal(3)))
    await desk.do(ShareWhatIf(desk.what_if_id, is_shared=True))
    await desk.do(RenewWhatIf(desk.what_if_id))
    await drain(worker)

    assert len(before) > 40
    assert await table_contents() == before


async def test_planning_anew_stands_beside_the_plan_until_it_is_approved_and_then_is_the_plan(
    desk: Desk, worker: OutboxWorker
) -> None:
    before = await table_contents()
    await desk.do(PlanAnew(desk.what_if_id, "Anew", "Everything", desk.ids.riga))
    await drain(worker)
    view = await desk.view()
    (scenario,) = view.scenarios
    assert await table_contents() == before
    adoption_id = await desk.do(AdoptScenario(scenario.id))
    await drain(worker)
    # What waits is counted and reminded of; the plan stands.
    after = await table_contents()
    assert {name for name in after if after[name] != before[name]} == {
        "kpi_reading",
        "outbox_message",
    }
    assert [edit.kind for edit in scenario.edits] == [EditKind.PLAN_ANEW]

    adoption = await adoption_for(await viewer_for(desk.ids.viktor), adoption_id, NOW)
    (asked,) = (await desk.view()).scenarios
    assert asked.adoption_status is ProposalStatus.OPEN
    await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.viktor)
    (adopted,) = (await desk.view()).scenarios
    assert adopted.adoption_status is ProposalStatus.APPROVED

    lines = {line.line_id: line for line in await current_plan_lines()}
    for each in scenario.adjustments:
        if each.kind is AdjustmentKind.MOVE:
            assert each.plan_line_id is not None
            assert lines[each.plan_line_id].on == each.on
    present = await present_plan(await viewer_for(desk.planner), desk.ids.riga, NOW)
    assert measured(present.copy).on_time_count == scenario.figures.on_time_count
    with pytest.raises(AlreadyDecidedError):
        await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.viktor)


async def order_base(desk: Desk) -> UUID:
    """300 of the base on order for 2 December, which nobody in the horizon wants."""
    rows = await catalog.Supplier.select(catalog.Supplier.id)
    line_id = new_id()
    await PurchaseLine.insert(
        PurchaseLine(
            id=line_id,
            supplier_id=rows[0]["id"],
            item_id=desk.ids.base,
            site_id=desk.ids.riga,
            order_reference="4712",
            line_number=1,
            quantity=Decimal(300),
            received_quantity=Decimal(0),
            unit_price=Decimal(2),
            ordered_on=date(2026, 11, 20),
            due_on=date(2026, 12, 2),
            received_on=None,
            status="open",
        )
    )
    return line_id


async def anew_without_the_order(desk: Desk) -> Any:
    """The adoption of a plan made anew that cancels purchase 4712, as Viktor sees it."""
    await desk.do(PlanAnew(desk.what_if_id, "Anew", "Everything", desk.ids.riga))
    (scenario,) = (await desk.view()).scenarios
    assert [
        (each.kind, each.reference, each.quantity)
        for each in scenario.adjustments
        if each.item_name and each.reference == "4712 / 1"
    ] == [(AdjustmentKind.CANCEL_PURCHASE, "4712 / 1", Decimal(300))]
    adoption_id = await desk.do(AdoptScenario(scenario.id))
    return await adoption_for(await viewer_for(desk.ids.viktor), adoption_id, NOW)


async def test_a_plan_made_anew_cancels_what_nobody_wants_and_its_supplier_is_asked(
    desk: Desk, worker: OutboxWorker, clock: FrozenClock
) -> None:
    line_id = await order_base(desk)
    adoption = await anew_without_the_order(desk)
    (before,) = await PurchaseLine.select().where(PurchaseLine.id == line_id)
    assert before["status"] == "open"

    await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.viktor)
    await drain(worker)

    (after,) = await PurchaseLine.select().where(PurchaseLine.id == line_id)
    assert after["status"] == "cancelled"
    assert await fetch("SELECT reference FROM supplier_request") == []
    clock.advance(timedelta(minutes=2))
    await drain(worker)
    asked = await fetch("SELECT reference FROM supplier_request")
    assert [row["reference"] for row in asked] == ["4712"]


async def test_a_plan_made_anew_is_not_carried_out_on_a_purchase_that_has_moved(
    desk: Desk,
) -> None:
    line_id = await order_base(desk)
    adoption = await anew_without_the_order(desk)
    await PurchaseLine.update({PurchaseLine.due_on: date(2026, 12, 9)}).where(
        PurchaseLine.id == line_id
    )
    lines = await current_plan_lines()

    with pytest.raises(OrderMovedError):
        await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.viktor)

    (row,) = await PurchaseLine.select().where(PurchaseLine.id == line_id)
    assert (row["status"], row["quantity"]) == ("open", Decimal(300))
    assert await current_plan_lines() == lines


async def test_a_plan_made_anew_is_not_carried_out_on_a_plan_that_has_moved(
    desk: Desk, worker: OutboxWorker
) -> None:
    await desk.do(PlanAnew(desk.what_if_id, "Anew", "Everything", desk.ids.riga))
    (scenario,) = (await desk.view()).scenarios
    adoption_id = await desk.do(AdoptScenario(scenario.id))
    adoption = await adoption_for(await viewer_for(desk.ids.viktor), adoption_id, NOW)
    await approve_a_change(desk, worker)
    lines = await current_plan_lines()

    with pytest.raises(PlanHasMovedError):
        await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.viktor)

    assert await current_plan_lines() == lines


async def test_even_asking_for_an_adoption_leaves_the_plan_and_its_proposals_alone(
    desk: Desk, worker: OutboxWorker
) -> None:
    before = await table_contents()

    await adopted(desk, desk.saturday())
    await drain(worker)

    # Its deadline waits in the outbox, and it counts among what waits for a decision.
    after = await table_contents()
    assert {name for name in after if after[name] != before[name]} == {
        "outbox_message", "kpi_reading",
    }  # fmt: skip
    assert await proposals_waiting_for(await viewer_for(desk.ids.viktor)) == []


async def test_the_pull_of_every_phone_is_as_it_was(
    desk: Desk, worker: OutboxWorker, new_phone: Callable[[], Phone]
) -> None:
    phones = []
    for name in ("marta", "igor", "viktor", "vera", "anna", "li"):
        phone = new_phone()
        assert (await phone.sign_in(name)).status_code == 200
        await phone.pull()
        phones.append((phone, deepcopy(phone.rows), await hashes_of_reference(phone)))

    await adopted(desk, desk.hartmann(400), desk.saturday())
    await desk.do(ShareWhatIf(desk.what_if_id, is_shared=True))
    await drain(worker)

    for phone, rows, reference in phones:
        page = await phone.pull()
        assert (page["rows"], page["dels"], page["reset"]) == ({}, {}, [])
        assert phone.rows == rows
        assert await hashes_of_reference(phone) == reference


async def hashes_of_reference(phone: Phone) -> list[str]:
    manifest = (await phone.http.get("/sync/v1/ref/manifest")).json()
    return [page["hash"] for page in manifest["pages"]]


async def test_the_copy_stays_as_it_was_when_the_company_moves_on(
    desk: Desk, worker: OutboxWorker
) -> None:
    scenario_id = await desk.begin()
    await desk.do(AddEdit(scenario_id, desk.hartmann(200)))
    before = await desk.view()
    await approve_a_change(desk, worker)

    await desk.do(AddEdit(scenario_id, desk.saturday()))
    await desk.do(RemoveEdit(scenario_id, 1))

    after = await desk.view()
    assert after.has_moved
    assert (after.plan_revision_number, after.current_plan_revision_number) == (1, 2)
    assert after.scenarios[0].figures == before.scenarios[0].figures
    assert after.figures == before.figures


async def test_copying_again_takes_the_plan_as_it_is_and_keeps_the_edits(
    desk: Desk, worker: OutboxWorker
) -> None:
    scenario_id = await desk.begin()
    await desk.do(AddEdit(scenario_id, desk.hartmann(200)))
    await approve_a_change(desk, worker)

    await desk.do(RenewWhatIf(desk.what_if_id))

    view = await desk.view()
    assert (view.has_moved, view.plan_revision_number) == (False, 2)
    assert [edit.was_quantity for edit in view.scenarios[0].edits] == [160]
    # Forty of the eighty were approved, with the lots for them.
    assert view.scenarios[0].figures.open_value - view.figures.open_value == 40 * 95


async def test_an_adoption_that_is_approved_revises_the_plan(
    desk: Desk, worker: OutboxWorker
) -> None:
    adoption = await adopted(desk, desk.hartmann(200), desk.saturday())
    assert [each.kind for each in adoption.adjustments] == ["overtime", "make_more"]
    assert [each.kind for each in adoption.assumptions] == ["demand_line"]
    assert adoption.can_decide

    await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.viktor)
    await drain(worker)

    assert (await current_revisions())[desk.ids.riga].number == 2
    added = [line for line in await current_plan_lines() if line.reference == "R2-1"]
    assert [(line.item_id, line.quantity, line.on) for line in added] == [
        (desk.ids.primer, Decimal(60), date(2026, 12, 3))
    ]
    assert await overtime_hours() == {(desk.ids.filling, date(2026, 11, 28)): 6}
    # What was only assumed stays what it was: Hartmann still has 120.
    (line,) = await fetch("SELECT quantity FROM demand_line WHERE id = $1", desk.ids.hartmann_line)
    assert line["quantity"] == 120
    decided = await adoption_for(await viewer_for(desk.ids.viktor), adoption.id, NOW)
    assert (decided.status, decided.decided_by_name) == (ProposalStatus.APPROVED, "Viktor Hahn")
    with pytest.raises(AlreadyDecidedError):
        await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.vera)


async def test_an_adoption_on_a_plan_that_has_moved_is_a_conflict(
    desk: Desk, worker: OutboxWorker
) -> None:
    adoption = await adopted(desk, desk.saturday())
    await approve_a_change(desk, worker)
    before = await table_contents()

    with pytest.raises(PlanHasMovedError):
        await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.viktor)

    assert await table_contents() == before
    found = await adoption_for(await viewer_for(desk.ids.viktor), adoption.id, NOW)
    assert (found.status, found.has_moved) == (ProposalStatus.OPEN, True)


async def test_a_scenario_of_an_older_plan_cannot_be_adopted(
    desk: Desk, worker: OutboxWorker
) -> None:
    scenario_id = await desk.begin()
    await desk.do(AddEdit(scenario_id, desk.saturday()))
    await approve_a_change(desk, worker)

    with pytest.raises(ScenarioOutdatedError) as refused:
        await desk.do(AdoptScenario(scenario_id))

    assert refused.value.facts == {"copied_number": "1", "present_number": "2"}
    assert await adoptions_for(await viewer_for(desk.ids.viktor)) == []


async def test_assumptions_alone_cannot_be_adopted(desk: Desk) -> None:
    scenario_id = await desk.begin()
    await desk.do(AddEdit(scenario_id, Edit(EditKind.PRICE, ratio=Decimal("0.1"))))

    with pytest.raises(NothingToAdoptError):
        await desk.do(AdoptScenario(scenario_id))


async def test_a_rejection_needs_a_reason_and_gives_the_scenario_back(desk: Desk) -> None:
    adoption = await adopted(desk, desk.saturday())
    (scenario,) = (await desk.view()).scenarios
    with pytest.raises(WhatIfClosedError):
        await desk.do(AddEdit(scenario.id, desk.hartmann(200)))
    with pytest.raises(ReasonMissingError):
        await desk.do(decision(adoption, DecisionKind.REJECT), desk.ids.viktor)

    await desk.do(
        decision(adoption, DecisionKind.REJECT, reason=DecisionReason.COST), desk.ids.viktor
    )

    assert (await current_revisions())[desk.ids.riga].number == 1
    await desk.do(AddEdit(scenario.id, desk.hartmann(200)))
    assert len((await desk.view()).scenarios[0].edits) == 2


async def test_nobody_decides_what_they_asked_for_themselves(desk: Desk) -> None:
    desk.planner = desk.ids.viktor
    adoption = await adopted(desk, desk.saturday())
    assert not adoption.can_decide

    with pytest.raises(OwnProposalError):
        await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.viktor)
    await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.vera)


async def test_a_what_if_is_its_owners_until_it_is_shared(desk: Desk) -> None:
    await desk.begin()
    viktor = await viewer_for(desk.ids.viktor)
    assert (await what_ifs_for(viktor)).what_ifs == []
    with pytest.raises(NotFoundError):
        await desk.view(desk.ids.viktor)

    await desk.do(ShareWhatIf(desk.what_if_id, is_shared=True))

    assert [row.name for row in (await what_ifs_for(viktor)).what_ifs] == ["Week 49"]
    assert (await desk.view(desk.ids.viktor)).can_change
    assert not (await desk.view(desk.ids.anna)).can_change
    with pytest.raises(OwnerOnlyError):
        await desk.do(ShareWhatIf(desk.what_if_id, is_shared=False), desk.ids.viktor)


async def test_the_link_opens_for_nobody_who_does_not_see_the_site(desk: Desk) -> None:
    scenario_id = await desk.begin()
    await desk.do(ShareWhatIf(desk.what_if_id, is_shared=True))
    stranger = await add_person("Petr Novak", [Role.PLANNER], [desk.ids.north])

    with pytest.raises(NotFoundError):
        await desk.view(stranger)
    with pytest.raises(NotFoundError):
        await edit_choices_for(await viewer_for(stranger), desk.what_if_id)
    for command in (
        AddEdit(scenario_id, desk.saturday()),
        ArchiveScenario(scenario_id),
        AdoptScenario(scenario_id),
        RenewWhatIf(desk.what_if_id),
        CopyPlan(new_id(), "Mine", desk.ids.riga),
        PlanAnew(new_id(), "Mine", "Anew", desk.ids.riga),
    ):
        with pytest.raises(NotFoundError):
            await desk.do(command, stranger)


async def test_only_planners_and_supervisors_try_things(desk: Desk) -> None:
    scenario_id = await desk.begin()
    await desk.do(ShareWhatIf(desk.what_if_id, is_shared=True))
    allowed = set()
    for role in Role:
        person = await add_person(f"{role.value} A", [role], [desk.ids.riga])
        try:
            await desk.do(AddEdit(scenario_id, desk.saturday()), person)
        except NotAllowedError:
            continue
        allowed.add(role)

    assert allowed == {Role.PLANNER, Role.SUPERVISOR}


async def test_an_adoption_is_decided_by_supervisors_of_the_site_alone(desk: Desk) -> None:
    adoption = await adopted(desk, desk.saturday())
    elsewhere = await add_person("Olga Lis", [Role.SUPERVISOR], [desk.ids.south])

    with pytest.raises(NotFoundError):
        await desk.do(decision(adoption, DecisionKind.APPROVE), elsewhere)
    for person in (desk.planner, desk.ids.anna, desk.ids.marta):
        with pytest.raises(NotAllowedError):
            await desk.do(decision(adoption, DecisionKind.APPROVE), person)


async def test_a_rule_that_asks_two_asks_them_for_an_adoption_too(desk: Desk) -> None:
    admin = await add_person("Ada Rull", [Role.ADMIN], [desk.ids.riga])
    rule = Rule(
        id=None,
        name="Two agree",
        approvers=(Approver(Role.SUPERVISOR), Approver(Role.EXECUTIVE)),
        needs_all=True,
    )
    await desk.do(AddApprovalRule(rule), admin)
    adoption = await adopted(desk, desk.saturday())

    await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.viktor)
    halfway = await adoption_for(await viewer_for(desk.ids.anna), adoption.id, NOW)
    assert (await current_revisions())[desk.ids.riga].number == 1
    assert (halfway.status, halfway.can_decide) == (ProposalStatus.OPEN, True)
    assert [step.is_open for step in halfway.approval.steps] == [False, True]

    await desk.do(decision(adoption, DecisionKind.APPROVE), desk.ids.anna)
    assert (await current_revisions())[desk.ids.riga].number == 2


async def test_an_archived_what_if_is_kept_and_cannot_be_changed(desk: Desk) -> None:
    scenario_id = await desk.begin()
    await desk.do(ArchiveWhatIf(desk.what_if_id, is_archived=True))

    with pytest.raises(WhatIfClosedError):
        await desk.do(AddEdit(scenario_id, desk.saturday()))
    assert (await desk.view()).is_archived

    await desk.do(ArchiveWhatIf(desk.what_if_id, is_archived=False))
    await desk.do(AddEdit(scenario_id, desk.saturday()))


async def test_a_scenario_that_is_put_away_is_compared_no_longer(desk: Desk) -> None:
    scenario_id = await desk.begin()
    await desk.scenario("Another")
    await desk.do(ArchiveScenario(scenario_id))

    assert [each.name for each in (await desk.view()).scenarios] == ["Another"]
    with pytest.raises(NotFoundError):
        await desk.do(AddEdit(scenario_id, desk.saturday()))


@pytest.mark.parametrize(
    "edit",
    [
        Edit(EditKind.CAPACITY, hours=Decimal(4)),
        Edit(EditKind.DEMAND_LINE, demand_line_id=new_id()),
        Edit(EditKind.DEMAND, ratio=Decimal(-2)),
        Edit(EditKind.PROMOTION, ratio=Decimal("0.2")),
        Edit(EditKind.PRICE, ratio=Decimal(1), from_on=date(2026, 12, 2), to_on=date(2026, 12, 1)),
    ],
)
async def test_an_edit_that_says_too_little_is_refused(desk: Desk, edit: Edit) -> None:
    scenario_id = await desk.begin()

    with pytest.raises(EditIncompleteError):
        await desk.do(AddEdit(scenario_id, edit))

    assert (await desk.view()).scenarios[0].edits == []


async def test_a_what_if_has_a_name_and_at_most_six_scenarios(desk: Desk) -> None:
    with pytest.raises(NameMissingError):
        await desk.do(CopyPlan(new_id(), "   ", desk.ids.riga))
    await desk.begin()
    for number in range(2, 7):
        await desk.scenario(f"Number {number}")
    with pytest.raises(TooManyScenariosError):
        await desk.scenario("Number 7")


async def test_the_copied_plan_comes_back_from_its_bytes_as_it_was(desk: Desk) -> None:
    present = await present_plan(await viewer_for(desk.planner), desk.ids.riga, NOW)

    assert unpacked(packed(present.copy)) == present.copy


async def approve_a_change(desk: Desk, worker: OutboxWorker) -> None:
    """Marta's forty more for Hartmann are approved: the plan is at revision 2."""
    await desk.do(request(desk.ids), desk.ids.marta)
    await drain(worker)
    (row,) = await proposals_waiting_for(await viewer_for(desk.ids.viktor))
    await desk.do(
        DecideProposal(
            id=row.id,
            decision=DecisionKind.APPROVE,
            plan_revision_id=row.plan_revision_id,
            alternative=None,
            amendments=(),
            reason=None,
            note="",
            base_ver=0,
        ),
        desk.ids.viktor,
    )
    await drain(worker)


def test_all_that_a_situation_holds_is_copied() -> None:
    held = {each.name for each in dataclass_fields(Situation) if each.init}

    assert held <= set(_Packed.__struct_fields__)


@pytest.mark.parametrize("kind", [DecisionKind.APPROVE, DecisionKind.REJECT])
async def test_an_adoption_is_undone_in_time_and_waits_again(
    desk: Desk, worker: OutboxWorker, clock: FrozenClock, kind: DecisionKind
) -> None:
    adoption = await adopted(desk, desk.hartmann(200))
    await drain(worker)
    before = await state()
    await OutboxMessage.delete(force=True)
    await desk.do(decision(adoption, kind, reason=DecisionReason.COST), desk.ids.viktor)
    await drain(worker)
    assert (await state() != before) is True
    assert "wake_asker" in await leaving()
    viktor = await viewer_for(desk.ids.viktor)
    assert (await adoption_for(viktor, adoption.id, NOW)).undo_until == NOW + timedelta(seconds=30)

    await desk.do(UndoAdoption(adoption.id), desk.ids.viktor)

    assert await state() == before
    assert await leaving() == []
    clock.advance(timedelta(minutes=2))
    await drain(worker)
    assert await state() == before
    again = await adoption_for(viktor, adoption.id, clock.now())
    assert (again.status, again.can_decide, again.undo_until) == (ProposalStatus.OPEN, True, None)


async def test_an_adoption_whose_scenario_was_asked_for_anew_stays_rejected(desk: Desk) -> None:
    adoption = await adopted(desk, desk.hartmann(200))
    rejection = decision(adoption, DecisionKind.REJECT, reason=DecisionReason.COST)
    await desk.do(rejection, desk.ids.viktor)
    [scenario] = [
        each for each in (await desk.view()).scenarios if each.name == "More for Hartmann"
    ]
    await desk.do(AdoptScenario(scenario.id))
    decided = await state()

    with pytest.raises(BuiltUponError) as refused:
        await desk.do(UndoAdoption(adoption.id), desk.ids.viktor)

    assert refused.value.facts["what"] == "decision"
    assert await state() == decided
