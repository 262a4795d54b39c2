"""Alert rules over the API, for those who plan: made, tried on the past, switched on; and detection."""

from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.watch.commands import (
    AddAlertRule,
    ChangeAlertRule,
    RemoveAlertRule,
    SwitchAlertRule,
    alert_rule_asked,
)
from backend.watch.errors import AlertRuleIncompleteError, OwnerRefusedError
from backend.watch.queries import (
    alert_rules_for,
    detection_for,
    preview_for,
    preview_of,
    watch_choices_for,
)
from shared.schemas.watch import (
    AlertRuleChoice,
    AlertRuleView,
    Detection,
    RulePreview,
    WatchChoices,
)


@get("/alert-rules")
async def alert_rules(viewer: NamedDependency[Viewer]) -> list[AlertRuleView]:
    """What is watched, from when on it is an alert, and whose; the first made first."""
    return await alert_rules_for(viewer)


@get("/alert-rules/choices")
async def watch_choices(viewer: NamedDependency[Viewer]) -> WatchChoices:
    """What a rule can be made of."""
    return await watch_choices_for(viewer)


@get("/alert-rules/detection")
async def detection(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> Detection:
    """How long alerts took from the arrival of data until they were raised and their owners told."""
    return await detection_for(viewer, dispatcher.clock.now())


@post(
    "/alert-rules/preview",
    status_code=200,
    responses=refusals(AlertRuleIncompleteError),
)
async def preview(
    data: JSONBody[AlertRuleChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> RulePreview:
    """What a rule would have done over the last 90 days, from what is known of them. Nothing is kept."""
    return await preview_for(viewer, alert_rule_asked(data), dispatcher.clock.now())


@get("/alert-rules/{rule_id:uuid}/preview", responses=refusals(NotFoundError))
async def kept_preview(
    rule_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> RulePreview:
    """What a rule that is kept would have done over the last 90 days."""
    return await preview_of(viewer, rule_id, dispatcher.clock.now())


@post(
    "/alert-rules",
    responses=refusals(NotFoundError, AlertRuleIncompleteError, OwnerRefusedError),
)
async def add_alert_rule(
    data: JSONBody[AlertRuleChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> list[AlertRuleView]:
    """Keep a new rule, switched off. Answers with all rules."""
    command = AddAlertRule(alert_rule_asked(data))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await alert_rules_for(viewer)


@put(
    "/alert-rules/{rule_id:uuid}",
    responses=refusals(NotFoundError, AlertRuleIncompleteError, OwnerRefusedError),
)
async def change_alert_rule(
    rule_id: FromPath[UUID],
    data: JSONBody[AlertRuleChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> list[AlertRuleView]:
    """Say a rule anew. Answers with all rules."""
    command = ChangeAlertRule(rule_id, alert_rule_asked(data))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await alert_rules_for(viewer)


@post("/alert-rules/{rule_id:uuid}/watch", status_code=204, responses=refusals(NotFoundError))
async def switch_on(
    rule_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let a rule watch from now on."""
    command = SwitchAlertRule(rule_id, is_on=True)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@delete("/alert-rules/{rule_id:uuid}/watch", status_code=204, responses=refusals(NotFoundError))
async def switch_off(
    rule_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let a rule watch no more; its alerts go."""
    command = SwitchAlertRule(rule_id, is_on=False)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@delete("/alert-rules/{rule_id:uuid}", status_code=204, responses=refusals(NotFoundError))
async def remove_alert_rule(
    rule_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Watch no more by a rule; its alerts go."""
    command = RemoveAlertRule(rule_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


def watch_router(dispatcher: Dispatcher) -> Router:
    """The routes of alert rules; `viewer` comes from the application."""
    return Router(
        "/api/v1",
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Alert rules"],
        route_handlers=[
            alert_rules,
            watch_choices,
            detection,
            preview,
            kept_preview,
            add_alert_rule,
            change_alert_rule,
            switch_on,
            switch_off,
            remove_alert_rule,
        ],
    )
