"""The form that makes an alert rule."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.approval_form import typed
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.schemas.approval import PersonName
from shared.schemas.watch import AlertRuleChoice, WatchChoices
from shared.terms import AlertSeverity, KPIName
from shared.watch_terms import AlertGrouping, DeadlineKind, Threshold, Watched

_HOUR: Final = 60
_SEVERITIES: Final = (AlertSeverity.RISK, AlertSeverity.LATE, AlertSeverity.NOTICE)
_LONGEST_NAME: Final = 100
_RATIOS: Final = frozenset({KPIName.ORDER_FILL_RATE, KPIName.OTIF})
_IN: Final = {
    Watched.STOCK: (Threshold.ABSOLUTE, Threshold.TARGET, Threshold.COVER),
    Watched.KPI: (Threshold.ABSOLUTE, Threshold.TARGET),
}
_GROUPS: Final = {
    Watched.STOCK: (
        AlertGrouping.EACH,
        AlertGrouping.ITEM,
        AlertGrouping.FAMILY,
        AlertGrouping.SITE,
    ),
    Watched.PROMISE: tuple(AlertGrouping),
    Watched.CAPACITY: (AlertGrouping.EACH, AlertGrouping.SITE),
    Watched.DEADLINE: tuple(AlertGrouping),
}
_WITH_ITEMS: Final = frozenset({Watched.STOCK, Watched.PROMISE, Watched.DEADLINE})
_EITHER_WAY: Final = frozenset({Watched.STOCK, Watched.KPI})
_CUSTOMERS: Final = frozenset({Watched.PROMISE, Watched.DEADLINE})
# What the form looks like hangs on these; the rest is the browser's until it is read.
REDRAWING: Final = frozenset({"watched", "kpi", "deadline", "threshold_in", "number"})

Set = Callable[..., None]


@dataclass(frozen=True)
class AlertRuleWish:
    """What the form holds, as it was typed; `number` counts the rules that were made."""

    name: str = ""
    watched: str = Watched.STOCK.value
    kpi: str = KPIName.OTIF.value
    deadline: str = DeadlineKind.DECISION.value
    threshold_in: str = Threshold.ABSOLUTE.value
    way: str = "below"
    threshold: str = ""
    clears_at: str = ""
    periods: str = ""
    site_id: str = ""
    family: str = ""
    lowest_priority: str = ""
    grouping: str = AlertGrouping.EACH.value
    severity: str = AlertSeverity.RISK.value
    owner_id: str = ""
    deputy_id: str = ""
    second_deputy_id: str = ""
    hours: str = ""
    time_zone: str = ""
    quiet_from: str = ""
    quiet_until: str = ""
    calendar_id: str = ""
    digest_at: str = ""
    number: int = 0


def unit_of_wish(wish: AlertRuleWish) -> str:
    """What the threshold is typed in: quantity, percent, days, hours, money or a plain number."""
    watched = Watched(wish.watched)
    chosen = threshold_in_of(wish)
    if chosen is Threshold.TARGET or watched is Watched.CAPACITY:
        return "percent"
    if chosen is Threshold.COVER or watched is Watched.PROMISE:
        return "days"
    if watched is Watched.DEADLINE:
        return "hours" if wish.deadline == DeadlineKind.DECISION else "days"
    if watched is Watched.KPI:
        kpi = KPIName(wish.kpi)
        return "percent" if kpi in _RATIOS else "number"
    return "quantity"


def threshold_in_of(wish: AlertRuleWish) -> Threshold:
    """The way of counting that was chosen, where what is watched has it; else the figure itself."""
    chosen = Threshold(wish.threshold_in)
    return chosen if chosen in _IN.get(Watched(wish.watched), ()) else Threshold.ABSOLUTE


def alert_rule_of(wish: AlertRuleWish) -> AlertRuleChoice | str:
    """Return the rule that was wished for, or the key of the sentence that says what is missing."""
    if not wish.name.strip():
        return "rule-wish-name"
    if not wish.owner_id:
        return "rule-wish-owner"
    watched = Watched(wish.watched)
    figures: dict[str, Decimal | None] = {}
    for field in ("threshold", "clears_at", "periods", "lowest_priority", "hours"):
        try:
            figures[field] = _number(getattr(wish, field))
        except InvalidOperation:
            return "rule-wish-number"
    threshold, clears_at = figures["threshold"], figures["clears_at"]
    if threshold is None:
        return "rule-wish-threshold"
    if bool(wish.quiet_from) != bool(wish.quiet_until):
        return "rule-wish-quiet"
    share = Decimal(100) if unit_of_wish(wish) == "percent" else Decimal(1)
    deputies = [
        UUID(each) for each in dict.fromkeys((wish.deputy_id, wish.second_deputy_id)) if each
    ]
    hours, periods, priority = figures["hours"], figures["periods"], figures["lowest_priority"]
    grouping = AlertGrouping(wish.grouping)
    return AlertRuleChoice(
        name=wish.name.strip(),
        watched=watched,
        threshold=threshold / share,
        owner_id=UUID(wish.owner_id),
        threshold_in=threshold_in_of(wish),
        is_above=watched not in _EITHER_WAY or wish.way == "from",
        clears_at=None if clears_at is None else clears_at / share,
        kpi=KPIName(wish.kpi) if watched is Watched.KPI else None,
        deadline=DeadlineKind(wish.deadline) if watched is Watched.DEADLINE else None,
        periods=1 if periods is None or watched is Watched.DEADLINE else max(1, int(periods)),
        family=(wish.family or None) if watched in _WITH_ITEMS else None,
        site_id=UUID(wish.site_id) if wish.site_id else None,
        lowest_priority=int(priority) if priority and watched in _CUSTOMERS else None,
        severity=AlertSeverity(wish.severity),
        grouping=grouping if grouping in _GROUPS.get(watched, ()) else AlertGrouping.EACH,
        deputy_ids=[each for each in deputies if each != UUID(wish.owner_id)],
        escalate_after_minutes=max(1, int(hours * _HOUR)) if hours and deputies else None,
        time_zone=wish.time_zone or "UTC",
        quiet_from=wish.quiet_from or None,
        quiet_until=wish.quiet_until or None,
        calendar_id=UUID(wish.calendar_id) if wish.calendar_id else None,
        digest_at=wish.digest_at or None,
    )


def _number(text: str) -> Decimal | None:
    plain = text.strip().replace("\u00a0", "").replace(" ", "").replace(",", ".").replace("−", "-")
    return Decimal(plain) if plain else None


def alert_rule_form(
    voice: Voice,
    wish: AlertRuleWish,
    choices: WatchChoices,
    set_wish: Set,
    make: Callable[..., object],
) -> VdomDict:
    """Draw what a new rule needs: what, from when on, where, whose, when told."""
    watched = Watched(wish.watched)
    return html.div(
        {"className": "pad approval-form", "key": f"rule-{wish.number}"},
        typed(voice.say("rule-name"), "name", set_wish, longest=_LONGEST_NAME),
        *_figure_fields(voice, wish, watched, set_wish),
        *_scope_fields(voice, wish, watched, choices, set_wish),
        *_owner_fields(voice, wish, choices, set_wish),
        *_telling_fields(voice, wish, choices, set_wish),
        html.button(
            {"className": "btn ink", "type": "button", "onClick": make}, voice.say("rule-make")
        ),
    )


def _choice(
    voice: Voice, family: str, field: str, codes: tuple[str, ...], chosen: str, set_wish: Set
) -> VdomDict:
    return picker(
        voice.say(f"rule-{field.replace('_', '-')}"),
        [(code, voice.say_code(family, code)) for code in codes],
        chosen if chosen in codes else codes[0],
        lambda value: set_wish(**{field: value}),
    )


def _figure_fields(
    voice: Voice, wish: AlertRuleWish, watched: Watched, set_wish: Set
) -> list[VdomDict | None]:
    unit = unit_of_wish(wish)
    periods = "rule-periods-weeks" if watched is Watched.KPI else "rule-periods-days"
    return [
        _choice(voice, "rule-watched", "watched", tuple(Watched), wish.watched, set_wish),
        _choice(voice, "kpi", "kpi", tuple(KPIName), wish.kpi, set_wish)
        if watched is Watched.KPI
        else None,
        _choice(voice, "rule-deadline", "deadline", tuple(DeadlineKind), wish.deadline, set_wish)
        if watched is Watched.DEADLINE
        else None,
        _choice(
            voice, "rule-in", "threshold_in", _IN[watched], threshold_in_of(wish).value, set_wish
        )
        if watched in _IN
        else None,
        _choice(voice, "rule-way", "way", ("below", "from"), wish.way, set_wish)
        if watched in _EITHER_WAY
        else None,
        typed(voice.say_code("rule-threshold", unit), "threshold", set_wish),
        html.p({"className": "t-s dim"}, voice.say("rule-before"))
        if watched is Watched.DEADLINE
        else None,
        typed(voice.say("rule-clears-at"), "clears_at", set_wish),
        typed(voice.say(periods), "periods", set_wish, mode="numeric")
        if watched is not Watched.DEADLINE
        else None,
        _choice(voice, "rule-severity", "severity", _SEVERITIES, wish.severity, set_wish),
    ]


def _scope_fields(
    voice: Voice, wish: AlertRuleWish, watched: Watched, choices: WatchChoices, set_wish: Set
) -> list[VdomDict | None]:
    families = [("", voice.say("rule-any-family")), *((each, each) for each in choices.families)]
    return [
        picker(
            voice.say("rule-site"),
            [("", voice.say("rule-every-site")), *_people(choices.sites)],
            wish.site_id,
            lambda value: set_wish(site_id=value),
        ),
        picker(
            voice.say("rule-family"),
            families,
            wish.family,
            lambda value: set_wish(family=value),
        )
        if watched in _WITH_ITEMS
        else None,
        typed(voice.say("approval-from-priority"), "lowest_priority", set_wish, mode="numeric")
        if watched in _CUSTOMERS
        else None,
        _choice(voice, "rule-group", "grouping", _GROUPS[watched], wish.grouping, set_wish)
        if watched in _GROUPS
        else None,
    ]


def _owner_fields(
    voice: Voice, wish: AlertRuleWish, choices: WatchChoices, set_wish: Set
) -> list[VdomDict]:
    nobody = ("", voice.say("approval-nobody"))
    people = _people(choices.people)
    return [
        picker(
            voice.say("rule-owner"),
            [("", voice.say("approval-choose")), *people],
            wish.owner_id,
            lambda value: set_wish(owner_id=value),
        ),
        picker(
            voice.say("rule-deputy"),
            [nobody, *people],
            wish.deputy_id,
            lambda value: set_wish(deputy_id=value),
        ),
        picker(
            voice.say("rule-second-deputy"),
            [nobody, *people],
            wish.second_deputy_id,
            lambda value: set_wish(second_deputy_id=value),
        ),
        typed(voice.say("rule-hours"), "hours", set_wish, mode="decimal"),
    ]


def _telling_fields(
    voice: Voice, wish: AlertRuleWish, choices: WatchChoices, set_wish: Set
) -> list[VdomDict]:
    own = wish.time_zone or "UTC"
    zones = [(each, each) for each in dict.fromkeys((own, *choices.time_zones))]
    return [
        picker(
            voice.say("rule-time-zone"),
            zones,
            own,
            lambda value: set_wish(time_zone=value),
        ),
        typed(voice.say("rule-quiet-from"), "quiet_from", set_wish, kind="time"),
        typed(voice.say("rule-quiet-until"), "quiet_until", set_wish, kind="time"),
        picker(
            voice.say("rule-calendar"),
            [("", voice.say("rule-every-day")), *_people(choices.calendars)],
            wish.calendar_id,
            lambda value: set_wish(calendar_id=value),
        ),
        typed(voice.say("rule-digest-at"), "digest_at", set_wish, kind="time"),
    ]


def _people(names: list[PersonName]) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in names]
