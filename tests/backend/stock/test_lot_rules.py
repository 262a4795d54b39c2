"""Planners say how large lots are: rights, the state that was seen, what cannot be, and what follows."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from msgspec.structs import replace

from backend.audit.tables import AuditLine
from backend.catalog.queries import planning_catalog
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.plan.tables import PlanRevision
from backend.promise.queries import situation_at
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.stock.commands import SetLotRules
from backend.stock.errors import (
    LastDayError,
    LotMaximumError,
    LotRuleRangeError,
    LotRulesMovedError,
    LotRuleTooFineError,
    YieldOfBoughtError,
)
from backend.stock.queries import lot_rules_for
from backend.worker import OutboxWorker
from shared.problem import ProblemError
from shared.schemas.stock import LotRules, LotRulesAt
from shared.terms import AdjustmentKind, Role
from tests.builders import NOW, SmallCompany, add_person, request


@pytest.fixture
async def paula(small_company: SmallCompany) -> UUID:
    return await add_person("Paula Roze", [Role.PLANNER], [small_company.riga])


async def seen(person: UUID, item: UUID) -> LotRulesAt:
    [at] = (await lot_rules_for(await viewer_for(person), item)).sites
    return at


async def test_a_planner_sets_them_and_the_plan_has_a_new_revision(
    small_company: SmallCompany, dispatcher: Dispatcher, paula: UUID
) -> None:
    ids = small_company
    before = await seen(paula, ids.primer)
    assert before.rules == LotRules(
        lead_time_days=1, lead_time_days_per_unit=Decimal(0), safety_stock=Decimal(0),
        lot_minimum=Decimal(10), lot_multiple=Decimal(10), lot_maximum=Decimal(0), lot_cover_days=0,
        yield_ratio=Decimal(1),
    )  # fmt: skip
    revisions = await PlanRevision.count()

    rules = replace(
        before.rules, lot_maximum=Decimal(40), yield_ratio=Decimal("0.95"), lot_cover_days=3, safety_days=2,
        first_on=date(2026, 12, 1), last_on=date(2027, 12, 1),
    )  # fmt: skip
    command = SetLotRules(ids.primer, ids.riga, before.ver, rules)
    await dispatcher.dispatch(command, actor_id=paula)

    after = await seen(paula, ids.primer)
    assert (after.rules, after.ver == before.ver) == (rules, False)
    facts = (await planning_catalog()).item_sites[ids.primer, ids.riga].lots
    said = facts.lot_maximum, facts.yield_ratio, facts.lot_cover_days, facts.safety_days
    assert said == (Decimal(40), Decimal("0.95"), 3, 2)
    situation = await situation_at(NOW, ids.riga, await planning_catalog())
    nodes = [each for each in situation.nodes if each.item_id == ids.primer]
    assert {(each.safety_days, each.first_on, each.last_on) for each in nodes} == {
        (2, date(2026, 12, 1), date(2027, 12, 1))
    }
    assert await PlanRevision.count() == revisions + 1
    assert "SetLotRules" in [row["command"] for row in await AuditLine.select()]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"lot_maximum": Decimal(5)}, LotMaximumError),
        ({"lot_minimum": Decimal(-1)}, LotRuleRangeError),
        ({"yield_ratio": Decimal(0)}, LotRuleRangeError),
        ({"lot_cover_days": 366}, LotRuleRangeError),
        ({"safety_days": 366}, LotRuleRangeError),
        ({"first_on": date(2026, 12, 9), "last_on": date(2026, 12, 8)}, LastDayError),
        ({"lead_time_days_per_unit": Decimal("Infinity")}, LotRuleRangeError),
        ({"lot_maximum": Decimal("40.5")}, LotRuleTooFineError),
    ],
)
async def test_what_no_lot_can_keep_is_refused_and_nothing_changes(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    paula: UUID,
    changes: dict[str, object],
    refusal: type[ProblemError],
) -> None:
    ids = small_company
    at = await seen(paula, ids.primer)
    revisions = await PlanRevision.count()

    with pytest.raises(refusal):
        await dispatcher.dispatch(
            SetLotRules(ids.primer, ids.riga, at.ver, replace(at.rules, **changes)), actor_id=paula
        )

    assert await seen(paula, ids.primer) == at
    assert await PlanRevision.count() == revisions


async def test_who_may_not_and_who_saw_an_older_state_changes_nothing(
    small_company: SmallCompany, dispatcher: Dispatcher, paula: UUID
) -> None:
    ids = small_company
    at = await seen(paula, ids.primer)
    larger = SetLotRules(ids.primer, ids.riga, at.ver, replace(at.rules, lot_maximum=Decimal(80)))
    sam = await add_person("Sam Kok", [Role.SUPERVISOR], [ids.riga])
    far = await add_person("Far Away", [Role.PLANNER], [])

    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(larger, actor_id=sam)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(larger, actor_id=far)
    bought = await seen(paula, ids.thinner)
    with pytest.raises(YieldOfBoughtError):
        await dispatcher.dispatch(
            SetLotRules(ids.thinner, ids.riga, bought.ver, replace(bought.rules, yield_ratio=Decimal("0.9"))),
            actor_id=paula,
        )  # fmt: skip
    assert await seen(paula, ids.primer) == at

    await dispatcher.dispatch(larger, actor_id=paula)
    with pytest.raises(LotRulesMovedError):
        await dispatcher.dispatch(
            SetLotRules(ids.primer, ids.riga, at.ver, at.rules), actor_id=paula
        )
    assert (await seen(paula, ids.primer)).rules.lot_maximum == 80


async def test_open_proposals_are_worked_out_anew_in_lots_that_may_be(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, paula: UUID
) -> None:
    ids = small_company
    await dispatcher.dispatch(request(ids), actor_id=ids.marta)
    await drain(worker)
    viktor = await viewer_for(ids.viktor)
    (waiting,) = await proposals_waiting_for(viktor)

    async def largest() -> Decimal:
        made = [
            each.quantity
            for way in (await proposal_for(viktor, waiting.id)).alternatives
            for each in way.adjustments
            if each.kind is AdjustmentKind.MAKE_MORE
        ]
        return max(made)

    assert await largest() == 20
    at = await seen(paula, ids.primer)
    rules = replace(at.rules, lot_maximum=Decimal(10))
    await dispatcher.dispatch(SetLotRules(ids.primer, ids.riga, at.ver, rules), actor_id=paula)
    await drain(worker)
    assert await largest() == 10


async def test_what_the_lead_time_counts_and_the_days_of_a_lane_are_set_with_them(
    small_company: SmallCompany, dispatcher: Dispatcher, paula: UUID
) -> None:
    ids = small_company
    before = await seen(paula, ids.primer)
    [calendar] = (await lot_rules_for(await viewer_for(paula), ids.primer)).calendars

    rules = replace(before.rules, counts_open_days=True, calendar_id=calendar.id)
    await dispatcher.dispatch(SetLotRules(ids.primer, ids.riga, before.ver, rules), actor_id=paula)

    after = await seen(paula, ids.primer)
    assert (after.rules, after.ver == before.ver) == (rules, False)
    unknown = SetLotRules(ids.primer, ids.riga, after.ver, replace(rules, calendar_id=ids.primer))
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(unknown, actor_id=paula)
    assert (await seen(paula, ids.primer)).rules == rules
