"""A refusal is a sentence: what it is about is said as people say it, in the language of who asked."""

from datetime import date
from decimal import Decimal

import pytest

from backend.demand.errors import BelowMinimumError, DateInPastError, DemandLineClosedError
from backend.kit.problem_details import sentence
from backend.proposal.errors import AmendmentNotPossibleError
from shared.problem import ProblemError

FULL = AmendmentNotPossibleError(cause="capacity_full", name="Kitting", on=date(2026, 12, 3))


@pytest.mark.parametrize(
    ("error", "language", "said"),
    [
        (
            FULL,
            "en",
            "The plan does not carry this amendment: Kitting is full on Thu 3 Dec. Choose another day or less",
        ),
        (
            FULL,
            "zh",
            "计划无法满足此修改：Kitting 在 12月3日（周四） 已排满。请另选日期或减少数量",
        ),
        (
            AmendmentNotPossibleError(cause="wrong_lot", name="Primer", on=date(2026, 12, 3)),
            "en",
            "Primer is not made or bought in this quantity. Keep to its lot sizes",
        ),
        (
            DateInPastError(on=date(2026, 11, 29), today=date(2026, 11, 30)),
            "ru",
            "вс 29 нояб. уже прошло. Выберите день с пн 30 нояб.",
        ),
        (
            BelowMinimumError(minimum=Decimal("1500.000"), unit="kit"),
            "en",
            "Order at least 1 500 kits of it",
        ),
        (
            DemandLineClosedError(status="cancelled"),
            "ru",
            "Эта строка уже отменена. Посмотрите заказ ещё раз",
        ),
    ],
)
def test_days_figures_units_and_causes_are_said_in_words(
    error: ProblemError, language: str, said: str
) -> None:
    assert sentence(error, language).replace("\N{NO-BREAK SPACE}", " ") == said
