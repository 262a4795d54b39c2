"""A what-if of the sample day: line 2 is too tight, and three ways to try."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from shared.schemas.approval import ApprovalNeed
from shared.schemas.impact import Adjustment
from shared.schemas.scenario import (
    AdoptionRow,
    AdoptionView,
    CenterLoad,
    Choice,
    EditArgs,
    EditChoices,
    EditRow,
    ScenarioFigures,
    ScenarioView,
    ScenarioWeights,
    WeekLoad,
    WhatIfBoard,
    WhatIfRow,
    WhatIfSite,
    WhatIfView,
)
from shared.terms import (
    AdjustmentKind,
    DecisionKind,
    DecisionReason,
    EditKind,
    ProposalStatus,
    ScenarioCaution,
)
from tests.frontend.answers import Answers
from tests.frontend.sample_day import NOW

WHAT_IF_ID = UUID(int=700)
SATURDAY_ID = UUID(int=701)
SHIFT_ID = UUID(int=702)
ADOPTION_ID = UUID(int=710)
SITE_ID = UUID(int=720)
MONDAY = date(2026, 11, 23)


def load(*percents: int) -> CenterLoad:
    weeks = [
        WeekLoad(MONDAY + timedelta(weeks=n), Decimal(percent), Decimal(100))
        for n, percent in enumerate(percents)
    ]
    return CenterLoad(UUID(int=730), "Filling line 2", weeks, Decimal(max(percents)) / 100)


def figures(**changes: Any) -> ScenarioFigures:
    usual = ScenarioFigures(
        line_count=520,
        on_time_count=489,
        otif_ratio=Decimal("0.940385"),
        order_fill_ratio=Decimal("0.951"),
        late_count=31,
        mean_delay_days=Decimal("0.42"),
        worst_delay_days=9,
        open_value=Decimal(2_400_000),
        at_risk_value=Decimal(141_300),
        margin=Decimal(820_000),
        margin_on_time=Decimal(771_000),
        average_stock_value=Decimal(1_840_000),
        extra_cost=Decimal(0),
        losing_customers=[f"Customer {n}" for n in range(1, 13)],
        first_class_count=2,
        loads=[load(104, 112, 108, 97, 88)],
    )
    return replace(usual, **changes)


def edit(**changes: Any) -> EditRow:
    usual = EditRow(
        kind=EditKind.CAPACITY,
        subject="Filling line 2",
        unit="",
        on=None,
        from_on=date(2026, 11, 28),
        to_on=date(2026, 12, 19),
        weekdays=[6],
        quantity=None,
        ratio=None,
        discount=None,
        hours=Decimal(6),
        is_open=False,
        was_quantity=None,
        was_on=None,
        is_assumed=False,
    )
    return replace(usual, **changes)


def every_edit() -> list[EditRow]:
    """One edit of each kind."""
    primer = "Epoxy primer 2K, grey RAL 7035, 20 kg kit"
    more: dict[str, Any] = {"hours": None, "weekdays": [], "unit": "kit", "is_assumed": True}
    return [
        edit(),
        edit(hours=Decimal(-8), weekdays=[], from_on=None, to_on=None, is_assumed=True),
        edit(kind=EditKind.DEMAND, subject="Primers", ratio=Decimal("0.2"), **more),
        edit(
            kind=EditKind.DEMAND_LINE,
            subject="Hartmann Wind Towers, " + primer,
            was_quantity=Decimal(120),
            was_on=date(2026, 12, 3),
            quantity=Decimal(160),
            on=date(2026, 12, 7),
            **more,
        ),
        edit(
            kind=EditKind.NEW_DEMAND,
            subject=primer,
            quantity=Decimal(40),
            on=date(2026, 12, 7),
            **more,
        ),
        edit(
            kind=EditKind.PURCHASE,
            subject="Hardener H-40, PO 4471",
            was_quantity=Decimal(200),
            was_on=date(2026, 12, 4),
            on=date(2026, 12, 2),
            **{**more, "is_assumed": False},
        ),
        edit(
            kind=EditKind.PLAN_LINE,
            subject=primer + ", P-1",
            was_quantity=Decimal(80),
            was_on=date(2026, 12, 1),
            quantity=Decimal(0),
            **{**more, "is_assumed": False},
        ),
        edit(kind=EditKind.CALENDAR, subject="Riga plant", on=date(2026, 12, 24), **more),
        edit(
            kind=EditKind.PROMOTION,
            subject="Primers",
            ratio=Decimal("0.5"),
            discount=Decimal("0.1"),
            **more,
        ),
        edit(kind=EditKind.PLAN_ANEW, subject=""),
        edit(kind=EditKind.PRICE, subject="", ratio=Decimal("-0.03"), **more),
    ]


def adjustments() -> list[Adjustment]:
    return [
        Adjustment(
            kind=AdjustmentKind.OVERTIME,
            item_id=UUID(int=0),
            item_name="",
            unit="",
            site_id=SITE_ID,
            quantity=Decimal(0),
            on=date(2026, 11, 28),
            work_center_id=UUID(int=730),
            work_center_name="Filling line 2",
            hours=Decimal(6),
        ),
        Adjustment(
            kind=AdjustmentKind.MAKE_MORE,
            item_id=UUID(int=731),
            item_name="Epoxy primer 7035",
            unit="kit",
            site_id=SITE_ID,
            quantity=Decimal(40),
            on=date(2026, 11, 28),
        ),
    ]


def scenario(**changes: Any) -> ScenarioView:
    usual = ScenarioView(
        id=SATURDAY_ID,
        name="Saturday overtime",
        edits=[edit()],
        figures=figures(
            on_time_count=500,
            otif_ratio=Decimal("0.961538"),
            late_count=20,
            extra_cost=Decimal(2_480),
            margin_on_time=Decimal(785_200),
            average_stock_value=Decimal(1_860_000),
            losing_customers=["Customer 1"],
            first_class_count=0,
            loads=[load(96, 98, 97, 94, 88)],
        ),
        score=83,
        adjustments=adjustments(),
        cautions=[],
        starts_on=date(2026, 11, 28),
        changed_by_name="Li Na",
        changed_at=NOW,
        adoption_id=None,
        adoption_status=None,
    )
    return replace(usual, **changes)


def what_if(**changes: Any) -> WhatIfView:
    usual = WhatIfView(
        id=WHAT_IF_ID,
        name="Weeks 48 to 52, line 2 is too tight",
        site_id=SITE_ID,
        site_name="Riga plant",
        owner_name="Li Na",
        is_own=True,
        is_shared=False,
        is_archived=False,
        can_change=True,
        copied_at=NOW,
        today=date(2026, 11, 24),
        plan_revision_number=218,
        current_plan_revision_number=218,
        has_moved=False,
        currency="EUR",
        weights=ScenarioWeights(Decimal(50), Decimal(30), Decimal(20)),
        figures=figures(),
        score=64,
        scenarios=[
            scenario(),
            scenario(
                id=SHIFT_ID,
                name="Second shift",
                edits=every_edit(),
                score=76,
                cautions=[ScenarioCaution.SUPPLIER, ScenarioCaution.OVERTIME_LIMIT],
                figures=figures(late_count=14, extra_cost=Decimal(9_800), loads=[load(84, 71, 70)]),
            ),
        ],
        first_id=SATURDAY_ID,
        first_from=22,
        first_to=61,
    )
    return replace(usual, **changes)


def board() -> WhatIfBoard:
    row = WhatIfRow(
        id=WHAT_IF_ID,
        name="Weeks 48 to 52, line 2 is too tight",
        site_id=SITE_ID,
        site_name="Riga plant",
        owner_name="Li Na",
        is_shared=True,
        is_archived=False,
        scenario_count=3,
        copied_at=NOW,
        changed_at=NOW,
        plan_revision_number=218,
    )
    return WhatIfBoard(
        what_ifs=[row, replace(row, id=UUID(int=703), name="Last month", is_archived=True)],
        sites=[WhatIfSite(SITE_ID, "Riga plant")],
    )


def choices() -> EditChoices:
    def one(n: int, name: str) -> list[Choice]:
        return [Choice(str(UUID(int=n)), name)]

    return EditChoices(
        items=one(731, "Epoxy primer 7035"),
        families=[Choice("Primers", "Primers")],
        customers=one(732, "Hartmann Wind Towers"),
        demand_lines=one(733, "Hartmann Wind Towers, Epoxy primer 7035, 20418 / 1"),
        purchases=one(734, "Hardener H-40, PO 4471"),
        plan_lines=one(735, "Epoxy primer 7035, P-1"),
        work_centers=one(730, "Filling line 2"),
    )


def adoption(**changes: Any) -> AdoptionView:
    usual = AdoptionView(
        id=ADOPTION_ID,
        what_if_id=WHAT_IF_ID,
        what_if_name="Weeks 48 to 52, line 2 is too tight",
        scenario_name="Saturday overtime",
        site_id=SITE_ID,
        site_name="Riga plant",
        status=ProposalStatus.OPEN,
        plan_revision_id=UUID(int=740),
        plan_revision_number=218,
        current_plan_revision_number=218,
        has_moved=False,
        adjustments=adjustments(),
        assumptions=every_edit()[1:3],
        cautions=[ScenarioCaution.FROZEN],
        currency="EUR",
        today=figures(),
        scenario=scenario().figures,
        opened_at=NOW,
        decide_by=NOW + timedelta(hours=4),
        requested_by_name="Li Na",
        can_decide=True,
        approval=ApprovalNeed(
            alternative="adopt",
            rule_name="",
            needs_all=False,
            in_order=False,
            steps=[],
            escalated_to=None,
            is_viewers=True,
        ),
        decided_by_name=None,
        decided_at=None,
        reason=None,
        note=None,
    )
    return replace(usual, **changes)


def adoption_row() -> AdoptionRow:
    return AdoptionRow(
        id=ADOPTION_ID,
        what_if_name="Weeks 48 to 52, line 2 is too tight",
        scenario_name="Saturday overtime",
        site_name="Riga plant",
        requested_by_name="Li Na",
        decide_by=NOW + timedelta(hours=4),
        adjustment_count=2,
    )


class FakeWhatIfs(Answers):
    """The what-ifs of the fake gateway: answers, and what was asked to be done."""

    async def what_ifs(self) -> WhatIfBoard:
        return self._answer("what_ifs", board())

    async def what_if(self, what_if_id: UUID) -> WhatIfView:
        return self._answer("what_if", what_if(id=what_if_id))

    async def edit_choices(self, what_if_id: UUID) -> EditChoices:
        self.done.append(("edit_choices", what_if_id))
        return self._answer("edit_choices", choices())

    async def copy_plan(self, name: str, site_id: UUID) -> UUID:
        self.done.append(("copy_plan", name, site_id))
        return self._answer("copy_plan", WHAT_IF_ID)

    async def plan_anew(self, name: str, scenario_name: str, site_id: UUID) -> UUID:
        self.done.append(("plan_anew", name, scenario_name, site_id))
        return self._answer("plan_anew", WHAT_IF_ID)

    async def renew_what_if(self, what_if_id: UUID) -> None:
        self.done.append(("renew_what_if", what_if_id))

    async def share_what_if(self, what_if_id: UUID, is_shared: bool) -> None:  # noqa: FBT001 -- as the gateway has it
        self.done.append(("share_what_if", what_if_id, is_shared))

    async def weigh_what_if(
        self, what_if_id: UUID, reliability: int, cost: int, speed: int
    ) -> None:
        self.done.append(("weigh_what_if", what_if_id, reliability, cost, speed))

    async def archive_what_if(self, what_if_id: UUID, is_archived: bool) -> None:  # noqa: FBT001 -- as the gateway has it
        self.done.append(("archive_what_if", what_if_id, is_archived))

    async def add_scenario(self, what_if_id: UUID, name: str, like_id: UUID | None) -> UUID:
        self.done.append(("add_scenario", what_if_id, name, like_id))
        return self._answer("add_scenario", SHIFT_ID)

    async def archive_scenario(self, scenario_id: UUID) -> None:
        self.done.append(("archive_scenario", scenario_id))

    async def add_edit(self, scenario_id: UUID, edit: EditArgs) -> None:
        self._answer("add_edit", None)
        self.done.append(("add_edit", scenario_id, edit))

    async def remove_edit(self, scenario_id: UUID, place: int) -> None:
        self.done.append(("remove_edit", scenario_id, place))

    async def adopt_scenario(self, scenario_id: UUID) -> UUID:
        self.done.append(("adopt_scenario", scenario_id))
        return self._answer("adopt_scenario", ADOPTION_ID)

    async def adoptions_waiting(self) -> list[AdoptionRow]:
        return self._answer("adoptions_waiting", [])

    async def adoption(self, adoption_id: UUID) -> AdoptionView:
        return self._answer("adoption", adoption(id=adoption_id))

    async def decide_adoption(
        self,
        adoption_id: UUID,
        decision: DecisionKind,
        plan_revision_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        self._answer("decide_adoption", None)
        self.done.append(("decide_adoption", adoption_id, decision, plan_revision_id, reason, note))
