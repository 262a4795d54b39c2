"""The words of alert rules as closed lists; apart from `terms.py`, all of which every phone loads."""

from enum import StrEnum


class Watched(StrEnum):
    """What an alert rule watches; `promotion` is what promotions that are planned and seasons that begin will lack."""

    STOCK = "stock"
    KPI = "kpi"
    PROMISE = "promise"
    CAPACITY = "capacity"
    FORECAST = "forecast"
    PROMOTION = "promotion"
    DEADLINE = "deadline"


class Threshold(StrEnum):
    """What a rule's threshold is counted in: the figure itself, a share of its target (of a forecast: of
    what was forecast, of a promotion or a season: of what is expected), days of cover, or a forecast's tracking signal.
    """

    ABSOLUTE = "absolute"
    TARGET = "target"
    COVER = "cover"
    SIGNAL = "signal"


class DeviationSide(StrEnum):
    """Which way demand is off its forecast: either, more than forecast, or less."""

    EITHER = "either"
    MORE = "more"
    LESS = "less"


class DeadlineKind(StrEnum):
    """Whose deadline a rule watches: a decision's, a delivery's, a production order's."""

    DECISION = "decision"
    DELIVERY = "delivery"
    PRODUCTION = "production"


class AlertGrouping(StrEnum):
    """What makes one alert at a site: each thing itself, or all of one kind together."""

    EACH = "each"
    ITEM = "item"
    FAMILY = "family"
    CUSTOMER = "customer"
    SITE = "site"


class AlertStepKind(StrEnum):
    """What has happened to an alert."""

    RAISED = "raised"
    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"
    TAKEN = "taken"
    SNOOZED = "snoozed"
    ESCALATED = "escalated"
    NOTED = "noted"
    CLEARED = "cleared"


class FlowStart(StrEnum):
    """What an alert rule starts by itself: own work (making, transfers), a purchase, or whichever it takes."""

    PRODUCTION = "production"
    PURCHASE = "purchase"
    EITHER = "either"


class ReplenishmentCause(StrEnum):
    """What is filled up: a rule's level, what a promotion lacks that supply will not carry, a season's start, what is
    needed after supply ends.
    """

    RULE = "rule"
    PROMOTION = "promotion"
    SEASON = "season"
    SUPPLY_END = "supply_end"


class WhyAsked(StrEnum):
    """What stands against carrying out without asking what a rule has started."""

    NEVER_ALONE = "never_alone"
    ONE_PERSON = "one_person"
    TOO_MUCH = "too_much"
    FENCE = "fence"
    HASTENED = "hastened"
    APPROVAL_RULE = "approval_rule"
