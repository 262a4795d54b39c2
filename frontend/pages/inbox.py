"""Alerts in the viewer's scopes, the gravest first; seeing one is said with a button."""

import contextlib
from collections.abc import Awaitable, Callable
from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.alert_rows import alert_row, by_gravity
from frontend.components.button import button
from frontend.components.downloads import downloads
from frontend.components.frame import head, page, section
from frontend.components.news_rows import news_row
from frontend.components.states import empty, failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.alert import AlertRow
from shared.schemas.thread import NewsRow


@component
def inbox_page() -> VdomDict:
    """Draw the alerts; they come and go with their causes."""
    voice = use_voice()
    gateway = use_gateway()
    alerts = use_query("alerts", lambda gateway: gateway.alerts(), topics=("alert",))
    news = use_query("news", lambda gateway: gateway.news(), topics=("news",))

    def acknowledge(alert_id: UUID) -> Callable[..., Awaitable[None]]:
        async def see(*_: object) -> None:
            with contextlib.suppress(
                ProblemError
            ):  # asked again below, which says how things stand
                await gateway.acknowledge_alert(alert_id)
            alerts.ask_again()

        return see

    def see_news(news_id: UUID | None) -> Callable[..., Awaitable[None]]:
        async def see(*_: object) -> None:
            with contextlib.suppress(ProblemError):  # asked again below, as above
                await gateway.see_news(news_id)
            news.ask_again()

        return see

    return page(
        head(voice.say("navigation-inbox"), _aside(voice, alerts)),
        not_fresh(voice, alerts.answered_at, alerts.ask_again) if alerts.is_stale else None,
        *_news(voice, news.value or [], see_news),
        _list(voice, alerts, acknowledge),
        name="inbox-page",
        is_ready=not alerts.is_waiting,
    )


def _news(
    voice: Voice,
    rows: list[NewsRow],
    see: Callable[[UUID | None], Callable[..., Awaitable[None]]],
) -> list[VdomDict]:
    """Mentions and what one follows, above the alerts; nothing where there is none."""
    if not rows:
        return []
    all_seen = button(
        {"className": "thread-follow", "type": "button", "onClick": see(None)},
        voice.say("news-seen-all"),
    )
    return [
        section(voice.say("news-title"), all_seen),
        html.ul({"className": "sheet"}, *(news_row(voice, row, see(row.id)) for row in rows)),
    ]


def _aside(voice: Voice, alerts: Query[list[AlertRow]]) -> str:
    if not alerts.value:
        return ""
    unseen = sum(alert.acknowledged_at is None for alert in alerts.value)
    return voice.say("page-unseen", count=unseen)


def _list(
    voice: Voice,
    alerts: Query[list[AlertRow]],
    acknowledge: Callable[[UUID], Callable[..., Awaitable[None]]],
) -> VdomDict:
    if alerts.is_waiting:
        return waiting(voice, voice.say("page-alerts-loading"))
    if alerts.value is None:
        problem = alerts.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return failed(voice, voice.say("page-alerts-failed"), problem, alerts.ask_again)
    if not alerts.value:
        return empty(voice.say("page-alerts-none"), voice.say("page-alerts-none-more"))
    ordered = by_gravity(alerts.value)
    unseen = [alert for alert in ordered if alert.acknowledged_at is None]
    seen = [alert for alert in ordered if alert.acknowledged_at is not None]
    return html.div(
        {"className": "body column"},
        html.ul(
            {"className": "sheet flush"},
            *(alert_row(voice, alert, acknowledge(alert.id)) for alert in unseen),
        )
        if unseen
        else None,
        section(voice.say("page-seen-before")) if seen else None,
        html.ul({"className": "sheet"}, *(alert_row(voice, alert, None) for alert in seen))
        if seen
        else None,
        downloads(voice, "/api/v1/alerts"),
    )
