"""Alert rules in words: what is watched, from when on, whose it is, and what would have come of it."""

from decimal import Decimal

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon, status
from frontend.components.voice import Voice
from shared.schemas.watch import AlertRuleView, Detection, PastAlertRow, PastStarts, RulePreview
from shared.watch_terms import AlertGrouping, Threshold, Watched

_HOUR = 60
_OF = {
    Watched.STOCK: "rule-of-safety",
    Watched.FORECAST: "rule-of-forecast",
    Watched.PROMOTION: "rule-of-expected",
}
_IN_A_ROW = {Watched.KPI: "rule-weeks", Watched.FORECAST: "rule-periods"}


def what_is_watched(voice: Voice, view: AlertRuleView) -> str:
    """Say what a rule watches and from when on it is an alert."""
    rule = view.rule
    if rule.kpi is not None:
        what = voice.say_code("kpi", rule.kpi)
    elif rule.side is not None:
        what = voice.say_code("rule-off-forecast", rule.side)
    elif rule.deadline is not None:
        what = voice.say_code("rule-deadline", rule.deadline)
    else:
        what = voice.say_code("rule-watched", rule.watched)
    value = figure(voice, view.unit, rule.threshold)
    if rule.threshold_in is Threshold.TARGET:
        value = voice.say(_OF.get(rule.watched, "rule-of-target"), value=value)
    elif rule.threshold_in is Threshold.SIGNAL:
        value = voice.say("rule-of-signal", value=value)
    elif rule.threshold_in is Threshold.COVER:
        value = voice.say("rule-of-cover", value=value)
    said = [voice.say("rule-from" if rule.is_above else "rule-below", what=what, value=value)]
    if rule.periods > 1:
        key = _IN_A_ROW.get(rule.watched, "rule-days")
        said.append(voice.say(key, count=rule.periods))
    if rule.clears_at is not None:
        said.append(voice.say("rule-until", value=figure(voice, view.unit, rule.clears_at)))
    return voice.listed(said)


def where_it_watches(voice: Voice, view: AlertRuleView) -> str:
    """Say where a rule looks, and what makes one alert."""
    rule = view.rule
    said = [
        view.site_name or voice.say("rule-every-site"),
        rule.family or "",
        voice.say("approval-if-priority", priority=rule.lowest_priority)
        if rule.lowest_priority is not None
        else "",
        voice.say_code("rule-grouped", rule.grouping)
        if rule.grouping is not AlertGrouping.EACH
        else "",
    ]
    return voice.listed([part for part in said if part])


def who_is_told(voice: Voice, view: AlertRuleView) -> str:
    """Say whose the alerts are, who is next, and when nobody is woken."""
    rule = view.rule
    said = [voice.say("rule-owned-by", name=view.owner_name)]
    minutes = rule.escalate_after_minutes
    if view.deputy_names:
        names = voice.listed(view.deputy_names)
        hours = voice.number(Decimal(minutes) / _HOUR) if minutes else ""
        said.append(
            voice.say("rule-then-after", names=names, hours=hours)
            if minutes
            else voice.say("rule-then", names=names)
        )
    if rule.quiet_from and rule.quiet_until:
        said.append(
            voice.say(
                "rule-quiet", begin=rule.quiet_from, end=rule.quiet_until, zone=rule.time_zone
            )
        )
    if view.calendar_name:
        said.append(voice.say("rule-works-by", calendar=view.calendar_name))
    if rule.digest_at:
        said.append(voice.say("rule-digest", time=rule.digest_at, zone=rule.time_zone))
    return " · ".join(said)


def what_it_starts(voice: Voice, view: AlertRuleView) -> str:
    """Say what a rule starts by itself, how soon, and up to which value without asking."""
    rule = view.rule
    if rule.starts is None:
        return ""
    if rule.fill_to is None:
        said = [voice.say_code("rule-started-lacking", rule.starts)]
    else:
        level = figure(voice, view.unit, rule.fill_to)
        if rule.threshold_in is Threshold.TARGET:
            level = voice.say("rule-of-safety", value=level)
        elif rule.threshold_in is Threshold.COVER:
            level = voice.say("rule-of-cover", value=level)
        said = [voice.say_code("rule-started", rule.starts, level=level)]
    if rule.rush_priority is not None:
        said.append(voice.say("rule-rushed", priority=rule.rush_priority))
    if rule.auto_value is None:
        said.append(voice.say("rule-asks-always"))
    else:
        said.append(voice.say("rule-asks-above", value=voice.money(rule.auto_value)))
        if not view.is_seconded:
            said.append(voice.say("rule-needs-second"))
    return " · ".join(said)


