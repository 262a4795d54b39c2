"""The words of the forecast as closed lists; the same value on the wire, in a column and in code."""

from enum import StrEnum
from typing import Final

FORECAST_ERROR_WEEKS: Final = 13
"""Over so many weeks the KPI `forecast_error` counts, the running one among them."""


class ForecastPeriod(StrEnum):
    """What a forecast's figures are for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class ForecastLevel(StrEnum):
    """Where in the tree a series stands: a family, an item of it, or one cell of an item.

    A cell is an item at a site, for a customer group in a territory, by a channel.
    """

    FAMILY = "family"
    ITEM = "item"
    CELL = "cell"


class ErrorDetail(StrEnum):
    """At which detail an error is added up, the coarsest first; the finer, the less misses cancel out."""

    FAMILY = "family"
    ITEM = "item"
    ITEM_SITE = "item_site"
    CELL = "cell"


class ForecastStatus(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ForecastCause(StrEnum):
    """Why a run was made."""

    NIGHT = "night"
    ASKED = "asked"
    LOADED = "loaded"
    RESTORED = "restored"


class ForecastStep(StrEnum):
    """The steps from the same as last year to what is agreed, in their order."""

    NAIVE = "naive"
    STATISTICAL = "statistical"
    PROMOTION = "promotion"
    PIPELINE = "pipeline"
    REP = "rep"
    PLANNER = "planner"
    FROZEN = "frozen"


class ForecastPart(StrEnum):
    """What a figure is made of."""

    LEVEL = "level"
    SEASON = "season"
    TREND = "trend"
    PROMOTION = "promotion"
    SIGNAL = "signal"
    PIPELINE = "pipeline"
    REP = "rep"
    PLANNER = "planner"
    FROZEN = "frozen"


class ForecastNote(StrEnum):
    """What has to be said beside a run: orders that were left out or counted as none, chunks made here, series for which
    the learned model was no candidate.
    """

    DATE_TOO_OLD = "date_too_old"
    DATE_TOO_LATE = "date_too_late"
    BELOW_ZERO = "below_zero"
    RETURNED_MORE = "returned_more"
    CLUSTER_AWAY = "cluster_away"
    NOT_LEARNED = "not_learned"


class OutsideKind(StrEnum):
    """Where a signal from outside comes from."""

    HOLIDAY = "holiday"
    SERIES = "series"
    EVENT = "event"
    FEEDBACK = "feedback"


class OutsideEventKind(StrEnum):
    """What has happened, or will, on a market or at a competitor; events of one kind teach each other's effect."""

    FAIR = "fair"
    RULE = "rule"
    STRIKE = "strike"
    COMPETITOR_PRICE = "competitor_price"
    COMPETITOR_LAUNCH = "competitor_launch"
    COMPETITOR_SHORTAGE = "competitor_shortage"
    OTHER = "other"


class SignalVerdict(StrEnum):
    """What came of trying a signal on past origins; only what helps is used."""

    HELPS = "helps"
    NO_GAIN = "no_gain"
    BY_CHANCE = "by_chance"
    SAID_ALREADY = "said_already"
    TOO_SHORT = "too_short"
    NEVER_MOVED = "never_moved"
    ENDED = "ended"
    NO_CALENDAR = "no_calendar"


class LifeKind(StrEnum):
    """What is said of an item's life: like another one, after another one, or at its end."""

    LOOK_ALIKE = "look_alike"
    SUCCESSOR = "successor"
    ENDING = "ending"
