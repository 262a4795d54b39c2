"""A forecast of the sample day, and a gateway that answers with it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.forecast_terms import (
    ErrorDetail,
    ForecastCause,
    ForecastLevel,
    ForecastPart,
    ForecastPeriod,
    ForecastStatus,
    ForecastStep,
    LifeKind,
    OutsideEventKind,
    OutsideKind,
    SignalVerdict,
)
from shared.schemas.forecast import (
    AccuracyBoard,
    AccuracyRow,
    CustomerForecast,
    CustomerForecasts,
    CustomerItem,
    CustomerPoint,
    CustomerRhythm,
    DealView,
    DetailView,
    ForecastBoard,
    ForecastPoint,
    ForecastRow,
    ForecastRunView,
    ForecastView,
    ForecastWindows,
    MendView,
    MethodShare,
    MovedView,
    OverrideAsked,
    OverrideView,
    PartView,
    PastPoint,
    PersonWorth,
    PipelineBoard,
    StageAsked,
    StageView,
    StepView,
    WindowAsked,
    WindowRow,
    WorthView,
)
from shared.schemas.forecast_life import AlikeView, LifeAsked, LifeBoard, LifeView, NewItem
from shared.schemas.forecast_outside import (
    HolidayView,
    OutsideBoard,
    OutsideEventAsked,
    OutsideEventView,
    OutsideSeriesAsked,
    OutsideSeriesKept,
    OutsideSeriesView,
    TerritoryCountry,
    TrialView,
)
from shared.schemas.forecast_runs import (
    FreezeAsked,
    FreezeView,
    RunComparison,
    RunDifference,
    RunsBoard,
    StepDifference,
)
from shared.terms import ReasonCode
from tests.frontend.answers import Answers
from tests.frontend.sample_day import NOW

SERIES_ID, CUSTOMER_ID = UUID(int=901), UUID(int=902)
OVERRIDE_ID, DEAL_ID, SIGNAL_ID = UUID(int=903), UUID(int=904), UUID(int=905)
FIRST_ON = date(2026, 11, 23)


def run(**changes: Any) -> ForecastRunView:
    facts: dict[str, Any] = {
        "id": UUID(int=900), "number": 31, "cause": ForecastCause.NIGHT, "status": ForecastStatus.DONE,
        "started_at": NOW, "finished_at": NOW, "requested_by_name": None, "done_ratio": 1.0,
        "series_count": 412, "failed_count": 2, "notes": {"date_too_old": 3},
    }  # fmt: skip
    return ForecastRunView(**{**facts, **changes})


def row(**changes: Any) -> ForecastRow:
    facts: dict[str, Any] = {
        "series_id": SERIES_ID, "level": ForecastLevel.ITEM, "family": "Epoxy primers",
        "item_name": "Epoxy primer 7035", "unit": "kit", "site_name": None, "territory_name": None,
        "segment": None, "channel": None, "period": ForecastPeriod.WEEK, "demand_class": "smooth",
        "methods": [MethodShare("theta", 0.6), MethodShare("ses", 0.4)], "near_quantity": Decimal(412),
        "wape": 0.132, "naive_wape": 0.214, "bias": -0.021, "failed_reason": None,
    }  # fmt: skip
    return ForecastRow(**{**facts, **changes})


def steps() -> list[StepView]:
    wapes = (0.214, 0.132, 0.128, 0.119, 0.116, 0.123, 0.123)
    return [
        StepView(step, wape, -0.021, None if not number else round(wapes[number - 1] - wape, 4))
        for number, (step, wape) in enumerate(zip(ForecastStep, wapes, strict=True))
    ]


def board(**changes: Any) -> ForecastBoard:
    facts: dict[str, Any] = {
        "run": run(), "running": None, "level": ForecastLevel.ITEM, "levels": list(ForecastLevel),
        "rows": [row()], "row_count": 1, "steps": steps(), "may_run": True, "may_speak": True,
        "sees_whole": True,
    }  # fmt: skip
    return ForecastBoard(**{**facts, **changes})


def point(week: int, **changes: Any) -> ForecastPoint:
    facts: dict[str, Any] = {
        "on": FIRST_ON + timedelta(weeks=week), "statistical": Decimal(100 + week), "low": Decimal(80),
        "high": Decimal(125), "last_year": Decimal(90), "promotion": Decimal(0), "pipeline": Decimal(0), "rep": Decimal(0),
        "planner": Decimal(0), "frozen": Decimal(0), "agreed": Decimal(100 + week), "ordered": Decimal(30), "open": Decimal(70),
    }  # fmt: skip
    return ForecastPoint(**{**facts, **changes})


def override(**changes: Any) -> OverrideView:
    facts: dict[str, Any] = {
        "id": OVERRIDE_ID, "series_id": SERIES_ID, "place": "item", "customer_name": None,
        "period_on": date(2026, 12, 7), "step": ForecastStep.PLANNER, "version": 1, "quantity": Decimal(40),
        "model_quantity": Decimal(102), "reason": ReasonCode.PROJECT_START, "note": "", "owner_name": "Li Na",
        "made_at": NOW, "expires_on": date(2027, 3, 31), "restored_version": None, "is_standing": True,
        "may_restore": False,
    }  # fmt: skip
    return OverrideView(**{**facts, **changes})


def deal(**changes: Any) -> DealView:
    facts: dict[str, Any] = {
        "id": DEAL_ID, "reference": "O-311", "kind": "opportunity", "customer_name": "Hartmann Wind Towers",
        "stage": "sample", "probability_ratio": 0.52, "quantity": Decimal(300), "expected_on": date(2026, 12, 14),
        "added_quantity": Decimal(61), "why": "added",
        "item_name": "Epoxy primer 2K", "unit": "kit",
    }  # fmt: skip
    return DealView(**{**facts, **changes})


def view(**changes: Any) -> ForecastView:
    facts: dict[str, Any] = {
        "row": row(), "run": run(),
        "past": [PastPoint(FIRST_ON - timedelta(weeks=back), Decimal(95), Decimal(98) if back < 9 else None)
                 for back in range(20, 0, -1)],
        "points": [point(week) if week != 2 else point(2, planner=Decimal(40), agreed=Decimal(142))
                   for week in range(12)],
        "parts": [PartView(ForecastPart.LEVEL, Decimal(95)), PartView(ForecastPart.SEASON, Decimal(-6)),
                  PartView(ForecastPart.TREND, Decimal(4)), PartView(ForecastPart.PLANNER, Decimal(10))],
        "moved": MovedView(Decimal(98), Decimal(103), [PartView(ForecastPart.LEVEL, Decimal(5))]),
        "mends": [MendView(date(2026, 8, 3), Decimal(900), Decimal(120), "outlier", is_undone=False)],
        "steps": steps(), "overrides": [override()], "deals": [deal()], "lag": 4, "season": 52,
        "may_speak": True, "may_mend": True, "item_id": UUID(int=42),
    }  # fmt: skip
    return ForecastView(**{**facts, **changes})


def rhythm(**changes: Any) -> CustomerRhythm:
    facts: dict[str, Any] = {
        "customer_id": CUSTOMER_ID, "customer_name": "Hartmann Wind Towers", "order_count": 40,
        "last_on": date(2026, 11, 2), "next_on": date(2026, 12, 1), "from_on": date(2026, 11, 27),
        "until_on": date(2026, 12, 6), "usual_days": 29, "is_quiet": False, "jump_ratio": 3.4,
    }  # fmt: skip
    return CustomerRhythm(**{**facts, **changes})


def worth(**changes: Any) -> WorthView:
    facts: dict[str, Any] = {
        "since_on": date(2026, 8, 25), "until_on": date(2026, 11, 24), "count": 5, "helped_count": 4,
        "quantity": Decimal(86),
    }  # fmt: skip
    return WorthView(**{**facts, **changes})


def customer(**changes: Any) -> CustomerForecast:
    item = CustomerItem(
        series_id=SERIES_ID, item_name="Epoxy primer 7035", unit="kit", site_name="Riga plant",
        channel="direct", period=ForecastPeriod.WEEK, share_ratio=0.4, last_on=date(2026, 11, 9),
        points=[CustomerPoint(FIRST_ON + timedelta(weeks=week), Decimal(40), Decimal(0)) for week in range(12)],
    )  # fmt: skip
    facts: dict[str, Any] = {
        "rhythm": rhythm(), "items": [item],
        "overrides": [override(step=ForecastStep.REP, customer_name="Hartmann Wind Towers")],
        "may_speak": True,
    }  # fmt: skip
    return CustomerForecast(**{**facts, **changes})


def trial(**changes: Any) -> TrialView:
    facts: dict[str, Any] = {
        "signal": "holiday", "kind": OutsideKind.HOLIDAY, "code": "", "name": None,
        "family": "Epoxy primers", "verdict": SignalVerdict.HELPS, "error_without": 0.142,
        "error_with": 0.118, "origin_count": 13, "better_count": 9, "lead": 0,
        "period": ForecastPeriod.WEEK, "ended_on": None,
    }  # fmt: skip
    return TrialView(**{**facts, **changes})


def runs_board(**changes: Any) -> RunsBoard:
    facts: dict[str, Any] = {
        "runs": [run(), run(number=30, cause=ForecastCause.RESTORED, restored_number=28,
                            requested_by_name="Li Na"), run(number=29)],
        "in_force_number": 31,
        "freezes": [FreezeView(
            SIGNAL_ID, None, "Epoxy primer 7035", date(2027, 1, 31), date(2027, 2, 28), ReasonCode.OTHER,
            "Budget", 31, 4, "Li Na", NOW, None, None, is_standing=True,
        )],
        "families": ["Epoxy primers"], "may_keep": True,
    }  # fmt: skip
    return RunsBoard(**{**facts, **changes})


def lives_board(**changes: Any) -> LifeBoard:
    facts: dict[str, Any] = {
        "lives": [
            LifeView(UUID(int=51), LifeKind.LOOK_ALIKE, "EP-9", "Epoxy primer 9010", "EP-7",
                     "Epoxy primer 7035", date(2026, 12, 7), 0.5, 0, "Li Na"),
            LifeView(UUID(int=52), LifeKind.ENDING, "EP-1", "Epoxy primer 1001", None, None,
                     date(2027, 1, 3), 1.0, 20, "Li Na"),
        ],
        "new_items": [NewItem("EP-8", "Epoxy primer 8000", "Epoxy primers", None,
                              [AlikeView("EP-7", "Epoxy primer 7035", 0.75)])],
        "may_keep": True,
    }  # fmt: skip
    return LifeBoard(**{**facts, **changes})


def signals(**changes: Any) -> OutsideBoard:
    resin = {"signal": f"series:{SIGNAL_ID}", "kind": OutsideKind.SERIES, "name": "Resin price"}
    facts: dict[str, Any] = {
        "run_number": 31,
        "trials": [
            trial(**resin, verdict=SignalVerdict.NO_GAIN, error_with=0.145, better_count=4, lead=4),
            trial(),
            trial(signal="series:0", kind=OutsideKind.SERIES, name="Old index", family="", error_without=None,
                  error_with=None, verdict=SignalVerdict.ENDED, ended_on=date(2026, 3, 2)),
        ],
        "series": [OutsideSeriesView(SIGNAL_ID, "resin", "Resin price", 7, 104, date(2024, 11, 25),
                                     date(2026, 11, 16), 104.25, "Li Na")],
        "events": [OutsideEventView(SIGNAL_ID, OutsideEventKind.COMPETITOR_PRICE, "Nordlack cuts prices",
                                    "Epoxy primers", "North", date(2026, 10, 5), date(2026, 10, 18),
                                    date(2026, 10, 1), "Li Na")],
        "holidays": [HolidayView("LV", 2, 13, date(2026, 12, 24), "Ziemassvētku vakars")],
        "families": ["Epoxy primers"], "territories": [(str(UUID(int=7)), "North")], "may_keep": True,
        "territory_countries": [
            TerritoryCountry(UUID(int=7), "North", "LV", is_said=False, usual_country="LV"),
            TerritoryCountry(UUID(int=8), "South", "PL", is_said=True, usual_country="DE"),
        ],
        "countries": ["DE", "LV", "PL"],
    }  # fmt: skip
    return OutsideBoard(**{**facts, **changes})


def customer_list(customers: list[CustomerRhythm], **changes: Any) -> CustomerForecasts:
    given: dict[str, Any] = {
        "row_count": len(customers), "next_offset": None, "without_rhythm_count": 2, **changes,
    }  # fmt: skip
    return CustomerForecasts(customers, worth(), **given)


def windows(**changes: Any) -> ForecastWindows:
    facts: dict[str, Any] = {
        "usual": WindowRow("", 30, 30, 0, is_own=False),
        "families": [
            WindowRow("Epoxy primers", 14, 7, 5, is_own=True),
            WindowRow("Thinners", 30, 30, 0, is_own=False),
        ],
        "may_set": True,
    }
    return ForecastWindows(**{**facts, **changes})


class FakeForecasts(Answers):
    """The gateway's part about the forecast."""

    async def forecast(
        self, level: ForecastLevel | None, words: str, offset: int, *, failed_only: bool = False
    ) -> ForecastBoard:
        self.done.append(("forecast", level, words, offset, failed_only))
        return self._answer("forecast", board())

    async def start_forecast(self) -> None:
        self._answer("start_forecast", None)
        self.done.append("start_forecast")

    async def forecast_series(self, series_id: UUID) -> ForecastView:
        self.done.append(("forecast_series", series_id))
        return self._answer("forecast_series", view())

    async def override_forecast(self, series_id: UUID, asked: OverrideAsked) -> None:
        self._answer("override_forecast", None)
        self.done.append(("override_forecast", series_id, asked))

    async def restore_forecast_override(self, override_id: UUID) -> None:
        self.done.append(("restore_forecast_override", override_id))

    async def undo_forecast_mend(self, series_id: UUID, on: date, *, is_undone: bool) -> None:
        self.done.append(("undo_forecast_mend", series_id, on, is_undone))

    async def forecast_customers(self, offset: int) -> CustomerForecasts:
        self.done.append(("forecast_customers", offset))
        return self._answer("forecast_customers", customer_list([rhythm()]))

    async def forecast_customer(self, customer_id: UUID) -> CustomerForecast:
        self.done.append(("forecast_customer", customer_id))
        return self._answer("forecast_customer", customer())

    async def forecast_accuracy(self) -> AccuracyBoard:
        rows = [AccuracyRow(SERIES_ID, "Epoxy primers", steps(), 16)]
        usual = AccuracyBoard(
            since_on=date(2026, 8, 3), until_on=date(2026, 11, 16), steps=steps(), families=rows,
            items=rows, worths=[PersonWorth("Marta Ozola", worth())],
            details=[DetailView(ErrorDetail.ITEM, 0.436), DetailView(ErrorDetail.CELL, 1.101)],
        )  # fmt: skip
        return self._answer("forecast_accuracy", usual)

    async def forecast_windows(self) -> ForecastWindows:
        return self._answer("forecast_windows", windows())

    async def choose_forecast_window(self, asked: WindowAsked) -> None:
        self._answer("choose_forecast_window", None)
        self.done.append(("choose_forecast_window", asked))

    async def remove_forecast_window(self, family: str) -> None:
        self._answer("remove_forecast_window", None)
        self.done.append(("remove_forecast_window", family))

    async def forecast_pipeline(self) -> PipelineBoard:
        usual = PipelineBoard(
            stages=[StageView("contact", 0.15, 0.11), StageView("sample", 0.55, 0.52)],
            deals=[deal()], closed_count=180, may_move=True,
        )  # fmt: skip
        return self._answer("forecast_pipeline", usual)

    async def forecast_lives(self) -> LifeBoard:
        return self._answer("forecast_lives", lives_board())

    async def say_item_life(self, asked: LifeAsked) -> None:
        self._answer("say_item_life", None)
        self.done.append(("say_item_life", asked))

    async def remove_item_life(self, life_id: UUID) -> None:
        self.done.append(("remove_item_life", life_id))

    async def forecast_runs(self) -> RunsBoard:
        return self._answer("forecast_runs", runs_board())

    async def forecast_comparison(
        self, before: int, after: int, family: str | None
    ) -> RunComparison:
        self.done.append(("forecast_comparison", before, after, family))
        row_of = RunDifference(
            SERIES_ID, "Epoxy primers", "kit", ForecastPeriod.WEEK, 26, Decimal(2600), Decimal(2640),
            [StepDifference(ForecastStep.PLANNER, Decimal(40))],
        )  # fmt: skip
        usual = RunComparison(run(number=30), run(), ForecastLevel.FAMILY, family, [row_of], 1)
        return self._answer("forecast_comparison", usual)

    async def restore_forecast_run(self, number: int) -> None:
        self.done.append(("restore_forecast_run", number))

    async def freeze_forecast(self, asked: FreezeAsked) -> None:
        self._answer("freeze_forecast", None)
        self.done.append(("freeze_forecast", asked))

    async def thaw_forecast(self, freeze_id: UUID) -> None:
        self.done.append(("thaw_forecast", freeze_id))

    async def choose_country(self, territory_id: UUID, country: str | None) -> None:
        self.done.append(("choose_country", territory_id, country))

    async def forecast_signals(self) -> OutsideBoard:
        return self._answer("forecast_signals", signals())

    async def keep_outside_series(self, code: str, asked: OutsideSeriesAsked) -> OutsideSeriesKept:
        self.done.append(("keep_outside_series", code, asked))
        return self._answer("keep_outside_series", OutsideSeriesKept(SIGNAL_ID, 104, 1, 0))

    async def remove_outside_series(self, series_id: UUID) -> None:
        self.done.append(("remove_outside_series", series_id))

    async def add_outside_event(self, asked: OutsideEventAsked) -> None:
        self._answer("add_outside_event", None)
        self.done.append(("add_outside_event", asked))

    async def remove_outside_event(self, event_id: UUID) -> None:
        self.done.append(("remove_outside_event", event_id))

    async def move_deal(self, opportunity_id: UUID, asked: StageAsked) -> None:
        self._answer("move_deal", None)
        self.done.append(("move_deal", opportunity_id, asked))
