"""How a forecast is said: a series' name, its class, its period, what it is made of."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise

from frontend.components.voice import Voice
from shared.forecast_terms import ForecastNote, ForecastPeriod
from shared.schemas.forecast import ForecastRow, ForecastRunView, StepView

FEW = 10


def series_name(voice: Voice, row: ForecastRow) -> str:
    """Name a family or an item."""
    del voice
    return row.item_name or row.family


def place_words(voice: Voice, row: ForecastRow) -> str:
    """Say where a cell stands."""
    if row.site_name is None:
        return row.family if row.item_name else ""
    parts = [row.site_name, row.territory_name or "", row.segment or ""]
    if row.channel:
        parts.append(voice.say_code("forecast-channel", row.channel))
    return " · ".join(part for part in parts if part)


def amount(voice: Voice, quantity: Decimal, unit: str | None, *, is_whole: bool = False) -> str:
    """Say a quantity: whole, or with one place where it is small and not counted; a family's has no unit."""
    shown = rounded(quantity, is_whole=is_whole)
    figure = voice.number(shown)
    return figure if unit is None else f"{figure}\u00a0{voice.unit(unit, shown)}"


def rounded(quantity: Decimal, *, is_whole: bool = False) -> Decimal:
    """Return a quantity as it is shown; of what is counted in whole units always whole.

    >>> rounded(Decimal("0.26")), rounded(Decimal("141.50")), rounded(Decimal("7.7"), is_whole=True)
    (Decimal('0.3'), Decimal('142'), Decimal('8'))
    """
    places = Decimal("0.1") if abs(quantity) < FEW and not is_whole else Decimal(1)
    found = quantity.quantize(places)
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def whole_parts(quantities: Iterable[Decimal]) -> list[Decimal]:
    """Return whole quantities whose running sum is the given one's, rounded: nothing is lost on the way.

    >>> [str(each) for each in whole_parts([Decimal("0.4")] * 5)]
    ['0', '1', '0', '1', '0']
    """
    sums = [rounded(each, is_whole=True) for each in accumulate(quantities)]
    return [after - before for before, after in pairwise([Decimal(0), *sums])]


def signed(voice: Voice, quantity: Decimal, *, is_whole: bool = False) -> str:
    """Say a difference with its sign; nothing as a dash."""
    shown = rounded(quantity, is_whole=is_whole)
    if not shown:
        return "–"
    return f"{'+' if shown > 0 else '−'}{voice.number(abs(shown))}"


def period_name(voice: Voice, period: ForecastPeriod, on: date) -> str:
    """Name a period in the head of a column."""
    if period is ForecastPeriod.MONTH:
        return voice.say_code("forecast-month", str(on.month))
    return voice.short_day(on)


def run_words(voice: Voice, run: ForecastRunView) -> str:
    """Say which run the figures come from."""
    at = voice.moment(run.finished_at or run.started_at)
    return voice.say("forecast-run", number=str(run.number), at=at)


def method_words(voice: Voice, row: ForecastRow) -> str:
    """Say what a forecast is made of, the largest share first."""
    if row.failed_reason:
        return voice.say("forecast-by-naive")
    shares = [
        f"{voice.say_code('forecast-method', each.method)} {voice.percent(each.share_ratio, 0)}"
        for each in row.methods
    ]
    return voice.listed(shares)


def nothing_learned(run: ForecastRunView) -> bool:
    """Whether the learned model was a candidate for no series of a run."""
    return 0 < run.series_count <= run.notes.get(ForecastNote.NOT_LEARNED, 0)


def bias_words(voice: Voice, bias: float | None) -> str:
    """Say whether a forecast runs low or high."""
    if bias is None:
        return ""
    share = voice.percent(abs(bias), 0)
    key = "forecast-runs-low" if bias < 0 else "forecast-runs-high"
    return voice.say(key, share=share)


def added_words(voice: Voice, step: StepView) -> str:
    """Say what a step was worth."""
    if step.added is None:
        return ""
    points = voice.number(abs(Decimal(str(step.added)) * 100), 1)
    if not round(step.added, 3):
        return voice.say("forecast-step-same")
    key = "forecast-step-better" if step.added > 0 else "forecast-step-worse"
    return voice.say(key, points=points)