def _past_starts(voice: Voice, found: PastStarts, unit_rows: int) -> list[VdomDict | None]:
    """Draw what a rule would have started, and what of it without asking."""
    head = voice.say(
        "rule-past-starts",
        count=found.count,
        value=voice.money(found.value),
        alone=voice.number(found.automatic_count),
    )
    rows = found.rows[:unit_rows]
    return [
        html.p({"className": "m b"}, head),
        html.p(
            {"className": "t-s dim"},
            voice.say("rule-past-starts-unknown", count=found.unknown_count),
        )
        if found.unknown_count
        else None,
        html.ul(
            *(
                html.li(
                    {"key": f"start-{place}", "className": "t-s"},
                    html.span({"className": "b"}, voice.day(row.on)),
                    " "
                    + voice.say(
                        "rule-past-start-alone" if row.is_automatic else "rule-past-start",
                        amount=voice.amount(row.quantity, row.unit),
                        item=row.item_name,
                        site=row.site_name,
                        value=voice.money(row.value),
                    ),
                )
                for place, row in enumerate(rows)
            )
        )
        if rows
        else None,
        html.p({"className": "t-s dimmer"}, voice.say("rule-past-starts-more")),
    ]


def figure(voice: Voice, unit: str, value: Decimal) -> str:
    """Return a threshold in its unit."""
    if unit == "ratio":
        return f"{voice.number(value * 100)}\u00a0%"
    if unit == "money":
        return voice.money(value)
    if unit == "days":
        return voice.say("rule-in-days", count=int(value) if value % 1 == 0 else float(value))
    if unit == "hours":
        return voice.say("rule-in-hours", count=voice.number(value))
    return voice.number(value)


def detection_words(voice: Voice, found: Detection) -> VdomDict:
    """Say how fast alerts were found and their owners told."""
    if found.median_seconds is None or found.longest_seconds is None:
        words = voice.say("rule-detection-none", days=found.days)
        return html.p({"className": "pad t-s dim"}, words)
    words = voice.say(
        "rule-detection",
        days=found.days,
        alerts=voice.number(found.alert_count),
        median=_span(voice, found.median_seconds),
        most=_span(voice, found.p95_seconds or found.longest_seconds),
        longest=_span(voice, found.longest_seconds),
    )
    told = (
        voice.say("rule-detection-told", most=_span(voice, found.told_p95_seconds))
        if found.told_p95_seconds is not None
        else ""
    )
    limit = (
        status("late", voice.say("rule-over-limit", count=found.over_limit), "late")
        if found.over_limit
        else status("kept", voice.say("rule-within-limit"), "kept")
    )
    return html.div(
        {"className": "pad t-s"},
        html.p(voice.sentences((words, told))),
        limit,
    )


def preview_part(
    voice: Voice, found: RulePreview, unit_rows: int, *buttons: VdomDict | None
) -> VdomDict:
    """Draw what a rule would have done over the last days, and what of them is not known."""
    head = voice.say(
        "rule-preview-count",
        count=found.alert_count,
        from_on=voice.day(found.from_on),
        to_on=voice.day(found.to_on),
    )
    unknown = (
        voice.say("rule-preview-unknown")
        if found.known_from is None
        else voice.say("rule-preview-known", on=voice.day(found.known_from))
        if found.known_from > found.from_on
        else ""
    )
    rows = found.alerts[:unit_rows]
    return html.div(
        {"className": "pad rule-preview"},
        html.p({"className": "m b", "role": "status"}, head),
        html.p(
            {"className": "t-s dim"}, voice.say("rule-preview-watched", count=found.watched_count)
        ),
        html.p({"className": "st risk t-s"}, icon("risk", "s"), html.span(unknown))
        if unknown
        else None,
        html.ul(*(_past(voice, place, each) for place, each in enumerate(rows))) if rows else None,
        html.p({"className": "t-s dimmer"}, voice.say("rule-preview-newest", count=len(rows)))
        if found.alert_count > len(rows)
        else None,
        *(_past_starts(voice, found.starts, unit_rows) if found.starts is not None else []),
        html.div({"className": "actions"}, *buttons),
    )


def _past(voice: Voice, place: int, alert: PastAlertRow) -> VdomDict:
    ended = (
        voice.say("rule-past-until", on=voice.day(alert.cleared_on))
        if alert.cleared_on
        else voice.say("rule-past-stands")
    )
    what = (
        voice.say("rule-past-several", subject=alert.subject, count=alert.count)
        if alert.count > 1
        else alert.subject
    )
    where = " · ".join(part for part in (what, alert.site_name) if part)
    return html.li(
        {"key": f"{place}", "className": "t-s"},
        html.span({"className": "b"}, voice.day(alert.raised_on)),
        f" {voice.joined((where, ended))}",
    )


def _span(voice: Voice, seconds: Decimal) -> str:
    if seconds < 2 * 60:
        return voice.say("rule-seconds", count=voice.number(seconds, 0))
    return voice.say("rule-minutes", count=voice.number(seconds / 60, 0))
