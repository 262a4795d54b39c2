"""The form that makes an alert rule, or changes one."""

from collections.abc import Callable
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.picker import picker
from frontend.components.rule_wish import (
    COUNTED_IN,
    CUSTOMERS,
    EITHER_WAY,
    GROUPS,
    WITH_ITEMS,
    AlertRuleWish,
    has_level,
    may_start,
    threshold_in_of,
    unit_of_wish,
)
from frontend.components.voice import Voice
from shared.schemas.approval import PersonName
from shared.schemas.watch import WatchChoices
from shared.terms import AlertSeverity, KPIName
from shared.watch_terms import DeadlineKind, DeviationSide, FlowStart, Watched

_SEVERITIES: Final = (AlertSeverity.RISK, AlertSeverity.LATE, AlertSeverity.NOTICE)
_LONGEST_NAME: Final = 100
_PERIODS: Final = {Watched.KPI: "rule-periods-weeks", Watched.FORECAST: "rule-periods-forecast"}

Set = Callable[..., None]


def alert_rule_form(
    voice: Voice,
    wish: AlertRuleWish,
    choices: WatchChoices,
    set_wish: Set,
    make: Callable[..., object],
    leave: Callable[..., object],
) -> VdomDict:
    """Draw what a rule needs: what, from when on, where, what it starts, whose, when told."""
    watched = Watched(wish.watched)
    return html.div(
        {"className": "pad approval-form", "key": f"rule-{wish.number}"},
        typed(voice.say("rule-name"), "name", set_wish, longest=_LONGEST_NAME, said=wish.name),
        *_figure_fields(voice, wish, watched, set_wish),
        *_scope_fields(voice, wish, watched, choices, set_wish),
        *_start_fields(voice, wish, set_wish),
        *_owner_fields(voice, wish, choices, set_wish),
        *_telling_fields(voice, wish, choices, set_wish),
        button(
            {"className": "btn ink", "type": "button", "onClick": make},
            voice.say("rule-save" if wish.changes else "rule-make"),
        ),
        button({"className": "btn", "type": "button", "onClick": leave}, voice.say("rule-leave"))
        if wish.changes
        else None,
    )


def _start_fields(voice: Voice, wish: AlertRuleWish, set_wish: Set) -> list[VdomDict | None]:
    """What the rule starts by itself, where it watches for too little stock or for what will be missing."""
    if not may_start(wish):
        return []
    choices = [
        ("", voice.say("rule-starts-nothing")),
        *((each.value, voice.say_code("rule-starts", each)) for each in FlowStart),
    ]
    unit = unit_of_wish(wish)
    return [
        picker(
            voice.say("rule-starts"),
            choices,
            wish.starts,
            lambda value: set_wish(starts=value),
        ),
        *(
            [
                typed(voice.say_code("rule-fill-to", unit), "fill_to", set_wish, said=wish.fill_to),
                typed(
                    voice.say("rule-rush"),
                    "rush_priority",
                    set_wish,
                    mode="numeric",
                    said=wish.rush_priority,
                ),
            ]
            if wish.starts and has_level(wish)
            else []
        ),
        *(
            [
                html.p({"className": "t-s dim"}, voice.say("rule-lacking-more"))
                if not has_level(wish)
                else None,
                typed(voice.say("rule-auto-value"), "auto_value", set_wish, said=wish.auto_value),
                html.p({"className": "t-s dim"}, voice.say("rule-auto-more")),
            ]
            if wish.starts
            else []
        ),
    ]


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
    periods = _PERIODS.get(watched, "rule-periods-days")
    return [
        _choice(voice, "rule-watched", "watched", tuple(Watched), wish.watched, set_wish),
        _choice(voice, "kpi", "kpi", tuple(KPIName), wish.kpi, set_wish)
        if watched is Watched.KPI
        else None,
        _choice(voice, "rule-deadline", "deadline", tuple(DeadlineKind), wish.deadline, set_wish)
        if watched is Watched.DEADLINE
        else None,
        _choice(
            voice,
            "rule-in",
            "threshold_in",
            COUNTED_IN[watched],
            threshold_in_of(wish).value,
            set_wish,
        )
        if watched in COUNTED_IN
        else None,
        _choice(voice, "rule-way", "way", ("below", "from"), wish.way, set_wish)
        if watched in EITHER_WAY
        else None,
        _choice(voice, "rule-side", "side", tuple(DeviationSide), wish.side, set_wish)
        if watched is Watched.FORECAST
        else None,
        typed(voice.say_code("rule-threshold", unit), "threshold", set_wish, said=wish.threshold),
        html.p({"className": "t-s dim"}, voice.say("rule-before"))
        if watched is Watched.DEADLINE
        else None,
        html.p({"className": "t-s dim"}, voice.say("rule-signal-more"))
        if unit == "signal"
        else None,
        typed(voice.say("rule-clears-at"), "clears_at", set_wish, said=wish.clears_at),
        typed(voice.say(periods), "periods", set_wish, mode="numeric", said=wish.periods)
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
        if watched in WITH_ITEMS
        else None,
        typed(
            voice.say("approval-from-priority"),
            "lowest_priority",
            set_wish,
            mode="numeric",
            said=wish.lowest_priority,
        )
        if watched in CUSTOMERS
        else None,
        _choice(voice, "rule-group", "grouping", GROUPS[watched], wish.grouping, set_wish)
        if watched in GROUPS
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
        typed(voice.say("rule-hours"), "hours", set_wish, mode="decimal", said=wish.hours),
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
        typed(
            voice.say("rule-quiet-from"), "quiet_from", set_wish, kind="time", said=wish.quiet_from
        ),
        typed(
            voice.say("rule-quiet-until"),
            "quiet_until",
            set_wish,
            kind="time",
            said=wish.quiet_until,
        ),
        picker(
            voice.say("rule-calendar"),
            [("", voice.say("rule-every-day")), *_people(choices.calendars)],
            wish.calendar_id,
            lambda value: set_wish(calendar_id=value),
        ),
        typed(voice.say("rule-digest-at"), "digest_at", set_wish, kind="time", said=wish.digest_at),
    ]


def _people(names: list[PersonName]) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in names]
