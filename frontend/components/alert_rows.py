"""Alerts: something a person should look at, the gravest first."""

from collections.abc import Callable
from datetime import date

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.causes import said_facts
from frontend.components.icon import icon
from frontend.components.voice import Voice
from shared.schemas.alert import AlertRow
from shared.terms import AlertSeverity

_SHAPES = {AlertSeverity.LATE: "late", AlertSeverity.RISK: "risk", AlertSeverity.NOTICE: "info"}
_ORDER = (AlertSeverity.LATE, AlertSeverity.RISK, AlertSeverity.NOTICE)


def by_gravity(alerts: list[AlertRow]) -> list[AlertRow]:
    """Return alerts not yet seen first, then the gravest, then the newest."""
    newest = sorted(alerts, key=lambda alert: alert.raised_at, reverse=True)
    return sorted(
        newest, key=lambda alert: (alert.acknowledged_at is not None, _ORDER.index(alert.severity))
    )


def alert_words(voice: Voice, alert: AlertRow) -> str:
    """Say what an alert is about."""
    return voice.say_code("alert", alert.kind, **said_facts(voice, _known(voice, alert.facts)))


def alert_why(voice: Voice, alert: AlertRow) -> str:
    """Say why, where the alert's own sentence leaves it open: of demand off its forecast; else nothing."""
    facts = alert.facts
    if alert.kind != "rule_forecast":
        return ""
    key = f"rule-why-{facts['period']}"
    on = voice.day(date.fromisoformat(facts["period_on"]))
    said = [voice.say(key, on=on, percent=facts["percent"], way=facts["way"])]
    if facts["running"] == "yes":
        said.append(voice.say("rule-why-running"))
    if facts["signal"]:
        said.append(voice.say("rule-why-signal", signal=facts["signal"]))
    if facts["series"]:
        said.append(voice.say("rule-why-series", series=facts["series"]))
    return (" " if voice.language != "zh" else "").join(said)


def _owner(voice: Voice, alert: AlertRow) -> str:
    return voice.say("page-owner", name=alert.owner_name) if alert.owner_name else ""


def alert_row(voice: Voice, alert: AlertRow, acknowledge: Callable[..., object] | None) -> VdomDict:
    """Draw one alert with its way to the thing itself, and a button that says "seen"."""
    tone = alert.severity.value if alert.severity is not AlertSeverity.NOTICE else ""
    whose = voice.say("page-yours") if alert.is_own else _owner(voice, alert)
    silent = alert.snoozed_until and voice.say(
        "page-silent-until", time=voice.moment(alert.snoozed_until)
    )
    aside = [voice.moment(alert.raised_at), whose, silent]
    return html.li(
        {"className": f"row flex alert-row{'' if acknowledge else ' seen'}", "key": str(alert.id)},
        html.a(
            {"className": "grow", "href": alert.path if alert.path.startswith("/") else "/inbox"},
            html.span(
                {"className": f"st large {tone}".strip()},
                icon(_SHAPES[alert.severity]),
                html.span(alert_words(voice, alert)),
            ),
            html.span({"className": "t-s dim at-time"}, " · ".join(part for part in aside if part)),
        ),
        html.a(
            {
                "className": "btn square",
                "href": f"/alerts/{alert.id}",
                "aria-label": voice.say("page-history"),
            },
            icon("people"),
        ),
        button(
            {"className": "btn slim", "type": "button", "onClick": acknowledge},
            voice.say("page-seen"),
        )
        if acknowledge
        else html.span({"className": "t-s dimmer nw"}, voice.say("page-was-seen")),
    )


def _known(voice: Voice, facts: dict[str, str]) -> dict[str, str]:
    """Name a KPI in its words."""
    if "kpi" not in facts:
        return facts
    return {**facts, "kpi": voice.say_code("kpi", facts["kpi"])}
